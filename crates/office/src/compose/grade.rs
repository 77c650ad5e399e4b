//! The total and the grade in words: the bounds, what raised or lowered it, and what it waits for.

use super::Style;
use super::answer::find;
use super::capital::capital;
use super::filled::Filled;
use super::say::{figure, rate, signed, without_stop};
use assessment::Id;
use assessment::points::Decimal;
use assessment::rubric::{Band, Condition, Gate, Grades, GradesBy};
use assessment::score::Standing;

/// A paragraph with its key and its style.
type Said = (String, Style, String);

impl Filled<'_> {
    /// Returns the name of the grade, if one is claimed.
    pub(super) fn grade_name(&self) -> Option<String> {
        let grades = self.rubric.grades.as_ref()?;
        let band = grades.bands.get(self.outcome.grade?)?;
        Some(self.wording(&band.label).trim().to_owned())
    }

    /// Returns the total with its grade in a sentence; empty if there is no total.
    pub(super) fn total_in_short(&self) -> String {
        let total = &self.outcome.total;
        let (score, max) = (figure(total.score), figure(total.max));
        let values = [("score", &*score), ("max", &max)];
        match (self.outcome.standing, self.grade_name()) {
            (Standing::Provisional, _) => self.say(self.words.short_provisional, &values),
            (Standing::Final, Some(grade)) => {
                self.say(self.words.short_graded, &[values[0], values[1], ("grade", &grade)])
            }
            (Standing::Final, None) => self.say(self.words.short_total, &values),
            _ => String::new(),
        }
    }

    /// Returns the total in words and figures, where there is one.
    pub(super) fn total_in_words(&self) -> String {
        let (words, total) = (self.words, &self.outcome.total);
        let (score, capital, max) = (figure(total.score), capital(total.score), figure(total.max));
        if self.outcome.standing == Standing::Provisional {
            let (done, open, judged) = (
                total.settled.to_string(),
                total.open().to_string(),
                figure(total.judged),
            );
            let values = [
                ("done", &*done),
                ("open", &open),
                ("score", &score),
                ("capital", &capital),
                ("judged", &judged),
            ];
            return self.say(words.result_provisional, &values);
        }
        let rate = rate(total.score, total.max).map(figure).unwrap_or_default();
        let values = [
            ("score", &*score),
            ("capital", &capital),
            ("max", &max),
            ("rate", &rate),
        ];
        self.say(words.result_final, &values)
    }
}

/// Returns what belongs to the total: rescaling, extra points, the mean, the weakest part. Each with the end of its key.
pub(super) fn beside_total(form: &Filled<'_>) -> Vec<(&'static str, String)> {
    let (words, outcome) = (form.words, &form.outcome);
    let mut said = Vec::new();
    if !form.has_total() {
        return said;
    }
    if outcome.is_rescaled() {
        let (score, max) = (figure(outcome.sum.score), figure(outcome.sum.max));
        let values = [("score", &*score), ("max", &max), ("full", &*figure(outcome.total.max))];
        said.push(("rescaled", form.say(words.rescaled, &values)));
    }
    if outcome.total.extra != Decimal::ZERO {
        let points = signed(outcome.total.extra);
        said.push(("extra", form.say(words.extra_counted, &[("points", &points)])));
    }
    if let Some((mean, scale)) = outcome.mean.zip(form.rubric.rules.mean.as_ref()) {
        let values = [("mean", &*figure(mean)), ("of", &*figure(scale.of))];
        said.push(("mean", form.say(words.mean, &values)));
    }
    if let Some((weakest, rule)) = outcome.weakest.as_ref().zip(form.rubric.rules.weakest.as_ref()) {
        let name = part_name(form, &weakest.id, weakest.is_section);
        let (score, max) = (figure(weakest.score), figure(weakest.max));
        let label = form.wording(&rule.label);
        let values = [("label", &*label), ("name", &name), ("score", &score), ("max", &max)];
        said.push(("weakest", form.say(words.weakest, &values)));
    }
    said
}

