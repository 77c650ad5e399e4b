//! The direction of foreign texts. A name with U+202E in it reads backwards and reverses the text beside it: such characters are removed
//! from names, and a right-to-left text is isolated from the sentence around it.

use std::borrow::Cow;

/// Begins a text with a direction of its own (FIRST STRONG ISOLATE).
const ISOLATE: char = '\u{2068}';
/// Ends an isolate (POP DIRECTIONAL ISOLATE).
const POP: char = '\u{2069}';

/// Whether a character is invisible and changes the direction of those after it.
pub fn is_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character belongs to a right-to-left script.
fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether a text can reverse the text beside it.
pub fn turns(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| is_control(c) || runs_left(c))
}

/// A name without characters that change its direction.
pub fn plain(name: &str) -> Cow<'_, str> {
    if name.is_ascii() || !name.contains(is_control) {
        return name.into();
    }
    name.chars().filter(|c| !is_control(*c)).collect::<String>().into()
}

/// Prepares a text for use inside a sentence: isolates it if it can reverse the text beside it, and removes its direction
/// controls, except isolates that are closed.
pub fn isolated(text: &str) -> Cow<'_, str> {
    if !turns(text) {
        return text.into();
    }
    let inner = if is_closed(text) { text.into() } else { plain(text) };
    if turns(&inner) {
        format!("{ISOLATE}{inner}{POP}").into()
    } else {
        inner
    }
}

/// Whether the only controls of a text are isolates, each of which is closed.
fn is_closed(text: &str) -> bool {
    let mut depth = 0_usize;
    for c in text.chars().filter(|c| is_control(*c)) {
        match c {
            ISOLATE => depth += 1,
            POP if depth > 0 => depth -= 1,
            _ => return false,
        }
    }
    depth == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_turns_them_round() {
        for (name, plain_name) in [
            ("照片.jpg", "照片.jpg"),
            ("photo\u{202e}gpj.exe", "photogpj.exe"),
            ("\u{2066}a\u{2069}\u{200f}b\u{61c}", "ab"),
            ("תמונה.jpg", "תמונה.jpg"),
        ] {
            assert_eq!(plain(name), plain_name);
        }
    }

    #[test]
    fn texts_in_a_sentence_are_isolated_where_they_could_turn_it_round() {
        for (text, shown) in [
            ("photo.jpg", "photo.jpg"),
            ("照片.jpg", "照片.jpg"),
            ("تقرير.pdf", "\u{2068}تقرير.pdf\u{2069}"),
            // A control in a left-to-right text has no use.
            ("photo\u{202e}gpj.exe", "photogpj.exe"),
            // An unmatched end would close our isolate.
            ("تقرير\u{2069}.pdf", "\u{2068}تقرير.pdf\u{2069}"),
            // A sentence that contains isolated names keeps them.
            ("“\u{2068}تقرير\u{2069}”", "\u{2068}“\u{2068}تقرير\u{2069}”\u{2069}"),
        ] {
            assert_eq!(isolated(text), shown);
        }
    }
}
