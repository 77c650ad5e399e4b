//! Typed text is never lost: a browser is killed during typing, and the restored form is compared with the edits that
//! had been shown as saved. `cargo xtask kill` builds the page, starts a driver, and passes both addresses in the
//! environment. Fails if an edit was lost.

mod life;
mod plan;
mod process;
#[path = "../browser/support"]
#[allow(dead_code, reason = "the tests use the rest")]
mod support {
    pub mod control;
    pub mod engine;
    pub mod files;
    pub mod page;
    pub mod served;
    pub mod wire;
}
mod tally;

use life::Life;
use plan::Dice;
use std::env;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;
use support::engine::Engine;
use support::{files, page, served};
use tally::Tally;

/// The maximum number of kills per profile.
const LIVES: u64 = 25;
/// How often in a row the browser or its driver may fail.
const PATIENCE: usize = 5;

/// The command-line options.
struct Options {
    rounds: usize,
    from: Vec<String>,
    seed: u64,
    page: Option<PathBuf>,
}

fn main() -> ExitCode {
    let options = options();
    println!("seed {}", options.seed);
    let tallies: Vec<_> = options.from.iter().map(|from| rounds(&options, from)).collect();
    println!();
    for tally in &tallies {
        println!("{tally}");
    }
    if tallies.iter().all(Tally::is_clean) {
        ExitCode::SUCCESS
    } else {
        println!("something was lost; repeat with --seed {}", options.seed);
        ExitCode::FAILURE
    }
}

fn options() -> Options {
    let mut options = Options {
        rounds: 10,
        from: vec!["file".to_owned(), "http".to_owned()],
        seed: process::now(),
        page: None,
    };
    let mut args = env::args().skip(1);
    while let Some(name) = args.next() {
        let value = args.next().unwrap_or_else(|| panic!("{name} wants a value"));
        match &*name {
            "--rounds" => options.rounds = value.parse().expect("a number of rounds"),
            "--seed" => options.seed = value.parse().expect("a number as seed"),
            "--from" if value == "all" => {}
            "--from" => options.from = vec![value],
            "--page" => options.page = Some(value.into()),
            other => panic!("no option {other}"),
        }
    }
    options
}

/// Runs the kills with the page opened in one way.
fn rounds(options: &Options, from: &str) -> Tally {
    let engine = Engine::asked();
    let name = format!("{engine:?} {from}").to_lowercase();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("kill")
        .join(name.replace(' ', "-"));
    std::fs::create_dir_all(&folder).expect("a folder for the page");
    let html = match &options.page {
        Some(page) => files::read(page),
        None => files::page_with(&[&files::rubric("school-pe.json")]),
    };
    std::fs::write(folder.join("form.html"), html).expect("the page is written");
    let address = match from {
        "file" => page::address(&folder.join("form.html")),
        "http" => format!("{}form.html", served::serve(folder.clone())),
        other => panic!("--from is `{other}`: file, http or all"),
    };

    let mut tally = Tally::named(name);
    let mut dice = Dice(options.seed);
    let mut number = 0;
    while tally.kills < options.rounds {
        let life = Life::new(engine, &address, &folder.join(format!("profile-{number}")));
        let left = (options.rounds - tally.kills) as u64;
        let kills = left.min(1 + dice.below(LIVES));
        number += 1;
        if !live(life, kills, &mut dice, &mut tally) {
            break;
        }
    }
    tally
}

/// Runs the kills of one profile; returns whether the driver still works. A profile with a loss is kept for inspection.
fn live(mut life: Life, kills: u64, dice: &mut Dice, tally: &mut Tally) -> bool {
    let mut killed = None;
    for round in 0..=kills {
        let mut attempts = 0;
        let verdict = loop {
            match life.open(killed.as_ref()) {
                Ok(verdict) => break verdict,
                Err(refusal) => {
                    attempts += 1;
                    tally.hiccups += 1;
                    println!("{}: hiccup: {refusal}", tally.name);
                    if attempts == PATIENCE {
                        // A page that never opens again counts as a failure.
                        tally.stuck += 1;
                        return false;
                    }
                    thread::sleep(Duration::from_millis(500));
                }
            }
        };
        if killed.is_some() {
            tally.add(&verdict);
            println!(
                "{} {} (kill {round} of its profile): {verdict:?}",
                tally.name, tally.kills
            );
        } else if verdict.is_loss() {
            println!("{}: a new profile is not empty: {verdict:?}", tally.name);
            return false;
        }
        if verdict.is_loss() {
            println!("{}: see {}", tally.name, life.profile.display());
            life.end();
            return true;
        }
        if round == kills {
            break;
        }
        let delay = after(dice);
        let (end, outcome) = life.type_and_kill(dice, delay);
        tally.refused += usize::from(end.refused);
        if let Err(why) = outcome {
            println!("{}: {why}", tally.name);
            match why.starts_with("typist") {
                true => tally.stuck += 1,
                false => tally.hiccups += 1,
            }
        }
        killed = Some(end);
    }
    life.end();
    std::fs::remove_dir_all(&life.profile).ok();
    true
}

/// Returns the browser's lifetime after typing began, in milliseconds.
fn after(dice: &mut Dice) -> u64 {
    50 + match dice.below(3) {
        0 => dice.below(300),
        1 => dice.below(1000),
        _ => dice.below(2950),
    }
}
