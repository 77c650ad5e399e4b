//! Effects for the browser to perform, as plain data. `web::runtime` performs them.

use super::drafts::DraftEffect;
use super::{KnownDraft, State};
use assessment::answers::Attachment;
use assessment::rubric::Rubric;
use std::rc::Rc;

/// An effect.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Focuses the control with this element id once it is drawn.
    FocusControl(String),
    /// Goes to the criterion with this ordinal and focuses its control.
    FocusCriterion(u32),
    /// Goes to the heading of a section.
    FocusSection {
        /// The section's ordinal.
        ordinal: u32,
        /// How many criteria stand before it.
        before: u32,
    },
    /// Scrolls to the element with this id and marks it, and removes the mark of another one; without an id, only removes the mark. The
    /// number is the ordinal of a criterion that has to be drawn first.
    ShowPlace(Option<(String, u32)>),
    /// Lists the keys of the form; `false` closes it.
    ShowKeys(bool),
    /// Focuses the title of the form once it is drawn.
    FocusTitle,
    /// Focuses an element that no key reaches, by its element id, so that the next key goes on from there.
    FocusPast(&'static str),
    /// Has the form show the criterion with this ordinal, whatever it shows now, and goes there.
    VisitCriterion(u32),
    /// Scrolls to the head of the page.
    ScrollToHead,
    /// Prints the page.
    Print,
    /// Downloads the record.
    Export,
    /// Downloads the record with its files of evidence, as a ZIP archive.
    ExportArchive,
    /// Saves a copy of the page with what was entered.
    SaveCopy,
    /// Downloads a copy of the page with nothing entered.
    SaveBlankCopy,
    /// Downloads a file of evidence.
    DownloadAttachment(Rc<Attachment>),
    /// Fetches the rubric that the address asks for.
    FetchAsked,
    /// Opens the dialog with this element id.
    ShowDialog(&'static str),
    /// Closes the dialog with this element id.
    CloseDialog(&'static str),
    /// Remembers the language with this tag for the next visit.
    RememberLanguage(&'static str),
    /// Remembers who fills in for the next visit.
    RememberAuthor(Rc<str>),
    /// Remembers the drafts outside the database, so that a page can name those that the browser loses.
    RememberDrafts(Vec<KnownDraft>),
    /// Focuses the start page, once the form is closed.
    FocusStart,
    /// Computes what the first edit needs of the rubric, once the browser is idle.
    PrepareRubric(Rc<Rubric>),
    /// Sends [`Msg::MirrorDue`](super::Msg::MirrorDue) later.
    ScheduleMirror {
        /// The timer.
        timer: MirrorTimer,
        /// After how many milliseconds.
        after_ms: u32,
    },
    /// Writes a copy of the open form; an empty one if no form is open.
    WriteMirror {
        /// Which copy.
        mirror: Mirror,
        /// The state that it is to have.
        state: Option<Rc<State>>,
    },
    /// Stops a task.
    StopTask(u32),
    /// Executes an effect of the draft protocol.
    Draft(Box<DraftEffect>),
}

/// A copy of the open form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mirror {
    /// The record's blocks in the page's DOM, which are saved with the page.
    Blocks,
    /// The file that the page is saved into.
    File,
    /// The value of the HTML form around the element.
    Value,
}

/// A timer of a mirror, with the number under which it was set. A timer that was set again since is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MirrorTimer {
    /// The mirror.
    pub mirror: Mirror,
    /// The number.
    pub number: u64,
}

/// How far printing has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printing {
    /// The form is on the screen.
    Not,
    /// The paper is to be drawn part by part: the browser is asked to print once it is drawn.
    Prepare,
    /// The paper is to be drawn at once: the browser prints.
    Now,
}

/// The file that a page is saved into again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Autosave {
    /// The file's name.
    pub file: String,
    /// How the last saving went.
    pub status: AutosaveStatus,
}

/// How saving into a file went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AutosaveStatus {
    /// The file holds what was entered at this time.
    Saved(String),
    /// The browser does not let the page write the file until the person allows it again.
    Lapsed,
    /// The file could not be written.
    Failed(super::Fault),
}
