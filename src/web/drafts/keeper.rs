//! Stores every step as it is made, one transaction after another, and says how far it is.

use crate::locale::Locale;
use crate::state::{Head, Journal, SaveStatus, Session, State, Step, StorageError};
use crate::web::{Store, clock};
use gloo::timers::callback::Timeout;
use gloo::timers::future::TimeoutFuture;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// How long after the last edit, in milliseconds, it is stored.
const QUIET: u32 = 2_000;
/// How long the browser may take, in milliseconds, before the person is notified.
const PATIENCE: u32 = 4_000;
/// How long a frame of the screen lasts, in milliseconds.
const FRAME: u32 = 16;
/// The pauses between attempts, in milliseconds.
const PAUSES: [u32; 5] = [300, 1_000, 3_000, 10_000, 30_000];

/// A form and its place in the database.
pub(in crate::web) struct Open {
    pub(in crate::web) head: Head,
    pub(super) journal: Journal,
    /// The session, once another form is on the workspace.
    pub(super) session: Option<Session>,
    /// Whether the database has a head of it.
    pub(super) stored: bool,
    /// Whether the next batch stores a whole state before the steps that wait. The state is made with the batch: until then other tabs
    /// may write further steps.
    pub(super) is_whole_due: bool,
    /// The drafts that there were when it was begun.
    pub(super) known: Rc<[Rc<str>]>,
}

/// Keeps the form of a store.
#[derive(Clone, Default)]
pub struct Keeper(pub(super) Rc<Inner>);

#[derive(Default)]
pub(super) struct Inner {
    /// Where its drafts are begun; nothing where none are kept.
    pub(super) place: RefCell<Option<Rc<str>>>,
    pub(super) open: RefCell<Option<Open>>,
    /// Closed forms that still have unwritten steps.
    pub(super) left: RefCell<Vec<Open>>,
    keeping: RefCell<SaveStatus>,
    /// The form that the person chose to take the place of its draft.
    pub(super) decided: Cell<Option<u64>>,
    /// The form that the person chose to keep beside its draft.
    pub(super) apart: Cell<Option<u64>>,
    /// The form that the person began beside the drafts that there are.
    anew: Cell<Option<u64>>,
    /// A form whose draft has a name of its own, since its record has several.
    pub(super) named: RefCell<Option<(u64, Rc<str>)>>,
    /// The draft that the list is known to have.
    listed: RefCell<Option<Rc<str>>>,
    busy: Cell<bool>,
    attempt: Cell<usize>,
    retry: RefCell<Option<Timeout>>,
}

impl Open {
    /// A form that the database does not have yet.
    fn begun(store: &Store, session: &Session) -> Self {
        let record = &session.state.record;
        // An empty form can be made again from its rubric.
        let is_blank = record.origin.is_none() && record.revision == 0;
        Self {
            head: Head {
                id: store.keeper().draft_of(store, &record.id),
                page: store.keeper().place().unwrap_or_default(),
                turn: store.drafts().next_turn(),
                ..Head::of(session, &Locale::tags(), &clock::now())
            },
            journal: Journal::default(),
            session: None,
            stored: false,
            is_whole_due: !is_blank,
            known: store.drafts().heads.iter().map(|head| head.id.clone()).collect(),
        }
    }

    /// Whether something of it is to be written.
    pub(super) fn waits(&self) -> bool {
        self.journal.waiting() > 0 || self.is_whole_due
    }
}

impl Keeper {
    /// Keeps the drafts of this page.
    pub(in crate::web) fn of_page() -> Self {
        let keeper = Self::default();
        keeper.keep_at(Some(super::place::page()));
        keeper
    }

    /// How far it is.
    pub fn save_status(&self) -> SaveStatus {
        self.0.keeping.borrow().clone()
    }

    /// The draft that is open, if it is stored.
    pub fn draft(&self) -> Option<Head> {
        let open = self.0.open.borrow();
        open.as_ref().filter(|open| open.stored).map(|open| open.head.clone())
    }

