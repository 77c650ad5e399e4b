//! Rubrics of other programs, ids that are kept, records of filled-in papers, exit codes, and help.

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

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).replace("\r\n", "\n")
}

/// A path in a folder of this file's own.
fn path(name: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs");
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder.join(name).to_string_lossy().into_owned()
}

fn file(name: &str, content: &str) -> String {
    let path = path(name);
    fs::write(&path, content).expect("the folder is there");
    path
}

/// A CSV file of Canvas with one criterion.
fn canvas(name: &str, points: &str) -> String {
    let head = "Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range";
    let ratings = "Rating Name,Rating Description,Rating Points";
    file(
        name,
        &format!(
            "{head},{ratings},{ratings}\nTrip,Safety,,false,Yes,,{points},No,,0\nMuseum,Quiet,,false,Yes,,3,No,,0\n"
        ),
    )
}

#[test]
fn a_rubric_of_another_program_is_recognised_and_what_it_cannot_say_is_listed() {
    let rubric = path("canvas.json");
    let output = ziping(&["import", &canvas("canvas.csv", "4.5"), "-o", &rubric]);
    // A second rubric in the file is no matter of points.
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(
        err(&output).contains("only the first rubric is read (Museum)"),
        "{}",
        err(&output)
    );
    assert_eq!(ziping(&["check", &rubric]).status.code(), Some(0));
}

#[test]
fn unsaid_points_are_for_a_person() {
    let output = ziping(&["import", &canvas("rounded.csv", "1.23456"), "--json"]);
    assert_eq!(output.status.code(), Some(3), "{}", err(&output));
    for part in ["\"kind\": \"canvas\"", "\"code\": \"rounded\"", "\"mustLook\": true"] {
        assert!(out(&output).contains(part), "{part}: {}", out(&output));
    }
}

#[test]
fn a_damaged_rubric_of_another_program_is_named() {
    let broken = canvas("broken.csv", "many");
    let output = ziping(&["import", &broken]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).starts_with(&format!("ziping: {broken}: Canvas rubric")),
        "{}",
        err(&output)
    );
}

#[test]
fn every_format_is_written_and_read_back() {
    for (format, name) in [
        ("canvas", "out.csv"),
        ("moodle", "out.xml"),
        ("surveyjs", "out-surveyjs.json"),
        ("xlsform", "out.xlsx"),
    ] {
        let target = path(name);
        let arguments = [
            "export",
            "rubrics/service-points.json",
            "--format",
            format,
            "--language",
            "zh-CN",
            "-o",
            &target,
        ];
        let output = ziping(&arguments);
        assert!(
            matches!(output.status.code(), Some(0 | 3)),
            "{format}: {}",
            err(&output)
        );
        let back = ziping(&["import", &target, "--json"]);
        assert!(
            out(&back).contains("\"rubric\": {"),
            "{format}: {}{}",
            out(&back),
            err(&back)
        );
        assert!(!out(&back).contains("\"kind\": \"document\""), "{format}");
    }
}

#[test]
fn a_broken_rubric_is_not_exported() {
    let broken = file("broken.json", "{\"format\": 1,\n\"id\": 5}");
    let target = path("never.csv");
    let output = ziping(&["export", &broken, "--format", "canvas", "-o", &target]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("line 2, column 7, id"), "{}", err(&output));
    assert!(!Path::new(&target).exists());
}

/// A table with a score for each criterion.
fn filled(name: &str, rows: &str) -> String {
    file(name, &format!("序号,评估内容,分值,自评得分\n{rows}"))
}

#[test]
fn ids_of_an_earlier_rubric_are_kept_also_in_the_record() {
    let old = path("old.json");
    let first = file(
        "2026.csv",
        "序号,评估内容,分值\n1,制订年度计划,4\n2,每年举办运动会一次,6\n3,成立领导小组,5\n",
    );
    assert_eq!(ziping(&["import", &first, "-o", &old]).status.code(), Some(0));
    // A row was put in before, one has a new wording, and one is gone.
    let next = filled(
        "2027.csv",
        "1,器材齐全,5,5\n2,每年举办运动会两次,6,4\n3,制订年度计划,4,3\n",
    );
    let (new, record) = (path("new.json"), path("record.json"));
    let output = ziping(&["import", &next, "-o", &new, "--keep", &old, "--record", &record]);
    assert_eq!(output.status.code(), Some(3), "{}", err(&output));
    assert!(
        err(&output).contains("is c2 still the criterion “每年举办运动会一次”?"),
        "{}",
        err(&output)
    );
    assert!(err(&output).contains("c3 is gone: “成立领导小组”"), "{}", err(&output));
    // Plans are c1 as before, and have their 3 points.
    let written = fs::read_to_string(&record).expect("a record");
    let plans = &written[written.find("\"c1\"").expect("the criterion")..];
    assert!(plans[..plans.find('}').unwrap()].contains("\"points\": 3"), "{written}");
    let scored = ziping(&["score", &new, &record]);
    assert!(
        out(&scored).contains("self 12 / 15 final"),
        "{}{}",
        out(&scored),
        err(&scored)
    );
    let json = out(&ziping(&["import", &next, "--keep", &old, "--json"]));
    assert!(json.contains("\"unsure\": [{\"id\": \"c2\""), "{json}");
    assert!(json.contains("\"gone\": [{\"id\": \"c3\""), "{json}");
}

#[test]
fn the_same_paper_gives_the_same_record() {
    let paper = filled("paper.csv", "1,有计划,4,4\n2,有总结,6,5\n");
    let (one, other) = (path("one.json"), path("other.json"));
    for record in [&one, &other] {
        let output = ziping(&["import", &paper, "-o", &path("paper.json"), "--record", record]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    }
    assert_eq!(fs::read(one).unwrap(), fs::read(other).unwrap());
}

#[test]
fn a_paper_without_scores_makes_no_record() {
    let blank = file("blank.csv", "序号,评估内容,分值\n1,有计划,4\n2,有总结,6\n");
    let (rubric, record) = (path("unwritten.json"), path("unwritten-record.json"));
    let output = ziping(&["import", &blank, "-o", &rubric, "--record", &record]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).contains("blank.csv: the file has no scores"),
        "{}",
        err(&output)
    );
    assert!(!Path::new(&rubric).exists() && !Path::new(&record).exists());
}

#[test]
fn one_unreadable_file_does_not_stop_the_others() {
    let missing = path("missing.json");
    let output = ziping(&["check", &missing, "rubrics/school-pe.json", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<_> = out(&output).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines[0].contains("\"error\": \"") && lines[0].contains("there is no such file"),
        "{}",
        lines[0]
    );
    assert_eq!(
        lines[1],
        "{\"file\": \"rubrics/school-pe.json\",\"valid\": true,\"problems\": []}"
    );
    // Standard error is no terminal here: there is no progress.
    assert!(!err(&output).contains(" of "), "{}", err(&output));
}

#[test]
fn every_command_has_an_example() {
    for command in ["check", "score", "import", "export", "page", "completions"] {
        let output = ziping(&[command, "--help"]);
        let help = out(&output);
        assert_eq!(output.status.code(), Some(0));
        assert!(
            help.contains("Example") && help.contains(&format!("ziping {command} ")),
            "{help}"
        );
    }
}
