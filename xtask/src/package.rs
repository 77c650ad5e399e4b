//! The package: the element for somebody else's page, as files of a folder that any static host can serve.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

use crate::rubrics::Rubric;
use crate::script::tidy;
use crate::wasm::Program;
use crate::{build, project};

/// The parts of `ziping.js`, in their order: the class asks for its host as it is defined.
const PARTS: [&str; 3] = ["src/locale/element.js", "src/package/loader.js", "src/element.js"];

/// What goes into the package as it is.
const BESIDE: [(&str, &str); 5] = [
    ("ziping.d.ts", "src/package/ziping.d.ts"),
    ("custom-elements.json", "src/package/custom-elements.json"),
    ("README.md", "docs/element.md"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
];

/// Writes the package into a folder.
///
/// # Errors
/// If a source is missing or a file cannot be written.
pub fn write(folder: &Path, program: &Program, page: &str, rubrics: &[Rubric]) -> Result<()> {
    if folder.is_dir() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    let root = project::root();
    let parts: Vec<String> = PARTS
        .iter()
        .map(|part| Ok(tidy(&build::read(&root.join(part))?)))
        .collect::<Result<_>>()?;
    let module = format!("{}\nexport {{ ZipingForm }};\n", parts.join("\n"));
    ensure!(
        !module.contains("http:") && !module.contains("https:"),
        "the package must name no address"
    );
    build::write(&folder.join("ziping.js"), &module)?;
    build::write(&folder.join("ziping-program.js"), &program.glue)?;
    fs::write(folder.join("ziping.wasm"), &program.wasm).context("cannot write ziping.wasm")?;
    build::write(&folder.join("ziping.html"), page)?;
    let version = env!("CARGO_PKG_VERSION");
    let about = build::read(&root.join("src/package/package.json"))?.replace("VERSION", version);
    build::write(&folder.join("package.json"), &about)?;
    for (name, source) in BESIDE {
        build::write(&folder.join(name), &build::read(&root.join(source))?)?;
    }
    build::copy_rubrics(rubrics, &folder.join("rubrics"))
}
