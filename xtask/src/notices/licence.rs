//! Licences: evaluates SPDX expressions, recognises the text of each licence, and separates the notice in a file from the licence.

use anyhow::{Context, Result, bail};

/// A licence that crates in the shipped programs may have.
#[derive(Debug)]
pub struct Licence {
    /// Its SPDX identifier.
    pub id: &'static str,
    /// Words that only its text contains.
    mark: &'static str,
}

/// First, because it is short and most crates have it.
pub const MIT: Licence = Licence {
    id: "MIT",
    mark: "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated \
           documentation files",
};

/// The known licences. Of a choice the first one here is used.
pub const KNOWN: [Licence; 4] = [
    MIT,
    Licence {
        id: "BSL-1.0",
        mark: "Boost Software License - Version 1.0",
    },
    Licence {
        id: "Unicode-3.0",
        mark: "UNICODE LICENSE V3",
    },
    Licence {
        id: "Apache-2.0",
        mark: "Apache License Version 2.0, January 2004",
    },
];

/// A notice that must be passed on beside a licence; listed after all licences.
pub const NOTICE: Licence = Licence { id: "Notice", mark: "" };

impl Licence {
    /// Its index among the known licences.
    pub fn rank(&self) -> usize {
        KNOWN
            .iter()
            .position(|known| known.id == self.id)
            .unwrap_or(KNOWN.len())
    }

    /// Whether this is its text.
    pub fn is_in(&self, text: &str) -> bool {
        plain(text).contains(&plain(self.mark))
    }
}

/// A text with normalised white space.
pub fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines before the licence in a file with the MIT text, and the licence itself.
pub fn split(text: &str) -> (Vec<String>, String) {
    let at = text.find("Permission is hereby").unwrap_or_default();
    let is_title =
        |line: &&str| ["mit license", "the mit license"].contains(&line.to_lowercase().replace(" (mit)", "").as_str());
    let before = text[..at]
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !is_title(line));
    (before.map(str::to_owned).collect(), text[at..].trim().to_owned())
}

/// The licences to comply with, among those that an SPDX expression allows.
///
/// # Errors
/// If each choice has a licence that is not known, or the expression cannot be read.
pub fn choose(expression: &str) -> Result<Vec<&'static Licence>> {
    // Older crates wrote a choice with a slash.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let choices = alternatives(&mut words)?;
    if let Some(word) = words.next() {
        bail!("its licence `{expression}` cannot be read at `{word}`");
    }
    let known = choices.iter().filter_map(|all| {
        let found = all.iter().map(|id| KNOWN.iter().find(|licence| licence.id == *id));
        found.collect::<Option<Vec<_>>>()
    });
    let last = |all: &Vec<&Licence>| all.iter().map(|licence| licence.rank()).max();
    known.min_by_key(last).with_context(|| {
        format!(
            "is under `{expression}`, which is none of the licences known here: look whether its terms can be kept to, and add it to \
             xtask/src/notices/licence.rs and deny.toml"
        )
    })
}

type Words<'t> = std::iter::Peekable<std::str::SplitWhitespace<'t>>;

/// `A OR B`: each of the sufficient sets of licences.
fn alternatives(words: &mut Words<'_>) -> Result<Vec<Vec<String>>> {
    let mut all = together(words)?;
    while words.next_if_eq(&"OR").is_some() {
        all.extend(together(words)?);
    }
    Ok(all)
}

/// `A AND B`.
fn together(words: &mut Words<'_>) -> Result<Vec<Vec<String>>> {
    let mut all = single(words)?;
    while words.next_if_eq(&"AND").is_some() {
        let more = single(words)?;
        all = all
            .iter()
            .flat_map(|one| more.iter().map(move |other| [one.clone(), other.clone()].concat()))
            .collect();
    }
    Ok(all)
}

/// One licence, perhaps with an exception, or an expression in parentheses.
fn single(words: &mut Words<'_>) -> Result<Vec<Vec<String>>> {
    let word = words.next().context("no licence is named")?;
    if word == "(" {
        let all = alternatives(words)?;
        return words
            .next_if_eq(&")")
            .map(|_| all)
            .context("a `)` is missing in its licence");
    }
    let mut id = word.to_owned();
    if words.next_if_eq(&"WITH").is_some() {
        id = format!("{id} WITH {}", words.next().unwrap_or_default());
    }
    Ok(vec![vec![id]])
}
