//! Loading the element: without layout shift, lazily, as one script, from disk; and the messages if loading fails.

use serde_json::json;

use super::support::page::{address, wait};
use super::support::portal::{STRICT, WATCH, element, portal, portal_with, stands};
use super::support::{Engine, Page, browse, files, skip};

/// A portal's policy without WebAssembly.
const REFUSES: &str = "default-src 'self'; script-src 'self'; style-src 'self'";

/// Replaces the current page with another page of the portal.
fn shows(browser: &Page, page: &str) {
    files::write(
        "index.html",
        format!("<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><script src=\"watch.js\"></script>{page}"),
    );
    browser.post("/refresh", &json!({}));
}

#[test]
fn nothing_moves_when_it_comes() {
    // The one style rule that the reference requires from the page.
    files::write(
        "room.css",
        "ziping-form:not(:defined) { display: block; min-height: 100vh }",
    );
    portal_with(
        STRICT,
        "<link rel='stylesheet' href='room.css'>",
        &element(""),
        |page| {
            stands(page);
            page.until(
                "nothing stands in for the form any more",
                "!document.getElementById('pe').shadowRoot.querySelector('[part=placeholder]')",
            );
            if page.engine != Engine::Chromium {
                return skip("only Chromium tells what was shifted while the page came");
            }
            let watch = "window.shifts = []; new PerformanceObserver((list) => { for (const entry of list.getEntries()) shifts.push([entry.value, ...entry.sources.map(({ node, previousRect, currentRect }) => `${node?.nodeName}.${node?.className}#${node?.id} ${JSON.stringify([previousRect, currentRect])}`)]); }).observe({ type: 'layout-shift', buffered: true })";
            page.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({"source": watch}));
            let site = page.text("location.href");
            page.go("about:blank");
            page.go(&site);
            stands(page);
            page.frames(2);
            assert_eq!(page.value("shifts"), json!([]));
        },
    );
}

#[test]
fn where_it_cannot_even_begin_its_children_speak() {
    let inside =
        r#"<ziping-form id="pe" rubric="ziping/rubrics/school-pe.json"><p>请换用较新的浏览器。</p></ziping-form>"#;
    portal(STRICT, inside, |page| {
        stands(page);
        assert!(!page.seen().contains("请换用较新的浏览器。"), "they stand aside");
    });
    // No browser loads a module from disk beside a page from disk.
    let from_disk = |script: &str| {
        let page = format!(
            r#"<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><script src="watch.js"></script>{script}<form>{inside}</form>"#
        );
        files::write("disk.html", page)
    };
    for name in ["ziping.js", "ziping.single.js"] {
        files::write(name, files::read(&files::dist().join("package").join(name)));
    }
    browse(|page| {
        page.go(&address(&from_disk("<script type='module' src='ziping.js'></script>")));
        wait("it is said that it does not work", || {
            // A driven Firefox allows modules from disk: then the element itself shows the message.
            let words = page.seen() + &page.text("document.getElementById('pe').shadowRoot?.textContent ?? ''");
            let said = ["请换用较新的浏览器。", "从磁盘直接打开的网页不能读取程序文件"];
            said.iter().any(|one| words.contains(one)).then_some(()).ok_or(words)
        });
        // A classic script runs, and reports that a page from disk cannot load the program.
        page.go(&address(&from_disk("<script src='ziping.single.js'></script>")));
        wait("it says so", || {
            let words = page.text("document.getElementById('pe').shadowRoot?.textContent ?? ''");
            words
                .contains("从磁盘直接打开的网页不能读取别的文件")
                .then_some(())
                .ok_or(words)
        });
    });
}

#[test]
fn from_disk_a_script_and_the_rubric_in_the_page_are_enough() {
    let rubric = files::rubric("school-pe.json").replace('<', "\\u003c");
    files::write(
        "ziping.single.js",
        files::read(&files::dist().join("package/ziping.single.js")),
    );
    files::write("watch.js", WATCH);
    let page = format!(
        r#"<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><script src="watch.js"></script><script src="ziping.single.js"></script>
<form><ziping-form id="pe" name="assessment"><script type="application/json" data-ziping="rubric">{rubric}</script></ziping-form></form>"#
    );
    browse(|browser| {
        browser.go(&address(&files::write("disk.html", page)));
        stands(browser);
        browser.points("1").rewrite("3.5");
        browser.sums("3.5 / 100");
        let sent = browser.value("new FormData(document.forms[0]).get('assessment')");
        assert!(sent.as_str().is_some_and(|text| text.contains("pe-01")), "{sent}");
    });
}

#[test]
fn one_script_is_enough_under_the_strict_policy() {
    portal(STRICT, "", |browser| {
        shows(
            browser,
            "<script src='ziping/ziping.single.js'></script><form><ziping-form id='pe' rubric='ziping/rubrics/school-pe.json'></ziping-form></form>",
        );
        stands(browser);
        browser.points("1").rewrite("3.5");
        browser.sums("3.5 / 100");
        assert_eq!(browser.value("window.violations"), json!([]));
        let fetched = "performance.getEntriesByType('resource').some(({ name }) => name.endsWith('.wasm'))";
        assert_eq!(browser.value(fetched), false);
    });
}

