//! Word files.

use crate::kit::{
    changed_members, changed_parts, docx, left, made, made_with, member, p, scores, table, texts, written,
};
use office::assign::{Assignments, ColumnRole, RowRole};
use office::fill::{Entry, Values, fill};

const DOCUMENT: &str = "word/document.xml";

/// A form as bureaus send them: lines above, a table with merged sections, subtotals and a total, lines for the seal below, and what
/// the bureau fills in.
fn form() -> Vec<u8> {
    docx(
        &[
            p("青溪县中小学校体育工作评估自评表"),
            p("学校名称（盖章）：____________    填表日期：    年  月  日"),
            table(&[
                "类别|序号|评估内容|分值|自评得分|扣分原因",
                "v:组织管理|1|成立领导小组|4||",
                "^|2|制订工作计划|6||",
                "^|2:小计|10||",
                "v:教育教学|3|开足体育课程|20|18|",
                "^|4|每天锻炼一小时|30||",
                "^|2:小计|50||",
                "3:合计|60||",
            ]),
            p("自评总分：    分        自评等级：____"),
            table(&["学校意见|（盖章）     年  月  日", "教育局意见|（盖章）     年  月  日"]),
            p("联系人：        联系电话："),
        ]
        .concat(),
    )
}

fn values() -> Values {
    let entry = |score: &str, reason: &str| Entry {
        score: Some(score.to_owned()),
        reason: Some(reason.to_owned()).filter(|reason| !reason.is_empty()),
        ..Entry::default()
    };
    Values {
        criteria: [
            ("c1", entry("4", "")),
            ("c2", entry("5.5", "计划未公示\n无总结 <1>")),
            ("c3", entry("20", "")),
            ("c4", entry("28", "阴雨天未落实")),
        ]
        .map(|(id, entry)| (id.to_owned(), entry))
        .into(),
        sections: [("s1", "9.5"), ("s2", "48")]
            .map(|(id, points)| (id.to_owned(), points.to_owned()))
            .into(),
        total: Some("57.5".to_owned()),
        grade: Some("良好".to_owned()),
        date: Some("2026-11-05".to_owned()),
        subject: Some("青溪县第一小学".to_owned()),
        profile: vec![
            ("联系人".to_owned(), "王芳".to_owned()),
            ("办学性质".to_owned(), "公办".to_owned()),
        ],
    }
}

#[test]
fn form_of_a_bureau_is_filled_in() {
    let original = form();
    let (rubric, origin) = made(&original, "评估表.docx");
    let filling = fill(&original, &rubric, Some(&origin), &values()).unwrap();
    assert_eq!(
        written(&filling),
        [
            "c1 1/2/5 = 4",
            "c2 1/3/5 = 5.5",
            "c2 reason 1/3/6 = 计划未公示\n无总结 <1>",
            "c3 1/5/5 = 20 for 18",
            "c4 1/6/5 = 28",
            "c4 reason 1/6/6 = 阴雨天未落实",
            "s1 1/4/5 = 9.5",
            "s2 1/7/5 = 48",
            "total 1/8/5 = 57.5",
            "联系人 “联系人： 联系电话：” = 王芳",
            "subject “学校名称（盖章）：____________ 填表日期： 年 月 日” = 青溪县第一小学",
            "total “自评总分： 分 自评等级：____” = 57.5",
            "grade “自评总分： 分 自评等级：____” = 良好",
            "date “学校名称（盖章）：____________ 填表日期： 年 月 日” = 2026-11-05",
        ]
    );
    assert_eq!(left(&filling), ["办学性质: NoCell"]);
    assert_eq!(changed_members(&original, &filling.bytes), [DOCUMENT]);
    let (before, after) = (member(&original, DOCUMENT), member(&filling.bytes, DOCUMENT));
    // The cells in the order of the file, six in a row without those that a wider one takes: c1 is the fifth of the second row.
    assert_eq!(
        changed_parts(&before, &after),
        (vec![10, 16, 17, 21, 27, 33, 34, 38, 42], vec![1, 2, 3])
    );
    let (cells, paragraphs) = texts(&after);
    assert_eq!(
        [10, 16, 17, 21, 27, 33, 34, 38, 42].map(|at| &*cells[at]),
        [
            "4",
            "5.5",
            "计划未公示/无总结 &lt;1&gt;",
            "9.5",
            "20",
            "28",
            "阴雨天未落实",
            "48",
            "57.5"
        ]
    );
    // Seven characters of the name are as wide as fourteen lines.
    assert_eq!(
        paragraphs[1],
        "学校名称（盖章）：青溪县第一小学    填表日期：2026年11月5日"
    );
    assert_eq!(paragraphs[2], "自评总分：57.5分        自评等级：良好");
    // 王芳 is as wide as four spaces.
    assert_eq!(paragraphs[3], "联系人：王芳    联系电话：");
    assert!(after.contains(
        "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t xml:space=\"preserve\">5.5</w:t></w:r></w:p>"
    ));
    assert!(after.contains("计划未公示</w:t><w:br/><w:t xml:space=\"preserve\">无总结 &lt;1&gt;</w:t>"));
    // Filled in again, it is the same file.
    let again = fill(&filling.bytes, &rubric, Some(&origin), &values()).unwrap();
    assert_eq!(again.bytes, filling.bytes);
}

