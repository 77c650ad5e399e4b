//! The scale of a criterion, as far as the page has controls for it.

use super::tree::{list, remove, set, text, typed};
use assessment::json::{Node, Value};
use assessment::points::Decimal;

/// A scale. Numbers are as they were typed, so that nothing typed is lost; one that is no number becomes a problem of the rubric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Points that are typed.
    Points {
        /// The most.
        max: String,
        /// The step; empty for 1.
        step: String,
    },
    /// A choice of one level.
    Levels(Vec<LevelRow>),
    /// Yes or no.
    YesNo {
        /// The points for yes; empty where it is not scored.
        points: String,
    },
    /// Points off for each finding.
    Deductions {
        /// The most.
        max: String,
        /// The points that one takes off.
        each: String,
        /// What is counted.
        unit: String,
    },
    /// Points for each of something.
    Each {
        /// The points for one.
        each: String,
        /// The most.
        most: String,
        /// What is counted.
        unit: String,
    },
    /// Points by the bounds that a number reaches.
    Steps {
        /// The unit of the number.
        unit: String,
        /// The bounds, the largest first.
        rows: Vec<StepRow>,
    },
    /// A text without points.
    Comment,
    /// A scale that is changed in the rubric's file only.
    Other {
        /// Its kind in the file.
        kind: String,
    },
}

/// A level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelRow {
    /// Its name.
    pub label: String,
    /// Its points; empty on all levels where they are not scored.
    pub points: String,
    /// What is found at this level.
    pub text: String,
}

/// A bound and its points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepRow {
    /// The bound.
    pub at_least: String,
    /// The points.
    pub points: String,
}

/// The kinds of scales that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleKind {
    /// [`Scale::Points`]
    Points,
    /// [`Scale::Levels`]
    Levels,
    /// [`Scale::YesNo`]
    YesNo,
    /// [`Scale::Deductions`]
    Deductions,
    /// [`Scale::Each`]
    Each,
    /// [`Scale::Steps`]
    Steps,
    /// [`Scale::Comment`]
    Comment,
}

impl ScaleKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Points,
        Self::Levels,
        Self::YesNo,
        Self::Deductions,
        Self::Each,
        Self::Steps,
        Self::Comment,
    ];
}

/// Returns a number for the file; text that is no number stays text, which the format's check reports.
pub(super) fn amount(typed: &str) -> Node {
    match Decimal::typed(typed) {
        Ok(number) => Node::number(number),
        Err(_) => Node::text(typed),
    }
}

/// Sets a number that may be left out.
pub(super) fn set_optional(node: &mut Node, key: &str, typed: &str) {
    if typed.trim().is_empty() {
        remove(node, key);
    } else {
        set(node, key, amount(typed));
    }
}

impl Scale {
    /// The kind, if it is one that can be chosen.
    pub fn kind(&self) -> Option<ScaleKind> {
        Some(match self {
            Self::Points { .. } => ScaleKind::Points,
            Self::Levels(_) => ScaleKind::Levels,
            Self::YesNo { .. } => ScaleKind::YesNo,
            Self::Deductions { .. } => ScaleKind::Deductions,
            Self::Each { .. } => ScaleKind::Each,
            Self::Steps { .. } => ScaleKind::Steps,
            Self::Comment => ScaleKind::Comment,
            Self::Other { .. } => return None,
        })
    }

    /// The full marks as typed; empty where the scale has no points.
    pub fn full(&self) -> String {
        match self {
            Self::Points { max, .. } | Self::Deductions { max, .. } => max.clone(),
            Self::Each { most, .. } => most.clone(),
            Self::YesNo { points } => points.clone(),
            Self::Levels(levels) => best(levels.iter().map(|level| &level.points)),
            Self::Steps { rows, .. } => best(rows.iter().map(|row| &row.points)),
            Self::Comment | Self::Other { .. } => String::new(),
        }
    }

    /// The full marks, if they are a number.
    pub fn points(&self) -> Option<Decimal> {
        Decimal::typed(&self.full()).ok()
    }

    /// Sets the full marks of a scale that has them in one place; a scale of levels or bounds gives them to the best one.
    #[must_use]
    pub fn with_full(mut self, full: &str) -> Self {
        let full = full.to_owned();
        match &mut self {
            Self::Points { max, .. } | Self::Deductions { max, .. } => *max = full,
            Self::Each { most, .. } => *most = full,
            Self::YesNo { points } => *points = full,
            Self::Levels(levels) => {
                if let Some(first) = levels.first_mut() {
                    first.points = full;
                }
            }
            Self::Steps { rows, .. } => {
                if let Some(first) = rows.first_mut() {
                    first.points = full;
                }
            }
            Self::Comment => {
                if !full.trim().is_empty() {
                    self = Self::Points {
                        max: full,
                        step: String::new(),
                    };
                }
            }
            Self::Other { .. } => {}
        }
        self
    }

