//! PNG (ISO/IEC 15948): chunks, each with a length, a type and a check sum.

use super::{Bytes, exif};
use crate::foreign::crc32::crc32;

/// The signature with which a PNG begins.
pub(super) const START: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// Ancillary chunks that describe the picture: colours, transparency, size, animation.
const PICTURE: [&[u8; 4]; 15] = [
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"cICP", b"mDCV",
    b"acTL", b"fcTL", b"fdAT",
];

/// Returns the file without chunks that describe something other than the picture, and without data after the picture's end.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = Bytes(bytes);
    let mut kept = rest.take(START.len())?.to_vec();
    loop {
        let length: [u8; 4] = rest.array()?;
        let kind: [u8; 4] = rest.array()?;
        let data = rest.take(usize::try_from(u32::from_be_bytes(length)).ok()?)?;
        let check = rest.take(4)?;
        // A capital first letter marks chunks that are required to draw the picture.
        if kind[0].is_ascii_uppercase() || PICTURE.contains(&&kind) {
            kept.extend(length);
            kept.extend(kind);
            kept.extend(data);
            kept.extend(check);
        } else if kind == *b"eXIf" {
            kept.extend(exif::orientation(data).into_iter().flat_map(chunk));
        }
        if kind == *b"IEND" {
            return Some(kept);
        }
    }
}

/// Builds an Exif chunk with only the orientation.
fn chunk(orientation: u8) -> Vec<u8> {
    let tiff = exif::only(orientation);
    let checked = [&b"eXIf"[..], &tiff].concat();
    let check = crc32(&checked).to_be_bytes();
    // Far below the limit of four bytes.
    let length = (tiff.len() as u32).to_be_bytes();
    [&length[..], &checked, &check].concat()
}
