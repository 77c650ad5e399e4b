//! What a problem of the rubric is to a person who fills in fields: something that is not written yet, no number, or anything else; and the
//! field where it is mended.

use super::ids::{TITLE, line_id};
use super::message::Trouble;
use super::outline::part_at;
use super::tree::{Part, list};
use assessment::json::{Node, Value};

/// What a field lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Points, or another number, are not written yet.
    Amount,
    /// A text is not written yet.
    Text,
    /// This text is no number.
    Number(String),
}

/// The keys of numbers that the page has fields for.
const AMOUNTS: [&str; 7] = ["atLeast", "each", "max", "most", "points", "step", "total"];

/// Where a problem is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// At a part, in the field with this element id.
    Part(Part, String),
    /// In the field of the whole with this element id.
    Whole(String),
    /// In the rubric's file.
    File,
}

/// Returns the value at the path of a problem, and its key.
fn value<'n>(rubric: &'n Node, path: &'n str) -> Option<(&'n str, &'n Node)> {
    let mut node = rubric;
    let mut last = "";
    for step in path.split('.') {
        let (key, indices) = step
            .split_once('[')
            .map_or((step, None), |(key, rest)| (key, Some(rest)));
        node = node.get(key)?;
        last = key;
        for index in indices.into_iter().flat_map(|indices| indices.split('[')) {
            let index = index.strip_suffix(']')?.parse::<usize>().ok()?;
            node = match &node.value {
                Value::Array(items) => items.get(index)?,
                _ => return None,
            };
        }
    }
    Some((last, node))
}

impl Lack {
    /// Returns what the field of a problem lacks; `None` if the problem is of another kind.
    pub fn of(rubric: &Node, trouble: &Trouble) -> Option<Self> {
        let (key, node) = value(rubric, &trouble.path)?;
        let Value::String(typed) = &node.value else { return None };
        let is_empty = typed.trim().is_empty();
        match (AMOUNTS.contains(&key), is_empty) {
            (true, true) => Some(Self::Amount),
            (true, false) => Some(Self::Number(typed.to_string())),
            (false, true) => Some(Self::Text),
            (false, false) => None,
        }
    }

    /// Whether something is only not written yet.
    pub fn is_unfinished(&self) -> bool {
        matches!(self, Self::Amount | Self::Text)
    }
}

impl Goal {
    pub(super) fn of(rubric: &Node, path: &str) -> Self {
        let index = |key: &str| {
            let rest = path.strip_prefix(key)?.strip_prefix('[')?;
            rest.split(']').next()?.parse::<usize>().ok()
        };
        if let Some(part) = part_at(rubric, path) {
            let (Part::Section(id) | Part::Criterion(id)) = &part;
            let field = match path.rsplit('.').next().unwrap_or_default() {
                "max" | "most" => Some("points"),
                "points" if path.ends_with("scale.points") => Some("points"),
                "each" => Some("each"),
                "step" => Some("step"),
                "total" => Some("total"),
                "label" if path.matches('.').count() == 2 => Some("label"),
                "text" if matches!(part, Part::Criterion(_)) => Some("text"),
                "title" => Some("title"),
                _ => None,
            };
            let field = field.map_or_else(|| line_id(&part), |field| format!("maker-{field}-{id}"));
            return Self::Part(part, field);
        }
        if let Some(at) = index("grades.bands") {
            let field = if path.ends_with("label") { "grade" } else { "bound" };
            return Self::Whole(format!("maker-{field}-{at}"));
        }
        if let Some(at) = index("profile") {
            return Self::Whole(format!("maker-field-{at}"));
        }
        match path {
            "title" | "summary" | "instructions" | "status" | "version" | "id" | "total" => {
                Self::Whole(format!("maker-whole-{path}"))
            }
            _ if path.starts_with("grades") => Self::Whole("maker-grades".to_owned()),
            "sections" if list(rubric, "sections").is_empty() => Self::Whole(TITLE.to_owned()),
            _ => Self::File,
        }
    }
}
