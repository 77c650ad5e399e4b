//! `ziping import`: a document as a rubric, with what a person must look at.

use crate::say;
use anyhow::{Context, Result, bail};
use assessment::rubric::Rubric;
use clap::Args;
use office::draft::{Doubt, DoubtKind, Draft};
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

/// What a person must look at before the rubric is used.
const LOOK: u8 = 3;

#[derive(Args)]
pub struct Import {
    /// The document.
    file: PathBuf,
    /// The file for the rubric; without it the rubric is printed.
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Prints only what was understood and what is doubtful, one line each.
    #[arg(long)]
    doubts: bool,
}

impl Import {
    pub fn run(&self) -> Result<ExitCode> {
        let bytes = fs::read(&self.file).with_context(|| self.file.display().to_string())?;
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        let document = office::read(&bytes, &name, &decode).with_context(|| self.file.display().to_string())?;
        let Some(draft) = office::understand(&document) else {
            bail!("{}: nothing in the file has points", self.file.display());
        };
        let stem = self.file.file_stem().unwrap_or_default().to_string_lossy();
        let json = draft.rubric(&id(&stem));
        if let Err(problems) = Rubric::parse(&json) {
            for problem in problems {
                eprintln!("{problem}");
            }
        }
        if self.doubts {
            say(&described(&draft))?;
        } else if let Some(output) = &self.output {
            fs::write(output, json).with_context(|| output.display().to_string())?;
        } else {
            say(&json)?;
        }
        let must_look = draft.doubts.iter().any(|doubt| doubt.kind.is_blocking());
        Ok(if must_look {
            ExitCode::from(LOOK)
        } else {
            ExitCode::SUCCESS
        })
    }
}

/// Describes the sections, the criteria with their points, and the doubts, one line each.
fn described(draft: &Draft) -> String {
    let sections = draft.sections.iter().filter(|section| section.counts()).count();
    let criteria = draft
        .criteria()
        .into_iter()
        .filter(|criterion| !criterion.bonus)
        .count();
    let mut lines = vec![format!(
        "{criteria} criteria, {} points, {sections} sections",
        draft.total()
    )];
    for section in &draft.sections {
        let label = section.label.as_deref().unwrap_or_default();
        lines.push(format!("# {label} {}", section.title));
        for criterion in section.all() {
            let points = criterion.points.map(|points| points.to_string()).unwrap_or_default();
            let bonus = if criterion.bonus { " bonus" } else { "" };
            let label = criterion.label.as_deref().unwrap_or_default();
            lines.push(format!(
                "{points}{bonus}\t{label} {}",
                criterion.text.replace('\n', " / ")
            ));
        }
    }
    for Doubt { place, kind } in &draft.doubts {
        let place = place.map_or("the file".to_owned(), |place| match place.column {
            Some(column) => format!(
                "block {}, row {}, column {}",
                place.block + 1,
                place.row + 1,
                column + 1
            ),
            None => format!("block {}, row {}", place.block + 1, place.row + 1),
        });
        let settle = if kind.is_blocking() { " (must be settled)" } else { "" };
        lines.push(format!("? {place}: {}{settle}", words(kind)));
    }
    lines.join("\n")
}

/// Describes a doubt.
fn words(kind: &DoubtKind) -> String {
    match kind {
        DoubtKind::SumDiffers { stated, found } => format!("the file says {stated}, the criteria make {found}"),
        DoubtKind::OwnSumDiffers { stated, found } => {
            format!("the file says that the scores make {stated}, they make {found}")
        }
        DoubtKind::NoPoints => "the row has no points".to_owned(),
        DoubtKind::PointsUnread(text) => format!("the points are not a number: {text}"),
        DoubtKind::OwnAbovePoints => "the score is above the points".to_owned(),
        DoubtKind::TwoPointColumns => "two columns may have the points".to_owned(),
        DoubtKind::WeightsBeside => "there are weights beside the points".to_owned(),
        DoubtKind::PointsFromLevels => {
            "the points are those of the highest level, and the levels differ from row to row".to_owned()
        }
        DoubtKind::MarkedPoints(text) => format!("the points have a mark: {text}"),
        DoubtKind::UnevenRow => "some rows have more or fewer fields than others".to_owned(),
        DoubtKind::Competing => "another table has the same total".to_owned(),
        DoubtKind::SharedPoints => "several rows share their points".to_owned(),
        DoubtKind::Shares => "these are shares of something, not points".to_owned(),
        DoubtKind::BonusLimit => "the points on top of the total have a limit in words".to_owned(),
        DoubtKind::RuleUnread => "a rule in words was not understood".to_owned(),
        DoubtKind::Veto => "a veto: which grade does it mean?".to_owned(),
        DoubtKind::PointsInText => "a number in the text may be points".to_owned(),
        _ => format!("{kind:?}"),
    }
}

/// Makes an id from the name of a file: what an id cannot have becomes a hyphen.
fn id(name: &str) -> String {
    let id: String = name
        .chars()
        .map(|character| {
            if character.is_ascii_alphanumeric() {
                character.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .take(60)
        .collect();
    let id = id.trim_matches('-').to_owned();
    if id.is_empty() { "rubric".to_owned() } else { id }
}

/// Decodes an encoding by its name in the Encoding Standard.
fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    let (text, _, failed) = encoding.decode(bytes);
    (!failed).then(|| text.into_owned())
}
