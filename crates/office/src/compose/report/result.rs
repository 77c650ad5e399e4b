//! The points, the total and the grade, and what raised or lowered it.

use super::Composer;
use super::sections::having;
use crate::compose::comparison;
use crate::compose::grade;
use crate::compose::say::figure;
use crate::compose::scores;
use crate::paper::Style;
use assessment::answers::Answer;
use assessment::points::Decimal;
use assessment::rubric::Reason;
use assessment::score::{SectionSheet, Standing};

impl Composer<'_, '_> {
    /// Adds the total, the tables of scores, the grade, and what did not count.
    pub(super) fn result(&mut self) {
        let (form, words) = (self.form, self.form.words);
        self.total();
        self.grade();
        let table = scores::table(form);
        let caption = if table.rows.is_empty() {
            String::new()
        } else {
            self.caption(words.scores)
        };
        self.paper.show("scores", &caption, table);
        self.scaled(&form.sheet.root);
        if let Some(rates) = comparison::rates(form) {
            let caption = self.caption(words.rates);
            rates.add(form, "rates", &caption, &mut self.paper);
        }
        self.excused();
        self.open_items();
        if let Some(raters) = comparison::raters(form) {
            let caption = self.caption(words.raters);
            raters.add(form, "raters", &caption, &mut self.paper);
        }
        if let Some(years) = comparison::years(form) {
            let caption = self.caption(words.years);
            years.add(form, "years", &caption, &mut self.paper);
        }
    }

    /// Adds the total in figures and, in Chinese, in capital figures.
    fn total(&mut self) {
        let (form, words, total) = (self.form, self.form.words, &self.form.outcome.total);
        match form.outcome.standing {
            Standing::Unscored if form.rubric.scored() > 0 => {
                self.paper.say("result", Style::Body, words.result_none_applies);
            }
            Standing::Unscored => {
                let (done, all) = (total.answered.to_string(), total.items.to_string());
                let text = form.say(words.result_unscored, &[("done", &done), ("all", &all)]);
                self.paper.say("result", Style::Body, text);
            }
            Standing::Empty => self.paper.lack(form, "result", words.lack_scores),
            Standing::TooFew => {
                let least = form.rubric.rules.minimum_answered.unwrap_or_default();
                let (done, all, least) = (total.known.to_string(), total.scored.to_string(), figure(least));
                let what = form.say(words.lack_enough, &[("done", &done), ("all", &all), ("least", &least)]);
                self.paper.lack(form, "result", &what);
            }
            _ => self.paper.say("result", Style::Body, form.total_in_words()),
        }
        if let Some(claimed) = form
            .record
            .claimed_total
            .filter(|claimed| form.rubric.rules.claimed_total && form.has_total() && *claimed != total.score)
        {
            let values = [("claimed", &*figure(claimed)), ("computed", &*figure(total.score))];
            let what = form.say(words.check_claimed, &values);
            self.paper.say(
                "result:claimed",
                Style::Missing,
                form.say(words.to_check, &[("what", &what)]),
            );
        }
        for (key, text) in grade::beside_total(form) {
            self.paper.say(format!("result:{key}"), Style::Body, text);
        }
    }

    fn grade(&mut self) {
        let form = self.form;
        for (key, style, text) in grade::explained(form) {
            self.paper.say(key, style, text);
        }
    }

    /// Adds a remark for each section whose points are not the plain sum of its parts.
    fn scaled(&mut self, section: &SectionSheet) {
        let form = self.form;
        for inner in section.sections.iter() {
            let (sum, tally) = (&inner.sum, &inner.tally);
            let is_other = sum.max != tally.max || sum.score != tally.score;
            if is_other && !inner.spec.beside && sum.settled > 0 && sum.max > Decimal::ZERO {
                let title = form.section_title(&inner.spec);
                let figures = [sum.score, sum.max, tally.score, tally.max].map(figure);
                let [score, max, counted, of] = figures;
                let values = [
                    ("section", &*title),
                    ("score", &score),
                    ("max", &max),
                    ("counted", &counted),
                    ("of", &of),
                ];
                let text = form.say(form.words.section_scaled, &values);
                self.paper
                    .say(format!("section:{}:scaled", inner.spec.id), Style::Remark, text);
            }
            self.scaled(inner);
        }
    }

