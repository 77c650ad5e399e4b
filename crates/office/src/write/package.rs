//! What files of Word and Excel have in common: an archive of XML members and pictures, with the same bytes for the same content.

use miniz_oxide::deflate::compress_to_vec;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter};
use std::io::Write as _;

/// The first line of every XML member.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The namespace of relationships, and the start of the names of their types.
pub const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The level of compression, of 10.
const LEVEL: u8 = 6;

/// Returns an archive of members, each with its path. Those of XML are compressed; pictures are already.
pub fn archive<C: AsRef<[u8]>>(members: &[(String, C)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing into memory does not fail, and the paths are valid.
    let written = write(members, &mut bytes);
    debug_assert!(written.is_ok());
    bytes
}

fn write<C: AsRef<[u8]>>(members: &[(String, C)], bytes: &mut Vec<u8>) -> Result<(), rawzip::Error> {
    let mut archive = ZipArchiveWriter::new(bytes);
    for (path, content) in members {
        let content = content.as_ref();
        let is_xml = path.ends_with(".xml") || path.ends_with(".rels");
        let method = if is_xml {
            CompressionMethod::DEFLATE
        } else {
            CompressionMethod::STORE
        };
        let (mut entry, _) = archive.new_file(path).compression_method(method).start()?;
        if is_xml {
            entry.write_all(&compress_to_vec(content, LEVEL))?;
        } else {
            entry.write_all(content)?;
        }
        entry.finish(DataDescriptorOutput::new(rawzip::crc32(content), content.len() as u64))?;
    }
    archive.finish()?;
    Ok(())
}

/// Returns a member with relationships: of each its id, its type, and its target. Of a type that begins as most do, the last part is
/// enough.
pub fn relations<'i>(all: impl IntoIterator<Item = (&'i str, &'i str, String)>) -> String {
    let mut out =
        format!("{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for (id, kind, target) in all {
        let start = if kind.contains('/') { "" } else { RELATIONSHIPS };
        let slash = if start.is_empty() { "" } else { "/" };
        out.push_str(&format!(
            "<Relationship Id=\"{id}\" Type=\"{start}{slash}{kind}\" Target=\"{target}\"/>"
        ));
    }
    out.push_str("</Relationships>");
    out
}

/// The type of the relationship of the properties, which begins differently from all others.
pub const CORE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";

/// Returns the properties of a file. There is no date in them: the same content has the same bytes.
pub fn core(title: &str, language: &str) -> String {
    let mut out = format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
    );
    for (name, text) in [("title", title), ("language", language)] {
        if !text.is_empty() {
            let line = text.replace(['\n', '\t'], " ");
            out.push_str(&format!("<dc:{name}>{}</dc:{name}>", escaped(&line)));
        }
    }
    out.push_str("</cp:coreProperties>");
    out
}

/// Returns a text for XML, without the characters that XML cannot have.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}
