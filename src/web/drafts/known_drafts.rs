//! The names of the drafts, remembered beside the database: should the browser lose the one, the other still tells what is gone.

use crate::state::{DraftMeta, KnownDraft};
use crate::web::dom::remembered;

/// The key under which they are remembered.
const KEY: &str = "ziping.drafts";
const MOST: usize = 200;

/// The drafts that were known last.
pub(super) fn read() -> Vec<KnownDraft> {
    let text = remembered().and_then(|storage| storage.get_item(KEY).ok().flatten());
    text.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// Remembers the drafts that are known now.
pub(super) fn write(metas: &[DraftMeta]) {
    let known: Vec<_> = metas.iter().take(MOST).map(KnownDraft::of).collect();
    if let Some((storage, text)) = remembered().zip(serde_json::to_string(&known).ok()) {
        // Where it cannot be remembered, no loss is reported later, and nothing is lost by it.
        let _ = storage.set_item(KEY, &text);
    }
}

/// Forgets the names.
pub(super) fn forget() {
    if let Some(storage) = remembered() {
        // Where the browser refuses, a loss is reported that is none.
        let _ = storage.remove_item(KEY);
    }
}
