//! The report.

use super::{
    block, case, chapters, form, parse, record, rows, said, school, school_answers, shipped, style, table, text,
};
use assessment::rubric::Rubric;
use office::compose::report::report;
use office::paper::{Content, Paper, RowKind, Style};
use serde_json::{Value, json};

/// Returns the report of the school with other answers in place of its own.
fn school_with(rubric: &Rubric, changes: Value, language: &str) -> Paper {
    let mut answers = school_answers();
    answers.extend(changes.as_object().cloned().unwrap());
    let record = record(rubric, json!({ "self": answers }), json!({}));
    report(&form(rubric, &record, language))
}

fn points(points: &str) -> Value {
    json!({ "answer": { "kind": "points", "points": serde_json::from_str::<Value>(points).unwrap() } })
}

#[test]
fn the_school_in_chinese() {
    let rubric = shipped("school-pe");
    let record = school(&rubric);
    let paper = report(&form(&rubric, &record, "zh-CN"));
    assert_eq!(paper.title, "麻栗坡县示范小学关于学校体育工作专项督导评估的自评报告");
    let expected = [
        "一、基本情况",
        "二、组织与依据",
        "三、工作开展情况",
        "四、自评结果",
        "五、存在的问题与失分原因",
        "六、整改措施",
        "七、附件",
    ];
    assert_eq!(chapters(&paper), expected);
    for (key, expected) in [
        ("dated", "（2025—2026学年，2026年11月25日）"),
        (
            "opening",
            "本次自评对照《学校体育工作专项督导评估自评表》（第1版），就2025—2026学年的工作进行。自评得分90分（满分100分），等级为“优秀”。现将有关情况报告如下：",
        ),
        ("result", "自评总分90分（大写：玖拾分），满分100分，得分率90%。"),
        ("result:grade", "自评等级为“优秀”。"),
        (
            "result:bands",
            "等级标准：90分及以上为“优秀”；75分及以上为“良好”；60分及以上为“合格”；其余为“不合格”。",
        ),
        ("heading:section:activities", "（三）体育活动"),
        // 32 of 33 is 96.969…
        ("section:activities:score", "本部分标准分33分，自评32分，得分率97%。"),
        (
            "section:activities:text",
            "举办春季运动会和武术操展示；每年两次体质健康测试。",
        ),
        ("section:organisation:score", "本部分标准分8分，自评得满分。"),
        // 100 − 90; 1 of 33, 4 of 15, 3 of 20, 2 of 10.
        (
            "problems",
            "本次自评共失10分，涉及7项。其中“体育活动”失1分、“师资与经费”失4分、“场地与器材”失3分、“评价与激励”失2分。",
        ),
        (
            "problem:pe-12",
            "1. 第12项“因地制宜开展有当地特色的传统体育活动”，标准分2分，自评1分，失1分。存在的问题：活动形式单一。",
        ),
        ("role:deputies", "副组长：李主任、王主任。"),
        (
            "basis:2",
            "2. 《切实保证中小学生每天一小时校园体育活动的规定》（教体艺(20xx)2号）",
        ),
        ("sign:head", "组长（签字）："),
        ("seal", "单位（盖章）：麻栗坡县示范小学"),
        ("date", "2026年11月25日"),
    ] {
        assert_eq!(said(&paper, key), expected, "{key}");
    }
    let scores = table(&paper, "table:scores");
    let expected = [
        "一|组织领导|8|8|100%",
        "二|体育教学|12|12|100%",
        "三|体育活动|33|32|97%",
        "四|安全保障|2|2|100%",
        // 11/15 = 73.33…, 17/20 = 85, 8/10 = 80.
        "五|师资与经费|15|11|73.3%",
        "六|场地与器材|20|17|85%",
        "七|评价与激励|10|8|80%",
    ];
    assert_eq!(rows(scores, RowKind::Section), expected);
    assert_eq!(rows(scores, RowKind::Total), ["|合计|100|90|90%"]);
    assert_eq!(rows(scores, RowKind::Plain).len(), 21);
    // 15/16 = 93.75: half up.
    assert_eq!(
        rows(scores, RowKind::Plain)[17],
        "18|体育器材配备达到省定标准，维护及时，使用充分|16|15|93.8%"
    );
    assert_eq!(table(&paper, "table:answers:veto").rows.len(), 5);
    assert_eq!(
        rows(table(&paper, "table:measures"), RowKind::Plain)[2],
        "3|生均场地面积不足，操场拥挤（第17项）|争取资金，扩建操场|李主任|2026年10月31日|进行中（已逾期）"
    );
}

