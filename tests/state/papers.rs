//! The page "Reports and tables": a person's words over papers that are made again and again.

use office::paper::{Align, Cell, Content, Paper, Picture, Row, RowKind, Style, Table};
use office::write::xlsx::{Sheet, Workbook};
use std::rc::Rc;
use ziping::state::Keeping;
use ziping::state::maker::{Maker, Opened};
use ziping::state::papers::{
    Edits, Kind, Origin, PapersEffect, PapersMsg, PapersPage, PictureFile, Place, Source, Writing,
};

fn paper(score: &str) -> Paper {
    let mut paper = Paper {
        language: "zh-CN".into(),
        title: "自评报告".into(),
        ..Paper::default()
    };
    paper.head("basics", 1, "一、基本情况");
    paper.say("unit", Style::Missing, "【请补充：学校名称】");
    paper.say("result", Style::Body, format!("自评{score}分。"));
    let row = |label: &str, score: &str, note: &str| {
        Row::new(
            RowKind::Plain,
            [
                Cell::new(label, Align::Start),
                Cell::new(score, Align::End),
                Cell::new(note, Align::Start),
            ],
        )
    };
    let table = Table {
        widths: vec![3, 1, 2],
        head: Vec::new(),
        rows: vec![row("组织", score, "记录不全"), row("活动", "8", "")],
    };
    paper.push("table", Content::Table(table));
    paper
}

fn block(key: &str) -> Place {
    Place::Block(key.to_owned())
}

fn cell(row: usize, cell: usize) -> Place {
    Place::Cell("table".to_owned(), row, cell)
}

/// Returns each block's text or kind, with where it comes from.
fn drawn(edits: &Edits, paper: &Paper) -> Vec<(String, Origin)> {
    let all = edits.over(paper).into_iter().map(|edited| {
        let text = match edited.block.content {
            Content::Heading { text, .. } | Content::Paragraph { text, .. } => text,
            Content::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells).map(|cell| &*cell.text);
                cells.collect::<Vec<_>>().join("|")
            }
            _ => String::new(),
        };
        (text, edited.origin)
    });
    all.collect()
}

#[test]
fn own_words_stay_and_figures_follow_the_form() {
    let before = paper("90");
    let mut edits = Edits::default();
    edits.set(&before, &block("basics"), "一、学校概况");
    edits.set(&before, &block("result"), "本校自评九十分。");
    edits.set(&before, &cell(0, 2), "台账缺十月");
    // A figure is no word.
    edits.set(&before, &cell(0, 1), "99");
    let now = paper("91");
    assert_eq!(
        drawn(&edits, &now),
        [
            ("一、学校概况".to_owned(), Origin::Own),
            ("【请补充：学校名称】".to_owned(), Origin::Form),
            // Its figure is another one now, which the person is told.
            ("本校自评九十分。".to_owned(), Origin::Outdated),
            ("组织|91|台账缺十月|活动|8|".to_owned(), Origin::Own),
        ]
    );
    let outdated = edits.over(&now).remove(2);
    assert_eq!(outdated.form.as_deref(), Some("自评91分。"));
    edits.reset("result");
    assert_eq!(drawn(&edits, &now)[2], ("自评91分。".to_owned(), Origin::Form));
}

#[test]
fn what_was_missing_is_written_once_a_person_has_written_it() {
    let paper = paper("90");
    let mut edits = Edits::default();
    assert_eq!(edits.paper(&paper).missing(), 1);
    edits.set(&paper, &block("unit"), "青山小学");
    assert_eq!(edits.paper(&paper).missing(), 0);
    assert!(matches!(
        edits.paper(&paper).blocks[1].content,
        Content::Paragraph { style: Style::Body, .. }
    ));
}

#[test]
fn a_text_typed_back_is_no_change() {
    let paper = paper("90");
    let mut edits = Edits::default();
    edits.set_title(&paper, "报告");
    edits.set(&paper, &block("basics"), "一");
    edits.set(&paper, &cell(1, 0), "运动");
    assert_eq!(edits.paper(&paper).title, "报告");
    edits.set_title(&paper, "自评报告");
    edits.set(&paper, &block("basics"), "一、基本情况");
    edits.set(&paper, &cell(1, 0), "活动");
    assert!(edits.is_empty());
}

