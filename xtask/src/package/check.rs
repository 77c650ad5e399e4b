//! Runs third-party checks on the package, and compares its types and its manifest with its class.

use anyhow::{Context, Result, ensure};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{files, npm, project, python, shell};

/// Entries that no program imports, so they have no types.
const UNTYPED: [&str; 5] = [
    "./ziping.html",
    "./ziping.wasm",
    "./score.wasm",
    "./rubric.schema.json",
    "./rubrics/*",
];

/// Checks the package in this folder, the engine in it, and the portals that take it from npm.
///
/// # Errors
/// If anything is found, or npm is missing and cannot be installed.
pub fn run(dist: &Path) -> Result<()> {
    let package = dist.join("package");
    let tools = project::root().join("xtask/npm");
    npm::ensure(&tools)?;
    let tool = |name: &str| {
        let mut tool = Command::new(tools.join("node_modules/.bin").join(name));
        tool.current_dir(&package);
        tool
    };
    packs_what_is_there(&package)?;
    shell::run(tool("publint").args(["run", "--strict", "."]))?;
    shell::run(
        tool("attw")
            .args([
                "--pack",
                ".",
                "--quiet",
                "--profile",
                "esm-only",
                "--exclude-entrypoints",
            ])
            .args(UNTYPED),
    )?;
    let types = write_types(&package)?;
    shell::run(tool("tsc").arg("--project").arg(types))?;
    shell::run(
        shell::command("node")
            .args(["--test", "--test-reporter=dot", "tests/package/", "tests/element/"])
            .env("ZIPING_DIST", dist),
    )?;
    // One list of packages: that of the documented portal.
    let portal = project::root().join("tests/bundlers/flask");
    for test in ["score.py", "portal.py"] {
        shell::run(
            python::with(&portal.join("requirements.txt"))?
                .arg(project::root().join("tests/package").join(test))
                .env("ZIPING_DIST", dist),
        )?;
    }
    let examples = project::root().join("examples");
    npm::ensure(&examples)?;
    shell::run(npm::npm()?.current_dir(examples).args(["run", "--silent", "check"]))
}

/// npm publishes every file of the folder, and nothing else.
fn packs_what_is_there(package: &Path) -> Result<()> {
    let listed =
        shell::output(
            npm::npm()?
                .current_dir(package)
                .args(["pack", "--dry-run", "--json", "--loglevel=error"]),
        );
    let listed = listed.context("`npm pack` fails")?;
    for file in files::below(package)? {
        let name = file.strip_prefix(package)?.to_string_lossy().replace('\\', "/");
        ensure!(
            listed.contains(&format!("\"path\": \"{name}\"")),
            "`npm pack` leaves out {name}"
        );
    }
    Ok(())
}

/// A TypeScript file that compiles only if the types have exactly the members and events of the manifest; a browser test compares the
/// manifest with the class.
fn write_types(package: &Path) -> Result<PathBuf> {
    let manifest: serde_json::Value = serde_json::from_str(&files::read(&package.join("custom-elements.json"))?)?;
    let class = &manifest["modules"][0]["declarations"][0];
    let names = |list: &str| {
        let all = class[list].as_array().into_iter().flatten();
        all.fold(String::new(), |mut text, one| {
            let _ = write!(text, "{}: true, ", one["name"]);
            text
        })
    };
    let module = package.join("ziping.js");
    let text = format!(
        "import type {{ ZipingEvents, ZipingForm }} from {:?};\n\
        import school from {:?} with {{ type: \"json\" }};\n\
        export const members: Record<Exclude<keyof ZipingForm, keyof HTMLElement>, true> = {{ {}}};\n\
        export const events: Record<keyof ZipingEvents, true> = {{ {}}};\n\
        export const heard = (form: ZipingForm) => {{\n\
            form.addEventListener(\"click\", function (event) {{ this.focusCriterion(String(event.clientX)); }});\n\
            form.addEventListener(\"input\", (event) => event.detail.path.length);\n\
            form.rubric = school;\n\
        }};\n",
        module.to_string_lossy(),
        package.join("rubrics/school-pe.json").to_string_lossy(),
        names("members"),
        names("events")
    );
    let folder = project::target().join("tmp/types");
    files::write(&folder.join("check.ts"), &text)?;
    let config = r#"{ "compilerOptions": { "strict": true, "noEmit": true, "target": "es2022", "module": "nodenext", "lib": ["es2022", "dom", "dom.iterable"], "types": [], "resolveJsonModule": true }, "files": ["check.ts"] }"#;
    files::write(&folder.join("tsconfig.json"), config)?;
    files::write(&folder.join("package.json"), r#"{ "type": "module" }"#)?;
    Ok(folder)
}
