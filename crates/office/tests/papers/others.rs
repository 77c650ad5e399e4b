//! The ledger, orders, evidence and comparisons.

use super::{block, form, record, rows, said, school, school_answers, shipped, style, table};
use assessment::Id;
use office::compose::comparison::{comparison, losses, rates, years};
use office::compose::evidence::{directory, submission, submissions};
use office::compose::filled::Filled;
use office::compose::ledger::ledger;
use office::compose::order::{To, orders, orders_in_one};
use office::paper::{Content, Picture, RowKind, Style};
use serde_json::{Value, json};

#[test]
fn the_ledger_has_every_problem() {
    let rubric = shipped("school-pe");
    let record = school(&rubric);
    let paper = ledger(&form(&rubric, &record, "zh-CN"));
    assert_eq!(
        paper.title,
        "麻栗坡县示范小学关于学校体育工作专项督导评估的问题整改台账"
    );
    let table = table(&paper, "table:ledger");
    let heads: Vec<_> = table.head[0].cells.iter().map(|cell| &*cell.text).collect();
    let expected = [
        "序号",
        "存在的问题",
        "依据的指标",
        "责任单位",
        "责任人",
        "整改措施",
        "完成时限",
        "完成情况",
    ];
    assert_eq!(heads, expected);
    let rows = rows(table, RowKind::Plain);
    assert_eq!(
        rows[0],
        "1|活动形式单一|第12项“因地制宜开展有当地特色的传统体育活动”|体育组||开发新的趣味活动||未开始"
    );
    assert!(
        rows[2].starts_with("3|生均场地面积不足，操场拥挤|")
            && rows[2].ends_with("|总务处、体育组|李主任|争取资金，扩建操场|2026年10月31日|进行中（已逾期）")
    );
    assert_eq!(said(&paper, "owner"), "【请补充：表中第1条的责任人】");
    assert_eq!(said(&paper, "dated"), "（截至2026年11月28日）");
    let blank = super::record(&rubric, json!({}), json!({}));
    assert_eq!(said(&ledger(&form(&rubric, &blank, "zh-CN")), "none"), "没有列出问题。");
}

#[test]
fn a_mask_is_nobody() {
    let rubric = shipped("school-pe");
    let mut answers = school_answers();
    answers["pe-12"]["problems"] =
        json!([{ "text": "器材少", "measure": { "text": "添置", "owner": "***", "due": "尽快" } }]);
    let record = record(&rubric, json!({ "self": answers }), json!({}));
    let paper = ledger(&form(&rubric, &record, "zh-CN"));
    // A text that is no day stays as it is.
    let row = &rows(table(&paper, "table:ledger"), RowKind::Plain)[0];
    assert!(row.ends_with("|体育组||添置|尽快|未开始"), "{row}");
}

#[test]
fn orders_go_to_the_unit_or_to_each_owner() {
    let rubric = shipped("school-pe");
    let record = school(&rubric);
    let form = form(&rubric, &record, "zh-CN");
    let papers = |to| -> Vec<_> { orders(&form, to).into_iter().map(|order| order.paper).collect() };
    let one = papers(To::Unit);
    assert_eq!(one.len(), 1);
    assert_eq!(said(&one[0], "addressee"), "麻栗坡县示范小学：");
    assert_eq!(table(&one[0], "table:order").rows.len(), 3);
    assert_eq!(
        said(&one[0], "opening"),
        "对照《学校体育工作专项督导评估自评表》检查，下列3个问题尚未整改到位，请逐项落实。最迟于2027年8月31日全部办结。其中表中第3条已逾期，请立即办结。"
    );
    assert!(matches!(block(&one[0], "slip").content, Content::PageBreak));
    assert_eq!(table(&one[0], "table:slip").rows.len(), 3);
    let each = papers(To::EachOwner);
    let to: Vec<_> = each.iter().map(|paper| said(paper, "addressee")).collect();
    // In the order of the form; nobody comes last.
    assert_eq!(to, ["张校长：", "李主任：", "【请补充：受督办的单位或责任人】"]);
    assert_eq!(style(&each[2], "addressee"), Some(Style::Missing));
    // Only a date that has passed: no new one is made up.
    assert_eq!(
        said(&each[1], "opening"),
        "对照《学校体育工作专项督导评估自评表》检查，下列1个问题尚未整改到位，请逐项落实。其中表中第1条已逾期，请立即办结。"
    );
    assert_eq!(said(&each[2], "due"), "【请补充：表中第1条的完成时限】");
}

