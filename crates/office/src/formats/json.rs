//! JSON of other programs: values with the path at which they are.

use super::notes::Notes;
use super::words::{Words, of_html, tag};
use super::{Fault, FormatError, Needed, UnsaidKind};
use assessment::json::{self, Member, Node, Value};
use assessment::points::Decimal;

/// A value and its path, such as `pages[0].elements[2]`.
#[derive(Clone)]
pub struct At<'n> {
    pub node: &'n Node,
    pub place: String,
}

impl<'n> At<'n> {
    /// Returns the value under a key. `null` is as if it were not there.
    pub fn get(&self, key: &str) -> Option<Self> {
        let node = self.node.get(key).filter(|node| node.value != Value::Null)?;
        Some(Self {
            node,
            place: self.path(key),
        })
    }

    /// Returns the path of a key of this object.
    pub fn path(&self, key: &str) -> String {
        match &*self.place {
            "" => key.to_owned(),
            place => format!("{place}.{key}"),
        }
    }

    /// Returns the items of a list; none for any other value.
    pub fn items(&self) -> impl Iterator<Item = Self> {
        let items: &'n [Node] = match &self.node.value {
            Value::Array(items) => items,
            _ => &[],
        };
        let place = self.place.clone();
        items.iter().enumerate().map(move |(i, node)| Self {
            node,
            place: format!("{place}[{i}]"),
        })
    }

    /// Returns the items of a list under a key; none if it is not there.
    pub fn list(&self, key: &str) -> Vec<Self> {
        self.get(key).map(|list| list.items().collect()).unwrap_or_default()
    }

    /// Returns the members of an object; none for any other value.
    pub fn members(&self) -> &'n [Member] {
        match &self.node.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// Returns a text or the token of a number.
    pub fn scalar(&self) -> Option<&'n str> {
        match &self.node.value {
            Value::String(text) => Some(text),
            Value::Number(token) => Some(token),
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// Returns the text or number under a key.
    pub fn text(&self, key: &str) -> Option<&'n str> {
        self.node.get(key).and_then(|node| {
            let at = At {
                node,
                place: String::new(),
            };
            at.scalar()
        })
    }

    pub fn is_true(&self, key: &str) -> bool {
        self.text(key) == Some("true")
    }

    pub fn is_object(&self) -> bool {
        matches!(self.node.value, Value::Object(_))
    }

    /// Returns a value as it is shown in a list of what was left out.
    pub fn shown(&self) -> String {
        match self.scalar() {
            Some(text) => text.to_owned(),
            None => json::canonical(self.node, &|_| true),
        }
    }

    /// Returns the amount under a key.
    ///
    /// # Errors
    /// If there is something else than an amount.
    pub fn amount(&self, key: &str, notes: &mut Notes) -> Result<Option<Decimal>, FormatError> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        match value.scalar() {
            Some(text) => notes.amount(text, &value.place).map(Some),
            None => Err(notes.error(value.place, Fault::WrongType(Needed::Number))),
        }
    }

    /// Returns the text under a key: a string, or an object with a string for each language, of which `default` has the language
    /// `usual`, or `other` where that language is there besides.
    pub fn words(&self, key: &str, usual: &str, other: &str, notes: &mut Notes) -> Words {
        let mut words = Words::default();
        let Some(value) = self.get(key) else {
            return words;
        };
        let mut add = |language: &str, text: &str, place: String| {
            let (text, has_pictures) = of_html(text);
            if has_pictures {
                notes.say(place, UnsaidKind::Content, "");
            }
            words.add(language, text);
        };
        match value.scalar() {
            Some(text) => add("", text, value.place.clone()),
            None => {
                let members = value.members();
                let is_alone = members.len() == 1;
                let has_usual = value.node.get(usual).is_some();
                for member in members {
                    let language = match &*member.key {
                        "default" if is_alone => String::new(),
                        "default" if has_usual => other.to_owned(),
                        "default" => usual.to_owned(),
                        key => tag(key),
                    };
                    if let Value::String(text) = &member.node.value {
                        add(&language, text, value.path(&member.key));
                    }
                }
            }
        }
        let is_text = |member: &&Member| !matches!(&member.node.value, Value::String(text) if text.trim().is_empty());
        if value.members().iter().filter(is_text).count() > words.0.len() {
            notes.say(value.place, UnsaidKind::Languages, "");
        }
        words
    }
}
