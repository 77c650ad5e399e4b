//! From Rust to wasm and its JavaScript glue: cargo, then wasm-bindgen as a library, so that no second tool with another version is
//! installed.

mod order;

use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

use crate::{project, shell};

const TARGET: &str = "wasm32-unknown-unknown";

/// A part that is compiled to wasm.
#[derive(Clone, Copy)]
pub enum Part {
    /// The page.
    Page,
    /// The element in host pages.
    Element,
    /// The maker: the page "Make a form", which the page loads when it is needed.
    Maker,
    /// The portal that is a Yew app itself.
    PortalYew,
}

/// A compiled part.
pub struct Program {
    /// The wasm after wasm-bindgen, without names.
    pub wasm: Vec<u8>,
    /// wasm-bindgen's glue for `--target web`, an ES module.
    pub glue: String,
}

/// Compiles a part in its release profile.
///
/// # Errors
/// If the target is missing and cannot be installed, or the part does not compile.
pub fn build(part: Part) -> Result<Program> {
    install_target()?;
    let (name, what, package, target, file) = match part {
        Part::Page => (
            "ziping",
            "the page",
            "ziping",
            &["--bin", "ziping-page"][..],
            "ziping-page.wasm",
        ),
        Part::Element => (
            "ziping",
            "the element",
            "ziping",
            &["--bin", "ziping-element"][..],
            "ziping-element.wasm",
        ),
        Part::Maker => (
            "ziping",
            "the maker",
            "ziping",
            &["--bin", "ziping-maker"][..],
            "ziping-maker.wasm",
        ),
        Part::PortalYew => ("portal", "the portal", "portal-yew", &["--bins"][..], "portal-yew.wasm"),
    };
    shell::heading(&format!("compiling {what}"));
    bindgen(name, &compile(package, target, file)?)
}

/// Compiles the engine for programs without a page, `crates/score`: a module without imports.
///
/// # Errors
/// If the target is missing and cannot be installed, the crate does not compile, or the module needs anything from its caller.
pub fn engine() -> Result<Vec<u8>> {
    install_target()?;
    shell::heading("compiling the engine");
    let file = compile("ziping-score", &["--lib"], "ziping_score.wasm")?;
    let wasm = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let wasm = order::by_likeness(&wasm)?;
    ensure!(
        !order::has_imports(&wasm)?,
        "the engine must need nothing from its caller"
    );
    Ok(wasm)
}

/// Compiles a package in its release profile; returns the path of the file.
fn compile(package: &str, target: &[&str], file: &str) -> Result<PathBuf> {
    let mut cargo = shell::cargo();
    cargo.args(["build", "--release", "--package", package]).args(target);
    cargo.args(["--target", TARGET]);
    // Panics name source files: without this the page would contain the paths of the machine that built it.
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", remapped().join(" "));
    shell::run(&mut cargo)?;
    Ok(project::target().join(TARGET).join("release").join(file))
}

/// Flags that remove the paths of the workspace and of dependencies. A path with a space is left unchanged, because the flags are split at
/// spaces.
fn remapped() -> Vec<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let sources = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let registries = sources
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()));
    let folders = registries.chain([project::root().to_owned()]);
    let flags = folders.map(|folder| format!("--remap-path-prefix={}/=", folder.display()));
    flags.filter(|flag| !flag.contains(' ')).collect()
}

fn bindgen(name: &str, input: &Path) -> Result<Program> {
    let bytes = fs::read(input).with_context(|| format!("cannot read {}", input.display()))?;
    let mut output = Bindgen::new()
        .input_bytes(name, bytes)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .context("wasm-bindgen cannot read the program")?;
    // An inline snippet, a module named in `module = …`, a package of npm: all of them would be files beside the page.
    let snippets = output
        .snippets()
        .iter()
        .flat_map(|(name, list)| list.iter().map(move |js| format!("{name}: {js}")));
    let files = output
        .local_modules()
        .keys()
        .chain(output.npm_dependencies().keys())
        .cloned();
    if let Some(first) = snippets.chain(files).next() {
        bail!("a crate brings JavaScript of its own, which cannot be put into one file: {first}");
    }
    let glue = output.js().to_owned();
    let module = output.wasm_mut();
    // The glue and the program name 400 functions to each other, each with a hash: 9 KB that no compression makes smaller.
    let mut names = BTreeMap::new();
    for import in module.imports.iter_mut() {
        let short = format!("i{}", names.len());
        let short = names.entry(import.name.clone()).or_insert(short);
        import.name.clone_from(short);
    }
    Ok(Program {
        glue: renamed(&glue, &names),
        wasm: order::by_likeness(&module.emit_wasm())?,
    })
}

/// Replaces whole words of a script.
fn renamed(script: &str, names: &BTreeMap<String, String>) -> String {
    let ends_word = |c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '$';
    let pieces = script.split_inclusive(ends_word).map(|piece| {
        let word = piece.trim_end_matches(ends_word);
        let other = &piece[word.len()..];
        format!("{}{other}", names.get(word).map_or(word, String::as_str))
    });
    pieces.collect()
}

/// Installs Rust's target for the browser, if it is missing.
///
/// # Errors
/// If it cannot be installed.
pub fn install_target() -> Result<()> {
    let installed = || {
        shell::output(shell::command("rustc").args(["--print", "target-libdir", "--target", TARGET]))
            .is_some_and(|folder| Path::new(&folder).is_dir())
    };
    if installed() {
        return Ok(());
    }
    shell::heading("installing the wasm target");
    if shell::run(shell::command("rustup").args(["target", "add", TARGET])).is_err() || !installed() {
        bail!("Rust's target {TARGET} is missing; install it with `rustup target add {TARGET}`");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_renamed() {
        let names = BTreeMap::from([("__wbg_new_1".to_owned(), "i0".to_owned())]);
        let script = "{ __wbg_new_1: function() {}, __wbg_new_12: __wbg_new_1 };__wbg_new_1";
        let short = "{ i0: function() {}, __wbg_new_12: i0 };i0";
        assert_eq!(renamed(script, &names), short);
    }
}
