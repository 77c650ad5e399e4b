//! Describes the save status in words.

use crate::locale::{Messages, fill};
use crate::state::{Fault, SaveStatus, StorageError};
use crate::web::Store;
use yew::prelude::*;

/// Renders the save status for the bar.
pub(super) fn save_status(store: &Store) -> Html {
    let m = store.locale().messages;
    let keeping = store.save_status();
    let own_words = match &keeping {
        SaveStatus::NotSaved(why) => reported(m, why),
        _ => Html::default(),
    };
    let (state, text) = match keeping {
        keeping if store.reading() > 0 && !matches!(keeping, SaveStatus::NotSaved(_)) => {
            let left = store.reading().to_string();
            ("saving", fill(m.kept_reading, &[("count", &left)]))
        }
        _ if store.is_first_view() => ("starting", m.kept_starting.to_owned()),
        SaveStatus::Empty if store.state().is_some_and(|state| !state.is_blank()) => {
            ("none", m.kept_as_opened.to_owned())
        }
        SaveStatus::Empty => ("none", m.kept_nothing.to_owned()),
        SaveStatus::Saving => ("saving", m.kept_saving.to_owned()),
        SaveStatus::Saved(time) => ("saved", fill(m.kept_saved, &[("time", &time)])),
        SaveStatus::NotSaved(why) => ("not-saved", fill(m.kept_not, &[("why", &refusal(m, &why))])),
    };
    let role = if state == "not-saved" { "alert" } else { "status" };
    // Announcing every save would disturb users of screen readers, so only a failure is announced.
    let live = if state == "not-saved" { "assertive" } else { "off" };
    html! { <span class={classes!("kept", state)} data-ziping="saved" data-state={state} {role} aria-live={live}>{ text }{ own_words }</span> }
}

/// Returns why storing failed and what to do.
pub(crate) fn refusal(m: &Messages, why: &StorageError) -> String {
    match why {
        StorageError::Refused => m.refusal_refused.to_owned(),
        StorageError::Full => m.refusal_full.to_owned(),
        StorageError::Newer => m.refusal_newer.to_owned(),
        StorageError::Conflict => m.refusal_chooses.to_owned(),
        StorageError::Gone => m.refusal_gone.to_owned(),
        StorageError::Slow => m.refusal_slow.to_owned(),
        StorageError::Failed(fault) => fill(m.refusal_failed, &[("what", fault_words(m, fault))]),
    }
}

/// Describes a browser fault by the name of its exception.
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

/// Renders the browser's own message of a failure, which helps to find the cause: marked as a quotation, in English.
pub(super) fn reported(m: &Messages, why: &StorageError) -> Html {
    match why {
        StorageError::Failed(fault) => own_words(m, fault),
        _ => Html::default(),
    }
}

/// Renders the browser's own message.
pub(super) fn own_words(m: &Messages, fault: &Fault) -> Html {
    if fault.words.is_empty() {
        return Html::default();
    }
    html! { <span class="browser-words">{ m.browser_reports }<bdi lang="en" translate="no">{ fault.words.clone() }</bdi></span> }
}
