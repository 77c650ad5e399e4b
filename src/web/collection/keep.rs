//! Storing the collection: one time after the other, and not over what another tab has stored.

use super::CollectionStore;
use super::database::{self, Content, Outcome, Outdated};
use super::work::write_line;
use crate::state::collection::{CollectionMsg, Saved, Stored};
use crate::web::clock;
use gloo::timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use wasm_bindgen_futures::spawn_local;

/// How many rows are stored, read or written before the page answers again: some 10 milliseconds.
pub(super) const SLICE: usize = 200;

/// After how many milliseconds a browser that does not answer is taken to keep nothing. What it keeps is not replaced all the same.
const SLOW: u32 = 5000;

/// A collection as it was when it was to be stored.
pub(super) struct Snapshot {
    pub(super) saved: Saved,
    /// Whether rows and files have changed.
    pub(super) has_new_rows: bool,
    /// The version of the rows.
    pub(super) rows: u32,
}

/// What is to be stored.
#[derive(Default)]
pub(super) struct Keeper {
    /// What is stored next.
    next: RefCell<Option<Snapshot>>,
    is_busy: Cell<bool>,
    /// Whether what is stored is to be deleted.
    forgets: Cell<bool>,
    /// The id with which the collection was stored, empty if there is none.
    turn: RefCell<String>,
    /// Whether the collection is stored also over that of another tab.
    replaces: Cell<bool>,
}

impl Keeper {
    /// The next time what is stored is replaced, also that of another tab.
    pub(super) fn replace(&self) {
        self.replaces.set(true);
    }

    fn turn(&self) -> Option<String> {
        (!self.replaces.get()).then(|| self.turn.borrow().clone())
    }

    fn set_turn(&self, turn: String) {
        *self.turn.borrow_mut() = turn;
        self.replaces.set(false);
    }
}

impl CollectionStore {
    /// Shows what the browser keeps. Files that are chosen before are read afterwards.
    pub(super) fn restore(&self) {
        let store = self.clone();
        let late = Timeout::new(SLOW, move || store.open_empty());
        let store = self.clone();
        spawn_local(async move {
            let _late = late;
            // Without storage there is nothing to restore.
            let Ok(Some(kept)) = database::load().await else {
                return store.open_empty();
            };
            if store.page().is_opening() {
                store.0.keeper.set_turn(kept.turn);
                *store.0.sources.borrow_mut() = kept.sources;
                store.send(CollectionMsg::Restored(Box::new(kept.saved), kept.rows));
                store.read_waiting();
            }
        });
    }

    fn open_empty(&self) {
        if self.page().is_opening() {
            self.send(CollectionMsg::NothingKept);
            self.read_waiting();
        }
    }

    /// Stores, once what is being stored is.
    pub(super) fn keep(&self, mut snapshot: Snapshot) {
        let keeper = &self.0.keeper;
        snapshot.has_new_rows |= keeper.next.take().is_some_and(|waited| waited.has_new_rows);
        *keeper.next.borrow_mut() = Some(snapshot);
        self.go_on();
    }

    /// Deletes what is stored.
    pub(super) fn forget(&self) {
        self.0.keeper.next.take();
        self.0.keeper.forgets.set(true);
        self.go_on();
    }

    fn go_on(&self) {
        if self.0.keeper.is_busy.replace(true) {
            return;
        }
        let store = self.clone();
        spawn_local(async move {
            let keeper = &store.0.keeper;
            loop {
                if keeper.forgets.replace(false) {
                    // What cannot be deleted is shown again the next time.
                    let _ = database::forget(keeper.turn().as_deref()).await;
                    keeper.set_turn(String::new());
                    continue;
                }
                let next = keeper.next.take();
                let Some(snapshot) = next else { break };
                let outcome = store.put(&snapshot).await;
                if keeper.forgets.get() {
                    continue;
                }
                if let (false, Some(next)) = (matches!(outcome, Stored::At(_)), keeper.next.borrow_mut().as_mut()) {
                    // What waits may name rows that are not stored yet.
                    next.has_new_rows |= snapshot.has_new_rows;
                }
                store.send(CollectionMsg::Stored(outcome));
            }
            keeper.is_busy.set(false);
        });
    }

    async fn put(&self, snapshot: &Snapshot) -> Stored {
        let sources = self.0.sources.borrow().clone();
        let part = |part: u32| match self.page().rows_version() == snapshot.rows {
            true => Ok(self.part(part as usize)),
            false => Err(Outdated),
        };
        let content = snapshot.has_new_rows.then_some(Content {
            part: &part,
            sources: &sources,
        });
        match database::store(&snapshot.saved, content, self.0.keeper.turn().as_deref()).await {
            Ok(Outcome::Stored(turn)) => {
                self.0.keeper.set_turn(turn);
                Stored::At(clock::time_of_day(self.tag()))
            }
            Ok(Outcome::Elsewhere) => Stored::Elsewhere,
            Ok(Outcome::Outdated) => Stored::Outdated,
            Err(why) => Stored::Not(why),
        }
    }

    /// A part of the rows as lines; none behind the last.
    pub(super) fn part(&self, part: usize) -> Option<Vec<u8>> {
        let page = self.page();
        let mut rows = page.rows().iter().skip(part * SLICE).take(SLICE).peekable();
        rows.peek()?;
        let mut lines = Vec::new();
        rows.for_each(|row| write_line(&mut lines, row));
        Some(lines)
    }
}
