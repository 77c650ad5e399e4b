//! Yes or no, perhaps partly. Either may be the right one, so neither is coloured.

use super::{Choice, radios};
use crate::locale::fill;
use crate::view::context::Context;
use assessment::answers::Answer;
use assessment::rubric::scale::{Family as _, YesNo};
use assessment::score::CriterionSheet;
use yew::prelude::*;

pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &YesNo) -> Html {
    let m = form.messages();
    let choices = [(Answer::Yes, m.yes), (Answer::Partial, m.partial), (Answer::No, m.no)];
    let choices = choices
        .into_iter()
        .filter(|(answer, _)| scale.takes(answer))
        .map(|(answer, name)| Choice {
            points: scale
                .points_of(&answer)
                .map(|points| fill(m.points, &[("points", &points.to_string())])),
            answer,
            name: html! { { name } },
            descriptor: None,
        });
    radios(form, sheet, "yes-no", choices.collect())
}
