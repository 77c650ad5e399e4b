//! The page "Put records together": the records of many subjects as one table. Pure.
//!
//! A record is read in a worker and becomes a row of figures ([`rollup::Row`]); the page holds rows and never forms. What is shown (rank, order,
//! filter, groups) follows from the rows and from the [`View`] that the person chose.

mod grid;
mod held;
mod message;
mod page;
mod read;
mod saved;
mod shown;

pub use grid::{EntryGrid, GridColumn, GridRow, Typed as GridTyped};
pub use message::{CollectionEffect, CollectionMsg, Out, Said, Stored};
pub use page::{CLEAR, CollectionPage, Earlier, KEEP, Phase, TITLE, row_id};
pub use read::{NotCounted, Place, ReadFault, ReadRow, Unread, lines_between, rubric_of, to_row};
pub use saved::{Joined, Saved, Typed};
pub use shown::{Column, Order, Tab, View};
