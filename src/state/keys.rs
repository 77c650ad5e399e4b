//! The meaning of a key in a shortcut, in any keyboard layout.

/// The element id of the list of keys in the form.
pub const KEYS: &str = "keys";

/// The letter of a shortcut, in lower case. In a layout with Latin letters the letter decides, wherever its key is; in others (Cyrillic,
/// Greek, Hebrew, Thai) the position of the key does, as it does for the browser's shortcuts.
pub fn shortcut_letter(key: &str, code: &str) -> Option<char> {
    let mut typed = key.chars();
    match (typed.next(), typed.next()) {
        (Some(c), None) if c.is_ascii_alphabetic() => return Some(c.to_ascii_lowercase()),
        // A layout with accented Latin letters has the plain ones too, in their own positions.
        (Some(c), None) if c.is_ascii() || !c.is_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&c) => return None,
        (Some(_), None) => {}
        // `Enter`, `F1` and similar names are keys without a letter.
        _ if key != "Unidentified" => return None,
        _ => {}
    }
    let mut place = code.strip_prefix("Key")?.chars();
    place
        .next()
        .filter(|_| place.next().is_none())
        .map(|c| c.to_ascii_lowercase())
}
