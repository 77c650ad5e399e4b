//! The names of the drafts, stored outside the database: if the browser loses the database, the page can name the lost
//! drafts.

use crate::state::KnownDraft;
use crate::web::dom::remembered;

/// The storage key of the names.
const KEY: &str = "ziping.drafts";

/// Returns the drafts that were stored last.
pub(super) fn read() -> Vec<KnownDraft> {
    let text = remembered().and_then(|storage| storage.get_item(KEY).ok().flatten());
    text.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// Stores the names of the current drafts.
pub(in crate::web) fn write(known: &[KnownDraft]) {
    if let Some((storage, text)) = remembered().zip(serde_json::to_string(known).ok()) {
        // If the names cannot be stored, a later loss is not reported; no draft is lost because of that.
        let _ = storage.set_item(KEY, &text);
    }
}

/// Deletes the names.
pub(super) fn forget() {
    if let Some(storage) = remembered() {
        // If the browser refuses, a loss is reported that did not happen.
        let _ = storage.remove_item(KEY);
    }
}
