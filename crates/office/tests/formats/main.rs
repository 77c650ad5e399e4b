//! Rubrics of other programs, read and written.

mod damaged;
mod draw;
mod reading;
mod writing;

use office::formats::{FormatError, Imported, recognise};

/// Reads a file as the page does, with no other encodings than Unicode's.
fn read(bytes: &[u8], name: &str) -> Option<Result<Imported, FormatError>> {
    recognise(bytes, name, &|_, _| None)
}

/// Returns a folder of the repository.
fn folder(path: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
