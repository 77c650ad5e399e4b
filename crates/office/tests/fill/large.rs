//! Long forms: nothing in them costs more than their length.

use crate::kit::{docx, made, table, xlsx};
use office::fill::{Entry, Values, fill};

const ROWS: usize = 1000;

#[test]
fn long_forms_are_filled_in() {
    let rows: Vec<String> = (1..=ROWS).map(|row| format!("{row}|工作要求之{row}落实|5|")).collect();
    let mut all = vec!["序号|内容|分值|自评分"];
    all.extend(rows.iter().map(String::as_str));
    let cells: String = all
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let cells: String = row
                .split('|')
                .zip("ABCD".chars())
                .filter(|(text, _)| !text.is_empty())
                .map(|(text, column)| format!("<c r=\"{column}{}\" t=\"inlineStr\"><is><t>{text}</t></is></c>", at + 1))
                .collect();
            // The score of the row and of all rows before it.
            let sum = format!("<c r=\"F{0}\"><f>F{1}+D{0}</f><v>0</v></c>", at + 1, at.max(1));
            format!("<row r=\"{}\">{cells}{}</row>", at + 1, if at > 0 { &*sum } else { "" })
        })
        .collect();
    let sheet = format!("<sheetData>{cells}</sheetData>");
    for (name, original) in [
        ("a.docx", docx(&table(&all))),
        ("a.xlsx", xlsx(&[("表", &sheet)], &[], "")),
    ] {
        let (rubric, origin) = made(&original, name);
        let values = Values {
            criteria: (1..=ROWS)
                .map(|row| {
                    let score = Some("4".to_owned());
                    (
                        format!("c{row}"),
                        Entry {
                            score,
                            ..Entry::default()
                        },
                    )
                })
                .collect(),
            ..Values::default()
        };
        let filling = fill(&original, &rubric, Some(&origin), &values).unwrap();
        assert_eq!((filling.written.len(), filling.left.len()), (ROWS, 0), "{name}");
        if name == "a.xlsx" {
            let last = filling.formulas.last().unwrap();
            assert_eq!((&*last.cell, last.value.as_deref()), ("F1001", Some("4000")));
        }
    }
}
