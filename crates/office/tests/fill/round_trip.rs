//! What is written is read back: tables of many shapes, made by a small generator.

use crate::kit::{changed_cells, changed_members, changed_parts, docx, made, member, xlsx};
use assessment::points::Decimal;
use office::draft::DoubtKind;
use office::fill::{Entry, Item, Values, fill};
use std::collections::BTreeMap;

/// Numbers that look random and are the same every time (Knuth, MMIX).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn coin(&mut self) -> bool {
        self.roll(2) == 0
    }
}

/// A cell: its text, how many columns and rows it covers, and whether it is covered by the one above.
#[derive(Clone, Default)]
struct Cell {
    text: String,
    columns: usize,
    rows: usize,
    is_covered: bool,
}

fn cell(text: impl Into<String>) -> Cell {
    Cell {
        text: text.into(),
        columns: 1,
        rows: 1,
        is_covered: false,
    }
}

/// A form: its cells, and the scores by the texts of the criteria.
struct Form {
    rows: Vec<Vec<Cell>>,
    points: Vec<(String, Decimal)>,
}

fn form(dice: &mut Dice) -> Form {
    let mut heads = vec!["类别"];
    if dice.coin() {
        heads.push("序号");
    }
    heads.push("评估内容");
    let mut others = vec!["分值", "自评得分"];
    for head in ["扣分原因", "备注", "佐证材料", "评分标准", "考核得分"] {
        if dice.coin() {
            others.push(head);
        }
    }
    while !others.is_empty() {
        heads.push(others.remove(dice.roll(others.len())));
    }
    let content = heads.iter().position(|head| *head == "评估内容").expect("a column");
    let has_subtotals = dice.coin();
    let mut rows = vec![heads.iter().map(|head| cell(*head)).collect::<Vec<_>>()];
    let mut points = Vec::new();
    let mut number = 0;
    let mut sum = Decimal::ZERO;
    let total_row = |rows: &mut Vec<Vec<Cell>>, word: &str, from: usize, sum: Decimal| {
        let mut row: Vec<Cell> = heads.iter().map(|_| cell("")).collect();
        row[from].text = word.to_owned();
        row[from].columns = content + 1 - from;
        row.drain(from + 1..=content);
        let at = row.len() - (heads.len() - content - 1);
        let column = heads[content + 1..]
            .iter()
            .position(|head| *head == "分值")
            .expect("a column");
        row[at + column].text = sum.to_string();
        rows.push(row);
    };
    for section in 0..1 + dice.roll(4) {
        let first = rows.len();
        let mut part = Decimal::ZERO;
        for _ in 0..1 + dice.roll(6) {
            number += 1;
            let own = Decimal::whole(1 + dice.roll(20) as i32);
            // Texts that come again are told apart by their numbers or their places.
            let text = match dice.roll(12) {
                0 => "档案资料齐全".to_owned(),
                _ => format!("按要求落实{section}类任务{number}"),
            };
            let row = heads.iter().map(|head| match *head {
                "类别" => cell(format!("类别{}", ["甲", "乙", "丙", "丁"][section])),
                "序号" => cell(number.to_string()),
                "评估内容" => cell(&*text),
                "分值" => cell(own.to_string()),
                "评分标准" => cell("酌情评分"),
                _ => cell(""),
            });
            rows.push(row.collect());
            points.push((text, own));
            part = part + own;
        }
        sum = sum + part;
        if has_subtotals {
            total_row(&mut rows, "小计", 1, part);
            rows.last_mut().expect("a row")[0] = cell(format!("类别{}", ["甲", "乙", "丙", "丁"][section]));
        }
        let count = rows.len() - first;
        for row in &mut rows[first..] {
            row[0].is_covered = true;
        }
        rows[first][0].is_covered = false;
        rows[first][0].rows = count;
    }
    if dice.coin() {
        total_row(&mut rows, "合计", 0, sum);
    }
    Form { rows, points }
}

