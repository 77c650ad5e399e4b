//! Packs a handover, in a worker or in slices: hashes each file, and joins the archive of the files' own blobs.

use super::MANIFEST;
use super::zip::Writer;
use crate::state::TaskKind;
use crate::web::evidence_store;
use crate::web::tasks::{Pace, Stopped, Task};
use assessment::Hasher;
use assessment::record::manifest::{Listed, Manifest};
use js_sys::Array;
use std::collections::BTreeSet;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag};

/// How many bytes are read at once.
pub(super) const PART: u64 = 512 * 1024;

/// Packs files into an archive, with a manifest.
pub(super) const PACK: Task = Task {
    name: "pack",
    kind: TaskKind::Pack,
    work: |input, pace| Box::pin(async move { pack(&files_of(&input)?, &pace).await.ok() }),
};

/// Files, each with its path in the archive.
pub(super) type Files = Vec<(String, Blob)>;

/// An archive, and the files that are not in it.
pub(super) struct Packed {
    /// The archive; `None` if a path is not valid or the archive would be too large.
    pub(super) archive: Option<Blob>,
    /// The indices of the files that the browser could not read.
    pub(super) unreadable: Vec<usize>,
}

/// Files as the input of the task.
pub(super) fn input(files: &Files) -> JsValue {
    let pair = |(path, blob): &(String, Blob)| Array::of2(&path.into(), blob);
    files.iter().map(pair).collect::<Array>().into()
}

fn files_of(input: &JsValue) -> Option<Files> {
    let pair = |pair: JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1).dyn_into().ok()?))
    };
    input.dyn_ref::<Array>()?.iter().map(pair).collect()
}

/// What the output of the task says.
pub(super) fn packed(output: &JsValue) -> Option<Packed> {
    let output: &Array = output.dyn_ref()?;
    let numbers = output.get(1).dyn_into::<Array>().ok()?;
    Some(Packed {
        archive: output.get(0).dyn_into().ok(),
        // An index is a whole number.
        unreadable: numbers
            .iter()
            .filter_map(|index| Some(index.as_f64()? as usize))
            .collect(),
    })
}

/// Why a file is not in the archive.
enum NotPacked {
    Stopped,
    /// The browser could not read the file at this index. Its begin is in the archive already.
    Unreadable(usize),
    Refused,
}

impl From<Stopped> for NotPacked {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

async fn pack(files: &Files, pace: &Pace) -> Result<JsValue, Stopped> {
    let unreadable = Array::new();
    let mut except = BTreeSet::new();
    loop {
        let archive = match archive(files, &except, pace).await {
            Ok(archive) => archive.into(),
            Err(NotPacked::Unreadable(index)) => {
                except.insert(index);
                unreadable.push(&(index as u32).into());
                continue;
            }
            Err(NotPacked::Refused) => JsValue::NULL,
            Err(NotPacked::Stopped) => return Err(Stopped),
        };
        return Ok(Array::of2(&archive, &unreadable).into());
    }
}

/// Packs all files but these.
async fn archive(files: &Files, except: &BTreeSet<usize>, pace: &Pace) -> Result<Blob, NotPacked> {
    let (mut zip, parts, mut listed) = (Writer::default(), Array::new(), Vec::new());
    let all: u64 = files.iter().map(|(_, blob)| evidence_store::size(blob)).sum();
    let mut done = 0;
    let packed = files.iter().enumerate().filter(|(index, _)| !except.contains(index));
    for (index, (path, blob)) in packed {
        let mut file = zip.begin(path).ok_or(NotPacked::Refused)?;
        let mut hasher = Hasher::default();
        for start in (0..evidence_store::size(blob)).step_by(PART as usize) {
            let bytes = evidence_store::part(blob, start..start + PART).await;
            let bytes = bytes.ok_or(NotPacked::Unreadable(index))?;
            hasher.update(&bytes);
            file.read(&bytes).ok_or(NotPacked::Refused)?;
            done += bytes.len() as u64;
            pace.go_on(done, all).await?;
        }
        let [before, after] = file.end().ok_or(NotPacked::Refused)?;
        push(&parts, &before)?;
        parts.push(blob);
        push(&parts, &after)?;
        let size = u32::try_from(evidence_store::size(blob)).map_err(|_| NotPacked::Refused)?;
        listed.push(Listed::new(path, size, &hasher.finish()));
    }
    let manifest = Manifest::of(listed).to_text();
    let mut file = zip.begin(MANIFEST).ok_or(NotPacked::Refused)?;
    file.read(manifest.as_bytes()).ok_or(NotPacked::Refused)?;
    let [before, after] = file.end().ok_or(NotPacked::Refused)?;
    let end = zip.finish().ok_or(NotPacked::Refused)?;
    for part in [&before, manifest.as_bytes(), &after, &end] {
        push(&parts, part)?;
    }
    let options = BlobPropertyBag::new();
    options.set_type("application/zip");
    Blob::new_with_blob_sequence_and_options(&parts, &options).map_err(|_| NotPacked::Refused)
}

fn push(parts: &Array, bytes: &[u8]) -> Result<(), NotPacked> {
    let part = evidence_store::blob(bytes, "").ok_or(NotPacked::Refused)?;
    parts.push(&part);
    Ok(())
}
