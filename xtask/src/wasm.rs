//! From Rust to wasm and its JavaScript glue: cargo, then wasm-bindgen as a library, so that no second tool is installed
//! whose version could differ.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

use crate::{project, shell};

const TARGET: &str = "wasm32-unknown-unknown";

/// The compiled app.
pub struct Program {
    /// The wasm after wasm-bindgen, without names.
    pub wasm: Vec<u8>,
    /// wasm-bindgen's glue for `--target web`, an ES module.
    pub glue: String,
}

/// Compiles the app in its release profile.
///
/// # Errors
/// If the target is missing and cannot be installed, or the app does not compile.
pub fn build() -> Result<Program> {
    install_target()?;
    shell::heading("compiling the app");
    shell::run(shell::cargo().args([
        "build",
        "--release",
        "--package",
        "ziping",
        "--bin",
        "ziping",
        "--target",
        TARGET,
    ]))?;
    bindgen(&project::target().join(TARGET).join("release/ziping.wasm"))
}

fn bindgen(input: &Path) -> Result<Program> {
    let bytes = fs::read(input).with_context(|| format!("cannot read {}", input.display()))?;
    let mut output = Bindgen::new()
        .input_bytes("ziping", bytes)
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
    Ok(Program {
        glue: output.js().to_owned(),
        wasm: output.wasm_mut().emit_wasm(),
    })
}

fn install_target() -> Result<()> {
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
