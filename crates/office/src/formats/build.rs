//! A form of another program as a rubric of format 1.

use super::notes::Notes;
use super::words::Words;
use super::{Fault, FormatError, Imported};
use assessment::json::{Node, Value, pretty};
use assessment::limits;
use assessment::points::Decimal;
use assessment::rubric::Rubric;
use std::collections::HashSet;

/// A form that was read, with what cannot be said of it.
pub type Read = Result<(Form, Notes), FormatError>;

/// A form of another program.
#[derive(Default)]
pub struct Form {
    pub title: Words,
    pub summary: Words,
    pub instructions: Words,
    pub version: Option<String>,
    pub parts: Vec<Part>,
}

pub enum Part {
    Section(Section),
    Criterion(Box<Criterion>),
}

#[derive(Default)]
pub struct Section {
    pub id: Option<String>,
    pub label: Option<String>,
    pub title: Words,
    pub text: Words,
    pub parts: Vec<Part>,
}

#[derive(Default)]
pub struct Criterion {
    pub id: Option<String>,
    pub label: Option<String>,
    pub text: Words,
    pub guidance: Words,
    pub evidence: Vec<Words>,
    pub weight: Option<Decimal>,
    /// How "not applicable" counts, if it is offered.
    pub not_applicable: Option<&'static str>,
    pub scale: Scale,
}

#[derive(Default)]
pub enum Scale {
    #[default]
    Comment,
    Levels(Vec<Level>),
    YesNo {
        points: Option<Decimal>,
        is_no_right: bool,
        yes: Words,
        no: Words,
    },
    Points {
        min: Decimal,
        max: Decimal,
        step: Decimal,
    },
    /// Items of which several hold, each with its points.
    Items(Vec<Item>),
    /// Items of which so many must hold for one point.
    AtLeast {
        items: Vec<Item>,
        least: u32,
    },
}

#[derive(Clone, Default)]
pub struct Item {
    pub id: Option<String>,
    pub label: Words,
    pub points: Decimal,
    pub is_exclusive: bool,
}

#[derive(Clone)]
pub struct Level {
    pub id: Option<String>,
    pub label: Words,
    pub text: Words,
    pub worth: Worth,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    None,
    Points(Decimal),
    /// The least and the most.
    Range(Decimal, Decimal),
}

/// The step within ranges: the finest points of the formats that have ranges.
pub fn range_step() -> Decimal {
    Decimal::of_ten_thousandths(100).unwrap_or(Decimal::SMALLEST)
}

/// Returns an id made from the name of a file.
pub fn id_of(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut id = String::new();
    for c in stem.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            id.push(c.to_ascii_lowercase());
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(64);
    match id.trim_matches('-') {
        "" => "rubric".to_owned(),
        id => id.to_owned(),
    }
}

/// Writes a form as a rubric, and checks it.
pub fn finish(read: Read, id: &str) -> Result<Imported, FormatError> {
    let (form, notes) = read?;
    let mut writer = Writer::default();
    let title = form.title.or(|| Words::plain(id));
    let sections = writer.sections(form.parts, &title);
    if writer.count == 0 {
        return Err(notes.error("", Fault::Empty));
    }
    if writer.count > limits::CRITERIA as usize {
        return Err(notes.error("", Fault::TooLarge));
    }
    let mut members = vec![("format", Node::number(1))];
    if !writer.uses.is_empty() {
        members.push(("uses", list(writer.uses.iter().map(|feature| Node::text(*feature)))));
    }
    members.push(("id", Node::text(id)));
    let version = form.version.filter(|version| !version.trim().is_empty());
    members.push(("version", Node::text(version.unwrap_or_else(|| "1".to_owned()))));
    members.push(("status", Node::text("draft")));
    members.push(("title", title.node()));
    if !form.summary.is_empty() {
        members.push(("summary", form.summary.node()));
    }
    if !form.instructions.is_empty() {
        members.push(("instructions", form.instructions.node()));
    }
    members.push(("sections", list(sections)));
    let rubric = pretty(&Node::object(members));
    if let Err(problems) = Rubric::parse(&rubric) {
        let (place, problem) = problems.first().map_or_else(Default::default, |problem| {
            let mut bare = problem.clone();
            bare.line = 0;
            (problem.path.clone(), bare.to_string())
        });
        return Err(notes.error(place, Fault::Refused(problem)));
    }
    Ok(Imported {
        format: notes.format,
        title: title.first().to_owned(),
        rubric,
        unsaid: notes.unsaid,
    })
}

