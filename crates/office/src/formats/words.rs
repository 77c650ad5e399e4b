//! Texts of other formats: one or several languages, plain or HTML.

use crate::document::{Block, Remark};
use assessment::json::Node;

/// A text in one or several languages. The language is empty where the file does not name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Vec<(String, String)>);

/// Languages of a text that are read.
const LANGUAGES: usize = 100;

impl Words {
    /// A text in a language that the file does not name.
    pub fn plain(text: impl Into<String>) -> Self {
        let mut words = Self::default();
        words.add("", text);
        words
    }

    /// Adds a wording. Of two in the same language the first counts; an empty one is dropped, and one of more languages than the limit.
    pub fn add(&mut self, language: &str, text: impl Into<String>) {
        let text = text.into();
        let has_room = self.0.len() < LANGUAGES;
        if has_room && !text.trim().is_empty() && !self.0.iter().any(|(known, _)| known == language) {
            self.0.push((language.to_owned(), text.trim().to_owned()));
        }
    }

    /// Adds lines after the text, in each language.
    pub fn join(&mut self, other: Self) {
        for (language, text) in other.0 {
            match self.0.iter_mut().find(|(known, _)| *known == language) {
                Some((_, before)) => {
                    before.push('\n');
                    before.push_str(&text);
                }
                None => self.0.push((language, text)),
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the first wording.
    pub fn first(&self) -> &str {
        self.0.first().map_or("", |(_, text)| text)
    }

    /// Returns the wording in a language: that one, else one of the same primary language, else the first.
    pub fn pick(&self, wanted: &str) -> &str {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let found = self
            .0
            .iter()
            .find(|(language, _)| language.eq_ignore_ascii_case(wanted))
            .or_else(|| self.0.iter().find(|(language, _)| primary(language) == primary(wanted)));
        found.map_or_else(|| self.first(), |(_, text)| text)
    }

    /// Returns this text, or another one where it is empty.
    pub fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self.is_empty() { other() } else { self }
    }

    /// Returns the text as the rubric format has it.
    pub fn node(&self) -> Node {
        match &*self.0 {
            [] => Node::text("—"),
            [(language, text)] if language.is_empty() => Node::text(&**text),
            all => Node::object(all.iter().map(|(language, text)| {
                let language = if language.is_empty() { "und" } else { language };
                (language, Node::text(&**text))
            })),
        }
    }
}

/// Returns a language tag in the usual case: `zh-cn` becomes `zh-CN`.
pub fn tag(language: &str) -> String {
    let mut parts = language.trim().split(['-', '_']);
    let mut out = parts.next().unwrap_or_default().to_ascii_lowercase();
    for part in parts {
        out.push('-');
        match part.len() {
            2 => out.push_str(&part.to_ascii_uppercase()),
            _ => out.push_str(part),
        }
    }
    out
}

/// Returns the text of HTML, and whether it has pictures. A text without tags and named characters is returned as it is.
pub fn of_html(text: &str) -> (String, bool) {
    if !looks_like_html(text) {
        return (text.to_owned(), false);
    }
    let Ok(document) = crate::read_html(text) else {
        return (String::new(), text.contains("<img"));
    };
    let has_pictures = document
        .remarks
        .iter()
        .any(|remark| matches!(remark, Remark::Pictures(_)));
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(match &paragraph.number {
                Some(number) => format!("{number} {}", paragraph.text),
                None => paragraph.text.clone(),
            }),
            Block::Table(table) => lines.extend(table.rows.iter().map(|row| {
                let cells: Vec<&str> = row.origins().map(|(_, cell)| &*cell.text).collect();
                cells.join(" ")
            })),
        }
    }
    (lines.join("\n"), has_pictures)
}

/// Returns whether a text has an element or a named character of HTML.
fn looks_like_html(text: &str) -> bool {
    const NAMES: &[&str] = &[
        "a",
        "b",
        "blockquote",
        "br",
        "code",
        "div",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "script",
        "span",
        "strong",
        "style",
        "sub",
        "sup",
        "table",
        "td",
        "th",
        "tr",
        "u",
        "ul",
    ];
    const CHARACTERS: &[&str] = &[
        "amp", "lt", "gt", "quot", "apos", "nbsp", "hellip", "mdash", "ndash", "ldquo", "rdquo", "lsquo", "rsquo",
        "middot", "times",
    ];
    let is_element = |rest: &str| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
        let after = rest[name.len()..].chars().next();
        NAMES.contains(&&*name.to_ascii_lowercase()) && matches!(after, Some('>' | '/' | ' ' | '\n' | '\t'))
    };
    let is_character = |rest: &str| {
        let name: String = rest.chars().take_while(|c| *c != ';').take(10).collect();
        rest[name.len()..].starts_with(';') && (name.starts_with('#') || CHARACTERS.contains(&&*name))
    };
    text.split('<').skip(1).any(is_element) || text.split('&').skip(1).any(is_character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_text_and_text_stays() {
        for (html, text) in [
            ("<p>One</p><p>Two &amp; three</p>", "One\nTwo & three"),
            ("a < b, b > c", "a < b, b > c"),
            ("R&D; a<b", "R&D; a<b"),
            ("5 &lt; 6", "5 < 6"),
            ("<script>alert(1)</script>Safe", "Safe"),
            ("<ol><li>x</li><li>y</li></ol>", "1. x\n2. y"),
            ("x<y", "x<y"),
        ] {
            assert_eq!(of_html(html).0, text, "{html}");
        }
        assert_eq!(of_html("<p>See <img src=x></p>"), ("See".to_owned(), true));
    }

    #[test]
    fn tags_have_the_usual_case() {
        assert_eq!(tag("zh-cn"), "zh-CN");
        assert_eq!(tag("EN"), "en");
        assert_eq!(tag("zh_Hant"), "zh-Hant");
    }
}
