//! `ziping rollup`: many records of a rubric as figures, tables and a workbook, in bounded memory and on all cores.
//!
//! [`reader`] reads all records once, and decides which count. [`settled`] compares numbers and ranks totals. [`writer`] writes the rows of those
//! that count.

pub mod figures;
mod folder;
mod formats;
mod ordered;
mod parquet;
mod reader;
mod remarks;
mod settled;
mod sources;
mod writer;

use crate::{MUST_LOOK, check, files, json, say};
use anyhow::{Context as _, Result, bail};
use assessment::json::Node;
use assessment::points::Decimal;
use assessment::rubric::Rubric;
use clap::Args;
use folder::{BOOK, Folder, READ, SUMMARY};
pub use folder::{ROWS, RUBRIC};
use formats::{Format, Formats};
use office::compose::rollup::{Overview, Rows};
use reader::{Records, Source};
use remarks::Remarks;
use rollup::{Layout, Missing, Table, collection};
use sources::Sources;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use writer::{Writing, Written};

/// The most records that the workbook lists. A sheet of a workbook has a million rows at most, and each record has several problems.
const LISTED: usize = 5000;

#[derive(Args)]
#[command(
    after_help = "Example:\n  ziping rollup rubric.json schools/ -o figures --list schools.txt\n\n\
    Exit code 1: a record could not be read; the others are done. Exit code 3: a record was replaced by a newer one, figures differ, a record \
    answers another rubric or another version, or a name of the list is missing, unexpected or repeated."
)]
pub struct Rollup {
    /// The rubric.
    rubric: PathBuf,
    /// The records: .json files, .ndjson files with a record on each line, .zip files, and folders with them.
    #[arg(required = true)]
    records: Vec<PathBuf>,
    /// The folder to write. It is made, or must be empty.
    #[arg(short, long)]
    output: PathBuf,
    /// Removes the files of an earlier run from the folder first.
    #[arg(long)]
    replace: bool,
    /// The current day, as 2026-11-23; without it nothing is overdue.
    #[arg(long, default_value = "")]
    today: String,
    /// The formats of the tables.
    #[arg(long, value_enum, value_delimiter = ',', default_values = ["parquet", "ndjson", "csv", "xlsx"])]
    formats: Vec<Format>,
    /// The rater whose scores make the figures, by id; without it the combined score, or the first rater.
    #[arg(long)]
    rater: Option<String>,
    /// Only records of this period.
    #[arg(long)]
    period: Option<String>,
    /// A text file with the names that should be there, one on each line.
    #[arg(long)]
    list: Option<PathBuf>,
    /// Lists the top so many percent.
    #[arg(long, value_name = "PERCENT", value_parser = decimal)]
    top: Option<Decimal>,
    /// The mean of each subject over periods, such as '2025=40,2026=60'.
    #[arg(long, value_name = "PERIOD=WEIGHT", value_delimiter = ',', value_parser = weight)]
    weights: Vec<(String, Decimal)>,
    /// The language of the workbook: zh-CN or en.
    #[arg(long, default_value = "zh-CN")]
    language: String,
    /// How many threads work; all cores by default.
    #[arg(long)]
    jobs: Option<usize>,
    /// Prints a line of JSON for each record that a person must look at, and one for the figures.
    #[arg(long)]
    json: bool,
}

fn decimal(text: &str) -> Result<Decimal, String> {
    let percent: Result<Decimal, _> = text.parse();
    percent
        .ok()
        .filter(|percent| *percent > Decimal::ZERO)
        .ok_or_else(|| "a number above 0".to_owned())
}

fn weight(text: &str) -> Result<(String, Decimal), String> {
    let (period, weight) = text.rsplit_once('=').ok_or("a period, = and its weight")?;
    Ok((period.trim().to_owned(), decimal(weight.trim())?))
}

