//! Files of evidence: a record names them by their SHA-256 and keeps all that it does not know of them.

use crate::kit::{lines, with};
use crate::records::{at, file, opened, rubric, saved};
use assessment::answers::{Attachment, Entry, Evidence, EvidenceKind, FileName};
use assessment::record::Record;
use assessment::record::manifest::{Listed, Manifest};
use assessment::rubric::Rubric;

const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn name(name: &str, size: u32, sha256: &str) -> FileName {
    FileName {
        name: name.into(),
        size,
        sha256: sha256.into(),
    }
}

/// What is entered at `p`.
fn entry(rubric: &Rubric, record: &Record) -> Entry {
    let place = rubric.criterion_path("p").expect("its place");
    record.sheet.criterion(place).expect("the criterion").entry.clone()
}

/// A record with one evidence at `p` that has these members.
fn evidence(members: &str) -> String {
    file(&format!(
        r#", "answers": {{ "self": {{ "p": {{ "counter": 1, "evidence": [{{ {members} }}] }} }} }}"#
    ))
}

#[test]
fn a_file_comes_back_as_it_was() {
    let rubric = rubric();
    let source = evidence(&format!(
        r#""name": "运动会", "kind": "photo", "file": {{ "name": "运动会.jpg", "type": "image/jpeg", "size": 345678,
           "sha256": "{EMPTY}", "original": {{ "name": "IMG_1.PNG", "size": 4294967295, "sha256": "00" }} }}"#
    ));
    let (record, notices) = opened(&rubric, &source);
    assert_eq!(notices, []);
    let expected = Evidence {
        name: "运动会".into(),
        kind: EvidenceKind::Photo,
        file: Some(
            Attachment {
                kept: name("运动会.jpg", 345_678, EMPTY),
                kind: "image/jpeg".into(),
                original: Some(name("IMG_1.PNG", u32::MAX, "00")),
            }
            .into(),
        ),
        ..Evidence::default()
    };
    assert_eq!(*entry(&rubric, &record).evidence, [expected]);
    let text = saved(&rubric, &source);
    for (key, value) in [("name", "运动会.jpg"), ("type", "image/jpeg"), ("sha256", EMPTY)] {
        assert_eq!(at(&text, &format!("/answers/self/p/evidence/0/file/{key}")), value);
    }
    assert_eq!(at(&text, "/answers/self/p/evidence/0/file/original/size"), u32::MAX);
}

#[test]
fn what_a_newer_program_says_of_a_file_is_kept_when_its_evidence_is_edited() {
    let rubric = rubric();
    let source = evidence(&format!(
        r#""name": "A", "file": {{ "name": "a.pdf", "size": 0, "sha256": "{EMPTY}", "pages": 7 }}"#
    ));
    let (mut record, _) = opened(&rubric, &source);
    let mut edited = entry(&rubric, &record);
    let mut one = edited.evidence[0].clone();
    one.name = "B".into();
    edited.evidence = [Evidence::default(), one].into();
    record.sheet = with(&rubric, &record.sheet, "p", &edited);
    let text = record.to_text(&rubric);
    assert_eq!(at(&text, "/answers/self/p/evidence/1/name"), "B");
    assert_eq!(at(&text, "/answers/self/p/evidence/1/file/pages"), 7);
}

#[test]
fn a_wrong_size_is_a_problem_and_a_strange_hash_is_kept() {
    for (size, told) in [
        ("-1", true),
        ("1.5", true),
        ("4294967296", true),
        ("\"9\"", true),
        ("9", false),
    ] {
        let source = evidence(&format!(
            r#""name": "A", "file": {{ "name": "a", "size": {size}, "sha256": "../../x" }}"#
        ));
        let problems = Record::parse(&source).err().unwrap_or_default();
        assert_eq!(!problems.is_empty(), told, "{size}");
        for line in lines(&problems) {
            assert!(line.contains("answers.self.p.evidence[0].file.size"), "{line}");
        }
    }
    let rubric = rubric();
    let text = saved(
        &rubric,
        &evidence(r#""name": "A", "file": { "name": "a", "size": 9, "sha256": "../../x" }"#),
    );
    assert_eq!(at(&text, "/answers/self/p/evidence/0/file/sha256"), "../../x");
}

#[test]
fn a_file_alone_is_evidence_and_gives_its_name() {
    let file = Attachment {
        kept: name("方案.docx", 3, EMPTY),
        ..Attachment::default()
    };
    let mut one = Evidence {
        file: Some(file.into()),
        ..Evidence::default()
    };
    assert!(one.is_given());
    assert_eq!(one.shown_name(), "方案.docx");
    one.name = "实施方案".into();
    assert_eq!(one.shown_name(), "实施方案");
    assert!(!Evidence::default().is_given());
}

#[test]
fn evidence_stored_before_there_were_files_is_read() {
    let old = r#"{ "name": "A", "kind": "Document", "reference": "", "date": "" }"#;
    let one: Evidence = serde_json::from_str(old).expect("evidence");
    assert_eq!((&*one.name, one.file), ("A", None));
}

#[test]
fn a_manifest_comes_back_as_it_was_and_nothing_else_is_one() {
    let manifest = Manifest::of(vec![
        Listed::new("record.json", 2, EMPTY),
        Listed::new("files/e3b0c442-运动会.jpg", 0, EMPTY),
    ]);
    let text = manifest.to_text();
    assert_eq!(Manifest::parse(&text), Ok(manifest));
    assert!(text.contains("\"kind\": \"ziping-handover\""), "{text}");
    for wrong in [
        "",
        "{}",
        "[]",
        &text.replace("ziping-handover", "other"),
        &text.replace(": 1,", ": 2,"),
    ] {
        assert!(Manifest::parse(wrong).is_err(), "{wrong}");
    }
}
