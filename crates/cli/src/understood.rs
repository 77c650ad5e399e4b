//! What was understood of a document, as JSON: sections and criteria with their points and places, and what became of each row.

use crate::{doubts, json};
use assessment::json::{Node, Value};
use assessment::points::Decimal;
use office::document::Document;
use office::draft::{Criterion, Draft, Place, Section};

/// Returns the sections with their sums and criteria.
pub fn sections(draft: &Draft, document: &Document) -> Node {
    json::list(draft.sections.iter().map(|part| section(part, document)))
}

/// Returns what became of each row and paragraph.
pub fn rows(draft: &Draft, document: &Document) -> Node {
    json::list(
        draft
            .became
            .iter()
            .map(|(at, became)| Node::object([place(*at, document), ("became", json::text(json::code(became)))])),
    )
}

fn section(section: &Section, document: &Document) -> Node {
    let counts = match () {
        () if section.bonus => "bonus",
        () if section.penalty => "penalty",
        () if section.counts() => "base",
        () => "none",
    };
    let mut members = vec![
        ("label", optional(section.label.as_deref())),
        ("title", json::text(&section.title)),
        ("points", amount(section.sum())),
    ];
    members.extend(section.declared.map(|declared| ("stated", amount(declared))));
    members.push(("counts", json::text(counts)));
    members.extend(section.place.map(|at| place(at, document)));
    let criteria = section.criteria.iter().map(|part| criterion(part, document));
    members.push(("criteria", json::list(criteria)));
    let inner = section.sections.iter().map(|part| self::section(part, document));
    members.push(("sections", json::list(inner)));
    Node::object(members)
}

fn criterion(criterion: &Criterion, document: &Document) -> Node {
    let mut members = vec![
        ("label", optional(criterion.label.as_deref())),
        ("text", json::text(&criterion.text)),
    ];
    members.extend(criterion.points.map(|points| ("points", amount(points))));
    members.push(("rule", json::text(json::code(&criterion.rule))));
    members.push(("bonus", json::flag(criterion.bonus)));
    members.extend(criterion.own.map(|own| ("own", amount(own))));
    members.push(place(criterion.place, document));
    Node::object(members)
}

fn place(place: Place, document: &Document) -> (&'static str, Node) {
    ("place", json::text(doubts::described(place, document)))
}

/// An amount is a text, as in verdicts: no program rounds it.
fn amount(amount: Decimal) -> Node {
    json::text(amount.to_string())
}

fn optional(text: Option<&str>) -> Node {
    text.map_or(Node::new(Value::Null), json::text)
}
