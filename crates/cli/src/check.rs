//! `ziping check`: rubrics, with every problem of each.

use crate::say;
use crate::score::{read, text};
use anyhow::Result;
use assessment::record::problems_to_text;
use assessment::rubric::Rubric;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub struct Check {
    /// The rubrics.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Prints the problems as JSON, one list for each file.
    #[arg(long)]
    json: bool,
}

impl Check {
    pub fn run(&self) -> Result<ExitCode> {
        let mut code = ExitCode::SUCCESS;
        for file in &self.files {
            let problems = match text(&read(file)?) {
                Ok(source) => Rubric::parse(&source).err().unwrap_or_default(),
                Err(problem) => vec![problem],
            };
            if !problems.is_empty() {
                code = ExitCode::FAILURE;
            }
            if self.json {
                say(&problems_to_text(&problems))?;
            } else if problems.is_empty() {
                say(&format!("{}: valid", file.display()))?;
            }
            for problem in problems.iter().filter(|_| !self.json) {
                say(&format!("{}: {problem}", file.display()))?;
            }
        }
        Ok(code)
    }
}
