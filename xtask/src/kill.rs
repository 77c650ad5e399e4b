//! `cargo xtask kill`: checks that nothing typed is lost when the browser is killed. `tests/kill` has the edits and comparisons.

use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

use crate::browser::{self, Browser};
use crate::shell::{self, Steps};
use crate::{build, project};

/// The options of the command.
pub struct Options {
    /// Kills for each browser and each way of opening the page.
    pub rounds: u32,
    /// How the page is opened: `file`, `http` or `all`.
    pub from: String,
    /// The seed of the edits; the clock by default.
    pub seed: Option<u64>,
    /// A page to use instead of a new build: one that holds the rubric school-pe alone.
    pub page: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            rounds: 10,
            from: "all".to_owned(),
            seed: None,
            page: None,
        }
    }
}

/// The short form, which `cargo xtask test` runs: as many kills as fit into three minutes.
pub fn short() -> Options {
    Options {
        rounds: 8,
        ..Options::default()
    }
}

/// Parses `--browsers`. WebKit is excluded: its driver keeps no profile, so there is nothing to reopen.
///
/// # Errors
/// If a name is not known, or is WebKit's.
pub fn browsers(list: &str) -> Result<Vec<Browser>> {
    let mut browsers = browser::parse(list)?;
    if list == "all" {
        browsers.retain(|browser| *browser != Browser::Webkit);
    }
    if browsers.contains(&Browser::Webkit) {
        bail!("webkit's driver keeps no profile: chromium, firefox or all");
    }
    Ok(browsers)
}

/// Parses `--from`.
///
/// # Errors
/// If it is no way of opening a page.
pub fn opening(from: String) -> Result<String> {
    match &*from {
        "file" | "http" | "all" => Ok(from),
        other => bail!("the page is not opened from `{other}`: file, http or all"),
    }
}

/// # Errors
/// If the page cannot be built, or anything was lost.
pub fn run(browsers: &[Browser], options: &Options) -> Result<()> {
    let dist = match options.page {
        Some(_) => project::dist(),
        None => build::run(&build::Options::default())?.out,
    };
    let mut steps = Steps::default();
    for browser in browsers {
        steps.run(&format!("kills of {}", browser.name()), || {
            one(*browser, &dist, options)
        });
    }
    steps.finish()
}

/// All kills of one browser.
///
/// # Errors
/// If anything was lost.
pub fn one(browser: Browser, dist: &Path, options: &Options) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("the browser's processes are found in /proc, which only Linux has");
    }
    let driver = browser.start()?;
    let mut test = shell::cargo();
    test.args(["test", "--workspace", "--test", "kill"]);
    driver.tell(&mut test, dist);
    test.args(["--", "--rounds", &options.rounds.to_string(), "--from", &options.from]);
    if let Some(seed) = options.seed {
        test.args(["--seed", &seed.to_string()]);
    }
    if let Some(page) = &options.page {
        test.arg("--page").arg(page);
    }
    shell::run(&mut test)
}
