//! Every code of a problem, its place and its English to the letter. Each file of `tests/problems` is a broken rubric, and
//! the text beside it is what must be said of it, one line a problem. JSON that is none is a table here.

use crate::kit::{files, headed, lines, text};
use crate::limits;
use assessment::problem::Code;
use assessment::rubric::Rubric;

#[test]
fn every_broken_rubric_gives_all_its_problems() {
    let mut wrong = String::new();
    for path in files("problems", "json") {
        let expected = text(&path.with_extension("txt"));
        let found = lines(&Rubric::parse(&text(&path)).err().unwrap_or_default());
        if found != expected.lines().collect::<Vec<_>>() {
            wrong += &format!(
                "\n{}\nexpected:\n{expected}found:\n{}\n",
                path.display(),
                found.join("\n")
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Text that is not JSON, and what is said.
const SYNTAX: &[(&str, &str)] = &[
    (
        "",
        "cut-short: line 1, column 1: The text ends before it is complete: { [ \" 0–9 is missing. It was cut off when it was saved or sent; take it again from its source.",
    ),
    (
        "{",
        "cut-short: line 1, column 2: The text ends before it is complete: \" is missing. It was cut off when it was saved or sent; take it again from its source.",
    ),
    (
        "{\n  \"a\": 1",
        "cut-short: line 2, column 9: The text ends before it is complete: , } is missing. It was cut off when it was saved or sent; take it again from its source.",
    ),
    (
        "{ \"标题\": \"体育",
        "cut-short: line 1, column 12: The text ends before it is complete: \" is missing. It was cut off when it was saved or sent; take it again from its source.",
    ),
    (
        "[tru",
        "cut-short: line 1, column 5: The text ends before it is complete: true is missing. It was cut off when it was saved or sent; take it again from its source.",
    ),
    (
        "[\"\\u12",
        "cut-short: line 1, column 7: The text ends before it is complete: XXXX is missing. It was cut off when it was saved or sent; take it again from its source.",
    ),
    (
        "[-",
        "cut-short: line 1, column 3: The text ends before it is complete: 0–9 is missing. It was cut off when it was saved or sent; take it again from its source.",
    ),
    (
        "[1,]",
        "syntax: line 1, column 4: This is not JSON: expected { [ \" 0–9, found ]. Correct it.",
    ),
    (
        "{ \"a\": 1, }",
        "syntax: line 1, column 11: This is not JSON: expected \", found }. Correct it.",
    ),
    (
        "{ \"a\": 1\n  \"b\": 2 }",
        "syntax: line 2, column 3: This is not JSON: expected , }, found \". Correct it.",
    ),
    (
        "{ 'a': 1 }",
        "syntax: line 1, column 3: This is not JSON: expected \", found '. Correct it.",
    ),
    (
        "// note\n{}",
        "syntax: line 1, column 1: This is not JSON: expected { [ \" 0–9, found /. Correct it.",
    ),
    (
        "{} {}",
        "syntax: line 1, column 4: This is not JSON: expected EOF, found {. Correct it.",
    ),
    (
        "[01]",
        "syntax: line 1, column 3: This is not JSON: expected , ], found 1. Correct it.",
    ),
    (
        "[+1]",
        "syntax: line 1, column 2: This is not JSON: expected { [ \" 0–9, found +. Correct it.",
    ),
    (
        "[.5]",
        "syntax: line 1, column 2: This is not JSON: expected { [ \" 0–9, found .. Correct it.",
    ),
    (
        "[nil]",
        "syntax: line 1, column 2: This is not JSON: expected null, found n. Correct it.",
    ),
    (
        "[\"a\nb\"]",
        "syntax: line 1, column 4: This is not JSON: expected \", found \\n. Correct it.",
    ),
    (
        "[\"\\x\"]",
        "syntax: line 1, column 4: This is not JSON: expected \\n \\\" \\\\ \\u, found x. Correct it.",
    ),
    (
        "{ “a”: 1 }",
        "syntax: line 1, column 3: This is not JSON: expected \", found “. Correct it.",
    ),
];

#[test]
fn text_that_is_not_json_gives_one_problem_with_its_place() {
    for (source, expected) in SYNTAX {
        let found = lines(&Rubric::parse(source).expect_err(source));
        assert_eq!(found, [*expected], "{source}");
    }
}

#[test]
fn an_argument_is_never_filled_in_as_a_template() {
    let source = headed(r#""sections": [{ "id": "s", "title": "S" }], "rules": { "rescale": "{known} {value}" }"#);
    let found = lines(&Rubric::parse(&source).expect_err("an unknown word"));
    let expected = "“{known} {value}” is not one of: none, section, total. Write one of these.";
    assert!(found[0].ends_with(expected), "{found:?}");
}

#[test]
fn a_long_value_is_shown_by_its_beginning() {
    let word = "x".repeat(1000);
    let source = headed(&format!(
        r#""sections": [{{ "id": "s", "title": "S" }}], "rules": {{ "rescale": "{word}" }}"#
    ));
    let found = Rubric::parse(&source).expect_err("an unknown word");
    assert_eq!(found[0].args[0], ("value", format!("{}…", "x".repeat(59))));
}

#[test]
fn every_code_has_a_case() {
    let mut said = String::new();
    for path in files("problems", "txt") {
        said += &text(&path);
    }
    for line in SYNTAX.iter().map(|(_, line)| *line) {
        said += &format!("{line}\n");
    }
    let covered = |code: &&Code| {
        let start = format!("{}: ", code.text());
        said.lines().any(|line| line.starts_with(&start)) || limits::COVERED.contains(code)
    };
    let without: Vec<_> = Code::ALL.iter().filter(|code| !covered(code)).collect();
    assert!(without.is_empty(), "{without:?}");
}
