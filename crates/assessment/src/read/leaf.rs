//! The leaves of a file: texts, numbers, lists, maps by id.

use super::schema::{self, Schema};
use super::{Read, Reader, is_free, shortened, too_many};
use crate::json::{Member, Node, Value};
use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::text::Text;
use std::rc::Rc;

impl Read for Rc<str> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::String(text) = &node.value else {
            reader.wrong_type(node, Code::NotText);
            return None;
        };
        reader.takes_text(node, text).then(|| text.clone())
    }

    fn write(&self) -> Node {
        Node::text(self.clone())
    }

    fn schema(_: &mut Schema) -> Node {
        schema::typed("string")
    }
}

impl Read for Text {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::String(_) => wording(node, reader).map(Self::Plain),
            Value::Object(members) => {
                // Any other key may be a language, so only a duplicate key is a problem.
                reader.once(members);
                let languages: Vec<_> = members.iter().filter(|m| !is_free(&m.key)).collect();
                if languages.is_empty() {
                    reader.problem_at(node.at, Code::EmptyText, Vec::new());
                    return None;
                }
                let all: Vec<_> = languages
                    .iter()
                    .filter_map(|m| Some((m.key.clone(), reader.member(&m.key, |r| wording(&m.node, r))?)))
                    .collect();
                (all.len() == languages.len()).then(|| Self::Languages(all.into()))
            }
            _ => {
                reader.wrong_type(node, Code::NotWording);
                None
            }
        }
    }

    fn write(&self) -> Node {
        match self {
            Self::Plain(text) => text.write(),
            Self::Languages(all) => Node::object(all.iter().map(|(lang, text)| (lang.clone(), text.write()))),
        }
    }

    fn schema(schema: &mut Schema) -> Node {
        schema.define("Text", |_| {
            let languages = Node::object([
                ("type", Node::text("object")),
                ("minProperties", Node::number(1)),
                ("patternProperties", Node::object(schema::free())),
                (
                    "additionalProperties",
                    Node::object([("type", Node::text("string")), ("minLength", Node::number(1))]),
                ),
            ]);
            let plain = Node::object([("type", Node::text("string")), ("minLength", Node::number(1))]);
            Node::object([("anyOf", Node::new(Value::Array(vec![plain, languages])))])
        })
    }

    fn stand_in() -> Option<Self> {
        Some(Self::Plain("".into()))
    }
}

fn wording(node: &Node, reader: &mut Reader<'_>) -> Option<Rc<str>> {
    let text = Rc::<str>::read(node, reader)?;
    if text.trim().is_empty() {
        reader.problem_at(node.at, Code::EmptyText, Vec::new());
        return None;
    }
    Some(text)
}

impl Read for bool {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::Bool(value) = node.value else {
            reader.wrong_type(node, Code::NotFlag);
            return None;
        };
        Some(value)
    }

    fn write(&self) -> Node {
        Node::new(Value::Bool(*self))
    }

    fn schema(_: &mut Schema) -> Node {
        schema::typed("boolean")
    }
}

impl Read for Decimal {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        number(node, Self::LIMIT, reader)
    }

    fn write(&self) -> Node {
        Node::number(self)
    }

    fn schema(schema: &mut Schema) -> Node {
        schema.define("Decimal", |_| bounded(Self::LIMIT))
    }
}

/// A sum of amounts, which may exceed the limit of a single amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum(pub Decimal);

impl Read for Sum {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        number(node, Decimal::SUM_LIMIT, reader).map(Self)
    }

    fn write(&self) -> Node {
        Node::number(self.0)
    }

    fn schema(schema: &mut Schema) -> Node {
        schema.define("Sum", |_| bounded(Decimal::SUM_LIMIT))
    }
}

fn number(node: &Node, limit: Decimal, reader: &mut Reader<'_>) -> Option<Decimal> {
    let Value::Number(token) = &node.value else {
        reader.wrong_type(node, Code::NotNumber);
        return None;
    };
    let number = token.parse().ok().filter(|number| (-limit..=limit).contains(number));
    if number.is_none() {
        let args = vec![("value", shortened(token)), ("limit", limit.to_string())];
        reader.problem_at(node.at, Code::BadNumber, args);
    }
    number
}

/// The schema leaves the check of four decimal places to the reader: a validator that uses floating point would refuse
/// 0.3 as not a multiple of 0.0001.
fn bounded(limit: Decimal) -> Node {
    Node::object([
        ("type", Node::text("number")),
        ("minimum", Node::number(-limit)),
        ("maximum", Node::number(limit)),
    ])
}

