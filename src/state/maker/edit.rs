//! The changes that a person makes to the rubric in the page.

use super::counts::Counts;
use super::outline::Outline;
use super::scale::Scale;
use super::split;
use super::tree::{Part, find, fresh, get_mut, list, list_mut, part_mut, remove, section_mut, set, set_text, text};
use assessment::json::{Node, Value};
use assessment::points::Decimal;
use std::rc::Rc;

/// A change of the rubric.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// A text of the whole.
    Head(Head, String),
    /// A text of a section or criterion.
    Words(Part, Words, String),
    /// A list of texts of a criterion, one a line.
    Lines(Part, Lines, String),
    /// The full marks of a criterion.
    Full(Rc<str>, String),
    /// The declared points of a section, or of the whole for `None`; an empty text declares none.
    Total(Option<Rc<str>>, String),
    /// The scale of a criterion.
    Scale(Rc<str>, Scale),
    /// What the points of a section count for.
    Counts(Rc<str>, Counts),
    /// Whether a "yes" at a criterion fails the whole. The bands are the grades for a rubric without any, with bounds in percent of the
    /// points that the other criteria make.
    Veto(Rc<str>, bool, Vec<Band>),
    /// One place up, also into the section before.
    MoveUp(Part),
    /// One place down, also into the section after.
    MoveDown(Part),
    /// Remove a part with everything in it.
    Remove(Part),
    /// A new criterion after this part, or first in this section.
    AddCriterion(Part, String),
    /// A new section after the one around this part, or last.
    AddSection(Option<Part>, String),
    /// The text of a criterion becomes two, at this many characters. The second has no points yet.
    Split(Rc<str>, usize),
    /// The next criterion becomes part of this one. The points add up where both are typed.
    MergeNext(Rc<str>),
    /// A criterion becomes the heading of those after it.
    IntoSection(Rc<str>),
    /// A section becomes a criterion before what was in it.
    IntoCriterion(Rc<str>),
    /// The grades; none removes them.
    Grades(Vec<Band>),
    /// The fields of the profile that the page shows; others stay.
    Profile(Vec<Field>),
    /// The whole file.
    Whole(Rc<Node>),
}

/// A text of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// The title.
    Title,
    /// What the rubric is for.
    Summary,
    /// How to fill it in.
    Instructions,
    /// The id.
    Id,
    /// The version.
    Version,
    /// `final`, `draft` or `sample`.
    Status,
}

impl Head {
    fn key(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Instructions => "instructions",
            Self::Id => "id",
            Self::Version => "version",
            Self::Status => "status",
        }
    }

    /// Returns the text.
    pub fn read(self, rubric: &Node) -> String {
        text(rubric, self.key()).to_owned()
    }
}

/// A text of a section or criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// The number.
    Label,
    /// The text of a criterion or the title of a section.
    Text,
    /// How to judge a criterion, or the text about a section.
    Guidance,
}

/// A list of texts of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// Who is responsible.
    Units,
    /// What proves it.
    Evidence,
    /// How it is looked into.
    Methods,
}

/// A grade.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Band {
    /// Its name.
    pub label: String,
    /// The bound as typed.
    pub at_least: String,
}

impl Band {
    /// Reads the grades of a rubric; `None` if it has grades that the page has no control for.
    pub fn all(rubric: &Node) -> Option<Vec<Self>> {
        let Some(grades) = rubric.get("grades") else {
            return Some(Vec::new());
        };
        let bands = list(grades, "bands").iter().map(|band| {
            band.get("atLeast")?;
            Some(Self {
                label: text(band, "label").to_owned(),
                at_least: super::tree::typed(band, "atLeast"),
            })
        });
        bands.collect()
    }

    /// Returns grades whose bounds are percent of the full marks with bounds in points. Without full marks they stay.
    pub fn scaled(bands: &[Self], full: Decimal) -> Vec<Self> {
        let scaled = |at_least: &str| {
            let percent = Decimal::typed(at_least).ok().filter(|_| full > Decimal::ZERO)?;
            Some(percent.scaled(full, Decimal::whole(100), 4).to_string())
        };
        let all = bands.iter().map(|band| Self {
            label: band.label.clone(),
            at_least: scaled(&band.at_least).unwrap_or_else(|| band.at_least.clone()),
        });
        all.collect()
    }
}

/// A field of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its id; empty for a new one.
    pub id: String,
    /// What is asked.
    pub label: String,
    /// The kind in the file: `text`, `long-text`, `number` or `date`; others are kept.
    pub kind: String,
    /// Whether it names the subject.
    pub is_subject: bool,
}

impl Field {
    /// Reads the fields of a rubric.
    pub fn all(rubric: &Node) -> Vec<Self> {
        let fields = list(rubric, "profile").iter().map(|field| Self {
            id: text(field, "id").to_owned(),
            label: text(field, "label").to_owned(),
            kind: text(field, "kind").to_owned(),
            is_subject: matches!(field.get("subject").map(|flag| &flag.value), Some(Value::Bool(true))),
        });
        fields.collect()
    }
}

