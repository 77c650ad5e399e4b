//! Whether what was entered is stored, in words.

use crate::locale::{Messages, fill};
use crate::web::drafts::Keeping;
use crate::web::drafts::base::Refusal;
use crate::web::{Fault, Store};
use yew::prelude::*;

/// The state of storing, for the bar.
pub(super) fn saved(store: &Store) -> Html {
    let m = store.locale().messages;
    let keeping = store.keeping();
    let own_words = match &keeping {
        Keeping::Not(why) => reported(m, why),
        _ => Html::default(),
    };
    let (state, text) = match keeping {
        keeping if store.reading() > 0 && !matches!(keeping, Keeping::Not(_)) => {
            let left = store.reading().to_string();
            ("saving", fill(m.kept_reading, &[("count", &left)]))
        }
        Keeping::Nothing if store.state().is_some_and(|state| state.record.origin.is_some()) => {
            ("none", m.kept_as_opened.to_owned())
        }
        Keeping::Nothing => ("none", m.kept_nothing.to_owned()),
        Keeping::Saving => ("saving", m.kept_saving.to_owned()),
        Keeping::Saved(time) => ("saved", fill(m.kept_saved, &[("time", &time)])),
        Keeping::Not(why) => ("not-saved", fill(m.kept_not, &[("why", &refusal(m, &why))])),
    };
    let role = if state == "not-saved" { "alert" } else { "status" };
    // Each save would be read out where a reader listens: only what needs an answer is.
    let live = if state == "not-saved" { "assertive" } else { "off" };
    html! { <span class={classes!("kept", state)} data-ziping="saved" data-state={state} {role} aria-live={live}>{ text }{ own_words }</span> }
}

/// Why the browser refused, and what to do.
pub(crate) fn refusal(m: &Messages, why: &Refusal) -> String {
    match why {
        Refusal::Refused => m.refusal_refused.to_owned(),
        Refusal::Full => m.refusal_full.to_owned(),
        Refusal::Newer => m.refusal_newer.to_owned(),
        Refusal::Chooses => m.refusal_chooses.to_owned(),
        Refusal::Gone => m.refusal_gone.to_owned(),
        Refusal::Slow => m.refusal_slow.to_owned(),
        Refusal::Failed(fault) => fill(m.refusal_failed, &[("what", fault_words(m, fault))]),
    }
}

/// What went wrong in the browser, as far as its name tells.
pub(super) fn fault_words(m: &Messages, fault: &Fault) -> &'static str {
    match &*fault.name {
        "NotAllowedError" | "NoModificationAllowedError" | "SecurityError" | "ReadOnlyError" => m.fault_not_allowed,
        "NotFoundError" => m.fault_not_found,
        "QuotaExceededError" => m.fault_full,
        "AbortError" | "TimeoutError" | "TransactionInactiveError" | "InvalidStateError" => m.fault_cut_off,
        "NotReadableError" | "OperationError" | "UnknownError" | "DataError" | "EncodingError" => m.fault_disk,
        _ => m.fault_other,
    }
}

/// The browser's own words of a refusal, for finding its cause: marked as a quotation, in English.
pub(super) fn reported(m: &Messages, why: &Refusal) -> Html {
    match why {
        Refusal::Failed(fault) => own_words(m, fault),
        _ => Html::default(),
    }
}

/// A browser's own words.
pub(super) fn own_words(m: &Messages, fault: &Fault) -> Html {
    if fault.words.is_empty() {
        return Html::default();
    }
    html! { <span class="browser-words">{ m.browser_reports }<bdi lang="en" translate="no">{ fault.words.clone() }</bdi></span> }
}
