//! Records that depend on others: numbers that are compared with those of all records (convention 30), and answers of raters that are in copies.

use super::folder::Folder;
use super::ordered::{Work, ordered};
use super::reader::{Line, Records, Source, rows, totals};
use super::sources::{Opened, Sources};
use anyhow::{Result, anyhow};
use assessment::rollup::{Numbers, References};
use assessment::rubric::Rubric;
use rollup::{Ranking, Reading, Row};

/// What the rows that count depend on, once all records are known.
pub struct Settled {
    /// What numbers are compared with; none if the rubric compares none.
    pub references: Option<References>,
    /// The final totals.
    pub ranking: Ranking,
}

/// Reads the records that depend on others again.
pub struct Again<'a> {
    sources: &'a Sources,
    records: &'a Records,
    opened: Opened,
}

impl<'a> Again<'a> {
    /// Reads these records.
    pub fn new(sources: &'a Sources, records: &'a Records) -> Self {
        Self {
            sources,
            records,
            opened: Opened::default(),
        }
    }

    /// The texts of a record and of the copies with answers that it lacks.
    fn texts(&mut self, at: usize) -> Result<(String, Vec<String>)> {
        let mut text = |at: usize| self.sources.again(self.records.addresses[at], &mut self.opened);
        let own = text(at)?;
        let copies = self.records.copies.get(&at).into_iter().flatten();
        Ok((own, copies.map(|at| text(*at)).collect::<Result<_>>()?))
    }

    /// The row of a record: the one that was written, unless it depends on others.
    pub fn row(&mut self, reading: &Reading<'_>, is_compared: bool, at: usize, row: Row) -> Result<Row> {
        if !is_compared && !self.records.copies.contains_key(&at) {
            return Ok(row);
        }
        let (own, copies) = self.texts(at)?;
        let copies: Vec<&str> = copies.iter().map(|copy| &**copy).collect();
        let again = reading.joined(&row.file, &own, &copies);
        again.map_err(|_| changed(&row.file))
    }

    /// Adds the numbers of a record.
    fn count(&mut self, reading: &Reading<'_>, at: usize, row: &Row, numbers: &mut Numbers) -> Result<()> {
        let (own, copies) = self.texts(at)?;
        let copies: Vec<&str> = copies.iter().map(|copy| &**copy).collect();
        let counted = reading.count(&own, &copies, numbers);
        counted.map_err(|_| changed(&row.file))
    }
}

/// A record that could be read before.
fn changed(file: &str) -> anyhow::Error {
    anyhow!("{file}: the file was changed while it was read; run it again")
}

/// A reading with what numbers are compared with, if the rubric compares any.
pub fn reading<'r>(rubric: &'r Rubric, today: &str, references: Option<&References>) -> Reading<'r> {
    let reading = Reading::new(rubric, today);
    match references {
        Some(references) => reading.with_references(references.clone()),
        None => reading,
    }
}

/// Compares numbers and ranks the totals.
pub fn settle(sources: &Sources, records: &Records, source: &Source, jobs: usize, folder: &Folder) -> Result<Settled> {
    let rubric = source.rubric();
    let mut numbers = Numbers::new(&rubric);
    let is_compared = !numbers.is_empty();
    if is_compared {
        let worker = |work: Work<Vec<(usize, Line)>, Result<Numbers>>| {
            let rubric = source.rubric();
            let reading = Reading::new(&rubric, &source.today);
            let mut again = Again::new(sources, records);
            work.each(|batch| {
                let mut numbers = Numbers::new(&rubric);
                for (at, line) in batch {
                    again.count(&reading, at, &line.parsed()?.1, &mut numbers)?;
                }
                Ok(numbers)
            });
        };
        ordered(jobs, rows(folder, records)?, worker, |batch| {
            numbers.join(batch?);
            Ok(())
        })?;
    }
    let references = is_compared.then(|| numbers.references(&rubric));
    if !is_compared && records.copies.is_empty() {
        return Ok(Settled {
            references,
            ranking: Ranking::of(records.totals.iter().copied()),
        });
    }
    let mut all = Vec::new();
    let worker = |work: Work<Vec<(usize, Line)>, Result<Vec<_>>>| {
        let rubric = source.rubric();
        let reading = reading(&rubric, &source.today, references.as_ref());
        let mut again = Again::new(sources, records);
        work.each(|batch| {
            let mut all = Vec::new();
            for (at, line) in batch {
                let (_, row) = line.parsed()?;
                all.extend(totals(&again.row(&reading, is_compared, at, row)?));
            }
            Ok(all)
        });
    };
    ordered(jobs, rows(folder, records)?, worker, |batch| {
        all.extend(batch?);
        Ok(())
    })?;
    Ok(Settled {
        references,
        ranking: Ranking::of(all),
    })
}
