//! Browsers in which the list of adopted style sheets is frozen, replaced or absent, as with some extensions and older
//! engines: the page and the element look the same, or report that they cannot.

use serde_json::Value;

use super::support::page::{address, wait};
use super::support::portal::{element, portal_with, stands};
use super::support::{Page, browse, files};

/// The changes to the list before the program starts.
const WAYS: [(&str, &str); 7] = [
    (
        "setting it throws",
        "list({ get: () => Object.freeze([]), set() { throw new TypeError('frozen'); } })",
    ),
    ("setting it does nothing", "list({ get: () => [], set() {} })"),
    ("it is frozen", "list({ value: Object.freeze([]), writable: false })"),
    (
        "it is a list of their own",
        "const all = new WeakMap(); list({ get() { return all.get(this) ?? []; }, set(sheets) { all.set(this, sheets); } })",
    ),
    (
        "there is none",
        "for (const one of [Document, ShadowRoot]) delete one.prototype.adoptedStyleSheets",
    ),
    (
        "no sheet can be made",
        "window.CSSStyleSheet = class { constructor() { throw new TypeError('Illegal constructor'); } }",
    ),
    ("sheets are unknown", "delete window.CSSStyleSheet"),
];

fn sabotage(way: &str) -> String {
    format!(
        "{{ const list = (how) => {{ for (const one of [Document, ShadowRoot]) Object.defineProperty(one.prototype, 'adoptedStyleSheets', {{ configurable: true, ...how }}); }}; {way} }}"
    )
}

/// Returns the computed appearance of some parts of the form.
fn looks(page: &Page) -> Value {
    page.value(
        "(() => {
            const root = document.querySelector('ziping-form').shadowRoot;
            return ['.criterion', '.points button', '.sum .total', 'textarea', '#title'].map((one) => {
                const style = getComputedStyle(root.querySelector(one));
                return [one, ...['display', 'padding', 'border', 'borderRadius', 'font', 'color', 'backgroundColor'].map((name) => style[name])];
            });
        })()",
    )
}

/// Returns the page for one rubric with a script that runs before the program, and with the page's usual strict policy
/// for styles.
fn page_after(script: &str) -> String {
    let page = files::page_with(&[&files::rubric("school-pe.json")]);
    let start = page.find("script-src 'sha256-").expect("a policy") + "script-src ".len();
    let end = start + page[start..].find(" 'wasm-unsafe-eval'").expect("a policy");
    let page = format!("{}'unsafe-inline'{}", &page[..start], &page[end..]);
    page.replacen("<meta charset", &format!("<script>{script}</script>\n<meta charset"), 1)
}

#[test]
fn the_page_looks_the_same_without_adopted_sheets() {
    browse(|page| {
        page.open(&files::write("sound.html", page_after("")));
        page.points("1").rewrite("3");
        page.sums("3 / 100");
        let sound = looks(page);
        for (name, way) in WAYS {
            page.open(&files::write("page.html", page_after(&sabotage(way))));
            page.points("1").rewrite("3");
            page.sums("3 / 100");
            assert_eq!(looks(page), sound, "{name}");
            let bar = "getComputedStyle(document.querySelector('.bar')).display";
            assert_eq!(page.text(bar), "flex", "{name}");
            assert_eq!(
                page.value("document.querySelectorAll('style').length"),
                1,
                "{name}: what is saved stays as it came"
            );
        }
    });
}

#[test]
fn the_element_looks_the_same_without_adopted_sheets_where_the_policy_lets_one_in() {
    // The first policy allows any style, the second only empty style elements, to which rules are added.
    for policy in [
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'",
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    ] {
        files::write("before.js", "");
        portal_with(policy, "<script src='before.js'></script>", &element(""), |page| {
            stands(page);
            let sound = looks(page);
            for (name, way) in WAYS {
                files::write("before.js", sabotage(way));
                page.post("/refresh", &serde_json::json!({}));
                stands(page);
                assert_eq!(looks(page), sound, "{name}");
                // Moving a `<style>` in the document removes the rules that were added to it.
                page.run(
                    "document.body.append(document.querySelector('ziping-form'))",
                    serde_json::json!([]),
                );
                assert_eq!(looks(page), sound, "{name}, moved");
                assert_eq!(page.value("window.faults"), serde_json::json!([]), "{name}");
            }
        });
    }
}

#[test]
fn the_element_says_in_words_that_no_style_is_let_in() {
    let policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";
    files::write("before.js", "");
    portal_with(policy, "<script src='before.js'></script>", &element(""), |page| {
        stands(page);
        for (name, way) in WAYS {
            files::write("before.js", sabotage(way));
            page.post("/refresh", &serde_json::json!({}));
            let words = wait(name, || {
                let words = page
                    .text("document.getElementById('pe').shadowRoot.querySelector('[role=alert]')?.textContent ?? ''");
                let said = words.contains("不允许使用表的样式") && words.contains("打开单文件版");
                said.then_some(words.clone()).ok_or(words)
            });
            assert!(words.contains("style-src"), "{name}: {words}");
            assert_eq!(
                page.value("window.heard.filter(([name]) => name === 'ready').length"),
                0
            );
        }
    });
}

#[test]
fn a_saved_page_that_cannot_start_shows_its_words_all_the_same() {
    browse(|page| {
        page.open(&files::write("page.html", page_after(&sabotage(WAYS[0].1))));
        page.points("1");
        // The page as a browser saves it, with a program that cannot start.
        let saved = page
            .text("document.documentElement.outerHTML")
            .replace("data-ziping=\"program\">", "data-ziping=\"program\">A");
        page.go(&address(&files::write("saved.html", saved)));
        page.shows("文件不完整，可能没有下载完");
        page.shows("如果一直停在这段文字");
    });
}
