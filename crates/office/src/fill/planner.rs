//! The plan of what is written where, while it is made: each cell is written into once, and each value is written or listed.

use super::blanks::{self, ScoreBlank};
use super::marks::bare;
use super::matching::Matches;
use super::{Content, Edit, Entry, Filling, Item, Left, Original, Values, Where, Why, Written};
use crate::document::{Block, Cell, Document, Table};
use crate::draft::{Became, Criterion, Draft, Place};
use crate::understand::amounts;
use assessment::points::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The plan while it is made.
pub struct Planner<'a> {
    /// What the file contains.
    pub document: &'a Document,
    /// What it was understood as.
    pub draft: &'a Draft,
    /// What is written.
    pub values: &'a Values,
    file: &'a dyn Original,
    /// The criteria of the file.
    pub criteria: Vec<&'a Criterion>,
    became: BTreeMap<(usize, usize), Became>,
    /// The rows of the heads of tables, by block.
    heads: BTreeMap<usize, Vec<usize>>,
    /// The last columns of criteria that do not begin their rows, by block.
    second: BTreeMap<usize, usize>,
    edits: Vec<Edit>,
    filling: Filling,
    /// The cells and blanks that something is written into: block, row, column, and line and offset of a blank.
    taken: BTreeSet<(Place, Option<(usize, usize)>)>,
    /// The values that have a place or a reason why they have none.
    said: BTreeSet<Item>,
}

/// How a cell that is not empty is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An earlier number is replaced, and a blank such as `__分` is written in.
    Score,
    /// What is there is kept.
    Text,
}

impl<'a> Planner<'a> {
    /// Begins without a plan.
    pub fn new(document: &'a Document, draft: &'a Draft, file: &'a dyn Original, values: &'a Values) -> Self {
        let mut planner = Self {
            document,
            draft,
            values,
            file,
            became: draft
                .became
                .iter()
                .map(|(place, became)| ((place.block, place.row), *became))
                .collect(),
            criteria: draft.criteria(),
            heads: BTreeMap::new(),
            second: BTreeMap::new(),
            edits: Vec::new(),
            filling: Filling::default(),
            taken: BTreeSet::new(),
            said: BTreeSet::new(),
        };
        for (place, _) in draft.became.iter().filter(|(_, became)| *became == Became::Head) {
            planner.heads.entry(place.block).or_default().push(place.row);
        }
        for place in draft.criteria().into_iter().map(|criterion| criterion.place) {
            if let Some(column) = place.column {
                let first = planner.second.entry(place.block).or_insert(column);
                *first = column.max(*first);
            }
        }
        planner
    }

    /// Returns the changes of the file, and what is said of them.
    pub fn finish(self) -> (Vec<Edit>, Filling) {
        (self.edits, self.filling)
    }