    /// Keeps a step that the session took.
    pub fn note(&self, store: &Store, before: &Session, step: Step) {
        if self.place().is_none() {
            return;
        }
        self.0
            .open
            .borrow_mut()
            .get_or_insert_with(|| Open::begun(store, before))
            .journal
            .note(before, step);
        self.say(SaveStatus::Saving);
        self.start(store);
    }

    /// Another form is on the workspace; `was` is the one before it. The same record once more is the same draft in another state.
    pub fn replaced(&self, store: &Store, was: Option<&Session>, now: Option<&Session>) {
        if self.place().is_none() {
            return;
        }
        let id = now.map(|now| now.state.record.id.clone());
        let mut open = self.0.open.borrow_mut();
        // What is in no file yet, such as the outcome of a merge, is stored before anybody edits it.
        let begun = || now.filter(|_| store.is_unkept()).map(|now| Open::begun(store, now));
        let is_other = open.as_ref().map(|open| open.head.record()) != id.as_deref();
        if is_other && now.is_some_and(|now| now.state.record.origin.is_some()) {
            super::meet::look(store);
        }
        let Some(mut left) = open.take() else {
            *open = begun();
            if open.is_some() {
                self.say(SaveStatus::Saving);
            }
            drop(open);
            self.start(store);
            return;
        };
        if let Some(now) = now.filter(|_| id.as_deref() == Some(left.head.record())) {
            let again = Head::of(now, &Locale::tags(), &clock::now());
            left.head = Head {
                page: self.place().unwrap_or_default(),
                rubric: again.rubric,
                version: again.version,
                titles: again.titles,
                epoch: left.head.epoch + 1,
                ..left.head
            };
            left.journal = Journal::at(left.journal.at);
            left.is_whole_due = true;
            *open = Some(left);
            self.say(SaveStatus::Saving);
        } else {
            *open = begun();
            self.say(if open.is_some() {
                SaveStatus::Saving
            } else {
                SaveStatus::Empty
            });
            if left.waits() {
                left.session = was.cloned();
                self.0.left.borrow_mut().push(left);
            }
        }
        drop(open);
        self.start(store);
    }

    /// Works on the database while this keeper does nothing else there: what was read is still so when the work is done.
    pub(super) async fn alone<T>(&self, store: &Store, work: impl Future<Output = T>) -> T {
        while self.0.busy.replace(true) {
            TimeoutFuture::new(FRAME).await;
        }
        let done = work.await;
        self.0.busy.set(false);
        self.start(store);
        done
    }

    /// Forgets a form that has no more content than its draft, and was not stored itself.
    pub(super) fn forget_unstored(&self, id: &str) {
        let mut open = self.0.open.borrow_mut();
        if open.as_ref().is_some_and(|open| !open.stored && *open.head.id == *id) {
            *open = None;
        }
    }

    /// Says that the draft is no longer stored, where nothing of it waits.
    pub(super) fn is_gone(&self, store: &Store) {
        if !self.has_work() && self.save_status() != SaveStatus::NotSaved(StorageError::Gone) {
            self.say(SaveStatus::NotSaved(StorageError::Gone));
            store.tell();
        }
    }

    /// Notes that a form may take the place of its draft: the person has seen both.
    pub(in crate::web) fn decide(&self, serial: Option<u64>) {
        self.0.decided.set(serial);
    }

    /// Notes that the person began the form that is open beside the drafts that there are: it does not go on with one of them.
    pub(in crate::web) fn begin_anew(&self, store: &Store) {
        self.0.anew.set(store.serial());
    }

    /// Takes [`Keeper::begin_anew`] back.
    pub(crate) fn may_go_on(&self) {
        self.0.anew.set(None);
    }

    /// Whether the form that is open may go on with a draft that is found: nothing was entered, and nobody asked for a new form.
    pub(super) fn is_free(&self, store: &Store) -> bool {
        let is_blank = |state: &State| state.record.origin.is_none() && state.record.revision == 0;
        let is_asked = store.serial().is_some() && self.0.anew.get() == store.serial();
        !is_asked && !store.is_unkept() && store.state().is_some_and(|state| is_blank(&state))
    }

