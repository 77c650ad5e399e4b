//! Reading and writing files. An error names the file and what to do about it.

use anyhow::{Context, Result};
use assessment::problem::Problem;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Reads a file.
pub fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).map_err(|error| explained(file, error, "read"))
}

/// Writes a file.
pub fn write(file: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    fs::write(file, content).map_err(|error| explained(file, error, "written"))
}

/// Decodes the bytes of a JSON file.
pub fn text(bytes: &[u8]) -> Result<String, Problem> {
    assessment::json::decode(bytes)
}

/// Decodes an encoding by its name in the Encoding Standard.
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    let (text, _, failed) = encoding.decode(bytes);
    (!failed).then(|| text.into_owned())
}

/// Returns whether both paths lead to the same file.
pub fn is_same(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

fn explained(file: &Path, error: io::Error, done: &str) -> anyhow::Error {
    let remedy = match error.kind() {
        _ if file.is_dir() => "this is a folder; name a file".to_owned(),
        ErrorKind::NotFound if done == "written" => "the folder does not exist; make it first".to_owned(),
        ErrorKind::NotFound => "there is no such file; check the name and the folder".to_owned(),
        ErrorKind::PermissionDenied => {
            format!("the file may not be {done}; change its permissions, or close the program that uses it")
        }
        _ => format!("the file cannot be {done}: {error}"),
    };
    anyhow::Error::msg(remedy).context(file.display().to_string())
}

/// Adds the name of a file to an error.
pub trait OfFile<T> {
    /// Adds the name of the file.
    fn of(self, file: &Path) -> Result<T>;
}

impl<T, E> OfFile<T> for Result<T, E>
where
    Result<T, E>: Context<T, E>,
{
    fn of(self, file: &Path) -> Result<T> {
        self.with_context(|| file.display().to_string())
    }
}
