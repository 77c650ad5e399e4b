//! What is said beside figures: the reasons for points lost, how points are computed, the grade and what it depends on.

use super::Context;
use super::lines::{Line, Lines};
use super::words::fill;
use assessment::answers::{Answer, Deficiency};
use assessment::points::Decimal;
use assessment::rubric::scale::Together;
use assessment::rubric::{Rescale, Scale, Standing};
use assessment::score::{CriterionSheet, Outcome, SectionSheet, Standing as Reliability};
use assessment::{Rounding, Tally};

/// Returns whether no criterion has a number by the author.
pub(super) fn is_unnumbered(lines: &Lines<'_>) -> bool {
    let mut all = lines.lines.iter();
    all.all(|line| {
        matches!(line, Line::Section { .. }) || matches!(line, Line::Criterion(one) if one.spec.label.is_none())
    })
}

/// Returns the problems of a criterion and what was counted against it, one line each.
pub(super) fn reasons(context: &Context<'_>, sheet: &CriterionSheet) -> String {
    let mut all = Vec::new();
    if let Scale::Deductions(scale) = &sheet.spec.scale
        && !sheet.entry.is_set_aside()
    {
        let counted = scale.counted(&sheet.entry).filter(|(_, count)| *count > Decimal::ZERO);
        all.extend(counted.map(|(finding, count)| format!("{} × {count}", context.text(&finding.label))));
    }
    let named: Vec<&Deficiency> = sheet.entry.problems.iter().filter(|one| one.is_named()).collect();
    let is_many = named.len() > 1;
    all.extend((1..).zip(named).map(|(number, problem)| match is_many {
        true => format!("{number}. {}", problem.text.trim()),
        false => problem.text.trim().to_owned(),
    }));
    all.join("\n")
}

/// Returns the other remarks on a criterion, one line each.
pub(super) fn of_criterion(context: &Context<'_>, sheet: &CriterionSheet, lines: &Lines<'_>) -> String {
    let (words, spec, entry, tally) = (context.words, &sheet.spec, &sheet.entry, &sheet.tally);
    let mut all = Vec::new();
    let refused = entry.refused.iter().chain(entry.amounts.refused.values());
    all.extend(refused.map(|value| fill(words.refused, &[("value", value)])));
    let is_counted = tally.scored > 0 && tally.max != Decimal::ZERO;
    match &entry.answer {
        Some(Answer::NotApplicable) => {
            if is_counted {
                all.push(fill(words.excused, &[("points", &tally.score)]));
            }
            if !entry.reason.trim().is_empty() {
                all.push(fill(words.reason, &[("text", &entry.reason.trim())]));
            }
        }
        Some(Answer::Comment(text)) => all.push(text.trim().to_owned()),
        // Beside points, the level that has them.
        Some(_) if tally.scored > 0 => {
            if let Scale::Levels(scale) = &spec.scale {
                all.extend(scale.claimed(entry).map(|level| context.text(&level.label)));
            }
        }
        _ => {}
    }
    if let Some(worth) = spec
        .worth_now(lines.facts)
        .filter(|worth| is_counted && *worth != tally.max)
    {
        all.push(fill(words.part_applies, &[("worth", &worth), ("max", &tally.max)]));
    }
    if !entry.note.trim().is_empty() {
        all.push(fill(words.note, &[("text", &entry.note.trim())]));
    }
    all.retain(|text| !text.is_empty());
    all.join("\n")
}

/// Returns how the points of a section are computed, if they are not the plain sum, and their mean.
pub(super) fn of_section(context: &Context<'_>, sheet: &SectionSheet, lines: &Lines<'_>) -> String {
    let (words, spec) = (context.words, &sheet.spec);
    let points = |template: &str, points: Decimal| fill(template, &[("points", &points)]);
    let standing = match spec.standing {
        Standing::Base => None,
        _ if spec.percent => {
            let of = spec.percent_of.as_ref();
            let of = of.and_then(|id| context.rubric.section_path(id));
            let of = of.map(|path| context.text(&context.rubric.section_at(path).title));
            let of = of.unwrap_or_else(|| words.total.to_owned());
            Some(fill(words.percent, &[("of", &of)]))
        }
        Standing::Penalty => Some(words.penalty.to_owned()),
        _ => Some(words.bonus.to_owned()),
    };
    let starts = spec.starts.map(|starts| points(words.starts, starts));
    let cap = spec.cap.map(|cap| points(words.cap, cap));
    let floor = spec
        .floor
        .filter(|floor| spec.starts.is_none() || *floor != Decimal::ZERO)
        .map(|floor| points(words.floor, floor));
    let working = working(context, sheet, lines);
    // The working names the weight too.
    let weight = spec
        .weight(lines.facts)
        .filter(|weight| *weight != spec.full && working.is_none());
    let weight = weight.map(|weight| points(words.weight, weight));
    let all = [standing, starts, by_subject(context, sheet, lines), cap, floor, weight];
    let mean = mean(context, context.rubric.rules.mean_of_section(spec, &sheet.tally));
    let all = all.into_iter().chain([working, mean]);
    all.flatten().collect::<Vec<_>>().join(words.pause)
}

/// Returns how the points of subjects make those of a section.
fn by_subject(context: &Context<'_>, sheet: &SectionSheet, lines: &Lines<'_>) -> Option<String> {
    let (words, each) = (context.words, sheet.spec.each.as_ref()?);
    let (points, _) = sheet.by_subject(lines.facts).unwrap_or_default();
    let points = points
        .into_iter()
        .filter_map(|points| points.rounded(4, Rounding::Half));
    let parts = context.joined(points.map(|points| points.to_string()));
    Some(match each.combine {
        Together::Least => fill(words.each_least, &[("parts", &parts)]),
        Together::Passing => fill(
            words.each_passing,
            &[("pass", &each.combining().pass), ("parts", &parts)],
        ),
        _ => fill(words.each_mean, &[("parts", &parts)]),
    })
}

