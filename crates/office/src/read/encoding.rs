//! Bytes as text. Which encoding the bytes have is decided here; other encodings than Unicode's are decoded by the caller.

use crate::problem::ReadError;

/// Decodes bytes of an encoding, named as in the Encoding Standard, such as `gb18030`. Returns `None` if the bytes do not have this
/// encoding, or the encoding is not known.
///
/// In a browser this is `TextDecoder` with `fatal`, elsewhere the crate `encoding_rs`.
pub type Decode<'d> = &'d dyn Fn(&str, &[u8]) -> Option<String>;

/// Decodes a text file: a mark at its beginning, then UTF-8, then the encoding that the file names, then GB18030, which Excel
/// writes in Chinese, then UTF-16 without a mark.
///
/// # Errors
/// If the bytes have none of these encodings.
pub fn text(bytes: &[u8], label: Option<&str>, decode: Decode<'_>) -> Result<String, ReadError> {
    if let Some(text) = unicode(bytes) {
        return Ok(text);
    }
    if bytes.iter().filter(|byte| **byte == 0).count() * 4 > bytes.len() {
        let little = bytes.iter().skip(1).step_by(2).filter(|byte| **byte == 0).count();
        let big = bytes.iter().step_by(2).filter(|byte| **byte == 0).count();
        return utf16(bytes, big > little).ok_or(ReadError::Encoding);
    }
    label
        .and_then(|label| decode(label, bytes))
        .or_else(|| decode("gb18030", bytes))
        .filter(|text| !text.contains('\0'))
        .ok_or(ReadError::Encoding)
}

/// Decodes UTF-8, or UTF-16 with a mark; `None` for other bytes, and for those that contain a zero character.
pub fn unicode(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok()?.to_owned(),
        [0xff, 0xfe, rest @ ..] => utf16(rest, false)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, true)?,
        _ => std::str::from_utf8(bytes).ok()?.to_owned(),
    };
    (!text.contains('\0')).then_some(text)
}

fn utf16(bytes: &[u8], big: bool) -> Option<String> {
    let units = bytes.chunks(2).map(|pair| match *pair {
        [first, second] if big => u16::from_be_bytes([first, second]),
        [first, second] => u16::from_le_bytes([first, second]),
        // Half a character at the end.
        _ => 0xd800,
    });
    char::decode_utf16(units).collect::<Result<String, _>>().ok()
}
