//! A table as sections and criteria: row by row, below a head of columns.

mod criteria;
mod named;
mod points;
mod rows;
mod sections;
mod sums;

use super::columns::{Columns, is_words};
use super::heads::{self, Role};
use super::numbers;
use super::statements::{is_section_number, text_of_veto};
use crate::assign::{BlockAssignments, ColumnRole, RowRole};
use crate::document::Table;
use crate::draft::{Became, Doubt, DoubtKind, Place, Section};
use crate::limits;
use assessment::points::Decimal;
use sections::Over;

/// What a table was understood as.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Its sections. Criteria outside of any are in one without a title.
    pub sections: Vec<Section>,
    /// The texts before its head.
    pub before: Vec<String>,
    /// The texts after its criteria.
    pub notes: Vec<String>,
    /// What is doubtful.
    pub doubts: Vec<Doubt>,
    /// What each row became.
    pub became: Vec<(Place, Became)>,
    /// The total that the table states.
    pub stated: Option<(Decimal, Place)>,
    /// The total of own scores that the table states.
    pub own_stated: Option<(Decimal, Place)>,
    /// Whether every value of the points is a formula over others, as in a summary.
    pub computed: bool,
    /// What each column was taken for.
    pub columns: Vec<Option<ColumnRole>>,
    /// Whether the table was read without a head of columns, by its shape.
    pub by_shape: bool,
}

/// Reads a table with a head; `None` if its head is not known, or it states no points, and nobody said which column or which rows have
/// the criteria.
pub fn read(block: usize, table: &Table, assigned: &BlockAssignments) -> Option<Found> {
    Reading::new(block, table, Columns::find(table, assigned)?, assigned).read()
}

struct Reading<'t> {
    block: usize,
    table: &'t Table,
    assigned: &'t BlockAssignments,
    columns: Columns,
    points: Option<usize>,
    /// The column whose rules state the points, if nothing else does.
    given: Option<usize>,
    criterion: usize,
    sections: Vec<usize>,
    levels: Vec<usize>,
    found: Found,
    /// The texts of the columns of sections in the row before.
    path: Vec<String>,
    /// Rows with points that are the heads of those that follow.
    section_rows: Vec<usize>,
    /// Whether the rows of sections so far are bold, and the criteria are not.
    bold_sections: Option<bool>,
    /// Whether the rows that follow are about conditions that fail the whole.
    in_vetoes: bool,
    /// Whether no row has points, and a person said which column has the criteria.
    has_no_points: bool,
    /// Whether the last section is a row over the columns of sections, which are then inside it.
    over: Over,
    /// A row that is a section inside of so many of the columns of sections.
    within: Option<(usize, Section)>,
    /// The number of the last criterion.
    last_number: Option<String>,
    /// The row with the text that several rows share, and that is doubted already.
    shared: Option<usize>,
    /// The sum since the last row with a sum.
    since: Decimal,
    sum: Decimal,
    own_sum: Decimal,
}

impl<'t> Reading<'t> {
    fn new(block: usize, table: &'t Table, columns: Columns, assigned: &'t BlockAssignments) -> Self {
        let criterion = columns.one(Role::Criterion).unwrap_or(0);
        let levels = columns.all(Role::Level).collect();
        Self {
            block,
            table,
            assigned,
            points: columns.one(Role::Points),
            given: None,
            criterion,
            sections: columns
                .sections()
                .into_iter()
                .filter(|column| *column != criterion)
                .take(limits::SECTIONS)
                .collect(),
            levels,
            columns,
            found: Found::default(),
            path: Vec::new(),
            section_rows: Vec::new(),
            bold_sections: None,
            in_vetoes: false,
            has_no_points: false,
            over: Over::No,
            within: None,
            last_number: None,
            shared: None,
            since: Decimal::ZERO,
            sum: Decimal::ZERO,
            own_sum: Decimal::ZERO,
        }
    }

    fn place(&self, row: usize, column: Option<usize>) -> Place {
        Place {
            block: self.block,
            row,
            column,
        }
    }

    fn became(&mut self, row: usize, became: Became) {
        self.found.became.push((self.place(row, None), became));
    }

    fn doubt(&mut self, row: usize, column: Option<usize>, kind: DoubtKind) {
        let place = Some(self.place(row, column));
        self.found.doubts.push(Doubt { place, kind });
    }

