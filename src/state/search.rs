//! Searches the sections and criteria of a form for words.

use super::State;
use assessment::score::SectionSheet;
use assessment::text::Text;
use std::rc::Rc;

/// A place of the form that contains the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The kind of the place.
    pub kind: HitKind,
    /// The ordinal of the section or the criterion.
    pub ordinal: u32,
    /// The ordinal of the criterion that has to be drawn: its own, or the first one of the section.
    pub criterion: u32,
    /// Its name: label and text, in the reader's language; that of the statement about the whole form is empty.
    pub name: Rc<str>,
}

/// What contains the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HitKind {
    /// The statement about the whole form.
    Whole,
    /// The heading or the statement of a section.
    Section,
    /// A criterion.
    Criterion,
}

/// Finds all words in labels, texts, guidance and section titles in the reader's language, and in the notes and narratives that
/// were entered, in the order of the form. Letter case and full-width forms make no difference. Nothing contains no words.
pub fn search(state: &State, tag: &str, words: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let seek = Seek {
        state,
        tag,
        words: words.chars().map(fold).collect(),
    };
    if !seek.words.trim().is_empty() {
        let root = &state.record.sheet.root;
        seek.inside(root, &mut hits);
        // On the form the statement about the whole follows the sections.
        seek.look(
            HitKind::Whole,
            [root.spec.ordinal, 0],
            &[None; 3],
            [&root.narrative, ""],
            &mut hits,
        );
    }
    hits
}

struct Seek<'s> {
    state: &'s State,
    tag: &'s str,
    words: String,
}

impl Seek<'_> {
    /// Looks in the sections inside a section.
    fn inside(&self, section: &SectionSheet, hits: &mut Vec<Hit>) {
        for section in section.sections.iter() {
            let spec = &section.spec;
            let texts = [spec.label.as_ref(), Some(&spec.title), None];
            self.look(
                HitKind::Section,
                [spec.ordinal, spec.before],
                &texts,
                [&section.narrative, ""],
                hits,
            );
            // The criteria of a section that does not apply are not shown.
            if spec.applies(&self.state.record.sheet.facts) {
                for sheet in section.criteria.iter() {
                    let (spec, entry) = (&sheet.spec, &sheet.entry);
                    let texts = [spec.label.as_ref(), Some(&spec.text), spec.guidance.as_ref()];
                    self.look(
                        HitKind::Criterion,
                        [spec.ordinal; 2],
                        &texts,
                        [&entry.note, &entry.reason],
                        hits,
                    );
                }
                self.inside(section, hits);
            }
        }
    }

    /// Adds a hit if each word is in one of the texts or in what was entered. The first two texts are the name.
    fn look(&self, kind: HitKind, at: [u32; 2], texts: &[Option<&Text>; 3], entered: [&str; 2], hits: &mut Vec<Hit>) {
        let wording = |text: &Text| text.wording(self.tag);
        let is_there = |word: &str| {
            let is_said = texts.iter().flatten().any(|text| contains(&wording(text), word));
            is_said || entered.iter().any(|text| contains(text, word))
        };
        if self.words.split_whitespace().all(is_there) {
            let mut name = String::new();
            for text in texts[..2].iter().flatten() {
                name += &wording(text);
                name.push(' ');
            }
            hits.push(Hit {
                kind,
                ordinal: at[0],
                criterion: at[1],
                name: name.trim_end().into(),
            });
        }
    }
}

/// Whether a text contains a folded word. Nothing is allocated: a form may have thousands of long texts.
fn contains(text: &str, word: &str) -> bool {
    let mut rest = text.chars();
    loop {
        let mut ahead = rest.clone().map(fold);
        if word.chars().all(|wanted| ahead.next() == Some(wanted)) {
            return true;
        }
        if rest.next().is_none() {
            return false;
        }
    }
}

/// A character in its half-width form and in lower case: of the alphabets whose small letters follow their capitals at one distance. The
/// table of all letters would be larger than the search.
fn fold(c: char) -> char {
    let moved = match c {
        '！'..='～' => return fold(char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)),
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ω' | 'А'..='Я' => u32::from(c) + 0x20,
        'Ѐ'..='Џ' => u32::from(c) + 0x50,
        _ => return c,
    };
    char::from_u32(moved).unwrap_or(c)
}
