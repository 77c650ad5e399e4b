//! Lists that show a few items at first and more on demand: short ones in a narrow place, and lists in lists. Module `long` has
//! lists of any length.

use crate::locale::{Messages, fill};
use crate::view::hooks::use_focus_on_more;
use yew::prelude::*;

/// The number of items that each press of the button adds.
const AT_ONCE: usize = 200;

/// The visible part of a list.
pub(super) struct More {
    /// The maximum number of items to show.
    pub(super) most: usize,
    /// A reference for the list's element. The link of each item is marked `data-each`.
    pub(super) place: NodeRef,
    show: Callback<MouseEvent>,
}

/// Returns the visible part of a list that shows this many items at first. After a press of the button, the first new item gets
/// the focus.
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
    /// Renders the button that shows more, if items are left.
    pub(super) fn button(&self, m: &Messages, left: usize) -> Html {
        let next = left.min(AT_ONCE).to_string();
        html! {
            if left > 0 {
                <button type="button" class="quiet-button" onclick={self.show.clone()}>{ fill(m.show_more, &[("count", &next), ("left", &left.to_string())]) }</button>
            }
        }
    }
}
