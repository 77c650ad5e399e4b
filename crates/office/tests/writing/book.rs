//! Papers as workbooks.

use crate::kit::{assert_well_formed, elements, members, xml};
use crate::papers::{cell, picture};
use office::compose::order::sheet_name;
use office::paper::{Align, Content, Paper, Row, RowKind, Style, Table};
use office::write::book::book;

/// A table of some columns with a head, a row of texts, and one that covers the rest.
fn table(columns: u16, texts: &[(&str, Align)]) -> Content {
    let head = (1..=columns).map(|i| cell(&format!("h{i}"), Align::Centre));
    Content::Table(Table {
        widths: vec![2; usize::from(columns)],
        head: vec![Row::new(RowKind::Plain, head)],
        rows: vec![
            Row::new(RowKind::Section, [cell("all", Align::Start).over(columns)]),
            Row::new(RowKind::Plain, texts.iter().map(|(text, align)| cell(text, *align))),
        ],
    })
}

/// An order with its slip and a second order, as they are composed.
fn orders() -> Paper {
    let mut paper = Paper {
        language: "en".into(),
        title: "Order".into(),
        ..Paper::default()
    };
    paper.say("to:A/addressee", Style::Plain, "Ms A:");
    paper.say("to:A/opening", Style::Body, "Please.");
    paper.push(
        "to:A/t",
        table(4, &[("7", Align::Centre), ("07", Align::Centre), ("7", Align::Start)]),
    );
    paper.say("to:A/seal", Style::Signature, "Seal");
    paper.push("to:A/slip", Content::PageBreak);
    paper.head("to:A/slip:heading", 1, "Slip");
    paper.push("to:A/s", table(2, &[("1.50", Align::End), ("-1.5", Align::End)]));
    paper.push("to:B/page", Content::PageBreak);
    paper.say("to:B/title", Style::Title, "Order");
    paper.push("to:B/p", picture(4, 3, "a photo"));
    paper.push("to:B/end", Content::PageBreak);
    paper
}

#[test]
fn pages_are_sheets_with_their_titles_heads_and_names() {
    let bytes = book(&orders(), &sheet_name).to_bytes();
    let members = members(&bytes);
    for path in members.keys() {
        assert_well_formed(&xml(&members, path), path);
    }
    let read = office::read(&bytes, "a.xlsx", &|_, _| None).expect("a workbook");
    let sheets: Vec<_> = read.tables().map(|(_, table)| table).collect();
    let names: Vec<_> = sheets.iter().filter_map(|sheet| sheet.name.as_deref()).collect();
    // The last break has nothing after it.
    assert_eq!(names, ["Ms A", "Slip", "Order"]);
    let column = |sheet: usize, column| -> Vec<&str> {
        (0..sheets[sheet].rows.len())
            .map(|row| sheets[sheet].text(row, column))
            .collect()
    };
    assert_eq!(column(0, 0), ["Order", "Ms A:", "Please.", "h1", "all", "7", "Seal"]);
    assert_eq!(column(0, 1)[5], "07");
    assert_eq!(column(1, 0), ["Slip", "h1", "all", "1.50"]);
    assert_eq!(column(2, 0), ["Order", "a photo"]);
}

#[test]
fn figures_in_columns_of_figures_are_numbers_and_all_else_is_text() {
    let members = members(&book(&orders(), &|_| None).to_bytes());
    let kinds = |sheet: &str, row: usize| -> Vec<bool> {
        let all = elements(&xml(&members, &format!("xl/worksheets/{sheet}.xml")));
        let own = all
            .into_iter()
            .filter(|seen| seen.name == "c" && seen.get("r")[1..] == row.to_string());
        own.map(|seen| seen.attributes.contains_key("t")).collect()
    };
    // 7 in the middle; 07 and a 7 at the start are texts; the fourth cell is empty.
    assert_eq!(kinds("sheet1", 6), [false, true, true, false]);
    // A figure is the number that it says or a text: 1.50 is not how a number is written.
    assert_eq!(kinds("sheet2", 4), [true, false]);
}

#[test]
fn heads_are_repeated_and_stay_in_view_where_there_is_room() {
    let members = members(&book(&orders(), &|_| None).to_bytes());
    let workbook = xml(&members, "xl/workbook.xml");
    assert!(workbook.contains("localSheetId=\"0\">'Order'!$4:$4<"), "{workbook}");
    assert!(workbook.contains("localSheetId=\"1\">'Slip'!$2:$2<"), "{workbook}");
    let frozen = |sheet: usize| {
        let sheet = xml(&members, &format!("xl/worksheets/sheet{sheet}.xml"));
        let pane = elements(&sheet).into_iter().find(|seen| seen.name == "pane");
        pane.map(|pane| pane.number("ySplit"))
    };
    assert_eq!([frozen(1), frozen(2), frozen(3)], [Some(4), Some(2), None]);
    let mut long = orders();
    for i in 0..5 {
        long.blocks.insert(
            1,
            office::paper::Block {
                key: format!("more{i}"),
                content: Content::Paragraph {
                    style: Style::Body,
                    text: "more".into(),
                },
            },
        );
    }
    let members = crate::kit::members(&book(&long, &|_| None).to_bytes());
    assert!(xml(&members, "xl/workbook.xml").contains("'Order'!$9:$9<"));
    assert!(!xml(&members, "xl/worksheets/sheet1.xml").contains("<pane"));
}

#[test]
fn wide_tables_lie_across_and_narrow_ones_fill_the_sheet() {
    let mut paper = Paper::default();
    paper.push("wide", table(7, &[]));
    paper.push("narrow", table(2, &[("a", Align::Start), ("b", Align::Start)]));
    let members = members(&book(&paper, &|_| None).to_bytes());
    let sheet = xml(&members, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("orientation=\"landscape\""));
    let merged: Vec<String> = elements(&sheet)
        .into_iter()
        .filter(|seen| seen.name == "mergeCell")
        .map(|seen| seen.get("ref").to_owned())
        .collect();
    // The rows over all columns, and the second column of the narrow table, which covers six.
    assert_eq!(merged, ["A2:G2", "B4:G4", "A5:G5", "B6:G6"]);
    // 132 in seven parts.
    let widths: u32 = elements(&sheet)
        .iter()
        .filter(|seen| seen.name == "col")
        .map(|seen| seen.number("width"))
        .sum();
    assert_eq!(widths, 132);
    let members = crate::kit::members(&book(&Paper::default(), &|_| None).to_bytes());
    assert!(xml(&members, "xl/workbook.xml").contains("<sheet name=\"Sheet\""));
}