#[test]
fn what_the_school_has_not_written_is_marked() {
    let rubric = shipped("school-pe");
    let record = school(&rubric);
    let paper = report(&form(&rubric, &record, "zh-CN"));
    let missing: Vec<_> = paper
        .blocks
        .iter()
        .filter(|block| style(&paper, &block.key) == Some(Style::Missing))
        .map(|block| &*block.key)
        .collect();
    // Five sections without a narrative (that of the vetoes is not asked for); of the seven items that lost points 12 and 17 have
    // problems and 15 a note.
    let expected = [
        "basics:missing",
        "basis:numbers",
        "section:organisation:text",
        "section:safety:text",
        "section:staffing:text",
        "section:facilities:text",
        "section:evaluation:text",
        "problem:pe-16:missing",
        "problem:pe-18:missing",
        "problem:pe-19:missing",
        "problem:pe-20:missing",
        "measures:items",
        "measures:owner",
        "measures:due",
        "evidence:missing",
    ];
    assert_eq!(missing, expected);
    assert_eq!(paper.missing(), expected.len());
    assert_eq!(
        said(&paper, "measures:items"),
        "【请补充：第15、16、18至20项失分的问题和整改措施】"
    );
    assert_eq!(said(&paper, "basics:missing"), "【请补充：基本情况中的校舍建筑面积】");
}

#[test]
fn the_school_in_english() {
    let rubric = shipped("school-pe");
    let record = school(&rubric);
    let paper = report(&form(&rubric, &record, "en-GB"));
    assert_eq!(
        paper.title,
        "Self-assessment Report: School PE Special Supervision (麻栗坡县示范小学)"
    );
    let expected = [
        "1. Profile",
        "2. People and sources",
        "3. What was done",
        "4. Results",
        "5. Problems and points lost",
        "6. Measures",
        "7. Annexes",
    ];
    assert_eq!(chapters(&paper), expected);
    for (key, expected) in [
        ("result", "The total is 90 out of 100 points (90%)."),
        ("heading:section:activities", "3.3 Sports activities"),
        (
            "problems",
            "In all, 10 points were lost at 7 criteria. By section: Sports activities 1, Teachers and funding 4, Grounds and equipment 3, Evaluation and awards 2.",
        ),
        (
            "measures:items",
            "[To be added: the problems and measures where points were lost: Nos. 15, 16, 18–20]",
        ),
        ("date", "25 November 2026"),
    ] {
        assert_eq!(said(&paper, key), expected, "{key}");
    }
}

#[test]
fn half_a_point_less_is_only_good() {
    let rubric = shipped("school-pe");
    let paper = school_with(&rubric, json!({ "pe-18": points("14.5") }), "zh-CN");
    assert_eq!(
        said(&paper, "result"),
        "自评总分89.5分（大写：捌拾玖点伍分），满分100分，得分率89.5%。"
    );
    assert_eq!(said(&paper, "result:grade"), "自评等级为“良好”。");
}

