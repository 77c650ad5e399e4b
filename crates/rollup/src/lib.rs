//! Many records of one rubric: what a bureau sees.
//!
//! Pure: texts in, rows and figures out. No browser, no clock, no files. Every score is computed again from the answers, by the engine; what
//! a record claims is only compared with that.
//!
//! # Reading order
//!
//! [`Layout`] (the parts of the rubric, in order) → [`Reading`] (the text of a record → a [`Row`]) → [`copies`] (which of several records of
//! one subject counts) → [`Collection`] (the rows that count, with their ranks and grades) → [`Figures`] (what they amount to) and
//! [`tables`] (rows for other programs).

pub mod archive;
pub mod collection;
pub mod copies;
pub mod figures;
pub mod layout;
pub mod lines;
pub mod reading;
pub mod row;
pub mod tables;

pub use collection::{Collection, Missing, Ranking, Results};
pub use copies::{Copies, Newer, Replaced};
pub use figures::Figures;
pub use layout::Layout;
pub use lines::Head;
pub use reading::{Fault, Reading};
pub use row::{Item, ItemState, Part, Row, Scores};
pub use tables::Table;
