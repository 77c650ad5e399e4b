//! The rules of `docs/design/drafts.md`, row by row: what happens, and what every tab and the database have afterwards.
//!
//! In a script, a number names a tab. `run` executes the first request of a tab and `fail` has the browser refuse it; `deliver` hands the
//! tab the first answer or announcement; `quiet` executes and delivers everything. Records are `r1`, `r2` in the order of their beginning,
//! notes `n1`, `n2`; `x1` is a record that was given another id.

use super::interleavings::many;
use super::world::{Fate, World, notes_of};
use std::fmt::Write as _;
use std::rc::Rc;
use ziping::state::drafts::{DraftMsg, ListPurpose, MetaChange, OfferReason, Scope};
use ziping::state::{SaveStatus, StorageError};

/// What happens, and what comes of it.
type Row = (&'static str, &'static str, &'static str);

const OPENING: &[Row] = &[
    (
        "a blank form resumes the draft of its rubric and scope",
        "0 begin; 0 note; quiet; 1 begin; quiet",
        "0 r1 n1 saved | 1 r1 n1 saved | stored r1 n1",
    ),
    (
        "of several it resumes the one opened last, whatever the clock says, and offers the others",
        "0 begin; 0 note; quiet; back; 0 new; 0 note; quiet; 1 begin; quiet",
        "0 r2 n2 saved | 1 r2 n2 saved beside r1 | stored r1 n1, r2 n2",
    ),
    (
        "drafts of other scopes are offered",
        "0 at there; 0 begin; 0 note; quiet; 1 begin; quiet",
        "0 r1 n1 saved | 1 r2 empty elsewhere r1 | stored r1 n1",
    ),
    (
        "a form in a host page sees the drafts of its own key only, and no page sees them",
        "0 hosted a; 0 begin; 0 note; quiet; 1 hosted b; 1 begin; quiet; 2 begin; quiet",
        "0 a.r1 n1 saved | 1 b.r2 empty | 2 r3 empty | stored a.r1 n1",
    ),
    (
        "a form in a host page resumes the draft of its key",
        "0 hosted a; 0 begin; 0 note; quiet; 1 hosted a; 1 begin; quiet",
        "0 a.r1 n1 saved | 1 a.r1 n1 saved | stored a.r1 n1",
    ),
    (
        "a form that the person asked for is new",
        "0 begin; 0 note; quiet; 1 new; quiet; 1 note; quiet",
        "0 r1 n1 saved | 1 r2 n2 saved | stored r1 n1, r2 n2",
    ),
    (
        "a draft that was put away is not resumed",
        "0 begin; 0 note; quiet; put-away r1; 1 begin; quiet",
        "0 r1 n1 saved | 1 r2 empty | stored r1 n1 away",
    ),
    (
        "a reload resumes the draft that was open",
        "0 begin; 0 note; quiet; 0 new; 0 note; quiet; 1 open r1; quiet; 1 kill; quiet",
        "0 r2 n2 saved | 1 r1 n1 saved beside r2 | stored r1 n1, r2 n2",
    ),
];

const TWO_TABS: &[Row] = &[
    (
        "both follow one journal",
        "0 begin; 0 note; quiet; 1 open r1; quiet; 0 note; 1 note; 1 run; 0 run; quiet",
        "0 r1 n1,n2,n3 saved | 1 r1 n1,n2,n3 saved | stored r1 n1,n2,n3",
    ),
    (
        "the steps of another tab come first, and the pending ones after them",
        "0 begin; 0 note; quiet; 1 open r1; quiet; 0 note; 1 undo; 1 run; 1 deliver; 0 run; 0 deliver; 0 deliver",
        "0 r1 n2 saving | 1 r1 saved | stored r1",
    ),
    (
        "a blank form resumes the draft that another tab begins",
        "0 begin; 1 begin; quiet; 1 note; quiet",
        "0 r2 n1 saved | 1 r2 n1 saved | stored r2 n1",
    ),
    (
        "if it was not notified, at the next poll",
        "0 begin; 1 begin; quiet; 1 note; 1 run; 1 deliver; 0 forget; quiet; 0 poll; quiet",
        "0 r2 n1 saved | 1 r2 n1 saved | stored r2 n1",
    ),
    (
        "a new form stays blank",
        "0 new; 1 begin; quiet; 1 note; quiet",
        "0 r1 empty | 1 r2 n1 saved | stored r2 n1",
    ),
    (
        "both began before they were notified: both are drafts, and the first is offered in the second tab",
        "0 begin; 1 begin; quiet; 0 note; 1 note; quiet",
        "0 r1 n1 saved | 1 r2 n2 saved entered r1 | stored r1 n1, r2 n2",
    ),
    (
        "entered while drafts were read: the form becomes a draft of its own, and the others are offered",
        "0 begin; 0 note; quiet; 1 begin; 1 run; 1 deliver; 1 note; quiet",
        "0 r1 n1 saved | 1 r2 n2 saved entered r1 | stored r1 n1, r2 n2",
    ),
    (
        "one tab replaces the form: the other reads it again and applies its pending steps",
        "0 begin; 0 note; quiet; 1 open r1; quiet; 1 note; 0 replace; 0 run; 0 deliver; quiet",
        "0 r1@2 n1,n2 saved | 1 r1@2 n1,n2 saved | stored r1@2 n1,n2",
    ),
];

const MANAGING: &[Row] = &[
    (
        "a draft is named while another tab writes to it: both stay",
        "0 begin; 0 note; quiet; 1 name r1; 0 note; 1 run; quiet; 0 note; quiet",
        "0 r1 n1,n2,n3 saved | stored r1 n1,n2,n3 (Named)",
    ),
    (
        "a draft that is deleted is not resumed; after it is restored it is",
        "0 begin; 0 note; quiet; 0 close; 0 delete r1; quiet; 1 begin; quiet; 0 restore r1; quiet; 2 begin; quiet",
        "0 - empty | 1 r2 empty | 2 r1 n1 saved | stored r1 n1",
    ),
    (
        "an edit in a tab that still has it restores it",
        "0 begin; 0 note; quiet; 1 delete r1; quiet; 0 note; quiet",
        "0 r1 n1,n2 saved | stored r1 n1,n2",
    ),
    (
        "it is not deleted for good within a day",
        "0 begin; 0 note; quiet; 0 close; 0 delete r1; quiet; 1 tidy; quiet",
        "0 - empty | stored r1 n1 away",
    ),
    (
        "it is deleted for good once a day is over",
        "0 begin; 0 note; quiet; 0 close; 0 delete r1; quiet; day; 1 tidy; quiet",
        "0 - empty | stored ",
    ),
    (
        "a duplicate is a draft of its own",
        "0 begin; 0 note; quiet; 1 duplicate r1; quiet; 0 note; quiet; 2 open x2; quiet; 2 note; quiet",
        "0 r1 n1,n2 saved | 2 x2 n1,n3 saved beside r1 | stored r1 n1,n2, x2 n1,n3 (Copy)",
    ),
    (
        "of a draft that is gone there is none",
        "0 begin; 0 note; quiet; 0 close; 1 duplicate r1; remove r1; quiet",
        "0 - empty | stored ",
    ),
    (
        "whatever the browser refuses is reported, and nothing changes",
        "0 begin; 0 note; quiet; 1 name r1; 1 fail; quiet; 1 duplicate r1; 1 fail; quiet; 1 duplicate r1; 1 run; 1 deliver; 1 fail; \
         quiet; 1 clear; 1 fail; quiet",
        "0 r1 n1 saved | 1 - empty refused [Full, Full, Full, Full] | stored r1 n1",
    ),
    (
        "everything can be deleted; a form that is open is stored again at its next edit",
        "0 begin; 0 note; quiet; 1 clear; quiet; 0 note; quiet",
        "0 r1 n1,n2 saved | stored r1 n1,n2",
    ),
];

const SAVING: &[Row] = &[
    (
        "nothing is reported as saved before the transaction completed",
        "0 begin; 0 note; 0 run; 0 deliver; 0 run",
        "0 r1 n1 saving | stored r1 n1",
    ),
    (
        "a refused batch is reported, and committed again",
        "0 begin; 0 run; 0 deliver; 0 note; 0 fail; 0 deliver",
        "0 r1 n1 not saved: full | stored ",
    ),
    (
        "and is saved once the browser accepts it",
        "0 begin; 0 run; 0 deliver; 0 note; 0 fail; 0 deliver; quiet",
        "0 r1 n1 saved | stored r1 n1",
    ),
    (
        "a batch that takes long is reported, and is saved when it completes",
        "0 begin; 0 run; 0 deliver; 0 note; 0 fire",
        "0 r1 n1 not saved: slow | stored ",
    ),
    (
        "and then",
        "0 begin; 0 run; 0 deliver; 0 note; 0 fire; quiet",
        "0 r1 n1 saved | stored r1 n1",
    ),
    (
        "a closed form is stored, and the next form waits for its report",
        "0 begin; quiet; 0 note; 0 close; 0 run; 0 deliver",
        "0 - empty | stored r1 n1",
    ),
    (
        "a closed form whose steps are pending comes back with them",
        "0 begin; 0 note; quiet; 0 note; 0 fail; 0 deliver; 0 close; 0 open r1; quiet",
        "0 r1 n1,n2 saved | stored r1 n1,n2",
    ),
    (
        "a kill before the transaction loses what was not reported",
        "0 begin; 0 note; quiet; 0 note; 0 kill; quiet",
        "0 r1 n1 saved | stored r1 n1",
    ),
    (
        "a kill after the transaction loses nothing",
        "0 begin; 0 note; quiet; 0 note; 0 run; 0 kill; quiet",
        "0 r1 n1,n2 saved | stored r1 n1,n2",
    ),
    (
        "a snapshot that another tab's steps have overtaken contains them",
        "0 begin; 0 note; quiet; 1 open r1; quiet; heavy r1; 0 note; 0 run; 0 deliver; 0 run; 0 deliver; 0 forget-requests; \
         1 note; 1 run; 1 deliver; 1 run; 1 deliver; 0 fire; 0 fire; 0 fire; quiet",
        "0 r1 n1,n2,n3 saved | 1 r1 n1,n2,n3 saved | stored r1 n1,n2,n3",
    ),
    (
        "an undo in one batch with a snapshot is applied once",
        "0 begin; 0 note; 0 note; 0 note; quiet; heavy r1; 0 note; 0 run; 0 deliver; 0 run; 0 deliver; 0 fire; 0 fire; 0 fire; \
         0 fail; 0 deliver; 0 undo; quiet",
        "0 r1 n1,n2,n3 saved | stored r1 n1,n2,n3",
    ),
    (
        "a form that replaces another while steps of another tab are unread contains them",
        "0 begin; 0 note; quiet; 1 open r1; quiet; 1 note; 1 run; 0 replace; quiet",
        "0 r1@2 n1,n2 saved | 1 r1@2 n1,n2 saved | stored r1@2 n1,n2",
    ),
    (
        "an undo in flight while the form is replaced is applied once",
        "0 begin; 0 note; 0 note; 0 note; quiet; 0 undo; 0 replace; 0 run; 0 deliver; quiet",
        "0 r1@2 n1,n2 saved | stored r1@2 n1,n2",
    ),
];

const CHOICES: &[Row] = &[
    (
        "two tabs replace the form: the second is asked",
        "0 begin; 0 note; quiet; 1 open r1; quiet; 0 replace; 1 replace; 1 note; quiet",
        "0 r1@2 n1 saved | 1 r1@2 n1,n2 not saved: conflict asked r1 | stored r1@2 n1",
    ),
    (
        "it keeps both",
        "0 begin; 0 note; quiet; 1 open r1; quiet; 0 replace; 1 replace; 1 note; quiet; 1 keep; quiet",
        "0 r1@2 n1 saved | 1 x2@2 n1,n2 saved | stored r1@2 n1, x2@2 n1,n2",
    ),
    (
        "it takes the other's place, and the other reads it",
        "0 begin; 0 note; quiet; 1 open r1; quiet; 0 replace; 1 replace; 1 note; quiet; 1 overwrite; quiet",
        "0 r1@2 n1,n2 saved | 1 r1@2 n1,n2 saved | stored r1@2 n1,n2",
    ),
    (
        "it continues as the draft, and its own form becomes a draft beside it",
        "0 begin; 0 note; quiet; 1 open r1; quiet; 0 replace; 1 replace; 1 note; quiet; 1 open r1; quiet",
        "0 r1@2 n1 saved | 1 r1@2 n1 saved | stored r1@2 n1, x2@2 n1,n2",
    ),
    (
        "the form of a record that has a draft is not stored in its place unasked",
        "0 begin; 0 note; quiet; 1 copy 0; 1 note; quiet",
        "0 r1 n1 saved | 1 r1 n1,n2 not saved: conflict asked r1 | stored r1 n1",
    ),
    (
        "it becomes a draft of its own when it is closed",
        "0 begin; 0 note; quiet; 1 copy 0; 1 note; quiet; 1 close; quiet",
        "0 r1 n1 saved | 1 - empty | stored r1 n1, x2 n1,n2",
    ),
];

const RECORDS: &[Row] = &[
    (
        "a record without a draft is stored with its first edit",
        "0 begin; 0 note; quiet; remove r1; 1 record 0; quiet; 1 note; quiet",
        "0 r1 n1 saved asked r1 | 1 r1 n1,n2 saved | stored r1 n1,n2",
    ),
    (
        "a record that has a draft is compared with the draft before anything is stored",
        "0 begin; 0 note; quiet; 1 record 0; 1 note; quiet",
        "0 r1 n1 saved | 1 r1 n1,n2 not saved: conflict asked r1 | stored r1 n1",
    ),
    (
        "it continues as the draft, and nothing else is stored of it",
        "0 begin; 0 note; quiet; 1 record 0; quiet; 1 continue; quiet; 1 note; quiet",
        "0 r1 n1,n2 saved | 1 r1 n1,n2 saved | stored r1 n1,n2",
    ),
    (
        "it is kept beside the draft",
        "0 begin; 0 note; quiet; 1 record 0; quiet; 1 keep; 1 note; quiet",
        "0 r1 n1 saved | 1 x2 n1,n2 saved | stored r1 n1, x2 n1,n2",
    ),
    (
        "in a host page it keeps its record beside the draft",
        "0 hosted a; 0 begin; 0 note; quiet; 1 hosted a; 1 record 0; quiet; 1 keep; 1 note; quiet",
        "0 a.r1 n1 saved | 1 a.r1 n1,n2 saved | stored a.r1 n1, ax2.r1 n1,n2",
    ),
    (
        "there it is compared with the one of its drafts that was opened last",
        "0 hosted a; 0 begin; 0 note; quiet; 1 hosted a; 1 record 0; quiet; 1 keep; 1 note; quiet; 2 hosted a; 2 record 1; quiet",
        "0 a.r1 n1 saved | 1 a.r1 n1,n2 saved | 2 a.r1 n1,n2 empty asked ax2.r1 | stored a.r1 n1, ax2.r1 n1,n2",
    ),
    (
        "it replaces the draft that the person has seen",
        "0 begin; 0 note; quiet; 1 record 0; 1 note; quiet; 1 overwrite; quiet",
        "0 r1 n1,n2 saved | 1 r1 n1,n2 saved | stored r1 n1,n2",
    ),
    (
        "a draft that has changed since is compared again",
        "0 begin; 0 note; quiet; 1 record 0; 1 note; quiet; 0 note; quiet; 1 overwrite; quiet",
        "0 r1 n1,n3 saved | 1 r1 n1,n2 not saved: conflict asked r1 | stored r1 n1,n3",
    ),
    (
        "each edit asks again while the answer is awaited",
        "0 begin; 0 note; quiet; 1 record 0; quiet; 1 unask; 1 note; quiet",
        "0 r1 n1 saved | 1 r1 n1,n2 not saved: conflict asked r1 | stored r1 n1",
    ),
    (
        "a draft that cannot be read is found again when the record is stored",
        "0 begin; 0 note; quiet; 1 record 0; 1 run; 1 deliver; 1 fail; 1 deliver; 1 note; quiet",
        "0 r1 n1 saved | 1 r1 n1,n2 not saved: conflict asked r1 | stored r1 n1",
    ),
    (
        "of a closed record what was entered becomes a draft of its own",
        "0 begin; 0 note; quiet; 1 record 0; 1 note; quiet; 1 close; quiet",
        "0 r1 n1 saved | 1 - empty | stored r1 n1, x2 n1,n2",
    ),
];

const REMOVAL: &[Row] = &[
    (
        "the drafts of a scope are removed, and the form stays open",
        "0 hosted a; 0 begin; 0 note; quiet; 1 hosted b; 1 begin; 1 note; quiet; 0 hand-in a; quiet",
        "0 a.r1 n1 empty | 1 b.r2 n2 saved | stored b.r2 n2",
    ),
    (
        "its next edit begins a draft again, with everything in it",
        "0 hosted a; 0 begin; 0 note; quiet; 0 hand-in a; quiet; 0 note; quiet",
        "0 a.r1 n1,n2 saved | stored a.r1 n1,n2",
    ),
    (
        "nothing is written meanwhile",
        "0 hosted a; 0 begin; 0 note; quiet; 0 hand-in a; 0 note; 0 run; 0 deliver; quiet",
        "0 a.r1 n1,n2 saved | stored a.r1 n1,n2",
    ),
    (
        "a batch in flight is completed first, and removed",
        "0 hosted a; 0 begin; 0 run; 0 deliver; 0 note; 0 hand-in a; quiet",
        "0 a.r1 n1 empty | stored ",
    ),
    (
        "what the browser refuses to remove stays, with its pending steps",
        "0 hosted a; 0 begin; 0 note; quiet; 0 hand-in a; 0 note; 0 fail; quiet",
        "0 a.r1 n1,n2 saved | stored a.r1 n1,n2",
    ),
];

const LOSS: &[Row] = &[
    (
        "a removed draft is not stored again unasked",
        "0 begin; 0 note; quiet; remove r1; 0 poll; quiet",
        "0 r1 n1 not saved: gone | stored ",
    ),
    (
        "the next edit stores the whole form again",
        "0 begin; 0 note; quiet; remove r1; 0 poll; quiet; 0 note; quiet",
        "0 r1 n1,n2 saved | stored r1 n1,n2",
    ),
    (
        "a tab that had it open too reads what was stored again",
        "0 begin; 0 note; quiet; 1 open r1; quiet; remove r1; 0 note; quiet",
        "0 r1 n1,n2 saved | 1 r1 n1,n2 saved | stored r1 n1,n2",
    ),
    (
        "both store it again: the second is asked",
        "0 begin; 0 note; quiet; 1 open r1; quiet; remove r1; 0 note; 1 note; 0 run; 1 run; 0 deliver; 1 deliver; quiet",
        "0 r1 n1,n2 saved | 1 r1 n1,n3 not saved: conflict asked r1 | stored r1 n1,n2",
    ),
    (
        "a tab that is behind stores it again, and another that was ahead reads it: nothing is mixed up",
        "0 begin; 0 note; quiet; 1 open r1; quiet; 0 replace; 0 run; 0 deliver; remove r1; 1 note; 1 run; 1 deliver; 1 run; \
         1 deliver; quiet",
        "0 r1 n1,n2 saved | 1 r1 n1,n2 saved | stored r1 n1,n2",
    ),
    (
        "a draft that was put away is wanted again once it is edited",
        "0 begin; 0 note; quiet; put-away r1; 0 note; quiet",
        "0 r1 n1,n2 saved | stored r1 n1,n2",
    ),
];

#[test]
fn forms_resume_drafts() {
    check(OPENING);
}

#[test]
fn tabs_share_drafts() {
    check(TWO_TABS);
}

#[test]
fn steps_are_saved() {
    check(SAVING);
}

#[test]
fn a_person_manages_the_list() {
    check(MANAGING);
}
#[test]
fn the_person_chooses() {
    check(CHOICES);
}

#[test]
fn records_meet_their_drafts() {
    check(RECORDS);
}

#[test]
fn drafts_of_a_scope_are_removed() {
    check(REMOVAL);
}

#[test]
fn lost_drafts_are_stored_again() {
    check(LOSS);
}

fn check(rows: &[Row]) {
    let mut wrong = String::new();
    for (rule, script, expected) in rows {
        let sources = many();
        let mut world = World::new(&[&sources[0], &sources[1]], 3);
        script.split(';').for_each(|line| play(&mut world, line.trim()));
        let found = describe(&world);
        if found != *expected || !world.broken.is_empty() {
            // Writing to a String cannot fail.
            let _ = write!(
                wrong,
                "{rule}\n  expected {expected}\n  found    {found}\n  {:?}\n",
                world.broken
            );
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn play(world: &mut World, line: &str) {
    let mut words = line.split(' ').filter(|word| !word.is_empty());
    let (first, second, third) = (words.next().unwrap_or_default(), words.next(), words.next());
    let draft: Rc<str> = third.or(second).unwrap_or_default().into();
    let change = |world: &mut World, work: fn(&mut ziping::state::DraftMeta)| {
        let mut meta = world.database.meta(&draft).expect("the draft");
        work(&mut meta);
        world.database.put_meta(&meta);
    };
    let Ok(tab) = first.parse::<usize>() else {
        match first {
            "quiet" => world.quiesce(),
            "back" => world.clock = 0,
            "remove" => world.remove(&draft),
            "day" => world.clock += 1_440,
            "heavy" => change(world, |meta| meta.bytes[2] = 1 << 20),
            "put-away" => change(world, |meta| meta.removed = Some("2026-11-20".into())),
            other => panic!("{other} is no event"),
        }
        return;
    };
    let ask = |world: &mut World, change: MetaChange| {
        let draft = draft.clone();
        world.send(tab, DraftMsg::ChangeRequested { draft, change });
    };
    match second.unwrap_or_default() {
        "at" => world.scopes[tab] = (draft, false),
        "hosted" => world.scopes[tab] = (draft, true),
        "begin" => drop(world.begin(tab, false)),
        "new" => drop(world.begin(tab, true)),
        "copy" => {
            let from: usize = draft.parse().expect("a tab");
            let session = world.tabs[from].session.clone().expect("a form");
            let copy = session.with_state((*session.state).clone());
            world.open_form(tab, copy, false, false);
        }
        "record" => {
            let from: usize = draft.parse().expect("a tab");
            let session = world.tabs[from].session.clone().expect("a form");
            let copy = session.with_state((*session.state).clone());
            world.open_as(tab, copy, false, false, true);
        }
        "continue" => {
            world.tabs[tab].asked = None;
            world.send(tab, DraftMsg::Continue);
        }
        "hand-in" => {
            let rubric_id = world.tabs[tab]
                .session
                .as_ref()
                .expect("a form")
                .state
                .rubric
                .id
                .shared();
            world.send(tab, DraftMsg::RemovalRequested(Scope { page: draft, rubric_id }));
        }
        "note" => world.note(tab),
        "undo" => world.undo(tab),
        "replace" => world.replace(tab),
        "open" => world.send(tab, DraftMsg::OpenRequested { draft }),
        "name" => ask(world, MetaChange::Rename("Named".into())),
        "delete" => {
            let now = world.now();
            ask(world, MetaChange::Delete(now));
        }
        "restore" => ask(world, MetaChange::Restore),
        "duplicate" => world.duplicate(tab, draft, "Copy"),
        "tidy" => {
            let now = world.now();
            world.send(tab, DraftMsg::ListRequested(ListPurpose::Show));
            world.quiesce();
            world.send(tab, DraftMsg::TidyRequested { now });
        }
        "clear" => world.send(tab, DraftMsg::ClearRequested),
        "close" => world.close(tab),
        "kill" => world.reload(tab),
        "run" => world.run(tab, Fate::Done),
        "fail" => world.run(tab, Fate::Fails),
        "deliver" => world.deliver(tab, 0),
        "fire" => world.fire(tab, 0),
        "poll" => world.send(tab, DraftMsg::Poll),
        "unask" => world.tabs[tab].asked = None,
        "forget" => world.tabs[tab].inbox.clear(),
        "forget-requests" => world.tabs[tab].requests.clear(),
        "keep" | "overwrite" => {
            world.tabs[tab].asked = None;
            let keeps = second == Some("keep");
            world.send(tab, if keeps { DraftMsg::KeepBoth } else { DraftMsg::Overwrite });
        }
        other => panic!("{other} is no event"),
    }
}

/// What the tabs that were used show, and what is stored.
fn describe(world: &World) -> String {
    let mut parts = Vec::new();
    for (index, tab) in world.tabs.iter().enumerate() {
        let form = match (&tab.draft, &tab.session) {
            (Some(draft), Some(session)) => form(draft, &session.state),
            _ if tab.is_used || !tab.refused.is_empty() => "-".to_owned(),
            _ => continue,
        };
        let mut part = format!("{index} {form} {}", status(&tab.status));
        for (reason, ids) in &tab.offers {
            let reason = match reason {
                OfferReason::OtherScope => "elsewhere",
                OfferReason::AlreadyEntered => "entered",
                OfferReason::Beside => "beside",
            };
            let _ = write!(part, " {reason} {}", ids.join(","));
        }
        if let Some(draft) = &tab.asked {
            let _ = write!(part, " asked {draft}");
        }
        if !tab.refused.is_empty() {
            let _ = write!(part, " refused {:?}", tab.refused);
        }
        parts.push(part);
    }
    let stored = world.database.metas.keys().map(|id| {
        let recovered = world.database.recovered(id).expect("the draft");
        assert_eq!((recovered.lost_steps, recovered.lost_state), (0, false), "{id}");
        let is_away = world.database.meta(id).is_some_and(|meta| meta.removed.is_some());
        let name = world.database.meta(id).map(|meta| meta.name).unwrap_or_default();
        let name = if name.is_empty() {
            name
        } else {
            format!(" ({name})").into()
        };
        format!(
            "{}{name}{}",
            form(id, &recovered.session.state),
            if is_away { " away" } else { "" }
        )
    });
    parts.push(format!("stored {}", stored.collect::<Vec<_>>().join(", ")));
    parts.join(" | ")
}

fn form(draft: &str, state: &ziping::state::State) -> String {
    let version = match &*state.rubric.version {
        "1" => String::new(),
        version => format!("@{version}"),
    };
    let mut notes = notes_of(state);
    notes.sort();
    format!("{draft}{version} {}", notes.join(",")).trim_end().to_owned()
}

fn status(status: &SaveStatus) -> &'static str {
    match status {
        SaveStatus::Empty => "empty",
        SaveStatus::Saving => "saving",
        SaveStatus::Saved(_) => "saved",
        SaveStatus::NotSaved(StorageError::Full) => "not saved: full",
        SaveStatus::NotSaved(StorageError::Slow) => "not saved: slow",
        SaveStatus::NotSaved(StorageError::Conflict) => "not saved: conflict",
        SaveStatus::NotSaved(StorageError::Gone) => "not saved: gone",
        SaveStatus::NotSaved(_) => "not saved",
    }
}