#[test]
fn a_veto_fails_and_keeps_the_number() {
    let rubric = shipped("school-pe");
    let yes = json!({ "answer": { "kind": "yes-no", "value": "yes" } });
    let paper = school_with(&rubric, json!({ "veto-fraud": yes }), "zh-CN");
    for (key, expected) in [
        ("result", "自评总分90分（大写：玖拾分），满分100分，得分率90%。"),
        ("result:grade", "自评等级为“不合格”。"),
        (
            "result:gate:4",
            "触发一票否决：一票否决5“在评估中弄虚作假”：有此情形。按规定，等级为“不合格”。",
        ),
        (
            "result:lowered",
            "按得分可评“优秀”，因上述情形等级定为“不合格”，得分不变。",
        ),
    ] {
        assert_eq!(said(&paper, key), expected, "{key}");
    }
    assert_eq!(style(&paper, "result:gates"), None);
    let paper = school_with(&rubric, json!({}), "zh-CN");
    assert_eq!(said(&paper, "result:gates"), "没有出现一票否决等降低等级的情形。");
}

#[test]
fn what_does_not_apply_gives_its_reason() {
    let rubric = shipped("school-pe");
    let excused = json!({ "answer": { "kind": "not-applicable" }, "reason": "当年校舍改建" });
    let paper = school_with(&rubric, json!({ "pe-07": excused }), "zh-CN");
    // 8 of 92 points are left out: 82 of 92 are 89.13 of 100 (82 × 100 ÷ 92 = 89.1304…).
    assert_eq!(
        said(&paper, "result"),
        "自评总分89.13分（大写：捌拾玖点壹叁分），满分100分，得分率89.1%。"
    );
    assert_eq!(
        said(&paper, "result:rescaled"),
        "实得82分（满分92分），按满分100分折算。"
    );
    assert_eq!(
        said(&paper, "excused:pe-07"),
        "第7项“每年至少举办一次学校运动会或趣味体育竞赛”不适用，理由：当年校舍改建。"
    );
    assert_eq!(
        rows(table(&paper, "table:scores"), RowKind::Total),
        ["|各部分合计|92|82|89.1%", "|合计|100|89.13|89.1%"]
    );
    let without = json!({ "pe-07": { "answer": { "kind": "not-applicable" } } });
    let paper = school_with(&rubric, without, "zh-CN");
    assert_eq!(style(&paper, "excused:pe-07"), Some(Style::Missing));
}

#[test]
fn an_unfinished_form_claims_no_grade() {
    let rubric = shipped("school-pe");
    let mut answers = school_answers();
    ["pe-19", "pe-20", "pe-21"]
        .into_iter()
        .for_each(|id| drop(answers.remove(id)));
    let record = record(&rubric, json!({ "self": answers }), json!({}));
    let paper = report(&form(&rubric, &record, "zh-CN"));
    // 90 − 3 − 2 − 3 = 82, of 100 − 10.
    assert_eq!(
        said(&paper, "result"),
        "已评18项，未评3项。已评部分自评82分（大写：捌拾贰分），满分90分；总分为暂计，待评完后确定，暂不评定等级。"
    );
    assert_eq!(said(&paper, "open"), "【请补充：第19至21项的评分（共3项未评）】");
    assert_eq!(style(&paper, "result:grade"), None);
    assert!(said(&paper, "opening").contains("目前暂计82分（满分100分），尚未评完。"));
}

#[test]
fn nothing_is_made_up_for_an_empty_form() {
    for name in super::names("rubrics") {
        let rubric = shipped(&name);
        let blank = assessment::record::Record::blank(&rubric, "".into());
        for language in ["zh-CN", "en"] {
            let paper = report(&office::compose::filled::Filled::of(&rubric, &blank, language, ""));
            assert_eq!(style(&paper, "unit"), Some(Style::Missing), "{name}");
            assert_eq!(style(&paper, "basics"), Some(Style::Missing), "{name}");
            let is_unscored = rubric.scored() == 0;
            let expected = if is_unscored { Style::Body } else { Style::Missing };
            assert_eq!(style(&paper, "result"), Some(expected), "{name}");
            for key in ["problems", "measures", "evidence"] {
                assert_eq!(style(&paper, key), Some(Style::Missing), "{name} {key}");
            }
            for key in [
                "result:grade",
                "table:measures",
                "table:evidence",
                "chart:rates",
                "chart:lost",
            ] {
                assert!(paper.blocks.iter().all(|block| block.key != key), "{name} {key}");
            }
            let date = said(&paper, "date");
            assert!(!date.contains(|c: char| c.is_ascii_digit()), "{name} {date}");
        }
    }
}