    /// Returns a scale of another kind with the same full marks. `levels` are the names of levels, the best first, for a new choice.
    #[must_use]
    pub fn changed_to(&self, kind: ScaleKind, levels: &[&str], unit: &str) -> Self {
        if self.kind() == Some(kind) {
            return self.clone();
        }
        let full = self.full();
        match kind {
            ScaleKind::Points => Self::Points {
                max: full,
                step: String::new(),
            },
            ScaleKind::YesNo => Self::YesNo { points: full },
            ScaleKind::Deductions => Self::Deductions {
                max: full,
                each: "1".to_owned(),
                unit: unit.to_owned(),
            },
            ScaleKind::Each => Self::Each {
                each: "1".to_owned(),
                most: full,
                unit: unit.to_owned(),
            },
            ScaleKind::Steps => Self::Steps {
                unit: "%".to_owned(),
                rows: vec![
                    StepRow {
                        at_least: "90".to_owned(),
                        points: full,
                    },
                    StepRow {
                        at_least: "60".to_owned(),
                        points: "0".to_owned(),
                    },
                ],
            },
            ScaleKind::Levels => Self::Levels(shared(&full, levels)),
            ScaleKind::Comment => Self::Comment,
        }
    }

    /// Reads the scale of a criterion.
    pub(super) fn read(scale: &Node) -> Self {
        let kind = text(scale, "kind");
        let other = || Self::Other { kind: kind.to_owned() };
        match kind {
            "points" => Self::Points {
                max: typed(scale, "max"),
                step: typed(scale, "step"),
            },
            "yes-no" => Self::YesNo {
                points: typed(scale, "points"),
            },
            "comment" => Self::Comment,
            "levels" if list(scale, "levels").iter().all(|level| level.get("from").is_none()) => {
                let levels = list(scale, "levels").iter().map(|level| LevelRow {
                    label: text(level, "label").to_owned(),
                    points: typed(level, "points"),
                    text: text(level, "text").to_owned(),
                });
                Self::Levels(levels.collect())
            }
            "deductions" => match list(scale, "findings") {
                [finding] if finding.get("each").is_some() && finding.get("beyond").is_none() => Self::Deductions {
                    max: typed(scale, "max"),
                    each: typed(finding, "each"),
                    unit: text(finding, "unit").to_owned(),
                },
                _ => other(),
            },
            "measure" => {
                let (Some(quantity), Some(table)) = (scale.get("quantity"), scale.get("table")) else {
                    return other();
                };
                let is_number = text(quantity, "kind") == "number" && quantity.get("from").is_none();
                match text(table, "kind") {
                    "each" if is_number => Self::Each {
                        each: typed(table, "each"),
                        most: typed(table, "most"),
                        unit: text(quantity, "unit").to_owned(),
                    },
                    "steps" if is_number => {
                        let rows = list(table, "steps").iter().map(|row| StepRow {
                            at_least: typed(row, "atLeast"),
                            points: typed(row, "points"),
                        });
                        Self::Steps {
                            unit: text(quantity, "unit").to_owned(),
                            rows: rows.collect(),
                        }
                    }
                    _ => other(),
                }
            }
            _ => other(),
        }
    }

