//! Installing what a command needs from Debian's packages, where this user may; elsewhere one line says what is missing.

use anyhow::{Result, bail};
use std::process::Command;

use crate::shell;

/// A requirement on the machine.
pub enum Need {
    /// Any of these programs; otherwise this package.
    Program {
        package: &'static str,
        any_of: &'static [&'static str],
    },
    /// A package without a program. Without apt it is left to the user.
    Package(&'static str),
}

impl Need {
    fn package(&self) -> &'static str {
        match self {
            Self::Program { package, .. } | Self::Package(package) => package,
        }
    }

    fn met(&self) -> bool {
        match self {
            Self::Program { any_of, .. } => shell::find(any_of).is_some(),
            Self::Package(package) => {
                let query = shell::output(shell::command("dpkg-query").args([
                    "--show",
                    "--showformat=${db:Status-Status}",
                    package,
                ]));
                query.as_deref() == Some("installed") || shell::find(&["apt-get"]).is_none()
            }
        }
    }
}

/// Whether this process runs as root: apt-get needs that, and a browser's sandbox refuses it.
pub fn is_root() -> bool {
    shell::output(shell::command("id").arg("-u")).as_deref() == Some("0")
}

/// Installs missing requirements.
///
/// # Errors
/// If something is missing and cannot be installed here.
pub fn ensure(needs: &[Need]) -> Result<()> {
    let missing = || {
        needs
            .iter()
            .filter(|need| !need.met())
            .map(Need::package)
            .collect::<Vec<_>>()
    };
    let packages = missing();
    if packages.is_empty() {
        return Ok(());
    }
    let Some(apt) = apt_get() else {
        let packages = packages.join(" ");
        match shell::find(&["apt-get"]) {
            Some(_) => bail!("missing: {packages}; install them as root with `apt-get install {packages}`"),
            None => bail!("missing: {packages} (Debian's names); install them by this system's own means"),
        }
    };
    shell::heading(&format!("installing {}", packages.join(", ")));
    shell::run(apt().args(["update", "--quiet"]))?;
    shell::run(
        apt()
            .args(["install", "--quiet", "--yes", "--no-install-recommends"])
            .args(&packages),
    )?;
    let packages = missing();
    if !packages.is_empty() {
        bail!("still missing after apt-get install: {}", packages.join(", "));
    }
    Ok(())
}

/// How to call apt-get, if it is there and this user may.
fn apt_get() -> Option<impl Fn() -> Command> {
    shell::find(&["apt-get"])?;
    let root = is_root();
    if !root {
        shell::output(shell::command("sudo").args(["--non-interactive", "true"]))?;
    }
    Some(move || {
        let mut apt = shell::command(if root { "env" } else { "sudo" });
        if !root {
            apt.args(["--non-interactive", "env"]);
        }
        apt.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        apt
    })
}
