//! Files as tables, and tables as rubrics.

mod assign;
mod corpus;
mod kit;
mod reading;
