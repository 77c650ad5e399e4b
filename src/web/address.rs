//! The parameters in the page's address.

use web_sys::window;

/// Returns the rubric that the address names: `?rubric=` with the id of a rubric in the page, or an address on the same
/// site.
pub(super) fn asked() -> Option<String> {
    let search = window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get("rubric")
}
