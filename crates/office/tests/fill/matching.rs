//! Rows are found again, or listed: nothing is written beside them.

use crate::kit::{docx, left, made, scores, table, written, xlsx, zip};
use assessment::rubric::Rubric;
use office::fill::{FillError, Origin, Values, fill};
use office::{Foreign, ReadError};

const HEAD: &str = "序号|内容|分值|自评分";

fn original() -> Vec<u8> {
    docx(&table(&[
        HEAD,
        "1|成立领导小组|5|",
        "2|制订工作计划|5|",
        "3|开展检查|5|",
        "4|开展检查|5|",
    ]))
}

#[test]
fn changed_originals_have_their_rows_found_by_text() {
    let (rubric, origin) = made(&original(), "a.docx");
    let cases: [(&[&str], &[&str], &[&str]); 5] = [
        // In another order: the two that have one text are told apart by their numbers.
        (
            &[
                "4|开展检查|5|",
                "3|开展检查|5|",
                "2|制订工作计划|5|",
                "1|成立领导小组|5|",
            ],
            &["c4 1/2/4 = 4", "c3 1/3/4 = 3", "c2 1/4/4 = 2", "c1 1/5/4 = 1"],
            &[],
        ),
        // A row was put in, and all numbers moved: which of the two is meant is not known.
        (
            &[
                "1|公示责任分工|5|",
                "2|成立领导小组|5|",
                "3|制订工作计划|5|",
                "4|开展检查|5|",
                "5|开展检查|5|",
            ],
            &["c1 1/3/4 = 1", "c2 1/4/4 = 2"],
            &["c3: Ambiguous", "c4: Ambiguous"],
        ),
        // Spaces and marks differ.
        (
            &[
                "1|成立 领导小组。|5|",
                "2|制订工作计划；|5|",
                "3|开展检查|5|",
                "4|开展检查|5|",
            ],
            &["c1 1/2/4 = 1", "c2 1/3/4 = 2", "c3 1/4/4 = 3", "c4 1/5/4 = 4"],
            &[],
        ),
        // Other words, and a row that is gone.
        (
            &["1|成立工作专班|5|", "2|制订工作计划|5|", "3|开展检查|5|"],
            &["c2 1/3/4 = 2"],
            &["c1: NoRow", "c3: Ambiguous", "c4: Ambiguous"],
        ),
        // Nothing of it is there: the file keeps its bytes.
        (
            &["1|食堂卫生|5|", "2|食品留样|5|"],
            &[],
            &["c1: NoRow", "c2: NoRow", "c3: NoRow", "c4: NoRow"],
        ),
    ];
    for (rows, expected, rest) in cases {
        let rows: Vec<&str> = [HEAD].iter().chain(rows).copied().collect();
        let changed = docx(&table(&rows));
        let filling = fill(&changed, &rubric, Some(&origin), &scores(&["1", "2", "3", "4"])).unwrap();
        assert_eq!(written(&filling), expected, "{rows:?}");
        assert_eq!(left(&filling), rest, "{rows:?}");
        let unmatched: Vec<&str> = rest.iter().map(|line| line.split(':').next().unwrap()).collect();
        assert_eq!(filling.unmatched().collect::<Vec<_>>(), unmatched);
        assert_eq!(filling.bytes == changed, expected.is_empty());
    }
}

#[test]
fn columns_are_those_of_the_file() {
    let (rubric, origin) = made(&original(), "a.docx");
    let moved = docx(&table(&[
        "自评分|序号|内容|分值",
        "|1|成立领导小组|5",
        "|2|制订工作计划|5",
    ]));
    let filling = fill(&moved, &rubric, Some(&origin), &scores(&["1", "2"])).unwrap();
    assert_eq!(written(&filling), ["c1 1/2/1 = 1", "c2 1/3/1 = 2"]);
    // No column is for the own score: two may be, or there is none.
    for (head, why) in [("得分|评分", "Ambiguous"), ("考核得分|备注", "NoCell")] {
        let other = docx(&table(&[
            &format!("序号|内容|分值|{head}"),
            "1|成立领导小组|5||",
            "2|制订工作计划|5||",
        ]));
        let filling = fill(&other, &rubric, Some(&origin), &scores(&["1", "2"])).unwrap();
        assert_eq!(
            left(&filling)[..2],
            [format!("c1 1/2/1: {why}"), format!("c2 1/3/1: {why}")]
        );
        assert_eq!(filling.bytes, other);
    }
}

#[test]
fn texts_that_were_changed_in_the_rubric_are_still_those_of_the_original() {
    let original = original();
    let (rubric, origin) = made(&original, "a.docx");
    let source = rubric
        .source
        .replace("成立领导小组", "校长任组长")
        .replace("\"label\": \"1\"", "\"label\": \"一\"");
    let edited = Rubric::parse(&source).unwrap();
    let filling = fill(&original, &edited, Some(&origin), &scores(&["1", "2", "3", "4"])).unwrap();
    assert_eq!(left(&filling), [""; 0]);
    // Without its origin a rubric has its own texts only.
    let filling = fill(&original, &edited, None, &scores(&["1", "2", "3", "4"])).unwrap();
    assert_eq!(left(&filling), ["c1: NoRow"]);
}

