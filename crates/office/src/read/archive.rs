//! A ZIP archive in memory. A member is found by its path, inflated up to a limit, and never written anywhere.

use crate::limits;
use crate::problem::{Kind, ReadError};
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};
use std::collections::BTreeMap;

/// An archive.
pub struct Archive<'a> {
    bytes: ZipSliceArchive<&'a [u8]>,
    members: BTreeMap<String, (ZipArchiveEntryWayfinder, CompressionMethod)>,
    // Bytes that may still be inflated.
    left: usize,
}

impl<'a> Archive<'a> {
    /// Reads the directory of an archive; `None` if the bytes are none.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let bytes = ZipArchive::from_slice(bytes).ok()?;
        let mut members = BTreeMap::new();
        let mut entries = bytes.entries();
        while let Some(entry) = entries.next_entry().ok()? {
            if members.len() >= limits::MEMBERS {
                return None;
            }
            let path = entry.file_path();
            let path = std::str::from_utf8(path.as_ref()).unwrap_or_default();
            // The first member with a path counts, as it does for Word and Excel. Their paths do not depend on case.
            members
                .entry(key(path))
                .or_insert((entry.wayfinder(), entry.compression_method()));
        }
        Some(Self {
            bytes,
            members,
            left: limits::INFLATED,
        })
    }

    /// Returns whether there is a member with this path.
    pub fn has(&self, path: &str) -> bool {
        self.members.contains_key(&key(path))
    }

    /// Returns the paths, in lower case.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.members.keys().map(|path| &**path)
    }

    /// Inflates a member; `None` if there is none with this path.
    ///
    /// # Errors
    /// If the member is damaged, or larger than what may still be inflated.
    pub fn read(&mut self, path: &str, kind: Kind) -> Result<Option<Vec<u8>>, ReadError> {
        let Some((wayfinder, method)) = self.members.get(&key(path)) else {
            return Ok(None);
        };
        let damaged = ReadError::Damaged(kind);
        let entry = self.bytes.get_entry(*wayfinder).map_err(|_| damaged.clone())?;
        let bytes = match *method {
            CompressionMethod::STORE if entry.data().len() <= self.left => entry.data().to_vec(),
            CompressionMethod::STORE => return Err(ReadError::TooLarge),
            CompressionMethod::DEFLATE => decompress_to_vec_with_limit(entry.data(), self.left).map_err(|error| {
                if error.status == miniz_oxide::inflate::TINFLStatus::HasMoreOutput {
                    ReadError::TooLarge
                } else {
                    damaged
                }
            })?,
            _ => return Err(damaged),
        };
        self.left -= bytes.len();
        Ok(Some(bytes))
    }

    /// Inflates a member that is XML, as text.
    ///
    /// # Errors
    /// As [`Archive::read`], and if the bytes are neither UTF-8 nor UTF-16.
    pub fn xml(&mut self, path: &str, kind: Kind) -> Result<Option<String>, ReadError> {
        self.read(path, kind)?
            .map(|bytes| super::encoding::unicode(&bytes).ok_or(ReadError::Damaged(kind)))
            .transpose()
    }
}

fn key(path: &str) -> String {
    path.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}
