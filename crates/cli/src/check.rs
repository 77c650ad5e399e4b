//! `ziping check`: rubrics, with every problem of each.

use crate::progress::Progress;
use crate::{files, json, say};
use anyhow::Result;
use assessment::problem::Problem;
use assessment::rubric::Rubric;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
#[command(after_help = "Example:\n  ziping check rubrics/*.json")]
pub struct Check {
    /// The rubrics.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Prints one line of JSON for each file.
    #[arg(long)]
    json: bool,
}

impl Check {
    pub fn run(&self) -> Result<ExitCode> {
        let mut code = ExitCode::SUCCESS;
        let mut progress = Progress::of(self.files.len(), self.json);
        for file in &self.files {
            progress.next();
            let problems = match files::read(file) {
                Ok(bytes) => rubric(&bytes).err().unwrap_or_default(),
                Err(error) => {
                    code = ExitCode::FAILURE;
                    progress.clear();
                    eprintln!("ziping: {error:#}");
                    if self.json {
                        say(&json::line(&json::unreadable(file, &error)))?;
                    }
                    continue;
                }
            };
            if !problems.is_empty() {
                code = ExitCode::FAILURE;
            }
            if self.json {
                let members = vec![
                    ("valid", json::flag(problems.is_empty())),
                    ("problems", json::problems(&problems)),
                ];
                say(&json::line(&json::of_file(file, members)))?;
            } else if problems.is_empty() {
                say(&format!("{}: valid", file.display()))?;
            } else {
                say(&listed(file, &problems))?;
            }
        }
        progress.clear();
        Ok(code)
    }
}

/// Reads the bytes of a rubric.
///
/// # Errors
/// All problems of the rubric.
pub fn rubric(bytes: &[u8]) -> Result<Rubric, Vec<Problem>> {
    let source = files::text(bytes).map_err(|problem| vec![problem])?;
    Rubric::parse(&source)
}

/// Reads a rubric; `None` if it has problems, which are printed.
///
/// # Errors
/// If the file cannot be read.
pub fn read(file: &Path) -> Result<Option<Rubric>> {
    Ok(match rubric(&files::read(file)?) {
        Ok(rubric) => Some(rubric),
        Err(problems) => {
            eprintln!("{}", listed(file, &problems));
            None
        }
    })
}

/// Lists the problems of a file, one a line.
pub fn listed(file: &Path, problems: &[Problem]) -> String {
    let lines: Vec<_> = problems
        .iter()
        .map(|problem| format!("{}: {problem}", file.display()))
        .collect();
    lines.join("\n")
}
