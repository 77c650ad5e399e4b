//! Damaged originals: nothing panics, and what is written is never in a file that was not understood.

use crate::kit::{docx, made, members, scores, table, xlsx};
use assessment::rubric::Rubric;
use office::fill::{Filling, Origin, fill};

fn word() -> Vec<u8> {
    docx(&table(&[
        "序号|内容|分值|自评分",
        "1|要求一|5|",
        "2|要求二|5|",
        "2:合计|10|",
    ]))
}

fn excel() -> Vec<u8> {
    let strings = ["序号", "内容", "分值", "自评分", "要求一", "要求二", "合计"];
    let text = |cell: &str, index: usize| format!("<c r=\"{cell}\" t=\"s\"><v>{index}</v></c>");
    let rows = [
        format!(
            "<row r=\"1\">{}{}{}{}</row>",
            text("A1", 0),
            text("B1", 1),
            text("C1", 2),
            text("D1", 3)
        ),
        format!(
            "<row r=\"2\">{}<c r=\"C2\"><v>5</v></c><c r=\"D2\"/></row>",
            text("B2", 4)
        ),
        format!("<row r=\"3\">{}<c r=\"C3\"><v>5</v></c></row>", text("B3", 5)),
        format!(
            "<row r=\"4\">{}<c r=\"C4\"><f>SUM(C2:C3)</f><v>10</v></c><c r=\"D4\"><f>SUM(D2:D3)</f></c></row>",
            text("B4", 6)
        ),
    ];
    let sheet = format!(
        "<sheetData>{}</sheetData><mergeCells><mergeCell ref=\"A4:B4\"/></mergeCells>",
        rows.concat()
    );
    xlsx(&[("表", &sheet)], &strings, "<definedNames/>")
}

/// Fills in a file; `None` if it is refused.
type Fill<'f> = &'f dyn Fn(&[u8]) -> Option<Filling>;

fn each(visit: &dyn Fn(&str, &[u8], Fill<'_>)) {
    for (name, original) in [("a.docx", word()), ("a.xlsx", excel())] {
        let (rubric, origin): (Rubric, Origin) = made(&original, name);
        let mut values = scores(&["3", "4.5"]);
        values.total = Some("7.5".to_owned());
        assert!(fill(&original, &rubric, Some(&origin), &values).unwrap().written.len() == 3);
        visit(name, &original, &|bytes| {
            fill(bytes, &rubric, Some(&origin), &values).ok()
        });
    }
}

#[test]
fn truncated_originals_are_refused() {
    each(&|name, original, fill| {
        for end in (0..original.len()).step_by(97) {
            assert_eq!(fill(&original[..end]), None, "{name} {end}");
        }
    });
}

#[test]
fn flipped_bytes_are_refused_or_keep_the_archive_whole() {
    each(&|name, original, fill| {
        for at in (0..original.len()).step_by(3) {
            for flip in [0x01, 0x80, 0xff] {
                let mut bytes = original.to_vec();
                bytes[at] ^= flip;
                // A member that is changed was read with its checksum; the others are copied as they are.
                if let Some(filling) = fill(&bytes).filter(|filling| filling.bytes != bytes) {
                    let path = if name == "a.docx" {
                        "word/document.xml"
                    } else {
                        "xl/worksheets/sheet1.xml"
                    };
                    let raw = String::from_utf8_lossy(&filling.bytes).into_owned();
                    assert!(raw.contains(path), "{name} {at}");
                }
            }
        }
    });
}

#[test]
fn damaged_xml_is_refused_or_filled_in_where_it_is_understood() {
    each(&|name, original, fill| {
        let all = members(original);
        for member in &all {
            let text = String::from_utf8(member.content.clone()).unwrap();
            for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)).step_by(53) {
                for (from, put) in [(at, "<"), (at, "&#0;"), (at, "9"), (at, "</w:tc>"), (at, "")] {
                    let mut damaged = text[..from].to_owned();
                    damaged.push_str(put);
                    damaged.push_str(&text[from..].chars().skip(1).collect::<String>());
                    let contents: Vec<(&str, String)> = all
                        .iter()
                        .map(|other| match other.name == member.name {
                            true => (&*other.name, damaged.clone()),
                            false => (&*other.name, String::from_utf8(other.content.clone()).unwrap()),
                        })
                        .collect();
                    let list: Vec<(&str, &str)> = contents.iter().map(|(path, text)| (*path, &**text)).collect();
                    if let Some(filling) = fill(&crate::kit::zip(&list)) {
                        // What is given back is an archive whose members are whole.
                        assert_eq!(members(&filling.bytes).len(), all.len(), "{name} {at}");
                    }
                }
            }
        }
    });
}
