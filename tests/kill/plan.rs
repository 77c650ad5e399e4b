//! What a person does, made up from a seed, and what the form holds after each of it. Knows no browser.
//!
//! Every text names the edit that wrote it, and points change only between texts: so two moments look alike only where one
//! comes of the other by undo, and then their pasts are alike, too.

use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The most pieces of evidence, or problems, that one criterion is given.
const FEW: usize = 2;
/// How many criteria of the school's rubric take points.
const CRITERIA: u64 = 21;
/// Texts beside the criteria, by the ids of their fields.
const PROFILE: [&str; 6] = [
    "p-school",
    "r-head",
    "wide-r-deputies",
    "wide-r-members",
    "r-filled-by",
    "period",
];
/// What is typed after the number of the edit.
const WORDS: [char; 12] = ['操', '场', '器', '材', '齐', '全', '有', '计', '划', '、', '8', 'k'];

/// What the fields hold, by their ids, as [`put`] leaves it.
pub type Values = BTreeMap<String, String>;

/// One thing that a person does.
#[derive(Clone, Debug)]
pub enum Edit {
    /// A field is given a text. Typing goes on until it settles, and is one step of undo.
    Write { id: String, text: String, settles: bool },
    /// A button adds an item, whose first field is this.
    Add { button: String, id: String },
    /// The last step is taken back.
    Undo,
    /// The step that was just taken back is made again.
    Redo,
}

impl Edit {
    /// Whether it writes a text that no other edit has written.
    fn is_text(&self) -> bool {
        matches!(self, Self::Write { id, .. } if !id.starts_with("i-"))
    }

    /// As the page's typist reads it, with the milliseconds to wait before it.
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

/// A step of undo.
#[derive(Clone, Debug)]
struct Step {
    id: String,
    before: Option<String>,
    after: Option<String>,
}

/// A form as it must be.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub values: Values,
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// The field that typing is going on in.
    typing: Option<String>,
    /// How many edits were made in it, ever.
    pub edits: u64,
}

impl Form {
    /// Does it.
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

    /// Notes that the page was opened again, and that so many edits have their numbers. A step that was being typed may have
    /// been cut there, so nothing before it is taken back any more; whether steps taken back can be made again cannot be told
    /// from what is seen.
    pub fn reopen(&mut self, edits: u64) {
        self.edits = edits;
        if self.typing.take().is_some() {
            self.undo.clear();
        }
        self.redo.clear();
    }

    /// Makes up what is done next: so many edits or a few more, each with the milliseconds before it.
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

    /// Points for a criterion, other than those that it has.
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

    /// An item added to a criterion's list, with its first field written; or a text, where the list is full.
    fn added(&self, dice: &mut Dice) -> Vec<Edit> {
        let criterion = dice.below(CRITERIA);
        let (button, list, field) = *dice.one_of(&[("evidence", "e", "name"), ("problem", "q", "text")]);
        let id = |i: usize| format!("{list}-{criterion}-{i}-{field}");
        // An item that is blank, as where the page was killed before its first sign, is gone on with: no other is added to it.
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

    /// A text in a note, in the profile, or in an item that is there.
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

/// Whether a field belongs to an item of a list, which is there even where it is empty.
fn is_item(id: &str) -> bool {
    id.starts_with("e-") || id.starts_with("q-")
}

/// Puts a value in its place. A field that is empty is not there, but for those of a list's items.
pub fn put(values: &mut Values, id: &str, value: Option<String>) {
    match value.filter(|value| is_item(id) || !value.is_empty()) {
        Some(value) => values.insert(id.to_owned(), value),
        None => values.remove(id),
    };
}

/// A text that begins with the number of its first edit, put in at once or typed sign by sign.
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

/// Mostly as fast as hands can be, now and then with thought.
fn pause(dice: &mut Dice) -> u64 {
    match dice.below(25) {
        0 => 150 + dice.below(500),
        1..=8 => 40 + dice.below(60),
        _ => dice.below(25),
    }
}

/// Numbers that look random and come of a seed: SplitMix64.
pub struct Dice(pub u64);

impl Dice {
    /// The next number below this one.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }

    /// One of these.
    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[usize::try_from(self.below(all.len() as u64)).expect("an index of a list")]
    }
}
