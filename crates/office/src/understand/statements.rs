//! What a text says about itself: its points, whether they come on top of the total, whether it goes on from the page before.

use super::amounts::{self, Of, Stated};
use super::numbers;
use crate::draft::{Place, Section};
use assessment::points::Decimal;

/// Makes a section of its heading: the number before it, the title, the points that it states, and what its points count for.
pub fn section(text: &str, place: Place) -> Section {
    let stated = in_text(text);
    let plain = stated.as_ref().map_or(text.to_owned(), |stated| without(text, stated));
    let (label, title) = numbers::split(&plain);
    Section {
        label,
        bonus: is_bonus(&title),
        penalty: is_penalty(&title),
        title,
        declared: stated
            .filter(|stated| stated.of == Of::Points)
            .map(|stated| stated.amount),
        place: Some(place),
        ..Section::default()
    }
}

/// Returns the points that a text states as its own: the last ones in brackets or at its end.
pub fn in_text(text: &str) -> Option<Stated> {
    let all = amounts::stated(text);
    let fits = |(at, stated): &(usize, &Stated)| {
        let after =
            text[stated.at.end..].trim_start_matches([')', '）', '】', ']', '。', '：', ':', ' ', '.', '；', ';']);
        let before = text[..stated.at.start].chars().next_back();
        let has_room = stated.of == Of::Points || before.is_none_or(|last| !last.is_alphanumeric());
        !stated.own
            && has_room
            && (after.is_empty() || after.starts_with(['（', '(']) && all.len() - at <= 2 || stated.blank)
    };
    let found = all.iter().enumerate().rev().find(fits);
    found.map(|(_, stated)| stated.clone())
}

/// Returns the points that a text states as its own in brackets, such as （5分）, and not those of a rule.
pub fn own_points(text: &str) -> Option<Decimal> {
    let stated = in_text(text).filter(|stated| stated.of == Of::Points)?;
    let before = text[..stated.at.start].trim_end();
    let before = ["满分", "分值", "标准分", "共", "计"]
        .iter()
        .find_map(|word| before.trim_end_matches(['：', ':', ' ']).strip_suffix(word))
        .unwrap_or(before);
    before.ends_with(['（', '(', '【', '[']).then_some(stated.amount)
}

/// Returns the most points that the text of a rule gives, such as 完成得5分，每缺一项扣1分, and whether it says so plainly.
pub fn given(text: &str) -> Option<(Decimal, bool)> {
    if let Some(own) = own_points(text) {
        return Some((own, true));
    }
    let all = amounts::stated(text);
    let before = |stated: &Stated| text[..stated.at.start].trim_end_matches([' ', '：', ':', '为']);
    let is_gain = |stated: &&Stated| {
        let before = before(stated);
        stated.of == Of::Points
            && !stated.own
            && !["扣", "扣除", "减", "扣减", "倒扣"]
                .iter()
                .any(|word| before.ends_with(word))
    };
    let gains: Vec<&Stated> = all.iter().filter(is_gain).collect();
    let most = gains
        .iter()
        .map(|stated| stated.amount)
        .max()
        .filter(|most| *most > Decimal::ZERO)?;
    let ends = |stated: &Stated, words: &[&str]| words.iter().any(|word| before(stated).ends_with(word));
    let is_limit = |stated: &Stated| ends(stated, &["满分", "最多", "最高", "不超过", "共", "分值", "标准分"]);
    // One amount that is given, and not for each of something.
    let is_whole = |stated: &Stated| ends(stated, &["得", "计", "记", "给"]) && !text[..stated.at.start].contains('每');
    let is_plain = gains
        .iter()
        .any(|stated| stated.amount == most && (is_limit(stated) || gains.len() == 1 && is_whole(stated)));
    Some((most, is_plain))
}

/// Returns a text without the points that it states, and without their brackets.
pub fn without(text: &str, stated: &Stated) -> String {
    let before = text[..stated.at.start].trim_end();
    let after = text[stated.at.end..].trim_start();
    // The words before the number, within the bracket, go with it.
    let open = before.rfind(['（', '(', '【', '[']);
    let closed = after.find([')', '）', '】', ']']);
    let (before, after) = match (open, closed) {
        (Some(open), Some(closed)) if !before[open..].contains(['）', ')']) => {
            let length = after[closed..].chars().next().map_or(0, char::len_utf8);
            (&before[..open], &after[closed + length..])
        }
        _ => (before, after),
    };
    let before = before.trim_end_matches([' ', '-', '–', '—', '_', '/', '：', ':', '，', ',']);
    let after = after.trim_start_matches([' ', '-', '–', '—', '：', ':']);
    match (before.is_empty(), after.is_empty()) {
        (true, _) => after.to_owned(),
        (_, true) => before.to_owned(),
        _ => format!("{before} {after}"),
    }
}