#[test]
fn runs_look_like_the_mark_of_the_paragraph_or_the_column() {
    let cell = |content: &str| format!("<w:tc>{content}</w:tc>");
    let marked = cell("<w:p><w:pPr><w:rPr><w:ins w:id=\"1\"/><w:b/></w:rPr></w:pPr></w:p>");
    let with_run = cell("<w:p><w:r><w:rPr><w:sz w:val=\"21\"/></w:rPr></w:r></w:p>");
    let bare = cell("<w:p/>");
    let filled = cell("<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>3</w:t></w:r><w:r><w:t>.5</w:t></w:r></w:p>");
    let row = |number: usize, own: &str| {
        let cells: String = [&*number.to_string(), &*format!("要求{number}"), "5"]
            .map(crate::kit::tc)
            .concat();
        format!("<w:tr>{cells}{own}</w:tr>")
    };
    let head = table(&["序号|内容|分值|自评分"]).replace("</w:tbl>", "");
    let rows = [row(1, &marked), row(2, &with_run), row(3, &bare), row(4, &filled)].concat();
    let original = docx(&format!("{head}{rows}</w:tbl>"));
    let (rubric, origin) = made(&original, "a.docx");
    let filling = fill(&original, &rubric, Some(&origin), &scores(&["1", "2", "3", "4"])).unwrap();
    let after = member(&filling.bytes, DOCUMENT);
    let (_, cells) = crate::kit::split(&after, "tc");
    let t = |text: &str| format!("<w:t xml:space=\"preserve\">{text}</w:t>");
    assert_eq!(
        [7, 11, 15, 19].map(|at| cells[at].clone()),
        [
            format!(
                "<w:tc><w:p><w:pPr><w:rPr><w:ins w:id=\"1\"/><w:b/></w:rPr></w:pPr><w:r><w:rPr><w:b/></w:rPr>{}</w:r></w:p></w:tc>",
                t("1")
            ),
            format!(
                "<w:tc><w:p><w:r><w:rPr><w:sz w:val=\"21\"/></w:rPr></w:r><w:r><w:rPr><w:sz w:val=\"21\"/></w:rPr>{}</w:r></w:p></w:tc>",
                t("2")
            ),
            // The nearest text of the column is below.
            format!("<w:tc><w:p><w:r><w:rPr><w:i/></w:rPr>{}</w:r></w:p></w:tc>", t("3")),
            format!(
                "<w:tc><w:p><w:r><w:rPr><w:i/></w:rPr>{}</w:r><w:r><w:t></w:t></w:r></w:p></w:tc>",
                t("4")
            ),
        ]
    );
    assert_eq!(filling.written[3].replaced.as_deref(), Some("3.5"));
}

