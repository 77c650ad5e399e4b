//! The update function as a page uses it: messages in, effects out, and a database that answers them.

use crate::drafts::world::Database;
use crate::kit::*;
use crate::merging::{by, named};
use crate::seen::*;
use assessment::rubric::Rubric;
use std::rc::Rc;
use ziping::state::drafts::{DraftEffect, DraftMsg};
use ziping::state::{App, Change, Effect, KnownDraft, Moment, Msg, OpenRequest, SaveStatus, State, Workspace};

/// The page opens, and remembers nothing.
pub const START: Msg = Msg::Start {
    before: None,
    known: Vec::new(),
};

/// A page or a form in a host page, beside a database that it may share with others.
pub struct Page {
    pub app: App,
    /// What the browser was asked for, apart from drafts.
    pub asked: Vec<String>,
    /// The drafts that are remembered outside the database.
    pub remembered: Vec<KnownDraft>,
    /// The rubric that was prepared last for the first edit.
    pub prepared: Option<Rc<Rubric>>,
    minutes: u32,
}

impl Page {
    pub fn new(scope: &str) -> Self {
        Self::over(
            Workspace::new([Rc::from(SMALL)], "own".into(), "2026-11-23".into()),
            scope,
        )
    }

    pub fn hosted(scope: &str) -> Self {
        let mut workspace = Workspace::new([Rc::from(SMALL)], "own".into(), "2026-11-23".into());
        workspace.hosted = true;
        Self::over(workspace, scope)
    }

    pub fn over(workspace: Workspace, scope: &str) -> Self {
        Self {
            app: App::new(workspace, scope.into(), vec!["en"]).in_scope(scope.into()),
            asked: Vec::new(),
            remembered: Vec::new(),
            prepared: None,
            minutes: 0,
        }
    }

    /// Sends a message; returns the effects of the draft protocol.
    pub fn send(&mut self, msg: Msg) -> Vec<DraftEffect> {
        self.minutes += 1;
        let moment = Moment {
            now: format!("2026-11-28T08:{:02}:00Z", self.minutes).into(),
            id: format!("new{}", self.minutes).into(),
            spare_id: format!("spare{}", self.minutes).into(),
        };
        let mut drafts = Vec::new();
        for effect in self.app.update(msg, &moment) {
            match effect {
                Effect::Draft(effect) => drafts.push(*effect),
                Effect::RememberDrafts(known) => self.remembered = known,
                Effect::PrepareRubric(rubric) => self.prepared = Some(rubric),
                other => self.asked.push(format!("{other:?}")),
            }
        }
        drafts
    }

    /// Sends a message, and has the database answer everything that comes of it.
    pub fn act(&mut self, database: &mut Database, msg: Msg) {
        let mut effects = self.send(msg);
        while !effects.is_empty() {
            let effect = effects.remove(0);
            if let Some(answer) = reply(database, effect) {
                effects.extend(self.send(Msg::Draft(Box::new(answer))));
            }
        }
    }

    pub fn edit(&mut self, database: &mut Database, change: Change) {
        self.act(
            database,
            Msg::Edit {
                change,
                is_typing: false,
            },
        );
    }

    pub fn open(&mut self, database: &mut Database, state: &State) {
        let request = OpenRequest {
            name: "copy.html".into(),
            text: state.record.to_text(&state.rubric).into(),
            fresh: "fresh".into(),
        };
        self.act(database, Msg::Open(request));
    }

    /// What is open, what is reported, and whether the person is to choose.
    pub fn seen(&self) -> String {
        let workspace = self.app.workspace();
        let asks = if workspace.merging.is_some() { " asks" } else { "" };
        format!("{}{asks} | {}", shown(workspace), told(workspace))
    }
}

/// What the browser answers.
fn reply(database: &mut Database, effect: DraftEffect) -> Option<DraftMsg> {
    database.answer(effect, "beside".into(), "08:15:30".to_owned())
}

/// The drafts with their content.
pub fn stored(database: &Database) -> String {
    let each = database.metas.keys().map(|id| {
        let recovered = database.recovered(id).expect("the draft");
        format!("{id}: {}", seen(&recovered.session.state))
    });
    each.collect::<Vec<_>>().join(" | ")
}

