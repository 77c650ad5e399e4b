//! What opening a file, or anything else with effects, had to say.

use super::bar::BarProps;
use crate::locale::{Locale, Messages, fill};
use crate::state::Report;
use crate::view::problem::problem;
use crate::web::{Store, Trouble, page};
use assessment::record::{Difference, Notice};
use std::rc::Rc;
use yew::prelude::*;

/// How many ids or figures a notice lists.
const FEW: usize = 12;

#[component]
pub(super) fn Notices(props: &BarProps) -> Html {
    let store = &props.store;
    let locale = store.locale();
    let dismiss = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| store.dismiss())
    };
    html! {
        <div class="notices" aria-live="polite">
            { report(store, locale, &dismiss) }
            if let Some(trouble) = store.trouble() {
                { panel("fault-panel", trouble_text(locale.messages, &trouble), Html::default(), dismissal(locale, &dismiss)) }
            }
        </div>
    }
}

fn panel(class: &'static str, title: String, inner: Html, buttons: Html) -> Html {
    html! {
        <section class={classes!("notice", class)}>
            <p class="notice-title">{ title }</p>
            { inner }
            <p class="notice-buttons">{ buttons }</p>
        </section>
    }
}

fn dismissal(locale: Locale, dismiss: &Callback<MouseEvent>) -> Html {
    html! { <button type="button" onclick={dismiss}>{ locale.messages.dismiss }</button> }
}

fn report(store: &Store, locale: Locale, dismiss: &Callback<MouseEvent>) -> Html {
    let m = locale.messages;
    let close = dismissal(locale, dismiss);
    match store.report() {
        Report::Silent => Html::default(),
        Report::Problems(name, problems) => {
            let title = fill(
                m.file_problems,
                &[("file", &name), ("count", &problems.len().to_string())],
            );
            let list = html! { <ol class="problems">{ for problems.iter().map(|each| problem(locale, each)) }</ol> };
            panel("fault-panel", title, list, close)
        }
        Report::NeedsRubric(name, id, version) => {
            let title = fill(m.needs_rubric, &[("file", &name), ("id", &id), ("version", &version)]);
            panel("fault-panel", title, Html::default(), close)
        }
        Report::Opened(name, all) => panel(
            "calm-panel",
            fill(m.opened, &[("file", &name)]),
            notices(m, &all),
            close,
        ),
        Report::Reloaded(name, all) => panel(
            "calm-panel",
            fill(m.reloaded, &[("file", &name)]),
            notices(m, &all),
            close,
        ),
        Report::Asks(opening) => {
            let title = fill(m.asks, &[("file", &opening.name)]);
            question(store, m, title, dismiss, move |store| store.open_anyway(&opening))
        }
        Report::AsksToClose => question(store, m, m.asks_to_close.to_owned(), dismiss, Store::close_anyway),
    }
}

/// What is not exported would be left: the person decides.
fn question(
    store: &Store,
    m: &Messages,
    title: String,
    cancel: &Callback<MouseEvent>,
    go_on: impl Fn(&Store) + 'static,
) -> Html {
    let go_on = Rc::new(go_on);
    let answer = |exporting: bool| {
        let (store, go_on) = (store.clone(), go_on.clone());
        Callback::from(move |_: MouseEvent| {
            if !exporting || page::export(&store) {
                go_on(&store);
            }
        })
    };
    let buttons = html! {
        <>
            <button type="button" class="primary" onclick={answer(true)}>{ m.export_and_go_on }</button>
            <button type="button" onclick={answer(false)}>{ m.go_on_without }</button>
            <button type="button" onclick={cancel}>{ m.cancel }</button>
        </>
    };
    panel("warning-panel", title, Html::default(), buttons)
}

fn notices(m: &Messages, all: &[Notice]) -> Html {
    html! { <ul class="notice-list">{ for all.iter().map(|notice| html! { <li>{ notice_text(m, notice) }</li> }) }</ul> }
}

fn ids(m: &Messages, all: &[Rc<str>]) -> String {
    let shown = all
        .iter()
        .take(FEW)
        .map(|id| id.to_string())
        .collect::<Vec<_>>()
        .join(m.list_separator);
    if all.len() > FEW {
        format!("{shown}{}…", m.list_separator)
    } else {
        shown
    }
}

fn notice_text(m: &Messages, notice: &Notice) -> String {
    let count = |all: &[Rc<str>]| all.len().to_string();
    match notice {
        Notice::OtherRubric { theirs } => fill(m.other_rubric, &[("id", theirs)]),
        Notice::OtherVersion { theirs } => fill(m.other_version, &[("version", theirs)]),
        Notice::ScoringChanged => m.scoring_changed.to_owned(),
        Notice::WordingChanged => m.wording_changed.to_owned(),
        Notice::Unplaced(all) => fill(m.unplaced, &[("count", &count(all)), ("ids", &ids(m, all))]),
        Notice::Unfit(all) => fill(m.unfit_answers, &[("count", &count(all)), ("ids", &ids(m, all))]),
        Notice::Differs(all) => {
            let one = |d: &Difference| {
                fill(
                    m.differs_one,
                    &[("place", &d.place), ("file", &d.file), ("computed", &d.computed)],
                )
            };
            let list = all.iter().take(FEW).map(one).collect::<Vec<_>>().join(m.list_separator);
            fill(m.differs, &[("count", &all.len().to_string()), ("list", &list)])
        }
    }
}

fn trouble_text(m: &Messages, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Unreadable(name) => fill(m.trouble_unreadable, &[("file", name)]),
        Trouble::Foreign(address) => fill(m.trouble_foreign, &[("address", address)]),
        Trouble::NotServed => m.trouble_not_served.to_owned(),
        Trouble::NotFetched(address) => fill(m.trouble_not_fetched, &[("address", address)]),
        Trouble::NotPrinted => m.trouble_not_printed.to_owned(),
        Trouble::NotSaved => m.trouble_not_saved.to_owned(),
    }
}
