//! npm, for what other people's tools bundle and check. Everything is installed as a lock file says, into the folder that it is in.

use anyhow::Result;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::install::{self, Need};
use crate::shell;

/// npm's command.
///
/// # Errors
/// If there is none and it cannot be installed.
pub fn npm() -> Result<Command> {
    install::ensure(&[Need::Program {
        package: "npm",
        any_of: &["npm", "npm.cmd"],
    }])?;
    let npm = shell::find(&["npm", "npm.cmd"]).unwrap_or_else(|| "npm".into());
    Ok(shell::command(npm))
}

/// Installs what the lock file of a folder names, unless it is there already.
///
/// # Errors
/// If npm is missing or fails.
pub fn ensure(folder: &Path) -> Result<()> {
    let written = |name: &str| fs::metadata(folder.join(name)).and_then(|file| file.modified()).ok();
    let (locked, installed) = (written("package-lock.json"), written("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= locked {
        return Ok(());
    }
    shell::heading("installing from npm, as package-lock.json says");
    shell::run(
        npm()?
            .current_dir(folder)
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]),
    )
}
