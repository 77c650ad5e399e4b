//! How a picture is turned so that it stands upright. Cameras store the pixels as the sensor has them, and say in the file's Exif data
//! how they are turned (JEITA CP-3451, tag 0x0112). Browsers follow that; Word does not.

use crate::paper::Picture;

/// The tag of the orientation.
const ORIENTATION: u16 = 0x0112;

/// The pixels of a picture, and how they are turned: mirrored from left to right first, if at all, then turned clockwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The width of the file's rows in pixels.
    pub width: u32,
    /// The number of rows.
    pub height: u32,
    /// Whether left and right change places.
    pub is_mirrored: bool,
    /// By how many right angles it is turned, 0 to 3.
    pub quarters: u8,
}

impl Stored {
    /// Returns what the file says. A file that does not say its size has that of the picture.
    pub fn of(picture: &Picture) -> Self {
        let header = match picture.bytes.as_slice() {
            [0xff, 0xd8, ..] => jpeg(&picture.bytes),
            [0x89, b'P', b'N', b'G', ..] => png(&picture.bytes),
            _ => Header::default(),
        };
        let (is_mirrored, quarters) = match header.orientation {
            Some(2) => (true, 0),
            Some(3) => (false, 2),
            Some(4) => (true, 2),
            Some(5) => (true, 3),
            Some(6) => (false, 1),
            Some(7) => (true, 1),
            Some(8) => (false, 3),
            _ => (false, 0),
        };
        let (width, height) = header.size.unwrap_or(if quarters % 2 == 1 {
            (picture.height, picture.width)
        } else {
            (picture.width, picture.height)
        });
        Self {
            width: width.max(1),
            height: height.max(1),
            is_mirrored,
            quarters,
        }
    }

    /// Whether it is turned by one right angle or by three, so that rows become columns.
    pub fn is_sideways(self) -> bool {
        self.quarters % 2 == 1
    }

    /// Returns the width and height of the upright picture in pixels.
    pub fn shown(self) -> (u32, u32) {
        if self.is_sideways() {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        }
    }
}

/// What a file says of its picture.
#[derive(Default)]
struct Header {
    size: Option<(u32, u32)>,
    /// The orientation as Exif numbers it, from 1 to 8.
    orientation: Option<u16>,
}

/// Reads the segments before the first scan (ITU-T T.81).
fn jpeg(bytes: &[u8]) -> Header {
    let mut header = Header::default();
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xff, after @ ..] = rest {
        let Some((&marker, after)) = after.split_first() else {
            break;
        };
        match marker {
            // Any number of these may be before a marker.
            0xff => {
                rest = &rest[1..];
                continue;
            }
            // The scan, and the end.
            0xda | 0xd9 => break,
            // Markers without a length.
            0x01 | 0xd0..=0xd8 => {
                rest = after;
                continue;
            }
            _ => {}
        }
        let Some(segment) = short(after, 0, Bytes::Big).and_then(|length| after.get(2..usize::from(length))) else {
            break;
        };
        match marker {
            // Frames: all but the tables with numbers among theirs.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) && header.size.is_none() => {
                let size = |at| short(segment, at, Bytes::Big).filter(|size| *size > 0).map(u32::from);
                header.size = size(3).zip(size(1));
            }
            0xe1 if header.orientation.is_none() => {
                header.orientation = segment.strip_prefix(b"Exif\0\0").and_then(orientation);
            }
            _ => {}
        }
        rest = &after[2 + segment.len()..];
    }
    header
}

/// Reads the chunks before the pixels (ISO/IEC 15948).
fn png(bytes: &[u8]) -> Header {
    let mut header = Header::default();
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some(length) = long(rest, 0, Bytes::Big) {
        let end = usize::try_from(length).ok().and_then(|length| length.checked_add(8));
        let (Some(kind), Some(chunk)) = (rest.get(4..8), end.and_then(|end| rest.get(8..end))) else {
            break;
        };
        match kind {
            b"IHDR" => {
                let size = |at| long(chunk, at, Bytes::Big).filter(|size| *size > 0);
                header.size = size(0).zip(size(4));
            }
            b"eXIf" => header.orientation = orientation(chunk),
            b"IDAT" => break,
            _ => {}
        }
        // Four bytes of a check sum.
        rest = rest.get(chunk.len() + 12..).unwrap_or_default();
    }
    header
}

/// The order of the bytes of a number.
#[derive(Clone, Copy)]
enum Bytes {
    Little,
    Big,
}

/// Returns the orientation in the first directory of a TIFF structure.
fn orientation(tiff: &[u8]) -> Option<u16> {
    let order = match tiff.get(..4)? {
        b"II*\0" => Bytes::Little,
        b"MM\0*" => Bytes::Big,
        _ => return None,
    };
    let first = usize::try_from(long(tiff, 4, order)?).ok()?;
    let directory = tiff.get(first..)?;
    // An entry has twelve bytes: tag, type, count, value.
    let entries = directory.get(2..)?.chunks_exact(12);
    let mut entries = entries.take(usize::from(short(directory, 0, order)?));
    let entry = entries.find(|entry| short(entry, 0, order) == Some(ORIENTATION))?;
    short(entry, 8, order)
}

fn short(bytes: &[u8], at: usize, order: Bytes) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(match order {
        Bytes::Little => u16::from_le_bytes(two),
        Bytes::Big => u16::from_be_bytes(two),
    })
}

fn long(bytes: &[u8], at: usize, order: Bytes) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    Some(match order {
        Bytes::Little => u32::from_le_bytes(four),
        Bytes::Big => u32::from_be_bytes(four),
    })
}
