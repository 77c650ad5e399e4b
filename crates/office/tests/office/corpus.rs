//! Documents that were written for these tests, each with a trap, against rubrics that were worked out by hand: `tests/cases`.

use assessment::rubric::Rubric;
use office::draft::{Doubt, Draft, Rule};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What a case expects.
#[derive(Debug, Default)]
pub struct Expected {
    verdict: String,
    total: String,
    sections: usize,
    own: Option<String>,
    /// Points and text of each criterion, without spaces; bonus and penalties with their sign.
    criteria: Vec<(String, String)>,
    /// Texts of criteria without spaces, and the levels that they have: `优:5 良:4`.
    levels: Vec<(String, String)>,
    /// Grades with their bounds: `优秀 42.5`.
    grades: Vec<String>,
    /// Fields of the profile with their kinds: `Subject 填报学校`.
    fields: Vec<String>,
    /// Notes, if any are listed.
    notes: Vec<String>,
    /// Kinds of doubts that there must be, with the block and row: `Veto 1 15`.
    kinds: Vec<String>,
}

fn bare(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

fn expected(text: &str) -> Expected {
    let mut expected = Expected::default();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(verdict) = line.strip_prefix("verdict: ") {
            expected.verdict = verdict.trim().to_owned();
        } else if let Some(total) = line.strip_prefix("total: ") {
            expected.total = total.trim().to_owned();
        } else if let Some(sections) = line.strip_prefix("sections: ") {
            expected.sections = sections.trim().parse().expect("a number");
        } else if let Some(own) = line.strip_prefix("own: ") {
            expected.own = Some(own.trim().to_owned());
        } else if let Some((levels, text)) = line.strip_prefix("levels: ").and_then(|line| line.split_once('\t')) {
            expected.levels.push((bare(text), levels.trim().to_owned()));
        } else if let Some(grade) = line.strip_prefix("grade: ") {
            expected.grades.push(grade.trim().to_owned());
        } else if let Some(field) = line.strip_prefix("field: ") {
            expected.fields.push(field.trim().to_owned());
        } else if let Some(note) = line.strip_prefix("note: ") {
            expected.notes.push(note.trim().to_owned());
        } else if let Some(kind) = line.strip_prefix("kind: ") {
            expected.kinds.push(kind.trim().to_owned());
        } else if !line.starts_with("doubt: ") && !line.starts_with('#') {
            let mut parts = line.split('\t');
            let points = parts.next().unwrap_or_default().trim().to_owned();
            expected.criteria.push((points, bare(parts.next().unwrap_or_default())));
        }
    }
    expected
}

pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    let (text, _, failed) = encoding.decode(bytes);
    (!failed).then(|| text.into_owned())
}

/// The criteria of a draft as the files of expected ones have them.
fn criteria(draft: &Draft) -> Vec<(String, String)> {
    let sections = draft
        .sections
        .iter()
        .flat_map(|section| section.all().into_iter().map(move |criterion| (section, criterion)));
    sections
        .map(|(section, criterion)| {
            let sign = match section.penalty {
                true => "-",
                false if criterion.bonus || section.bonus => "+",
                false => "",
            };
            let points = match criterion.rule {
                Rule::Veto => "0".to_owned(),
                _ => criterion.points.map_or("?".to_owned(), |points| points.to_string()),
            };
            (format!("{sign}{points}"), bare(&criterion.text))
        })
        .collect()
}

pub fn cases() -> Vec<(PathBuf, Expected)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let documents = files
        .iter()
        .filter(|file| !file.to_string_lossy().ends_with(".expected.txt"));
    documents
        .map(|file| {
            let text = fs::read_to_string(file.with_extension("expected.txt")).expect("what is expected");
            (file.clone(), expected(&text))
        })
        .collect()
}

/// The kind of a doubt, with its block and row.
fn kind(doubt: &Doubt) -> String {
    let kind = format!("{:?}", doubt.kind);
    let name = kind.split([' ', '(', '{']).next().unwrap_or_default();
    let place = doubt
        .place
        .map_or(String::new(), |place| format!(" {} {}", place.block, place.row));
    format!("{name}{place}")
}

