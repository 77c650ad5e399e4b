//! The filled-in example: what it contains, and that it is no draft before it is edited.

use crate::app::{Page, START};
use crate::drafts::world::Database;
use crate::kit::*;
use crate::seen::*;
use assessment::answers::Value;
use ziping::locale::Locale;
use ziping::state::{Msg, OpenRequest, Workspace, example};

#[test]
fn the_example_is_complete_and_has_the_known_total_in_every_language() {
    for locale in Locale::ALL {
        let rubric = rubric(&shipped("school-pe"));
        let state = example(
            rubric.clone(),
            "e".into(),
            &"2026-11-23".into(),
            locale.messages.example,
        );
        let total = &state.outcome.total;
        assert_eq!(
            (total.score.to_string(), total.max.to_string()),
            ("90".into(), "100".into())
        );
        assert_eq!((total.answered, total.items), (26, 26), "{}", locale.tag);
        // Each criterion that lost points names a problem and a measure.
        assert_eq!((total.lost, total.findings), (7, 0), "{}", locale.tag);
        let grade = state
            .outcome
            .grade
            .and_then(|at| Some(rubric.grades.as_ref()?.bands[at].id.to_string()));
        assert_eq!(grade.as_deref(), Some("excellent"));
        for field in &rubric.profile {
            let value = state.record.profile.get(&field.id);
            let is_number = field.kind == assessment::rubric::FieldKind::Number;
            assert!(
                value.is_some_and(|value| matches!(value, Value::Number(_)) == is_number),
                "{}: {value:?}",
                field.id
            );
        }
        assert_eq!(state.record.roles.len(), rubric.roles.len());
        assert!(!state.record.period.is_empty() && &*state.record.date == "2026-11-23");
    }
}

#[test]
fn the_example_is_stored_only_when_it_is_edited_and_no_draft_changes() {
    let mut database = Database::default();
    let workspace = Workspace::new(
        [shipped("school-pe").into(), SMALL.into()],
        "own".into(),
        "2026-11-23".into(),
    );
    let mut page = Page::over(workspace, "here");
    page.act(&mut database, START);
    let begin = || Msg::Begin {
        rubric: "school-pe".into(),
        is_new: true,
    };
    page.act(&mut database, begin());
    page.edit(&mut database, answer("pe-01", points("1")));
    page.act(&mut database, Msg::Close);
    let before = database.metas.clone();
    assert_eq!(before.len(), 1);

    let words = Locale::ALL[1].messages.example;
    page.act(&mut database, Msg::ShowExample(words.into()));
    assert_eq!(told(page.app.workspace()), "example");
    assert_eq!(
        page.app
            .state()
            .map(|state| state.outcome.total.score.to_string())
            .as_deref(),
        Some("90")
    );
    assert!(!page.app.workspace().is_dirty());
    assert_eq!(database.metas, before);
    // An open form is never replaced by the example.
    let form = page.app.form_id();
    page.act(&mut database, Msg::ShowExample(words.into()));
    assert_eq!(page.app.form_id(), form);

    page.act(&mut database, Msg::Close);
    assert!(page.app.state().is_none());
    assert_eq!(database.metas, before);

    page.act(&mut database, Msg::ShowExample(words.into()));
    page.edit(&mut database, answer("pe-01", points("3")));
    let added: Vec<_> = database
        .metas
        .keys()
        .filter(|id| !before.contains_key(*id))
        .cloned()
        .collect();
    assert_eq!(added.len(), 1);
    assert!(before.iter().all(|(id, row)| database.metas.get(id) == Some(row)));
    // The draft begins with the example, not with a blank form.
    let recovered = database.recovered(&added[0]).expect("the draft");
    assert_eq!(recovered.session.state.outcome.total.score.to_string(), "89");
    assert_eq!(
        database.meta(&added[0]).map(|meta| meta.subject).as_deref(),
        Some("Green Hill Primary School (example)")
    );
}

#[test]
fn the_example_is_part_of_no_merge_and_of_no_other_version() {
    let source = shipped("school-pe");
    let open = || {
        let mut workspace = Workspace::new([source.clone().into()], "own".into(), "2026-11-23".into());
        workspace.show_example(Locale::ALL[1].messages.example, "e".into());
        workspace
    };
    let rubric = rubric(&source);
    let record = |id: &str, change| {
        let mut state = after(&blank(&source), [change]);
        state.record.id = id.into();
        state.record.to_text(&rubric)
    };
    let request = |name: &str, text: String| OpenRequest {
        name: name.into(),
        text: text.into(),
        fresh: "fresh".into(),
    };
    let mut workspace = open();
    workspace.open_all(vec![
        request("one.json", record("r", answer("pe-01", points("3")))),
        request("two.json", record("r", answer("pe-02", points("1")))),
    ]);
    let sources = workspace.merging.as_ref().map(|merging| merging.sources.len());
    assert_eq!(sources, Some(2), "{}", told(&workspace));

    // Another version begins blank.
    let mut workspace = open();
    workspace.open_rubric(request(
        "next.json",
        source.replace("\"version\": \"1\"", "\"version\": \"2\""),
    ));
    let state = workspace
        .session
        .as_ref()
        .map(|session| session.state.clone())
        .expect("a form");
    assert_eq!((&*state.rubric.version, state.outcome.total.answered), ("2", 0));
}