#[test]
fn an_edit_is_shown_at_once_and_reported_as_saved_when_the_database_has_it() {
    let mut database = Database::default();
    let mut page = Page::new("here");
    page.act(&mut database, START);
    let before = page.app.version();
    let change = answer_of("p", "4");
    let mut effects = page.send(Msg::Edit {
        change,
        is_typing: true,
    });
    assert_eq!(page.seen(), "small@1: p 4 = 4/15 provisional | ");
    assert_eq!(
        (page.app.version() - before > 0, page.app.save_status()),
        (true, &SaveStatus::Saving)
    );
    assert!(page.app.workspace().is_dirty());
    let batch = effects.remove(0);
    assert!(matches!(batch, DraftEffect::CommitBatch(_)), "{batch:?}");
    let (before, committed) = (page.app.version(), reply(&mut database, batch).expect("an answer"));
    page.send(Msg::Draft(Box::new(committed)));
    assert!(page.app.version() > before);
    assert_eq!(page.app.save_status(), &SaveStatus::Saved("08:15:30".to_owned()));
    assert!(!page.app.workspace().is_dirty());
    assert_eq!(stored(&database), "own: p 4 = 4/15 provisional");

    // A poll that finds nothing new changes nothing that is shown.
    let before = page.app.version();
    page.act(&mut database, Msg::Draft(Box::new(DraftMsg::Poll)));
    assert_eq!(page.app.version(), before);
}

pub fn answer_of(criterion: &str, given: &str) -> Change {
    answer(criterion, points(given))
}

/// A record that is opened beside its draft: what the draft and the record have, then what a page and a form in a host page show and
/// store.
#[test]
fn a_record_and_its_draft() {
    let common = by(&named("own"), "one", &[answer_of("p", "3")]);
    let longer = by(&common, "one", &[answer_of("p", "5"), note("y", "n")]);
    let here = by(&common, "one", &[note("y", "n")]);
    let there = by(&common, "two", &[note("l", "m")]);
    let rows = [
        (
            "the same",
            &common,
            &common,
            "small@1: p 3 = 3/15 provisional | opened copy.html: ",
            "own: p 3 = 3/15 provisional",
            "small@1: p 3 = 3/15 provisional | opened copy.html: ",
            "key.own: p 3 = 3/15 provisional",
        ),
        (
            "the record is older",
            &longer,
            &common,
            "small@1: p 5; y:note n = 5/15 provisional | [copy.html] is older than [draft]",
            "own: p 5; y:note n = 5/15 provisional",
            "small@1: p 3 = 3/15 provisional asks | ",
            "key.own: p 5; y:note n = 5/15 provisional",
        ),
        (
            "the record is newer",
            &common,
            &longer,
            "small@1: p 5; y:note n = 5/15 provisional | took in [copy.html], newer than [draft]",
            "own: p 5; y:note n = 5/15 provisional",
            "small@1: p 5; y:note n = 5/15 provisional asks | ",
            "key.own: p 3 = 3/15 provisional",
        ),
        (
            "each adds to the other",
            &here,
            &there,
            "small@1: p 3; l:note m; y:note n = 3/15 provisional | took in [copy.html], together with [draft]",
            "own: p 3; l:note m; y:note n = 3/15 provisional",
            "small@1: p 3; l:note m; y:note n = 3/15 provisional | ",
            "key.own: p 3; l:note m; y:note n = 3/15 provisional",
        ),
    ];
    for (what, draft, record, on_page, kept, in_host, kept_there) in rows {
        for (mut page, expected, kept) in [
            (Page::new("here"), on_page, kept),
            (Page::hosted("key"), in_host, kept_there),
        ] {
            let mut database = Database::default();
            let mut other = if page.app.workspace().hosted {
                Page::hosted("key")
            } else {
                Page::new("here")
            };
            other.open(&mut database, draft);
            other.edit(&mut database, narrative("c", "x"));
            other.edit(&mut database, narrative("c", ""));
            page.open(&mut database, record);
            assert_eq!(
                (page.seen().as_str(), stored(&database).as_str()),
                (expected, kept),
                "{what}"
            );
        }
    }
}