#[test]
fn blocks_are_left_out_and_added_and_taken_back() {
    let paper = paper("90");
    let mut edits = Edits::default();
    edits.remove("unit");
    let first = edits.add_after("result");
    let second = edits.add_after(&first);
    edits.set(&paper, &block(&first), "其一");
    edits.set(&paper, &block(&second), "其二");
    let texts = |edits: &Edits| -> Vec<String> {
        let paper = edits.paper(&paper);
        let all = paper.blocks.iter().filter_map(|block| match &block.content {
            Content::Heading { text, .. } | Content::Paragraph { text, .. } => Some(text.clone()),
            _ => None,
        });
        all.collect()
    };
    assert_eq!(texts(&edits), ["一、基本情况", "自评90分。", "其一", "其二"]);
    // On the page it is named, so that it can be taken back.
    assert_eq!(drawn(&edits, &paper)[1].1, Origin::Removed);
    edits.remove(&first);
    edits.reset("unit");
    assert_eq!(
        texts(&edits),
        ["一、基本情况", "【请补充：学校名称】", "自评90分。", "其二"]
    );
    edits.remove(&second);
    assert!(edits.is_empty());
}

#[test]
fn added_words_outlive_the_block_before_them() {
    let mut edits = Edits::default();
    let own = edits.add_after("result");
    edits.set(&paper("90"), &block(&own), "补充说明");
    let mut now = paper("90");
    now.blocks.retain(|block| block.key != "result");
    let all = drawn(&edits, &now);
    assert_eq!(all.last(), Some(&("补充说明".to_owned(), Origin::Added)));
}

#[test]
fn a_cell_changed_in_a_row_that_moved_is_not_put_elsewhere() {
    let before = paper("90");
    let mut edits = Edits::default();
    edits.set(&before, &cell(0, 2), "台账缺十月");
    let mut now = paper("90");
    if let Content::Table(table) = &mut now.blocks[3].content {
        table.rows.swap(0, 1);
    }
    assert_eq!(
        drawn(&edits, &now)[3],
        ("活动|8||组织|90|记录不全".to_owned(), Origin::Form)
    );
}

#[test]
fn edits_are_the_same_after_json() {
    let paper = paper("90");
    let mut edits = Edits::default();
    edits.set_title(&paper, "甲");
    edits.set(&paper, &block("result"), "乙");
    edits.set(&paper, &cell(1, 2), "丙");
    edits.remove("basics");
    let own = edits.add_after("unit");
    edits.set(&paper, &block(&own), "丁");
    let json = serde_json::to_string(&edits).expect("JSON");
    assert_eq!(serde_json::from_str::<Edits>(&json).expect("edits"), edits);
}

const RUBRIC: &str = r#"{ "format": 1, "id": "yard", "version": "1", "status": "final", "title": "校园安全自评表", "total": 10,
    "profile": [{ "id": "school", "kind": "text", "subject": true, "label": "学校名称" }],
    "sections": [{ "id": "s1", "title": "组织", "criteria": [
        { "id": "plan", "label": "1", "text": "制订工作计划", "scale": { "kind": "points", "max": 4 } },
        { "id": "gate", "label": "2", "text": "校门完好", "scale": { "kind": "points", "max": 6 } }]}]}"#;

fn record(plan: u32, gate: u32) -> String {
    format!(
        r#"{{ "format": 1, "kind": "ziping-record", "id": "r1", "revision": 1, "rubric": {{ "id": "yard", "version": "1" }}, "profile": {{ "school": "青山小学" }},
        "answers": {{ "self": {{ "plan": {{ "answer": {{ "kind": "points", "points": {plan} }} }}, "gate": {{ "answer": {{ "kind": "points", "points": {gate} }} }} }} }} }}"#
    )
}

