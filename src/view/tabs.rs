//! The tabs above the form's column: filling in, findings, problems and measures, raters.

use super::context::Context;
use super::drawn::drawn;
use super::findings;
use super::ledger::Ledger;
use super::nav::StateProps;
use super::ptr_eq::PtrEq;
use super::raters;
use crate::locale::fill;
use crate::state::State;
use web_sys::HtmlElement;
use yew::prelude::*;

/// A tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    /// The form.
    Fill,
    /// The findings.
    Findings,
    /// The ledger of problems and measures.
    Ledger,
    /// Raters side by side.
    Raters,
}

impl Tab {
    fn own(self) -> &'static str {
        match self {
            Self::Fill => "fill",
            Self::Findings => "findings",
            Self::Ledger => "ledger",
            Self::Raters => "raters",
        }
    }
}

/// Returns the tabs that apply to a state.
fn tabs(state: &State) -> Vec<Tab> {
    let mut tabs = vec![Tab::Fill, Tab::Findings];
    if state.rubric.rules.problems.is_some() {
        tabs.push(Tab::Ledger);
    }
    if state.rubric.raters.len() > 1 {
        tabs.push(Tab::Raters);
    }
    tabs
}

/// Renders the tabs. Arrow keys move between them, as in every tab list.
pub(super) fn strip(form: &Context, state: &State, now: Tab, go: &Callback<Tab>) -> Html {
    let m = form.messages();
    let all = tabs(state);
    let onkeydown = {
        let (all, go, emit) = (all.clone(), go.clone(), form.emit.clone());
        Callback::from(move |event: KeyboardEvent| {
            let at = all.iter().position(|tab| *tab == now).unwrap_or_default();
            let next = match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => (at + 1) % all.len(),
                "ArrowLeft" | "ArrowUp" => (at + all.len() - 1) % all.len(),
                "Home" => 0,
                "End" => all.len() - 1,
                _ => return,
            };
            event.prevent_default();
            go.emit(all[next]);
            emit.emit(super::context::FormAction::Focus(format!("tab-{}", all[next].own())));
        })
    };
    let findings = state.outcome.finding_count(&state.rubric, state.record.claimed_total);
    html! {
        <div class="tabs" role="tablist" aria-label={m.tabs} {onkeydown}>
            { for all.iter().map(|tab| {
                let (own, here) = (tab.own(), *tab == now);
                let name = match tab {
                    Tab::Fill => m.tab_fill,
                    Tab::Findings => m.findings,
                    Tab::Ledger => m.problems,
                    Tab::Raters => m.raters,
                };
                let (go, to) = (go.clone(), *tab);
                let onclick = Callback::from(move |event: MouseEvent| {
                    go.emit(to);
                    // WebKit does not focus a button when it is clicked.
                    if let Some(tab) = event.target_dyn_into::<HtmlElement>() {
                        let _ = tab.focus();
                    }
                });
                html! {
                    <button type="button" role="tab" id={format!("tab-{own}")} key={own} aria-selected={if here { "true" } else { "false" }}
                        aria-controls={here.then(|| format!("panel-{own}"))} tabindex={if here { "0" } else { "-1" }} {onclick}>
                        { name }
                        if *tab == Tab::Findings && findings > 0 {
                            <span class="tab-count notranslate" translate="no">{ findings.to_string() }</span>
                        }
                    </button>
                }
            }) }
            if all.contains(&Tab::Raters) {
                <span class="as">{ fill(m.filling_in_as, &[("rater", &form.rater_name(&form.rater))]) }</span>
            }
        </div>
    }
}

/// Renders the content of a tab other than the form.
pub(super) fn panel(form: &Context, state: &PtrEq<State>, tab: Tab) -> Html {
    let inner = match tab {
        Tab::Fill => return Html::default(),
        Tab::Findings => findings::list(form, state),
        Tab::Ledger => drawn::<Ledger>(StateProps { state: state.clone() }),
        Tab::Raters => raters::side_by_side(form, state),
    };
    let own = tab.own();
    html! { <div class="panel" role="tabpanel" id={format!("panel-{own}")} aria-labelledby={format!("tab-{own}")}>{ inner }</div> }
}
