//! Pictures and charts of Word files, and their captions.

use crate::docx::{check, document};
use crate::kit::{count, elements, members, xml};
use crate::papers::{PIXEL, cell, chart, paper, picture, said};
use office::paper::{Align, Content, Row, RowKind, Style};
use office::write::docx::docx;

#[test]
fn pictures_are_scaled_and_stored_once() {
    // A pixel is 9525 units, the text 156 mm: 8844 × 635 = 5,615,940. The greatest height is 85 mm: 3,060,000.
    let cases = [
        // Smaller than the text: 100 × 9525, 50 × 9525.
        ((100, 50), (952_500, 476_250)),
        // As wide as the text; a twentieth of it high.
        ((2000, 100), (5_615_940, 280_797)),
        // As wide as the text would be 4,211,955 high: as high as allowed, 4 ÷ 3 of it wide.
        ((4000, 3000), (4_080_000, 3_060_000)),
        // Upright: 3,060,000 × 3 ÷ 4.
        ((3000, 4000), (2_295_000, 3_060_000)),
        // What is not known is a pixel, and nothing is less.
        ((0, 0), (9525, 9525)),
        ((u32::MAX, 1), (5_615_940, 9525)),
        ((1, u32::MAX), (9525, 3_060_000)),
    ];
    for ((width, height), wanted) in cases {
        let paper = paper("zh-CN", [picture(width, height, "<\"&\n")]);
        let all = elements(&document(&paper));
        let extents: Vec<(u32, u32)> = all
            .iter()
            .filter(|seen| seen.name == "extent" || seen.name == "ext")
            .map(|seen| (seen.number("cx"), seen.number("cy")))
            .collect();
        assert_eq!(extents, [wanted, wanted], "{width} × {height}");
        let description = all
            .iter()
            .find(|seen| seen.name == "docPr")
            .expect("a drawing")
            .get("descr");
        assert_eq!(description, "<\"& ");
    }
    let mut other = PIXEL.to_vec();
    other.push(0);
    let mut paper = paper(
        "zh-CN",
        [
            picture(1, 1, "a"),
            picture(1, 1, "b"),
            picture(1, 1, "c"),
            picture(1, 1, "text"),
        ],
    );
    for (at, bytes) in [(1, other), (3, b"GIF89a".to_vec())] {
        if let Content::Picture(picture) = &mut paper.blocks[at].content {
            picture.bytes = bytes;
        }
    }
    let bytes = docx(&paper);
    check(&bytes);
    let members = members(&bytes);
    let media: Vec<&String> = members.keys().filter(|path| path.starts_with("word/media/")).collect();
    assert_eq!(media, ["word/media/image1.png", "word/media/image2.png"]);
    assert_eq!(members["word/media/image1.png"], PIXEL);
    let document = xml(&members, "word/document.xml");
    assert_eq!(count(&document, "r:embed=\"rIdImage1\""), 2);
    assert!(
        document.contains(">text</w:t>"),
        "a picture of another kind is its description"
    );
}

#[test]
fn captions_stay_with_what_they_belong_to() {
    let caption = |text: &str| said(Style::Caption, text);
    let paper = paper(
        "zh-CN",
        [
            // Below each of two pictures.
            picture(9, 9, "1"),
            caption("below 1"),
            picture(9, 9, "2"),
            caption("below 2"),
            said(Style::Body, "text"),
            // Above each of two pictures.
            caption("above 3"),
            picture(9, 9, "3"),
            caption("above 4"),
            picture(9, 9, "4"),
        ],
    );
    let document = document(&paper);
    let properties: Vec<&str> = document
        .split("<w:p><w:pPr>")
        .skip(1)
        .map(|paragraph| paragraph.split("</w:pPr>").next().unwrap_or_default())
        .collect();
    let picture = "<w:pStyle w:val=\"Picture\"/>";
    let kept = "<w:pStyle w:val=\"Picture\"/><w:keepNext/>";
    let below = "<w:pStyle w:val=\"Caption\"/><w:keepNext w:val=\"0\"/>";
    // The style of captions keeps them with what is below.
    let above = "<w:pStyle w:val=\"Caption\"/>";
    let body = "<w:pStyle w:val=\"BodyText\"/>";
    assert_eq!(
        properties,
        [kept, below, kept, below, body, above, picture, above, picture]
    );
}

