//! Renders texts from rubrics and files: marked with their language, isolated in their direction, shortened if they are long.

use crate::foreign::direction::{self, isolated};
use crate::locale::Locale;
use assessment::text::Text;
use std::borrow::Cow;
use std::rc::Rc;
use yew::prelude::*;

/// The maximum width of the name of a place, in Latin characters.
const WIDTH: usize = 56;

/// Renders a text of the rubric, marked with its own language if that differs from the reader's.
pub(super) fn worded(locale: Locale, text: &Text) -> Html {
    marked(locale, text, Clone::clone)
}

/// Renders a text of the rubric as the name of a place: shortened if it is long.
pub(super) fn shortened(locale: Locale, text: &Text) -> Html {
    marked(locale, text, |text| short(text).into())
}

fn marked(locale: Locale, text: &Text, cut: impl Fn(&Rc<str>) -> Rc<str>) -> Html {
    let picked = text.pick(locale.tag);
    let text = foreign(cut(&picked.text));
    match picked.lang {
        Some(lang) if *lang != *locale.tag => html! { <span lang={AttrValue::from(lang)}>{ text }</span> },
        _ => text,
    }
}

/// Renders a foreign text, in a separate element if it could reverse the text beside it.
pub(super) fn foreign(text: impl Into<AttrValue>) -> Html {
    let text = text.into();
    if direction::turns(&text) {
        html! { <bdi>{ text }</bdi> }
    } else {
        html! { { text } }
    }
}

/// Renders the name of a file without characters that change its direction, so a program cannot look like a picture.
pub(super) fn file_name(name: &Rc<str>) -> Html {
    match direction::plain(name) {
        Cow::Borrowed(_) => foreign(name.clone()),
        Cow::Owned(plain) => foreign(plain),
    }
}

/// Joins names, each isolated from its neighbours.
pub(super) fn joined<T: AsRef<str>>(names: impl IntoIterator<Item = T>, separator: &str) -> String {
    let names = names.into_iter().map(|name| isolated(name.as_ref()).into_owned());
    names.collect::<Vec<_>>().join(separator)
}

/// Returns the separator between a label and its text. A label that ends with its own mark, such as （一） or ①, gets none.
pub(super) fn label_mark(locale: Locale, label: &Text) -> &'static str {
    match label.wording(locale.tag).chars().next_back() {
        Some('①'..='⓿' | '）') => "",
        Some(last) if last.is_alphanumeric() => locale.messages.label_mark,
        _ => " ",
    }
}

/// Returns the first line of a text, shortened if it is long: at a space, or in a script without spaces after any character.
pub(super) fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    // A Chinese character is as wide as two Latin ones.
    let wide = |c: char| if c.is_ascii() { 1 } else { 2 };
    let mut room = WIDTH;
    let cut = line.char_indices().find(|(_, c)| {
        let left = room.checked_sub(wide(*c));
        room = left.unwrap_or_default();
        left.is_none()
    });
    let Some((end, next)) = cut else {
        return if line.len() == text.trim_end().len() {
            line.to_owned()
        } else {
            format!("{line}…")
        };
    };
    let kept = &line[..end];
    let inside_word = next.is_ascii_alphanumeric() && kept.ends_with(|last: char| last.is_ascii_alphanumeric());
    let kept = if inside_word {
        kept.rsplit_once(' ').map_or(kept, |(before, _)| before)
    } else {
        kept
    };
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        let latin = "The daily hour of campus sport was provided on every single day of term.";
        let chinese = "每天一小时校园体育活动落实到位，课间操和课外活动都有安排、有记录。";
        for (text, shown) in [
            ("Short.", "Short."),
            ("First line\nsecond line", "First line…"),
            (latin, "The daily hour of campus sport was provided on every…"),
            (chinese, "每天一小时校园体育活动落实到位，课间操和课外活动都有安排…"),
            ("", ""),
        ] {
            assert_eq!(short(text), shown);
        }
    }
}