#[test]
fn cells_that_are_not_certain_are_listed() {
    let held = |content: &str| format!("<w:tc>{content}</w:tc>");
    let cases = [
        // The bureau's own words.
        ("不填", "Occupied(\"不填\")"),
        ("/", "Occupied(\"/\")"),
        // Merged with the row before.
        ("^", "Merged"),
    ];
    for (own, why) in cases {
        let first = if own == "^" {
            "1|要求一|5|v:"
        } else {
            "1|要求一|5|"
        };
        let body = table(&[
            "序号|内容|分值|自评分",
            first,
            &format!("2|要求二|5|{own}"),
            "3|要求三|5|",
        ]);
        let original = docx(&body);
        let (rubric, origin) = made(&original, "a.docx");
        let filling = fill(&original, &rubric, Some(&origin), &scores(&["1", "2", "3"])).unwrap();
        let mut expected = vec![format!("c2 1/3/4: {why}")];
        if own == "^" {
            // A cell for two criteria has the score of neither.
            expected.insert(0, "c1 1/2/4: Merged".to_owned());
        }
        assert_eq!(left(&filling), expected, "{own}");
    }
    let structures = [
        held("<w:p><w:ins w:id=\"1\"><w:r><w:t>3</w:t></w:r></w:ins></w:p>"),
        held("<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>"),
        held("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:t>3</w:t></w:r></w:p>"),
        held("<w:p><w:r><w:drawing/></w:r></w:p>"),
        held("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>"),
    ];
    for structure in structures {
        let body = table(&["序号|内容|分值|自评分", "1|要求一|5|@", "2|要求二|5|"]);
        let body = body.replace(&crate::kit::tc("@"), &structure);
        let original = docx(&body);
        let (rubric, origin) = made(&original, "a.docx");
        let filling = fill(&original, &rubric, Some(&origin), &scores(&["1", "2"])).unwrap();
        assert_eq!(left(&filling), ["c1 1/2/4: Structure"], "{structure}");
        assert_eq!(written(&filling), ["c2 1/3/4 = 2"]);
    }
}

#[test]
fn controls_for_text_are_filled_in() {
    let control = |more: &str, content: &str| {
        format!(
            "<w:tc><w:p><w:r/><w:sdt><w:sdtPr><w:rPr><w:b/></w:rPr>{more}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt></w:p></w:tc>"
        )
    };
    let prompt = "<w:r><w:rPr><w:rStyle w:val=\"PlaceholderText\"/></w:rPr><w:t>单击此处输入分数</w:t></w:r>";
    let t = |text: &str| format!("<w:t xml:space=\"preserve\">{text}</w:t>");
    for (before, after) in [
        (
            control("<w:showingPlcHdr/><w:text/>", prompt),
            Some(control(
                "<w:text/>",
                &format!("<w:r><w:rPr><w:b/></w:rPr>{}</w:r>", t("3")),
            )),
        ),
        (
            control("<w:text/>", "<w:r><w:rPr><w:i/></w:rPr><w:t>2</w:t></w:r>"),
            Some(control(
                "<w:text/>",
                &format!("<w:r><w:rPr><w:i/></w:rPr>{}</w:r>", t("3")),
            )),
        ),
        // The text is kept elsewhere, or chosen from a list.
        (control("<w:dataBinding/><w:showingPlcHdr/><w:text/>", prompt), None),
        (control("<w:dropDownList/>", prompt), None),
        (
            control("<w:lock w:val=\"contentLocked\"/>", "<w:r><w:t>2</w:t></w:r>"),
            None,
        ),
    ] {
        let body = table(&["序号|内容|分值|自评分", "1|要求一|5|@", "2|要求二|5|"]);
        let original = docx(&body.replace(&crate::kit::tc("@"), &before));
        let (rubric, origin) = made(&original, "a.docx");
        let filling = fill(&original, &rubric, Some(&origin), &scores(&["3", "4"])).unwrap();
        assert_eq!(filling.written.len(), if after.is_some() { 2 } else { 1 }, "{before}");
        let (_, cells) = crate::kit::split(&member(&filling.bytes, DOCUMENT), "tc");
        assert_eq!(cells[7], after.unwrap_or(before));
        let again = fill(&filling.bytes, &rubric, Some(&origin), &scores(&["3", "4"])).unwrap();
        assert_eq!(again.bytes, filling.bytes);
    }
}

