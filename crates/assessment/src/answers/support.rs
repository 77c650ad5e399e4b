//! Evidence for an answer, problems that were found, and the measures against them.

use crate::day::is_day;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// A piece of evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its name.
    pub name: Rc<str>,
    /// Its kind.
    pub kind: EvidenceKind,
    /// Its number, place or address, as text: it is never followed as a link.
    pub reference: Rc<str>,
    /// Its day, as `2026-11-23`; may be empty.
    pub date: Rc<str>,
    /// The attached file.
    #[serde(default)]
    pub file: Option<Rc<Attachment>>,
}

/// A file attached to a record. The record refers to it by its SHA-256; its bytes are stored elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The file as it is stored.
    pub kept: FileName,
    /// Its media type, such as `image/jpeg`; may be empty.
    pub kind: Rc<str>,
    /// The original file, if a picture was scaled down.
    pub original: Option<FileName>,
}

/// Name, size and hash of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileName {
    /// Its name, without a path.
    pub name: Rc<str>,
    /// Its size in bytes.
    pub size: u32,
    /// The SHA-256 of its bytes, in 64 lowercase hexadecimal digits. In a record from a file it may be any text.
    pub sha256: Rc<str>,
}

/// A problem that was found, and the measure against it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deficiency {
    /// What is wrong.
    pub text: Rc<str>,
    /// Its category, in the person's words.
    pub category: Rc<str>,
    /// Its severity.
    pub severity: Severity,
    /// The measure against it.
    pub remedy: Remedy,
}

/// A measure against a problem. An empty text means that there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedy {
    /// What is to be done.
    pub text: Rc<str>,
    /// The person responsible.
    pub owner: Rc<str>,
    /// The due day, as `2026-11-23`; may be empty, or any other text that a record file has here.
    pub due: Rc<str>,
    /// Its status.
    pub status: RemedyStatus,
    /// The day on which it was done; may be empty.
    pub done: Rc<str>,
}

crate::read::choice! {
    /// The kind of a piece of evidence.
    #[derive(Default, Serialize, Deserialize)]
    pub enum EvidenceKind {
        /// A plan, rule, notice or other paper.
        #[default]
        "document" Document,
        /// A photo or a film.
        "photo" Photo,
        /// Statistics, accounts, a register.
        "data" Data,
        /// What can be seen on the spot.
        "site" Site,
        /// An address.
        "link" Link,
        /// Anything else.
        "other" Other,
    }
}

crate::read::choice! {
    /// The severity of a problem.
    #[derive(Default, Serialize, Deserialize)]
    pub enum Severity {
        /// Can wait.
        #[default]
        "minor" Minor,
        /// Cannot wait.
        "major" Major,
        /// Endangers people or the whole.
        "critical" Critical,
    }
}

crate::read::choice! {
    /// The status of a measure.
    #[derive(Default, Serialize, Deserialize)]
    pub enum RemedyStatus {
        /// Not begun.
        #[default]
        "open" Open,
        /// Under way.
        "doing" Doing,
        /// Done.
        "done" Done,
    }
}

impl Evidence {
    /// Its name, or the name of its file if it has none of its own.
    pub fn shown_name(&self) -> &str {
        let file = || self.file.as_ref().map_or("", |file| file.kept.name.trim());
        match self.name.trim() {
            "" => file(),
            name => name,
        }
    }

    /// Whether it counts as evidence: it has a name or a file.
    pub fn is_given(&self) -> bool {
        self.file.is_some() || !self.name.trim().is_empty()
    }
}

impl Deficiency {
    /// Whether it is empty.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it describes a problem.
    pub fn is_named(&self) -> bool {
        !self.text.trim().is_empty()
    }
}

impl Remedy {
    /// Whether it has a measure.
    pub fn is_named(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// Whether it was due before `day` and is not done. A text that is not a day of the calendar is never overdue.
    pub fn is_overdue(&self, today: &str) -> bool {
        self.status != RemedyStatus::Done && is_day(&self.due) && !today.is_empty() && *self.due < *today
    }
}
