//! `ziping compare`: the figures of two runs of `ziping rollup` side by side, subject by subject.

use crate::rollup::{ROWS, figures};
use crate::{MUST_LOOK, files, json, say};
use anyhow::{Context as _, Result, bail};
use assessment::json::Node;
use assessment::points::Decimal;
use clap::Args;
use office::write::csv::{self, Field};
use rollup::collection::{Change, total};
use rollup::copies::folded;
use rollup::{Collection, Figures, Head, Row};
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
#[command(
    after_help = "Example:\n  ziping compare figures-2025/ figures-2026/ -o changes.csv\n\n\
    Exit code 3: the rubric has another scoring now, so that points may differ for that reason alone."
)]
pub struct Compare {
    /// The folder of the earlier run.
    old: PathBuf,
    /// The folder of the later run.
    new: PathBuf,
    /// The rater whose scores are compared, by id; without it the one of the later run.
    #[arg(long)]
    rater: Option<String>,
    /// The file to write: .csv, with the sections. Then the subjects are not printed.
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Prints a line of JSON for each subject, and one for the figures.
    #[arg(long)]
    json: bool,
}

/// A run that was read.
struct Run {
    collection: Collection,
    /// The rater of its figures.
    rater: String,
}

/// Both runs, and what changed between them.
struct Both {
    old: Run,
    new: Run,
    changes: Vec<Change>,
    /// The rows of each run that the other has no subject for, by index.
    only_old: Vec<usize>,
    only_new: Vec<usize>,
    rater: u32,
    rater_then: u32,
}

impl Compare {
    pub fn run(&self) -> Result<ExitCode> {
        if let Some(output) = &self.output
            && output
                .extension()
                .is_none_or(|ending| !ending.eq_ignore_ascii_case("csv"))
        {
            bail!("{}: name a file that ends with .csv", output.display());
        }
        let (old, new) = (Run::read(&self.old)?, Run::read(&self.new)?);
        let (then, now) = (old.collection.layout(), new.collection.layout());
        if then.rubric != now.rubric {
            bail!("two rubrics cannot be compared: {} and {}", then.rubric, now.rubric);
        }
        let is_other_scoring = then.scoring != now.scoring;
        if is_other_scoring {
            eprintln!(
                "the scoring has changed from version {} to {}: points may differ for that reason",
                then.version, now.version
            );
        }
        let both = Both::of(old, new, self.rater.as_deref())?;
        if let Some(output) = &self.output {
            files::write(output, both.csv())?;
        }
        if self.json {
            both.print_json()?;
        } else {
            both.print(self.output.is_none())?;
        }
        Ok(match is_other_scoring {
            true => ExitCode::from(MUST_LOOK),
            false => ExitCode::SUCCESS,
        })
    }
}

impl Run {
    fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(ROWS);
        let shown = || path.display().to_string();
        let mut lines = BufReader::new(File::open(&path).with_context(shown)?).lines();
        let head = lines.next().transpose().with_context(shown)?;
        let Some(head) = Head::parse(&head.unwrap_or_default()) else {
            bail!(
                "{}: not a file of `ziping rollup`; write the folder again with it",
                shown()
            );
        };
        let mut rows = Vec::new();
        for (number, line) in (2..).zip(lines) {
            let line = line.with_context(shown)?;
            let mut row = head
                .row(&line)
                .with_context(|| format!("line {number} is damaged; write the folder again with `ziping rollup`"))
                .with_context(shown)?;
            // Only totals and sections are compared; the rest would fill the memory.
            (row.problems, row.profile, row.differences, row.history) = Default::default();
            for scores in &mut row.scores {
                (scores.items, scores.findings, scores.parties) = Default::default();
            }
            rows.push(row);
        }
        Ok(Self {
            collection: Collection::new(head.layout, rows),
            rater: head.rater.into(),
        })
    }

    /// The rows whose subject the other run does not have, by index. A subject may have several rows: one for each period.
    fn without(&self, other: &Self) -> Vec<usize> {
        let named = |row: &&Row| !row.subject.is_empty();
        let known = other.collection.rows().iter().filter(named);
        let known: HashSet<String> = known.map(|row| folded(&row.subject)).collect();
        let rows = self.collection.rows().iter().enumerate();
        rows.filter(|(_, row)| row.subject.is_empty() || !known.contains(&folded(&row.subject)))
            .map(|(at, _)| at)
            .collect()
    }

    fn figures(&self, rater: u32) -> Figures {
        let all: Vec<usize> = (0..self.collection.rows().len()).collect();
        let results = self.collection.results(rater, &all);
        self.collection.figures(rater, &all, &results)
    }
}

impl Both {
    fn of(old: Run, new: Run, rater: Option<&str>) -> Result<Self> {
        let id = rater.unwrap_or(&new.rater);
        let place = |run: &Run| {
            let layout = run.collection.layout();
            let place = layout.rater(id);
            place.with_context(|| format!("there is no rater {id}; name one of {}", layout.raters.join(", ")))
        };
        let (rater, rater_then) = (place(&new)?, place(&old)?);
        let changes = new.collection.changes(rater, &old.collection);
        let (only_old, only_new) = (old.without(&new), new.without(&old));
        Ok(Self {
            old,
            new,
            changes,
            only_old,
            only_new,
            rater,
            rater_then,
        })
    }

