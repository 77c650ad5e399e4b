//! Word files.

use crate::kit::{Seen, assert_well_formed, count, elements, members, xml};
use crate::papers::{PIXEL, cell, chart, chinese, english, picture, scores};
use office::document::Block as Read;
use office::paper::{Align, Content, Paper, Row, RowKind, Style, Table};
use office::write::docx::docx;
use std::collections::BTreeMap;

/// 156 mm in twentieths of a point: 156 ÷ 25.4 × 1440 = 8844.09.
const TEXT_WIDTH: u32 = 8844;

fn paper(language: &str, blocks: impl IntoIterator<Item = Content>) -> Paper {
    let mut paper = Paper {
        language: language.to_owned(),
        ..Paper::default()
    };
    for (i, content) in blocks.into_iter().enumerate() {
        paper.push(format!("b{i}"), content);
    }
    paper
}

fn said(style: Style, text: &str) -> Content {
    Content::Paragraph {
        style,
        text: text.to_owned(),
    }
}

fn document(paper: &Paper) -> String {
    xml(&members(&docx(paper)), "word/document.xml")
}

/// Papers that differ in which members their files have.
fn all() -> Vec<Paper> {
    vec![
        chinese(),
        english(),
        Paper::default(),
        paper("zh", [Content::Contents, Content::PageBreak]),
        paper("zh-CN", [Content::Table(Table::default())]),
    ]
}

#[test]
fn members_are_well_formed_and_refer_to_each_other() {
    for paper in all() {
        check(&docx(&paper));
    }
}

/// Checks the members of a file: XML, the type of each, and the targets of relationships.
pub fn check(bytes: &[u8]) {
    let members = members(bytes);
    assert!(bytes.starts_with(b"PK\x03\x04"));
    assert_eq!(members.get("[Content_Types].xml").map(Vec::is_empty), Some(false));
    let types = elements(&xml(&members, "[Content_Types].xml"));
    let named = |name: &str, attribute: &str| -> Vec<String> {
        let is = |seen: &&Seen| seen.name == name;
        types
            .iter()
            .filter(is)
            .map(|seen| seen.get(attribute).to_owned())
            .collect()
    };
    let parts = named("Override", "PartName");
    let endings = named("Default", "Extension");
    for part in &parts {
        assert!(members.contains_key(part.trim_start_matches('/')), "no {part}");
    }
    let mut targets = Vec::new();
    for path in members.keys() {
        let ending = path.rsplit('.').next().unwrap_or_default();
        if ending == "xml" || ending == "rels" {
            assert_well_formed(&xml(&members, path), path);
        }
        let typed = parts.contains(&format!("/{path}")) || endings.iter().any(|known| known == ending);
        assert!(typed || path == "[Content_Types].xml", "{path} has no type");
        if let Some((folder, name)) = path.split_once("_rels/") {
            let mut ids = BTreeMap::new();
            for seen in elements(&xml(&members, path)) {
                if seen.name == "Relationship" {
                    let target = format!("{folder}{}", seen.get("Target"));
                    assert!(members.contains_key(&target), "no {target}");
                    let known = ids.insert(seen.get("Id").to_owned(), target.clone());
                    assert_eq!(known, None, "{path}");
                    targets.push(target);
                }
            }
            let of = format!("{folder}{}", name.trim_end_matches(".rels"));
            if members.contains_key(&of) {
                for seen in elements(&xml(&members, &of)) {
                    for key in ["id", "embed"] {
                        if let Some(id) = seen.attributes.get(key).filter(|id| id.starts_with("rId")) {
                            assert!(ids.contains_key(id), "{of} refers to {id}");
                        }
                    }
                }
            }
        }
    }
    // Nothing is in the file that nothing refers to.
    for path in members.keys() {
        let is_known = targets.contains(path) || path.ends_with(".rels") || path == "[Content_Types].xml";
        assert!(is_known, "nothing refers to {path}");
    }
    check_text(&xml(&members, "word/document.xml"), &xml(&members, "word/styles.xml"));
}

