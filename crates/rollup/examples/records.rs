//! Writes invented records of a rubric as NDJSON, for tests of many records and for measurements:
//! `cargo run --release --package rollup --example records -- RUBRIC COUNT [--seed N] > records.ndjson`.
//!
//! The same arguments give the same bytes. `COUNT` is the number of schools. A few of them have a second line: an older state of the same
//! record, or a record of the period before. A few records are unfinished.

#[path = "records/answers.rs"]
mod answers;
#[path = "records/chance.rs"]
mod chance;
#[path = "records/school.rs"]
mod school;

use assessment::rubric::Rubric;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

const USAGE: &str = "usage: records RUBRIC COUNT [--seed N]";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (path, count, seed) = match &args[..] {
        [path, count] => (path, count, "1"),
        [path, count, flag, seed] if flag == "--seed" => (path, count, &**seed),
        _ => return Err(USAGE.to_owned()),
    };
    let count: u64 = count.parse().map_err(|_| USAGE.to_owned())?;
    let seed: u64 = seed.parse().map_err(|_| USAGE.to_owned())?;
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let rubric = Rubric::parse(&text).map_err(|problems| format!("{path}: {} problems", problems.len()))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for number in 0..count {
        for record in school::records(&rubric, seed, number) {
            // Line ends inside texts are escaped, so that those of the file are between its parts.
            let line: String = record.lines().map(str::trim_start).collect();
            writeln!(out, "{line}").map_err(|error| error.to_string())?;
        }
    }
    out.flush().map_err(|error| error.to_string())
}
