//! A form with one of everything, and whatever a person can do to it.

use crate::kit::*;
use assessment::Id;
use assessment::answers::{
    Amounts, Answer, Attachment, Deficiency, Evidence, EvidenceKind, FileName, Remedy, RemedyStatus, Severity, Stamp,
    Value,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::HashSet;
use ziping::state::{Action, Change, State, VERSION, apply, parse_field, read_total};

/// Every kind of scale, of measure, of table, of profile field and of role; two raters; what applies only sometimes.
pub const EVERY: &str = r#"{ "format": 1, "id": "every", "version": "1", "status": "draft", "title": "Every",
    "uses": ["change", "checklist-points", "compared", "deductions-beyond", "dont-know", "each-subject", "entries", "level-clauses", "level-ranges", "piecewise-tables", "pool", "profile-table", "reached", "tiers"],
    "profile": [
        { "id": "school", "label": "School", "kind": "text", "subject": true },
        { "id": "classes", "label": "Classes", "kind": "number", "min": 0, "max": 200 },
        { "id": "area", "label": "Area", "kind": "number", "step": 0.01 },
        { "id": "teachers", "label": "Teachers", "kind": "text", "repeating": true },
        { "id": "stage", "label": "Stage", "kind": "choice", "options": [
            { "id": "primary", "label": "Primary" }, { "id": "middle", "label": "Middle" }] },
        { "id": "grades", "label": "Grades", "kind": "table", "rows": [{ "id": "one", "label": "1" }, { "id": "two", "label": "2" }],
            "columns": [{ "id": "classes", "label": "Classes", "min": 0 }] },
        { "id": "sites", "label": "Sites", "kind": "subjects" },
        { "id": "founded", "label": "Founded", "kind": "date" },
        { "id": "motto", "label": "Motto", "kind": "long-text" }],
    "roles": [{ "id": "head", "label": "Head" }, { "id": "members", "label": "Members", "repeating": true }],
    "raters": [{ "id": "self", "label": "Self" }, { "id": "bureau", "label": "Bureau" }],
    "sections": [
        { "id": "a", "title": "A",
          "criteria": [
            { "id": "p", "text": "P", "scale": { "kind": "points", "max": 8, "step": 0.5, "measured": {
                "quantity": { "kind": "number", "label": "N" }, "table": { "kind": "each", "each": 1, "most": 8 } } } },
            { "id": "l", "text": "L", "dontKnow": true, "scale": { "kind": "levels", "levels": [
                { "id": "top", "label": "Top", "points": 2, "clauses": [{ "id": "one", "label": "1" }] }, { "id": "low", "label": "Low", "points": 0 }] } }],
          "sections": [
            { "id": "b", "title": "B", "criteria": [
                { "id": "y", "text": "Y", "scale": { "kind": "yes-no", "points": 5, "partial": 2 } },
                { "id": "n", "text": "N", "scale": { "kind": "comment" } }] }] },
        { "id": "c", "title": "C", "criteria": [{ "id": "v", "text": "V", "scale": { "kind": "yes-no" } }] },
        { "id": "d", "title": "D", "appliesIf": { "kind": "is", "field": "stage", "any": ["primary"] }, "criteria": [
            { "id": "q", "text": "Q", "scale": { "kind": "parts", "parts": [
                { "id": "one", "label": "1", "max": 2 }, { "id": "two", "label": "2", "max": 3, "step": 0.5, "appliesIf": { "kind": "at-least",
                    "of": { "kind": "field", "field": "classes" }, "atLeast": { "kind": "number", "value": 5 } } }] } },
            { "id": "k", "text": "K", "scale": { "kind": "checklist",
                "items": [{ "id": "one", "label": "1" }, { "id": "two", "label": "2" }], "steps": [{ "atLeast": 2, "points": 3 }] } },
            { "id": "x", "text": "X", "scale": { "kind": "deductions", "max": 4, "findings": [{ "id": "one", "label": "1", "each": 0.5 }] } }] },
        { "id": "e", "title": "E", "criteria": [
            { "id": "m1", "text": "M", "scale": { "kind": "measure", "quantity": { "kind": "number", "label": "N" },
                "table": { "kind": "steps", "steps": [{ "atLeast": 5, "points": 2 }, { "atLeast": 1, "points": 1 }] } } },
            { "id": "m2", "text": "M", "scale": { "kind": "measure", "quantity": { "kind": "number", "label": "N" },
                "table": { "kind": "lower-is-better", "steps": [{ "atMost": 1, "points": 2 }] } } },
            { "id": "m3", "text": "M", "scale": { "kind": "measure", "quantity": { "kind": "number", "label": "N" },
                "table": { "kind": "ranges", "ranges": [{ "from": 1, "to": 3, "points": 2 }] } } },
            { "id": "m4", "text": "M", "scale": { "kind": "measure",
                "quantity": { "kind": "ratio", "numerator": { "label": "N" }, "denominator": { "label": "D" } },
                "table": { "kind": "linear", "from": 0, "to": 100, "points": 2 } } },
            { "id": "m7", "text": "M", "scale": { "kind": "measure",
                "quantity": { "kind": "change", "now": { "label": "N" }, "before": { "label": "B" } },
                "table": { "kind": "target", "target": 0, "points": 2, "above": { "each": -1 } } } },
            { "id": "m5", "text": "M", "scale": { "kind": "measure", "quantity": { "kind": "number", "label": "N", "step": 0.5 },
                "table": { "kind": "target", "target": 2, "points": 2, "below": { "each": -1, "part": "whole" } } } },
            { "id": "m6", "text": "M", "scale": { "kind": "measure", "quantity": { "kind": "number", "label": "N", "step": 0.5 },
                "table": { "kind": "knots", "knots": [{ "at": 0, "points": 0 }, { "at": 2, "points": 2 }] } } },
            { "id": "o", "text": "O", "scale": { "kind": "each", "of": "sites", "scale": { "kind": "points", "max": 5 } } },
            { "id": "g", "text": "G", "scale": { "kind": "measure", "quantity": { "kind": "compared", "to": "mean", "number": { "label": "N" } },
                "table": { "kind": "linear", "from": 0, "to": 100, "points": 2 } } },
            { "id": "r", "text": "R", "scale": { "kind": "levels", "step": 0.5, "levels": [
                { "id": "good", "label": "Good", "from": 5, "to": 8 }, { "id": "fair", "label": "Fair", "from": 0, "to": 2 }] } },
            { "id": "h", "text": "H", "scale": { "kind": "checklist", "combine": "max", "items": [
                { "id": "one", "label": "1", "points": 2 }, { "id": "two", "label": "2", "points": 1 }] } },
            { "id": "b", "text": "B", "scale": { "kind": "deductions", "max": 2, "exhausted": 3, "findings": [
                { "id": "one", "label": "1", "each": 1 }, { "id": "two", "label": "2", "all": true, "beyond": 5 }] } }] },
        { "id": "g", "title": "G", "criteria": [
            { "id": "e", "text": "E", "scale": { "kind": "entries", "each": 2, "most": 9, "proof": true, "factors": [
                { "id": "level", "label": "Level", "options": [{ "id": "high", "label": "High", "value": 1.5 }] },
                { "id": "hours", "label": "Hours", "max": 9, "step": 0.5 }] } },
            { "id": "j", "text": "J", "scale": { "kind": "measure", "quantity": { "kind": "reached", "rows": [
                { "id": "one", "number": { "label": "1" }, "atLeast": 1 }, { "id": "two", "number": { "label": "2", "step": 0.5 }, "atLeast": 1 }] },
                "table": { "kind": "each", "each": 1, "most": 2 } } },
            { "id": "i", "text": "I", "scale": { "kind": "tiers", "tiers": [
                { "id": "high", "label": "High", "points": 4, "clauses": [{ "id": "one", "label": "1" }] },
                { "id": "low", "label": "Low", "points": 2, "clauses": [{ "id": "two", "label": "2" }] }] } }] },
        { "id": "f", "title": "F", "starts": 6, "criteria": [
            { "id": "t1", "text": "T", "scale": { "kind": "deductions", "findings": [{ "id": "one", "label": "1", "each": 0.5 }] } },
            { "id": "t2", "text": "T", "scale": { "kind": "deductions", "findings": [{ "id": "one", "label": "1", "each": 5 }] } }] }],
    "rules": { "notApplicable": {}, "claimedTotal": true, "problems": { "owner": true, "due": true },
        "gates": [{ "kind": "veto", "criterion": "v", "when": "yes", "grade": "fail" }] },
    "grades": { "bands": [{ "id": "pass", "label": "Pass", "atLeast": 9 }, { "id": "fail", "label": "Fail", "atLeast": 0 }] } }"#;

