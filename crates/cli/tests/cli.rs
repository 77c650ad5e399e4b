//! The program as it is called: what it prints, and how it ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn ziping(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n")
}

/// A file in the folder that cargo gives the tests.
fn file(name: &str, content: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).expect("the folder is there");
    path.to_string_lossy().into_owned()
}

#[test]
fn check_says_what_is_wrong_and_where() {
    let good = ziping(&["check", "rubrics/school-pe.json"]);
    assert_eq!(
        (good.status.code(), out(&good)),
        (Some(0), "rubrics/school-pe.json: valid\n".to_owned())
    );
    let broken = file("broken.json", "{\"format\": 1,\n\"id\": 5}");
    let bad = ziping(&["check", &broken]);
    assert_eq!(bad.status.code(), Some(1));
    assert!(
        out(&bad).contains("line 2, column 7, id: Expected a text in quotes, found 5."),
        "{}",
        out(&bad)
    );
}

#[test]
fn score_gives_totals_and_compares_them() {
    let rubric = file(
        "rubric.json",
        r#"{"format":1,"id":"r","version":"1","status":"draft","title":"R","sections":[{"id":"s","title":"S","criteria":[
        {"id":"a","text":"A","scale":{"kind":"points","max":5}},{"id":"b","text":"B","scale":{"kind":"yes-no","points":2}}]}]}"#,
    );
    let record = |claimed: &str| {
        file(
            &format!("record-{claimed}.json"),
            &format!(
                r#"{{"format":1,"kind":"ziping-record","id":"x","revision":1,"rubric":{{"id":"r","version":"1"}},
                "answers":{{"self":{{"a":{{"answer":{{"kind":"points","points":3}}}},"b":{{"answer":{{"kind":"yes-no","value":"yes"}}}}}}}},
                "scores":{{"self":{{"standing":"final","total":{claimed},"maximum":7}}}}}}"#
            ),
        )
    };
    let right = record("5");
    let output = ziping(&["score", &rubric, &right]);
    assert_eq!(out(&output).trim_end(), format!("{right}: self 5 / 7 final"));
    let wrong = ziping(&["score", &rubric, &record("6"), "--json"]);
    assert_eq!(wrong.status.code(), Some(3));
    assert!(out(&wrong).contains("\"differs\""), "{}", out(&wrong));
}

#[test]
fn import_makes_a_rubric_that_is_valid() {
    let table = file("table.csv", "序号,评估内容,分值\n1,有计划,4\n2,有总结,6\n,合计,10\n");
    let rubric = file("imported.json", "");
    let output = ziping(&["import", &table, "-o", &rubric]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(ziping(&["check", &rubric]).status.code(), Some(0));
    let doubtful = file("doubtful.csv", "序号,评估内容,分值\n1,有计划,4\n2,有总结,5\n,合计,10\n");
    let output = ziping(&["import", &doubtful, "--doubts"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        out(&output).contains("the file says 10, the criteria make 9 (must be settled)"),
        "{}",
        out(&output)
    );
    let nothing = ziping(&["import", &file("prose.txt", "没有分值的文字。")]);
    assert_eq!(nothing.status.code(), Some(1));
}

#[test]
fn completions_name_every_command() {
    let output = out(&ziping(&["completions", "bash"]));
    for command in ["check", "score", "import"] {
        assert!(output.contains(command), "{command}");
    }
}
