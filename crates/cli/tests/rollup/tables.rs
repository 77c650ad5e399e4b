//! Tables: their bytes, their types, their texts.

use crate::kit::{ONE, Record, assert_has, csv, folder, rollup};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

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
fn texts_in_tables_are_no_formulas() {
    let folder = folder("formulas");
    let (code, ..) = rollup(&folder, &[Record { name: "=1+1", ..ONE }.text()], &[]);
    assert_eq!(code, Some(0));
    assert!(csv(&folder, "subject")[0].contains(",'=1+1,"));
}
