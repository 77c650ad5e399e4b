//! A person's edits, generated from a seed, and the form's content after each edit. This module knows no browser.
//!
//! Every text contains the number of its edit, and points change only between texts: two moments are equal only if undo
//! leads from one to the other, and then their histories are equal, too.

use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The maximum number of evidence entries, or of problems, per criterion.
const FEW: usize = 2;
/// The number of criteria with points in the school's rubric.
const CRITERIA: u64 = 21;
/// Text fields outside the criteria, by id.
const PROFILE: [&str; 6] = [
    "p-school",
    "r-head",
    "wide-r-deputies",
    "wide-r-members",
    "r-filled-by",
    "period",
];
/// The characters typed after the edit's number.
const WORDS: [char; 12] = ['操', '场', '器', '材', '齐', '全', '有', '计', '划', '、', '8', 'k'];

/// The values of the fields by id, as [`put`] sets them.
pub type Values = BTreeMap<String, String>;

/// An edit by a person.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Sets the text of a field. Typing continues until an edit settles, and is one undo step.
    Write { id: String, text: String, settles: bool },
    /// Presses a button that adds an entry; `id` is the entry's first field.
    Add { button: String, id: String },
    /// Undoes the last step.
    Undo,
    /// Redoes the step that was just undone.
    Redo,
}

impl Edit {
    /// Returns whether the edit writes a text that no other edit has written.
    fn is_text(&self) -> bool {
        matches!(self, Self::Write { id, .. } if !id.starts_with("i-"))
    }

    /// Returns the edit for the page's typing script, with the pause in milliseconds before it.
    pub fn told(&self, pause: u64) -> Value {
        match self {
            Self::Write { id, text, settles } => {
                json!({"do": "write", "id": id, "text": text, "settles": settles, "pause": pause})
            }
            Self::Add { button, id } => json!({"do": "add", "id": id, "button": button, "pause": pause}),
            Self::Undo => json!({"do": "undo", "pause": pause}),
            Self::Redo => json!({"do": "redo", "pause": pause}),
        }
    }
}

/// An undo step.
#[derive(Clone, Debug)]
struct Step {
    id: String,
    before: Option<String>,
    after: Option<String>,
}

/// The expected content of a form.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub values: Values,
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// The field that is being typed in.
    typing: Option<String>,
    /// The number of edits ever made in the form.
    pub edits: u64,
}

impl Form {
    /// Applies an edit.
    pub fn apply(&mut self, edit: &Edit) {
        self.edits += 1;
        match edit {
            Edit::Write { id, text, settles } => {
                let after = Some(text.clone());
                if self.typing.as_ref() == Some(id) {
                    self.undo.last_mut().expect("typing is a step").after.clone_from(&after);
                } else {
                    self.push(id, after.clone());
                }
                put(&mut self.values, id, after);
                self.typing = (!settles).then(|| id.clone());
            }
            Edit::Add { id, .. } => {
                self.push(id, Some(String::new()));
                put(&mut self.values, id, Some(String::new()));
            }
            Edit::Undo => {
                let step = self.undo.pop().expect("only what was done is taken back");
                put(&mut self.values, &step.id, step.before.clone());
                self.redo.push(step);
                self.typing = None;
            }
            Edit::Redo => {
                let step = self.redo.pop().expect("only what was taken back is made again");
                put(&mut self.values, &step.id, step.after.clone());
                self.undo.push(step);
                self.typing = None;
            }
        }
    }

    fn push(&mut self, id: &str, after: Option<String>) {
        self.typing = None;
        self.redo.clear();
        self.undo.push(Step {
            id: id.to_owned(),
            before: self.values.get(id).cloned(),
            after,
        });
    }

    /// Records that the page was opened again and how many edits have numbers. A step that was being typed may have
    /// been split, so steps before it are no longer undone. Whether undone steps can be redone cannot be seen.
    pub fn reopen(&mut self, edits: u64) {
        self.edits = edits;
        if self.typing.take().is_some() {
            self.undo.clear();
        }
        self.redo.clear();
    }

