//! The messages of [`App`](super::App): what a person or a host page did, and the answers to effects.

use crate::state::drafts::DraftMsg;
use crate::state::{
    AutosaveStatus, Change, EffectError, KnownDraft, Mirror, MirrorTimer, OpenOutcome, OpenRequest, State, TakenUp,
    TaskEvent,
};
use assessment::record::RecordFile;
use assessment::record::merge::{Choice, FieldPath};
use assessment::rubric::Rubric;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What an update needs from outside: the time, and ids that no record has.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The time in UTC, as `2026-11-23T08:15:30.125Z`.
    pub now: Rc<str>,
    /// The id of a record, if one is begun.
    pub id: Rc<str>,
    /// The id of a second record, if the draft of the open record is to be kept beside it.
    pub spare_id: Rc<str>,
}

/// The form that is open in a tab, remembered across a reload.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabForm {
    /// The id of its draft, or of the record that may become a draft.
    pub draft: Rc<str>,
    /// The id of its rubric.
    pub rubric: Rc<str>,
}

/// A message.
#[derive(Clone, Debug)]
pub enum Msg {
    /// Change the open form. Typing in one field is one step of undo until [`Msg::Settle`].
    Edit {
        /// The change.
        change: Change,
        /// Whether the person is typing.
        is_typing: bool,
    },
    /// Continue as another of the rubric's raters. No answer changes.
    FillInAs(Rc<str>),
    /// Show a rater's scores, in a form that is read only as well.
    ShowRater(Rc<str>),
    /// Undo the last step.
    Undo,
    /// Redo the step that was undone last.
    Redo,
    /// The field that was typed in was left.
    Settle,
    /// The name of the person who fills in.
    SetAuthor(Rc<str>),

    /// Open a rubric or a record.
    Open(OpenRequest),
    /// Open several records, which merges them.
    OpenAll(Vec<OpenRequest>),
    /// Open a record that was parsed already.
    OpenRead {
        /// Its name, for messages.
        name: Rc<str>,
        /// The record.
        file: Box<RecordFile>,
    },
    /// Open files in place of edits that no file has, as the person decided.
    OpenAnyway(Vec<OpenRequest>),
    /// Open a record on the open version of its rubric, or on its own.
    OpenOnVersion {
        /// The record.
        request: OpenRequest,
        /// Whether the open version is meant.
        is_open_one: bool,
    },
    /// Open a copy of a record as a record of its own.
    OpenSeparately(OpenRequest),
    /// Add a rubric that came with a record, unless it is loaded.
    AddRubric(Rc<str>),
    /// Begin a form for a bundled rubric.
    Begin {
        /// The rubric's id.
        rubric: Rc<str>,
        /// Whether the person asked for a new form, beside the drafts of the rubric.
        is_new: bool,
    },
    /// Open the filled-in example of a bundled rubric. The words are those of [`example`](crate::state::example).
    ShowExample(Rc<str>),
    /// Fill the empty fields of the profile from the earlier form that was offered.
    TakeProfile,
    /// Begin another form for the open rubric. The open form stays a draft.
    BeginAnother,
    /// Close the form, to choose another.
    Close,
    /// Close the form and discard what neither a file nor a draft has, as the person decided.
    CloseAnyway,
    /// A copy of the open form has left the browser.
    MarkExported,
    /// Show the scores of an earlier record beside those of the open form, until another form is open.
    OpenEarlier {
        /// The name of the record's file.
        file: Rc<str>,
        /// The text of the record.
        text: Rc<str>,
    },
    /// Show them no more.
    CloseEarlier,
    /// Begin to make a form, from the start page.
    StartMaking,
    /// Begin to put records together, from the start page.
    StartCollecting,
    /// Open the page "Reports and tables" over the open form.
    StartPapers,
    /// Close that page: the form is shown again.
    StopPapers,
    /// End making a form, or putting records together: the start page is shown again.
    StopMaking,
    /// Show a rubric that is being made as a form, which is not stored; no form without a rubric.
    Preview {
        /// The rubric.
        rubric: Option<Rc<Rubric>>,
        /// The scores of the document that the rubric is made from. What was entered in the preview is kept instead.
        record: Option<Box<RecordFile>>,
    },

