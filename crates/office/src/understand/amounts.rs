//! Amounts in texts: points, percentages, and where in the text they stand.

use super::numerals::{is_numeral, numeral};
use assessment::points::Decimal;
use std::ops::Range;

/// An amount that a text states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The amount.
    pub amount: Decimal,
    /// What it is an amount of.
    pub of: Of,
    /// Where it stands, with its brackets and the words around it, in bytes.
    pub at: Range<usize>,
    /// Whether it stands for the person's own score.
    pub own: bool,
    /// Whether a word says that it is a sum, such as 总分 or total.
    pub total: bool,
    /// Whether it stands after a blank to be filled in, such as `___/2`.
    pub blank: bool,
}

/// What an amount is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Points.
    Points,
    /// Percent.
    Percent,
}

/// Reads a cell that is a number and nothing else, with or without a word for points.
pub fn number(text: &str) -> Option<Decimal> {
    let text = normal(text);
    let text = text.trim();
    let text = strip_word(text);
    decimal(text).or_else(|| with_comma(text))
}

/// Reads a cell that is an amount in Chinese numerals and nothing else, with or without a word for points.
pub fn chinese(text: &str) -> Option<Decimal> {
    let text = normal(text);
    let text = text.trim();
    numeral(text.strip_suffix('分').unwrap_or(text))
}

/// Reads a number with a decimal comma, where it can be nothing else.
fn with_comma(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once(',')?;
    (fraction.len() <= 2 && !whole.contains('.')).then(|| decimal(&format!("{whole}.{fraction}")))?
}

/// Reads a range of points from 0, such as `0～3分`: the end of the range.
pub fn up_to(text: &str) -> Option<Decimal> {
    let text = normal(text);
    let (from, to) = text.trim().split_once(['~', '-'])?;
    (number(from)? == Decimal::ZERO).then(|| number(to))?
}

/// Reads a cell such as `/25`, `____ / 25` or `out of 25`: the maximum, after a blank or a score.
pub fn out_of(text: &str) -> Option<(Option<Decimal>, Decimal)> {
    let text = normal(text);
    let (before, after) = text.rsplit_once('/').or_else(|| text.rsplit_once("out of"))?;
    let max = decimal(strip_word(after.trim()))?;
    let before =
        before.trim_matches(|character: char| character.is_whitespace() || character == '_' || character == '＿');
    let own = decimal(strip_word(before));
    (own.is_some() || before.is_empty()).then_some((own, max))
}

/// Reads a percentage such as `15%`.
pub fn percent(text: &str) -> Option<Decimal> {
    let text = normal(text);
    let text = text.trim().trim_start_matches('(').trim_end_matches(')').trim();
    decimal(text.strip_suffix('%')?.trim())
}

/// Returns a text with half-width digits, brackets, signs and spaces: the form in which amounts are looked for. The length in characters
/// stays.
pub fn normal(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '０'..='９' => char::from_u32(u32::from(character) - 0xff10 + 0x30).unwrap_or(character),
            '．' => '.',
            '／' => '/',
            '％' => '%',
            '（' | '【' | '［' | '〔' => '(',
            '）' | '】' | '］' | '〕' => ')',
            '：' => ':',
            '，' => ',',
            '－' | '–' | '—' | '−' | '‐' | '～' | '〜' | '至' => match character {
                '～' | '〜' | '至' => '~',
                _ => '-',
            },
            '\u{a0}' | '\u{3000}' | '\u{2002}' | '\u{2003}' | '\u{2009}' => ' ',
            other => other,
        })
        .collect()
}

/// The words for points, longest first.
const WORDS: [&str; 12] = [
    "points", "point", "marks", "mark", "pts", "pt", "分值", "分", "점", "Punkte", "punten", "p.",
];

fn strip_word(text: &str) -> &str {
    let lower = text.to_lowercase();
    for word in WORDS {
        if let Some(rest) = lower.strip_suffix(word) {
            // The lower case of these words has the same length.
            if let Some(rest) = text.get(..rest.len()) {
                return rest.trim_end();
            }
        }
    }
    text
}

