//! Reading all records once: which of them count, and as much of each as decides that.

use super::folder::{Folder, READ};
use super::ordered::{Work, batches, ordered};
use super::remarks::Remarks;
use super::sources::{Address, Found, Opened, Sources, Unread};
use anyhow::{Context as _, Result};
use assessment::points::Decimal;
use assessment::rubric::Rubric;
use assessment::sha256;
use rollup::collection::total;
use rollup::copies::{Copies, Key, folded};
use rollup::row::{Difference, Row};
use rollup::{Fault, Reading};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};

/// The records of a batch, and so the texts that a thread has at a time.
const BATCH: usize = 64;

/// A rubric as each thread reads it for itself, since it is not shared between threads.
pub struct Source {
    /// Its text, which has no problems.
    pub text: String,
    /// The day by which a measure is overdue.
    pub today: String,
}

impl Source {
    pub fn rubric(&self) -> Rubric {
        // It was read before without problems.
        Rubric::parse(&self.text).unwrap_or_else(|_| unreachable!())
    }
}

/// What is known of all records once they have been read.
pub struct Records {
    /// The place of each.
    pub addresses: Vec<Address>,
    /// Whether each counts.
    pub counts: Vec<bool>,
    /// Copies of records that count, with answers of raters that those lack.
    pub copies: HashMap<usize, Vec<usize>>,
    /// The final totals of those that count, each with its rater.
    pub totals: Vec<(u32, Decimal)>,
    /// How many there are, also damaged ones and those of other rubrics.
    pub read: u64,
}

impl Records {
    /// How many count.
    pub fn counted(&self) -> usize {
        self.counts.iter().filter(|counts| **counts).count()
    }
}

/// What a thread found.
enum Outcome {
    Row(Box<Known>),
    Fault(Fault),
    Unread(Unread),
}

struct Known {
    key: Key,
    address: Address,
    period: Box<str>,
    totals: Vec<(u32, Decimal)>,
    /// The line of the file of rows.
    line: String,
    notices: Vec<Box<str>>,
    differences: Vec<Difference>,
}

/// Reads all records, and writes their rows into the folder. Damaged ones are named and left out; with a period, so are those of others.
pub fn read(
    sources: &Sources,
    source: &Source,
    jobs: usize,
    period: Option<&str>,
    folder: &Folder,
    remarks: &mut Remarks,
) -> Result<Records> {
    let mut rows = folder.file(READ)?;
    let (mut keys, mut addresses, mut read) = (Vec::new(), Vec::new(), 0);
    let mut totals: Vec<(u32, u32, Decimal)> = Vec::new();
    let period = period.map(folded);
    let worker = |work: Work<Vec<Found>, _>| {
        let rubric = source.rubric();
        let reading = Reading::new(&rubric, &source.today);
        work.each(|batch| {
            let outcomes = batch.into_iter().map(|found| {
                let outcome = outcome(&reading, &found.name, found.address, found.text);
                (found.name, outcome)
            });
            outcomes.collect::<Vec<_>>()
        });
    };
    ordered(jobs, batches(sources.records(), BATCH), worker, |batch| {
        for (name, outcome) in batch {
            read += 1;
            let known = match outcome {
                Outcome::Row(known) => known,
                Outcome::Fault(fault) => {
                    remarks.fault(&name, fault)?;
                    continue;
                }
                Outcome::Unread(unread) => {
                    remarks.unread(&name, unread)?;
                    continue;
                }
            };
            if period.as_ref().is_some_and(|period| *period != folded(&known.period)) {
                continue;
            }
            if !known.notices.is_empty() {
                remarks.noticed(&name, &known.notices, &known.differences)?;
            }
            rows.put(&known.line)?;
            let own = known.totals.into_iter();
            totals.extend(own.map(|(rater, total)| (keys.len() as u32, rater, total)));
            keys.push(known.key);
            addresses.push(known.address);
        }
        remarks.progress.at(read as usize, None);
        Ok(())
    })?;
    rows.finish()?;
    let copies = Copies::of(&keys);
    let mut counts = vec![true; keys.len()];
    drop(keys);
    let mut opened = Opened::default();
    for one in &copies.replaced {
        counts[one.record] = false;
        let [own, by] = [one.record, one.by].map(|at| sources.name(addresses[at], &mut opened));
        remarks.replaced(&own, &by, one.is_copy, one.why)?;
    }
    totals.retain(|(record, ..)| counts[*record as usize]);
    Ok(Records {
        addresses,
        counts,
        copies: copies.joined.into_iter().collect(),
        totals: totals.into_iter().map(|(_, rater, total)| (rater, total)).collect(),
        read,
    })
}

fn outcome(reading: &Reading<'_>, name: &str, address: Address, text: Result<String, Unread>) -> Outcome {
    let text = match text {
        Ok(text) => text,
        Err(unread) => return Outcome::Unread(unread),
    };
    match reading.row(name, &text) {
        Ok(row) => Outcome::Row(Box::new(Known {
            key: Key::of(&row),
            address,
            period: row.period.clone(),
            totals: totals(&row),
            line: format!("{}{}\n", sha256(text.as_bytes()), row.to_line()),
            notices: row.notices,
            differences: row.differences,
        })),
        Err(fault) => Outcome::Fault(fault),
    }
}

/// The final totals of a row.
pub fn totals(row: &Row) -> Vec<(u32, Decimal)> {
    let scores = row.scores.iter();
    scores
        .filter_map(|scores| Some((scores.rater, total(scores)?)))
        .collect()
}

/// The rows that were written while all records were read: of those that count, in batches, each with the place of its record and the SHA-256 of
/// its text.
pub fn rows<'r>(
    folder: &Folder,
    records: &'r Records,
) -> Result<impl Iterator<Item = Vec<(usize, Line)>> + Send + use<'r>> {
    let path = folder.path(READ);
    let file = File::open(&path).with_context(|| path.display().to_string())?;
    let lines = BufReader::with_capacity(1 << 20, file).lines();
    let counted = lines.enumerate().filter(|(at, _)| records.counts[*at]);
    Ok(batches(counted.map(|(at, line)| (at, Line(line))), BATCH))
}

/// A line of the file of rows.
pub struct Line(std::io::Result<String>);

impl Line {
    /// The SHA-256 of the record's text, and the row.
    pub fn parsed(&self) -> Result<(&str, Row)> {
        let line = self.0.as_ref().map_err(|error| anyhow::anyhow!("{READ}: {error}"))?;
        let (sha256, row) = line.split_at_checked(64).context(READ)?;
        Ok((sha256, Row::parse(row).context(READ)?))
    }
}
