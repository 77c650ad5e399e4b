//! Yes or no, optionally partly. Either answer can be the right one, so neither is coloured.

use super::{Choice, radios, unfit};
use crate::locale::fill;
use crate::view::context::Context;
use crate::view::figure::Figure as _;
use crate::view::wording::yes_no;
use assessment::answers::Answer;
use assessment::rubric::scale::{Family as _, YesNo};
use assessment::score::CriterionSheet;
use yew::prelude::*;

pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &YesNo) -> Html {
    let m = form.messages();
    let choices = [Answer::Yes, Answer::Partial, Answer::No]
        .into_iter()
        .filter(|answer| scale.takes(answer))
        .map(|answer| Choice {
            points: scale
                .points_of(&answer)
                .map(|points| fill(m.points, &[("points", &points.figure())])),
            name: html! { { for yes_no(form, &sheet.spec.scale, &answer).map(AttrValue::from) } },
            chosen: sheet.entry.answer.as_ref() == Some(&answer),
            answer,
            descriptor: None,
        });
    let choices = choices.collect();
    html! { <>{ radios(form, sheet, "yes-no", choices) }{ unfit(form, sheet) }</> }
}
