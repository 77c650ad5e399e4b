//! A person's own words in a paper: kept by the keys of blocks, and put over the paper each time it is made.

use office::paper::{Align, Block, Content, Paper, Style};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A text of a paper that a person may change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    /// A heading or paragraph: the key of its block.
    Block(String),
    /// A cell: the key of the table's block, the row below the head, and the cell in the row.
    Cell(String, usize, usize),
}

/// An own wording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Own {
    /// What the paper had when it was changed.
    was: String,
    /// The person's text.
    text: String,
}

/// What a person changed in a paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edits {
    /// The title.
    title: Option<Own>,
    blocks: BTreeMap<String, Own>,
    /// Cells by table, row and cell.
    cells: BTreeMap<String, BTreeMap<usize, BTreeMap<usize, Own>>>,
    /// Blocks that are left out.
    removed: BTreeSet<String>,
    /// Paragraphs that the person added, by the key of the block before them.
    added: BTreeMap<String, Vec<Added>>,
}

/// A paragraph that the person added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Added {
    key: String,
    text: String,
}

/// Where a text of an edited paper comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The form.
    Form,
    /// The person, over a text of the form that is still the same.
    Own,
    /// The person, over a text of the form that has changed since.
    Outdated,
    /// The person, who added the paragraph.
    Added,
    /// The form; the person left it out.
    Removed,
}

/// A block of an edited paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The block as it is handed in.
    pub block: Block,
    /// Where its text comes from.
    pub origin: Origin,
    /// What the form says now, where that is another text.
    pub form: Option<String>,
}

impl Edits {
    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Changes the title. A text that is the paper's own is no change.
    pub fn set_title(&mut self, paper: &Paper, text: &str) {
        self.title = own(&paper.title, text);
    }

    /// Changes a text. A text that is the paper's own is no change. A place that is not in the paper is left alone.
    pub fn set(&mut self, paper: &Paper, place: &Place, text: &str) {
        match place {
            Place::Block(key) => {
                if let Some(added) = self.added.values_mut().flatten().find(|added| added.key == *key) {
                    text.clone_into(&mut added.text);
                    return;
                }
                let was = paper.blocks.iter().find(|block| block.key == *key).and_then(text_of);
                match was.and_then(|was| own(was, text)) {
                    Some(changed) => drop(self.blocks.insert(key.clone(), changed)),
                    None => drop(self.blocks.remove(key)),
                }
            }
            Place::Cell(key, row, cell) => {
                let Some(was) = cell_of(paper, key, *row, *cell) else {
                    return;
                };
                let cells = self.cells.entry(key.clone()).or_default().entry(*row).or_default();
                match own(was, text) {
                    Some(changed) => drop(cells.insert(*cell, changed)),
                    None => drop(cells.remove(cell)),
                }
                // What is empty is no change.
                if let Some(rows) = self.cells.get_mut(key) {
                    rows.retain(|_, cells| !cells.is_empty());
                }
                self.cells.retain(|_, rows| !rows.is_empty());
            }
        }
    }

    /// Takes the form's text again.
    pub fn reset(&mut self, key: &str) {
        self.blocks.remove(key);
        self.removed.remove(key);
    }

    /// Leaves a block out, or takes a paragraph away that the person added.
    pub fn remove(&mut self, key: &str) {
        let is_added = self.added.values().flatten().any(|added| added.key == key);
        if is_added {
            for all in self.added.values_mut() {
                all.retain(|added| added.key != key);
            }
            self.added.retain(|_, all| !all.is_empty());
        } else {
            self.removed.insert(key.to_owned());
        }
    }

    /// Adds an empty paragraph after a block. Returns its key.
    pub fn add_after(&mut self, key: &str) -> String {
        let number = |added: &Added| added.key.strip_prefix("own:").and_then(|number| number.parse().ok());
        let last = self.added.values().flatten().filter_map(number).max().unwrap_or(0_u32);
        let own = Added {
            key: format!("own:{}", last.saturating_add(1)),
            text: String::new(),
        };
        let new = own.key.clone();
        // After a paragraph that was added itself, in the same list.
        let within = self.added.values_mut().find_map(|all| {
            let at = all.iter().position(|added| added.key == key)?;
            Some((all, at + 1))
        });
        match within {
            Some((all, at)) => all.insert(at, own),
            None => self.added.entry(key.to_owned()).or_default().insert(0, own),
        }
        new
    }

