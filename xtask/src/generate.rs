//! `cargo xtask generate`: the files that are written from others: the JSON Schema of a rubric file from the engine's types, for editors to
//! check against, and the reference of the element from its manifest.

use anyhow::{Context, Result, bail};
use std::fs;

use crate::{project, reference};

/// Writes the files; with `check` only compares.
///
/// # Errors
/// If a file cannot be written, or with `check` if one is not what its sources say.
pub fn run(check: bool) -> Result<()> {
    for (name, text) in [
        ("rubrics/rubric.schema.json", assessment::rubric::file::schema()),
        ("docs/embedding/reference.md", reference::text()?),
    ] {
        let file = project::root().join(name);
        // Git may change line ends; they do not matter.
        let there = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        if there == text {
            continue;
        }
        if check {
            bail!("{name} is not what its sources say; run `cargo xtask generate` and commit it");
        }
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
        eprintln!("wrote {name}");
    }
    Ok(())
}
