//! Many subjects against one rubric, typed into one grid: subjects down, fields of the criteria across. Made for what is checked every day, such
//! as the classes of a school.
//!
//! What was typed is kept as text, and a record of each subject follows from it.

use crate::state::{Unread, column_answer, read_amount};
use assessment::Id;
use assessment::answers::Value;
use assessment::points::Decimal;
use assessment::record::Record;
use assessment::rollup::places;
use assessment::rubric::{Criterion, NodePath, Part, Rubric, Scale};
use assessment::score::{Outcome, Standing};
use assessment::text::Text;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

/// The most subjects: a screen that is typed into holds no more.
pub const SUBJECTS: usize = 200;

/// What was typed into a grid, as the browser keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// The names of the subjects, one a line.
    pub names: String,
    /// The period.
    pub period: String,
    /// The day.
    pub date: String,
    /// Texts by the name of the subject, and by the field.
    pub cells: BTreeMap<String, BTreeMap<String, String>>,
}

/// A field of the grid.
#[derive(Clone, Debug)]
pub struct GridColumn {
    /// The criterion.
    pub criterion: Rc<Criterion>,
    /// What the field is called beside the criterion; none where it is the only one.
    pub name: Option<Text>,
    /// The name of the amount; none where the field is the answer.
    amount: Option<Id>,
    path: NodePath,
    key: String,
}

/// A subject of the grid.
#[derive(Clone, Debug)]
pub struct GridRow {
    /// Its name.
    pub name: String,
    /// The fields whose text is not accepted, by index.
    pub refused: Vec<usize>,
    /// What the answers amount to.
    pub outcome: Outcome,
    /// The rank among the subjects with a final total.
    pub rank: Option<usize>,
    record: Record,
}

/// The grid.
#[derive(Debug)]
pub struct EntryGrid {
    rubric: Rc<Rubric>,
    columns: Vec<GridColumn>,
    rows: Vec<GridRow>,
    /// How many further names have no row.
    left_out: usize,
    typed: Typed,
}

impl EntryGrid {
    /// A grid for a rubric, with what was typed before.
    pub fn new(rubric: Rc<Rubric>, typed: Typed) -> Self {
        let mut columns = Vec::new();
        rubric.walk(&mut |part| {
            if let Part::Criterion(criterion) = part
                && let Some(path) = rubric.criterion_path(&criterion.id)
            {
                let column = |(amount, name): (Option<Id>, Option<Text>)| GridColumn {
                    key: amount.as_ref().map_or_else(
                        || criterion.id.to_string(),
                        |amount| format!("{}.{amount}", criterion.id),
                    ),
                    criterion: criterion.clone(),
                    path: path.clone(),
                    name,
                    amount,
                };
                columns.extend(fields(&criterion.scale).into_iter().map(column));
            }
        });
        let mut grid = Self {
            rubric,
            columns,
            rows: Vec::new(),
            left_out: 0,
            typed,
        };
        grid.make_rows();
        grid
    }

    /// The fields, in the order of the rubric. A criterion that is not answered by numbers or by one of a few answers has none.
    pub fn columns(&self) -> &[GridColumn] {
        &self.columns
    }

    /// The subjects.
    pub fn rows(&self) -> &[GridRow] {
        &self.rows
    }

    /// How many names have no row, because there are more than [`SUBJECTS`].
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// What was typed.
    pub fn typed(&self) -> &Typed {
        &self.typed
    }

    /// The text of a field.
    pub fn text(&self, row: usize, column: usize) -> &str {
        let cells = self.rows.get(row).and_then(|row| self.typed.cells.get(&row.name));
        let text = cells
            .zip(self.columns.get(column))
            .and_then(|(cells, column)| cells.get(&column.key));
        text.map(|text| &**text).unwrap_or_default()
    }

    /// Takes the names of the subjects. What was typed for a name that is gone is kept until the name is there again.
    pub fn set_names(&mut self, names: String) {
        self.typed.names = names;
        self.make_rows();
    }

    /// Takes the period.
    pub fn set_period(&mut self, period: String) {
        self.typed.period = period;
    }

    /// Takes the day.
    pub fn set_date(&mut self, date: String) {
        self.typed.date = date;
    }

    /// Takes texts from a field on: cells of a table, with tabs between those of a line.
    pub fn put(&mut self, row: usize, column: usize, text: &str) {
        let lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
        for (line, row) in lines.zip(row..self.rows.len()) {
            let cells = line.strip_suffix('\r').unwrap_or(line).split('\t');
            for (cell, column) in cells.zip(column..self.columns.len()) {
                self.put_one(row, column, cell.trim());
            }
        }
        self.rank();
    }

    /// Empties all fields, for the next day. The names stay.
    pub fn clear(&mut self) {
        self.typed.cells.clear();
        self.make_rows();
    }

    /// The records as lines of text, each with the id that `fresh` gives.
    pub fn lines(&self, fresh: &mut dyn FnMut() -> Rc<str>) -> String {
        let filled = self.rows.iter().filter(|row| self.is_filled(row));
        let line = |row: &GridRow| {
            let mut record = row.record.clone();
            record.id = fresh();
            // Two days without a period are two records, and not one and its newer copy.
            let period = Some(&*self.typed.period).filter(|period| !period.trim().is_empty());
            record.period = period.unwrap_or(&self.typed.date).into();
            record.date = (&*self.typed.date).into();
            let text = record.to_text(&self.rubric);
            // Line ends are only between members: in strings they are escaped.
            text.lines().map(str::trim_start).collect::<String>() + "\n"
        };
        filled.map(line).collect()
    }

    fn is_filled(&self, row: &GridRow) -> bool {
        let cells = self.typed.cells.get(&row.name);
        cells.is_some_and(|cells| cells.values().any(|text| !text.is_empty()))
    }

