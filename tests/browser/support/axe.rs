//! axe-core: finds violations of the accessibility guidelines that a program can detect.

use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::files;
use super::page::Page;

/// Returns axe-core's script, fetched from npm once.
fn script() -> &'static str {
    static SCRIPT: OnceLock<String> = OnceLock::new();
    SCRIPT.get_or_init(|| {
        let file = tools().join("node_modules/axe-core/axe.min.js");
        if !file.is_file() {
            let mut npm = Command::new("npm");
            npm.args([
                "install",
                "--no-fund",
                "--no-audit",
                "--no-save",
                "axe-core@4",
                "--prefix",
            ])
            .arg(tools());
            let status = npm.status();
            assert!(
                status.is_ok_and(|status| status.success()),
                "npm could not install axe-core; is node installed?"
            );
        }
        files::read(&file)
    })
}

fn tools() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("target/tmp stands in target")
        .join("tools")
}

impl Page {
    /// Returns the violations at levels A and AA: each rule with the offending elements.
    pub fn violations(&self) -> Vec<String> {
        // Parts far from the viewport are not laid out, and axe would skip them. A bar that sticks covers a part of some field, which one
        // depends on how far the page is scrolled.
        let lay_out =
            "const sheet = new CSSStyleSheet(); sheet.replaceSync('* { content-visibility: visible !important } .sum-bar { position: static !important }');
            const root = document.querySelector('ziping-form').shadowRoot;
            root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]";
        self.run(lay_out, json!([]));
        self.run(&format!("{}; window.axe = axe", script()), json!([]));
        let run = "const tell = arguments[arguments.length - 1];
            const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
            window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
                .then(({ violations }) => tell(violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => `${node.target} (${node.failureSummary})`).join('; ')}`)))
                .catch((error) => tell([String(error)]))";
        let found = self.post("/execute/async", &json!({"script": run, "args": []}));
        let found = found.as_array().cloned().unwrap_or_default();
        found
            .iter()
            .map(|rule| rule.as_str().unwrap_or_default().to_owned())
            .collect()
    }
}
