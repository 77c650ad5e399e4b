//! Any rubric: other scales than points, opened from files and addresses, edited during use.

use super::support::form::{one_rubric, rubric, school};
use super::support::{Page, browse, files, served};

/// The best answer to each criterion with choices in the class rubric.
const BEST: [(&str, &str); 15] = [
    ("1", "优秀"),
    ("2", "是"),
    ("3", "优秀"),
    ("4", "做到"),
    ("5", "500册及以上"),
    ("6", "是"),
    ("7", "学校配发"),
    ("8", "优秀"),
    ("9", "是"),
    ("10", "优秀"),
    ("11", "做到"),
    ("12", "否"),
    ("13", "优秀"),
    ("14", "是"),
    ("15", "优秀"),
];

fn choose(page: &Page, label: &str, answer: &str) {
    let group = page.find("group", &format!("{label} "));
    let options = group.all("radio", answer);
    let option = options.into_iter().find(|option| option.name.starts_with(answer));
    option.unwrap_or_else(|| panic!("{label} has no {answer}")).click();
}

#[test]
fn levels_yes_no_choice_and_comment() {
    one_rubric("class-culture.json", |page| {
        for (label, answer) in BEST {
            choose(page, label, answer);
        }
        page.sums("100 / 100");
        page.sums("五星班级");
        page.sums("推荐参加校级展示");
        // 2 of 5 points in a section with a maximum of 20 and a weight of 30.
        choose(page, "2", "部分");
        page.sums("95.5 / 100");
        choose(page, "12", "是");
        page.sums("91.5 / 100");
        page.criterion("16").find("textbox", "说明").write("每周一诗");
        page.sums("已评 14 / 14 项");
        assert!(!page.sum().contains("加分或不计分、未填"));
    });
}

/// A shipped rubric, the label of a criterion, and its displayed rule, with the counter word of the counted things.
const RULES: [(&str, &str, &str); 8] = [
    ("school-pe.json", "9", "0% 得 0 分，90% 及以上得 10 分，其间按比例"),
    ("every-convention.json", "11", "每件得 0.75 分，最多 3 分"),
    ("every-convention.json", "6", "处，每处扣 0.5 分"),
    ("school-hygiene.json", "4", "间，每间扣 2 分"),
    ("school-hygiene.json", "1", "列，每列扣 0.5 分"),
    ("office-civilized.json", "14", "人次，每人次扣 0.5 分"),
    ("school-pe.json", "18", "最小 0.5 分"),
    ("school-pe.json", "一票否决1", "有此情形 无此情形"),
];

#[test]
fn rules_are_worded_by_what_is_counted() {
    for (i, (file, ..)) in RULES
        .iter()
        .enumerate()
        .filter(|(i, (file, ..))| RULES[..*i].iter().all(|(before, ..)| before != file))
    {
        one_rubric(file, |page| {
            for (_, label, words) in RULES[i..].iter().filter(|(same, ..)| same == file) {
                let text = page.criterion(label).text();
                assert!(
                    text.split_whitespace().collect::<Vec<_>>().join(" ").contains(words),
                    "{file} {label}: {words} in {text}"
                );
            }
        });
    }
}

#[test]
fn what_does_not_apply_is_rescaled_in_its_section() {
    one_rubric("class-culture.json", |page| {
        for (label, answer) in BEST {
            choose(page, label, answer);
        }
        choose(page, "2", "部分");
        // 2 of 5 is now all of a part of 10, so 4; with 10 of 10 the section has 14 of 20, so 21 of 30.
        page.find("button", "不适用，第1项").click();
        page.sums("91 / 100");
        assert!(page.lacks("button", "不适用，第12项"));
        page.find("button", "取消“不适用”，第1项").click();
        page.sums("已评 13 / 14 项");
    });
}

#[test]
fn a_choice_that_scores_nothing_never_shows_zero_of_zero() {
    let text = r#"{"format": 1, "id": "list", "version": "1", "status": "final", "title": "标语清单",
        "sections": [{"id": "s", "title": "校门", "criteria": [
            {"id": "a", "text": "标语一", "scale": {"kind": "yes-no"}},
            {"id": "b", "text": "标语二", "scale": {"kind": "comment"}}]},
            {"id": "empty", "title": "操场", "criteria": []}]}"#;
    rubric(text, |page| {
        page.sums("不计分");
        page.find("radio", "是").click();
        page.sums("已评 1 / 2 项");
        let seen = page.seen();
        assert!(!seen.contains("0 / 0") && !seen.contains("NaN"), "{seen}");
        page.shows("本部分没有评估项。");
    });
}

#[test]
fn an_edited_rubric_keeps_the_answers() {
    school(|page| {
        page.points("1").rewrite("4");
        page.points("2").rewrite("2");
        page.find("textbox", "学校名称").rewrite("一小");
        let text = files::rubric("school-pe.json");
        let edited = text.replace("制定每天一小时校园体育活动方案，并按方案组织实施。", "改过的第一项。");
        let edited = edited.replacen("\"id\": \"pe-02\"", "\"id\": \"pe-02-new\"", 1);
        page.open_file(&files::write("edited.json", edited));
        page.shows("已重新读入量表“edited.json”，答案保留。");
        page.shows("有 1 项在本量表中找不到");
        page.find("group", "改过的第一项。");
        page.sums("4 / 100");
        assert_eq!(page.points("1").value(), "4");
        assert_eq!(page.points("2").value(), "");
        assert_eq!(page.find("textbox", "学校名称").value(), "一小");
        // The answer returns together with its criterion.
        page.open_file(&files::write("back.json", text));
        page.shows("已重新读入量表“back.json”");
        page.sums("6 / 100");
    });
}

