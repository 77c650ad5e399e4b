//! Records in archives.

use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter};
use rollup::archive::{Archive, records, unread};
use std::io::Write as _;

#[test]
fn an_archive_has_records_by_its_names() {
    // The names, and the indexes of the records.
    let table: &[(&[&str], &[usize])] = &[
        (&["a.json", "b/C.JSON", "notes.txt"], &[0, 1]),
        // A handover has one record, whatever its evidence is.
        (&["manifest.json", "files/data.json", "record.json"], &[2]),
        (&["files/data.json", "record.json"], &[1]),
        (&["record.json", "report.html"], &[0]),
        // A record may have this name among others.
        (&["record.json", "b.json"], &[0, 1]),
        (&["b.json", "files/c.json", "record.json"], &[0, 1, 2]),
        // Records beside what a handover was unpacked to.
        (&["manifest.json", "files/data.json", "record.json", "b.json"], &[2, 3]),
        // Without a record of its own there is no handover.
        (&["files/a.json", "manifest.json"], &[0, 1]),
        (&["__MACOSX/a.json", "a.json"], &[1]),
        (&["record.json", "__MACOSX/._record.json"], &[0]),
        (&[], &[]),
    ];
    for (names, expected) in table {
        assert_eq!(records(names.iter().copied()), *expected, "{names:?}");
    }
}

#[test]
fn files_that_may_have_records_but_are_not_read_are_named() {
    let table: &[(&[&str], &[usize])] = &[
        (&["a.json", "b.txt", "c.docx", "zip", "html.json"], &[]),
        (
            &[
                "a.json",
                "b.NDJSON",
                "c/d.jsonl",
                "e.html",
                "f.HTM",
                "g/h.zip",
                "i.zip.txt",
            ],
            &[1, 2, 3, 4, 5],
        ),
        (&["__MACOSX/._a.html", "a.html"], &[1]),
        // Evidence, and the page for printing.
        (
            &[
                "record.json",
                "manifest.json",
                "Hill.html",
                "files/1-a.zip",
                "files/2-b.html",
            ],
            &[],
        ),
        (&["record.json", "files/1-a.zip"], &[]),
        (&["record.json", "manifest.json", "more.zip", "other/a.html"], &[2, 3]),
        (&["record.json", "a.html"], &[1]),
        (&["record.json", "b.json", "files/a.html"], &[2]),
        (&[], &[]),
    ];
    for (names, expected) in table {
        assert_eq!(unread(names.iter().copied()), *expected, "{names:?}");
        let archive = Archive::open(archive(names)).unwrap();
        assert_eq!(archive.unread(), *expected, "{names:?}");
        assert!(archive.records().iter().all(|at| !expected.contains(at)));
    }
}

/// An archive with files of these names.
fn archive(names: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = ZipArchiveWriter::new(&mut bytes);
    for name in names {
        let (mut entry, _) = writer.new_file(name).start().unwrap();
        entry.write_all(b"{}").unwrap();
        entry
            .finish(DataDescriptorOutput::new(rawzip::crc32(b"{}"), 2))
            .unwrap();
    }
    writer.finish().unwrap();
    bytes
}

/// "北山" in GBK.
const GBK: &[u8] = &[0xb1, 0xb1, 0xc9, 0xbd];

/// Decodes GBK as far as these tests have it.
fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    assert_eq!(label, "gb18030");
    let rest = bytes.strip_prefix(GBK)?;
    Some(format!("北山{}", str::from_utf8(rest).ok()?))
}

#[test]
fn names_without_a_mark_are_utf_8_or_gbk() {
    let gbk = [GBK, b".json"].concat();
    // The name in the archive, and as it is shown.
    let table: &[(&[u8], &str)] = &[
        (b"Hill.json", "Hill.json"),
        ("南山.json".as_bytes(), "南山.json"),
        (&gbk, "北山.json"),
        (b"\xff.json", "\u{fffd}.json"),
    ];
    for (raw, name) in table {
        // The writer marks names that are no ASCII: one of the same length is replaced, in the file's head and in the directory.
        let ascii = "~".repeat(raw.len());
        let mut bytes = archive(&[&ascii]);
        while let Some(at) = bytes.windows(raw.len()).position(|part| part == ascii.as_bytes()) {
            bytes[at..at + raw.len()].copy_from_slice(raw);
        }
        let archive = Archive::open_with(bytes, &decode).unwrap();
        assert_eq!((archive.name(0), archive.records()), (*name, vec![0]));
        assert_eq!(archive.bytes(0).as_deref(), Some(&b"{}"[..]), "{name}");
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
