//! Python, for tests of what other languages get. Packages are installed into an environment of the project, as a list with versions says.

use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::install::{self, Need};
use crate::{files, project, shell};

/// Python without packages.
///
/// # Errors
/// If Python is missing and cannot be installed.
pub fn plain() -> Result<PathBuf> {
    const PROGRAMS: &[&str] = &["python3", "python"];
    install::ensure(&[Need::Program {
        package: "python3",
        any_of: PROGRAMS,
    }])?;
    shell::find(PROGRAMS).context("there is no Python")
}

/// Python with the packages that a list names, installed unless they are there already.
///
/// # Errors
/// If Python is missing and cannot be installed, or the packages cannot be had.
pub fn with(requirements: &Path) -> Result<Command> {
    let folder = project::target().join("tools/python");
    let (python, stamp) = (program(&folder), folder.join("requirements.txt"));
    let wanted = files::read(requirements)?;
    if !python.exists() || fs::read_to_string(&stamp).ok().as_ref() != Some(&wanted) {
        let system = plain()?;
        install::ensure(&[Need::Package("python3-venv")])?;
        shell::heading("installing Python packages, as requirements.txt says");
        shell::run(shell::command(system).args(["-m", "venv"]).arg(&folder))?;
        shell::run(
            shell::command(&python)
                .args([
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--requirement",
                ])
                .arg(requirements),
        )?;
        files::write(&stamp, &wanted)?;
    }
    Ok(shell::command(python))
}

fn program(folder: &Path) -> PathBuf {
    folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    })
}
