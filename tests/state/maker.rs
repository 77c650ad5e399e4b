//! Making a form: from a text to a rubric, what a person changes, and that nothing of it is lost.

use assessment::json::{Node, canonical, parse};
use assessment::record::Record;
use assessment::rubric::Rubric;
use office::assign::{ColumnRole, RowRole};
use proptest::prelude::*;
use std::rc::Rc;
use ziping::state::Keeping;
use ziping::state::maker::{
    Band, Counts, Edit, Field, Head, Joined, Lack, Lines, Maker, MakerEffect, MakerError, MakerMsg, MakerPage, Matter,
    Part, Piece, Saved, Scale, ScaleKind, Status, Tab, Trouble, Wire, Words, divided,
};

/// A school's own text: 21 paragraphs of 100 points in all, of which it gives itself 90.
const SCHOOL: &str = "\
体育工作自查情况
1. 制订每天锻炼一小时的计划并落实。标准分4分，自评分4分。
2. 校长任组长，分工明确。标准分2分，自评分2分。
3. 计划已公布，设有监督电话。标准分2分，自评分2分。
4. 体育课按国家规定开足。标准分6分，自评分6分。
5. 有教学计划和教案，按计划上课。标准分4分，自评分4分。
6. 有教学质量评价办法。标准分2分，自评分2分。
7. 每年至少办一次运动会。标准分8分，自评分8分。
8. 阳光体育有方案，参加率不低于95%。标准分3分，自评分3分。
9. 达标测试有计划，合格率不低于90%。标准分10分，自评分10分。
10. 每天上午大课间不少于25分钟。标准分5分，自评分5分。
11. 没有体育课的当天，课后集体锻炼一小时。标准分5分，自评分5分。
12. 开展本地传统体育项目。标准分2分，自评分1分。
13. 有安全制度和应急预案。标准分2分，自评分2分。
14. 体育教师数量足够。标准分5分，自评分5分。
15. 教师培训每年不少于48学时。标准分5分，自评分3分。
16. 经费、工作量、待遇有保障。标准分5分，自评分3分。
17. 场地达到省定标准。标准分4分，自评分2分。
18. 器材达到省定标准，有保养，使用好。标准分16分，自评分15分。
19. 体育成绩计入学生综合评价。标准分4分，自评分3分。
20. 锻炼情况计入班级评比。标准分3分，自评分2分。
21. 每年表彰体育先进。标准分3分，自评分3分。
合计：标准分100分，自评分90分。
";

/// A table of the kind that is copied from a spreadsheet.
const TABLE: &str =
    "序号\t评估内容\t分值\t自评分\n1\t制订计划\t4\t3\n2\t成立小组\t6\t6\n3\t开展活动\t10\t8\n合计\t\t20\t17\n";

fn of(text: &str) -> Maker {
    Maker::new(Wire::of_text(text).opened().unwrap(), "form-1")
}

