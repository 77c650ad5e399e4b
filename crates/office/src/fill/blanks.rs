//! Blanks in the texts of a form, such as `学校名称：____`, `年  月  日` and `自评分（   ）`. Ranges are bytes of the text as it is in the
//! file, with all its spaces.

use crate::understand::heads;
use std::ops::Range;

/// A blank with a label before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// The label, without spaces, marks, and what stands in brackets.
    pub label: String,
    /// The place to write in.
    pub at: Range<usize>,
    /// What is written there already; empty for a blank.
    pub filled: String,
}

/// The blanks of a date, and the label before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateBlank {
    /// The label, which is empty where the date stands alone.
    pub label: String,
    /// Digits of the year that are printed, such as `20`.
    pub printed: String,
    /// The places before 年, 月 and 日.
    pub at: [Range<usize>; 3],
}

pub fn is_space(character: char) -> bool {
    character == '_' || character == '＿' || character.is_whitespace()
}

fn is_line(character: char) -> bool {
    matches!(character, '_' | '＿')
}

fn is_colon(character: char) -> bool {
    matches!(character, ':' | '：')
}

/// Returns whether a text is nothing but a blank: lines, spaces, and nothing else.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}

/// Returns the run of lines and spaces from a place on.
fn run_from(text: &str, from: usize) -> Range<usize> {
    let rest = &text[from..];
    let length = rest.find(|c| !is_space(c)).unwrap_or(rest.len());
    from..from + length
}

/// Returns the run of lines and spaces that ends at a place.
fn run_before(text: &str, to: usize) -> Range<usize> {
    text[..to].trim_end_matches(is_space).len()..to
}

/// Returns the part of a run that is written in: its lines, or all of it if it has none.
fn core(text: &str, run: Range<usize>) -> Range<usize> {
    let inner = &text[run.clone()];
    match (inner.find(is_line), inner.rfind(is_line)) {
        (Some(first), Some(last)) => {
            let length = inner[last..].chars().next().map_or(0, char::len_utf8);
            run.start + first..run.start + last + length
        }
        _ => run,
    }
}

/// Returns whether a run is wide enough to be written in: a line, or two spaces.
fn is_wide(run: &str) -> bool {
    run.chars().any(is_line) || run.chars().count() >= 2
}

/// Finds what stands after labels: a colon and a blank or nothing, or a line without a colon. What has words after its colon is filled.
pub fn labelled(text: &str) -> Vec<Blank> {
    let mut found = Vec::new();
    // Where the label before the next blank begins.
    let mut from = 0;
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if is_colon(next) {
            let after = at + next.len_utf8();
            let run = run_from(text, after);
            let label = heads::bare(last_part(&text[from..at]));
            let rest = &text[run.end..];
            if is_wide(&text[run.clone()]) || rest.is_empty() {
                // A date has blanks of its own.
                if !label.is_empty() && !rest.starts_with('年') {
                    found.push(Blank {
                        label,
                        at: core(text, run.clone()),
                        filled: String::new(),
                    });
                }
                from = run.end;
                at = run.end.max(after);
                continue;
            }
            // Words up to the next wide run.
            let end = wide_run(text, run.end).map_or(text.len(), |wide| wide.start);
            let words = &text[run.end..end];
            if !label.is_empty() && !words.contains(is_colon) {
                found.push(Blank {
                    label,
                    at: run.end..end,
                    filled: words.to_owned(),
                });
                from = end;
                at = end;
                continue;
            }
            from = after;
            at = after;
            continue;
        }
        if is_space(next) {
            let run = run_from(text, at);
            let label = heads::bare(last_part(&text[from..at]));
            let is_line = text[run.clone()].chars().any(is_line);
            if is_line && !label.is_empty() && !text[run.end..].starts_with(['年', '月', '日', '/', '／']) {
                found.push(Blank {
                    label,
                    at: core(text, run.clone()),
                    filled: String::new(),
                });
            }
            if is_wide(&text[run.clone()]) {
                from = run.end;
            }
            at = run.end;
            continue;
        }
        at += next.len_utf8();
    }
    found
}

/// Returns the next wide run from a place on.
fn wide_run(text: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    loop {
        let start = at + text[at..].find(is_space)?;
        let run = run_from(text, start);
        if is_wide(&text[run.clone()]) {
            return Some(run);
        }
        at = run.end;
    }
}

/// Returns a text after the last mark that ends a sentence or a clause.
fn last_part(text: &str) -> &str {
    text.rsplit(['。', '；', ';', '，', ',', '\n'])
        .next()
        .unwrap_or_default()
}

