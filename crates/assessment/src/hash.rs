//! Content hashes: equal bytes have equal names.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The SHA-256 of some bytes, as 64 lowercase hexadecimal digits (FIPS 180-4).
///
/// ```
/// let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/// assert_eq!(assessment::sha256(b""), empty);
/// ```
pub fn sha256(bytes: &[u8]) -> String {
    let mut hasher = Hasher::default();
    hasher.update(bytes);
    hasher.finish()
}

/// Computes the SHA-256 of bytes that arrive in parts.
///
/// ```
/// let mut hasher = assessment::Hasher::default();
/// hasher.update(b"12");
/// hasher.update(b"3");
/// assert_eq!(hasher.finish(), assessment::sha256(b"123"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Adds the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Returns the hash of all bytes, as [`sha256`] does.
    pub fn finish(self) -> String {
        let mut text = String::with_capacity(64);
        for byte in self.0.finalize() {
            // Writing into a string cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}
