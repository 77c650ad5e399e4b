//! The page "Reports and tables": a person's words over papers that are made again and again.

use office::paper::{Align, Cell, Content, Paper, Row, RowKind, Style, Table};
use ziping::state::papers::{Edits, Origin, Place};

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