/// Returns the next version of the school's rubric: one criterion reworded, one raised, one removed.
fn next_version() -> String {
    let text = files::rubric("school-pe.json");
    let text = text.replacen("\"version\": \"1\"", "\"version\": \"2\"", 1);
    let text = text.replace("制定每天一小时校园体育活动方案，并按方案组织实施。", "改过的第一项。");
    text.replacen("\"id\": \"pe-02\"", "\"id\": \"pe-02-new\"", 1)
}

#[test]
fn what_changed_in_the_next_version_is_listed_and_leads_there() {
    school(|page| {
        page.points("1").rewrite("4");
        page.points("2").rewrite("2");
        page.sums("6 / 100");
        page.catch_downloads();
        page.find("button", "导出").click();
        let record = page.given().text;
        let listed = || {
            page.find("button", "与原来相比，有 3 项变动").click();
            page.shows("文字有改动 原文：制定每天一小时校园体育活动方案，并按方案组织实施。");
            page.shows("新增");
            page.shows("已删去");
        };
        // The rubric is read again in its next version.
        page.open_file(&files::write("next.json", next_version()));
        page.shows("已重新读入量表“next.json”，答案保留。");
        listed();
        page.find("button", "1 改过的第一项。").click();
        page.until(
            "the item has the focus",
            "document.querySelector('ziping-form').shadowRoot.activeElement?.id === 'i-0'",
        );
        // The list of changes is not shown before the form.
        assert!(!page.seen().contains("已删去"));
        // A record of the older version in a page with only the next version.
        page.open(&files::write("next.html", files::page_with(&[&next_version()])));
        page.open_file(&files::write("old.json", record));
        page.shows("已打开“old.json”");
        listed();
        page.shows("已删去的项");
    });
}

#[test]
fn a_broken_edit_touches_nothing() {
    school(|page| {
        page.points("1").rewrite("4");
        page.open_file(&files::write(
            "broken.json",
            files::rubric("school-pe.json").replacen(',', "", 1),
        ));
        page.shows("“broken.json”没有打开，有 1 处问题。已填内容不受影响。");
        page.sums("4 / 100");
        assert_eq!(page.points("1").value(), "4");
    });
}

#[test]
fn asked_for_by_id_from_disk() {
    browse(|page| {
        let file = super::support::page::address(&files::shipped());
        page.open_address(&format!("{file}?rubric=school-pe"));
        page.shows("已评 0 / 21 项");
        page.open_address(&format!("{file}?rubric=rubrics/class-culture.json"));
        page.shows("本页是从磁盘打开的");
        page.find("button", "学校体育工作").click();
        page.shows("已评 0 / 21 项");
    });
}

#[test]
fn asked_for_by_address_where_it_is_served() {
    let site = served::serve(files::dist());
    browse(|page| {
        page.open_address(&format!("{site}?rubric=rubrics/class-culture.json"));
        page.shows("已评 0 / 14 项");
        page.open_address(&format!("{site}?rubric=rubrics/missing.json"));
        page.shows("未能读取“rubrics/missing.json”：");
        page.open_address(&format!("{site}?rubric=http%3A%2F%2Fexample.com%2Fx.json"));
        page.shows("“http://example.com/x.json”不在本站，没有读取。");
        page.open_address(&format!("{site}?rubric=%2F%2Fexample.com%2Fx.json"));
        page.shows("“//example.com/x.json”不在本站，没有读取。");
        page.find("button", "学校体育工作").click();
        page.shows("已评 0 / 21 项");
    });
}

#[test]
fn a_copy_made_where_it_is_served_reaches_nothing() {
    let site = served::serve(files::dist());
    browse(|page| {
        page.open_address(&format!("{site}?rubric=school-pe"));
        page.shows("已评 0 / 21 项");
        page.catch_downloads();
        page.command("另存空白表");
        assert!(
            page.given().text == files::read(&files::form("school-pe")),
            "not the one file"
        );
    });
}

#[test]
fn a_file_may_be_dropped_and_in_other_encodings() {
    browse(|page| {
        page.open(&files::shipped());
        let text = r#"{"format": 1, "id": "x", "version": "1", "status": "final", "title": "拖入", "sections": [{"id": "s", "title": "t", "criteria": [{"id": "c", "text": "x", "scale": {"kind": "points", "max": 2}}]}]}"#;
        let mut utf16 = vec![0xFF, 0xFE];
        utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        page.open_file(&files::write("utf16.json", utf16));
        page.find("heading", "拖入");

        // The text 拖入 in GBK.
        let (before, after) = text.split_once("拖入").unwrap();
        let bytes: Vec<u8> = before
            .bytes()
            .chain([0xCD, 0xCF, 0xC8, 0xEB])
            .chain(after.replace("\"x\", \"version\"", "\"y\", \"version\"").bytes())
            .collect();
        page.reload();
        page.open_file(&files::write("gbk.json", bytes));
        page.find("heading", "拖入");

        page.reload();
        let drop = "const [text] = arguments, transfer = new DataTransfer();
            transfer.items.add(new File([text], 'dropped.json', { type: 'application/json' }));
            document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, composed: true, dataTransfer: transfer }))";
        page.run(drop, serde_json::json!([text]));
        page.find("heading", "拖入");

        page.open_file(&files::write("picture.json", [0x89, b'P', b'N', b'G', 0xFF, 0x00]));
        page.shows("“picture.json”没有打开");
        page.shows("文件不是 UTF-8");
    });
}
