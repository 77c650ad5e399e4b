//! Runs the effects of the draft protocol, and sends the answers back to the protocol.

use super::db::{self, DRAFTS, RUBRICS, STATES, STEPS};
use super::{channel, list, rows};
use crate::state::drafts::{
    Batch, DraftEffect, DraftMsg, DraftProtocol, DraftTimer, NewForm, OfferReason, ReadPurpose, RemoteSteps, Scope,
};
use crate::state::{AttachOutcome, Draft, EffectError, Head, Recovered, SaveStatus, State, StorageError};
use crate::web::{Store, blobs, clock, files, pack};
use assessment::rubric::Rubric;
use gloo::timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};
use wasm_bindgen_futures::spawn_local;

/// The draft protocol of a store, and the effects that the browser has not answered yet.
#[derive(Default)]
pub(in crate::web) struct DraftRuntime {
    /// The scope in which drafts are begun; `None` where no drafts are stored.
    scope: RefCell<Option<Rc<str>>>,
    protocol: RefCell<DraftProtocol>,
    /// The number of effects without an answer.
    unanswered: Cell<usize>,
    idle: RefCell<Vec<Waker>>,
    removals: RefCell<VecDeque<Removal>>,
    /// Whether the browser gave its drafts when they were listed last.
    is_listed: Cell<bool>,
}

/// A removal that a host page waits for.
type Removal = Rc<Cell<Option<Result<(), StorageError>>>>;

/// What is done after all effects of a message were run: it sends further messages.
enum Followup {
    /// The draft's form is on another version of its rubric.
    Replaced,
    Compare(Box<Recovered>),
}

impl DraftRuntime {
    /// Stores drafts in a scope.
    pub(in crate::web) fn in_scope(scope: Rc<str>) -> Self {
        let runtime = Self::default();
        *runtime.scope.borrow_mut() = Some(scope);
        runtime
    }

    /// The scope in which drafts are begun; `None` where no drafts are stored.
    pub(in crate::web) fn scope(&self) -> Option<Rc<str>> {
        self.scope.borrow().clone()
    }

    /// Sets the scope.
    pub(in crate::web) fn set_scope(&self, scope: Option<Rc<str>>) {
        *self.scope.borrow_mut() = scope;
    }

    /// The save status, with the time of the last transaction as it was read.
    pub(in crate::web) fn status(&self) -> SaveStatus {
        self.protocol.borrow().status().clone()
    }

    /// The draft of the open form, if it is stored.
    pub(in crate::web) fn open_draft(&self) -> Option<Head> {
        self.protocol.borrow().open_draft().cloned()
    }

    /// Whether the open form waits for its comparison with a draft.
    pub(in crate::web) fn is_comparing(&self) -> bool {
        self.protocol.borrow().is_comparing()
    }

    /// Whether the open form may become a draft that is found.
    pub(super) fn is_free(&self) -> bool {
        self.protocol.borrow().is_free()
    }

    /// Whether the browser gave its drafts when they were listed last.
    pub(super) fn is_listed(&self) -> bool {
        self.is_listed.get()
    }

    /// Whether the protocol has the open form.
    pub(super) fn has_form(&self) -> bool {
        self.protocol.borrow().has_form()
    }

