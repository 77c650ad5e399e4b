//! What was done, section by section.

use super::Composer;
use crate::compose::answer::{is_full, lost};
use crate::compose::say::{criteria, figure, rate};
use crate::paper::{Align, Cell, Row, RowKind, Style, Table};
use assessment::rubric::{Scale, Standing};
use assessment::score::{CriterionSheet, SectionSheet};

/// How many criteria are told by their texts; of more only the numbers are given.
const TOLD: usize = 8;

impl Composer<'_, '_> {
    /// Adds the narrative of the whole, and the sections.
    pub(super) fn sections(&mut self) {
        let form = self.form;
        let root = &form.sheet.root;
        let narrative = form.record.sheet.root.narrative.trim();
        let guidance = root.spec.narrative.as_ref();
        let has_sections = root.sections.iter().any(|section| section.spec.narrative.is_some());
        if !narrative.is_empty() {
            self.paper.say("narrative", Style::Body, narrative);
        } else if let Some(guidance) = guidance {
            let guidance = form.wording(guidance);
            self.paper.lack(form, "narrative", &guidance);
        } else if !has_sections {
            self.paper.lack(form, "narrative", form.words.lack_narrative);
        }
        for section in root.sections.iter() {
            self.section(section);
        }
    }

    fn section(&mut self, section: &SectionSheet) {
        let (form, words, spec) = (self.form, self.form.words, &section.spec);
        let title = form.section_title(spec);
        let key = |what: &str| format!("section:{}:{what}", spec.id);
        if spec.depth == 1 {
            self.head(format!("heading:section:{}", spec.id), &title);
        } else {
            self.paper
                .head(format!("heading:section:{}", spec.id), 3, title.clone());
        }
        if section.tally.items == 0 && spec.count > 0 {
            self.paper.say(key("score"), Style::Body, words.section_outside);
            return;
        }
        let path = form.rubric.section_path(&spec.id);
        let own = path.and_then(|path| form.record.sheet.section(path));
        let narrative = own.map(|own| own.narrative.trim()).unwrap_or_default();
        let guidance = spec.narrative.as_ref().map(|text| form.wording(text));
        if !narrative.is_empty() {
            self.paper.say(key("text"), Style::Body, narrative);
        } else if spec.count == 0 {
            // A heading without criteria has nothing else to say.
            let usual = || form.say(words.lack_section_text, &[("section", &title)]).into();
            self.paper.lack(form, key("text"), &guidance.unwrap_or_else(usual));
        } else if let Some(guidance) = guidance.filter(|_| section.tally.scored > 0) {
            self.paper.lack(form, key("text"), &guidance);
        }
        let score = self.score(section);
        let own = section.criteria.sum;
        if own.items > 0 && own.answered == 0 && score.is_empty() {
            let what = form.say(words.lack_section, &[("section", &title)]);
            self.paper.lack(form, key("open"), &what);
        }
        if !score.is_empty() {
            self.paper.say(key("score"), Style::Body, score);
        }
        let full: Vec<_> = section.criteria.iter().filter(|sheet| is_full(sheet)).collect();
        if !full.is_empty() {
            let told = if full.len() > TOLD {
                form.items(full.iter().map(|sheet| &*sheet.spec))
            } else {
                form.clauses(full.iter().map(|sheet| self.told(sheet)))
            };
            let values = [("count", &*full.len().to_string()), ("list", &told)];
            self.paper
                .say(key("full"), Style::Body, form.say(words.section_full_items, &values));
        }
        for sheet in section.criteria.iter() {
            self.remarks(sheet);
        }
        let answers = self.answers(section);
        if !answers.rows.is_empty() {
            let caption = self.caption(&form.say(words.answers_of, &[("section", &title)]));
            self.paper.show(&format!("answers:{}", spec.id), &caption, answers);
        }
        for inner in section.sections.iter() {
            self.section(inner);
        }
    }

    /// Returns the text of a criterion with its points.
    fn told(&self, sheet: &CriterionSheet) -> String {
        let form = self.form;
        let text = form.text_of(&sheet.spec);
        if sheet.spec.takes_from_pool() {
            return text;
        }
        let points = form.say(form.words.points, &[("points", &figure(sheet.tally.score))]);
        form.say(form.words.with_remark, &[("text", &text), ("remark", &points)])
    }

