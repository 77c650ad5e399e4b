//! Whatever tabs do, in whatever order the browser answers: nothing that was reported as saved is lost, tabs on one draft end at the same,
//! and no step is applied twice. `INTERLEAVINGS=100000 cargo test --release --test state drafts` runs longer.

use super::world::{Fate, World};
use crate::every::{EVERY, actions};
use crate::kit::*;
use crate::seen::content;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Instant;
use ziping::state::drafts::{DraftMsg, MetaChange};
use ziping::state::{Action, Change, SaveStatus, Session};

/// How many interleavings a property runs, unless the environment says how many.
const CASES: u32 = 128;

/// One thing that happens.
#[derive(Clone, Debug)]
enum Event {
    Note,
    Edit(Box<Action>, bool),
    FillInAs(&'static str),
    Undo,
    Redo,
    Settle,
    Replace,
    Begin {
        is_new: bool,
    },
    Close,
    Open(usize),
    Kill,
    Run(Fate),
    Deliver(usize),
    Fire(usize),
    Poll,
    KeepBoth,
    Overwrite,
    /// Another actor sets the clock back.
    ClockBack,
    /// Another actor makes a snapshot due.
    Heavy(usize),
    Rename(usize),
    Delete(usize),
    Restore(usize),
    MarkCopied(usize),
    Duplicate(usize),
    Tidy,
    Remove(usize),
    /// The form of another tab is opened as a record, and meets its draft.
    OpenRecord(usize),
    Continue,
    /// A host page removes the drafts of the open rubric.
    HandIn,
}

/// What the browser does.
fn browser() -> impl Strategy<Value = Event> {
    prop_oneof![
        8 => Just(Event::Run(Fate::Done)),
        3 => Just(Event::Run(Fate::Fails)),
        8 => (0..4_usize).prop_map(Event::Deliver),
        3 => (0..3_usize).prop_map(Event::Fire),
        1 => Just(Event::Poll),
        1 => Just(Event::Kill),
        1 => Just(Event::ClockBack),
        2 => (0..3_usize).prop_map(Event::Heavy),
        1 => (0..3_usize).prop_map(Event::Rename),
        1 => (0..3_usize).prop_map(Event::Delete),
        1 => (0..3_usize).prop_map(Event::Restore),
        1 => (0..3_usize).prop_map(Event::MarkCopied),
    ]
}

fn act(world: &mut World, tab: usize, event: Event) {
    let chosen = |world: &World, index: usize| {
        let ids: Vec<Rc<str>> = world.database.metas.keys().cloned().collect();
        (!ids.is_empty()).then(|| ids[index % ids.len()].clone())
    };
    let change = |world: &mut World, index: usize, work: fn(&mut ziping::state::DraftMeta)| {
        if let Some(mut meta) = chosen(world, index).and_then(|id| world.database.meta(&id)) {
            work(&mut meta);
            world.database.put_meta(&meta);
        }
    };
    let ask = |world: &mut World, index: usize, change: MetaChange| {
        if let Some(draft) = chosen(world, index) {
            world.send(tab, DraftMsg::ChangeRequested { draft, change });
        }
    };
    match event {
        Event::Note => world.note(tab),
        Event::Edit(action, typing) => drop(world.perform(tab, *action, typing)),
        Event::FillInAs(rater) => world.fill_in_as(tab, rater),
        Event::Undo => world.undo(tab),
        Event::Redo => world.redo(tab),
        Event::Settle => world.settle(tab),
        Event::Replace => world.replace(tab),
        Event::Begin { is_new } => drop(world.begin(tab, is_new)),
        Event::Close => world.close(tab),
        Event::Open(index) => {
            if let Some(draft) = chosen(world, index) {
                world.send(tab, DraftMsg::OpenRequested { draft });
            }
        }
        Event::Kill => world.reload(tab),
        Event::Run(fate) => world.run(tab, fate),
        Event::Deliver(index) => world.deliver(tab, index),
        Event::Fire(index) => world.fire(tab, index),
        Event::Poll => world.send(tab, DraftMsg::Poll),
        Event::KeepBoth | Event::Overwrite | Event::Continue => {
            if let Some(draft) = world.tabs[tab].asked.take() {
                let answer = match event {
                    Event::KeepBoth => DraftMsg::KeepBoth,
                    Event::Overwrite => {
                        world.give_up(&draft);
                        DraftMsg::Overwrite
                    }
                    _ => {
                        world.discard_form(tab);
                        DraftMsg::Continue
                    }
                };
                world.send(tab, answer);
            }
        }
        Event::OpenRecord(from) => {
            let from = from % world.tabs.len();
            if let Some(session) = world.tabs[from].session.clone() {
                let copy = session.with_state((*session.state).clone());
                world.open_as(tab, copy, false, false, true);
            }
        }
        Event::HandIn => world.hand_in(tab),
        Event::ClockBack => world.clock = (world.clock - 700).max(0),
        Event::Heavy(index) => change(world, index, |meta| meta.bytes[2] += 1 << 20),
        Event::Rename(index) => ask(world, index, MetaChange::Rename("Named".into())),
        Event::Delete(index) => {
            let now = world.now();
            ask(world, index, MetaChange::Delete(now));
        }
        Event::Restore(index) => ask(world, index, MetaChange::Restore),
        Event::MarkCopied(index) => {
            let now = world.now();
            ask(world, index, MetaChange::MarkCopied(now));
        }
        Event::Duplicate(index) => {
            if let Some(draft) = chosen(world, index) {
                world.duplicate(tab, draft, "Copy");
            }
        }
        Event::Tidy => {
            let now = world.now();
            world.send(tab, DraftMsg::TidyRequested { now });
        }
        Event::Remove(index) => {
            if let Some(id) = chosen(world, index) {
                world.remove(&id);
            }
        }
    }
}

/// Runs a property over interleavings, and says how many they were.
fn property(name: &str, event: impl Strategy<Value = Event>, test: impl Fn(Vec<(usize, Event)>) -> World) {
    let cases = std::env::var("INTERLEAVINGS").ok().and_then(|text| text.parse().ok());
    let config = Config {
        cases: cases.unwrap_or(CASES),
        failure_persistence: None,
        max_shrink_iters: 4_000,
        ..Config::default()
    };
    let (begun, effects, ran) = (Instant::now(), Cell::new(0), Cell::new(0));
    let done = TestRunner::new(config).run(&proptest::collection::vec((0..3_usize, event), 0..120), |events| {
        let world = test(events);
        effects.set(effects.get() + world.effects);
        ran.set(ran.get() + 1);
        prop_assert!(world.broken.is_empty(), "{}", world.broken.join("\n"));
        Ok(())
    });
    let took = begun.elapsed().as_secs_f32();
    println!(
        "{name}: {} interleavings, {} effects, {took:.1} s",
        ran.get(),
        effects.get()
    );
    if let Err(error) = done {
        panic!("{error}");
    }
}

/// Tabs that show one draft show what the database has, and report it as saved.
fn check_tabs(world: &mut World) {
    let mut broken = Vec::new();
    for (index, tab) in world.tabs.iter().enumerate() {
        let (Some(session), Some(draft)) = (&tab.session, &tab.draft) else {
            continue;
        };
        match &tab.status {
            SaveStatus::Saved(_) => {}
            SaveStatus::Empty if session.edit_count == 0 => continue,
            status => broken.push(format!("tab {index} ends at {status:?}")),
        }
        let Some(recovered) = world.database.recovered(draft) else {
            broken.push(format!("the draft of tab {index} is missing"));
            continue;
        };
        if (recovered.lost_steps, recovered.lost_state) != (0, false) {
            broken.push(format!("{draft} has lost {} steps", recovered.lost_steps));
        }
        if !is_same(session, &recovered.session) {
            broken.push(format!("tab {index} does not show what is stored"));
        }
    }
    world.broken.extend(broken);
}

fn is_same(a: &Session, b: &Session) -> bool {
    let revision = |session: &Session| session.state.record.revision;
    content(&a.state) == content(&b.state) && a.past() == b.past() && revision(a) == revision(b)
}

/// Three tabs on one draft, whatever is entered and taken back.
#[test]
fn tabs_of_one_draft_end_at_the_journal() {
    // A record that was merged in is another matter: undoing it after a snapshot may differ from undoing it before.
    let is_plain = |action: &Action| !matches!(action.change, Change::Record(_));
    let action = actions().prop_filter_map("an action", move |actions| actions.into_iter().find(is_plain));
    let event = prop_oneof![
        6 => (action, any::<bool>()).prop_map(|(action, typing)| Event::Edit(Box::new(action), typing)),
        1 => select(vec!["self", "bureau"]).prop_map(Event::FillInAs),
        4 => Just(Event::Undo),
        1 => Just(Event::Redo),
        1 => Just(Event::Settle),
        24 => browser(),
    ];
    property("tabs of one draft", event, |events| {
        let mut world = World::new(&[EVERY], 3);
        let id = world.begin(0, false);
        world.edit(0, Change::Period("2026".into()));
        world.quiesce();
        for tab in 1..3 {
            world.send(tab, DraftMsg::OpenRequested { draft: id.clone() });
        }
        world.quiesce();
        for (tab, event) in events {
            act(&mut world, tab, event);
        }
        world.finish();
        world.check_written_once();
        check_tabs(&mut world);
        // The journal is the truth: its steps, each taken once from a blank form, lead to what is stored.
        let state = blank(EVERY);
        let mut record = state.record.clone();
        record.id = id.clone();
        let mut journal = Session::new(ziping::state::State::new(state.rubric.clone(), record));
        let steps = world.database.written.iter().filter(|(draft, _)| *draft == id);
        journal.take_all(steps.map(|(_, step)| step));
        let stored = world.database.recovered(&id).expect("the draft").session;
        if !is_same(&stored, &journal) {
            world
                .broken
                .push("the draft is not what its journal leads to".to_owned());
        }
        world
    });
}

/// 64 criteria: every edit makes a note that no other touches.
pub fn many() -> [String; 2] {
    let criteria: Vec<_> = (0..64)
        .map(|i| format!(r#"{{ "id": "c{i}", "text": "C", "scale": {{ "kind": "yes-no" }} }}"#))
        .collect();
    ["1", "2"].map(|version| {
        format!(
            r#"{{ "format": 1, "id": "many", "version": "{version}", "status": "draft", "title": "Many",
                "sections": [{{ "id": "s", "title": "S", "criteria": [{}] }}] }}"#,
            criteria.join(",")
        )
    })
}

/// Tabs that open, close and replace forms, and meet each other's drafts.
#[test]
fn nothing_reported_as_saved_is_lost() {
    let event = prop_oneof![
        8 => Just(Event::Note),
        3 => Just(Event::Replace),
        1 => any::<bool>().prop_map(|is_new| Event::Begin { is_new }),
        1 => Just(Event::Close),
        2 => (0..4_usize).prop_map(Event::Open),
        1 => Just(Event::KeepBoth),
        1 => Just(Event::Overwrite),
        1 => Just(Event::Continue),
        1 => (0..4_usize).prop_map(Event::Remove),
        2 => (0..3_usize).prop_map(Event::OpenRecord),
        1 => (0..4_usize).prop_map(Event::Duplicate),
        1 => Just(Event::Tidy),
        1 => Just(Event::HandIn),
        30 => browser(),
    ];
    let sources = many();
    property("nothing is lost", event, |events| {
        let mut world = World::new(&[&sources[0], &sources[1]], 3);
        world.begin(0, false);
        world.note(0);
        world.quiesce();
        // A blank form resumes the draft once it was read.
        for tab in 1..3 {
            world.begin(tab, false);
        }
        for (tab, event) in events {
            act(&mut world, tab, event);
            world.check_nothing_lost();
        }
        world.finish();
        world.check_nothing_lost();
        world.check_written_once();
        world
    });
}
