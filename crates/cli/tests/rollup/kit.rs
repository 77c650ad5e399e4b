//! Small records, and what `ziping rollup` makes of them.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Four points and two, and grades by points.
pub const RUBRIC: &str = r#"{"format":1,"id":"r","version":"2","status":"draft","title":"R",
    "profile":[{"id":"school","label":"School","kind":"text","subject":true}],
    "sections":[{"id":"s","title":"S","criteria":[
        {"id":"a","text":"A","scale":{"kind":"points","max":4,"step":0.5}},
        {"id":"b","text":"B","scale":{"kind":"yes-no","points":2}}]}],
    "grades":{"bands":[{"id":"good","label":"Good","atLeast":5},{"id":"pass","label":"Pass","atLeast":3}]}}"#;

/// A record, as far as a test says it.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub period: &'a str,
    /// Points of the first criterion.
    pub a: &'a str,
    /// The answer to the second; none if empty.
    pub b: &'a str,
    /// The edits that the record has seen.
    pub edits: u32,
    pub version: &'a str,
}

pub const ONE: Record<'_> = Record {
    id: "1",
    name: "North",
    period: "2026",
    a: "4",
    b: "yes",
    edits: 1,
    version: "2",
};

impl Record<'_> {
    pub fn text(&self) -> String {
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
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rollup").join(name);
    if path.exists() {
        fs::remove_dir_all(&path).unwrap();
    }
    fs::create_dir_all(&path).unwrap();
    path
}

/// Writes an archive with these files.
pub fn archive(path: &Path, members: &[(&str, String)]) {
    let mut writer = ZipWriter::new(File::create(path).unwrap());
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap();
}

pub fn ziping(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

/// Runs `ziping rollup` on a file of lines, and returns its exit code, what it printed, and its remarks.
pub fn rollup(folder: &Path, lines: &[String], arguments: &[&str]) -> (Option<i32>, String, String) {
    fs::write(folder.join("rubric.json"), RUBRIC).unwrap();
    fs::write(folder.join("records.ndjson"), lines.join("\n")).unwrap();
    let all = [&["rollup", "rubric.json", "records.ndjson", "-o", "out"], arguments].concat();
    shown(&ziping(folder, &all))
}

pub fn shown(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

pub fn summary(folder: &Path) -> String {
    // On one line, without spaces between its parts.
    let text = fs::read_to_string(folder.join("out/summary.json")).unwrap();
    text.lines().map(str::trim).collect::<String>().replace("\": ", "\":")
}

pub fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part} in {text}");
    }
}

/// The lines of a table, without its head.
pub fn csv(folder: &Path, table: &str) -> Vec<String> {
    let text = fs::read_to_string(folder.join(format!("out/{table}.csv"))).unwrap();
    assert!(text.starts_with('\u{feff}'));
    text.split("\r\n")
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}
