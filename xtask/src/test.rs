//! `cargo xtask test`: everything that must hold before a change lands, quick checks first.

use anyhow::Result;
use std::collections::BTreeSet;
use std::path::Path;

use crate::browser::Browser;
use crate::shell::{self, Steps};
use crate::sql::{self, Engine};
use crate::{build, examples, generate, kill, package, python, sizes, wasm};

/// What a test prints that is not run in an engine, or not to its end; `tests/browser/support.rs` has the same.
const SKIPPED: &str = "skipped: ";

/// # Errors
/// If any step failed. All are run all the same, but for those that need a page when none could be built.
pub fn run(browsers: &[Browser], filter: Option<&str>) -> Result<()> {
    let mut steps = Steps::default();
    if filter.is_none() {
        steps.run("formatting", || {
            shell::run(shell::cargo().args(["fmt", "--all", "--check"]))
        });
        steps.run("lints", || {
            clippy(&["--workspace", "--all-targets", "--test", "browser", "--test", "kill"])
        });
        steps.run("lints for wasm", || {
            wasm::install_target()?;
            clippy(&[
                "--package",
                "ziping",
                "--lib",
                "--bins",
                "--target",
                "wasm32-unknown-unknown",
            ])
        });
        steps.run("documentation of the engine", || {
            shell::run(
                shell::cargo()
                    .args(["doc", "--quiet", "--no-deps", "--package", "assessment"])
                    .env("RUSTDOCFLAGS", "--deny warnings"),
            )
        });
        steps.run("generated files", || generate::run(true));
    }
    steps.run("native tests", || {
        shell::run(
            shell::cargo()
                .args(["test", "--workspace", "--no-fail-fast"])
                .args(filter),
        )
    });

    if filter.is_none_or(|filter| filter == "second-opinion") {
        steps.run("second opinion", || second_opinion(None));
    }
    if filter.is_none_or(|filter| filter == "sql") {
        steps.run("SQL in DuckDB", || sql::check(Engine::DuckDb, 2_000));
    }

    if !browsers.is_empty() && !filter.is_some_and(|filter| ["second-opinion", "sql"].contains(&filter)) {
        let mut built = None;
        steps.run("build", || {
            built = Some(build::run(&build::Options::default())?);
            Ok(())
        });
        if let Some(built) = built {
            if filter.is_none() {
                steps.run("sizes", || sizes::check(&built.sizes()?));
            }
            if filter.is_none_or(|filter| filter.starts_with("examples")) {
                steps.run("example portals", || examples::prepare_all(&built));
            }
            if filter.is_none_or(|filter| filter == "package") {
                steps.run("package", || package::check::run(&built.out));
            }
            for browser in browsers.iter().filter(|_| filter != Some("package")) {
                steps.run(&format!("tests in {}", browser.name()), || {
                    in_browser(*browser, &built.out, filter, &[], &[])
                });
                let kills = filter.is_none_or(|filter| filter == "kill") && *browser != Browser::Webkit;
                if kills && cfg!(target_os = "linux") {
                    steps.run(&format!("kills of {}", browser.name()), || {
                        kill::one(*browser, &built.out, &kill::short())
                    });
                }
            }
        }
    }
    steps.finish()
}

/// Compares the engine with the scorer that was written from the documents alone: on the worked cases, and on so many generated pairs.
///
/// # Errors
/// If the two differ.
pub fn second_opinion(pairs: Option<u32>) -> Result<()> {
    let python = python::plain()?;
    shell::run(shell::command(&python).args(["-B", "tests/second-opinion/check.py"]))?;
    shell::run(
        shell::cargo()
            .args([
                "test",
                "--quiet",
                "--package",
                "assessment",
                "--test",
                "engine",
                "second_opinion",
            ])
            .args(["--", "--ignored", "--nocapture"])
            .env("ZIPING_PYTHON", python)
            .envs(pairs.map(|pairs| ("SECOND_OPINION", pairs.to_string()))),
    )
}

fn clippy(what: &[&str]) -> Result<()> {
    shell::run(
        shell::cargo()
            .arg("clippy")
            .args(what)
            .args(["--", "--deny", "warnings"]),
    )
}

/// Runs the tests of the page in a browser, those that `filter` names, with these arguments of the test program and environment variables.
///
/// # Errors
/// If a test fails.
pub fn in_browser(
    browser: Browser,
    dist: &Path,
    filter: Option<&str>,
    arguments: &[&str],
    variables: &[(&str, String)],
) -> Result<()> {
    let driver = browser.start()?;
    let mut test = shell::cargo();
    // With the features of the whole workspace, so that nothing is compiled again.
    test.args(["test", "--workspace", "--test", "browser"]);
    driver.tell(&mut test, dist);
    test.env("ZIPING_EXAMPLES", examples::folder())
        .envs(variables.iter().map(|(name, value)| (name, value)));
    test.arg("--")
        .args(filter)
        .args(arguments)
        // Some tests print figures, and some that they were skipped.
        .arg("--show-output")
        .arg(format!("--test-threads={}", browser.sessions()));
    let mut skipped = BTreeSet::new();
    let outcome = shell::run_seen(&mut test, |line| {
        skipped.extend(line.strip_prefix(SKIPPED).map(str::to_owned))
    });
    if !skipped.is_empty() {
        eprintln!(
            "   skipped in {}, though counted as ok: {}",
            browser.name(),
            skipped.len()
        );
        skipped.iter().for_each(|test| eprintln!("   · {test}"));
    }
    outcome
}
