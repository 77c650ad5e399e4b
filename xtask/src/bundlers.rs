//! `cargo xtask bundlers`: the portals of `tests/bundlers`, each built by another bundler or framework from the packed package, as its
//! readers do, and opened in a browser. Many minutes, so it is part of `cargo xtask release` and not of the tests.

use anyhow::{Context as _, Result, bail, ensure};
use std::fmt::Write as _;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::browser::Browser;
use crate::shell::Steps;
use crate::{build, files, npm, project, python, shell, test};

/// Each portal with the package whose version the table gives.
const ALL: [(&str, &str); 13] = [
    ("esbuild", "esbuild"),
    ("rollup", "rollup"),
    ("webpack", "webpack"),
    ("parcel", "parcel"),
    ("vite", "vite"),
    ("next", "next"),
    ("angular", "@angular/core"),
    ("angular-21", "@angular/core"),
    ("react-18", "react"),
    ("vue", "vue"),
    ("svelte", "svelte"),
    ("solid", "solid-js"),
    ("jquery", "jquery"),
];

/// The portal with a server of its own.
const FLASK: &str = "flask";

/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_secs(30);

/// A row of the table.
struct Row {
    name: String,
    version: String,
    node: String,
    seconds: u64,
    program: String,
    opens: &'static str,
}

/// Builds the portals, or the one of this name, and tests them; prints a table.
///
/// # Errors
/// If a portal cannot be built, does not open or does not send.
pub fn run(browsers: &[Browser], only: Option<&str>) -> Result<()> {
    let names: Vec<_> = ALL.iter().map(|(name, _)| *name).chain([FLASK]).collect();
    if let Some(unknown) = only.filter(|only| !names.contains(only)) {
        bail!("there is no portal `{unknown}`: {}", names.join(", "));
    }
    let dist = build::run(&build::Options::default())?.out;
    let package = pack(&dist.join("package"))?;
    let mut steps = Steps::default();
    let mut rows = Vec::new();
    for (name, tool) in ALL.iter().filter(|(name, _)| only.is_none_or(|only| only == *name)) {
        let mut row = None;
        steps.run(name, || {
            row = Some(build(name, tool, &package)?);
            Ok(())
        });
        let Some(mut row) = row else { continue };
        let works = browsers.iter().all(|browser| {
            steps.run(&format!("{name} in {}", browser.name()), || {
                let filter = format!("bundlers::{}", name.replace('-', "_"));
                let folder = [("ZIPING_BUNDLERS", folder().display().to_string())];
                test::in_browser(*browser, &dist, Some(&filter), &["--exact", "--ignored"], &folder)
            })
        });
        row.opens = if works { "yes" } else { "NO" };
        rows.push(row);
    }
    if only.is_none_or(|only| only == FLASK) {
        for browser in browsers {
            steps.run(&format!("flask in {}", browser.name()), || flask(*browser, &dist));
        }
    }
    println!("\n{}", table(&rows, browsers));
    steps.finish()
}

/// The folder of the built portals.
fn folder() -> PathBuf {
    project::target().join("bundlers")
}

/// The portal of `docs/embedding/flask.md`, which needs a server of its own.
fn flask(browser: Browser, dist: &Path) -> Result<()> {
    let folder = project::root().join("tests/bundlers/flask");
    // Free when asked for, and nobody else here takes ports.
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    let mut server = python::with(&folder.join("requirements.txt"))?
        .current_dir(&folder)
        .args(["-m", "flask", "run", "--port", &port.to_string()])
        .env("ZIPING_PACKAGE", dist.join("package"))
        .spawn()
        .context("cannot start the server")?;
    let site = [("ZIPING_FLASK", format!("http://127.0.0.1:{port}/"))];
    let outcome = answers(port)
        .and_then(|()| test::in_browser(browser, dist, Some("bundlers::flask"), &["--exact", "--ignored"], &site));
    server.kill().ok();
    server.wait().ok();
    outcome
}

