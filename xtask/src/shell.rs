//! Starts other programs: always from the workspace's folder, with their output shown, and with errors in words.

use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::project;

/// Prints what comes next.
pub fn heading(text: &str) {
    eprintln!("\n── {text}");
}

/// A command that runs in the workspace's folder.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(project::root());
    command
}

/// The cargo that started xtask, so that toolchains are not mixed.
pub fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a command to its end with its output shown.
///
/// # Errors
/// If it cannot be started or does not end well.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = describe(command);
    let status = command.status().with_context(|| format!("cannot start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs a command to its end with its output shown, and calls `see` with every line.
///
/// # Errors
/// If it cannot be started or does not end well.
pub fn run_seen(command: &mut Command, mut see: impl FnMut(&str)) -> Result<()> {
    let shown = describe(command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{shown}`"))?;
    for line in child
        .stdout
        .take()
        .into_iter()
        .flat_map(|out| BufReader::new(out).lines())
    {
        let line = line?;
        println!("{line}");
        see(&line);
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs a command quietly and returns its output; `None` if that fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The first of these programs that is on the PATH.
pub fn find(programs: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let suffix = env::consts::EXE_SUFFIX;
    programs.iter().find_map(|program| {
        env::split_paths(&path)
            .map(|folder| folder.join(format!("{program}{suffix}")))
            .find(|file| file.is_file())
    })
}

/// Steps that all run even if an earlier one failed, so that one run reports everything.
#[derive(Default)]
pub struct Steps {
    failed: Vec<String>,
}

impl Steps {
    /// Runs one step under its heading; `false` if it failed.
    pub fn run(&mut self, name: &str, step: impl FnOnce() -> Result<()>) -> bool {
        heading(name);
        let start = Instant::now();
        let outcome = step();
        match &outcome {
            Ok(()) => eprintln!(
                "   {name}: done in {}.{} s",
                start.elapsed().as_secs(),
                start.elapsed().subsec_millis() / 100
            ),
            Err(error) => {
                eprintln!("   {name}: FAILED: {error:#}");
                self.failed.push(name.to_owned());
            }
        }
        outcome.is_ok()
    }

    /// # Errors
    /// If any step failed, with the names of those that did.
    pub fn finish(self) -> Result<()> {
        if self.failed.is_empty() {
            eprintln!("\n── every step passed");
            return Ok(());
        }
        bail!("failed: {}", self.failed.join(", "))
    }
}

fn describe(command: &Command) -> String {
    let mut words = vec![command.get_program()];
    words.extend(command.get_args());
    let mut words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    if let Some((_, name)) = words[0].rsplit_once(['/', '\\']) {
        words[0] = name.to_owned().into();
    }
    words.join(" ")
}