#[test]
fn keys_of_an_order_stay_when_another_one_is_gone() {
    let rubric = shipped("school-pe");
    let keys = |answers: serde_json::Map<String, Value>| -> Vec<String> {
        let record = record(&rubric, json!({ "self": answers }), json!({}));
        let paper = orders_in_one(&form(&rubric, &record, "zh-CN"));
        paper.blocks.into_iter().map(|block| block.key).collect()
    };
    let both = || {
        let mut answers = school_answers();
        for (criterion, owner) in [("pe-12", "李主任"), ("pe-15", "张校长")] {
            answers[criterion]["problems"] = json!([{ "text": "不足", "measure": { "text": "补齐", "owner": owner } }]);
        }
        answers
    };
    let mut one = both();
    one["pe-12"]["problems"] = json!([]);
    let (all, left) = (keys(both()), keys(one));
    let of = |keys: &[String], owner: &str| -> Vec<String> {
        let start = format!("to:{owner}/");
        // Only a later paper has a page and a title of its own.
        let own = keys.iter().filter(|key| key.starts_with(&start));
        own.filter(|key| !key.ends_with("/page") && !key.ends_with("/title"))
            .cloned()
            .collect()
    };
    assert!(!of(&left, "张校长").is_empty());
    assert_eq!(of(&all, "张校长"), of(&left, "张校长"));
    assert!(of(&left, "李主任").is_empty() && !of(&all, "李主任").is_empty());
}

#[test]
fn what_is_put_right_needs_no_order() {
    let rubric = shipped("school-pe");
    let mut answers = school_answers();
    answers["pe-12"]["problems"] = json!([{ "text": "器材少", "measure": { "text": "添置", "owner": "李", "status": "done", "doneOn": "2026-11-01" } }]);
    let record = record(&rubric, json!({ "self": answers }), json!({}));
    let form = form(&rubric, &record, "zh-CN");
    assert!(orders(&form, To::Unit).is_empty() && orders(&form, To::EachOwner).is_empty());
    let row = &rows(table(&ledger(&form), "table:ledger"), RowKind::Plain)[0];
    assert!(row.ends_with("已完成（2026年11月1日）"), "{row}");
}

#[test]
fn evidence_is_listed_and_handed_in_by_criterion() {
    let rubric = shipped("school-pe");
    let record = school(&rubric);
    let form = form(&rubric, &record, "zh-CN");
    let paper = directory(&form);
    let table_of = table(&paper, "table:evidence");
    assert_eq!(
        rows(table_of, RowKind::Plain),
        [
            "第7项“每年至少举办一次学校运动会或趣味体育竞赛”",
            "7-1|秩序册|文件、制度|体〔2026〕3号|2026年4月20日|",
            "7-2|春季运动会开幕式|照片、影像|学校操场|2026年4月22日|kms.jpg",
            "第10项“每天上午安排25至30分钟的大课间体育活动，并列入课程表”",
            "10-1|总课程表|文件、制度|||",
        ]
    );
    assert_eq!(
        said(&paper, "evidence:missing"),
        "【请补充：第1至6、8、9、11至21项的佐证材料】"
    );
    let picture = Picture {
        bytes: vec![1, 2, 3],
        width: 40,
        height: 30,
        description: String::new(),
    };
    let found = |file: &assessment::answers::Attachment| (*file.kept.name == *"kms.jpg").then(|| picture.clone());
    let sheets = submissions(&form, &found);
    let ids: Vec<_> = sheets.iter().map(|sheet| &*sheet.criterion).collect();
    assert_eq!(ids, ["pe-07", "pe-10"]);
    let sheet = &sheets[0].paper;
    // What the record does not hold is left blank.
    let expected = [
        "时间|2026年4月22日",
        "地点|学校操场",
        "人物|",
        "主题|春季运动会开幕式",
        "背景|",
        "事由|",
        "附件文件|kms.jpg",
    ];
    assert_eq!(rows(table(sheet, "evidence:2:table"), RowKind::Plain), expected);
    let Content::Picture(shown) = &block(sheet, "evidence:2:picture").content else {
        panic!("a picture")
    };
    assert_eq!(
        (&*shown.bytes, &*shown.description),
        (&[1, 2, 3][..], "春季运动会开幕式")
    );
    let none = Id::new("pe-01")
        .and_then(|id| submission(&form, &id, &|_| None))
        .unwrap();
    assert_eq!(said(&none, "evidence"), "【请补充：第1项的佐证材料】");
    assert!(
        Id::new("nowhere")
            .and_then(|id| submission(&form, &id, &|_| None))
            .is_none()
    );
}

