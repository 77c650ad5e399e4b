//! A document that was filled in, as a record of its rubric.

use assessment::json::{Node, Value};
use assessment::points::Decimal;
use std::collections::BTreeMap;

/// The score that a document has for a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnScore {
    /// The id of the criterion.
    pub criterion: String,
    /// The points.
    pub points: Decimal,
    /// What is written beside them.
    pub note: Option<String>,
}

/// Returns the record with these scores, as JSON of format 1, and the ids of the criteria whose scale cannot have their score. `id` is
/// the id of the record. A score that a scale cannot have is told in the note of its criterion.
pub fn record(rubric: &Node, scores: &[OwnScore], id: &str) -> (Node, Vec<String>) {
    let criteria = criteria(rubric);
    let mut refused = Vec::new();
    let entries = scores.iter().filter_map(|score| {
        let scale = criteria.get(&*score.criterion)?.get("scale");
        let mut members = Vec::new();
        let answer = scale.and_then(|scale| answer(scale, score.points));
        let mut note = score.note.clone();
        match answer {
            Some((key, answer)) => members.push((key, answer)),
            None => {
                refused.push(score.criterion.clone());
                let points = score.points.to_string();
                note = Some(note.map_or(points.clone(), |note| format!("{points}; {note}")));
            }
        }
        members.extend(note.map(|note| ("note", Node::text(note))));
        Some((score.criterion.clone(), Node::object(members)))
    });
    let answers = Node::object(entries.collect::<Vec<_>>());
    let known = |key: &str| rubric.get(key).cloned().unwrap_or_else(|| Node::text("1"));
    let record = Node::object([
        ("format", Node::number(1)),
        ("kind", Node::text("ziping-record")),
        ("id", Node::text(id)),
        ("revision", Node::number(1)),
        (
            "rubric",
            Node::object([("id", known("id")), ("version", known("version"))]),
        ),
        ("answers", Node::object([("self", answers)])),
    ]);
    (record, refused)
}

/// Returns the scores that the scale of their criterion cannot have. A score of a criterion that the rubric does not have is none of them.
pub fn refused<'s>(rubric: &Node, scores: &'s [OwnScore]) -> Vec<&'s OwnScore> {
    let criteria = criteria(rubric);
    let is_refused = |score: &&OwnScore| {
        criteria.get(&*score.criterion).is_some_and(|criterion| {
            let scale = criterion.get("scale");
            scale.and_then(|scale| answer(scale, score.points)).is_none()
        })
    };
    scores.iter().filter(is_refused).collect()
}

fn criteria(rubric: &Node) -> BTreeMap<&str, &Node> {
    let mut criteria = BTreeMap::new();
    collect(rubric, &mut criteria);
    criteria
}

fn collect<'n>(node: &'n Node, criteria: &mut BTreeMap<&'n str, &'n Node>) {
    for criterion in list(node, "criteria") {
        criteria.extend(string(criterion, "id").map(|id| (id, criterion)));
    }
    list(node, "sections")
        .iter()
        .for_each(|section| collect(section, criteria));
}

fn list<'n>(node: &'n Node, key: &str) -> &'n [Node] {
    match node.get(key).map(|node| &node.value) {
        Some(Value::Array(items)) => items,
        _ => &[],
    }
}

fn string<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    match &node.get(key)?.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn number(node: &Node, key: &str) -> Option<Decimal> {
    match &node.get(key)?.value {
        Value::Number(token) => token.parse().ok(),
        _ => None,
    }
}