/// Waits until a server answers on this port.
fn answers(port: u16) -> Result<()> {
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        ensure!(start.elapsed() < PATIENCE, "the server does not answer");
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// The package as npm would publish it.
fn pack(package: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder()).context("cannot make the folder of the portals")?;
    let mut pack = npm::npm()?;
    pack.current_dir(package)
        .args(["pack", "--loglevel=error", "--pack-destination"]);
    let name = shell::output(pack.arg(folder())).context("`npm pack` fails")?;
    Ok(folder().join(name))
}

/// Builds a portal in a copy of its folder, and reports how.
fn build(name: &str, tool: &str, package: &Path) -> Result<Row> {
    let (source, copy) = (project::root().join("tests/bundlers").join(name), folder().join(name));
    if name == "angular-21" {
        // The same portal, for the version that runs on node 20.
        copy_sources(&source.with_file_name("angular"), &copy)?;
    }
    copy_sources(&source, &copy)?;
    npm::ensure(&copy)?;
    let run = |arguments: &[&str]| shell::run(npm::npm()?.current_dir(&copy).args(arguments));
    let path = package.to_string_lossy();
    run(&[
        "install",
        "--no-save",
        "--no-package-lock",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        &path,
    ])?;
    files::remove(&copy.join("out"))?;
    let start = Instant::now();
    run(&["run", "--silent", "build"])?;
    let seconds = start.elapsed().as_secs();
    run(&["run", "--silent", "--if-present", "check"])?;
    ensure!(copy.join("out/index.html").is_file(), "{name} builds no out/index.html");
    let built = files::below(&copy.join("out"))?;
    let with_ending = |ending| {
        built
            .iter()
            .filter(move |file| file.extension().is_some_and(|own| own == ending))
    };
    for page in with_ending("html") {
        // The one-file page is 1.3 MB, and a bundler would break it.
        let is_copied = page.file_name().is_some_and(|name| name == "ziping.html");
        ensure!(
            is_copied || fs::metadata(page)?.len() < 500_000,
            "{name} bundles the one-file page"
        );
    }
    let program = with_ending("wasm")
        .find_map(|file| file.file_name())
        .map(|name| name.to_string_lossy().into_owned());
    let about: serde_json::Value = serde_json::from_str(&files::read(
        &copy.join("node_modules").join(tool).join("package.json"),
    )?)?;
    let own = copy.join("node_modules/.bin/node");
    let node = shell::output(shell::command(if own.exists() { own } else { "node".into() }).arg("--version"));
    Ok(Row {
        name: name.to_owned(),
        version: about["version"].as_str().unwrap_or_default().to_owned(),
        node: node.unwrap_or_default(),
        seconds,
        program: program.unwrap_or_else(|| "in the script".to_owned()),
        opens: "",
    })
}

/// Copies a portal's sources, without touching what has not changed: npm installs anew after a change of the lock file.
fn copy_sources(source: &Path, copy: &Path) -> Result<()> {
    for entry in fs::read_dir(source).with_context(|| format!("cannot read {}", source.display()))? {
        let entry = entry?;
        let (file, target) = (entry.path(), copy.join(entry.file_name()));
        if file.is_dir() {
            if !["node_modules", "out"].contains(&&*entry.file_name().to_string_lossy()) {
                copy_sources(&file, &target)?;
            }
        } else if fs::read(&target).ok() != Some(fs::read(&file)?) {
            fs::create_dir_all(copy)?;
            fs::copy(&file, &target).with_context(|| format!("cannot copy {}", file.display()))?;
        }
    }
    Ok(())
}

fn table(rows: &[Row], browsers: &[Browser]) -> String {
    let browsers: Vec<_> = browsers.iter().map(|browser| browser.name()).collect();
    let mut text = format!(
        "| portal | version | node | build | program | opens and sends ({}) |\n| --- | --- | --- | --- | --- | --- |\n",
        browsers.join(", ")
    );
    for row in rows {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} s | {} | {} |",
            row.name, row.version, row.node, row.seconds, row.program, row.opens
        );
    }
    text
}
