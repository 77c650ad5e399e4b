//! The documents of the project: what they point to exists, they stay short enough to be read to the end, and they are complete where
//! completeness can be checked. The documents of both file formats have tests of their own in `crates/assessment/tests/documents`.

mod blocks;
mod markdown;
mod words;

use markdown::Document;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Where builds write; what is there is not part of the sources.
const OUTPUT: &[&str] = &["dist", "target", "node_modules"];
/// Endings by which a code span is a file's name.
const ENDINGS: &[&str] = &[
    ".css", ".html", ".js", ".json", ".lock", ".md", ".png", ".rs", ".svg", ".toml", ".ts", ".txt",
];
/// Parts of a path that stand for a name of the reader's own.
const PLACEHOLDERS: &[&str] = &["FILE", "ID", "NAME", "NNN", "TAG", "TARGET"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder, without hidden folders and the output of builds.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        let name = path.file_name().expect("a name").to_string_lossy();
        if path.is_file() {
            found.push(path);
        } else if path.is_dir() && !name.starts_with('.') && !OUTPUT.contains(&&*name) {
            found.extend(files(&path));
        }
    }
    found.sort();
    found
}

/// The path of a file from the root.
fn relative(path: &Path) -> String {
    let path = path.strip_prefix(root()).expect("below the root");
    path.to_string_lossy().replace('\\', "/")
}

fn documents() -> Vec<(PathBuf, Document)> {
    let all = files(root()).into_iter();
    let all: Vec<_> = all
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    assert!(all.len() > 20, "only {} documents were found", all.len());
    all.into_iter()
        .map(|path| (path.clone(), Document::read(&path)))
        .collect()
}

/// The file that a code span in a document names: from the root, or from the document's folder if it begins with a dot. `None` if it is no
/// path: it has no slash and no known ending, is not below a folder or a file that is there, or has a placeholder in it.
fn target(document: &Path, code: &str) -> Option<PathBuf> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    let (first, _) = code.split_once('/').unwrap_or((code, ""));
    let looks_like_one = code.chars().all(is_plain)
        && (code.contains('/') || ENDINGS.iter().any(|ending| code.ends_with(ending)))
        && !code.split(['/', '.']).any(|part| PLACEHOLDERS.contains(&part));
    match first {
        _ if !looks_like_one => None,
        "" => None,
        "." | ".." => Some(document.parent()?.join(code)),
        _ => (!OUTPUT.contains(&first) && root().join(first).exists()).then(|| root().join(code)),
    }
}

#[test]
fn every_path_in_a_code_span_exists() {
    let mut wrong = String::new();
    let mut checked = 0;
    for (path, document) in documents() {
        for line in &document.unclosed {
            wrong += &format!("{}, line {line}: a code span is not closed\n", relative(&path));
        }
        for code in &document.codes {
            let Some(target) = target(&path, code) else { continue };
            checked += 1;
            if !target.exists() {
                wrong += &format!("{}: `{code}`\n", relative(&path));
            }
        }
    }
    assert!(checked > 100, "only {checked} paths were found");
    assert!(wrong.is_empty(), "no such file:\n{wrong}");
}

#[test]
fn every_link_leads_to_a_file_and_a_heading() {
    let mut wrong = String::new();
    for (path, document) in documents() {
        for link in &document.links {
            // Addresses, and the names of Rust items in the README of a crate.
            if link.contains("://") || link.contains("::") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            // In the package this file is at the root, beside folders like ours.
            let is_of_package = relative(&path) == "src/package/README.md";
            let folder = if is_of_package {
                root()
            } else {
                path.parent().expect("a folder")
            };
            let target = match file {
                "" => path.clone(),
                file => folder.join(file),
            };
            let leads = target.exists()
                && (anchor.is_empty() || Document::read(&target).headings.iter().any(|heading| heading == anchor));
            if !leads {
                wrong += &format!("{}: {link}\n", relative(&path));
            }
        }
    }
    assert!(wrong.is_empty(), "broken links:\n{wrong}");
}

#[test]
fn documents_for_newcomers_are_short() {
    for (name, most) in [("README.md", 150), ("README.zh-CN.md", 150), ("ARCHITECTURE.md", 200)] {
        let lines = Document::read(&root().join(name)).lines;
        assert!(
            lines <= most,
            "{name} has {lines} lines, more than {most}: move details to docs/"
        );
    }
}

