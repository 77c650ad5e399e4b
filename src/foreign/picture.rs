//! What a picture file tells besides the picture: where and when it was taken, by whom, with which device and program. It is
//! taken out without touching the picture itself: JPEG, PNG and WebP are sequences of parts, and parts that do not describe
//! the picture are left out. Which way up the picture is remains.

mod exif;
mod jpeg;
mod png;
mod webp;

#[cfg(test)]
mod tests;

/// What taking such parts out of a file gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cleaned {
    /// There were none.
    Same,
    /// The file without them.
    Without(Vec<u8>),
    /// The file is no JPEG, PNG or WebP, or it is damaged, so that nobody knows what is in it.
    Unknown,
}

/// Takes out of a picture file what it tells besides the picture.
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

/// Whether [`clean`] knows the parts of files of this type.
pub fn is_known(kind: &str) -> bool {
    matches!(kind, "image/jpeg" | "image/png" | "image/webp")
}

/// Whether a file of this type and name is a photo or a film that may tell where it was taken, and whose parts [`clean`] does
/// not know. Types are the browser's guess, and empty for what it does not know.
pub fn may_tell(kind: &str, name: &str) -> bool {
    // Drawings and screenshots in formats that hold no such parts, or that no camera writes.
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

/// Reads bytes from the front of a slice; nothing beyond its end.
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
