//! Photos whose files say that they are turned.

use crate::docx::{check, document};
use crate::kit::elements;
use crate::papers::{PIXEL, paper};
use office::paper::{Content, Paper, Picture};
use office::write::docx::docx;
use office::write::html::html;

/// A segment of a JPEG: marker, length, content.
fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u16 + 2).to_be_bytes();
    [&[0xff, marker][..], &length, content].concat()
}

/// A TIFF structure with two tags, of which the second is the orientation, as cameras of either order of bytes write it.
fn tiff(orientation: u16, is_little: bool) -> Vec<u8> {
    let short = |value: u16| {
        if is_little {
            value.to_le_bytes()
        } else {
            value.to_be_bytes()
        }
    };
    let long = |value: u32| {
        if is_little {
            value.to_le_bytes()
        } else {
            value.to_be_bytes()
        }
    };
    let entry = |tag: u16, value: u16| [&short(tag)[..], &short(3), &long(1), &short(value), &short(0)].concat();
    let head: &[u8] = if is_little { b"II*\0" } else { b"MM\0*" };
    [
        head,
        &long(8),
        &short(2),
        &entry(0x0103, 6),
        &entry(0x0112, orientation),
        &long(0),
    ]
    .concat()
}

/// The beginning of a JPEG of this size, up to its scan.
fn jpeg(width: u16, height: u16, exif: Option<Vec<u8>>) -> Vec<u8> {
    let frame = [&[8][..], &height.to_be_bytes(), &width.to_be_bytes(), &[1, 1, 0x11, 0]].concat();
    let exif = exif.map(|tiff| segment(0xe1, &[&b"Exif\0\0"[..], &tiff].concat()));
    [
        vec![0xff, 0xd8],
        segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        // A marker may be filled up, and a table of codes is no frame.
        vec![0xff],
        exif.unwrap_or_default(),
        segment(0xc4, &[0; 20]),
        segment(0xc2, &frame),
        segment(0xda, &[1, 1, 0, 0, 63, 0]),
        vec![0xff, 0xd9],
    ]
    .concat()
}

/// A PNG file that says how it is turned.
fn png(orientation: u16) -> Vec<u8> {
    let tiff = tiff(orientation, false);
    let mut chunk = (tiff.len() as u32).to_be_bytes().to_vec();
    let typed = [&b"eXIf"[..], &tiff].concat();
    chunk.extend(&typed);
    chunk.extend(rawzip::crc32(&typed).to_be_bytes());
    [&PIXEL[..33], &chunk, &PIXEL[33..]].concat()
}

/// A paper with a picture whose size is said to be this.
fn shows(bytes: Vec<u8>, width: u32, height: u32) -> Paper {
    let description = "a".to_owned();
    let picture = Picture {
        bytes,
        width,
        height,
        description,
    };
    paper("zh-CN", [Content::Picture(picture)])
}

/// How a Word file shows its picture: the turn in degrees, whether it is mirrored, its size before the turn in pixels, and the room
/// that is left beside and above for the turn.
fn shown(paper: &Paper) -> (u32, bool, (u32, u32), (u32, u32)) {
    check(&docx(paper));
    let all = elements(&document(paper));
    let find = |name: &str| all.iter().find(|seen| seen.name == name);
    let pixels = |seen: &crate::kit::Seen| (seen.number("cx") / 9525, seen.number("cy") / 9525);
    let turn = find("xfrm").expect("a turn");
    let size = pixels(find("extent").expect("an extent"));
    assert_eq!(pixels(find("ext").expect("a size")), size);
    let room = find("effectExtent").map_or((0, 0), |room| {
        assert_eq!((room.get("l"), room.get("t")), (room.get("r"), room.get("b")));
        (room.number("l"), room.number("t"))
    });
    let degrees = turn.attributes.get("rot").map_or(0, |_| turn.number("rot") / 60_000);
    (
        degrees,
        turn.attributes.get("flipH").is_some_and(|flip| flip == "1"),
        size,
        room,
    )
}

/// The size of the picture of a page.
fn on_page(paper: &Paper) -> String {
    let page = html(paper);
    let at = page.find("width=\"").expect("a width");
    page[at..].split('>').next().unwrap_or_default().to_owned()
}

