//! WebP: a RIFF file of chunks, each with a type and a length, padded to an even number of bytes.

use super::{Bytes, exif};

const PICTURE: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

/// The bits of `VP8X` that declare Exif and XMP chunks.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

pub(super) fn is_webp(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
}

/// Returns the file without chunks that describe something other than the picture, and without data after the end of the RIFF
/// container.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let size: [u8; 4] = bytes.get(4..8)?.try_into().ok()?;
    let end = usize::try_from(u32::from_le_bytes(size)).ok()?.checked_add(8)?;
    let mut rest = Bytes(bytes.get(12..end)?);
    let mut kept = b"RIFF\0\0\0\0WEBP".to_vec();
    let (mut flags, mut has_exif) = (None, false);
    while !rest.0.is_empty() {
        let kind: [u8; 4] = rest.array()?;
        let length: [u8; 4] = rest.array()?;
        let length = usize::try_from(u32::from_le_bytes(length)).ok()?;
        let data = rest.take(length)?;
        if length % 2 == 1 && !rest.0.is_empty() {
            rest.take(1)?;
        }
        if PICTURE.contains(&&kind) {
            if kind == *b"VP8X" && length > 0 {
                flags = Some(kept.len() + 8);
            }
            put(&mut kept, kind, data);
        } else if let (b"EXIF", false, Some(upright)) = (&kind, has_exif, exif::orientation(data)) {
            has_exif = true;
            put(&mut kept, kind, &exif::only(upright));
        }
    }
    if let Some(flags) = flags.and_then(|at| kept.get_mut(at)) {
        *flags &= !(HAS_EXIF | HAS_XMP);
        *flags |= if has_exif { HAS_EXIF } else { 0 };
    }
    let size = u32::try_from(kept.len().checked_sub(8)?).ok()?;
    kept[4..8].copy_from_slice(&size.to_le_bytes());
    Some(kept)
}

fn put(kept: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    kept.extend(kind);
    // The chunk was read from a file whose size fits into four bytes.
    kept.extend((data.len() as u32).to_le_bytes());
    kept.extend(data);
    if data.len() % 2 == 1 {
        kept.push(0);
    }
}
