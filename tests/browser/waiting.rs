//! Slow programs and rubrics: a message after a while, advice later, and a late answer that is still accepted.

use serde_json::json;

use super::support::page::wait;
use super::support::portal::{STRICT, WATCH, portal, stands};
use super::support::{Page, browse, files, keys, served};

/// The text of the element's placeholder.
const WORDS: &str = "(document.getElementById('pe')?.shadowRoot?.querySelector('[part=waiting]')?.innerText ?? '')";

fn waits(page: &Page, words: &str) {
    wait(&format!("“{words}” is said"), || {
        let said = page.text(WORDS);
        said.contains(words).then_some(()).ok_or(said)
    });
}

/// Shows another page of the portal, with the module and the rubric from these addresses.
fn shows(page: &Page, module: &str, rubric: &str) {
    files::write(
        "index.html",
        format!(
            "<!DOCTYPE html><html lang='zh-CN'><meta charset='utf-8'><script src='watch.js'></script><script type='module' src='{module}'></script>
            <form><ziping-form id='pe' name='assessment' rubric='{rubric}' lang='zh-CN' required></ziping-form></form>"
        ),
    );
    page.post("/refresh", &json!({}));
}

/// Presses the button by keyboard; the form then gets the focus.
fn tries_again(page: &Page) {
    waits(page, "还没有载入");
    const MESSAGE: &str = "document.getElementById('pe').validationMessage";
    let message = page.text(MESSAGE);
    assert!(message.contains("还没有载入"), "{message}");
    let button = page.find("button", "再试一次");
    page.run("arguments[0].focus()", json!([button.element()]));
    page.keys(keys::ENTER);
    stands(page);
    page.until(
        "the validity is that of the form",
        &format!("{MESSAGE} === '还有 21 项未评分。'"),
    );
    page.until("the words are gone", &format!("{WORDS} === ''"));
    page.until(
        "the focus is in the form",
        "document.activeElement?.id === 'pe' && document.activeElement.shadowRoot.activeElement",
    );
    assert_eq!(page.value("window.faults"), json!([]));
}

#[test]
fn a_rubric_that_does_not_come_is_asked_for_again() {
    portal(STRICT, "", |page| {
        shows(
            page,
            "ziping/ziping.js",
            "once=school-pe.json/ziping/rubrics/school-pe.json",
        );
        waits(page, "正在载入自评表");
        assert!(page.lacks("button", "再试一次"), "it may still come");
        tries_again(page);
    });
}

#[test]
fn what_comes_late_takes_the_place_of_the_words() {
    std::fs::remove_file(files::folder().join("go")).ok();
    portal(STRICT, "", |page| {
        shows(
            page,
            "ziping/ziping.js",
            "held=school-pe.json/ziping/rubrics/school-pe.json",
        );
        waits(page, "还没有载入");
        files::write("go", "");
        stands(page);
        page.until("the words are gone", &format!("{WORDS} === ''"));
        // The focus was not in the message, so it stays in the page.
        assert_eq!(page.value("document.activeElement === document.body"), true);
    });
}

#[test]
fn a_program_that_does_not_come_is_asked_for_again() {
    portal(STRICT, "", |page| {
        for part in ["ziping-program.js", "ziping.wasm"] {
            shows(
                page,
                &format!("once={part}/ziping/ziping.js"),
                "ziping/rubrics/school-pe.json",
            );
            waits(page, "正在载入自评表");
            tries_again(page);
            page.points("1").rewrite("3");
            page.sums("3 / 100");
        }
    });
}

#[test]
fn a_file_dropped_before_the_program_is_there_leaves_the_portal_where_it_is() {
    std::fs::remove_file(files::folder().join("go")).ok();
    portal(STRICT, "", |page| {
        shows(
            page,
            "held=ziping.wasm/ziping/ziping.js",
            "ziping/rubrics/school-pe.json",
        );
        waits(page, "正在载入自评表");
        let refused = |name: &str| {
            let script = "const data = new DataTransfer();
                data.items.add(new File(['x'], '方案.docx', { type: 'application/msword' }));
                const event = new DragEvent(arguments[0], { dataTransfer: data, bubbles: true, composed: true, cancelable: true });
                const at = document.getElementById('pe').shadowRoot.querySelector('[part=waiting]');
                return !at.dispatchEvent(event)";
            page.run(script, json!([name])) == true
        };
        assert!(refused("dragover") && refused("drop"));
        files::write("go", "");
        stands(page);
    });
}

#[test]
fn an_element_that_is_removed_gives_up_what_it_asked_for() {
    portal(STRICT, "", |page| {
        files::write(
            "watch.js",
            format!(
                "{WATCH} window.signals = []; const own = window.fetch; window.fetch = (address, how) => {{ signals.push([String(address), how?.signal]); return own(address, how); }};"
            ),
        );
        shows(
            page,
            "ziping/ziping.js",
            "once=school-pe.json/ziping/rubrics/school-pe.json",
        );
        let asked = "window.signals?.find(([address]) => address.endsWith('/school-pe.json'))";
        page.until("the rubric is asked for", asked);
        assert_eq!(page.value(&format!("{asked}[1].aborted")), false);
        page.run("document.getElementById('pe').remove()", json!([]));
        page.until("it is given up", &format!("{asked}[1].aborted"));
        assert_eq!(page.value("window.faults"), json!([]));
        files::write("watch.js", WATCH);
    });
}

