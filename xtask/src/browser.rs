//! The browsers that the tests drive: what each needs, and how its driver is started.

use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::{env, fs};

use crate::driver::Driver;
use crate::install::{self, Need};
use crate::{project, shell};

/// A browser engine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Browser {
    Chromium,
    Firefox,
    Webkit,
}

const ALL: [Browser; 3] = [Browser::Chromium, Browser::Firefox, Browser::Webkit];

/// Reads what `--browsers` was given: names with commas between, `all`, or `none`.
///
/// # Errors
/// If a name is not known.
pub fn parse(list: &str) -> Result<Vec<Browser>> {
    match list {
        "all" => return Ok(ALL.to_vec()),
        "none" => return Ok(Vec::new()),
        _ => {}
    }
    let find = |name: &str| ALL.into_iter().find(|browser| browser.name() == name);
    list.split(',')
        .map(|name| find(name).with_context(|| format!("no browser `{name}`: chromium, firefox, webkit, all or none")))
        .collect()
}

impl Browser {
    /// The name on the command line and in `ZIPING_BROWSER`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    /// How many sessions one driver keeps at once.
    pub fn sessions(self) -> usize {
        if self == Self::Chromium { 2 } else { 1 }
    }

    /// Installs what is missing, and starts a driver.
    ///
    /// # Errors
    /// If something is missing and may not be installed, or the driver does not come up.
    pub fn start(self) -> Result<Driver> {
        install::ensure(self.needs())?;
        match self {
            Self::Chromium => Driver::start(self.name(), shell::command("chromedriver"), shell::find(CHROMIUM)),
            Self::Firefox => Driver::start(self.name(), shell::command(geckodriver()?), shell::find(FIREFOX)),
            Self::Webkit => {
                // The driver opens a real window, so it gets a virtual screen. `-noreset` keeps the screen when the last window of a test
                // closes: otherwise it would restart and refuse a browser that connects too early.
                let mut driver = shell::command("xvfb-run");
                driver.args([
                    "--auto-servernum",
                    "--server-args=-screen 0 1600x1200x24 -noreset",
                    "--auth-file",
                ]);
                driver
                    .arg(project::target().join("tmp/xauthority"))
                    .arg("WebKitWebDriver");
                if install::is_root() {
                    driver.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
                }
                Driver::start(self.name(), driver, Some(mini_browser()?))
            }
        }
    }

    fn needs(self) -> &'static [Need] {
        match self {
            Self::Chromium => &[
                Need::Program {
                    package: "chromium",
                    any_of: CHROMIUM,
                },
                Need::Program {
                    package: "chromium-driver",
                    any_of: &["chromedriver"],
                },
                Need::Program {
                    package: "poppler-utils",
                    any_of: &["pdftotext"],
                },
                Need::Program {
                    package: "xvfb",
                    any_of: &["Xvfb"],
                },
                Need::Program {
                    package: "xdotool",
                    any_of: &["xdotool"],
                },
                Need::Package("fonts-noto-cjk"),
            ],
            Self::Firefox => &[
                Need::Program {
                    package: "firefox-esr",
                    any_of: FIREFOX,
                },
                Need::Program {
                    package: "xvfb",
                    any_of: &["Xvfb"],
                },
                Need::Program {
                    package: "xdotool",
                    any_of: &["xdotool"],
                },
                Need::Package("fonts-noto-cjk"),
            ],
            Self::Webkit => &[
                Need::Program {
                    package: "webkit2gtk-driver",
                    any_of: &["WebKitWebDriver"],
                },
                Need::Program {
                    package: "xvfb",
                    any_of: &["xvfb-run"],
                },
                Need::Program {
                    package: "xauth",
                    any_of: &["xauth"],
                },
                Need::Package("fonts-noto-cjk"),
            ],
        }
    }
}

const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FIREFOX: &[&str] = &["firefox-esr", "firefox"];

/// Debian has no package of geckodriver, so it is compiled once, into a folder of this project.
fn geckodriver() -> Result<PathBuf> {
    if let Some(found) = shell::find(&["geckodriver"]) {
        return Ok(found);
    }
    let ours = project::tools()
        .join("bin")
        .join(format!("geckodriver{}", env::consts::EXE_SUFFIX));
    if !ours.is_file() {
        shell::heading("compiling geckodriver, once (some minutes)");
        shell::run(
            shell::cargo()
                .args(["install", "geckodriver", "--locked", "--root"])
                .arg(project::tools()),
        )?;
    }
    Ok(ours)
}

/// WebKit's own small browser is in a library folder, not on the PATH.
fn mini_browser() -> Result<PathBuf> {
    let mut folders: Vec<_> = ["/usr/lib", "/usr/libexec"].iter().map(PathBuf::from).collect();
    for architecture in fs::read_dir("/usr/lib").into_iter().flatten().flatten() {
        folders.push(architecture.path());
    }
    let versions = ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"];
    let mut places = folders
        .iter()
        .flat_map(|folder| versions.map(|version| folder.join(version).join("MiniBrowser")));
    match places.find(|file| file.is_file()) {
        Some(found) => Ok(found),
        None => bail!("WebKit's MiniBrowser is not where webkit2gtk-driver usually puts it"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(parse("all").unwrap(), ALL);
        assert_eq!(parse("none").unwrap(), []);
        assert_eq!(parse("webkit,chromium").unwrap(), [Browser::Webkit, Browser::Chromium]);
        assert_eq!(
            parse("opera").unwrap_err().to_string(),
            "no browser `opera`: chromium, firefox, webkit, all or none"
        );
    }
}
