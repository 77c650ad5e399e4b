//! Where the parts of a rubric stand in the document that it was made from, kept in the rubric itself.

use crate::assign::{Assignments, ColumnRole, RowRole};
use crate::document::Document;
use crate::draft::{Draft, Place};
use crate::rubric::Form;
use assessment::json::{Member, Node, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The key of a rubric under which its origin is kept.
pub const KEY: &str = "x-original";

/// Where the criteria of a rubric stand in the document that it was made from, and what a person decided about that document. What
/// its columns and other rows are follows from the two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The name of the file.
    pub file: String,
    /// The criteria, by id.
    pub criteria: BTreeMap<String, Spot>,
    /// What a person decided about the document.
    pub assignments: Assignments,
}

/// Where a criterion stands, and a mark of its text there: in the rubric a person may have changed it since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// The place.
    pub place: Place,
    /// 64 bits of a hash of the titles around it and its text in the document, as hexadecimal digits.
    pub mark: String,
}

impl Origin {
    /// Returns the origin of a rubric that was made of a document. `name` is the name of the file; `draft` is what the document was
    /// understood as with these assignments, and `form` has the places of the rubric's criteria.
    ///
    /// Blocks of a document that is no Word or Excel file have no cells to write into; for those this is `None`.
    pub fn of(name: &str, document: &Document, draft: &Draft, form: &Form, assignments: &Assignments) -> Option<Self> {
        let lower = name.to_lowercase();
        if !(lower.ends_with(".docx") || lower.ends_with(".xlsx")) {
            return None;
        }
        let mut marks: BTreeMap<Place, Vec<String>> = BTreeMap::new();
        for (place, mark) in super::marks::marks(draft) {
            if place.block < document.blocks.len() {
                marks.entry(place).or_default().push(mark);
            }
        }
        // Several criteria at one place have no cells of their own.
        let criteria = form.criteria.iter().filter_map(|(id, place)| {
            let [mark] = &marks.get(place)?[..] else { return None };
            let spot = Spot {
                place: *place,
                mark: mark.clone(),
            };
            Some((id.clone(), spot))
        });
        Some(Self {
            file: name.to_owned(),
            criteria: criteria.collect(),
            assignments: assignments.clone(),
        })
    }

    /// Returns the origin that a rubric has, if it has one that is understood.
    pub fn in_rubric(rubric: &Node) -> Option<Self> {
        Self::from_node(rubric.get(KEY)?)
    }

    /// Keeps the origin in a rubric, in the place of an earlier one.
    pub fn keep_in(&self, rubric: &mut Node) {
        let Value::Object(members) = &mut rubric.value else {
            return;
        };
        members.retain(|member| &*member.key != KEY);
        members.push(Member {
            key: KEY.into(),
            at: 0,
            node: self.to_node(),
        });
    }

    /// Returns the origin as JSON: `{"file": …, "criteria": {"c1": [block, row, mark]}, "leftOut": [block], "columns": [[block, column,
    /// role]], "rows": [[block, row, role]]}`. A place with a column has it as a fourth item.
    pub fn to_node(&self) -> Node {
        let list = |items: Vec<Node>| Node::new(Value::Array(items));
        let criteria = self.criteria.iter().map(|(id, spot)| {
            let Place { block, row, column } = spot.place;
            let mut items = vec![Node::number(block), Node::number(row), Node::text(&*spot.mark)];
            items.extend(column.map(Node::number));
            (id.as_str(), list(items))
        });
        let mut members = vec![("file", Node::text(&*self.file)), ("criteria", Node::object(criteria))];
        let own = &self.assignments;
        let entry = |(block, index): (usize, usize), role: &str| {
            list(vec![Node::number(block), Node::number(index), Node::text(role)])
        };
        let columns: Vec<Node> = own
            .columns
            .iter()
            .map(|(at, role)| entry(*at, column_name(*role)))
            .collect();
        let rows: Vec<Node> = own.rows.iter().map(|(at, role)| entry(*at, row_name(*role))).collect();
        let left_out: Vec<Node> = own.left_out.iter().map(Node::number).collect();
        for (key, items) in [("leftOut", left_out), ("columns", columns), ("rows", rows)] {
            if !items.is_empty() {
                members.push((key, list(items)));
            }
        }
        Node::object(members)
    }

    /// Reads what [`Origin::to_node`] returns; `None` if it is something else.
    pub fn from_node(node: &Node) -> Option<Self> {
        let Value::Object(criteria) = &node.get("criteria")?.value else {
            return None;
        };
        let spot = |member: &Member| {
            let (block, row, mark) = triple(&member.node)?;
            let column = match items(&member.node).get(3) {
                Some(column) => Some(number(column)?),
                None => None,
            };
            let place = Place { block, row, column };
            let mark = mark.to_owned();
            Some((member.key.to_string(), Spot { place, mark }))
        };
        let listed = |key: &str| node.get(key).map_or(&[][..], items);
        let columns = listed("columns").iter().map(|entry| {
            let (block, column, role) = triple(entry)?;
            let role = ColumnRole::ALL.iter().find(|own| column_name(**own) == role)?;
            Some(((block, column), *role))
        });
        let rows = listed("rows").iter().map(|entry| {
            let (block, row, role) = triple(entry)?;
            let role = RowRole::ALL.iter().find(|own| row_name(**own) == role)?;
            Some(((block, row), *role))
        });
        Some(Self {
            file: text(node.get("file")?)?.to_owned(),
            criteria: criteria.iter().map(spot).collect::<Option<_>>()?,
            assignments: Assignments {
                left_out: listed("leftOut").iter().map(number).collect::<Option<_>>()?,
                columns: columns.collect::<Option<_>>()?,
                rows: rows.collect::<Option<_>>()?,
            },
        })
    }
}

fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::Array(items) => items,
        _ => &[],
    }
}

fn number(node: &Node) -> Option<usize> {
    match &node.value {
        Value::Number(token) => token.parse().ok(),
        _ => None,
    }
}

fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn triple(node: &Node) -> Option<(usize, usize, &str)> {
    let [first, second, third, ..] = items(node) else {
        return None;
    };
    Some((number(first)?, number(second)?, text(third)?))
}

fn column_name(role: ColumnRole) -> &'static str {
    match role {
        ColumnRole::Ignored => "ignored",
        ColumnRole::Number => "number",
        ColumnRole::Section(0 | 1) => "section-1",
        ColumnRole::Section(2) => "section-2",
        ColumnRole::Section(_) => "section-3",
        ColumnRole::Criterion => "criterion",
        ColumnRole::Guidance => "guidance",
        ColumnRole::Points => "points",
        ColumnRole::Own => "own",
        ColumnRole::Note => "note",
        ColumnRole::Unit => "unit",
        ColumnRole::Evidence => "evidence",
        ColumnRole::Method => "method",
        ColumnRole::Level => "level",
    }
}

fn row_name(role: RowRole) -> &'static str {
    match role {
        RowRole::Head => "head",
        RowRole::Section => "section",
        RowRole::Criterion => "criterion",
        RowRole::More => "more",
        RowRole::Total => "total",
        RowRole::Note => "note",
        RowRole::Ignored => "ignored",
    }
}
