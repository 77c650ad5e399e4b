//! Writing the rows that count: tables, rows, figures, lists.

use super::folder::{Folder, Out, PERIODS, ROWS, TABLES, TOP, TextFiles, Texts};
use super::formats::Formats;
use super::ordered::{Work, ordered};
use super::parquet::{Files, Rows};
use super::reader::{Line, Records, Source, rows};
use super::remarks::Remarks;
use super::settled::{Again, Settled, reading};
use super::sources::Sources;
use anyhow::Result;
use assessment::points::Decimal;
use assessment::rubric::top;
use office::write::csv::{self, Field};
use rollup::collection::{Results, total};
use rollup::copies::folded;
use rollup::figures::{Gathering, weighted};
use rollup::{Figures, Head, Layout, Row, Scores, Table};
use std::collections::BTreeMap;

/// What is written, and from what.
pub struct Writing<'a> {
    pub sources: &'a Sources,
    pub records: &'a Records,
    pub settled: &'a Settled,
    pub source: &'a Source,
    pub layout: &'a Layout,
    pub formats: Formats,
    /// The rater whose scores make the figures.
    pub rater: u32,
    /// The share from the top that is listed, in percent.
    pub top: Option<Decimal>,
    /// Periods with their weights.
    pub weights: &'a [(String, Decimal)],
    /// Whether the names of subjects are compared with a list.
    pub has_list: bool,
    /// Whether rows are kept for the workbook.
    pub keeps_rows: bool,
}

/// What was written.
pub struct Written {
    pub figures: Figures,
    /// How many records each period has.
    pub periods: BTreeMap<Box<str>, u64>,
    /// The rows of each table.
    pub counts: [u64; Table::ALL.len()],
    /// The rows of all records, for the workbook.
    pub rows: Vec<Row>,
    /// Their ranks and grades.
    pub results: Results,
    /// The subjects, if they are compared with a list.
    pub subjects: Vec<Box<str>>,
}

/// The rows of a batch, as they are written.
struct Batch {
    lines: String,
    texts: Vec<Texts>,
    parts: BTreeMap<Box<str>, (u64, Vec<Rows>)>,
    gathering: Gathering,
    best: Vec<Best>,
    totals: Vec<(Box<str>, usize, Option<Decimal>)>,
    rows: Vec<Row>,
    results: Results,
    subjects: Vec<Box<str>>,
    count: usize,
}

/// A record among the best.
struct Best {
    rank: usize,
    record: Vec<Field>,
}

impl Writing<'_> {
    /// Writes everything into the folder.
    pub fn write(&self, folder: &Folder, jobs: usize, remarks: &mut Remarks) -> Result<Written> {
        let mut lines = folder.file(ROWS)?;
        lines.put(format!("{}\n", Head::new(self.layout, self.rater).to_line()))?;
        let mut texts = TextFiles::begin(folder, self.formats)?;
        let mut parquet = Files::new(&folder.path(TABLES), &self.layout.rubric);
        let mut gathering = Gathering::new(self.layout);
        let mut written = Written {
            figures: gathering.figures(),
            periods: BTreeMap::new(),
            counts: Default::default(),
            rows: Vec::new(),
            results: blank(),
            subjects: Vec::new(),
        };
        let (mut best, mut periods) = (Vec::new(), Periods::new(self.weights));
        let (mut done, all) = (0, self.records.counted());
        let worker = |work: Work<Vec<(usize, Line)>, Result<Batch>>| {
            let rubric = self.source.rubric();
            let references = self.settled.references.as_ref();
            let reading = reading(&rubric, &self.source.today, references);
            let mut again = Again::new(self.sources, self.records);
            work.each(|lines| {
                let mut batch = Batch::new(self.layout);
                for (at, line) in lines {
                    let (sha256, row) = line.parsed()?;
                    let row = again.row(&reading, references.is_some(), at, row)?;
                    batch.add(self, row, sha256);
                }
                Ok(batch)
            });
        };
        ordered(jobs, rows(folder, self.records)?, worker, |batch| {
            let batch = batch?;
            done += batch.count;
            lines.put(&batch.lines)?;
            for (table, own) in batch.texts.iter().enumerate() {
                texts.add(table, own)?;
            }
            for (period, (count, tables)) in batch.parts {
                for (table, rows) in tables.into_iter().enumerate() {
                    parquet.add(table, &period, rows)?;
                }
                *written.periods.entry(period).or_default() += count;
            }
            gathering.join(batch.gathering);
            best.extend(batch.best);
            periods.add(batch.totals);
            written.rows.extend(batch.rows);
            written.results.ranks.extend(batch.results.ranks);
            written.results.grades.extend(batch.results.grades);
            written.subjects.extend(batch.subjects);
            remarks.progress.at(done, Some(all));
            Ok(())
        })?;
        remarks.progress.clear();
        lines.finish()?;
        if self.formats.parquet {
            parquet.finish()?;
        }
        written.counts = texts.finish()?;
        written.figures = gathering.figures();
        if self.top.is_some() {
            put_best(folder.file(TOP)?, best)?;
        }
        if !self.weights.is_empty() {
            periods.put(folder.file(PERIODS)?)?;
        }
        Ok(written)
    }

    fn grade(&self, scores: &Scores) -> Option<u32> {
        self.settled.ranking.grade(self.layout, scores)
    }

    /// The place of the weight of a period.
    fn period(&self, row: &Row) -> Option<usize> {
        let period = folded(&row.period);
        self.weights.iter().position(|(name, _)| folded(name) == period)
    }
}

