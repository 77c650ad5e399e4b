//! `ziping report`, `ziping table` and `ziping fill`, with the form of a school whose figures are worked out by hand.

use office::write::xlsx::{Sheet, Workbook};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const FORM: &str = "crates/assessment/tests/frozen/school-pe";

fn ziping(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .output()
        .expect("the program starts")
}

/// Runs a command on the school's form, with the file to write.
fn made(command: &str, before: &[&str], output: &Path, after: &[&str]) -> Output {
    let (rubric, record) = (format!("{FORM}/rubric.json"), format!("{FORM}/record.json"));
    let output = output.to_string_lossy().into_owned();
    let mut all = vec![command];
    all.extend(before);
    all.extend([&*rubric, &*record, "-o", &*output]);
    all.extend(after);
    ziping(&all)
}

/// A path in a folder of this file's own.
fn path(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers");
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder.join(name)
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).replace("\r\n", "\n")
}

fn read(file: &Path) -> office::document::Document {
    let bytes = fs::read(file).expect("the file is there");
    office::read(&bytes, &file.to_string_lossy(), &|_, _| None).expect("a document")
}

#[test]
fn a_report_has_the_total_in_figures_and_in_capital_figures() {
    let text = path("report.txt");
    let output = made("report", &[], &text, &["--today", "2026-11-28"]);
    // The school has not written its narratives.
    assert_eq!(output.status.code(), Some(3), "{}", err(&output));
    assert!(err(&output).contains("still to be written: "), "{}", err(&output));
    let text = fs::read_to_string(&text).expect("the report");
    for part in [
        "自评总分90分（大写：玖拾分），满分100分",
        "自评等级为“优秀”",
        "共失10分",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for (name, kind) in [
        ("report.docx", "report"),
        ("comparison.docx", "comparison"),
        ("ledger.html", "ledger"),
        ("orders.docx", "orders"),
        ("ledger.xlsx", "ledger"),
        ("orders.xlsx", "orders"),
        ("evidence.docx", "evidence"),
    ] {
        let file = path(name);
        let output = made("report", &[], &file, &["--kind", kind, "--language", "en"]);
        assert!(matches!(output.status.code(), Some(0 | 3)), "{name}: {}", err(&output));
        assert!(!read(&file).blocks.is_empty(), "{name}");
    }
    let output = made("report", &[], &path("report.pdf"), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).contains("name a file that ends with .docx, .html or .txt"),
        "{}",
        err(&output)
    );
    // The report is no list; the program says what writes its scores.
    let output = made("report", &[], &path("report.xlsx"), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).contains("`ziping table` writes the scores"),
        "{}",
        err(&output)
    );
    assert!(!path("report.xlsx").exists());
}

#[test]
fn a_table_has_the_subtotals_of_the_school() {
    let file = path("table.xlsx");
    let output = made("table", &[], &file, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let book = read(&file);
    let (_, table) = book.tables().next().expect("the score table");
    let own = |title: &str| {
        let row = (0..table.rows.len()).find(|row| table.text(*row, 1) == title || table.text(*row, 0) == title);
        table
            .text(row.unwrap_or_else(|| panic!("no row {title}")), 3)
            .to_owned()
    };
    assert_eq!(
        ["组织领导", "体育教学", "体育活动", "师资与经费", "合计"].map(own),
        ["8", "12", "32", "11", "90"]
    );
    let file = path("table.csv");
    assert_eq!(made("table", &[], &file, &[]).status.code(), Some(0));
    assert!(fs::read(&file).expect("the table").starts_with("\u{feff}".as_bytes()));
}

#[test]
fn the_form_that_was_sent_is_filled_in_and_not_replaced() {
    let rubric = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(FORM)
            .join("rubric.json"),
    );
    let tree = assessment::json::parse(&rubric.expect("the rubric")).expect("JSON");
    let rubric = assessment::rubric::Rubric::parse(&assessment::json::pretty(&tree)).expect("a rubric");
    let mut sheet = Sheet::new("Sheet1");
    sheet.push_texts(["序号", "评估内容", "标准分", "自评分"]);
    let mut rows = 0;
    rubric.walk(&mut |part| {
        if let assessment::rubric::Part::Criterion(criterion) = part
            && let Some(points) = criterion.scale.maximum()
        {
            rows += 1;
            let label = criterion.label.as_ref().map(|label| label.wording("zh-CN").to_string());
            sheet.rows.push(vec![
                label.unwrap_or_default().into(),
                criterion.text.wording("zh-CN").to_string().into(),
                points.into(),
            ]);
        }
    });
    sheet.push_texts(["", "合计", "100", ""]);
    let original = path("original.xlsx");
    let bytes = Workbook::of(vec![sheet]).to_bytes();
    fs::write(&original, &bytes).expect("the folder is there");
    let name = original.to_string_lossy().into_owned();
    let filled = path("filled.xlsx");
    let output = made("fill", &[&name], &filled, &["--today", "2026-11-28"]);
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", err(&output));
    let book = read(&filled);
    let (_, table) = book.tables().next().expect("a table");
    assert_eq!(table.text(rows + 1, 3), "90");
    assert_eq!(fs::read(&original).expect("the original"), bytes);
    let output = made("fill", &[&name], &original, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("it would be replaced"), "{}", err(&output));
}
