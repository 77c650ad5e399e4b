//! The notices above the form: the outcome of opening a file, and errors of browser effects.

mod error;
mod record;
mod taken_up;
mod tasks;

use super::bar::BarProps;
use super::drafts::reminder;
use super::given::{Given, GivenProps};
use super::leaving::{Leaving, Of, use_notice};
use super::merge::{source_name, source_named};
use crate::locale::{Locale, Messages, fill};
use crate::state::{DraftMeta, Effect, Msg, OpenOutcome, Origin};
use crate::view::drawn::drawn_in_list;
use crate::view::hooks::use_was;
use crate::view::problem::problem;
use crate::web::Store;
use assessment::record::merge::Unmergeable;
use error::error_panel;
use record::{notices, notices_and_changes};
use std::rc::Rc;
use taken_up::taken_up;
use tasks::tasks;
use yew::prelude::*;

/// The maximum number of ids or figures that a notice lists.
const FEW: usize = 12;

#[component]
pub(in crate::view) fn Notices(props: &BarProps) -> Html {
    let store = &props.store;
    let locale = store.locale();
    let was = use_was();
    let leaving = |of: Of| Leaving {
        store: store.clone(),
        was: was.clone(),
        of,
    };
    html! {
        <div class="notices" aria-live="polite">
            { report(store, locale, &leaving(Of::OpenOutcome)) }
            if let Some(error) = store.error() {
                { error_panel(store, locale, &error, &leaving(Of::Error)) }
            }
            { taken_up(store, locale, &leaving(Of::TakenUp)) }
            { tasks(store, locale) }
        </div>
    }
}

fn panel(class: &'static str, title: String, inner: Html, buttons: Html, leave: &Leaving) -> Html {
    announced(class, title, inner, buttons, leave, false)
}

/// Renders a panel that can appear while the person types: screen readers announce it, and the focus stays where it is.
fn quiet_panel(class: &'static str, title: String, inner: Html, buttons: Html, leave: &Leaving) -> Html {
    announced(class, title, inner, buttons, leave, true)
}

fn announced(class: &'static str, title: String, inner: Html, buttons: Html, leave: &Leaving, quiet: bool) -> Html {
    let (key, leave) = (title.clone(), leave.clone());
    drawn_in_list::<Panel>(
        key,
        PanelProps {
            class,
            title,
            inner,
            buttons,
            leave,
            quiet,
        },
    )
}

#[derive(Properties, PartialEq)]
struct PanelProps {
    class: &'static str,
    title: String,
    inner: Html,
    buttons: Html,
    leave: Leaving,
    quiet: bool,
}

/// A notice or a question. Unless it is quiet, it takes the focus when it appears, wherever the person is on the page; Esc
/// dismisses it.
#[component]
fn Panel(props: &PanelProps) -> Html {
    let title = use_notice(&props.leave, !props.quiet);
    let onkeydown = {
        let leave = props.leave.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                leave.go();
            }
        })
    };
    html! {
        <section class={classes!("notice", props.class)} {onkeydown}>
            <p class="notice-title" tabindex="-1" ref={title}>{ &props.title }</p>
            { props.inner.clone() }
            <p class="notice-buttons">{ props.buttons.clone() }</p>
        </section>
    }
}

fn dismissal(locale: Locale, leave: &Leaving) -> Html {
    html! { <button type="button" onclick={leave.on_click()}>{ locale.messages.dismiss }</button> }
}

