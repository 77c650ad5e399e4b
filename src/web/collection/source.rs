//! The files of records, and the texts of records in them.

use crate::state::collection::Place;
use crate::web::evidence_store::{part, size};
use crate::web::saved_page;
use assessment::json;
use js_sys::{Array, Reflect, Uint8Array};
use rollup::archive::Archive;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, File};

/// The largest archive: it is held in memory while it is read.
pub(super) const ARCHIVE: u64 = 300 * 1024 * 1024;
/// A file with records.
#[derive(Clone)]
pub(super) struct Source {
    /// Its name, with the folders in which it was found.
    pub(super) name: String,
    pub(super) blob: Blob,
}

impl Source {
    /// A file that was chosen.
    pub(super) fn of_file(file: File) -> Self {
        let path = Reflect::get(&file, &"webkitRelativePath".into()).ok();
        let path = path.and_then(|path| path.as_string()).filter(|path| !path.is_empty());
        Self {
            name: path.unwrap_or_else(|| file.name()),
            blob: file.into(),
        }
    }

    /// A file with a name of its own.
    pub(super) fn named(name: String, blob: Blob) -> Self {
        Self { name, blob }
    }

    /// The source as a value that the browser stores and hands to a worker.
    pub(super) fn to_value(&self) -> JsValue {
        Array::of2(&self.name.as_str().into(), &self.blob).into()
    }

    /// The same with the bytes in place of the file.
    pub(super) async fn to_bytes(&self) -> JsValue {
        let bytes = part(&self.blob, 0..size(&self.blob)).await.unwrap_or_default();
        Array::of2(&self.name.as_str().into(), &Uint8Array::from(&*bytes)).into()
    }

    /// A source from its value.
    pub(super) fn of_value(value: JsValue) -> Option<Self> {
        let value: Array = value.dyn_into().ok()?;
        let content = value.get(1);
        let blob = match content.is_instance_of::<Uint8Array>() {
            true => Blob::new_with_u8_array_sequence(&Array::of1(&content)).ok()?,
            false => content.dyn_into().ok()?,
        };
        Some(Self {
            name: value.get(0).as_string()?,
            blob,
        })
    }

    pub(super) fn has_lines(&self) -> bool {
        let name = self.name.to_lowercase();
        [".ndjson", ".jsonl"].iter().any(|ending| name.ends_with(ending))
    }

    /// Whether its name is one of a record: with the ending of JSON or without any.
    pub(super) fn may_be_record(&self) -> bool {
        let name = self.name.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.')
            .is_none_or(|(_, ending)| ending.eq_ignore_ascii_case("json"))
    }

    /// Whether it is a file that the system hides, which is no record.
    pub(super) fn is_hidden(&self) -> bool {
        self.name.rsplit('/').next().unwrap_or_default().starts_with('.')
    }

    pub(super) async fn is_archive(&self) -> bool {
        part(&self.blob, 0..4)
            .await
            .is_some_and(|start| start == *b"PK\x03\x04")
    }
}

/// The bytes of a file that is not larger than this.
pub(super) async fn whole(blob: &Blob, most: u64) -> Option<Vec<u8>> {
    let size = size(blob);
    if size > most {
        return None;
    }
    part(blob, 0..size).await
}

/// The text of a record: of a file, or of the record in a saved page.
fn text_of(bytes: &[u8]) -> Option<String> {
    let text = json::decode(bytes).ok()?;
    match saved_page::is_page(&text) {
        true => saved_page::read(&text).ok().map(|page| page.record.to_text()),
        false => Some(text),
    }
}

/// Texts of records, one after the other. An archive stays open until another one is needed.
pub(super) struct Texts<'s> {
    sources: &'s [Source],
    open: Option<(u32, Archive)>,
}

impl<'s> Texts<'s> {
    pub(super) fn new(sources: &'s [Source]) -> Self {
        Self { sources, open: None }
    }

    async fn at(&mut self, place: Place) -> Option<String> {
        let source = self.sources.get(place.source as usize)?;
        if place.end > 0 {
            return text_of(&part(&source.blob, place.start..place.end).await?);
        }
        if self.open.as_ref().is_none_or(|(open, _)| *open != place.source) {
            let bytes = whole(&source.blob, ARCHIVE).await?;
            self.open = Some((place.source, Archive::open(bytes)?));
        }
        let (_, archive) = self.open.as_ref()?;
        text_of(&archive.bytes(usize::try_from(place.start).ok()?)?)
    }

    /// The text of a record, and those of its copies.
    pub(super) async fn all(&mut self, places: &[Place]) -> Option<(String, Vec<String>)> {
        let (first, copies) = places.split_first()?;
        let first = self.at(*first).await?;
        let mut texts = Vec::with_capacity(copies.len());
        for copy in copies {
            texts.extend(self.at(*copy).await);
        }
        Some((first, texts))
    }
}
