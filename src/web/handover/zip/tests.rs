use super::*;
use crate::foreign::crc32::crc32;
use proptest::prelude::*;

/// Creates an archive of these files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = Writer::default();
    let mut bytes = Vec::new();
    for (path, content) in files {
        let mut file = writer.begin(path).expect("a file goes in");
        content
            .chunks(7_000)
            .for_each(|part| file.read(part).expect("a size that fits"));
        let [before, after] = file.end().expect("a file goes in");
        bytes.extend([&before[..], content, &after[..]].concat());
    }
    bytes.extend(writer.finish().expect("an end"));
    bytes
}

/// Runs `work` and reads each page when it is requested; returns the result and the number of pages.
fn ask<T>(bytes: &[u8], work: impl Fn(&Pages) -> Result<T, Refused>) -> (Result<T, Refused>, usize) {
    let mut pages = Pages::new(bytes.len() as u64);
    loop {
        match work(&pages) {
            Err(Refused::Wants(page)) => {
                let range = pages.range(page);
                pages.take(page, bytes[range.start as usize..range.end as usize].to_vec());
            }
            answer => return (answer, pages.read.len()),
        }
    }
}

/// Returns the unpacked files.
fn opened(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Refused> {
    let entries = ask(bytes, Pages::list).0?;
    let files = entries.iter().map(|entry| {
        let place = ask(bytes, |pages| pages.place(entry)).0?;
        let content = bytes[place.start as usize..place.end as usize].to_vec();
        assert_eq!(entry.packing, Packing::Stored);
        if entry.is(content.len() as u64, crc32(&content)) {
            Ok((entry.path.clone(), content))
        } else {
            Err(Refused::Broken)
        }
    });
    files.collect()
}

#[test]
fn names_that_are_not_ascii_are_marked_as_utf_8() {
    let bytes = archive(&[("files/运动会.jpg", b"x")]);
    // Flags of the local header: bit 11 is UTF-8, bit 3 says that the sizes follow.
    assert_eq!(&bytes[6..8], &[0x08, 0x08]);
    assert_eq!(opened(&bytes), Ok(vec![("files/运动会.jpg".to_owned(), b"x".to_vec())]));
}

#[test]
fn the_same_files_are_the_same_bytes() {
    let files: &[(&str, &[u8])] = &[("record.json", b"{}"), ("manifest.json", b"[]")];
    assert_eq!(archive(files), archive(files));
    assert_eq!(opened(&archive(&[])), Ok(vec![]));
}

#[test]
fn a_large_archive_is_listed_from_its_end() {
    let photo = vec![7; 3_000_000];
    let bytes = archive(&[("a", &photo), ("b", &photo), ("c", &photo)]);
    let (entries, pages) = ask(&bytes, Pages::list);
    let entries = entries.expect("a list");
    assert_eq!(entries.len(), 3);
    assert!(pages <= 5, "{pages} pages of {}", bytes.len() as u64 / PAGE);
    let (place, pages) = ask(&bytes, |pages| pages.place(&entries[1]));
    assert_eq!(place.map(|place| place.end - place.start), Ok(3_000_000));
    assert!(pages <= 6, "{pages} pages");
}

#[test]
fn what_is_no_whole_archive_is_refused() {
    let bytes = archive(&[("record.json", b"{}")]);
    for wrong in [&b""[..], b"PK\x03\x04", &bytes[..bytes.len() - 30], &bytes[..10]] {
        assert_eq!(opened(wrong), Err(Refused::Broken), "{} bytes", wrong.len());
    }
    let mut changed = bytes.clone();
    let at = bytes.windows(2).position(|two| two == b"{}").expect("the content");
    changed[at] = b'[';
    assert_eq!(opened(&changed), Err(Refused::Broken));
}

#[test]
fn bombs_are_refused_before_anything_is_unpacked() {
    let names: Vec<String> = (0..=COUNT).map(|i| i.to_string()).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &b""[..])).collect();
    let list = |bytes: &[u8]| ask(bytes, Pages::list).0.map(|all| all.len());
    assert_eq!(list(&archive(&many)), Err(Refused::TooMany));
    assert_eq!(list(&archive(&many[1..])), Ok(COUNT));
    // The declared size counts: 50 MB and one byte, and eleven times 50 MB.
    assert_eq!(list(&said(&archive(&many[..1]), SIZE + 1)), Err(Refused::TooLarge));
    assert_eq!(list(&said(&archive(&many[..1]), SIZE)), Ok(1));
    let photo = vec![0; 600_000];
    let ten: Vec<(&str, &[u8])> = names[..10].iter().map(|name| (&**name, &photo[..])).collect();
    let eleven = [&ten[..], &[("last", b"x")]].concat();
    assert_eq!(list(&said(&archive(&ten), SIZE)), Ok(10));
    assert_eq!(list(&said(&archive(&eleven), SIZE)), Err(Refused::TooLarge));
    // A total of a hundred times the archive's size, and larger than any office document.
    assert_eq!(list(&said(&archive(&many[..2]), SIZE)), Err(Refused::TooLarge));
    assert_eq!(list(&said(&archive(&many[..2]), 32 << 20)), Ok(2));
}

