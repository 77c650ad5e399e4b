//! The page "Reports and tables": papers made of an open form, and what a person changed in their words. Pure.
//!
//! A paper is made anew whenever it is shown, so its figures are those of the form. A person's own wording is kept apart from the paper, by
//! the keys of its blocks ([`Edits`]), and put over it.

mod edits;
mod message;
mod page;

pub use edits::{Edited, Edits, Origin, Place, is_word};
pub use message::{FilledIn, Given, PapersEffect, PapersMsg, PictureFile, Source, Writing};
pub use office::compose::kind::PaperKind as Kind;
pub use page::{Earlier, PapersPage, TITLE, block_id, cell_id};
