//! What supports or troubles an answer: evidence, problems found, and the measures against them.

use crate::day::is_day;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Something that shows an answer to be right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What it is called.
    pub name: Rc<str>,
    /// What it is.
    pub kind: EvidenceKind,
    /// Its number, its place or its address, as text: it is never followed.
    pub reference: Rc<str>,
    /// Its day, as `2026-11-23`; may be empty.
    pub date: Rc<str>,
    /// The file that goes with it.
    #[serde(default)]
    pub file: Option<Rc<Attachment>>,
}

/// A file that goes with a record. The record names it by its SHA-256; its bytes are kept elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The file, as it is kept.
    pub kept: FileName,
    /// Its media type, such as `image/jpeg`; may be empty.
    pub kind: Rc<str>,
    /// The file that it was made from, where a picture was scaled down.
    pub original: Option<FileName>,
}

/// What a file is known by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileName {
    /// Its name, without a path.
    pub name: Rc<str>,
    /// Its size in bytes.
    pub size: u32,
    /// The SHA-256 of its bytes, in 64 lowercase hexadecimal digits; as a record file has it, which may be anything.
    pub sha256: Rc<str>,
}

/// A problem that was found, and the measure against it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deficiency {
    /// What is wrong.
    pub text: Rc<str>,
    /// What sort of problem it is, in the person's words.
    pub category: Rc<str>,
    /// How bad it is.
    pub severity: Severity,
    /// What is done about it.
    pub remedy: Remedy,
}

/// A measure against a problem. Without a text there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedy {
    /// What is to be done.
    pub text: Rc<str>,
    /// Who answers for it.
    pub owner: Rc<str>,
    /// By when, as `2026-11-23`; may be empty, or what a record has in its place.
    pub due: Rc<str>,
    /// How far it is.
    pub status: RemedyStatus,
    /// When it was done; may be empty.
    pub done: Rc<str>,
}

crate::read::choice! {
    /// What a piece of evidence is.
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
    /// How bad a problem is.
    #[derive(Default, Serialize, Deserialize)]
    pub enum Severity {
        /// It can wait.
        #[default]
        "minor" Minor,
        /// It cannot.
        "major" Major,
        /// It endangers people or the whole.
        "critical" Critical,
    }
}

crate::read::choice! {
    /// How far a measure is.
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
    /// What it is called; that of its file, where it has no name of its own.
    pub fn shown_name(&self) -> &str {
        let file = || self.file.as_ref().map_or("", |file| file.kept.name.trim());
        match self.name.trim() {
            "" => file(),
            name => name,
        }
    }

    /// Whether there is any: something that is named, or a file.
    pub fn is_given(&self) -> bool {
        self.file.is_some() || !self.name.trim().is_empty()
    }
}

impl Deficiency {
    /// Whether it says nothing at all.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a problem is named.
    pub fn is_named(&self) -> bool {
        !self.text.trim().is_empty()
    }
}

impl Remedy {
    /// Whether a measure is named.
    pub fn is_named(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// Whether it should have been done before this day. What is no day of the calendar is never over.
    pub fn is_overdue(&self, today: &str) -> bool {
        self.status != RemedyStatus::Done && is_day(&self.due) && !today.is_empty() && *self.due < *today
    }
}
