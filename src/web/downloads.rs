//! Downloads and their file names.

use super::clock::today;
use crate::foreign::direction;
use gloo::timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{BlobPropertyBag, HtmlAnchorElement, Url, window};

/// Downloads a text as a file. Returns whether the browser started the download.
pub(super) fn give(name: &str, kind: &str, text: &str) -> bool {
    try_give(name, kind, text).is_some()
}

fn try_give(name: &str, kind: &str, text: &str) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&text.into());
    give_blob(
        name,
        &web_sys::Blob::new_with_str_sequence_and_options(&parts, &options).ok()?,
    )
}

/// Downloads bytes as a file.
pub(super) fn give_bytes(name: &str, bytes: &[u8]) -> Option<()> {
    let parts = Array::of1(&js_sys::Uint8Array::from(bytes));
    give_blob(
        &safe_with_ending(name),
        &web_sys::Blob::new_with_u8_array_sequence(&parts).ok()?,
    )
}

/// Downloads a blob as a file.
pub(super) fn give_blob(name: &str, blob: &web_sys::Blob) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let document = window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    // Firefox requires the link to be in the document.
    document.body()?.append_child(&link).ok()?;
    link.click();
    link.remove();
    // The browser reads the blob after the click; a minute is enough for any disk.
    Timeout::new(60_000, move || drop(Url::revoke_object_url(&address))).forget();
    Some(())
}

/// Returns the file name `自评_<subject>_<day>.<ending>`, without characters that file systems refuse.
pub(super) fn dated_name(prefix: &str, subject: &str, date: &str, ending: &str) -> String {
    let day = if date.is_empty() { today() } else { date.to_owned() };
    format!("{prefix}_{}_{}.{ending}", safe(subject), safe(&day))
}

/// Removes the same characters as [`safe`] from the name of a file, and keeps its ending.
pub(super) fn safe_with_ending(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{}.{ending}", safe(stem)),
        None => safe(name),
    }
}

/// Removes characters from a part of a file name that file systems refuse or that reverse the direction of the
/// displayed name.
pub(super) fn safe(text: &str) -> String {
    let refused = |c: char| c.is_control() || direction::is_control(c) || r#"\/:*?"<>|"#.contains(c);
    let plain: String = text.trim().chars().filter(|c| !refused(*c)).take(60).collect();
    let plain = plain.trim_matches(['.', ' ']);
    if plain.is_empty() {
        "_".to_owned()
    } else {
        plain.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_hold_nothing_that_a_file_system_refuses() {
        for (text, name) in [
            ("青山小学", "青山小学"),
            (" a/b\\c:d*e?f\"g<h>i|j ", "abcdefghij"),
            ("..", "_"),
            ("", "_"),
            ("gnp.\u{202e}nosj", "gnp.nosj"),
            ("一\n二", "一二"),
        ] {
            assert_eq!(safe(text), name, "{text:?}");
        }
        assert_eq!(
            dated_name("自评", "青山小学", "2026-11-23", "json"),
            "自评_青山小学_2026-11-23.json"
        );
    }
}
