//! `cargo xtask blocks`: the steps that Trunk cannot do. Trunk compiles and links the page; this command adds the style sheet, the rubrics and
//! the notices. The page has no first view: Trunk would wait for a second compilation at every change.

use anyhow::{Context, Result};
use std::path::PathBuf;
use std::{env, fs};

use crate::{first, notices, page, project, rubrics};

/// Puts the data blocks of the rubrics and of the notices into the page in Trunk's staging folder, and the rubric files beside it.
///
/// # Errors
/// If Trunk did not say where its staging folder is, or the page there cannot be read or written.
pub fn run() -> Result<()> {
    let staging =
        env::var_os("TRUNK_STAGING_DIR").context("TRUNK_STAGING_DIR is not set: this command is for Trunk's hook")?;
    let staging = PathBuf::from(staging);
    let file = staging.join("index.html");
    let page = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let page = first::with_sheet(&page)?;
    let (before, after) = page.rsplit_once("</body>").context("the page has no </body>")?;
    let rubrics = rubrics::shipped(&project::rubrics())?;
    fs::write(
        &file,
        format!(
            "{before}{}</body>{after}",
            rubrics::blocks(&rubrics) + &page::notices_block(&notices::text()?)?
        ),
    )?;
    rubrics::copy(&rubrics, &staging.join("rubrics"))
}
