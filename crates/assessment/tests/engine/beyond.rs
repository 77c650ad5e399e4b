//! Records beyond the limits: refused in words, or kept whole and shown in part. And dates that are none.

use crate::kit::{lines, rubric_with, with};
use crate::records::{at, file, opened, rubric, saved};
use assessment::answers::Evidence;
use assessment::limits;
use assessment::record::{Notice, OddDate, Record};

fn evidence(count: usize) -> String {
    let one = |i| format!(r#"{{ "name": "e{i}" }}"#);
    (0..count).map(one).collect::<Vec<_>>().join(",")
}

fn problems(count: usize) -> String {
    let one = |i| format!(r#"{{ "text": "p{i}" }}"#);
    (0..count).map(one).collect::<Vec<_>>().join(",")
}

fn at_p(members: &str) -> String {
    file(&format!(r#", "answers": {{ "self": {{ "p": {{ {members} }} }} }}"#))
}

#[test]
fn more_evidence_than_is_shown_stays_in_the_file() {
    let rubric = rubric();
    let place = rubric.criterion_path("p").expect("its place");
    let source = at_p(&format!(
        r#""evidence": [{}], "problems": [{}]"#,
        evidence(203),
        problems(201)
    ));
    let (mut record, notices) = opened(&rubric, &source);
    assert_eq!(notices, [Notice::Surplus(vec!["p".into()])]);
    let entry = &record.sheet.criterion(place).expect("the criterion").entry;
    assert_eq!(
        (entry.evidence.len(), entry.problems.len()),
        (limits::SHOWN, limits::SHOWN)
    );
    let text = saved(&rubric, &source);
    assert_eq!(at(&text, "/answers/self/p/evidence/202/name"), "e202");
    assert_eq!(at(&text, "/answers/self/p/problems/200/text"), "p200");
    // What is shown is edited, and the rest comes after it.
    let mut entry = entry.clone();
    let mut shown: Vec<Evidence> = entry.evidence.to_vec();
    shown.remove(0);
    (entry.evidence, entry.note) = (shown.into(), "one less".into());
    record.sheet = with(&rubric, &record.sheet, "p", &entry);
    let text = record.to_text(&rubric);
    let evidence = at(&text, "/answers/self/p/evidence");
    let names: Vec<_> = evidence
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["name"].clone())
        .collect();
    assert_eq!(names.len(), 202);
    assert_eq!(
        (&names[0], &names[198], &names[199], &names[201]),
        (&"e1".into(), &"e199".into(), &"e200".into(), &"e202".into())
    );
    // Exactly so many are all shown.
    let (_, notices) = opened(
        &rubric,
        &at_p(&format!(r#""evidence": [{}]"#, self::evidence(limits::SHOWN))),
    );
    assert_eq!(notices, []);
}

#[test]
fn what_is_beyond_a_limit_is_refused_with_its_place() {
    let long = |count: usize| "字".repeat(count);
    let (text, more) = (limits::RECORD_TEXT, limits::RECORD_TEXT + 1);
    let raters = |count: usize| {
        (0..count)
            .map(|i| format!(r#""r{i}": {{}}"#))
            .collect::<Vec<_>>()
            .join(",")
    };
    let too_long = format!("This text has {more} characters, more than the {text} allowed. Shorten it.");
    for (source, place, expected) in [
        (
            at_p(&format!(r#""note": "{}""#, long(more))),
            "answers.self.p.note",
            &*too_long,
        ),
        (
            at_p(&format!(r#""reason": "{}""#, long(more))),
            "answers.self.p.reason",
            &too_long,
        ),
        (
            at_p(&format!(
                r#""answer": {{ "kind": "comment", "text": "{}" }}"#,
                long(more)
            )),
            "answers.self.p.answer.text",
            &too_long,
        ),
        (
            at_p(&format!(r#""evidence": [{{ "name": "{}" }}]"#, long(more))),
            "answers.self.p.evidence[0].name",
            &too_long,
        ),
        (
            file(&format!(r#", "narrative": "{}""#, long(more))),
            "narrative",
            &too_long,
        ),
        (
            file(&format!(r#", "sections": {{ "s": "{}" }}"#, long(more))),
            "sections.s",
            &too_long,
        ),
        (
            file(&format!(r#", "profile": {{ "school": "{}" }}"#, long(more))),
            "profile.school",
            &too_long,
        ),
        (
            file(&format!(r#", "profile": {{ "names": ["a", "{}"] }}"#, long(more))),
            "profile.names[1]",
            &too_long,
        ),
        (
            file(&format!(r#", "answers": {{ {} }}"#, raters(101))),
            "answers",
            "There are 101 entries, more than the 100 allowed. Remove some.",
        ),
        (
            at_p(&format!(r#""evidence": [{}]"#, evidence(20_001))),
            "answers.self.p.evidence",
            "There are 20001 entries, more than the 20000 allowed. Remove some.",
        ),
    ] {
        let found = Record::parse(&source).expect_err(place);
        assert_eq!((found.len(), &*found[0].path), (1, place));
        assert!(lines(&found)[0].ends_with(expected), "{:?}", lines(&found));
    }
    for members in [
        format!(r#""note": "{}""#, long(text)),
        format!(r#""evidence": [{}]"#, evidence(20_000)),
    ] {
        assert!(Record::parse(&at_p(&members)).is_ok());
    }
    assert!(Record::parse(&file(&format!(r#", "answers": {{ {} }}"#, raters(100)))).is_ok());
    // What a newer program wrote is not counted.
    assert!(Record::parse(&file(&format!(r#", "more": "{}""#, long(more)))).is_ok());
}

#[test]
fn invalid_days_are_reported_and_not_dates() {
    let rubric = rubric_with(
        r#""profile": [{ "id": "founded", "label": "F", "kind": "date" }, { "id": "text", "label": "T", "kind": "text" }],
        "sections": [{ "id": "s", "title": "S", "criteria": [{ "id": "p", "text": "P", "scale": { "kind": "points", "max": 8 } }] }],
        "rules": { "problems": { "due": true } }"#,
    );
    let source = file(
        r#", "date": "20261-03-01", "profile": { "founded": "1950-02-30", "text": "0026-03-01" }, "answers": { "self": { "p": {
            "answer": { "kind": "points", "points": 4 }, "evidence": [{ "name": "E", "date": "0026-03-01" }, { "name": "F", "date": "2026-03-01" }],
            "problems": [{ "text": "P", "measure": { "text": "M", "due": "99999-99-99", "doneOn": "1.3.2026" } }] } } }"#,
    );
    let (record, notices) = opened(&rubric, &source);
    let odd = [
        ("date", "20261-03-01"),
        ("founded", "1950-02-30"),
        ("p", "0026-03-01"),
        ("p", "99999-99-99"),
        ("p", "1.3.2026"),
    ];
    let odd = odd.map(|(place, text)| OddDate {
        place: place.into(),
        text: text.into(),
    });
    assert_eq!(notices, [Notice::OddDates(odd.to_vec())]);
    // A day by which it should be done is missing, and none is over.
    let findings = |today: &str| {
        let facts = assessment::rubric::Facts {
            today: today.into(),
            ..record.sheet.facts.clone()
        };
        let sheet = record.sheet.with_facts(&rubric, facts);
        sheet.root.tally.findings
    };
    assert_eq!((findings(""), findings("2026-11-26")), (1, 1));
    // And each is written back as it was.
    let text = saved(&rubric, &source);
    assert_eq!(at(&text, "/answers/self/p/problems/0/measure/due"), "99999-99-99");
    assert_eq!(
        (at(&text, "/date"), at(&text, "/profile/founded")),
        ("20261-03-01".into(), "1950-02-30".into())
    );
}
