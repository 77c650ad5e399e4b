//! `cargo xtask bench`: times the page in a real browser, and prints the size of what ships.

mod peers;

pub use peers::Peers;

use anyhow::Result;

use crate::browser::Browser;
use crate::{build, shell, sizes};

/// # Errors
/// If the page cannot be built or the benchmark fails.
pub fn run(filter: Option<&str>, peers: Option<&Peers>) -> Result<()> {
    let built = build::run(&build::Options::default())?;
    if let Some(peers) = peers {
        return peers.run(&built.out);
    }
    shell::heading("timing the page in chromium");
    let driver = Browser::Chromium.start()?;
    let mut bench = shell::cargo();
    bench.args(["bench", "--package", "ziping", "--bench", "page"]);
    driver.tell(&mut bench, &built.out);
    shell::run(bench.arg("--").args(filter))?;
    sizes::print(&built.sizes()?);
    Ok(())
}