/// Finds `年  月  日` with blanks before 月 and 日, and before 年 a blank or the first digits of a year.
pub fn dates(text: &str) -> Vec<DateBlank> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(year) = text[from..].find('年').map(|at| from + at) {
        from = year + '年'.len_utf8();
        let month = run_from(text, from);
        if !text[month.end..].starts_with('月') {
            continue;
        }
        let day = run_from(text, month.end + '月'.len_utf8());
        if !text[day.end..].starts_with('日') {
            continue;
        }
        let run = run_before(text, year);
        let words = &text[..run.start];
        let plain = words.trim_end_matches(|c: char| c.is_ascii_digit());
        let printed = &words[plain.len()..];
        if printed.len() > 4 || printed.len() == 4 && !run.is_empty() {
            continue;
        }
        let label = plain.trim_end_matches(|c| is_space(c) || is_colon(c));
        let label = label.rsplit(|c| is_space(c) || is_colon(c)).next().unwrap_or_default();
        found.push(DateBlank {
            label: heads::bare(last_part(label)),
            printed: printed.to_owned(),
            at: [run, month, day.clone()],
        });
        from = day.end;
    }
    found
}

/// A place for a score in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreBlank {
    /// The place to write in.
    pub at: Range<usize>,
    /// The number that is written there already; empty for a blank.
    pub filled: String,
}

/// Words before the score that a person gives itself, longest first.
const OWN: [&str; 9] = [
    "自评总得分",
    "自评总分",
    "自评得分",
    "自查得分",
    "自评分值",
    "自评分",
    "自查分",
    "自评",
    "得分",
];

/// Characters before 得分 with which it is about something else: 不得分, 可得分, 每项得分, 复核得分.
const OTHERS: &str = "不可应能各项每均核查组家导审收标";

/// Finds the places for own scores in a text: after a word for one, a line, spaces, brackets, a number, or before 分.
pub fn scores(text: &str) -> Vec<ScoreBlank> {
    let mut found = Vec::new();
    let mut from = 0;
    let first = |from: usize| {
        let found = OWN
            .iter()
            .filter_map(|word| Some((from + text[from..].find(word)?, *word)));
        found.min_by_key(|(at, word)| (*at, usize::MAX - word.len()))
    };
    while let Some((at, word)) = first(from) {
        from = at + word.len();
        let before = text[..at].chars().next_back();
        let is_other = word == "得分" && before.is_some_and(|before| OTHERS.contains(before));
        if is_other {
            continue;
        }
        found.extend(score_after(text, from));
    }
    found
}

fn score_after(text: &str, from: usize) -> Option<ScoreBlank> {
    let rest = &text[from..];
    let rest = rest.strip_prefix('为').unwrap_or(rest);
    let after = rest.strip_prefix(is_colon).unwrap_or(rest);
    let has_mark = after.len() < text.len() - from;
    let spaced = after.trim_start_matches(' ');
    let (open, inner) = match spaced.strip_prefix(['（', '(', '【', '[']) {
        Some(inner) => (true, inner),
        None => (false, after),
    };
    let start = text.len() - inner.len();
    let run = run_from(text, start);
    let next = &text[run.end..];
    let digits = next.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &next[..next.len() - digits.len()];
    if !number.is_empty() {
        let tail = digits.trim_start();
        let fits = tail.starts_with(['分', '）', ')', '】', ']', '，', ',', '；', ';', '。']) || tail.is_empty();
        let at = run.end..run.end + number.len();
        return (fits && number.chars().any(|c| c.is_ascii_digit())).then(|| ScoreBlank {
            at,
            filled: number.to_owned(),
        });
    }
    let closes = next.starts_with(['）', ')', '】', ']']);
    // 分 is also a part of other words.
    let is_word = |word: &&str| next.starts_with(*word);
    let is_unit = next.starts_with('分') && !["分析", "分别", "分类", "分钟"].iter().any(is_word);
    let fits = match open {
        true => closes || is_unit,
        false => is_wide(&text[run.clone()]) || is_unit && (has_mark || !run.is_empty()) || next.is_empty() && has_mark,
    };
    // `自评（____/4分）` and dates are something else.
    let other = next.starts_with(['年', '月', '/', '／']);
    (fits && !other).then(|| ScoreBlank {
        at: core(text, run),
        filled: String::new(),
    })
}

/// Returns the blank from a place on, of a text that has no other.
pub fn only(text: &str, from: usize) -> ScoreBlank {
    ScoreBlank {
        at: core(text, run_from(text, from)),
        filled: String::new(),
    }
}

/// Finds the blank of `____/25`, at the start of a text or after a space or a bracket.
pub fn before_slash(text: &str) -> Vec<ScoreBlank> {
    let slashes = text.match_indices(['/', '／']);
    slashes
        .filter_map(|(at, slash)| {
            let after = text[at + slash.len()..].trim_start();
            let run = run_before(text, at);
            let before = text[..run.start].chars().next_back();
            let has_room = before.is_none_or(|before| matches!(before, '(' | '（' | '.' | '、' | ')' | '）'));
            let is_line = text[run.clone()].chars().any(is_line);
            let fits =
                after.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) && (has_room || is_line);
            fits.then(|| ScoreBlank {
                at: core(text, run),
                filled: String::new(),
            })
        })
        .collect()
}

