//! A table as sections and criteria.

use super::amounts;
use super::columns::{Columns, is_words, points_of};
use super::heads::{self, Role, Sum};
use super::numbers;
use super::rules;
use super::statements::{
    continued, in_head, in_text, is_bonus, is_section_number, last_number, leading, section, strip_points,
    text_of_veto, without,
};
use crate::document::Table;
use crate::draft::{Became, Criterion, Doubt, DoubtKind, Level, Place, Rule, Section};
use assessment::points::Decimal;
use std::cmp::Reverse;

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
}

/// Reads a table with a head; `None` if its head is not known, or it states no points.
pub fn read(block: usize, table: &Table) -> Option<Found> {
    Reading::new(block, table, Columns::find(table, 0)?).read()
}

struct Reading<'t> {
    block: usize,
    table: &'t Table,
    columns: Columns,
    points: Option<usize>,
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
    /// The sum since the last row with a sum.
    since: Decimal,
    sum: Decimal,
    own_sum: Decimal,
}

impl<'t> Reading<'t> {
    fn new(block: usize, table: &'t Table, columns: Columns) -> Self {
        let criterion = columns.one(Role::Criterion).unwrap_or(0);
        let levels = columns.all(Role::Level).collect();
        Self {
            block,
            table,
            points: columns.one(Role::Points),
            criterion,
            sections: columns
                .sections()
                .into_iter()
                .filter(|column| *column != criterion)
                .collect(),
            levels,
            columns,
            found: Found::default(),
            path: Vec::new(),
            section_rows: Vec::new(),
            bold_sections: None,
            in_vetoes: false,
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

    /// Returns the text of a cell that begins in this row and column.
    fn cell_text(&self, row: usize, column: usize) -> &'t str {
        let cell = self.table.rows[row].cells.get(column);
        cell.filter(|cell| cell.is_origin()).map_or("", |cell| &cell.text)
    }

    /// Returns the points that a row states: in the column for them, or else in its levels or its text.
    fn points(&self, row: usize) -> Option<Decimal> {
        match self.points {
            Some(column) => points_of(self.cell_text(row, column)),
            None => self
                .in_levels(row)
                .or_else(|| in_text(self.cell_text(row, self.criterion)).map(|stated| stated.amount)),
        }
    }

    /// Returns the points of the best level that a row states, in the cells of the levels or in their heads.
    fn in_levels(&self, row: usize) -> Option<Decimal> {
        let of_columns = self
            .columns
            .all(Role::LevelPoints)
            .filter_map(|column| points_of(self.text(row, column)));
        let of_cells = self.levels.iter().filter_map(|column| {
            let text = self.cell_text(row, *column);
            leading(text)
                .map(|(points, _)| points)
                .or_else(|| amounts::number(text))
        });
        let stated = of_columns.chain(of_cells).max();
        let heads = || {
            let named = !self.cell_text(row, self.criterion).is_empty();
            let all = self.levels.iter().map(|column| in_head(&self.columns.texts[*column]));
            all.collect::<Option<Vec<_>>>()?.into_iter().max().filter(|_| named)
        };
        stated.or_else(heads)
    }

    /// Finds rows with points that are the heads of those that follow, by their number, place or type.
    fn find_section_rows(&mut self, last: usize) {
        let number = self.columns.one(Role::Number);
        let rows: Vec<usize> = (self.columns.head.end..=last)
            .filter(|row| {
                let name = self.name(*row);
                self.points(*row).is_some() && !name.is_empty() && heads::total(name).is_none()
            })
            .collect();
        let by =
            |fits: &dyn Fn(usize) -> bool| -> Vec<usize> { rows.iter().copied().filter(|row| fits(*row)).collect() };
        let numbered = |row: usize| number.is_none_or(|column| !self.cell_text(row, column).is_empty());
        let ways = [
            by(&|row| {
                numbers::is_section(self.name(row))
                    || number.is_some_and(|column| is_section_number(self.cell_text(row, column)))
            }),
            by(&|row| !numbered(row)),
            by(&|row| self.table.rows[row].origins().next().is_some_and(|(_, cell)| cell.bold)),
            by(&|row| self.table.rows[row].cells.first().is_some_and(|cell| cell.columns > 1)),
        ];
        self.section_rows = ways
            .into_iter()
            .find(|found| self.are_sums(found, &rows))
            .unwrap_or_default();
    }

    /// Returns whether each of these rows is followed by others, and most of them have the points of those.
    fn are_sums(&self, found: &[usize], rows: &[usize]) -> bool {
        if found.is_empty() || found.first() != rows.first() {
            return false;
        }
        let mut agree = 0;
        for (i, row) in found.iter().enumerate() {
            let end = found.get(i + 1).copied().unwrap_or(usize::MAX);
            let inner: Vec<Decimal> = rows
                .iter()
                .filter(|inner| **inner > *row && **inner < end)
                .filter_map(|inner| self.points(*inner))
                .collect();
            if inner.is_empty() {
                return false;
            }
            agree += usize::from(self.points(*row) == Some(inner.iter().copied().sum()));
        }
        agree * 2 > found.len()
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
        for row in 0..self.columns.head.start {
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
        let rows = self.columns.head.end..self.table.rows.len();
        let last = rows
            .clone()
            .rev()
            .find(|row| self.points(*row).is_some() && !self.own_text(*row, self.criterion).is_empty())?;
        self.find_section_rows(last);
        for row in rows {
            self.row(row, last);
        }
        if self.columns.second_points {
            self.doubt(self.columns.head.start, None, DoubtKind::TwoPointColumns);
        }
        self.finish()
    }

    fn row(&mut self, row: usize, last: usize) {
        let origins: Vec<(usize, &str)> = self.table.rows[row]
            .origins()
            .map(|(column, cell)| (column, &*cell.text))
            .collect();
        if origins.is_empty() {
            return;
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
        let is_merged_points = self
            .points
            .is_some_and(|column| self.table.rows[row].cells[column].above > 0 && !self.text(row, column).is_empty());
        if let (Some(points), true) = (points, text.is_empty()) {
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
            Some(_) => self.became(row, Became::Ignored),
            None if is_merged_points && self.has_own_number(row) => {
                self.doubt(row, self.points, DoubtKind::SharedPoints);
                self.criterion(row, text, None);
            }
            None if is_merged_points => self.more(row),
            None if row > last && !self.is_veto(row) && !text_of_veto(&origins) => {
                self.found
                    .notes
                    .extend(origins.iter().map(|(_, text)| (*text).to_owned()));
                self.became(row, Became::Note);
            }
            None => self.without_points(row, &origins),
        }
    }

    fn is_bold(&self, row: usize) -> bool {
        self.table.rows[row].origins().next().is_some_and(|(_, cell)| cell.bold)
    }

    fn has_own_number(&self, row: usize) -> bool {
        let number = self.columns.one(Role::Number).map(|column| self.cell_text(row, column));
        number.is_some_and(|text| !text.is_empty()) && !self.cell_text(row, self.criterion).is_empty()
    }

    /// Returns whether a row is a condition that fails the whole.
    fn is_veto(&self, row: usize) -> bool {
        let says = self
            .points
            .is_some_and(|column| self.cell_text(row, column).contains("否决"));
        (says || self.in_vetoes) && !self.cell_text(row, self.criterion).is_empty()
    }

    /// A row without points among those that have some: a section, or a criterion whose points are missing.
    fn without_points(&mut self, row: usize, origins: &[(usize, &str)]) {
        if self.is_veto(row) {
            let name = self.name(row);
            return self.criterion(row, name, None);
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
            if let Some(points) = points_of(points_text.trim_end_matches(['*', '†', '#', ' '])) {
                self.doubt(row, self.points, DoubtKind::MarkedPoints(points_text.to_owned()));
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

    fn section_row(&mut self, row: usize, text: &str, points: Option<Decimal>) {
        self.in_vetoes = text.contains("否决");
        let is_bold = self.is_bold(row);
        self.bold_sections = Some(is_bold && self.bold_sections != Some(false));
        let section = section(text, self.place(row, None));
        self.found.sections.push(Section {
            declared: points.or(section.declared),
            ..section
        });
        self.path.clear();
        self.became(row, Became::Section);
    }

    /// More text of the criterion before: a row that its cell of points reaches into.
    fn more(&mut self, row: usize) {
        let texts: Vec<String> = self.table.rows[row]
            .origins()
            .map(|(_, cell)| cell.text.to_string())
            .collect();
        let criterion = self.found.sections.last_mut().and_then(last_criterion);
        if let Some(criterion) = criterion {
            criterion.guidance.extend(texts);
        }
        self.became(row, Became::More);
    }

    fn criterion(&mut self, row: usize, text: &str, points: Option<Decimal>) {
        self.open_section(row);
        // A criterion that looks like the sections is one of its own.
        if self.bold_sections == Some(true) && self.is_bold(row) {
            let place = self.place(row, None);
            self.found.sections.push(section(text, place));
        } else if self.is_bold(row) {
            self.bold_sections = Some(false);
        }
        // Points that are taken off stand with or without their sign.
        let in_penalty = self.found.sections.last().is_some_and(|section| section.penalty);
        let points = points.map(|points| {
            if in_penalty && points < Decimal::ZERO {
                -points
            } else {
                points
            }
        });
        let stated = in_text(text).filter(|_| self.points.is_none());
        let plain = stated.as_ref().map_or(text.to_owned(), |stated| without(text, stated));
        let plain = if plain.is_empty() {
            self.sections
                .iter()
                .rev()
                .map(|column| self.text(row, *column))
                .find(|text| !text.is_empty())
                .unwrap_or_default()
                .to_owned()
        } else {
            plain
        };
        let (in_text_label, plain) = numbers::split(&plain);
        let label = self
            .columns
            .one(Role::Number)
            .map(|column| self.own_text(row, column))
            .filter(|text| !text.is_empty());
        let own = self.columns.one(Role::Own).and_then(|column| {
            let text = self.own_text(row, column);
            amounts::number(text).or_else(|| amounts::out_of(text).and_then(|(own, _)| own))
        });
        let mut guidance = self.texts(row, Role::Guidance);
        let levels = self.levels(row, points);
        if levels.is_none() {
            let of_levels = self
                .levels
                .iter()
                .map(|column| (&self.columns.texts[*column], self.own_text(row, *column)));
            guidance.extend(
                of_levels
                    .filter(|(_, text)| !text.is_empty())
                    .map(|(head, text)| match head.is_empty() {
                        true => text.to_owned(),
                        false => format!("{head}：{text}"),
                    }),
            );
        }
        let points = points.or_else(|| {
            levels
                .as_ref()
                .and_then(|levels| levels.iter().map(|level| level.points).max())
        });
        let bonus = is_bonus(&plain)
            || self
                .found
                .sections
                .last()
                .is_some_and(|section| section.bonus || section.penalty);
        let is_veto = points.is_none() && self.is_veto(row);
        let (rule, unread) = match levels {
            Some(levels) => (Rule::Levels(levels), false),
            None if is_veto => (Rule::Veto, false),
            None => rules::read(&plain, &guidance, points),
        };
        if let (Some(own), Some(points)) = (own, points)
            && own > points
        {
            self.doubt(row, self.columns.one(Role::Own), DoubtKind::OwnAbovePoints);
        }
        if unread {
            self.doubt(row, None, DoubtKind::RuleUnread);
        }
        if rule == Rule::Veto {
            self.doubt(row, None, DoubtKind::Veto);
        }
        let counted = points.filter(|_| !bonus).unwrap_or_default();
        self.since = self.since + counted;
        self.sum = self.sum + counted;
        self.own_sum = self.own_sum + own.unwrap_or_default();
        let criterion = Criterion {
            label: label.map(str::to_owned).or(in_text_label),
            text: plain,
            guidance,
            points,
            rule,
            bonus,
            own,
            note: self.texts(row, Role::Note).into_iter().next(),
            units: self.texts(row, Role::Unit),
            evidence: self.texts(row, Role::Evidence),
            methods: self.texts(row, Role::Method),
            place: self.place(row, None),
        };
        let inner: Vec<Section> = self
            .path
            .iter()
            .enumerate()
            .skip(1)
            .filter(|(_, title)| !title.is_empty())
            .map(|(i, title)| section(title, self.place(row, self.sections.get(i).copied())))
            .collect();
        if let Some(outer) = self.found.sections.last_mut() {
            within(outer, &inner).criteria.push(criterion);
        }
        self.became(row, Became::Criterion);
    }

    /// Returns the texts of a row in the columns with this role.
    fn texts(&self, row: usize, role: Role) -> Vec<String> {
        let all = self.columns.all(role).map(|column| self.text(row, column));
        all.filter(|text| !text.is_empty()).map(str::to_owned).collect()
    }

    /// Returns the levels of a row, best first, if all state their points.
    fn levels(&self, row: usize, points: Option<Decimal>) -> Option<Vec<Level>> {
        let pairs = self.columns.all(Role::LevelPoints);
        let of_columns: Vec<Level> = pairs
            .filter_map(|column| {
                let points = points_of(self.text(row, column))?;
                let text = column
                    .checked_sub(1)
                    .map(|before| self.text(row, before))
                    .unwrap_or_default();
                Some(Level {
                    label: text.to_owned(),
                    points,
                    text: String::new(),
                })
            })
            .collect();
        let of_cells: Vec<Level> = self
            .levels
            .iter()
            .filter_map(|column| {
                let text = self.own_text(row, *column);
                let head = &self.columns.texts[*column];
                let stated = leading(text).map(|(points, rest)| (points, rest.to_owned()));
                let (points, rest) = stated.or_else(|| Some((in_head(head)?, text.to_owned())))?;
                (!text.is_empty()).then(|| Level {
                    label: if head.is_empty() {
                        rest.clone()
                    } else {
                        strip_points(head)
                    },
                    points,
                    text: rest,
                })
            })
            .collect();
        let filled = self
            .levels
            .iter()
            .filter(|column| !self.own_text(row, **column).is_empty())
            .count();
        let mut levels = if of_columns.len() > 1 { of_columns } else { of_cells };
        let is_whole =
            levels.len() > 1 && (levels.len() == filled || self.levels.is_empty() || !levels.is_empty() && filled == 0);
        let best = levels.iter().map(|level| level.points).max()?;
        if !is_whole || points.is_some_and(|points| points != best) {
            return None;
        }
        levels.sort_by_key(|level| Reverse(level.points));
        Some(levels)
    }

    /// Opens the section that the columns of sections name, if it is another one than that of the row before.
    fn open_section(&mut self, row: usize) {
        let mut path: Vec<String> = Vec::with_capacity(self.sections.len());
        for (i, column) in self.sections.iter().enumerate() {
            let text = continued(self.text(row, *column));
            // An empty cell goes on with the section above, as long as those around it do.
            let is_within = self.path.get(..i) == Some(&path[..]);
            let above = self.path.get(i).filter(|_| text.is_empty() && is_within);
            path.push(above.cloned().unwrap_or_else(|| text.to_owned()));
        }
        let Some(outer) = path.first().filter(|outer| !outer.is_empty()) else {
            if self.found.sections.is_empty() {
                self.found.sections.push(Section::default());
            }
            return;
        };
        if self.path.first() != Some(outer) {
            let place = self.place(row, self.sections.first().copied());
            self.found.sections.push(section(outer, place));
        }
        self.path = path;
    }

    fn stated(&mut self, row: usize, points: Decimal) {
        self.found.stated = Some((points, self.place(row, self.points)));
    }

    /// A row with a sum: it is compared, and is no criterion.
    fn total(&mut self, row: usize, kind: Sum) {
        self.became(row, Became::Total);
        let of_column = self.points.and_then(|column| points_of(self.own_text(row, column)));
        let in_words = || {
            let texts = self.table.rows[row]
                .origins()
                .map(|(_, cell)| amounts::stated(&cell.text));
            texts
                .flatten()
                .find(|stated| !stated.own)
                .map(|stated| stated.amount)
                .or_else(|| {
                    let numbers = self.table.rows[row]
                        .origins()
                        .filter_map(|(_, cell)| last_number(&cell.text));
                    numbers.max()
                })
        };
        let own = self
            .columns
            .one(Role::Own)
            .and_then(|column| amounts::number(self.own_text(row, column)));
        if let Some(own) = own.filter(|own| *own != Decimal::ZERO && kind == Sum::Whole) {
            self.found.own_stated = Some((own, self.place(row, self.columns.one(Role::Own))));
        }
        let Some(points) = of_column.or_else(in_words) else {
            return;
        };
        match kind {
            Sum::Weighted => self.doubt(row, self.points, DoubtKind::WeightsBeside),
            Sum::Part if points != self.since && points != self.sum => {
                self.doubt(
                    row,
                    self.points,
                    DoubtKind::SumDiffers {
                        stated: points,
                        found: self.since,
                    },
                );
                self.since = Decimal::ZERO;
            }
            Sum::Part => self.since = Decimal::ZERO,
            Sum::Whole if points == self.sum => {
                self.stated(row, points);
                self.since = Decimal::ZERO;
            }
            // A table with several parts has a total for each.
            Sum::Whole if points == self.since => self.since = Decimal::ZERO,
            Sum::Whole if self.found.stated.is_none() => self.stated(row, points),
            Sum::Whole => {}
        }
        let first = self.table.rows[row]
            .origins()
            .next()
            .map(|(_, cell)| cell.text.to_string())
            .unwrap_or_default();
        if first.to_lowercase().contains("bonus") || first.contains("加分") {
            self.doubt(row, None, DoubtKind::BonusLimit);
        }
    }

    fn finish(mut self) -> Option<Found> {
        // A section row that no criterion follows is a line of text.
        let (empty, filled): (Vec<_>, Vec<_>) = self
            .found
            .sections
            .into_iter()
            .partition(|section| section.all().is_empty());
        self.found.notes.extend(empty.into_iter().map(|section| section.title));
        self.found.sections = filled;
        if self.found.sections.is_empty() {
            return None;
        }
        // Weights as fractions of 1 are percent.
        let all: Vec<Decimal> = self
            .found
            .sections
            .iter()
            .flat_map(Section::all)
            .filter_map(|criterion| criterion.points)
            .collect();
        let sum: Decimal = all.iter().copied().sum();
        if self.columns.weights_as_points && sum == Decimal::ONE {
            let to_percent = |points: Decimal| points.scaled(Decimal::whole(100), Decimal::ONE, 4);
            self.found.sections.iter_mut().for_each(|section| {
                each(section, &mut |criterion| {
                    criterion.points = criterion.points.map(to_percent);
                })
            });
            if let Some((stated, _)) = &mut self.found.stated {
                *stated = stated.scaled(Decimal::whole(100), Decimal::ONE, 4);
            }
        }
        // A weight column beside the points that differs from them.
        if let (Some(weights), Some(_)) = (self.columns.one(Role::Weight), self.points) {
            let has =
                (self.columns.head.end..self.table.rows.len()).any(|row| points_of(self.text(row, weights)).is_some());
            if has {
                let kind = DoubtKind::WeightsBeside;
                let place = Some(Place {
                    block: self.block,
                    row: self.columns.head.start,
                    column: Some(weights),
                });
                self.found.doubts.push(Doubt { place, kind });
            }
        }
        self.found.computed = self.points.is_some_and(|column| {
            let cells = (self.columns.head.end..self.table.rows.len()).map(|row| &self.table.rows[row].cells[column]);
            let filled: Vec<_> = cells.filter(|cell| !cell.is_empty()).collect();
            filled.len() > 1 && filled.iter().all(|cell| cell.formula)
        });
        if let Some((stated, place)) = self.found.own_stated
            && stated != self.own_sum
        {
            let kind = DoubtKind::OwnSumDiffers {
                stated,
                found: self.own_sum,
            };
            self.found.doubts.push(Doubt {
                place: Some(place),
                kind,
            });
        }
        Some(self.found)
    }
}

/// Returns the section at the end of a path of titles inside a section; what is not there yet is added.
fn within<'s>(outer: &'s mut Section, path: &[Section]) -> &'s mut Section {
    let Some((next, rest)) = path.split_first() else {
        return outer;
    };
    let is_there = outer
        .sections
        .last()
        .is_some_and(|last| (&last.label, &last.title) == (&next.label, &next.title));
    if !is_there {
        outer.sections.push(next.clone());
    }
    let last = outer.sections.len() - 1;
    within(&mut outer.sections[last], rest)
}

/// Returns the criterion that was added last to a section.
fn last_criterion(section: &mut Section) -> Option<&mut Criterion> {
    match section.sections.is_empty() {
        true => section.criteria.last_mut(),
        false => section.sections.last_mut().and_then(last_criterion),
    }
}

/// Visits every criterion in a section.
fn each(section: &mut Section, visit: &mut dyn FnMut(&mut Criterion)) {
    section.criteria.iter_mut().for_each(&mut *visit);
    section.sections.iter_mut().for_each(|inner| each(inner, visit));
}
