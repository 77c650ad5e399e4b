//! The sections and criteria of a rubric as lines, for the list in which they are changed.

use super::counts::Counts;
use super::scale::Scale;
use super::tree::{Part, list, text, typed, walk};
use assessment::json::{Node, Value};
use assessment::points::Decimal;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A section or a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which one.
    pub part: Part,
    /// How many sections are around it.
    pub depth: usize,
    /// Its number.
    pub label: String,
    /// Its text, or the title of a section.
    pub text: String,
    /// How to judge it; of a section the text about it.
    pub guidance: String,
    /// Who is responsible, one a line.
    pub units: String,
    /// What proves it, one a line.
    pub evidence: String,
    /// How it is looked into, one a line.
    pub methods: String,
    /// The scale of a criterion.
    pub scale: Option<Scale>,
    /// What its points count for; of a criterion that of its section.
    pub counts: Counts,
    /// Whether it is a veto.
    pub is_veto: bool,
    /// The points of a criterion, or the sum of a section.
    pub points: Option<Decimal>,
    /// The points that a section declares, as typed; empty if it declares none.
    pub declared: String,
}

/// A declared sum that the points do not make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// The section; `None` for the whole.
    pub part: Option<Part>,
    /// What is declared.
    pub stated: Decimal,
    /// What the points make.
    pub found: Decimal,
}

/// All lines and what they make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The lines, in the order of the form.
    pub lines: Vec<Line>,
    /// The sum of the points that are part of the maximum.
    pub total: Decimal,
    /// How many criteria there are.
    pub criteria: usize,
    /// The total that the rubric declares, as typed; empty if it declares none.
    pub declared: String,
    /// The declared sums that the points do not make.
    pub differing: Vec<Differing>,
    /// The index of the line of each part.
    index: BTreeMap<Part, usize>,
}

fn is_plain_sum(node: &Node) -> bool {
    let keys = ["cap", "each", "percent", "starts", "weight", "weights"];
    keys.iter().all(|key| node.get(key).is_none())
}

fn lines(node: &Node, key: &str) -> String {
    let items = list(node, key).iter().map(|item| match &item.value {
        Value::String(text) => text.to_string(),
        Value::Object(languages) => match languages.first().map(|first| &first.node.value) {
            Some(Value::String(text)) => text.to_string(),
            _ => String::new(),
        },
        _ => String::new(),
    });
    items.collect::<Vec<_>>().join("\n")
}

impl Outline {
    /// Reads the lines of a rubric.
    pub fn of(rubric: &Node) -> Self {
        let vetoes: Vec<&str> = rubric
            .get("rules")
            .map_or(&[][..], |rules| list(rules, "gates"))
            .iter()
            .filter(|gate| text(gate, "kind") == "veto")
            .map(|gate| text(gate, "criterion"))
            .collect();
        let mut outline = Self {
            declared: typed(rubric, "total"),
            ..Self::default()
        };
        // The sections around the line, as indices of their lines.
        let mut around: Vec<usize> = Vec::new();
        walk(rubric, 0, &mut |depth, is_criterion, node| {
            around.truncate(depth);
            let id: Rc<str> = text(node, "id").into();
            let scale = node.get("scale").map(Scale::read);
            let counts = match around.first() {
                Some(first) => outline.lines[*first].counts,
                None => Counts::read(node),
            };
            let points = scale.as_ref().and_then(Scale::points);
            let at = outline.lines.len();
            outline.lines.push(Line {
                depth,
                label: text(node, "label").to_owned(),
                text: text(node, if is_criterion { "text" } else { "title" }).to_owned(),
                guidance: text(node, if is_criterion { "guidance" } else { "text" }).to_owned(),
                units: lines(node, "units"),
                evidence: lines(node, "evidence"),
                methods: lines(node, "methods"),
                is_veto: is_criterion && vetoes.contains(&&*id),
                part: if is_criterion {
                    Part::Criterion(id)
                } else {
                    Part::Section(id)
                },
                scale,
                counts,
                points: if is_criterion { points } else { Some(Decimal::ZERO) },
                declared: if is_criterion {
                    String::new()
                } else {
                    typed(node, "total")
                },
            });
            if is_criterion {
                outline.criteria += 1;
                let points = points.unwrap_or_default();
                for section in &around {
                    let sum = &mut outline.lines[*section].points;
                    *sum = sum.map(|sum| sum + points);
                }
                if counts == Counts::Base {
                    outline.total = outline.total + points;
                }
            } else {
                around.push(at);
            }
        });
        outline.differing = outline.differing_sums(rubric);
        let index = outline.lines.iter().enumerate();
        outline.index = index.map(|(i, line)| (line.part.clone(), i)).collect();
        outline
    }

    fn differing_sums(&self, rubric: &Node) -> Vec<Differing> {
        let differs = |part, declared: &str, found: Decimal| {
            let stated = Decimal::typed(declared).ok().filter(|stated| *stated != found)?;
            Some(Differing { part, stated, found })
        };
        // Where the sum is more than points added up, the check of the rubric finds it.
        let mut is_plain = is_plain_sum(rubric);
        walk(rubric, 0, &mut |_, is_criterion, node| {
            is_plain &= is_criterion || is_plain_sum(node)
        });
        if !is_plain
            || self
                .lines
                .iter()
                .any(|line| matches!(line.scale, Some(Scale::Other { .. })))
        {
            return Vec::new();
        }
        let sections = self.lines.iter().filter(|line| matches!(line.part, Part::Section(_)));
        let sections = sections.filter_map(|line| differs(Some(line.part.clone()), &line.declared, line.points?));
        differs(None, &self.declared, self.total)
            .into_iter()
            .chain(sections)
            .collect()
    }

    /// Returns the place of a criterion among all criteria, from 0.
    pub fn ordinal(&self, part: &Part) -> Option<usize> {
        let mut criteria = self.lines.iter().filter(|line| matches!(line.part, Part::Criterion(_)));
        criteria.position(|line| line.part == *part)
    }

    /// Returns the line of a part.
    pub fn line(&self, part: &Part) -> Option<&Line> {
        self.lines.get(*self.index.get(part)?)
    }
}

/// Returns the part that the path of a problem is about, such as `sections[0].criteria[3].scale.max`.
pub fn part_at(rubric: &Node, path: &str) -> Option<Part> {
    let mut node = rubric;
    let mut found = None;
    for step in path.split('.') {
        let (key, at) = step.strip_suffix(']').and_then(|step| step.split_once('['))?;
        let next = list(node, key).get(at.parse::<usize>().ok()?);
        let (Some(next), true) = (next, matches!(key, "sections" | "criteria")) else {
            break;
        };
        node = next;
        let id: Rc<str> = text(node, "id").into();
        let is_criterion = key == "criteria";
        found = Some(if is_criterion {
            Part::Criterion(id)
        } else {
            Part::Section(id)
        });
        if is_criterion {
            break;
        }
    }
    found
}
