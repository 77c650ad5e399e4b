//! Handovers: one ZIP with the record, its files, a printable page and a manifest, written and opened as tasks. [`zip`]
//! implements the archive; this module checks hashes and limits.

mod archive;
mod packing;
mod reading;
mod zip;

pub use reading::{NotOpened, is_zip, read, read_record};

use super::page_copy::{self, Source};
use super::tasks::{self, NoOutput, Task};
use super::{Store, downloads, evidence_store, making};
use crate::state::{AttachOutcome, AttachedFile, EffectError, Msg, OpenOutcome, attached_files};
use assessment::record::Record;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

/// The tasks of handovers.
pub(crate) const TASKS: [Task; 2] = [packing::PACK, reading::UNPACK];

/// The path of the record in a handover.
const RECORD: &str = "record.json";
/// The folder of the evidence in a handover.
const FILES: &str = "files/";
/// The path of the manifest in a handover.
const MANIFEST: &str = "manifest.json";

/// Downloads the handover of the open form. The page in the handover contains the answers and prints them; the files
/// are beside the page.
pub fn hand_over(store: &Store) {
    if store.state().is_none() {
        return;
    }
    store.send(Msg::Settle);
    let store = store.clone();
    spawn_local(async move {
        let source = Source::find().await;
        let Some(state) = store.state() else { return };
        let m = store.locale().messages;
        let (rubric, record) = (&state.rubric, &state.record);
        let subject = record.subject(rubric);
        let subject = subject.unwrap_or_else(|| rubric.title.wording(store.locale().tag));
        let name = downloads::dated_name(m.handover_name, &subject, &record.date, "zip");
        let text = record.to_text(rubric);
        let page = source.as_ref().ok();
        let page = page.and_then(|source| page_copy::without_files(&store, source, &state));
        let page = page.map(|page| (format!("{}.html", m.handover_page), page));
        let Some((mut files, mut failed)) = files(&text, page).await else {
            return store.fail(EffectError::NotSaved);
        };
        let has_evidence = files.iter().any(|(path, _)| path.starts_with(FILES));
        let papers = if has_evidence {
            making::papers(&store, &state).await
        } else {
            Ok(Vec::new())
        };
        let papers = papers.map(|papers| {
            files.extend(
                papers
                    .into_iter()
                    .map(|(name, blob)| (downloads::safe_with_ending(&name), blob)),
            )
        });
        let names: Vec<String> = files.iter().map(|(path, _)| path.clone()).collect();
        let output = match tasks::run(&store, &name, &packing::PACK, packing::input(&files)).await {
            Ok(output) => output,
            Err(NoOutput::Stopped) => return,
            Err(NoOutput::Failed) => return store.fail(EffectError::NotSaved),
        };
        // An archive without its record, the first file, is none.
        let packed = packing::packed(&output).filter(|packed| !packed.unreadable.contains(&0));
        let Some(packed) = packed else {
            return store.fail(EffectError::NotSaved);
        };
        let unreadable = packed.unreadable.iter().filter_map(|index| names.get(*index).cloned());
        failed.extend(unreadable.map(|name| (name, AttachOutcome::Unreadable)));
        let given = packed.archive.and_then(|archive| downloads::give_blob(&name, &archive));
        if given.is_none() {
            return store.fail(EffectError::NotSaved);
        }
        store.send(Msg::SetReport(OpenOutcome::Given(name.into())));
        if !failed.is_empty() {
            store.fail(EffectError::Files(failed));
        } else if let Err(error) = source {
            // The record and its files are in the archive; the page that prints them is not.
            store.fail(error);
        } else {
            if let Err(error) = papers {
                store.fail(error);
            }
            if store.state().is_some_and(|now| Rc::ptr_eq(&now, &state)) {
                // Nothing was entered while the archive was packed.
                store.send(Msg::MarkExported);
            }
        }
    });
}

/// Files that are not in a handover, with the reasons.
type Failed = Vec<(String, AttachOutcome)>;

/// Returns the files of a handover, each with its path, the record first; and those that this browser does not have. `None` if the browser
/// cannot make a file of the record.
async fn files(record: &str, page: Option<(String, String)>) -> Option<(packing::Files, Failed)> {
    let mut files = vec![(RECORD.to_owned(), evidence_store::blob(record.as_bytes(), "")?)];
    let mut failed = Failed::new();
    let mut add = |path: String, blob: Option<Blob>, name: &str| match blob {
        Some(blob) => files.push((path, blob)),
        None => failed.push((name.to_owned(), AttachOutcome::NotHere)),
    };
    // Parses the record text, which includes fields unknown to this rubric.
    let file = Record::parse(record).ok()?;
    for (sha256, AttachedFile { name, .. }) in attached_files(&file) {
        let short = sha256.get(..8).unwrap_or_default();
        let path = format!("{FILES}{short}-{}", downloads::safe(&name));
        add(path, evidence_store::get(&file.id, &sha256).await, &name);
    }
    if let Some((name, page)) = page {
        add(name.clone(), evidence_store::blob(page.as_bytes(), ""), &name);
    }
    Some((files, failed))
}
