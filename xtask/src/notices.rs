//! The third-party notices of what ships: the crates that are linked into its programs (`cargo metadata`), and the licence files in the
//! crates' folders. No tool is installed for it.

mod licence;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;

use crate::{files, project, shell};
use licence::{Licence, MIT};

/// The packages whose programs ship.
const SHIPPED: [&str; 2] = ["ziping", "ziping-score"];

/// The standard library's own notice in `COPYRIGHT-library.html`, as far as it is linked into wasm. It is not a package of `cargo
/// metadata`.
const STANDARD: [&str; 4] = [
    "Copyright (c) The Rust Project Developers",
    "dlmalloc: Copyright (c) 2014 Alex Crichton",
    "hashbrown: Copyright (c) 2016 Amanieu d'Antras",
    "tables of Unicode: Copyright (c) 1991-2024 Unicode, Inc., under Unicode-3.0",
];

/// A third-party work, with the notice besides the text of its licence.
type Work = (String, Vec<String>);

/// The text of all notices. The same sources give the same text.
///
/// # Errors
/// If cargo cannot list the packages, or the licence of one is not known here.
pub fn text() -> Result<String> {
    let listed = shell::output(shell::cargo().args([
        "metadata",
        "--format-version",
        "1",
        "--filter-platform",
        "wasm32-unknown-unknown",
    ]));
    let metadata: Value = serde_json::from_str(&listed.context("`cargo metadata` fails")?)?;
    let standard = shell::output(shell::command("rustc").arg("--version")).context("`rustc --version` fails")?;
    let version = standard.split(' ').nth(1).context("rustc has a version")?;
    let mut groups: BTreeMap<(usize, String), (String, Vec<Work>)> = BTreeMap::new();
    let mut add = |licence: &Licence, text: &str, work: Work| {
        let key = (licence.rank(), licence::plain(text));
        let (_, works) = groups
            .entry(key)
            .or_insert_with(|| (text.trim().to_owned(), Vec::new()));
        works.push(work);
    };
    let own = Templates::read()?;
    add(
        &MIT,
        &own.mit,
        (
            format!("Rust standard library {version}"),
            STANDARD.map(str::to_owned).into(),
        ),
    );
    let shipped = shipped()?;
    for package in linked(&metadata)? {
        let name = format!("{} v{}", one(package, "name"), one(package, "version"));
        if !shipped.contains(&name) {
            continue;
        }
        for (licence, text, notices) in of(package, &own)? {
            let name = format!("{} {}", one(package, "name"), one(package, "version"));
            add(licence, &text, (name, notices));
        }
    }
    Ok(write(&groups))
}

fn write(groups: &BTreeMap<(usize, String), (String, Vec<Work>)>) -> String {
    let mut all = format!(
        "Ziping {} may be used under the MIT licence or the Apache License 2.0. It contains the works that follow, each under the \
         licence below its name.\n",
        env!("CARGO_PKG_VERSION")
    );
    for ((rank, _), (text, works)) in groups {
        let licence = licence::KNOWN.get(*rank).map_or("Notice", |licence| licence.id);
        all += &format!("\n──── {licence} ────\n\n");
        for (name, notices) in works {
            all += &format!("{name}\n");
            for notice in notices {
                all += &format!("  {notice}\n");
            }
        }
        all += &format!("\n{text}\n");
    }
    all
}

/// The crates of the programs with the features that the programs have, as `name v1.2.3`. `cargo metadata` has the features of the whole
/// workspace, by which the command line brings crates that no other program has.
fn shipped() -> Result<HashSet<String>> {
    let mut tree = shell::cargo();
    tree.args(["tree", "--edges", "normal", "--prefix", "none", "--format", "{p}"]);
    tree.args(["--target", "wasm32-unknown-unknown"]);
    tree.args(SHIPPED.iter().flat_map(|package| ["--package", package]));
    let tree = shell::output(&mut tree).context("`cargo tree` fails")?;
    let names = tree
        .lines()
        .map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" "));
    Ok(names.collect())
}

