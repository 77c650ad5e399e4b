//! The package: the element for host pages, as files of a folder that any static host can serve, and the engine for
//! its server.

pub mod check;
mod documents;

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

use crate::rubrics::{self, Rubric};
use crate::script::{self, tidy};
use crate::wasm::Program;
use crate::{files, page, project};

/// The messages and the parts of the element that only a host page needs.
const AROUND: [&str; 6] = [
    "src/locale/element.js",
    "src/package/submission.js",
    "src/package/mirror.js",
    "src/package/control.js",
    "src/package/placeholder.js",
    "src/package/host.js",
];

/// Files that go into the package unchanged.
const BESIDE: [(&str, &str); 14] = [
    ("ziping.d.ts", "src/package/ziping.d.ts"),
    ("ziping.single.d.ts", "src/package/ziping.single.d.ts"),
    ("score.d.ts", "src/package/score.d.ts"),
    ("react.js", "src/package/react.js"),
    ("react.d.ts", "src/package/react.d.ts"),
    ("vue.d.ts", "src/package/vue.d.ts"),
    ("svelte.d.ts", "src/package/svelte.d.ts"),
    ("solid.d.ts", "src/package/solid.d.ts"),
    ("ziping-score.js", "src/package/ziping-score.js"),
    ("rubric.schema.json", "rubrics/rubric.schema.json"),
    ("CHANGELOG.md", "CHANGELOG.md"),
    ("custom-elements.json", "src/package/custom-elements.json"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
];

/// Writes the package into a folder.
///
/// # Errors
/// If a source is missing or a file cannot be written.
pub fn write(folder: &Path, program: &Program, score: &[u8], page: &str, rubrics: &[Rubric]) -> Result<()> {
    files::remove(folder)?;
    let root = project::root();
    let source = |part: &str| files::read(&root.join(part));
    let parts = |how: &str| -> Result<Vec<String>> {
        // The class asks for its host as it is defined, so it comes last.
        let all = AROUND.iter().chain([&how]).chain(&script::ELEMENT);
        all.map(|part| Ok(tidy(&source(part)?))).collect()
    };
    let module = format!(
        "{}\nexport {{ ZipingForm, configure }};\n",
        parts("src/package/separate.js")?.join("\n")
    );
    let packed = page::pack(&program.wasm)?;
    let single = script::single(&parts("src/package/single.js")?, &program.glue, &packed)?;
    let engine = tidy(&source("src/package/score.js")?);
    let (server, server_common) = engines(&engine, score);
    let glue = tidy(&program.glue) + "\n";
    for (name, text) in [
        ("ziping.js", &module),
        ("ziping.single.js", &single),
        ("score.js", &server),
        ("score.cjs", &server_common),
        ("ziping-program.js", &glue),
    ] {
        ensure!(
            !text.contains("http:") && !text.contains("https:"),
            "the package must name no address, but {name} does"
        );
        files::write(&folder.join(name), text)?;
    }
    for (name, wasm) in [("ziping.wasm", &*program.wasm), ("score.wasm", score)] {
        fs::write(folder.join(name), wasm).with_context(|| format!("cannot write {name}"))?;
    }
    // The types of an ES module, for a module that is loaded by `require`.
    let types = source("src/package/score.d.ts")?;
    let own = "from \"./ziping.js\"";
    ensure!(
        types.matches(own).count() == 1,
        "score.d.ts must import the types of ziping.js once"
    );
    let types = types.replace(own, &format!("{own} with {{ \"resolution-mode\": \"import\" }}"));
    files::write(&folder.join("score.d.cts"), &types)?;
    files::write(&folder.join("ziping.html"), page)?;
    let about = source("src/package/package.json")?.replace("VERSION", env!("CARGO_PKG_VERSION"));
    files::write(&folder.join("package.json"), &about)?;
    for (name, part) in BESIDE {
        files::write(&folder.join(name), &source(part)?)?;
    }
    rubrics::copy(rubrics, &folder.join("rubrics"))?;
    documents::write(folder)?;
    has_what_it_names(folder, &about)
}

/// The engine for programs without a page, as a module with the program inside, which every runtime and bundler loads unchanged, and for
/// `require`, which cannot wait for a program to be compiled and has it from the file beside.
fn engines(engine: &str, score: &[u8]) -> (String, String) {
    let packed = page::encode(score);
    let module = format!(
        "const zipingPacked = \"{packed}\";\n{engine}\n\
        const zipingBytes = Uint8Array.from(atob(zipingPacked), (c) => c.charCodeAt(0));\n\
        const zipingInstance = (await WebAssembly.instantiate(zipingBytes)).instance;\n\
        const {{ check, open, score }} = zipingEngine(zipingInstance.exports);\n\
        export {{ check, open, score }};\n"
    );
    let common = format!(
        "\"use strict\";\n{engine}\n\
        const zipingBytes = require(\"node:fs\").readFileSync(require(\"node:path\").join(__dirname, \"score.wasm\"));\n\
        const zipingInstance = new WebAssembly.Instance(new WebAssembly.Module(zipingBytes));\n\
        const {{ check, open, score }} = zipingEngine(zipingInstance.exports);\n\
        module.exports = {{ check, open, score }};\n"
    );
    (module, common)
}

/// Every file that `package.json` names is there.
fn has_what_it_names(folder: &Path, about: &str) -> Result<()> {
    let about: serde_json::Value = serde_json::from_str(about).context("package.json")?;
    let mut waiting = vec![
        &about["exports"],
        &about["main"],
        &about["module"],
        &about["unpkg"],
        &about["jsdelivr"],
        &about["bin"],
        &about["types"],
        &about["sideEffects"],
        &about["customElements"],
    ];
    while let Some(node) = waiting.pop() {
        match node {
            serde_json::Value::String(file) => {
                let named = folder.join(file.trim_end_matches('*'));
                ensure!(named.exists(), "package.json names {file}, which is not there");
            }
            serde_json::Value::Array(all) => waiting.extend(all),
            serde_json::Value::Object(all) => waiting.extend(all.values()),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