#[test]
fn after_a_choice_the_page_goes_on_as_the_draft_and_undo_leads_back_to_it() {
    let common = by(&named("own"), "one", &[answer_of("p", "3")]);
    let record = by(&common, "two", &[narrative("a", "other")]);
    let mut database = Database::default();
    let mut other = Page::new("here");
    other.open(&mut database, &common);
    other.edit(&mut database, narrative("a", "one"));
    let draft = stored(&database);

    let mut page = Page::new("here");
    page.open(&mut database, &record);
    assert_eq!(
        page.seen(),
        "small@1: a:narrative other; p 3 = 3/15 provisional asks | "
    );
    // An edit meanwhile is not stored, and asks no second time.
    page.edit(&mut database, note("y", "n"));
    assert_eq!(stored(&database), draft);
    page.act(&mut database, Msg::ChooseAllOf(Some(0)));
    page.act(&mut database, Msg::Merge);
    // The form has changed since: the two are compared again.
    assert!(page.app.workspace().merging.is_some());
    page.act(&mut database, Msg::ChooseAllOf(Some(0)));
    page.act(&mut database, Msg::Merge);
    let merged = "a:narrative other; p 3; y:note n = 3/15 provisional";
    assert_eq!(stored(&database), format!("own: {merged}"));
    page.act(&mut database, Msg::Undo);
    assert_eq!(stored(&database), draft);
    page.act(&mut database, Msg::Redo);
    assert_eq!(stored(&database), format!("own: {merged}"));
}

#[test]
fn a_merge_that_is_put_away_keeps_both() {
    let common = by(&named("own"), "one", &[answer_of("p", "3")]);
    let record = by(&common, "two", &[narrative("a", "other")]);
    for (mut other, mut page, kept) in [
        (Page::new("here"), Page::new("here"), "spare"),
        (Page::hosted("key"), Page::hosted("key"), "keyspare"),
    ] {
        let mut database = Database::default();
        other.open(&mut database, &common);
        other.edit(&mut database, narrative("a", "one"));
        let draft = stored(&database);
        page.open(&mut database, &record);
        page.act(&mut database, Msg::CancelMerge);
        page.edit(&mut database, note("y", "n"));
        let all = stored(&database);
        let (first, second) = all.split_once(" | ").expect("two drafts");
        let both = [first, second];
        assert!(both.contains(&draft.as_str()), "{all}");
        let own = both.iter().find(|one| **one != draft).expect("its own");
        assert!(own.starts_with(kept), "{all}");
        assert!(
            own.ends_with(": a:narrative other; p 3; y:note n = 3/15 provisional"),
            "{all}"
        );
    }
}

#[test]
fn another_key_is_another_person() {
    let mut database = Database::default();
    let mut page = Page::hosted("one");
    page.act(&mut database, START);
    page.edit(&mut database, answer_of("p", "4"));
    page.act(&mut database, Msg::SetScope(None));
    page.act(
        &mut database,
        Msg::SetRecord {
            name: "host".into(),
            text: None,
        },
    );
    page.act(&mut database, Msg::SetScope(Some("two".into())));
    page.edit(&mut database, answer_of("p", "7"));
    assert_eq!(
        stored(&database).replace("new3", "new"),
        "one.own: p 4 = 4/15 provisional | two.new: p 7 = 7/15 provisional".replace("new", &record_of(&page))
    );
    // The page removes what the second has: it stays on the form, and its next edit begins a draft again.
    page.act(&mut database, Msg::RemoveDrafts { scope: "two".into() });
    assert_eq!(stored(&database), "one.own: p 4 = 4/15 provisional");
    assert_eq!(page.app.save_status(), &SaveStatus::Empty);
    page.edit(&mut database, note("y", "n"));
    assert!(stored(&database).ends_with("p 7; y:note n = 7/15 provisional"));
}

pub fn record_of(page: &Page) -> String {
    page.app.state().expect("a form").record.id.to_string()
}

#[test]
fn a_draft_that_is_gone_is_reported() {
    let mut database = Database::default();
    let mut page = Page::new("here");
    page.act(&mut database, START);
    let msg = DraftMsg::OpenRequested { draft: "gone".into() };
    page.act(&mut database, Msg::Draft(Box::new(msg)));
    assert!(
        format!("{:?}", page.app.error()).contains("gone"),
        "{:?}",
        page.app.error()
    );
}