    fn text(&self, row: usize, column: usize) -> &'t str {
        self.table.text(row, column)
    }

    /// Returns the text of a cell that begins in this row, empty for the rest of a merged one.
    fn own_text(&self, row: usize, column: usize) -> &'t str {
        let cell = self.table.rows[row].cells.get(column);
        cell.filter(|cell| cell.above == 0).map_or("", |cell| &cell.text)
    }

    /// Returns whether a cell with a text reaches into this row from above.
    fn goes_on_from_above(&self, row: usize, column: usize) -> bool {
        let cell = self.table.rows[row].cells.get(column);
        cell.is_some_and(|cell| cell.above > 0) && !self.text(row, column).is_empty()
    }

    /// Returns the text that a row shares with the one above, with the first text of its own, such as ②.
    fn shared_text(&self, row: usize) -> String {
        let shared = self.text(row, self.criterion);
        let is_other = |column: &usize| self.columns.roles[*column].is_none();
        let mut own = self.table.rows[row].origins().filter(|(column, _)| is_other(column));
        match own.find(|(_, cell)| !cell.text.is_empty()) {
            Some((_, cell)) => format!("{shared} {}", cell.text),
            None => shared.to_owned(),
        }
    }

    /// Returns the text of a cell that begins in this row and column.
    fn cell_text(&self, row: usize, column: usize) -> &'t str {
        let cell = self.table.rows[row].cells.get(column);
        cell.filter(|cell| cell.is_origin()).map_or("", |cell| &cell.text)
    }

    /// Returns the name of a row: what is judged, or its first text.
    fn name(&self, row: usize) -> &'t str {
        let text = self.cell_text(row, self.criterion);
        if text.is_empty() {
            return self.table.rows[row].origins().next().map_or("", |(_, cell)| &cell.text);
        }
        text
    }

    fn read(mut self) -> Option<Found> {
        let (before, named): (Vec<usize>, Vec<usize>) =
            (0..self.columns.head.start).partition(|row| !self.assigned.rows.contains_key(row));
        for row in before {
            let texts: Vec<String> = self.table.rows[row]
                .origins()
                .map(|(_, cell)| cell.text.to_string())
                .collect();
            self.found.before.extend(texts);
            self.became(row, Became::Note);
        }
        for row in self.columns.head.clone() {
            self.became(row, Became::Head);
        }
        let rows: Vec<usize> = named
            .into_iter()
            .chain(self.columns.head.end..self.table.rows.len())
            .collect();
        self.find_given();
        let last = self.last(&rows)?;
        self.find_section_rows(last);
        for row in rows {
            self.row(row, last);
        }
        if self.columns.second_points.is_some() {
            self.doubt(self.columns.head.start, None, DoubtKind::TwoPointColumns);
        }
        self.finish()
    }

    /// Returns the last row of the criteria.
    fn last(&mut self, rows: &[usize]) -> Option<usize> {
        let find = |fits: &dyn Fn(usize, Option<RowRole>) -> bool| {
            let is_last = |row: &&usize| fits(**row, self.assigned.rows.get(*row).copied());
            rows.iter().rev().find(is_last).copied()
        };
        let has_text = |row: usize| !self.own_text(row, self.criterion).is_empty();
        let pointed = find(&|row, role| {
            matches!(role, None | Some(RowRole::Criterion)) && self.points(row).is_some() && has_text(row)
        });
        let named = find(&|_, role| role == Some(RowRole::Criterion));
        let last = pointed.max(named);
        if last.is_some() || !self.assigned.has_column(ColumnRole::Criterion) {
            return last;
        }
        let texts = find(&|row, role| role.is_none() && has_text(row));
        self.has_no_points = true;
        texts
    }

    fn row(&mut self, row: usize, last: usize) {
        let origins: Vec<(usize, &str)> = self.table.rows[row]
            .origins()
            .map(|(column, cell)| (column, &*cell.text))
            .collect();
        if origins.is_empty() {
            return;
        }
        if let Some(role) = self.assigned.rows.get(&row) {
            return self.named_row(row, *role, &origins);
        }
        // The head again, as on every page.
        let head: Vec<&str> = self
            .columns
            .texts
            .iter()
            .map(String::as_str)
            .filter(|text| !text.is_empty())
            .collect();
        let repeats = origins.iter().filter(|(_, text)| head.contains(text)).count();
        if repeats * 2 > origins.len() && repeats >= 2 {
            return self.became(row, Became::Head);
        }
        let sum = origins
            .iter()
            .filter(|(column, _)| Some(*column) != self.points)
            .take(3)
            .find_map(|(_, text)| heads::total(text.lines().next().unwrap_or_default()));
        if let Some(kind) = sum {
            return self.total(row, kind);
        }
        let text = self.own_text(row, self.criterion);
        let points = self.points(row);
        if self.section_rows.contains(&row) {
            return self.section_row(row, self.name(row), points);
        }
        let is_merged_points = self.points.is_some_and(|column| self.goes_on_from_above(row, column));
        let is_shared = self.goes_on_from_above(row, self.criterion);
        if let (Some(points), true, false) = (points, text.is_empty(), is_shared) {
            // A sum without a word: the last row, with what all others make.
            if row > last && (points == self.sum || points == self.since) {
                self.stated(row, points);
                return self.became(row, Became::Total);
            }
        }
        match points {
            Some(points)
                if !text.is_empty()
                    || self
                        .sections
                        .iter()
                        .any(|column| !self.own_text(row, *column).is_empty()) =>
            {
                self.criterion(row, text, Some(points));
            }
            Some(_) if is_shared => {
                // One doubt for all rows that share it.
                let above = self.table.rows[row].cells[self.criterion].above as usize;
                let origin = row.saturating_sub(above);
                if self.shared != Some(origin) {
                    self.shared = Some(origin);
                    self.doubt(row, Some(self.criterion), DoubtKind::SharedText);
                }
                let text = self.shared_text(row);
                self.criterion(row, &text, points);
            }
            Some(points) => {
                if points != Decimal::ZERO {
                    self.doubt(row, self.points, DoubtKind::NoText);
                }
                self.became(row, Became::Ignored);
            }
            None if is_merged_points && self.has_own_number(row) => {
                self.doubt(row, self.points, DoubtKind::SharedPoints);
                self.criterion(row, text, None);
            }
            None if is_merged_points => self.more(row),
            None if self.has_mark(row) || self.has_rule(row) => {
                self.doubt(row, self.points, DoubtKind::NoPoints);
                self.criterion(row, text, None);
            }
            None if row > last && !self.is_veto(row) && !text_of_veto(&origins) && !self.goes_on(row) => {
                self.found
                    .notes
                    .extend(origins.iter().map(|(_, text)| (*text).to_owned()));
                self.became(row, Became::Note);
            }
            None => self.without_points(row, &origins),
        }
    }

    /// Returns whether a row without points has a mark such as ★ in place of a number: a condition that a sentence explains.
    fn has_mark(&self, row: usize) -> bool {
        let number = self
            .columns
            .one(Role::Number)
            .map_or("", |column| self.cell_text(row, column));
        let is_veto = self.is_veto(row);
        !is_veto && matches!(number, "★" | "☆" | "▲" | "△") && is_words(self.cell_text(row, self.criterion))
    }

    /// A row without points among those that have some: a section, or a criterion whose points are missing.
    fn without_points(&mut self, row: usize, origins: &[(usize, &str)]) {
        if self.is_veto(row) {
            let name = self.name(row);
            return self.criterion(row, name, None);
        }
        if self.has_no_points && !self.own_text(row, self.criterion).is_empty() {
            self.doubt(row, self.points, DoubtKind::NoPoints);
            return self.criterion(row, self.own_text(row, self.criterion), None);
        }
        // A row with a number like its neighbours is a criterion, even without points.
        let shape = |row: usize| {
            let cell = self.table.rows.get(row)?.cells.get(self.columns.one(Role::Number)?)?;
            let is_number = cell.is_origin()
                && cell.columns == 1
                && cell.text.chars().any(|character| character.is_ascii_digit())
                && !is_section_number(&cell.text);
            is_number.then(|| cell.text.matches('.').count())
        };
        let own = shape(row);
        let is_among =
            own.is_some() && (row.checked_sub(1).is_some_and(|before| shape(before) == own) || shape(row + 1) == own);
        let has_points_text = self
            .points
            .is_some_and(|column| !self.cell_text(row, column).is_empty());
        if is_among
            && !has_points_text
            && !self.own_text(row, self.criterion).is_empty()
            && !numbers::is_section(self.name(row))
        {
            self.doubt(row, self.points, DoubtKind::NoPoints);
            return self.criterion(row, self.own_text(row, self.criterion), None);
        }
        let text = self.own_text(row, self.criterion);
        let first = origins[0].1;
        let name = if text.is_empty() { first } else { text };
        let points_text = self
            .points
            .map(|column| self.cell_text(row, column))
            .unwrap_or_default();
        if !points_text.is_empty()
            && !is_words(points_text)
            && points_text.chars().any(|character| character.is_ascii_digit())
        {
            // Digits that are no plain number, such as `25*`.
            if let Some(points) = self.marked(row, points_text) {
                return self.criterion(row, name, Some(points));
            }
        }
        if !points_text.is_empty()
            && origins.len() > 1
            && text != points_text
            && !points_text.trim_matches(['-', '—', '/', '／']).is_empty()
            && heads::role(points_text).is_none()
        {
            self.doubt(row, self.points, DoubtKind::PointsUnread(points_text.to_owned()));
            return self.criterion(row, name, None);
        }
        let others = origins
            .iter()
            .filter(|(column, _)| {
                !matches!(
                    self.columns.roles[*column],
                    Some(Role::Number | Role::Section(_) | Role::Criterion | Role::Own | Role::Review | Role::Note)
                ) && *column != origins[0].0
            })
            .count();
        let spans = self.table.rows[row]
            .cells
            .first()
            .is_some_and(|cell| cell.columns as usize * 2 > self.table.width());
        let is_bold = self.table.rows[row].cells[origins[0].0].bold;
        if others == 0 || spans || numbers::is_section(name) || is_bold {
            return self.section_row(row, name, None);
        }
        // With a remark beside the name and no levels it is a section that says how its criteria are looked into.
        let levels = self.levels.iter().any(|column| !self.own_text(row, *column).is_empty());
        if !levels && others == 1 && self.table.rows.get(row + 1).is_some() && self.points(row + 1).is_some() {
            return self.section_row(row, name, None);
        }
        if text.is_empty() {
            return self.more(row);
        }
        self.doubt(row, self.points, DoubtKind::NoPoints);
        self.criterion(row, text, None);
    }
}
