//! The shape of a report: its parts in order, as a rubric's author gives it under `report` or `x-report`.
//!
//! Texts are data. A `{name}` in one stands for a field of the form, such as `{total}`; nothing else in it has a meaning.

mod fields;

use super::words::{Words, fill};
use assessment::json::{Node, Value};
use assessment::limits;
use assessment::rubric::Rubric;
use assessment::text::Text;
pub(super) use fields::{filled, lacking};

/// The keys of a rubric under which its shape is found.
const KEYS: [&str; 2] = ["report", "x-report"];
/// The most parts of a report.
const PARTS: usize = 50;
/// The most fields in one text.
const FIELDS: usize = 100;

/// The parts of a report, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The parts. Each is there at most once, except [`Part::Text`].
    pub parts: Vec<PartShape>,
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartShape {
    /// What it is.
    pub part: Part,
    /// Its heading without a number, in place of the usual one. A part of text without it has none.
    pub heading: Option<Text>,
    /// A paragraph below the heading, with `{fields}`. A line feed begins another.
    pub text: Option<Text>,
}

/// What a part of a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The profile of the subject.
    Profile,
    /// Who took part, and the documents that it is based on.
    Basis,
    /// What was done, section by section.
    Sections,
    /// The points, the total and the grade.
    Result,
    /// The points lost and the problems.
    Problems,
    /// The measures against the problems.
    Measures,
    /// The list of annexes, with the list of evidence.
    Annex,
    /// A text of the author.
    Text,
}

/// A mistake in a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its place, such as `report[2].text`.
    pub path: String,
    /// What is wrong.
    pub kind: FaultKind,
    /// The name that is wrong; empty if none is.
    pub name: String,
}

/// What is wrong in a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It is not a list with one to 50 parts.
    NotParts,
    /// A part is not an object.
    NotAPart,
    /// A part has no `part`, or one that does not exist.
    UnknownPart,
    /// A part that can be there only once is there twice.
    PartTwice,
    /// A key that does not exist.
    UnknownKey,
    /// It is not a text, nor one text for each language, or it is too long.
    NotAText,
    /// A part of text without a text.
    NoText,
    /// A `{field}` that does not exist, or names nothing in the rubric.
    UnknownField,
    /// More than 100 fields in one text.
    TooManyFields,
}

impl Part {
    /// All of them, in the order of a report without a shape of its own; `Text` last.
    pub const ALL: [Self; 8] = [
        Self::Profile,
        Self::Basis,
        Self::Sections,
        Self::Result,
        Self::Problems,
        Self::Measures,
        Self::Annex,
        Self::Text,
    ];

    /// Returns its name in a rubric.
    pub fn name(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Basis => "basis",
            Self::Sections => "sections",
            Self::Result => "result",
            Self::Problems => "problems",
            Self::Measures => "measures",
            Self::Annex => "annex",
            Self::Text => "text",
        }
    }
}

impl Default for Shape {
    fn default() -> Self {
        let usual = Part::ALL.into_iter().filter(|part| *part != Part::Text);
        let parts = usual.map(|part| PartShape {
            part,
            heading: None,
            text: None,
        });
        Self { parts: parts.collect() }
    }
}

impl Fault {
    /// Returns what is wrong and what to do, in the language of the messages.
    pub fn message(&self, words: &Words) -> String {
        let message = match self.kind {
            FaultKind::NotParts => words.shape_not_parts,
            FaultKind::NotAPart => words.shape_not_a_part,
            FaultKind::UnknownPart => words.shape_unknown_part,
            FaultKind::PartTwice => words.shape_part_twice,
            FaultKind::UnknownKey => words.shape_unknown_key,
            FaultKind::NotAText => words.shape_not_a_text,
            FaultKind::NoText => words.shape_no_text,
            FaultKind::UnknownField => words.shape_unknown_field,
            FaultKind::TooManyFields => words.shape_too_many_fields,
        };
        let known = match self.kind {
            FaultKind::UnknownField => fields::KNOWN.join(", "),
            _ => Part::ALL.map(Part::name).join(", "),
        };
        fill(
            message,
            &[("path", &self.path), ("name", &self.name), ("known", &known)],
        )
    }
}

impl Shape {
    /// Reads the shape that a rubric has; the usual one if it has none.
    ///
    /// # Errors
    /// All mistakes in it.
    pub fn of(rubric: &Rubric) -> Result<Self, Vec<Fault>> {
        let tree = rubric.tree();
        let own = KEYS.iter().find_map(|key| Some((*key, tree.as_ref()?.get(key)?)));
        own.map_or_else(|| Ok(Self::default()), |(key, node)| read(node, key, rubric))
    }

