//! One transaction of the keeper: what others wrote is read, and what waits is written after it.

use super::base::{self, DRAFTS, RUBRICS, STATES, STEPS, Transaction};
use super::keeper::{Keeper, Open};
use super::rows;
use crate::state::{AttachOutcome, Change, EffectError, Head, Journal, Saved, Session, State, Step, StorageError};
use crate::web::{Store, blobs, clock, files, pack};
use std::rc::Rc;

/// Which of the keeper's forms: one may be left, or replaced, while it is written.
#[derive(Clone, PartialEq)]
struct Key(Rc<str>, u64);

impl Key {
    fn of(open: &Open) -> Self {
        Self(open.head.id.clone(), open.head.epoch)
    }
}

impl Open {
    /// Takes the place of a draft: the next to be written is the whole of the form, after all steps of the draft.
    fn replace(&mut self, theirs: &Head) {
        self.head.epoch = theirs.epoch + 1;
        self.head.begun.clone_from(&theirs.begun);
        self.journal = Journal::at(theirs.at);
        self.is_whole_due = true;
        self.stored = true;
    }

    /// Makes it a draft of its own beside another of the same record.
    fn stand_alone(&mut self, session: &mut Session) {
        let mut state = (*session.state).clone();
        state.record.id = files::fresh_id();
        self.head.id = self.head.of_record(&state.record.id);
        session.state = Rc::new(state);
        self.journal = Journal::default();
        self.is_whole_due = true;
    }
}

impl Keeper {
    /// The form to be written next: what was left comes first.
    fn next(&self) -> Option<Key> {
        let left = self.0.left.borrow();
        left.first()
            .map(Key::of)
            .or_else(|| self.0.open.borrow().as_ref().map(Key::of))
    }

    /// Works on a form and its session, if the keeper still has it.
    fn with<T>(&self, store: &Store, key: &Key, work: impl FnOnce(&mut Open, &mut Session) -> T) -> Option<T> {
        if let Some(open) = self.0.open.borrow_mut().as_mut().filter(|open| Key::of(open) == *key) {
            return store.with_session(|session| work(open, session));
        }
        let mut left = self.0.left.borrow_mut();
        let open = left.iter_mut().find(|open| Key::of(open) == *key)?;
        let mut session = open.session.take()?;
        let done = work(open, &mut session);
        open.session = Some(session);
        Some(done)
    }
}

/// Writes what waits of one form.
pub(super) async fn write(keeper: &Keeper, store: &Store) -> Result<(), StorageError> {
    let Some(key) = keeper.next() else { return Ok(()) };
    let writing = base::writing(&[DRAFTS, STATES, STEPS, RUBRICS]).await?;
    let theirs = rows::head(&writing, &key.0).await?;
    if theirs.as_ref().is_some_and(|theirs| theirs.epoch > key.1) {
        return reload(keeper, store, &key).await;
    }
    let is_stored = keeper.with(store, &key, |open, _| open.stored).unwrap_or(true);
    if let Some(theirs) = theirs.as_ref().filter(|_| !is_stored) {
        let serial = keeper.with(store, &key, |_, session| session.serial);
        if keeper.0.left.borrow().iter().any(|left| Key::of(left) == key) {
            // Nobody is there any more to choose: what was left becomes a draft of its own.
            keeper.with(store, &key, Open::stand_alone);
            return Ok(());
        }
        if keeper.is_apart(serial) {
            // Both stay: this one becomes a draft of its own.
            keeper.with(store, &key, Open::stand_alone);
            return Ok(());
        }
        if serial != keeper.0.decided.get() {
            drop(writing);
            // Where both hold the same, the draft has taken over by now and there is nothing to write.
            let chooses = super::meet::meet(store).await?;
            return if chooses { Err(StorageError::Conflict) } else { Ok(()) };
        }
        keeper.with(store, &key, |open, _| open.replace(theirs));
        return Ok(());
    }
    // The database has lost a draft that it had, and with it the files.
    let is_anew = theirs.is_none() && is_stored;
    meet(keeper, store, &key, &writing, theirs.as_ref()).await?;
    let Some(batch) = keeper.with(store, &key, |open, session| Batch::of(open, session, theirs.as_ref())) else {
        return Ok(());
    };
    let head = batch.put(&writing).await?;
    writing.done().await?;
    let state = keeper.with(store, &key, |open, session| {
        open.journal.arrived();
        open.head = head;
        open.stored = true;
        if batch.whole.is_some() {
            open.is_whole_due = false;
        }
        session.state.clone()
    });
    match state {
        Some(state) if is_anew || batch.may_name_files() => settle(store, &state, is_anew).await,
        _ => Ok(()),
    }
}

/// Has the files that a stored draft names stored beside it. Files that the browser refuses are reported, and so are missing ones, if
/// that is asked for: as the draft is opened, and where it had to be stored anew.
pub(super) async fn settle(store: &Store, state: &State, tells_missing: bool) -> Result<(), StorageError> {
    let names = pack::attached(&state.record.to_file(&state.rubric));
    let unsettled = blobs::settle(&state.record.id, names.keys().cloned().collect()).await?;
    let name = |file: &Rc<str>| names.get(file).map_or_else(String::new, |named| named.name.to_string());
    let refused = unsettled
        .refused
        .iter()
        .map(|(file, why)| (name(file), AttachOutcome::NotStored(why.clone())));
    let missing = unsettled.missing.iter().filter(|_| tells_missing);
    let failed: Vec<_> = refused
        .chain(missing.map(|file| (name(file), AttachOutcome::Lost)))
        .collect();
    if !failed.is_empty() {
        store.fail(EffectError::Files(failed));
    }
    Ok(())
}

