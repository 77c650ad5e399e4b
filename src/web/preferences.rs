//! The person's language and name, stored between visits.

use super::dom::remembered;
use crate::locale::Locale;
use web_sys::window;

const LANGUAGE: &str = "ziping.language";
const AUTHOR: &str = "ziping.who";

/// Returns the language that was chosen before, otherwise the browser's.
pub(crate) fn language() -> Locale {
    let remembered = remembered().and_then(|storage| storage.get_item(LANGUAGE).ok().flatten());
    let preferred = window()
        .map(|window| window.navigator().languages())
        .unwrap_or_default();
    let preferred: Vec<String> = preferred.iter().filter_map(|tag| tag.as_string()).collect();
    Locale::preferred(
        remembered
            .as_deref()
            .into_iter()
            .chain(preferred.iter().map(String::as_str)),
    )
}

/// Stores the language. If the browser refuses storage, the choice lasts as long as the page.
pub(super) fn remember_language(tag: &str) {
    if let Some(storage) = remembered() {
        let _ = storage.set_item(LANGUAGE, tag);
    }
}

/// Returns the name of the person who last filled in a form in this browser; empty while unknown.
pub(crate) fn author() -> String {
    remembered()
        .and_then(|storage| storage.get_item(AUTHOR).ok().flatten())
        .unwrap_or_default()
}

/// Stores the person's name.
pub(super) fn remember_author(name: &str) {
    if let Some(storage) = remembered() {
        let _ = storage.set_item(AUTHOR, name);
    }
}

/// Deletes both.
pub(super) fn forget() {
    if let Some(storage) = remembered() {
        for key in [LANGUAGE, AUTHOR] {
            let _ = storage.remove_item(key);
        }
    }
}
