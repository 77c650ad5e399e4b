//! A draft as a rubric of format 1.

use crate::draft::{Criterion, Draft, Field, FieldKind, Grade, Place, Rule, Section};
use assessment::json::{Node, Value, pretty};
use assessment::points::Decimal;
use std::collections::BTreeMap;

/// A rubric that was made from a draft, with the place in the document of each of its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The rubric, an object of format 1.
    pub rubric: Node,
    /// The places of the sections, by id.
    pub sections: BTreeMap<String, Place>,
    /// The places of the criteria, by id.
    pub criteria: BTreeMap<String, Place>,
}

impl Draft {
    /// Returns the rubric as JSON. `id` is its id, such as one made from the name of the file.
    ///
    /// Criteria without points become comments, and a veto a question of yes or no without points: which grade it means is for a person
    /// to say.
    pub fn rubric(&self, id: &str) -> String {
        pretty(&self.form(id).rubric)
    }

    /// Returns the rubric as a tree, with the place of each part; see [`Draft::rubric`].
    pub fn form(&self, id: &str) -> Form {
        let mut names = Names::default();
        let is_fractional = |amount: &Decimal| amount.to_string().contains('.');
        let amounts = self
            .criteria()
            .into_iter()
            .flat_map(|criterion| criterion.points.into_iter().chain(criterion.own));
        let step = match amounts
            .filter(is_fractional)
            .map(|amount| amount.to_string().split('.').nth(1).map_or(0, str::len))
            .max()
        {
            None => None,
            Some(1) if self.is_in_halves() => Some("0.5"),
            Some(1) => Some("0.1"),
            Some(_) => Some("0.01"),
        };
        let sections = self
            .sections
            .iter()
            .map(|section| self.section(section, &mut names, step))
            .collect();
        // Points on top of the total have a section of their own, which the first of them names.
        let loose: Vec<&Criterion> = self
            .sections
            .iter()
            .filter(|section| section.counts())
            .flat_map(Section::all)
            .filter(|criterion| criterion.bonus)
            .collect();
        let mut sections: Vec<Node> = sections;
        if let Some(first) = loose.first() {
            let criteria = loose.iter().map(|one| criterion(one, &mut names, step)).collect();
            sections.push(Node::object([
                ("id", names.section(None)),
                ("title", Node::text(&*first.text)),
                ("counts", Node::text("bonus")),
                ("criteria", Node::new(Value::Array(criteria))),
            ]));
        }
        let title = self.title.clone().unwrap_or_else(|| id.to_owned());
        let mut members = vec![
            ("format", Node::number(1)),
            ("id", Node::text(id)),
            ("version", Node::text("1")),
            ("status", Node::text("draft")),
            ("title", Node::text(title)),
        ];
        if !self.notes.is_empty() {
            members.push(("instructions", Node::text(self.notes.join("\n"))));
        }
        if !self.profile.is_empty() {
            let fields = self.profile.iter().enumerate().map(|(i, own)| field(i, own));
            members.push(("profile", Node::new(Value::Array(fields.collect()))));
        }
        members.push(("total", number(self.total())));
        members.push(("sections", Node::new(Value::Array(sections))));
        if !self.grades.is_empty() {
            let bands = self.grades.iter().enumerate().map(|(i, own)| band(i, own));
            let bands = Node::new(Value::Array(bands.collect()));
            members.push(("grades", Node::object([("bands", bands)])));
        }
        Form {
            rubric: Node::object(members),
            sections: names.section_places,
            criteria: names.criterion_places,
        }
    }

    fn is_in_halves(&self) -> bool {
        let mut amounts = self
            .criteria()
            .into_iter()
            .flat_map(|criterion| criterion.points.into_iter().chain(criterion.own));
        amounts.all(|amount| match amount.to_string().split_once('.') {
            None => true,
            Some((_, fraction)) => fraction == "5",
        })
    }

    fn section(&self, section: &Section, names: &mut Names, step: Option<&str>) -> Node {
        let mut members = vec![("id", names.section(section.place))];
        if let Some(label) = &section.label {
            members.push(("label", Node::text(&**label)));
        }
        let title = match (&*section.title, &self.title) {
            ("", Some(title)) => title.clone(),
            ("", None) => "1".to_owned(),
            (title, _) => title.to_owned(),
        };
        members.push(("title", Node::text(title)));
        if section.bonus {
            members.push(("counts", Node::text("bonus")));
        } else if section.penalty {
            members.push(("counts", Node::text("penalty")));
        }
        let list = |criteria: Vec<Node>| Node::new(Value::Array(criteria));
        let is_inside = |criterion: &&Criterion| !criterion.bonus || !section.counts();
        let base: Vec<_> = section.criteria.iter().filter(is_inside).collect();
        if !base.is_empty() {
            members.push((
                "criteria",
                list(base.into_iter().map(|one| criterion(one, names, step)).collect()),
            ));
        }
        if !section.sections.is_empty() {
            let inner = section
                .sections
                .iter()
                .map(|inner| self.section(inner, names, step))
                .collect();
            members.push(("sections", list(inner)));
        }
        Node::object(members)
    }
}

