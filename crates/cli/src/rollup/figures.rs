//! Figures as JSON. Decimals are texts, because a number of JSON is read as floating point.

use crate::json;
use assessment::json::Node;
use assessment::points::Decimal;
use rollup::figures::{CriterionFigures, PartFigures, Share, Totals};
use rollup::{Figures, Layout};

/// A count.
pub fn count(count: impl ToString) -> Node {
    Node::number(count)
}

/// A decimal as text; `null` where there is none.
pub fn decimal(decimal: Option<Decimal>) -> Node {
    decimal.map_or(Node::new(assessment::json::Value::Null), |decimal| {
        json::text(decimal.to_string())
    })
}

/// All figures.
pub fn tree(layout: &Layout, figures: &Figures) -> Node {
    let grades = layout.grades.iter().zip(&figures.grades);
    let sections = layout.sections.iter().zip(&figures.sections);
    let criteria = layout.criteria.iter().zip(&figures.criteria);
    Node::object([
        ("records", count(figures.records)),
        ("findings", count(figures.findings)),
        ("totals", totals(&figures.totals)),
        (
            "grades",
            json::list(grades.map(|(id, of)| Node::object([("id", json::text(id))].into_iter().chain(share(of))))),
        ),
        ("withoutGrade", Node::object(share(&figures.without_grade))),
        (
            "sections",
            json::list(
                sections
                    .map(|(section, of)| Node::object([("id", json::text(&*section.id))].into_iter().chain(part(of)))),
            ),
        ),
        (
            "criteria",
            json::list(criteria.map(|(criterion, of)| {
                Node::object([("id", json::text(&*criterion.id))].into_iter().chain(answers(of)))
            })),
        ),
    ])
}

/// The figures of final totals.
pub fn totals(totals: &Totals) -> Node {
    Node::object([
        ("count", count(totals.count)),
        ("mean", decimal(totals.mean)),
        ("median", decimal(totals.median)),
        ("deviation", decimal(totals.deviation)),
        ("highest", decimal(totals.highest)),
        ("lowest", decimal(totals.lowest)),
        ("rate", decimal(totals.rate)),
    ])
}

fn share(share: &Share) -> [(&'static str, Node); 2] {
    [("count", count(share.count)), ("percent", decimal(share.percent))]
}

fn part(part: &PartFigures) -> [(&'static str, Node); 4] {
    [
        ("count", count(part.count)),
        ("mean", decimal(part.mean)),
        ("rate", decimal(part.rate)),
        ("lost", decimal(Some(part.lost))),
    ]
}

fn answers(figures: &CriterionFigures) -> impl Iterator<Item = (&'static str, Node)> {
    part(&figures.part).into_iter().chain([
        ("losing", count(figures.losing)),
        ("notApplicable", count(figures.not_applicable)),
        ("dontKnow", count(figures.dont_know)),
        ("open", count(figures.open)),
    ])
}
