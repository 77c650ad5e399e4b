//! Files that a person attaches to a criterion by choosing, pasting or dropping. Each file is named by its SHA-256,
//! large photos are scaled down, and metadata is removed from photos. The bytes go to `evidence_store`, an entry goes
//! into the record.

use super::{Store, evidence_store};
use crate::foreign::picture::{self, Cleaned};
use crate::state::limits::SIDE;
use crate::state::{AttachOutcome, Change, EffectError, Msg};
use assessment::Id;
use assessment::answers::{Attachment, Evidence, EvidenceKind, FileName};
use js_sys::Promise;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, CanvasRenderingContext2d, File, FileList, HtmlCanvasElement, ImageBitmap, window};

/// The maximum size of a file in bytes.
pub const MOST: u32 = 20 * 1024 * 1024;
/// The maximum size in bytes of a photo that is not encoded again.
const HEAVY: u32 = 1024 * 1024;
/// The JPEG quality of scaled photos, from 0 to 1.
const QUALITY: f64 = 0.82;
/// The media type of scaled photos.
const JPEG: &str = "image/jpeg";

/// Returns the files in a browser's file list.
pub fn listed(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|i| files.get(i)).collect()
}

/// Attaches files to a criterion, one after another, and reports the files that were changed or not attached.
pub fn attach(store: &Store, criterion: Id, files: Vec<File>) {
    let store = store.clone();
    // Reading takes time, and another form may be open afterwards.
    let Some(place) = whose(&store) else { return };
    store.send(Msg::FilesChosen(files.len()));
    spawn_local(async move {
        let mut failed = Vec::new();
        for file in files {
            let name = name_of(&file);
            match one(&store, &file, &place.0).await {
                Ok((attachment, fates)) => {
                    if whose(&store).as_ref() == Some(&place) {
                        enter(&store, &criterion, attachment);
                    } else {
                        failed.push((name.clone(), AttachOutcome::Left));
                    }
                    failed.extend(fates.into_iter().map(|fate| (name.clone(), fate)));
                }
                Err(fate) => failed.push((name, fate)),
            }
            store.send(Msg::FileRead);
        }
        if !failed.is_empty() {
            store.fail(EffectError::Files(failed));
        }
    });
}

/// Returns the open draft and its rater.
fn whose(store: &Store) -> Option<(Rc<str>, Rc<str>)> {
    let record = &store.state()?.record;
    Some((record.id.clone(), record.rater.clone()))
}

/// Returns the name of a file. Some browsers give pasted files no useful name.
fn name_of(file: &File) -> String {
    let name = file.name();
    if name.is_empty() { "file".to_owned() } else { name }
}

/// Reads and stores a file; returns its entry for the record and what to report about it.
async fn one(store: &Store, file: &File, draft: &str) -> Result<(Attachment, Vec<AttachOutcome>), AttachOutcome> {
    // Checks the size before reading. The size is an integer far below the limit of exact numbers.
    if file.size() > f64::from(MOST) {
        return Err(AttachOutcome::TooLarge);
    }
    let bytes = evidence_store::bytes(file).await.ok_or(AttachOutcome::Unreadable)?;
    let original = named(&name_of(file), &bytes).await;
    let kind = file.type_();
    let mut fates = Vec::new();
    let (kept, kind, bytes, from) = match scaled(file, &kind, original.size).await {
        Some(smaller) => {
            let stem = original.name.rsplit_once('.').map_or(&*original.name, |(stem, _)| stem);
            let kept = named(&format!("{stem}.jpg"), &smaller).await;
            (kept, JPEG.to_owned(), smaller, Some(original))
        }
        None => match picture::clean(&bytes) {
            Cleaned::Without(cleaned) => {
                let kept = named(&original.name, &cleaned).await;
                (kept, kind, cleaned, Some(original))
            }
            Cleaned::Same => (original, kind, bytes, None),
            Cleaned::Unknown => {
                // For formats that are never cleaned, the form shows a note beside the file.
                if picture::is_known(&kind) {
                    fates.push(AttachOutcome::NotCleaned);
                }
                (original, kind, bytes, None)
            }
        },
    };
    // Creates a new blob: a chosen file becomes unreadable when the file on disk changes.
    let blob = evidence_store::blob(&bytes, &kind).ok_or(AttachOutcome::Unreadable)?;
    let stored = evidence_store::keep(store, draft, &kept.sha256, &blob).await;
    fates.extend(stored.err().map(AttachOutcome::NotStored));
    let attachment = Attachment {
        kept,
        kind: kind.into(),
        original: from,
    };
    Ok((attachment, fates))
}