#[test]
fn lists_with_blanks_are_filled_in() {
    let original = docx(
        &[
            p("学校体育工作自评"),
            p("1.成立领导小组（标准分4分，自评分___分）"),
            // Word breaks texts anywhere.
            "<w:p><w:r><w:t>2.制订计划（标准分6分，自评</w:t></w:r><w:r><w:t>分2</w:t></w:r><w:r><w:t>.5分）</w:t></w:r></w:p>".to_owned(),
            p("3.开展活动（10分）"),
            p("自评得分：      分  扣分原因："),
            p("4.总结表彰（5分）"),
            p("未落实的不得分"),
            // It was not understood as a criterion, and its blank belongs to none.
            p("5.其他工作，自评：____分，另行考核"),
            p("合计25分，自评得分：____分"),
        ]
        .concat(),
    );
    let (rubric, origin) = made(&original, "a.docx");
    let mut values = scores(&["4", "6", "9.5", "5"]);
    values.criteria.get_mut("c3").unwrap().reason = Some("器材不足".to_owned());
    values.total = Some("24.5".to_owned());
    let filling = fill(&original, &rubric, Some(&origin), &values).unwrap();
    let (_, paragraphs) = texts(&member(&filling.bytes, DOCUMENT));
    assert_eq!(
        paragraphs[1..],
        [
            "1.成立领导小组（标准分4分，自评分4分）",
            "2.制订计划（标准分6分，自评分6分）",
            "3.开展活动（10分）",
            "自评得分：9.5分  扣分原因：器材不足",
            "4.总结表彰（5分）",
            "未落实的不得分",
            "5.其他工作，自评：____分，另行考核",
            "合计25分，自评得分：24.5分",
        ]
    );
    assert_eq!(left(&filling), ["c4 “4.总结表彰（5分）”: NoCell"]);
    let after = member(&filling.bytes, DOCUMENT);
    assert!(
        after.contains(">分6</w:t></w:r><w:r><w:t></w:t></w:r>") || after.contains(">分6</w:t>"),
        "{after}"
    );
}

#[test]
fn blanks_of_other_shapes_are_filled_in() {
    // The score stands over the points, or in a blank of the cell itself.
    for (head, cell, expected) in [
        ("内容|得分", "____/5", "3/5"),
        ("内容|分值|自评分", "5|__分", "3分"),
        ("内容|分值|自评分", "5|（   ）", "（3）"),
        ("内容|分值|自评分", "5|    分", "3分"),
        // An earlier score keeps its word.
        ("内容|分值|自评分", "5|4.5 分", "3 分"),
    ] {
        let rows = [head.to_owned(), format!("要求一|{cell}"), format!("要求二|{cell}")];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let original = docx(&table(&rows));
        let (rubric, origin) = made(&original, "a.docx");
        let filling = fill(&original, &rubric, Some(&origin), &scores(&["3", "3"])).unwrap();
        assert_eq!(left(&filling), [""; 0], "{cell}");
        let (cells, _) = texts(&member(&filling.bytes, DOCUMENT));
        assert_eq!(cells.last().unwrap(), expected, "{cell}");
    }
}

#[test]
fn dates_that_others_fill_in_are_left() {
    let rows = &["内容|分值|自评分", "要求一|5|", "要求二|5|"];
    for (below, expected) in [
        (&["学校（盖章）", "      年   月   日"][..], Some("2026年11月5日")),
        (&["考核组组长签字：", "      年   月   日"], None),
        (&["考核时间：      年   月   日"], None),
        (&["20__年__月__日"], Some("2026年11月5日")),
        (&["2026年  月  日"], Some("2026年11月5日")),
        (&["2025年  月  日"], None),
        // Two dates, and nothing says which is meant.
        (&["一、年  月  日", "二、年  月  日"], None),
    ] {
        let body: String = below.iter().map(|text| p(text)).collect();
        let original = docx(&(table(rows) + &body));
        let (rubric, origin) = made(&original, "a.docx");
        let mut values = scores(&["5", "5"]);
        values.date = Some("2026-11-05".to_owned());
        let filling = fill(&original, &rubric, Some(&origin), &values).unwrap();
        let (_, paragraphs) = texts(&member(&filling.bytes, DOCUMENT));
        let found = paragraphs.iter().any(|text| text.ends_with("2026年11月5日"));
        assert_eq!(found, expected.is_some(), "{below:?} {paragraphs:?}");
        assert_eq!(left(&filling).is_empty(), expected.is_some(), "{below:?}");
    }
}