/// The criteria with the names of their amounts, and one that the rubric does not have.
pub const CRITERIA: &[(&str, &[&str])] = &[
    ("p", &["value"]),
    ("l", &["one"]),
    ("y", &[]),
    ("n", &[]),
    ("v", &[]),
    ("q", &["one", "two"]),
    ("k", &["one", "two"]),
    ("x", &["one"]),
    ("m1", &["value"]),
    ("m2", &["value"]),
    ("m3", &["value"]),
    ("m4", &["numerator", "denominator"]),
    ("m7", &["now", "before"]),
    ("m5", &["value"]),
    ("m6", &["value"]),
    ("o", &["1.points", "2.points"]),
    ("g", &["value", "mean"]),
    ("r", &[]),
    ("h", &["one", "two"]),
    ("b", &["one", "two"]),
    ("e", &["count", "1.hours", "2.hours"]),
    ("i", &["one", "two"]),
    ("j", &["one", "two"]),
    ("t1", &["one"]),
    ("t2", &["one"]),
    ("ghost", &["value"]),
];

/// A blank form of it.
pub fn every() -> State {
    blank(EVERY)
}

/// Texts that are easily spoilt on the way.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(vec!["", "甲", "<b>", "**", "\u{2028}", "\"\\", "7。5", "9", "a\nb", "\u{0}", " "]).prop_map(str::to_owned),
        1 => ".{0,4}",
    ]
}