/// Returns the points at the beginning of a cell of a level, and the text after them.
pub fn leading(text: &str) -> Option<(Decimal, &str)> {
    let first = amounts::stated(text)
        .into_iter()
        .next()
        .filter(|stated| stated.of == Of::Points)?;
    (text[..first.at.start].trim().is_empty()).then(|| (first.amount, text[first.at.end..].trim()))
}

/// Returns the points that the head of a level states: `A（10分）`, `Excellent (4)`, or a number alone.
pub fn in_head(head: &str) -> Option<Decimal> {
    if let Some(number) = amounts::number(head) {
        return Some(number);
    }
    if let Some(stated) = amounts::stated(head).into_iter().find(|stated| stated.of == Of::Points) {
        return Some(stated.amount);
    }
    // `优10`
    let digits = amounts::normal(head);
    let trailing: String = digits
        .chars()
        .rev()
        .take_while(char::is_ascii_digit)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    bracketed(head).or_else(|| amounts::decimal(&trailing))
}

/// Returns a title without the words that it goes on from the page before.
pub fn continued(title: &str) -> &str {
    let words = ["（续）", "(续)", "（续表）", "(continued)", "(cont.)"];
    let found = words.iter().find_map(|word| title.strip_suffix(word));
    found.map_or(title, str::trim_end)
}

/// Returns whether a row begins the conditions that fail the whole.
pub fn text_of_veto(origins: &[(usize, &str)]) -> bool {
    origins.iter().any(|(_, text)| text.contains("否决")) && origins.iter().all(|(_, text)| text.chars().count() <= 60)
}

/// Returns whether the number of a row is one of a section: 一, （二）, I.
pub fn is_section_number(text: &str) -> bool {
    let bare = text.trim_matches(['、', '.', '（', '）', '(', ')', ' ']);
    !bare.is_empty()
        && (bare.chars().all(|character| "一二三四五六七八九十".contains(character))
            || bare.len() > 1 && bare.chars().all(|character| "IVX".contains(character)))
}

/// Returns whether a text is about points that are taken off the total.
pub fn is_penalty(text: &str) -> bool {
    ["扣分项", "减分项", "负面清单", "penalt"]
        .iter()
        .any(|word| text.to_lowercase().contains(word))
}

/// Returns a bare number in brackets at the end of a text.
pub fn bracketed(text: &str) -> Option<Decimal> {
    let normal = amounts::normal(text);
    let inside = normal.trim_end().strip_suffix(')')?.rsplit_once('(')?.1;
    amounts::decimal(inside)
}

pub fn strip_points(head: &str) -> String {
    let plain = match head.find(['（', '(']) {
        Some(open) if open > 0 => &head[..open],
        _ => head,
    };
    let bare = plain.trim_end_matches(|character: char| character.is_ascii_digit());
    if bare.trim().is_empty() {
        plain.trim().to_owned()
    } else {
        bare.trim().to_owned()
    }
}

pub fn last_number(text: &str) -> Option<Decimal> {
    let normal = amounts::normal(text);
    let digits = normal.trim_end_matches(|character: char| !character.is_ascii_digit());
    let start = digits
        .rfind(|character: char| !character.is_ascii_digit() && character != '.')
        .map_or(0, |at| at + digits[at..].chars().next().map_or(1, char::len_utf8));
    amounts::decimal(&digits[start..])
}

/// Returns whether a text is about points on top of the total.
pub fn is_bonus(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["加分", "附加分", "附加题", "bonus", "extra credit", "fudge"]
        .iter()
        .any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_give_points_that_are_more_or_less_plain() {
        for (text, found) in [
            ("完成得5分，每缺一项扣1分", "5"),
            ("有计划（5分）", "5"),
            ("满分10分，每处扣0.5分", "10"),
            ("每项1分，最多5分", "5"),
            ("每次得2分", "2?"),
            ("优秀得5分，良好得4分", "5?"),
            ("5分：完成；3分：部分完成", "5?"),
            ("每处扣0.5分，扣完为止", ""),
            ("查看资料", ""),
        ] {
            let drawn = given(text).map(|(points, is_plain)| format!("{points}{}", if is_plain { "" } else { "?" }));
            assert_eq!(drawn.unwrap_or_default(), found, "{text}");
        }
    }
}
