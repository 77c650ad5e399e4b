//! XML as a tree of elements with their places in the text, so that a part can be changed and everything else keeps its bytes.

use crate::limits;
use crate::read::xml::{Malformed, Xml};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::ops::Range;

/// Elements of a member of an archive, beyond which it is refused: some 160 MB of memory.
const ELEMENTS: usize = 4_000_000;

/// An element of a [`Tree`].
pub type At = usize;

/// Offsets are bytes of the text, which has fewer than 2³² of them.
#[derive(Clone, Copy, Debug)]
struct Element {
    start: u32,
    /// After the name in the opening tag.
    name_end: u32,
    /// After the opening tag.
    opened: u32,
    /// Before the closing tag; after an element without one.
    closes: u32,
    end: u32,
    parent: u32,
    first: u32,
    next: u32,
}

const NONE: u32 = u32::MAX;

/// A text as elements inside of one another.
pub struct Tree<'x> {
    text: &'x str,
    elements: Vec<Element>,
}

impl<'x> Tree<'x> {
    /// Reads a text.
    ///
    /// # Errors
    /// If the text is not XML, or has too many elements.
    pub fn parse(text: &'x str) -> Result<Self, Malformed> {
        let offset = |position: u64| u32::try_from(position).map_err(|_| Malformed);
        let mut reader = Reader::from_str(text);
        let mut elements: Vec<Element> = Vec::new();
        // The open elements, each with its last child.
        let mut open: Vec<(u32, u32)> = Vec::new();
        loop {
            let start = offset(reader.buffer_position())?;
            let event = reader.read_event().map_err(|_| Malformed)?;
            let end = offset(reader.buffer_position())?;
            let (name, is_empty) = match &event {
                Event::Start(tag) => (tag.name().0.len(), false),
                Event::Empty(tag) => (tag.name().0.len(), true),
                Event::End(_) => {
                    let (at, _) = open.pop().ok_or(Malformed)?;
                    let element = elements.get_mut(at as usize).ok_or(Malformed)?;
                    (element.closes, element.end) = (start, end);
                    continue;
                }
                Event::Eof if open.is_empty() && !elements.is_empty() => return Ok(Self { text, elements }),
                Event::Eof => return Err(Malformed),
                _ => continue,
            };
            if !text[start as usize..].starts_with('<') || elements.len() >= ELEMENTS || open.len() >= limits::DEPTH {
                return Err(Malformed);
            }
            let at = elements.len() as u32;
            let (parent, before) = match open.last_mut() {
                Some((parent, last)) => (*parent, std::mem::replace(last, at)),
                // A second outermost element.
                None if at > 0 => return Err(Malformed),
                None => (NONE, NONE),
            };
            let before = if before == NONE {
                elements.get_mut(parent as usize).map(|parent| &mut parent.first)
            } else {
                elements.get_mut(before as usize).map(|before| &mut before.next)
            };
            if let Some(link) = before {
                *link = at;
            }
            elements.push(Element {
                start,
                name_end: start + 1 + u32::try_from(name).map_err(|_| Malformed)?,
                opened: end,
                closes: end,
                end,
                parent,
                first: NONE,
                next: NONE,
            });
            if !is_empty {
                open.push((at, NONE));
            }
        }
    }

    /// The outermost element.
    pub const ROOT: At = 0;

    /// Returns the elements directly inside of one.
    pub fn children(&self, at: At) -> impl Iterator<Item = At> + use<'_, 'x> {
        let mut next = self.elements[at].first;
        std::iter::from_fn(move || {
            let at = (next != NONE).then_some(next as At)?;
            next = self.elements[at].next;
            Some(at)
        })
    }

    /// Returns the first element with this name directly inside of one.
    pub fn child(&self, at: At, name: &str) -> Option<At> {
        self.children(at).find(|child| self.name(*child) == name)
    }

    /// Returns the elements around one, innermost first.
    pub fn around(&self, at: At) -> impl Iterator<Item = At> + use<'_, 'x> {
        let mut next = self.elements[at].parent;
        std::iter::from_fn(move || {
            let at = (next != NONE).then_some(next as At)?;
            next = self.elements[at].parent;
            Some(at)
        })
    }