async fn named(name: &str, bytes: &[u8]) -> FileName {
    FileName {
        name: name.into(),
        // The file is within the size limit.
        size: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        sha256: evidence_store::hash(bytes).await.into(),
    }
}

/// Enters a file into the record: into the newest evidence if it has no file yet, otherwise as new evidence.
fn enter(store: &Store, criterion: &Id, file: Attachment) {
    let Some(state) = store.state() else { return };
    let place = state.rubric.criterion_path(criterion);
    let Some(sheet) = place.and_then(|place| state.record.sheet.criterion(place)) else {
        return;
    };
    let picture = file.kind.starts_with("image/") || file.kind.starts_with("video/");
    let original = file.original.as_ref().unwrap_or(&file.kept);
    let name = original.name.clone();
    let kind = if picture {
        EvidenceKind::Photo
    } else {
        EvidenceKind::Document
    };
    let mut evidence: Vec<Evidence> = sheet.entry.evidence.to_vec();
    if evidence.last().is_none_or(|last| last.file.is_some()) {
        evidence.push(Evidence::default());
    }
    if let Some(one) = evidence.last_mut() {
        if one.name.trim().is_empty() {
            one.name = name;
        }
        // A kind that the person chose is not changed.
        if one.kind == EvidenceKind::default() {
            one.kind = kind;
        }
        one.file = Some(file.into());
    }
    let change = Change::Evidence {
        criterion: criterion.clone(),
        evidence,
    };
    store.send(Msg::Edit {
        change,
        is_typing: false,
    });
}

/// Encodes a photo as JPEG within the limits. Returns `None` if the photo is within them already, the file is no photo,
/// the browser cannot read it, or the result would not be smaller. A photo whose format may contain metadata that
/// cannot be removed is encoded again at any size.
async fn scaled(file: &File, kind: &str, size: u32) -> Option<Vec<u8>> {
    if !kind.starts_with("image/") || matches!(kind, "image/svg+xml" | "image/gif") {
        return None;
    }
    let anew = picture::may_tell(kind, &file.name());
    let window = window()?;
    let read = window.create_image_bitmap_with_blob(file).ok()?;
    let picture: ImageBitmap = JsFuture::from(read).await.ok()?.dyn_into().ok()?;
    let (width, height) = (picture.width(), picture.height());
    let long = width.max(height);
    if (long <= SIDE && size <= HEAVY && !anew) || width.min(height) == 0 {
        return None;
    }
    let fit = |side: u32| if long > SIDE { (side * SIDE / long).max(1) } else { side };
    let canvas: HtmlCanvasElement = window.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(fit(width));
    canvas.set_height(fit(height));
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    // JPEG has no transparency: transparent areas become white, as on paper.
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width, height);
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(&picture, 0.0, 0.0, width, height)
        .ok()?;
    picture.close();
    let written = Promise::new(&mut |resolve, reject| {
        let begun = canvas.to_blob_with_type_and_encoder_options(&resolve, JPEG, &QUALITY.into());
        if let Err(refused) = begun {
            // A promise can be rejected with any value.
            let _ = reject.call1(&JsValue::UNDEFINED, &refused);
        }
    });
    let smaller: Blob = JsFuture::from(written).await.ok()?.dyn_into().ok()?;
    let smaller = evidence_store::bytes(&smaller).await?;
    (anew || smaller.len() < size as usize).then_some(smaller)
}
