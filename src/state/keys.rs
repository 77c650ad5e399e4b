//! What a key means for a shortcut, whatever the layout of the keyboard.

/// The letter of a shortcut, in lower case. Where the layout has Latin letters they decide, wherever on the keyboard they are; where
/// it has others (Cyrillic, Greek, Hebrew, Thai), the place of the key does, as it does for the shortcuts of the browser.
pub fn shortcut_letter(key: &str, code: &str) -> Option<char> {
    let mut typed = key.chars();
    match (typed.next(), typed.next()) {
        (Some(c), None) if c.is_ascii_alphabetic() => return Some(c.to_ascii_lowercase()),
        // A layout with marked Latin letters has the plain ones too, in their own places.
        (Some(c), None) if c.is_ascii() || !c.is_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&c) => return None,
        (Some(_), None) => {}
        // `Enter`, `F1` and their like are keys of their own.
        _ if key != "Unidentified" => return None,
        _ => {}
    }
    let mut place = code.strip_prefix("Key")?.chars();
    place
        .next()
        .filter(|_| place.next().is_none())
        .map(|c| c.to_ascii_lowercase())
}
