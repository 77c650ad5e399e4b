//! Places of the form that a notice names: by label and text, with a link to each place that still exists.

use crate::locale::{Locale, fill};
use crate::state::Effect;
use crate::view::texts::{label_mark, short, shortened, worded};
use crate::web::Store;
use assessment::text::Text;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// The maximum number of places that a notice names; the rest are counted.
const FEW: usize = 12;

/// A place that a notice names.
pub(super) struct Place {
    /// The criterion that the link leads to: the place itself, or the first criterion of a section; `None` if there is none.
    ordinal: Option<u32>,
    label: Option<Text>,
    text: Text,
}

impl Place {
    /// Returns the criterion, section or profile field with this id. A criterion that no longer exists is described from the
    /// opened record, else by its id.
    pub(super) fn of(store: &Store, id: &str) -> Self {
        Self::known(store, id).unwrap_or_else(|| Self {
            ordinal: None,
            label: None,
            text: Text::Plain(id.into()),
        })
    }

    fn known(store: &Store, id: &str) -> Option<Self> {
        let state = store.state()?;
        if let Some(criterion) = state.rubric.criterion(id) {
            return Some(Self {
                ordinal: Some(criterion.ordinal),
                label: criterion.label.clone(),
                text: criterion.text.clone(),
            });
        }
        if let Some(place) = state.rubric.section_path(id) {
            let section = state.rubric.section_at(place);
            return Some(Self {
                ordinal: (section.count > 0).then_some(section.before),
                label: section.label.clone(),
                text: section.title.clone(),
            });
        }
        if let Some(field) = state.rubric.profile.iter().find(|field| *field.id == *id) {
            return Some(Self {
                ordinal: None,
                label: None,
                text: field.label.clone(),
            });
        }
        let was = state.record.origin.as_ref()?.criteria.get(id)?;
        Some(Self {
            ordinal: None,
            label: was.label.clone(),
            text: was.text.clone(),
        })
    }

    /// Renders the place's name, shortened if it is long, as a link.
    pub(super) fn way(&self, store: &Store, locale: Locale) -> Html {
        let name = html! {
            <>
                { for self.label.as_ref().map(|label| html! { <>{ worded(locale, label) }{ label_mark(locale, label) }</> }) }
                { shortened(locale, &self.text) }
            </>
        };
        way(store, self.ordinal, name)
    }

    /// Returns the place's name, shortened if it is long, for use in a sentence.
    pub(super) fn name(&self, locale: Locale) -> String {
        let label = |label: &Text| format!("{}{}", label.wording(locale.tag), label_mark(locale, label));
        let text = short(&self.text.wording(locale.tag));
        format!("{}{text}", self.label.as_ref().map(label).unwrap_or_default())
    }
}

/// Renders a name as a link to a criterion, if there is one.
pub(super) fn way(store: &Store, ordinal: Option<u32>, name: Html) -> Html {
    let Some(ordinal) = ordinal else {
        return html! { <span class="changes-item" data-each="true">{ name }</span> };
    };
    let store = store.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        // Collapses the list, so it does not push the target down.
        let list = event
            .target_dyn_into::<Element>()
            .and_then(|inner| inner.closest("details").ok().flatten());
        if let Some(list) = list {
            let _ = list.remove_attribute("open");
        }
        store.run(Effect::VisitCriterion(ordinal));
    });
    html! { <button type="button" class="changes-item" data-each="true" {onclick}>{ name }</button> }
}

/// Renders the first items as a list, and the number of the others.
pub(super) fn list<'i, T: 'i>(
    locale: Locale,
    all: impl ExactSizeIterator<Item = &'i T>,
    line: impl Fn(&T) -> Html,
) -> Html {
    let more = all.len().saturating_sub(FEW);
    html! {
        <ul class="notice-list">
            { for all.take(FEW).map(|one| html! { <li>{ line(one) }</li> }) }
            if more > 0 {
                <li>{ fill(locale.messages.and_more, &[("count", &more.to_string())]) }</li>
            }
        </ul>
    }
}

/// Renders the places with these ids, each as a link.
pub(super) fn ways(store: &Store, locale: Locale, ids: &[Rc<str>]) -> Html {
    list(locale, ids.iter(), |id| Place::of(store, id).way(store, locale))
}