impl Edit {
    /// Applies the change; whether it changed anything.
    pub(super) fn apply(&self, rubric: &mut Node) -> bool {
        let before = rubric.clone();
        self.change(rubric);
        if *rubric == before {
            return false;
        }
        true
    }

    /// Returns the field that this change types in; consecutive changes of one field are one step of undo.
    pub(super) fn field(&self) -> Option<String> {
        Some(match self {
            Self::Head(head, _) => format!("head {head:?}"),
            Self::Words(part, words, _) => format!("{part:?} {words:?}"),
            Self::Lines(part, lines, _) => format!("{part:?} {lines:?}"),
            Self::Full(id, _) => format!("full {id}"),
            Self::Total(id, _) => format!("total {id:?}"),
            Self::Scale(id, _) => format!("scale {id}"),
            Self::Whole(_) => "whole".to_owned(),
            _ => return None,
        })
    }

    fn change(&self, rubric: &mut Node) {
        match self {
            Self::Head(head, words) => {
                let is_needed = !matches!(head, Head::Summary | Head::Instructions);
                set_text(rubric, head.key(), words, is_needed);
            }
            Self::Words(part, words, value) => {
                let Some(node) = part_mut(rubric, part) else { return };
                let key = match (words, part) {
                    (Words::Label, _) => "label",
                    (Words::Text, Part::Section(_)) => "title",
                    (Words::Text, Part::Criterion(_)) | (Words::Guidance, Part::Section(_)) => "text",
                    (Words::Guidance, Part::Criterion(_)) => "guidance",
                };
                set_text(node, key, value, *words == Words::Text);
            }
            Self::Lines(part, lines, value) => {
                let Some(node) = part_mut(rubric, part) else { return };
                let key = match lines {
                    Lines::Units => "units",
                    Lines::Evidence => "evidence",
                    Lines::Methods => "methods",
                };
                let texts: Vec<Node> = value
                    .lines()
                    .filter(|line| !line.trim().is_empty())
                    .map(Node::text)
                    .collect();
                if texts.is_empty() {
                    remove(node, key);
                } else {
                    set(node, key, Node::new(Value::Array(texts)));
                }
            }
            Self::Full(id, full) => {
                let Some(node) = part_mut(rubric, &Part::Criterion(id.clone())) else {
                    return;
                };
                let scale = node.get("scale").map(Scale::read).unwrap_or(Scale::Comment);
                write_scale(node, &scale.with_full(full));
            }
            Self::Total(section, total) => {
                let node = match section {
                    Some(id) => part_mut(rubric, &Part::Section(id.clone())),
                    None => Some(rubric),
                };
                if let Some(node) = node {
                    super::scale::set_optional(node, "total", total);
                }
            }
            Self::Scale(id, scale) => {
                if let Some(node) = part_mut(rubric, &Part::Criterion(id.clone())) {
                    write_scale(node, scale);
                }
            }
            Self::Counts(id, counts) => {
                let Some(node) = part_mut(rubric, &Part::Section(id.clone())) else {
                    return;
                };
                match counts {
                    Counts::Base => remove(node, "counts"),
                    Counts::Bonus => set(node, "counts", Node::text("bonus")),
                    Counts::Penalty => set(node, "counts", Node::text("penalty")),
                }
            }
            Self::Veto(id, is_veto, bands) => veto(rubric, id, *is_veto, bands),
            Self::MoveUp(part) => split::move_up(rubric, part),
            Self::MoveDown(part) => split::move_down(rubric, part),
            Self::Remove(part) => {
                let _ = split::take(rubric, part);
                if let Part::Criterion(id) = part {
                    without_veto(rubric, id);
                }
            }
            Self::AddCriterion(after, words) => add_criterion(rubric, after, words),
            Self::AddSection(after, title) => {
                let id = fresh(rubric, 's');
                let added = Node::object([("id", Node::text(id)), ("title", Node::text(&**title))]);
                let path = after
                    .as_ref()
                    .and_then(|part| find(rubric, part))
                    .map(|spot| spot.sections);
                let (around, at) = match path.as_deref().and_then(<[usize]>::split_last) {
                    Some((last, around)) => (around.to_vec(), last + 1),
                    None => (Vec::new(), list(rubric, "sections").len()),
                };
                if let Some(sections) = section_mut(rubric, &around).and_then(|node| list_mut(node, "sections")) {
                    sections.insert(at.min(sections.len()), added);
                }
            }
            Self::Split(id, at) => split::split(rubric, id, *at),
            Self::MergeNext(id) => split::merge_next(rubric, id),
            Self::IntoSection(id) => split::into_section(rubric, id),
            Self::IntoCriterion(id) => split::into_criterion(rubric, id),
            Self::Grades(bands) => grades(rubric, bands),
            Self::Profile(fields) => profile(rubric, fields),
            Self::Whole(node) => *rubric = (**node).clone(),
        }
    }
}

fn write_scale(criterion: &mut Node, scale: &Scale) {
    let label = text(criterion, "text").to_owned();
    let written = scale.write(criterion.get("scale"), &label);
    set(criterion, "scale", written);
}

