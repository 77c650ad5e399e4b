//! The documents of the package, in the folders that they have in the sources, so that their links to each other lead somewhere.

use anyhow::{Context as _, Result};
use std::fs;
use std::path::Path;

use crate::{files, project};

const README: &str = "src/package/README.md";
const FORMATS: [&str; 2] = ["docs/record-format.md", "docs/rubric-format.md"];
const EMBEDDING: &str = "docs/embedding";

/// Writes the documents into the package. A link to a file that only the sources have becomes its text.
///
/// # Errors
/// If a document cannot be read or written.
pub fn write(package: &Path) -> Result<()> {
    let root = project::root();
    let mut texts = vec![("README.md".to_owned(), files::read(&root.join(README))?)];
    for name in FORMATS {
        texts.push((name.to_owned(), files::read(&root.join(name))?));
    }
    let folder = root.join(EMBEDDING);
    fs::create_dir_all(package.join(EMBEDDING)).context("cannot make the folder of the documents")?;
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if file.extension().is_some_and(|ending| ending == "md") {
            texts.push((format!("{EMBEDDING}/{name}"), files::read(&file)?));
        } else {
            fs::copy(&file, package.join(EMBEDDING).join(&*name)).with_context(|| format!("cannot copy {name}"))?;
        }
    }
    // Written in full before the links are followed.
    for (name, text) in &texts {
        files::write(&package.join(name), text)?;
    }
    for (name, text) in &texts {
        let file = package.join(name);
        let folder = file.parent().context("a file has a folder")?;
        let is_there = |target: &str| {
            let path = target.split('#').next().unwrap_or_default();
            target.contains("://") || path.is_empty() || folder.join(path).exists()
        };
        files::write(&file, &linked(text, is_there))?;
    }
    Ok(())
}

/// Markdown with its links, of which those that lead nowhere are only text. Code stays as it is.
fn linked(text: &str, is_there: impl Fn(&str) -> bool) -> String {
    let mut in_block = false;
    let lines = text.split_inclusive('\n').map(|line| {
        let is_fence = line.trim_start().starts_with("```");
        in_block ^= is_fence;
        if is_fence || in_block {
            line.to_owned()
        } else {
            linked_line(line, &is_there)
        }
    });
    lines.collect()
}

/// The same for a line outside blocks of code.
fn linked_line(line: &str, is_there: impl Fn(&str) -> bool) -> String {
    // Code with other characters in place of brackets, so that only links are found; of the same length.
    let pieces = line.split('`').enumerate();
    let masked: Vec<_> = pieces
        .map(|(i, piece)| {
            if i % 2 == 0 {
                piece.to_owned()
            } else {
                "x".repeat(piece.len())
            }
        })
        .collect();
    let masked = masked.join("`");
    let (mut done, mut from) = (String::new(), 0);
    while let Some(middle) = masked[from..].find("](").map(|at| from + at) {
        let start = masked[from..middle].rfind('[').map(|at| from + at);
        let end = masked[middle..].find(')').map(|at| middle + at);
        let (Some(start), Some(end)) = (start, end) else { break };
        if is_there(&line[middle + 2..end]) {
            done += &line[from..=end];
        } else {
            done += &line[from..start];
            done += &line[start + 1..middle];
        }
        from = end + 1;
    }
    done + &line[from..]
}

#[cfg(test)]
mod tests {
    use super::linked;

    #[test]
    fn links_that_lead_nowhere_become_their_text() {
        let is_there = |target: &str| target == "a.md#b";
        for (text, expected) in [
            (
                "See [a](a.md#b), [the sources](../x.md) and [`c`](y).\n",
                "See [a](a.md#b), the sources and `c`.\n",
            ),
            ("`engine[name](store)` [a](a.md#b", "`engine[name](store)` [a](a.md#b"),
            (
                "[x](y)\n```python\nself.engine[name](self.store)\n```\n[x](y)",
                "x\n```python\nself.engine[name](self.store)\n```\nx",
            ),
            ("", ""),
        ] {
            assert_eq!(linked(text, is_there), expected);
        }
    }
}
