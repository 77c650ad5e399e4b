//! `cargo xtask release`: what must hold before anything is published, besides the tests. It publishes nothing.

use anyhow::{Context, Result};
use std::env;
use std::path::PathBuf;

use crate::shell::{self, Steps};
use crate::{build, package, project};

/// # Errors
/// If any step failed. All are run all the same.
pub fn run() -> Result<()> {
    let mut steps = Steps::default();
    steps.run("package", || {
        package::check::run(&build::run(&build::Options::default())?.out)
    });
    steps.run("crate", || {
        shell::run(shell::cargo().args(["publish", "--dry-run", "--allow-dirty", "--package", "assessment"]))
    });
    steps.run("promises of the crate", || match last_release() {
        Some(tag) => compare(&tag),
        None => {
            eprintln!("   there is no release yet (no tag v…): nothing to compare with");
            Ok(())
        }
    });
    steps.finish()
}

/// The tag of the last release.
fn last_release() -> Option<String> {
    shell::output(shell::command("git").args(["describe", "--tags", "--abbrev=0", "--match", "v*"]))
}

/// Holds the crate's public items to those of a release: what is gone or has become another thing asks for another version.
fn compare(tag: &str) -> Result<()> {
    let tool = semver_checks()?;
    shell::run(shell::command(tool).args(["semver-checks", "--package", "assessment", "--baseline-rev", tag]))
}

fn semver_checks() -> Result<PathBuf> {
    if let Some(found) = shell::find(&["cargo-semver-checks"]) {
        return Ok(found);
    }
    let ours = project::tools()
        .join("bin")
        .join(format!("cargo-semver-checks{}", env::consts::EXE_SUFFIX));
    if !ours.is_file() {
        shell::heading("compiling cargo-semver-checks, once (some minutes)");
        shell::run(
            shell::cargo()
                .args(["install", "cargo-semver-checks", "--locked", "--root"])
                .arg(project::tools()),
        )
        .context("cargo-semver-checks is missing")?;
    }
    Ok(ours)
}
