//! Tables of Word files.

use crate::docx::{assert_same, check, document};
use crate::kit::count;
use crate::papers::{cell, paper};
use office::paper::{Align, Content, Row, RowKind, Table};
use office::write::docx::docx;
use office::write::html::html;

#[test]
fn tables_are_merged_apart_and_end_with_a_paragraph() {
    let text = |text: &str| cell(text, Align::Start);
    let table = Table {
        widths: vec![1, 2, 3, 0],
        head: vec![
            Row::new(RowKind::Plain, [text("a").over(2), text("b").over(2)]),
            Row::new(RowKind::Plain, [text("c"), text("d"), text("e"), text("f")]),
        ],
        rows: vec![
            Row::new(RowKind::Section, [text("all").over(4)]),
            Row::new(RowKind::Plain, [text("name").over(4)]),
            Row::new(RowKind::Plain, [text("1\n2"), text("x").over(3)]),
            Row::new(RowKind::Total, [text("sum").over(3), text("9")]),
        ],
    };
    let paper = paper("zh-CN", [Content::Table(table.clone()), Content::Table(table.clone())]);
    let bytes = docx(&paper);
    check(&bytes);
    let read = office::read(&bytes, "", &|_, _| None).expect("a Word file");
    assert_eq!(read.tables().count(), 2);
    for (_, read) in read.tables() {
        assert_same(read, &table);
    }
    let document = document(&paper);
    assert!(!document.contains("</w:tbl><w:tbl>"));
    assert!(!document.contains("</w:tbl><w:sectPr>"));
    // Two heads stay with what follows, so does the section, the name, and the row before the sum: 2 + 2 cells, 4, 1, 1 and 2.
    let keeps = count(&document, "<w:pStyle w:val=\"Cell\"/><w:keepNext/>");
    assert_eq!(keeps, 2 * (2 + 4 + 1 + 1 + 2));
}

#[test]
fn short_lists_of_labels_are_on_one_page() {
    let list = |rows: usize, head: usize| {
        let row = || Row::new(RowKind::Plain, [cell("a", Align::Start), cell("b", Align::Start)]);
        Table {
            widths: vec![1, 2],
            head: (0..head).map(|_| row()).collect(),
            rows: (0..rows).map(|_| row()).collect(),
        }
    };
    // Two cells of each row but the last; a long list and one with a head may be broken, and the head stays with the first row.
    for (table, kept) in [(list(10, 0), 18), (list(11, 0), 0), (list(3, 1), 2)] {
        let paper = paper("en", [Content::Table(table)]);
        assert_eq!(
            count(&document(&paper), "<w:pStyle w:val=\"Cell\"/><w:keepNext/>"),
            kept
        );
        assert_eq!(html(&paper).contains("class=\"whole\""), kept > 2);
    }
}

#[test]
fn rows_with_fewer_cells_are_filled_and_wide_tables_stay_within_what_word_opens() {
    let text = |text: &str| cell(text, Align::Start);
    let few = Table {
        widths: vec![1, 1, 1],
        head: Vec::new(),
        rows: vec![
            Row::new(RowKind::Plain, [text("a")]),
            Row::new(RowKind::Plain, []),
            Row::new(RowKind::Plain, [text("b"), text("c"), text("d").over(9)]),
        ],
    };
    let wide = Table {
        widths: Vec::new(),
        head: Vec::new(),
        rows: vec![Row::new(RowKind::Plain, (0..70).map(|i| text(&i.to_string())))],
    };
    let vast = Table {
        widths: vec![u16::MAX; 3],
        head: Vec::new(),
        rows: vec![Row::new(
            RowKind::Total,
            [text("x").over(u16::MAX), text("y").over(u16::MAX)],
        )],
    };
    let paper = paper("en", [few, wide, vast].map(Content::Table));
    check(&docx(&paper));
    let document = document(&paper);
    // 3 + 8 columns, 63 and 63.
    assert_eq!(count(&document, "<w:gridCol "), 11 + 63 + 63);
    assert!(document.contains("62 63 64 65 66 67 68 69</w:t>"));
    assert!(document.contains("x y</w:t>"));
}