fn blank() -> Results {
    Results {
        ranks: Vec::new(),
        grades: Vec::new(),
    }
}

impl Batch {
    fn new(layout: &Layout) -> Self {
        Self {
            lines: String::new(),
            texts: Table::ALL.map(|_| Texts::default()).into(),
            parts: BTreeMap::new(),
            gathering: Gathering::new(layout),
            best: Vec::new(),
            totals: Vec::new(),
            rows: Vec::new(),
            results: blank(),
            subjects: Vec::new(),
            count: 0,
        }
    }

    /// Adds the row of a record.
    fn add(&mut self, writing: &Writing<'_>, row: Row, sha256: &str) {
        let layout = writing.layout;
        self.count += 1;
        self.lines += &row.to_line();
        self.lines.push('\n');
        let blank = || (0, Table::ALL.map(Rows::new).into());
        let (count, parts): &mut (u64, Vec<Rows>) = self.parts.entry(row.period.clone()).or_insert_with(blank);
        *count += 1;
        let grade = |scores: &Scores| writing.grade(scores);
        for ((table, texts), part) in Table::ALL.into_iter().zip(&mut self.texts).zip(parts) {
            table.rows(layout, &row, sha256, &grade, &mut |cells| {
                texts.push(table, cells, writing.formats);
                if writing.formats.parquet {
                    part.push(table, cells);
                }
            });
        }
        let scores = row.of_rater(writing.rater);
        let rank = scores.and_then(|scores| writing.settled.ranking.rank(scores));
        let grade = scores.and_then(grade);
        self.gathering.add(scores, grade);
        let last = writing
            .top
            .map(|percent| top(writing.settled.ranking.count(writing.rater), percent));
        if let Some((rank, scores)) = rank.zip(scores)
            && last.is_some_and(|last| rank <= last)
        {
            let grade = grade.and_then(|grade| layout.grades.get(grade as usize));
            let texts = [
                &*row.subject,
                &*row.period,
                grade.map_or("", |grade| grade),
                &*row.id,
                &*row.file,
            ];
            let texts = texts.map(|text| Field::Text(text.to_owned()));
            let mut record = vec![Field::Text(rank.to_string())];
            record.extend(total(scores).map(Field::Number));
            record.extend(texts);
            self.best.push(Best { rank, record });
        }
        if let Some(place) = writing.period(&row).filter(|_| !row.subject.is_empty()) {
            self.totals.push((row.subject.clone(), place, scores.and_then(total)));
        }
        if writing.has_list {
            self.subjects.push(row.subject.clone());
        }
        if writing.keeps_rows {
            self.results.ranks.push(rank.and_then(|rank| u32::try_from(rank).ok()));
            self.results.grades.push(grade);
            self.rows.push(row);
        }
    }
}

/// Writes the list of the best, the best first.
fn put_best(mut out: Out, mut best: Vec<Best>) -> Result<()> {
    best.sort_by_key(|one| one.rank);
    let mut text = csv::BEGIN.to_owned();
    let head = ["rank", "score", "subject", "period", "grade", "record", "file"];
    csv::push_row(&head.map(|name| Field::Text(name.to_owned())), &mut text);
    best.iter().for_each(|one| csv::push_row(&one.record, &mut text));
    out.put(&text)?;
    out.finish()
}

/// The totals of subjects in several periods.
struct Periods<'a> {
    weights: &'a [(String, Decimal)],
    /// By the name as it is compared: the name, and the total of each period.
    subjects: BTreeMap<String, (Box<str>, Vec<Option<Decimal>>)>,
}

impl<'a> Periods<'a> {
    fn new(weights: &'a [(String, Decimal)]) -> Self {
        Self {
            weights,
            subjects: BTreeMap::new(),
        }
    }

    fn add(&mut self, totals: Vec<(Box<str>, usize, Option<Decimal>)>) {
        for (subject, place, total) in totals {
            let blank = || (subject.clone(), vec![None; self.weights.len()]);
            let (_, totals) = self.subjects.entry(folded(&subject)).or_insert_with(blank);
            totals[place] = total;
        }
    }

    fn put(self, mut out: Out) -> Result<()> {
        let name = |name: &str| Field::Text(name.to_owned());
        let mut head = vec![name("subject")];
        head.extend(self.weights.iter().map(|(period, _)| name(period)));
        head.push(name("mean"));
        let mut text = csv::BEGIN.to_owned();
        csv::push_row(&head, &mut text);
        for (subject, totals) in self.subjects.into_values() {
            let weights = self.weights.iter().map(|(_, weight)| *weight);
            let all: Vec<_> = totals.into_iter().zip(weights).collect();
            let field = |points: Option<Decimal>| points.map_or_else(|| name(""), Field::Number);
            let mut row = vec![name(&subject)];
            row.extend(all.iter().map(|(total, _)| field(*total)));
            row.push(field(weighted(&all)));
            csv::push_row(&row, &mut text);
        }
        out.put(&text)?;
        out.finish()
    }
}
