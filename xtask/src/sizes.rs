//! Sizes of what ships: on disk, and compressed for transfer.

use anyhow::Result;
use flate2::{Compression, write::GzEncoder};
use std::io::Write as _;

/// One file's sizes in bytes.
pub struct Size {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Size {
    /// Measures a file, with the strongest compression.
    ///
    /// # Errors
    /// Never in practice: writing to memory does not fail.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        let mut brotli = Vec::new();
        let params = brotli::enc::BrotliEncoderParams {
            quality: 11,
            lgwin: 22,
            ..Default::default()
        };
        brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &params)?;
        Ok(Self {
            name: name.to_owned(),
            raw: bytes.len(),
            gzip: gzip.finish()?.len(),
            brotli: brotli.len(),
        })
    }

    /// The sum of two sizes, as if both were sent in turn.
    pub fn plus(&self, other: &Self, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// Prints them as a table.
pub fn print(sizes: &[Size]) {
    println!("\n{:<42}{:>12}{:>12}{:>12}", "bytes", "raw", "gzip", "brotli");
    for Size {
        name,
        raw,
        gzip,
        brotli,
    } in sizes
    {
        println!("{name:<42}{raw:>12}{gzip:>12}{brotli:>12}");
    }
}
