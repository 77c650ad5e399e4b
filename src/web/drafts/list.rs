//! The person's operations on drafts: list, rename, copy, delete and restore.

use super::{known_drafts, rows};
use crate::locale::Locale;
use crate::state::{DraftMeta, Drafts, EffectError, Snapshot, StorageError, encode_row, recover};
use crate::web::db::{self, DRAFTS, FILES};
use crate::web::{Store, clock, evidence_store, platform};
use js_sys::Array;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// How long a deleted draft can be restored, in milliseconds.
const KEPT: i64 = 24 * 60 * 60 * 1_000;

/// Refreshes the list.
pub fn look(store: &Store) {
    let store = store.clone();
    spawn_local(async move { read(&store).await });
}

/// Refreshes the list and the size of the evidence files, and reports refusals of the browser.
pub(super) async fn read(store: &Store) {
    let done = async {
        refresh(store).await?;
        weigh(store).await
    };
    tell(store, done.await);
}

/// Refreshes the list; returns the metadata of all drafts, including those that the store does not show.
pub(super) async fn refresh(store: &Store) -> Result<Vec<DraftMeta>, StorageError> {
    let (all, damaged) = rows::metas().await?;
    let mut metas = all.clone();
    // Drafts of a host page are shown only to people who have their key.
    let place = store.draft_scope().filter(|_| store.is_hosted());
    match place {
        Some(place) => metas.retain(|meta| meta.is_hosted() && meta.page == place),
        None => {
            metas.retain(|meta| !meta.is_hosted());
            known_drafts::write(&metas);
        }
    }
    let files = store.drafts().files.clone();
    store.found(Drafts { metas, damaged, files });
    Ok(all)
}

/// Adds up the size of the evidence files. The page does not wait for the result.
async fn weigh(store: &Store) -> Result<(), StorageError> {
    let files = evidence_store::sizes().await?;
    store.found(Drafts {
        files,
        ..(*store.drafts()).clone()
    });
    Ok(())
}

/// Reports a refusal of the browser.
pub(super) fn tell(store: &Store, done: Result<(), StorageError>) {
    if let Err(refusal) = done {
        store.fail(EffectError::Storage(refusal));
    }
}

/// Changes the metadata of a draft and refreshes the list.
fn change(store: &Store, id: &str, work: impl Fn(&mut DraftMeta) + 'static) {
    let (store, id) = (store.clone(), Rc::<str>::from(id));
    spawn_local(async move {
        let done = async {
            let writing = db::writing(&[DRAFTS]).await?;
            if let Some(mut meta) = rows::meta(&writing, &id).await? {
                work(&mut meta);
                rows::put_meta(&writing, &meta).await?;
            }
            writing.done().await?;
            refresh(&store).await
        };
        tell(&store, done.await.map(drop));
    });
}

/// Renames a draft.
pub fn rename(store: &Store, id: &str, name: &str) {
    let name: Rc<str> = name.into();
    change(store, id, move |meta| meta.name.clone_from(&name));
}

/// Deletes a draft. It can be restored until the page is opened again a day later.
pub fn remove(store: &Store, id: &str) {
    let now: Rc<str> = clock::now().into();
    change(store, id, move |meta| meta.removed = Some(now.clone()));
}

/// Restores a deleted draft.
pub fn restore(store: &Store, id: &str) {
    change(store, id, |meta| meta.removed = None);
}

/// Records that a copy of a draft has left the browser.
pub fn note_copied(store: &Store, id: &str) {
    let now: Rc<str> = clock::now().into();
    change(store, id, move |meta| meta.copied = Some(now.clone()));
}

/// Copies the current content of a draft into a new draft.
pub fn duplicate(store: &Store, id: &str, name: &str) {
    let (store, id, name) = (store.clone(), Rc::<str>::from(id), Rc::<str>::from(name));
    spawn_local(async move {
        let done = async {
            let Some((draft, rubric)) = super::reading::read(&store, &id).await? else {
                return Ok(());
            };
            let mut recovered = recover(&store.today(), &rubric, &draft);
            let mut state = (*recovered.session.state).clone();
            state.record.id = platform::fresh_id();
            recovered.session.state = Rc::new(state);
            let writing = db::writing(&[DRAFTS, db::STATES, FILES]).await?;
            let mut meta = DraftMeta {
                name,
                page: store.draft_scope().unwrap_or_default(),
                opened_seq: store.drafts().next_opened_seq(),
                state: Some(0),
                rubric: draft.meta.rubric.clone(),
                ..DraftMeta::of(&recovered.session, &Locale::tags(), &clock::now())
            };
            let snapshot = encode_row(&Snapshot::of(&recovered.session));
            meta.bytes[1] = snapshot.len() as u64;
            rows::put_state(&writing, &meta.id, 0, &snapshot).await?;
            rows::put_meta(&writing, &meta).await?;
            let all = || db::all_of(&id, None).map(idb::Query::from);
            let kept = writing.store(FILES)?;
            let (keys, blobs) = (
                kept.get_all_keys(Some(all()?), None)?,
                kept.get_all(Some(all()?), None)?,
            );
            for (key, blob) in keys.await?.into_iter().zip(blobs.await?) {
                let name = Array::from(&key).get(1);
                kept.put(&blob, Some(&db::key(&meta.id, name)))?.await?;
            }
            writing.done().await?;
            refresh(&store).await?;
            weigh(&store).await
        };
        tell(&store, done.await);
    });
}

/// Deletes everything that the browser stores for this program.
pub fn remove_everything(store: &Store) {
    let store = store.clone();
    spawn_local(async move {
        let done = db::remove_all().await;
        if done.is_ok() {
            crate::web::preferences::forget();
            known_drafts::forget();
            store.found(Drafts::default());
        }
        tell(&store, done);
    });
}

/// Deletes drafts whose time for restoring is over, and rubrics and files that no draft needs. What cannot be deleted
/// now is deleted another time.
pub(super) async fn tidy(store: &Store) {
    let now = js_sys::Date::now() as i64;
    let is_old = |meta: &&DraftMeta| {
        let removed = meta.removed.as_ref().map(|removed| js_sys::Date::parse(removed) as i64);
        removed.is_some_and(|removed| now.saturating_sub(removed) > KEPT)
    };
    let drafts = store.drafts();
    let old: Vec<_> = drafts.metas.iter().filter(is_old).map(|meta| meta.id.clone()).collect();
    for id in &old {
        let _ = rows::remove(id).await;
    }
    if rows::forget_unneeded().await.is_ok() && !old.is_empty() {
        tell(store, refresh(store).await.map(drop));
    }
    // If the sizes are unknown, the list is shown without them.
    let _ = weigh(store).await;
}