/// Restores what was stored, by way of the worker.
fn restored(stored: &str) -> Maker {
    let mut joined = Joined::default();
    for piece in divided(Wire::of_kept(stored)) {
        let text = serde_json::to_string(&piece).unwrap();
        joined.take(serde_json::from_str::<Piece>(&text).unwrap());
    }
    match joined.wire().unwrap() {
        Wire::Kept(saved, draft) => Maker::restore(*saved, draft).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn rubric(maker: &Maker) -> Rc<Rubric> {
    Rc::new(Rubric::parse(&maker.text()).unwrap_or_else(|problems| panic!("{problems:?}\n{}", maker.text())))
}

fn canonical_text(node: &Node) -> String {
    canonical(node, &|_| true)
}

fn criterion(id: &str) -> Part {
    Part::Criterion(id.into())
}

/// Returns each criterion as its id, label, text and points.
fn criteria(maker: &Maker) -> Vec<String> {
    let lines = maker.outline().lines.iter();
    let lines = lines.filter_map(|line| match &line.part {
        Part::Criterion(id) => {
            let points = line.points.map_or_else(|| "-".to_owned(), |points| points.to_string());
            Some(format!("{id} {} {} {points}", line.label, line.text.replace('\n', "/")))
        }
        Part::Section(_) => None,
    });
    lines.collect()
}

#[test]
fn a_schools_own_text_is_a_form_with_its_scores() {
    let maker = of(SCHOOL);
    let outline = maker.outline();
    assert_eq!((outline.criteria, outline.total.to_string().as_str()), (21, "100"));
    assert_eq!(maker.doubts(), []);
    let rubric = rubric(&maker);
    let (text, count) = maker.record("r1").unwrap();
    assert_eq!(count, 21);
    let (record, notices) = Record::open(&rubric, Record::parse(&text).unwrap());
    assert_eq!(notices, []);
    let figures = record.to_text(&rubric);
    let figures = parse(&figures).unwrap();
    let own = figures.get("scores").and_then(|scores| scores.get("self")).unwrap();
    let number = |key: &str| own.get(key).cloned().map(|node| node.value);
    assert_eq!(number("total"), Some(Node::number(90).value));
    assert_eq!(number("maximum"), Some(Node::number(100).value));
}

#[test]
fn every_change_is_one_step_that_can_be_undone() {
    let band = |label: &str, at_least: &str| Band {
        label: label.to_owned(),
        at_least: at_least.to_owned(),
    };
    let field = |label: &str, is_subject| Field {
        id: String::new(),
        label: label.to_owned(),
        kind: "text".to_owned(),
        is_subject,
    };
    let section = || Part::Section("s1".into());
    // The change, what the criteria are then, and their total.
    let cases: Vec<(Edit, &[&str], &str)> = vec![
        (
            Edit::Words(criterion("c1"), Words::Text, "定计划".to_owned()),
            &["c1 1 定计划 4", "c2 2 成立小组 6", "c3 3 开展活动 10"],
            "20",
        ),
        (
            Edit::Words(criterion("c2"), Words::Label, "二".to_owned()),
            &["c1 1 制订计划 4", "c2 二 成立小组 6", "c3 3 开展活动 10"],
            "20",
        ),
        (
            Edit::Full("c1".into(), "7.5".to_owned()),
            &["c1 1 制订计划 7.5", "c2 2 成立小组 6", "c3 3 开展活动 10"],
            "23.5",
        ),
        (
            Edit::Full("c1".into(), "７".to_owned()),
            &["c1 1 制订计划 7", "c2 2 成立小组 6", "c3 3 开展活动 10"],
            "23",
        ),
        (
            Edit::MoveUp(criterion("c2")),
            &["c2 2 成立小组 6", "c1 1 制订计划 4", "c3 3 开展活动 10"],
            "20",
        ),
        (
            Edit::MoveDown(criterion("c2")),
            &["c1 1 制订计划 4", "c3 3 开展活动 10", "c2 2 成立小组 6"],
            "20",
        ),
        (
            Edit::Remove(criterion("c1")),
            &["c2 2 成立小组 6", "c3 3 开展活动 10"],
            "16",
        ),
        (
            Edit::AddCriterion(criterion("c1"), "新".to_owned()),
            &["c1 1 制订计划 4", "c5  新 -", "c2 2 成立小组 6", "c3 3 开展活动 10"],
            "20",
        ),
        (
            Edit::AddCriterion(section(), "新".to_owned()),
            &["c5  新 -", "c1 1 制订计划 4", "c2 2 成立小组 6", "c3 3 开展活动 10"],
            "20",
        ),
        (
            Edit::Split("c3".into(), 2),
            &["c1 1 制订计划 4", "c2 2 成立小组 6", "c3 3 开展 10", "c5  活动 -"],
            "20",
        ),
        (
            Edit::MergeNext("c1".into()),
            &["c1 1 制订计划/成立小组 10", "c3 3 开展活动 10"],
            "20",
        ),
        (
            Edit::IntoSection("c2".into()),
            &["c1 1 制订计划 4", "c3 3 开展活动 10"],
            "14",
        ),
        (
            Edit::Counts("s1".into(), Counts::Bonus),
            &["c1 1 制订计划 4", "c2 2 成立小组 6", "c3 3 开展活动 10"],
            "0",
        ),
        (
            Edit::Lines(criterion("c1"), Lines::Units, "总务处\n\n体育组".to_owned()),
            &["c1 1 制订计划 4", "c2 2 成立小组 6", "c3 3 开展活动 10"],
            "20",
        ),
        (
            Edit::Veto("c1".into(), true, vec![band("优", "90"), band("差", "0")]),
            &["c1 1 制订计划 -", "c2 2 成立小组 6", "c3 3 开展活动 10"],
            "16",
        ),
        (
            Edit::Grades(vec![band("优", "18"), band("差", "0")]),
            &["c1 1 制订计划 4", "c2 2 成立小组 6", "c3 3 开展活动 10"],
            "20",
        ),
        (
            Edit::Profile(vec![field("学校", true), field("电话", false)]),
            &["c1 1 制订计划 4", "c2 2 成立小组 6", "c3 3 开展活动 10"],
            "20",
        ),
        (
            Edit::Head(Head::Title, "自评".to_owned()),
            &["c1 1 制订计划 4", "c2 2 成立小组 6", "c3 3 开展活动 10"],
            "20",
        ),
        (
            Edit::AddSection(Some(section()), "二".to_owned()),
            &["c1 1 制订计划 4", "c2 2 成立小组 6", "c3 3 开展活动 10"],
            "20",
        ),
    ];
    for (edit, expected, total) in cases {
        let mut maker = of(TABLE);
        let before = maker.text();
        maker.edit(&edit);
        assert_eq!(criteria(&maker), expected, "{edit:?}");
        assert_eq!(maker.outline().total.to_string(), total, "{edit:?}");
        let after = maker.text();
        assert_ne!(after, before, "{edit:?}");
        maker.undo();
        assert_eq!(maker.text(), before, "{edit:?}");
        maker.redo();
        assert_eq!(maker.text(), after, "{edit:?}");
    }
}

#[test]
fn a_section_can_become_a_criterion_and_back() {
    let mut maker = of(TABLE);
    maker.edit(&Edit::IntoSection("c2".into()));
    let sections = |maker: &Maker| -> Vec<String> {
        let lines = maker
            .outline()
            .lines
            .iter()
            .filter(|line| matches!(line.part, Part::Section(_)));
        lines
            .map(|line| format!("{} {}", line.text, line.points.unwrap_or_default()))
            .collect()
    };
    assert_eq!(sections(&maker)[1..], ["成立小组 10"]);
    let id = maker.outline().lines.iter().rev().find_map(|line| match &line.part {
        Part::Section(id) => Some(id.clone()),
        Part::Criterion(_) => None,
    });
    maker.edit(&Edit::IntoCriterion(id.unwrap()));
    let texts: Vec<_> = criteria(&maker)
        .iter()
        .map(|line| line.split(' ').nth(2).unwrap().to_owned())
        .collect();
    assert_eq!(texts, ["制订计划", "成立小组", "开展活动"]);
    assert_eq!(sections(&maker).len(), 1);
}

#[test]
fn each_kind_of_scale_keeps_the_full_marks_and_is_a_rubric() {
    for kind in ScaleKind::ALL {
        let mut maker = of(TABLE);
        let scale = maker
            .outline()
            .line(&criterion("c3"))
            .and_then(|line| line.scale.clone())
            .unwrap();
        let changed = scale.changed_to(kind, &["优", "良", "中", "差"], "处");
        assert_eq!(changed.kind(), Some(kind));
        maker.edit(&Edit::Scale("c3".into(), changed.clone()));
        Rubric::parse(&maker.text_of_sums()).unwrap();
        let line = maker.outline().line(&criterion("c3")).cloned().unwrap();
        let expected = if kind == ScaleKind::Comment {
            None
        } else {
            Some("10".to_owned())
        };
        assert_eq!(line.points.map(|points| points.to_string()), expected, "{kind:?}");
        assert_eq!(line.scale, Some(changed), "{kind:?}");
    }
}

#[test]
fn levels_share_few_points_down_to_nothing() {
    let scale = Scale::YesNo { points: "2".to_owned() };
    let Scale::Levels(levels) = scale.changed_to(ScaleKind::Levels, &["优", "良", "中", "差"], "处") else {
        panic!("no levels")
    };
    // Two thirds of 2 are 1.33, one third is 0.67.
    let points: Vec<_> = levels.iter().map(|level| &*level.points).collect();
    assert_eq!(points, ["2", "1.3", "0.7", "0"]);
}

#[test]
fn what_is_no_number_stays_and_is_a_problem_of_the_rubric() {
    let mut maker = of(TABLE);
    maker.edit(&Edit::Full("c1".into(), "四分".to_owned()));
    let problems = Rubric::parse(&maker.text()).unwrap_err();
    assert_eq!(problems[0].path, "sections[0].criteria[0].scale.max");
    let line = maker.outline().line(&criterion("c1")).cloned().unwrap();
    assert_eq!(line.scale.map(|scale| scale.full()), Some("四分".to_owned()));
    let part = ziping::state::maker::part_at(maker.rubric(), &problems[0].path);
    assert_eq!(part, Some(criterion("c1")));
}

#[test]
fn keys_without_a_control_stay() {
    let source = r#"{"format":1,"id":"r","version":"1","status":"draft","title":{"en":"A","zh-CN":"甲"},"sections":[{"id":"s","title":"S","cap":9,
        "criteria":[{"id":"c","text":"T","appliesIf":{"kind":"never"},"scale":{"kind":"points","max":5,"measured":{"x-free":1}}}]}]}"#;
    let mut maker = of(source);
    maker.edit(&Edit::Full("c".into(), "6".to_owned()));
    maker.edit(&Edit::Head(Head::Title, "B".to_owned()));
    let text: String = maker.text().split_whitespace().collect();
    for kept in [
        r#""cap":9"#,
        r#""appliesIf":{"kind":"never"}"#,
        r#""measured":{"x-free":1}"#,
        r#""max":6"#,
        r#"{"en":"B","zh-CN":"甲"}"#,
    ] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
}

