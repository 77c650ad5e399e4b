//! The element in a host page: a form-associated control, under a strict policy, many on one page.

use serde_json::{Value, json};

use super::support::page::wait;
use super::support::portal::{STRICT, element, goes_away_and_back, portal, stands};
use super::support::{Page, files};

/// Returns the entries that the HTML form would submit.
fn entries(page: &Page) -> Value {
    page.value("Object.fromEntries(new FormData(document.forms[0]))")
}

/// Returns the entries that the server received from a submitted form.
fn posted(page: &Page) -> Vec<(String, String)> {
    let body = wait("the form is sent", || {
        let there = page.value("location.pathname === '/submit'");
        (there == true)
            .then(|| page.text("document.body.textContent"))
            .ok_or("it is not".to_owned())
    });
    let decoded = page.run("return [...new URLSearchParams(arguments[0])]", json!([body.trim()]));
    serde_json::from_value(decoded).expect("pairs")
}

#[test]
fn a_plain_form_sends_what_the_page_would_export() {
    portal(STRICT, &element("entries='total grade'"), |page| {
        stands(page);
        page.points("1").rewrite("3.5");
        page.points("2").rewrite("2");
        let record = page.value("document.getElementById('pe').record()");
        assert_eq!(record["answers"]["self"]["pe-01"]["answer"]["points"], 3.5);
        // Submits immediately after the last character.
        page.find("button", "提交").click();
        let sent = posted(page);
        let names: Vec<_> = sent.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["assessment", "assessment.total", "assessment.grade"]);
        let text: Value = serde_json::from_str(&sent[0].1).expect("a record");
        assert_eq!(text, record);
        assert_eq!((&*sent[1].1, &*sent[2].1), ("5.5", ""));
    });
}

#[test]
fn it_is_checked_as_any_control() {
    portal(STRICT, &element("required"), |page| {
        stands(page);
        let says = || page.text("document.getElementById('pe').validationMessage");
        assert_eq!(says(), "还有 21 项未评分。");
        page.points("1").rewrite("4");
        page.find("button", "提交").click();
        // The form is not submitted, and the focus moves to the first open criterion.
        page.until(
            "the second criterion has the focus",
            "document.getElementById('pe').shadowRoot.activeElement?.id === 'i-1'",
        );
        assert_eq!(says(), "还有 20 项未评分。");
        page.points("2").rewrite("9");
        page.until("it is refused", "document.getElementById('pe').validity.badInput");
        page.run("document.getElementById('pe').required = false", json!([]));
        page.points("2").rewrite("2");
        page.until("it is valid", "document.getElementById('pe').checkValidity()");
        page.run("document.getElementById('pe').setCustomValidity('不行')", json!([]));
        assert_eq!(says(), "不行");
    });
}

#[test]
fn resetting_and_disabling_reach_it() {
    portal(STRICT, &element(""), |page| {
        stands(page);
        page.points("1").rewrite("4");
        page.sums("4 / 100");
        page.find("button", "重置").click();
        page.sums("— / 100");
        assert_eq!(page.value("document.getElementById('pe').value"), "");
        page.points("1").rewrite("2");
        page.sums("2 / 100");
        page.run("document.getElementById('set').disabled = true", json!([]));
        page.until(
            "its fields are disabled",
            "document.getElementById('pe').shadowRoot.getElementById('i-0').matches(':disabled')",
        );
        assert_eq!(entries(page), json!({}));
        page.run("document.getElementById('set').disabled = false", json!([]));
        page.until(
            "its fields are open",
            "!document.getElementById('pe').shadowRoot.getElementById('i-0').matches(':disabled')",
        );
        page.sums("2 / 100");
    });
}

#[test]
fn each_change_is_heard_once_and_a_label_leads_in() {
    portal(STRICT, &element(""), |page| {
        stands(page);
        page.run("document.querySelector('label[for=pe]').click()", json!([]));
        page.until(
            "the first criterion has the focus",
            "document.getElementById('pe').shadowRoot.activeElement?.id === 'i-0'",
        );
        page.run("window.heard.length = 0", json!([]));
        page.keys("3");
        page.until("it is heard", "window.heard.length > 0");
        page.points("2").click();
        page.until("it is settled", "window.heard.some(([name]) => name === 'change')");
        let heard = page.value("window.heard");
        assert_eq!(
            heard,
            json!([["input", "criteria/pe-01", "pe"], ["change", "criteria/pe-01", "pe"]])
        );
        let score = page.value("document.getElementById('pe').score()");
        assert_eq!(
            (&score["total"], &score["standing"]),
            (&json!("3"), &json!("provisional"))
        );
        assert_eq!(page.value("window.violations"), json!([]), "nothing offends the policy");
    });
}

#[test]
fn moved_and_put_back_it_goes_on() {
    portal(STRICT, &element(""), |page| {
        stands(page);
        page.points("1").rewrite("3");
        page.sums("3 / 100");
        // A move in the document preserves everything, including the undo history.
        page.run(
            "document.getElementById('set').before(document.getElementById('pe'))",
            json!([]),
        );
        page.points("2").rewrite("1");
        page.sums("4 / 100");
        // After removal and later insertion the element has its previous content.
        page.run(
            "const form = document.getElementById('pe'), done = arguments[arguments.length - 1]; window.kept = form; form.remove()",
            json!([]),
        );
        page.until("it is taken down", "window.kept.shadowRoot.childElementCount === 0");
        assert_eq!(
            page.value("JSON.parse(window.kept.value).answers.self['pe-01'].answer.points"),
            3
        );
        page.run("document.forms[0].prepend(window.kept)", json!([]));
        page.sums("4 / 100");
    });
}

