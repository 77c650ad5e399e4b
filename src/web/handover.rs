//! Handovers: one ZIP with the record, its files, a printable page and a manifest, written and opened. [`zip`]
//! implements the archive; this module checks hashes and limits.

mod reading;
mod zip;

pub use reading::{Opened, is_zip, read};

use super::page_copy::{self, Source};
use super::{Store, downloads, evidence_store};
use crate::state::{AttachOutcome, AttachedFile, EffectError, Msg, OpenOutcome, attached_files};
use assessment::record::Record;
use assessment::record::manifest::{Listed, Manifest};
use assessment::sha256;
use js_sys::Array;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, BlobPropertyBag};

/// The path of the record in a handover.
const RECORD: &str = "record.json";
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
        let mut failed = Vec::new();
        let packed = packed(&text, page, &mut failed).await;
        let given = packed.is_some_and(|archive| downloads::give_blob(&name, &archive).is_some());
        if !given {
            return store.fail(EffectError::NotSaved);
        }
        store.send(Msg::SetReport(OpenOutcome::Given(name.into())));
        if !failed.is_empty() {
            store.fail(EffectError::Files(failed));
        } else if let Err(error) = source {
            // The record and its files are in the archive; the page that prints them is not.
            store.fail(error);
        } else if store.state().is_some_and(|now| Rc::ptr_eq(&now, &state)) {
            // Nothing was entered while the archive was packed.
            store.send(Msg::MarkExported);
        }
    });
}

/// Returns the archive and the files that could not be added.
async fn packed(
    record: &str,
    page: Option<(String, String)>,
    failed: &mut Vec<(String, AttachOutcome)>,
) -> Option<Blob> {
    let mut packer = Packer::default();
    packer.add(RECORD, record.as_bytes())?;
    // Parses the record text, which includes fields unknown to this rubric.
    let file = Record::parse(record).ok()?;
    for (sha256, AttachedFile { name, .. }) in attached_files(&file) {
        let bytes = match evidence_store::get(&file.id, &sha256).await {
            Some(blob) => evidence_store::bytes(&blob).await,
            None => None,
        };
        match bytes {
            Some(bytes) => {
                let short = sha256.get(..8).unwrap_or_default();
                packer.add(&format!("files/{short}-{}", downloads::safe(&name)), &bytes)?;
            }
            None => failed.push((name.to_string(), AttachOutcome::NotHere)),
        }
    }
    if let Some((name, page)) = page {
        packer.add(&name, page.as_bytes())?;
    }
    packer.finish()
}

/// An archive under construction. Each file leaves memory as soon as it is packed.
#[derive(Default)]
struct Packer {
    zip: zip::Writer,
    parts: Array,
    listed: Vec<Listed>,
}

impl Packer {
    fn add(&mut self, path: &str, bytes: &[u8]) -> Option<()> {
        let size = u32::try_from(bytes.len()).ok()?;
        self.listed.push(Listed::new(path, size, &sha256(bytes)));
        self.put(path, bytes)
    }

    fn put(&mut self, path: &str, bytes: &[u8]) -> Option<()> {
        let piece = evidence_store::blob(&self.zip.add(path, bytes)?, "")?;
        self.parts.push(&piece);
        Some(())
    }

    fn finish(mut self) -> Option<Blob> {
        let manifest = Manifest::of(std::mem::take(&mut self.listed)).to_text();
        self.put(MANIFEST, manifest.as_bytes())?;
        let end = evidence_store::blob(&self.zip.finish()?, "")?;
        self.parts.push(&end);
        let options = BlobPropertyBag::new();
        options.set_type("application/zip");
        Blob::new_with_blob_sequence_and_options(&self.parts, &options).ok()
    }
}