fn word(form: &Form, dice: &mut Dice) -> Vec<u8> {
    let empties = [
        "<w:p/>",
        "<w:p></w:p>",
        "<w:p><w:pPr><w:rPr><w:sz w:val=\"21\"/></w:rPr></w:pPr></w:p>",
        "<w:p><w:r><w:t xml:space=\"preserve\">  </w:t></w:r></w:p>",
        "<w:p><w:bookmarkStart w:id=\"0\" w:name=\"a\"/><w:bookmarkEnd w:id=\"0\"/></w:p>",
        "<w:p/><w:p/>",
    ];
    let mut body = String::from("<w:tbl>");
    for row in &form.rows {
        body.push_str("<w:tr>");
        for cell in row {
            let merge = match (cell.is_covered, cell.rows) {
                (true, _) => "<w:vMerge/>",
                (false, 2..) => "<w:vMerge w:val=\"restart\"/>",
                _ => "",
            };
            let (first, second) = cell
                .text
                .split_at(cell.text.char_indices().nth(1).map_or(0, |(at, _)| at));
            let content = match &*cell.text {
                _ if cell.is_covered => "<w:p/>".to_owned(),
                "" => empties[dice.roll(empties.len())].to_owned(),
                text if dice.coin() => crate::kit::p(text),
                _ => format!(
                    "<w:p><w:r><w:t>{first}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{second}</w:t></w:r></w:p>"
                ),
            };
            body.push_str(&format!(
                "<w:tc><w:tcPr><w:gridSpan w:val=\"{}\"/>{merge}</w:tcPr>{content}</w:tc>",
                cell.columns
            ));
        }
        body.push_str("</w:tr>");
    }
    docx(&(crate::kit::p("工作考核自评表") + &body + "</w:tbl>"))
}

