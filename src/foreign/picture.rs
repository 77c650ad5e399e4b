//! Removes metadata from picture files: where, when, by whom and with which device and program a picture was taken. The picture
//! itself is not changed: JPEG, PNG and WebP are sequences of parts, and parts that do not describe the picture are omitted. The
//! orientation is kept.

mod exif;
mod jpeg;
mod png;
mod webp;

#[cfg(test)]
mod tests;

/// The result of removing metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cleaned {
    /// The file contains no metadata.
    Same,
    /// The file without its metadata.
    Without(Vec<u8>),
    /// The file is not a JPEG, PNG or WebP, or it is damaged, so its content is unknown.
    Unknown,
}

/// Removes metadata from a picture file.
pub fn clean(bytes: &[u8]) -> Cleaned {
    let cleaned = if bytes.starts_with(&jpeg::START) {
        jpeg::clean(bytes)
    } else if bytes.starts_with(&png::START) {
        png::clean(bytes)
    } else if webp::is_webp(bytes) {
        webp::clean(bytes)
    } else {
        None
    };
    match cleaned {
        Some(cleaned) if cleaned == bytes => Cleaned::Same,
        Some(cleaned) => Cleaned::Without(cleaned),
        None => Cleaned::Unknown,
    }
}

/// Whether [`clean`] supports files of this type.
pub fn is_known(kind: &str) -> bool {
    matches!(kind, "image/jpeg" | "image/png" | "image/webp")
}

/// Whether a file of this type and name is a photo or film that may contain a location, in a format that [`clean`] does not support. The
/// type is the browser's guess, and empty if the browser does not know it.
pub fn may_tell(kind: &str, name: &str) -> bool {
    // Drawings and screenshots in formats that hold no location, or that no camera writes.
    const SILENT: [&str; 4] = ["image/svg+xml", "image/bmp", "image/x-icon", "image/gif"];
    const ENDINGS: [&str; 13] = [
        "heic", "heif", "avif", "tif", "tiff", "dng", "jxl", "mov", "mp4", "m4v", "3gp", "insp", "insv",
    ];
    if kind.starts_with("image/") || kind.starts_with("video/") {
        return !is_known(kind) && !SILENT.contains(&kind);
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    kind.is_empty() && ending.is_some_and(|ending| ENDINGS.contains(&&*ending))
}

/// Reads bytes from the front of a slice; `None` beyond its end.
struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }
}