    fn make_rows(&mut self) {
        let mut names: Vec<String> = Vec::new();
        let mut known = HashSet::new();
        for name in self.typed.names.lines().map(str::trim).filter(|name| !name.is_empty()) {
            if known.insert(name) && names.len() < SUBJECTS {
                names.push(name.to_owned());
            }
        }
        self.left_out = known.len() - names.len();
        let subject = self.rubric.profile.iter().find(|field| field.subject == Some(true));
        let row = |name: String| {
            let mut record = Record::blank(&self.rubric, "".into());
            if let Some(field) = subject {
                Rc::make_mut(&mut record.profile).insert(field.id.clone(), Value::Text((&*name).into()));
            }
            GridRow {
                outcome: record.sheet.outcome(&self.rubric),
                name,
                refused: Vec::new(),
                rank: None,
                record,
            }
        };
        self.rows = names.into_iter().map(row).collect();
        for at in 0..self.rows.len() {
            for column in 0..self.columns.len() {
                let text = self.text(at, column).to_owned();
                if !text.is_empty() {
                    self.put_one(at, column, &text);
                }
            }
        }
        self.rank();
    }

    fn put_one(&mut self, at: usize, place: usize, text: &str) {
        let (Some(row), Some(column)) = (self.rows.get_mut(at), self.columns.get(place)) else {
            return;
        };
        let cells = self.typed.cells.entry(row.name.clone()).or_default();
        match text.is_empty() {
            true => drop(cells.remove(&column.key)),
            false => drop(cells.insert(column.key.clone(), text.to_owned())),
        }
        row.refused.retain(|refused| *refused != place);
        let rater = row.record.rater.clone();
        let is_taken = match &column.amount {
            Some(amount) => {
                let number = match text.is_empty() {
                    true => Ok(None),
                    false => read_amount(&column.criterion, amount, text).transpose(),
                };
                let number: Result<Option<Decimal>, Unread> = number;
                row.record.edit(&self.rubric, &rater, &column.path, &|entry| {
                    let taken = Rc::make_mut(&mut entry.amounts.taken);
                    match number {
                        Ok(Some(number)) => drop(taken.insert(amount.clone(), number)),
                        _ => drop(taken.remove(amount)),
                    }
                });
                number.is_ok()
            }
            None => {
                let answer = (!text.is_empty()).then(|| answer(&column.criterion, text));
                let answer = answer.transpose();
                row.record.edit(&self.rubric, &rater, &column.path, &|entry| {
                    entry.answer = answer.clone().ok().flatten();
                });
                answer.is_ok()
            }
        };
        if !is_taken {
            row.refused.push(place);
        }
        row.outcome = row.record.sheet.outcome(&self.rubric);
    }

    fn rank(&mut self) {
        let is_final = |row: &&mut GridRow| row.outcome.standing == Standing::Final;
        let totals: Vec<Decimal> = self
            .rows
            .iter_mut()
            .filter(is_final)
            .map(|row| row.outcome.total.score)
            .collect();
        self.rows.iter_mut().for_each(|row| row.rank = None);
        for (row, place) in self.rows.iter_mut().filter(is_final).zip(places(&totals)) {
            row.rank = Some(place);
        }
        // A grade may depend on the rank.
        for row in &mut self.rows {
            if let Some(rank) = row.rank {
                row.outcome = row.record.sheet.outcome_among(&self.rubric, rank, totals.len());
            }
        }
    }
}

/// The fields of a scale: the name of the amount, or none for the answer, and what the field is called.
fn fields(scale: &Scale) -> Vec<(Option<Id>, Option<Text>)> {
    let named = |id: &Id, label: &Text| (Some(id.clone()), Some(label.clone()));
    match scale {
        Scale::Points(_) | Scale::Levels(_) | Scale::YesNo(_) => vec![(None, None)],
        Scale::Parts(parts) => parts.parts.iter().map(|part| named(&part.id, &part.label)).collect(),
        Scale::Checklist(list) => list.items.iter().map(|item| named(&item.id, &item.label)).collect(),
        Scale::Deductions(deductions) => deductions
            .findings
            .iter()
            .map(|found| named(&found.id, &found.label))
            .collect(),
        Scale::Measure(measure) => {
            let asked = measure
                .quantity
                .asked()
                .into_iter()
                .filter(|(_, asked)| asked.from.is_none());
            asked
                .filter_map(|(id, asked)| Some((Some(Id::new(id)?), Some(asked.label.clone()))))
                .collect()
        }
        Scale::Tiers(_) | Scale::Entries(_) | Scale::Each(_) | Scale::Comment(_) => Vec::new(),
    }
}

/// The answer that a text means: points, or one of a few answers by its name or by points that no other has.
fn answer(criterion: &Criterion, text: &str) -> Result<assessment::answers::Answer, ()> {
    use assessment::answers::Answer;
    let is_named = |name: &Text| name.all().any(|own| own.trim() == text);
    match &criterion.scale {
        Scale::Levels(levels) => {
            let found = levels
                .levels
                .iter()
                .find(|level| *level.id == *text || is_named(&level.label));
            if let Some(level) = found.filter(|_| !levels.has_ranges()) {
                return Ok(Answer::Level(level.id.clone()));
            }
        }
        Scale::YesNo(_) => {
            let words: [(&[&str], Answer); 2] = [
                (&["是", "有", "对", "y", "Y", "yes", "√", "✓"], Answer::Yes),
                (&["否", "无", "没有", "n", "N", "no", "×", "✗"], Answer::No),
            ];
            if let Some((_, answer)) = words.into_iter().find(|(words, _)| words.contains(&text)) {
                return Ok(answer);
            }
        }
        _ => {}
    }
    column_answer(&criterion.scale, text).map_err(drop)
}