#[test]
fn a_report_without_a_control_stays() {
    let source = r#"{"format":1,"id":"r","version":"1","status":"draft","title":"A","uses":["report"],"report":[
        {"part":"text","heading":{"zh-CN":"总述","en":"Summary"},"text":"{total} {criterion.c.score}"},{"part":"result","x-ours":1},{"part":"problems"}],
        "sections":[{"id":"s","title":"S","criteria":[{"id":"c","text":"T","scale":{"kind":"points","max":5}}]}]}"#;
    let written = parse(source).unwrap();
    let report = written.get("report").map(canonical_text);
    let mut maker = of(source);
    for edit in [
        Edit::Full("c".into(), "6".to_owned()),
        Edit::Head(Head::Title, "B".to_owned()),
        Edit::Profile(Vec::new()),
        Edit::AddCriterion(criterion("c"), "新".to_owned()),
    ] {
        maker.edit(&edit);
        let text = maker.text();
        assert_eq!(
            parse(&text).unwrap().get("report").map(canonical_text),
            report,
            "{text}"
        );
        assert!(text.contains(r#""uses""#), "{text}");
    }
    // The new item has no points yet.
    maker.undo();
    let stored = serde_json::to_string(&maker.saved()).unwrap();
    let maker = restored(&stored);
    assert_eq!(rubric(&maker).report.len(), 3);
    assert_eq!(maker.rubric().get("report").map(canonical_text), report);
}

#[test]
fn a_removed_item_that_the_report_names_is_a_problem_of_the_file() {
    let source = r#"{"format":1,"id":"r","version":"1","status":"draft","title":"A","uses":["report"],"report":[
        {"part":"text","text":"{criterion.c.score}"}],"sections":[{"id":"s","title":"S","criteria":[
        {"id":"c","text":"T","scale":{"kind":"points","max":5}},{"id":"d","text":"U","scale":{"kind":"points","max":5}}]}]}"#;
    let mut maker = of(source);
    maker.edit(&Edit::Remove(criterion("c")));
    let problems = Rubric::parse(&maker.text()).unwrap_err();
    let found: Vec<_> = problems
        .iter()
        .map(|problem| (problem.code.text(), &*problem.path))
        .collect();
    assert_eq!(found, [("unknown-name", "report[0].text")]);
    assert_eq!(ziping::state::maker::part_at(maker.rubric(), "report[0].text"), None);
    maker.undo();
    assert_eq!(rubric(&maker).report.len(), 1);
}

#[test]
fn a_decision_about_the_document_keeps_what_was_changed() {
    let mut maker = of("项目\t满分\t权数\n制订计划\t4\t1\n成立小组\t6\t1\n开展活动\t10\t1\n");
    let ids = criteria(&maker);
    assert_eq!(ids.len(), 3, "{ids:?}");
    maker.edit(&Edit::Words(criterion("c2"), Words::Text, "小组".to_owned()));
    maker.edit(&Edit::AddCriterion(criterion("c2"), "新".to_owned()));
    maker.edit(&Edit::Remove(criterion("c3")));
    maker.edit(&Edit::Grades(vec![Band {
        label: "好".to_owned(),
        at_least: "5".to_owned(),
    }]));
    let before = criteria(&maker);
    // The first row is no criterion.
    maker.assign_row(0, 1, Some(RowRole::Note));
    let after: Vec<String> = criteria(&maker);
    assert_eq!(after, before[1..], "{after:?}");
    assert!(maker.text().contains("\"好\""));
    // It is one again, with its id.
    maker.assign_row(0, 1, None);
    assert_eq!(criteria(&maker), before);
    // The points are in the other column.
    maker.assign_column(0, 2, Some(ColumnRole::Points));
    let points: Vec<String> = criteria(&maker)
        .iter()
        .map(|line| line.rsplit(' ').next().unwrap().to_owned())
        .collect();
    assert_eq!(points, ["1", "1", "-"]);
    maker.undo();
    assert_eq!(criteria(&maker), before);
}