    /// Generates the next edits: at least `count`, each with the pause in milliseconds before it.
    pub fn plan(&self, dice: &mut Dice, count: usize) -> Vec<(Edit, u64)> {
        let mut form = self.clone();
        let mut plan = Vec::new();
        let mut pointed = true;
        while plan.len() < count {
            let edits = match dice.below(20) {
                0..=4 if !pointed => vec![form.points(dice)],
                0 | 1 if !form.undo.is_empty() => vec![Edit::Undo],
                2 if !form.redo.is_empty() => vec![Edit::Redo],
                3..=5 => form.added(dice),
                _ => form.written(dice),
            };
            pointed = !edits.last().is_some_and(Edit::is_text);
            for edit in edits {
                form.apply(&edit);
                plan.push((edit, pause(dice)));
            }
        }
        plan
    }

    /// Generates different points for a criterion.
    fn points(&self, dice: &mut Dice) -> Edit {
        let id = format!("i-{}", dice.below(CRITERIA));
        let mut choices = vec!["0", "0.5", "1", "1.5", "2"];
        choices.retain(|choice| self.values.get(&id).is_none_or(|now| now != choice));
        let text = dice.one_of(&choices).to_string();
        Edit::Write {
            id,
            text,
            settles: true,
        }
    }

    /// Generates an entry in a criterion's list with its first field written; or a text, if the list is full.
    fn added(&self, dice: &mut Dice) -> Vec<Edit> {
        let criterion = dice.below(CRITERIA);
        let (button, list, field) = *dice.one_of(&[("evidence", "e", "name"), ("problem", "q", "text")]);
        let id = |i: usize| format!("{list}-{criterion}-{i}-{field}");
        // A blank entry, as after a kill before its first character, is filled in before another one is added.
        let is_blank = |i: usize| self.values.get(&id(i)).is_some_and(String::is_empty);
        let Some(free) = (0..FEW).find(|i| !self.values.contains_key(&id(*i))) else {
            return self.written(dice);
        };
        if free > 0 && is_blank(free - 1) {
            return typing(&id(free - 1), self.edits + 1, dice);
        }
        let free = id(free);
        let button = format!("{button}-{criterion}");
        let add = Edit::Add {
            button,
            id: free.clone(),
        };
        let mut edits = vec![add];
        edits.extend(typing(&free, self.edits + 2, dice));
        edits
    }

    /// Generates a text in a note, in the profile, or in an existing entry.
    fn written(&self, dice: &mut Dice) -> Vec<Edit> {
        let items: Vec<_> = self.values.keys().filter(|id| is_item(id)).cloned().collect();
        let id = match dice.below(6) {
            0 => (*dice.one_of(&PROFILE)).to_owned(),
            1 if !items.is_empty() => dice.one_of(&items).clone(),
            _ => format!("note-text-{}", dice.below(CRITERIA)),
        };
        typing(&id, self.edits + 1, dice)
    }
}

/// Returns whether a field belongs to an entry of a list, which exists even if it is empty.
fn is_item(id: &str) -> bool {
    id.starts_with("e-") || id.starts_with("q-")
}

/// Sets a value. Empty fields are removed, except those of list entries.
pub fn put(values: &mut Values, id: &str, value: Option<String>) {
    match value.filter(|value| is_item(id) || !value.is_empty()) {
        Some(value) => values.insert(id.to_owned(), value),
        None => values.remove(id),
    };
}

/// Generates a text that begins with the number of its first edit, set at once or typed character by character.
fn typing(id: &str, number: u64, dice: &mut Dice) -> Vec<Edit> {
    let length = if dice.below(2) == 0 { 0 } else { dice.below(12) };
    let mut text = format!("〔{number}〕");
    let mut texts = vec![text.clone()];
    for _ in 0..length {
        text.push(*dice.one_of(&WORDS));
        texts.push(text.clone());
    }
    let last = texts.len() - 1;
    texts
        .into_iter()
        .enumerate()
        .map(|(i, text)| Edit::Write {
            id: id.to_owned(),
            text,
            settles: i == last,
        })
        .collect()
}

/// Returns a pause, mostly as short as typing allows, sometimes as long as thinking.
fn pause(dice: &mut Dice) -> u64 {
    match dice.below(25) {
        0 => 150 + dice.below(500),
        1..=8 => 40 + dice.below(60),
        _ => dice.below(25),
    }
}

/// A pseudorandom number generator with a seed: SplitMix64.
pub struct Dice(pub u64);

impl Dice {
    /// Returns the next number below this limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }

    /// Returns a random element.
    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[usize::try_from(self.below(all.len() as u64)).expect("an index of a list")]
    }
}
