//! Pages, drawings and plain text.

use crate::kit::{assert_well_formed, count, elements};
use crate::papers::{PIXEL, cell, chart, chinese, english, picture, scores};
use office::document::Block as Read;
use office::paper::{Align, Chart, Content, Paper, Row, RowKind, Style, Table};
use office::write::html::html;
use office::write::plain;
use office::write::svg::svg;

fn as_chart(content: Content) -> Chart {
    match content {
        Content::Chart(chart) => chart,
        other => panic!("{other:?}"),
    }
}

#[test]
fn page_is_alone_and_obeys_a_strict_policy() {
    for paper in [chinese(), english(), Paper::default()] {
        let page = html(&paper);
        assert_eq!(page, html(&paper));
        assert!(page.contains(&format!("<html lang=\"{}\">", paper.language)));
        assert_eq!(count(&page, "<style>"), 1);
        for part in ["<script", " style=", "<link", "url(", "@import", "src=\"http"] {
            assert!(!page.contains(part), "{part}");
        }
        let address = |part: &str| part.starts_with("www.w3.org/2000/svg");
        assert!(page.split("http://").skip(1).all(address));
    }
}

#[test]
fn page_is_read_back_with_the_same_headings_and_tables() {
    for paper in [chinese(), english()] {
        let read = office::read_html(&html(&paper)).expect("a page");
        let headings: Vec<(u8, &str)> = read
            .blocks
            .iter()
            .filter_map(|block| match block {
                Read::Paragraph(paragraph) => paragraph.heading.map(|level| (level, &*paragraph.text)),
                Read::Table(_) => None,
            })
            .collect();
        let mut wanted = vec![(1, &*paper.title)];
        let mut tables = Vec::new();
        for block in &paper.blocks {
            match &block.content {
                Content::Heading { level, text } => wanted.push((level + 1, text)),
                Content::Table(table) => tables.push(table),
                _ => {}
            }
        }
        assert_eq!(headings, wanted);
        let seen: Vec<_> = read.tables().map(|(_, table)| table).collect();
        assert_eq!(seen.len(), tables.len());
        for (seen, table) in seen.iter().zip(&tables) {
            assert_eq!(seen.rows.len(), table.head.len() + table.rows.len());
            assert_eq!(seen.width(), 5);
            assert!(seen.rows[0].head);
        }
    }
}

#[test]
fn tables_of_a_page_say_what_their_heads_are_of() {
    let mut paper = Paper::default();
    paper.push(
        "t",
        Content::Table(scores(["a", "b", "c", "d", "e"], "s", "t", "sum", 10)),
    );
    let page = html(&paper);
    assert_eq!(count(&page, "<th scope=\"col\" class=\"centre\">"), 5);
    assert_eq!(count(&page, "<thead>"), 1);
    // Ten rows are two sections of nine and one, each a group of rows.
    assert_eq!(count(&page, "<tbody>"), 2);
    assert_eq!(count(&page, "</tbody>"), 2);
    assert_eq!(count(&page, "<th scope=\"rowgroup\" colspan=\"5\">"), 2);
    assert!(page.contains("<tr class=\"strong\"><th scope=\"row\" colspan=\"2\" class=\"centre\">sum</th>"));
    // 8, 50, 10, 10 and 22 of 100.
    assert!(page.contains("#t1 col:nth-child(2){width:50.0%}"));
    assert!(page.contains("#t1 col:nth-child(5){width:22.0%}"));
}

#[test]
fn pictures_of_a_page_are_in_it() {
    let mut paper = Paper::default();
    paper.push("p", picture(20, 10, "a \"quoted\" <picture>"));
    let page = html(&paper);
    // The first nine bytes of a PNG file are 89 50 4e 47 0d 0a 1a 0a 00; 67 bytes leave one over, so the end is padded twice.
    assert!(page.contains("src=\"data:image/png;base64,iVBORw0KGgoA"));
    assert!(page.contains("==\" alt=\"a &quot;quoted&quot; &lt;picture&gt;\" width=\"20\" height=\"10\">"));
    assert_eq!(PIXEL.len() % 3, 1);
}

#[test]
fn print_rules_are_those_of_the_word_file() {
    for paper in [chinese(), english()] {
        let page = html(&paper);
        assert!(page.contains("@page{size:A4;margin:37mm 26mm 35mm 28mm;"));
        assert!(page.contains("thead{display:table-header-group}"));
        assert!(page.contains("tr{break-inside:avoid}"));
    }
}

