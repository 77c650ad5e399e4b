//! Reads a file of any kind into a [`Document`]. The kind is told by the content; the name decides between kinds of text only.

mod archive;
mod csv;
pub(crate) mod docx;
pub(crate) mod encoding;
mod escapes;
mod html;
mod markdown;
mod plain;
pub(crate) mod xlsx;
pub(crate) mod xml;

use crate::document::Document;
use crate::limits;
use crate::problem::{Foreign, Kind, ReadError};
use archive::Archive;
pub use encoding::Decode;

/// Reads a file. `name` is its name or address; `decode` decodes other encodings than Unicode's.
///
/// # Errors
/// If the file is too large, damaged, encrypted, empty, or of a kind that is not read.
pub fn read(bytes: &[u8], name: &str, decode: Decode<'_>) -> Result<Document, ReadError> {
    if bytes.len() > limits::FILE {
        return Err(ReadError::TooLarge);
    }
    let name = name.to_lowercase();
    let document = match bytes {
        [b'P', b'K', 3 | 5 | 7, ..] => office(bytes)?,
        // A compound file: the older formats, and encrypted files of the newer ones.
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(compound(bytes, &name)),
        [b'%', b'P', b'D', b'F', ..] => return Err(ReadError::Foreign(Foreign::Pdf)),
        [b'{', b'\\', b'r', b't', b'f', ..] => return Err(ReadError::Foreign(Foreign::RichText)),
        [0x89, b'P', b'N', b'G', ..]
        | [0xff, 0xd8, 0xff, ..]
        | [b'G', b'I', b'F', b'8', ..]
        | [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..]
        | [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..]
        | [b'I', b'I', b'*', 0, ..]
        | [b'M', b'M', 0, b'*', ..]
        | [_, _, _, _, b'f', b't', b'y', b'p', b'h', b'e', b'i', b'c', ..] => {
            return Err(ReadError::Foreign(Foreign::Picture));
        }
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xbc, 0xaf, ..] | [0x1f, 0x8b, ..] => {
            return Err(ReadError::Foreign(Foreign::Archive));
        }
        _ => text(bytes, &name, decode)?,
    };
    bounded(document)
}

/// Returns a document that is neither empty nor has more blocks than the limit.
fn bounded(document: Document) -> Result<Document, ReadError> {
    match document.blocks.len() {
        0 => Err(ReadError::Empty),
        1..=limits::PARAGRAPHS => Ok(document),
        _ => Err(ReadError::TooLarge),
    }
}

/// Reads a table or a text that was pasted as HTML.
///
/// # Errors
/// If the text is too large, or there is nothing to read in it.
pub fn read_html(text: &str) -> Result<Document, ReadError> {
    pasted(text, html::read)
}

/// Reads a text that was pasted: fields between tabs, as spreadsheets copy them, or lines.
///
/// # Errors
/// If the text is too large, or there is nothing to read in it.
pub fn read_text(text: &str) -> Result<Document, ReadError> {
    pasted(text, |text| by_content(text, ""))
}

fn pasted(text: &str, read: impl FnOnce(&str) -> Result<Document, ReadError>) -> Result<Document, ReadError> {
    if text.len() > limits::FILE {
        return Err(ReadError::TooLarge);
    }
    bounded(read(text)?)
}

fn office(bytes: &[u8]) -> Result<Document, ReadError> {
    let Some(mut archive) = Archive::open(bytes) else {
        // What a truncated file was is still told by the names in its beginning.
        let begins = |name: &[u8]| bytes.windows(name.len()).take(1 << 20).any(|part| part == name);
        return Err(match () {
            () if begins(b"word/") => ReadError::Damaged(Kind::Word),
            () if begins(b"xl/") => ReadError::Damaged(Kind::Excel),
            () => ReadError::Foreign(Foreign::Archive),
        });
    };
    if archive.has("word/document.xml") {
        docx::read(&mut archive)
    } else if archive.has("xl/workbook.xml") {
        xlsx::read(&mut archive)
    } else if archive.has("xl/workbook.bin") {
        Err(ReadError::Foreign(Foreign::BinaryExcel))
    } else if archive.has("ppt/presentation.xml") {
        Err(ReadError::Foreign(Foreign::Slides))
    } else if archive.has("content.xml") && archive.has("mimetype") {
        Err(ReadError::Foreign(Foreign::OpenDocument))
    } else {
        Err(ReadError::Foreign(Foreign::Archive))
    }
}

/// Tells the kinds of compound files apart by the names of their streams, which are UTF-16 (MS-CFB), and by the name of the file.
fn compound(bytes: &[u8], name: &str) -> ReadError {
    let has = |stream: &str| {
        let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|part| part == wide)
    };
    match () {
        () if has("EncryptedPackage") => ReadError::Encrypted,
        () if name.ends_with(".et") || name.ends_with(".wps") || name.ends_with(".dps") => {
            ReadError::Foreign(Foreign::Wps)
        }
        () if has("Workbook") || has("Book") => ReadError::Foreign(Foreign::OldExcel),
        () if has("WordDocument") => ReadError::Foreign(Foreign::OldWord),
        () if has("PowerPoint Document") => ReadError::Foreign(Foreign::Slides),
        () => ReadError::Foreign(Foreign::Unknown),
    }
}

fn text(bytes: &[u8], name: &str, decode: Decode<'_>) -> Result<Document, ReadError> {
    let text = encoding::text(bytes, html::label(bytes).as_deref(), decode).map_err(|error| {
        // What is no text at all is of an unknown kind.
        let control = bytes.iter().take(4096).filter(|byte| **byte < 9).count();
        if control > 8 {
            ReadError::Foreign(Foreign::Unknown)
        } else {
            error
        }
    })?;
    by_content(&text, name)
}

/// Reads a text as what its name says, or else as what it looks like.
fn by_content(text: &str, name: &str) -> Result<Document, ReadError> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let start = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let is_html = || {
        let head = start
            .get(..start.floor_char_boundary(1000))
            .unwrap_or_default()
            .to_ascii_lowercase();
        start.starts_with('<')
            && ["<html", "<!doctype html", "<table", "<body", "<meta", "<div", "<p"]
                .iter()
                .any(|tag| head.contains(tag))
    };
    if ends(&[".csv", ".tsv", ".tab"]) {
        csv::read(text)
    } else if ends(&[".md", ".markdown"]) {
        markdown::read(text)
    } else if ends(&[".html", ".htm", ".xhtml", ".jsp", ".asp", ".php", ".mht"]) || is_html() {
        // Excel's "web page" is also named .xls.
        html::read(text)
    } else if looks_like_table(text) {
        csv::read(text)
    } else if text.lines().any(|line| line.trim_start().starts_with('|')) {
        markdown::read(text)
    } else {
        plain::read(text)
    }
}

/// Returns whether most lines have fields between tabs, as a spreadsheet copies them.
fn looks_like_table(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let fields = lines.iter().filter(|line| line.trim().contains('\t')).count();
    fields >= 2 && fields * 2 > lines.len()
}
