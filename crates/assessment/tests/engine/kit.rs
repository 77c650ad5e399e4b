//! What several tests need: folders of cases, small rubrics, short ways to answers.

use assessment::Id;
use assessment::answers::{Answer, Entry};
use assessment::points::Decimal;
use assessment::problem::Problem;
use assessment::rubric::Rubric;
use assessment::score::Sheet;
use std::path::PathBuf;

/// A folder beside the tests.
pub fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// The files of a folder with this ending, by name.
pub fn files(name: &str, ending: &str) -> Vec<PathBuf> {
    let all = std::fs::read_dir(folder(name)).expect("the folder is there");
    let mut files: Vec<_> = all
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{name} is empty");
    files
}

/// A file's text.
pub fn text(path: &std::path::Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// One line a problem: its code, and what it says.
pub fn lines(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|p| format!("{}: {p}", p.code.text())).collect()
}

/// A rubric that is free of problems.
pub fn rubric(source: &str) -> Rubric {
    Rubric::parse(source).unwrap_or_else(|problems| panic!("{}\n{source}", lines(&problems).join("\n")))
}

/// A rubric with the given members after its heading.
pub fn rubric_with(members: &str) -> Rubric {
    rubric(&headed(members))
}

/// The text of a rubric with the given members after its heading.
pub fn headed(members: &str) -> String {
    format!(r#"{{ "format": 1, "id": "r", "version": "1", "status": "draft", "title": "R", {members} }}"#)
}

/// A rubric of one section `s` with these criteria.
pub fn with_criteria(criteria: &str) -> Rubric {
    rubric_with(&format!(
        r#""sections": [{{ "id": "s", "title": "S", "criteria": [{criteria}] }}]"#
    ))
}

/// A decimal.
pub fn amount(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
}

/// Points.
pub fn points(text: &str) -> Answer {
    Answer::Points(amount(text))
}

/// A level.
pub fn level(id: &str) -> Answer {
    Answer::Level(Id::new(id).expect("an id"))
}

/// An entry that is an answer and nothing more.
pub fn entry(answer: Option<Answer>) -> Entry {
    Entry {
        answer,
        ..Entry::default()
    }
}

/// A sheet with another entry at a criterion.
pub fn with(rubric: &Rubric, sheet: &Sheet, id: &str, entry: &Entry) -> Sheet {
    let place = rubric.criterion_path(id).unwrap_or_else(|| panic!("no criterion {id}"));
    sheet
        .with_entry(rubric, place, entry)
        .expect("the place holds a criterion")
}

/// A sheet with these answers, given one by one.
pub fn answered(rubric: &Rubric, answers: &[(&str, Answer)]) -> Sheet {
    answers.iter().fold(Sheet::blank(rubric), |sheet, (id, answer)| {
        with(rubric, &sheet, id, &entry(Some(answer.clone())))
    })
}
