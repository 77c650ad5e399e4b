//! The narrative of a section or of the whole form, in the person's own words.

use super::context::{FormAction, use_form};
use super::note::area;
use super::ptr_eq::PtrEq;
use crate::state::Change;
use assessment::rubric::Section;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct NarrativeProps {
    pub(super) section: PtrEq<Section>,
    pub(super) text: AttrValue,
}

#[component]
pub(super) fn Narrative(props: &NarrativeProps) -> Html {
    let form = use_form();
    let m = form.messages();
    let spec = &props.section;
    let wanted = use_state(|| false);
    let whole = spec.depth == 0;
    let title = if whole { m.narrative_whole } else { m.narrative };
    if !whole && props.text.is_empty() && !*wanted {
        let (emit, id) = (form.emit.clone(), format!("n-{}", spec.ordinal));
        let open = Callback::from(move |_: MouseEvent| {
            wanted.set(true);
            emit.emit(FormAction::Focus(id.clone()));
        });
        let name = format!("{title}{}{}", m.colon, form.plain(&spec.title));
        return html! { <button type="button" class="quiet-button" aria-label={name} onclick={open}>{ title }</button> };
    }
    let id = format!("n-{}", spec.ordinal);
    let hint = spec.narrative.as_ref().map(|prompt| form.text(prompt));
    let section = spec.id.clone();
    let typed = move |text: &str| {
        wanted.set(true);
        Change::Narrative {
            section: section.clone(),
            text: text.into(),
        }
    };
    let name = html! { <>{ title }if !whole { { m.colon }{ form.text(&spec.title) } }</> };
    html! {
        <div class="narrative">
            if whole { <@{form.heading(2)}>{ title }</@> }
            { area(&form, &id, name, hint, &props.text, whole, typed) }
        </div>
    }
}
