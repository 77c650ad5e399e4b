//! Bytes as tables and paragraphs.

use crate::kit::{docx, drawn, xlsx, zip};
use office::document::{Block, Document, Remark};
use office::{Foreign, Kind, ReadError};

fn gb18030(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    let (text, _, failed) = encoding.decode(bytes);
    (!failed).then(|| text.into_owned())
}

fn read(bytes: &[u8], name: &str) -> Result<Document, ReadError> {
    office::read(bytes, name, &gb18030)
}

fn table(document: &Document) -> String {
    let tables: Vec<_> = document.tables().map(|(_, table)| drawn(table)).collect();
    tables.join("\n\n")
}

fn lines(document: &Document) -> Vec<String> {
    let all = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(match &paragraph.number {
            Some(number) => format!("{number} {}", paragraph.text),
            None => paragraph.text.clone(),
        }),
        Block::Table(_) => None,
    });
    all.collect()
}

const P: &str = "<w:p><w:r><w:t>";
const Q: &str = "</w:t></w:r></w:p>";

#[test]
fn cells_of_word_are_merged_across_and_down() {
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{P}{text}{Q}</w:tc>");
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell(r#"<w:gridSpan w:val="2"/>"#, "指标"),
        cell("", "分值"),
        cell(r#"<w:vMerge w:val="restart"/>"#, "组织"),
        cell("", "领导小组"),
        cell("", "4"),
        cell("<w:vMerge/>", ""),
        cell("", "计划"),
        cell("", "2"),
    );
    let document = read(&docx(&body), "a.docx").expect("a document");
    assert_eq!(table(&document), "指标|<|分值\n组织|领导小组|4\n^|计划|2");
}

#[test]
fn word_shows_inserted_text_and_not_deleted_or_hidden_text() {
    let body = r#"<w:p><w:r><w:t>开</w:t></w:r><w:ins><w:r><w:t>足</w:t></w:r></w:ins><w:del><w:r><w:delText>齐</w:delText></w:r></w:del>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:t>课时</w:t></w:r><w:r><w:br/><w:t>（4分）</w:t></w:r></w:p>"#;
    let document = read(&docx(body), "a.docx").expect("a document");
    assert_eq!(lines(&document), ["开足课时\n（4分）"]);
    assert_eq!(document.remarks, [Remark::DeletedText, Remark::HiddenText]);
}

#[test]
fn word_counts_the_numbers_of_lists() {
    let numbering = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>
        <w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
    let line = |level: u8, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let body = [
        line(0, "甲"),
        line(1, "子"),
        line(1, "丑"),
        line(0, "乙"),
        line(1, "寅"),
    ]
    .concat();
    let document = format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    let bytes = zip(&[("word/document.xml", &document), ("word/numbering.xml", numbering)]);
    let document = read(&bytes, "a.docx").expect("a document");
    assert_eq!(lines(&document), ["一、 甲", "1. 子", "2. 丑", "二、 乙", "1. 寅"]);
}

#[test]
fn a_table_in_a_cell_and_a_text_box_come_after_and_are_told() {
    let body = format!(
        "<w:tbl><w:tr><w:tc>{P}外{Q}<w:tbl><w:tr><w:tc>{P}内{Q}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>\
        <w:p><w:r><w:t>旁</w:t><w:pict><w:textbox><w:txbxContent>{P}框{Q}</w:txbxContent></w:textbox></w:pict></w:r></w:p>"
    );
    let document = read(&docx(&body), "a.docx").expect("a document");
    assert_eq!(
        (table(&document), lines(&document)),
        ("外\n\n内".to_owned(), vec!["旁".to_owned(), "框".to_owned()])
    );
    assert_eq!(
        document.remarks,
        [Remark::TextBox("框".to_owned()), Remark::TableInCell]
    );
}

#[test]
fn excel_has_values_as_shown_with_merged_regions_and_formulas() {
    let sheet = r#"<cols><col min="3" max="4" hidden="1"/></cols><sheetData>
        <row r="1"><c r="A1" t="inlineStr"><is><t>内容</t></is></c><c r="B1" t="inlineStr"><is><r><t>分</t></r><r><t>值</t></r><rPh><t>fen</t></rPh></is></c></row>
        <row r="2"><c r="A2" t="str"><v>甲</v></c><c r="B2"><v>0.30000000000000004</v></c></row>
        <row r="3" hidden="1"><c r="A3" t="str"><v>甲</v></c><c r="B3"><v>9</v></c></row>
        <row r="4"><c r="A4" t="str"><v>乙</v></c><c r="B4"><f>SUM(B1:B2)</f><v>5</v></c></row>
        <row r="5"><c r="A5" t="str"><v>丙</v></c><c r="B5"><f>1+1</f></c></row></sheetData>
        <mergeCells><mergeCell ref="A2:A4"/></mergeCells>"#;
    let document = read(&xlsx(sheet), "a.xlsx").expect("a workbook");
    assert_eq!(table(&document), "内容|分值\n甲|0.3\n^|5\n丙|");
    let sheet = || "表".to_owned();
    assert_eq!(
        document.remarks,
        [
            Remark::HiddenRows {
                sheet: sheet(),
                count: 1
            },
            Remark::HiddenColumns {
                sheet: sheet(),
                count: 2
            },
            Remark::FormulaWithoutValue {
                sheet: sheet(),
                cell: "B5".to_owned()
            },
        ]
    );
}

#[test]
fn text_files_are_read_in_their_encoding() {
    let gbk = [
        0xd0, 0xf2, 0xba, 0xc5, b',', 0xb7, 0xd6, 0xd6, 0xb5, b'\r', b'\n', b'1', b',', b'5', b'\n',
    ];
    for bytes in [
        &gbk[..],
        "序号,分值\r\n1,5\n".as_bytes(),
        "\u{feff}序号,分值\n1,5\n".as_bytes(),
    ] {
        assert_eq!(table(&read(bytes, "a.csv").expect("a table")), "序号|分值\n1|5");
    }
    let utf16: Vec<u8> = "\u{feff}序号\t分值\n1\t5\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(table(&read(&utf16, "a.txt").expect("a table")), "序号|分值\n1|5");
}

#[test]
fn separators_are_told_by_the_table_that_they_make() {
    for (text, drawn) in [
        ("a;b\n\"x;y\";2\n", "a|b\nx;y|2"),
        ("a\tb\n\"x\ny\"\t2\n", "a|b\nx/y|2"),
        ("a,b\n\"say \"\"x\"\"\",2\n", "a|b\nsay \"x\"|2"),
        ("sep=;\na;b\n1,5;2\n", "a|b\n1,5|2"),
    ] {
        assert_eq!(table(&read(text.as_bytes(), "a.csv").expect("a table")), drawn);
    }
    let uneven = read(b"a,b\n1,2\n3,4,5\n6,7\n", "a.csv").expect("a table");
    assert_eq!(uneven.remarks, [Remark::UnevenRows { row: 3, count: 1 }]);
}

#[test]
fn html_has_spans_and_never_scripts() {
    let page = "<html><head><title>t</title><style>td{}</style></head><body><script>var a = '<table>';</script>
        <h2>标题</h2><table><thead><tr><th rowspan=2>内容<th colspan=\"2\">分值</thead><tr><td>标准&nbsp;分<td>自评分<tr><td>甲<br>乙<td>4<td>3</table>
        <ol><li>子<li>丑</ol><p hidden>密</p></body></html>";
    let document = read(page.as_bytes(), "a.html").expect("a page");
    assert_eq!(table(&document), "内容|分值|<\n^|标准 分|自评分\n甲/乙|4|3");
    assert_eq!(lines(&document), ["标题", "1. 子", "2. 丑"]);
}

#[test]
fn markdown_has_tables_and_plain_lines() {
    let text = "## 标准 20%\n\n| 内容 | **分值** |\n|:--|--:|\n| `a` \\| b | 5 |\n\n- 一、[甲](http://x)占`70%`\n";
    let document = read(text.as_bytes(), "a.md").expect("a text");
    assert_eq!(table(&document), "内容|分值\na | b|5");
    assert_eq!(lines(&document), ["标准 20%", "一、甲占70%"]);
}

#[test]
fn what_is_not_read_says_how_to_save_it() {
    let compound = |stream: &str| {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0];
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    for (bytes, name, error) in [
        (compound("WordDocument"), "a.doc", ReadError::Foreign(Foreign::OldWord)),
        (compound("Workbook"), "a.xls", ReadError::Foreign(Foreign::OldExcel)),
        (compound("Workbook"), "a.et", ReadError::Foreign(Foreign::Wps)),
        (compound("EncryptedPackage"), "a.docx", ReadError::Encrypted),
        (b"%PDF-1.7".to_vec(), "a.pdf", ReadError::Foreign(Foreign::Pdf)),
        (b"\x89PNG\r\n".to_vec(), "a.png", ReadError::Foreign(Foreign::Picture)),
        (b"{\\rtf1".to_vec(), "a.doc", ReadError::Foreign(Foreign::RichText)),
        (
            zip(&[("content.xml", ""), ("mimetype", "")]),
            "a.ods",
            ReadError::Foreign(Foreign::OpenDocument),
        ),
        (zip(&[("a.txt", "")]), "a.zip", ReadError::Foreign(Foreign::Archive)),
        (docx("<w:p>"), "a.docx", ReadError::Damaged(Kind::Word)),
        (docx("")[..60].to_vec(), "a.docx", ReadError::Damaged(Kind::Word)),
        (docx(""), "a.docx", ReadError::Empty),
        (vec![0xff, 0xff, 0x41, 0xff], "a.txt", ReadError::Encoding),
        (Vec::new(), "a.txt", ReadError::Empty),
    ] {
        assert_eq!(read(&bytes, name).err(), Some(error), "{name}");
    }
}

#[test]
fn limits_hold_before_anything_is_built() {
    let deep = format!("{}{}", "<w:sdt>".repeat(300), "</w:sdt>".repeat(300));
    assert_eq!(read(&docx(&deep), "a.docx").err(), Some(ReadError::Damaged(Kind::Word)));
    let wide = r#"<sheetData><row r="1"><c r="A1" t="str"><v>x</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>"#;
    assert_eq!(
        table(&read(&xlsx(wide), "a.xlsx").expect("a workbook")).lines().count(),
        1
    );
    let far = r#"<sheetData><row r="1"><c r="ZZZ1" t="str"><v>x</v></c></row></sheetData>"#;
    assert_eq!(read(&xlsx(far), "a.xlsx").err(), Some(ReadError::TooLarge));
    let spans = "<table><tr>".to_owned()
        + &"<td rowspan=60000 colspan=900>x".repeat(4)
        + &"<tr><td>y".repeat(30_000)
        + "</table>";
    assert_eq!(read(spans.as_bytes(), "a.html").err(), Some(ReadError::TooLarge));
    let nested = "<table><tr><td>".repeat(5_000);
    assert_eq!(read(nested.as_bytes(), "a.html").err(), Some(ReadError::TooLarge));
    // Each table is small enough, all of them are not.
    let many = format!("<table>{}</table>", "<tr><td colspan=250>x".repeat(1_000)).repeat(5);
    assert_eq!(read(many.as_bytes(), "a.html").err(), Some(ReadError::TooLarge));
    // One long text under every column of a merged cell.
    let long = format!(
        "<table>{}</table>",
        format!("<tr><td colspan=250>{}", "x".repeat(100_000)).repeat(3)
    );
    assert_eq!(read(long.as_bytes(), "a.html").err(), Some(ReadError::TooLarge));
    let lines = "a\n\n".repeat(50_001);
    assert_eq!(read(lines.as_bytes(), "a.md").err(), Some(ReadError::TooLarge));
    assert_eq!(office::read_text(&lines).err(), Some(ReadError::TooLarge));
    let spans = format!(
        "<w:tbl><w:tr>{}</w:tr></w:tbl>",
        format!(r#"<w:tc><w:tcPr><w:gridSpan w:val="4294967295"/></w:tcPr>{P}x{Q}</w:tc>"#).repeat(3)
    );
    assert_eq!(read(&docx(&spans), "a.docx").err(), Some(ReadError::TooLarge));
    let row = r#"<sheetData><row r="4294967295"><c r="A4294967295" t="str"><v>x</v></c></row><row><c t="str"><v>y</v></c></row></sheetData>"#;
    assert_eq!(table(&read(&xlsx(row), "a.xlsx").expect("a workbook")), "x\ny");
}

#[test]
fn lists_inside_of_one_another_end_at_the_innermost_section() {
    // Every level is a list of its own in HTML.
    let html = (0..40).map(|i| format!("<ol><li>第{i}组")).collect::<String>()
        + "<ol><li>完成（2分）<li>上报（2分）<li>公示（2分）";
    let document = read(html.as_bytes(), "a.html").expect("a document");
    let draft = office::understand(&document).expect("a draft");
    fn depth(section: &office::draft::Section) -> usize {
        1 + section.sections.iter().map(depth).max().unwrap_or_default()
    }
    assert!(
        draft
            .sections
            .iter()
            .map(depth)
            .max()
            .is_some_and(|deepest| deepest <= 8)
    );
    assert_eq!(draft.criteria().len(), 3);
}

#[test]
fn characters_that_excel_writes_by_their_codes_are_read_as_characters() {
    let row = r#"<sheetData><row r="1"><c r="A1" t="str"><v>甲_x000D_乙</v></c>
        <c r="B1" t="inlineStr"><is><t>a_x005F_x0041_b</t></is></c></row></sheetData>"#;
    assert_eq!(
        table(&read(&xlsx(row), "a.xlsx").expect("a workbook")),
        "甲/乙|a_x0041_b"
    );
}

#[test]
fn a_heading_with_points_and_nothing_below_it_is_a_doubt() {
    let table = |points: u32, text: &str| {
        format!("| Points | Requirement |\n| --- | --- |\n| {points} | {text} |\n| {points} | {text} again |\n\n")
    };
    let text = format!(
        "# Project rubric\n\n## Concept (10 points)\n\n{}## Files (6 points)\n\n{}## Code (20 points)\n\n12.5 points for names, 7.5 points for style.\n",
        table(5, "The topic is chosen"),
        table(3, "The files have their names"),
    );
    let document = read(text.as_bytes(), "rubric.md").expect("a document");
    let draft = office::understand(&document).expect("a draft");
    assert_eq!(draft.criteria().len(), 4);
    let lost = document
        .blocks
        .iter()
        .position(|block| matches!(block, Block::Paragraph(one) if one.text.starts_with("Code")));
    let at: Vec<_> = draft
        .doubts
        .iter()
        .filter(|doubt| doubt.kind.is_blocking())
        .filter_map(|doubt| doubt.place)
        .collect();
    assert!(at.iter().any(|place| Some(place.block) == lost), "{:?}", draft.doubts);
    // Nothing is asked where the points of all headings are there.
    let (whole, _) = text.split_once("## Code").expect("the last heading");
    let document = read(whole.as_bytes(), "rubric.md").expect("a document");
    let draft = office::understand(&document).expect("a draft");
    assert!(
        draft.doubts.iter().all(|doubt| !doubt.kind.is_blocking()),
        "{:?}",
        draft.doubts
    );
}
