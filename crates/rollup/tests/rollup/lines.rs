//! Rows as a file of lines, and records in archives.

use crate::kit::{full, record, row, rubric};
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter};
use rollup::archive::{Archive, records};
use rollup::{Head, Layout};
use std::io::Write as _;

#[test]
fn a_head_says_what_the_rows_are_of() {
    let rubric = rubric();
    let layout = Layout::of(&rubric);
    let head = Head::new(&layout, 1);
    assert_eq!(&*head.rater, "bureau");
    assert_eq!(Head::parse(&head.to_line()), Some(head.clone()));
    // As an editor on Windows saves it.
    assert_eq!(
        Head::parse(&format!("\u{feff}{}\r", head.to_line())),
        Some(head.clone())
    );
    for other in [
        "",
        "{}",
        &head.to_line().replace("ziping-rows", "other"),
        &record("r", "Hill", &[]),
    ] {
        assert_eq!(Head::parse(other), None, "{other}");
    }
    let line = row(&rubric, &record("r", "Hill", &full(["6", "4", "10", "2"]))).to_line();
    assert!(head.row(&line).is_some());
    // A rubric with one section less: the row is not read as one of it.
    let mut less = head;
    less.layout.sections.pop();
    assert_eq!(less.row(&line), None);
}

#[test]
fn an_archive_has_records_by_its_names() {
    // The names, and the indexes of the records.
    let table: &[(&[&str], &[usize])] = &[
        (&["a.json", "b/C.JSON", "notes.txt"], &[0, 1]),
        // A handover has one record, whatever its evidence is.
        (&["manifest.json", "files/data.json", "record.json"], &[2]),
        (&["__MACOSX/a.json", "a.json"], &[1]),
        (&[], &[]),
    ];
    for (names, expected) in table {
        assert_eq!(records(names.iter().copied()), *expected, "{names:?}");
    }
}

#[test]
fn records_of_an_archive_that_cannot_be_unpacked_are_named() {
    /// More than a record may have.
    const LARGE: u64 = 51 << 20;
    let mut bytes = Vec::new();
    let mut writer = ZipArchiveWriter::new(&mut bytes);
    // The name, how the file is packed, whether it is encrypted, and the size that the directory says.
    let table = [
        ("a.json", CompressionMethod::STORE, false, 2),
        ("encrypted.json", CompressionMethod::STORE, true, 2),
        ("packed.json", CompressionMethod::ZSTD, false, 2),
        ("large.json", CompressionMethod::STORE, false, LARGE),
        ("z.json", CompressionMethod::STORE, false, 2),
    ];
    for (name, method, is_encrypted, size) in table {
        let file = writer.new_file(name).compression_method(method).encrypted(is_encrypted);
        let (mut entry, _) = file.start().unwrap();
        entry.write_all(b"{}").unwrap();
        let sum = DataDescriptorOutput::new(rawzip::crc32(b"{}"), size);
        entry.finish(sum).unwrap();
    }
    writer.finish().unwrap();
    let archive = Archive::open(bytes).unwrap();
    assert_eq!(archive.records(), [0, 1, 2, 3, 4]);
    for (at, (name, ..)) in table.into_iter().enumerate() {
        assert_eq!(archive.name(at), name);
        let expected = matches!(name, "a.json" | "z.json").then(|| b"{}".to_vec());
        assert_eq!(archive.bytes(at), expected, "{name}");
    }
}
