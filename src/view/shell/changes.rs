//! The changes of the rubric, criterion by criterion, with a link to each criterion that still exists. The list is collapsed:
//! notices stay on the screen and would push the form down.

use super::places::way;
use crate::locale::{Locale, fill};
use crate::state::changes::Changed;
use crate::view::drawn::drawn;
use crate::view::figure::Figure as _;
use crate::view::more::use_more;
use crate::view::texts::{label_mark, worded};
use crate::web::Store;
use assessment::rubric::compare::Became;
use yew::prelude::*;

/// The number of criteria that are listed at first.
const FEW: usize = 100;

/// Renders the list of changes.
pub(super) fn changes(store: &Store, locale: Locale) -> Html {
    drawn::<Changes>(ChangesProps {
        store: store.clone(),
        locale,
    })
}

#[derive(Properties, PartialEq)]
struct ChangesProps {
    store: Store,
    locale: Locale,
}

#[component]
fn Changes(props: &ChangesProps) -> Html {
    let (store, locale) = (&props.store, props.locale);
    let more = use_more(FEW);
    let groups = store.changes();
    let count: usize = groups.iter().map(|group| group.criteria.len()).sum();
    if count == 0 {
        return Html::default();
    }
    let m = locale.messages;
    let mut left = more.most;
    let sections = groups.iter().enumerate().map(|(i, group)| {
        let shown = group.criteria.len().min(left);
        left -= shown;
        if shown == 0 {
            return Html::default();
        }
        let label = group.section.as_ref().and_then(|(label, _)| label.as_ref());
        let title = group.section.as_ref().map(|(_, title)| worded(locale, title));
        let id = format!("changes-{i}");
        html! {
            <>
                <p class="changes-section" id={id.clone()}>
                    { for label.map(|label| html! { <>{ worded(locale, label) }{ label_mark(locale, label) }</> }) }
                    { title.unwrap_or_else(|| m.changes_gone.into()) }
                </p>
                <ul class="notice-list" aria-labelledby={id}>
                    { for group.criteria.iter().take(shown).map(|one| html! { <li>{ line(store, locale, one) }</li> }) }
                </ul>
            </>
        }
    });
    let sections: Vec<_> = sections.collect();
    html! {
        <details class="changes" ref={more.place.clone()}>
            <summary>{ fill(m.changes, &[("count", &count.to_string())]) }</summary>
            { for sections }
            { more.button(m, count.saturating_sub(more.most)) }
        </details>
    }
}

/// Renders a criterion, with a link if it exists, and its changes.
fn line(store: &Store, locale: Locale, changed: &Changed) -> Html {
    let m = locale.messages;
    let name = html! {
        <>
            { for changed.label.as_ref().map(|label| html! { <>{ worded(locale, label) }{ " " }</> }) }
            { worded(locale, &changed.text) }
        </>
    };
    let name = way(store, changed.ordinal, name);
    let became = changed.became.iter().map(|became| {
        let (before, now) = match became {
            Became::Raised(before, now) | Became::Lowered(before, now) => (before.figure(), now.figure()),
            _ => Default::default(),
        };
        let message = match became {
            Became::Added => m.change_added,
            Became::Removed => m.change_removed,
            Became::Raised(..) => m.change_raised,
            Became::Lowered(..) => m.change_lowered,
            Became::Rescored => m.change_rescored,
            Became::Reworded if changed.before.is_none() => m.change_reworded_beside,
            Became::Reworded => m.change_reworded,
        };
        html! { <span class="change">{ fill(message, &[("before", &before), ("now", &now)]) }</span> }
    });
    let texts = changed.before.as_ref().map(|before| {
        html! {
            <span class="change-texts">
                { m.change_before }<del>{ worded(locale, before) }</del>
            </span>
        }
    });
    html! { <>{ name }{ for became }{ for texts }</> }
}
