//! The states that are drawn.

use crate::kit::*;
use assessment::answers::{Amounts, Answer, Deficiency, Evidence, Remedy, Value};
use assessment::points::Decimal;
use assessment::rubric::scale::OfOne;
use assessment::rubric::{FieldKind, Part, Rubric, Scale};
use std::rc::Rc;
use ziping::state::{Change, DraftMeta, OpenRequest, Recovered, Workspace};

/// A state to draw.
pub struct Drawn {
    pub workspace: fn() -> Workspace,
    /// Whether the form is in a host page.
    pub hosted: bool,
}

pub struct States;

impl States {
    /// Every state, with the name of its files.
    pub fn all() -> Vec<(&'static str, Drawn)> {
        let on_page = |workspace| Drawn {
            workspace,
            hosted: false,
        };
        vec![
            ("start", on_page(start)),
            ("school-blank", on_page(|| begun(&shipped("school-pe")))),
            ("school-begun", on_page(school_begun)),
            ("refused", on_page(refused)),
            ("not-applicable", on_page(not_applicable)),
            ("problem", on_page(problem)),
            ("scales", on_page(|| begun(&shipped("every-convention")))),
            ("working", on_page(working)),
            ("wrong-file", on_page(wrong_file)),
            ("never-copied", on_page(never_copied)),
            (
                "embedded",
                Drawn {
                    workspace: || begun(SMALL),
                    hosted: true,
                },
            ),
        ]
    }
}

fn workspace(sources: &[&str]) -> Workspace {
    let sources = sources.iter().map(|source| Rc::from(*source));
    Workspace::new(sources, "fresh".into(), "2026-11-23".into())
}

/// A blank form.
pub fn begun(source: &str) -> Workspace {
    workspace(&[source])
}

/// A form after these changes.
fn after(source: &str, changes: impl IntoIterator<Item = Change>) -> Workspace {
    let mut workspace = begun(source);
    let session = workspace.session.as_mut().expect("an open form");
    for change in changes {
        does(session, change);
    }
    workspace
}

/// The start page of two rubrics.
fn start() -> Workspace {
    workspace(&[&shipped("school-pe"), &shipped("class-stars")])
}

/// 4 of 4 at the first item, 1 of 2 at the second.
fn school_begun() -> Workspace {
    after(
        &shipped("school-pe"),
        [answer("pe-01", points("4")), answer("pe-02", points("1"))],
    )
}

fn refused() -> Workspace {
    after(SMALL, [typed("p", None, Some("9"))])
}

/// Two sites, one without a name and one that was removed between them, and sections whose points are not the plain sum: each says
/// how they came about. By hand: section 1 (6 + 8) ÷ 2 = 7; section 2 7.5 ÷ 10 × 20 = 15; section 3 40 − 54 = −14, so 0.
fn working() -> Workspace {
    let amounts = |criterion: &str, amounts: &[(&str, i32)]| Change::Amounts {
        criterion: id(criterion),
        amounts: Amounts {
            taken: Rc::new(
                amounts
                    .iter()
                    .map(|(name, points)| (id(name), Decimal::whole(*points)))
                    .collect(),
            ),
            ..Amounts::default()
        },
    };
    after(
        WORKING,
        [
            Change::Profile {
                field: id("sites"),
                value: Some(Value::Many(vec!["Gate".into(), "".into(), " ".into()])),
            },
            amounts("a", &[("1.points", 4), ("3.points", 3)]),
            amounts("b", &[("1.points", 2), ("3.points", 5)]),
            amounts("w", &[("1.points", 10), ("3.points", 5)]),
            amounts("d", &[("found", 54)]),
        ],
    )
}

