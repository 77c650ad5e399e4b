//! Tree → text: pretty for files that people open, canonical for fingerprints.

use super::{Member, Node, Value};
use crate::points::Decimal;

/// Indented by two spaces, one member a line. `<` is escaped so that the text can be part of a script element.
pub fn pretty(node: &Node) -> String {
    let mut out = String::new();
    write(node, 0, &mut out);
    out.push('\n');
    out
}

/// On one line, without white space, in the file's own order, `<` escaped.
pub fn line(node: &Node) -> String {
    let mut out = String::new();
    flowing(node, &mut out);
    out
}

fn flowing(node: &Node, out: &mut String) {
    match &node.value {
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { "," });
                flowing(item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (i, member) in members.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { "," });
                string(&member.key, out);
                out.push(':');
                flowing(&member.node, out);
            }
            out.push('}');
        }
        value => flat(value, out),
    }
}

fn write(node: &Node, depth: usize, out: &mut String) {
    match &node.value {
        Value::Array(items) if !items.is_empty() => {
            block(items, depth, ('[', ']'), out, |item, out| write(item, depth + 1, out));
        }
        Value::Object(members) if !members.is_empty() => {
            block(members, depth, ('{', '}'), out, |member, out| {
                string(&member.key, out);
                out.push_str(": ");
                write(&member.node, depth + 1, out);
            });
        }
        value => flat(value, out),
    }
}

fn block<T>(items: &[T], depth: usize, (open, close): (char, char), out: &mut String, each: impl Fn(&T, &mut String)) {
    out.push(open);
    for (i, item) in items.iter().enumerate() {
        out.push_str(if i == 0 { "\n" } else { ",\n" });
        out.extend(std::iter::repeat_n("  ", depth + 1));
        each(item, out);
    }
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
    out.push(close);
}

fn flat(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(token) => out.push_str(token),
        Value::String(text) => string(text, out),
        Value::Array(_) => out.push_str("[]"),
        Value::Object(_) => out.push_str("{}"),
    }
}

fn string(text: &str, out: &mut String) {
    let is_special = |c: char| matches!(c, '"' | '\\' | '<' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}');
    out.push('"');
    // Most characters need no escape, so text is copied in pieces instead of character by character.
    let mut rest = text;
    while let Some(at) = rest.find(is_special) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = special.chars();
        match chars.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\t') => out.push_str("\\t"),
            Some('\r') => out.push_str("\\r"),
            other => out.extend(other.map(|c| format!("\\u{:04x}", c as u32))),
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

/// The form that is hashed: no white space, keys sorted by code point, decimals normalised, members and items for which
/// `keep` is false omitted. Absent members stay absent.
pub fn canonical(node: &Node, keep: &dyn Fn(&Member) -> bool) -> String {
    let mut out = String::new();
    compact(node, keep, &mut out);
    out
}

fn compact(node: &Node, keep: &dyn Fn(&Member) -> bool, out: &mut String) {
    match &node.value {
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { "," });
                compact(item, keep, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut sorted: Vec<&Member> = members.iter().filter(|m| keep(m)).collect();
            sorted.sort_by(|a, b| a.key.cmp(&b.key));
            out.push('{');
            for (i, member) in sorted.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { "," });
                string(&member.key, out);
                out.push(':');
                compact(&member.node, keep, out);
            }
            out.push('}');
        }
        Value::Number(token) => match token.parse::<Decimal>() {
            Ok(number) => out.push_str(&number.to_string()),
            Err(_) => out.push_str(token),
        },
        value => flat(value, out),
    }
}