fn part_name(form: &Filled<'_>, id: &Id, is_section: bool) -> String {
    if is_section {
        let section = form.rubric.section_path(id).map(|path| form.rubric.section_at(path));
        let title = section.map(|section| form.section_title(section)).unwrap_or_default();
        return form.say(form.words.section_quoted, &[("section", &title)]);
    }
    let criterion = form.rubric.criterion(id);
    criterion.map(|criterion| form.named(criterion)).unwrap_or_default()
}

/// Returns the grade, its bounds, the gates, and what it depends on, one paragraph each.
pub(super) fn explained(form: &Filled<'_>) -> Vec<Said> {
    let Some(grades) = &form.rubric.grades else {
        return Vec::new();
    };
    let (words, outcome) = (form.words, &form.outcome);
    let mut said: Vec<Said> = Vec::new();
    let mut say = |key: &str, style: Style, text: String| said.push((key.to_owned(), style, text));
    if let Some((grade, band)) = form.grade_name().zip(outcome.grade.and_then(|i| grades.bands.get(i))) {
        let text = form.say(words.result_grade, &[("grade", &grade)]);
        let stars = band
            .stars
            .map(|stars| form.say(words.stars, &[("count", &stars.to_string())]));
        let consequence = band.text.as_ref().map(|text| form.sentence(&form.wording(text)));
        let sentences = [Some(text), stars, consequence];
        say(
            "result:grade",
            Style::Body,
            form.paragraph(sentences.into_iter().flatten()),
        );
    }
    if outcome.standing != Standing::Unscored {
        let bands = form.clauses(bands(form, grades));
        say("result:bands", Style::Body, form.say(words.bands, &[("list", &bands)]));
    }
    for i in &outcome.raised {
        if let Some(gate) = form.rubric.gates.get(*i) {
            say(&format!("result:gate:{i}"), Style::Body, raised(form, gate));
        }
    }
    let has_gate = !outcome.raised.is_empty() || !outcome.waiting.is_empty() || !outcome.unsettled.is_empty();
    if !form.rubric.gates.is_empty() && !has_gate && outcome.standing == Standing::Final {
        say("result:gates", Style::Body, words.no_gate.to_owned());
    }
    let total = &outcome.total;
    let holds = |condition: &Condition| condition.holds(&form.sheet.facts) == Some(true);
    let mean = form.rubric.rules.mean.as_ref();
    let earned = grades.reached(total.score, total.max, mean, None, &holds);
    let earned = earned
        .and_then(|i| grades.bands.get(i))
        .map(|band| form.wording(&band.label));
    if let Some((grade, earned)) = form.grade_name().zip(earned)
        && !outcome.raised.is_empty()
        && *earned.trim() != *grade
    {
        let values = [("earned", earned.trim()), ("grade", &grade)];
        say("result:lowered", Style::Body, form.say(words.lowered, &values));
    }
    if outcome.waits_for_rank {
        say("result:rank", Style::Body, words.waits_for_rank.to_owned());
    }
    let lookup = |id: &Id| form.sheet.scored(form.rubric, id);
    let waiting = outcome.waiting.iter().filter_map(|i| form.rubric.gates.get(*i));
    let waiting: Vec<_> = waiting.flat_map(|gate| gate.rule().open(&lookup)).collect();
    let pending = outcome.pending(form.sheet, form.rubric);
    for (key, open, message) in [
        ("result:waiting", waiting, words.lack_precondition),
        ("result:undecided", pending.iter().collect(), words.lack_deciding),
    ] {
        let open = open.into_iter().filter_map(|id| form.rubric.criterion(id));
        let list = form.items(open.map(|criterion| &**criterion));
        if !list.is_empty() && total.answered > 0 {
            said.push((
                key.to_owned(),
                Style::Missing,
                form.to_write(&form.say(message, &[("list", &list)])),
            ));
        }
    }
    said
}

