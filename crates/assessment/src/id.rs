//! Ids: names given by the author, which never change. Labels are only for display.

use crate::json::Node;
use crate::problem::Code;
use crate::read::schema::Schema;
use crate::read::{Read, Reader, shortened};
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

/// An id of 1 to 64 of the characters `A–Z a–z 0–9 . _ -`. The whole rubric has the empty id, which no file can
/// contain.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Id(Rc<str>);

impl Id {
    /// The id of the whole rubric.
    pub fn whole() -> Self {
        Self::default()
    }

    /// Parses an id; `None` if the text is not one.
    pub fn new(text: &str) -> Option<Self> {
        let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
        (matches!(text.len(), 1..=64) && text.bytes().all(fits)).then(|| Self(text.into()))
    }

    /// The id as shared text.
    pub fn shared(&self) -> Rc<str> {
        self.0.clone()
    }
}

impl Deref for Id {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Read for Id {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = Rc::<str>::read(node, reader)?;
        let id = Self::new(&text);
        if id.is_none() {
            let value = shortened(&text);
            reader.problem_at(node.at, Code::BadId, vec![("value", value)]);
        }
        id
    }

    fn write(&self) -> Node {
        Node::text(self.shared())
    }

    fn schema(schema: &mut Schema) -> Node {
        schema.define("Id", |_| {
            Node::object([
                ("type", Node::text("string")),
                ("pattern", Node::text("^[A-Za-z0-9._-]{1,64}$")),
            ])
        })
    }

    fn stand_in() -> Option<Self> {
        Some(Self::whole())
    }
}
