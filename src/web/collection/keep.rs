//! Storing the collection: one time after the other, and not over what another tab has stored.

use super::CollectionStore;
use super::database::{self, Content};
use super::work::write_line;
use crate::state::collection::{CollectionMsg, Saved, Stored};
use crate::web::clock;
use std::cell::{Cell, RefCell};
use wasm_bindgen_futures::spawn_local;

/// How many rows are stored, read or written before the page answers again: some 10 milliseconds.
pub(super) const SLICE: usize = 200;

/// What is to be stored.
#[derive(Default)]
pub(super) struct Keeper {
    /// What is stored next, and whether rows and files have changed.
    next: RefCell<Option<(Saved, bool)>>,
    is_busy: Cell<bool>,
    /// Whether what is stored is to be deleted.
    forgets: Cell<bool>,
    /// How often the collection was stored; none where it is stored over that of another tab.
    turn: Cell<Option<u32>>,
}

impl Keeper {
    /// The next time what is stored is replaced, whoever stored it.
    pub(super) fn replace(&self) {
        self.turn.set(None);
    }
}

impl CollectionStore {
    /// Shows what the browser keeps, unless files have been chosen meanwhile.
    pub(super) async fn restore(&self) {
        self.0.keeper.turn.set(Some(0));
        // Without storage there is nothing to restore.
        let Ok(Some(kept)) = database::load().await else {
            return;
        };
        self.0.keeper.turn.set(Some(kept.turn));
        if self.page().is_new() {
            *self.0.sources.borrow_mut() = kept.sources;
            self.send(CollectionMsg::Restored(Box::new(kept.saved), kept.rows));
        }
    }

    /// Stores, once what is being stored is.
    pub(super) fn keep(&self, saved: Saved, has_new_rows: bool) {
        let keeper = &self.0.keeper;
        let waited = keeper.next.take().is_some_and(|(_, has_new_rows)| has_new_rows);
        *keeper.next.borrow_mut() = Some((saved, has_new_rows || waited));
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
                    let _ = database::forget().await;
                    keeper.turn.set(Some(0));
                    continue;
                }
                let next = keeper.next.take();
                let Some((saved, has_new_rows)) = next else { break };
                let outcome = store.put(&saved, has_new_rows).await;
                store.send(CollectionMsg::Stored(outcome));
            }
            keeper.is_busy.set(false);
        });
    }

    async fn put(&self, saved: &Saved, has_new_rows: bool) -> Stored {
        let sources = self.0.sources.borrow().clone();
        let part = |part: u32| self.part(part as usize);
        let content = has_new_rows.then_some(Content {
            part: &part,
            sources: &sources,
        });
        match database::store(saved, content, self.0.keeper.turn.get()).await {
            Ok(Some(turn)) => {
                self.0.keeper.turn.set(Some(turn));
                Stored::At(clock::time_of_day(self.tag()))
            }
            Ok(None) => Stored::Elsewhere,
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
