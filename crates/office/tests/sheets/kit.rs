//! A workbook as a file, taken apart again without the crate's reader; rubrics and records of the repository.

use assessment::points::Decimal;
use assessment::record::Record;
use assessment::rubric::Rubric;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};
use rawzip::ZipArchive;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A cell of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub formula: Option<String>,
    pub value: Option<Decimal>,
    pub text: Option<String>,
    pub style: usize,
}

/// A sheet of a file: its cells by row and column, both from 0.
#[derive(Debug, Default)]
pub struct FoundSheet {
    pub name: String,
    pub cells: BTreeMap<(usize, usize), Found>,
}

impl FoundSheet {
    pub fn at(&self, row: usize, column: usize) -> Found {
        self.cells.get(&(row, column)).cloned().unwrap_or_default()
    }

    pub fn number(&self, row: usize, column: usize) -> Option<Decimal> {
        self.at(row, column).value
    }

    pub fn text(&self, row: usize, column: usize) -> String {
        self.at(row, column).text.unwrap_or_default()
    }

    /// The first row with this text in a column.
    pub fn row_of(&self, column: usize, text: &str) -> usize {
        let found = self
            .cells
            .iter()
            .find(|((_, own), cell)| *own == column && cell.text.as_deref() == Some(text));
        found.unwrap_or_else(|| panic!("no {text:?} in {}", self.name)).0.0
    }
}

/// The members of an archive.
pub fn members(bytes: &[u8]) -> BTreeMap<String, String> {
    let archive = ZipArchive::from_slice(bytes).expect("an archive");
    let mut all = BTreeMap::new();
    for entry in archive.entries() {
        let entry = entry.expect("an entry");
        let path = entry.file_path().try_normalize().expect("a path").as_ref().to_owned();
        let data = archive.get_entry(entry.wayfinder()).expect("a member").data();
        let inflated = miniz_oxide::inflate::decompress_to_vec(data).expect("deflated");
        all.insert(path, String::from_utf8(inflated).expect("UTF-8"));
    }
    all
}

/// The events of an XML text, which must be well-formed: `(depth, event)` is visited.
fn visit(xml: &str, mut each: impl FnMut(Event<'_>)) {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {xml}")) {
            Event::Eof => break,
            event => {
                match event {
                    Event::Start(_) => depth += 1,
                    Event::End(_) => depth -= 1,
                    _ => {}
                }
                each(event);
            }
        }
    }
    assert_eq!(depth, 0, "{xml}");
}

