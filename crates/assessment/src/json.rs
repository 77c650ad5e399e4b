//! JSON as a tree that keeps positions, duplicate keys, and numbers as their tokens.
//!
//! `read` and the file formats give the keys their meaning; nothing here knows a rubric.

mod parse;
mod print;

use std::rc::Rc;

pub(crate) use parse::position;
pub use parse::{Fault, decode, parse, too_large};
pub(crate) use print::line;
pub use print::{canonical, pretty};

/// A value and where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Byte offset in the source; 0 for a node that was never in a file.
    pub at: u32,
}

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as its token.
    Number(Rc<str>),
    /// A string, with its escapes resolved.
    String(Rc<str>),
    /// A list.
    Array(Vec<Node>),
    /// An object, in the file's order; a key may occur twice.
    Object(Vec<Member>),
}

/// A key of an object and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The key.
    pub key: Rc<str>,
    /// Byte offset of the key.
    pub at: u32,
    /// The value.
    pub node: Node,
}

impl Node {
    /// A node that is not in a file.
    pub fn new(value: Value) -> Self {
        Self { value, at: 0 }
    }

    /// A string that is not in a file.
    pub fn text(text: impl Into<Rc<str>>) -> Self {
        Self::new(Value::String(text.into()))
    }

    /// A number that is not in a file.
    pub fn number(token: impl ToString) -> Self {
        Self::new(Value::Number(token.to_string().into()))
    }

    /// An object that is not in a file.
    pub fn object<K: Into<Rc<str>>>(members: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::new(Value::Object(
            members
                .into_iter()
                .map(|(key, node)| Member {
                    key: key.into(),
                    at: 0,
                    node,
                })
                .collect(),
        ))
    }

    /// The value of the first member with this key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Object(members) => members.iter().find(|m| &*m.key == key).map(|m| &m.node),
            _ => None,
        }
    }
}
