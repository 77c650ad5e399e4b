//! What opening a file, or anything else with effects, had to say.

use super::bar::BarProps;
use super::changes::changes;
use super::drafts::reminder;
use super::given::Given;
use super::leaving::{Leaving, Of, use_notice};
use super::merge::{source_name, source_named};
use super::places::{Place, list, ways};
use super::saved::reported;
use crate::locale::{Locale, Messages, fill};
use crate::state::{Effect, EffectError, Head, NotFetched, OpenOutcome, Origin};
use crate::view::figure::minus;
use crate::view::hooks::use_was;
use crate::view::problem::problem;
use crate::view::wording::joined;
use crate::web::Store;
use assessment::limits;
use assessment::record::blocks::{HEAD, Lost};
use assessment::record::merge::Unmergeable;
use assessment::record::{Difference, Notice, OddDate};
use std::rc::Rc;
use yew::prelude::*;

/// How many ids or figures a notice lists.
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
        </div>
    }
}

fn error_panel(store: &Store, locale: Locale, trouble: &EffectError, leave: &Leaving) -> Html {
    let m = locale.messages;
    let inner = match trouble {
        EffectError::Storage(why) => reported(m, why),
        EffectError::Damaged(lost) => lost_parts(store, locale, lost),
        _ => Html::default(),
    };
    let (class, again) = match trouble {
        EffectError::Late(_, false) => ("calm-panel", false),
        EffectError::Late(_, true) => ("warning-panel", true),
        EffectError::NotFetched(..) => ("fault-panel", true),
        _ => ("fault-panel", false),
    };
    let ask_again = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| store.run(Effect::FetchAsked))
    };
    let buttons = html! {
        <>
            if again {
                <button type="button" class="primary" onclick={ask_again}>{ m.try_again }</button>
            }
            { dismissal(locale, leave) }
        </>
    };
    panel(class, trouble_text(locale, trouble), inner, buttons, leave)
}

fn panel(class: &'static str, title: String, inner: Html, buttons: Html, leave: &Leaving) -> Html {
    let key = title.clone();
    html! { <Panel {key} {class} {title} {inner} {buttons} leave={leave.clone()} /> }
}

/// A panel that comes while the person types: it is read out and leaves the focus where it is.
fn quiet_panel(class: &'static str, title: String, inner: Html, buttons: Html, leave: &Leaving) -> Html {
    let key = title.clone();
    html! { <Panel {key} {class} {title} {inner} {buttons} leave={leave.clone()} quiet={true} /> }
}

#[derive(Properties, PartialEq)]
struct PanelProps {
    class: &'static str,
    title: String,
    inner: Html,
    buttons: Html,
    leave: Leaving,
    #[prop_or_default]
    quiet: bool,
}

/// Something to know or to decide. Unless it is quiet it takes the focus as it appears, wherever on the page the person is; Esc
/// leaves it.
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
        OpenOutcome::Reloaded(name, all) => panel(
            "calm-panel",
            fill(m.reloaded, &[("file", &name)]),
            notices_and_changes(store, locale, &all),
            close,
            dismiss,
        ),
        OpenOutcome::Offers(heads) => {
            let list = offers(store, locale, &heads);
            panel("calm-panel", m.drafts_offered.to_owned(), list, close, dismiss)
        }
        OpenOutcome::Given(name) => {
            html! { <Given key={name.to_string()} store={store.clone()} name={name.clone()} {locale} leave={dismiss.clone()} /> }
        }
        OpenOutcome::Others(heads) => {
            let list = offers(store, locale, &heads);
            quiet_panel("warning-panel", m.drafts_others.to_owned(), list, close, dismiss)
        }
        OpenOutcome::Older(older) => {
            let [copy, kept] = [&older.copy, &older.kept].map(|source| source_named(store, source));
            let title = fill(m.copy_older, &[("copy", &copy), ("kept", &kept)]);
            let apart = {
                let (store, older) = (store.clone(), older.clone());
                Callback::from(move |_: MouseEvent| store.open_apart(&older.opening))
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
                Callback::from(move |_: MouseEvent| store.open_on(&opening, stays))
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
            let name = super::drafts::name(&resumed.head, locale);
            let time = store.local_time(&resumed.head.changed);
            let title = fill(m.draft_resumed, &[("name", &name), ("time", &time)]);
            let lost = html! {
                <>
                    { notices_and_changes(store, locale, &resumed.notices) }
                    { for reminder(store, &resumed.head).map(|text| html! { <p>{ text }</p> }) }
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
            let another = {
                let store = store.clone();
                Callback::from(move |_: MouseEvent| store.begin_another())
            };
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
            let title = fill(m.asks, &[("file", &joined(names, m.list_separator))]);
            question(store, m, title, dismiss, move |store| store.open_anyway(&openings))
        }
        OpenOutcome::AsksToClose => question(store, m, m.asks_to_close.to_owned(), dismiss, Store::close_anyway),
    }
}