    /// Choose a content where records differ.
    Choose {
        /// Where they differ.
        place: FieldPath,
        /// The chosen content.
        choice: Choice,
    },
    /// Choose the content of one record at every difference; the newest content without a record.
    ChooseAllOf(Option<usize>),
    /// Apply what was chosen.
    Merge,
    /// Discard a merge. The open form is kept beside its draft, if it was compared with that.
    CancelMerge,

    /// Report the result of opening a file, or nothing.
    SetReport(OpenOutcome),
    /// Remove the reported error.
    DismissError,
    /// Report what was entered before the program had started, or remove that report.
    SetTakenUp(TakenUp),
    /// An effect failed.
    Failed(EffectError),
    /// A file that was reported as late has arrived.
    Arrived,
    /// Something happened to a task.
    Task {
        /// The task's number.
        number: u32,
        /// What happened.
        event: TaskEvent,
    },
    /// Stop a task. Nothing that it did is kept.
    StopTask(u32),
    /// So many files of evidence were chosen.
    FilesChosen(usize),
    /// A chosen file was read, or could not be read.
    FileRead,

    /// The rubric of a host page.
    SetRubric(OpenRequest),
    /// The record of a host page; `None` for a blank form.
    SetRecord {
        /// Its name, for messages.
        name: Rc<str>,
        /// Its text.
        text: Option<Rc<str>>,
    },
    /// Whether the open form can be changed.
    SetReadOnly(bool),
    /// Store drafts in this scope from now on. The draft in the previous scope is closed.
    SetScope(Option<Rc<str>>),
    /// Remove the drafts of the open rubric in a scope.
    RemoveDrafts {
        /// The scope.
        scope: Rc<str>,
    },

    /// Write this copy of the open form from now on.
    StartMirror(Mirror),
    /// Write it no longer.
    StopMirror(Mirror),
    /// A timer that was set with [`Effect::ScheduleMirror`](crate::state::Effect::ScheduleMirror) fired.
    MirrorDue(MirrorTimer),
    /// Write this copy at once, if it is not up to date: a copy of it leaves the browser.
    WriteMirror(Mirror),
    /// The page is hidden, or about to be left: every copy is written at once.
    PageHidden,
    /// Save the page into a file with this name from now on.
    SaveInto(String),
    /// The page was saved into its file, or could not be.
    Saved {
        /// The state that was to be saved; `None` if no form was open.
        state: Option<Rc<State>>,
        /// How the saving went; `None` if another record was opened before.
        status: Option<AutosaveStatus>,
    },

    /// The page opens: the form that came with it has its draft found, or the form that was open comes back.
    Start {
        /// The form that was open in this tab before a reload.
        before: Option<TabForm>,
        /// The drafts that the browser had when the program last listed them.
        known: Vec<KnownDraft>,
    },
    /// Read the list of drafts, for the person to see.
    ListDrafts,
    /// Open a draft, and have its title focused.
    OpenDraft(Rc<str>),
    /// Name a draft; an empty name removes the name.
    RenameDraft {
        /// The draft's id.
        id: Rc<str>,
        /// The name.
        name: Rc<str>,
    },
    /// Make another draft with the same content.
    DuplicateDraft {
        /// The draft's id.
        id: Rc<str>,
        /// The name of the other.
        name: Rc<str>,
    },
    /// Delete a draft. It can be restored for a day.
    DeleteDraft(Rc<str>),
    /// Restore a draft that was deleted.
    RestoreDraft(Rc<str>),
    /// Delete for good what can no longer be restored, and what no draft needs.
    TidyDrafts,
    /// Delete everything that the browser stores for the program.
    RemoveEverything,
    /// An answer to an effect of the draft protocol, or news of another tab.
    Draft(Box<DraftMsg>),
}