/// Fails where a member is not well-formed, has an attribute that cannot be read, or a character that XML cannot have.
pub fn assert_well_formed(bytes: &[u8]) {
    for (path, xml) in members(bytes) {
        assert!(
            xml.chars()
                .all(|c| !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')),
            "{path}"
        );
        visit(&xml, |event| {
            if let Event::Start(tag) | Event::Empty(tag) = event {
                tag.attributes().for_each(|attribute| {
                    attribute.unwrap_or_else(|error| panic!("{path}: {error}"));
                });
            }
        });
    }
}

/// The sheets of a file.
pub fn sheets(bytes: &[u8]) -> Vec<FoundSheet> {
    let members = members(bytes);
    let mut names = Vec::new();
    visit(&members["xl/workbook.xml"], |event| {
        if let Event::Empty(tag) = event
            && tag.local_name().as_ref() == "sheet"
        {
            names.push(attribute(&tag, "name").expect("a name"));
        }
    });
    let sheets = names.into_iter().enumerate();
    let sheets = sheets.map(|(i, name)| sheet(name, &members[&format!("xl/worksheets/sheet{}.xml", i + 1)]));
    sheets.collect()
}

fn attribute(tag: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.try_get_attribute(name).expect("attributes")?;
    let value = found.value.into_owned();
    Some(quick_xml::escape::unescape(&value).expect("escapes").into_owned())
}

fn sheet(name: String, xml: &str) -> FoundSheet {
    let mut sheet = FoundSheet {
        name,
        ..FoundSheet::default()
    };
    let (mut place, mut cell, mut inside) = (None, Found::default(), String::new());
    visit(xml, |event| match event {
        Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "c" => {
            place = attribute(&tag, "r").map(|name| parse_place(&name));
            let style = attribute(&tag, "s").map_or(0, |style| style.parse().expect("a style"));
            cell = Found {
                style,
                ..Found::default()
            };
            // An empty element has no end.
            sheet.cells.insert(place.expect("a place"), cell.clone());
        }
        Event::Start(_) => inside.clear(),
        Event::Text(text) => inside.push_str(&text.xml_content(XmlVersion::Implicit1_0)),
        Event::GeneralRef(reference) => {
            let name = &*reference;
            inside.push_str(&quick_xml::escape::unescape(&format!("&{name};")).expect("an escape"));
        }
        Event::End(tag) => {
            match tag.local_name().as_ref() {
                "f" => cell.formula = Some(std::mem::take(&mut inside)),
                "v" => cell.value = Some(inside.parse().unwrap_or_else(|_| panic!("{inside:?} is no number"))),
                "t" => cell.text = Some(inside.replace("_x005F_", "_")),
                "c" => {
                    sheet.cells.insert(place.expect("a place"), cell.clone());
                }
                _ => {}
            }
            inside.clear();
        }
        _ => {}
    });
    sheet
}

/// The row and the column, from 0, of a cell such as `D5`.
pub fn parse_place(name: &str) -> (usize, usize) {
    let digits = name.find(|c: char| c.is_ascii_digit()).expect("digits");
    let letters = name[..digits].bytes();
    let column = letters.fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1);
    (name[digits..].parse::<usize>().expect("a row") - 1, column - 1)
}

pub fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// The JSON files of a folder.
pub fn files(path: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder(path)).expect("the folder is there");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    files
}

pub fn parsed(text: &str) -> Rubric {
    let listed =
        |problems: Vec<assessment::problem::Problem>| problems.iter().map(|p| format!("{p}\n")).collect::<String>();
    Rubric::parse(text).unwrap_or_else(|problems| panic!("{}\n{text}", listed(problems)))
}

/// A rubric that ships.
pub fn shipped(name: &str) -> Rubric {
    parsed(&read(&folder("rubrics").join(format!("{name}.json"))))
}

/// A rubric of some members.
pub fn rubric_of(members: &[&Value]) -> Rubric {
    let mut rubric = json!({ "format": 1, "id": "case", "version": "1", "status": "draft", "title": "Case" });
    let all = rubric.as_object_mut().expect("an object");
    for from in members {
        all.extend(from.as_object().cloned().unwrap_or_default());
    }
    parsed(&rubric.to_string())
}

/// Answers as a record has them: one with a `kind` is an answer alone.
pub fn entries(answers: &Value) -> Value {
    let answers = answers.as_object().expect("answers").iter();
    let entry = |given: &Value| match given.get("kind") {
        Some(_) => json!({ "answer": given }),
        None => given.clone(),
    };
    answers.map(|(id, given)| (id.clone(), entry(given))).collect()
}

/// The record of a case: `answers` of the first rater, `raters` of the others, `profile`.
pub fn record_of(rubric: &Rubric, case: &Value) -> Record {
    let mut all = Map::from_iter([(rubric.rater_ids()[0].to_string(), entries(&case["answers"]))]);
    for (rater, answers) in case["raters"].as_object().into_iter().flatten() {
        all.insert(rater.clone(), entries(answers));
    }
    let mut file = json!({
        "format": 1, "kind": "ziping-record", "id": "x", "revision": 0,
        "rubric": { "id": &*rubric.id, "version": &*rubric.version }, "answers": all,
    });
    for key in [
        "profile",
        "roles",
        "narrative",
        "sections",
        "period",
        "date",
        "claimedTotal",
    ] {
        if let Some(value) = case.get(key) {
            file[key] = value.clone();
        }
    }
    let file = Record::parse(&file.to_string()).unwrap_or_else(|problems| panic!("{}\n{file}", problems[0]));
    Record::open(rubric, file).0
}

pub fn of(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|_| panic!("{text:?} is no number"))
}