#[test]
fn a_form_without_points_has_no_total() {
    let rubric = shipped("slogan-inventory");
    let record = case(&rubric, "slogan-inventory");
    let paper = report(&form(&rubric, &record, "zh-CN"));
    assert_eq!(said(&paper, "result"), "本表不计分，不评定等级；共22项，已填22项。");
    assert!(paper.blocks.iter().all(|block| block.key != "table:scores"));
    let text = text(&paper);
    assert!(
        !text.contains("得分率") && !text.contains("大写") && !text.contains("0/0"),
        "{text}"
    );
    assert_eq!(said(&paper, "heading:problems"), "五、存在的问题");
    // 15 yes/no and 4 levels stand in tables; the three comments are paragraphs.
    let listed = paper
        .blocks
        .iter()
        .filter(|block| block.key.starts_with("table:answers:"));
    let count: usize = listed.map(|block| table(&paper, &block.key).rows.len()).sum();
    assert_eq!(count, 19);
}

#[test]
fn bonus_and_penalty_stand_beside_the_maximum() {
    let rubric = shipped("every-convention");
    let record = case(&rubric, "every-convention");
    let paper = report(&form(&rubric, &record, "zh-CN"));
    // The case of the engine: 71.57 of 100.
    assert!(said(&paper, "result").starts_with("自评总分71.57分（大写：柒拾壹点伍柒分）"));
    assert_eq!(said(&paper, "section:bonus:score"), "本部分为加分项，计+10分。");
    assert_eq!(said(&paper, "section:penalty:score"), "本部分为扣分项，计−3分。");
    let sections = rows(table(&paper, "table:scores"), RowKind::Section);
    assert!(sections.contains(&"十一|加分||+10|".to_owned()), "{sections:?}");
    assert!(sections.contains(&"十二|负面清单||−3|".to_owned()), "{sections:?}");
    assert!(sections.contains(&"七|机关填写|||".to_owned()), "{sections:?}");
    assert!(said(&paper, "problem:ec-penalty").contains("扣3分"));
    assert!(said(&paper, "problem:ec-percent").contains("扣减10%"));
    assert_eq!(said(&paper, "section:for-offices:score"), "本部分不适用，不计入满分。");
    assert_eq!(said(&paper, "unknown"), "回答“不清楚”的有1项：第57项，不计入满分。");
    // What the points rest on.
    for (id, expected) in [
        ("ec-yes-no", "核查情况：部分。"),
        ("ec-deductions", "核查情况：散落垃圾：3处；成堆垃圾：1处。"),
        ("ec-parts", "核查情况：物品登记：1.5 / 2。"),
        ("ec-checklist", "核查情况：未达到：网络。"),
        ("ec-ratio", "核查情况：参加人数：46人；应参加人数：50人；占92%。"),
    ] {
        let text = said(&paper, &format!("problem:{id}"));
        assert!(text.ends_with(expected), "{text}");
    }
}

