//! Copies of the page, with answers or blank. In browsers that can write files, the copy is saved into a file
//! repeatedly.
//!
//! `light_dom` puts the answers into a copy; `target` asks the browser for a file.

mod autosave;
mod page;
mod source;
mod target;

pub(crate) use page::unmark;
pub(super) use source::Source;

use super::{Store, downloads, evidence_store, first_view, light_dom};
use crate::locale::fill;
use crate::state::{EffectError, Msg, OpenOutcome, State, attached_hashes};
use std::rc::Rc;
use target::Asked;
use wasm_bindgen_futures::spawn_local;

/// An evidence file in a page: the SHA-256 and the bytes as Base64.
pub(super) type Packed = (String, String);

/// Downloads a blank copy of this page with the open rubric.
pub fn blank(store: &Store) {
    let Some(state) = store.state() else { return };
    let locale = store.locale();
    let title = downloads::safe(&state.rubric.title.wording(locale.tag));
    let name = format!("{}.html", fill(locale.messages.blank_name, &[("title", &title)]));
    let store = store.clone();
    spawn_local(async move {
        let first = first_view::templates(state.rubric.source.clone()).await;
        let page = Source::find().await.and_then(|source| {
            let page = source.blank(&state.rubric.source, &first);
            page.ok_or(EffectError::NotSaved)
        });
        match page {
            Ok(page) if downloads::give(&name, "text/html", &page) => {
                store.send(Msg::SetReport(OpenOutcome::Given(name.into())));
            }
            page => store.fail(page.err().unwrap_or(EffectError::NotSaved)),
        }
    });
}

/// Saves a copy of this page with all answers: into the previous file, otherwise into a file that the person chooses,
/// otherwise as a download.
pub fn save(store: &Store) {
    let Some(state) = store.state() else { return };
    store.send(Msg::Settle);
    let name = name(store, &state);
    let store = store.clone();
    // The dialog comes first because it needs a recent click, and a browser soon forgets the click.
    let asked = match autosave::file(&store) {
        Some(target) => target.again(),
        None => target::ask(&name),
    };
    spawn_local(async move {
        match asked.answer().await {
            Asked::Target(target) => autosave::begin(&store, target),
            Asked::Cancelled => {}
            Asked::Nowhere => give(&store, &name).await,
        }
    });
}

async fn give(store: &Store, name: &str) {
    let page = current(store).await;
    match page {
        Ok((state, page)) if downloads::give(name, "text/html", &page) => {
            saved(store, &state);
            store.send(Msg::SetReport(OpenOutcome::Given(name.into())));
        }
        page => store.fail(page.err().unwrap_or(EffectError::NotSaved)),
    }
}

/// Returns the page as it is now, with the state in it.
async fn current(store: &Store) -> Result<(Rc<State>, String), EffectError> {
    let source = Source::find().await?;
    let evidence = evidence(store).await.unwrap_or_default();
    let page = store.state().and_then(|state| {
        light_dom::write(store);
        Some((state.clone(), source.filled(&state.rubric.source, &evidence)?))
    });
    page.ok_or(EffectError::NotSaved)
}

/// Returns the page as it is now, without evidence files.
pub(super) fn without_files(store: &Store, source: &Source, state: &State) -> Option<String> {
    light_dom::write(store);
    source.filled(&state.rubric.source, &[])
}

/// Returns the evidence files for a copy: those that the record names. Removed evidence is not included.
async fn evidence(store: &Store) -> Option<Vec<Packed>> {
    let record = store.state()?.record.clone();
    let names = attached_hashes(&store.state()?.rubric, &record);
    Some(evidence_store::as_blocks(&record.id, names).await)
}

/// Marks this state as saved to a file, unless there were edits during the write.
fn saved(store: &Store, state: &Rc<State>) {
    if store.state().is_some_and(|now| Rc::ptr_eq(&now, state)) {
        store.send(Msg::MarkExported);
    }
}

fn name(store: &Store, state: &State) -> String {
    let locale = store.locale();
    let subject = state.record.subject(&state.rubric);
    let subject = subject.unwrap_or_else(|| state.rubric.title.wording(locale.tag));
    downloads::dated_name(locale.messages.exported_name, &subject, &state.record.date, "html")
}