/// What is wrong with a draft; empty if nothing is. Also counts the pairs that agree, are expected, and were found.
fn judge(expected: &Expected, draft: Option<&Draft>, counts: &mut [usize; 3]) -> Vec<String> {
    let mut wrong = Vec::new();
    let Some(draft) = draft else {
        counts[1] += expected.criteria.len();
        return if expected.verdict == "refuse" {
            wrong
        } else {
            vec!["refused".to_owned()]
        };
    };
    if expected.verdict == "refuse" {
        return vec![format!("{} criteria where there is no rubric", draft.criteria().len())];
    }
    let found = criteria(draft);
    let mut left: BTreeMap<&(String, String), usize> = BTreeMap::new();
    found.iter().for_each(|pair| *left.entry(pair).or_default() += 1);
    for pair in &expected.criteria {
        match left.get_mut(pair).filter(|count| **count > 0) {
            Some(count) => {
                *count -= 1;
                counts[0] += 1;
            }
            None => wrong.push(format!("missing: {} {}", pair.0, pair.1)),
        }
    }
    wrong.extend(
        left.iter()
            .filter(|(_, count)| **count > 0)
            .map(|(pair, _)| format!("not expected: {} {}", pair.0, pair.1)),
    );
    counts[1] += expected.criteria.len();
    counts[2] += found.len();
    for (text, levels) in &expected.levels {
        let all = draft.criteria();
        let criterion = all.iter().find(|criterion| bare(&criterion.text) == *text);
        let found = match criterion.map(|criterion| &criterion.rule) {
            Some(Rule::Levels(levels)) => {
                let all = levels
                    .iter()
                    .map(|level| format!("{}:{}", bare(&level.label), level.points));
                all.collect::<Vec<_>>().join(" ")
            }
            _ => String::new(),
        };
        if found != *levels {
            wrong.push(format!("levels {found} of {text} instead of {levels}"));
        }
    }
    let grades = draft
        .grades
        .iter()
        .map(|grade| format!("{} {}", grade.label, grade.at_least));
    let fields = draft
        .profile
        .iter()
        .map(|field| format!("{:?} {}", field.kind, field.label));
    let lists = [
        ("grades", grades.collect::<Vec<_>>(), &expected.grades),
        ("fields", fields.collect(), &expected.fields),
    ];
    for (name, found, expected) in lists {
        if found != *expected {
            wrong.push(format!("{name} {found:?} instead of {expected:?}"));
        }
    }
    if !expected.notes.is_empty() && draft.notes != expected.notes {
        wrong.push(format!("notes {:?} instead of {:?}", draft.notes, expected.notes));
    }
    let kinds: Vec<String> = draft.doubts.iter().map(kind).collect();
    let missing = expected.kinds.iter().filter(|kind| !kinds.contains(kind));
    wrong.extend(missing.map(|kind| format!("no doubt {kind} in {kinds:?}")));
    let total = draft.total().to_string();
    if total != expected.total {
        wrong.push(format!("total {total} instead of {}", expected.total));
    }
    let sections = draft.sections.iter().filter(|section| section.counts()).count();
    if sections != expected.sections {
        wrong.push(format!("{sections} sections instead of {}", expected.sections));
    }
    if let Some(own) = &expected.own {
        let found: assessment::points::Decimal = draft.criteria().iter().filter_map(|criterion| criterion.own).sum();
        if found.to_string() != *own {
            wrong.push(format!("own {found} instead of {own}"));
        }
    }
    let blocking: Vec<_> = draft.doubts.iter().filter(|doubt| doubt.kind.is_blocking()).collect();
    if expected.verdict == "ok" && !blocking.is_empty() {
        wrong.push(format!("false alarm: {blocking:?}"));
    }
    if expected.verdict == "doubt" && draft.doubts.is_empty() {
        wrong.push("silent".to_owned());
    }
    wrong
}

#[test]
fn documents_become_the_rubrics_that_were_worked_out_by_hand() {
    let mut counts = [0; 3];
    let mut failures = Vec::new();
    let cases = cases();
    for (file, expected) in &cases {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(file).expect("a file");
        let draft = office::read(&bytes, &name, &decode)
            .ok()
            .and_then(|document| office::understand(&document));
        let mut wrong = judge(expected, draft.as_ref(), &mut counts);
        if let Some(Err(problems)) = draft.as_ref().map(|draft| Rubric::parse(&draft.rubric("r"))) {
            wrong.push(format!("not a rubric: {}", problems[0]));
        }
        if !wrong.is_empty() {
            failures.push(format!("{name}\n    {}", wrong.join("\n    ")));
        }
    }
    let [agree, expected, found] = counts;
    // F1 is 2 × agree ÷ (expected + found).
    let f1 = 2000 * agree / (expected + found);
    assert!(
        failures.is_empty() && f1 >= 980,
        "F1 {f1} ‰, {} of {} fail:\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
}

#[test]
fn columns_of_several_levels_become_sections_in_one_another() {
    let csv = "一级指标,二级指标,三级指标,分值\n管理,制度,有章程,4\n,,有计划,2\n,队伍,有培训,4\n成效,,有成果,5\n";
    let document = office::read(csv.as_bytes(), "a.csv", &decode).expect("a table");
    let draft = office::understand(&document).expect("a rubric");
    let outline: Vec<_> = draft
        .sections
        .iter()
        .map(|section| {
            let inner = section
                .sections
                .iter()
                .map(|inner| (&*inner.title, inner.criteria.len()));
            (&*section.title, section.criteria.len(), inner.collect::<Vec<_>>())
        })
        .collect();
    assert_eq!(
        outline,
        [("管理", 0, vec![("制度", 2), ("队伍", 1)]), ("成效", 1, vec![])]
    );
}
