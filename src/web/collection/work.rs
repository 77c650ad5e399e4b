//! The worker's side of reading: bytes in, rows as lines of text out.

use crate::state::collection::{Place, ReadFault, lines_between, to_row};
use crate::web::clock::milliseconds;
use crate::web::evidence_store::{part, size};
use crate::web::tasks::Work;
use assessment::json;
use assessment::rollup::Numbers;
use assessment::rubric::Rubric;
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Function, Reflect, Uint8Array};
use office::compose;
use rollup::archive::Archive;
use rollup::{Collection, Layout, Reading, Row};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, File};

/// The bytes of lines that are read at once.
pub(super) const PART: u64 = 4 * 1024 * 1024;
/// The largest archive: it is held in memory while it is read.
pub(super) const ARCHIVE: u64 = 300 * 1024 * 1024;
/// After how many milliseconds rows are shown.
const SHOWN: u64 = 200;
/// How many rows are sent at once.
const MOST: u32 = 100;
/// How long the page is kept from answering where there is no worker, in milliseconds.
const SLICE: u64 = 30;

/// The task that reads records.
pub(super) const READ: &str = "read-records";
/// The task that writes a workbook or a table.
pub(super) const WRITE: &str = "write-records";
/// The task that reads records once more.
pub(super) const READ_AGAIN: &str = "read-again";

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

/// Performs a task in this worker, if it has this name.
pub(crate) fn perform(name: &str, input: JsValue, report: Function) -> Option<Work> {
    let input: Array = input.dyn_into().ok()?;
    let is_shared = web_sys::window().is_some();
    match name {
        READ => Some(Box::pin(async move { read_share(&input, &report, is_shared).await })),
        WRITE => Some(Box::pin(async move { write(&input) })),
        READ_AGAIN => Some(Box::pin(async move { read_again(&input).await })),
        _ => None,
    }
}

/// Sends rows in batches.
struct Batches<'r> {
    report: &'r Function,
    rows: Array,
    sent: u64,
    /// Whether the work shares its thread with the page.
    is_shared: bool,
    slice: u64,
    /// The bytes that were read.
    done: u64,
}

impl Batches<'_> {
    async fn add(&mut self, file: &str, place: Place, row: Result<Box<Row>, ReadFault>) {
        let (line, fault) = match row {
            Ok(row) => (JsValue::from(row.to_line()), JsValue::UNDEFINED),
            Err(fault) => (
                JsValue::UNDEFINED,
                serde_json::to_string(&fault).unwrap_or_default().into(),
            ),
        };
        let row = Array::of5(
            &file.into(),
            &place.source.into(),
            &(place.start as f64).into(),
            &(place.end as f64).into(),
            &line,
        );
        row.push(&fault);
        self.rows.push(&row);
        let now = milliseconds();
        // So few that the page takes them between two frames; the first ones are not kept waiting.
        if self.rows.length() >= MOST || now.saturating_sub(self.sent) >= SHOWN {
            self.send();
            self.sent = now;
        }
        if self.is_shared && now.saturating_sub(self.slice) >= SLICE {
            TimeoutFuture::new(0).await;
            self.slice = milliseconds();
        }
    }

    fn send(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        // The page only shows them.
        let _ = self
            .report
            .call1(&JsValue::NULL, &Array::of2(&(self.done as f64).into(), &rows));
    }
}

async fn read_share(input: &Array, report: &Function, is_shared: bool) -> Option<JsValue> {
    let rubric = Rubric::parse(&input.get(0).as_string()?).ok()?;
    let reading = Reading::new(&rubric, &input.get(1).as_string()?);
    let pieces: Array = input.get(2).dyn_into().ok()?;
    let mut batches = Batches {
        report,
        rows: Array::new(),
        sent: 0,
        is_shared,
        slice: milliseconds(),
        done: 0,
    };
    for piece in pieces.iter() {
        let piece: Array = piece.dyn_into().ok()?;
        let number = |at| piece.get(at).as_f64().map(|number| number as u64);
        let source = number(0)? as u32;
        let (name, blob): (String, Blob) = (piece.get(1).as_string()?, piece.get(2).dyn_into().ok()?);
        let (start, end) = (number(3)?, number(4)?);
        let file = Source::named(name, blob);
        if file.is_archive().await {
            read_archive(&reading, &file, source, (start, end), &mut batches).await;
        } else if file.has_lines() {
            read_lines(&reading, &file, source, (start, end), &mut batches).await;
        } else {
            let place = Place { source, start, end };
            let row = match whole(&file.blob, assessment::limits::FILE as u64).await {
                Some(bytes) if Rubric::parse(&String::from_utf8_lossy(&bytes)).is_ok() => None,
                Some(bytes) => Some(to_row(&reading, &file.name, &bytes)),
                None if end > assessment::limits::FILE as u64 => Some(Err(ReadFault::TooLarge)),
                None => Some(Err(ReadFault::Unreadable)),
            };
            batches.done += end - start;
            // The rubric may be among the files.
            if let Some(row) = row {
                batches.add(&file.name, place, row).await;
            }
        }
    }
    batches.send();
    Some(JsValue::TRUE)
}

