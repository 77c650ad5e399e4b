//! XML of other programs as a tree of elements with their texts.

use super::notes::Notes;
use super::{Fault, FormatError};
use crate::limits;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// An element.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub id: Option<String>,
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    /// Returns the first child with this name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Returns the text of a child; empty if there is none.
    pub fn text_of(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| child.text.trim())
    }

    /// Returns the children with this name.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Adds the elements with this name, at any depth, to a list.
    pub fn find<'e>(&'e self, name: &str, found: &mut Vec<&'e Self>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            } else {
                child.find(name, found);
            }
        }
    }
}

/// Reads a text into an element that has the outermost one as its child.
///
/// # Errors
/// If the text is not XML, is cut short, or is nested too deep.
pub fn parse(text: &str, notes: &Notes) -> Result<Element, FormatError> {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Element::default()];
    let mut count = 0;
    loop {
        let event = reader.read_event();
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let place = || {
            format!(
                "line {}",
                text[..text.floor_char_boundary(at)].matches('\n').count() + 1
            )
        };
        let malformed = || notes.error(place(), Fault::Malformed);
        let mut add = |start: &BytesStart<'_>| {
            count += 1;
            if count > limits::CELLS {
                return Err(notes.error(place(), Fault::TooLarge));
            }
            element(start).ok_or_else(malformed)
        };
        let piece = match event.map_err(|_| malformed())? {
            Event::Start(start) => {
                if open.len() > limits::DEPTH {
                    return Err(notes.error(place(), Fault::TooLarge));
                }
                open.push(add(&start)?);
                continue;
            }
            Event::Empty(start) => {
                let element = add(&start)?;
                if let Some(around) = open.last_mut() {
                    around.children.push(element);
                }
                continue;
            }
            Event::End(_) => {
                let element = open.pop().ok_or_else(malformed)?;
                open.last_mut().ok_or_else(malformed)?.children.push(element);
                continue;
            }
            Event::Text(text) => text.xml_content(XmlVersion::Implicit1_0).into_owned(),
            Event::CData(text) => text.xml_content(XmlVersion::Implicit1_0).into_owned(),
            Event::GeneralRef(reference) => match &*reference {
                "amp" => "&".to_owned(),
                "lt" => "<".to_owned(),
                "gt" => ">".to_owned(),
                "quot" => "\"".to_owned(),
                "apos" => "'".to_owned(),
                // Entities that a file declares itself are not expanded.
                _ => match reference.resolve_char_ref() {
                    Ok(Some(character)) => character.to_string(),
                    _ => continue,
                },
            },
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
        };
        if let Some(around) = open.last_mut() {
            if around.text.len() + piece.len() > limits::TEXT {
                return Err(notes.error(place(), Fault::TooLarge));
            }
            around.text.push_str(&piece);
        }
    }
    let lines = text.matches('\n').count() + 1;
    match (open.pop(), open.is_empty()) {
        (Some(root), true) => Ok(root),
        _ => Err(notes.error(format!("line {lines}"), Fault::Malformed)),
    }
}

fn element(start: &BytesStart<'_>) -> Option<Element> {
    let name: &str = start.name().0;
    let mut element = Element {
        name: name.rsplit_once(':').map_or(name, |(_, local)| local).to_owned(),
        ..Element::default()
    };
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.ok()?;
        if attribute.key.0 == "id" {
            element.id = Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned());
        }
    }
    Some(element)
}