#[test]
fn a_sum_that_differs_is_mended_by_the_points() {
    let mut maker = of(&TABLE.replace("\t20\t", "\t21\t"));
    let sums = |maker: &Maker| -> Vec<Status> {
        let doubts = maker.doubts().into_iter();
        doubts
            .filter(|doubt| {
                matches!(
                    &doubt.matter,
                    Matter::Document(office::draft::DoubtKind::SumDiffers { .. })
                )
            })
            .map(|doubt| doubt.status)
            .collect()
    };
    assert_eq!(sums(&maker), [Status::Open]);
    maker.edit(&Edit::Full("c1".into(), "5".to_owned()));
    assert_eq!(sums(&maker), [Status::Mended]);
    maker.undo();
    let key = maker.doubts()[0].key.clone();
    maker.see(std::slice::from_ref(&key), true);
    assert_eq!(sums(&maker), [Status::Seen]);
    maker.see(std::slice::from_ref(&key), false);
    assert_eq!(sums(&maker), [Status::Open]);
}

#[test]
fn a_new_version_of_the_document_keeps_ids_and_changes() {
    let mut maker = of(TABLE);
    maker.edit(&Edit::Scale("c2".into(), Scale::YesNo { points: "6".to_owned() }));
    let newer = "序号\t评估内容\t分值\t自评分\n1\t公布电话\t2\t2\n2\t制订计划\t4\t3\n3\t成立小组\t6\t6\n4\t开展活动两次\t10\t8\n合计\t\t22\t19\n";
    maker.reopen(Wire::of_text(newer).opened().unwrap());
    // The text of the last one differs, and so does its label: it is another one.
    assert_eq!(
        criteria(&maker),
        [
            "c4 1 公布电话 2",
            "c1 2 制订计划 4",
            "c2 3 成立小组 6",
            "c5 4 开展活动两次 10"
        ]
    );
    let scale = maker
        .outline()
        .line(&criterion("c2"))
        .and_then(|line| line.scale.clone());
    assert_eq!(scale, Some(Scale::YesNo { points: "6".to_owned() }));
    let gone: Vec<_> = maker.doubts().into_iter().map(|doubt| doubt.matter).collect();
    assert!(gone.contains(&Matter::Gone("开展活动".to_owned())), "{gone:?}");
    maker.undo();
    assert_eq!(criteria(&maker).len(), 3);
}

#[test]
fn what_is_stored_is_restored() {
    let mut maker = of(&TABLE.replace("\t20\t", "\t21\t"));
    maker.assign_row(0, 1, Some(RowRole::Section));
    maker.edit(&Edit::Full("c2".into(), "5".to_owned()));
    let key = maker.doubts()[0].key.clone();
    maker.see(std::slice::from_ref(&key), true);
    let stored = serde_json::to_string(&maker.saved()).unwrap();
    let restored = restored(&stored);
    assert_eq!(restored.text(), maker.text());
    assert_eq!(restored.doubts(), maker.doubts());
    assert_eq!(restored.assignments(), maker.assignments());
    assert_eq!(restored.record("r"), maker.record("r"));
    assert_eq!(restored.became(0, 2), maker.became(0, 2));
    assert_eq!(serde_json::to_string(&restored.saved()).unwrap(), stored);
}

#[test]
fn a_form_that_was_not_changed_is_stored_once() {
    let stored = serde_json::to_string(&of(TABLE).saved()).unwrap();
    assert_eq!(
        stored.matches("制订计划").count(),
        2,
        "the document and the rubric: {stored}"
    );
    assert!(matches!(Wire::of_kept("{"), Wire::Failed(MakerError::Lost)));
}