fn list(nodes: impl IntoIterator<Item = Node>) -> Node {
    Node::new(Value::Array(nodes.into_iter().collect()))
}

#[derive(Default)]
struct Writer {
    sections: Ids,
    criteria: Ids,
    count: usize,
    uses: Vec<&'static str>,
}

/// The ids of one kind.
#[derive(Default)]
struct Ids {
    used: HashSet<String>,
    /// The least number that was not tried yet.
    next: usize,
}

impl Ids {
    /// Returns a wanted id if the format allows it and nothing has it yet, else the next free one with this letter, from a number.
    fn free(&mut self, wanted: Option<&str>, letter: char, number: usize) -> Node {
        let wanted = wanted.filter(|id| assessment::Id::new(id).is_some() && !self.used.contains(*id));
        let id = match wanted {
            Some(id) => id.to_owned(),
            None => {
                self.next = self.next.max(number);
                while self.used.contains(&format!("{letter}{}", self.next)) {
                    self.next += 1;
                }
                format!("{letter}{}", self.next)
            }
        };
        self.used.insert(id.clone());
        Node::text(id)
    }
}

impl Writer {
    fn needs(&mut self, feature: &'static str) {
        if !self.uses.contains(&feature) {
            self.uses.push(feature);
        }
    }

    /// Sections and, each in a section with this title, the criteria between them.
    fn sections(&mut self, parts: Vec<Part>, title: &Words) -> Vec<Node> {
        let mut sections = Vec::new();
        let mut loose = Vec::new();
        for part in parts {
            match part {
                Part::Criterion(criterion) => loose.push(*criterion),
                Part::Section(section) => {
                    sections.extend(self.loose(std::mem::take(&mut loose), title));
                    sections.push(self.section(section, title));
                }
            }
        }
        sections.extend(self.loose(loose, title));
        sections
    }

    fn loose(&mut self, criteria: Vec<Criterion>, title: &Words) -> Option<Node> {
        if criteria.is_empty() {
            return None;
        }
        let section = Section {
            title: title.clone(),
            parts: criteria.into_iter().map(|one| Part::Criterion(Box::new(one))).collect(),
            ..Section::default()
        };
        Some(self.section(section, title))
    }

    fn section(&mut self, section: Section, around: &Words) -> Node {
        let number = self.sections.used.len() + 1;
        let mut members = vec![("id", self.sections.free(section.id.as_deref(), 's', number))];
        if let Some(label) = &section.label {
            members.push(("label", Node::text(&**label)));
        }
        let title = section.title.or(|| around.clone());
        members.push(("title", title.node()));
        if !section.text.is_empty() {
            members.push(("text", section.text.node()));
        }
        // The criteria of a section come before its sections.
        let mut parts = section.parts.into_iter().peekable();
        let mut criteria = Vec::new();
        while let Some(Part::Criterion(criterion)) = parts.next_if(|part| matches!(part, Part::Criterion(_))) {
            criteria.push(self.criterion(*criterion));
        }
        if !criteria.is_empty() {
            members.push(("criteria", list(criteria)));
        }
        let inner = self.sections(parts.collect(), &title);
        if !inner.is_empty() {
            members.push(("sections", list(inner)));
        }
        Node::object(members)
    }

