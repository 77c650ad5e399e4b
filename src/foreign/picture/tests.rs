use super::*;
use proptest::prelude::*;

/// Builds a segment of a JPEG.
fn segment(marker: u8, inner: &[u8]) -> Vec<u8> {
    let length = (inner.len() as u16 + 2).to_be_bytes();
    [&[0xff, marker][..], &length, inner].concat()
}

/// Builds Exif data with an orientation, a maker and a place, in little-endian TIFF as phones write it.
fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x03\0".to_vec();
    for (tag, kind, value) in [
        (0x010f_u16, 2_u16, *b"HTC\0"),
        (0x0112, 3, [orientation as u8, 0, 0, 0]),
        (0x8825, 4, [50, 0, 0, 0]),
    ] {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend(1_u32.to_le_bytes());
        tiff.extend(value);
    }
    tiff.extend(b"\0\0\0\0GPS 26.5N 101.7E");
    tiff
}

/// Builds a JPEG with these segments before its frame.
fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    let frame = [
        segment(0xdb, &[0; 65]),
        segment(0xc0, b"frame"),
        segment(0xc4, b"huffman"),
    ]
    .concat();
    // Two scans, with stuffed bytes and a restart marker in the data.
    let scans = [
        &segment(0xda, b"scan")[..],
        b"\x12\xff\0\x34\xff\xd0\x56",
        &segment(0xda, b"more"),
        b"\x78",
    ]
    .concat();
    [&[0xff, 0xd8][..], &segments.concat(), &frame, &scans, &[0xff, 0xd9]].concat()
}

#[test]
fn photos_lose_place_maker_and_comments_and_keep_the_picture() {
    let jfif = segment(0xe0, b"JFIF\0\x01\x02");
    let profile = segment(0xe2, b"ICC_PROFILE\0\x01\x01sRGB");
    let adobe = segment(0xee, b"Adobe\0\x64");
    let marked = [
        segment(0xe1, &[b"Exif\0\0", &exif(1)[..]].concat()),
        segment(
            0xe1,
            b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta exif:GPSLatitude='26,30N'/>",
        ),
        segment(0xed, b"Photoshop 3.0\08BIM city"),
        segment(0xe2, b"MPF\0"),
        segment(0xfe, b"Shot with a phone"),
        segment(0xe7, b"maker"),
    ];
    let whole = [&[jfif.clone()][..], &marked, &[profile.clone(), adobe.clone()]].concat();
    let clean_one = jpeg(&[jfif, profile, adobe]);
    assert_eq!(clean(&jpeg(&whole)), Cleaned::Without(clean_one.clone()));
    assert_eq!(clean(&clean_one), Cleaned::Same);
    // A film after the picture, as phones add it.
    assert_eq!(
        clean(&[&clean_one[..], b"ftypmp42 GPS"].concat()),
        Cleaned::Without(clean_one.clone())
    );
    // A truncated file may contain anything.
    assert_eq!(clean(&clean_one[..clean_one.len() - 2]), Cleaned::Unknown);
}

#[test]
fn photos_stay_the_right_way_up() {
    for orientation in 1..=8 {
        let taken = jpeg(&[segment(0xe1, &[b"Exif\0\0", &exif(orientation)[..]].concat())]);
        let only = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0";
        let expected = match orientation {
            1 => jpeg(&[]),
            _ => jpeg(&[segment(
                0xe1,
                &[&only[..], &[orientation as u8, 0, 0, 0, 0, 0, 0]].concat(),
            )]),
        };
        assert_eq!(clean(&taken), Cleaned::Without(expected.clone()), "{orientation}");
        assert_eq!(clean(&expected), Cleaned::Same, "{orientation}");
    }
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let check = rawzip::crc32(&[kind, data].concat());
    [&(data.len() as u32).to_be_bytes()[..], kind, data, &check.to_be_bytes()].concat()
}

fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    [
        &b"\x89PNG\r\n\x1a\n"[..],
        &chunk(b"IHDR", &[0; 13]),
        &chunks.concat(),
        &chunk(b"IDAT", b"data"),
        &chunk(b"IEND", b""),
    ]
    .concat()
}

