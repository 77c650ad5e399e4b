//! The scores once more, worked out from scratch out of a made-up rubric: slow, plain, and sharing nothing with the engine.

use crate::strategies::{Group, Line, Model, choices};
use assessment::answers::Answer;

/// Points earned and the most that could be.
pub type Score = (i128, i128);

/// `value × to ÷ from`, rounded half away from nought. All of `from` is exactly `to`, and no less than all is more.
fn scaled(value: i128, to: i128, from: i128, places: u32) -> i128 {
    if value == from {
        return to;
    }
    let grain = 10_i128.pow(4 - places);
    let exact = value * to;
    let mut whole = exact.abs() / (from * grain);
    if (exact.abs() % (from * grain)) * 2 >= from * grain {
        whole += 1;
    }
    let rounded = exact.signum() * whole * grain;
    if value < from { rounded.min(to) } else { rounded }
}

fn line(line: &Line, answer: Option<&Answer>, model: &Model) -> Score {
    let Some(most) = line.most().map(i128::from) else {
        return (0, 0);
    };
    let worth = line.weight.map_or(most, i128::from);
    let Some(answer) = answer else {
        return (0, if model.unanswered == "exclude" { 0 } else { worth });
    };
    if *answer == Answer::NotApplicable {
        return match line.not_applicable {
            Some("full") => (worth, worth),
            Some("zero") => (0, worth),
            _ => (0, 0),
        };
    }
    let (_, earned) = choices(&line.scale)
        .into_iter()
        .find(|(known, _)| known == answer)
        .expect("an answer");
    let earned = i128::from(earned);
    (
        if worth == most {
            earned
        } else {
            scaled(earned, worth, most, model.places)
        },
        worth,
    )
}

/// What a group adds, after adding what each group in it adds, in the order of the file.
fn group(
    group: &Group,
    answers: &mut impl Iterator<Item = Option<Answer>>,
    model: &Model,
    all: &mut Vec<Score>,
) -> Score {
    let at = all.len();
    all.push((0, 0));
    let mut sum = (0, 0);
    for one in &group.lines {
        let (score, max) = line(one, answers.next().expect("an answer a line").as_ref(), model);
        sum = (sum.0 + score, sum.1 + max);
    }
    for inner in &group.groups {
        let (score, max) = self::group(inner, answers, model, all);
        sum = (sum.0 + score, sum.1 + max);
    }
    let full = i128::from(group.full());
    let worth = group.weight.map_or(full, i128::from);
    let restored = model.rescale == "section" && sum.1 > 0 && sum.1 != full;
    let from = if restored { sum.1 } else { full };
    if restored || group.weight.is_some() {
        sum = (
            scaled(sum.0, worth, from, model.places),
            scaled(sum.1, worth, from, model.places),
        );
    }
    all[at] = sum;
    sum
}

/// The total, then what each group adds.
pub fn scores(model: &Model, answers: &[Option<Answer>]) -> Vec<Score> {
    let mut all = vec![(0, 0)];
    let mut answers = answers.iter().cloned();
    let mut sum = (0, 0);
    for one in &model.groups {
        let (score, max) = group(one, &mut answers, model, &mut all);
        sum = (sum.0 + score, sum.1 + max);
    }
    let full: i128 = model
        .groups
        .iter()
        .map(|g| i128::from(g.weight.unwrap_or(g.full())))
        .sum();
    if model.rescale == "total" && sum.1 > 0 && sum.1 != full {
        sum = (
            scaled(sum.0, full, sum.1, model.places),
            scaled(sum.1, full, sum.1, model.places),
        );
    }
    all[0] = (sum.0.max(0), sum.1);
    all
}