    fn criterion(&mut self, criterion: Criterion) -> Node {
        self.count += 1;
        let count = self.count;
        let mut members = vec![("id", self.criteria.free(criterion.id.as_deref(), 'c', count))];
        if let Some(label) = criterion.label.filter(|label| !label.trim().is_empty()) {
            members.push(("label", Node::text(label)));
        }
        members.push(("text", criterion.text.node()));
        if !criterion.guidance.is_empty() {
            members.push(("guidance", criterion.guidance.node()));
        }
        if !criterion.evidence.is_empty() {
            members.push(("evidence", list(criterion.evidence.iter().map(Words::node))));
        }
        if let Some(weight) = criterion.weight {
            members.push(("weight", Node::number(weight)));
        }
        if let Some(counts) = criterion.not_applicable {
            members.push(("notApplicable", Node::object([("counts", Node::text(counts))])));
        }
        members.push(("scale", self.scale(criterion.scale)));
        Node::object(members)
    }

    fn scale(&mut self, scale: Scale) -> Node {
        match scale {
            Scale::Comment => Node::object([("kind", Node::text("comment"))]),
            Scale::Levels(levels) => {
                let mut members = vec![("kind", Node::text("levels"))];
                if levels.iter().any(|level| matches!(level.worth, Worth::Range(..))) {
                    self.needs("level-ranges");
                    members.push(("step", Node::number(range_step())));
                }
                let mut used = Ids::default();
                let levels = levels.into_iter().enumerate().map(|(i, level)| {
                    let mut members = vec![
                        ("id", used.free(level.id.as_deref(), 'l', i + 1)),
                        ("label", level.label.node()),
                    ];
                    if !level.text.is_empty() {
                        members.push(("text", level.text.node()));
                    }
                    match level.worth {
                        Worth::None => {}
                        Worth::Points(points) => members.push(("points", Node::number(points))),
                        Worth::Range(from, to) => {
                            members.push(("from", Node::number(from)));
                            members.push(("to", Node::number(to)));
                        }
                    }
                    Node::object(members)
                });
                members.push(("levels", list(levels.collect::<Vec<_>>())));
                Node::object(members)
            }
            Scale::YesNo {
                points,
                is_no_right,
                yes,
                no,
            } => {
                let mut members = vec![("kind", Node::text("yes-no"))];
                if let Some(points) = points {
                    members.push(("points", Node::number(points)));
                }
                if is_no_right {
                    members.push(("right", Node::text("no")));
                }
                let labels: Vec<_> = [("yes", yes), ("no", no)]
                    .into_iter()
                    .filter(|(_, words)| !words.is_empty())
                    .map(|(key, words)| (key, words.node()))
                    .collect();
                if !labels.is_empty() {
                    members.push(("labels", Node::object(labels)));
                }
                Node::object(members)
            }
            Scale::Points { min, max, step } => {
                let mut members = vec![("kind", Node::text("points")), ("max", Node::number(max))];
                if min != Decimal::ZERO {
                    members.push(("min", Node::number(min)));
                }
                if step != Decimal::ONE {
                    members.push(("step", Node::number(step)));
                }
                Node::object(members)
            }
            Scale::Items(items) => {
                self.needs("checklist-points");
                if items.iter().any(|item| item.is_exclusive) {
                    self.needs("exclusive-items");
                }
                let items = self.items(items, true);
                Node::object([("kind", Node::text("checklist")), ("items", items)])
            }
            Scale::AtLeast { items, least } => {
                let items = self.items(items, false);
                let step = Node::object([("atLeast", Node::number(least)), ("points", Node::number(1))]);
                Node::object([
                    ("kind", Node::text("checklist")),
                    ("items", items),
                    ("steps", list([step])),
                ])
            }
        }
    }

    fn items(&self, items: Vec<Item>, has_points: bool) -> Node {
        let mut used = Ids::default();
        list(
            items
                .into_iter()
                .enumerate()
                .map(|(i, item)| {
                    let mut members = vec![
                        ("id", used.free(item.id.as_deref(), 'i', i + 1)),
                        ("label", item.label.node()),
                    ];
                    if has_points {
                        members.push(("points", Node::number(item.points)));
                    }
                    if item.is_exclusive {
                        members.push(("exclusive", Node::new(Value::Bool(true))));
                    }
                    Node::object(members)
                })
                .collect::<Vec<_>>(),
        )
    }
}
