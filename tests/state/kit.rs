//! What several tests need: rubrics and short ways to changes; `seen` says what became of them.

use assessment::Id;
use assessment::answers::{Answer, Entry, Stamp, Value};
use assessment::record::Record;
use assessment::rubric::Rubric;
use std::rc::Rc;
use ziping::state::{Action, Change, OpenRequest, Session, State, VERSION, Workspace, apply};

/// 15 points: every kind of scale, of profile field and of role, and a section in a section.
pub const SMALL: &str = r#"{ "format": 1, "id": "small", "version": "1", "status": "draft", "title": "Small",
    "profile": [
        { "id": "school", "label": "School", "kind": "text", "subject": true },
        { "id": "classes", "label": "Classes", "kind": "number", "min": 0, "max": 200 },
        { "id": "area", "label": "Area", "kind": "number", "step": 0.01 },
        { "id": "teachers", "label": "Teachers", "kind": "text", "repeating": true },
        { "id": "stage", "label": "Stage", "kind": "choice", "options": [{ "id": "primary", "label": "Primary" }] },
        { "id": "founded", "label": "Founded", "kind": "date" },
        { "id": "motto", "label": "Motto", "kind": "long-text" }],
    "roles": [{ "id": "head", "label": "Head" }, { "id": "members", "label": "Members", "repeating": true }],
    "sections": [
        { "id": "a", "title": "A",
          "criteria": [
            { "id": "p", "text": "P", "scale": { "kind": "points", "max": 8, "step": 0.5 }, "notApplicable": {} },
            { "id": "l", "text": "L", "scale": { "kind": "levels", "levels": [
                { "id": "top", "label": "Top", "points": 2 }, { "id": "low", "label": "Low", "points": 0 }] } }],
          "sections": [
            { "id": "b", "title": "B", "criteria": [
                { "id": "y", "text": "Y", "scale": { "kind": "yes-no", "points": 5, "partial": 2 } },
                { "id": "n", "text": "N", "scale": { "kind": "comment" } }] }] },
        { "id": "c", "title": "C", "criteria": [{ "id": "v", "text": "V", "scale": { "kind": "yes-no" } }] }],
    "rules": { "gates": [{ "kind": "veto", "criterion": "v", "when": "yes", "grade": "fail" }] },
    "grades": { "bands": [{ "id": "pass", "label": "Pass", "atLeast": 9 }, { "id": "fail", "label": "Fail", "atLeast": 0 }] } }"#;

/// A rubric that ships.
pub fn shipped(name: &str) -> String {
    let path = format!("{}/rubrics/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("the rubric is there")
}

pub fn rubric(source: &str) -> Rc<Rubric> {
    Rc::new(Rubric::parse(source).unwrap_or_else(|problems| panic!("{problems:?}")))
}

/// A blank state of a rubric.
pub fn blank(source: &str) -> State {
    let rubric = rubric(source);
    let record = Record::blank(&rubric, "fresh".into());
    State::new(rubric, record)
}

pub fn small() -> State {
    blank(SMALL)
}

pub fn id(text: &str) -> Id {
    Id::new(text).unwrap_or_default()
}

pub fn points(text: &str) -> Answer {
    Answer::Points(text.parse().expect("a decimal"))
}

pub fn level(text: &str) -> Answer {
    Answer::Level(id(text))
}

pub fn answer(criterion: &str, answer: impl Into<Option<Answer>>) -> Change {
    typed(criterion, answer, None)
}

/// An answer with what was typed and refused beside it.
pub fn typed(criterion: &str, answer: impl Into<Option<Answer>>, refused: Option<&str>) -> Change {
    Change::Answer {
        criterion: id(criterion),
        answer: answer.into(),
        refused: refused.map(Into::into),
    }
}

pub fn reason(criterion: &str, text: &str) -> Change {
    Change::Reason {
        criterion: id(criterion),
        text: text.into(),
    }
}

pub fn note(criterion: &str, text: &str) -> Change {
    Change::Note {
        criterion: id(criterion),
        text: text.into(),
    }
}

pub fn narrative(section: &str, text: &str) -> Change {
    Change::Narrative {
        section: id(section),
        text: text.into(),
    }
}

pub fn profile(field: &str, value: Option<Value>) -> Change {
    Change::Profile {
        field: id(field),
        value,
    }
}

pub fn role(role: &str, names: &[&str]) -> Change {
    Change::Role {
        role: id(role),
        names: names.iter().map(|name| (*name).into()).collect(),
    }
}

pub fn stamp() -> Stamp {
    Stamp {
        counter: 0,
        replica: "a1".into(),
        time: "2026-11-23T10:42:07Z".into(),
        by: "王老师".into(),
    }
}

pub fn action(change: Change) -> Action {
    Action {
        version: VERSION,
        rater: "self".into(),
        change,
        stamp: stamp(),
    }
}

/// The state after changes that each change something.
pub fn after(state: &State, changes: impl IntoIterator<Item = Change>) -> State {
    changes.into_iter().fold(state.clone(), |state, change| {
        let done = apply(&state, &action(change.clone()));
        done.unwrap_or_else(|| panic!("{change:?} changes nothing")).state
    })
}

/// Does what changes something, in a session.
pub fn does(session: &mut Session, change: Change) {
    assert!(
        session.perform(&action(change.clone()), false).is_some(),
        "{change:?} changes nothing"
    );
}

pub fn open(workspace: &mut Workspace, text: &str) {
    workspace.open(opening(text));
}

pub fn opening(text: &str) -> OpenRequest {
    OpenRequest {
        name: "file.json".into(),
        text: text.into(),
        fresh: "fresh".into(),
    }
}

pub fn entry<'s>(state: &'s State, criterion: &str) -> &'s Entry {
    let place = state.rubric.criterion_path(criterion).expect("the criterion");
    &state.record.sheet.criterion(place).expect("its sheet").entry
}
