//! The list of drafts as a page has it, and the form that comes back when the page opens.

use crate::app::{Page, START, answer_of, record_of, stored};
use crate::drafts::world::Database;
use crate::kit::*;
use std::rc::Rc;
use ziping::state::{Msg, TabForm, Workspace};

/// A page with two rubrics: it opens at the start page.
fn several() -> Page {
    let other = SMALL.replace(r#""id": "small""#, r#""id": "other""#);
    assert!(other != SMALL);
    let rubrics = [Rc::from(SMALL), Rc::from(other.as_str())];
    Page::over(Workspace::new(rubrics, "own".into(), "2026-11-23".into()), "here")
}

fn begin(page: &mut Page, database: &mut Database, rubric: &str) {
    let rubric = rubric.into();
    page.act(database, Msg::Begin { rubric, is_new: true });
}

fn names(page: &Page) -> Vec<String> {
    let each = page.app.listed().metas.iter();
    each.map(|meta| format!("{}{}", meta.name, if meta.removed.is_some() { " deleted" } else { "" }))
        .collect()
}

/// Two drafts, called `one` and `two`; the second was opened last.
fn two_drafts(database: &mut Database) -> [Rc<str>; 2] {
    let mut page = several();
    page.act(database, START);
    ["one", "two"].map(|name| {
        begin(&mut page, database, "small");
        page.edit(database, answer_of("p", "4"));
        let id: Rc<str> = record_of(&page).into();
        let name = name.into();
        page.act(database, Msg::RenameDraft { id: id.clone(), name });
        page.act(database, Msg::Close);
        id
    })
}

#[test]
fn the_list_shows_each_change_and_is_remembered() {
    let mut database = Database::default();
    let [one, two] = two_drafts(&mut database);
    let mut page = several();
    page.act(&mut database, START);
    assert_eq!(names(&page), ["two", "one"]);
    page.act(&mut database, Msg::DeleteDraft(two.clone()));
    assert_eq!(names(&page), ["two deleted", "one"]);
    page.act(&mut database, Msg::RestoreDraft(two.clone()));
    let duplicate = Msg::DuplicateDraft {
        id: one.clone(),
        name: "three".into(),
    };
    page.act(&mut database, duplicate);
    assert_eq!(names(&page), ["three", "two", "one"]);
    let remembered: Vec<_> = page
        .remembered
        .iter()
        .map(|known| known.name("en").to_string())
        .collect();
    assert_eq!(remembered, ["three", "two", "one"]);
    page.act(&mut database, Msg::OpenDraft(one.clone()));
    let rubric = page.app.state().expect("a form").rubric.clone();
    assert!(
        page.prepared
            .as_ref()
            .is_some_and(|prepared| Rc::ptr_eq(prepared, &rubric))
    );
    assert_eq!(
        (record_of(&page).as_str(), page.asked.last()),
        (&*one, Some(&"FocusTitle".to_owned()))
    );
    // What another tab stores of the open draft takes the focus no second time.
    let asked = page.asked.len();
    page.edit(&mut database, note("y", "n"));
    assert_eq!(page.asked.len(), asked);
    page.act(&mut database, Msg::Close);
    page.act(&mut database, Msg::RemoveEverything);
    assert_eq!((names(&page), stored(&database)), (Vec::new(), String::new()));
}

#[test]
fn a_form_in_a_host_page_sees_no_draft_of_a_page() {
    let mut database = Database::default();
    two_drafts(&mut database);
    let mut page = Page::hosted("key");
    page.act(&mut database, START);
    page.edit(&mut database, answer_of("p", "4"));
    assert_eq!(names(&page), [""]);
    assert_eq!(page.app.listed().metas[0].page, "key".into());
    assert!(page.remembered.is_empty());
}

/// What a tab remembers of its form, and what is open after a reload.
#[test]
fn the_form_of_a_tab_comes_back() {
    let mut database = Database::default();
    let [one, two] = two_drafts(&mut database);
    let mut page = several();
    page.act(&mut database, Msg::DeleteDraft(two.clone()));
    for (draft, expected) in [
        (Some(one.clone()), "small@1: p 4 = 4/15 provisional"),
        // Nothing was entered in it, or it was deleted: a blank form, although there are drafts of the rubric.
        (Some("blank".into()), "small@1: = 0/15 empty"),
        (Some(two), "small@1: = 0/15 empty"),
        (None, "-"),
    ] {
        let mut page = several();
        let before = draft.clone().map(|draft| TabForm {
            draft,
            rubric: "small".into(),
        });
        let known = Vec::new();
        page.act(&mut database, Msg::Start { before, known });
        let open = page.app.state().map_or("-".to_owned(), |_| page.seen());
        let open = open.split(" | ").next().unwrap_or_default();
        assert_eq!(open, expected, "{draft:?}");
    }
}

#[test]
fn drafts_that_the_browser_lost_are_reported_once() {
    let mut database = Database::default();
    let [one, two] = two_drafts(&mut database);
    let mut page = several();
    page.act(&mut database, START);
    let known = page.remembered.clone();
    database.remove(&two);
    let start = || Msg::Start {
        before: None,
        known: known.clone(),
    };
    let mut page = several();
    page.act(&mut database, start());
    let error = format!("{:?}", page.app.error());
    assert!(
        error.starts_with("Some(DraftsGone([KnownDraft {") && error.contains(r#""two""#) && !error.contains(r#""one""#),
        "{error}"
    );
    assert_eq!(page.remembered.len(), 1);
    // A row that cannot be read is another matter: its draft may come back with a newer program.
    database.metas.insert(one, "damaged".to_owned());
    let mut page = several();
    page.act(&mut database, start());
    assert_eq!(format!("{:?}", page.app.error()), "Some(DraftsDamaged(1))");
}
