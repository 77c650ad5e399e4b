//! Taking over the profile of the last form of the same school.

use crate::app::{Page, START};
use crate::drafts::world::Database;
use crate::kit::*;
use crate::seen::*;
use assessment::answers::Value;
use ziping::state::{Change, Msg, State, Workspace, profile_changes};

/// Fields that fit those of [`SMALL`] in part.
const OTHER: &str = r#"{ "format": 1, "id": "other", "version": "1", "status": "draft", "title": "Other",
    "profile": [
        { "id": "name", "label": "Name", "kind": "text", "subject": true },
        { "id": "classes", "label": "Number of classes", "kind": "number", "min": 0, "max": 20 },
        { "id": "land", "label": { "zh-CN": "面积", "en": "Area" }, "kind": "number" },
        { "id": "teachers", "label": "Teachers", "kind": "text" },
        { "id": "kind", "label": "Stage", "kind": "choice", "options": [{ "id": "p", "label": "Primary" }] },
        { "id": "founded", "label": "Founded", "kind": "text" },
        { "id": "motto", "label": "Motto", "kind": "long-text" }],
    "sections": [{ "id": "a", "title": "A", "criteria": [{ "id": "x", "text": "X", "scale": { "kind": "comment" } }] }] }"#;

fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.into()))
}

fn number(text: &str) -> Option<Value> {
    Some(Value::Number(text.parse().expect("a decimal")))
}

/// The changes, each as `field=value`.
fn taken(earlier: &State, form: &State) -> String {
    let each = profile_changes(earlier, form).into_iter().map(|change| match change {
        Change::Profile {
            field,
            value: Some(Value::Text(text)),
        } => format!("{field}={text}"),
        Change::Profile {
            field,
            value: Some(Value::Number(number)),
        } => format!("{field}={number}"),
        Change::Profile {
            field,
            value: Some(Value::Many(all)),
        } => format!("{field}={}", all.join("+")),
        other => panic!("{other:?}"),
    });
    each.collect::<Vec<_>>().join(" ")
}

#[test]
fn only_empty_fields_of_the_same_kind_are_filled() {
    let earlier = after(
        &small(),
        [
            profile("school", text("青山小学")),
            profile("classes", number("12")),
            profile("area", number("1400.5")),
            profile("teachers", Some(Value::Many(vec!["王".into(), "李".into()]))),
            profile("stage", text("primary")),
            profile("founded", text("1958-09-01")),
            profile("motto", text("Run.")),
        ],
    );
    // What the form has, the rubric, and what is taken.
    let all = "classes=12 area=1400.5 teachers=王+李 stage=primary founded=1958-09-01 motto=Run.";
    let blank_small = small();
    assert_eq!(taken(&earlier, &blank_small), format!("school=青山小学 {all}"));
    let begun = after(
        &blank_small,
        [profile("classes", number("3")), profile("motto", text("Walk."))],
    );
    assert_eq!(
        taken(&earlier, &begun),
        "school=青山小学 area=1400.5 teachers=王+李 stage=primary founded=1958-09-01"
    );
    // 1400.5 is no whole number; a list is no single text, and a day is no text.
    let other = after(&blank(OTHER), [profile("name", text("青山小学"))]);
    assert_eq!(taken(&earlier, &other), "classes=12 kind=p motto=Run.");
    let large = after(&earlier, [profile("classes", number("21"))]);
    assert_eq!(taken(&large, &other), "kind=p motto=Run.");
    assert_eq!(taken(&earlier, &earlier), "");
}

/// Types a school's name and leaves the field.
fn name(page: &mut Page, database: &mut Database, field: &str, school: &str) {
    let change = profile(field, text(school));
    page.act(
        database,
        Msg::Edit {
            change,
            is_typing: true,
        },
    );
    page.act(database, Msg::Settle);
}

#[test]
fn the_last_form_of_the_school_is_offered_and_taken_as_one_step() {
    let mut database = Database::default();
    let workspace = Workspace::new([SMALL.into(), OTHER.into()], "own".into(), "2026-11-23".into());
    let mut page = Page::over(workspace, "here");
    let begin = |rubric: &str| Msg::Begin {
        rubric: rubric.into(),
        is_new: true,
    };
    page.act(&mut database, START);
    page.act(&mut database, begin("small"));
    name(&mut page, &mut database, "school", "青山小学");
    page.edit(&mut database, profile("classes", number("12")));
    assert_eq!(told(page.app.workspace()), "");
    page.act(&mut database, Msg::Close);

    // Another school has no earlier form.
    page.act(&mut database, begin("other"));
    name(&mut page, &mut database, "name", "绿水小学");
    assert_eq!(told(page.app.workspace()), "");
    name(&mut page, &mut database, "name", " 青山小学 ");
    assert_eq!(told(page.app.workspace()), "earlier profile of 青山小学");
    let blank = page.app.state().map(|state| state.record.profile.len());
    assert_eq!(blank, Some(1));

    // Another name withdraws the offer.
    name(&mut page, &mut database, "name", "青山");
    assert_eq!(told(page.app.workspace()), "");
    name(&mut page, &mut database, "name", "青山小学");
    assert_eq!(told(page.app.workspace()), "earlier profile of 青山小学");
    page.act(&mut database, Msg::TakeProfile);
    let classes = |page: &Page| {
        page.app
            .state()
            .and_then(|state| state.record.profile.get(&id("classes")).cloned())
    };
    assert_eq!(classes(&page), number("12"));
    assert_eq!(told(page.app.workspace()), "");
    page.act(&mut database, Msg::Undo);
    assert_eq!(classes(&page), None);
    assert_eq!(page.app.state().map(|state| state.record.profile.len()), Some(1));

    // Dismissed, it is not offered again for the same name.
    page.edit(&mut database, profile("motto", text("Run.")));
    page.act(&mut database, Msg::Settle);
    assert_eq!(told(page.app.workspace()), "");
}

#[test]
fn a_person_in_a_host_page_is_not_offered_the_profile_of_another() {
    let mut database = Database::default();
    for (scope, offered) in [("one", ""), ("two", ""), ("one", "earlier profile of 青山小学")] {
        let mut page = Page::hosted(scope);
        page.act(&mut database, START);
        page.act(&mut database, Msg::BeginAnother);
        name(&mut page, &mut database, "school", "青山小学");
        assert_eq!(told(page.app.workspace()), offered, "{scope}");
        page.edit(&mut database, profile("classes", number("12")));
    }
}