/// Returns a value for a blank, and which part of the blank it takes: as much as the value is wide, so that what follows stays where it
/// is. Of spaces after a colon one stays.
pub fn fitted(text: &str, at: &Range<usize>, value: &str) -> (Range<usize>, String) {
    let run = &text[at.clone()];
    let wide: usize = value.chars().map(columns).sum();
    let mut taken = 0;
    let mut end = at.start;
    for character in run.chars() {
        // A tab or a line break is no character of the text that is written in.
        if taken >= wide
            || !is_line(character) && !matches!(character, ' ' | '\u{3000}' | '\u{a0}' | '\u{2002}' | '\u{2003}')
        {
            break;
        }
        taken += columns(character);
        end += character.len_utf8();
    }
    // Something stays between the value and the words after the blank.
    let has_words = text[at.end..].chars().next().is_some_and(|c| c.is_alphanumeric());
    let pad = has_words && end == at.end && at.len() > 1 && !run.chars().all(is_line);
    let pad = if pad { " " } else { "" };
    (at.start..end, format!("{value}{pad}"))
}

/// The width of a character: two columns for those of Chinese and full width.
fn columns(character: char) -> usize {
    match u32::from(character) {
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 => 2,
        _ => 1,
    }
}

/// Returns a text that is there and not empty.
pub fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

/// Finds the places for own scores in a text.
pub fn score_blanks(text: &str) -> Vec<ScoreBlank> {
    let named = scores(text);
    match named.is_empty() {
        true => before_slash(text),
        false => named,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |blank: Blank| format!("{}[{}]{}", blank.label, &text[blank.at], blank.filled);
        labelled(text).into_iter().map(show).collect()
    }

    #[test]
    fn labels_are_told_from_what_is_after_them() {
        for (text, found) in [
            ("学校名称：____", &["学校名称[____]"][..]),
            ("学校名称：", &["学校名称[]"]),
            ("单位（盖章）：      考核时间：   年   月   日", &["单位[      ]"]),
            (
                "学校：青溪小学   联系人：___",
                &["学校[青溪小学]青溪小学", "联系人[___]"],
            ),
            ("自评总分：    分；等级：", &["自评总分[    ]", "等级[]"]),
            ("学校名称____联系电话____", &["学校名称[____]", "联系电话[____]"]),
            ("说明：本表一式两份", &["说明[本表一式两份]本表一式两份"]),
            ("单位名称     填表人", &[]),
            ("___/2 points", &[]),
            ("", &[]),
        ] {
            assert_eq!(shown(text), found, "{text}");
        }
    }

    #[test]
    fn dates_have_three_places() {
        for (text, found) in [
            ("填表日期：   年  月  日", Some(("填表日期", "", ["   ", "  ", "  "]))),
            ("20__年_月_日", Some(("", "20", ["__", "_", "_"]))),
            ("2026年  月  日", Some(("", "2026", ["", "  ", "  "]))),
            ("年月日", Some(("", "", ["", "", ""]))),
            ("2026年11月5日", None),
            ("（盖章）      年   月   日", Some(("", "", ["      ", "   ", "   "]))),
        ] {
            let dates = dates(text);
            let own = dates.first().map(|date| {
                let parts = date.at.clone().map(|at| &text[at]);
                (&*date.label, &*date.printed, parts)
            });
            assert_eq!(own, found, "{text}");
        }
    }

    #[test]
    fn own_scores_have_places_in_texts() {
        for (text, found) in [
            ("（标准分4分，自评分___分）", &["[___]"][..]),
            ("（标准分4分，自评分3.5分）", &["[3.5]"]),
            ("按要求落实（4分）自评：   分", &["[   ]"]),
            ("按要求落实（4分）自评（    ）", &["[    ]"]),
            ("自评得分：", &["[]"]),
            ("自评得分：分", &["[]"]),
            ("未落实的不得分", &[]),
            ("组织自评，查找问题", &[]),
            ("复核得分：___分", &[]),
            ("自评得分：__分，复核得分：__分", &["[__]"]),
            ("得分 ____", &["[____]"]),
        ] {
            let own: Vec<String> = scores(text)
                .into_iter()
                .map(|blank| format!("[{}]", &text[blank.at]))
                .collect();
            assert_eq!(own, found, "{text}");
        }
        for (text, found) in [
            ("___/2 points: a", &["___"][..]),
            ("/25", &[""]),
            ("1. ____ / 4", &["____"]),
            ("and/or 3", &[]),
        ] {
            let own: Vec<&str> = before_slash(text).into_iter().map(|blank| &text[blank.at]).collect();
            assert_eq!(own, found, "{text}");
        }
    }

    #[test]
    fn values_take_the_room_of_blanks() {
        // A Chinese character is as wide as two lines.
        for (text, value, expected) in [
            ("校：________", "青溪", "校：青溪____"),
            ("校：_", "青溪", "校：青溪"),
            ("校：      电话", "青溪", "校：青溪  电话"),
            ("校：  电话", "青溪", "校：青溪 电话"),
            ("校：", "青溪", "校：青溪"),
        ] {
            let blank = &labelled(text)[0];
            let (at, new) = fitted(text, &blank.at, value);
            let mut out = text.to_owned();
            out.replace_range(at, &new);
            assert_eq!(out, expected);
        }
    }
}