#[test]
fn the_page_stores_once_at_a_time_and_again_if_something_changed() {
    let mut page = MakerPage::new();
    let read = |page: &mut MakerPage, text: &str| {
        page.update(MakerMsg::Read {
            opened: Box::new(Wire::of_text(text).opened().unwrap()),
            id: "0123456789abcdef".into(),
        })
    };
    let effects = read(&mut page, TABLE);
    assert!(effects.contains(&MakerEffect::ScheduleSave) && effects.contains(&MakerEffect::ScheduleShow));
    let stores = |effects: &[MakerEffect]| {
        effects
            .iter()
            .filter_map(|effect| match effect {
                MakerEffect::Store {
                    version, turn, entry, ..
                } => Some((*version, *turn, entry.criteria)),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(stores(&page.update(MakerMsg::SaveDue)), [(0, 0, 3)]);
    // Not again while it is being stored.
    page.update(MakerMsg::Edit(Edit::Remove(criterion("c1"))));
    assert_eq!(stores(&page.update(MakerMsg::SaveDue)), []);
    let outcome = Ok(("10:42".to_owned(), 1, Rc::from("0123456789abcdef")));
    assert_eq!(
        stores(&page.update(MakerMsg::Stored { version: 0, outcome })),
        [(1, 1, 2)]
    );
    assert!(page.is_dirty());
    let outcome = Ok(("10:43".to_owned(), 2, Rc::from("0123456789abcdef")));
    assert_eq!(stores(&page.update(MakerMsg::Stored { version: 1, outcome })), []);
    assert!(!page.is_dirty());
    // A text that is no JSON is shown as it was typed, and the rubric stays.
    let text = page.file();
    let effects = page.update(MakerMsg::TypeFile(text[..text.len() - 3].to_owned()));
    assert!(effects.contains(&MakerEffect::ScheduleShow));
    assert_eq!(page.file(), text[..text.len() - 3]);
    assert_eq!(page.maker().unwrap().text(), text);
    page.update(MakerMsg::TypeFile(text.replace("成立小组", "成立领导小组")));
    assert!(criteria(page.maker().unwrap())[0].contains("成立领导小组"));
    page.update(MakerMsg::Undo);
    assert_eq!(page.file(), text);
}

#[test]
fn what_is_typed_is_shown_until_the_field_is_left() {
    let mut page = MakerPage::new();
    page.update(MakerMsg::Read {
        opened: Box::new(Wire::of_text(TABLE).opened().unwrap()),
        id: "0123456789abcdef".into(),
    });
    let typed = |page: &mut MakerPage, text: &str| {
        page.update(MakerMsg::Type {
            field: "f".to_owned(),
            text: text.to_owned(),
            edit: Edit::Full("c1".into(), text.to_owned()),
        });
        page.shown("f", "?").to_owned()
    };
    for text in ["1", "1.", "1.5", "", "１"] {
        assert_eq!(typed(&mut page, text), text);
    }
    page.update(MakerMsg::Settle);
    assert_eq!(page.shown("f", "1"), "1");
    // All that was typed in the field is one step.
    page.update(MakerMsg::Undo);
    assert_eq!(criteria(page.maker().unwrap())[0], "c1 1 制订计划 4");
}

#[test]
fn what_was_read_is_the_same_after_it_was_divided() {
    let mut large = "序号\t一级指标\t评估内容\t分值\n".to_owned();
    for i in 1..=1_003 {
        large += &format!("{i}\t第{}部分\t第{i}项\t{}\n", i / 400, 1 + i % 5);
    }
    for (text, least) in [
        (SCHOOL, 3),
        (TABLE, 4),
        (&large, 10),
        ("", 1),
        ("{\"format\":1,\"sections\":[]}", 1),
    ] {
        let whole = serde_json::to_string(&Wire::of_text(text)).unwrap();
        let pieces = divided(Wire::of_text(text));
        assert!(pieces.len() >= least, "{} pieces", pieces.len());
        let mut joined = Joined::default();
        for piece in pieces {
            let text = serde_json::to_string(&piece).unwrap();
            assert!(text.len() < 60_000, "{}", text.len());
            joined.take(serde_json::from_str::<Piece>(&text).unwrap());
        }
        assert_eq!(serde_json::to_string(&joined.wire().unwrap()).unwrap(), whole);
    }
}

#[test]
fn a_score_that_the_scale_cannot_have_is_told() {
    let mut maker = of(TABLE);
    let count = |maker: &Maker| (maker.own_scores(), maker.doubts().len());
    assert_eq!(count(&maker), (3, 0));
    maker.edit(&Edit::Scale(
        "c3".into(),
        Scale::Each {
            each: "1".to_owned(),
            most: "10".to_owned(),
            unit: "次".to_owned(),
        },
    ));
    assert_eq!(count(&maker), (2, 1));
    assert_eq!(maker.doubts()[0].matter, Matter::ScoreAside("8".to_owned()));
    assert_eq!(maker.doubts()[0].part, Some(criterion("c3")));
}

/// The edit that declares the points of the whole.
fn total(points: &str) -> Edit {
    Edit::Total(None, points.to_owned())
}

#[test]
fn a_total_of_the_document_stays_until_a_person_changes_it() {
    let mut maker = of(TABLE);
    assert_eq!(maker.outline().declared, "20");
    assert_eq!(maker.stated(), None);
    maker.edit(&Edit::Full("c1".into(), "5".to_owned()));
    // 5 + 6 + 10 = 21.
    let stated = maker.stated().unwrap();
    assert_eq!(
        (stated.stated.to_string(), stated.found.to_string()),
        ("20".to_owned(), "21".to_owned())
    );
    let problems = Rubric::parse(&maker.text()).unwrap_err();
    assert_eq!(
        problems.iter().map(|problem| &*problem.path).collect::<Vec<_>>(),
        ["total"]
    );
    // The form can be seen all the same.
    Rubric::parse(&maker.text_of_sums()).unwrap();
    maker.edit(&total("21"));
    assert_eq!((maker.stated(), &*maker.outline().declared), (None, "21"));
    rubric(&maker);
    // It stays when the document is understood otherwise.
    maker.assign_row(0, 4, Some(RowRole::Ignored));
    assert_eq!((maker.stated(), &*maker.outline().declared), (None, "21"));
    maker.edit(&total(""));
    assert_eq!((maker.stated(), &*maker.outline().declared), (None, ""));
    // A total that the document does not state is none.
    let mut maker = of(TABLE.rsplit_once("合计").unwrap().0);
    assert_eq!(maker.outline().declared, "");
    maker.edit(&Edit::Full("c1".into(), "5".to_owned()));
    rubric(&maker);
}

#[test]
fn a_sum_that_differs_is_settled_by_declaring_the_points() {
    let mut maker = of(&TABLE.replace("\t20\t", "\t21\t"));
    let stated = maker.stated().unwrap();
    assert_eq!(
        (stated.stated.to_string(), stated.found.to_string()),
        ("21".to_owned(), "20".to_owned())
    );
    maker.edit(&total("20"));
    assert_eq!((maker.stated(), maker.open_doubts()), (None, 0));
    rubric(&maker);
}

#[test]
fn a_section_that_declares_other_points_is_told() {
    let source = r#"{"format":1,"id":"r","version":"1","status":"draft","title":"A","total":5,"sections":[{"id":"s","title":"S","total":5,
        "criteria":[{"id":"c","text":"T","scale":{"kind":"points","max":5}}]}]}"#;
    let mut maker = of(source);
    maker.edit(&Edit::Full("c".into(), "6".to_owned()));
    let differing = |maker: &Maker| -> Vec<_> {
        let all = maker.outline().differing.iter();
        all.map(|one| (one.part.clone(), one.stated.to_string(), one.found.to_string()))
            .collect()
    };
    let sums = ("5".to_owned(), "6".to_owned());
    let section = Some(Part::Section("s".into()));
    assert_eq!(
        differing(&maker),
        [(None, sums.0.clone(), sums.1.clone()), (section, sums.0, sums.1)]
    );
    maker.edit(&Edit::Total(Some("s".into()), "6".to_owned()));
    maker.edit(&total("6"));
    assert_eq!(differing(&maker), []);
    rubric(&maker);
    // A limit of the points is the business of the rubric's check.
    let mut maker = of(&source.replace("\"total\":5,\n", "\"cap\":5,\n"));
    maker.edit(&Edit::Full("c".into(), "6".to_owned()));
    assert_eq!(differing(&maker), []);
}

