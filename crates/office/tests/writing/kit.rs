//! Looks into files that were written.

use miniz_oxide::inflate::decompress_to_vec;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;
use rawzip::{CompressionMethod, ZipArchive};
use std::collections::BTreeMap;

/// The members of an archive by their paths, each checked against its checksum and size.
pub fn members(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let archive = ZipArchive::from_slice(bytes).expect("an archive");
    let mut members = BTreeMap::new();
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry().expect("an entry") {
        let path = std::str::from_utf8(entry.file_path().as_ref())
            .expect("UTF-8")
            .to_owned();
        let packed = archive.get_entry(entry.wayfinder()).expect("a member");
        let content = match entry.compression_method() {
            CompressionMethod::STORE => packed.data().to_vec(),
            CompressionMethod::DEFLATE => decompress_to_vec(packed.data()).expect("inflated"),
            method => panic!("{method:?}"),
        };
        assert_eq!(entry.uncompressed_size_hint(), content.len() as u64, "{path}");
        assert_eq!(entry.crc32(), rawzip::crc32(&content), "{path}");
        assert!(members.insert(path.clone(), content).is_none(), "{path} is there twice");
    }
    members
}

/// A member that is XML.
pub fn xml(members: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    let bytes = members.get(path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(bytes.clone()).expect("UTF-8")
}

/// Checks that a text is XML: one outermost element, ends that fit, attributes that are there once, known prefixes, and no character
/// that XML does not have.
pub fn assert_well_formed(text: &str, what: &str) {
    let mut reader = NsReader::from_str(text);
    let (mut depth, mut roots) = (0_usize, 0);
    let start = |reader: &NsReader<&[u8]>, start: &BytesStart<'_>| {
        for attribute in start.attributes() {
            let attribute = attribute.unwrap_or_else(|error| panic!("{what}: {error}"));
            let (resolved, _) = reader.resolver().resolve_attribute(attribute.key);
            assert!(
                !matches!(resolved, ResolveResult::Unknown(_)),
                "{what}: {:?}",
                attribute.key
            );
        }
    };
    loop {
        let (resolved, event) = reader
            .read_resolved_event()
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        assert!(!matches!(resolved, ResolveResult::Unknown(_)), "{what}: {event:?}");
        let event = event.into_owned();
        match &event {
            Event::Start(tag) => {
                start(&reader, tag);
                roots += usize::from(depth == 0);
                depth += 1;
            }
            Event::Empty(tag) => {
                start(&reader, tag);
                roots += usize::from(depth == 0);
            }
            Event::End(_) => depth -= 1,
            Event::Text(text) if depth == 0 => assert!(text.trim().is_empty(), "{what}: text outside"),
            Event::GeneralRef(name) => {
                assert!(matches!(&**name, "amp" | "lt" | "gt" | "quot"), "{what}: {name:?}");
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!((depth, roots), (0, 1), "{what}");
    let bad = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    assert!(!text.contains(bad), "{what} has a character that XML does not have");
}

/// An element with its attributes, both without prefixes.
pub struct Seen {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// The names of the elements around it, from the outermost.
    pub path: Vec<String>,
}

impl Seen {
    /// An attribute, which is there.
    pub fn get(&self, name: &str) -> &str {
        &self.attributes[name]
    }

    /// An attribute that is a number.
    pub fn number(&self, name: &str) -> u32 {
        self.get(name).parse().expect("a number")
    }
}

/// All elements of a text, from the first one.
pub fn elements(text: &str) -> Vec<Seen> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut path: Vec<String> = Vec::new();
    let mut out = Vec::new();
    let local = |name: &str| name.rsplit(':').next().unwrap_or_default().to_owned();
    loop {
        let event = reader.read_event().expect("XML").into_owned();
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = local(tag.name().0);
                let attributes = tag
                    .attributes()
                    .map(|attribute| {
                        let attribute = attribute.expect("an attribute");
                        let value = attribute
                            .normalized_value(XmlVersion::Implicit1_0)
                            .expect("a value")
                            .into_owned();
                        (local(attribute.key.0), value)
                    })
                    .collect();
                out.push(Seen {
                    name: name.clone(),
                    attributes,
                    path: path.clone(),
                });
                if matches!(event, Event::Start(_)) {
                    path.push(name);
                }
            }
            Event::End(_) => {
                path.pop();
            }
            Event::Eof => return out,
            _ => {}
        }
    }
}

/// How often a text is in another.
pub fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}