/// The third-party crates that are linked into the programs, by name and version, without those that run only at compile time.
fn linked(metadata: &Value) -> Result<Vec<&Value>> {
    let list = |value: &'_ Value| value.as_array().cloned().unwrap_or_default();
    let packages: HashMap<&str, &Value> = array(&metadata["packages"])
        .map(|package| (one(package, "id"), package))
        .collect();
    let nodes: HashMap<&str, &Value> = array(&metadata["resolve"]["nodes"])
        .map(|node| (one(node, "id"), node))
        .collect();
    let mut waiting: Vec<&str> = packages
        .iter()
        .filter(|(_, package)| SHIPPED.contains(&one(package, "name")))
        .map(|(id, _)| *id)
        .collect();
    ensure!(
        waiting.len() == SHIPPED.len(),
        "cargo knows no packages {}",
        SHIPPED.join(", ")
    );
    let mut seen = HashSet::new();
    while let Some(id) = waiting.pop() {
        let package = packages.get(id).context("cargo lists each package that it names")?;
        let runs_at_compile_time =
            array(&package["targets"]).any(|target| list(&target["kind"]).contains(&"proc-macro".into()));
        if runs_at_compile_time || !seen.insert(id) {
            continue;
        }
        let node = nodes.get(id).context("cargo lists what each package needs")?;
        let normal =
            array(&node["deps"]).filter(|needed| array(&needed["dep_kinds"]).any(|kind| kind["kind"].is_null()));
        waiting.extend(normal.map(|needed| one(needed, "pkg")));
    }
    let mut all: Vec<_> = seen.iter().filter_map(|id| packages.get(id).copied()).collect();
    // Packages of this workspace have no source.
    all.retain(|package| !package["source"].is_null());
    all.sort_by_key(|package| (one(package, "name"), one(package, "version")));
    Ok(all)
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn one<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// The texts for crates without licence files: those of this repository.
struct Templates {
    mit: String,
    apache: String,
}

impl Templates {
    fn read() -> Result<Self> {
        let root = project::root();
        let (_, mit) = licence::split(&files::read(&root.join("LICENSE-MIT"))?);
        Ok(Self {
            mit,
            apache: files::read(&root.join("LICENSE-APACHE"))?,
        })
    }
}

/// Each licence under which a crate is used: its text, and the crate's own notice.
fn of(package: &Value, own: &Templates) -> Result<Vec<(&'static Licence, String, Vec<String>)>> {
    let (name, expression) = (one(package, "name"), one(package, "license"));
    let chosen = licence::choose(expression).with_context(|| format!("the crate {name}"))?;
    let folder = Path::new(one(package, "manifest_path"))
        .parent()
        .context("a manifest has a folder")?;
    let files = texts(folder)?;
    let mut all = Vec::new();
    for licence in chosen {
        let found = files.iter().find(|(_, text)| licence.is_in(text));
        let (notices, text) = match found {
            Some((_, text)) if licence.id == MIT.id => licence::split(text),
            Some((_, text)) => (Vec::new(), text.clone()),
            None => {
                let text = match licence.id {
                    "MIT" => &own.mit,
                    "Apache-2.0" => &own.apache,
                    id => bail!("the crate {name} is under {id}, and has no file with its text"),
                };
                (vec![format!("Copyright (c) {}", authors(package))], text.clone())
            }
        };
        all.push((licence, text, notices));
    }
    // What the Apache License asks to be passed on.
    let notices = files
        .iter()
        .filter(|(file, _)| file.to_ascii_uppercase().starts_with("NOTICE"));
    all.extend(notices.map(|(_, text)| (&licence::NOTICE, text.clone(), Vec::new())));
    Ok(all)
}

/// The licence files of a folder, by name.
fn texts(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let upper = name.to_ascii_uppercase();
        let is_about_it = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"]
            .iter()
            .any(|start| upper.starts_with(start));
        if is_about_it && file.is_file() {
            all.push((name, files::read(&file)?.replace("\r\n", "\n")));
        }
    }
    all.sort();
    Ok(all)
}

/// The authors of a crate, without addresses.
fn authors(package: &Value) -> String {
    let names = array(&package["authors"]).filter_map(Value::as_str);
    let names: Vec<_> = names
        .map(|author| author.split('<').next().unwrap_or_default().trim())
        .filter(|name| !name.is_empty())
        .collect();
    if names.is_empty() {
        format!("the authors of {}", one(package, "name"))
    } else {
        names.join(", ")
    }
}

#[cfg(test)]
mod tests;
