//! The element as a control of a page: its name, what it requires, its states, hidden inputs for scripts, and warnings for the page's
//! owner.

use serde_json::{Value, json};

use super::support::portal::{STRICT, element, goes_away_and_back, portal, stands};
use super::support::{Engine, Page, files, skip};

/// The element without a label.
const BARE: &str = "<ziping-form id='pe' name='assessment' rubric='ziping/rubrics/school-pe.json' lang='zh-CN' required></ziping-form>";
/// Records warnings, as texts.
const WARNINGS: &str = "window.warnings = []; console.warn = (...all) => warnings.push(all.filter((one) => typeof one === 'string').join(' '));
    document.forms[0].addEventListener('submit', (event) => event.preventDefault())";

fn run(page: &Page, script: &str) {
    page.run(script, json!([]));
}

/// What a script reads that asks the controls of the form one by one, as jQuery's `serialize` does.
fn serialized(page: &Page) -> Value {
    page.value(
        "Object.fromEntries([...document.forms[0].elements].filter(({ localName, name, disabled }) => localName === 'input' && name && !disabled)
            .map(({ name, value }) => [name, value]))",
    )
}

#[test]
fn the_rubrics_title_names_it_where_no_label_does() {
    let rubric: Value = serde_json::from_str(&files::rubric("school-pe.json")).expect("JSON");
    let title = rubric["title"]["zh-CN"].as_str().or(rubric["title"].as_str());
    portal(STRICT, BARE, |page| {
        stands(page);
        let Some(name) = page.name_of("document.getElementById('pe')") else {
            return skip("the driver does not say names");
        };
        assert_eq!(Some(&*name), title);
        run(
            page,
            "const label = document.createElement('label'); label.htmlFor = 'pe'; label.textContent = '体育自评'; document.forms[0].prepend(label)",
        );
        page.points("1").click();
        assert_eq!(
            page.name_of("document.getElementById('pe')").as_deref(),
            Some("体育自评")
        );
    });
}

#[test]
fn assistive_technology_is_told_what_is_required() {
    portal(STRICT, BARE, |page| {
        stands(page);
        if page.engine != Engine::Chromium {
            return skip("only Chromium shows its accessibility tree");
        }
        let required = || {
            let root = page.cdp("DOM.getDocument", &json!({"depth": 0}))["root"]["nodeId"].take();
            let found = page.cdp("Accessibility.queryAXTree", &json!({"nodeId": root, "role": "group"}));
            let host = found["nodes"].as_array().and_then(|all| {
                all.iter().find(|node| {
                    node["name"]["value"]
                        .as_str()
                        .is_some_and(|name| name.contains("体育工作"))
                })
            });
            host.expect("the element is a group")["description"]["value"] == "必填"
        };
        assert!(required());
        run(page, "document.getElementById('pe').required = false");
        assert!(!required());
    });
}

#[test]
fn it_is_marked_after_a_check_has_failed() {
    portal(STRICT, &element("required"), |page| {
        stands(page);
        if page.value("CSS.supports('selector(:state(a))')") != true {
            return skip("this browser has no custom states");
        }
        let is_marked = || page.value("document.getElementById('pe').matches(':state(user-invalid)')") == true;
        assert!(page.value("document.getElementById('pe').matches(':invalid')") == true);
        assert!(!is_marked(), "nothing was checked yet");
        page.find("button", "提交").click();
        assert!(is_marked());
        run(page, "document.getElementById('pe').required = false");
        page.until(
            "the mark is gone",
            "!document.getElementById('pe').matches(':state(user-invalid)')",
        );
        page.points("1").rewrite("9");
        page.until(
            "it is marked again",
            "document.getElementById('pe').matches(':state(user-invalid)')",
        );
        page.find("button", "重置").click();
        page.until(
            "a reset ends it",
            "!document.getElementById('pe').matches(':state(user-invalid)')",
        );
    });
}

#[test]
fn hidden_inputs_mirror_it_where_asked() {
    portal(STRICT, &element("mirror entries='total grade'"), |page| {
        stands(page);
        let blank = json!({"assessment": "", "assessment.total": "", "assessment.grade": ""});
        assert_eq!(serialized(page), blank);
        page.points("1").rewrite("3.5");
        // At once, without waiting for a pause in typing.
        let read = serialized(page);
        assert_eq!(read["assessment.total"], "3.5");
        assert_eq!(read["assessment"], page.value("document.getElementById('pe').value"));
        assert_eq!(
            page.value("[...new FormData(document.forms[0])]")
                .as_array()
                .map(Vec::len),
            Some(3),
            "each entry is submitted once"
        );
        run(page, "document.getElementById('set').disabled = true");
        assert_eq!(page.value("[...new FormData(document.forms[0])]"), json!([]));
        run(
            page,
            "document.getElementById('set').disabled = false; document.getElementById('pe').disabled = true",
        );
        assert_eq!(serialized(page), json!({}));
        run(
            page,
            "document.getElementById('pe').disabled = false; document.getElementById('pe').name = 'pe'",
        );
        assert_eq!(serialized(page)["pe.total"], "3.5");
        run(page, "document.getElementById('pe').mirror = false");
        assert_eq!(serialized(page), json!({}));
        assert_eq!(page.value("new FormData(document.forms[0]).get('pe.total')"), "3.5");
        run(page, "document.getElementById('pe').toggleAttribute('mirror', true)");
        assert_eq!(serialized(page)["pe.total"], "3.5");
        page.find("button", "重置").click();
        page.until(
            "a reset reaches it",
            "document.forms[0].elements['pe.total'].value === ''",
        );
        assert_eq!(page.value("window.violations"), json!([]));
    });
}

#[test]
fn a_mirrored_form_is_there_again_after_going_away() {
    portal(STRICT, &element("mirror"), |page| {
        stands(page);
        page.points("1").rewrite("3");
        goes_away_and_back(page);
        page.sums("3 / 100");
        assert_eq!(
            serialized(page)["assessment"],
            page.value("document.getElementById('pe').value")
        );
    });
}

#[test]
fn a_form_that_is_sent_although_it_is_invalid_is_warned_of() {
    portal(STRICT, &element("required"), |page| {
        stands(page);
        run(page, &format!("{WARNINGS}; document.forms[0].noValidate = true"));
        page.find("button", "提交").click();
        assert_eq!(
            page.value("window.warnings"),
            json!(["ziping-form: 表单未经校验即在提交，其中的自评表不合格：还有 21 项未评分。"])
        );
        run(
            page,
            "window.warnings.length = 0; document.getElementById('pe').required = false",
        );
        page.until("it is valid", "document.getElementById('pe').validity.valid");
        page.find("button", "提交").click();
        assert_eq!(page.value("window.warnings"), json!([]));
    });
}
