//! The lines that `docs/embedding` gives to copy are those of portals that are built and tested.

use std::path::Path;

use super::{documents, relative, root};

/// A fenced block: the words after its fence, and its lines.
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines() {
        match (&mut open, line.trim_start().strip_prefix("```")) {
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some((_, lines)), None) => {
                lines.push_str(line);
                lines.push('\n');
            }
            (None, Some(info)) => open = Some((info.to_owned(), String::new())),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn blocks_that_name_a_file_are_in_the_file() {
    let (mut wrong, mut checked) = (String::new(), 0);
    for (path, _) in documents() {
        for (info, lines) in blocks(&read(&path)) {
            let Some((_, file)) = info.split_once(' ') else {
                continue;
            };
            // Some blocks have other words for other tests.
            if !file.starts_with("tests/") {
                continue;
            }
            checked += 1;
            if !read(&root().join(file.trim())).contains(&lines) {
                wrong += &format!("{}: the block of {file}\n", relative(&path));
            }
        }
    }
    assert!(checked > 15, "only {checked} blocks name a file");
    assert!(wrong.is_empty(), "other lines than in the file:\n{wrong}");
}

/// The quoted texts of an object in a script, by key.
fn texts<'t>(script: &'t str, object: &str) -> Vec<(&'t str, String)> {
    let (_, inside) = script.split_once(object).expect("the object is there");
    let lines = inside
        .lines()
        .skip(1)
        .take_while(|line| !line.trim_start().starts_with('}'));
    lines
        .filter_map(|line| {
            let (key, text) = line.trim().split_once(": \"")?;
            Some((key, text.strip_suffix("\",")?.replace("\\\"", "\"")))
        })
        .collect()
}

#[test]
fn troubleshooting_quotes_every_error_that_the_element_shows() {
    let script = read(&root().join("src/locale/element.js"));
    let guide = read(&root().join("docs/embedding/troubleshooting.md"));
    let mut checked = 0;
    for (object, begin) in [("\"zh-CN\": {", "无法显示："), ("en: {", "cannot be shown: ")] {
        for (key, text) in texts(&script, object) {
            let Some((_, reason)) = text.split_once(begin) else {
                continue;
            };
            let end = reason.find(['.', '。']).unwrap_or(reason.len());
            let quoted = &reason[..end];
            assert!(guide.contains(quoted), "{key}: “{quoted}” is not in the document");
            checked += 1;
        }
    }
    assert!(checked >= 16, "only {checked} errors were found");
}