impl Rollup {
    pub fn run(&self) -> Result<ExitCode> {
        let bytes = files::read(&self.rubric)?;
        let rubric = match check::rubric(&bytes) {
            Ok(rubric) => rubric,
            Err(problems) => {
                eprintln!("{}", check::listed(&self.rubric, &problems));
                return Ok(ExitCode::FAILURE);
            }
        };
        let layout = Layout::of(&rubric);
        let rater = self.rater(&rubric, &layout)?;
        let list = self.list.as_deref().map(read_list).transpose()?;
        self.refuse_own_files()?;
        let folder = Folder::begin(&self.output, self.replace)?;
        let source = Source {
            text: rubric.source.to_string(),
            today: self.today.clone(),
        };
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        let jobs = self.jobs.unwrap_or_else(cores);
        let mut remarks = Remarks::new(self.json);
        let sources = Sources::of(&self.records, &[&self.rubric, &self.output]);
        let records = reader::read(&sources, &source, jobs, self.period.as_deref(), &folder, &mut remarks)?;
        let settled = settled::settle(&sources, &records, &source, jobs, &folder)?;
        let formats = Formats::of(&self.formats);
        let writing = Writing {
            sources: &sources,
            records: &records,
            settled: &settled,
            source: &source,
            layout: &layout,
            formats,
            rater,
            top: self.top,
            weights: &self.weights,
            has_list: list.is_some(),
            keeps_rows: formats.xlsx && records.counted() <= LISTED,
        };
        let written = writing.write(&folder, jobs, &mut remarks)?;
        let missing = list.map(|list| named(&written, &list, &mut remarks)).transpose()?;
        if formats.xlsx {
            let among: Vec<usize> = (0..written.rows.len()).collect();
            let overview = Overview {
                rubric: &rubric,
                layout: &layout,
                rater,
                figures: &written.figures,
                rows: writing.keeps_rows.then_some(Rows {
                    all: &written.rows,
                    among: &among,
                    results: &written.results,
                }),
                language: &self.language,
            };
            folder.write(BOOK, overview.workbook().to_bytes())?;
        }
        fs::remove_file(folder.path(READ)).with_context(|| folder.path(READ).display().to_string())?;
        folder.write(RUBRIC, bytes)?;
        let summary = self.summary(&layout, rater, &records, &written, missing.as_ref(), &remarks);
        folder.write(SUMMARY, assessment::json::pretty(&summary))?;
        match self.json {
            true => say(&json::line(&Node::object([("summary", summary)])))?,
            false => self.print(&written, &records, &remarks)?,
        }
        let is_incomplete = missing.is_some_and(|found| found != Missing::default());
        Ok(match remarks {
            Remarks { damaged: 1.., .. } => ExitCode::FAILURE,
            Remarks {
                replaced: 0,
                noticed: 0,
                other_rubric: 0,
                ..
            } if !is_incomplete => ExitCode::SUCCESS,
            _ => ExitCode::from(MUST_LOOK),
        })
    }

    /// The rater whose scores make the figures, by place.
    fn rater(&self, rubric: &Rubric, layout: &Layout) -> Result<u32> {
        match &self.rater {
            Some(id) => layout
                .rater(id)
                .with_context(|| format!("there is no rater {id}; name one of {}", layout.raters.join(", "))),
            None if rubric.combined.is_some() => Ok(layout.raters.len() as u32 - 1),
            None => Ok(0),
        }
    }

    /// Refuses a folder whose files are read: they would be replaced.
    fn refuse_own_files(&self) -> Result<()> {
        let is_in = |path: &Path| {
            let folder = path.parent().map(|folder| match folder.as_os_str().is_empty() {
                true => Path::new("."),
                false => folder,
            });
            files::is_same(path, &self.output) || folder.is_some_and(|folder| files::is_same(folder, &self.output))
        };
        let mut inputs = self.records.iter().chain([&self.rubric]).chain(&self.list);
        if let Some(path) = inputs.find(|path| is_in(path)) {
            bail!(
                "{}: it is in the folder that is written; name another folder with -o",
                path.display()
            );
        }
        Ok(())
    }

