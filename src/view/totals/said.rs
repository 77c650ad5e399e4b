//! Announces the total to screen readers: after a field loses the focus, not at every keystroke.

use crate::locale::fill;
use crate::state::State;
use crate::view::context::{Context, use_form};
use crate::view::figure::Figure as _;
use crate::view::nav::StateProps;
use crate::view::wording::too_few;
use assessment::score::Standing;
use yew::prelude::*;

/// The total in words, in a live region.
#[component]
pub(in crate::view) fn Said(props: &StateProps) -> Html {
    let form = use_form();
    let now = words(&form, &props.state);
    let said = use_state_eq(|| now.clone());
    let turn = use_force_update();
    use_effect_with((), {
        let live = form.live.clone();
        move |()| {
            live.tells_left(Some(Callback::from(move |()| turn.force_update())));
            move || live.tells_left(None)
        }
    });
    if !form.live.is_typing() && *said != now {
        said.set(now);
    }
    html! { <p class="only-heard" role="status">{ &*said }</p> }
}

fn words(form: &Context, state: &State) -> String {
    let (m, outcome) = (form.messages(), &state.outcome);
    let (score, max) = (outcome.total.score.figure(), outcome.total.max.figure());
    let total = format!("{}{}{score} / {max}", m.total, m.colon);
    let beside = |word: &str| format!("{total}{}{word}", m.pause);
    let band = outcome
        .grade
        .zip(state.rubric.grades.as_ref())
        .and_then(|(i, grades)| grades.bands.get(i));
    match outcome.standing {
        Standing::Unscored | Standing::Empty => {
            let (done, all) = (
                outcome.total.answered_of_progress().to_string(),
                outcome.total.items_of_progress().to_string(),
            );
            fill(m.answered_of, &[("done", &done), ("all", &all)])
        }
        Standing::TooFew => too_few(form, state),
        Standing::Provisional => beside(m.provisional),
        Standing::Final => band.map_or(total.clone(), |band| beside(&form.plain(&band.label))),
    }
}
