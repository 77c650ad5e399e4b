//! The criteria of a table, with what the other columns say about each.

use super::Reading;
use super::sections::within;
use crate::draft::{Became, Criterion, DoubtKind, Rule, Section};
use crate::understand::amounts;
use crate::understand::heads::Role;
use crate::understand::numbers;
use crate::understand::rules;
use crate::understand::statements::{in_text, is_bonus, section, without};
use assessment::points::Decimal;

impl Reading<'_> {
    /// More text of the criterion before: a row that its cell of points reaches into.
    pub(super) fn more(&mut self, row: usize) {
        let texts: Vec<String> = self.table.rows[row]
            .origins()
            .map(|(_, cell)| cell.text.to_string())
            .collect();
        let criterion = self.found.sections.last_mut().and_then(Section::last_criterion);
        match criterion {
            Some(criterion) => criterion.guidance.extend(texts),
            None => {
                self.found.notes.extend(texts);
                return self.became(row, Became::Note);
            }
        }
        self.became(row, Became::More);
    }

    pub(super) fn criterion(&mut self, row: usize, text: &str, points: Option<Decimal>) {
        self.open_section(row);
        // A criterion that looks like the sections is one of its own.
        let is_named = self.assigned.rows.contains_key(&row);
        if self.bold_sections == Some(true) && self.is_bold(row) && !is_named {
            let place = self.place(row, None);
            self.found.sections.push(section(text, place));
        } else if self.is_bold(row) && !is_named {
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
        self.last_number = label.map(str::to_owned).or(self.last_number.take());
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
        // Only sections of the top level are on top of the total, or taken off it.
        let mut inner = self.inner_sections(row);
        let is_inner_bonus = inner.iter().any(|section| section.bonus);
        if inner.iter().any(|section| section.penalty) {
            self.doubt(row, None, DoubtKind::BonusLimit);
        }
        for section in &mut inner {
            (section.bonus, section.penalty) = (false, false);
        }
        let bonus = is_bonus(&plain)
            || is_inner_bonus
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
        let is_guess = self
            .given(row)
            .is_some_and(|(given, is_plain)| points == Some(given) && !is_plain);
        if is_guess && in_text(text).is_none() {
            self.doubt(row, self.given, DoubtKind::PointsInText);
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
}