#[test]
fn bars_end_where_their_figures_are() {
    let one = as_chart(chart(
        "t",
        &["a"],
        &[("甲", &[Some("100")]), ("乙", &[Some("50")]), ("丙", &[None])],
    ));
    let drawing = svg(&one, "zh-CN");
    assert_well_formed(&drawing, "svg");
    let rects: Vec<(String, String)> = elements(&drawing)
        .iter()
        .filter(|seen| seen.name == "rect")
        .map(|seen| (seen.get("x").to_owned(), seen.get("width").to_owned()))
        .collect();
    // A name of one character takes 13 and a distance of 8; "100%" takes 4 × 7.5 and 8 of the 640: bars are from 21 to 602.
    let rect = |x: &str, width: &str| (x.to_owned(), width.to_owned());
    assert_eq!(rects, [rect("21", "581"), rect("21", "290.5")]);
    // Three rows of 28, with 4 above and below.
    assert!(drawing.contains("width=\"640\" height=\"92\" viewBox=\"0 0 640 92\""));
    assert!(drawing.contains(">–</text>"), "what is missing is a dash");

    // From -100 to 100: zero is in the middle. "-100%" takes 5 × 7.5: bars are from 21 to 594.5, 573.5 wide, zero at 307.75.
    let both = as_chart(chart("t", &["a"], &[("甲", &[Some("-100")]), ("乙", &[Some("100")])]));
    let rects: Vec<(String, String)> = elements(&svg(&both, "zh-CN"))
        .iter()
        .filter(|seen| seen.name == "rect")
        .map(|seen| (seen.get("x").to_owned(), seen.get("width").to_owned()))
        .collect();
    assert_eq!(rects, [rect("21", "286.7"), rect("307.7", "286.8")]);
}

#[test]
fn two_series_are_told_apart_without_colour() {
    let two = as_chart(chart("t", &["今年", "去年"], &[("甲", &[Some("100"), Some("50")])]));
    let drawing = svg(&two, "zh-CN");
    // One of each in the legend and one of each as bars.
    assert_eq!(count(&drawing, "<rect "), 4);
    assert_eq!(count(&drawing, "fill-opacity=\"0.1\" stroke=\"currentColor\""), 2);
    assert!(drawing.contains(">今年</text>") && drawing.contains(">去年</text>"));
    assert!(!drawing.contains("style=") && !drawing.contains('#'));
}

#[test]
fn long_names_are_cut_and_in_full_in_the_title() {
    let name = "条件保障（场地、器材与经费投入情况及其管理使用）";
    let long = as_chart(chart("a < b", &["a"], &[(name, &[Some("1")])]));
    let drawing = svg(&long, "zh-CN");
    assert!(drawing.contains("role=\"img\""));
    assert!(drawing.contains("<title>a &lt; b</title>"));
    assert!(drawing.contains(&format!("<g><title>{name}</title>")));
    // 220 less the dots are 207: 15 characters of 13 are 195, a sixteenth would be 208.
    assert!(drawing.contains(">条件保障（场地、器材与经费投入…</text>"));
}

#[test]
fn text_has_lines_of_tables_with_tabs() {
    let mut paper = Paper {
        language: "zh-CN".to_owned(),
        title: "报告".to_owned(),
        ..Paper::default()
    };
    paper.push("c", Content::Contents);
    paper.head("h", 1, "一、概况");
    paper.head("h2", 2, "（一）人员");
    paper.say("b", Style::Body, "正文。");
    paper.say("e", Style::Plain, "");
    let text = |text: &str| cell(text, Align::Start);
    paper.push(
        "t",
        Content::Table(Table {
            widths: Vec::new(),
            head: vec![Row::new(RowKind::Plain, [text("甲"), text("乙"), text("丙")])],
            rows: vec![
                Row::new(RowKind::Plain, [text("1"), text("二\n行"), text("a\tb")]),
                Row::new(RowKind::Total, [text("合计").over(2), text("9")]),
                Row::new(RowKind::Plain, [text("只")]),
            ],
        }),
    );
    paper.push("g", chart("图", &["今年", "去年"], &[("甲", &[Some("97.5"), None])]));
    paper.push("p", picture(1, 1, "操场"));
    paper.push("x", Content::PageBreak);
    paper.say("s", Style::Signature, "学校\n2026年");
    let wanted = "报告\n\n一、概况\n  （一）人员\n\n一、概况\n\n（一）人员\n\n　　正文。\n\n\
                  甲\t乙\t丙\n1\t二 行\ta b\n合计\t\t9\n只\t\t\n\n图\n\t今年\t去年\n甲\t97.5%\t–\n\n[操场]\n\n学校\n2026年\n";
    assert_eq!(plain::text(&paper), wanted);
    assert_eq!(plain::text(&Paper::default()), "\n");
}
