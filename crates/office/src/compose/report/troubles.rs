//! The points lost with their reasons, the problems, and the measures against them.

use super::Composer;
use super::sections::having;
use crate::compose::answer::{lost, problems};
use crate::compose::say::figure;
use crate::compose::{comparison, ledger};
use crate::paper::Style;
use assessment::answers::Answer;
use assessment::points::Decimal;
use assessment::rubric::Standing as Counts;
use assessment::score::{CriterionSheet, Standing};

impl Composer<'_, '_> {
    /// Adds what was lost, and every criterion below full marks or with a problem.
    pub(super) fn problems(&mut self) {
        let (form, words) = (self.form, self.form.words);
        let root = &form.sheet.root;
        let losing = having(root, |sheet| lost(sheet).is_some());
        let told = having(root, |sheet| {
            lost(sheet).is_some() || problems(&sheet.entry).next().is_some()
        });
        if told.is_empty() {
            match form.outcome.standing {
                Standing::Final => self.paper.say("problems", Style::Body, words.nothing_lost),
                Standing::Unscored if root.sum.answered > 0 && root.sum.answered == root.sum.items => {
                    self.paper.say("problems", Style::Body, words.no_problems);
                }
                _ => self.paper.lack(form, "problems", words.lack_problems),
            }
            return;
        }
        self.sum(&losing);
        if let Some(losses) = comparison::losses(form) {
            let caption = self.caption(words.losses);
            losses.add(form, "lost", &caption, &mut self.paper);
        }
        for (i, sheet) in told.into_iter().enumerate() {
            self.problem(i + 1, sheet);
        }
    }

    /// Adds how many points were lost, and where.
    fn sum(&mut self, losing: &[&CriterionSheet]) {
        let (form, words) = (self.form, self.form.words);
        let count = losing.len().to_string();
        let own = losing.iter().filter(|sheet| sheet.spec.standing == Counts::Base);
        let own: Decimal = own.filter_map(|sheet| lost(sheet)).sum();
        let whole = form
            .lost_in_sum()
            .filter(|points| *points == own && *points > Decimal::ZERO);
        let text = match whole {
            _ if losing.is_empty() => words.nothing_lost_but_problems.to_owned(),
            Some(points) if losing.iter().all(|sheet| sheet.spec.standing == Counts::Base) => {
                form.say(words.lost_points, &[("points", &figure(points)), ("count", &count)])
            }
            _ => form.say(words.lost_items, &[("count", &count)]),
        };
        let parts = form.sheet.root.sections.iter().filter(|section| !section.spec.beside);
        let parts = parts.filter(|section| section.tally.lost_points() > Decimal::ZERO);
        let parts: Vec<_> = parts
            .map(|section| {
                let title = form.section_title(&section.spec);
                let values = [("section", &*title), ("points", &*figure(section.tally.lost_points()))];
                form.say(words.lost_of_section, &values)
            })
            .collect();
        let by = (parts.len() > 1 && whole.is_some())
            .then(|| form.say(words.lost_by_section, &[("list", &form.list(parts))]));
        let sentences = std::iter::once(text).chain(by);
        self.paper.say("problems", Style::Body, form.paragraph(sentences));
    }

    /// Adds a criterion with what it lost, its problems and the reasons.
    fn problem(&mut self, number: usize, sheet: &CriterionSheet) {
        let (form, words, spec, entry) = (self.form, self.form.words, &sheet.spec, &sheet.entry);
        let (name, max) = (form.named(spec), form.most_of(sheet));
        let lost = lost(sheet);
        let head = match lost.map(figure) {
            Some(lost) if form.is_percent(sheet) => form.say(words.taken_percent, &[("item", &name), ("lost", &lost)]),
            Some(lost) if spec.standing == Counts::Penalty => {
                form.say(words.taken_off, &[("item", &name), ("lost", &lost)])
            }
            Some(lost) if max.is_empty() => form.say(words.lost_from_pool, &[("item", &name), ("lost", &lost)]),
            Some(lost) => {
                let score = figure(sheet.tally.score);
                let max = figure(sheet.tally.judged);
                form.say(
                    words.lost_item,
                    &[("item", &name), ("max", &max), ("score", &score), ("lost", &lost)],
                )
            }
            None => form.sentence(&name),
        };
        let named: Vec<_> = problems(entry).map(|problem| form.problem(problem)).collect();
        let (reason, note) = (entry.reason.trim(), entry.note.trim());
        let details = if lost.is_some() {
            form.details(sheet)
        } else {
            Vec::new()
        };
        let part = |label: &str, text: String| form.sentence(&form.labelled(label, &text));
        let excuse = (entry.answer == Some(Answer::NotApplicable) && !reason.is_empty())
            .then(|| part(words.not_applicable, reason.to_owned()));
        let parts = [
            Some(head),
            (!details.is_empty()).then(|| part(words.found, form.clauses(&details))),
            excuse.clone(),
            (!named.is_empty()).then(|| part(words.problem, form.clauses(&named))),
            (!note.is_empty() && lost.is_some()).then(|| part(words.remark, note.to_owned())),
        ];
        let text = form.paragraph(parts.into_iter().flatten());
        let text = form.say(words.numbered, &[("number", &number.to_string()), ("text", &text)]);
        self.paper.say(format!("problem:{}", spec.id), Style::Body, text);
        if named.is_empty() && note.is_empty() && excuse.is_none() {
            let what = form.say(words.lack_problem, &[("item", &form.item(spec))]);
            self.paper.lack(form, format!("problem:{}:missing", spec.id), &what);
        }
    }

    /// Adds the table of measures, and what is missing in it.
    pub(super) fn measures(&mut self) {
        let (form, words) = (self.form, self.form.words);
        let root = &form.sheet.root;
        let rows = ledger::rows(form);
        let unnamed = having(root, |sheet| {
            lost(sheet).is_some() && problems(&sheet.entry).next().is_none()
        });
        if !rows.is_empty() {
            let caption = self.caption(words.measures);
            self.paper.show("measures", &caption, ledger::measures(form, &rows));
        } else if unnamed.is_empty() {
            match form.outcome.standing {
                Standing::Final => self.paper.say("measures", Style::Body, words.no_measures),
                Standing::Unscored if root.sum.answered > 0 => {
                    self.paper.say("measures", Style::Body, words.no_measures);
                }
                _ => self.paper.lack(form, "measures", words.lack_measures),
            }
        }
        if !unnamed.is_empty() {
            let list = form.items(unnamed.iter().map(|sheet| &*sheet.spec));
            self.paper.lack(
                form,
                "measures:items",
                &form.say(words.lack_measures_of, &[("list", &list)]),
            );
        }
        for (key, what) in ledger::lacking(form, &rows) {
            self.paper.lack(form, format!("measures:{key}"), &what);
        }
    }
}
