//! The cells of a criterion: full marks, and points or an answer in a word.

use super::Context;
use super::words::fill;
use crate::write::xlsx::Content;
use assessment::answers::Answer;
use assessment::points::Decimal;
use assessment::rubric::{Criterion, Facts, Scale, Standing};
use assessment::score::CriterionSheet;

/// Returns whether a criterion has an answer with points of the maximum.
pub(super) fn is_counted(sheet: &CriterionSheet) -> bool {
    let tally = &sheet.tally;
    sheet.spec.standing == Standing::Base && tally.settled > 0 && tally.pending == 0 && tally.judged > Decimal::ZERO
}

/// Returns the full marks of a criterion: in brackets if they are not counted.
pub(super) fn full(sheet: &CriterionSheet, facts: &Facts, context: &Context<'_>) -> Content {
    let spec = &sheet.spec;
    let worth = spec.worth_now(facts).filter(|_| !spec.takes_from_pool());
    match worth.filter(|worth| *worth != Decimal::ZERO) {
        None => Content::Empty,
        Some(_) if sheet.tally.max != Decimal::ZERO => Content::Number(sheet.tally.max),
        Some(worth) => Content::Text(fill(context.words.bracketed, &[("points", &worth)])),
    }
}

/// Returns what a criterion has in the column of points: points, or the answer in a word if it has none.
pub(super) fn given(sheet: &CriterionSheet, facts: &Facts, has_begun: bool, context: &Context<'_>) -> Content {
    let words = context.words;
    let (spec, tally, answer) = (&sheet.spec, &sheet.tally, sheet.entry.answer.as_ref());
    let word = |word: &str| Content::Text(word.to_owned());
    let is_worth = spec.worth_now(facts).is_some_and(|worth| worth != Decimal::ZERO);
    let is_left_out = tally.max == Decimal::ZERO && is_worth;
    match answer {
        _ if tally.items == 0 => word(words.not_applicable),
        _ if tally.score != Decimal::ZERO => Content::Number(tally.score),
        Some(Answer::NotApplicable) if tally.scored == 0 || is_left_out => word(words.not_applicable),
        Some(Answer::DontKnow) => word(words.dont_know),
        None if tally.dont_know > 0 => word(words.dont_know),
        _ if tally.pending > 0 => word(words.pending),
        _ if tally.answered == 0 && (!has_begun || matches!(spec.scale, Scale::Comment(_))) => Content::Empty,
        _ if tally.answered == 0 => word(words.open),
        _ if tally.scored > 0 && is_left_out => word(words.not_counted),
        _ if tally.scored > 0 => Content::Number(tally.score),
        answer => Content::Text(answered(spec, answer, context)),
    }
}

/// Returns an answer without points in a word or two.
fn answered(spec: &Criterion, answer: Option<&Answer>, context: &Context<'_>) -> String {
    let words = context.words;
    let own = match (answer, &spec.scale) {
        (Some(Answer::Level(id)), Scale::Levels(levels)) => levels.level(id).map(|level| &level.label),
        (Some(Answer::Yes), Scale::YesNo(scale)) => scale.labels.as_ref().and_then(|labels| labels.yes.as_ref()),
        (Some(Answer::No), Scale::YesNo(scale)) => scale.labels.as_ref().and_then(|labels| labels.no.as_ref()),
        _ => None,
    };
    let ours = match answer {
        Some(Answer::Yes) => words.yes,
        Some(Answer::No) => words.no,
        Some(Answer::Partial) => words.partial,
        _ => words.filled,
    };
    own.map_or_else(|| ours.to_owned(), |own| context.text(own))
}