    /// Returns a table.
    pub fn table(&self, block: usize) -> Option<&'a Table> {
        match self.document.blocks.get(block)? {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        }
    }

    /// Returns a cell.
    pub fn cell(&self, place: Place) -> Option<&'a Cell> {
        self.table(place.block)?.rows.get(place.row)?.cells.get(place.column?)
    }

    /// Returns what a row or a paragraph became.
    pub fn became(&self, block: usize, row: usize) -> Became {
        self.became.get(&(block, row)).copied().unwrap_or(Became::Ignored)
    }

    /// Returns the texts of the head over a column.
    pub fn heads(&self, block: usize, column: usize) -> impl Iterator<Item = &'a str> {
        let rows = self.heads.get(&block).cloned().unwrap_or_default();
        let table = self.table(block);
        rows.into_iter().filter_map(move |row| Some(table?.text(row, column)))
    }

    /// Returns whether criteria of a table stand at a column or after it, beside others in their rows.
    pub fn has_second(&self, block: usize, column: usize) -> bool {
        self.second.get(&block).is_some_and(|last| *last >= column)
    }

    /// Returns what a cell or a paragraph has in the file.
    pub fn content(&self, place: Place) -> Option<Content> {
        self.file.content(place)
    }

    /// Lists a value that is not written.
    pub fn leave(&mut self, item: Item, why: Why, place: Option<Place>) {
        self.said.insert(item.clone());
        self.filling.left.push(Left {
            item,
            why,
            place: place.map(|place| self.file.locate(place)),
        });
    }

    fn leave_all(&mut self, items: &[Item], why: &Why, place: Place) {
        for item in items {
            self.leave(item.clone(), why.clone(), Some(place));
        }
    }

    /// Returns whether a value was written or listed.
    pub fn has_said(&self, item: &Item) -> bool {
        self.said.contains(item)
    }

    fn wrote(&mut self, items: &[Item], place: Place, text: &str, replaced: Option<&str>) {
        let place: Where = self.file.locate(place);
        for item in items {
            self.said.insert(item.clone());
            self.filling.written.push(Written {
                item: item.clone(),
                place: place.clone(),
                text: text.to_owned(),
                replaced: replaced.map(str::to_owned),
            });
        }
    }

    /// Writes values into a cell of a table: all of them as one text.
    pub fn put(&mut self, items: &[Item], place: Place, text: &str, kind: Kind) {
        let Some(cell) = self.cell(place) else {
            return self.leave_all(items, &Why::NoCell, place);
        };
        if !cell.is_origin() {
            return self.leave_all(items, &Why::Merged, place);
        }
        let Some(content) = self.file.content(place) else {
            return self.leave_all(items, &Why::Structure, place);
        };
        if self.taken.contains(&(place, None)) {
            return self.leave_all(items, &Why::Ambiguous, place);
        }
        let number = text.parse::<Decimal>().ok();
        if let Some(formula) = &content.formula {
            match (kind, number, items) {
                (Kind::Score, Some(value), [item]) => {
                    self.taken.insert((place, None));
                    self.said.insert(item.clone());
                    self.edits.push(Edit::Expect {
                        place,
                        item: item.clone(),
                        value,
                    });
                }
                _ => self.leave_all(items, &Why::Formula(formula.clone()), place),
            }
            return;
        }
        let before = if content.is_prompt { "" } else { &*cell.text };
        let is_same = match kind {
            Kind::Score => number.is_some() && amounts::number(before) == number,
            Kind::Text => bare(before) == bare(text) && !before.is_empty(),
        };
        if is_same {
            self.taken.insert((place, None));
            return self.wrote(items, place, before, None);
        }
        // An earlier number with a word behind it: the word stays.
        let is_plain = before.is_empty() || before.parse::<Decimal>().is_ok();
        let has_word = kind == Kind::Score && !is_plain && amounts::number(before).is_some();
        if let Some((line, blank)) = number_in(&content).filter(|_| has_word) {
            return self.splice_score(items, place, line, &blank, text);
        }
        if !before.is_empty() && kind == Kind::Score && amounts::number(before).is_none() {
            return match score_blank(&content) {
                Some((line, blank)) => self.splice_score(items, place, line, &blank, text),
                None => self.leave_all(items, &Why::Occupied(before.to_owned()), place),
            };
        }
        if !before.is_empty() && kind == Kind::Text {
            return self.leave_all(items, &Why::Occupied(before.to_owned()), place);
        }
        if text.encode_utf16().count() > self.file.longest() {
            return self.leave_all(items, &Why::TooLong, place);
        }
        if let Some(why) = &content.held {
            return self.leave_all(items, why, place);
        }
        self.taken.insert((place, None));
        self.wrote(items, place, text, Some(before).filter(|before| !before.is_empty()));
        self.edits.push(Edit::Put {
            place,
            text: text.to_owned(),
            number: number.is_some() && kind == Kind::Score,
        });
    }

    /// Writes a score into a blank of a text, in the place of an earlier one.
    pub fn splice_score(&mut self, items: &[Item], place: Place, line: usize, blank: &ScoreBlank, text: &str) {
        let replaced = Some(&*blank.filled).filter(|filled| !filled.is_empty());
        if replaced == Some(text) {
            return self.wrote(items, place, text, None);
        }
        let splice = (blank.at.clone(), text.to_owned());
        self.splice(items, place, line, text, vec![splice], replaced);
    }

    /// Writes a value into parts of a text.
    pub fn splice(
        &mut self,
        items: &[Item],
        place: Place,
        line: usize,
        shown: &str,
        parts: Vec<(std::ops::Range<usize>, String)>,
        replaced: Option<&str>,
    ) {
        let content = self.file.content(place).unwrap_or_default();
        if let Some(formula) = &content.formula {
            return self.leave_all(items, &Why::Formula(formula.clone()), place);
        }
        if let Some(why) = content.held_lines.get(line).cloned().unwrap_or(Some(Why::Structure)) {
            return self.leave_all(items, &why, place);
        }
        let length = |text: &str| text.encode_utf16().count();
        let all = content.lines.get(line).map_or(0, |line| length(line));
        if parts.iter().map(|(_, text)| length(text)).sum::<usize>() + all > self.file.longest() {
            return self.leave_all(items, &Why::TooLong, place);
        }
        let spots: Vec<_> = parts.iter().map(|(at, _)| (place, Some((line, at.start)))).collect();
        if self.taken.contains(&(place, None)) || spots.iter().any(|spot| self.taken.contains(spot)) {
            return self.leave_all(items, &Why::Ambiguous, place);
        }
        self.taken.extend(spots);
        self.wrote(items, place, shown, replaced);
        for (at, text) in parts {
            self.edits.push(Edit::Splice { place, line, at, text });
        }
    }

    /// Lists the values that nothing was said about.
    pub fn leave_others(&mut self, matches: &Matches<'_>) {
        for (id, why) in &matches.missed {
            let items = items(id, self.values.criteria.get(id));
            let score = Item::Score(id.clone());
            self.leave(score.clone(), why.clone(), None);
            for item in items.into_iter().filter(|item| *item != score) {
                self.leave(item, why.clone(), None);
            }
        }
        let values = self.values;
        let mut all: Vec<Item> = Vec::new();
        for (id, entry) in &values.criteria {
            all.extend(items(id, Some(entry)));
        }
        all.extend(values.sections.keys().cloned().map(Item::Subtotal));
        let single = [
            (&values.total, Item::Total),
            (&values.grade, Item::Grade),
            (&values.date, Item::Date),
            (&values.subject, Item::Subject),
        ];
        all.extend(
            single
                .into_iter()
                .filter_map(|(value, item)| value.as_ref().map(|_| item)),
        );
        all.extend(values.profile.iter().map(|(label, _)| Item::Profile(label.clone())));
        for item in all {
            if !self.has_said(&item) {
                self.leave(item, Why::NoCell, None);
            }
        }
    }
}