/// The page over a form with 4 of 4 and 5 of 6 points.
fn page(rubric: &str) -> PapersPage {
    let mut page = PapersPage::default();
    page.update(PapersMsg::SetLanguage("zh-CN"));
    let effects = page.update(PapersMsg::Open(Source {
        rubric: rubric.into(),
        record: record(4, 5).into(),
        today: "2026-11-28".into(),
        earlier: None,
        id: "r1".into(),
    }));
    assert!(page.is_open());
    assert!(effects.contains(&PapersEffect::Load("r1".into())));
    page
}

#[test]
fn photos_of_the_evidence_stand_in_its_paper() {
    let hash = |digit: &str| digit.repeat(64);
    let photo = |name: &str, digit: &str, kind: &str| {
        format!(
            r#"{{"name":"{name}","file":{{"name":"{name}","type":"{kind}","size":9,"sha256":"{}"}}}}"#,
            hash(digit)
        )
    };
    let evidence = [
        photo("校门", "a", "image/jpeg"),
        photo("操场", "b", "image/png"),
        photo("台账", "c", "application/pdf"),
    ];
    let answer = r#""answer": { "kind": "points", "points": 4 }"#;
    let with = record(4, 5).replacen(answer, &format!(r#"{answer},"evidence":[{}]"#, evidence.join(",")), 1);
    assert_ne!(with, record(4, 5));
    let mut page = PapersPage::default();
    page.update(PapersMsg::SetLanguage("zh-CN"));
    let effects = page.update(PapersMsg::Open(Source {
        rubric: RUBRIC.into(),
        record: with.into(),
        today: "2026-11-28".into(),
        earlier: None,
        id: "r1".into(),
    }));
    let wanted = [hash("a"), hash("b")].map(Rc::from).to_vec();
    assert!(effects.contains(&PapersEffect::ReadPictures(wanted)), "{effects:?}");
    page.update(PapersMsg::Show(Kind::Evidence));
    let widths = |page: &PapersPage| {
        let pictures = page.paper().blocks.iter().filter_map(|block| match &block.content {
            Content::Picture(picture) => Some(picture.width),
            _ => None,
        });
        pictures.collect::<Vec<_>>()
    };
    assert!(widths(&page).is_empty());
    let read = [("a", 40), ("b", 30)].map(|(digit, width)| {
        let picture = Picture {
            bytes: vec![1],
            width,
            height: 20,
            description: String::new(),
        };
        (hash(digit).into(), PictureFile(Rc::new(picture)))
    });
    page.update(PapersMsg::Pictures(read.to_vec()));
    assert_eq!(widths(&page), [40, 30]);
}

/// Returns the file that a message makes.
fn given(page: &mut PapersPage, msg: PapersMsg) -> Option<(String, Vec<u8>)> {
    page.update(msg).into_iter().find_map(|effect| match effect {
        PapersEffect::Give { name, bytes } => Some((name, bytes)),
        _ => None,
    })
}

#[test]
fn every_kind_is_written_in_both_languages() {
    let mut page = page(RUBRIC);
    for tag in ["zh-CN", "en"] {
        page.update(PapersMsg::SetLanguage(tag));
        for kind in Kind::ALL {
            page.update(PapersMsg::Show(kind));
            for (writing, ending) in [
                (Writing::Word, ".docx"),
                (Writing::Page, ".html"),
                (Writing::Text, ".txt"),
                (Writing::Workbook, ".xlsx"),
                (Writing::Csv, ".csv"),
                (Writing::Book, ".xlsx"),
            ] {
                let (name, bytes) = given(&mut page, PapersMsg::Write(writing)).expect("a file");
                assert!(name.ends_with(ending) && !bytes.is_empty(), "{name}");
                assert_eq!(page.given().map(|given| &given.name), Some(&name));
            }
        }
    }
}

#[test]
fn ledger_and_orders_are_workbooks_with_the_words_that_are_shown() {
    const PROBLEMS: &str = r#"{ "format": 1, "kind": "ziping-record", "id": "r1", "revision": 1, "rubric": { "id": "yard", "version": "1" }, "answers": { "self": {
        "gate": { "answer": { "kind": "points", "points": 5 }, "problems": [
            { "text": "门锁损坏", "measure": { "text": "更换门锁", "owner": "王老师", "due": "2026-12-01" } },
            { "text": "无夜间照明", "measure": { "text": "加装照明", "owner": "李老师" } }] } } } }"#;
    let mut page = PapersPage::default();
    page.update(PapersMsg::SetLanguage("zh-CN"));
    page.update(PapersMsg::Open(Source {
        rubric: RUBRIC.into(),
        record: PROBLEMS.into(),
        today: "2026-11-28".into(),
        earlier: None,
        id: "r1".into(),
    }));
    let kinds = Kind::ALL.into_iter().filter(|kind| kind.has_book());
    assert_eq!(kinds.collect::<Vec<_>>(), [Kind::Ledger, Kind::Orders]);
    page.update(PapersMsg::Show(Kind::Ledger));
    page.update(PapersMsg::Type(
        Place::Cell("table:ledger".into(), 1, 1),
        "校门口没有灯".into(),
    ));
    let (name, bytes) = given(&mut page, PapersMsg::Write(Writing::Book)).expect("a file");
    let book = office::read(&bytes, &name, &|_, _| None).expect("a workbook");
    let sheets: Vec<_> = book.tables().map(|(_, table)| table).collect();
    assert_eq!(sheets.len(), 1);
    let column = |sheet: &office::document::Table, column| -> Vec<String> {
        (0..sheet.rows.len())
            .map(|row| sheet.text(row, column).to_owned())
            .collect()
    };
    let problems = column(sheets[0], 1);
    assert!(problems.contains(&"门锁损坏".to_owned()), "{problems:?}");
    assert!(problems.contains(&"校门口没有灯".to_owned()), "{problems:?}");
    assert!(!problems.contains(&"无夜间照明".to_owned()), "{problems:?}");
    page.update(PapersMsg::Show(Kind::Orders));
    let (name, bytes) = given(&mut page, PapersMsg::Write(Writing::Book)).expect("a file");
    let book = office::read(&bytes, &name, &|_, _| None).expect("a workbook");
    let names: Vec<_> = book.tables().filter_map(|(_, table)| table.name.as_deref()).collect();
    assert_eq!(names, ["王老师", "督办事项办理回执", "李老师", "督办事项办理回执 (2)"]);
}

