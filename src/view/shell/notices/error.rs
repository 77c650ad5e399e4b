//! Renders the error of a browser effect as a panel: its message, and the possible remedies.

use super::record::names;
use super::{dismissal, panel};
use crate::locale::{Locale, fill};
use crate::state::{Effect, EffectError, NotFetched};
use crate::view::shell::leaving::Leaving;
use crate::view::shell::places::{Place, list};
use crate::view::shell::save_status::reported;
use crate::view::shell::{file_errors, save_status};
use crate::web::Store;
use assessment::record::blocks::{HEAD, Lost};
use yew::prelude::*;

pub(super) fn error_panel(store: &Store, locale: Locale, trouble: &EffectError, leave: &Leaving) -> Html {
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
        EffectError::NoPapers => m.trouble_no_papers.to_owned(),
        EffectError::NoMaker => m.trouble_no_maker.to_owned(),
        EffectError::Storage(why) => fill(m.trouble_storage, &[("why", &save_status::refusal(m, why))]),
        EffectError::DraftsDamaged(count) => fill(m.trouble_drafts_damaged, &[("count", &count.to_string())]),
        EffectError::DraftsGone(gone) => {
            let known: Vec<_> = gone.iter().map(|known| known.name(locale.tag)).collect();
            fill(
                m.trouble_drafts_gone,
                &[("count", &gone.len().to_string()), ("list", &names(m, &known))],
            )
        }
        EffectError::Files(all) => file_errors::files(m, all),
        EffectError::Archive(name, why) => file_errors::archive(m, name, *why),
        EffectError::NotTaken(why) => file_errors::not_taken(m, *why).to_owned(),
        EffectError::Draft(_) => m.trouble_draft.to_owned(),
        EffectError::NotSaved => m.trouble_not_saved.to_owned(),
        EffectError::NoOneFile => m.trouble_no_one_file.to_owned(),
        EffectError::Damaged(lost) => fill(m.trouble_damaged, &[("count", &lost.len().to_string())]),
    }
}

/// Renders the lost parts of the record, each as a link to its section.
fn lost_parts(store: &Store, locale: Locale, lost: &[Lost]) -> Html {
    list(locale, lost.iter(), |lost: &Lost| match lost.part.rsplit_once('/') {
        _ if *lost.part == *HEAD => html! { { locale.messages.profile } },
        Some((section, _)) => Place::of(store, section).way(store, locale),
        None => Place::of(store, &lost.part).way(store, locale),
    })
}