fn add_criterion(rubric: &mut Node, after: &Part, words: &str) {
    let Some(spot) = find(rubric, after) else { return };
    let id = fresh(rubric, 'c');
    let scale = Scale::Points {
        max: String::new(),
        step: String::new(),
    };
    let mut added = Node::object([("id", Node::text(id)), ("text", Node::text(words))]);
    write_scale(&mut added, &scale);
    let Some(criteria) = section_mut(rubric, &spot.sections).and_then(|node| list_mut(node, "criteria")) else {
        return;
    };
    criteria.insert(spot.criterion.map_or(0, |at| at + 1), added);
}

fn gates_mut(rubric: &mut Node) -> Option<&mut Vec<Node>> {
    list_mut(get_mut(rubric, "rules")?, "gates")
}

/// Removes the veto of a criterion, and lists that are empty then.
fn without_veto(rubric: &mut Node, id: &str) {
    let Some(rules) = get_mut(rubric, "rules") else { return };
    if list(rules, "gates").is_empty() {
        return;
    }
    if let Some(gates) = list_mut(rules, "gates") {
        gates.retain(|gate| !(text(gate, "kind") == "veto" && text(gate, "criterion") == id));
        if gates.is_empty() {
            remove(rules, "gates");
        }
    }
    if matches!(&rules.value, Value::Object(members) if members.is_empty()) {
        remove(rubric, "rules");
    }
}

fn veto(rubric: &mut Node, id: &Rc<str>, is_veto: bool, bands: &[Band]) {
    without_veto(rubric, id);
    if !is_veto {
        return;
    }
    if let Some(node) = part_mut(rubric, &Part::Criterion(id.clone())) {
        write_scale(node, &Scale::YesNo { points: String::new() });
    }
    if rubric.get("grades").is_none() {
        grades(rubric, &Band::scaled(bands, Outline::of(rubric).total));
    }
    let lowest = rubric.get("grades").and_then(|grades| list(grades, "bands").last());
    let lowest = lowest.map_or("", |band| text(band, "id")).to_owned();
    if rubric.get("rules").is_none() {
        set(rubric, "rules", Node::object::<&str>([]));
    }
    if let Some(gates) = gates_mut(rubric) {
        gates.push(Node::object([
            ("kind", Node::text("veto")),
            ("criterion", Node::text(&**id)),
            ("when", Node::text("yes")),
            ("grade", Node::text(lowest)),
        ]));
    }
}

fn grades(rubric: &mut Node, bands: &[Band]) {
    if bands.is_empty() {
        remove(rubric, "grades");
        return;
    }
    let known = rubric
        .get("grades")
        .map(|grades| list(grades, "bands").to_vec())
        .unwrap_or_default();
    let bands: Vec<Node> = bands
        .iter()
        .enumerate()
        .map(|(i, band)| {
            let mut node = known
                .get(i)
                .cloned()
                .unwrap_or_else(|| Node::object([("id", Node::text(format!("g{}", i + 1)))]));
            set(&mut node, "label", Node::text(&*band.label));
            set(&mut node, "atLeast", super::scale::amount(&band.at_least));
            node
        })
        .collect();
    let ids: Vec<String> = bands.iter().map(|band| text(band, "id").to_owned()).collect();
    let mut node = rubric
        .get("grades")
        .cloned()
        .unwrap_or_else(|| Node::object::<&str>([]));
    set(&mut node, "bands", Node::new(Value::Array(bands)));
    set(rubric, "grades", node);
    // A gate that names a grade which is gone names the lowest one.
    let has_gates = rubric
        .get("rules")
        .is_some_and(|rules| !list(rules, "gates").is_empty());
    if let (true, Some(gates), Some(lowest)) = (has_gates, gates_mut(rubric), ids.last()) {
        for gate in gates {
            let grade = text(gate, "grade").to_owned();
            if !grade.is_empty() && !ids.contains(&grade) {
                set(gate, "grade", Node::text(lowest.as_str()));
            }
        }
    }
}

fn profile(rubric: &mut Node, fields: &[Field]) {
    let known = list(rubric, "profile").to_vec();
    let mut used: Vec<String> = known.iter().map(|field| text(field, "id").to_owned()).collect();
    let nodes: Vec<Node> = fields
        .iter()
        .map(|field| {
            let own = known.iter().find(|node| text(node, "id") == field.id);
            let mut node = own.cloned().unwrap_or_else(|| {
                let id = if field.id.is_empty() || used.contains(&field.id) {
                    (1..)
                        .map(|n| format!("f{n}"))
                        .find(|id| !used.contains(id))
                        .unwrap_or_default()
                } else {
                    field.id.clone()
                };
                used.push(id.clone());
                Node::object([("id", Node::text(id))])
            });
            set_text(&mut node, "label", &field.label, true);
            set(&mut node, "kind", Node::text(&*field.kind));
            if field.is_subject {
                set(&mut node, "subject", Node::new(Value::Bool(true)));
            } else {
                remove(&mut node, "subject");
            }
            node
        })
        .collect();
    if nodes.is_empty() {
        remove(rubric, "profile");
    } else {
        set(rubric, "profile", Node::new(Value::Array(nodes)));
    }
}