#[test]
fn profile_cells_are_those_after_their_labels() {
    let original = docx(
        &[
            table(&[
                "学校名称||校长姓名|李明",
                "教学班数||填表日期|",
                "学校名称：|________|备用|",
            ]),
            p("评分表"),
            table(&["内容|分值|自评分|校长姓名", "要求一|5||", "要求二|5||"]),
        ]
        .concat(),
    );
    let (rubric, origin) = made(&original, "a.docx");
    let mut values = scores(&["5", "5"]);
    values.subject = Some("一小".to_owned());
    values.date = Some("2026-01-09".to_owned());
    values.profile = ["校长姓名=王芳", "教学班数=24", "备注=无"]
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(label, value)| (label.to_owned(), value.to_owned()))
        .to_vec();
    let filling = fill(&original, &rubric, Some(&origin), &values).unwrap();
    assert_eq!(
        written(&filling)[2..],
        [
            "教学班数 1/2/2 = 24",
            "subject 1/1/2 = 一小",
            "subject 1/3/2 = 一小",
            "date 1/2/4 = 2026年1月9日",
        ]
    );
    assert_eq!(left(&filling), ["校长姓名 1/1/4: Occupied(\"李明\")", "备注: NoCell"]);
    let (cells, _) = texts(&member(&filling.bytes, DOCUMENT));
    // Two characters are as wide as four lines.
    assert_eq!(cells[9], "一小____");
}

#[test]
fn columns_that_a_person_named_are_used() {
    let original = docx(&table(&["甲|乙|丙|丁", "要求一|5||", "要求二|5||"]));
    let assignments = Assignments {
        columns: [
            ((0, 0), ColumnRole::Criterion),
            ((0, 1), ColumnRole::Points),
            ((0, 2), ColumnRole::Note),
            ((0, 3), ColumnRole::Own),
        ]
        .into(),
        rows: [((0, 0), RowRole::Head)].into(),
        ..Assignments::default()
    };
    let (rubric, origin) = made_with(&original, "a.docx", &assignments);
    let mut values = scores(&["4", "5"]);
    values.criteria.get_mut("c1").unwrap().note = Some("见附件".to_owned());
    let filling = fill(&original, &rubric, Some(&origin), &values).unwrap();
    assert_eq!(
        written(&filling),
        ["c1 1/2/4 = 4", "c1 note 1/2/3 = 见附件", "c2 1/3/4 = 5"]
    );
}

#[test]
fn two_halves_have_columns_of_their_own() {
    let original = docx(&table(&[
        "内容|分值|自评分|内容|分值|自评分",
        "要求一|5||要求三|5|",
        "要求二|5||要求四|5|",
    ]));
    let (rubric, origin) = made(&original, "a.docx");
    let filling = fill(&original, &rubric, Some(&origin), &scores(&["1", "2", "3", "4"])).unwrap();
    assert_eq!(
        written(&filling),
        ["c1 1/2/3 = 1", "c3 1/2/6 = 3", "c2 1/3/3 = 2", "c4 1/3/6 = 4"]
    );
}

#[test]
fn reasons_and_notes_share_a_column_if_there_is_one() {
    let entry = Entry {
        score: Some("3".to_owned()),
        lost: Some("2".to_owned()),
        reason: Some("甲".to_owned()),
        note: Some("乙".to_owned()),
        evidence: Some("丙".to_owned()),
    };
    for (head, expected) in [
        ("自评分|扣分|扣分原因|佐证材料|备注", &["3", "2", "甲", "丙", "乙"][..]),
        ("自评分|备注|核定|验收|意见", &["3", "甲/乙", "", "", ""]),
        ("自评分|存在问题|核定|验收|意见", &["3", "甲/乙", "", "", ""]),
        ("自评分|佐证材料|核定|验收|失分", &["3", "丙", "", "", "2"]),
    ] {
        let original = docx(&table(&[
            &format!("内容|分值|{head}"),
            "要求一|5|||||",
            "要求二|5|||||",
        ]));
        let (rubric, origin) = made(&original, "a.docx");
        let values = Values {
            criteria: [("c1".to_owned(), entry.clone())].into(),
            ..Values::default()
        };
        let filling = fill(&original, &rubric, Some(&origin), &values).unwrap();
        let (cells, _) = texts(&member(&filling.bytes, DOCUMENT));
        assert_eq!(cells[9..14], *expected, "{head}");
        // What has no column is listed.
        assert_eq!(filling.written.len() + filling.left.len(), 5, "{head}");
    }
}
