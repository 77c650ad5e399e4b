//! Lists of which a few are shown at first, and more on demand: short ones in a narrow place, and lists in lists. Those of any
//! length are next door, in `long`.

use crate::locale::{Messages, fill};
use crate::view::hooks::use_focus_on_more;
use yew::prelude::*;

/// How many more are shown at once.
const AT_ONCE: usize = 200;

/// How much of a list is shown.
pub(super) struct More {
    /// How many of it, at most.
    pub(super) most: usize,
    /// Where the list goes. What leads on from each of it is marked `data-each`.
    pub(super) place: NodeRef,
    show: Callback<MouseEvent>,
}

/// How much of a list is shown, of which this many are at first. The first of what a press of the button brought gets the focus.
#[hook]
pub(super) fn use_more(first: usize) -> More {
    let most = use_state_eq(|| first);
    let place = use_node_ref();
    use_focus_on_more(&place, *most);
    let show = {
        let most = most.clone();
        Callback::from(move |_: MouseEvent| most.set(*most + AT_ONCE))
    };
    More {
        most: *most,
        place,
        show,
    }
}

impl More {
    /// The button that shows more, where some are left.
    pub(super) fn button(&self, m: &Messages, left: usize) -> Html {
        let next = left.min(AT_ONCE).to_string();
        html! {
            if left > 0 {
                <button type="button" class="quiet-button" onclick={self.show.clone()}>{ fill(m.show_more, &[("count", &next), ("left", &left.to_string())]) }</button>
            }
        }
    }
}
