//! Profile fields: what is asked about the subject before it is assessed.

use super::Feature;
use crate::Id;
use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, choice, object, too_many};
use crate::text::Text;

object! {
    /// A profile field.
    pub struct Field {
        /// The id.
        required "id" id: Id as "field",
        /// What is asked.
        required "label" label: Text,
        /// Guidance for the answer.
        optional "hint" hint: Text,
        /// The kind of answer.
        required "kind" kind: FieldKind,
        /// The unit of a number.
        optional "unit" unit: Text,
        /// The step of a number, from its minimum; whole numbers by default.
        optional "step" step: Decimal,
        /// The minimum of a number.
        optional "min" min: Decimal,
        /// The maximum of a number.
        optional "max" max: Decimal,
        /// The options of a choice.
        many "options" options: Vec<Choice>,
        /// The rows of a table.
        many "rows" rows: Vec<Choice> where Feature::ProfileTable,
        /// The columns of a table.
        many "columns" columns: Vec<Column> where Feature::ProfileTable,
        /// Several answers may be given, for a text.
        optional "repeating" repeating: bool,
        /// It names the subject: at most one field does.
        optional "subject" subject: bool,
    }
    => Field::check
}

object! {
    /// An option of a choice, or a row of a table.
    pub struct Choice {
        /// Its name.
        required "id" id: Id,
        /// Its label.
        required "label" label: Text,
    }
}

object! {
    /// A column of a table: a number in every row.
    pub struct Column {
        /// Its name.
        required "id" id: Id,
        /// Its label.
        required "label" label: Text,
        /// The unit of its numbers.
        optional "unit" unit: Text,
        /// The step of its numbers, from their minimum; whole numbers by default.
        optional "step" step: Decimal,
        /// The minimum of its numbers.
        optional "min" min: Decimal,
        /// The maximum of its numbers.
        optional "max" max: Decimal,
    }
    => Column::check
}

choice! {
    /// The kind of answer to a profile field.
    pub enum FieldKind {
        /// A line of text.
        "text" Text,
        /// A paragraph.
        "long-text" LongText,
        /// A number, with a unit where it has one.
        "number" Number,
        /// A day.
        "date" Date,
        /// One of several options.
        "choice" Choice,
        /// A table of numbers.
        "table" Table,
        /// A list of subjects that the person adds, such as sites, classes or parties.
        "subjects" Subjects,
    }
}

/// A use of the profile by a condition or an amount.
#[derive(Clone, Debug)]
pub(crate) enum FieldUse {
    /// The number in a field.
    Number(Id),
    /// Whether one of these options was chosen in a field.
    Options(Id, Vec<Id>),
    /// The sum of a column of a table.
    Column(Id, Id),
    /// A list of subjects.
    Subjects(Id),
}

impl FieldUse {
    /// The key that names the field.
    fn key(&self) -> &'static str {
        match self {
            Self::Subjects(_) => "of",
            Self::Number(_) | Self::Options(..) | Self::Column(..) => "field",
        }
    }

    /// Reports a condition or amount that no answer to the profile could satisfy. The reader is at its place.
    pub(super) fn check(&self, profile: &[Field], reader: &mut Reader<'_>) {
        let (id, kind) = match self {
            Self::Number(id) => (id, FieldKind::Number),
            Self::Options(id, _) => (id, FieldKind::Choice),
            Self::Column(id, _) => (id, FieldKind::Table),
            Self::Subjects(id) => (id, FieldKind::Subjects),
        };
        let value = || ("value", id.to_string());
        let Some(field) = profile.iter().find(|field| field.id == *id) else {
            // An invalid id was reported already.
            if !id.is_empty() {
                reader.key(self.key(), |r| r.problem(Code::UnknownField, vec![value()]));
            }
            return;
        };
        if field.kind != kind {
            let words = [("kind", field.kind), ("wanted", kind)].map(|(name, kind)| (name, kind.word().to_owned()));
            let args = [value()].into_iter().chain(words).collect();
            reader.key(self.key(), |r| r.problem(Code::FieldOfOtherKind, args));
        } else if let Self::Column(_, column) = self {
            let is_known = field.columns.iter().any(|own| own.id == *column);
            if !is_known && !column.is_empty() {
                let args = vec![("value", column.to_string())];
                reader.key("column", |r| r.problem(Code::UnknownId, args));
            }
        } else if let Self::Options(_, any) = self {
            let known: Vec<_> = field.options.iter().map(|option| &*option.id).collect();
            for (i, option) in any.iter().enumerate() {
                if option.is_empty() || known.contains(&&**option) {
                    continue;
                }
                let args = vec![
                    ("value", option.to_string()),
                    ("field", id.to_string()),
                    ("known", known.join(", ")),
                ];
                reader.key("any", |r| r.index(i, |r| r.problem(Code::UnknownOption, args)));
            }
        }
    }
}

/// Reports a step, a minimum and a maximum that contradict each other. The reader is at what has them.
fn check_number(of: (Option<Decimal>, Option<Decimal>, Option<Decimal>), reader: &mut Reader<'_>) {
    let (step, min, max) = of;
    reader.positive("step", step);
    if let Some((min, max)) = min.zip(max).filter(|(min, max)| min > max) {
        let args = vec![("min", min.to_string()), ("max", max.to_string())];
        reader.key("max", |r| r.problem(Code::MinimumAboveMaximum, args));
    }
}

impl Column {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        check_number((self.step, self.min, self.max), reader);
    }
}