#[test]
fn words_are_stored_and_restored_by_paper_and_language() {
    let mut page = page(RUBRIC);
    assert!(
        page.update(PapersMsg::TypeTitle("甲".into()))
            .contains(&PapersEffect::ScheduleSave)
    );
    page.update(PapersMsg::TypeTitle("甲乙".into()));
    let stored = page
        .update(PapersMsg::SaveDue)
        .into_iter()
        .find_map(|effect| match effect {
            PapersEffect::Store { saved, .. } => Some(saved),
            _ => None,
        });
    page.update(PapersMsg::Stored(Ok("10:42".into())));
    assert_eq!(*page.keeping(), Keeping::Saved("10:42".into()));
    // Typing in one field is one step.
    page.update(PapersMsg::Undo);
    assert_ne!(page.title().0, "甲乙");
    assert!(!page.can_undo());
    let mut again = self::page(RUBRIC);
    again.update(PapersMsg::Loaded(stored));
    assert_eq!(again.title().0, "甲乙");
    again.update(PapersMsg::SetLanguage("en"));
    assert_ne!(again.title().0, "甲乙");
    again.update(PapersMsg::SetLanguage("zh-CN"));
    again.update(PapersMsg::Show(Kind::Ledger));
    assert_ne!(again.title().0, "甲乙");
}