/// Returns the member of the entry that earns these points: its key and its value.
fn answer(scale: &Node, points: Decimal) -> Option<(&'static str, Node)> {
    let of_kind = |kind: &str, key: &'static str, value: Node| {
        let answer = Node::object([("kind", Node::text(kind)), (key, value)]);
        Some(("answer", answer))
    };
    match string(scale, "kind")? {
        "points" => {
            let min = number(scale, "min").unwrap_or_default();
            let step = number(scale, "step").unwrap_or(Decimal::whole(1));
            let fits = min <= points && points <= number(scale, "max")? && points.on_step(min, step);
            fits.then(|| of_kind("points", "points", Node::number(points)))?
        }
        "levels" => {
            let levels = list(scale, "levels");
            let exact = levels.iter().find(|level| number(level, "points") == Some(points));
            if let Some(level) = exact {
                return of_kind("level", "level", level.get("id")?.clone());
            }
            let bounds = |level: &Node| Some(number(level, "from")?..=number(level, "to")?);
            let is_within = |level: &Node| bounds(level).is_some_and(|bounds| bounds.contains(&points));
            let step = number(scale, "step").unwrap_or(Decimal::whole(1));
            let within = levels.iter().find(|level| is_within(level))?;
            points
                .on_step(number(within, "from")?, step)
                .then(|| of_kind("points", "points", Node::number(points)))?
        }
        "yes-no" => {
            let all = number(scale, "points")?;
            let is_right = string(scale, "right").unwrap_or("yes") == "yes";
            let value = if points == all {
                if is_right { "yes" } else { "no" }
            } else if points == Decimal::default() {
                if is_right { "no" } else { "yes" }
            } else if Some(points) == number(scale, "partial") {
                "partial"
            } else {
                return None;
            };
            of_kind("yes-no", "value", Node::text(value))
        }
        "deductions" => {
            let [finding] = list(scale, "findings") else {
                return None;
            };
            let (max, each) = (number(scale, "max")?, number(finding, "each")?);
            // The count is what all but the points left make; a score of 0 says only that it was enough.
            let lost = (max - points).ten_thousandths();
            let each = each.ten_thousandths().max(i64::from(lost == 0));
            if each <= 0 || lost < 0 {
                return None;
            }
            let is_whole = lost % each == 0;
            let count = lost / each + i64::from(!is_whole);
            if !is_whole && points != Decimal::ZERO || count > 10_000 {
                return None;
            }
            let count = Decimal::whole(i32::try_from(count).ok()?);
            let amounts = Node::object([(string(finding, "id")?.to_owned(), Node::number(count))]);
            Some(("amounts", amounts))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use assessment::json::{canonical, parse};

    #[test]
    fn a_score_is_the_answer_that_earns_it() {
        let levels = r#"{"kind":"levels","levels":[{"id":"a","points":4},{"id":"b","points":2}]}"#;
        let ranges = r#"{"kind":"levels","step":0.5,"levels":[{"id":"a","from":4,"to":5},{"id":"b","from":1,"to":2}]}"#;
        let no = r#"{"kind":"yes-no","points":3,"partial":1,"right":"no"}"#;
        let found = r#"{"kind":"deductions","max":5,"findings":[{"id":"f","each":0.5}]}"#;
        // Two findings lose more than there is.
        let thirds = r#"{"kind":"deductions","max":5,"findings":[{"id":"f","each":3}]}"#;
        let nothing = r#"{"kind":"deductions","max":5,"findings":[{"id":"f","each":0}]}"#;
        let each = r#"{"kind":"measure","table":{"kind":"each","each":1,"most":5}}"#;
        let cases = [
            (
                r#"{"kind":"points","max":5}"#,
                "4",
                r#"{"answer":{"kind":"points","points":4}}"#,
            ),
            (r#"{"kind":"points","max":5}"#, "4.5", r#"{"note":"4.5"}"#),
            (
                r#"{"kind":"points","max":5,"step":0.5}"#,
                "4.5",
                r#"{"answer":{"kind":"points","points":4.5}}"#,
            ),
            (r#"{"kind":"points","max":5}"#, "6", r#"{"note":"6"}"#),
            (levels, "2", r#"{"answer":{"kind":"level","level":"b"}}"#),
            (levels, "3", r#"{"note":"3"}"#),
            (ranges, "4.5", r#"{"answer":{"kind":"points","points":4.5}}"#),
            (ranges, "3", r#"{"note":"3"}"#),
            (no, "3", r#"{"answer":{"kind":"yes-no","value":"no"}}"#),
            (no, "1", r#"{"answer":{"kind":"yes-no","value":"partial"}}"#),
            (no, "0", r#"{"answer":{"kind":"yes-no","value":"yes"}}"#),
            (no, "2", r#"{"note":"2"}"#),
            (found, "3.5", r#"{"amounts":{"f":3}}"#),
            (found, "0", r#"{"amounts":{"f":10}}"#),
            (found, "3.3", r#"{"note":"3.3"}"#),
            (thirds, "0", r#"{"amounts":{"f":2}}"#),
            (thirds, "2", r#"{"amounts":{"f":1}}"#),
            (thirds, "1", r#"{"note":"1"}"#),
            (nothing, "5", r#"{"amounts":{"f":0}}"#),
            (nothing, "4", r#"{"note":"4"}"#),
            (each, "3", r#"{"note":"3"}"#),
        ];
        for (scale, points, expected) in cases {
            let source =
                format!(r#"{{"id":"r","version":"1","sections":[{{"criteria":[{{"id":"c","scale":{scale}}}]}}]}}"#);
            let rubric = parse(&source).unwrap();
            let score = OwnScore {
                criterion: "c".to_owned(),
                points: points.parse().unwrap(),
                note: None,
            };
            let scores = [score];
            let (record, refused) = record(&rubric, &scores, "1");
            let aside = super::refused(&rubric, &scores);
            assert_eq!(
                aside.iter().map(|score| &score.criterion).collect::<Vec<_>>(),
                refused.iter().collect::<Vec<_>>()
            );
            let entry = record.get("answers").and_then(|all| all.get("self")?.get("c")).unwrap();
            assert_eq!(canonical(entry, &|_| true), expected, "{scale} {points}");
            assert_eq!(refused.is_empty(), !expected.contains("note"), "{scale} {points}");
        }
    }
}