#[test]
fn usual_grades_are_shares_of_the_full_marks() {
    let four: Vec<Band> = ["90", "75", "60", "0"]
        .iter()
        .map(|at_least| Band {
            label: at_least.to_string(),
            at_least: at_least.to_string(),
        })
        .collect();
    for (full, expected) in [
        ("50", ["45", "37.5", "30", "0"]),
        ("100", ["90", "75", "60", "0"]),
        ("33.3", ["29.97", "24.975", "19.98", "0"]),
        ("0", ["90", "75", "60", "0"]),
    ] {
        let bounds: Vec<_> = Band::scaled(&four, full.parse().unwrap())
            .into_iter()
            .map(|band| band.at_least)
            .collect();
        assert_eq!(bounds, expected, "{full}");
    }
    // A veto takes its points out of the sum: 16 are left, of which 90 % are 14.4.
    let mut maker = of(TABLE.rsplit_once("合计").unwrap().0);
    maker.edit(&Edit::Veto("c1".into(), true, four));
    let bounds: Vec<_> = Band::all(maker.rubric())
        .unwrap()
        .into_iter()
        .map(|band| band.at_least)
        .collect();
    assert_eq!(bounds, ["14.4", "12", "9.6", "0"]);
    rubric(&maker);
}

#[test]
fn what_was_moved_stays_where_it_was_put() {
    let mut maker = of(
        "序号\t一级指标\t评估内容\t分值\n1\t甲\t一\t1\n2\t甲\t二\t2\n3\t乙\t三\t3\n4\t乙\t四\t4\n5\t乙\t五\t5\n说明\t\t\t\n",
    );
    let ids = |maker: &Maker| -> String {
        let lines = maker.outline().lines.iter();
        let lines = lines.map(|line| match &line.part {
            Part::Section(_) => format!("[{}]", line.text),
            Part::Criterion(_) => line.text.clone(),
        });
        lines.collect()
    };
    assert_eq!(ids(&maker), "[甲]一二[乙]三四五");
    let part = |maker: &Maker, text: &str| {
        let mut lines = maker.outline().lines.iter();
        lines.find(|line| line.text == text).unwrap().part.clone()
    };
    // Within a section, and into the one before.
    let five = part(&maker, "五");
    maker.edit(&Edit::MoveUp(five.clone()));
    maker.edit(&Edit::MoveUp(five));
    let three = part(&maker, "二");
    maker.edit(&Edit::MoveDown(three));
    assert_eq!(ids(&maker), "[甲]一[乙]二五三四");
    maker.assign_row(0, 4, Some(RowRole::Note));
    assert_eq!(ids(&maker), "[甲]一[乙]二五三");
    maker.assign_row(0, 4, None);
    assert_eq!(ids(&maker), "[甲]一[乙]二五三四");
}

/// A page with what this text is.
fn page_of(text: &str) -> MakerPage {
    let mut page = MakerPage::new();
    page.update(MakerMsg::Read {
        opened: Box::new(Wire::of_text(text).opened().unwrap()),
        id: "0123456789abcdef".into(),
    });
    page
}

/// Tells a page the problems of its rubric.
fn checked(page: &mut MakerPage) {
    let problems = Rubric::parse(&page.maker().unwrap().text_of_sums()).err();
    let troubles = problems.into_iter().flatten().map(|problem| Trouble {
        words: problem.to_string(),
        line: problem.line,
        column: problem.column,
        path: problem.path,
    });
    let troubles = troubles.collect();
    page.update(MakerMsg::Shown(troubles));
}

fn focused(effects: &[MakerEffect]) -> Vec<&str> {
    let focus = effects.iter().filter_map(|effect| match effect {
        MakerEffect::Focus(id) => Some(&**id),
        _ => None,
    });
    focus.collect()
}

#[test]
fn the_focus_stays_at_what_is_changed_or_beside_it() {
    // What is done, one after the other, where the focus goes then, and what is said to be removed.
    let part = criterion;
    let cases: Vec<(MakerMsg, &str, Option<&str>)> = vec![
        (MakerMsg::Edit(Edit::MoveDown(part("c1"))), "maker-down-c1", None),
        (
            MakerMsg::Edit(Edit::Remove(part("c1"))),
            "maker-criterion-c3",
            Some("1 制订计划"),
        ),
        (MakerMsg::Undo, "maker-criterion-c1", None),
        (
            MakerMsg::Edit(Edit::Remove(part("c3"))),
            "maker-criterion-c1",
            Some("3 开展活动"),
        ),
        (
            MakerMsg::Edit(Edit::AddCriterion(part("c2"), "新".to_owned())),
            "maker-text-c4",
            None,
        ),
        (MakerMsg::Undo, "maker-undo", None),
        (MakerMsg::Edit(Edit::Split("c2".into(), 2)), "maker-points-c4", None),
        (MakerMsg::Edit(Edit::IntoSection("c1".into())), "maker-title-s5", None),
        (
            MakerMsg::Edit(Edit::AddSection(None, "二".to_owned())),
            "maker-title-s6",
            None,
        ),
        (
            MakerMsg::Edit(Edit::Profile(vec![Field {
                label: "学校".to_owned(),
                ..field()
            }])),
            "maker-field-0",
            None,
        ),
        (
            MakerMsg::Edit(Edit::Profile(Vec::new())),
            "maker-field-add",
            Some("学校"),
        ),
        (MakerMsg::Undo, "maker-field-0", None),
        (MakerMsg::Failed(MakerError::NoText), "maker-error", None),
        (MakerMsg::Dismiss, "maker-title", None),
    ];
    let mut page = page_of(TABLE);
    for (msg, focus, removed) in cases {
        let effects = page.update(msg.clone());
        assert_eq!(focused(&effects), [focus], "{msg:?}");
        assert_eq!(page.removed_name(), removed, "{msg:?}");
    }
}

