//! JSON for other programs: one object on one line for each file.

use assessment::json::{Member, Node, Value, parse, pretty};
use assessment::problem::Problem;
use assessment::record::problems_to_text;
use std::path::Path;

/// Prints an object on one line, its members in their order.
pub fn line(node: &Node) -> String {
    // Line ends are only between members: in strings they are escaped.
    pretty(node).lines().map(str::trim_start).collect()
}

/// Returns an object about a file, with these members.
pub fn of_file(file: &Path, members: Vec<(&str, Node)>) -> Node {
    let file = ("file", Node::text(file.to_string_lossy()));
    Node::object([file].into_iter().chain(members))
}

/// Returns an object about a file that cannot be read.
pub fn unreadable(file: &Path, error: &anyhow::Error) -> Node {
    of_file(file, vec![("error", text(format!("{error:#}")))])
}

/// Returns the problems as a list of objects.
pub fn problems(problems: &[Problem]) -> Node {
    tree(&problems_to_text(problems))
}

/// Returns a text that another part of the program wrote as JSON, as a tree.
pub fn tree(json: &str) -> Node {
    parse(json).unwrap_or_else(|_| Node::new(Value::Null))
}

/// Returns the members of an object.
pub fn members(node: &Node) -> impl Iterator<Item = &Member> {
    let members = match &node.value {
        Value::Object(members) => &members[..],
        _ => &[],
    };
    members.iter()
}

/// A string.
pub fn text(text: impl AsRef<str>) -> Node {
    Node::text(text.as_ref())
}

/// `true` or `false`.
pub fn flag(flag: bool) -> Node {
    Node::new(Value::Bool(flag))
}

/// A list.
pub fn list(items: impl IntoIterator<Item = Node>) -> Node {
    Node::new(Value::Array(items.into_iter().collect()))
}

/// A code from the name of a variant, such as `sum-differs` from `SumDiffers { … }`.
pub fn code(variant: &impl std::fmt::Debug) -> String {
    let shown = format!("{variant:?}");
    let name = shown
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    let mut code = String::new();
    for (i, c) in name.char_indices() {
        if c.is_ascii_uppercase() && i > 0 {
            code.push('-');
        }
        code.push(c.to_ascii_lowercase());
    }
    code
}
