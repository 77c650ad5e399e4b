//! How fast the page is in a real Chromium, beside a page with the same items written by hand. `cargo xtask bench` builds
//! the page and starts a driver. Prints a table; asserts nothing about time.

#[path = "page/measure.rs"]
mod measure;
#[path = "../tests/browser/support"]
#[allow(dead_code, reason = "the tests use the rest")]
mod support {
    pub mod control;
    pub mod engine;
    pub mod files;
    pub mod large;
    pub mod page;
    pub mod wire;
}

use measure::{COLUMNS, Figures, measure};
use std::env;
use std::path::PathBuf;
use support::files;
use support::large::{Shape, rubric};

const SIZES: [usize; 4] = [21, 300, 2_000, 10_000];
const ROUNDS: usize = 5;

/// One line of the table.
struct Line {
    name: String,
    ours: PathBuf,
    theirs: PathBuf,
    count: usize,
    figures: [Vec<Figures>; 2],
}

fn main() {
    let filter = env::args()
        .skip(1)
        .find(|arg| !arg.starts_with('-'))
        .unwrap_or_default();
    let mut lines = Vec::new();
    for count in SIZES {
        for shape in [Shape::Sections, Shape::One] {
            let name = format!("{count} in {shape}");
            if name.contains(&filter) {
                lines.push(line(name, count, shape));
            }
        }
    }
    // Round after round, so that what else the machine does falls on all of them.
    for round in 1..=ROUNDS {
        for line in &mut lines {
            eprintln!("round {round} of {ROUNDS}: {}", line.name);
            for (figures, file) in line.figures.iter_mut().zip([&line.ours, &line.theirs]) {
                figures.push(measure(file, line.count));
            }
        }
    }
    print(&lines);
}

fn line(name: String, count: usize, shape: Shape) -> Line {
    let rubric = rubric(count, shape);
    let own = name.replace(' ', "-");
    let theirs = include_str!("page/vanilla.html").replacen("RUBRIC", &rubric, 1);
    Line {
        ours: files::write(&format!("{own}.html"), files::page_with(&[&rubric])),
        theirs: files::write(&format!("{own}-by-hand.html"), theirs),
        name,
        count,
        figures: [Vec::new(), Vec::new()],
    }
}

fn print(lines: &[Line]) {
    println!(
        "\nMedians of {ROUNDS} rounds in Chromium, one after the other, milliseconds unless said otherwise.\n\
         usable: from navigation until the first criterion's field is painted · in view: until all on the screen are ·\n\
         filled: until every criterion stands in the page · key to total: from a real key to the painted total ·\n\
         cpu/edit: main-thread time an edit, painting included · script/edit: without painting, mean of 200\n"
    );
    print!("{:28}", "");
    for column in COLUMNS {
        print!("{column:>14}");
    }
    println!();
    for line in lines {
        let [ours, theirs] = line.figures.each_ref().map(|rounds| medians(rounds));
        row(&line.name, ours.iter().enumerate().map(|(i, value)| shown(i, *value)));
        row(
            "  by hand",
            theirs.iter().enumerate().map(|(i, value)| shown(i, *value)),
        );
        row(
            "  ratio",
            ours.iter().zip(&theirs).map(|(ours, theirs)| ratio(*ours, *theirs)),
        );
    }
}

fn row(name: &str, cells: impl Iterator<Item = String>) {
    print!("{name:28}");
    cells.for_each(|cell| print!("{cell:>14}"));
    println!();
}

fn medians(rounds: &[Figures]) -> Figures {
    std::array::from_fn(|i| median(rounds.iter().map(|figures| figures[i]).collect()))
}

/// The middle value; of an even number the lower of the two.
fn median(mut values: Vec<u64>) -> u64 {
    values.sort_unstable();
    values
        .get(values.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or_default()
}

/// A figure of a column, in its unit.
fn shown(column: usize, value: u64) -> String {
    match COLUMNS[column] {
        "JS heap" | "wasm" => format!("{}.{} MB", value / 1_000_000, value / 100_000 % 10),
        "nodes" => value.to_string(),
        _ => format!("{}.{:02}", value / 1_000, value / 10 % 100),
    }
}

fn ratio(ours: u64, theirs: u64) -> String {
    match theirs {
        0 => String::new(),
        _ => format!("{}.{:02}", ours / theirs, ours * 100 / theirs % 100),
    }
}
