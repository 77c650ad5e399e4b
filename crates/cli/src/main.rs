//! `ziping`: the engine, the reading of documents and the page for schools on a command line.

mod check;
mod compare;
mod doubts;
mod export;
mod files;
mod import;
mod json;
mod page;
mod papers;
mod progress;
mod rollup;
mod score;
mod understood;
mod unsaid;
mod xls;

use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use std::io::{self, Write as _};
use std::process::ExitCode;

/// The exit code if a person must look at the result before it is used.
const MUST_LOOK: u8 = 3;

#[derive(Parser)]
#[command(
    name = "ziping",
    version,
    about = "Scoring rubrics on a command line",
    after_help = "Exit codes: 0 done, 1 a problem, 2 wrong arguments, 3 done, but a person must look at it first"
)]
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
    /// Makes a rubric from a Word, Excel, CSV, HTML, Markdown or text file, or from a rubric of another program. Exit code 3: a person
    /// must look at the doubts first.
    Import(import::Import),
    /// Writes a rubric in the format of another program. Exit code 3: points may differ there.
    Export(export::Export),
    /// Makes the page for schools: a built page with these rubrics in place of its own.
    Page(page::Page),
    /// Writes a report, a ledger, orders or another paper on a record. Exit code 3: something is still to be written.
    Report(papers::Report),
    /// Writes the scores and the other tables of a record for Excel.
    Table(papers::Table),
    /// Fills in the form that was sent: scores, reasons and sums go into its own cells, and nothing else changes.
    Fill(papers::Fill),
    /// Scores many records, and writes figures, tables and a workbook of them into a folder. Exit code 3: a person must look at records first.
    Rollup(rollup::Rollup),
    /// Compares the folders of two runs of `rollup`, such as last year's and this year's. Exit code 3: the scoring has changed.
    Compare(compare::Compare),
    /// Prints the completions for a shell.
    #[command(after_help = "Example:\n  ziping completions bash > ~/.local/share/bash-completion/completions/ziping")]
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
        Command::Export(export) => export.run(),
        Command::Page(page) => page.run(),
        Command::Report(report) => report.run(),
        Command::Table(table) => table.run(),
        Command::Fill(fill) => fill.run(),
        Command::Rollup(rollup) => rollup.run(),
        Command::Compare(compare) => compare.run(),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "ziping", &mut io::stdout());
            Ok(ExitCode::SUCCESS)
        }
    }
}