fn field() -> Field {
    Field {
        id: String::new(),
        label: String::new(),
        kind: "text".to_owned(),
        is_subject: false,
    }
}

#[test]
fn what_is_not_written_yet_is_no_fault() {
    let mut page = page_of(TABLE);
    let counts = |page: &MakerPage| (page.unfinished().len(), page.faults().len(), page.is_ready());
    checked(&mut page);
    assert_eq!(counts(&page), (0, 0, true));
    page.update(MakerMsg::Edit(Edit::AddCriterion(criterion("c1"), String::new())));
    page.update(MakerMsg::Edit(Edit::Profile(vec![field()])));
    checked(&mut page);
    // The item lacks its text and its points, and the field its name.
    assert_eq!(counts(&page), (2, 0, false));
    let lacks: Vec<_> = page.troubles().iter().map(|trouble| page.lack(trouble)).collect();
    for lack in [Lack::Amount, Lack::Text] {
        assert!(lacks.contains(&Some(lack.clone())), "{lack:?} in {lacks:?}");
    }
    let path = page
        .unfinished()
        .iter()
        .map(|trouble| trouble.path.clone())
        .find(|path| path.starts_with("sections"));
    let effects = page.update(MakerMsg::Mend(path.unwrap()));
    assert!(
        matches!(focused(&effects)[..], ["maker-text-c5" | "maker-points-c5"]),
        "{effects:?}"
    );
    page.update(MakerMsg::Edit(Edit::Full("c5".into(), "五".to_owned())));
    checked(&mut page);
    assert_eq!(counts(&page).1, 1);
    assert_eq!(page.lack(page.faults()[0]), Some(Lack::Number("五".to_owned())));
    // Grades are in another tab.
    page.update(MakerMsg::Edit(Edit::Grades(vec![Band {
        label: "优".to_owned(),
        at_least: "500".to_owned(),
    }])));
    checked(&mut page);
    let path = page
        .faults()
        .iter()
        .map(|trouble| trouble.path.clone())
        .find(|path| path.starts_with("grades"));
    if let Some(path) = path {
        assert_eq!(focused(&page.update(MakerMsg::Mend(path))), ["maker-bound-0"]);
    }
}

#[test]
fn a_document_without_items_is_told_and_not_stored() {
    let mut page = page_of("各位老师：明天下午开会，请准时到。\n地点：会议室");
    assert!(page.is_without_items());
    checked(&mut page);
    assert_eq!(page.faults().len(), 0);
    let stores = |effects: &[MakerEffect]| effects.iter().any(|effect| matches!(effect, MakerEffect::Store { .. }));
    assert!(!stores(&page.update(MakerMsg::SaveDue)));
    let mut page = MakerPage::new();
    let begin = |text: &str| text.to_owned();
    page.update(MakerMsg::Blank {
        id: "0123456789abcdef".into(),
        title: begin("表"),
        section: begin("一"),
    });
    assert!(!stores(&page.update(MakerMsg::SaveDue)));
    page.update(MakerMsg::Edit(Edit::AddCriterion(
        Part::Section("s1".into()),
        "新".to_owned(),
    )));
    assert!(stores(&page.update(MakerMsg::SaveDue)));
}

#[test]
fn the_next_doubt_has_the_focus_and_many_gone_items_are_one() {
    let mut table = "序号\t评估内容\t分值\n".to_owned();
    for i in 1..=7 {
        table += &format!("{i}\t旧的第{i}项工作\t{i}\n");
    }
    let mut page = page_of(&table);
    page.update(MakerMsg::Read {
        opened: Box::new(
            Wire::of_text("序号\t评估内容\t分值\n甲\t操场面积达标\t3\n乙\t图书数量够\t4\n合计\t\t8\n")
                .opened()
                .unwrap(),
        ),
        id: "1".into(),
    });
    let groups = page.doubts(true);
    let sizes: Vec<_> = groups.iter().map(Vec::len).collect();
    assert_eq!(sizes, [1, 7], "{groups:?}");
    let keys =
        |group: &[ziping::state::maker::Doubtful]| group.iter().map(|doubt| doubt.key.clone()).collect::<Vec<_>>();
    let effects = page.update(MakerMsg::See(keys(&groups[0]), true));
    assert_eq!(focused(&effects), ["maker-see-0"]);
    let effects = page.update(MakerMsg::See(keys(&groups[1]), true));
    assert_eq!(focused(&effects), ["maker-doubts"]);
    assert_eq!((page.doubts(true).len(), page.doubts(false).len()), (0, 2));
}

#[test]
fn a_file_that_is_broken_is_stored_as_it_is() {
    let mut page = page_of(TABLE);
    let broken = page.file().replace("\"format\": 1,", "\"format\": 1");
    page.update(MakerMsg::TypeFile(broken.clone()));
    let effects = page.update(MakerMsg::SaveDue);
    let saved = effects.iter().find_map(|effect| match effect {
        MakerEffect::Store { saved, .. } => Some(saved.clone()),
        _ => None,
    });
    let mut page = MakerPage::new();
    let saved = serde_json::from_str::<Saved>(&saved.unwrap()).unwrap();
    let typed = saved.typed.clone();
    page.update(MakerMsg::Loaded {
        id: "1".into(),
        maker: Maker::restore(saved, None).map(Box::new),
        typed,
        turn: 1,
    });
    assert_eq!((page.file(), page.tab()), (broken, Tab::File));
    assert_eq!(criteria(page.maker().unwrap()).len(), 3);
    assert_eq!(page.keeping(), &Keeping::Opened);
}

