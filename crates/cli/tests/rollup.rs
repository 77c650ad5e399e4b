//! `ziping rollup` and `ziping compare`: small records with figures worked out by hand.

use parquet::file::reader::{FileReader as _, SerializedFileReader};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Four points and two, and grades by points.
const RUBRIC: &str = r#"{"format":1,"id":"r","version":"2","status":"draft","title":"R",
    "profile":[{"id":"school","label":"School","kind":"text","subject":true}],
    "sections":[{"id":"s","title":"S","criteria":[
        {"id":"a","text":"A","scale":{"kind":"points","max":4,"step":0.5}},
        {"id":"b","text":"B","scale":{"kind":"yes-no","points":2}}]}],
    "grades":{"bands":[{"id":"good","label":"Good","atLeast":5},{"id":"pass","label":"Pass","atLeast":3}]}}"#;

/// A record, as far as a test says it.
#[derive(Clone, Copy)]
struct Record<'a> {
    id: &'a str,
    name: &'a str,
    period: &'a str,
    /// Points of the first criterion.
    a: &'a str,
    /// The answer to the second; none if empty.
    b: &'a str,
    /// The edits that the record has seen.
    edits: u32,
    version: &'a str,
}

const ONE: Record<'_> = Record {
    id: "1",
    name: "North",
    period: "2026",
    a: "4",
    b: "yes",
    edits: 1,
    version: "2",
};

impl Record<'_> {
    fn text(&self) -> String {
        let Self {
            id,
            name,
            period,
            a,
            b,
            edits,
            version,
        } = self;
        let b = match b.is_empty() {
            true => String::new(),
            false => format!(r#","b":{{"answer":{{"kind":"yes-no","value":"{b}"}}}}"#),
        };
        format!(
            r#"{{"format":1,"kind":"ziping-record","id":"{id}","revision":{edits},"rubric":{{"id":"r","version":"{version}"}},"period":"{period}","profile":{{"school":"{name}"}},"answers":{{"self":{{"a":{{"answer":{{"kind":"points","points":{a}}},"counter":{edits},"replica":"x"}}{b}}}}}}}"#
        )
    }
}

/// A folder for one test, empty.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rollup").join(name);
    if path.exists() {
        fs::remove_dir_all(&path).unwrap();
    }
    fs::create_dir_all(&path).unwrap();
    path
}

fn ziping(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

/// Runs `ziping rollup` on a file of lines, and returns its exit code, what it printed, and its remarks.
fn rollup(folder: &Path, lines: &[String], arguments: &[&str]) -> (Option<i32>, String, String) {
    fs::write(folder.join("rubric.json"), RUBRIC).unwrap();
    fs::write(folder.join("records.ndjson"), lines.join("\n")).unwrap();
    let all = [&["rollup", "rubric.json", "records.ndjson", "-o", "out"], arguments].concat();
    shown(&ziping(folder, &all))
}

fn shown(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn summary(folder: &Path) -> String {
    // On one line, without spaces between its parts.
    let text = fs::read_to_string(folder.join("out/summary.json")).unwrap();
    text.lines().map(str::trim).collect::<String>().replace("\": ", "\":")
}

fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part} in {text}");
    }
}

/// The lines of a table, without its head.
fn csv(folder: &Path, table: &str) -> Vec<String> {
    let text = fs::read_to_string(folder.join(format!("out/{table}.csv"))).unwrap();
    assert!(text.starts_with('\u{feff}'));
    text.split("\r\n")
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

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
            "it was read later; compare both",
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

fn archive(path: &Path, members: &[(&str, String)]) {
    let mut writer = ZipWriter::new(File::create(path).unwrap());
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap();
}

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
            ("summary.json", "{}".to_owned()),
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

/// The bytes of every file in a folder, by path.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(bytes(&path));
        } else {
            all.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    all
}

