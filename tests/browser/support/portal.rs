//! A host page with the element, on a site with a policy.

use serde_json::json;
use std::path::PathBuf;

use super::{Page, browse, files, served};

/// The minimal policy of a portal, which also prevents text from becoming a script.
pub const STRICT: &str =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'";
/// A script that records the events that a portal receives, policy violations, errors, and closed shadow roots.
pub const WATCH: &str = "window.heard = []; window.violations = []; window.faults = [];
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
    addEventListener('error', (event) => faults.push(event.message));
    addEventListener('unhandledrejection', (event) => faults.push(String(event.reason)));
    for (const name of ['ready', 'input', 'change', 'problem', 'save', 'conflict'])
        document.addEventListener(name, (event) => { if (event instanceof CustomEvent) heard.push([name, event.detail?.path ?? '', event.target.id]); });
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (how) { const root = attach.call(this, how); if (how.mode === 'closed') this.notedRoot = root; return root; };";
/// The element, as a template for the tests' additions.
const ELEMENT: &str = r#"<label for="pe">体育工作自评</label>
<ziping-form id="pe" name="assessment" rubric="ziping/rubrics/school-pe.json" lang="zh-CN" MORE></ziping-form>"#;

/// Runs a test on a page with this content in its HTML form, served under a policy.
pub fn portal(policy: &'static str, inside: &str, test: impl FnOnce(&Page)) {
    portal_with(policy, "", inside, test);
}

/// Runs a test on a page with this content in its HTML form and more in its head, served under a policy.
pub fn portal_with(policy: &'static str, head: &str, inside: &str, test: impl FnOnce(&Page)) {
    let page = format!(
        r#"<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>门户</title><script src="watch.js"></script>{head}
<script type="module" src="ziping/ziping.js"></script></head><body><h1>门户</h1>
<form method="post" action="submit"><fieldset id="set">{inside}</fieldset><button>提交</button><button type="reset">重置</button></form></body></html>"#
    );
    files::write("index.html", page);
    files::write("watch.js", WATCH);
    let site = served::portal(files::folder(), files::dist().join("package"), policy);
    browse(|page| {
        page.go(&site);
        test(page);
    });
}

/// Opens a portal that was built into a folder, as served under a policy, with its events recorded.
pub fn built(folder: PathBuf, policy: &'static str, test: impl FnOnce(&Page)) {
    let index = files::read(&folder.join("index.html"));
    // Minifiers leave the head's tag out.
    let begin = ["<head", "<html"].iter().find_map(|tag| index.find(tag));
    let end = begin.and_then(|start| Some(start + index[start..].find('>')? + 1));
    let mut watched = index.clone();
    watched.insert_str(
        end.unwrap_or_else(|| panic!("no head: {index}")),
        "<script src=\"watch.js\"></script>",
    );
    files::write("index.html", watched);
    files::write("watch.js", WATCH);
    let site = served::folders(&[files::folder(), folder], policy);
    browse(|page| {
        page.go(&site);
        test(page);
    });
}

pub fn element(more: &str) -> String {
    ELEMENT.replace("MORE", more)
}

/// Waits until the element shows its form.
pub fn stands(page: &Page) {
    page.until(
        "the form stands",
        "window.heard?.some(([name]) => name === 'ready') ?? false",
    );
    page.points("1");
}

/// Goes to another page of the site and back, as a person does; the form is shown again.
pub fn goes_away_and_back(page: &Page) {
    page.run("location.href = '/watch.js'", json!([]));
    page.until(
        "it is another page",
        "location.pathname === '/watch.js' && document.readyState === 'complete'",
    );
    page.post("/back", &json!({}));
    stands(page);
}
