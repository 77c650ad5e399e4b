//! Levels: one radio per level, with its descriptor and points.

use super::{Choice, radios};
use crate::locale::fill;
use crate::view::context::Context;
use crate::view::figure::Figure as _;
use assessment::answers::Answer;
use assessment::rubric::scale::Levels;
use assessment::score::CriterionSheet;
use yew::prelude::*;

pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &Levels) -> Html {
    let m = form.messages();
    let choices = scale.levels.iter().map(|level| Choice {
        answer: Answer::Level(level.id.clone()),
        name: form.text(&level.label),
        descriptor: level.text.as_ref().map(|text| form.text(text)),
        points: level
            .points
            .map(|points| fill(m.points, &[("points", &points.figure())])),
    });
    radios(form, sheet, "levels", choices.collect())
}
