//! JPEG (ITU-T T.81): segments, each with a marker and a length, and scans.

use super::{Bytes, exif};

/// The marker with which a JPEG begins.
pub(super) const START: [u8; 3] = [0xff, 0xd8, 0xff];

const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const COMMENT: u8 = 0xfe;
const EXIF: u8 = 0xe1;

/// Returns the file without segments that describe something other than the picture, and without data after the picture's end: a
/// second picture, a film, a maker's notes.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = Bytes(bytes);
    let mut kept = rest.take(2)?.to_vec();
    let mut upright = None;
    loop {
        let marker = marker(&mut rest)?;
        match marker {
            END => {
                kept.extend([0xff, END]);
                return Some(kept);
            }
            // Markers without a length: restart, and a temporary one.
            0x01 | 0xd0..=0xd7 => kept.extend([0xff, marker]),
            // Not a marker, or a second start of image.
            0x00 | 0xd8 | 0xff => return None,
            _ => {
                let length: [u8; 2] = rest.array()?;
                let inner = rest.take(usize::from(u16::from_be_bytes(length)).checked_sub(2)?)?;
                if is_picture(marker, inner) {
                    kept.extend([0xff, marker]);
                    kept.extend(length);
                    kept.extend(inner);
                } else if marker == EXIF && upright.is_none() && inner.starts_with(exif::PREFIX) {
                    upright = exif::orientation(inner);
                    kept.extend(upright.into_iter().flat_map(segment));
                }
                if marker == SCAN {
                    scan(&mut rest, &mut kept);
                }
            }
        }
    }
}

/// Reads the next marker. Any number of FF bytes may precede it.
fn marker(rest: &mut Bytes<'_>) -> Option<u8> {
    let [first] = rest.array()?;
    if first != 0xff {
        return None;
    }
    loop {
        let [next] = rest.array()?;
        if next != 0xff {
            return Some(next);
        }
    }
}

/// Whether a segment is needed to draw the picture: tables and frames, the colour space (JFIF, Adobe), the colour profile.
fn is_picture(marker: u8, inner: &[u8]) -> bool {
    match marker {
        0xe0 => inner.starts_with(b"JFIF\0"),
        0xe2 => inner.starts_with(b"ICC_PROFILE\0"),
        0xee => inner.starts_with(b"Adobe"),
        0xe1..=0xef | COMMENT => false,
        _ => true,
    }
}

/// Builds an Exif segment with only the orientation.
fn segment(orientation: u8) -> Vec<u8> {
    let tiff = exif::only(orientation);
    let length = 2 + exif::PREFIX.len() + tiff.len();
    // Far below the limit of two bytes.
    let mut segment = vec![0xff, EXIF, 0, length as u8];
    segment.extend(exif::PREFIX);
    segment.extend(tiff);
    segment
}

/// Copies the coded data after the head of a scan, up to the next marker.
fn scan(rest: &mut Bytes<'_>, kept: &mut Vec<u8>) {
    let is_end = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xff | 0xd0..=0xd7);
    let length = rest.0.windows(2).position(is_end).unwrap_or(rest.0.len());
    kept.extend(rest.take(length).unwrap_or_default());
}
