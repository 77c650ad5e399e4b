//! What is said about single records, and names that are missing.

use crate::kit::{ONE, Record, assert_has, csv, folder, rollup, summary};
use std::fs;

#[test]
fn a_damaged_record_is_named_and_the_rest_is_done() {
    let folder = folder("damaged");
    let other = ONE.text().replace(r#""rubric":{"id":"r""#, r#""rubric":{"id":"other""#);
    let lines = [
        ONE.text(),
        r#"{"format":1,"kind":"ziping-record","#.to_owned(),
        String::new(),
        other,
        Record {
            id: "5",
            name: "West",
            version: "1",
            ..ONE
        }
        .text(),
    ];
    fs::write(folder.join("page.html"), "<html>").unwrap();
    let (code, out, remarks) = rollup(&folder, &lines, &["page.html", "nothing.json"]);
    assert_eq!(code, Some(1));
    assert_has(
        &remarks,
        &[
            "records.ndjson:2: ",
            "records.ndjson:4: it answers another rubric: other",
            "records.ndjson:5: notice other-version",
            "page.html: a saved page is not read here",
            "nothing.json: there is no such file",
        ],
    );
    assert_has(
        &out,
        &["2 of 6 records count; 0 replaced, 1 with notices, 1 of other rubrics, 3 damaged"],
    );
    // The same as JSON: a line for each, and the figures last.
    let (code, out, remarks) = rollup(&folder, &lines, &["page.html", "--json", "--replace"]);
    assert_eq!((code, &*remarks), (Some(1), ""));
    let lines: Vec<_> = out.lines().collect();
    assert_eq!(lines.len(), 5, "{out}");
    assert_has(lines[0], &[r#""file": "records.ndjson:2","problems": [{"#]);
    assert_has(lines[1], &[r#""otherRubric": "other""#]);
    assert_has(lines[2], &[r#""notices": ["other-version"]"#]);
    assert_has(lines[4], &[r#"{"summary": {"format": 1"#, r#""damaged": 2"#]);
}

#[test]
fn what_a_person_must_look_at_ends_with_3() {
    let longer = Record {
        a: "2",
        edits: 9,
        ..ONE
    };
    let apart = Record {
        id: "9",
        name: "ｎｏｒｔｈ ",
        a: "1",
        ..ONE
    };
    let claimed = ONE.text().replace(
        r#","answers""#,
        r#","scores":{"self":{"standing":"final","total":5,"maximum":6}},"answers""#,
    );
    /// The name, the records, arguments, a part of the remarks, and the total that counts.
    type Case<'a> = (&'a str, Vec<String>, &'a [&'a str], &'a str, &'a str);
    let cases: [Case<'_>; 5] = [
        // The longer history counts, in whatever order.
        (
            "copy",
            vec![longer.text(), ONE.text()],
            &[],
            "records.ndjson:2: records.ndjson:1 counts in its place: it has seen",
            "4,6",
        ),
        (
            "copy-last",
            vec![ONE.text(), longer.text()],
            &[],
            "records.ndjson:1: records.ndjson:2 counts in its place: it has seen",
            "4,6",
        ),
        // Begun apart, of one name and period: the later read one counts.
        (
            "apart",
            vec![ONE.text(), apart.text()],
            &[],
            "no edit, time or date says so; compare both",
            "3,6",
        ),
        (
            "differs",
            vec![claimed],
            &[],
            "notice differs; total: 5 in the record, 6 computed",
            "6,6",
        ),
        (
            "missing",
            vec![ONE.text()],
            &["--list", "list.txt"],
            "missing: South",
            "6,6",
        ),
    ];
    for (name, lines, arguments, remark, total) in cases {
        let folder = folder(name);
        fs::write(folder.join("list.txt"), "north\nSouth\n\nNorth\n").unwrap();
        let (code, _, remarks) = rollup(&folder, &lines, arguments);
        assert_eq!(code, Some(3), "{name}: {remarks}");
        assert_has(&remarks, &[remark]);
        let subjects = csv(&folder, "subject");
        assert_eq!(subjects.len(), 1, "{name}");
        assert!(
            subjects[0].contains(&format!(",final,{total},")),
            "{name}: {subjects:?}"
        );
    }
}

#[test]
fn a_list_names_what_is_missing_unexpected_and_repeated() {
    let folder = folder("list");
    fs::write(folder.join("list.txt"), "Ｎorth\nSouth\nnorth\n").unwrap();
    let lines = [
        ONE.text(),
        Record {
            id: "2",
            name: "West",
            ..ONE
        }
        .text(),
    ];
    let (code, _, remarks) = rollup(&folder, &lines, &["--list", "list.txt"]);
    assert_eq!(
        (code, &*remarks),
        (Some(3), "missing: South\nunexpected: West\nrepeated: north\n")
    );
    assert_has(
        &summary(&folder),
        &[r#""list":{"missing":["South"],"unexpected":["West"],"repeated":["north"]}"#],
    );
}