    /// Returns the title, and where it comes from.
    pub fn title<'p>(&'p self, paper: &'p Paper) -> (&'p str, Origin) {
        match &self.title {
            Some(own) => (&own.text, origin(own, &paper.title)),
            None => (&paper.title, Origin::Form),
        }
    }

    /// Puts the person's words over a paper: its blocks in order, those that are left out included.
    pub fn over(&self, paper: &Paper) -> Vec<Edited> {
        let mut all = Vec::new();
        for block in &paper.blocks {
            all.push(self.edited(block));
            self.push_added(&block.key, &mut all);
        }
        // The block that they followed is gone: they are not.
        let is_gone = |key: &&String| !paper.blocks.iter().any(|block| block.key == **key);
        for key in self.added.keys().filter(is_gone) {
            self.push_added(key, &mut all);
        }
        all
    }

    fn push_added(&self, key: &str, all: &mut Vec<Edited>) {
        for added in self.added.get(key).into_iter().flatten() {
            all.push(Edited {
                block: Block {
                    key: added.key.clone(),
                    content: Content::Paragraph {
                        style: Style::Body,
                        text: added.text.clone(),
                    },
                },
                origin: Origin::Added,
                form: None,
            });
        }
    }

    fn edited(&self, block: &Block) -> Edited {
        let mut edited = Edited {
            block: block.clone(),
            origin: Origin::Form,
            form: None,
        };
        if self.removed.contains(&block.key) {
            edited.origin = Origin::Removed;
            return edited;
        }
        match &mut edited.block.content {
            Content::Heading { text, .. } => {
                if let Some(own) = self.blocks.get(&block.key) {
                    edited.origin = origin(own, text);
                    edited.form = Some(std::mem::replace(text, own.text.clone()));
                }
            }
            Content::Paragraph { text, style } => {
                if let Some(own) = self.blocks.get(&block.key) {
                    edited.origin = origin(own, text);
                    edited.form = Some(std::mem::replace(text, own.text.clone()));
                    // Written by a person, nothing is missing any more.
                    if *style == Style::Missing {
                        *style = Style::Body;
                    }
                }
            }
            Content::Table(table) => {
                for (row, cells) in self.cells.get(&block.key).into_iter().flatten() {
                    for (cell, own) in cells {
                        let cell = table.rows.get_mut(*row).and_then(|row| row.cells.get_mut(*cell));
                        // Rows come and go: a word is put only over the text that it replaced.
                        if let Some(cell) = cell.filter(|cell| cell.text == own.was) {
                            cell.text.clone_from(&own.text);
                            edited.origin = Origin::Own;
                        }
                    }
                }
            }
            Content::Chart(_) | Content::Picture(_) | Content::Contents | Content::PageBreak => {}
        }
        edited
    }

    /// Returns the paper as it is handed in.
    pub fn paper(&self, paper: &Paper) -> Paper {
        let kept = self.over(paper).into_iter();
        Paper {
            language: paper.language.clone(),
            title: self.title(paper).0.to_owned(),
            blocks: kept
                .filter(|edited| edited.origin != Origin::Removed)
                .map(|edited| edited.block)
                .collect(),
        }
    }
}

/// Returns whether a person may change a cell: figures come from the form.
pub fn is_word(align: Align) -> bool {
    align == Align::Start
}

fn own(was: &str, text: &str) -> Option<Own> {
    (was != text).then(|| Own {
        was: was.to_owned(),
        text: text.to_owned(),
    })
}

fn origin(own: &Own, now: &str) -> Origin {
    if own.was == now { Origin::Own } else { Origin::Outdated }
}

fn text_of(block: &Block) -> Option<&str> {
    match &block.content {
        Content::Heading { text, .. } | Content::Paragraph { text, .. } => Some(text),
        _ => None,
    }
}

fn cell_of<'p>(paper: &'p Paper, key: &str, row: usize, cell: usize) -> Option<&'p str> {
    let block = paper.blocks.iter().find(|block| block.key == key)?;
    let Content::Table(table) = &block.content else {
        return None;
    };
    let cell = table.rows.get(row)?.cells.get(cell)?;
    is_word(cell.align).then_some(&*cell.text)
}
