//! How points came about, where they are not a plain sum: a calculation in words that a pocket calculator confirms.

use super::context::Context;
use super::figure::Figure as _;
use super::texts::joined;
use crate::locale::fill;
use assessment::Rounding;
use assessment::points::Decimal;
use assessment::rubric::scale::{Combining, Together};
use assessment::rubric::{Standing, Worth};
use assessment::score::{CriterionSheet, SectionSheet};

/// Says how the points of a weighted item become those that count; `None` if the weight changes nothing.
pub(super) fn of_weight(form: &Context, sheet: &CriterionSheet) -> Option<String> {
    let spec = &sheet.spec;
    let (weight, full) = spec.weight(&form.facts).zip(spec.scale.family().maximum())?;
    let Worth::Points(own) = spec.scale.family().worth(&sheet.entry, &form.facts) else {
        return None;
    };
    // Parts that do not apply change the maximum, and are told by the control.
    let is_plain = weight != full && own.scaled(weight, full, form.rubric.rules.places) == sheet.tally.score;
    is_plain.then(|| {
        let (own, full, weight) = (own.figure(), full.figure(), weight.figure());
        let values = [
            ("own", &*own),
            ("full", &full),
            ("weight", &weight),
            ("points", &sheet.tally.score.figure()),
        ];
        fill(form.messages().weighed, &values)
    })
}

/// Describes how the points of several subjects, each at most `of_one`, make `points`.
pub(super) fn together(form: &Context, how: &Combining, each: &[Decimal], of_one: Decimal, points: Decimal) -> String {
    let m = form.messages();
    let (shown, all) = (points.figure(), each.len().to_string());
    let parts: Vec<_> = each.iter().map(|points| points.figure()).collect();
    match how.together {
        Together::Mean if each.len() == 1 => fill(m.parts_sum, &[("points", &shown)]),
        Together::Mean => {
            let parts = format!("({}) ÷ {all}", parts.join(" + "));
            fill(m.checklist_sum, &[("parts", &parts), ("points", &shown)])
        }
        Together::Least => {
            let parts = parts.join(m.list_separator);
            fill(m.each_least, &[("parts", &parts), ("points", &shown)])
        }
        Together::Sum => {
            let sum: Decimal = each.iter().copied().sum();
            let values = [("parts", &*parts.join(" + ")), ("points", &*sum.figure())];
            fill(m.checklist_sum, &values)
        }
        Together::Passing => {
            let least = of_one.scaled(how.pass, Decimal::whole(100), 4);
            let passing = each.iter().filter(|points| **points >= least).count().to_string();
            let max = of_one.figure();
            fill(
                m.each_passing,
                &[("all", &all), ("count", &passing), ("max", &max), ("points", &shown)],
            )
        }
    }
}

/// Returns the plain sum of a section's parts, if its points differ from it: by rescaling or a weight, or by a cap or a floor.
fn scaled(form: &Context, section: &SectionSheet) -> String {
    let m = form.messages();
    let (sum, tally) = (&section.sum, &section.tally);
    if section.spec.standing != Standing::Base || sum.settled == 0 || sum.max <= Decimal::ZERO {
        return String::new();
    }
    let (score, max, full) = (sum.score.figure(), sum.max.figure(), tally.max.figure());
    let in_proportion = sum.score.scaled(tally.max, sum.max, form.rubric.rules.places) == tally.score;
    if sum.max != tally.max && in_proportion {
        return fill(m.rescaled, &[("score", &score), ("max", &max), ("full", &full)]);
    }
    if sum.score == tally.score {
        return String::new();
    }
    fill(m.section_held, &[("sum", &score), ("points", &tally.score.figure())])
}

/// Describes how a section's points came about from those of its subjects, and by its weight; empty if they are the plain sum.
pub(super) fn of_section(form: &Context, section: &SectionSheet) -> String {
    let by_subject = section.by_subject(&form.facts).zip(section.spec.each.as_ref());
    let by_subject = by_subject.map(|((points, of_one), each)| {
        let points = points
            .into_iter()
            .filter_map(|points| points.rounded(4, Rounding::Half));
        together(
            form,
            &each.combining(),
            &points.collect::<Vec<_>>(),
            of_one,
            section.sum.score,
        )
    });
    joined(
        by_subject
            .into_iter()
            .chain([scaled(form, section)])
            .filter(|text| !text.is_empty()),
        form.messages().dot,
    )
}