#[test]
fn charts_have_the_figures_of_their_tables() {
    let rubric = shipped("school-pe");
    let record = school(&rubric);
    let form = form(&rubric, &record, "zh-CN");
    let compared = rates(&form).unwrap();
    let bars: Vec<_> = compared.charts[0]
        .bars
        .iter()
        .map(|bar| bar.figures[0].clone().unwrap())
        .collect();
    assert_eq!(bars, ["100", "100", "97", "100", "73.3", "85", "80"]);
    let shown: Vec<_> = compared
        .table
        .rows
        .iter()
        .map(|row| row.cells[3].text.trim_end_matches('%'))
        .collect();
    assert_eq!(bars, shown);
    let compared = losses(&form).unwrap();
    // 1 at 1 item; 4 at 2; 3 at 2; 2 at 2. A point for each item: 1, 2, 1.5, 1; of the equal ones the larger loss is first.
    assert_eq!(
        rows(&compared.table, RowKind::Plain),
        [
            "体育活动|1|1|1||4",
            "师资与经费|4|2|2||1",
            "场地与器材|3|2|1.5|2026年10月31日|2",
            "评价与激励|2|2|1||3",
        ]
    );
    assert_eq!(compared.charts[0].most, "4");
    assert!(years(&form).is_none());
}

#[test]
fn an_earlier_form_is_matched_by_ids() {
    let rubric = shipped("school-pe");
    let now = school(&rubric);
    // Another version: item 1 is gone, item 2 was worth 4 points, and there was another one.
    let mut before: Value = serde_json::from_str(&super::read("rubrics/school-pe.json")).unwrap();
    before["version"] = json!("0");
    before["total"] = Value::Null;
    before.as_object_mut().unwrap().remove("total");
    let first = &mut before["sections"][0];
    first.as_object_mut().unwrap().remove("total");
    let criteria = first["criteria"].as_array_mut().unwrap();
    criteria[0]["id"] = json!("pe-old");
    criteria[1]["scale"]["max"] = json!(4);
    let before = super::parse(&before.to_string());
    let mut answers = school_answers();
    let old = answers.remove("pe-01").unwrap();
    answers.insert("pe-old".to_owned(), old);
    answers["pe-02"] = json!({ "answer": { "kind": "points", "points": 3 } });
    answers["pe-15"] = json!({ "answer": { "kind": "points", "points": 4.5 } });
    let last = record(
        &before,
        json!({ "self": answers }),
        json!({ "period": "2024—2025学年" }),
    );
    let earlier = form(&before, &last, "zh-CN");
    let own = form(&rubric, &now, "zh-CN").beside(&earlier);
    let compared = years(&own).unwrap();
    assert_eq!(compared.charts[0].series, ["2025—2026学年", "2024—2025学年"]);
    let sections = rows(&compared.table, RowKind::Plain);
    // Before: 4 + 3 + 2 of 4 + 4 + 2 is 90 %; teachers and money: 5 + 4.5 + 3 of 15 is 83.3 %, now 73.3 %.
    assert_eq!(sections[0], "组织领导|100%|90%|+10");
    assert_eq!(sections[4], "师资与经费|73.3%|83.3%|−10");
    let criteria = rows(&compared.details, RowKind::Plain);
    assert_eq!(criteria[0], "1|制定每天一小时校园体育活动方案，并按方案组织实施|4|4|");
    assert!(criteria[1].ends_with("|2|2|3 / 4"), "{}", criteria[1]);
    assert!(criteria[14].ends_with("|5|3|4.5"), "{}", criteria[14]);
    // What is no longer there comes last.
    assert_eq!(rows(&compared.details, RowKind::Section), ["本次评估表中已没有的项"]);
    assert!(criteria.last().unwrap().ends_with("|4||4"));
    let report = office::compose::report::report(&own);
    let scores = table(&report, "table:scores");
    assert_eq!(scores.head[0].cells.last().unwrap().text, "上次得分");
    // 90, and 3 instead of 2 at item 2, and 4.5 instead of 3 at item 15.
    assert_eq!(rows(scores, RowKind::Total), ["|合计|100|90|90%|92.5"]);
}

#[test]
fn a_comparison_says_what_it_lacks() {
    let rubric = shipped("school-pe");
    let blank = record(&rubric, json!({}), json!({}));
    let paper = comparison(&Filled::of(&rubric, &blank, "en", ""));
    assert_eq!(paper.missing(), 1);
    let record = school(&rubric);
    let paper = comparison(&form(&rubric, &record, "en"));
    assert_eq!(
        super::chapters(&paper),
        ["1. Rates by section", "2. Points lost by section"]
    );
}