/// Checks that styles exist, that ids are there once, and that tables have full rows of the width of the text.
fn check_text(document: &str, styles: &str) {
    let styles: Vec<String> = elements(styles)
        .into_iter()
        .filter_map(|seen| seen.attributes.get("styleId").cloned())
        .collect();
    let all = elements(document);
    let mut drawings = Vec::new();
    for seen in &all {
        match &*seen.name {
            "pStyle" => assert!(styles.iter().any(|id| id == seen.get("val")), "no {}", seen.get("val")),
            "docPr" => drawings.push(seen.number("id")),
            "tblW" => assert_eq!(seen.number("w"), TEXT_WIDTH),
            _ => {}
        }
    }
    let count = drawings.len();
    drawings.sort_unstable();
    drawings.dedup();
    assert_eq!(drawings.len(), count);
    for table in all.split(|seen| seen.name == "tbl").skip(1) {
        let widths = |part: &[Seen], name: &str| -> u32 {
            let is = |seen: &&Seen| seen.name == name;
            part.iter().filter(is).map(|seen| seen.number("w")).sum()
        };
        let columns = table.iter().filter(|seen| seen.name == "gridCol").count();
        assert_eq!(widths(table, "gridCol"), TEXT_WIDTH);
        let mut heads_end = false;
        for row in table.split(|seen| seen.name == "tr").skip(1) {
            let row: Vec<&Seen> = row
                .iter()
                .take_while(|seen| seen.path.contains(&"tr".to_owned()))
                .collect();
            let sum = |name: &str, key: &str| -> u32 {
                let is = |seen: &&&Seen| seen.name == name;
                row.iter().filter(is).map(|seen| seen.number(key)).sum()
            };
            let has = |name: &str| row.iter().filter(|seen| seen.name == name).count();
            assert_eq!(sum("tcW", "w"), TEXT_WIDTH);
            assert_eq!(sum("gridSpan", "val") as usize + has("tc") - has("gridSpan"), columns);
            assert_eq!(has("cantSplit"), 1);
            assert_eq!(has("p"), has("tc"), "a cell has a paragraph");
            // A head that does not begin with the first row is not repeated.
            let is_head = has("tblHeader") == 1;
            assert!(!(is_head && heads_end));
            heads_end |= !is_head;
        }
    }
}

#[test]
fn same_paper_is_the_same_file_without_a_time() {
    for paper in all() {
        let bytes = docx(&paper);
        assert_eq!(bytes, docx(&paper.clone()));
        let properties = xml(&members(&bytes), "docProps/core.xml");
        assert!(!properties.contains("created") && !properties.contains("modified"));
    }
}