    fn summary(
        &self,
        layout: &Layout,
        rater: u32,
        records: &Records,
        written: &Written,
        missing: Option<&Missing>,
        remarks: &Remarks,
    ) -> Node {
        let names = |names: &[Box<str>]| json::list(names.iter().map(|name| json::text(&**name)));
        let mut members = vec![
            ("format", figures::count(1)),
            ("kind", json::text("ziping-rollup")),
            (
                "rubric",
                Node::object([
                    ("id", json::text(&*layout.rubric)),
                    ("version", json::text(&*layout.version)),
                    ("scoring", json::text(&*layout.scoring)),
                ]),
            ),
            ("rater", json::text(&*layout.raters[rater as usize])),
            (
                "records",
                Node::object([
                    ("read", figures::count(records.read)),
                    ("counted", figures::count(records.counted())),
                    ("replaced", figures::count(remarks.replaced)),
                    ("noticed", figures::count(remarks.noticed)),
                    ("otherRubric", figures::count(remarks.other_rubric)),
                    ("damaged", figures::count(remarks.damaged)),
                ]),
            ),
            ("figures", figures::tree(layout, &written.figures)),
            (
                "periods",
                json::list(written.periods.iter().map(|(period, records)| {
                    Node::object([("period", json::text(&**period)), ("records", figures::count(records))])
                })),
            ),
            (
                "rows",
                Node::object(
                    Table::ALL
                        .iter()
                        .zip(written.counts)
                        .map(|(table, rows)| (table.name(), figures::count(rows))),
                ),
            ),
        ];
        if let Some(found) = missing {
            let unexpected: Vec<_> = found
                .unexpected
                .iter()
                .map(|at| written.subjects[*at].clone())
                .collect();
            members.push((
                "list",
                Node::object([
                    ("missing", names(&found.missing)),
                    ("unexpected", names(&unexpected)),
                    ("repeated", names(&found.repeated)),
                ]),
            ));
        }
        Node::object(members)
    }

    fn print(&self, written: &Written, records: &Records, remarks: &Remarks) -> Result<()> {
        let totals = &written.figures.totals;
        let shown = |figure: Option<Decimal>| figure.map_or_else(|| "—".to_owned(), |figure| figure.to_string());
        say(&format!(
            "{}: {} of {} records count; {} replaced, {} with notices, {} of other rubrics, {} damaged",
            self.output.display(),
            records.counted(),
            records.read,
            remarks.replaced,
            remarks.noticed,
            remarks.other_rubric,
            remarks.damaged
        ))?;
        say(&format!(
            "final totals {}: mean {}, median {}, standard deviation {}, highest {}, lowest {}, rate {} %",
            totals.count,
            shown(totals.mean),
            shown(totals.median),
            shown(totals.deviation),
            shown(totals.highest),
            shown(totals.lowest),
            shown(totals.rate)
        ))?;
        if written.periods.len() > 1 {
            eprintln!(
                "{} periods: the figures and ranks are of all of them; --period selects one",
                written.periods.len()
            );
        }
        if self.formats.contains(&Format::Xlsx) && records.counted() > LISTED {
            eprintln!("{BOOK}: records are not listed, because there are more than {LISTED}");
        }
        Ok(())
    }
}

/// The text of the list of names.
fn read_list(file: &Path) -> Result<String> {
    let bytes = files::read(file)?;
    let text = files::text(&bytes);
    text.map_err(|_| anyhow::anyhow!("save it as UTF-8 text"))
        .with_context(|| file.display().to_string())
}

/// Compares the subjects with the list, and says what is missing.
fn named(written: &Written, list: &str, remarks: &mut Remarks) -> Result<Missing> {
    let found = collection::missing(written.subjects.iter().map(|name| &**name), list);
    for name in &found.missing {
        remarks.missing(name)?;
    }
    for at in &found.unexpected {
        remarks.unexpected(&written.subjects[*at])?;
    }
    for name in &found.repeated {
        remarks.repeated(name)?;
    }
    Ok(found)
}