    /// Reads a shape: a list of parts, each `{ "part": …, "heading": …, "text": … }`. Fields are looked up in the rubric.
    ///
    /// # Errors
    /// All mistakes in it.
    pub fn from_node(node: &Node, rubric: &Rubric) -> Result<Self, Vec<Fault>> {
        read(node, KEYS[0], rubric)
    }
}

/// Reads a shape, and collects its mistakes.
fn read(node: &Node, path: &str, rubric: &Rubric) -> Result<Shape, Vec<Fault>> {
    let mut reader = Reader {
        rubric,
        faults: Vec::new(),
    };
    let mut parts: Vec<PartShape> = Vec::new();
    match &node.value {
        Value::Array(items) if (1..=PARTS).contains(&items.len()) => {
            for (i, item) in items.iter().enumerate() {
                let path = format!("{path}[{i}]");
                let Some(part) = reader.part(item, &path) else { continue };
                let is_there = parts.iter().any(|other| other.part == part.part);
                if is_there && part.part != Part::Text {
                    reader.report(path, FaultKind::PartTwice, part.part.name());
                }
                parts.push(part);
            }
        }
        _ => reader.report(path.to_owned(), FaultKind::NotParts, ""),
    }
    if reader.faults.is_empty() {
        Ok(Shape { parts })
    } else {
        Err(reader.faults)
    }
}

struct Reader<'r> {
    rubric: &'r Rubric,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn report(&mut self, path: String, kind: FaultKind, name: &str) {
        // A name is shown, and may be of any length.
        let name = name.chars().take(80).collect();
        self.faults.push(Fault { path, kind, name });
    }

    fn part(&mut self, node: &Node, path: &str) -> Option<PartShape> {
        let Value::Object(members) = &node.value else {
            self.report(path.to_owned(), FaultKind::NotAPart, "");
            return None;
        };
        let unknown = members
            .iter()
            .filter(|member| !["part", "heading", "text"].contains(&&*member.key));
        for member in unknown.filter(|member| !member.key.starts_with("x-")) {
            self.report(format!("{path}.{}", member.key), FaultKind::UnknownKey, &member.key);
        }
        let name = match node.get("part").map(|node| &node.value) {
            Some(Value::String(name)) => &**name,
            _ => "",
        };
        let part = Part::ALL.into_iter().find(|part| part.name() == name);
        if part.is_none() {
            self.report(format!("{path}.part"), FaultKind::UnknownPart, name);
        }
        let heading = node
            .get("heading")
            .and_then(|node| self.text(node, &format!("{path}.heading")));
        let text = node
            .get("text")
            .and_then(|node| self.text(node, &format!("{path}.text")));
        if part == Some(Part::Text) && node.get("text").is_none() {
            self.report(path.to_owned(), FaultKind::NoText, "");
        }
        Some(PartShape {
            part: part?,
            heading,
            text,
        })
    }

    fn text(&mut self, node: &Node, path: &str) -> Option<Text> {
        let is_short = |text: &str| text.chars().count() <= limits::TEXT;
        let text = match &node.value {
            Value::String(text) if is_short(text) => {
                self.check_fields(text, path);
                Some(Text::Plain(text.clone()))
            }
            Value::Object(members) if !members.is_empty() => {
                let wordings = members.iter().map(|member| match &member.node.value {
                    Value::String(text) if is_short(text) => Some((member.key.clone(), text.clone())),
                    _ => None,
                });
                let all: Option<Vec<_>> = wordings.collect();
                for (language, text) in all.iter().flatten() {
                    self.check_fields(text, &format!("{path}.{language}"));
                }
                all.map(|all| Text::Languages(all.into()))
            }
            _ => None,
        };
        if text.is_none() {
            self.report(path.to_owned(), FaultKind::NotAText, "");
        }
        text
    }

    /// Reports names in braces that are no fields, and too many fields.
    fn check_fields(&mut self, text: &str, path: &str) {
        let names = fields::names(text);
        if names.len() > FIELDS {
            self.report(path.to_owned(), FaultKind::TooManyFields, "");
            return;
        }
        for name in names {
            if !fields::is_known(self.rubric, name) {
                self.report(path.to_owned(), FaultKind::UnknownField, name);
            }
        }
    }
}