fn excel(form: &Form, dice: &mut Dice) -> Vec<u8> {
    let (mut data, mut merged) = (String::new(), String::new());
    let from = 1 + dice.roll(3);
    for (at, row) in form.rows.iter().enumerate() {
        let number = from + at;
        data.push_str(&format!("<row r=\"{number}\">"));
        let mut column = 0;
        for cell in row {
            let letter = |column: usize| char::from(b'A' + column as u8);
            let name = format!("{}{number}", letter(column));
            match &*cell.text {
                text if cell.is_covered || text.is_empty() => {
                    if dice.coin() {
                        data.push_str(&format!("<c r=\"{name}\" s=\"1\"/>"));
                    }
                }
                text if text.parse::<Decimal>().is_ok() => {
                    data.push_str(&format!("<c r=\"{name}\"><v>{text}</v></c>"));
                }
                text => data.push_str(&format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")),
            }
            if cell.columns > 1 || cell.rows > 1 {
                let last = format!("{}{}", letter(column + cell.columns - 1), number + cell.rows - 1);
                merged.push_str(&format!("<mergeCell ref=\"{name}:{last}\"/>"));
            }
            column += cell.columns;
        }
        data.push_str("</row>");
    }
    xlsx(
        &[(
            "自评表",
            &format!("<sheetData>{data}</sheetData><mergeCells>{merged}</mergeCells>"),
        )],
        &[],
        "",
    )
}

/// Some of the points, in halves.
fn score(dice: &mut Dice, points: Decimal) -> Decimal {
    let halves = points.ten_thousandths() / 5000;
    Decimal::of_ten_thousandths(i128::from(dice.roll(halves as usize + 1) as i64) * 5000).expect("a score")
}

#[test]
fn what_is_written_is_read_back() {
    let mut dice = Dice(21);
    let (mut all, mut sums) = (0, 0);
    for round in 0..60 {
        let form = form(&mut dice);
        for name in ["a.docx", "a.xlsx"] {
            let original = match name {
                "a.docx" => word(&form, &mut dice),
                _ => excel(&form, &mut dice),
            };
            let (rubric, origin) = made(&original, name);
            let document = office::read(&original, name, &|_, _| None).unwrap();
            let draft = office::understand(&document).unwrap();
            let texts: Vec<&str> = draft.criteria().iter().map(|criterion| &*criterion.text).collect();
            let expected: Vec<&str> = form.points.iter().map(|(text, _)| &**text).collect();
            assert_eq!(texts, expected, "{round} {name}");
            let mut scores = BTreeMap::new();
            let mut values = Values::default();
            for (at, (_, points)) in form.points.iter().enumerate() {
                let own = score(&mut dice, *points);
                scores.insert(at, own);
                let entry = Entry {
                    score: Some(own.to_string()),
                    reason: Some(format!("原因{at}")).filter(|_| dice.coin()),
                    note: Some(format!("备注{at}")).filter(|_| dice.coin()),
                    ..Entry::default()
                };
                values.criteria.insert(format!("c{}", at + 1), entry);
            }
            let mut from = 0;
            for (at, section) in rubric.root.sections.iter().enumerate() {
                let end = from + section.count as usize;
                let sum: Decimal = (from..end).map(|at| scores[&at]).sum();
                values.sections.insert(format!("s{}", at + 1), sum.to_string());
                from = end;
            }
            let total: Decimal = scores.values().copied().sum();
            values.total = Some(total.to_string());
            let filling = fill(&original, &rubric, Some(&origin), &values).unwrap();
            // All scores have their cells.
            let written: Vec<&Item> = filling.written.iter().map(|written| &written.item).collect();
            for id in values.criteria.keys() {
                assert!(written.contains(&&Item::Score(id.clone())), "{round} {name} {id}");
            }
            // Nothing is dropped.
            for (id, entry) in &values.criteria {
                let of = [
                    (&entry.reason, Item::Reason(id.clone())),
                    (&entry.note, Item::Note(id.clone())),
                ];
                for (_, item) in of.into_iter().filter(|(value, _)| value.is_some()) {
                    let is_left = filling.left.iter().any(|left| left.item == item);
                    assert_ne!(written.contains(&&item), is_left, "{round} {name} {item:?}");
                }
            }
            // Only cells that are named differ.
            let places: std::collections::BTreeSet<_> = filling.written.iter().map(|written| &written.place).collect();
            let changed = match name {
                "a.docx" => {
                    let path = "word/document.xml";
                    assert_eq!(changed_members(&original, &filling.bytes), [path]);
                    let (cells, paragraphs) = changed_parts(&member(&original, path), &member(&filling.bytes, path));
                    assert!(paragraphs.is_empty());
                    cells.len()
                }
                _ => {
                    let path = "xl/worksheets/sheet1.xml";
                    assert_eq!(changed_members(&original, &filling.bytes), [path]);
                    changed_cells(&member(&original, path), &member(&filling.bytes, path)).len()
                }
            };
            assert_eq!(changed, places.len(), "{round} {name}");
            // Read again, the scores and the notes are where they belong, and the sums agree.
            let document = office::read(&filling.bytes, name, &|_, _| None).unwrap();
            let draft = office::understand(&document).unwrap();
            for (at, criterion) in draft.criteria().iter().enumerate() {
                assert_eq!(criterion.own, Some(scores[&at]), "{round} {name} {at}");
                assert_eq!(criterion.text, form.points[at].0);
            }
            let differs =
                |kind: &DoubtKind| matches!(kind, DoubtKind::OwnSumDiffers { .. } | DoubtKind::SumDiffers { .. });
            assert!(!draft.doubts.iter().any(|doubt| differs(&doubt.kind)), "{round} {name}");
            all += scores.len();
            sums += written
                .iter()
                .filter(|item| matches!(item, Item::Total | Item::Subtotal(_) | Item::Sum))
                .count();
            // Filled in again, it is the same.
            let again = fill(&filling.bytes, &rubric, Some(&origin), &values).unwrap();
            assert_eq!(again.bytes, filling.bytes, "{round} {name}");
        }
    }
    assert!(all > 800 && sums > 120, "{all} {sums}");
}