/// A day, or what stands in its place.
fn day() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec!["", "2026-11-23", "2026-02-30"]).prop_map(str::to_owned),
        text()
    ]
}

fn any_answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        3 => (-1..18_i32).prop_map(|halves| points(&format!("{}{}.{}", if halves < 0 { "-" } else { "" }, halves.abs() / 2, halves.abs() % 2 * 5))),
        2 => select(vec!["top", "low", "none"]).prop_map(level),
        3 => select(vec![Answer::Yes, Answer::Partial, Answer::No, Answer::NotApplicable, Answer::DontKnow]),
        1 => text().prop_map(|text| Answer::Comment(text.as_str().into())),
    ]
}

fn criterion() -> impl Strategy<Value = &'static str> {
    let ids: Vec<_> = CRITERIA.iter().map(|(id, _)| *id).collect();
    prop_oneof![1 => Just("p"), 4 => select(ids)]
}

/// The amounts at a criterion, of which it may take all, and what was refused in their places.
fn amounts() -> impl Strategy<Value = Change> {
    let amount = || select(vec!["0", "1", "1", "2", "0.5", "1000000"]);
    let texts = (of(select(vec!["high", "none"])), of(text()));
    (criterion(), of(amount()), of(amount()), of(text()), texts).prop_map(|(criterion, first, second, typed, texts)| {
        let names = CRITERIA
            .iter()
            .find(|(known, _)| *known == criterion)
            .map_or(&[][..], |(_, names)| names);
        let taken = names.iter().zip([first, second]);
        let taken = taken.filter_map(|(name, amount)| Some((id(name), amount?.parse().expect("a decimal"))));
        let (option, name) = texts;
        let texts = [
            ("1.level", option.map(str::to_owned)),
            ("2.name", name.clone()),
            ("2.proof", name),
        ];
        let texts = texts.into_iter().filter(|_| criterion == "e");
        let texts = texts.filter_map(|(name, text)| Some((id(name), text?.as_str().into())));
        let refused = typed.map(|typed| (id(names.last().unwrap_or(&"value")), typed.as_str().into()));
        Change::Amounts {
            criterion: id(criterion),
            amounts: Amounts {
                taken: std::rc::Rc::new(taken.collect()),
                texts: std::rc::Rc::new(texts.collect()),
                refused: std::rc::Rc::new(refused.into_iter().collect()),
            },
        }
    })
}

fn file_name() -> impl Strategy<Value = FileName> {
    (text(), 0..3_u32, select(vec!["", "ab", "cd"])).prop_map(|(name, size, sha256)| FileName {
        name: name.as_str().into(),
        size,
        sha256: sha256.into(),
    })
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let file = (file_name(), select(vec!["", "image/jpeg"]), of(file_name()));
    let file = file.prop_map(|(kept, kind, original)| Attachment {
        kept,
        kind: kind.into(),
        original,
    });
    (text(), select(EvidenceKind::ALL), text(), day(), of(file)).prop_map(|(name, kind, reference, date, file)| {
        Evidence {
            name: name.as_str().into(),
            kind,
            reference: reference.as_str().into(),
            date: date.as_str().into(),
            file: file.map(Into::into),
        }
    })
}

fn problem() -> impl Strategy<Value = Deficiency> {
    let remedy = (text(), text(), day(), select(RemedyStatus::ALL), day());
    let remedy = remedy.prop_map(|(text, owner, due, status, done)| Remedy {
        text: text.as_str().into(),
        owner: owner.as_str().into(),
        due: due.as_str().into(),
        status,
        done: done.as_str().into(),
    });
    (text(), text(), select(Severity::ALL), remedy).prop_map(|(text, category, severity, remedy)| Deficiency {
        text: text.as_str().into(),
        category: category.as_str().into(),
        severity,
        remedy,
    })
}

