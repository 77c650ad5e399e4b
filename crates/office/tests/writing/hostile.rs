//! Papers with texts that try to break out, in all kinds of files.

use crate::docx::check;
use crate::kit::assert_well_formed;
use crate::papers::{cell, chart, picture};
use office::paper::{Align, Content, Paper, Row, RowKind, Style, Table};
use office::write::{docx::docx, html::html, plain, svg::svg};

const STYLES: [Style; 7] = [
    Style::Body,
    Style::Plain,
    Style::Centred,
    Style::Signature,
    Style::Remark,
    Style::Caption,
    Style::Missing,
];

fn texts() -> Vec<String> {
    vec![
        String::new(),
        "<&>\"'".to_owned(),
        "</w:t></w:r></w:p><w:p>]]><!--".to_owned(),
        "<script>alert(1)</script>\" onload=\"x".to_owned(),
        (0_u8..=0x20).chain(0x7f..=0x7f).map(char::from).collect(),
        "\u{fffe}\u{ffff}\u{feff}\u{85}\u{2028}\u{2029}\u{d7ff}\u{e000}\u{10ffff}".to_owned(),
        "\u{202e}right to left \u{5d0}\u{5d1}\u{5d2} \u{627}\u{644}\u{2066}".to_owned(),
        "\n\n\t\r\n".to_owned(),
        "字".repeat(8_000),
        "x".repeat(20_000),
        "&amp;&#0;&lt;%00 {0} \\ 😀".to_owned(),
    ]
}

/// A number that follows from the one before (Knuth's constants).
fn next(seed: &mut u64) -> usize {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize
}

/// A paper of blocks in any order with such texts.
fn any(seed: &mut u64) -> Paper {
    let texts = texts();
    let pick = |seed: &mut u64| -> &str { &texts[next(seed) % texts.len()] };
    let mut paper = Paper {
        language: ["zh-CN", "en", "", "zh\"<&\u{1}", "zh-Hant-TW"][next(seed) % 5].to_owned(),
        title: pick(seed).to_owned(),
        ..Paper::default()
    };
    for i in 0..next(seed) % 12 {
        let content = match next(seed) % 8 {
            0 => Content::Heading {
                level: (next(seed) % 256) as u8,
                text: pick(seed).to_owned(),
            },
            1 => Content::Table(table(seed, &texts)),
            2 => {
                let figures = [None, Some("97.5"), Some("-3"), Some(pick(seed)), Some("99999999999")];
                let figures: Vec<Option<&str>> = (0..next(seed) % 4).map(|i| figures[(next(seed) + i) % 5]).collect();
                let bars = vec![(pick(seed), &*figures); next(seed) % 30];
                let names = vec![pick(seed); next(seed) % 4];
                match chart(pick(seed), &names, &bars) {
                    Content::Chart(mut chart) => {
                        chart.unit = pick(seed).to_owned();
                        chart.most = ["100", "", "x", "-5", "0"][next(seed) % 5].to_owned();
                        Content::Chart(chart)
                    }
                    other => other,
                }
            }
            3 => picture(next(seed) as u32, next(seed) as u32 % 5000, pick(seed)),
            4 => Content::Contents,
            5 => Content::PageBreak,
            _ => Content::Paragraph {
                style: STYLES[next(seed) % STYLES.len()],
                text: pick(seed).to_owned(),
            },
        };
        paper.push(format!("{i}{}", pick(seed).len()), content);
    }
    paper
}

fn table(seed: &mut u64, texts: &[String]) -> Table {
    // Long texts are in one cell of a paper at most, as in life.
    let row = |seed: &mut u64| {
        let kind = [RowKind::Plain, RowKind::Section, RowKind::Total][next(seed) % 3];
        let cells = next(seed) % 6;
        let cells: Vec<_> = (0..cells)
            .map(|_| {
                let text = &texts[next(seed) % 8];
                let align = [Align::Start, Align::Centre, Align::End][next(seed) % 3];
                cell(text, align).over([0, 1, 1, 2, 40][next(seed) % 5])
            })
            .collect();
        Row::new(kind, cells)
    };
    Table {
        widths: (0..next(seed) % 8)
            .map(|_| [0, 1, 50, u16::MAX][next(seed) % 4])
            .collect(),
        head: (0..next(seed) % 3).map(|_| row(seed)).collect(),
        rows: (0..next(seed) % 5).map(|_| row(seed)).collect(),
    }
}

#[test]
fn any_paper_is_written_as_whole_files() {
    let mut seed = 21;
    for _ in 0..50 {
        let paper = any(&mut seed);
        let bytes = docx(&paper);
        check(&bytes);
        assert_eq!(bytes, docx(&paper));
        // Read again without a fault, or with nothing in it.
        match office::read(&bytes, "", &|_, _| None) {
            Ok(_) | Err(office::ReadError::Empty | office::ReadError::TooLarge) => {}
            Err(error) => panic!("{error:?}"),
        }
        let page = html(&paper);
        assert!(!page.contains("<script") && !page.contains("\" onload"));
        let body = page.split_once("<body>").map_or("", |(_, body)| body);
        let body = body
            .trim_end()
            .trim_end_matches("</html>")
            .trim_end()
            .trim_end_matches("</body>");
        // With the elements that have no end taken out, the page is XML: every element that begins ends.
        assert_well_formed(&closed(body), "page");
        for block in &paper.blocks {
            if let Content::Chart(chart) = &block.content {
                assert_well_formed(&svg(chart, &paper.language), "svg");
            }
        }
        plain::text(&paper);
    }
}

/// Ends the elements of HTML that have no end.
fn closed(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    for part in body.split_inclusive('>') {
        let start = part.rfind('<').map_or("", |at| &part[at..]);
        let is_void = ["<br>", "<col>", "<img "].iter().any(|tag| start.starts_with(tag));
        match part.strip_suffix('>') {
            Some(rest) if is_void => {
                out.push_str(rest);
                out.push_str("/>");
            }
            _ => out.push_str(part),
        }
    }
    out
}