    /// Returns the name with its prefix.
    pub fn full_name(&self, at: At) -> &'x str {
        let element = &self.elements[at];
        &self.text[element.start as usize + 1..element.name_end as usize]
    }

    /// Returns the name without its prefix.
    pub fn name(&self, at: At) -> &'x str {
        let name = self.full_name(at);
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// Returns the prefix of the name with its colon, or nothing.
    pub fn prefix(&self, at: At) -> &'x str {
        let name = self.full_name(at);
        name.rfind(':').map_or("", |colon| &name[..=colon])
    }

    /// Returns the place of the whole element.
    pub fn range(&self, at: At) -> Range<usize> {
        self.elements[at].start as usize..self.elements[at].end as usize
    }

    /// Returns the place of the opening tag.
    pub fn tag(&self, at: At) -> Range<usize> {
        self.elements[at].start as usize..self.elements[at].opened as usize
    }

    /// Returns the place between the tags; `None` for an element that is one tag.
    pub fn inside(&self, at: At) -> Option<Range<usize>> {
        let element = &self.elements[at];
        (element.closes < element.end).then_some(element.opened as usize..element.closes as usize)
    }

    /// Returns the element as it is written.
    pub fn source(&self, at: At) -> &'x str {
        &self.text[self.range(at)]
    }

    /// Returns the text in the element, at any depth.
    pub fn text(&self, at: At) -> String {
        let mut out = String::new();
        let read = Xml::new(self.source(at)).children(|xml, _| {
            out = xml.text()?;
            Ok::<_, Malformed>(())
        });
        read.map(|()| out).unwrap_or_default()
    }

    /// Returns an attribute by its name without prefix.
    pub fn attribute(&self, at: At, name: &str) -> Option<String> {
        let mut found = None;
        let read = Xml::new(&self.text[self.tag(at)]).children(|_, tag| {
            found = tag.attribute(name).map(str::to_owned);
            // The tag alone has no end.
            Err::<(), _>(Malformed)
        });
        let _ = read;
        found
    }

    /// Returns whether a switch is there and not off.
    pub fn is_on(&self, at: At, name: &str) -> bool {
        !matches!(
            self.attribute(at, name).as_deref(),
            Some("0" | "false" | "off" | "none")
        )
    }
}

/// Returns the attributes of an opening tag as it is written: each with the white space before it, and its name with its prefix.
pub fn attributes(tag: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let name_end = tag.find([' ', '\t', '\r', '\n', '/', '>']).unwrap_or(tag.len());
    let mut at = name_end;
    loop {
        let start = at;
        let rest = &tag[at..];
        let name = at + (rest.len() - rest.trim_start().len());
        let Some(equals) = tag[name..].find('=').map(|equals| name + equals) else {
            return found;
        };
        let after = &tag[equals + 1..];
        let open = equals + 1 + (after.len() - after.trim_start().len());
        let Some(quote) = tag[open..].chars().next().filter(|quote| matches!(quote, '"' | '\'')) else {
            return found;
        };
        let Some(close) = tag[open + 1..].find(quote).map(|close| open + 1 + close) else {
            return found;
        };
        at = close + 1;
        found.push((start..at, tag[name..equals].trim_end()));
    }
}

/// Changes of a text, at places that do not overlap.
#[derive(Default)]
pub struct Splices(Vec<(Range<usize>, String)>);

impl Splices {
    /// Puts a text in the place of a part.
    pub fn put(&mut self, place: Range<usize>, text: impl Into<String>) {
        self.0.push((place, text.into()));
    }

    /// Returns whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the changed text; `None` if places overlap.
    pub fn apply(mut self, text: &str) -> Option<String> {
        self.0.sort_by_key(|(place, _)| (place.start, place.end));
        let mut out = String::with_capacity(text.len() + self.0.iter().map(|(_, new)| new.len()).sum::<usize>());
        let mut at = 0;
        for (place, new) in self.0 {
            out.push_str(text.get(at..place.start)?);
            out.push_str(&new);
            at = place.end;
        }
        out.push_str(text.get(at..)?);
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_have_their_places() {
        let text = "<?xml version='1.0'?>\n<a:r x='1'><b/> t&amp;u <c d = \"2>\" e='3'><b> v</b></c></a:r>\n";
        let tree = Tree::parse(text).unwrap();
        let root = Tree::ROOT;
        assert_eq!(
            (tree.full_name(root), tree.name(root), tree.prefix(root)),
            ("a:r", "r", "a:")
        );
        let all: Vec<&str> = tree.children(root).map(|at| tree.source(at)).collect();
        assert_eq!(all, ["<b/>", "<c d = \"2>\" e='3'><b> v</b></c>"]);
        assert_eq!(tree.text(root), " t&u  v");
        let c = tree.child(root, "c").unwrap();
        assert_eq!(tree.attribute(c, "d").as_deref(), Some("2>"));
        assert_eq!(&text[tree.inside(c).unwrap()], "<b> v</b>");
        assert_eq!(tree.inside(tree.child(root, "b").unwrap()), None);
        let inner = tree.child(c, "b").unwrap();
        assert_eq!(tree.around(inner).collect::<Vec<_>>(), [c, root]);
        let tag = &text[tree.tag(c)];
        let written: Vec<_> = attributes(tag).into_iter().map(|(at, name)| (&tag[at], name)).collect();
        assert_eq!(written, [(" d = \"2>\"", "d"), (" e='3'", "e")]);
    }

    #[test]
    fn text_that_is_no_tree_is_refused() {
        for text in ["", "a", "<a>", "<a></b>", "<a/><b/>", "</a>", "<a", "<a><b></a></b>"] {
            assert!(Tree::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn splices_change_their_places_only() {
        let mut splices = Splices::default();
        splices.put(4..4, "x");
        splices.put(1..3, "");
        assert_eq!(splices.apply("abcde").as_deref(), Some("adxe"));
        let mut splices = Splices::default();
        splices.put(0..3, "x");
        splices.put(2..4, "y");
        assert_eq!(splices.apply("abcde"), None);
    }
}
