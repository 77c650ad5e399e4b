//! Figures worked out by hand: of all records, by rater, over periods.

use crate::kit::{ONE, RUBRIC, Record, assert_has, csv, folder, rollup, shown, summary, ziping};
use std::fs;

#[test]
fn figures_are_those_worked_out_by_hand() {
    let folder = folder("figures");
    let lines = [
        ONE,
        Record {
            id: "2",
            name: "South",
            a: "3.5",
            b: "no",
            ..ONE
        },
        Record {
            id: "3",
            name: "West",
            a: "1",
            b: "yes",
            ..ONE
        },
        // Unfinished: it takes no part in the figures.
        Record {
            id: "4",
            name: "East",
            a: "4",
            b: "",
            ..ONE
        },
    ];
    let (code, out, remarks) = rollup(&folder, &lines.map(|record| record.text()), &["--top", "34"]);
    assert_eq!((code, &*remarks), (Some(0), ""), "{out}");
    assert_has(
        &out,
        &["out: 4 of 4 records count", "final totals 3: mean 4.17, median 3.5"],
    );
    // The totals are 6, 3.5 and 3: 12.5 of 18 points. The squares of the differences from 4.1666… are 3.3611, 0.4444 and 1.3611.
    assert_has(
        &summary(&folder),
        &[
            r#""count":3,"mean":"4.17","median":"3.5","deviation":"1.31","highest":"6","lowest":"3","rate":"69.44""#,
            r#"{"id":"good","count":1,"percent":"33.33"}"#,
            r#"{"id":"pass","count":2,"percent":"66.67"}"#,
            r#"{"id":"a","count":3,"mean":"2.83","rate":"70.83","lost":"3.5","losing":2"#,
            r#""periods":[{"period":"2026","records":4}]"#,
        ],
    );
    // Two of three are the top 34 percent, rounded up.
    assert_eq!(
        csv(&folder, "top"),
        [
            "1,6,North,2026,good,1,records.ndjson:1",
            "2,3.5,South,2026,pass,2,records.ndjson:2"
        ]
    );
    let subjects = csv(&folder, "subject");
    assert!(subjects[1].starts_with("r,2026,2,South,self,2,"), "{subjects:?}");
    assert!(subjects[1].contains(",final,3.5,6,0,,pass,1,2,2,"), "{subjects:?}");
    let rows = fs::read_to_string(folder.join("out/rows.ndjson")).unwrap();
    assert_eq!(rows.lines().count(), 5);
    assert_has(
        &rows,
        &[r#""kind":"ziping-rows","layout":{"rubric":"r","version":"2","scoring":"sha256:"#],
    );
    assert_eq!(fs::read_to_string(folder.join("out/rubric.json")).unwrap(), RUBRIC);
    assert!(!folder.join("out/rows.part").exists());
}

#[test]
fn numbers_are_compared_with_those_of_all_records() {
    let folder = folder("compared");
    // The best number has 4 points, the second 2; with three records the top 30 percent is the first.
    let rubric = r#"{"format":1,"uses":["compared","points-and-rank"],"id":"r","version":"2","status":"draft","title":"R",
        "profile":[{"id":"school","label":"School","kind":"text","subject":true}],
        "sections":[{"id":"s","title":"S","criteria":[{"id":"a","text":"A","scale":{"kind":"measure",
            "quantity":{"kind":"compared","to":"rank","number":{"label":"News"}},
            "table":{"kind":"lower-is-better","steps":[{"atMost":1,"points":4},{"atMost":2,"points":2}]}}}]}],
        "grades":{"bands":[{"id":"first","label":"First","atLeast":0,"top":30},{"id":"other","label":"Other","atLeast":0}]}}"#;
    let record = |id: &str, news: u32, edits: u32| {
        format!(
            r#"{{"format":1,"kind":"ziping-record","id":"{id}","revision":1,"rubric":{{"id":"r","version":"2"}},"profile":{{"school":"{id}"}},"answers":{{"self":{{"a":{{"amounts":{{"value":{news}}},"counter":{edits},"replica":"x"}}}}}}}}"#
        )
    };
    fs::write(folder.join("rubric.json"), rubric).unwrap();
    // The older copy, with the largest number, takes no part.
    let lines = [
        record("x", 10, 2),
        record("y", 30, 1),
        record("x", 99, 1),
        record("z", 20, 1),
    ];
    fs::write(folder.join("records.ndjson"), lines.join("\n")).unwrap();
    let output = ziping(&folder, &["rollup", "rubric.json", "records.ndjson", "-o", "out"]);
    let (code, _, remarks) = shown(&output);
    assert_eq!(code, Some(3), "{remarks}");
    let subjects: Vec<_> = csv(&folder, "subject")
        .iter()
        .map(|line| {
            let fields: Vec<_> = line.split(',').collect();
            format!("{} {} {} {}", fields[2], fields[12], fields[13], fields[17])
        })
        .collect();
    assert_eq!(subjects, ["x final 0 other", "y final 4 first", "z final 2 other"]);
    assert_has(
        &summary(&folder),
        &[r#""count":3,"mean":"2","median":"2""#, r#"{"id":"first","count":1"#],
    );
}

#[test]
fn answers_of_other_raters_are_taken_from_copies() {
    let folder = folder("raters");
    let rubric = RUBRIC.replace(
        r#""sections""#,
        r#""raters":[{"id":"school","label":"School"},{"id":"bureau","label":"Bureau"}],"sections""#,
    );
    let answers = |rater: &str, points: &str, edits: u32| {
        Record {
            a: points,
            edits,
            ..ONE
        }
        .text()
        .replace(r#""self""#, &format!("\"{rater}\""))
    };
    fs::write(folder.join("rubric.json"), rubric).unwrap();
    fs::write(
        folder.join("records.ndjson"),
        [answers("bureau", "2", 1), answers("school", "4", 2)].join("\n"),
    )
    .unwrap();
    let output = ziping(
        &folder,
        &[
            "rollup",
            "rubric.json",
            "records.ndjson",
            "-o",
            "out",
            "--rater",
            "bureau",
        ],
    );
    let (code, out, remarks) = shown(&output);
    assert_eq!(code, Some(3), "{remarks}");
    assert_has(&out, &["final totals 1: mean 4, "]);
    let subjects = csv(&folder, "subject");
    assert_eq!(subjects.len(), 2);
    assert!(
        subjects[0].contains(",school,") && subjects[0].contains(",final,6,6,"),
        "{subjects:?}"
    );
    assert!(
        subjects[1].contains(",bureau,") && subjects[1].contains(",final,4,6,"),
        "{subjects:?}"
    );
    let unknown = ziping(
        &folder,
        &[
            "rollup",
            "rubric.json",
            "records.ndjson",
            "-o",
            "out2",
            "--rater",
            "nobody",
        ],
    );
    assert_eq!(unknown.status.code(), Some(1));
    assert_has(
        &shown(&unknown).2,
        &["there is no rater nobody; name one of school, bureau"],
    );
}

#[test]
fn periods_have_weights_and_one_can_be_selected() {
    let folder = folder("periods");
    let lines = [
        Record {
            period: "2025",
            a: "2",
            ..ONE
        }
        .text(),
        Record { id: "2", ..ONE }.text(),
        Record {
            id: "3",
            name: "West",
            a: "0",
            ..ONE
        }
        .text(),
    ];
    let (code, _, remarks) = rollup(&folder, &lines, &["--weights", "2025=25, 2026=75"]);
    assert_eq!(code, Some(0));
    assert_has(&remarks, &["2 periods: the figures and ranks are of all of them"]);
    // (4 × 25 + 6 × 75) ÷ 100; West has one period alone.
    assert_eq!(csv(&folder, "periods"), ["North,4,6,5.5", "West,,2,2"]);
    let (code, out, remarks) = rollup(&folder, &lines, &["--period", "２０２６", "--replace"]);
    assert_eq!((code, &*remarks), (Some(0), ""));
    assert_has(&out, &["2 of 3 records count", "final totals 2: mean 4,"]);
}