fn report(store: &Store, locale: Locale, dismiss: &Leaving) -> Html {
    let m = locale.messages;
    let close = dismissal(locale, dismiss);
    match store.report() {
        OpenOutcome::Silent => Html::default(),
        OpenOutcome::Problems(name, problems) => {
            let title = fill(
                m.file_problems,
                &[("file", &name), ("count", &problems.len().to_string())],
            );
            let list = html! { <ol class="problems">{ for problems.iter().map(|each| problem(locale, each)) }</ol> };
            panel("fault-panel", title, list, close, dismiss)
        }
        OpenOutcome::NeedsRubric(name, id, version) => {
            let title = fill(m.needs_rubric, &[("file", &name), ("id", &id), ("version", &version)]);
            panel("fault-panel", title, Html::default(), close, dismiss)
        }
        OpenOutcome::Opened(name, all) => panel(
            "calm-panel",
            fill(m.opened, &[("file", &name)]),
            notices_and_changes(store, locale, &all),
            close,
            dismiss,
        ),
        OpenOutcome::NotBeside(name) => panel(
            "fault-panel",
            fill(m.earlier_other, &[("file", &name)]),
            Html::default(),
            close,
            dismiss,
        ),
        OpenOutcome::Beside(name) => panel(
            "calm-panel",
            fill(m.earlier_opened, &[("file", &name)]),
            Html::default(),
            close,
            dismiss,
        ),
        OpenOutcome::Reloaded(name, all) => panel(
            "calm-panel",
            fill(m.reloaded, &[("file", &name)]),
            notices_and_changes(store, locale, &all),
            close,
            dismiss,
        ),
        OpenOutcome::Offers(metas) => {
            let list = offers(store, locale, &metas);
            panel("calm-panel", m.drafts_offered.to_owned(), list, close, dismiss)
        }
        OpenOutcome::Example => {
            let another = sends(store, Msg::BeginAnother);
            let buttons = html! { <>{ close }<button type="button" onclick={another}>{ m.draft_another }</button></> };
            panel(
                "warning-panel",
                m.example_shown.to_owned(),
                Html::default(),
                buttons,
                dismiss,
            )
        }
        OpenOutcome::EarlierProfile(earlier) => {
            let values = [
                ("name", &*earlier.subject),
                ("time", &*store.local_time(&earlier.changed)),
            ];
            let take = sends(store, Msg::TakeProfile);
            let buttons = html! { <><button type="button" class="primary" onclick={take}>{ m.profile_take }</button>{ close }</> };
            quiet_panel(
                "calm-panel",
                fill(m.profile_earlier, &values),
                Html::default(),
                buttons,
                dismiss,
            )
        }
        OpenOutcome::Given(name) => {
            let (store, leave) = (store.clone(), dismiss.clone());
            drawn_in_list::<Given>(
                name.to_string(),
                GivenProps {
                    store,
                    name: name.clone(),
                    locale,
                    leave,
                },
            )
        }
        OpenOutcome::Others(metas) => {
            let list = offers(store, locale, &metas);
            quiet_panel("warning-panel", m.drafts_others.to_owned(), list, close, dismiss)
        }
        OpenOutcome::Older(older) => {
            let [copy, kept] = [&older.copy, &older.kept].map(|source| source_named(store, source));
            let title = fill(m.copy_older, &[("copy", &copy), ("kept", &kept)]);
            let apart = {
                let (store, older) = (store.clone(), older.clone());
                Callback::from(move |_: MouseEvent| store.send(Msg::OpenSeparately(older.opening.clone())))
            };
            let buttons = html! { <>{ close }<button type="button" onclick={apart}>{ m.copy_open_apart }</button></> };
            panel("calm-panel", title, Html::default(), buttons, dismiss)
        }
        OpenOutcome::TakenIn([file, form], newer, all) => {
            let [file, form] = [&file, &form].map(|source| source_named(store, source));
            let text = if newer { m.taken_newer } else { m.taken_both };
            let title = fill(text, &[("file", &file), ("form", &form)]);
            panel(
                "calm-panel",
                title,
                notices_and_changes(store, locale, &all),
                close,
                dismiss,
            )
        }
        OpenOutcome::AsksVersion(opening, [open, own]) => {
            let title = fill(
                m.asks_version,
                &[("file", &opening.name), ("open", &open), ("own", &own)],
            );
            let go_on = |stays: bool| {
                let (store, opening) = (store.clone(), opening.clone());
                Callback::from(move |_: MouseEvent| {
                    store.send(Msg::OpenOnVersion {
                        request: (*opening).clone(),
                        is_open_one: stays,
                    })
                })
            };
            let buttons = html! {
                <>
                    <button type="button" class="primary" onclick={go_on(true)}>{ fill(m.asks_version_open, &[("version", &open)]) }</button>
                    <button type="button" onclick={go_on(false)}>{ fill(m.asks_version_own, &[("version", &own)]) }</button>
                    <button type="button" onclick={dismiss.on_click()}>{ m.cancel }</button>
                </>
            };
            panel("warning-panel", title, Html::default(), buttons, dismiss)
        }
        OpenOutcome::RestoredDraft(resumed) => {
            let name = super::drafts::name(&resumed.meta, locale);
            let time = store.local_time(&resumed.meta.changed);
            let title = fill(m.draft_resumed, &[("name", &name), ("time", &time)]);
            let lost = html! {
                <>
                    { notices_and_changes(store, locale, &resumed.notices) }
                    { for reminder(store, &resumed.meta).map(|text| html! { <p>{ text }</p> }) }
                    if resumed.lost_state {
                        <p class="fault-text">{ m.draft_lost_state }</p>
                    }
                    if resumed.lost_steps > 0 {
                        <p class="fault-text">{ fill(m.draft_lost_steps, &[("count", &resumed.lost_steps.to_string())]) }</p>
                    }
                    if !resumed.others.is_empty() {
                        <p>{ m.draft_others }</p>
                        { offers(store, locale, &resumed.others) }
                    }
                </>
            };
            let is_whole = !resumed.lost_state && resumed.lost_steps == 0;
            let another = sends(store, Msg::BeginAnother);
            let buttons = html! { <>{ close }<button type="button" onclick={another}>{ m.draft_another }</button></> };
            let class = if is_whole { "calm-panel" } else { "fault-panel" };
            panel(class, title, lost, buttons, dismiss)
        }
        OpenOutcome::Merged(count, all) => panel(
            "calm-panel",
            fill(m.merged, &[("count", &count.to_string())]),
            notices(store, locale, &all),
            close,
            dismiss,
        ),
        OpenOutcome::Unmergeable(names, fault) => panel(
            "fault-panel",
            unmergeable(m, &names, &fault),
            Html::default(),
            close,
            dismiss,
        ),
        OpenOutcome::Asks(openings) => {
            let names: Vec<_> = openings.iter().map(|opening| &*opening.name).collect();
            let title = fill(m.asks, &[("file", &locale.list(names))]);
            question(store, m, title, dismiss, move |store| {
                store.send(Msg::OpenAnyway(openings.to_vec()))
            })
        }
        OpenOutcome::AsksToClose => question(store, m, m.asks_to_close.to_owned(), dismiss, |store| {
            store.send(Msg::CloseAnyway)
        }),
    }
}

