//! The worker's side of reading: bytes in, rows as lines of text out.

use super::source::{ARCHIVE, Source, Texts, whole};
use crate::state::collection::{Place, ReadFault, ReadRow, lines_between, to_row};
use crate::web::clock::milliseconds;
use crate::web::evidence_store::{part, size};
use crate::web::files::decoded;
use crate::web::saved_page::{self, Fault};
use crate::web::tasks::Work;
use assessment::json;
use assessment::rollup::Numbers;
use assessment::rubric::Rubric;
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Function, Uint8Array};
use office::compose;
use rollup::archive::Archive;
use rollup::{Collection, Layout, Reading, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use web_sys::Blob;

/// The bytes of lines that are read at once.
pub(super) const PART: u64 = 1024 * 1024;
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

/// Writes a value as a line.
pub(super) fn write_line(lines: &mut Vec<u8>, value: &impl Serialize) {
    // Every field is a text, a number or a list.
    if serde_json::to_writer(&mut *lines, value).is_ok() {
        lines.push(b'\n');
    }
}

/// The values of lines. A line that is none of these is left out.
pub(super) fn lines_of<T: DeserializeOwned>(lines: &Uint8Array) -> Vec<T> {
    let lines = String::from_utf8(lines.to_vec()).unwrap_or_default();
    lines
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect()
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

/// Sends rows in batches: each as one text in UTF-8 with a line for each record, which takes far less memory than texts of JavaScript.
struct Batches<'r> {
    report: &'r Function,
    lines: Vec<u8>,
    count: u32,
    sent: u64,
    /// Whether the work shares its thread with the page.
    is_shared: bool,
    slice: u64,
    /// The bytes of the pieces before this one, and of this one, that were read.
    before: u64,
    done: u64,
}

impl Batches<'_> {
    async fn add(&mut self, file: &str, place: Place, row: Result<Box<Row>, ReadFault>) {
        let row = ReadRow {
            file: file.to_owned(),
            place,
            row,
        };
        write_line(&mut self.lines, &row);
        self.count += 1;
        let now = milliseconds();
        // So few that the page takes them between two frames; the first ones are not kept waiting.
        if self.count >= MOST || now.saturating_sub(self.sent) >= SHOWN {
            self.send();
            self.sent = now;
        }
        if self.is_shared && now.saturating_sub(self.slice) >= SLICE {
            TimeoutFuture::new(0).await;
            self.slice = milliseconds();
        }
    }

    fn send(&mut self) {
        let lines = Uint8Array::from(&*self.lines);
        self.lines.clear();
        self.count = 0;
        // The page only shows them.
        let _ = self.report.call1(
            &JsValue::NULL,
            &Array::of2(&((self.before + self.done) as f64).into(), &lines),
        );
    }
}

async fn read_share(input: &Array, report: &Function, is_shared: bool) -> Option<JsValue> {
    let rubric = Rubric::parse(&input.get(0).as_string()?).ok()?;
    let reading = Reading::new(&rubric, &input.get(1).as_string()?);
    let pieces: Array = input.get(2).dyn_into().ok()?;
    let mut batches = Batches {
        report,
        lines: Vec::new(),
        count: 0,
        sent: 0,
        is_shared,
        slice: milliseconds(),
        before: 0,
        done: 0,
    };
    for piece in pieces.iter() {
        let piece: Array = piece.dyn_into().ok()?;
        let number = |at| piece.get(at).as_f64().map(|number| number as u64);
        let source = number(0)? as u32;
        let (name, blob): (String, Blob) = (piece.get(1).as_string()?, piece.get(2).dyn_into().ok()?);
        let (start, end) = (number(3)?, number(4)?);
        let file = Source::named(name, blob);
        batches.before += std::mem::take(&mut batches.done);
        if file.is_archive().await {
            read_archive(&reading, &file, source, (start, end), &mut batches).await;
        } else if file.has_lines() {
            read_lines(&reading, &file, source, (start, end), &mut batches).await;
        } else {
            let place = Place { source, start, end };
            let row = match whole(&file.blob, ARCHIVE).await {
                Some(bytes) => match json::decode(&bytes).map(|text| saved_page::is_page(&text).then_some(text)) {
                    Ok(Some(page)) => Some(of_page(&reading, &file.name, &page)),
                    _ if Rubric::parse(&String::from_utf8_lossy(&bytes)).is_ok() => None,
                    // A picture, for example, in a folder.
                    _ if !file.may_be_record() => Some(Err(ReadFault::NoRecord)),
                    _ => Some(to_row(&reading, &file.name, &bytes)),
                },
                None if end > ARCHIVE => Some(Err(ReadFault::TooLarge)),
                None => Some(Err(ReadFault::Unreadable)),
            };
            batches.done = end - start;
            // The rubric may be among the files.
            if let Some(row) = row {
                batches.add(&file.name, place, row).await;
            }
        }
    }
    batches.send();
    Some(JsValue::TRUE)
}

