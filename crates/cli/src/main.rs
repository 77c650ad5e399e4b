//! `ziping`: the engine and the reading of documents on a command line.

mod check;
mod import;
mod score;

use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use std::io::{self, Write as _};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "ziping", version, about = "Scoring rubrics on a command line")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Checks rubrics, and says what is wrong with each: line, column, place, value and remedy.
    Check(check::Check),
    /// Scores records of a rubric, and compares each with the figures in it.
    Score(score::Score),
    /// Makes a rubric from a Word, Excel, CSV, HTML, Markdown or text file. Exit code 3: a person must look at the doubts first.
    Import(import::Import),
    /// Prints the completions for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("ziping: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Prints a text and a line end. A reader that has enough, such as `head`, is no error.
fn say(text: &str) -> Result<()> {
    match writeln!(io::stdout().lock(), "{text}") {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

fn run(cli: Cli) -> Result<ExitCode> {
    match cli.command {
        Command::Check(check) => check.run(),
        Command::Score(score) => score.run(),
        Command::Import(import) => import.run(),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "ziping", &mut io::stdout());
            Ok(ExitCode::SUCCESS)
        }
    }
}
