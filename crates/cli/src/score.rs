//! `ziping score`: records of a rubric, scored again and compared with their own figures.

use crate::say;
use anyhow::{Context, Result, bail};
use assessment::json::decode;
use assessment::problem::Problem;
use assessment::record::Verdict;
use assessment::rubric::Rubric;
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub struct Score {
    /// The rubric.
    rubric: PathBuf,
    /// The records.
    #[arg(required = true)]
    records: Vec<PathBuf>,
    /// The current day, as 2026-11-23; without it nothing is overdue.
    #[arg(long, default_value = "")]
    today: String,
    /// Prints each verdict as JSON, one a line.
    #[arg(long)]
    json: bool,
}

impl Score {
    pub fn run(&self) -> Result<ExitCode> {
        let Ok(source) = text(&read(&self.rubric)?) else {
            bail!("{}: it is not text in UTF-8 or UTF-16", self.rubric.display());
        };
        let rubric = match Rubric::parse(&source) {
            Ok(rubric) => rubric,
            Err(problems) => bail!("{}: {}", self.rubric.display(), all(&problems)),
        };
        let mut code = ExitCode::SUCCESS;
        for file in &self.records {
            let verdict = text(&read(file)?)
                .map_err(|problem| vec![problem])
                .and_then(|source| Verdict::of(&rubric, &source, &self.today));
            match verdict {
                Ok(verdict) => {
                    if !verdict.notices.is_empty() {
                        code = ExitCode::FAILURE;
                    }
                    self.print(file, &verdict)?;
                }
                Err(problems) => {
                    code = ExitCode::FAILURE;
                    eprintln!("{}: {}", file.display(), all(&problems));
                }
            }
        }
        Ok(code)
    }

    fn print(&self, file: &Path, verdict: &Verdict) -> Result<()> {
        if self.json {
            return say(&verdict.to_text());
        }
        for (rater, score) in &verdict.scores.0 {
            let total = score.total.as_deref().unwrap_or("—");
            let maximum = score.maximum.as_deref().unwrap_or("—");
            let grade = score.grade.as_deref().unwrap_or_default();
            let line = format!(
                "{}: {rater} {total} / {maximum} {} {grade}",
                file.display(),
                score.standing
            );
            say(line.trim_end())?;
        }
        for notice in &verdict.notices {
            say(&format!("{}: notice {}", file.display(), notice.code))?;
        }
        Ok(())
    }
}

/// Reads a file.
pub fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| file.display().to_string())
}

/// Decodes the bytes of a file of JSON.
pub fn text(bytes: &[u8]) -> Result<String, Problem> {
    decode(bytes)
}

fn all(problems: &[Problem]) -> String {
    let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
    all.join("\n  ")
}