/// The row of the record in a saved page. A page of which a part is lost does not count: its answers would seem to be open.
fn of_page(reading: &Reading<'_>, name: &str, page: &str) -> Result<Box<Row>, ReadFault> {
    match saved_page::read(page) {
        Ok(page) if page.lost.is_empty() => to_row(reading, name, page.record.to_text().as_bytes()),
        Ok(_) | Err(Fault::Damaged(_)) => Err(ReadFault::DamagedPage),
        Err(Fault::NoAnswers) => Err(ReadFault::NoRecord),
    }
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
    let Some(archive) = Archive::open_with(bytes, &decoded) else {
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
    // Once, by the share with the first record.
    if start == 0 {
        for at in archive.unread() {
            let name = format!("{}/{}", file.name, archive.name(at));
            let place = Place {
                source,
                start: at as u64,
                end: 0,
            };
            batches.add(&name, place, Err(ReadFault::InArchive)).await;
        }
    }
}

/// Reads records once more: with copies whose raters' answers they lack, and with what their numbers are compared with.
async fn read_again(input: &Array) -> Option<JsValue> {
    let rubric = Rubric::parse(&input.get(0).as_string()?).ok()?;
    let mut reading = Reading::new(&rubric, &input.get(1).as_string()?);
    let sources: Array = input.get(2).dyn_into().ok()?;
    let sources: Vec<Source> = sources.iter().map(Source::of_value).collect::<Option<_>>()?;
    let rows: Uint8Array = input.get(3).dyn_into().ok()?;
    let rows: Vec<(usize, Vec<Place>)> = lines_of(&rows);
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
    let mut out = Vec::new();
    for (at, places) in &rows {
        let Some((first, copies)) = texts.all(places).await else {
            continue;
        };
        let copies: Vec<&str> = copies.iter().map(|text| &**text).collect();
        let name = places.first().and_then(|place| sources.get(place.source as usize));
        let name = name.map(|source| &*source.name).unwrap_or_default();
        if let Ok(row) = reading.joined(name, &first, &copies) {
            write_line(&mut out, &(at, row));
        }
    }
    Some(Uint8Array::from(&*out).into())
}

/// Writes the workbook of all rows, or the table of some: the rubric, the language, the rater, whether it is the workbook, the lines of all rows
/// in parts, and the indexes of those that are written.
fn write(input: &Array) -> Option<JsValue> {
    let rubric = Rubric::parse(&input.get(0).as_string()?).ok()?;
    let language = input.get(1).as_string()?;
    // A place and an index are whole numbers.
    let rater = input.get(2).as_f64()? as u32;
    let lines: Array = input.get(4).dyn_into().ok()?;
    let parts = lines.iter().filter_map(|part| part.dyn_into::<Uint8Array>().ok());
    let rows = parts.flat_map(|part| lines_of::<Row>(&part));
    let collection = Collection::new(Layout::of(&rubric), rows.collect());
    let among: Array = input.get(5).dyn_into().ok()?;
    let among: Vec<usize> = among.iter().filter_map(|at| Some(at.as_f64()? as usize)).collect();
    let bytes = match input.get(3).is_truthy() {
        true => compose::rollup::workbook(&collection, &rubric, rater, &among, &language).to_bytes(),
        false => compose::rollup::csv(&collection, &rubric, rater, &among, &language),
    };
    Some(Uint8Array::from(&*bytes).into())
}
