//! Word files: members, styles, fields, and what is read back.

use crate::kit::{Seen, assert_well_formed, count, elements, members, xml};
use crate::papers::{chinese, english, paper, said, scores};
use office::document::Block as Read;
use office::paper::{Content, Paper, Row, RowKind, Style, Table};
use office::write::docx::docx;
use std::collections::BTreeMap;

/// 156 mm in twentieths of a point: 156 ÷ 25.4 × 1440 = 8844.09.
const TEXT_WIDTH: u32 = 8844;

/// The text of a file.
pub fn document(paper: &Paper) -> String {
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
    // Before "2" and before the table; none at the start of the paper, nor at its end.
    assert_eq!(count(&document, "<w:pageBreakBefore/>"), 2);
    assert!(document.contains("<w:pStyle w:val=\"Hair\"/><w:pageBreakBefore/></w:pPr></w:p><w:tbl>"));
}