/// Ids that are made once, `s1`, `c1` and so on, and the places of what has them.
#[derive(Default)]
struct Names {
    sections: u32,
    criteria: u32,
    section_places: BTreeMap<String, Place>,
    criterion_places: BTreeMap<String, Place>,
}

impl Names {
    fn section(&mut self, place: Option<Place>) -> Node {
        self.sections += 1;
        let id = format!("s{}", self.sections);
        self.section_places.extend(place.map(|place| (id.clone(), place)));
        Node::text(id)
    }

    fn criterion(&mut self, place: Place) -> Node {
        self.criteria += 1;
        let id = format!("c{}", self.criteria);
        self.criterion_places.insert(id.clone(), place);
        Node::text(id)
    }
}

fn field(i: usize, field: &Field) -> Node {
    let kind = match field.kind {
        FieldKind::Subject | FieldKind::Text => "text",
        FieldKind::Date => "date",
    };
    let mut members = vec![
        ("id", Node::text(format!("f{}", i + 1))),
        ("label", Node::text(&*field.label)),
        ("kind", Node::text(kind)),
    ];
    if field.kind == FieldKind::Subject {
        members.push(("subject", Node::new(Value::Bool(true))));
    }
    Node::object(members)
}

fn band(i: usize, grade: &Grade) -> Node {
    Node::object([
        ("id", Node::text(format!("g{}", i + 1))),
        ("label", Node::text(&*grade.label)),
        ("atLeast", number(grade.at_least)),
    ])
}

fn number(amount: Decimal) -> Node {
    Node::number(amount)
}

fn criterion(criterion: &Criterion, names: &mut Names, step: Option<&str>) -> Node {
    let mut members = vec![("id", names.criterion(criterion.place))];
    if let Some(label) = &criterion.label {
        members.push(("label", Node::text(&**label)));
    }
    let text = if criterion.text.is_empty() {
        "—"
    } else {
        &criterion.text
    };
    members.push(("text", Node::text(text)));
    if !criterion.guidance.is_empty() {
        members.push(("guidance", Node::text(criterion.guidance.join("\n"))));
    }
    let lists = [
        ("evidence", &criterion.evidence),
        ("methods", &criterion.methods),
        ("units", &criterion.units),
    ];
    for (key, texts) in lists.into_iter().filter(|(_, texts)| !texts.is_empty()) {
        let texts = texts.iter().map(|text| Node::text(&**text)).collect();
        members.push((key, Node::new(Value::Array(texts))));
    }
    members.push(("scale", scale(criterion, step)));
    Node::object(members)
}

fn scale(criterion: &Criterion, step: Option<&str>) -> Node {
    let list = |nodes: Vec<Node>| Node::new(Value::Array(nodes));
    let Some(points) = criterion.points else {
        return match criterion.rule {
            Rule::Veto => Node::object([("kind", Node::text("yes-no"))]),
            _ => Node::object([("kind", Node::text("comment"))]),
        };
    };
    match &criterion.rule {
        Rule::Points | Rule::Veto => {
            let mut members = vec![("kind", Node::text("points")), ("max", number(points))];
            if let Some(step) = step {
                members.push(("step", Node::number(step)));
            }
            Node::object(members)
        }
        Rule::YesNo => Node::object([("kind", Node::text("yes-no")), ("points", number(points))]),
        Rule::Levels(levels) => {
            let levels = levels.iter().enumerate().map(|(i, level)| {
                let mut members = vec![
                    ("id", Node::text(format!("l{}", i + 1))),
                    ("label", Node::text(&*level.label)),
                    ("points", number(level.points)),
                ];
                if !level.text.is_empty() {
                    members.push(("text", Node::text(&*level.text)));
                }
                Node::object(members)
            });
            Node::object([("kind", Node::text("levels")), ("levels", list(levels.collect()))])
        }
        Rule::Deductions { each, unit } => {
            let finding = Node::object([
                ("id", Node::text("found")),
                ("label", Node::text(&*criterion.text)),
                ("unit", Node::text(&**unit)),
                ("each", number(*each)),
            ]);
            Node::object([
                ("kind", Node::text("deductions")),
                ("max", number(points)),
                ("findings", list(vec![finding])),
            ])
        }
        Rule::Each { each, unit } => {
            let quantity = Node::object([
                ("kind", Node::text("number")),
                ("label", Node::text(&*criterion.text)),
                ("unit", Node::text(&**unit)),
            ]);
            let table = Node::object([
                ("kind", Node::text("each")),
                ("each", number(*each)),
                ("most", number(points)),
            ]);
            Node::object([
                ("kind", Node::text("measure")),
                ("quantity", quantity),
                ("table", table),
            ])
        }
        Rule::Percent(bounds) => {
            let quantity = Node::object([
                ("kind", Node::text("number")),
                ("label", Node::text(&*criterion.text)),
                ("unit", Node::text("%")),
                ("max", Node::number(100)),
                ("step", Node::number("0.01")),
            ]);
            let steps = bounds
                .iter()
                .map(|(bound, points)| Node::object([("atLeast", number(*bound)), ("points", number(*points))]));
            let table = Node::object([("kind", Node::text("steps")), ("steps", list(steps.collect()))]);
            Node::object([
                ("kind", Node::text("measure")),
                ("quantity", quantity),
                ("table", table),
            ])
        }
    }
}
