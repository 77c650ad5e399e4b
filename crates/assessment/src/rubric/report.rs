//! The written report that a rubric gives: its parts in order, with the author's headings and texts.
//!
//! Texts are data. A name in braces, such as `{total}`, stands for a figure or a text of the form; nothing else in a text has a
//! meaning, and no score depends on any of this.

use super::Rubric;
use crate::limits;
use crate::problem::Code;
use crate::read::{Reader, choice, object, shortened, too_many};
use crate::text::Text;
use std::collections::HashSet;

object! {
    /// A part of the written report.
    pub struct ReportPart {
        /// Which part it is. Each is there at most once, except `text`.
        required "part" part: ReportPartKind,
        /// Its heading without a number, in place of the usual one. A part `text` without it has none.
        optional "heading" heading: Text,
        /// Paragraphs below the heading, one a line.
        optional "text" text: Text,
    }
    => ReportPart::check
}

choice! {
    /// Which part of a report it is, in the order of a report whose rubric gives none; `text` is not in that.
    pub enum ReportPartKind {
        /// The profile of the subject.
        "profile" Profile,
        /// Who took part, and the documents on which the assessment rests.
        "basis" Basis,
        /// The work, section by section.
        "sections" Sections,
        /// The points, the total and the grade.
        "result" Result,
        /// The problems and the points lost.
        "problems" Problems,
        /// The measures against the problems.
        "measures" Measures,
        /// The annexes, with the list of evidence.
        "annex" Annex,
        /// A text of the author alone.
        "text" Text,
    }
}

/// The names without an id that texts may have in braces.
pub const NAMES: [&str; 13] = [
    "subject", "title", "version", "period", "date", "total", "max", "rate", "capital", "grade", "lost", "answered",
    "criteria",
];
/// What `section.ID.` may be followed by.
pub const OF_SECTION: [&str; 5] = ["title", "score", "max", "rate", "lost"];
/// What `criterion.ID.` may be followed by.
pub const OF_CRITERION: [&str; 5] = ["text", "score", "max", "lost", "note"];

/// Returns the names in braces of a text, in order. A brace that is not closed is text.
pub fn names(text: &str) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some((name, behind)) = rest.split_once('{').and_then(|(_, after)| after.split_once('}')) {
        found.push(name);
        rest = behind;
    }
    found
}

/// Splits a name with an id, such as `section.s1.score`, into its kind, the id, and what of that is meant. The last is empty for
/// `profile.ID` and `role.ID`.
pub fn split(name: &str) -> Option<(&str, &str, &str)> {
    let (kind, rest) = name.split_once('.')?;
    match kind {
        "profile" | "role" => Some((kind, rest, "")),
        _ => rest.rsplit_once('.').map(|(id, what)| (kind, id, what)),
    }
}

impl ReportPart {
    /// A part with the usual heading and without a text.
    pub fn usual(part: ReportPartKind) -> Self {
        Self {
            part,
            heading: None,
            text: None,
        }
    }

    fn check(&self, at: u32, reader: &mut Reader<'_>) {
        if self.part == ReportPartKind::Text && !reader.has("text") {
            reader.problem_at(at, Code::MissingKey, vec![("key", "text".to_owned())]);
        }
    }
}

/// What names of a rubric's report can stand for.
struct Known<'r> {
    rubric: &'r Rubric,
    // A text in many languages has many names, and a profile may have many fields.
    fields: HashSet<&'r str>,
    roles: HashSet<&'r str>,
}

/// Reports parts that are there twice, names that stand for nothing, and what is empty or too long. The reader is at the root.
pub(super) fn check(rubric: &Rubric, reader: &mut Reader<'_>) {
    if reader.has("report") {
        let known = Known {
            rubric,
            fields: rubric.profile.iter().map(|field| &*field.id).collect(),
            roles: rubric.roles.iter().map(|role| &*role.id).collect(),
        };
        reader.key("report", |r| known.check(&rubric.report, r));
    }
}

impl Known<'_> {
    /// Checks the parts. The reader is at the list.
    fn check(&self, parts: &[ReportPart], reader: &mut Reader<'_>) {
        if parts.is_empty() {
            reader.problem(Code::EmptyList, Vec::new());
        } else if parts.len() > limits::REPORT_PARTS {
            let (code, args) = too_many(parts.len(), limits::REPORT_PARTS);
            reader.problem(code, args);
            return;
        }
        for (i, part) in parts.iter().enumerate() {
            let is_there = parts[..i].iter().any(|other| other.part == part.part);
            if is_there && part.part != ReportPartKind::Text {
                let args = vec![("value", part.part.word().to_owned())];
                reader.index(i, |r| r.key("part", |r| r.problem(Code::PartTwice, args)));
            }
            for (key, text) in [("heading", &part.heading), ("text", &part.text)] {
                if let Some(text) = text {
                    reader.index(i, |r| r.key(key, |r| self.check_text(text, r)));
                }
            }
        }
    }

    fn check_text(&self, text: &Text, reader: &mut Reader<'_>) {
        match text {
            Text::Plain(text) => self.check_names(text, reader),
            Text::Languages(all) => {
                for (language, text) in all.iter() {
                    reader.member(language, |r| self.check_names(text, r));
                }
            }
        }
    }

    /// Reports names that stand for nothing, and too many names. The reader is at the text.
    fn check_names(&self, text: &str, reader: &mut Reader<'_>) {
        let names = names(text);
        if names.len() > limits::REPORT_NAMES && !reader.is_full() {
            let (code, args) = too_many(names.len(), limits::REPORT_NAMES);
            reader.problem(code, args);
            return;
        }
        for name in names {
            if !self.has(name) && !reader.is_full() {
                let known = format!(
                    "{}, profile.ID, role.ID, section.ID.{}, criterion.ID.{}",
                    NAMES.join(", "),
                    OF_SECTION.join("|"),
                    OF_CRITERION.join("|")
                );
                reader.problem(Code::UnknownName, vec![("value", shortened(name)), ("known", known)]);
            }
        }
    }

    /// Whether a name stands for something.
    fn has(&self, name: &str) -> bool {
        match split(name) {
            None => NAMES.contains(&name),
            Some(("profile", id, _)) => self.fields.contains(id),
            Some(("role", id, _)) => self.roles.contains(id),
            // The whole has the empty id, and is none of the sections.
            Some(("section", id, what)) => {
                !id.is_empty() && OF_SECTION.contains(&what) && self.rubric.section_path(id).is_some()
            }
            Some(("criterion", id, what)) => OF_CRITERION.contains(&what) && self.rubric.criterion(id).is_some(),
            Some(_) => false,
        }
    }
}
