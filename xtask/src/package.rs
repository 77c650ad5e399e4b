//! The package: the element for host pages, as files of a folder that any static host can serve, and the engine for
//! its server.

pub mod check;

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

use crate::rubrics::{self, Rubric};
use crate::script::{self, tidy};
use crate::wasm::Program;
use crate::{files, page, project};

/// The messages and the parts of the element that only a host page needs.
const AROUND: [&str; 5] = [
    "src/locale/element.js",
    "src/package/submission.js",
    "src/package/control.js",
    "src/package/placeholder.js",
    "src/package/host.js",
];

/// Files that go into the package unchanged.
const BESIDE: [(&str, &str); 8] = [
    ("ziping.d.ts", "src/package/ziping.d.ts"),
    ("ziping.single.d.ts", "src/package/ziping.single.d.ts"),
    ("score.d.ts", "src/package/score.d.ts"),
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
pub fn write(folder: &Path, program: &Program, score: &Program, page: &str, rubrics: &[Rubric]) -> Result<()> {
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
    let engine = script::engine(
        &source("src/package/score.js")?,
        &score.glue,
        &page::encode(&score.wasm),
    )?;
    let glue = tidy(&program.glue) + "\n";
    for (name, text) in [
        ("ziping.js", &module),
        ("ziping.single.js", &single),
        ("score.js", &engine),
        ("ziping-program.js", &glue),
    ] {
        ensure!(
            !text.contains("http:") && !text.contains("https:"),
            "the package must name no address, but {name} does"
        );
        files::write(&folder.join(name), text)?;
    }
    fs::write(folder.join("ziping.wasm"), &program.wasm).context("cannot write ziping.wasm")?;
    files::write(&folder.join("ziping.html"), page)?;
    let about = source("src/package/package.json")?.replace("VERSION", env!("CARGO_PKG_VERSION"));
    files::write(&folder.join("package.json"), &about)?;
    for (name, part) in BESIDE {
        files::write(&folder.join(name), &source(part)?)?;
    }
    // Its picture stays with the sources.
    let reference = source("docs/element.md")?;
    let lines = reference.lines().filter(|line| !line.starts_with("!["));
    files::write(&folder.join("README.md"), &lines.collect::<Vec<_>>().join("\n"))?;
    rubrics::copy(rubrics, &folder.join("rubrics"))?;
    has_what_it_names(folder, &about)
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
