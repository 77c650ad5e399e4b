//! Where records are found.

use crate::kit::{ONE, RUBRIC, Record, archive, assert_has, csv, folder, shown, ziping};
use std::fs;

#[test]
fn records_are_found_in_folders_archives_and_lines() {
    let folder = folder("places");
    let inner = folder.join("in/deep");
    fs::create_dir_all(&inner).unwrap();
    let of = |id: &'static str| Record { id, name: id, ..ONE }.text();
    fs::write(folder.join("in/one.json"), of("1")).unwrap();
    fs::write(folder.join("in/note.txt"), "no record").unwrap();
    fs::write(
        inner.join("lines.jsonl"),
        format!("\u{feff}{}\r\n\r\n{}", of("2"), of("3")),
    )
    .unwrap();
    // A handover has its record in one place; its other files are none.
    archive(
        &inner.join("handover.zip"),
        &[
            ("record.json", of("4")),
            ("manifest.json", "{}".to_owned()),
            ("files/summary.json", "{}".to_owned()),
            ("files/old.zip", "x".to_owned()),
            ("Hill.html", "x".to_owned()),
        ],
    );
    archive(
        &inner.join("many.zip"),
        &[
            ("a/five.json", of("5")),
            ("../../six.JSON", of("6")),
            ("__MACOSX/._five.json", "x".to_owned()),
            ("b.txt", "x".to_owned()),
        ],
    );
    archive(&inner.join("none.zip"), &[("b.txt", "x".to_owned())]);
    fs::write(inner.join("broken.zip"), "PK").unwrap();
    fs::write(folder.join("in/rubric.json"), RUBRIC).unwrap();
    let output = ziping(
        &folder,
        &["rollup", "in/rubric.json", "in", "-o", "out", "--formats", "csv"],
    );
    let (code, _, remarks) = shown(&output);
    assert_eq!(code, Some(1), "{remarks}");
    assert_has(&remarks, &["none.zip: the archive has no record", "broken.zip: "]);
    assert_eq!(remarks.lines().count(), 2, "{remarks}");
    let mut files: Vec<_> = csv(&folder, "subject")
        .iter()
        .map(|line| {
            let fields: Vec<_> = line.split(',').collect();
            (fields[2].to_owned(), fields[9].replace('\\', "/"))
        })
        .collect();
    files.sort();
    let expected = [
        ("1", "in/one.json"),
        ("2", "in/deep/lines.jsonl:1"),
        ("3", "in/deep/lines.jsonl:3"),
        ("4", "in/deep/handover.zip:record.json"),
        ("5", "in/deep/many.zip:a/five.json"),
        ("6", "in/deep/many.zip:../../six.JSON"),
    ];
    assert_eq!(files, expected.map(|(id, file)| (id.to_owned(), file.to_owned())));
    assert!(!folder.join("six.JSON").exists() && !folder.join("out/tables").exists());
}

#[test]
fn files_in_archives_that_are_not_read_are_named() {
    let folder = folder("unread");
    fs::write(folder.join("rubric.json"), RUBRIC).unwrap();
    let of = |id: &'static str| Record { id, name: id, ..ONE }.text();
    archive(
        &folder.join("many.zip"),
        &[
            ("record.json", of("1")),
            ("lines.ndjson", of("2")),
            ("b.json", of("3")),
            ("page.HTML", "x".to_owned()),
        ],
    );
    archive(&folder.join("inner.zip"), &[("a/b.zip", "x".to_owned())]);
    let arguments = ["rollup", "rubric.json", "many.zip", "inner.zip", "-o", "out"];
    let (code, _, remarks) = shown(&ziping(&folder, &[&arguments[..], &["--formats", "csv"]].concat()));
    assert_eq!(code, Some(1));
    let unpack = "it is not read within an archive; unpack the archive first";
    let page = "a saved page is not read here; open it and save its record as a .json file";
    let expected = [
        format!("many.zip:lines.ndjson: {unpack}"),
        format!("many.zip:page.HTML: {page}"),
        format!("inner.zip:a/b.zip: {unpack}"),
    ];
    assert_eq!(remarks.lines().collect::<Vec<_>>(), expected);
    assert_eq!(csv(&folder, "subject").len(), 2);
}

#[test]
fn names_in_archives_of_chinese_windows_are_shown() {
    let folder = folder("gbk");
    fs::write(folder.join("rubric.json"), RUBRIC).unwrap();
    // "北山" in GBK, which the writer cannot write, in place of a name of the same length.
    let (ascii, gbk) = (b"~~~~.json", b"\xb1\xb1\xc9\xbd.json");
    archive(&folder.join("a.zip"), &[("~~~~.json", ONE.text())]);
    let mut bytes = fs::read(folder.join("a.zip")).unwrap();
    while let Some(at) = bytes.windows(ascii.len()).position(|part| part == ascii) {
        bytes[at..at + gbk.len()].copy_from_slice(gbk);
    }
    fs::write(folder.join("a.zip"), bytes).unwrap();
    // The name of the older copy is looked up again.
    let newer = Record { edits: 2, ..ONE };
    fs::write(folder.join("b.json"), newer.text()).unwrap();
    for (run, files) in [["a.zip", "b.json"], ["b.json", "a.zip"]].iter().enumerate() {
        let out = format!("out-{run}");
        let output = ziping(&folder, &["rollup", "rubric.json", files[0], files[1], "-o", &out]);
        let (_, _, remarks) = shown(&output);
        assert_has(&remarks, &["a.zip:北山.json: b.json counts in its place"]);
    }
}
