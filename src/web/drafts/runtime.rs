//! Executes the effects of the draft protocol and sends the answers to the protocol.

use super::{channel, managing, reading, rows};
use crate::state::drafts::{Batch, DraftEffect, DraftMsg, DraftTimer, ListPurpose, ReadPurpose, RemoteSteps, Scope};
use crate::state::{AttachOutcome, EffectError, Msg, State, StorageError, attached_files};
use crate::web::db::{self, DRAFTS, RUBRICS, STATES, STEPS};
use crate::web::dom::after;
use crate::web::{Store, clock, evidence_store, platform};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

impl Store {
    /// Sends a message to the draft protocol.
    pub(super) fn send_draft(&self, msg: DraftMsg) {
        self.send(Msg::Draft(Box::new(msg)));
    }

    /// Executes an effect of the draft protocol.
    pub(in crate::web) fn run_draft_effect(&self, effect: DraftEffect) {
        match effect {
            DraftEffect::ListDrafts(purpose) => self.answer(async move |_| list_drafts(purpose).await),
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
            DraftEffect::WeighFiles => self.answer(async move |_| DraftMsg::FilesWeighed {
                result: evidence_store::sizes().await,
            }),
            DraftEffect::ChangeMeta { draft, change } => self.answer(async move |_| DraftMsg::Changed {
                result: managing::change(&draft, &change).await,
            }),
            DraftEffect::StoreDuplicate {
                meta,
                snapshot,
                files_of,
            } => self.answer(async move |_| DraftMsg::Changed {
                result: managing::store_duplicate(&meta, &snapshot, &files_of).await,
            }),
            DraftEffect::Tidy { drafts } => self.answer(async move |_| {
                managing::tidy(&drafts).await;
                DraftMsg::Changed { result: Ok(()) }
            }),
            DraftEffect::RemoveEverything => self.answer(async move |_| DraftMsg::Cleared {
                result: managing::remove_everything().await,
            }),
            DraftEffect::RemoveDrafts(scope) => self.answer(async move |_| DraftMsg::Removed {
                result: remove_drafts(&scope).await,
            }),
            DraftEffect::AnswerRemoval(result) => {
                self.unanswered().answer_removal(result);
            }
        }
    }

    /// Runs an asynchronous operation and sends its answer.
    fn answer(&self, work: impl AsyncFnOnce(&Self) -> DraftMsg + 'static) {
        self.unanswered().begin();
        let store = self.clone();
        spawn_local(async move {
            let msg = work(&store).await;
            store.send_draft(msg);
            store.unanswered().end();
        });
    }

    fn schedule(&self, timer: DraftTimer, after_ms: u32) {
        let store = self.clone();
        after(after_ms, move || store.send_draft(DraftMsg::TimerFired(timer)));
    }

    /// Deletes the drafts of the open rubric in a scope of the host page. The open form stays open, and its next edit
    /// begins a new draft.
    ///
    /// # Errors
    /// Returns an error if the browser does not list the drafts or does not delete one.
    pub(crate) async fn remove_drafts_in(&self, scope: &str) -> Result<(), StorageError> {
        if self.state().is_none() {
            return Ok(());
        }
        let removal = self.unanswered().add_removal();
        self.send(Msg::RemoveDrafts { scope: scope.into() });
        loop {
            self.unanswered().idle().await;
            if let Some(result) = removal.take() {
                return result;
            }
        }
    }
}

async fn list_drafts(purpose: ListPurpose) -> DraftMsg {
    match rows::metas().await {
        Ok((metas, damaged)) => DraftMsg::DraftsListed {
            purpose,
            metas,
            damaged,
        },
        Err(error) => DraftMsg::ListFailed { purpose, error },
    }
}

async fn read_draft(store: &Store, id: Rc<str>, purpose: ReadPurpose) -> DraftMsg {
    match reading::read(store, &id).await {
        Ok(Some((draft, rubric))) => DraftMsg::DraftRead {
            purpose,
            draft: Box::new(draft),
            rubric,
            today: store.today(),
            spare_id: platform::fresh_id(),
        },
        Ok(None) => DraftMsg::DraftMissing { purpose, draft: id },
        Err(error) => DraftMsg::ReadFailed {
            purpose,
            draft: id,
            error,
        },
    }
}

async fn read_steps(draft: &Rc<str>, after: u64) -> Result<RemoteSteps, StorageError> {
    remote(&db::reading(&[DRAFTS, STEPS]).await?, draft, after).await
}

async fn remote(of: &db::Transaction, draft: &Rc<str>, after: u64) -> Result<RemoteSteps, StorageError> {
    let found = rows::meta(of, draft).await?;
    // Nothing is read if there are no newer steps.
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

/// Writes a batch in one strict transaction, if the draft has the metadata row that the batch was made for. Otherwise
/// writes nothing and returns the steps after those that the batch knows.
async fn commit(batch: &Batch) -> Result<Option<RemoteSteps>, StorageError> {
    let meta = &batch.meta;
    let writing = db::writing(&[DRAFTS, STATES, STEPS, RUBRICS]).await?;
    if rows::meta(&writing, &meta.id).await? != batch.base {
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
    rows::put_meta(&writing, meta).await?;
    writing.done().await?;
    Ok(None)
}

async fn remove_drafts(scope: &Scope) -> Result<(), StorageError> {
    let (metas, _) = rows::metas().await?;
    for meta in metas.iter().filter(|meta| scope.has(meta)) {
        rows::remove(&meta.id).await?;
        channel::announce(&meta.id);
    }
    rows::forget_unneeded().await
}

/// Stores the evidence files that a form names. Reports files that the browser refuses and, if requested, missing
/// files.
async fn store_files(store: &Store, state: &State, reports_missing: bool) {
    let names = attached_files(&state.record.to_file(&state.rubric));
    let unsettled = match evidence_store::settle(&state.record.id, names.keys().cloned().collect()).await {
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
