//! The files of an archive in the browser: reads the parts that [`super::zip`] asks for, and inflates files.

use super::packing::PART;
use super::zip::{Entry, Packing, Pages, Refused};
use crate::foreign::crc32::Crc32;
use crate::state::ArchiveError;
use crate::web::evidence_store;
use crate::web::tasks::{Pace, Stopped};
use assessment::Hasher;
use js_sys::{Array, Function, Reflect, Uint8Array};
use std::ops::Range;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStreamDefaultReader, ReadableWritablePair};

/// Runs `work` on an archive, and reads the pages that it requests until it succeeds.
pub(super) async fn ask<T>(archive: &Blob, work: impl Fn(&Pages) -> Result<T, Refused>) -> Result<T, ArchiveError> {
    let mut pages = Pages::new(evidence_store::size(archive));
    loop {
        match work(&pages) {
            Err(Refused::Wants(page)) => {
                let bytes = evidence_store::part(archive, pages.range(page)).await;
                pages.take(page, bytes.ok_or(ArchiveError::Broken)?);
            }
            Err(Refused::Broken) => return Err(ArchiveError::Broken),
            Err(Refused::TooMany | Refused::TooLarge) => return Err(ArchiveError::TooMuch),
            Err(Refused::Contradictory) => return Err(ArchiveError::Contradictory),
            Ok(found) => return Ok(found),
        }
    }
}

/// Returns the bytes of a file in the archive, if they match the archive's directory and are within the limit; `hasher` gets them too.
/// `done` and `all` are the bytes that were unpacked before, and those of all files.
pub(super) async fn unpacked(
    archive: &Blob,
    entry: &Entry,
    most: u64,
    pace: &Pace,
    (done, all): (u64, u64),
    hasher: &mut Hasher,
) -> Result<Option<Vec<u8>>, Stopped> {
    if entry.size > most {
        return Ok(None);
    }
    let Ok(place) = ask(archive, |pages| pages.place(entry)).await else {
        return Ok(None);
    };
    let Some(mut content) = Content::of(archive, place, entry.packing) else {
        return Ok(None);
    };
    let (mut bytes, mut crc) = (Vec::new(), Crc32::default());
    loop {
        match content.next().await {
            Next::Bytes(next) if (bytes.len() + next.len()) as u64 <= entry.size => {
                hasher.update(&next);
                crc.update(&next);
                bytes.extend(next);
                pace.go_on(done + bytes.len() as u64, all).await?;
            }
            Next::End if entry.is(bytes.len() as u64, crc.finish()) => return Ok(Some(bytes)),
            // The rest of a stream is discarded.
            Next::Bytes(_) | Next::End | Next::Fault => return Ok(None),
        }
    }
}

/// The bytes of a file in an archive, in parts.
enum Content<'a> {
    Stored(&'a Blob, Range<u64>),
    Inflating(ReadableStreamDefaultReader),
}

enum Next {
    Bytes(Vec<u8>),
    End,
    Fault,
}

impl Drop for Content<'_> {
    fn drop(&mut self) {
        if let Self::Inflating(reader) = self {
            // Ends the work of the browser; a stream that has ended is unchanged.
            let _ = reader.cancel();
        }
    }
}

impl<'a> Content<'a> {
    /// Returns `None` if the browser cannot unpack the file.
    fn of(archive: &'a Blob, place: Range<u64>, packing: Packing) -> Option<Self> {
        match packing {
            Packing::Stored => Some(Self::Stored(archive, place)),
            Packing::Deflated => {
                let class = Reflect::get(&js_sys::global(), &"DecompressionStream".into()).ok()?;
                let class: Function = class.dyn_into().ok()?;
                let stream = Reflect::construct(&class, &Array::of1(&"deflate-raw".into())).ok()?;
                let pair: ReadableWritablePair = stream.unchecked_into();
                let packed = evidence_store::slice(archive, place)?;
                let reader = packed.stream().pipe_through(&pair).get_reader();
                Some(Self::Inflating(reader.dyn_into().ok()?))
            }
            Packing::Unknown => None,
        }
    }

    async fn next(&mut self) -> Next {
        let next = match self {
            Self::Stored(_, place) if place.is_empty() => return Next::End,
            Self::Stored(archive, place) => {
                let end = place.end.min(place.start + PART);
                let part = place.start..end;
                place.start = end;
                evidence_store::part(archive, part).await
            }
            Self::Inflating(reader) => {
                let chunk = JsFuture::from(reader.read()).await;
                let get = |key: &str| Reflect::get(chunk.as_ref().ok()?, &JsValue::from_str(key)).ok();
                if get("done").is_some_and(|done| done.is_truthy()) {
                    return Next::End;
                }
                let bytes = get("value").and_then(|value| value.dyn_into::<Uint8Array>().ok());
                bytes.map(|bytes| bytes.to_vec())
            }
        };
        next.map_or(Next::Fault, Next::Bytes)
    }
}
