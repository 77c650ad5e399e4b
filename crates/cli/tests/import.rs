//! Documents that are imported: Excel files before 2007 (`files/before-2007.xls`, written with xlwt: merged regions, a hidden sheet, and
//! 0.1 + 0.2 as a number), and what is printed as JSON.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const FILE: &str = "tests/files/before-2007.xls";

fn import(file: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(["import", file])
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

#[test]
fn an_old_excel_file_becomes_a_rubric() {
    let output = import(FILE, &["--doubts"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(
        text(&output.stdout),
        "4 criteria, 10 points, 2 sections\n\
         #  组织管理\n0.3\t1 有年度工作计划\n2.7\t2 有专人负责\n\
         #  条件保障\n4\t3 场地器材达标\n3\t4 经费有保障\n"
    );
    assert!(text(&output.stderr).contains("the hidden sheet 旧版 is left out"));
}

#[test]
fn json_has_the_sums_the_remarks_and_the_rubric() {
    let printed = text(&import(FILE, &["--json"]).stdout);
    for part in [
        "\"confirmed\": true",
        "\"total\": \"10\"",
        "\"title\": \"组织管理\",\"points\": \"3\"",
        "\"points\": \"0.3\",\"rule\": \"points\",\"bonus\": false,\"place\": \"sheet 评估细则, row 3",
        "\"place\": \"sheet 评估细则, row 7\",\"became\": \"total\"",
        "\"code\": \"hidden-sheet\"",
        "\"mustLook\": false",
        "\"max\": 0.3",
    ] {
        assert!(printed.contains(part), "{part}: {printed}");
    }
    assert_eq!(printed.lines().count(), 1);
}

#[test]
fn a_doubt_has_what_is_stated_and_found() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sums.csv");
    fs::write(&file, "序号,评估内容,分值\n1,有计划,4\n2,有总结,5\n,合计,10\n").unwrap();
    let output = import(&file.to_string_lossy(), &["--json"]);
    let printed = text(&output.stdout);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        printed.contains("\"code\": \"sum-differs\",\"blocking\": true"),
        "{printed}"
    );
    assert!(printed.contains("\"stated\": \"10\",\"found\": \"9\""), "{printed}");
    assert!(printed.contains("\"mustLook\": true"), "{printed}");
    assert!(output.stderr.is_empty());
}

#[test]
fn a_damaged_file_ends_in_words() {
    let whole = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE)).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    // Cut short, and with other bytes in the stream of the workbook.
    let mut changed = whole.clone();
    changed[600..1400].fill(0xff);
    for (name, bytes) in [("short.xls", &whole[..3000]), ("changed.xls", &changed[..])] {
        let file = folder.join(name);
        fs::write(&file, bytes).unwrap();
        let output = import(&file.to_string_lossy(), &["--doubts"]);
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}: {errors}");
        assert!(errors.contains(name) && !errors.contains("panicked"), "{errors}");
    }
}