/// Reads a plain decimal with an optional sign.
pub fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let plain = text.strip_prefix('+').unwrap_or(text);
    let digits = plain.strip_prefix('-').unwrap_or(plain);
    let is_number = digits.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && digits
            .chars()
            .all(|character| character.is_ascii_digit() || character == '.');
    if !is_number {
        return None;
    }
    // `.5` is a number in some spreadsheets.
    let full = match plain.strip_prefix('.') {
        Some(rest) => format!("0.{rest}"),
        None => plain.to_owned(),
    };
    full.trim_end_matches('.').parse().ok()
}

/// Finds the points and percentages that a text states, in order. Ranges such as `70-100%` and bounds such as `90%以上` are none.
pub fn stated(text: &str) -> Vec<Stated> {
    let normal = normal(text);
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let plain: Vec<char> = normal.chars().collect();
    let byte = |index: usize| characters.get(index).map_or(text.len(), |(at, _)| *at);
    let offsets: Vec<usize> = normal.char_indices().map(|(at, _)| at).collect();
    let offset = |index: usize| offsets.get(index).copied().unwrap_or(normal.len());
    let mut found = Vec::new();
    let mut at = 0;
    while at < plain.len() {
        if is_numeral(plain[at]) {
            let start = at;
            let length = plain[start..]
                .iter()
                .take_while(|character| is_numeral(**character))
                .count();
            at += length;
            if let Some((amount, end)) = in_numerals(&plain, start, at) {
                found.push(Stated {
                    amount,
                    of: Of::Points,
                    at: byte(start)..byte(end),
                    own: false,
                    total: says_total(&normal[..offset(start)]),
                    blank: false,
                });
                at = end;
            }
            continue;
        }
        if !plain[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < plain.len()
            && (plain[at].is_ascii_digit() || (plain[at] == '.' && plain.get(at + 1).is_some_and(char::is_ascii_digit)))
        {
            at += 1;
        }
        let Some(amount) = decimal(&plain[start..at].iter().collect::<String>()) else {
            continue;
        };
        let mut end = at;
        while plain.get(end) == Some(&' ') {
            end += 1;
        }
        let (of, end) = match unit(&plain[end..]) {
            Some((of, length)) => (of, end + length),
            None => continue,
        };
        let before = normal[..offset(start)].trim_end();
        // A range, a bound or a fraction states no amount.
        let after: String = plain[end..].iter().take(6).collect();
        let after = after.trim_start();
        let is_range = before.ends_with(['-', '~'])
            && before
                .trim_end_matches(['-', '~', ' '])
                .ends_with(|last: char| last.is_ascii_digit() || last == '%' || last == '分')
            || before.ends_with(['<', '>', '≥', '≤', '≧', '≦'])
            || after.starts_with(['-', '~'])
                && after
                    .trim_start_matches(['-', '~', ' '])
                    .starts_with(|first: char| first.is_ascii_digit())
            || ["以上", "以下", "及以", "以内", "or more", "or less", "or above", "至少"]
                .iter()
                .any(|word| after.starts_with(word))
            || ["to", "达到", "不足", "低于", "高于", "超过", "不低于"]
                .iter()
                .any(|word| before.ends_with(word));
        at = end;
        if is_range {
            continue;
        }
        let blank = before.ends_with('/') && {
            let rest = before.trim_end_matches('/').trim_end();
            rest.is_empty() || rest.ends_with(['_', '(', '＿', ' '])
        };
        let words = last(before.trim_end_matches([':', '=', ' ', '为', '是', '/', '_'])).to_lowercase();
        let own = [
            "自评分",
            "自评得分",
            "自评",
            "自查得分",
            "自查分",
            "实得分",
            "得分",
            "self score",
            "self-score",
            "own score",
            "scored",
        ]
        .iter()
        .any(|word| words.ends_with(word));
        let total = says_total(before) || after.to_lowercase().starts_with("total");
        found.push(Stated {
            amount,
            of,
            at: byte(start)..byte(end),
            own,
            total,
            blank,
        });
    }
    found
}

/// Returns whether the words before an amount say that it is a sum.
fn says_total(before: &str) -> bool {
    let before = before.trim_end_matches([':', '=', ' ', '为', '是', '/', '_']);
    let words = last(before).to_lowercase();
    [
        "总分", "合计", "共计", "总计", "满分", "共", "小计", "计", "total", "total of", "out of", "worth", "sum",
    ]
    .iter()
    .any(|word| words.ends_with(word))
}

/// Reads an amount in Chinese numerals between two places, with the word for points after it: alone in brackets, or after a word for the
/// points of something. Elsewhere such words mean something else, as in 十分重视. Also returns where the word ends.
fn in_numerals(plain: &[char], start: usize, end: usize) -> Option<(Decimal, usize)> {
    let after = plain.get(end).filter(|next| **next == '分').map(|_| end + 1)?;
    let next = plain[after..].iter().find(|next| **next != ' ');
    let before: String = plain[start.saturating_sub(8)..start].iter().collect();
    let before = before.trim_end();
    let is_in_brackets = before.ends_with('(') && next == Some(&')');
    let before = before.trim_end_matches([':', '=', ' ', '为', '是', '共']);
    let is_named = ["满分", "总分", "合计", "总计", "共计", "小计", "分值", "标准分"]
        .iter()
        .any(|word| before.ends_with(word));
    let ends = next.is_none_or(|next| !next.is_alphanumeric());
    if !(is_in_brackets || is_named && ends) {
        return None;
    }
    let text: String = plain[start..end].iter().collect();
    Some((numeral(&text)?, after))
}

/// Returns the last characters of a text: more than the longest word that is looked for before an amount.
fn last(text: &str) -> &str {
    let from = text.char_indices().rev().nth(15).map_or(0, |(at, _)| at);
    &text[from..]
}

/// Reads the unit after a number: what is counted, and its length in characters.
fn unit(after: &[char]) -> Option<(Of, usize)> {
    let text: String = after.iter().take(8).collect::<String>().to_lowercase();
    if text.starts_with('%') {
        return Some((Of::Percent, 1));
    }
    let word = WORDS.iter().find(|word| text.starts_with(&word.to_lowercase()))?;
    let rest: String = text.chars().skip(word.chars().count()).collect();
    let is_whole = match word.chars().next() {
        // 分 is also a part of other words, such as 分钟 (minutes) and 分别.
        Some('分') => ![
            "钟", "别", "之", "类", "级", "布", "析", "期", "数线", "公司", "册", "项",
        ]
        .iter()
        .any(|more| rest.starts_with(more)),
        _ => !rest.starts_with(|next: char| next.is_alphabetic()),
    };
    is_whole.then(|| (Of::Points, word.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(text: &str) -> Vec<String> {
        stated(text)
            .iter()
            .map(|stated| format!("{}{}", stated.amount, if stated.own { " own" } else { "" }))
            .collect()
    }

    #[test]
    fn points_are_found_where_a_text_states_them() {
        for (text, found) in [
            ("按要求成立领导小组（4分）", &["4"][..]),
            ("（标准分4分，自评分3.5分）", &["4", "3.5 own"]),
            ("___/2 points: Identified inputs", &["2"]),
            ("Interpreted the question (10pts)", &["10"]),
            ("每周45分钟", &[]),
            ("70-100%", &[]),
            ("合格率90%以上", &[]),
            ("Two papers. – 4% (2% per paper)", &["4", "2"]),
            ("第零题（总分10分）：", &["10"]),
            ("５分", &["5"]),
            ("达到8人", &[]),
            ("一、组织管理（十五分）", &["15"]),
            ("满分：一百分", &["100"]),
            ("本表合计为一百二十分。", &["120"]),
            ("十分重视安全", &[]),
            ("占三分之一，一分为二", &[]),
            ("满分一百分制", &[]),
        ] {
            assert_eq!(points(text), found, "{text}");
        }
    }

    #[test]
    fn cells_are_numbers_with_or_without_words() {
        for (text, value) in [
            ("10", "10"),
            ("10 pts", "10"),
            ("２．５分", "2.5"),
            ("(3)", ""),
            ("abc", ""),
            (".5", "0.5"),
        ] {
            assert_eq!(
                number(text).map(|value| value.to_string()).unwrap_or_default(),
                value,
                "{text}"
            );
        }
        assert_eq!(
            out_of("    / 25").map(|(own, max)| (own, max.to_string())),
            Some((None, "25".to_owned()))
        );
        assert_eq!(out_of("____/40").map(|(_, max)| max.to_string()), Some("40".to_owned()));
        assert_eq!(out_of("a/b"), None);
    }
}