#[test]
fn photos_stand_upright_in_word_and_on_a_page() {
    // The file has 40 × 20 pixels. A frame that is turned by a right angle is 20 × 40, which is 20 pixels higher: 10 above and below.
    let above = 10 * 9525;
    let cases = [
        (1, (0, false), (40, 20), 0),
        (2, (0, true), (40, 20), 0),
        (3, (180, false), (40, 20), 0),
        (4, (180, true), (40, 20), 0),
        (5, (270, true), (20, 40), above),
        (6, (90, false), (20, 40), above),
        (7, (90, true), (20, 40), above),
        (8, (270, false), (20, 40), above),
        // Numbers that mean nothing.
        (0, (0, false), (40, 20), 0),
        (9, (0, false), (40, 20), 0),
        (u16::MAX, (0, false), (40, 20), 0),
    ];
    for (orientation, (degrees, is_mirrored), (width, height), above) in cases {
        for is_little in [false, true] {
            let file = jpeg(40, 20, Some(tiff(orientation, is_little)));
            // What a browser says of the size does not count: not all of them count the turn.
            for (said_width, said_height) in [(40, 20), (20, 40)] {
                let paper = shows(file.clone(), said_width, said_height);
                let expected = (degrees, is_mirrored, (40, 20), (0, above));
                assert_eq!(shown(&paper), expected, "{orientation}");
                assert_eq!(
                    on_page(&paper),
                    format!("width=\"{width}\" height=\"{height}\""),
                    "{orientation}"
                );
            }
        }
    }
}

#[test]
fn upright_photo_is_as_high_as_allowed() {
    // 4000 × 3000, shown as 3000 × 4000: 85 mm high are 3,060,000, and three quarters of that wide. The frame before the turn is
    // 3,060,000 × 2,295,000, so half of the difference is above and below.
    let paper = shows(jpeg(4000, 3000, Some(tiff(6, true))), 0, 0);
    assert_eq!(
        shown(&paper),
        (90, false, (3_060_000 / 9525, 2_295_000 / 9525), (0, 382_500))
    );
    // 3000 × 4000, shown as 4000 × 3000: 3,060,000 high and 4,080,000 wide, so the room is missing beside.
    let paper = shows(jpeg(3000, 4000, Some(tiff(8, true))), 0, 0);
    assert_eq!(
        shown(&paper),
        (270, false, (3_060_000 / 9525, 4_080_000 / 9525), (510_000, 0))
    );
}

#[test]
fn png_files_say_it_in_a_chunk() {
    let paper = shows(png(8), 5, 5);
    assert_eq!(shown(&paper), (270, false, (1, 1), (0, 0)));
}

#[test]
fn files_that_say_nothing_have_the_size_of_the_picture() {
    let full = jpeg(40, 20, Some(tiff(6, true)));
    let scan = full.iter().position(|byte| *byte == 0xc2).expect("a frame") - 1;
    let cases = [
        // Without Exif data, the size is the file's.
        (jpeg(40, 20, None), (0, false, (40, 20), (0, 0))),
        // Cut before the frame: turned, with the size that the picture is said to have when it is shown.
        (full[..scan].to_vec(), (90, false, (7, 9), (0, 0))),
        (vec![0xff, 0xd8, 0xff], (0, false, (9, 7), (0, 0))),
        // A frame without a size.
        (jpeg(0, 0, None), (0, false, (9, 7), (0, 0))),
    ];
    for (bytes, (degrees, is_mirrored, size, _)) in cases {
        let (turn, mirrored, own, _) = shown(&shows(bytes, 9, 7));
        assert_eq!((turn, mirrored, own), (degrees, is_mirrored, size));
    }
    // Every cut of a file is written, whatever it says.
    for length in 3..full.len() {
        check(&docx(&shows(full[..length].to_vec(), 9, 7)));
    }
    // A directory far behind the end, and more entries than there are.
    for (at, bytes) in [(4, vec![0xff; 4]), (8, vec![0xff; 2])] {
        let mut tiff = tiff(6, true);
        tiff.splice(at..at + bytes.len(), bytes);
        check(&docx(&shows(jpeg(40, 20, Some(tiff)), 9, 7)));
    }
}
