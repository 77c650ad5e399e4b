//! Papers composed from filled-in forms.

mod fill;
mod others;
mod properties;
mod report;
mod shape;

use assessment::record::Record;
use assessment::rubric::Rubric;
use office::compose::filled::{Filled, open};
use office::paper::{Block, Content, Paper, RowKind, Style, Table};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// The current day of the tests.
const TODAY: &str = "2026-11-28";

/// Returns a path in the repository.
fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
}

fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

/// Returns the names of the JSON files in a folder.
fn names(folder: &str) -> Vec<String> {
    let files = std::fs::read_dir(path(folder)).unwrap();
    let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = files
        .filter_map(|file| file.strip_suffix(".json").map(ToOwned::to_owned))
        .collect();
    names.retain(|name| name != "rubric.schema");
    names.sort();
    assert!(names.len() > 10, "{folder}");
    names
}

fn parse(source: &str) -> Rubric {
    let told =
        |problems: Vec<assessment::problem::Problem>| problems.iter().map(|p| format!("{p}\n")).collect::<String>();
    Rubric::parse(source).unwrap_or_else(|problems| panic!("{}", told(problems)))
}

/// Returns a rubric that ships.
fn shipped(name: &str) -> Rubric {
    parse(&read(&format!("rubrics/{name}.json")))
}

/// Returns a record from its answers and other members.
fn record(rubric: &Rubric, answers: Value, others: Value) -> Record {
    let mut file = json!({
        "format": 1, "kind": "ziping-record", "id": "x", "revision": 1,
        "rubric": { "id": &*rubric.id, "version": &*rubric.version }, "answers": answers,
    });
    let others = others.as_object().cloned().unwrap_or_default();
    file.as_object_mut().unwrap().extend(others);
    open(rubric, &file.to_string(), TODAY)
        .unwrap_or_else(|problems| panic!("{problems:?}"))
        .0
}

/// Returns the record of a rubric that ships, filled in completely, from the cases of the engine.
fn case(rubric: &Rubric, name: &str) -> Record {
    let case: Value = serde_json::from_str(&read(&format!("crates/assessment/tests/totals/{name}.json"))).unwrap();
    let entries = |answers: &Value| -> Value {
        let answers = answers.as_object().unwrap().iter();
        let entry = |given: &Value| match given.get("kind") {
            Some(_) => json!({ "answer": given }),
            None => given.clone(),
        };
        Value::Object(answers.map(|(id, given)| (id.clone(), entry(given))).collect())
    };
    let mut all = json!({ "self": entries(&case["answers"]) });
    for (rater, answers) in case["raters"].as_object().into_iter().flatten() {
        all[rater] = entries(answers);
    }
    record(rubric, all, json!({ "profile": case["profile"] }))
}

/// The school of the documents: its own points, one by one.
const SCHOOL: [&str; 21] = [
    "4", "2", "2", "6", "4", "2", "8", "3", "10", "5", "5", "1", "2", "5", "3", "3", "2", "15", "3", "2", "3",
];

/// Returns the answers of the school, with no veto.
fn school_answers() -> Map<String, Value> {
    let points = SCHOOL.iter().enumerate().map(|(i, points)| {
        let points: Value = serde_json::from_str(points).unwrap();
        let answer = json!({ "answer": { "kind": "points", "points": points } });
        (format!("pe-{:02}", i + 1), answer)
    });
    let vetoes = ["hour", "lessons", "fitness", "tests", "fraud"];
    let vetoes = vetoes.map(|name| {
        (
            format!("veto-{name}"),
            json!({ "answer": { "kind": "yes-no", "value": "no" } }),
        )
    });
    points.chain(vetoes).collect()
}

/// Returns the record of the school as its form has it, with problems, notes, narratives and evidence.
fn school(rubric: &Rubric) -> Record {
    let source = read("crates/office/tests/papers/records/school-pe.json");
    let (record, notices) = open(rubric, &source, TODAY).unwrap();
    assert_eq!(notices, []);
    record
}

fn form<'f>(rubric: &'f Rubric, record: &'f Record, language: &'f str) -> Filled<'f> {
    Filled::of(rubric, record, language, TODAY)
}

/// Returns the block with a key.
#[track_caller]
fn block<'p>(paper: &'p Paper, key: &str) -> &'p Block {
    let found = paper.blocks.iter().find(|block| block.key == key);
    found.unwrap_or_else(|| panic!("no block {key} in\n{}", text(paper)))
}

/// Returns the text of the paragraph or heading with a key.
#[track_caller]
fn said<'p>(paper: &'p Paper, key: &str) -> &'p str {
    match &block(paper, key).content {
        Content::Paragraph { text, .. } | Content::Heading { text, .. } => text,
        other => panic!("{key}: {other:?}"),
    }
}

/// Returns the style of the paragraph with a key; `None` if there is no such block.
fn style(paper: &Paper, key: &str) -> Option<Style> {
    let found = paper.blocks.iter().find(|block| block.key == key)?;
    match &found.content {
        Content::Paragraph { style, .. } => Some(*style),
        _ => None,
    }
}

#[track_caller]
fn table<'p>(paper: &'p Paper, key: &str) -> &'p Table {
    match &block(paper, key).content {
        Content::Table(table) => table,
        other => panic!("{key}: {other:?}"),
    }
}

/// Returns the rows of a table of one kind, the cells joined by `|`.
fn rows(table: &Table, kind: RowKind) -> Vec<String> {
    let rows = table.rows.iter().filter(|row| row.kind == kind);
    rows.map(|row| row.cells.iter().map(|cell| &*cell.text).collect::<Vec<_>>().join("|"))
        .collect()
}

/// Returns the headings of level 1.
fn chapters(paper: &Paper) -> Vec<&str> {
    let headings = paper.blocks.iter().filter_map(|block| match &block.content {
        Content::Heading { level: 1, text } => Some(&**text),
        _ => None,
    });
    headings.collect()
}

/// Returns every text of a paper, one a line.
fn text(paper: &Paper) -> String {
    let mut out = format!("{}\n", paper.title);
    for block in &paper.blocks {
        match &block.content {
            Content::Heading { text, .. } | Content::Paragraph { text, .. } => {
                out += &format!("[{}] {text}\n", block.key)
            }
            Content::Table(table) => {
                for row in table.head.iter().chain(&table.rows) {
                    let cells: Vec<_> = row.cells.iter().map(|cell| &*cell.text).collect();
                    out += &format!("[{}] {}\n", block.key, cells.join(" | "));
                }
            }
            Content::Chart(chart) => {
                out += &format!("[{}] {} {:?}\n", block.key, chart.title, chart.series);
                for bar in &chart.bars {
                    out += &format!("[{}] {} {:?}\n", block.key, bar.name, bar.figures);
                }
            }
            Content::Picture(picture) => out += &format!("[{}] {}\n", block.key, picture.description),
            Content::Contents | Content::PageBreak => out += &format!("[{}]\n", block.key),
        }
    }
    out
}