    /// Returns the points of a section in words; empty if it carries none.
    fn score(&self, section: &SectionSheet) -> String {
        let (form, words, tally) = (self.form, self.form.words, &section.tally);
        let (max, score, open) = (figure(tally.max), figure(tally.score), tally.open().to_string());
        let done = tally.settled.to_string();
        let values = [("max", &*max), ("score", &score), ("open", &open), ("done", &done)];
        if section.spec.beside {
            if section.spec.depth > 1 || tally.answered == 0 {
                return String::new();
            }
            let message = match (section.spec.standing, section.spec.percent) {
                (_, true) => words.section_percent,
                (Standing::Penalty, _) => words.section_penalty,
                _ => words.section_bonus,
            };
            return form.say(message, &[("points", &form.extra_of(section))]);
        }
        if tally.scored == 0 || tally.max <= assessment::points::Decimal::ZERO {
            return String::new();
        }
        match (tally.settled, tally.open()) {
            (0, _) => form.say(words.section_open, &values[..1]),
            (_, 1..) => form.say(words.section_part, &values),
            _ if tally.pending > 0 => form.say(words.section_pending, &values[..2]),
            _ if tally.score >= tally.max => form.say(words.section_full, &values[..1]),
            _ => {
                let rate = rate(tally.score, tally.judged).map(figure).unwrap_or_default();
                form.say(words.section_score, &[values[0], values[1], ("rate", &rate)])
            }
        }
    }

    /// Adds a comment, and the note on a criterion that lost nothing: notes on the others are among the reasons.
    fn remarks(&mut self, sheet: &CriterionSheet) {
        let (form, spec) = (self.form, &sheet.spec);
        if sheet.tally.items == 0 {
            return;
        }
        if matches!(spec.scale, Scale::Comment(_)) {
            let answer = form.answer(sheet);
            if !answer.is_empty() {
                let text = form.labelled(&form.text_of(spec), &answer);
                self.paper
                    .say(format!("criterion:{}:text", spec.id), Style::Body, form.sentence(&text));
            }
        }
        let note = sheet.entry.note.trim();
        let is_in_table = spec.scale.maximum().is_none() && !matches!(spec.scale, Scale::Comment(_));
        if !note.is_empty() && lost(sheet).is_none() && !is_in_table {
            let text = form.labelled(&form.item(spec), note);
            self.paper
                .say(format!("criterion:{}:note", spec.id), Style::Body, form.sentence(&text));
        }
    }

    /// Returns the answers to the criteria of a section that carry no points, except comments.
    fn answers(&self, section: &SectionSheet) -> Table {
        let (form, words) = (self.form, self.form.words);
        let is_listed = |sheet: &CriterionSheet| {
            let scale = &sheet.spec.scale;
            scale.maximum().is_none() && !matches!(scale, Scale::Comment(_)) && sheet.tally.items > 0
        };
        let mut listed = section.criteria.iter().filter(|sheet| is_listed(sheet)).peekable();
        if listed.peek().is_none_or(|_| section.criteria.sum.answered == 0) {
            return Table::default();
        }
        let heads = [words.number, words.content, words.state, words.note];
        let rows = listed.map(|sheet| {
            Row::new(
                RowKind::Plain,
                [
                    Cell::new(form.number(&sheet.spec), Align::Centre),
                    Cell::new(form.text_of(&sheet.spec), Align::Start),
                    Cell::new(form.points_of(sheet), Align::Centre),
                    Cell::new(sheet.entry.note.trim(), Align::Start),
                ],
            )
        });
        Table {
            widths: vec![2, 9, 4, 5],
            head: vec![Row::new(
                RowKind::Plain,
                heads.map(|head| Cell::new(head, Align::Centre)),
            )],
            rows: rows.collect(),
        }
    }
}

/// Returns the criteria of a sheet with a property.
pub(super) fn having(section: &SectionSheet, has: impl Fn(&CriterionSheet) -> bool) -> Vec<&CriterionSheet> {
    criteria(section).filter(|sheet| has(sheet)).collect()
}
