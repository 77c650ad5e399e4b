//! A broken rubric: all problems at once, each with its place, in the reader's language.

use super::support::{browse, files};

const BROKEN: &str = r#"{
  "format": 1, "id": "broken", "version": "1", "status": "final",
  "titel": "t",
  "title": "t",
  "total": 99,
  "sections": [{
    "id": "s", "title": "t",
    "criteria": [
      {"id": "a", "text": "x", "scale": {"kind": "points", "max": 5, "step": 0.3}},
      {"id": "a", "text": "x", "scale": {"kind": "points", "max": "5"}}
    ]
  }],
  "grades": {"bands": [{"id": "good", "label": "g", "atLeast": 3}, {"id": "best", "label": "b", "atLeast": 9}]}
}"#;

/// The place of each problem, and its message in Chinese and English.
const EXPECTED: [[&str; 4]; 4] = [
    [
        "第 3 行第 3 列",
        "Line 3, column 3",
        "此处没有“titel”这个键。请改为“title”。",
        "The key “titel” is not known here. Write “title”.",
    ],
    [
        "第 9 行第 78 列",
        "Line 9, column 78",
        "分档 0.3 不能整除从 0 到 5 的范围。请换一个能整除的。",
        "A step of 0.3 does not divide the range from 0 to 5. Choose one that does.",
    ],
    [
        "第 10 行第 14 列",
        "Line 10, column 14",
        "标识“a”已被第 9 行占用。请另起一个。",
        "The id “a” is taken already, on line 9. Give this one another id.",
    ],
    [
        "第 10 行第 67 列",
        "Line 10, column 67",
        "此处应为数字，现为 “5”。请改为不加引号的数字。",
        "Expected a number, found “5”. Write it in digits, without quotes.",
    ],
];

#[test]
fn all_are_shown_at_once_in_both_languages() {
    browse(|page| {
        page.open(&files::shipped());
        page.open_file(&files::write("broken.json", BROKEN));
        page.shows("“broken.json”没有打开");
        for [place, _, words, _] in EXPECTED {
            page.shows(place);
            page.shows(words);
        }
        page.find("button", "EN").click();
        page.shows("“broken.json” was not opened.");
        for [_, place, _, words] in EXPECTED {
            page.shows(place);
            page.shows(words);
        }
        page.find("button", "Dismiss").click();
        page.until("the problems are gone", "!document.querySelector('.problems')");
    });
}

#[test]
fn a_file_that_is_no_rubric() {
    for (name, text, words) in [
        ("empty.json", "", "文件不完整"),
        ("prose.json", "自评表", "不是有效的 JSON"),
        ("later.json", r#"{"format": 2, "id": "x"}"#, "需要更新版本的程序"),
        (
            "package.json",
            r#"{"name": "portal", "version": "1.0.0", "type": "module"}"#,
            "这个 JSON 文件不是量表",
        ),
        ("list.json", "[1, 2, 3]", "这个 JSON 文件不是量表"),
        ("cut.json", r#"{"format": 1, "id": "x", "ver"#, "文件不完整，缺少"),
    ] {
        browse(|page| {
            page.open(&files::shipped());
            page.open_file(&files::write(name, text));
            page.shows(&format!("“{name}”没有打开"));
            page.shows(words);
        });
    }
}
