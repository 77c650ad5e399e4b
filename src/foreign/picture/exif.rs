//! Reads and writes the orientation of a picture, the one Exif tag that describes the picture itself.

/// The tag's number.
const ORIENTATION: u16 = 0x0112;
/// The prefix of the TIFF structure in a JPEG, and in some WebP files.
pub(super) const PREFIX: &[u8] = b"Exif\0\0";

/// Returns the orientation in a TIFF structure, 2 to 8; `None` if the structure has none or the picture is upright.
pub(super) fn orientation(tiff: &[u8]) -> Option<u8> {
    let tiff = tiff.strip_prefix(PREFIX).unwrap_or(tiff);
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let two: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little {
            u16::from_le_bytes(two)
        } else {
            u16::from_be_bytes(two)
        })
    };
    let four: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let first = if little {
        u32::from_le_bytes(four)
    } else {
        u32::from_be_bytes(four)
    };
    let first = usize::try_from(first).ok()?;
    // An entry is twelve bytes: tag, type, count, value.
    let entries = (0..usize::from(short(first)?)).map(|i| first.checked_add(2 + 12 * i));
    for at in entries {
        let at = at?;
        if short(at)? == ORIENTATION {
            let value = short(at.checked_add(8)?)?;
            return u8::try_from(value).ok().filter(|value| (2..=8).contains(value));
        }
    }
    None
}

/// Builds a TIFF structure with the orientation and no other tag.
pub(super) fn only(orientation: u8) -> [u8; 26] {
    let mut tiff = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    // The value is a short at the front of the entry's last four bytes.
    tiff[19] = orientation;
    tiff
}