async fn read_lines(
    reading: &Reading<'_>,
    file: &Source,
    source: u32,
    (start, end): (u64, u64),
    batches: &mut Batches<'_>,
) {
    let size = size(&file.blob);
    let mut at = start;
    while at < end {
        // A part ends with the last line that begins in it. A longer line asks for more bytes.
        let stop = (at + PART).min(end);
        let mut until = (stop + 64 * 1024).min(size);
        let before = at.saturating_sub(1);
        let (bytes, lines) = loop {
            let Some(bytes) = part(&file.blob, before..until).await else {
                let place = Place {
                    source,
                    start: at,
                    end: stop,
                };
                return batches.add(&file.name, place, Err(ReadFault::Unreadable)).await;
            };
            let skipped = (at - before) as usize;
            let follows = at == 0 || bytes.first() == Some(&b'\n');
            if let Some(lines) = lines_between(&bytes[skipped..], at, stop - at, until == size, follows) {
                break (bytes, lines);
            }
            until = until.saturating_add(PART).min(size);
        };
        for line in lines {
            let text = &bytes[(line.start - before) as usize..(line.end - before) as usize];
            let place = Place {
                source,
                start: line.start,
                end: line.end,
            };
            batches.done = batches.done.max(line.end.min(end) - start);
            let row = to_row(reading, &file.name, text);
            batches.add(&file.name, place, row).await;
        }
        at = stop;
    }
}

async fn read_archive(
    reading: &Reading<'_>,
    file: &Source,
    source: u32,
    (start, end): (u64, u64),
    batches: &mut Batches<'_>,
) {
    let length = size(&file.blob);
    let bytes = whole(&file.blob, ARCHIVE).await.unwrap_or_default();
    let Some(archive) = Archive::open(bytes) else {
        let fault = if length > ARCHIVE {
            ReadFault::TooLarge
        } else {
            ReadFault::Unreadable
        };
        let place = Place { source, start, end };
        return batches.add(&file.name, place, Err(fault)).await;
    };
    let records = archive.records();
    let count = records.len() as u64;
    // The share of an archive is a share of its records.
    let of = |byte: u64| (count * byte / length.max(1)) as usize;
    let share = &records[of(start)..of(end)];
    for (number, at) in (1..).zip(share) {
        batches.done = (end - start) * number / share.len() as u64;
        let path = archive.name(*at);
        let name = format!("{}/{path}", file.name);
        let place = Place {
            source,
            start: *at as u64,
            end: 0,
        };
        let row = match archive.bytes(*at) {
            Some(bytes) => to_row(reading, &name, &bytes),
            None => Err(ReadFault::Unreadable),
        };
        batches.add(&name, place, row).await;
    }
}

/// The text at a place.
pub(super) async fn text_at(source: &Source, place: Place) -> Option<String> {
    Texts::new(std::slice::from_ref(source))
        .at(Place { source: 0, ..place })
        .await
}

/// Texts of records, one after the other. An archive stays open until another one is needed.
struct Texts<'s> {
    sources: &'s [Source],
    open: Option<(u32, Archive)>,
}

impl<'s> Texts<'s> {
    fn new(sources: &'s [Source]) -> Self {
        Self { sources, open: None }
    }

