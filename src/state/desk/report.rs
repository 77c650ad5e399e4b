//! What opening a file had to say, in codes and figures; the words for it are the view's.

use super::{Opening, Resumed};
use crate::state::Head;
use assessment::problem::Problem;
use assessment::record::Notice;
use assessment::record::merge::Unmergeable;
use assessment::rubric::Id;
use std::rc::Rc;

/// What opening a file had to say.
#[derive(Clone, Debug, Default)]
pub enum Report {
    /// Nothing.
    #[default]
    Silent,
    /// The file has problems and was not opened; what was there before still is.
    Problems(Rc<str>, Rc<[Problem]>),
    /// The record needs a rubric that is not at hand. Its id and version.
    NeedsRubric(Rc<str>, Id, Rc<str>),
    /// The record is open, and this is worth knowing.
    Opened(Rc<str>, Rc<[Notice]>),
    /// The rubric was read again and the answers put onto it.
    Reloaded(Rc<str>, Rc<[Notice]>),
    /// The form is empty, and there are drafts of it from other pages. The last ones.
    Offers(Rc<[Head]>),
    /// A draft was found, and the form goes on from it.
    Resumed(Rc<Resumed>),
    /// Records were merged, so many of them; the result is open and in no file yet, and this is worth knowing.
    Merged(usize, Rc<[Notice]>),
    /// Two records cannot be merged. Their names, empty for the form that is open, and why.
    Unmergeable([Rc<str>; 2], Unmergeable),
    /// Opening these would leave what is not exported: the person decides.
    Asks(Rc<[Opening]>),
    /// Closing would leave what is not exported: the person decides.
    AsksToClose,
}
