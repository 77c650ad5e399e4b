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

/// Markdown with its links, of which those that lead nowhere are only text.
fn linked(text: &str, is_there: impl Fn(&str) -> bool) -> String {
    let mut done = String::new();
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let target = rest[middle + 2..].split(')').next().unwrap_or_default();
        let end = middle + 2 + target.len() + 1;
        let start = rest[..middle].rfind('[');
        match start {
            Some(start) if end <= rest.len() && !is_there(target) => {
                done += &rest[..start];
                done += &rest[start + 1..middle];
                rest = &rest[end..];
            }
            _ => {
                done += &rest[..middle + 2];
                rest = &rest[middle + 2..];
            }
        }
    }
    done + rest
}

#[cfg(test)]
mod tests {
    use super::linked;

    #[test]
    fn links_that_lead_nowhere_become_their_text() {
        let is_there = |target: &str| target == "a.md#b";
        for (text, expected) in [
            (
                "See [a](a.md#b), [the sources](../x.md) and [c](y).",
                "See [a](a.md#b), the sources and c.",
            ),
            ("`list[0](x` and [a](a.md#b", "`list[0](x` and [a](a.md#b"),
            ("", ""),
        ] {
            assert_eq!(linked(text, is_there), expected);
        }
    }
}
