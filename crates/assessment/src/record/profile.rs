//! Answers to the profile, as a record file has them.

use crate::answers::Value;
use crate::json::{self, Node};
use crate::points::Decimal;
use crate::read::Read as _;
use crate::rubric::{Field, FieldKind};

/// An answer to a profile field; `None` if it has a shape that this program does not know.
pub(super) fn read(node: &Node, field: &Field) -> Option<Value> {
    let text = |node: &Node| match &node.value {
        json::Value::String(text) => Some(text.clone()),
        _ => None,
    };
    Some(match &node.value {
        json::Value::Number(token) if field.kind == FieldKind::Number => match token.parse::<Decimal>() {
            Ok(number) if field.takes(number) => Value::Number(number),
            _ => Value::Text(token.clone()),
        },
        json::Value::String(text) | json::Value::Number(text) => Value::Text(text.clone()),
        json::Value::Array(items) => Value::Many(items.iter().map(text).collect::<Option<_>>()?),
        _ => return None,
    })
}

pub(super) fn write(value: &Value) -> Node {
    match value {
        Value::Text(text) => text.write(),
        Value::Number(number) => number.write(),
        Value::Many(all) => all.write(),
    }
}
