//! Several copies of one record.

use crate::kit::{archive, assert_has, csv, folder, shown, ziping};
use std::fs;

/// Ten points, by two raters.
const RUBRIC: &str = r#"{"format":1,"id":"r","version":"2","status":"draft","title":"R",
    "raters":[{"id":"self","label":"Self"},{"id":"review","label":"Review"}],
    "profile":[{"id":"school","label":"School","kind":"text","subject":true}],
    "sections":[{"id":"s","title":"S","criteria":[{"id":"a","text":"A","scale":{"kind":"points","max":10}}]}]}"#;

/// The answers of a rater: points, the copy of the form in which they were entered, the edit in it, and its day.
fn answers(rater: &str, points: u32, replica: &str, counter: u32, day: u32) -> String {
    format!(
        r#""{rater}":{{"a":{{"answer":{{"kind":"points","points":{points}}},"counter":{counter},"replica":"{replica}","time":"2026-01-{day:02}T08:00:00.000Z"}}}}"#
    )
}

fn record(answers: &[String]) -> String {
    format!(
        r#"{{"format":1,"kind":"ziping-record","id":"1","revision":1,"rubric":{{"id":"r","version":"2"}},"profile":{{"school":"North"}},"answers":{{{}}}}}"#,
        answers.join(",")
    )
}

#[test]
fn answers_are_taken_from_the_newest_copy_that_has_them() {
    let own = answers("self", 5, "school", 1, 1);
    let files = [
        (
            "expert-old",
            record(&[own.clone(), answers("review", 2, "expert", 1, 2)]),
        ),
        ("expert-new", record(&[own, answers("review", 9, "expert", 2, 3)])),
        ("self", record(&[answers("self", 6, "school", 2, 4)])),
    ];
    // The names of the files decide the order in which they are read.
    for (run, places) in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
        .iter()
        .enumerate()
    {
        let folder = folder(&format!("copies-{run}"));
        fs::create_dir(folder.join("in")).unwrap();
        fs::write(folder.join("rubric.json"), RUBRIC).unwrap();
        for ((name, text), place) in files.iter().zip(places) {
            fs::write(folder.join(format!("in/{place}-{name}.json")), text).unwrap();
        }
        let arguments = ["rollup", "rubric.json", "in", "-o", "out", "--formats", "csv"];
        let (code, _, remarks) = shown(&ziping(&folder, &arguments));
        assert_eq!(code, Some(3), "{remarks}");
        // The school's newest copy has seen the edits of neither expert's.
        assert_eq!(remarks.matches("it was edited later").count(), 2, "{remarks}");
        let rows = csv(&folder, "subject");
        let rows: Vec<&str> = rows.iter().map(|row| &**row).collect();
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert_has(rows[0], &[",self,", ",final,6,10,"]);
        assert_has(rows[1], &[",review,", ",final,9,10,"]);
    }
}

#[test]
fn copies_are_read_again_whatever_their_encoding_and_line_ends() {
    let folder = folder("copies-encodings");
    fs::create_dir(folder.join("in")).unwrap();
    fs::write(folder.join("rubric.json"), RUBRIC).unwrap();
    let own = record(&[answers("self", 6, "school", 2, 4)]).replace(r#","answers""#, ",\r\n\r\n\"answers\"");
    let utf_16: Vec<u8> = format!("\u{feff}\r\n{own}\r\n")
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    fs::write(folder.join("in/own.json"), utf_16).unwrap();
    let expert = record(&[answers("review", 9, "expert", 2, 3)]);
    fs::write(
        folder.join("in/expert.ndjson"),
        format!("\u{feff}\r\n  \r\n{expert}\r\n"),
    )
    .unwrap();
    let other = record(&[answers("self", 3, "other", 1, 1)])
        .replace(r#""id":"1""#, r#""id":"2""#)
        .replace("North", "South");
    let other = format!("\u{feff}\r\n{}", other.replace(",\"", ",\r\n\""));
    archive(&folder.join("in/other.zip"), &[("South.json", other)]);
    let arguments = ["rollup", "rubric.json", "in", "-o", "out", "--formats", "csv"];
    let (code, _, remarks) = shown(&ziping(&folder, &arguments));
    assert_eq!((code, remarks.lines().count()), (Some(3), 1), "{remarks}");
    let mut rows = csv(&folder, "subject");
    rows.sort();
    assert_eq!(rows.len(), 3, "{rows:?}");
    for (row, part) in rows.iter().zip([",review,", ",self,", ",self,"]) {
        assert_has(row, &[part, ",final,"]);
    }
    assert_has(&rows[0], &[",9,10,", "own.json"]);
    assert_has(&rows[2], &[",3,10,", "other.zip:South.json"]);
}