#[test]
fn the_bytes_do_not_depend_on_the_number_of_threads() {
    let folder = folder("jobs");
    let lines: Vec<String> = (0..700)
        .map(|number: u32| {
            let (id, points) = (number.to_string(), format!("{}", number * 7 % 9 / 2));
            Record {
                id: &id,
                name: &id,
                period: if number.is_multiple_of(5) { "" } else { "2026" },
                a: &points,
                b: if number.is_multiple_of(3) { "no" } else { "yes" },
                ..ONE
            }
            .text()
        })
        .collect();
    let mut runs = Vec::new();
    for jobs in ["1", "2", "5"] {
        let (code, ..) = rollup(&folder, &lines, &["--jobs", jobs, "--replace"]);
        assert_eq!(code, Some(0));
        runs.push(bytes(&folder.join("out")));
    }
    // Seven tables as NDJSON and CSV, three or four of them as Parquet in two partitions, and five other files.
    assert!(runs[0].len() > 20, "{:?}", runs[0].keys());
    assert!(runs[0] == runs[1] && runs[0] == runs[2]);
}

#[test]
fn parquet_files_have_exact_decimals_in_folders_by_period() {
    let folder = folder("parquet");
    let lines = [
        Record {
            period: "2026/春",
            a: "3.5",
            ..ONE
        }
        .text(),
        Record {
            id: "2",
            name: "South",
            period: "",
            a: "1",
            b: "",
            ..ONE
        }
        .text(),
    ];
    let (code, ..) = rollup(&folder, &lines, &[]);
    assert_eq!(code, Some(0));
    let read = |table: &str, period: &str| {
        let path = folder.join(format!("out/tables/{table}/rubric=r/period={period}/part-0000.parquet"));
        let reader = SerializedFileReader::new(File::open(&path).unwrap_or_else(|e| panic!("{path:?}: {e}"))).unwrap();
        let rows = reader.get_row_iter(None).unwrap();
        let rows: Vec<String> = rows.map(|row| row.unwrap().to_string()).collect();
        let schema = reader.metadata().file_metadata().schema().clone();
        (rows, schema)
    };
    let (rows, schema) = read("subject", "2026%2F春");
    assert_eq!(rows.len(), 1);
    assert_has(
        &rows[0],
        &[
            r#"{record: "1", subject: "North", rater: "self""#,
            r#"standing: "final", score: 5.5000, maximum: 6.0000, extra: 0.0000, claimed: null, grade: "good", grade_place: 0, answered: 2, criteria: 2"#,
        ],
    );
    let mut text = Vec::new();
    parquet::schema::printer::print_schema(&mut text, &schema);
    let text = String::from_utf8(text).unwrap();
    assert_has(
        &text,
        &[
            "REQUIRED BYTE_ARRAY record (STRING);",
            "OPTIONAL INT64 score (DECIMAL(18,4));",
            "REQUIRED INT32 answered;",
        ],
    );
    // What is in the path is not in the file.
    assert!(!text.contains(" rubric ") && !text.contains(" period "), "{text}");
    let (rows, _) = read("criterion", "__HIVE_DEFAULT_PARTITION__");
    let state = |row: &String| row.split_once("state: ").map(|(_, rest)| rest.to_owned()).unwrap();
    assert_eq!(
        rows.iter().map(state).collect::<Vec<_>>(),
        [
            r#""answered", score: 1.0000, maximum: 4.0000}"#,
            r#""open", score: null, maximum: null}"#
        ]
    );
    // A table without rows has a file with its columns.
    let (rows, schema) = read("party", "__HIVE_DEFAULT_PARTITION__");
    assert_eq!((rows.len(), schema.get_fields().len()), (0, 6));
    // NDJSON has the same as text, and its keys of the path too.
    let ndjson = fs::read_to_string(folder.join("out/subject.ndjson")).unwrap();
    assert_has(
        &ndjson,
        &[
            r#"{"rubric":"r","period":"2026/春","record":"1""#,
            r#""score":"5.5","maximum":"6""#,
        ],
    );
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

#[test]
fn a_folder_with_other_files_is_refused() {
    let folder = folder("refused");
    let lines = [ONE.text()];
    fs::create_dir(folder.join("out")).unwrap();
    fs::write(folder.join("out/mine.txt"), "mine").unwrap();
    fs::create_dir_all(folder.join("out/tables/subject/rubric=old")).unwrap();
    let (code, _, remarks) = rollup(&folder, &lines, &[]);
    assert_eq!(code, Some(1));
    assert_has(&remarks, &["out: the folder is not empty"]);
    let (code, ..) = rollup(&folder, &lines, &["--replace"]);
    assert_eq!(code, Some(0));
    // Files of an earlier run are gone, and others stay.
    assert_eq!(fs::read_to_string(folder.join("out/mine.txt")).unwrap(), "mine");
    assert!(!folder.join("out/tables/subject/rubric=old").exists());
    let own = ziping(
        &folder,
        &["rollup", "rubric.json", "records.ndjson", "-o", ".", "--replace"],
    );
    assert_eq!(own.status.code(), Some(1));
    assert_has(&shown(&own).2, &["it is in the folder that is written"]);
    assert!(folder.join("rubric.json").exists());
    let wrong = ziping(
        &folder,
        &["rollup", "rubric.json", "records.ndjson", "-o", "x", "--top", "-1"],
    );
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn texts_in_tables_are_no_formulas() {
    let folder = folder("formulas");
    let (code, ..) = rollup(&folder, &[Record { name: "=1+1", ..ONE }.text()], &[]);
    assert_eq!(code, Some(0));
    assert!(csv(&folder, "subject")[0].contains(",'=1+1,"));
}

#[test]
fn two_runs_are_compared() {
    let root = folder("compare");
    let run = |name: &str, lines: &[String]| {
        let (code, ..) = rollup(&root, lines, &[]);
        assert_eq!(code, Some(0));
        fs::rename(root.join("out"), root.join(name)).unwrap();
    };
    run(
        "old",
        &[
            Record {
                a: "2",
                period: "2025",
                ..ONE
            }
            .text(),
            Record {
                id: "2",
                name: "South",
                ..ONE
            }
            .text(),
            Record {
                id: "3",
                name: "Gone",
                ..ONE
            }
            .text(),
        ],
    );
    run(
        "new",
        &[
            Record {
                id: "7",
                a: "3.5",
                ..ONE
            }
            .text(),
            Record {
                id: "2",
                name: "South",
                a: "4",
                b: "no",
                ..ONE
            }
            .text(),
            Record {
                id: "8",
                name: "New",
                a: "0",
                b: "",
                ..ONE
            }
            .text(),
        ],
    );
    let (code, out, _) = shown(&ziping(&root, &["compare", "old", "new"]));
    assert_eq!(code, Some(0));
    assert_has(
        &out,
        &[
            "North\t5.5\t4\t+1.5\n",
            "South\t4\t6\t-2\n",
            "New\tnew\n",
            "Gone\tnot there any more\n",
            "compared 2, new 1, not there any more 1\n",
            "now: final totals 2, mean 4.75",
            "before: final totals 3, mean 5.33",
        ],
    );
    let (_, out, _) = shown(&ziping(
        &root,
        &["compare", "old", "new", "--json", "-o", "changes.csv"],
    ));
    let lines: Vec<_> = out.lines().collect();
    assert_eq!(lines.len(), 5, "{out}");
    assert_has(
        lines[0],
        &[
            r#""subject": "North","period": "2026","now": "5.5","before": "4","difference": "1.5","sections": {"s": "1.5"}"#,
        ],
    );
    assert_has(
        lines[4],
        &[r#"{"summary": {"compared": 2,"new": 1,"gone": 1,"now": {"count": 2,"mean": "4.75""#],
    );
    assert_eq!(
        fs::read_to_string(root.join("changes.csv")).unwrap(),
        "\u{feff}subject,period,now,before,difference,difference:s\r\nNorth,2026,5.5,4,1.5,1.5\r\nSouth,2026,4,6,-2,-2\r\n\
         New,2026,,,,\r\nGone,2026,,6,,\r\n"
    );
    let nothing = ziping(&root, &["compare", "old", "nothing"]);
    assert_eq!(nothing.status.code(), Some(1));
}