    /// Writes the scale over the one that a criterion has. Keys that the page has no control for stay where the kind is the same.
    pub(super) fn write(&self, before: Option<&Node>, label: &str) -> Node {
        let same = before.filter(|before| Self::read(before).kind() == self.kind());
        let mut node = same.cloned().unwrap_or_else(|| Node::object::<&str>([]));
        let array = |items: Vec<Node>| Node::new(Value::Array(items));
        match self {
            Self::Points { max, step } => {
                set(&mut node, "kind", Node::text("points"));
                set(&mut node, "max", amount(max));
                set_optional(&mut node, "step", step);
            }
            Self::YesNo { points } => {
                set(&mut node, "kind", Node::text("yes-no"));
                set_optional(&mut node, "points", points);
            }
            Self::Comment => set(&mut node, "kind", Node::text("comment")),
            Self::Levels(levels) => {
                let known = list(&node, "levels").to_vec();
                let mut used: Vec<String> = known.iter().map(|level| text(level, "id").to_owned()).collect();
                let levels = levels.iter().enumerate().map(|(i, level)| {
                    let mut row = known.get(i).cloned().unwrap_or_else(|| {
                        let id = (1..).map(|n| format!("l{n}")).find(|id| !used.contains(id));
                        let id = id.unwrap_or_default();
                        used.push(id.clone());
                        Node::object([("id", Node::text(id))])
                    });
                    set(&mut row, "label", Node::text(&*level.label));
                    set_optional(&mut row, "points", &level.points);
                    if level.text.trim().is_empty() {
                        remove(&mut row, "text");
                    } else {
                        set(&mut row, "text", Node::text(&*level.text));
                    }
                    row
                });
                let levels = levels.collect();
                set(&mut node, "kind", Node::text("levels"));
                set(&mut node, "levels", array(levels));
            }
            Self::Deductions { max, each, unit } => {
                let mut finding = list(&node, "findings")
                    .first()
                    .cloned()
                    .unwrap_or_else(|| Node::object([("id", Node::text("found")), ("label", Node::text(label))]));
                if unit.trim().is_empty() {
                    remove(&mut finding, "unit");
                } else {
                    set(&mut finding, "unit", Node::text(&**unit));
                }
                set(&mut finding, "each", amount(each));
                set(&mut node, "kind", Node::text("deductions"));
                set(&mut node, "max", amount(max));
                set(&mut node, "findings", array(vec![finding]));
            }
            Self::Each { each, most, unit } => {
                let mut table = node.get("table").cloned().unwrap_or_else(|| Node::object::<&str>([]));
                set(&mut table, "kind", Node::text("each"));
                set(&mut table, "each", amount(each));
                set_optional(&mut table, "most", most);
                set(&mut node, "kind", Node::text("measure"));
                let quantity = number(&node, label, unit, false);
                set(&mut node, "quantity", quantity);
                set(&mut node, "table", table);
            }
            Self::Steps { unit, rows } => {
                let known = node
                    .get("table")
                    .map(|table| list(table, "steps").to_vec())
                    .unwrap_or_default();
                let rows = rows.iter().enumerate().map(|(i, row)| {
                    let mut step = known.get(i).cloned().unwrap_or_else(|| Node::object::<&str>([]));
                    set(&mut step, "atLeast", amount(&row.at_least));
                    set(&mut step, "points", amount(&row.points));
                    step
                });
                let mut table = node.get("table").cloned().unwrap_or_else(|| Node::object::<&str>([]));
                let rows = rows.collect();
                set(&mut table, "kind", Node::text("steps"));
                set(&mut table, "steps", array(rows));
                set(&mut node, "kind", Node::text("measure"));
                let quantity = number(&node, label, unit, true);
                set(&mut node, "quantity", quantity);
                set(&mut node, "table", table);
            }
            Self::Other { .. } => {}
        }
        node
    }
}

/// Returns the quantity of a measure: the one that is there, or a new number.
fn number(scale: &Node, label: &str, unit: &str, is_fractional: bool) -> Node {
    let mut quantity = scale.get("quantity").cloned().unwrap_or_else(|| {
        let mut quantity = Node::object([("kind", Node::text("number")), ("label", Node::text(label))]);
        if is_fractional {
            set(&mut quantity, "step", Node::number("0.01"));
        }
        quantity
    });
    if unit.trim().is_empty() {
        remove(&mut quantity, "unit");
    } else {
        set(&mut quantity, "unit", Node::text(unit));
    }
    quantity
}

/// Returns the largest of these numbers, as it was typed.
fn best<'t>(typed: impl Iterator<Item = &'t String>) -> String {
    let numbers = typed.filter_map(|text| Some((Decimal::typed(text).ok()?, text)));
    numbers
        .max_by(|(one, _), (other, _)| one.cmp(other))
        .map_or_else(String::new, |(_, text)| text.clone())
}

/// Shares the full marks among levels in equal steps down to 0, at one place.
fn shared(full: &str, labels: &[&str]) -> Vec<LevelRow> {
    let last = i32::try_from(labels.len().saturating_sub(1)).unwrap_or_default();
    let number = Decimal::typed(full).ok();
    let points = |i: usize| {
        let left = last - i32::try_from(i).unwrap_or_default();
        match number {
            Some(number) if last > 0 => Decimal::whole(left).scaled(number, Decimal::whole(last), 1).to_string(),
            _ => full.to_owned(),
        }
    };
    let rows = labels.iter().enumerate().map(|(i, label)| LevelRow {
        label: (*label).to_owned(),
        points: points(i),
        text: String::new(),
    });
    rows.collect()
}