#[test]
fn chinese_paper_is_set_as_the_standard_says() {
    let members = members(&docx(&chinese()));
    let document = elements(&xml(&members, "word/document.xml"));
    let of = |name: &str| document.iter().find(|seen| seen.name == name).expect(name);
    // A millimetre is 1440 ÷ 25.4 = 56.693 twentieths of a point: A4 is 210 × 297, the margins are 37, 28, 26 and 35.
    let page = of("pgSz");
    assert_eq!((page.number("w"), page.number("h")), (11906, 16838));
    let margins = of("pgMar");
    for (side, millimetres) in [("top", 37), ("left", 28), ("right", 26), ("bottom", 35)] {
        let wanted = millimetres * 144_000 / 2540;
        assert!(margins.number(side).abs_diff(wanted) <= 2, "{side}");
    }
    assert_eq!(11906 - margins.number("left") - margins.number("right"), TEXT_WIDTH);
    let styles = xml(&members, "word/styles.xml");
    assert!(styles.contains("w:eastAsia=\"仿宋_GB2312\" w:hAnsi=\"Times New Roman\""));
    assert!(styles.contains("<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\""));
    assert!(!styles.contains("Theme"), "a theme takes MS Mincho");
    let style = |id: &str| {
        let from = styles.find(&format!("w:styleId=\"{id}\"")).expect(id);
        styles[from..].split("</w:style>").next().unwrap_or_default().to_owned()
    };
    // 22 lines of 579 are 12,738 of the 12,756 that 225 mm have; 23 would be 13,317.
    assert!(style("Normal").contains("w:line=\"579\" w:lineRule=\"exact\""));
    let faces = [
        ("Title", "方正小标宋简体", "<w:sz w:val=\"44\"/>"),
        ("Heading1", "黑体", "<w:outlineLvl w:val=\"0\"/>"),
        ("Heading2", "楷体_GB2312", "<w:outlineLvl w:val=\"1\"/>"),
        ("Cell", "宋体", "<w:sz w:val=\"21\"/>"),
        ("Footer", "宋体", "<w:sz w:val=\"28\"/>"),
    ];
    let table = xml(&members, "word/fontTable.xml");
    for (id, face, also) in faces {
        let style = style(id);
        assert!(style.contains(&format!("<w:rFonts w:eastAsia=\"{face}\"/>")), "{style}");
        assert!(style.contains(also), "{style}");
        assert!(
            table.contains(&format!("<w:font w:name=\"{face}\"><w:altName ")),
            "{face}"
        );
    }
    assert!(style("BodyText").contains("w:firstLineChars=\"200\""));
    assert!(style("Signature").contains("w:rightChars=\"400\"") && style("Signature").contains("w:jc w:val=\"right\""));
    assert!(xml(&members, "word/footer1.xml").contains("— </w:t>"));
    assert!(xml(&members, "word/footer2.xml").contains(" PAGE "));
    assert!(xml(&members, "word/settings.xml").contains("evenAndOddHeaders"));
}

#[test]
fn english_paper_has_no_indent_and_a_plain_number() {
    let members = members(&docx(&english()));
    let styles = xml(&members, "word/styles.xml");
    assert!(!styles.contains("firstLine"));
    assert!(styles.contains("<w:spacing w:after=\"120\""));
    assert!(styles.contains("w:ascii=\"Times New Roman\""));
    assert!(!xml(&members, "word/footer1.xml").contains('—'));
    assert!(!members.contains_key("word/footer2.xml"));
    assert!(xml(&members, "docProps/core.xml").contains("<dc:language>en</dc:language>"));
}

#[test]
fn pages_are_asked_for_only_if_there_are_contents() {
    let settings = |paper: &Paper| xml(&members(&docx(paper)), "word/settings.xml");
    assert!(settings(&english()).contains("<w:updateFields w:val=\"1\"/>"));
    assert!(!settings(&chinese()).contains("updateFields"));
    let document = document(&english());
    assert!(document.contains(" TOC \\o &quot;1-2&quot; "));
    for part in ["begin", "separate", "end"] {
        assert_eq!(count(&document, &format!("w:fldCharType=\"{part}\"")), 1);
    }
    // Three headings of levels 1 and 2; that of level 3 is not listed.
    for element in ["<w:hyperlink w:anchor=\"_Toc", "<w:bookmarkStart ", "<w:bookmarkEnd "] {
        assert_eq!(count(&document, element), 3, "{element}");
    }
    for seen in elements(&document).iter().filter(|seen| seen.name == "hyperlink") {
        assert!(document.contains(&format!("w:name=\"{}\"", seen.get("anchor"))));
    }
    // Contents of a paper without headings are nothing.
    let nothing = paper("en", [Content::Contents]);
    assert!(!self::document(&nothing).contains("TOC"));
}

