//! The number of decimal places that a dividing rule keeps.

use crate::json::Node;
use crate::problem::Code;
use crate::read::schema::Schema;
use crate::read::{Read, Reader};

/// Decimal places, 0 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places(pub u8);

/// The maximum: the places of an amount.
const MOST: u32 = 4;

impl Read for Places {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let places = u32::read(node, reader)?;
        if places > MOST {
            let args = vec![("value", places.to_string()), ("limit", MOST.to_string())];
            reader.problem_at(node.at, Code::NumberTooLarge, args);
            return None;
        }
        Some(Self(places as u8))
    }

    fn write(&self) -> Node {
        Node::number(self.0)
    }

    fn schema(_: &mut Schema) -> Node {
        Node::object([
            ("type", Node::text("integer")),
            ("minimum", Node::number(0)),
            ("maximum", Node::number(MOST)),
        ])
    }
}
