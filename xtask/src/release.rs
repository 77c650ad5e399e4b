//! `cargo xtask release`: the checks before publishing, besides the tests. It publishes nothing.

use anyhow::{Context, Result};
use std::env;
use std::path::PathBuf;

use crate::browser::Browser;
use crate::shell::{self, Steps};
use crate::sql::{self, Engine};
use crate::{build, bundlers, documents, examples, package, project, test};

/// The version of cargo-deny to install if there is none: one that Rust 1.95 compiles.
const DENY: &str = "0.20.2";

/// # Errors
/// If any step failed. All are run all the same.
pub fn run(baseline: Option<&str>) -> Result<()> {
    let mut steps = Steps::default();
    steps.run("package", || {
        package::check::run(&build::run(&build::Options::default())?.out)
    });
    steps.run("long tests in chromium", || {
        let built = build::run(&build::Options::default())?;
        examples::prepare_all(&built)?;
        let long = [("ZIPING_LONG", "1".to_owned())];
        test::in_browser(Browser::Chromium, &built.out, None, &[], &long)
    });
    steps.run("second opinion, 10,000 pairs", || test::second_opinion(Some(10_000)));
    steps.run("bundlers", || bundlers::run(&[Browser::Chromium], None));
    steps.run("documents in other programs", documents::check);
    steps.run("SQL in Spark", || sql::check(Engine::Spark, 20_000));
    steps.run("crate", || {
        shell::run(shell::cargo().args(["publish", "--dry-run", "--allow-dirty", "--package", "assessment"]))
    });
    steps.run("licences, doubles and sources of the dependencies", || {
        deny(&["check", "licenses", "bans", "sources"])
    });
    steps.run("advisories about the dependencies", || {
        // Whether the database can be reached is separate from its content.
        match deny(&["fetch", "db"]) {
            Ok(()) => deny(&["check", "advisories"]),
            Err(why) => {
                eprintln!("   skipped: the database of advisories cannot be reached from here ({why:#})");
                Ok(())
            }
        }
    });
    steps.run("public items of the crate", || compare(baseline));
    steps.finish()
}

/// The tag of the last release.
fn last_release() -> Option<String> {
    shell::output(shell::command("git").args(["describe", "--tags", "--abbrev=0", "--match", "v*"]))
}

/// Compares the crate's public items with those of a git revision, by default the last release: a removed or changed item
/// needs a new major version. Only with an installed cargo-semver-checks: a version of it reads the documentation of few
/// versions of Rust, so the one to install depends on the machine.
fn compare(baseline: Option<&str>) -> Result<()> {
    let Some(revision) = baseline.map(str::to_owned).or_else(last_release) else {
        eprintln!(
            "   skipped: there is no release yet (no tag v…); `cargo xtask release --baseline REV` compares with a revision"
        );
        return Ok(());
    };
    let Some(tool) = shell::find(&["cargo-semver-checks"]) else {
        eprintln!("   skipped: install cargo-semver-checks with `cargo install cargo-semver-checks --locked`");
        return Ok(());
    };
    // The features that are on by default leave out `unstable-exhaustive`, which promises nothing.
    shell::run(
        shell::command(tool)
            .args(["semver-checks", "--package", "assessment", "--default-features"])
            .args(["--baseline-rev", &revision]),
    )
}

/// Checks the dependencies against `deny.toml`.
fn deny(what: &[&str]) -> Result<()> {
    let tool = tool("cargo-deny", DENY)?;
    shell::run(shell::command(tool).arg("deny").args(what))
}

/// A cargo subcommand: the installed one, otherwise one that is compiled into the target folder.
fn tool(name: &str, version: &str) -> Result<PathBuf> {
    if let Some(found) = shell::find(&[name]) {
        return Ok(found);
    }
    let ours = project::tools()
        .join("bin")
        .join(format!("{name}{}", env::consts::EXE_SUFFIX));
    if !ours.is_file() {
        shell::heading(&format!("compiling {name}, once (some minutes)"));
        shell::run(
            shell::cargo()
                .args(["install", name, "--locked", "--version", version])
                .arg("--root")
                .arg(project::tools()),
        )
        .with_context(|| {
            format!("{name} is missing; install it with `cargo install {name} --locked --version {version}`")
        })?;
    }
    Ok(ours)
}
