//! `cargo xtask example`: portals with the element in them, made ready as folders that any static host can serve.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

use crate::build::{self, Built};
use crate::wasm::{self, Part};
use crate::{files, npm, project, serve, shell};

/// How each portal is built into its folder.
#[derive(Clone, Copy)]
enum How {
    /// Its files are served as they are, beside the package.
    Plain,
    /// The same, beside the one-file page.
    Frame,
    /// The same, with a Yew app of its own.
    Yew,
    /// Bundled with the package by npm's tools.
    Bundled,
}

const ALL: [(&str, How); 6] = [
    ("plain", How::Plain),
    ("react", How::Bundled),
    ("vue", How::Bundled),
    ("svelte", How::Bundled),
    ("yew", How::Yew),
    ("iframe", How::Frame),
];

/// The policy under which portals are served: `docs/embedding/policies.md` says that it is sufficient.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";

/// Builds one and serves it until it is stopped; what is posted to it is printed.
///
/// # Errors
/// If there is none of this name, or something cannot be built or served.
pub fn run(name: Option<&str>, options: &serve::Options) -> Result<()> {
    let names = ALL.map(|(name, _)| name).join(", ");
    let Some(name) = name else {
        bail!("which portal? {names}")
    };
    let Some(one) = ALL.iter().find(|(known, _)| *known == name) else {
        bail!("there is no portal `{name}`: {names}")
    };
    let built = build::run(&build::Options::default())?;
    prepare(&built, std::slice::from_ref(one))?;
    serve::portal(&folder_of(name), POLICY, options)
}

/// Builds all of them for the tests.
///
/// # Errors
/// If one cannot be built.
pub fn prepare_all(built: &Built) -> Result<()> {
    prepare(built, &ALL)
}

/// The folder of the built portals.
pub fn folder() -> PathBuf {
    project::target().join("examples")
}

fn folder_of(name: &str) -> PathBuf {
    folder().join(format!("portal-{name}"))
}

fn prepare(built: &Built, portals: &[(&str, How)]) -> Result<()> {
    let package = built.out.join("package");
    if portals.iter().any(|(_, how)| matches!(how, How::Bundled)) {
        // They take the package from the output folder of a build without options.
        let sources = project::root().join("examples");
        npm::ensure(&sources)?;
        for (name, _) in portals.iter().filter(|(_, how)| matches!(how, How::Bundled)) {
            shell::heading(&format!("bundling portal-{name}"));
            shell::run(npm::npm()?.current_dir(&sources).args([
                "run",
                "--silent",
                "build",
                "--workspace",
                &format!("portal-{name}"),
            ]))?;
        }
    }
    for (name, how) in portals {
        let (source, target) = (
            project::root().join("examples").join(format!("portal-{name}")),
            folder_of(name),
        );
        match how {
            How::Bundled => continue,
            How::Plain => {
                begin(&source, &target)?;
                copy(&package, &target.join("ziping"))?;
            }
            How::Frame => {
                begin(&source, &target)?;
                // The page answers only the origins that are listed in its head.
                let listed = "<head>\n<meta name=\"ziping-origins\" content=\"self\">";
                let page = files::read(&package.join("ziping.html"))?.replacen("<head>", listed, 1);
                files::write(&target.join("frame.html"), &page)?;
                let rubric = files::read(&package.join("rubrics/school-pe.json"))?;
                files::write(&target.join("school-pe.json"), &rubric)?;
            }
            How::Yew => {
                begin(&source, &target)?;
                copy(&package, &target.join("ziping"))?;
                let program = wasm::build(Part::PortalYew)?;
                files::write(&target.join("portal.js"), &program.glue)?;
                fs::write(target.join("portal.wasm"), &program.wasm).context("cannot write portal.wasm")?;
            }
        }
    }
    Ok(())
}

/// An empty folder with the portal's own files and what all of them share.
fn begin(source: &Path, target: &Path) -> Result<()> {
    files::remove(target)?;
    for folder in [source.parent().unwrap_or(source), source] {
        for entry in fs::read_dir(folder)? {
            let file = entry?.path();
            let is_served = ["html", "js", "css", "svg"]
                .iter()
                .any(|kind| file.extension().is_some_and(|own| own == *kind));
            if let Some(name) = file.file_name().filter(|_| is_served) {
                files::write(&target.join(name), &files::read(&file)?)?;
            }
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from)? {
        let file = entry?.path();
        let Some(name) = file.file_name() else { continue };
        if file.is_dir() {
            copy(&file, &to.join(name))?;
        } else {
            fs::copy(&file, to.join(name)).with_context(|| format!("cannot copy {}", file.display()))?;
        }
    }
    Ok(())
}