#[test]
fn png_loses_texts_times_and_exif() {
    let marked = [
        chunk(b"tEXt", b"Software\0a phone"),
        chunk(b"gAMA", b"abcd"),
        chunk(b"eXIf", &exif(1)),
        chunk(b"zTXt", b"x"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0GPS"),
        chunk(b"tIME", b"1234567"),
        chunk(b"prVt", b"a maker's own"),
    ];
    let bare = png(&[chunk(b"gAMA", b"abcd")]);
    assert_eq!(clean(&png(&marked)), Cleaned::Without(bare.clone()));
    assert_eq!(clean(&bare), Cleaned::Same);
    assert_eq!(clean(&[&bare[..], b"GPS"].concat()), Cleaned::Without(bare.clone()));
    assert_eq!(clean(&bare[..bare.len() - 5]), Cleaned::Unknown);
    let turned = clean(&png(&[chunk(b"eXIf", &exif(6))]));
    let only = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    assert_eq!(turned, Cleaned::Without(png(&[chunk(b"eXIf", only)])));
}

fn riff(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut inner = b"WEBP".to_vec();
    for (kind, data) in chunks {
        inner.extend(*kind);
        inner.extend((data.len() as u32).to_le_bytes());
        inner.extend(*data);
        inner.extend(&[0][..data.len() % 2]);
    }
    [&b"RIFF"[..], &(inner.len() as u32).to_le_bytes(), &inner].concat()
}

#[test]
fn webp_loses_exif_and_xmp_and_says_that_there_are_none() {
    let size = [0; 9];
    let head = |flags: u8| [&[flags][..], &size].concat();
    let marked = riff(&[
        (b"VP8X", &head(0x2c)),
        (b"ICCP", b"odd"),
        (b"VP8 ", b"picture!"),
        (b"EXIF", &exif(1)),
        (b"XMP ", b"GPS"),
    ]);
    let bare = riff(&[(b"VP8X", &head(0x20)), (b"ICCP", b"odd"), (b"VP8 ", b"picture!")]);
    assert_eq!(clean(&marked), Cleaned::Without(bare.clone()));
    assert_eq!(clean(&bare), Cleaned::Same);
    let only = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0";
    assert_eq!(
        clean(&riff(&[
            (b"VP8X", &head(0x2c)),
            (b"VP8 ", b"picture!"),
            (b"EXIF", &exif(8)),
            (b"XMP ", b"GPS")
        ])),
        Cleaned::Without(riff(&[(b"VP8X", &head(0x28)), (b"VP8 ", b"picture!"), (b"EXIF", only)]))
    );
    assert_eq!(clean(&marked[..marked.len() - 4]), Cleaned::Unknown);
}

#[test]
fn what_may_tell_more_than_can_be_taken_out_is_known_by_type_or_name() {
    for (kind, name, tells) in [
        ("image/jpeg", "a.jpg", false),
        ("image/heic", "a.heic", true),
        ("", "IMG_1.HEIC", true),
        ("video/mp4", "a.mp4", true),
        ("", "a.MOV", true),
        ("application/pdf", "a.pdf", false),
        ("", "a.wps", false),
        ("image/svg+xml", "a.svg", false),
    ] {
        assert_eq!(may_tell(kind, name), tells, "{kind} {name}");
    }
    assert_eq!(clean(b"\0\0\0\x18ftypheic"), Cleaned::Unknown);
    assert_eq!(clean(b""), Cleaned::Unknown);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_cleaned_or_refused_and_a_clean_file_stays(
        kind in 0..3_usize,
        noise in prop::collection::vec(any::<u8>(), 0..300),
        at in any::<prop::sample::Index>(),
        other in any::<u8>(),
    ) {
        let marked = segment(0xe1, &[b"Exif\0\0", &exif(6)[..], &noise].concat());
        let mut bytes = [jpeg(&[marked]), png(&[chunk(b"eXIf", &exif(3)), chunk(b"tEXt", &noise)]), riff(&[(b"VP8L", &noise), (b"EXIF", &exif(3))])][kind].clone();
        *at.get_mut(&mut bytes) = other;
        if let Cleaned::Without(cleaned) = clean(&bytes) {
            prop_assert!(cleaned.len() <= bytes.len() + 40);
            prop_assert_eq!(clean(&cleaned), Cleaned::Same);
        }
    }
}