impl Field {
    /// The fields as they are entered: after a table come its cells, row by row, each a number field of its own whose id is that of
    /// the table, the row and the column with a dot between them.
    ///
    /// Cells are made only within the limits, because two short lists make many cells. Tables beyond them are reported.
    pub(super) fn entered(all: Vec<Self>, reader: &mut Reader<'_>) -> Vec<Self> {
        let made = |field: &Self| Some(field.cell_count()).filter(|count| *count <= limits::CELLS);
        let count = all.len() + all.iter().filter_map(made).sum::<usize>();
        if count > limits::LIST {
            let (code, args) = too_many(count, limits::LIST);
            reader.key("profile", |r| r.problem(code, args));
            return all;
        }
        let mut entered = Vec::with_capacity(count);
        for field in all {
            let cells = made(&field).map(|_| field.cells());
            entered.push(field);
            entered.extend(cells.into_iter().flatten());
        }
        entered
    }

    fn cells(&self) -> Vec<Self> {
        let cell = |row: &Choice, column: &Column| Self {
            id: Id::new(&format!("{}.{}.{}", self.id, row.id, column.id)).unwrap_or_default(),
            label: row.label.beside(&column.label),
            hint: None,
            kind: FieldKind::Number,
            unit: column.unit.clone(),
            step: column.step,
            min: column.min,
            max: column.max,
            options: Vec::new(),
            rows: Vec::new(),
            columns: Vec::new(),
            repeating: None,
            subject: None,
        };
        let rows = self.rows.iter();
        rows.flat_map(|row| self.columns.iter().map(move |column| cell(row, column)))
            .collect()
    }

    /// The fields of a profile, each with the cells that follow it if it is a table.
    pub fn with_cells(profile: &[Self]) -> impl Iterator<Item = (&Self, &[Self])> {
        let mut rest = profile;
        std::iter::from_fn(move || {
            let (field, after) = rest.split_first()?;
            let (cells, after) = after.split_at(field.cell_count().min(after.len()));
            rest = after;
            Some((field, cells))
        })
    }

    fn cell_count(&self) -> usize {
        self.rows.len() * self.columns.len()
    }

    /// Reports a table without cells, with too many, or with ids that make none.
    fn check_table(&self, at: u32, reader: &mut Reader<'_>) {
        if let Some(key) = [("rows", self.rows.is_empty()), ("columns", self.columns.is_empty())]
            .into_iter()
            .find(|(_, is_missing)| *is_missing)
            .map(|(key, _)| key)
        {
            reader.problem_at(at, Code::MissingKey, vec![("key", key.to_owned())]);
        }
        if self.cell_count() > limits::CELLS {
            let (code, args) = too_many(self.cell_count(), limits::CELLS);
            reader.key("rows", |r| r.problem(code, args));
        }
        reader.key("rows", |r| r.once_each(self.rows.iter().map(|row| &*row.id)));
        reader.key("columns", |r| {
            r.once_each(self.columns.iter().map(|column| &*column.id))
        });
        // A dot parts the ids of a cell, and the whole must be an id.
        let longest = |ids: &mut dyn Iterator<Item = &Id>| ids.map(|id| id.len()).max().unwrap_or_default();
        let (rows, columns) = (
            longest(&mut self.rows.iter().map(|row| &row.id)),
            longest(&mut self.columns.iter().map(|column| &column.id)),
        );
        let count = self.id.len() + rows + columns + 2;
        if count > 64 {
            let args = vec![("count", count.to_string()), ("limit", "64".to_owned())];
            reader.key("id", |r| r.problem(Code::TextTooLong, args));
        }
        let parts = self.rows.iter().map(|row| ("rows", &row.id));
        let columns = self.columns.iter().map(|column| ("columns", &column.id));
        for (key, id) in parts.chain(columns).filter(|(_, id)| id.contains('.')) {
            reader.key(key, |r| r.problem(Code::ReservedId, vec![("value", id.to_string())]));
        }
    }

    /// Whether several answers may be given.
    pub fn is_repeating(&self) -> bool {
        self.repeating == Some(true)
    }

    /// Whether this field accepts a number.
    pub fn takes(&self, number: Decimal) -> bool {
        let step = self.step.unwrap_or(Decimal::ONE);
        self.min.is_none_or(|min| number >= min)
            && self.max.is_none_or(|max| number <= max)
            && number.on_step(self.min.unwrap_or_default(), step)
    }

    /// Reports keys that contradict each other.
    fn check(&self, at: u32, reader: &mut Reader<'_>) {
        if self.subject == Some(true) {
            reader.key("subject", |r| r.claim_once("subject", at, Code::SecondSubject));
        }
        let given = [
            ("unit", self.unit.is_some(), FieldKind::Number),
            ("step", self.step.is_some(), FieldKind::Number),
            ("min", self.min.is_some(), FieldKind::Number),
            ("max", self.max.is_some(), FieldKind::Number),
            ("options", !self.options.is_empty(), FieldKind::Choice),
            ("rows", !self.rows.is_empty(), FieldKind::Table),
            ("columns", !self.columns.is_empty(), FieldKind::Table),
            ("repeating", self.repeating.is_some(), FieldKind::Text),
        ];
        for (key, _, _) in given.iter().filter(|(_, given, kind)| *given && *kind != self.kind) {
            let args = vec![("key", (*key).to_owned()), ("kind", self.kind.word().to_owned())];
            reader.key(key, |r| r.problem(Code::KeyNotForKind, args));
        }
        check_number((self.step, self.min, self.max), reader);
        if self.kind == FieldKind::Table {
            self.check_table(at, reader);
        }
        if self.kind == FieldKind::Subjects {
            reader.key("kind", |r| r.defer(Feature::EachSubject));
        }
        reader.key("options", |r| {
            r.once_each(self.options.iter().map(|option| &*option.id))
        });
        if self.kind == FieldKind::Choice && self.options.is_empty() {
            reader.problem(Code::MissingKey, vec![("key", "options".to_owned())]);
        }
    }
}
