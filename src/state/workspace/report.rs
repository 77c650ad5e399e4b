//! The result of opening a file, in codes and figures; `view` finds the words.

use super::{OpenRequest, RestoredDraft};
use crate::state::{DraftMeta, EarlierProfile, Origin, Source};
use assessment::Id;
use assessment::problem::Problem;
use assessment::record::Notice;
use assessment::record::merge::Unmergeable;
use std::rc::Rc;

/// The result of opening a file.
#[derive(Clone, Debug, Default)]
pub enum OpenOutcome {
    /// Nothing to report.
    #[default]
    Silent,
    /// The file has problems and was not opened; the previous form stays open.
    Problems(Rc<str>, Rc<[Problem]>),
    /// The record needs a rubric that is not loaded. Its id and version.
    NeedsRubric(Rc<str>, Id, Rc<str>),
    /// The record is open, with these notices.
    Opened(Rc<str>, Rc<[Notice]>),
    /// The file is a record of another rubric, and is not compared with.
    NotBeside(Rc<str>),
    /// The scores of an earlier record stand beside those of the open form.
    Beside(Rc<str>),
    /// The rubric was read again, and the answers were applied to it.
    Reloaded(Rc<str>, Rc<[Notice]>),
    /// The form is empty, and there are drafts of it from other pages. The most recent ones.
    Offers(Rc<[DraftMeta]>),
    /// A draft was found, and the form goes on from it.
    RestoredDraft(Rc<RestoredDraft>),
    /// A filled-in example is open. Nothing of it is stored until it is edited.
    Example,
    /// The browser has an earlier form of the same subject, whose profile fills fields that are empty here.
    EarlierProfile(Rc<EarlierProfile>),
    /// The browser was given a file of this name to download. It does not report whether it stored the file.
    Given(Rc<str>),
    /// Another draft of this rubric appeared in another tab while this form was filled in. The most recent ones.
    Others(Rc<[DraftMeta]>),
    /// The opened copy is older than the form or its draft, with which the form goes on.
    Older(Rc<Older>),
    /// A record was merged into the form or its draft as one edit: the record's source, then the form's. Whether the record is newer in
    /// everything; otherwise each adds to the other. With the notices.
    TakenIn([Source; 2], bool, Rc<[Notice]>),
    /// The opened record is of another version than the open rubric: the person decides. The open version, then the record's.
    AsksVersion(Rc<OpenRequest>, [Rc<str>; 2]),
    /// This many records were merged; the result is open and in no file yet. With the notices.
    Merged(usize, Rc<[Notice]>),
    /// Two records cannot be merged. Their sources, and why.
    Unmergeable([Origin; 2], Unmergeable),
    /// OpenRequest these files would discard edits that were not exported: the person decides.
    Asks(Rc<[OpenRequest]>),
    /// Closing would discard edits that were not exported: the person decides.
    AsksToClose,
}

/// A copy that is older than the content with which the form goes on.
#[derive(Clone, Debug)]
pub struct Older {
    /// The source of the copy.
    pub copy: Source,
    /// The source of the content with which the form goes on.
    pub kept: Source,
    /// The copy, so that the person can open it separately.
    pub opening: OpenRequest,
}
