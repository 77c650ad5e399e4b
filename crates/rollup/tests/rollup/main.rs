//! Many records: rows, copies, ranks and figures, with values worked out by hand.

mod archive;
mod copies;
mod figures;
mod kit;
mod lines;
mod reading;
mod tables;