#[test]
fn the_engine_without_a_page_says_the_same() {
    portal(STRICT, &element(""), |page| {
        stands(page);
        page.points("1").rewrite("3.5");
        page.points("2").rewrite("2");
        page.sums("5.5 / 100");
        let script = "const [rubric, done] = arguments, form = document.getElementById('pe');
            import('/ziping/score.js').then(({ score }) => {
                const { scores, notices } = score(rubric, form.value);
                const { gradeLabel, ...own } = form.score();
                // Only the engine returns more: the points beside the maximum, each section, and the vetoes.
                const same = Object.fromEntries(Object.keys(own).map((key) => [key, scores.self[key]]));
                done([same, own, notices]);
            }, (error) => done(String(error)))";
        let said = page.post(
            "/execute/async",
            &json!({"script": script, "args": [files::rubric("school-pe.json")]}),
        );
        assert_eq!((&said[0], &said[2]), (&said[1], &json!([])));
        assert_eq!(said[0]["total"], "5.5");
    });
}
#[test]
fn where_webassembly_is_refused_it_says_so_and_offers_the_one_file() {
    portal(REFUSES, &element(""), |page| {
        let words = wait("it says so", || {
            let words = page.text("document.getElementById('pe').shadowRoot.textContent");
            words
                .contains("本网站的安全设置不允许运行程序（WebAssembly）。")
                .then_some(words.clone())
                .ok_or(words)
        });
        assert!(words.contains("'wasm-unsafe-eval'"), "{words}");
        let link = page.text("document.getElementById('pe').shadowRoot.querySelector('a').href");
        assert!(link.ends_with("/ziping/ziping.html"), "{link}");
    });
}

#[test]
fn many_elements_share_one_program_that_waits_until_one_is_near() {
    let one = |i: usize| {
        format!(
            r#"<ziping-form id="f{i}" name="f{i}" rubric="ziping/rubrics/slogan-inventory.json" lang="zh-CN"></ziping-form>"#
        )
    };
    let all: String = (0..20).map(one).collect();
    let space = "<p>上文</p>".repeat(200);
    portal(STRICT, &format!("{space}{all}"), |page| {
        let fetched = "performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.wasm')).length";
        page.until("the element is known", "Boolean(customElements.get('ziping-form'))");
        assert_eq!(page.value(fetched), 0, "nothing is near");
        page.run("document.getElementById('f0').scrollIntoView()", json!([]));
        page.until(
            "it stands",
            "window.heard.some(([name, , id]) => name === 'ready' && id === 'f0')",
        );
        // Content before the element grows in the meantime, so the move is repeated.
        page.until(
            "it stands",
            "(document.getElementById('f19').scrollIntoView(), window.heard.some(([name, , id]) => name === 'ready' && id === 'f19'))",
        );
        assert_eq!(page.value(fetched), 1, "one program serves all");
    });
}

#[test]
fn what_the_page_requests_ahead_is_not_requested_again() {
    // The lines of docs/embedding/html.md. That all are requested at the same time without them is a test in `tests/element`.
    let hints = r#"<link rel="modulepreload" href="ziping/ziping-program.js">
        <link rel="preload" href="ziping/ziping.wasm" as="fetch" crossorigin>
        <link rel="preload" href="ziping/rubrics/school-pe.json" as="fetch" crossorigin>"#;
    for head in ["", hints] {
        portal_with(STRICT, head, &element("loading='eager'"), |page| {
            stands(page);
            if page.engine == Engine::Webkit && !head.is_empty() {
                return skip("WebKit requests again what was preloaded for `fetch`");
            }
            let requests = page.value(
                "['ziping-program.js', 'ziping.wasm', 'school-pe.json'].map((end) => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith(end)).length)",
            );
            assert_eq!(requests, json!([1, 1, 1]));
        });
    }
}

#[test]
fn with_wrong_types_it_still_comes_or_its_children_speak() {
    let element = r#"<form><ziping-form id="pe" rubric="ziping/rubrics/school-pe.json"><p>请换用较新的浏览器。</p></ziping-form></form>"#;
    portal(STRICT, "", |page| {
        // A program not served as `application/wasm` is compiled, too.
        shows(
            page,
            &format!("<script type='module' src='odd/ziping/ziping.js'></script>{element}"),
        );
        stands(page);
        assert!(!page.seen().contains("请换用较新的浏览器。"));
        // Every browser refuses a module that is not served as JavaScript.
        shows(
            page,
            &format!("<script type='module' src='text/ziping/ziping.js'></script>{element}"),
        );
        page.shows("请换用较新的浏览器。");
    });
}