/// Returns the listener that sends a message.
fn sends(store: &Store, msg: Msg) -> Callback<MouseEvent> {
    let store = store.clone();
    Callback::from(move |_: MouseEvent| store.send(msg.clone()))
}

/// Renders the drafts that can be resumed, the most recent first.
fn offers(store: &Store, locale: Locale, metas: &[DraftMeta]) -> Html {
    let m = locale.messages;
    let each = metas
        .iter()
        .take(FEW)
        .map(|meta| super::drafts::offer(store, meta, locale));
    let more = metas.len().saturating_sub(FEW);
    html! {
        <ul class="notice-list">
            { for each }
            if more > 0 {
                <li>{ fill(m.and_more, &[("count", &more.to_string())]) }</li>
            }
        </ul>
    }
}

/// Returns why two records cannot be merged.
fn unmergeable(m: &Messages, origins: &[Origin; 2], fault: &Unmergeable) -> String {
    let [one, other] = origins.each_ref().map(|origin| source_name(m, origin));
    let [ours, theirs]: [&str; 2] = match fault {
        Unmergeable::Rubrics(_, ids) => ids.each_ref().map(|id| &**id),
        Unmergeable::Subjects(_, names) => names.each_ref().map(|name| &**name),
    };
    let text = match fault {
        Unmergeable::Rubrics(..) => m.merge.rubrics,
        Unmergeable::Subjects(..) => m.merge.subjects,
    };
    fill(
        text,
        &[("one", &one), ("other", &other), ("ours", ours), ("theirs", theirs)],
    )
}

/// Renders the question whether to export a dirty form before it is closed.
fn question(store: &Store, m: &Messages, title: String, cancel: &Leaving, go_on: impl Fn(&Store) + 'static) -> Html {
    let go_on = Rc::new(go_on);
    let answer = |exporting: bool| {
        let (store, go_on) = (store.clone(), go_on.clone());
        Callback::from(move |_: MouseEvent| {
            if exporting {
                store.run(Effect::Export);
            }
            // The form stays open if the export failed.
            if !exporting || !store.is_dirty() {
                go_on(&store);
            }
        })
    };
    let buttons = html! {
        <>
            <button type="button" class="primary" onclick={answer(true)}>{ m.export_and_go_on }</button>
            <button type="button" onclick={answer(false)}>{ m.go_on_without }</button>
            <button type="button" onclick={cancel.on_click()}>{ m.cancel }</button>
        </>
    };
    panel("warning-panel", title, Html::default(), buttons, cancel)
}