#[test]
fn what_is_handed_out_is_no_draft() {
    let mut page = page_of(TABLE);
    let status = |page: &MakerPage| Head::Status.read(page.maker().unwrap().rubric());
    assert_eq!(status(&page), "draft");
    let effects = page.update(MakerMsg::HandOut);
    let shown = effects
        .iter()
        .position(|effect| matches!(effect, MakerEffect::ShowForm { rubric, .. } if rubric.contains("\"final\"")));
    let given = effects.iter().position(|effect| *effect == MakerEffect::HandOut);
    assert!(shown.is_some() && shown < given, "{effects:?}");
    page.update(MakerMsg::Undo);
    assert_eq!(status(&page), "draft");
}

fn edits() -> impl Strategy<Value = Edit> {
    let id = prop_oneof![Just("c1"), Just("c2"), Just("c3"), Just("c5"), Just("c9")];
    let part = prop_oneof![
        4 => id.clone().prop_map(criterion),
        1 => prop_oneof![Just("s1"), Just("s5"), Just("s6")].prop_map(|id| Part::Section(id.into())),
    ];
    let amount = prop_oneof![Just(""), Just("5"), Just("2.5"), Just("x"), Just("-1")];
    let scale = (0..ScaleKind::ALL.len(), amount.clone()).prop_map(|(kind, full)| {
        let points = Scale::Points {
            max: full.to_owned(),
            step: String::new(),
        };
        points.changed_to(ScaleKind::ALL[kind], &["优", "差"], "处")
    });
    let bands = proptest::collection::vec(("[优良差]", "[0-9]{1,2}"), 0..3).prop_map(|bands| {
        bands
            .into_iter()
            .map(|(label, at_least)| Band { label, at_least })
            .collect::<Vec<_>>()
    });
    let words = "[一二三甲乙 ]{0,6}";
    prop_oneof![
        (
            prop_oneof![
                Just(Head::Title),
                Just(Head::Summary),
                Just(Head::Instructions),
                Just(Head::Id),
                Just(Head::Version),
                Just(Head::Status)
            ],
            words
        )
            .prop_map(|(head, text)| Edit::Head(head, text)),
        (
            part.clone(),
            prop_oneof![Just(Words::Label), Just(Words::Text), Just(Words::Guidance)],
            words
        )
            .prop_map(|(part, words, text)| Edit::Words(part, words, text)),
        (
            part.clone(),
            prop_oneof![Just(Lines::Units), Just(Lines::Evidence), Just(Lines::Methods)],
            words
        )
            .prop_map(|(part, lines, text)| Edit::Lines(part, lines, text)),
        amount.clone().prop_map(total),
        (id.clone(), amount).prop_map(|(id, full)| Edit::Full(id.into(), full.to_owned())),
        (id.clone(), scale).prop_map(|(id, scale)| Edit::Scale(id.into(), scale)),
        (0..3_usize).prop_map(|at| Edit::Counts("s1".into(), Counts::ALL[at])),
        (id.clone(), any::<bool>(), bands.clone()).prop_map(|(id, is_veto, bands)| Edit::Veto(
            id.into(),
            is_veto,
            bands
        )),
        part.clone().prop_map(Edit::MoveUp),
        part.clone().prop_map(Edit::MoveDown),
        part.clone().prop_map(Edit::Remove),
        part.clone().prop_map(|part| Edit::AddCriterion(part, "新".to_owned())),
        proptest::option::of(part.clone()).prop_map(|part| Edit::AddSection(part, "部分".to_owned())),
        (id.clone(), 0..6_usize).prop_map(|(id, at)| Edit::Split(id.into(), at)),
        id.clone().prop_map(|id| Edit::MergeNext(id.into())),
        id.prop_map(|id| Edit::IntoSection(id.into())),
        prop_oneof![Just("s1"), Just("s5")].prop_map(|id| Edit::IntoCriterion(id.into())),
        bands.prop_map(Edit::Grades),
        proptest::collection::vec(("[学校电话]{1,3}", any::<bool>()), 0..3).prop_map(|fields| {
            Edit::Profile(
                fields
                    .into_iter()
                    .map(|(label, is_subject)| Field {
                        id: String::new(),
                        label,
                        kind: "text".to_owned(),
                        is_subject,
                    })
                    .collect(),
            )
        }),
        Just(Edit::Whole(Rc::new(
            parse(r#"{"format":1,"id":"w","version":"1","status":"draft","title":"W","sections":[]}"#).unwrap()
        ))),
    ]
}

proptest! {
    /// Undo takes every change back, redo makes it again, ids stay different, and what is stored is what is shown.
    #[test]
    fn nothing_is_lost(edits in proptest::collection::vec(edits(), 1..12), rows in proptest::collection::vec((0..5_usize, 0..8_usize), 0..4)) {
        let mut maker = of(TABLE);
        let mut texts = vec![maker.text()];
        let mut note = |maker: &Maker| {
            if texts.last() != Some(&maker.text()) {
                texts.push(maker.text());
            }
        };
        for (i, edit) in edits.iter().enumerate() {
            maker.edit(edit);
            maker.settle();
            note(&maker);
            if let Some((row, role)) = rows.get(i) {
                maker.assign_row(0, *row, RowRole::ALL.get(*role).copied());
                note(&maker);
            }
            let mut ids: Vec<_> = maker.outline().lines.iter().map(|line| line.part.clone()).collect();
            let count = ids.len();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), count, "{:?}", edit);
        }
        let last = maker.text();
        let stored = serde_json::to_string(&maker.saved()).unwrap();
        prop_assert_eq!(restored(&stored).text(), last.clone());
        let mut steps = 0;
        while maker.can_undo() {
            maker.undo();
            steps += 1;
        }
        prop_assert_eq!(maker.text(), texts[0].clone());
        for _ in 0..steps {
            maker.redo();
        }
        prop_assert_eq!(maker.text(), last);
    }
}
