//! Searches the sections and criteria of a form for words.

use super::State;
use assessment::score::SectionSheet;
use assessment::text::Text;
use std::rc::Rc;

/// A section or a criterion that contains the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Whether the heading or the narrative of a section contains the words.
    pub is_section: bool,
    /// The ordinal of the section or the criterion.
    pub ordinal: u32,
    /// The ordinal of the criterion that has to be drawn: its own, or the first one of the section.
    pub criterion: u32,
    /// Its name: label and text, in the reader's language.
    pub name: Rc<str>,
}

/// Finds all words in labels, texts, guidance and section titles in the reader's language, and in the notes and narratives that
/// were entered, in the order of the form. Letter case and full-width forms make no difference. Nothing contains no words.
pub fn search(state: &State, tag: &str, words: &str) -> Vec<Hit> {
    let words: Vec<Vec<char>> = words
        .split_whitespace()
        .map(|word| word.chars().map(fold).collect())
        .collect();
    let mut hits = Vec::new();
    if !words.is_empty() {
        let seek = Seek { state, tag, words };
        let root = &state.record.sheet.root;
        root.sections
            .iter()
            .for_each(|section| seek.section(section, &mut hits));
    }
    hits
}

struct Seek<'s> {
    state: &'s State,
    tag: &'s str,
    words: Vec<Vec<char>>,
}

impl Seek<'_> {
    fn section(&self, section: &SectionSheet, hits: &mut Vec<Hit>) {
        let spec = &section.spec;
        let name = [spec.label.as_ref(), Some(&spec.title)];
        if self.contains(&name, &[&section.narrative]) {
            hits.push(self.hit(true, spec.ordinal, spec.before, &name));
        }
        if !spec.applies(&self.state.record.sheet.facts) {
            // Its criteria are not shown.
            return;
        }
        for sheet in section.criteria.iter() {
            let (spec, entry) = (&sheet.spec, &sheet.entry);
            let texts = [spec.label.as_ref(), Some(&spec.text), spec.guidance.as_ref()];
            if self.contains(&texts, &[&entry.note, &entry.reason]) {
                hits.push(self.hit(false, spec.ordinal, spec.ordinal, &texts[..2]));
            }
        }
        section.sections.iter().for_each(|inner| self.section(inner, hits));
    }

    /// Whether each word is in one of the texts.
    fn contains(&self, texts: &[Option<&Text>], entered: &[&str]) -> bool {
        let texts: Vec<_> = texts.iter().flatten().map(|text| text.wording(self.tag)).collect();
        let all = || texts.iter().map(|text| &**text).chain(entered.iter().copied());
        self.words.iter().all(|word| all().any(|text| contains(text, word)))
    }

    fn hit(&self, is_section: bool, ordinal: u32, criterion: u32, name: &[Option<&Text>]) -> Hit {
        let parts: Vec<_> = name.iter().flatten().map(|text| text.wording(self.tag)).collect();
        Hit {
            is_section,
            ordinal,
            criterion,
            name: parts.join(" ").into(),
        }
    }
}

/// Whether a text contains a folded word. Nothing is allocated: a form may have thousands of long texts.
fn contains(text: &str, word: &[char]) -> bool {
    let mut rest = text.chars();
    loop {
        let mut ahead = rest.clone().map(fold);
        if word.iter().all(|wanted| ahead.next() == Some(*wanted)) {
            return true;
        }
        if rest.next().is_none() {
            return false;
        }
    }
}

/// A character in lower case and in its half-width form.
fn fold(c: char) -> char {
    let narrow = match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    narrow.to_lowercase().next().unwrap_or(narrow)
}
