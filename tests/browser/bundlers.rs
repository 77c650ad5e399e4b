//! Portals that bundlers and frameworks built from the packed package. `cargo xtask bundlers` builds them from `tests/bundlers` and runs
//! these tests; `ZIPING_BUNDLERS` is the folder with their outputs.

use serde_json::{Value, json};
use std::path::PathBuf;

use super::support::page::wait;
use super::support::{Page, browse, portal};

/// The policy that `docs/embedding/policies.md` says is sufficient.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";
/// The same for pages with scripts of their framework in them.
const INLINE: &str =
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'";

fn folder() -> PathBuf {
    std::env::var_os("ZIPING_BUNDLERS")
        .expect("`cargo xtask bundlers` sets ZIPING_BUNDLERS")
        .into()
}

/// Waits until the portal has sent the form; returns what the server received, as text.
fn sent(page: &Page) -> String {
    wait("the form is sent", || {
        let text = page.text(
            "location.pathname.endsWith('/submit') ? document.body.textContent : (document.getElementById('received')?.textContent ?? '')",
        );
        (!text.is_empty()).then(|| text.trim().to_owned()).ok_or(text)
    })
}

/// The form opens, the portal hears an edit, and the record is sent with its total.
fn fills_in_and_sends(page: &Page) {
    let first = page.points("1");
    assert_eq!(page.text("document.querySelector('output').textContent.trim()"), "");
    first.rewrite("3.5");
    page.until(
        "the portal shows the total",
        "document.querySelector('output').textContent.trim() === '3.5 / 100'",
    );
    assert_eq!(page.value("[...violations, ...faults]"), json!([]));
    page.find("button", "提交").click();
    let sent = sent(page);
    let entries = page.run(
        "return Object.fromEntries(new URLSearchParams(arguments[0]))",
        json!([sent]),
    );
    let record: Value = serde_json::from_str(entries["assessment"].as_str().unwrap_or_default()).expect("a record");
    assert_eq!(record["answers"]["self"]["pe-01"]["answer"]["points"], 3.5);
    assert_eq!(entries["assessment.total"], "3.5");
}

macro_rules! bundled {
    ($($name:ident, $folder:literal, $policy:expr;)*) => {$(
        #[test]
        #[ignore = "`cargo xtask bundlers` builds it"]
        fn $name() {
            portal::built(folder().join($folder).join("out"), $policy, fills_in_and_sends);
        }
    )*};
}

bundled! {
    angular, "angular", POLICY;
    angular_21, "angular-21", POLICY;
    esbuild, "esbuild", POLICY;
    jquery, "jquery", POLICY;
    next, "next", INLINE;
    parcel, "parcel", POLICY;
    react_18, "react-18", POLICY;
    rollup, "rollup", POLICY;
    solid, "solid", POLICY;
    svelte, "svelte", INLINE;
    vite, "vite", POLICY;
    vue, "vue", POLICY;
    webpack, "webpack", POLICY;
}

#[test]
#[ignore = "`cargo xtask bundlers` starts its server"]
fn flask() {
    let site = std::env::var("ZIPING_FLASK").expect("`cargo xtask bundlers` sets ZIPING_FLASK");
    browse(|page| {
        page.go(&site);
        page.find("textbox", "Points, item 1").rewrite("3.5");
        // The rubric asks for the school too.
        page.all("textbox", "School")[0].rewrite("Bluestone Primary");
        page.find("button", "Submit").click();
        page.until(
            "the server shows the total that it computed",
            "document.getElementById('total')?.textContent === '3.5 of 100'",
        );
    });
}