    /// Goes on with a draft that was read from the database.
    pub(in crate::web) fn resume(&self, open: Open) {
        self.say(SaveStatus::Saved(clock::clock(&open.head.changed)));
        *self.0.open.borrow_mut() = Some(open);
    }

    /// Looks whether another tab has written to the open draft, and follows it.
    pub fn follow(&self, store: &Store) {
        if self.0.busy.replace(true) {
            return;
        }
        let (keeper, store) = (self.clone(), store.clone());
        spawn_local(async move {
            // A tab that cannot read now writes later, and reads then.
            let _ = super::write::read_others(&keeper, &store).await;
            keeper.0.busy.set(false);
            // What another tab wrote is stored.
            if !keeper.has_work() && !matches!(keeper.save_status(), SaveStatus::NotSaved(_)) && store.is_unkept() {
                store.keep();
            }
            keeper.start(&store);
        });
    }

    pub(super) fn say(&self, keeping: SaveStatus) {
        *self.0.keeping.borrow_mut() = keeping;
    }

    fn has_work(&self) -> bool {
        self.0.open.borrow().as_ref().is_some_and(Open::waits) || !self.0.left.borrow().is_empty()
    }

    pub(super) fn start(&self, store: &Store) {
        if !self.has_work() || self.0.busy.replace(true) {
            return;
        }
        let (keeper, store) = (self.clone(), store.clone());
        spawn_local(async move {
            while keeper.has_work() {
                let watch = {
                    let (keeper, store) = (keeper.clone(), store.clone());
                    Timeout::new(PATIENCE, move || {
                        keeper.say(SaveStatus::NotSaved(StorageError::Slow));
                        store.tell();
                    })
                };
                let done = super::write::write(&keeper, &store).await;
                drop(watch);
                match done {
                    Ok(()) => keeper.is_down(&store),
                    Err(refusal) => {
                        keeper.failed(&store, refusal);
                        break;
                    }
                }
            }
            keeper.0.busy.set(false);
        });
    }

    fn is_down(&self, store: &Store) {
        self.0.attempt.set(0);
        self.0.left.borrow_mut().retain(Open::waits);
        let id = self.draft().map(|head| head.id);
        if id.is_some() && self.0.listed.replace(id.clone()) != id {
            super::resuming::look_beside(store);
        }
        if self.has_work() {
            return;
        }
        if self.0.open.borrow().is_some() {
            self.say(SaveStatus::Saved(clock::clock(&clock::now())));
        }
        store.keep();
        super::channel::tell(self.0.open.borrow().as_ref().map(|open| &*open.head.id));
        super::ask_to_persist();
        self.plan_whole(store);
    }

    fn failed(&self, store: &Store, refusal: StorageError) {
        if let Some(open) = &mut *self.0.open.borrow_mut() {
            open.journal.returned();
        }
        self.0
            .left
            .borrow_mut()
            .iter_mut()
            .for_each(|open| open.journal.returned());
        self.say(SaveStatus::NotSaved(refusal));
        let attempt = self.0.attempt.replace(self.0.attempt.get() + 1);
        let (keeper, again) = (self.clone(), store.clone());
        let pause = PAUSES[attempt.min(PAUSES.len() - 1)];
        *self.0.retry.borrow_mut() = Some(Timeout::new(pause, move || keeper.start(&again)));
        store.tell();
    }

    /// Stores a whole state in a quiet moment, once one is due.
    fn plan_whole(&self, store: &Store) {
        let is_due = self
            .0
            .open
            .borrow()
            .as_ref()
            .is_some_and(|open| open.head.is_whole_due());
        if !is_due {
            return;
        }
        let (keeper, again) = (self.clone(), store.clone());
        *self.0.retry.borrow_mut() = Some(Timeout::new(QUIET, move || {
            if let Some(open) = &mut *keeper.0.open.borrow_mut()
                && !open.waits()
            {
                open.is_whole_due = true;
            }
            keeper.start(&again);
        }));
    }
}
