//! The sections of a table: rows over others, and columns that name them.

use super::Reading;
use crate::assign::RowRole;
use crate::draft::{Became, Section};
use crate::understand::heads::{self, Role};
use crate::understand::numbers::{self, Kind};
use crate::understand::statements::{continued, is_bonus, is_penalty, is_section_number, section};
use assessment::points::Decimal;

impl Reading<'_> {
    /// Finds rows with points that are the heads of those that follow, by their number, place or type.
    pub(super) fn find_section_rows(&mut self, last: usize) {
        let number = self.columns.one(Role::Number);
        let rows: Vec<usize> = (self.columns.head.end..=last)
            .filter(|row| matches!(self.assigned.rows.get(row), None | Some(RowRole::Criterion)))
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
            let first = rows.partition_point(|inner| inner <= row);
            let inner: Vec<Decimal> = rows[first..]
                .iter()
                .take_while(|inner| **inner < end)
                .filter_map(|inner| self.points(*inner))
                .collect();
            if inner.is_empty() {
                return false;
            }
            agree += usize::from(self.points(*row) == Some(inner.iter().copied().sum()));
        }
        agree * 2 > found.len()
    }

    pub(super) fn section_row(&mut self, row: usize, text: &str, points: Option<Decimal>) {
        self.in_vetoes = text.contains("否决");
        let is_bold = self.is_bold(row);
        self.bold_sections = Some(is_bold && self.bold_sections != Some(false));
        let section = section(text, self.place(row, None));
        let section = Section {
            declared: points.or(section.declared),
            ..section
        };
        self.became(row, Became::Section);
        let is_named = self.assigned.rows.contains_key(&row);
        // A row inside of a merged cell that names a section is a section inside that.
        let depth = self.depth(row, text);
        if depth > 0 {
            self.open_section(row);
            self.path.truncate(depth);
            self.within = Some((depth, section));
            return;
        }
        self.within = None;
        let spans = self.table.rows[row]
            .origins()
            .next()
            .is_some_and(|(_, cell)| cell.columns > 1);
        let is_short = text.chars().count() <= 40 && !text.ends_with(['。', '；', ';']);
        self.over = match () {
            () if is_named || spans && (is_short || section.declared.is_some()) => Over::Yes,
            // Without merged cells what follows tells a section from one that its own column names.
            () if is_short => Over::Perhaps,
            () => Over::No,
        };
        self.found.sections.push(section);
        self.path.clear();
    }

    /// Returns how many columns of sections have a cell that a row with this title is inside of: one that other rows are in as well.
    fn depth(&self, row: usize, title: &str) -> usize {
        let cell = |row: usize, column: usize| self.table.rows.get(row).and_then(|row| row.cells.get(column));
        let is_around = |column: &&usize| {
            let own = cell(row, **column).filter(|own| !own.is_empty() && *own.text != *title);
            let goes_on = cell(row + 1, **column).is_some_and(|next| next.above > 0);
            own.is_some_and(|own| own.above > 0 || goes_on)
        };
        self.sections.iter().take_while(is_around).count()
    }

    /// Opens the section that the columns of sections name, if it is another one than that of the row before.
    pub(super) fn open_section(&mut self, row: usize) {
        let mut path: Vec<String> = Vec::with_capacity(self.sections.len());
        for (i, column) in self.sections.iter().enumerate() {
            let text = continued(self.text(row, *column));
            // An empty cell goes on with the section above, as long as those around it do.
            let is_within = self.path.get(..i) == Some(&path[..]);
            let above = self.path.get(i).filter(|_| text.is_empty() && is_within);
            path.push(above.cloned().unwrap_or_else(|| text.to_owned()));
        }
        let has_outer = path.first().is_some_and(|outer| !outer.is_empty());
        match self.over {
            Over::Perhaps if has_outer => self.over = Over::Yes,
            Over::Perhaps => self.over = Over::No,
            _ => {}
        }
        if let Some((depth, _)) = &self.within
            && self.path.get(..*depth) != path.get(..*depth)
        {
            self.within = None;
        }
        // Points on top of the total, or taken off it, have a section of their own.
        let is_apart = path.first().is_some_and(|outer| is_bonus(outer) || is_penalty(outer));
        let is_new = self.path.first() != path.first();
        if self.over == Over::Yes && is_apart && is_new {
            self.over = Over::No;
        }
        if self.over == Over::Yes {
            self.path = path;
            return;
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

    /// Returns the sections of a row inside its outermost one, the outer ones first.
    pub(super) fn inner_sections(&self, row: usize) -> Vec<Section> {
        let mut inner: Vec<Section> = Vec::new();
        let outermost = self.found.sections.last();
        let is_same = |one: &Section, other: &Section| (&one.label, &one.title) == (&other.label, &other.title);
        for i in 0..=self.path.len() {
            if let Some((depth, section)) = &self.within
                && *depth == i
            {
                inner.push(section.clone());
            }
            let Some(title) = self.path.get(i).filter(|title| !title.is_empty()) else {
                continue;
            };
            let next = section(title, self.place(row, self.sections.get(i).copied()));
            // The outermost section is there already: as itself, or as a row that repeats its name.
            let is_there = match self.over {
                Over::Yes => inner.is_empty() && outermost.is_some_and(|outer| is_same(outer, &next)),
                _ => i == 0,
            };
            if !is_there {
                inner.push(next);
            }
        }
        inner
    }
}

impl Reading<'_> {
    /// Returns the kind of the number of a section that has a row of its own.
    pub(super) fn kind(&self, section: &Section) -> Option<Kind> {
        let place = section.place.filter(|place| place.column.is_none())?;
        numbers::before(self.name(place.row)).map(|(kind, ..)| kind)
    }
}

/// Puts sections whose rows follow another one with another kind of number, which has no criteria of its own, into that one.
pub(super) fn nested(sections: Vec<(Option<Kind>, Section)>, depth: usize) -> Vec<Section> {
    let mut found = Vec::new();
    let mut rest = sections.into_iter().peekable();
    while let Some((kind, mut section)) = rest.next() {
        let is_inner =
            |(other, next): &(Option<Kind>, Section)| other.is_some() && *other != kind && !next.bonus && !next.penalty;
        if kind.is_some() && depth > 1 && section.all().is_empty() {
            let mut inner = Vec::new();
            while let Some(next) = rest.next_if(is_inner) {
                inner.push(next);
            }
            section.sections.extend(nested(inner, depth - 1));
        }
        found.push(section);
    }
    found
}

/// How a row that is a section stands to the columns that name sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// It is none of theirs, or there is none.
    No,
    /// They are inside it if they name sections of their own.
    Perhaps,
    /// They are inside it.
    Yes,
}

/// Returns the section at the end of a path of titles inside a section; what is not there yet is added.
pub(super) fn within<'s>(outer: &'s mut Section, path: &[Section]) -> &'s mut Section {
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
