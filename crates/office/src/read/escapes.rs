//! Characters that Excel writes by their code in texts, such as `_x000D_`, which XML cannot have otherwise.

/// Returns a text with these characters in place of their codes. An underscore before what only looks like a code is itself written as
/// `_x005F_`.
pub fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // Characters beyond the first plane are two codes.
        let mut units = Vec::new();
        while let Some((unit, after)) = code(rest) {
            units.push(unit);
            rest = after;
        }
        if units.is_empty() {
            out.push('_');
            rest = &rest[1..];
        }
        out.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
    }
    out.push_str(rest);
    out
}

/// Reads a code at the beginning of a text, and returns what follows it.
fn code(text: &str) -> Option<(u16, &str)> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let after = text.get(6..)?.strip_prefix('_')?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| Some((u16::from_str_radix(digits, 16).ok()?, after)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_characters() {
        for (text, plain) in [
            ("甲_x000D_\n乙", "甲\r\n乙"),
            ("_x0041_B", "AB"),
            ("_x005F_x000D_", "_x000D_"),
            ("a_x005F_b", "a_b"),
            ("_xD83D__xDE00_", "😀"),
            ("_xD83D_", "\u{fffd}"),
            ("_x_x00字_ _xzzzz_ _x00_ _x", "_x_x00字_ _xzzzz_ _x00_ _x"),
            ("a_b", "a_b"),
        ] {
            assert_eq!(unescaped(text), plain);
        }
    }
}
