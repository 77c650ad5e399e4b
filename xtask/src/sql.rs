//! The roll-ups in SQL: every figure compared with the command line's, in DuckDB and in Spark, on invented records, and on cases that were
//! worked out by hand.

use anyhow::Result;
use std::env;
use std::fs::{self, File};
use std::path::PathBuf;

use crate::install::{self, Need};
use crate::{files, project, python, shell};

/// The rubric of the records.
const RUBRIC: &str = "rubrics/school-pe.json";

/// A program that runs the SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// DuckDB, in Python.
    DuckDb,
    /// Spark on this machine.
    Spark,
}

/// Writes tables of invented records of so many subjects with the command line, and compares the figures. With DuckDB the example pipeline
/// makes a workbook of the same records.
///
/// # Errors
/// If a figure differs, or something is missing and cannot be installed.
pub fn check(engine: Engine, subjects: u32) -> Result<()> {
    let (name, list) = match engine {
        Engine::DuckDb => ("duckdb", "requirements.txt"),
        Engine::Spark => ("spark", "requirements-spark.txt"),
    };
    if engine == Engine::Spark {
        install::ensure(&[Need::Program {
            package: "openjdk-17-jre-headless",
            any_of: &["java"],
        }])?;
    }
    let tests = project::root().join("tests/sql");
    let python = || python::with(&tests.join(list));
    let folder = project::target().join("tmp/sql").join(name);
    files::remove(&folder)?;
    fs::create_dir_all(&folder)?;
    // With the features of the whole workspace, so that nothing is compiled again.
    shell::run(shell::cargo().args([
        "build",
        "--quiet",
        "--workspace",
        "--bin",
        "ziping",
        "--example",
        "records",
    ]))?;
    let records = folder.join("records.ndjson");
    shell::run(
        shell::command(program("examples/records"))
            .args([RUBRIC, &subjects.to_string()])
            .stdout(File::create(&records)?),
    )?;
    let ziping = program("ziping");
    shell::run(
        python()?
            .arg("-B")
            .arg(tests.join("check.py"))
            .arg(name)
            .arg(&ziping)
            .arg(RUBRIC)
            .arg(&records)
            .arg(folder.join("rollups")),
    )?;
    if engine == Engine::DuckDb {
        shell::run(
            python()?
                .arg("-B")
                .arg(tests.join("pipeline.py"))
                .arg(&ziping)
                .arg(RUBRIC)
                .arg(&records)
                .arg(folder.join("pipeline")),
        )?;
    }
    files::remove(&folder)
}

/// A program that cargo built.
fn program(name: &str) -> PathBuf {
    let program = project::target().join("debug").join(name);
    program.with_extension(env::consts::EXE_EXTENSION)
}
