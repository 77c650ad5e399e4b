//! Files that a person attaches to a criterion: chosen, pasted or dropped. Each is named by its SHA-256, a large photo is
//! scaled down, what a photo tells besides the picture is taken out, the bytes go to [`blobs`] and an entry into the record.

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

/// The most bytes that one file may have.
pub const MOST: u32 = 20 * 1024 * 1024;
/// The most bytes that a photo may have without being written anew.
const HEAVY: u32 = 1024 * 1024;
/// How true a scaled photo is to its original, from 0 to 1.
const QUALITY: f64 = 0.82;
/// The type of scaled photos.
const JPEG: &str = "image/jpeg";

/// The files of a list that a browser gave.
pub fn listed(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|i| files.get(i)).collect()
}

/// Attaches files to a criterion, one after another, and says what became of those that did not come whole.
pub fn attach(store: &Store, criterion: Id, files: Vec<File>) {
    let store = store.clone();
    // Reading takes a while: meanwhile the workspace may be another's.
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

/// The draft that is open, and who fills it in.
fn whose(store: &Store) -> Option<(Rc<str>, Rc<str>)> {
    let record = &store.state()?.record;
    Some((record.id.clone(), record.rater.clone()))
}

/// The name of a file. What was pasted has none worth keeping in some browsers.
fn name_of(file: &File) -> String {
    let name = file.name();
    if name.is_empty() { "file".to_owned() } else { name }
}

/// Reads one file and stores it: its entry in the record, and what to report about it.
async fn one(store: &Store, file: &File, draft: &str) -> Result<(Attachment, Vec<AttachOutcome>), AttachOutcome> {
    // The size is asked before anything is read. It is a whole number far below what is exact.
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
                // Of files that are never cleaned the form says so where they stand.
                if picture::is_known(&kind) {
                    fates.push(AttachOutcome::NotCleaned);
                }
                (original, kind, bytes, None)
            }
        },
    };
    // A blob of its own: what the browser holds of a chosen file is gone when that file changes.
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
        // What was read is within the limit.
        size: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        sha256: evidence_store::hash(bytes).await.into(),
    }
}

/// Puts a file into the record: into the evidence that was entered last, where that has none yet, and else as evidence of its own.
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
        // What was chosen stays chosen.
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

/// A photo within the limits, as the bytes of a JPEG; nothing where it is within them already, is no photo, cannot be read
/// by this browser, or would not get smaller. What may tell more than the picture, in a format that nothing can be taken out
/// of, is written anew whatever its size.
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
    // JPEG knows no transparency: what shows through is paper.
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width, height);
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(&picture, 0.0, 0.0, width, height)
        .ok()?;
    picture.close();
    let written = Promise::new(&mut |resolve, reject| {
        let begun = canvas.to_blob_with_type_and_encoder_options(&resolve, JPEG, &QUALITY.into());
        if let Err(refused) = begun {
            // A promise accepts any value.
            let _ = reject.call1(&JsValue::UNDEFINED, &refused);
        }
    });
    let smaller: Blob = JsFuture::from(written).await.ok()?.dyn_into().ok()?;
    let smaller = evidence_store::bytes(&smaller).await?;
    (anew || smaller.len() < size as usize).then_some(smaller)
}
