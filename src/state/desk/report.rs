//! What opening a file had to say, in codes and figures; the words for it are the view's.

use super::{Opening, Resumed};
use crate::state::{Head, Origin, Source};
use assessment::Id;
use assessment::problem::Problem;
use assessment::record::Notice;
use assessment::record::merge::Unmergeable;
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
    /// The browser was given a file to download, of this name. Whether it stored one it does not say.
    Given(Rc<str>),
    /// Another draft of this rubric came to be in another tab while this form was filled in. The last ones.
    Others(Rc<[Head]>),
    /// A copy was opened that is older than the form, or than its draft, which the form goes on with.
    Older(Rc<Older>),
    /// A record was taken into the form, or into its draft, as one edit: its own source, then the form's. Whether it is newer
    /// in everything, else each adds to the other; and what is worth knowing.
    TakenIn([Source; 2], bool, Rc<[Notice]>),
    /// A record of one version of the rubric was opened while the rubric is open in another: the person decides. The version
    /// that is open, then the record's.
    AsksVersion(Rc<Opening>, [Rc<str>; 2]),
    /// Records were merged, so many of them; the result is open and in no file yet, and this is worth knowing.
    Merged(usize, Rc<[Notice]>),
    /// Two records cannot be merged. Where they come from, and why.
    Unmergeable([Origin; 2], Unmergeable),
    /// Opening these would leave what is not exported: the person decides.
    Asks(Rc<[Opening]>),
    /// Closing would leave what is not exported: the person decides.
    AsksToClose,
}

/// A copy that is older than what the form goes on with.
#[derive(Clone, Debug)]
pub struct Older {
    /// The copy.
    pub copy: Source,
    /// What the form goes on with.
    pub kept: Source,
    /// The copy once more, to be opened beside it if the person wants that.
    pub opening: Opening,
}