#[test]
fn the_manifest_and_the_types_name_what_the_class_has() {
    let package = files::dist().join("package");
    let manifest: Value = serde_json::from_str(&files::read(&package.join("custom-elements.json"))).expect("JSON");
    let class = &manifest["modules"][0]["declarations"][0];
    let names = |list: &Value| -> Vec<String> {
        let all = list.as_array().into_iter().flatten();
        all.map(|one| one["name"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let (attributes, mut members) = (names(&class["attributes"]), names(&class["members"]));
    portal(STRICT, &element(""), |page| {
        stands(page);
        let own = page.value(
            "Object.getOwnPropertyNames(customElements.get('ziping-form').prototype)\
                .filter((name) => !/Callback$|^constructor$|^focus$/.test(name)).sort()",
        );
        members.sort();
        assert_eq!(own, json!(members));
        let observed = page.value("customElements.get('ziping-form').observedAttributes");
        for name in observed.as_array().expect("names") {
            assert!(attributes.iter().any(|one| one == name), "{name}");
        }
    });
    let types = files::read(&package.join("ziping.d.ts"));
    for member in &members {
        assert!(types.contains(member.as_str()), "{member} has no type");
    }
}

#[test]
fn drafts_are_kept_where_asked_and_a_value_that_meets_one_overwrites_nothing() {
    portal(STRICT, &element("autosave draft-key=a"), |page| {
        stands(page);
        page.points("1").rewrite("3");
        page.points("2").click();
        page.until("it is saved", "window.heard.some(([name]) => name === 'save')");
        let record = page.value("document.getElementById('pe').record()");
        page.post("/refresh", &json!({}));
        stands(page);
        page.sums("3 / 100");
        // The page sets an older state of the record: the person chooses.
        let mut older = record.clone();
        older["answers"]["self"]["pe-01"]["answer"]["points"] = json!(1);
        page.run(
            "document.getElementById('pe').value = JSON.stringify(arguments[0])",
            json!([older]),
        );
        page.until("they meet", "window.heard.some(([name]) => name === 'conflict')");
        page.find("heading", "合并 2 份记录");
        page.find("radio", "3 分").click();
        page.find("button", "合并").click();
        page.sums("3 / 100");
        // Another key has no drafts.
        page.run(
            "document.getElementById('pe').draftKey = 'b'; document.getElementById('pe').value = null",
            json!([]),
        );
        page.sums("— / 100");
    });
}

#[test]
fn the_draft_of_each_rubric_is_gone_on_with() {
    portal(STRICT, &element("autosave draft-key=a"), |page| {
        stands(page);
        page.points("1").rewrite("3");
        page.until("it is saved", "window.heard.some(([name]) => name === 'save')");
        let give = |rubric| {
            page.run(
                "document.getElementById('pe').rubric = arguments[0]",
                json!([files::rubric(rubric)]),
            );
        };
        give("class-stars.json");
        page.find("heading", "班级星级评比日检表");
        give("school-pe.json");
        page.sums("3 / 100");
    });
}

#[test]
fn whoever_goes_away_and_comes_back_finds_the_last_edit() {
    portal(STRICT, &element(""), |page| {
        stands(page);
        page.points("1").rewrite("3");
        goes_away_and_back(page);
        page.sums("3 / 100");
    });
}

#[test]
fn nothing_is_kept_unasked_and_what_is_only_read_stays() {
    portal(STRICT, &element("readonly"), |page| {
        stands(page);
        assert_eq!(page.rows("drafts"), 0);
        page.until(
            "its fields are read only",
            "document.getElementById('pe').shadowRoot.getElementById('i-0').matches(':disabled')",
        );
        page.run("document.getElementById('pe').readOnly = false", json!([]));
        page.points("1").rewrite("3");
        page.sums("3 / 100");
        page.run("document.getElementById('pe').readOnly = true", json!([]));
        page.until(
            "its fields are read only",
            "document.getElementById('pe').shadowRoot.getElementById('i-0').matches(':disabled')",
        );
        // The value is submitted like that of a read-only field.
        assert!(
            entries(page)["assessment"]
                .as_str()
                .is_some_and(|text| text.contains("pe-01"))
        );
        assert_eq!(page.rows("drafts"), 0, "nothing was stored");
    });
}

#[test]
fn children_give_the_rubric_and_the_record_and_hold_a_copy_where_asked() {
    let rubric = files::rubric("school-pe.json").replace('<', "\\u003c");
    let record = r#"{ "format": 1, "kind": "ziping-record", "id": "own", "revision": 1, "rubric": { "id": "school-pe", "version": "1" }, "answers": { "self": { "pe-01": { "answer": { "kind": "points", "points": 4 } } } } }"#;
    let inside = format!(
        r#"<ziping-form id="pe" name="assessment" lang="zh-CN" light-copy><script type="application/json" data-ziping="rubric">{rubric}</script><script type="application/json" data-ziping="record">{record}</script></ziping-form>"#
    );
    // The mirror is a script's text, which the element cannot write in a page that requires trusted types.
    portal(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'",
        &inside,
        |page| {
            stands(page);
            page.sums("4 / 100");
            page.points("2").rewrite("2");
            page.until(
            "the copy holds it",
            "[...document.querySelectorAll('#pe > script[data-ziping=record]')].some(({ textContent }) => textContent.includes('pe-02'))",
        );
            page.find("button", "重置").click();
            page.sums("4 / 100");
        },
    );
}
