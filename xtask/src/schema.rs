//! `cargo xtask schema`: the JSON Schema of a rubric file, generated from the engine's types, for editors to check against.

use anyhow::{Context, Result, bail};
use std::fs;

use crate::project;

/// Writes the schema; with `check` only compares.
///
/// # Errors
/// If the file cannot be written, or with `check` if it is not what the types say.
pub fn run(check: bool) -> Result<()> {
    let file = project::rubrics().join("rubric.schema.json");
    let schema = assessment::rubric::file::schema();
    // Git may change line ends; they do not matter.
    let there = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    if there == schema {
        return Ok(());
    }
    if check {
        bail!("rubrics/rubric.schema.json is not what the engine's types say; run `cargo xtask schema` and commit it");
    }
    fs::write(&file, schema).with_context(|| format!("cannot write {}", file.display()))?;
    eprintln!("wrote rubrics/rubric.schema.json");
    Ok(())
}