/// Drafts to go on with, the last ones first.
fn offers(store: &Store, locale: Locale, heads: &[Head]) -> Html {
    let m = locale.messages;
    let each = heads
        .iter()
        .take(FEW)
        .map(|head| super::drafts::offer(store, head, locale));
    let more = heads.len().saturating_sub(FEW);
    html! {
        <ul class="notice-list">
            { for each }
            if more > 0 {
                <li>{ fill(m.and_more, &[("count", &more.to_string())]) }</li>
            }
        </ul>
    }
}

/// Why two records are not merged.
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

/// What is not exported would be left: the person decides.
fn question(store: &Store, m: &Messages, title: String, cancel: &Leaving, go_on: impl Fn(&Store) + 'static) -> Html {
    let go_on = Rc::new(go_on);
    let answer = |exporting: bool| {
        let (store, go_on) = (store.clone(), go_on.clone());
        Callback::from(move |_: MouseEvent| {
            if exporting {
                store.run(Effect::Export);
            }
            // What could not be exported is not left.
            if !exporting || !store.is_unkept() {
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

/// What is worth knowing of what was opened, and what had changed in its rubric.
fn notices_and_changes(store: &Store, locale: Locale, all: &[Notice]) -> Html {
    html! { <>{ notices(store, locale, all) }{ changes(store, locale) }</> }
}

fn notices(store: &Store, locale: Locale, all: &[Notice]) -> Html {
    html! { <ul class="notice-list">{ for all.iter().map(|one| html! { <li>{ notice(store, locale, one) }</li> }) }</ul> }
}

/// Names of what the form has no place for.
fn names(m: &Messages, all: &[Rc<str>]) -> String {
    let shown = joined(all.iter().take(FEW), m.list_separator);
    if all.len() > FEW {
        format!("{shown}{}…", m.list_separator)
    } else {
        shown
    }
}

/// What a notice says, and the places that it is about.
fn notice(store: &Store, locale: Locale, notice: &Notice) -> Html {
    let m = locale.messages;
    let about = |message: &str, ids: &[Rc<str>]| {
        let text = fill(message, &[("count", &ids.len().to_string())]);
        html! { <>{ text }{ ways(store, locale, ids) }</> }
    };
    match notice {
        Notice::OtherRubric { theirs } => html! { { fill(m.other_rubric, &[("id", theirs)]) } },
        Notice::OtherVersion { theirs } => html! { { fill(m.other_version, &[("version", theirs)]) } },
        Notice::ScoringChanged => html! { { m.scoring_changed } },
        Notice::WordingChanged => html! { { m.wording_changed } },
        Notice::OtherRaters(all) => html! { { fill(m.other_raters, &[("ids", &names(m, all))]) } },
        Notice::Unplaced(all) => about(m.unplaced, all),
        Notice::Unfit(all) => about(m.unfit_answers, all),
        Notice::AnswerAgain(all) => about(m.answer_again, all),
        Notice::OddDates(all) => {
            let text = fill(m.odd_dates, &[("count", &all.len().to_string())]);
            html! { <>{ text }{ list(locale, all.iter(), |one| odd_date(store, locale, one)) }</> }
        }
        Notice::Surplus(all) => {
            let values = [
                ("count", &*all.len().to_string()),
                ("limit", &limits::SHOWN.to_string()),
            ];
            html! { <>{ fill(m.surplus, &values) }{ ways(store, locale, all) }</> }
        }
        Notice::Differs(all) => {
            let text = fill(m.differs, &[("count", &all.len().to_string())]);
            html! { <>{ text }{ list(locale, all.iter(), |one| difference(store, locale, one)) }</> }
        }
    }
}

/// A text that is not a date, with its place.
fn odd_date(store: &Store, locale: Locale, odd: &OddDate) -> Html {
    let m = locale.messages;
    let place = match &*odd.place {
        "date" => html! { { m.date } },
        id => Place::of(store, id).way(store, locale),
    };
    html! { <>{ place }{ m.colon }{ fill(m.odd_dates_one, &[("text", &odd.text)]) }</> }
}

/// A figure of the file beside the one that was worked out.
fn difference(store: &Store, locale: Locale, one: &Difference) -> Html {
    let m = locale.messages;
    let word = |text: &str| match text {
        "standing" => Some(m.standing),
        "total" => Some(m.total),
        "maximum" => Some(m.full),
        "grade" => Some(m.grade),
        "extra" => Some(m.differs_extra),
        "vetoes" => Some(m.differs_vetoes),
        "provisional" => Some(m.provisional),
        "final" => Some(m.standing_final),
        "empty" => Some(m.filled_none),
        "unscored" => Some(m.unscored),
        _ => None,
    };
    let place = word(&one.place).map_or_else(
        || Place::of(store, &one.place).way(store, locale),
        |word| html! { { word } },
    );
    let named = |ids: &str| {
        let names = ids.split(", ").map(|id| Place::of(store, id).name(locale));
        joined(names, m.list_separator)
    };
    let figure = |text: &str| match word(text) {
        Some(word) => word.to_owned(),
        None if one.place == "vetoes" => named(text),
        None => grade(store, locale, text).unwrap_or_else(|| minus(text)),
    };
    let figures = fill(
        m.differs_one,
        &[("file", &figure(&one.file)), ("computed", &figure(&one.computed))],
    );
    html! { <>{ place }{ m.colon }{ figures }</> }
}

/// What the grade with this id is called.
fn grade(store: &Store, locale: Locale, id: &str) -> Option<String> {
    let state = store.state()?;
    let band = state
        .rubric
        .grades
        .as_ref()?
        .bands
        .iter()
        .find(|band| *band.id == *id)?;
    Some(band.label.wording(locale.tag).to_string())
}

fn trouble_text(locale: Locale, trouble: &EffectError) -> String {
    let m = locale.messages;
    match trouble {
        EffectError::Unreadable(name) => fill(m.trouble_unreadable, &[("file", name)]),
        EffectError::NoAnswers(name) => fill(m.page_no_answers, &[("file", name)]),
        EffectError::Foreign(address) => fill(m.trouble_foreign, &[("address", address)]),
        EffectError::NotServed => m.trouble_not_served.to_owned(),
        EffectError::NotFetched(address, why) => {
            let why = match why {
                NotFetched::Unreached => m.fetch_unreached,
                NotFetched::Refused(401 | 403) => m.fetch_denied,
                NotFetched::Refused(404 | 410) => m.fetch_absent,
                NotFetched::Refused(_) => m.fetch_unanswered,
            };
            fill(m.trouble_not_fetched, &[("address", address), ("why", why)])
        }
        EffectError::Late(address, false) => fill(m.trouble_loading, &[("address", address)]),
        EffectError::Late(address, true) => fill(m.trouble_late, &[("address", address)]),
        EffectError::NotPrinted => m.trouble_not_printed.to_owned(),
        EffectError::Storage(why) => fill(m.trouble_storage, &[("why", &super::saved::refusal(m, why))]),
        EffectError::DraftsDamaged(count) => fill(m.trouble_drafts_damaged, &[("count", &count.to_string())]),
        EffectError::DraftsGone(gone) => {
            let known: Vec<_> = gone.iter().map(|known| known.name(locale.tag)).collect();
            fill(
                m.trouble_drafts_gone,
                &[("count", &gone.len().to_string()), ("list", &names(m, &known))],
            )
        }
        EffectError::Files(all) => super::file_errors::files(m, all),
        EffectError::Archive(name, why) => super::file_errors::archive(m, name, *why),
        EffectError::NotTaken(why) => super::file_errors::not_taken(m, *why).to_owned(),
        EffectError::Draft(_) => m.trouble_draft.to_owned(),
        EffectError::NotSaved => m.trouble_not_saved.to_owned(),
        EffectError::Damaged(lost) => fill(m.trouble_damaged, &[("count", &lost.len().to_string())]),
    }
}

/// The parts of the record that are lost, each the way to the section that it is of.
fn lost_parts(store: &Store, locale: Locale, lost: &[Lost]) -> Html {
    list(locale, lost.iter(), |lost: &Lost| match lost.part.rsplit_once('/') {
        _ if *lost.part == *HEAD => html! { { locale.messages.profile } },
        Some((section, _)) => Place::of(store, section).way(store, locale),
        None => Place::of(store, &lost.part).way(store, locale),
    })
}
