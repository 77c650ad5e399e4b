//! What is rarely used at a criterion, in one row: a note, "not applicable", taking the answer back, evidence, problems. The
//! row is one stop of Tab, and arrows go along it, so that a person who scores by keyboard passes it with one key.

use super::attachment::choose;
use super::context::Context;
use assessment::rubric::Criterion;
use yew::prelude::*;

/// Something in the row.
pub(super) enum Tool {
    /// A button: its own name in the page, its text, and what it does.
    Button(&'static str, &'static str, Callback<MouseEvent>),
    /// The button with which files are attached.
    Attach,
}

impl Tool {
    /// A button.
    pub(super) fn button(own: &'static str, text: &'static str, onclick: Callback<MouseEvent>) -> Self {
        Self::Button(own, text, onclick)
    }
}

/// The row of a criterion. The first of it is the stop.
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
