//! Files as tables, and tables as rubrics.

mod corpus;
mod kit;
mod reading;