    /// Adds what does not apply, with the reasons, and what is not known.
    fn excused(&mut self) {
        let (form, words) = (self.form, self.form.words);
        let root = &form.sheet.root;
        let excused = having(root, |sheet| {
            sheet.tally.items > 0 && sheet.entry.answer == Some(Answer::NotApplicable)
        });
        if !excused.is_empty() {
            let text = form.say(words.excused, &[("count", &excused.len().to_string())]);
            self.paper.say("excused", Style::Body, text);
        }
        for sheet in excused {
            let (spec, reason) = (&sheet.spec, sheet.entry.reason.trim());
            let (name, key) = (form.named(spec), format!("excused:{}", spec.id));
            let asks = spec.not_applicable.as_ref().map(|policy| policy.asks());
            if !reason.is_empty() {
                let text = form.say(words.excused_because, &[("item", &name), ("reason", reason)]);
                self.paper.say(key, Style::Body, form.sentence(&text));
            } else if asks == Some(Reason::Required) {
                let what = form.say(words.lack_reason, &[("item", &name)]);
                self.paper.lack(form, key, &what);
            } else {
                self.paper.say(key, Style::Body, form.sentence(&name));
            }
        }
        let mut outside = Vec::new();
        outside_of(root, &mut outside, self);
        if !outside.is_empty() {
            let text = form.say(words.outside, &[("list", &form.list(outside))]);
            self.paper.say("outside", Style::Body, text);
        }
        let unknown = having(root, |sheet| sheet.tally.dont_know > 0);
        if !unknown.is_empty() {
            let list = form.items(unknown.iter().map(|sheet| &*sheet.spec));
            let values = [("count", &*unknown.len().to_string()), ("list", &list)];
            self.paper.say("unknown", Style::Body, form.say(words.unknown, &values));
        }
        let pending = having(root, |sheet| sheet.tally.pending > 0);
        if !pending.is_empty() {
            let list = form.items(pending.iter().map(|sheet| &*sheet.spec));
            self.paper
                .say("pending", Style::Body, form.say(words.waiting, &[("list", &list)]));
        }
    }

    /// Adds what has no answer, and what was refused.
    fn open_items(&mut self) {
        let (form, words) = (self.form, self.form.words);
        let root = &form.sheet.root;
        let kinds = [
            ("open", words.lack_open, having(root, |sheet| sheet.tally.open() > 0)),
            (
                "open:unscored",
                words.lack_answers,
                having(root, |sheet| sheet.tally.open_unscored() > 0),
            ),
        ];
        for (key, message, open) in kinds {
            if open.is_empty() || form.outcome.sum.answered == 0 {
                continue;
            }
            let list = form.items(open.iter().map(|sheet| &*sheet.spec));
            let what = form.say(message, &[("count", &open.len().to_string()), ("list", &list)]);
            self.paper.lack(form, key, &what);
        }
        for sheet in having(root, |sheet| sheet.tally.refused > 0) {
            let entry = &sheet.entry;
            let texts = entry.refused.iter().chain(entry.amounts.refused.values());
            let texts = form.list(texts.map(|text| text.trim()));
            let values = [("item", &*form.item(&sheet.spec)), ("value", &texts)];
            let what = form.say(words.to_check, &[("what", &form.say(words.check_refused, &values))]);
            self.paper
                .say(format!("refused:{}", sheet.spec.id), Style::Missing, what);
        }
    }
}

/// Collects the outermost parts that do not apply by the profile.
fn outside_of(section: &SectionSheet, found: &mut Vec<String>, composer: &Composer<'_, '_>) {
    let form = composer.form;
    let own = section.criteria.iter().filter(|sheet| sheet.tally.items == 0);
    let own: Vec<_> = own.map(|sheet| &*sheet.spec).collect();
    if !own.is_empty() {
        found.push(form.items(own));
    }
    for inner in section.sections.iter() {
        if inner.tally.items > 0 {
            outside_of(inner, found, composer);
        } else if inner.spec.count > 0 {
            let title = form.section_title(&inner.spec);
            found.push(form.say(form.words.section_quoted, &[("section", &title)]));
        }
    }
}