#[test]
fn both_languages_have_the_same_headings() {
    let mut pairs = 0;
    for (path, chinese) in documents() {
        let Some(name) = relative(&path)
            .strip_suffix(".zh-CN.md")
            .map(|name| format!("{name}.md"))
        else {
            continue;
        };
        pairs += 1;
        let english = Document::read(&root().join(&name));
        assert_eq!(
            english.headings.len(),
            chinese.headings.len(),
            "the number of headings of {name}"
        );
    }
    assert!(pairs > 5, "only {pairs} documents have a translation");
}

/// Whether Rust source has a name as a whole word.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

/// The Rust files below these folders of the root with a line of code that has something.
fn sources_with(folders: &[&str], has: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let crates = std::fs::read_dir(root().join("crates")).expect("the folder is there");
    let crates = crates.map(|entry| entry.expect("an entry").path());
    let parts = crates.chain([root().to_owned()]);
    let folders = parts.flat_map(|part| folders.iter().map(move |folder| part.join(folder)));
    let sources = folders
        .filter(|folder| folder.exists())
        .flat_map(|folder| files(&folder));
    sources
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .filter(|path| {
            let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            text.lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .any(&has)
        })
        .map(|path| relative(&path))
        .collect()
}

/// A scale by the name of its type and its tag in a file, which with underscores is its module.
const SCALES: [(&str, &str); 2] = [("Deductions", "deductions"), ("Checklist", "checklist")];

/// The part of `docs/design/add-a-scale.md` below a heading.
fn of_add_a_scale(heading: &str) -> Document {
    let path = root().join("docs/design/add-a-scale.md");
    let text = std::fs::read_to_string(path).expect("the document is there");
    let mut parts = text
        .split("\n## ")
        .map(|part| part.split_once('\n').unwrap_or_default());
    let part = parts.find(|(name, _)| *name == heading);
    Document::of(part.unwrap_or_else(|| panic!("no heading “{heading}”")).1)
}

#[test]
fn add_a_scale_names_every_file_that_knows_a_scale() {
    let existing = of_add_a_scale("Existing files").codes;
    let new = of_add_a_scale("New files").codes;
    let more = of_add_a_scale("Only if it needs more").codes;
    for (name, tag) in SCALES {
        let (quoted, module) = (format!("\"{tag}\""), tag.replace('-', "_"));
        let known = sources_with(&["src"], |line| {
            has_word(line, name) || line.contains(&quoted) || has_word(line, &module)
        });
        assert!(known.len() > 4, "{name} occurs only in {known:?}");
        let missing: Vec<_> = known
            .iter()
            .filter(|path| !existing.contains(*path) && !new.contains(*path) && !more.contains(*path))
            .collect();
        assert!(
            missing.is_empty(),
            "the tables of docs/design/add-a-scale.md do not name {missing:?}"
        );
    }
}

#[test]
fn add_a_scale_names_every_test_that_knows_a_scale() {
    let mut named = of_add_a_scale("Tests").codes;
    named.insert("tests/documents/main.rs".to_owned());
    for (name, _) in SCALES {
        let known = sources_with(&["tests", "fuzz/fuzz_targets"], |line| has_word(line, name));
        assert!(known.len() > 8, "{name} occurs only in {known:?}");
        let missing: Vec<_> = known.difference(&named).collect();
        assert!(
            missing.is_empty(),
            "docs/design/add-a-scale.md does not name {missing:?}"
        );
    }
}

#[test]
fn a_further_scale_edits_at_most_seven_existing_files() {
    let rows = of_add_a_scale("Existing files").first_cells;
    let paths = rows.iter().filter_map(|cell| cell.strip_prefix('`')?.strip_suffix('`'));
    let paths: Vec<_> = paths.collect();
    // The other rows are the names of the columns and the line below them.
    assert_eq!(paths.len() + 2, rows.len(), "each row names one file: {rows:?}");
    assert!(paths.len() <= 7, "a further scale edits {paths:?}");
    for path in paths {
        let is_source = path.starts_with("src/") || (path.starts_with("crates/") && path.contains("/src/"));
        assert!(is_source && root().join(path).is_file(), "no source file: {path}");
    }
}

#[test]
fn the_glossary_defines_every_term() {
    const TERMS: &str = "rubric section criterion level descriptor scale points weight rater evidence record grade gate finding \
        tally outcome standing narrative sheet session action journal snapshot draft scope conflict mirror store";
    let defined = Document::read(&root().join("docs/glossary.md")).first_cells;
    let missing: Vec<_> = TERMS
        .split_whitespace()
        .filter(|term| !defined.contains(*term))
        .collect();
    assert!(missing.is_empty(), "docs/glossary.md does not define {missing:?}");
}