#[test]
fn closing_leads_to_the_start_page_and_what_was_not_exported_is_asked_about() {
    let mut database = Database::default();
    let mut page = Page::new("here");
    // Nothing answers: the edit is in no draft yet.
    page.send(Msg::Edit {
        change: answer_of("p", "4"),
        is_typing: false,
    });
    page.send(Msg::Close);
    assert!(page.app.state().is_some());
    page.act(&mut database, Msg::CloseAnyway);
    assert!(page.app.state().is_none());
    assert_eq!(page.asked, ["FocusStart"]);
    page.act(
        &mut database,
        Msg::Begin {
            rubric: "small".into(),
            is_new: true,
        },
    );
    page.edit(&mut database, answer_of("p", "5"));
    page.act(&mut database, Msg::MarkExported);
    let copied = database.meta(&record_of(&page)).and_then(|meta| meta.copied);
    assert!(copied.is_some_and(|copied| copied.starts_with("2026-11-28T08:")));
}

#[test]
fn a_choice_of_everything_in_the_record_takes_the_place_of_the_draft() {
    let common = by(&named("own"), "one", &[answer_of("p", "3")]);
    let record = by(&common, "two", &[narrative("a", "other")]);
    for (mut other, mut page) in [
        (Page::new("here"), Page::new("here")),
        (Page::hosted("key"), Page::hosted("key")),
    ] {
        let mut database = Database::default();
        other.open(&mut database, &common);
        other.edit(&mut database, narrative("a", "one"));
        page.open(&mut database, &record);
        page.act(&mut database, Msg::ChooseAllOf(Some(0)));
        page.act(&mut database, Msg::Merge);
        let chosen = "a:narrative other; p 3 = 3/15 provisional";
        assert_eq!(stored(&database).split_once(": ").map(|(_, kept)| kept), Some(chosen));
        assert_eq!(shown(page.app.workspace()), format!("small@1: {chosen}"));
        // The other tab follows, and nothing of it is lost: its draft is in the history of the page that chose.
        other.act(&mut database, Msg::Draft(Box::new(DraftMsg::Poll)));
        assert_eq!(shown(other.app.workspace()), format!("small@1: {chosen}"));
    }
}

#[test]
fn scores_of_an_earlier_record_stand_beside_those_of_the_form() {
    let mut database = Database::default();
    let mut before = Page::new("one");
    before.act(&mut database, START);
    before.edit(&mut database, answer_of("p", "3.5"));
    let last = before.app.state().map(|state| state.record.to_text(&state.rubric));
    let last = last.expect("a form");

    let mut page = Page::new("two");
    page.act(&mut Database::default(), START);
    page.edit(&mut Database::default(), answer_of("p", "5"));
    let open = |text: &str| Msg::OpenEarlier {
        file: "last.json".into(),
        text: text.into(),
    };
    let scored = |page: &Page| {
        let rubric = page.app.workspace().rubric()?.clone();
        let earlier = page.app.earlier()?;
        let points = |id: &str| {
            earlier.scored("self", rubric.criterion(id)?).map(|(sheet, worth)| {
                format!(
                    "{} of {worth:?}",
                    sheet.tally.score,
                    worth = worth.map(|worth| worth.to_string())
                )
            })
        };
        Some((points("p"), points("l")))
    };
    assert_eq!(scored(&page), None);
    page.send(open(&last.replace("\"small\"", "\"other\"")));
    assert_eq!(told(page.app.workspace()), "last.json is of another rubric");
    page.send(open("{"));
    assert!(told(page.app.workspace()).starts_with("problems of last.json"));
    assert_eq!(scored(&page), None);

    // The record of another version is compared item by item.
    page.send(open(&last.replace("\"version\": \"1\"", "\"version\": \"0\"")));
    assert_eq!(told(page.app.workspace()), "last.json beside the form");
    assert_eq!(scored(&page), Some((Some("3.5 of Some(\"8\")".to_owned()), None)));
    // The form is as it was.
    assert_eq!(page.app.workspace().rubric().map(|rubric| &*rubric.version), Some("1"));
    page.send(Msg::CloseEarlier);
    assert_eq!(scored(&page), None);

    // Another form is not compared with it.
    page.send(open(&last));
    page.send(Msg::BeginAnother);
    assert_eq!(scored(&page), None);
}
