//! Notices of the page: they use the form's names, link to each place, and keep the focus near the person's place.

use serde_json::json;

use super::support::form::{one_rubric, rubric, school};
use super::support::{Page, browse, files};

/// A record with an answer that its criterion refuses, an answer to a removed criterion, an invalid date, and figures
/// that differ from the computed ones.
const ODD: &str = r#"{
    "format": 1, "kind": "ziping-record", "id": "odd", "revision": 1, "rubric": { "id": "school-pe", "version": "1" },
    "date": "2026-02-30",
    "answers": { "self": {
        "pe-01": { "answer": { "kind": "points", "points": 3 } },
        "pe-04": { "answer": { "kind": "level", "level": "a" } },
        "gone-01": { "answer": { "kind": "points", "points": 3 } }
    } },
    "criteria": { "gone-01": { "label": "22", "text": { "zh-CN": "旧的一项。", "en": "An old item." }, "maximum": 4 } },
    "scores": { "self": { "standing": "provisional", "total": 3, "maximum": 100, "vetoes": ["pe-04"],
        "sections": { "teaching": { "score": 6, "maximum": 12 } } } }
}"#;

/// The id of the element with the focus, also inside the form.
const FOCUS: &str = "(() => { const at = document.activeElement; return (at.shadowRoot?.activeElement ?? at).id })()";

fn notices(page: &Page) -> String {
    page.text("document.querySelector('.notices').textContent")
}

#[test]
fn places_are_named_and_lead_to_the_form() {
    school(|page| {
        page.open_file(&files::write("odd.json", ODD));
        page.shows("已打开“odd.json”。");
        let said = notices(page);
        for words in [
            "4、执行国家课程方案，开足体育课",
            "22、旧的一项。",
            "二、体育教学：文件 6/12，重算 0/12",
            "一票否决：文件 4、执行国家课程方案",
            "：“2026-02-30”",
        ] {
            assert!(said.contains(words), "{words} in {said}");
        }
        for id in ["pe-04", "gone-01", "teaching"] {
            assert!(!said.contains(id), "{id} in {said}");
        }
        // A long text is truncated; the text of a removed criterion has no link.
        assert!(said.contains('…') && !said.contains("每周不少于3课时"), "{said}");
        assert!(page.all("button", "22、旧的一项").is_empty());
        page.find("button", "4、执行国家课程方案").click();
        page.until("the fourth has the focus", &format!("{FOCUS} === 'i-3'"));

        page.find("button", "EN").click();
        page.shows("4. The national curriculum is followed and PE lessons");
        page.shows("1 answer does not fit this rubric and is not scored");
        page.shows("22. An old item.");
    });
}

#[test]
fn drafts_that_are_gone_are_named_in_the_language_of_the_page() {
    browse(|page| {
        page.open(&files::shipped());
        page.find("heading", "选一张表");
        // The page may be shown before the browser has listed its drafts, which replaces the names.
        page.until(
            "the drafts are listed",
            "localStorage.getItem('ziping.drafts') !== null",
        );
        let rows = json!([["old", "青山小学"], {"id": "new", "name": "", "titles": {"en": "School Sport", "zh-CN": "学校体育"}}]);
        page.run(
            "localStorage.setItem('ziping.drafts', JSON.stringify(arguments[0]))",
            json!([rows]),
        );
        page.reload();
        page.shows("本浏览器里原有的 2 份草稿已丢失：青山小学、学校体育。");
        page.find("button", "EN").click();
        page.shows("2 drafts in this browser are lost: 青山小学, School Sport.");
    });
}

#[test]
fn a_notice_that_goes_passes_the_focus_on() {
    school(|page| {
        page.points("1").rewrite("3");
        page.keeps("saved");
        page.run("window.print = () => { throw new Error('no printer') }", json!([]));
        let fails = || {
            page.run(
                "arguments[0].focus(); arguments[0].click()",
                json!([page.find("button", "打印").element()]),
            );
            page.shows("浏览器没有打开打印窗口");
        };
        let back = "document.activeElement.textContent === '打印'";
        let title = |words: &str| {
            format!(
                "document.activeElement.matches('.notice-title') && document.activeElement.textContent.includes('{words}')"
            )
        };
        fails();
        page.until("the notice has the focus", &title("浏览器没有打开打印窗口"));
        page.find("button", "知道了").click();
        page.until("it is where it was", back);

        // With another notice the focus moves there; each notice is dismissed separately.
        page.open_file(&files::write("empty.json", ""));
        page.shows("“empty.json”没有打开");
        fails();
        page.until("the second has the focus", &title("浏览器没有打开打印窗口"));
        let last = "[...document.querySelectorAll('.notice button')].at(-1)";
        page.run(&format!("{last}.focus(); {last}.click()"), json!([]));
        page.until("the first has the focus", &title("“empty.json”没有打开"));
        page.find("button", "知道了").click();
        page.until("it is where it was", back);

        // Without a previous focus, the focus moves to the form's title.
        page.reload();
        page.shows("接着填");
        page.find("button", "知道了").click();
        page.until("the title has the focus", &format!("{FOCUS} === 'title'"));
    });
}

#[test]
fn the_brand_leads_back_to_the_start() {
    school(|page| {
        page.refuse_storage();
        page.points("1").rewrite("3");
        page.find("button", "自评：返回首页").click();
        page.shows("当前填写的内容还没有导出。返回首页后，这些内容将不再保留。");
        page.find("button", "取消").click();
        page.sums("3 / 100");
        page.find("button", "自评：返回首页").click();
        page.find("button", "不导出，继续").click();
        page.find("heading", "自评表");
    });
}

#[test]
fn a_form_is_called_blank_until_something_is_entered() {
    school(|page| {
        page.until(
            "it is blank",
            "document.title === '学校体育工作专项督导评估自评表（空白） – 自评'",
        );
        page.points("1").rewrite("3");
        page.until(
            "it is not",
            "document.title === '学校体育工作专项督导评估自评表 – 自评'",
        );
    });
}

#[test]
fn amounts_below_zero_have_a_minus_sign() {
    let text = r#"{"format": 1, "id": "x", "version": "1", "status": "final", "title": "x", "sections": [{"id": "s", "title": "s",
        "criteria": [{"id": "c", "label": "1", "text": "x", "scale": {"kind": "points", "min": -5, "max": 5}}]}]}"#;
    rubric(text, |page| {
        assert_eq!(page.points("1").description(), "−5 至 5 分");
        page.points("1").rewrite("-4");
        page.sums("−9");
        // The field keeps the text as typed.
        assert_eq!(page.points("1").value(), "-4");
        let paper = page.paper();
        assert!(paper.contains("−4") && !paper.contains("-4"), "{paper}");
    });
    one_rubric("class-stars.json", |page| {
        let text = page.criterion("4").text();
        assert!(text.contains('−') && !text.contains('-'), "{text}");
    });
}