    /// Waits until the browser has answered everything.
    pub(super) async fn idle(&self) {
        poll_fn(|context| {
            if self.unanswered.get() == 0 {
                return Poll::Ready(());
            }
            self.idle.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    fn begin(&self) {
        self.unanswered.set(self.unanswered.get() + 1);
    }

    fn end(&self) {
        self.unanswered.set(self.unanswered.get() - 1);
        if self.unanswered.get() == 0 {
            self.idle.take().into_iter().for_each(Waker::wake);
        }
    }
}

impl Store {
    /// Sends a message to the draft protocol, and notifies the listeners if something that they show has changed.
    pub(in crate::web) fn send_draft(&self, msg: DraftMsg) {
        if self.run_draft(msg) {
            self.tell();
        }
    }

    /// Sends a message to the draft protocol; whether something has changed that is shown.
    pub(in crate::web) fn run_draft(&self, msg: DraftMsg) -> bool {
        let effects = self.draft_runtime().protocol.borrow_mut().update(msg);
        let mut is_seen = false;
        let mut followups = Vec::new();
        for effect in effects {
            is_seen |= self.run_draft_effect(effect, &mut followups);
        }
        for followup in followups {
            is_seen = true;
            match followup {
                Followup::Replaced => drop(self.show_open_form(false)),
                Followup::Compare(recovered) => self.compare(&recovered),
            }
        }
        let is_saved = {
            let protocol = self.draft_runtime().protocol.borrow();
            protocol.is_settled() && matches!(protocol.status(), SaveStatus::Saved(_))
        };
        if is_saved && self.is_unkept() {
            self.with_workspace(crate::state::Workspace::keep);
            is_seen = true;
        }
        is_seen
    }

    /// Runs one effect; whether something has changed that is shown.
    fn run_draft_effect(&self, effect: DraftEffect, followups: &mut Vec<Followup>) -> bool {
        match effect {
            DraftEffect::ListDrafts => self.answer(list_drafts),
            DraftEffect::ReadDraft { draft, purpose } => {
                self.answer(async move |store| read_draft(store, draft, purpose).await);
            }
            DraftEffect::ReadSteps { draft, after } => {
                self.answer(async move |_| match read_steps(&draft, after).await {
                    Ok(remote) => DraftMsg::StepsRead(remote),
                    Err(error) => DraftMsg::ReadFailed {
                        purpose: ReadPurpose::Follow,
                        draft,
                        error,
                    },
                });
            }
            DraftEffect::CommitBatch(batch) => self.answer(async move |_| match commit(&batch).await {
                Ok(None) => {
                    super::ask_to_persist();
                    DraftMsg::Committed { now: clock::now() }
                }
                Ok(Some(remote)) => DraftMsg::Behind(remote),
                Err(error) => DraftMsg::CommitFailed { error },
            }),
            DraftEffect::Announce { draft } => channel::announce(&draft),
            DraftEffect::Schedule { timer, after_ms } => self.schedule(timer, after_ms),
            DraftEffect::StoreFiles { state, reports_missing } => {
                let store = self.clone();
                spawn_local(async move { store_files(&store, &state, reports_missing).await });
            }
            DraftEffect::RemoveDrafts(scope) => self.answer(async move |_| DraftMsg::Removed {
                result: remove_drafts(&scope).await,
            }),
            DraftEffect::RemovalEnded(result) => {
                if let Some(removal) = self.draft_runtime().removals.borrow_mut().pop_front() {
                    removal.set(Some(result));
                }
            }
            DraftEffect::Compare { recovered, .. } => followups.push(Followup::Compare(recovered)),
            DraftEffect::Report(_) => return true,
            DraftEffect::ShowForm(session) => {
                self.with_workspace(|workspace| workspace.session = Some(session));
                return true;
            }
            DraftEffect::ShowDraft { meta, recovered } => {
                let form = recovered.session.serial;
                self.with_workspace(|workspace| workspace.resume(meta, *recovered));
                if self.serial() != Some(form) {
                    followups.push(Followup::Replaced);
                }
                return true;
            }
            DraftEffect::Offer { reason, drafts } => {
                self.offer(reason, &drafts);
                return true;
            }
            DraftEffect::OpenFailed { draft, error } => self.fail(match error {
                StorageError::Gone => EffectError::Draft(draft.to_string()),
                error => EffectError::Storage(error),
            }),
        }
        false
    }

    /// Has the browser work, and sends the answer.
    fn answer(&self, work: impl AsyncFnOnce(&Self) -> DraftMsg + 'static) {
        self.draft_runtime().begin();
        let store = self.clone();
        spawn_local(async move {
            let msg = work(&store).await;
            store.send_draft(msg);
            store.draft_runtime().end();
        });
    }

    fn schedule(&self, timer: DraftTimer, after_ms: u32) {
        let store = self.clone();
        Timeout::new(after_ms, move || store.send_draft(DraftMsg::TimerFired(timer))).forget();
    }

    fn offer(&self, reason: OfferReason, drafts: &[Head]) {
        self.with_workspace(|workspace| workspace.offer(reason, drafts));
    }

    /// Tells the protocol which form is open now; whether something has changed that is shown. `is_new` says whether the person asked for a
    /// new form.
    pub(in crate::web) fn show_open_form(&self, is_new: bool) -> bool {
        let runtime = self.draft_runtime();
        let Some(scope) = runtime.scope() else { return false };
        let Some((session, is_dirty)) = self.with_workspace(|workspace| {
            let session = workspace.session.clone();
            session.map(|session| (session, workspace.is_unkept()))
        }) else {
            return self.run_draft(DraftMsg::FormClosed);
        };
        let record = &session.state.record;
        let mut meta = Head {
            page: scope,
            ..Head::of(&session, &crate::locale::Locale::tags(), &clock::now())
        };
        let is_same = runtime.protocol.borrow().open_record() == Some(&*record.id);
        if is_same {
            return self.run_draft(DraftMsg::FormReplaced { session, meta });
        }
        if self.is_hosted() {
            meta.id = meta.marked("");
        }
        let is_record = record.origin.is_some();
        self.run_draft(DraftMsg::FormOpened(Box::new(NewForm {
            session,
            meta,
            spare_id: files::fresh_id(),
            is_dirty,
            is_new,
            is_record,
        })))
    }

    /// Removes the drafts of the open rubric that are stored in a scope of the host page. The open form stays open, and its next edit
    /// begins a draft again.
    ///
    /// # Errors
    /// If the browser does not list the drafts or does not remove one.
    pub(crate) async fn remove_drafts_in(&self, scope: &str) -> Result<(), StorageError> {
        let Some(state) = self.state() else { return Ok(()) };
        let removal = Removal::default();
        self.draft_runtime().removals.borrow_mut().push_back(removal.clone());
        self.send_draft(DraftMsg::RemovalRequested(Scope {
            page: scope.into(),
            rubric_id: state.rubric.id.shared(),
        }));
        loop {
            self.draft_runtime().idle().await;
            if let Some(result) = removal.take() {
                return result;
            }
        }
    }
}

async fn list_drafts(store: &Store) -> DraftMsg {
    let listed = list::refresh(store).await;
    store.draft_runtime().is_listed.set(listed.is_ok());
    // A refusal by the browser is reported when something is to be stored.
    DraftMsg::DraftsListed {
        heads: listed.unwrap_or_else(|_| store.draft_runtime().protocol.borrow().heads().to_vec()),
    }
}

async fn read_draft(store: &Store, id: Rc<str>, purpose: ReadPurpose) -> DraftMsg {
    match read(store, &id).await {
        Ok(Some((draft, rubric))) => DraftMsg::DraftRead {
            purpose,
            draft: Box::new(draft),
            rubric,
            today: store.today(),
            spare_id: files::fresh_id(),
        },
        Ok(None) => DraftMsg::DraftMissing { purpose, draft: id },
        Err(error) => DraftMsg::ReadFailed {
            purpose,
            draft: id,
            error,
        },
    }
}

/// A draft and its rubric; `None` if one of them is gone.
pub(super) async fn read(store: &Store, id: &str) -> Result<Option<(Draft, Rc<Rubric>)>, StorageError> {
    let Some(draft) = rows::draft(id).await? else {
        return Ok(None);
    };
    let source = match rows::rubric(&draft.head.rubric).await? {
        Some(source) => Some(source),
        None => store.shipped_source(&draft.head.rubric_id, &draft.head.version),
    };
    let rubric = source.and_then(|source| Rubric::parse(&source).ok()).map(Rc::new);
    Ok(rubric.map(|rubric| (draft, rubric)))
}

async fn read_steps(draft: &Rc<str>, after: u64) -> Result<RemoteSteps, StorageError> {
    remote(&db::reading(&[DRAFTS, STEPS]).await?, draft, after).await
}

async fn remote(of: &db::Transaction, draft: &Rc<str>, after: u64) -> Result<RemoteSteps, StorageError> {
    let found = rows::head(of, draft).await?;
    // Without news there is nothing to be read.
    let is_behind = found.as_ref().is_some_and(|found| found.at > after);
    Ok(RemoteSteps {
        draft: draft.clone(),
        found,
        after,
        steps: if is_behind {
            rows::steps(of, draft, after).await?
        } else {
            Vec::new()
        },
    })
}

/// Writes a batch in one strict transaction, if the draft has the row of metadata that the batch was made for. Otherwise nothing is
/// written, and the steps after the batch's are returned.
async fn commit(batch: &Batch) -> Result<Option<RemoteSteps>, StorageError> {
    let meta = &batch.meta;
    let writing = db::writing(&[DRAFTS, STATES, STEPS, RUBRICS]).await?;
    if rows::head(&writing, &meta.id).await? != batch.base {
        return remote(&writing, &meta.id, batch.after).await.map(Some);
    }
    if let Some(source) = &batch.rubric {
        rows::put_rubric(&writing, &meta.rubric, source).await?;
    }
    if let Some(snapshot) = &batch.snapshot {
        rows::put_state(&writing, &meta.id, batch.after, snapshot).await?;
    }
    if let Some(before) = batch.forget_before {
        rows::forget_before(&writing, &meta.id, before).await?;
    }
    for (number, step) in (batch.after + 1..).zip(&batch.steps) {
        rows::put_step(&writing, &meta.id, number, step).await?;
    }
    rows::put_head(&writing, meta).await?;
    writing.done().await?;
    Ok(None)
}

async fn remove_drafts(scope: &Scope) -> Result<(), StorageError> {
    let (heads, _) = rows::heads().await?;
    for head in heads.iter().filter(|head| scope.has(head)) {
        rows::remove(&head.id).await?;
        channel::announce(&head.id);
    }
    rows::forget_unneeded().await
}

/// Stores the files of evidence that a form names. Files that the browser refuses are reported, and so are missing ones if that is asked
/// for.
async fn store_files(store: &Store, state: &State, reports_missing: bool) {
    let names = pack::attached(&state.record.to_file(&state.rubric));
    let unsettled = match blobs::settle(&state.record.id, names.keys().cloned().collect()).await {
        Ok(unsettled) => unsettled,
        Err(error) => {
            store.fail(EffectError::Storage(error));
            return;
        }
    };
    let name = |file: &Rc<str>| names.get(file).map_or_else(String::new, |named| named.name.to_string());
    let refused = unsettled
        .refused
        .iter()
        .map(|(file, why)| (name(file), AttachOutcome::NotStored(why.clone())));
    let missing = unsettled.missing.iter().filter(|_| reports_missing);
    let failed: Vec<_> = refused
        .chain(missing.map(|file| (name(file), AttachOutcome::Lost)))
        .collect();
    if !failed.is_empty() {
        store.fail(EffectError::Files(failed));
    }
}
