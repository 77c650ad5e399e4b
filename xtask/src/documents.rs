//! The documents that `crates/office` writes, opened by other programs: python-docx and openpyxl, LibreOffice, and a validator with
//! the schemas of ECMA-376.

mod screenshots;

pub use screenshots::run as screenshots;

use anyhow::{Context as _, Result, bail};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::install::{self, Need};
use crate::{files, project, python, shell};

/// The languages in which documents are written; each has a folder.
const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// Where the schemas are.
const SCHEMAS: &str = "https://github.com/python-openxml/python-docx";
const SCHEMAS_VERSION: &str = "v1.2.0";

const OFFICE: &[&str] = &["soffice", "libreoffice"];

/// Writes all documents, and has each opened by every program that there is for it.
///
/// # Errors
/// If a program cannot open one, or finds a fault in it.
pub fn check() -> Result<()> {
    let folder = write(&project::target().join("documents"))?;
    let all = of_kind(&folder, &["docx", "xlsx"])?;
    open(&all)?;
    let pages = project::target().join("tmp/documents");
    for (language, ending) in LANGUAGES
        .iter()
        .flat_map(|language| [(language, "docx"), (language, "xlsx")])
    {
        let own = of_kind(&folder.join(language), &[ending])?;
        convert(&own, "pdf", &pages.join(language).join(ending))?;
    }
    validate(&all)
}

/// Writes all documents into an empty folder.
fn write(folder: &Path) -> Result<PathBuf> {
    files::remove(folder)?;
    shell::run(
        shell::cargo()
            .args(["run", "--quiet", "--package", "office", "--example", "documents", "--"])
            .arg(folder),
    )?;
    Ok(folder.to_path_buf())
}

/// The files below a folder with one of these endings, by name.
fn of_kind(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let mut all = files::below(folder)?;
    all.retain(|file| {
        endings
            .iter()
            .any(|ending| file.extension() == Some(OsStr::new(ending)))
    });
    all.sort();
    Ok(all)
}

/// Opens files with python-docx and openpyxl.
fn open(files: &[PathBuf]) -> Result<()> {
    shell::run(python("open")?.args(files))
}

/// A command of the script in Python.
fn python(command: &str) -> Result<Command> {
    let folder = project::root().join("tests/office");
    let mut python = python::with(&folder.join("requirements.txt"))?;
    python.arg("-B").arg(folder.join("documents.py")).arg(command);
    Ok(python)
}

/// Converts files with LibreOffice, which opens and reads them.
///
/// # Errors
/// If one is not converted, or LibreOffice says anything about it on its standard error.
fn convert(all: &[PathBuf], to: &str, out: &Path) -> Result<()> {
    install::ensure(&[Need::Program {
        package: "libreoffice-nogui",
        any_of: OFFICE,
    }])?;
    let program = shell::find(OFFICE).context("there is no LibreOffice")?;
    files::remove(out)?;
    // A profile of its own: another LibreOffice of this user may be running.
    let profile = project::target().join("tmp/libreoffice");
    shell::heading(&format!("LibreOffice: {} files as {to}", all.len()));
    let output = shell::command(program)
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", to, "--outdir"])
        .arg(out)
        .args(all)
        .output()
        .context("cannot start LibreOffice")?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    // What it says of the machine is not about the files.
    let mut complaints = complaint
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.contains("javaldx"));
    if let Some(line) = complaints.next() {
        bail!("LibreOffice: {line}");
    }
    for file in all {
        let made = out.join(file.file_stem().unwrap_or_default()).with_extension(to);
        if !made.is_file() {
            bail!("LibreOffice did not open {}", file.display());
        }
    }
    Ok(())
}

/// Validates files against the schemas of ECMA-376, which are beside the source of python-docx and in none of its packages.
fn validate(all: &[PathBuf]) -> Result<()> {
    let source = project::tools().join("python-docx");
    let schemas = source.join("ref/xsd");
    if !schemas.is_dir() {
        files::remove(&source)?;
        let clone = shell::run(
            shell::command("git")
                .args(["clone", "--quiet", "--depth", "1", "--branch", SCHEMAS_VERSION, SCHEMAS])
                .arg(&source),
        );
        if let Err(why) = clone {
            eprintln!("   skipped: the schemas cannot be reached from here ({why:#})");
            return Ok(());
        }
    }
    shell::run(python("validate")?.arg(&schemas).args(all))
}
