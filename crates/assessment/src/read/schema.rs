//! The JSON Schema (2020-12) of a file's types, collected while the types describe themselves.

use super::Read;
use crate::json::{self, Node, Value};
use std::rc::Rc;

/// The definitions so far.
#[derive(Default)]
pub struct Schema {
    definitions: Vec<(Rc<str>, Node)>,
}

impl Schema {
    /// A reference to a definition, which is created on first use.
    pub fn define(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Node) -> Node {
        if !self.definitions.iter().any(|(known, _)| &**known == name) {
            let at = self.definitions.len();
            self.definitions.push((name.into(), Node::new(Value::Null)));
            let node = make(self);
            self.definitions[at].1 = node;
        }
        Node::object([("$ref", Node::text(format!("#/$defs/{name}")))])
    }

    /// The schema of an object: its keys with their doc comments, and the required keys.
    pub fn object(docs: &[&str], fields: Vec<(&'static str, &[&str], bool, Node)>) -> Node {
        let required = fields.iter().filter(|f| f.2).map(|f| Node::text(f.0)).collect();
        let properties = fields
            .into_iter()
            .map(|(key, docs, _, node)| (key, described(node, docs)));
        let node = Node::object([
            ("type", Node::text("object")),
            ("required", Node::new(Value::Array(required))),
            ("properties", Node::object(properties)),
            ("patternProperties", Node::object(free())),
            ("additionalProperties", Node::new(Value::Bool(false))),
        ]);
        described(node, docs)
    }
}

/// The pattern of extension keys.
pub fn free() -> [(&'static str, Node); 2] {
    [("^x-", Node::new(Value::Bool(true))), ("^\\$schema$", typed("string"))]
}

/// `{"type": …}`
pub fn typed(name: &str) -> Node {
    Node::object([("type", Node::text(name))])
}

/// `{"enum": [...]}`
pub fn words(words: &[&str]) -> Node {
    Node::object([(
        "enum",
        Node::new(Value::Array(words.iter().map(|w| Node::text(*w)).collect())),
    )])
}

fn described(node: Node, docs: &[&str]) -> Node {
    let text = docs.iter().map(|d| d.trim()).collect::<Vec<_>>().join(" ");
    match node.value {
        Value::Object(mut members) if !text.is_empty() => {
            let description = Node::object([("description", Node::text(text))]);
            if let Value::Object(first) = description.value {
                members.splice(0..0, first);
            }
            Node::new(Value::Object(members))
        }
        value => Node::new(value),
    }
}

/// The schema of a whole file, as text.
pub fn of<T: Read>(title: &str) -> String {
    let mut schema = Schema::default();
    let root = T::schema(&mut schema);
    let head = [
        ("$schema", Node::text("https://json-schema.org/draft/2020-12/schema")),
        ("title", Node::text(title)),
        ("$ref", root.get("$ref").cloned().unwrap_or(root)),
        ("$defs", Node::object(schema.definitions)),
    ];
    json::pretty(&Node::object(head))
}