/// Takes what others wrote, or sees that the database has lost the draft and is to have it anew.
async fn meet(
    keeper: &Keeper,
    store: &Store,
    key: &Key,
    writing: &Transaction,
    theirs: Option<&Head>,
) -> Result<(), StorageError> {
    let Some((at, stored)) = keeper.with(store, key, |open, _| (open.journal.at, open.stored)) else {
        return Ok(());
    };
    let known = theirs.map_or(0, |theirs| theirs.at);
    if known > at {
        let others = rows::steps(writing, &key.0, at).await?;
        take(keeper, store, key, others);
    } else if stored && known < at {
        keeper.with(store, key, |open, _| {
            open.is_whole_due = true;
            open.journal = Journal::at(at);
        });
    }
    Ok(())
}

fn take(keeper: &Keeper, store: &Store, key: &Key, others: Vec<(u64, Option<Step>)>) {
    let Some((last, _)) = others.last() else { return };
    let last = *last;
    // Damaged rows have no effect anywhere; opening the draft reports them.
    let others: Vec<Step> = others.into_iter().filter_map(|(_, step)| step).collect();
    keeper.with(store, key, |open, session| {
        open.journal.meet(session, &others);
        open.journal.at = last;
    });
    store.tell();
}

/// What one transaction writes.
struct Batch {
    head: Head,
    source: Option<Rc<str>>,
    whole: Option<Saved>,
    at: u64,
    steps: Vec<Step>,
}

impl Batch {
    fn of(open: &mut Open, session: &Session, theirs: Option<&Head>) -> Self {
        let at = open.journal.at;
        let steps = open.journal.send().to_vec();
        let mut head = Head {
            at: at + steps.len() as u64,
            ..open.head.clone()
        };
        if let Some(theirs) = theirs {
            // Another tab may have named, copied or stored it whole; one that was put away is wanted again.
            head.name.clone_from(&theirs.name);
            head.copied.clone_from(&theirs.copied);
            (head.state, head.before, head.bytes) = (theirs.state, theirs.before, theirs.bytes);
        } else {
            (head.state, head.before, head.bytes) = (None, None, [0; 3]);
        }
        head.tell(session, &clock::now());
        let is_new = theirs.is_none_or(|theirs| theirs.rubric != head.rubric);
        Self {
            head,
            source: is_new.then(|| session.state.rubric.source.clone()),
            whole: open.is_whole_due.then(|| Saved::of(open.journal.written(session))),
            at,
            steps,
        }
    }

    /// Whether files may be named by it that the draft did not have.
    fn may_name_files(&self) -> bool {
        let names = |step: &Step| match step {
            Step::Edit { action, goes_on } => {
                !goes_on && matches!(action.change, Change::Evidence { .. } | Change::Record(_))
            }
            Step::Undo(_) | Step::Redo(_) => true,
            Step::FillInAs(_) => false,
        };
        self.whole.is_some() || self.steps.iter().any(names)
    }

    async fn put(&self, writing: &Transaction) -> Result<Head, StorageError> {
        let mut head = self.head.clone();
        if let Some(source) = &self.source {
            rows::put_rubric(writing, &head.rubric, source).await?;
        }
        if let Some(whole) = &self.whole {
            let bytes = rows::put_state(writing, &head.id, self.at, whole).await?;
            let [_, last, since] = head.bytes;
            head.bytes = [last + since, bytes, 0];
            head.before = head.state.replace(self.at);
            // The state before and the steps since it stay until the next is down as well.
            if let Some(before) = head.before.filter(|before| *before < self.at) {
                rows::forget_before(writing, &head.id, before).await?;
            }
        }
        for (number, step) in (self.at + 1..).zip(&self.steps) {
            head.bytes[2] += rows::put_step(writing, &head.id, number, step).await?;
        }
        rows::put_head(writing, &head).await?;
        Ok(head)
    }
}

/// Another tab put another form in the place of this one: it is read again, and what waits is made again on it.
async fn reload(keeper: &Keeper, store: &Store, key: &Key) -> Result<(), StorageError> {
    let Some((draft, recovered)) = super::resuming::read(store, &key.0).await? else {
        return Ok(());
    };
    let (head, session) = (draft.head, recovered.session);
    let was = keeper.with(store, key, |open, now| {
        let waiting = std::mem::take(&mut open.journal).into_waiting();
        open.journal = Journal::at(head.at);
        open.head = head;
        open.is_whole_due = false;
        *now = session;
        for step in waiting {
            let before = now.clone();
            if now.take(&step) {
                open.journal.note(&before, step);
            }
        }
    });
    if was.is_some() {
        store.tell();
    }
    Ok(())
}

/// Reads what another tab wrote to the form on the workspace.
pub(super) async fn read_others(keeper: &Keeper, store: &Store) -> Result<(), StorageError> {
    let Some(key) = keeper.0.open.borrow().as_ref().filter(|open| open.stored).map(Key::of) else {
        return Ok(());
    };
    let reading = base::reading(&[DRAFTS, STEPS]).await?;
    let Some(theirs) = rows::head(&reading, &key.0).await? else {
        // Somebody removed it, here or in the browser's settings: it is not stored again unasked.
        keeper.is_gone(store);
        return Ok(());
    };
    if theirs.epoch > key.1 {
        return reload(keeper, store, &key).await;
    }
    let at = keeper.with(store, &key, |open, _| open.journal.at).unwrap_or(theirs.at);
    if theirs.at > at {
        let others = rows::steps(&reading, &key.0, at).await?;
        take(keeper, store, &key, others);
    }
    Ok(())
}