#[test]
fn several_raters_stand_side_by_side() {
    let rubric = shipped("teacher-review");
    let record = case(&rubric, "teacher-review");
    let own = form(&rubric, &record, "zh-CN");
    let paper = report(&own);
    let table = table(&paper, "table:raters");
    let heads: Vec<_> = table.head[0].cells.iter().map(|cell| &*cell.text).collect();
    assert_eq!(heads, ["评估部分", "自评", "同事互评", "考核组", "合成"]);
    // The case of the engine has the total of the first rater and the combined one.
    let case: Value = serde_json::from_str(&super::read("crates/assessment/tests/totals/teacher-review.json")).unwrap();
    let totals = &rows(table, RowKind::Total)[0];
    assert!(
        totals.starts_with(&format!("合计|{} / 100|", case["expected"]["score"])),
        "{totals}"
    );
    assert!(
        totals.ends_with(&format!("|{} / 100", case["combined"]["score"])),
        "{totals}"
    );
    let Content::Chart(chart) = &block(&paper, "chart:raters:2").content else {
        panic!("a chart")
    };
    assert_eq!(chart.series, ["自评", "考核组"]);
    let panel = form(&rubric, &record, "zh-CN").by("panel").unwrap();
    assert_eq!(&*panel.rater, "panel");
    let heads = &table_heads(&report(&panel));
    assert_eq!(heads[3], "考核组得分");
    assert!(own.by("nobody").is_none());
}

fn table_heads(paper: &Paper) -> Vec<String> {
    table(paper, "table:scores").head[0]
        .cells
        .iter()
        .map(|cell| cell.text.clone())
        .collect()
}

#[test]
fn hostile_texts_stay_texts() {
    let hostile = "<script>alert(1)</script> {total} **x** \u{202e}=cmd|' /C calc'!A1";
    let rubric = parse(&format!(
        r#"{{ "format": 1, "id": "h", "version": "1", "status": "final", "title": {title}, "sections": [{{ "id": "s", "title": {title},
            "narrative": {title}, "criteria": [{{ "id": "c", "text": {title}, "scale": {{ "kind": "points", "max": 4 }} }}] }}],
            "profile": [{{ "id": "u", "label": {title}, "kind": "text", "subject": true }}] }}"#,
        title = json!(hostile)
    ));
    let answers = json!({ "self": { "c": { "answer": { "kind": "points", "points": 3 }, "note": hostile,
        "problems": [{ "text": hostile, "measure": { "text": hostile, "owner": hostile, "due": hostile } }],
        "evidence": [{ "name": hostile, "reference": hostile, "date": hostile }] } } });
    let others =
        json!({ "profile": { "u": hostile }, "sections": { "s": hostile }, "period": hostile, "date": hostile });
    let record = record(&rubric, answers, others);
    for language in ["zh-CN", "en"] {
        let paper = report(&form(&rubric, &record, language));
        let text = text(&paper);
        // No part of a text is taken as a field of a message.
        assert!(text.matches("{total}").count() > 8, "{text}");
        assert!(text.contains("<script>alert(1)</script>"));
        // A cell and a narrative have the person's own text; in sentences nothing turns the text round.
        assert_eq!(said(&paper, "section:s:text"), hostile);
        for key in ["opening", "problem:c", "date"] {
            assert!(key == "date" || !said(&paper, key).contains('\u{202e}'), "{key}");
        }
    }
}

#[test]
fn labels_that_repeat_are_told_apart() {
    let criterion = |id: &str| json!({ "id": id, "label": "1", "text": "T", "scale": { "kind": "points", "max": 2 } });
    let rubric = parse(
        &json!({ "format": 1, "id": "r", "version": "1", "status": "final", "title": "T", "sections": [
            { "id": "a", "title": "甲", "criteria": [criterion("a1")] },
            { "id": "b", "title": "乙", "criteria": [criterion("b1")] } ] })
        .to_string(),
    );
    let record = record(
        &rubric,
        json!({ "self": { "a1": points("1"), "b1": points("1") } }),
        json!({}),
    );
    let paper = report(&form(&rubric, &record, "zh-CN"));
    assert_eq!(
        said(&paper, "measures:items"),
        "【请补充：“甲”第1项、“乙”第1项失分的问题和整改措施】"
    );
}