    fn now(&self, change: &Change) -> &Row {
        &self.new.collection.rows()[change.row]
    }

    fn total(&self, change: &Change) -> Option<Decimal> {
        self.now(change).of_rater(self.rater).and_then(total)
    }

    /// The names of the rows of these indexes.
    fn names<'r>(run: &'r Run, rows: &'r [usize]) -> impl Iterator<Item = &'r str> {
        rows.iter().map(|at| name(&run.collection.rows()[*at]))
    }

    fn print(&self, has_subjects: bool) -> Result<()> {
        let shown = |points: Option<Decimal>| points.map_or_else(|| "—".to_owned(), |points| points.to_string());
        if has_subjects {
            say("subject\tnow\tbefore\tdifference")?;
            for change in &self.changes {
                say(&format!(
                    "{}\t{}\t{}\t{}",
                    name(self.now(change)),
                    shown(self.total(change)),
                    shown(change.before),
                    signed(change.total)
                ))?;
            }
            for name in Self::names(&self.new, &self.only_new) {
                say(&format!("{name}\tnew"))?;
            }
            for name in Self::names(&self.old, &self.only_old) {
                say(&format!("{name}\tnot there any more"))?;
            }
        }
        let (now, before) = (self.new.figures(self.rater), self.old.figures(self.rater_then));
        say(&format!(
            "compared {}, new {}, not there any more {}",
            self.changes.len(),
            self.only_new.len(),
            self.only_old.len()
        ))?;
        for (word, figures) in [("now", now), ("before", before)] {
            let totals = &figures.totals;
            say(&format!(
                "{word}: final totals {}, mean {}, median {}, standard deviation {}, highest {}, lowest {}, rate {} %",
                totals.count,
                shown(totals.mean),
                shown(totals.median),
                shown(totals.deviation),
                shown(totals.highest),
                shown(totals.lowest),
                shown(totals.rate)
            ))?;
        }
        Ok(())
    }

    fn print_json(&self) -> Result<()> {
        let layout = self.new.collection.layout();
        for change in &self.changes {
            let sections = layout.sections.iter().zip(&change.sections);
            let sections =
                sections.filter_map(|(section, points)| Some((&*section.id, json::text((*points)?.to_string()))));
            say(&json::line(&Node::object([
                ("subject", json::text(name(self.now(change)))),
                ("period", json::text(&*self.now(change).period)),
                ("now", figures::decimal(self.total(change))),
                ("before", figures::decimal(change.before)),
                ("difference", figures::decimal(change.total)),
                ("sections", Node::object(sections)),
            ])))?;
        }
        for (key, run, rows) in [("new", &self.new, &self.only_new), ("gone", &self.old, &self.only_old)] {
            for name in Self::names(run, rows) {
                say(&json::line(&Node::object([(key, json::text(name))])))?;
            }
        }
        let totals = |run: &Run, rater| figures::totals(&run.figures(rater).totals);
        say(&json::line(&Node::object([(
            "summary",
            Node::object([
                ("compared", figures::count(self.changes.len())),
                ("new", figures::count(self.only_new.len())),
                ("gone", figures::count(self.only_old.len())),
                ("now", totals(&self.new, self.rater)),
                ("before", totals(&self.old, self.rater_then)),
            ]),
        )])))
    }

    /// The subjects with the differences of their sections.
    fn csv(&self) -> String {
        let field = |text: &str| Field::Text(text.to_owned());
        let number = |points: Option<Decimal>| points.map_or_else(|| field(""), Field::Number);
        let sections = &self.new.collection.layout().sections;
        let mut out = csv::BEGIN.to_owned();
        let mut head: Vec<_> = ["subject", "period", "now", "before", "difference"].map(field).into();
        head.extend(
            sections
                .iter()
                .map(|section| field(&format!("difference:{}", section.id))),
        );
        csv::push_row(&head, &mut out);
        for change in &self.changes {
            let row = self.now(change);
            let mut cells = vec![field(name(row)), field(&row.period)];
            cells.extend([self.total(change), change.before, change.total].map(number));
            cells.extend(change.sections.iter().copied().map(number));
            csv::push_row(&cells, &mut out);
        }
        let blanks = vec![field(""); sections.len() + 1];
        for (run, rows, rater, is_now) in [
            (&self.new, &self.only_new, self.rater, true),
            (&self.old, &self.only_old, self.rater_then, false),
        ] {
            for at in rows {
                let row = &run.collection.rows()[*at];
                let points = row.of_rater(rater).and_then(total);
                let (now, before) = if is_now { (points, None) } else { (None, points) };
                let mut cells = vec![field(name(row)), field(&row.period), number(now), number(before)];
                cells.extend_from_slice(&blanks);
                csv::push_row(&cells, &mut out);
            }
        }
        out
    }
}

/// The subject of a row; its file if it has none.
fn name(row: &Row) -> &str {
    if row.subject.is_empty() {
        &row.file
    } else {
        &row.subject
    }
}

/// A difference with its sign.
fn signed(points: Option<Decimal>) -> String {
    match points {
        Some(points) if points > Decimal::ZERO => format!("+{points}"),
        Some(points) => points.to_string(),
        None => "—".to_owned(),
    }
}