impl Read for u32 {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let value = number(node, Decimal::SUM_LIMIT, reader)?;
        let whole = value.to_string().parse().ok();
        if whole.is_none() {
            reader.wrong_type(node, Code::NotWhole);
        }
        whole
    }

    fn write(&self) -> Node {
        Node::number(self)
    }

    fn schema(_: &mut Schema) -> Node {
        Node::object([("type", Node::text("integer")), ("minimum", Node::number(0))])
    }
}

impl<T: Read> Read for Rc<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        T::read(node, reader).map(Rc::new)
    }

    fn write(&self) -> Node {
        T::write(self)
    }

    fn schema(schema: &mut Schema) -> Node {
        T::schema(schema)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let mut all = Self::new();
        let whole = reader.items(node, &mut |item, r| {
            let value = T::read(item, r);
            let is_read = value.is_some();
            all.extend(value);
            is_read
        });
        whole.then_some(all)
    }

    fn write(&self) -> Node {
        Node::new(Value::Array(self.iter().map(T::write).collect()))
    }

    fn schema(schema: &mut Schema) -> Node {
        let items = T::schema(schema);
        Node::object([("type", Node::text("array")), ("items", items)])
    }

    fn stand_in() -> Option<Self> {
        T::stand_in().map(|_| Self::new())
    }
}

/// An object whose keys are ids, in the file's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map<T>(pub Vec<(Rc<str>, T)>);

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Map<T> {
    /// The first entry with this key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0.iter().find(|(k, _)| &**k == key).map(|(_, value)| value)
    }
}

impl<T: Read> Read for Map<T> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let mut all = Vec::new();
        let whole = reader.entries(node, &mut |member, r| {
            let value = T::read(&member.node, r);
            let is_read = value.is_some();
            all.extend(value.map(|value| (member.key.clone(), value)));
            is_read
        });
        whole.then_some(Self(all))
    }

    fn write(&self) -> Node {
        Node::object(self.0.iter().map(|(key, value)| (key.clone(), value.write())))
    }

    fn schema(schema: &mut Schema) -> Node {
        let values = T::schema(schema);
        Node::object([("type", Node::text("object")), ("additionalProperties", values)])
    }
}

impl Reader<'_> {
    /// Reads each item of a list with `read`; whether it is a list and all of its items were read. Not generic, since it is used for
    /// every type that a list can hold.
    fn items(&mut self, node: &Node, read: &mut dyn FnMut(&Node, &mut Self) -> bool) -> bool {
        let Value::Array(items) = &node.value else {
            self.wrong_type(node, Code::NotList);
            return false;
        };
        if items.len() > limits::LIST {
            let (code, args) = too_many(items.len(), limits::LIST);
            self.problem_at(node.at, code, args);
            return false;
        }
        let mut whole = true;
        for (i, item) in items.iter().enumerate() {
            whole &= self.index(i, |r| read(item, r));
        }
        whole
    }

    /// Reads each member of a map with `read`; whether it is an object and all of its members were read.
    fn entries(&mut self, node: &Node, read: &mut dyn FnMut(&Member, &mut Self) -> bool) -> bool {
        let Value::Object(members) = &node.value else {
            self.wrong_type(node, Code::NotObject);
            return false;
        };
        self.once(members);
        let (mut whole, keeps) = (true, self.keeps_unknown);
        for member in members.iter().filter(|m| keeps || !is_free(&m.key)) {
            whole &= self.member(&member.key, |r| read(member, r));
        }
        whole
    }

    /// Whether a text is within the limit; reports a text that is not.
    fn takes_text(&mut self, node: &Node, text: &str) -> bool {
        let limit = if self.keeps_unknown {
            limits::RECORD_TEXT
        } else {
            limits::TEXT
        };
        // A text has no more characters than bytes.
        let count = if text.len() > limit { text.chars().count() } else { 0 };
        if count > limit {
            let args = vec![("count", count.to_string()), ("limit", limit.to_string())];
            self.problem_at(node.at, Code::TextTooLong, args);
        }
        count <= limit
    }

    /// Whether every text in a value is within the limit.
    fn takes_texts(&mut self, node: &Node) -> bool {
        match &node.value {
            Value::String(text) => self.takes_text(node, text),
            Value::Array(items) => {
                let mut all = items.iter().enumerate();
                all.all(|(i, item)| self.index(i, |r| r.takes_texts(item)))
            }
            Value::Object(members) => members
                .iter()
                .all(|member| self.member(&member.key, |r| r.takes_texts(&member.node))),
            Value::Null | Value::Bool(_) | Value::Number(_) => true,
        }
    }
}

/// Any JSON value, kept unchanged.
impl Read for Node {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        reader.takes_texts(node).then(|| node.clone())
    }

    fn write(&self) -> Node {
        self.clone()
    }

    fn schema(_: &mut Schema) -> Node {
        Node::new(Value::Bool(true))
    }
}