#[test]
fn a_rubric_that_is_not_there_is_told_with_the_browsers_words_marked() {
    portal(STRICT, "", |page| {
        shows(page, "ziping/ziping.js", "ziping/rubrics/none.json");
        let root = "document.getElementById('pe').shadowRoot";
        page.until("it is said", &format!("{root}?.querySelector('[role=alert]')"));
        let words = page.text(&format!("{root}.querySelector('[role=alert]').innerText"));
        assert!(
            words.contains("ziping/rubrics/none.json。服务器上没有这个文件。"),
            "{words}"
        );
        assert_eq!(
            page.text(&format!("{root}.querySelector('[lang=en]').textContent")),
            "404 Not Found"
        );
    });
}

#[test]
fn the_page_says_that_its_rubric_does_not_come_and_asks_again() {
    // The served page, without the rubrics that it was delivered with.
    let page_file = files::read(&files::dist().join("index.html"));
    files::write("index.html", page_file);
    files::write("own.json", files::rubric("school-pe.json"));
    std::fs::remove_file(files::folder().join("go")).ok();
    let site = served::serve(files::folder());
    browse(|page| {
        page.open_address(&format!("{site}?rubric=once%3Down.json/own.json"));
        page.shows("正在读取“once=own.json/own.json”");
        page.shows("还没有读到：网络可能较慢");
        page.find("button", "再试一次").click();
        page.points("1");
        assert!(!page.seen().contains("还没有读到"));
    });
    // Uses a separate browser, since the previous one restores its form.
    browse(|page| {
        page.open_address(&format!("{site}?rubric=held%3Down.json/own.json"));
        page.shows("正在读取");
        files::write("go", "");
        page.points("1");
        assert!(!page.seen().contains("正在读取"));
    });
    browse(|page| {
        page.open_address(&format!("{site}?rubric=none.json"));
        page.shows("未能读取“none.json”：服务器上没有这个文件。");
    });
}

#[test]
fn a_web_page_in_place_of_a_rubric_is_named() {
    portal(STRICT, "", |page| {
        shows(page, "ziping/ziping.js", "ziping/ziping.html");
        page.until(
            "it is said",
            "document.getElementById('pe')?.shadowRoot?.querySelector('[part=fault]')?.innerText.includes('服务器返回的是网页') ?? false",
        );
        let message = page.text("document.getElementById('pe').validationMessage");
        assert!(message.contains("登录页"), "{message}");
    });
}

#[test]
fn addresses_are_named_before_an_eager_element_asks_for_its_program() {
    files::write(
        "main.js",
        "import { configure } from './ziping/ziping.js'; configure({ wasm: 'ziping/ziping.wasm?moved' });",
    );
    portal(STRICT, "", |page| {
        shows(page, "main.js", "ziping/rubrics/school-pe.json' loading='eager");
        stands(page);
        let asked = page.value(
            "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => /wasm/.test(name))",
        );
        let asked = asked.as_array().expect("names");
        assert_eq!(asked.len(), 1);
        assert!(
            asked[0]
                .as_str()
                .is_some_and(|name| name.ends_with("ziping.wasm?moved")),
            "{asked:?}"
        );
    });
}

#[test]
fn the_focus_that_waits_for_a_form_moves_into_the_form() {
    portal(STRICT, "", |page| {
        shows(
            page,
            "ziping/ziping.js",
            "once=school-pe.json/ziping/rubrics/school-pe.json",
        );
        page.until("the element is known", "Boolean(customElements.get('ziping-form'))");
        page.run("document.getElementById('pe').reportValidity()", json!([]));
        page.until("the focus waits", "document.activeElement?.id === 'pe'");
        waits(page, "还没有载入");
        // The button is pressed by a script, so that the focus stays where it is.
        page.run(
            "document.getElementById('pe').shadowRoot.querySelector('[part=waiting] button').click()",
            json!([]),
        );
        stands(page);
        page.until(
            "the first criterion has the focus",
            "document.getElementById('pe').shadowRoot.activeElement?.id === 'i-0'",
        );
    });
}

#[test]
fn an_element_that_no_rubric_was_set_for_says_so() {
    portal(STRICT, "", |page| {
        files::write(
            "index.html",
            "<!DOCTYPE html><html lang='zh-CN'><meta charset='utf-8'><script src='watch.js'></script><script type='module' src='ziping/ziping.js'></script>
            <form><ziping-form id='pe' name='assessment' lang='zh-CN' required></ziping-form></form>",
        );
        page.post("/refresh", &json!({}));
        const FAULT: &str =
            "(document.getElementById('pe')?.shadowRoot?.querySelector('[part=fault]')?.innerText ?? '')";
        page.until("it is said", &format!("{FAULT}.includes('网页没有说明用哪一份量表')"));
        let message = page.text("document.getElementById('pe').validationMessage");
        assert!(message.contains("rubric"), "{message}");
        assert_eq!(page.value("window.heard.at(-1)[0]"), json!("problem"));
        page.run(
            "document.getElementById('pe').setAttribute('rubric', 'ziping/rubrics/school-pe.json')",
            json!([]),
        );
        stands(page);
        assert_eq!(page.text(FAULT), "");
        assert!(
            !page
                .text("document.getElementById('pe').validationMessage")
                .contains("rubric")
        );
    });
}
