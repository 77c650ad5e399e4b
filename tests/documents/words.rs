//! Words that readers do not search for, because the field has other ones: zero, host page, embed, dirty, restore, discard. Code, comments,
//! documents and messages avoid them. `docs/glossary.md` has the terms to use.

use super::{files, relative, root};
use std::path::PathBuf;

/// Words and phrases that nothing contains, in lower case.
const AVOIDED: &[&str] = &[
    "nought",
    "whoever",
    "somebody else's",
    "have back",
    "had back",
    "lets go",
    "comes to",
    "at hand",
    "puts away",
    "on its way",
];
/// Endings of files with text.
const TEXTS: &[&str] = &["css", "html", "js", "json", "md", "rs", "ts"];

/// A word of a text, and where it is.
struct Word {
    text: String,
    /// From 1.
    line: usize,
    /// Whether only space and the marks of comments are between it and the word before.
    continues: bool,
}

/// The words of a text, in lower case. A phrase may run over the end of a line, also in comments.
fn words(text: &str) -> Vec<Word> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '\'' | '’');
    let mut words: Vec<Word> = Vec::new();
    let (mut line, mut inside, mut continues) = (1, false, true);
    for c in text.chars() {
        if is_part(c) {
            if !inside {
                let text = String::new();
                words.push(Word { text, line, continues });
                continues = true;
            }
            let word = &mut words.last_mut().expect("it was pushed").text;
            word.extend(if c == '’' {
                '\''.to_lowercase()
            } else {
                c.to_lowercase()
            });
        }
        inside = is_part(c);
        continues &= inside || c.is_whitespace() || matches!(c, '/' | '!' | '*');
        line += usize::from(c == '\n');
    }
    words
}

/// The avoided words of a text, each with its line.
fn avoided(text: &str) -> Vec<(usize, &'static str)> {
    let words = words(text);
    let begins = |at: usize, phrase: &str| {
        let mut rest = words[at..].iter();
        phrase.split(' ').enumerate().all(|(i, part)| {
            rest.next()
                .is_some_and(|word| word.text == part && (i == 0 || word.continues))
        })
    };
    let found = (0..words.len()).flat_map(|at| {
        let phrases = AVOIDED.iter().filter(move |phrase| begins(at, phrase));
        phrases.copied().map(move |phrase| (at, phrase))
    });
    found.map(|(at, phrase)| (words[at].line, phrase)).collect()
}

/// The program, the engine, the documents and all messages.
fn searched() -> Vec<PathBuf> {
    let crates = std::fs::read_dir(root().join("crates")).expect("the folder is there");
    let sources = crates.map(|entry| entry.expect("an entry").path().join("src"));
    let folders = sources.chain(["src", "docs"].map(|folder| root().join(folder)));
    let others = files(root()).into_iter().filter(|path| {
        let name = path.file_name().expect("a name").to_string_lossy();
        name.starts_with("README") || relative(path) == "index.html"
    });
    let all = folders.flat_map(|folder| files(&folder)).chain(others);
    all.filter(|path| {
        path.extension()
            .is_some_and(|ending| TEXTS.iter().any(|text| ending == *text))
    })
    .collect()
}

#[test]
fn words_that_nobody_searches_for_are_avoided() {
    let all = searched();
    assert!(all.len() > 200, "only {} files were found", all.len());
    let mut wrong = String::new();
    for path in all {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for (line, phrase) in avoided(&text) {
            wrong += &format!("{}, line {line}: {phrase}\n", relative(&path));
        }
    }
    assert!(
        wrong.is_empty(),
        "avoid these words; docs/glossary.md has others:\n{wrong}"
    );
}

#[test]
fn avoided_words_are_found_whole_and_over_the_end_of_a_line() {
    let found = |text: &str| avoided(text).into_iter().map(|(line, _)| line).collect::<Vec<_>>();
    assert_eq!(found("id=\"nought-3\"\nIn Somebody else’s page"), [1, 2]);
    assert_eq!(found("/// What it comes\n/// to in all."), [1]);
    assert_eq!(
        found("noughts; what comes. To end; `measure_comes_to`, a first-hand look at handles"),
        [0; 0]
    );
}
