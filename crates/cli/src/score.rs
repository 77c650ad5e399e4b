//! `ziping score`: records of a rubric, scored again and compared with their own figures.

use crate::progress::Progress;
use crate::{MUST_LOOK, check, files, json, say};
use anyhow::Result;
use assessment::problem::Problem;
use assessment::record::Verdict;
use assessment::rubric::Rubric;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
#[command(after_help = "Example:\n  ziping score rubric.json schools/*.json --today 2026-11-23 --json")]
pub struct Score {
    /// The rubric.
    rubric: PathBuf,
    /// The records.
    #[arg(required = true)]
    records: Vec<PathBuf>,
    /// The current day, as 2026-11-23; without it nothing is overdue.
    #[arg(long, default_value = "")]
    today: String,
    /// Prints one line of JSON for each record.
    #[arg(long)]
    json: bool,
}

/// Why a record has no score.
enum Fault {
    Unreadable(anyhow::Error),
    Problems(Vec<Problem>),
}

impl Score {
    pub fn run(&self) -> Result<ExitCode> {
        let Some(rubric) = check::read(&self.rubric)? else {
            return Ok(ExitCode::FAILURE);
        };
        let (mut has_failed, mut must_look) = (false, false);
        let mut progress = Progress::of(self.records.len(), self.json);
        for file in &self.records {
            progress.next();
            match self.verdict(&rubric, file) {
                Ok(verdict) => {
                    must_look |= !verdict.notices.is_empty();
                    self.print(file, &verdict)?;
                }
                Err(fault) => {
                    has_failed = true;
                    progress.clear();
                    let object = match fault {
                        Fault::Unreadable(error) => {
                            eprintln!("ziping: {error:#}");
                            json::unreadable(file, &error)
                        }
                        Fault::Problems(problems) => {
                            eprintln!("{}", check::listed(file, &problems));
                            json::of_file(file, vec![("problems", json::problems(&problems))])
                        }
                    };
                    if self.json {
                        say(&json::line(&object))?;
                    }
                }
            }
        }
        progress.clear();
        Ok(match (has_failed, must_look) {
            (true, _) => ExitCode::FAILURE,
            (false, true) => ExitCode::from(MUST_LOOK),
            (false, false) => ExitCode::SUCCESS,
        })
    }

    fn verdict(&self, rubric: &Rubric, file: &Path) -> Result<Verdict, Fault> {
        let bytes = files::read(file).map_err(Fault::Unreadable)?;
        let source = files::text(&bytes).map_err(|problem| Fault::Problems(vec![problem]))?;
        Verdict::of(rubric, &source, &self.today).map_err(Fault::Problems)
    }

    fn print(&self, file: &Path, verdict: &Verdict) -> Result<()> {
        if self.json {
            let verdict = json::tree(&verdict.to_text());
            let members = json::members(&verdict).map(|member| (&*member.key, member.node.clone()));
            return say(&json::line(&json::of_file(file, members.collect())));
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
