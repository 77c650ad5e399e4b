//! The project's commands. Everything the README names is one `cargo xtask …` away, on a machine that has Rust, git and apt.
//!
//! Reading order: `build` (what a page is made of: `wasm`, `script`, `rubrics`, `notices`, `page`, `site`, `package`, `sizes`), then `serve`,
//! `examples` (with `npm`), `test`, `bundlers`, `kill` and `bench` (with `driver` and `install`), then the small ones: `generate` (with `reference`), `documents`, `sql` (with `python`), `release`, `blocks`. `shell`, `files` and `project` serve them all.

mod bench;
mod blocks;
mod browser;
mod build;
mod bundlers;
mod documents;
mod driver;
mod examples;
mod files;
mod first;
mod generate;
mod install;
mod keys;
mod kill;
mod notices;
mod npm;
mod package;
mod page;
mod project;
mod python;
mod reference;
mod release;
mod rubrics;
mod script;
mod serve;
mod shell;
mod site;
mod sizes;
mod sql;
mod test;
mod wasm;

use anyhow::{Result, bail};
use lexopt::prelude::*;
use std::path::PathBuf;
use std::process::ExitCode;

use bench::Peers;
use browser::Browser;

const HELP: &str = "\
cargo xtask COMMAND

  serve [--port N] [--no-open]
        build the page, serve dist/ on this machine only (port 8080, or the next free one), print the address and open it
  build [--rubric FILE] [--out DIR]
        build dist/ziping.html (one file, opens from disk), dist/index.html (the same for serving), dist/rubrics/, dist/site/ (a
        folder for a web server) and dist/package/ (the element for other pages); with --rubric the page holds that rubric alone
  example plain|react|vue|svelte|yew|iframe [--port N] [--no-open]
        build a portal of examples/ with the element in it, serve it on this machine only, and print what is posted to it
  test  [--browsers chromium|firefox|webkit|all|none] [FILTER]
        formatting, lints, generated files, native tests, the SQL in DuckDB, the build, and the built page in a real browser (chromium
        unless told);
        with FILTER only the tests whose name contains it: no formatting, no lints
  kill  [--rounds N] [--browsers chromium|firefox|all] [--from file|http|all] [--seed S] [--page FILE]
        build the page, type into it, kill the browser in the middle of it, open it again, and compare what is there with what
        was shown as saved: N times for each browser and each way of opening the page (10, chromium and all unless told);
        with --page FILE that page, which must hold school-pe alone
  keys  [--count N] [--browsers chromium|firefox|webkit|all] [--seed S]
        build the page and type N keys into it while it starts, at random moments: none may be lost (10000, chromium unless told)
  bench [FILTER] [--peers DIR] [--rounds N]
        build the page, time it in chromium, and list the size of every file that ships; with --peers time it beside the pages of
        this folder (a copy: results are written into it) in one run of N rounds (5 unless told), and print the ratios
  bundlers [NAME] [--browsers chromium|firefox|webkit|all]
        build the portals of tests/bundlers, each with another bundler or framework, from the packed package (some minutes and some
        gigabytes), open each in a browser, fill it in and send it; print a table (chromium unless told)
  generate [--check]
        write rubrics/rubric.schema.json from the engine's types and docs/embedding/reference.md from the element's manifest, or
        fail if a file there is another
  screenshots
        write every document of crates/office in both languages into target/screenshots, with a picture of every page; compare the
        sums of the workbook with those of LibreOffice, and list what differs between a form that was sent and the filled one
  release [--baseline REV]
        what must hold before the package and the crate are published, besides the tests: what npm's tools and cargo say of them,
        the portals of `bundlers` in chromium, the documents of crates/office in python-docx, openpyxl, LibreOffice and a validator, the SQL in Spark,
        licences, doubles, sources and advisories of all dependencies (deny.toml), and the crate's public items compared with
        those of a git revision (the last tag v… unless told), if cargo-semver-checks is installed; publishes nothing
  blocks
        put the rubrics into the page that Trunk is building (Trunk.toml calls it)

serve, build, example, test, kill, keys, bench and screenshots install what is missing: the wasm target by rustup, browsers, drivers and
LibreOffice by apt-get where this user may, and otherwise say in one line what to install.";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut args = lexopt::Parser::from_env();
    let Some(first) = args.next()? else {
        println!("{HELP}");
        return Ok(());
    };
    let command = match first {
        Short('h') | Long("help") => {
            println!("{HELP}");
            return Ok(());
        }
        Value(name) => name.string()?,
        other => return Err(other.unexpected().into()),
    };

    let mut build = build::Options::default();
    let mut serve = serve::Options::default();
    let mut browsers = vec![Browser::Chromium];
    let mut filter = None;
    let mut check = false;
    let mut baseline = None;
    let mut kill = kill::Options::default();
    let mut keys = keys::Options::default();
    let mut peers = None;
    let mut rounds = 5;
    while let Some(arg) = args.next()? {
        match (command.as_str(), arg) {
            (_, Short('h') | Long("help")) => {
                println!("{HELP}");
                return Ok(());
            }
            ("serve" | "example", Long("port")) => serve.port = args.value()?.parse()?,
            ("serve" | "example", Long("no-open")) => serve.open = false,
            ("build", Long("rubric")) => build.rubric = Some(PathBuf::from(args.value()?)),
            ("build", Long("out")) => build.out = PathBuf::from(args.value()?),
            ("kill", Long("browsers")) => browsers = kill::browsers(&args.value()?.string()?)?,
            ("kill", Long("rounds")) => kill.rounds = args.value()?.parse()?,
            ("bench", Long("peers")) => peers = Some(PathBuf::from(args.value()?)),
            ("bench", Long("rounds")) => rounds = args.value()?.parse()?,
            ("kill", Long("from")) => kill.from = kill::opening(args.value()?.string()?)?,
            ("kill", Long("seed")) => kill.seed = Some(args.value()?.parse()?),
            ("kill", Long("page")) => kill.page = Some(std::path::absolute(args.value()?)?),
            ("keys", Long("count")) => keys.count = args.value()?.parse()?,
            ("keys", Long("seed")) => keys.seed = Some(args.value()?.parse()?),
            ("test" | "keys" | "bundlers", Long("browsers")) => browsers = browser::parse(&args.value()?.string()?)?,
            ("test" | "bench" | "bundlers" | "example", Value(text)) if filter.is_none() => {
                filter = Some(text.string()?)
            }
            ("generate", Long("check")) => check = true,
            ("release", Long("baseline")) => baseline = Some(args.value()?.string()?),
            (_, other) => return Err(other.unexpected().into()),
        }
    }

    match command.as_str() {
        "serve" => serve::run(&serve),
        "build" => build::run(&build)?.sizes().and_then(|sizes| {
            sizes::print(&sizes);
            sizes::check(&sizes)
        }),
        "example" => examples::run(filter.as_deref(), &serve),
        "test" => test::run(&browsers, filter.as_deref()),
        "kill" => kill::run(&browsers, &kill),
        "keys" => keys::run(&browsers, &keys),
        "bench" => {
            let peers = peers.map(|folder| Peers::new(&folder, rounds)).transpose()?;
            bench::run(filter.as_deref(), peers.as_ref())
        }
        "bundlers" => bundlers::run(&browsers, filter.as_deref()),
        "screenshots" => documents::screenshots(),
        "generate" => generate::run(check),
        "release" => release::run(baseline.as_deref()),
        "blocks" => blocks::run(),
        "help" => {
            println!("{HELP}");
            Ok(())
        }
        unknown => bail!("there is no command `{unknown}`; `cargo xtask --help` lists them"),
    }
}
