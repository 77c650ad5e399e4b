//! Workbooks of records: what is in them, that every formula results in the value beside it, and that the values are the engine's.

mod evaluate;
mod example;
mod figures;
mod generated;
mod kit;
mod other;
mod rollup;
