//! What is said about single records: on standard error, or as lines of JSON on standard output.

use super::sources::Unread;
use crate::progress::Progress;
use crate::{check, json, say};
use anyhow::Result;
use assessment::json::Node;
use rollup::row::Difference;
use rollup::{Fault, Newer};
use std::io::Stderr;
use std::path::Path;

/// Counts what is said, and says it.
pub struct Remarks {
    is_json: bool,
    /// How far the work is.
    pub progress: Progress<Stderr>,
    /// Records that cannot be read.
    pub damaged: u64,
    /// Records of other rubrics.
    pub other_rubric: u64,
    /// Records in whose place another one counts.
    pub replaced: u64,
    /// Records with notices, such as figures that differ.
    pub noticed: u64,
}

impl Remarks {
    pub fn new(is_json: bool) -> Self {
        Self {
            is_json,
            progress: Progress::counting(is_json),
            damaged: 0,
            other_rubric: 0,
            replaced: 0,
            noticed: 0,
        }
    }

    /// Says something about a record.
    fn remark(&mut self, text: &str, file: &str, members: Vec<(&str, Node)>) -> Result<()> {
        if self.is_json {
            return say(&json::line(&json::of_file(Path::new(file), members)));
        }
        self.progress.clear();
        eprintln!("{text}");
        Ok(())
    }

    pub fn unread(&mut self, file: &str, unread: Unread) -> Result<()> {
        match unread {
            Unread::File(remedy) => {
                self.damaged += 1;
                let members = vec![("error", json::text(&remedy))];
                self.remark(&format!("{file}: {remedy}"), file, members)
            }
            Unread::Problems(problems) => self.fault(file, Fault::Problems(problems)),
        }
    }

    pub fn fault(&mut self, file: &str, fault: Fault) -> Result<()> {
        match fault {
            Fault::Problems(problems) => {
                self.damaged += 1;
                let members = vec![("problems", json::problems(&problems))];
                self.remark(&check::listed(Path::new(file), &problems), file, members)
            }
            Fault::OtherRubric(id) => {
                self.other_rubric += 1;
                let members = vec![("otherRubric", json::text(&*id))];
                self.remark(&format!("{file}: it answers another rubric: {id}"), file, members)
            }
        }
    }

    /// Says that another record counts in the place of this one.
    pub fn replaced(&mut self, file: &str, by: &str, is_copy: bool, why: Newer) -> Result<()> {
        self.replaced += 1;
        let (code, reason) = match why {
            Newer::Same => ("same", "both are the same"),
            Newer::History => ("history", "it has seen every edit of this one"),
            Newer::Time => ("time", "it was edited later; compare both"),
            Newer::Date => ("date", "its date is later; compare both"),
            Newer::Order => ("order", "no edit, time or date says so; compare both"),
        };
        let members = vec![
            ("replacedBy", json::text(by)),
            ("copy", json::flag(is_copy)),
            ("why", json::text(code)),
        ];
        self.remark(&format!("{file}: {by} counts in its place: {reason}"), file, members)
    }

    /// Says what opening a record has noticed.
    pub fn noticed(&mut self, file: &str, notices: &[Box<str>], differences: &[Difference]) -> Result<()> {
        self.noticed += 1;
        let differs = |one: &Difference| {
            Node::object([
                ("place", json::text(&*one.place)),
                ("record", json::text(&*one.record)),
                ("computed", json::text(&*one.computed)),
            ])
        };
        let mut members = vec![("notices", json::list(notices.iter().map(|code| json::text(&**code))))];
        if !differences.is_empty() {
            members.push(("differences", json::list(differences.iter().map(differs))));
        }
        let each = differences.iter().map(|one| {
            format!(
                "; {}: {} in the record, {} computed",
                one.place, one.record, one.computed
            )
        });
        let text = format!("{file}: notice {}{}", notices.join(", "), each.collect::<String>());
        self.remark(&text, file, members)
    }

    /// Says that a name of the list has no record.
    pub fn missing(&mut self, name: &str) -> Result<()> {
        self.about_name("missing", name)
    }

    /// Says that a subject is not in the list.
    pub fn unexpected(&mut self, name: &str) -> Result<()> {
        self.about_name("unexpected", name)
    }

    /// Says that the list has a name twice.
    pub fn repeated(&mut self, name: &str) -> Result<()> {
        self.about_name("repeated", name)
    }

    fn about_name(&mut self, key: &'static str, name: &str) -> Result<()> {
        if self.is_json {
            return say(&json::line(&Node::object([(key, json::text(name))])));
        }
        self.progress.clear();
        eprintln!("{key}: {name}");
        Ok(())
    }
}