/// Returns the values that an entry has.
fn items(id: &str, entry: Option<&Entry>) -> Vec<Item> {
    let Some(entry) = entry else { return Vec::new() };
    let id = || id.to_owned();
    let of = [
        (&entry.score, Item::Score(id())),
        (&entry.lost, Item::Lost(id())),
        (&entry.reason, Item::Reason(id())),
        (&entry.note, Item::Note(id())),
        (&entry.evidence, Item::Evidence(id())),
    ];
    of.into_iter()
        .filter(|(value, _)| blanks::filled(value).is_some())
        .map(|(_, item)| item)
        .collect()
}

/// Returns the only number in the text of a cell, where that text can be written in.
fn number_in(content: &Content) -> Option<(usize, ScoreBlank)> {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || matches!(c, '.' | '．' | '-');
    let mut lines = content
        .lines
        .iter()
        .enumerate()
        .filter(|(_, text)| text.contains(is_digit));
    let (line, text) = lines.next()?;
    let start = text.find(is_digit)?;
    let rest = &text[start..];
    let end = rest.find(|c| !is_digit(c)).map_or(text.len(), |length| start + length);
    let is_open = content.held_lines.get(line) == Some(&None);
    let is_only = lines.next().is_none() && !text[end..].contains(is_digit);
    (is_open && is_only).then(|| {
        let blank = ScoreBlank {
            at: start..end,
            filled: text[start..end].to_owned(),
        };
        (line, blank)
    })
}

/// Returns the only blank for a score in a cell: `__分`, `____/25`, `自评：__`.
fn score_blank(content: &Content) -> Option<(usize, ScoreBlank)> {
    let alone = |text: &str| {
        let rest = text.trim_matches(|c: char| blanks::is_space(c) || "分（）()".contains(c));
        let blank = || {
            let open = text
                .find(['（', '('])
                .map(|at| at + text[at..].chars().next().map_or(0, char::len_utf8));
            let from = open.unwrap_or(0);
            blanks::only(text, from)
        };
        rest.is_empty().then(blank)
    };
    let found: Vec<(usize, ScoreBlank)> = content
        .lines
        .iter()
        .enumerate()
        .flat_map(|(line, text)| {
            let own = match alone(text) {
                _ if text.trim().is_empty() => Vec::new(),
                Some(blank) => vec![blank],
                None => blanks::score_blanks(text),
            };
            own.into_iter().map(move |blank| (line, blank))
        })
        .collect();
    match found.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}