#[test]
fn a_file_that_is_no_record_of_the_form_is_no_earlier_form() {
    let mut page = page(RUBRIC);
    let open = |file: &str, text: &str| PapersMsg::OpenEarlier {
        file: file.into(),
        text: text.into(),
    };
    page.update(open("名单.json", "{}"));
    assert_eq!((page.earlier(), page.not_earlier()), (None, Some("名单.json")));
    let before = page.paper().clone();
    page.update(open("去年.json", &record(3, 5)));
    assert_eq!((page.earlier(), page.not_earlier()), (Some("去年.json"), None));
    assert_ne!(*page.paper(), before, "last year's points stand beside this year's");
    page.update(PapersMsg::CloseEarlier);
    assert_eq!(*page.paper(), before);

    // One that is open beside the form is compared with at once.
    page.update(PapersMsg::Open(Source {
        rubric: RUBRIC.into(),
        record: record(4, 5).into(),
        today: "2026-11-28".into(),
        earlier: Some(("去年.json".into(), record(3, 5).into())),
        id: "r1".into(),
    }));
    assert_eq!(page.earlier(), Some("去年.json"));
    assert_ne!(*page.paper(), before);
}

/// The form that was sent: a workbook with a table of the two criteria.
fn original() -> Vec<u8> {
    let mut sheet = Sheet::new("自评表");
    for row in [
        ["校园安全自评表", "", "", ""],
        ["序号", "评估内容", "分值", "自评分"],
        ["1", "制订工作计划", "4", ""],
        ["2", "校门完好", "6", ""],
        ["", "合计", "10", ""],
    ] {
        sheet.push_texts(row);
    }
    Workbook::of(vec![sheet]).to_bytes()
}

fn own_scores(bytes: &[u8]) -> Vec<String> {
    let document = office::read(bytes, "原表.xlsx", &|_, _| None).expect("a workbook");
    let (_, table) = document.tables().next().expect("a table");
    (2..5).map(|row| table.text(row, 3).to_owned()).collect()
}

#[test]
fn the_form_that_was_sent_is_filled_in() {
    let mut page = page(RUBRIC);
    let fill = |bytes: Vec<u8>| PapersMsg::Fill {
        file: "原表.xlsx".into(),
        bytes,
    };
    let (name, bytes) = given(&mut page, fill(original())).expect("a file");
    assert_eq!(name, "原表.xlsx");
    assert_eq!(own_scores(&bytes), ["4", "5", "9"]);
    // A file in which nothing of the form is found is not given.
    let mut other = Sheet::new("课程表");
    other.push_texts(["星期一", "语文"]);
    assert_eq!(given(&mut page, fill(Workbook::of(vec![other]).to_bytes())), None);
    let outcome = page
        .filled_in()
        .expect("an outcome")
        .outcome
        .as_ref()
        .expect("no error");
    assert!(outcome.written.is_empty());
    assert_eq!(given(&mut page, fill(b"%PDF-1.7".to_vec())), None);
    assert!(page.filled_in().expect("an outcome").outcome.is_err());
}

#[test]
fn a_rubric_made_from_a_workbook_says_where_its_criteria_stand() {
    let document = office::read(&original(), "原表.xlsx", &|_, _| None).expect("a workbook");
    let draft = office::understand(&document);
    let source = ziping::state::maker::Source {
        name: "原表.xlsx".into(),
        document,
    };
    let made = Maker::new(Opened::Document(Rc::new(source), draft), "yard");
    let text = made.text();
    let tree = assessment::json::parse(&text).expect("JSON");
    let origin = office::fill::Origin::in_rubric(&tree).expect("an origin");
    assert_eq!(origin.criteria.len(), 2);
    let rubric = assessment::rubric::Rubric::parse(&text).expect("a rubric without problems");
    let mut values = office::fill::Values::default();
    for (id, score) in origin.criteria.keys().zip(["3", "2"]) {
        let entry = values.criteria.entry(id.clone()).or_default();
        entry.score = Some(score.into());
    }
    let filled = office::fill::fill(&original(), &rubric, Some(&origin), &values).expect("it is filled in");
    assert_eq!(own_scores(&filled.bytes)[..2], ["3", "2"]);
}
