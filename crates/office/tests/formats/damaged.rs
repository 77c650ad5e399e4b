//! Damaged files are read, refused or not recognised; nothing panics.

use crate::reading::{CASES, bytes};
use crate::{folder, read};
use assessment::rubric::Rubric;
use office::formats::{Fault, Format};
use std::fs;

/// Whatever is read is a rubric without problems.
fn check(bytes: &[u8]) {
    if let Some(Ok(imported)) = read(bytes, "x") {
        assert!(Rubric::parse(&imported.rubric).is_ok());
    }
}

#[test]
fn truncated_files_do_not_panic() {
    for (file, _) in CASES {
        let bytes = bytes(file);
        for length in (0..bytes.len()).step_by(3) {
            check(&bytes[..length]);
        }
    }
}

#[test]
fn cut_json_and_xml_are_errors_with_a_place() {
    for (file, format) in [
        ("fhir.json", Format::Fhir),
        ("case.json", Format::Case),
        ("moodle.xml", Format::Moodle),
    ] {
        let bytes = bytes(file);
        let cut = &bytes[..bytes.len() - 8];
        let error = read(cut, "").expect("recognised").expect_err("cut short");
        assert_eq!(error.format, format);
        assert!(error.place.starts_with("line "), "{error}");
    }
}

/// Numbers that look random, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

#[test]
fn changed_files_do_not_panic() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let pieces: [&[u8]; 14] = [
        b"",
        b"\"",
        b"{",
        b"]",
        b",",
        b"<",
        b"-1e9",
        b"null",
        b"99999999999",
        b"0.00001",
        b"\n",
        b"\xff",
        b"&#0;",
        "\u{202e}".as_bytes(),
    ];
    for (file, _) in CASES {
        let original = bytes(file);
        for _ in 0..150 {
            let mut changed = original.clone();
            for _ in 0..=numbers.below(3) {
                let at = numbers.below(changed.len());
                let end = (at + numbers.below(6)).min(changed.len());
                let piece = pieces[numbers.below(pieces.len())];
                changed.splice(at..end, piece.iter().copied());
            }
            check(&changed);
        }
    }
}

#[test]
fn exchanged_values_do_not_panic() {
    // Every value of a JSON file in turn is one of another type.
    for (file, _) in CASES.iter().filter(|(file, _)| file.ends_with(".json")) {
        let text = fs::read_to_string(folder("tests/formats/cases").join(file)).expect("a case");
        let ends: Vec<usize> = text.match_indices(": ").map(|(at, _)| at + 2).collect();
        for at in ends {
            for value in [
                "null, \"x\": ",
                "[], \"x\": ",
                "{}, \"x\": ",
                "\"\", \"x\": ",
                "-1, \"x\": ",
                "true, \"x\": ",
            ] {
                check(format!("{}{value}{}", &text[..at], &text[at..]).as_bytes());
            }
        }
    }
}

#[test]
fn many_and_deep_things_are_refused_quickly() {
    let deep = format!("@survey\ntype\tname\n{}", "begin_group\tg\n".repeat(15_000));
    let error = read(&crate::draw::workbook(&deep), "")
        .expect("recognised")
        .expect_err("too deep");
    assert_eq!((&*error.place, error.fault), ("survey, row 34", Fault::TooLarge));
    let choices: String = (0..200).map(|i| format!("many\tn{i}\n")).collect();
    let wide = format!("@survey\ntype\tname\nselect_one many\tq\n@choices\nlist_name\tname\n{choices}");
    let error = read(&crate::draw::workbook(&wide), "")
        .expect("recognised")
        .expect_err("too many");
    assert_eq!((&*error.place, error.fault), ("survey!A2", Fault::TooLarge));
    // Ids in the way of those that are made.
    let named = (0..8000).map(|i| format!(r#"{{"type": "comment", "name": "c{}"}}"#, i + 8001));
    let bare = (0..8000).map(|_| r#"{"type": "comment", "name": " x"}"#.to_owned());
    let all: Vec<String> = named.chain(bare).collect();
    let form = format!(r#"{{"elements": [{}]}}"#, all.join(","));
    assert!(read(form.as_bytes(), "").expect("recognised").is_ok());
    let languages: Vec<String> = (0..30_000).map(|i| format!(r#""l{i}": "x""#)).collect();
    let form = format!(
        r#"{{"elements": [{{"type": "comment", "name": "a", "title": {{{}}}}}]}}"#,
        languages.join(",")
    );
    assert!(read(form.as_bytes(), "").expect("recognised").is_ok());
}
