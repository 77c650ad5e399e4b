//! Word, Excel, CSV, HTML and text files as tables and paragraphs, and those as scoring rubrics.
//!
//! Pure: bytes in, values out. No browser, no clock, no random, no file access. A document is data: nothing in it runs, no path in an
//! archive is used, and its size is bounded by [`limits`].

pub mod assign;
mod cell_name;
pub mod compose;
pub mod document;
pub mod draft;
pub mod fill;
mod filled;
pub mod formats;
mod keep;
pub mod limits;
pub mod paper;
mod problem;
mod read;
mod rubric;
mod understand;
pub mod write;

pub use filled::{OwnScore, record, refused};
pub use keep::{Kept, keep};
pub use problem::{Foreign, Kind, ReadError};
pub use read::{Decode, read, read_html, read_text};
pub use rubric::Form;
pub use understand::{understand, understand_with};