fn field() -> impl Strategy<Value = Change> {
    let field = select(vec![
        "school",
        "classes",
        "area",
        "teachers",
        "stage",
        "stage",
        "grades.one.classes",
        "grades",
        "sites",
        "founded",
        "motto",
        "ghost",
    ]);
    let typed =
        prop_oneof![1 => select(vec!["primary", "middle", "2026-11-23", "12"]).prop_map(str::to_owned), 2 => text()];
    (field, typed).prop_map(|(field, text)| {
        let rubric = rubric(EVERY);
        let known = rubric.profile.iter().find(|known| &*known.id == field);
        let value = known.map_or_else(|| Some(Value::Text("x".into())), |known| parse_field(known, &text));
        profile(field, value)
    })
}

/// A change of one place.
fn one_place() -> impl Strategy<Value = Change> {
    prop_oneof![
        6 => (criterion(), of(any_answer()), of(text()))
            .prop_map(|(criterion, answer, refused)| typed(criterion, answer, refused.as_deref())),
        3 => amounts(),
        1 => (criterion(), vec(evidence(), 0..3)).prop_map(|(criterion, evidence)| Change::Evidence { criterion: id(criterion), evidence }),
        1 => (criterion(), vec(problem(), 0..3)).prop_map(|(criterion, problems)| Change::Problems { criterion: id(criterion), problems }),
        // An entry that was answered for the rubric's own version is not carried.
        1 => (criterion(), of(select(vec!["0", "", "版"]))).prop_map(|(criterion, version)| Change::Carried {
            criterion: id(criterion),
            version: version.map(Into::into),
        }),
        1 => (criterion(), text()).prop_map(|(criterion, text)| reason(criterion, &text)),
        1 => (criterion(), text()).prop_map(|(criterion, text)| note(criterion, &text)),
        1 => (select(vec!["", "a", "b", "c", "ghost"]), text()).prop_map(|(section, text)| narrative(section, &text)),
        2 => field(),
        1 => (select(vec!["head", "members", "ghost"]), vec(text(), 0..3))
            .prop_map(|(name, names)| role(name, &names.iter().map(String::as_str).collect::<Vec<_>>())),
        1 => text().prop_map(|text| Change::Period(text.as_str().into())),
        1 => day().prop_map(|text| Change::Date(text.as_str().into())),
        1 => select(vec!["", "0", "9.5", "100"]).prop_map(|text| Change::ClaimedTotal(read_total(text))),
    ]
}

/// Where a change is made.
fn place(change: &Change) -> Id {
    match change {
        Change::Answer { criterion, .. }
        | Change::Amounts { criterion, .. }
        | Change::Evidence { criterion, .. }
        | Change::Problems { criterion, .. }
        | Change::Carried { criterion, .. }
        | Change::Reason { criterion, .. }
        | Change::Note { criterion, .. } => criterion.clone(),
        Change::Narrative { section, .. } => section.clone(),
        Change::Profile { field, .. } => field.clone(),
        Change::Role { role, .. } => role.clone(),
        Change::Period(_) => id("the-period"),
        Change::Date(_) => id("the-date"),
        Change::ClaimedTotal(_) => id("the-total"),
        Change::Record(_) | Change::Several(_) => id("the-whole"),
    }
}

/// Changes of different places.
fn apart() -> impl Strategy<Value = Vec<Change>> {
    vec(one_place(), 0..6).prop_map(|changes| {
        let mut seen = HashSet::new();
        changes
            .into_iter()
            .filter(|change| seen.insert(place(change)))
            .collect()
    })
}

/// The text of a record, or of none.
fn record() -> impl Strategy<Value = String> {
    let filled = vec((one_place(), rater()), 0..6).prop_map(|changes| {
        let state = changes.into_iter().fold(every(), |state, (change, rater)| {
            let action = Action {
                rater: rater.into(),
                ..action(change)
            };
            apply(&state, &action).map_or(state, |done| done.state)
        });
        state.record.to_text(&state.rubric)
    });
    prop_oneof![8 => filled, 1 => text()]
}

fn rater() -> impl Strategy<Value = &'static str> {
    prop_oneof![6 => Just("self"), 2 => Just("bureau"), 1 => Just("ghost")]
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        20 => one_place(),
        1 => apart().prop_map(Change::Several),
        1 => record().prop_map(|text| Change::Record(text.as_str().into())),
    ]
}

/// Whatever a person does one after the other, at times that go back and forth.
pub fn actions() -> impl Strategy<Value = Vec<Action>> {
    let action = (change(), rater(), 0..3_u8).prop_map(|(change, rater, hour)| Action {
        version: VERSION,
        rater: rater.into(),
        change,
        stamp: Stamp {
            time: format!("2026-11-23T1{hour}:00:00Z").as_str().into(),
            ..stamp()
        },
    });
    vec(action, 0..24)
}