const WORKING: &str = r#"{
  "format": 1, "id": "working", "version": "1", "status": "sample", "title": "Working",
  "uses": ["each-subject", "pool"],
  "profile": [{ "id": "sites", "label": "Sites", "kind": "subjects" }],
  "sections": [
    { "id": "one", "title": "One", "each": { "combine": "mean" }, "criteria": [
      { "id": "a", "text": "A", "scale": { "kind": "each", "of": "sites", "scale": { "kind": "points", "max": 5 } } },
      { "id": "b", "text": "B", "scale": { "kind": "each", "of": "sites", "scale": { "kind": "points", "max": 5 } } }
    ] },
    { "id": "two", "title": "Two", "criteria": [
      { "id": "w", "text": "W", "weight": 20, "scale": { "kind": "each", "of": "sites", "scale": { "kind": "points", "max": 10 } } }
    ] },
    { "id": "three", "title": "Three", "starts": 40, "criteria": [
      { "id": "d", "text": "D", "scale": { "kind": "deductions", "findings": [{ "id": "found", "label": "Found", "each": 1 }] } }
    ] }
  ]
}"#;

fn not_applicable() -> Workspace {
    after(SMALL, [answer("p", Answer::NotApplicable), reason("p", "No such room")])
}

fn problem() -> Workspace {
    let mut rubric = SMALL.to_owned();
    rubric = rubric.replace(r#""rules": {"#, r#""rules": { "problems": {},"#);
    let found = Deficiency {
        text: "Nets are torn".into(),
        remedy: Remedy {
            text: "Buy nets".into(),
            owner: "Ms Lin".into(),
            due: "2026-12-01".into(),
            ..Remedy::default()
        },
        ..Deficiency::default()
    };
    after(
        &rubric,
        [
            answer("p", points("6.5")),
            Change::Problems {
                criterion: id("p"),
                problems: vec![found],
            },
        ],
    )
}

/// A draft of nine days, of which no copy was made.
fn never_copied() -> Workspace {
    let mut workspace = school_begun();
    let session = workspace.session.take().expect("an open form");
    let meta = DraftMeta {
        begun: "2026-11-14T08:00:00Z".into(),
        ..DraftMeta::of(&session, &["zh-CN", "en"], "2026-11-22T08:00:00Z")
    };
    workspace.restore(
        meta,
        Recovered {
            session,
            lost_steps: 0,
            lost_state: false,
        },
    );
    workspace
}

fn wrong_file() -> Workspace {
    let mut workspace = start();
    workspace.open(OpenRequest {
        name: "plan.json".into(),
        text: r#"{ "format": 1, "id": "x y", "title": "X" }"#.into(),
        fresh: "next".into(),
    });
    workspace
}

/// A form with something at every criterion, in every field of the profile and in every role.
pub fn filled(source: &str) -> Workspace {
    let mut workspace = begun(source);
    let session = workspace.session.as_mut().expect("an open form");
    let rubric = session.state.rubric.clone();
    let mut changes = vec![Change::Period("2026".into()), Change::Date("2026-11-23".into())];
    for field in &rubric.profile {
        let value = match field.kind {
            FieldKind::Number => Value::Number(field.min.unwrap_or(Decimal::ONE)),
            FieldKind::Choice => Value::Text(field.options[0].id.shared()),
            FieldKind::Date => Value::Text("2026-11-23".into()),
            FieldKind::Subjects => Value::Many(vec!["A".into(), "B".into()]),
            FieldKind::Text if field.is_repeating() => Value::Many(vec!["A".into(), "B".into()]),
            FieldKind::Table => continue,
            FieldKind::Text | FieldKind::LongText => Value::Text("A".into()),
        };
        changes.push(Change::Profile {
            field: field.id.clone(),
            value: Some(value),
        });
    }
    changes.extend(rubric.roles.iter().map(|one| role(&one.id, &["A"])));
    rubric.walk(&mut |part| match part {
        Part::Section(section) if section.narrative.is_some() => changes.push(narrative(&section.id, "A")),
        Part::Section(_) => {}
        Part::Criterion(criterion) => {
            let entered = match &criterion.scale {
                Scale::Points(_) => Some(Answer::Points(Decimal::ZERO)),
                Scale::Levels(scale) => Some(match scale.levels[0].to {
                    Some(to) => Answer::Points(to),
                    None => Answer::Level(scale.levels[0].id.clone()),
                }),
                Scale::YesNo(_) => Some(Answer::No),
                Scale::Comment(_) => Some(Answer::Comment("A".into())),
                Scale::Parts(_)
                | Scale::Checklist(_)
                | Scale::Deductions(_)
                | Scale::Measure(_)
                | Scale::Tiers(_)
                | Scale::Entries(_)
                | Scale::Each(_) => None,
            };
            let named = match &criterion.scale {
                Scale::Parts(scale) => Some(scale.parts[0].id.clone()),
                Scale::Checklist(scale) => Some(scale.items[0].id.clone()),
                Scale::Deductions(scale) => Some(scale.findings[0].id.clone()),
                Scale::Measure(scale) => Some(id(scale.quantity.asked()[0].0)),
                Scale::Tiers(scale) => Some(scale.tiers[0].clauses[0].id.clone()),
                Scale::Entries(_) => Some(id("count")),
                Scale::Each(scale) if matches!(scale.scale, OfOne::Points(_)) => Some(id("1.points")),
                _ => None,
            };
            if let Some(entered) = entered {
                changes.push(answer(&criterion.id, entered));
            }
            if let Some(name) = named {
                changes.push(Change::Amounts {
                    criterion: criterion.id.clone(),
                    amounts: Amounts {
                        taken: Rc::new([(name, Decimal::ONE)].into_iter().collect()),
                        ..Amounts::default()
                    },
                });
            }
            changes.push(note(&criterion.id, "A"));
            changes.push(Change::Evidence {
                criterion: criterion.id.clone(),
                evidence: vec![Evidence {
                    name: "A".into(),
                    ..Evidence::default()
                }],
            });
            changes.push(Change::Problems {
                criterion: criterion.id.clone(),
                problems: vec![Deficiency {
                    text: "A".into(),
                    ..Deficiency::default()
                }],
            });
        }
    });
    for change in changes {
        does(session, change);
    }
    workspace
}

/// A text that would be markup, were it not text.
pub fn attack(place: &str) -> String {
    format!("<b>{place}</b><img src=x onerror=alert(1)>&amp;\"'<script>alert(1)</script>")
}

/// A form in which every text is markup.
pub fn hostile() -> Workspace {
    let text = |place: &str| serde_json::to_string(&attack(place)).expect("a text can be written");
    let source = format!(
        r#"{{ "format": 1, "id": "hostile", "version": "1", "status": "draft", "title": {title}, "summary": {summary}, "instructions": {instructions},
            "profile": [{{ "id": "f", "label": {field}, "kind": "choice", "options": [{{ "id": "o", "label": {option} }}] }}],
            "roles": [{{ "id": "r", "label": {role} }}],
            "sections": [{{ "id": "s", "title": {section}, "criteria": [
                {{ "id": "l", "text": {criterion}, "guidance": {guidance}, "evidence": [{evidence}], "methods": [{method}], "units": [{unit}],
                   "scale": {{ "kind": "levels", "levels": [{{ "id": "top", "label": {level}, "points": 2 }}, {{ "id": "low", "label": "0", "points": 0 }}] }} }}] }}] }}"#,
        title = text("title"),
        summary = text("summary"),
        instructions = text("instructions"),
        field = text("field"),
        option = text("option"),
        role = text("role"),
        section = text("section"),
        criterion = text("criterion"),
        guidance = text("guidance"),
        evidence = text("evidence"),
        method = text("method"),
        unit = text("unit"),
        level = text("level"),
    );
    assert!(Rubric::parse(&source).is_ok(), "{source}");
    after(&source, [note("l", &attack("note")), role("r", &[&attack("name")])])
}
