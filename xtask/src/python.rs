//! Python, for tests of what other languages get. Packages are installed into environments of the project, one for each list with versions.

use anyhow::{Context as _, Result};
use std::fs;
use std::path::{Component, Path, PathBuf};
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
    let folder = project::tools().join(environment(requirements));
    let (python, stamp) = (program(&folder), folder.join("requirements.txt"));
    let wanted = files::read(requirements)?;
    if !python.exists() || fs::read_to_string(&stamp).ok().as_ref() != Some(&wanted) {
        let system = plain()?;
        install::ensure(&[Need::Package("python3-venv")])?;
        shell::heading(&format!(
            "installing Python packages, as {} says",
            requirements.display()
        ));
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

/// The name of a list's environment, from its path: lists do not undo each other's versions.
fn environment(requirements: &Path) -> String {
    let own = requirements.strip_prefix(project::root()).unwrap_or(requirements);
    let own = own.with_extension("");
    let parts: Vec<_> = own
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        })
        .collect();
    format!("python-{}", parts.join("-"))
}

fn program(folder: &Path) -> PathBuf {
    folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_an_environment_of_its_own() {
        let name = |path: &str| environment(&project::root().join(path));
        assert_eq!(name("tests/sql/requirements.txt"), "python-tests-sql-requirements");
        assert_eq!(
            name("tests/sql/requirements-spark.txt"),
            "python-tests-sql-requirements-spark"
        );
        assert_eq!(
            name("tests/office/requirements.txt"),
            "python-tests-office-requirements"
        );
    }
}
