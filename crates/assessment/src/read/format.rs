//! The format number of a file, by which a program knows whether it can read the file.

use super::schema::Schema;
use super::{Read, Reader};
use crate::json::{Node, Value};
use crate::points::Decimal;
use crate::problem::Code;

/// Format 1, the only one there is, of rubrics and of records alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format1;

/// The value of `kind` by which a record file identifies itself.
pub const RECORD_KIND: &str = "ziping-record";

/// The number.
const NUMBER: u32 = 1;

/// The format number of a file, if it is higher than the one that this program knows. No other problem of such a file
/// is reported.
pub(crate) fn newer(tree: &Node) -> Option<String> {
    let Value::Number(token) = &tree.get("format")?.value else {
        return None;
    };
    let number: Decimal = token.parse().ok()?;
    (number > Decimal::ONE).then(|| number.to_string())
}

impl Read for Format1 {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let number = u32::read(node, reader)?;
        if number != NUMBER {
            let args = vec![("value", number.to_string()), ("known", NUMBER.to_string())];
            reader.problem_at(node.at, Code::UnknownWord, args);
        }
        Some(Self)
    }

    fn write(&self) -> Node {
        Node::number(NUMBER)
    }

    fn schema(_: &mut Schema) -> Node {
        Node::object([("const", Node::number(NUMBER))])
    }
}
