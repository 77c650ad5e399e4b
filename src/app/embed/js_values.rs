//! JavaScript values for the host page.

use crate::locale::{Locale, fill};
use crate::state::{Change, OpenOutcome, State};
use crate::web::Store;
use assessment::answers::Value;
use assessment::record::Summary;
use assessment::rubric::{Field, FieldKind};
use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

/// Returns the text of a record; `None` while nothing is entered.
pub(in crate::app) fn text(state: &State) -> Option<String> {
    let record = &state.record;
    // An opened or migrated record may still be blank, so its content decides.
    let is_touched = record.revision > 0 || (record.origin.is_some() && !record.to_file(&state.rubric).is_untouched());
    is_touched.then(|| record.to_text(&state.rubric))
}

/// Returns the profile fields with a refused text.
pub(in crate::app) fn refused_fields(state: &State) -> impl Iterator<Item = &Field> {
    let refused = |field: &&Field| {
        field.kind == FieldKind::Number && matches!(state.record.profile.get(&field.id), Some(Value::Text(_)))
    };
    state.rubric.profile.iter().filter(refused)
}

/// Returns the ordinal of the first criterion that must be corrected or filled in.
pub(in crate::app) fn first(state: &State) -> Option<u32> {
    let root = &state.record.sheet.root;
    let mut found = Vec::new();
    root.next(0, &|tally| tally.refused > 0, 1, &mut found);
    if found.is_empty() {
        root.next(0, &|tally| tally.open() > 0, 1, &mut found);
    }
    if found.is_empty() {
        root.next(0, &|tally| tally.open_unscored() > 0, 1, &mut found);
    }
    found.first().map(|criterion| criterion.spec.ordinal)
}

/// Returns the path of the changed field.
pub(in crate::app) fn path(change: &Change) -> String {
    match change {
        Change::Answer { criterion, .. }
        | Change::Amounts { criterion, .. }
        | Change::Evidence { criterion, .. }
        | Change::Problems { criterion, .. }
        | Change::Carried { criterion, .. }
        | Change::Reason { criterion, .. }
        | Change::Note { criterion, .. } => format!("criteria/{criterion}"),
        Change::Narrative { section, .. } if section.is_empty() => "narrative".to_owned(),
        Change::Narrative { section, .. } => format!("sections/{section}"),
        Change::Profile { field, .. } => format!("profile/{field}"),
        Change::Role { role, .. } => format!("roles/{role}"),
        Change::Period(_) => "period".to_owned(),
        Change::Date(_) => "date".to_owned(),
        Change::ClaimedTotal(_) => "claimedTotal".to_owned(),
        Change::Record(_) => String::new(),
        Change::Several(all) => {
            let mut paths = all.iter().map(path);
            let first = paths.next().unwrap_or_default();
            if paths.all(|path| path == first) {
                first
            } else {
                "criteria".to_owned()
            }
        }
    }
}

/// Returns the outcome of a state for the host page, with the grade's name in the form's language.
pub(in crate::app) fn summary(state: &State, locale: Locale) -> JsValue {
    let text = Summary::of(&state.rubric, &state.record).to_text();
    let summary = JSON::parse(&text).unwrap_or_default();
    let bands = state.rubric.grades.as_ref().map(|grades| &grades.bands);
    if let Some(band) = state.outcome.grade.and_then(|grade| bands?.get(grade)) {
        // Setting a key of a plain object cannot fail.
        let _ = Reflect::set(
            &summary,
            &"gradeLabel".into(),
            &band.label.wording(locale.tag).as_ref().into(),
        );
    }
    summary
}

/// Returns the problems of the last value that was set; `None` if the form opened it.
pub(in crate::app) fn wrong(store: &Store) -> Option<Array> {
    let locale = store.locale();
    let one = |code: &str, path: &str, (line, column): (u32, u32), message: String| {
        object(&[
            ("code", code.into()),
            ("path", path.into()),
            ("line", line.into()),
            ("column", column.into()),
            ("message", message.into()),
        ])
    };
    match store.report() {
        OpenOutcome::Problems(_, problems) => {
            let all = problems.iter().map(|problem| {
                let message = problem.fill((locale.messages.problem)(problem.code));
                one(
                    problem.code.text(),
                    &problem.path,
                    (problem.line, problem.column),
                    message,
                )
            });
            Some(all.collect())
        }
        OpenOutcome::NeedsRubric(_, id, version) => {
            let message = fill(
                locale.messages.needs_rubric,
                &[
                    ("file", locale.messages.hosted_record),
                    ("id", &id),
                    ("version", &version),
                ],
            );
            Some(Array::of1(&one("other-rubric", "rubric", (0, 0), message)))
        }
        _ => None,
    }
}

/// Creates a plain JavaScript object.
pub(in crate::app) fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in members {
        // Setting a key of a plain object cannot fail.
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}
