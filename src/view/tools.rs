//! The toolbar of a criterion with rarely used actions: a note, "not applicable", clearing the answer, evidence, problems. The
//! toolbar is one tab stop and arrow keys move along it, so a person who scores by keyboard passes it with one key.

use super::attachment::choose;
use super::context::Context;
use assessment::rubric::Criterion;
use yew::prelude::*;

/// An item of the toolbar.
pub(super) enum Tool {
    /// A button: the prefix of its id, its text, and its action.
    Button(&'static str, &'static str, Callback<MouseEvent>),
    /// The button that attaches files.
    Attach,
}

impl Tool {
    /// Creates a button.
    pub(super) fn button(own: &'static str, text: &'static str, onclick: Callback<MouseEvent>) -> Self {
        Self::Button(own, text, onclick)
    }
}

/// Renders the toolbar of a criterion. Its first item is the tab stop.
pub(super) fn toolbar(form: &Context, spec: &Criterion, tools: Vec<Tool>) -> Html {
    if tools.is_empty() {
        return Html::default();
    }
    let each = tools.into_iter().enumerate().map(|(i, tool)| {
        let tabindex = if i == 0 { "0" } else { "-1" };
        match tool {
            Tool::Button(own, text, onclick) => {
                let id = format!("{own}-{}", spec.ordinal);
                html! {
                    <button type="button" class="quiet-button" key={own} {id} aria-label={form.named(text, spec)} {tabindex} data-tool="true" {onclick}>
                        { text }
                    </button>
                }
            }
            Tool::Attach => choose(form, spec, tabindex),
        }
    });
    html! { <div class="tools" role="toolbar" aria-label={form.named(form.messages().more, spec)}>{ for each }</div> }
}
