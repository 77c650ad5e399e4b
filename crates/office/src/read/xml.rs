//! XML as elements that are visited one by one, each with its local name: prefixes differ from program to program.

use crate::limits;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// The text is not XML, or is nested too deep.
#[derive(Debug, PartialEq, Eq)]
pub struct Malformed;

/// The start of an element.
pub struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// Returns the name without its prefix.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns an attribute by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| &**value)
    }

    /// Returns whether an attribute is a whole number, and which.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Returns a switch: present without a value, or with one that is not off.
    pub fn is_on(&self, name: &str) -> bool {
        !matches!(self.attribute(name), Some("0" | "false" | "off" | "none"))
    }
}

/// What comes next.
enum Next {
    Open(Tag),
    Close,
    Text(String),
    End,
}

/// XML that is read from its start to its end.
pub struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    depth: usize,
    // An element without content is opened first and closed afterwards.
    closing: bool,
}

impl<'x> Xml<'x> {
    /// Begins to read a text.
    pub fn new(text: &'x str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        Self {
            reader,
            depth: 0,
            closing: false,
        }
    }

    fn next(&mut self) -> Result<Next, Malformed> {
        if self.closing {
            self.closing = false;
            self.depth = self.depth.saturating_sub(1);
            return Ok(Next::Close);
        }
        loop {
            let event = self.reader.read_event().map_err(|_| Malformed)?;
            return Ok(match event {
                Event::Start(start) => Next::Open(self.open(&start)?),
                Event::Empty(start) => {
                    self.closing = true;
                    Next::Open(self.open(&start)?)
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or(Malformed)?;
                    Next::Close
                }
                Event::Text(text) => Next::Text(text.xml_content(XmlVersion::Implicit1_0).into_owned()),
                Event::CData(text) => Next::Text(text.xml_content(XmlVersion::Implicit1_0).into_owned()),
                Event::GeneralRef(reference) => match &*reference {
                    "amp" => Next::Text("&".to_owned()),
                    "lt" => Next::Text("<".to_owned()),
                    "gt" => Next::Text(">".to_owned()),
                    "quot" => Next::Text("\"".to_owned()),
                    "apos" => Next::Text("'".to_owned()),
                    // Entities that a file declares itself are not expanded.
                    _ => match reference.resolve_char_ref() {
                        Ok(Some(character)) => Next::Text(character.to_string()),
                        _ => continue,
                    },
                },
                Event::Eof => Next::End,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            });
        }
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<Tag, Malformed> {
        self.depth += 1;
        if self.depth > limits::DEPTH {
            return Err(Malformed);
        }
        let attributes = start
            .attributes()
            .with_checks(false)
            .map(|attribute| {
                let attribute = attribute.map_err(|_| Malformed)?;
                let value = attribute
                    .normalized_value(XmlVersion::Implicit1_0)
                    .map_err(|_| Malformed)?;
                Ok((local(attribute.key.0).to_owned(), value.into_owned()))
            })
            .collect::<Result<_, _>>()?;
        Ok(Tag {
            name: local(start.name().0).to_owned(),
            attributes,
        })
    }

    /// Visits the elements directly inside of the current one, and leaves it. A visit reads as much of its element as it
    /// wants; the rest is skipped.
    ///
    /// # Errors
    /// If the text is not XML, or a visit fails.
    pub fn children<E: From<Malformed>>(
        &mut self,
        mut visit: impl FnMut(&mut Self, &Tag) -> Result<(), E>,
    ) -> Result<(), E> {
        let depth = self.depth;
        loop {
            match self.next()? {
                Next::Open(tag) => {
                    visit(self, &tag)?;
                    self.skip_to(depth)?;
                }
                Next::Close => return Ok(()),
                Next::Text(_) => {}
                // The end of the text closes the outermost level only.
                Next::End if depth == 0 => return Ok(()),
                Next::End => return Err(Malformed.into()),
            }
        }
    }

    /// Skips the rest of what is open above a depth.
    fn skip_to(&mut self, depth: usize) -> Result<(), Malformed> {
        while self.depth > depth {
            if matches!(self.next()?, Next::End) {
                return Err(Malformed);
            }
        }
        Ok(())
    }

    /// Returns the text inside of the current element, at any depth, and leaves the element.
    ///
    /// # Errors
    /// If the text is not XML.
    pub fn text(&mut self) -> Result<String, Malformed> {
        let depth = self.depth.saturating_sub(1);
        let mut out = String::new();
        while self.depth > depth {
            match self.next()? {
                Next::Text(text) => out.push_str(&text),
                Next::End => return Err(Malformed),
                Next::Open(_) | Next::Close => {}
            }
        }
        Ok(out)
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