/// Returns the offsets of the records in an archive's directory.
fn directory(bytes: &[u8]) -> Vec<usize> {
    (0..bytes.len())
        .filter(|at| bytes[*at..].starts_with(b"PK\x01\x02"))
        .collect()
}

#[test]
fn files_that_share_a_place_are_refused() {
    // Ten names for the same bytes: each unpacks to the same content.
    let names: Vec<String> = (0..10).map(|i| i.to_string()).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &b"content"[..])).collect();
    let whole = archive(&files);
    assert_eq!(opened(&whole).map(|all| all.len()), Ok(10));
    let mut shared = whole.clone();
    for at in directory(&whole) {
        shared[at + 42..at + 46].copy_from_slice(&0_u32.to_le_bytes());
    }
    assert_eq!(opened(&shared), Err(Refused::Contradictory));
    // A file whose bytes contain the header of the next file.
    let mut nested = whole.clone();
    let first = directory(&whole)[0];
    nested[first + 20..first + 24].copy_from_slice(&60_u32.to_le_bytes());
    assert_eq!(opened(&nested), Err(Refused::Contradictory));
    // A file that overlaps the directory.
    let mut long = whole.clone();
    let last = directory(&whole)[9];
    long[last + 20..last + 24].copy_from_slice(&1_000_u32.to_le_bytes());
    assert_eq!(opened(&long), Err(Refused::Contradictory));
}

#[test]
fn two_files_under_one_path_are_refused() {
    let mut bytes = archive(&[("a", b"1"), ("b", b"2")]);
    let second = directory(&bytes)[1];
    bytes[second + 46] = b'a';
    assert_eq!(opened(&bytes), Err(Refused::Contradictory));
}

#[test]
fn a_directory_larger_than_any_real_one_is_refused() {
    // The names alone take more than 4 MB.
    let names: Vec<String> = (0..100).map(|i| format!("{i:060000}")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &b"x"[..])).collect();
    let (answer, pages) = ask(&archive(&files), Pages::list);
    assert_eq!(answer.map(|all| all.len()), Err(Refused::TooMany));
    assert!(pages <= 256, "{pages}");
}

#[test]
fn a_count_that_is_not_there_changes_nothing() {
    let bytes = archive(&[("a", b"1"), ("b", b"2")]);
    let end = bytes
        .windows(4)
        .rposition(|four| four == b"PK\x05\x06")
        .expect("an end");
    let mut absurd = bytes.clone();
    for at in [end + 8, end + 10] {
        absurd[at..at + 2].copy_from_slice(&60_000_u16.to_le_bytes());
    }
    assert_eq!(ask(&absurd, Pages::list).0.map(|all| all.len()), Ok(2));
}

/// Returns the archive with this uncompressed size declared for every file.
fn said(bytes: &[u8], size: u64) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    for at in 0..bytes.len() - 28 {
        if bytes[at..].starts_with(b"PK\x01\x02") {
            changed[at + 24..at + 28].copy_from_slice(&(size as u32).to_le_bytes());
        }
    }
    changed
}

#[test]
fn paths_are_only_names() {
    for (path, name) in [
        ("../../etc/passwd", "passwd"),
        ("a\\b\\record.json", "record.json"),
        ("C:\\x", "x"),
        ("plain", "plain"),
    ] {
        // Writes the path unchanged, as another program might.
        let blank = "_".repeat(path.len());
        let mut bytes = archive(&[(&blank, b"x")]);
        for at in 0..bytes.len() - path.len() {
            if bytes[at..].starts_with(blank.as_bytes()) {
                bytes[at..at + path.len()].copy_from_slice(path.as_bytes());
            }
        }
        let entries = ask(&bytes, Pages::list).0.expect("a list");
        assert_eq!((entries[0].path.as_str(), entries[0].name()), (path, name));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn files_come_out_as_they_went_in(
        files in prop::collection::btree_map("[a-z中文]{1,9}", prop::collection::vec(any::<u8>(), 0..20_000), 0..4),
    ) {
        let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (&**path, &**bytes)).collect();
        let back = opened(&archive(&files)).expect("an archive");
        let back: Vec<(&str, &[u8])> = back.iter().map(|(path, bytes)| (&**path, &**bytes)).collect();
        prop_assert_eq!(back, files);
    }

    #[test]
    fn what_is_no_archive_does_no_harm(
        noise in prop::collection::vec(any::<u8>(), 0..300),
        at in any::<prop::sample::Index>(),
        other in any::<u8>(),
    ) {
        let _ = ask(&noise, Pages::list);
        let mut bytes = archive(&[("a", &noise), ("b", b"x")]);
        *at.get_mut(&mut bytes) = other;
        if let Ok(entries) = ask(&bytes, Pages::list).0 {
            for entry in &entries {
                if let Ok(place) = ask(&bytes, |pages| pages.place(entry)).0 {
                    prop_assert!(place.start <= place.end && place.end <= bytes.len() as u64);
                }
            }
        }
    }
}