#[test]
fn one_text_in_two_sections_is_told_apart_by_them() {
    let rows = |first: &str, second: &str| {
        docx(&table(&[
            "类别|序号|内容|分值|自评分",
            &format!("v:{first}|1|有计划|5|"),
            "^|2|有总结|5|",
            &format!("v:{second}|1|有计划|5|"),
            "^|2|有总结|5|",
            "其他|1|有创新|5|",
        ]))
    };
    let (rubric, origin) = made(&rows("教学", "训练"), "a.docx");
    let changed = rows("训练", "教学");
    for origin in [Some(&origin), None] {
        let filling = fill(&changed, &rubric, origin, &scores(&["1", "2", "3", "4", "5"])).unwrap();
        assert_eq!(
            written(&filling),
            [
                "c3 1/2/5 = 3",
                "c4 1/3/5 = 4",
                "c1 1/4/5 = 1",
                "c2 1/5/5 = 2",
                "c5 1/6/5 = 5"
            ]
        );
    }
}

#[test]
fn origins_are_read_as_they_were_kept() {
    let (rubric, origin) = made(&original(), "a.docx");
    let kept = origin.to_node();
    assert_eq!(Origin::from_node(&kept), Some(origin.clone()));
    let json = serde_json::to_string(&origin).unwrap();
    assert_eq!(serde_json::from_str::<Origin>(&json).unwrap(), origin);
    // A rubric with an origin is one without problems, and it is kept once.
    let mut tree = rubric.tree().unwrap();
    origin.keep_in(&mut tree);
    let text = assessment::json::pretty(&tree);
    assert_eq!(text.matches("x-original").count(), 1);
    assert_eq!(text, assessment::json::pretty(&rubric.tree().unwrap()));
    for broken in [
        "1",
        "{}",
        r#"{"file":"a","criteria":{"c1":[1]}}"#,
        r#"{"file":"a","criteria":{"c1":[1,"x","m"]}}"#,
        r#"{"file":"a","criteria":{},"columns":[[0,0,"wrong"]]}"#,
        r#"{"criteria":{}}"#,
    ] {
        assert_eq!(
            Origin::from_node(&assessment::json::parse(broken).unwrap()),
            None,
            "{broken}"
        );
    }
    // Files without cells have none.
    let document = office::read(b"a,b\n", "a.csv", &|_, _| None).unwrap();
    let draft = office::draft::Draft::default();
    assert_eq!(
        Origin::of("a.csv", &document, &draft, &draft.form("r"), &Default::default()),
        None
    );
}

#[test]
fn files_that_are_not_written_into_are_refused() {
    let (rubric, _) = made(&original(), "a.docx");
    let body = r#"<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></w:document>"#;
    let word = |more: &[(&str, &str)]| zip(&[&[("word/document.xml", body)], more].concat());
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(body.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let structure = FillError::Structure;
    let cases = [
        (b"a,b\n1,2\n".to_vec(), FillError::OtherKind),
        (b"%PDF-1.7".to_vec(), FillError::OtherKind),
        (
            [
                &[0xd0, 0xcf, 0x11, 0xe0][..],
                &"EncryptedPackage"
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes)
                    .collect::<Vec<_>>(),
            ]
            .concat(),
            FillError::Read(ReadError::Encrypted),
        ),
        (
            zip(&[("a.txt", "a")]),
            FillError::Read(ReadError::Foreign(Foreign::Archive)),
        ),
        (word(&[("_xmlsignatures/sig1.xml", "<a/>")]), FillError::Signed),
        (word(&[("word/vbaProject.bin", "x")]), FillError::Macros),
        (
            word(&[(
                "[Content_Types].xml",
                r#"<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>"#,
            )]),
            FillError::Macros,
        ),
        (
            crate::kit::zip_bytes(&[("word/document.xml", &utf16)]),
            structure.clone(),
        ),
        (
            [&b"PK\x03\x04"[..], &[0; 40]].concat(),
            FillError::Read(ReadError::Foreign(Foreign::Archive)),
        ),
        // Names of elements that do not agree are read, and not changed.
        (
            zip(&[(
                "word/document.xml",
                "<w:document><w:body><w:p><w:r><w:t>a</w:t></w:r></w:q></w:body></w:document>",
            )]),
            structure,
        ),
    ];
    for (bytes, error) in cases {
        assert_eq!(fill(&bytes, &rubric, None, &Values::default()), Err(error));
    }
}

#[test]
fn file_of_the_other_kind_is_filled_in_too() {
    let (rubric, origin) = made(&original(), "a.docx");
    let strings = [
        "序号",
        "内容",
        "分值",
        "自评分",
        "成立领导小组",
        "制订工作计划",
        "开展检查",
    ];
    let row = |number: u32, cells: &[usize]| {
        let cells: String = cells
            .iter()
            .zip("ABCD".chars())
            .map(|(index, column)| format!("<c r=\"{column}{number}\" t=\"s\"><v>{index}</v></c>"))
            .collect();
        format!("<row r=\"{number}\">{cells}<c r=\"E{number}\"/></row>")
    };
    let rows = [row(1, &[0, 1, 2, 3]), row(2, &[4, 4]), row(3, &[5, 5])].concat();
    let rows = rows
        .replace("<c r=\"E2\"/>", "<c r=\"C2\"><v>5</v></c>")
        .replace("<c r=\"E3\"/>", "<c r=\"C3\"><v>5</v></c>");
    let book = xlsx(&[("表", &format!("<sheetData>{rows}</sheetData>"))], &strings, "");
    let filling = fill(&book, &rubric, Some(&origin), &scores(&["1", "2", "3", "4"])).unwrap();
    assert_eq!(written(&filling), ["c1 表!D2 = 1", "c2 表!D3 = 2"]);
}
