//! Lists of any length: the first rows are drawn, and more on demand. The last row at the first render and all rows added later
//! are always drawn, so a new row can be filled in.

use crate::locale::{Messages, fill};
use crate::view::hooks::use_focus_on_row;
use yew::prelude::*;

/// The number of rows that are drawn at first.
const FIRST: usize = 20;
/// The number of rows that each press of the button adds.
const MORE: usize = 100;

/// The elements of a list.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// A `ul`.
    Bullets,
    /// An `ol`.
    Numbers,
    /// A `tbody`, in a table with this number of columns.
    Table(usize),
}

#[derive(Properties, PartialEq)]
pub(super) struct LongProps {
    pub(super) messages: Words,
    pub(super) kind: Kind,
    pub(super) class: Classes,
    /// The list's name, for assistive technology.
    pub(super) label: Option<AttrValue>,
    pub(super) count: usize,
    /// Draws the row with this index: an `li` or a `tr` whose key is the index.
    pub(super) row: Callback<usize, Html>,
}

impl LongProps {
    /// A plain `ul` of this length.
    pub(super) fn new(messages: &'static Messages, count: usize, row: Callback<usize, Html>) -> Self {
        Self {
            messages: Words(messages),
            kind: Kind::Bullets,
            class: Classes::new(),
            label: None,
            count,
            row,
        }
    }
}

/// The messages of a language, compared by pointer: there is one value per language.
#[derive(Clone, Copy)]
pub(super) struct Words(pub(super) &'static Messages);

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

/// A list of any length.
#[component]
pub(super) fn Long(props: &LongProps) -> Html {
    let count = props.count;
    let shown = use_state(|| FIRST);
    let last = *use_state(|| count.saturating_sub(1));
    let list = use_node_ref();
    // The focus moves to the first of the requested rows.
    use_focus_on_row(&list, shown.checked_sub(MORE).filter(|_| *shown > FIRST));
    let head = count.min(*shown);
    let tail = last.min(count.saturating_sub(1)).max(head);
    let left = tail - head;
    let more = Callback::from(move |_: MouseEvent| shown.set(*shown + MORE));
    let rest = || {
        let (next, left) = (left.min(MORE).to_string(), left.to_string());
        let text = fill(props.messages.0.show_more, &[("count", &next), ("left", &left)]);
        let button = html! { <button type="button" class="quiet-button" onclick={more}>{ text }</button> };
        match props.kind {
            Kind::Table(columns) => {
                html! { <tr class="list-more" key="more"><td colspan={columns.to_string()}>{ button }</td></tr> }
            }
            _ => html! { <li class="list-more" key="more">{ button }</li> },
        }
    };
    let tag = match props.kind {
        Kind::Bullets => "ul",
        Kind::Numbers => "ol",
        Kind::Table(_) => "tbody",
    };
    let rows = (0..head).map(|i| props.row.emit(i));
    let rows: Vec<Html> = match left {
        0 => (0..count).map(|i| props.row.emit(i)).collect(),
        _ => rows
            .chain([rest()])
            .chain((tail..count).map(|i| props.row.emit(i)))
            .collect(),
    };
    html! { <@{tag} class={props.class.clone()} aria-label={props.label.clone()} ref={list}>{ for rows }</@> }
}