/// Returns the plain sum of a section's parts, if its points differ from it.
fn working(context: &Context<'_>, sheet: &SectionSheet, lines: &Lines<'_>) -> Option<String> {
    let (words, sum, tally) = (context.words, &sheet.sum, &sheet.tally);
    if sheet.spec.standing != Standing::Base || sum.settled == 0 || sum.max <= Decimal::ZERO {
        return None;
    }
    let is_restored = lines.rules.rescale == Rescale::Section && !sheet.spec.beside && sum.max != tally.max;
    if is_restored || sum.score.scaled(tally.max, sum.max, lines.rules.places) == tally.score && sum.max != tally.max {
        let values: [(&str, &dyn ToString); 3] = [("score", &sum.score), ("max", &sum.max), ("full", &tally.max)];
        return Some(fill(words.rescaled, &values));
    }
    let differs = sum.score != tally.score;
    differs.then(|| fill(words.held, &[("sum", &sum.score), ("points", &tally.score)]))
}

fn mean(context: &Context<'_>, mean: Option<Decimal>) -> Option<String> {
    let (mean, scale) = mean.zip(context.rubric.rules.mean.as_ref())?;
    Some(fill(context.words.mean, &[("mean", &mean), ("of", &scale.of)]))
}

/// Returns the grade, or why there is none, and the mean.
pub(super) fn grade(context: &Context<'_>, outcome: &Outcome) -> Vec<String> {
    let (words, rubric) = (context.words, context.rubric);
    let band = outcome
        .grade
        .zip(rubric.grades.as_ref())
        .and_then(|(i, grades)| grades.bands.get(i));
    let band = band.map(|band| fill(words.grade, &[("grade", &context.text(&band.label))]));
    let tally = &outcome.total;
    let counts = |template: &str| {
        let least = rubric.rules.minimum_answered.unwrap_or_default();
        let values: [(&str, &dyn ToString); 5] = [
            ("answered", &tally.known),
            ("items", &tally.scored),
            ("score", &tally.score),
            ("max", &tally.judged),
            ("least", &least),
        ];
        fill(template, &values)
    };
    let reliability = match outcome.standing {
        Reliability::Provisional => Some(counts(words.provisional)),
        Reliability::TooFew => Some(counts(words.too_few)),
        _ => None,
    };
    let all = [band, reliability, mean(context, outcome.mean)];
    all.into_iter().flatten().collect()
}

/// Returns the notes below the total.
pub(super) fn of_whole(context: &Context<'_>, lines: &Lines<'_>) -> Vec<String> {
    let (words, rubric, record) = (context.words, context.rubric, context.record);
    let outcome = &lines.outcome;
    let tally = &outcome.total;
    let mut all = Vec::new();
    if outcome.is_rescaled() && tally.settled > 0 {
        let values: [(&str, &dyn ToString); 3] = [
            ("score", &outcome.sum.score),
            ("max", &outcome.sum.max),
            ("full", &tally.max),
        ];
        all.push(fill(words.rescaled, &values));
    }
    if let Some(claimed) = record.claimed_total.filter(|_| rubric.rules.claimed_total) {
        all.push(fill(words.claimed, &[("points", &claimed)]));
    }
    for gate in outcome.raised.iter().filter_map(|i| rubric.gates.get(*i)) {
        let criteria = gate.rule().criteria().into_iter();
        let criteria = criteria.filter_map(|id| rubric.criterion(id));
        let items = context.joined(criteria.map(|criterion| context.named(criterion)));
        all.push(match gate.effect().lower_by {
            Some(count) => fill(words.raised_lowers, &[("items", &items), ("count", &count)]),
            None => fill(words.raised, &[("items", &items)]),
        });
    }
    if !outcome.undecided.is_empty() {
        let pending = outcome.pending(&record.sheet, rubric);
        let pending = pending.iter().filter_map(|id| rubric.criterion(id));
        let items = context.joined(pending.map(|criterion| context.named(criterion)));
        all.push(fill(words.grade_open, &[("items", &items)]));
    }
    all.extend(outcome.waits_for_rank.then(|| words.grade_by_rank.to_owned()));
    all.extend(weakest(context, outcome));
    all.extend(counted(words.pending_count, tally, |tally| tally.pending));
    all.extend(counted(words.dont_know_count, tally, |tally| tally.dont_know));
    all
}

fn counted(template: &str, tally: &Tally, of: fn(&Tally) -> u32) -> Option<String> {
    let count = Some(of(tally)).filter(|count| *count > 0)?;
    Some(fill(template, &[("count", &count)]))
}

/// Names the weakest part, with its points.
fn weakest(context: &Context<'_>, outcome: &Outcome) -> Option<String> {
    let rubric = context.rubric;
    let (weakest, rule) = outcome.weakest.as_ref().zip(rubric.rules.weakest.as_ref())?;
    let name = match weakest.is_section {
        true => context.text(&rubric.section_at(rubric.section_path(&weakest.id)?).title),
        false => context.text(&rubric.criterion(&weakest.id)?.text),
    };
    let label = context.text(&rule.label);
    let values: [(&str, &dyn ToString); 4] = [
        ("label", &label),
        ("name", &name),
        ("score", &weakest.score),
        ("max", &weakest.max),
    ];
    Some(fill(context.words.weakest, &values))
}
