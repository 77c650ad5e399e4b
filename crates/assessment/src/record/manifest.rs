//! The manifest of a handover: the list of its files, so that a receiver can check that all of them arrived undamaged.

use super::file;
use crate::json;
use crate::problem::Problem;
use crate::read::format::Format1;
use crate::read::{Read, object};
use std::rc::Rc;

/// The value of `kind` by which a manifest identifies itself.
pub const HANDOVER: &str = "ziping-handover";

object! {
    /// The files of a handover besides this manifest.
    pub struct Manifest {
        /// The format's number, 1.
        required "format" format: Format1,
        /// The kind of file.
        required "kind" kind: Rc<str>,
        /// The files.
        many "files" files: Vec<Listed>,
        .. rest,
    }
}

object! {
    /// A file of a handover.
    pub struct Listed {
        /// Its path in the handover. For people and for telling files apart; never a path to write to.
        required "path" path: Rc<str>,
        /// Its size in bytes.
        required "size" size: u32,
        /// The SHA-256 of its bytes, in lowercase hexadecimal digits.
        required "sha256" sha256: Rc<str>,
        .. rest,
    }
}

impl Listed {
    /// A file of a handover, without anything else.
    pub fn new(path: &str, size: u32, sha256: &str) -> Self {
        Self {
            path: path.into(),
            size,
            sha256: sha256.into(),
            rest: Vec::new(),
        }
    }
}

impl Manifest {
    /// Creates a manifest of these files.
    pub fn of(files: Vec<Listed>) -> Self {
        Self {
            format: Format1,
            kind: HANDOVER.into(),
            files,
            rest: Vec::new(),
        }
    }

    /// Reads the text of a manifest: its content, or all its problems.
    ///
    /// # Errors
    /// If it is no manifest, or one of a newer program.
    pub fn parse(source: &str) -> Result<Self, Vec<Problem>> {
        file::of_kind(source, HANDOVER)
    }

    /// The text of its file.
    pub fn to_text(&self) -> String {
        json::pretty(&self.write())
    }
}
