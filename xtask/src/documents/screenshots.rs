//! `cargo xtask screenshots`: pictures of every document, to look at, and what can be compared without looking.

use anyhow::{Context as _, Result};
use std::path::{Path, PathBuf};

use super::{LANGUAGES, convert, of_kind, open, python, write};
use crate::install::{self, Need};
use crate::shell::{self, Steps};
use crate::{files, project};

const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// Dots per inch of the pictures.
const SHARPNESS: &str = "60";

/// Writes into `target/screenshots` a picture of every page of every document, in both languages; compares the sums of the workbook with
/// those that LibreOffice calculates; and lists what differs between a form that was sent and the filled one.
///
/// # Errors
/// If a program is missing or cannot open a document, or a sum differs.
pub fn run() -> Result<()> {
    install::ensure(&[
        Need::Program {
            package: "poppler-utils",
            any_of: &["pdftoppm"],
        },
        Need::Program {
            package: "chromium",
            any_of: CHROMIUM,
        },
        Need::Package("fonts-noto-cjk"),
    ])?;
    let folder = write(&project::target().join("screenshots"))?;
    let mut steps = Steps::default();
    steps.run("python-docx and openpyxl", || {
        open(&of_kind(&folder, &["docx", "xlsx"])?)
    });
    for language in LANGUAGES {
        let own = folder.join(language);
        steps.run(&format!("pictures, {language}"), || draw(&own));
        steps.run(&format!("sums, {language}"), || {
            recalculate(&own, &folder.join("total.txt"))
        });
        steps.run(&format!("filled originals, {language}"), || {
            for ending in ["docx", "xlsx"] {
                let file = |name: &str| own.join(name).with_extension(ending);
                shell::run(python("difference")?.args([file("original"), file("filled")]))?;
            }
            Ok(())
        });
    }
    steps.finish()?;
    eprintln!("\n   {}", folder.display());
    Ok(())
}

/// Draws each document of a folder: Word and Excel files by LibreOffice, pages by Chromium.
fn draw(folder: &Path) -> Result<()> {
    for ending in ["docx", "xlsx"] {
        let pages = folder.join(ending);
        convert(&of_kind(folder, &[ending])?, "pdf", &pages)?;
        pictures(&pages)?;
    }
    let pages = folder.join("html");
    let chromium = shell::find(CHROMIUM).context("there is no Chromium")?;
    for file in of_kind(folder, &["html"])? {
        let name = file.file_stem().unwrap_or_default();
        let pdf = pages.join(name).with_extension("pdf");
        files::write(&pdf, "")?;
        let mut chromium = shell::command(&chromium);
        if install::is_root() {
            chromium.arg("--no-sandbox");
        }
        let out = chromium
            .args(["--headless", "--disable-gpu", "--no-pdf-header-footer"])
            .arg(format!("--print-to-pdf={}", pdf.display()))
            .arg(format!("file://{}", file.display()))
            .output()
            .context("cannot start Chromium")?;
        anyhow::ensure!(out.status.success(), "Chromium does not print {}", file.display());
    }
    pictures(&pages)
}

/// Draws every page of the PDF files of a folder.
fn pictures(folder: &Path) -> Result<()> {
    for file in of_kind(folder, &["pdf"])? {
        shell::run(
            shell::command("pdftoppm")
                .args(["-png", "-r", SHARPNESS])
                .arg(&file)
                .arg(file.with_extension("")),
        )?;
    }
    Ok(())
}

/// Has LibreOffice calculate the sums of the workbook, whose results were taken away, and compares them.
fn recalculate(folder: &Path, total: &Path) -> Result<()> {
    let total = files::read(total)?;
    let total = total.split_whitespace().next().context("the total is written")?;
    let scores = folder.join("scores.xlsx");
    let own: PathBuf = folder.join("calculated");
    let blank = own.join("blank/scores.xlsx");
    files::write(&blank, "")?;
    shell::run(python("blank")?.args([&scores, &blank]))?;
    let calculated = own.join("libreoffice");
    convert(&[blank], "xlsx", &calculated)?;
    shell::run(
        python("same")?
            .args([&scores, &calculated.join("scores.xlsx")])
            .arg(total),
    )
}
