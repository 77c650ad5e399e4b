//! Finds the blocks of a saved page, its `<script data-ziping=…>` elements, in the page's text. The page is not parsed into a
//! document, so nothing in it is run, loaded or drawn, and the cost is one pass over its characters.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// A block of a page: the attributes of the element, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block<'p> {
    attributes: BTreeMap<String, Cow<'p, str>>,
    /// The text as written in the page: scripts have no entities.
    pub text: &'p str,
}

impl Block<'_> {
    /// An attribute, by its name in lower case.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(|value| &**value)
    }
}

/// Elements whose content is text, without tags.
const RAW: [&str; 8] = [
    "script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp",
];

/// Returns the blocks of a page, in document order. Comments, attribute values and texts of other elements contain no blocks.
pub fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let name_ends = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
        let (name, inner) = rest.split_at(name_ends.unwrap_or(rest.len()));
        let is_script = name.eq_ignore_ascii_case("script");
        let (attributes, after) = tag(inner, is_script);
        rest = after;
        if let Some(raw) = RAW.iter().find(|raw| name.eq_ignore_ascii_case(raw)) {
            let end = end_of(rest, raw);
            if is_script && attributes.contains_key("data-ziping") {
                found.push(Block {
                    attributes,
                    text: &rest[..end],
                });
            }
            rest = &rest[end..];
        }
    }
    found
}

/// Reads a tag from behind its name: its attributes, if requested, and the text after its `>`.
fn tag(mut rest: &str, wanted: bool) -> (BTreeMap<String, Cow<'_, str>>, &str) {
    let mut attributes = BTreeMap::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (attributes, after);
        }
        if rest.is_empty() {
            return (attributes, rest);
        }
        // A name may begin with `=`, and is at least one character.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let ends = rest[first..].find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '='));
        let (name, after) = rest.split_at(ends.map_or(rest.len(), |end| first + end));
        rest = after.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start_matches(|c: char| c.is_ascii_whitespace());
            (value, rest) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                _ => {
                    let ends = after.find(|c: char| c.is_ascii_whitespace() || c == '>');
                    after.split_at(ends.unwrap_or(after.len()))
                }
            };
        }
        if wanted {
            // If an attribute is repeated, the first one counts.
            attributes
                .entry(name.to_ascii_lowercase())
                .or_insert_with(|| unescaped(value));
        }
    }
}

/// Returns the offset at which the text of an element with this name ends: its end tag, or the end of the page.
fn end_of(text: &str, name: &str) -> usize {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let at = from + at;
        let after = at + 2;
        let is_name = bytes
            .get(after..after + name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
        let ends = bytes.get(after + name.len());
        if is_name && ends.is_none_or(|next| next.is_ascii_whitespace() || matches!(next, b'/' | b'>')) {
            return at;
        }
        from = after;
    }
    text.len()
}

/// Returns an attribute's value with the entities that browsers write decoded.
fn unescaped(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return value.into();
    }
    let entities = [
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
    ];
    let plain = entities
        .iter()
        .fold(value.to_owned(), |value, (entity, plain)| value.replace(entity, plain));
    plain.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the kind, part and text of each block of a page.
    fn found(page: &str) -> Vec<(String, String, String)> {
        let text = |block: &Block<'_>, name| block.attribute(name).unwrap_or_default().to_owned();
        let all = blocks(page);
        all.iter()
            .map(|block| {
                (
                    text(block, "data-ziping"),
                    text(block, "data-part"),
                    block.text.to_owned(),
                )
            })
            .collect()
    }

    #[test]
    fn blocks_are_found_as_a_browser_finds_them() {
        let block = |part: &str, text: &str| ("record".to_owned(), part.to_owned(), text.to_owned());
        for (page, all) in [
            (
                r#"<script type="application/json" data-ziping="record" data-part="head">{"a":1}</script>"#,
                vec![block("head", r#"{"a":1}"#)],
            ),
            (
                "<p><SCRIPT\n data-part=x\tdata-ziping='record' defer>1</ScRiPt >2<script data-ziping=record>3</script>",
                vec![block("x", "1"), block("", "3")],
            ),
            (
                r#"<script data-part="a&quot;&amp;lt;b" data-part=c data-ziping=record></script>"#,
                vec![block("a\"&lt;b", "")],
            ),
            // A text that only looks like a block.
            ("<!-- <script data-ziping=record>1</script> -->", vec![]),
            ("<p title='<script data-ziping=record>'>1</p>", vec![]),
            ("<textarea><script data-ziping=record>1</script></textarea>", vec![]),
            ("<script>let a = '<script data-ziping=record>';</script>", vec![]),
            (
                "<style>a</style><script data-ziping=record>1</script>",
                vec![block("", "1")],
            ),
            ("< script data-ziping=record>1</script>", vec![]),
            // A truncated page gives the text up to its end.
            ("<script data-ziping=record>{\"a\":", vec![block("", "{\"a\":")]),
            (
                "<script data-ziping=record></scripture></script>",
                vec![block("", "</scripture>")],
            ),
            ("<script data-ziping=\"record", vec![block("", "")]),
            ("1 < 2 <", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(found(page), all, "{page}");
        }
    }

    #[test]
    fn a_large_page_takes_as_long_as_its_characters() {
        // Each of these would take quadratic time if text was read more than once.
        let block = "<script data-ziping=record>1</script>";
        for part in ["<div>", "<!--x-->", "</", "<a b='", "<script ", "<style>"] {
            let page = format!("{}{block}", part.repeat(2_000_000 / part.len()));
            assert!(found(&page).len() <= 1, "{part}");
        }
        assert_eq!(found(&format!("{}{block}", "<div>".repeat(400_000))).len(), 1);
    }
}