#[test]
fn caption_between_a_chart_and_a_table_stays_with_both() {
    let bars: &[(&str, &[Option<&str>])] = &[("x", &[Some("1")])];
    let table = || office::paper::Table {
        rows: vec![Row::new(RowKind::Plain, [cell("a", Align::Start)])],
        ..Default::default()
    };
    let paper = paper(
        "zh-CN",
        [
            chart("title", &["a"], bars),
            said(Style::Caption, "caption"),
            Content::Table(table()),
        ],
    );
    let document = document(&paper);
    assert!(document.contains("<w:pStyle w:val=\"Picture\"/><w:keepNext/>"));
    assert!(document.contains("<w:pStyle w:val=\"Caption\"/></w:pPr>"));
}

#[test]
fn charts_have_their_figures_and_no_workbook() {
    let bars: &[(&str, &[Option<&str>])] = &[("甲 & 乙", &[Some("97.5"), None]), ("丙", &[Some("-2"), Some("x")])];
    let paper = paper("zh-CN", [chart("图", &["今年", "去年"], bars)]);
    let members = members(&docx(&paper));
    let chart = xml(&members, "word/charts/chart1.xml");
    let values: Vec<&str> = chart
        .split("<c:v>")
        .skip(1)
        .filter_map(|part| part.split("</c:v>").next())
        .collect();
    // Names of a series, of the bars, and figures. What is no number has no point.
    assert_eq!(
        values,
        ["今年", "甲 &amp; 乙", "丙", "97.5", "-2", "去年", "甲 &amp; 乙", "丙"]
    );
    assert!(chart.contains("formatCode=\"General&quot;%&quot;\""));
    // The axis is from -2 to 100, and an eighth more on both sides.
    assert!(chart.contains("<c:max val=\"112.5\"/><c:min val=\"-2.25\"/>"));
    assert!(chart.contains("wdUpDiag"), "the second series is hatched");
    assert!(!chart.contains("externalData"));
    assert!(!members.keys().any(|path| path.ends_with(".xlsx")));
}

#[test]
fn long_charts_are_several_of_a_page_at_most() {
    let bars: Vec<(&str, &[Option<&str>])> = vec![("x", &[Some("1"), Some("2")]); 45];
    let paper = paper("zh-CN", [chart("title", &["a", "b"], &bars)]);
    let bytes = docx(&paper);
    check(&bytes);
    let members = members(&bytes);
    let charts: Vec<String> = (1..=3)
        .map(|i| xml(&members, &format!("word/charts/chart{i}.xml")))
        .collect();
    let sizes: Vec<usize> = charts.iter().map(|chart| count(chart, "<c:pt ") / 4).collect();
    assert_eq!(sizes, [20, 20, 5]);
    let titles: Vec<usize> = charts.iter().map(|chart| count(chart, "<c:title>")).collect();
    assert_eq!(titles, [1, 0, 0]);
    // 225 mm are 8,100,000 units, less the space around the paragraph of 9 points, 114,300.
    for seen in elements(&xml(&members, "word/document.xml")) {
        if seen.name == "extent" {
            assert!(seen.number("cy") <= 7_985_700);
        }
    }
}

#[test]
fn chart_with_a_caption_has_no_title_of_its_own() {
    let bars: &[(&str, &[Option<&str>])] = &[("x", &[Some("1")])];
    let drawn = || chart("title", &["a"], bars);
    let caption = || said(Style::Caption, "caption");
    let cases = [
        (vec![drawn()], true),
        (vec![drawn(), caption()], false),
        (vec![caption(), drawn()], false),
        // The caption belongs to the picture.
        (vec![picture(1, 1, "p"), caption(), drawn()], true),
    ];
    for (blocks, titled) in cases {
        let members = members(&docx(&paper("en", blocks)));
        assert_eq!(xml(&members, "word/charts/chart1.xml").contains("<c:title>"), titled);
    }
}