    async fn at(&mut self, place: Place) -> Option<String> {
        let source = self.sources.get(place.source as usize)?;
        if place.end > 0 {
            return json::decode(&part(&source.blob, place.start..place.end).await?).ok();
        }
        if self.open.as_ref().is_none_or(|(open, _)| *open != place.source) {
            let bytes = whole(&source.blob, ARCHIVE).await?;
            self.open = Some((place.source, Archive::open(bytes)?));
        }
        let (_, archive) = self.open.as_ref()?;
        json::decode(&archive.bytes(usize::try_from(place.start).ok()?)?).ok()
    }

    /// The text of a record, and those of its copies.
    async fn all(&mut self, places: &[Place]) -> Option<(String, Vec<String>)> {
        let (first, copies) = places.split_first()?;
        let first = self.at(*first).await?;
        let mut texts = Vec::with_capacity(copies.len());
        for copy in copies {
            texts.extend(self.at(*copy).await);
        }
        Some((first, texts))
    }
}

fn places_of(value: JsValue) -> Option<Vec<Place>> {
    let all: Array = value.dyn_into().ok()?;
    let place = |place: JsValue| {
        let place: Array = place.dyn_into().ok()?;
        let number = |at| place.get(at).as_f64().map(|number| number as u64);
        Some(Place {
            source: number(0)? as u32,
            start: number(1)?,
            end: number(2)?,
        })
    };
    all.iter().map(place).collect()
}

/// Reads records once more: with copies whose raters' answers they lack, and with what their numbers are compared with.
async fn read_again(input: &Array) -> Option<JsValue> {
    let rubric = Rubric::parse(&input.get(0).as_string()?).ok()?;
    let mut reading = Reading::new(&rubric, &input.get(1).as_string()?);
    let sources: Array = input.get(2).dyn_into().ok()?;
    let sources: Vec<Source> = sources.iter().map(Source::of_value).collect::<Option<_>>()?;
    let rows: Array = input.get(3).dyn_into().ok()?;
    let rows: Vec<(JsValue, Vec<Place>)> = rows
        .iter()
        .map(|row| {
            let row: Array = row.dyn_into().ok()?;
            Some((row.get(0), places_of(row.get(1))?))
        })
        .collect::<Option<_>>()?;
    let mut texts = Texts::new(&sources);
    if input.get(4).is_truthy() {
        let mut numbers = Numbers::new(&rubric);
        for (_, places) in &rows {
            if let Some((first, copies)) = texts.all(places).await {
                let copies: Vec<&str> = copies.iter().map(|text| &**text).collect();
                // What cannot be read has no row either.
                let _ = reading.count(&first, &copies, &mut numbers);
            }
        }
        reading = reading.with_references(numbers.references(&rubric));
    }
    let out = Array::new();
    for (at, places) in &rows {
        let Some((first, copies)) = texts.all(places).await else {
            continue;
        };
        let copies: Vec<&str> = copies.iter().map(|text| &**text).collect();
        let name = places.first().and_then(|place| sources.get(place.source as usize));
        let name = name.map(|source| &*source.name).unwrap_or_default();
        if let Ok(row) = reading.joined(name, &first, &copies) {
            out.push(&Array::of2(at, &row.to_line().into()));
        }
    }
    Some(out.into())
}

/// Writes the workbook of all rows, or the table of some: the rubric, the language, the rater, whether it is the workbook, the lines of all rows,
/// and the indexes of those that are written.
fn write(input: &Array) -> Option<JsValue> {
    let rubric = Rubric::parse(&input.get(0).as_string()?).ok()?;
    let language = input.get(1).as_string()?;
    // A place and an index are whole numbers.
    let rater = input.get(2).as_f64()? as u32;
    let lines: Array = input.get(4).dyn_into().ok()?;
    let rows = lines.iter().filter_map(|line| Row::parse(line.as_string()?.trim_end()));
    let collection = Collection::new(Layout::of(&rubric), rows.collect());
    let among: Array = input.get(5).dyn_into().ok()?;
    let among: Vec<usize> = among.iter().filter_map(|at| Some(at.as_f64()? as usize)).collect();
    let bytes = match input.get(3).is_truthy() {
        true => compose::rollup::workbook(&collection, &rubric, rater, &among, &language).to_bytes(),
        false => compose::rollup::csv(&collection, &rubric, rater, &among, &language),
    };
    Some(Uint8Array::from(&*bytes).into())
}