#[test]
fn files_are_read_back_with_the_same_paragraphs_and_tables() {
    for paper in [chinese(), english()] {
        let read = office::read(&docx(&paper), "", &|_, _| None).expect("a Word file");
        let has_contents = paper.blocks.iter().any(|block| block.content == Content::Contents);
        let mut wanted: Vec<(Option<u8>, String)> = vec![(None, paper.title.clone())];
        let mut tables = Vec::new();
        for block in &paper.blocks {
            match &block.content {
                Content::Heading { level, text } => wanted.push((Some(*level), text.clone())),
                Content::Paragraph { text, .. } => wanted.push((None, text.replace('　', " "))),
                Content::Table(table) => tables.push(table),
                Content::Contents => {
                    wanted.extend(["1 The school", "1.1 Teachers", "2 Results"].map(|text| (None, text.to_owned())))
                }
                _ => {}
            }
        }
        let seen: Vec<(Option<u8>, String)> = read
            .blocks
            .iter()
            .filter_map(|block| match block {
                Read::Paragraph(paragraph) => Some((paragraph.heading, paragraph.text.clone())),
                Read::Table(_) => None,
            })
            .collect();
        assert_eq!(seen, wanted, "{has_contents}");
        let read: Vec<&office::document::Table> = read.tables().map(|(_, table)| table).collect();
        assert_eq!(read.len(), tables.len());
        for (read, table) in read.iter().zip(tables) {
            assert_same(read, table);
        }
    }
}

/// Checks that a table was read as it was written: each place of a merged cell has its text.
pub fn assert_same(read: &office::document::Table, table: &Table) {
    let rows: Vec<&Row> = table.head.iter().chain(&table.rows).collect();
    assert_eq!(read.rows.len(), rows.len());
    for (i, (read, row)) in read.rows.iter().zip(rows).enumerate() {
        assert_eq!(read.head, i < table.head.len());
        let wanted: Vec<&str> = row
            .cells
            .iter()
            .flat_map(|cell| std::iter::repeat_n(&*cell.text, usize::from(cell.columns.max(1))))
            .collect();
        let seen: Vec<String> = read
            .cells
            .iter()
            .map(|cell| cell.text.replace('\u{3000}', " "))
            .collect();
        let wanted: Vec<String> = wanted.iter().map(|text| text.replace('\u{3000}', " ")).collect();
        assert_eq!(seen, wanted);
        let is_strong = read.head || row.kind != RowKind::Plain;
        for cell in read.cells.iter().filter(|cell| !cell.is_empty()) {
            assert_eq!(cell.bold, is_strong, "{}", cell.text);
        }
    }
}

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
    // Two heads stay with what follows, so does the section, and the row before the sum: 2 + 2 cells, 4, 1 and 2.
    let keeps = count(&document, "<w:pStyle w:val=\"Cell\"/><w:keepNext/>");
    assert_eq!(keeps, 2 * (2 + 4 + 1 + 2));
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
            picture(2, 2, "b"),
            picture(3, 3, "c"),
            picture(4, 4, "text"),
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
fn signature_is_kept_together_and_what_is_missing_is_marked() {
    let document = document(&chinese());
    let kept = ["BodyText", "Signature"].map(|style| format!("<w:pStyle w:val=\"{style}\"/><w:keepNext/>"));
    for kept in kept {
        assert_eq!(count(&document, &kept), 1, "{kept}");
    }
    assert_eq!(count(&document, "<w:highlight "), chinese().missing());
    assert_eq!(count(&document, "<w:pStyle w:val=\"Missing\"/>"), 1);
}

#[test]
fn page_breaks_add_no_line() {
    let pages = paper(
        "zh-CN",
        [
            Content::PageBreak,
            said(Style::Body, "1"),
            Content::PageBreak,
            Content::PageBreak,
            said(Style::Body, "2"),
            Content::PageBreak,
            Content::Table(scores(["a", "b", "c", "d", "e"], "s", "t", "u", 1)),
            Content::PageBreak,
        ],
    );
    let document = document(&pages);
    // Before "2" and before the table; none at the start of the paper.
    assert_eq!(
        count(&document, "<w:pageBreakBefore/>"),
        3,
        "the last one is for the paragraph that ends the file"
    );
    assert!(document.contains("<w:pStyle w:val=\"Gap\"/><w:pageBreakBefore/></w:pPr></w:p><w:tbl>"));
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