/// Returns a raised gate in a sentence.
fn raised(form: &Filled<'_>, gate: &Gate) -> String {
    let words = form.words;
    let found = |id: &Id| find(form, id);
    let criteria = gate.rule().criteria().into_iter().filter_map(found);
    let answered = |sheet: &assessment::score::CriterionSheet| {
        let (name, answer) = (form.named(&sheet.spec), form.answer(sheet));
        if answer.is_empty() {
            name
        } else {
            form.labelled(&name, &answer)
        }
    };
    let (message, what) = match gate {
        Gate::Veto(_) => (words.gate_veto, form.clauses(criteria.map(answered))),
        Gate::Precondition(_) => (words.gate_precondition, form.clauses(criteria.map(answered))),
        Gate::KeyItems(gate) => {
            let failed = criteria.filter(|sheet| {
                let scored = form.sheet.scored(form.rubric, &sheet.spec.id);
                scored.is_some_and(|scored| gate.fails(&scored))
            });
            (words.gate_key_items, form.items(failed.map(|sheet| &*sheet.spec)))
        }
        _ => {
            let text = match gate {
                Gate::Condition(gate) => form.wording(&gate.text),
                _ => "".into(),
            };
            (words.gate_condition, without_stop(&text).to_owned())
        }
    };
    let effect = gate.effect();
    let imposed = effect.grade.and_then(|id| {
        let grades = form.rubric.grades.as_ref()?;
        let index = grades.index(id)?;
        let band = grades.bands.get(index)?;
        // Nothing is below the last grade.
        let is_last = index + 1 == grades.bands.len();
        let message = if is_last { words.gate_sets } else { words.gate_imposes };
        Some(form.say(message, &[("grade", form.wording(&band.label).trim())]))
    });
    let lowers = effect
        .lower_by
        .map(|by| form.say(words.gate_lowers, &[("count", &by.to_string())]));
    let sentences = [Some(form.say(message, &[("what", &what)])), imposed.or(lowers)];
    form.paragraph(sentences.into_iter().flatten())
}

/// Returns what each grade asks for.
fn bands(form: &Filled<'_>, grades: &Grades) -> Vec<String> {
    let last = grades.bands.len().saturating_sub(1);
    let all = grades.bands.iter().enumerate();
    all.map(|(i, band)| bound(form, grades, band, i == last)).collect()
}

fn bound(form: &Filled<'_>, grades: &Grades, band: &Band, is_last: bool) -> String {
    let words = form.words;
    let grade = form.wording(&band.label);
    let grade = grade.trim();
    let value = |bound: Decimal| {
        let message = match grades.measured() {
            GradesBy::Rate => words.unit_rate,
            GradesBy::Mean => words.unit_mean,
            _ => words.points,
        };
        form.say(message, &[("points", &figure(bound))])
    };
    let top = band.top.map(figure);
    let text = match (band.at_least, band.at_most, top) {
        (Some(least), _, None) if is_last && least <= Decimal::ZERO && band.condition.is_none() => {
            return form.say(words.band_rest, &[("grade", grade)]);
        }
        (Some(least), _, None) => form.say(words.band_least, &[("value", &value(least)), ("grade", grade)]),
        (Some(least), _, Some(top)) => {
            let values = [("value", &*value(least)), ("top", &top), ("grade", grade)];
            form.say(words.band_least_and_top, &values)
        }
        (None, Some(most), _) => form.say(words.band_most, &[("value", &value(most)), ("grade", grade)]),
        (None, None, Some(top)) => form.say(words.band_top, &[("top", &top), ("grade", grade)]),
        (None, None, None) => return form.say(words.band_condition, &[("grade", grade)]),
    };
    match band.condition {
        Some(_) => form.say(
            words.with_remark,
            &[("text", &text), ("remark", words.band_has_condition)],
        ),
        None => text,
    }
}
