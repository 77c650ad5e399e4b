//! Finds the script elements of a page in its text, as a browser does. Nothing in it is run.

use std::ops::Range;

/// A script element.
pub struct Script<'p> {
    /// Its place, from the start tag to behind the end tag.
    pub range: Range<usize>,
    /// The start tag behind the name, up to its `>`.
    tag: &'p str,
    /// Its text.
    pub text: &'p str,
}

impl Script<'_> {
    /// Returns the value of an attribute, which is in double quotes, as browsers and the build write them.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut rest = self.tag;
        loop {
            let (before, after) = rest.split_once("=\"")?;
            let (value, after) = after.split_once('"')?;
            if before.trim_start().eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = after;
        }
    }

    /// Returns whether it is a block of this kind and type.
    pub fn is(&self, kind: &str, mime: &str) -> bool {
        self.attribute("data-ziping") == Some(kind) && self.attribute("type") == Some(mime)
    }
}

/// Elements whose content is text, without tags.
const RAW: [&str; 8] = [
    "script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp",
];

/// Returns the script elements of a page, in its order. Comments, attribute values and texts of other elements contain none.
pub fn scripts(page: &str) -> Vec<Script<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = page[at..].find('<').map(|offset| at + offset) {
        let rest = &page[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            at = comment
                .find("-->")
                .map_or(page.len(), |end| start + "<!--".len() + end + "-->".len());
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            at = start + 1;
            continue;
        }
        let name_ends = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
        let name = &rest[..name_ends.unwrap_or(rest.len())];
        let tag_start = start + 1 + name.len();
        let tag_end = tag_start + tag_end(&page[tag_start..]);
        at = (tag_end + 1).min(page.len());
        let Some(raw) = RAW.iter().find(|raw| name.eq_ignore_ascii_case(raw)) else {
            continue;
        };
        let text_end = at + text_end(&page[at..], raw);
        let end = page[text_end..]
            .find('>')
            .map_or(page.len(), |offset| text_end + offset + 1);
        if *raw == "script" {
            found.push(Script {
                range: start..end,
                tag: &page[tag_start..tag_end],
                text: &page[at..text_end],
            });
        }
        at = end;
    }
    found
}

/// Returns the offset of the `>` that ends a tag: the first one outside of quotes.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return at,
            _ => {}
        }
    }
    tag.len()
}

/// Returns the offset at which the text of an element with this name ends: its end tag, or the end of the page.
fn text_end(text: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text[from..].find("</").map(|offset| from + offset) {
        let after = &text.as_bytes()[at + 2..];
        let is_name = after
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
        let ends = after.get(name.len());
        if is_name && ends.is_none_or(|next| next.is_ascii_whitespace() || matches!(next, b'/' | b'>')) {
            return at;
        }
        from = at + 2;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_found_as_a_browser_finds_them() {
        for (page, texts) in [
            ("<script>1</script><p><SCRIPT type=\"a\">2</ScRiPt >", vec!["1", "2"]),
            ("<!-- <script>1</script> -->", vec![]),
            ("<p title='<script>'>1</p><p title=\"></script>\">", vec![]),
            ("<textarea><script>1</script></textarea>", vec![]),
            (
                "<script>\"<script>\"</scripture></script>",
                vec!["\"<script>\"</scripture>"],
            ),
            ("<style>a</style><script>1</script>", vec!["1"]),
            ("< script>1</script>", vec![]),
            ("<script>1", vec!["1"]),
            ("<script", vec![""]),
            ("1 < 2 <", vec![]),
        ] {
            let found: Vec<_> = scripts(page).iter().map(|script| script.text).collect();
            assert_eq!(found, texts, "{page}");
        }
    }

    #[test]
    fn a_script_has_its_place_and_its_attributes() {
        let page = "<p><script type=\"a\" data-ziping=\"rubric\" data-hash=\"x=\">1</script>\n";
        let all = scripts(page);
        assert_eq!(&page[all[0].range.clone()], &page[3..page.len() - 1]);
        assert_eq!(all[0].attribute("data-hash"), Some("x="));
        assert_eq!(all[0].attribute("hash"), None);
        assert!(all[0].is("rubric", "a") && !all[0].is("rubric", "b"));
    }
}
