//! Sentences that name the grades and from how many points on each is earned: 90分及以上为优秀，75—89分为良好，60分以下为不合格.

use super::amounts::{self, Of};
use super::rules::level_name;
use assessment::points::Decimal;

/// What a text says about grades.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// Nothing.
    Nothing,
    /// The grades, the best first, each with the least figure, which is of points or percent.
    Plain(Vec<(String, Decimal)>, Of),
    /// Something that is not plain.
    Unclear,
}

/// The figures between which a grade is earned.
struct Band {
    label: String,
    low: Option<Decimal>,
    high: Option<Decimal>,
    of: Option<Of>,
}

/// Words before a figure that say what it is of.
const LEADS: [&str; 27] = [
    "综合得分",
    "评估得分",
    "考核得分",
    "自评得分",
    "总得分",
    "得分率",
    "得分",
    "总分值",
    "总分",
    "总评",
    "满分",
    "分数",
    "成绩",
    "合计",
    "其中",
    "凡",
    "在",
    "达到",
    "达",
    "不低于",
    "≥",
    "的",
    ":",
    "(",
    "等级",
    "评定",
    "total",
];
/// Words between a figure and its grade.
const LINKS: [&str; 18] = [
    "评定为",
    "评为",
    "定为",
    "确定为",
    "认定为",
    "属于",
    "等级为",
    "等次为",
    "记为",
    "视为",
    "为",
    "是",
    "的",
    "者",
    ":",
    "=",
    "-",
    "单位",
];
/// Words after the name of a grade.
const ENDINGS: [&str; 12] = [
    "等级",
    "等次",
    "档次",
    "单位",
    "学校",
    "幼儿园",
    "班级",
    "者",
    "。",
    ":",
    "(",
    "为",
];

/// Reads what a text says about grades.
pub fn read(text: &str) -> Read {
    let normal = amounts::normal(text);
    let spaced = in_clauses(&normal, &[' ']);
    match in_clauses(&without_spaces(&normal), &[]) {
        Read::Plain(bands, of) => Read::Plain(bands, of),
        other => match spaced {
            Read::Plain(bands, of) => Read::Plain(bands, of),
            _ => other,
        },
    }
}

fn without_spaces(text: &str) -> String {
    match text.is_ascii() {
        true => text.to_owned(),
        false => text.chars().filter(|character| *character != ' ').collect(),
    }
}

fn in_clauses(text: &str, more: &[char]) -> Read {
    let is_end = |character: char| {
        matches!(character, ',' | '，' | '。' | ';' | '；' | '、' | '\n' | '|') || more.contains(&character)
    };
    let clauses: Vec<&str> = text
        .split(is_end)
        .map(str::trim)
        .filter(|clause| !clause.is_empty())
        .collect();
    let bands: Vec<Option<Band>> = clauses.iter().map(|clause| band(clause)).collect();
    let is_known = |at: &usize| bands.get(*at).is_some_and(Option::is_some);
    let (Some(first), Some(last)) = ((0..bands.len()).find(is_known), (0..bands.len()).rev().find(is_known)) else {
        return match clauses.iter().filter(|clause| is_about(clause)).count() {
            0 | 1 => Read::Nothing,
            _ => Read::Unclear,
        };
    };
    let is_outside = |at: usize| at < first || at > last;
    let mut others = clauses.iter().enumerate().filter(|(at, _)| is_outside(*at));
    // A condition beside the figures is not plain.
    let is_limited = others.any(|(at, clause)| {
        is_about(clause) || at > last && ["且", "但", "并", "同时"].iter().any(|word| clause.starts_with(word))
    });
    let all: Option<Vec<Band>> = bands.into_iter().skip(first).take(last - first + 1).collect();
    let counts = |text: &str| ["总分", "得分", "总评"].iter().any(|word| text.contains(word));
    match all.filter(|_| !is_limited).and_then(ordered) {
        Some((bands, of)) if bands.len() > 1 || counts(text) => Read::Plain(bands, of),
        None => Read::Unclear,
        Some(_) => Read::Nothing,
    }
}

/// Returns whether a clause has a bound and the name of a grade.
fn is_about(clause: &str) -> bool {
    let has_bound = clause.chars().any(|character| character.is_ascii_digit())
        && ["以上", "以下", "低于", "不足", "≥", "~", "-"]
            .iter()
            .any(|word| clause.contains(word));
    has_bound
        && ["优秀", "良好", "合格", "优", "达标", "及格"]
            .iter()
            .any(|word| clause.contains(word))
}

/// Orders grades from the best down, and checks that no figure is left out or in two of them.
fn ordered(mut bands: Vec<Band>) -> Option<(Vec<(String, Decimal)>, Of)> {
    let of = bands.iter().find_map(|band| band.of).unwrap_or(Of::Points);
    if bands.iter().any(|band| band.of.is_some_and(|own| own != of)) {
        return None;
    }
    let figure = |band: &Band| band.low.or(band.high);
    if let [first, .., last] = bands.as_slice()
        && figure(first) < figure(last)
    {
        bands.reverse();
    }
    let mut found: Vec<(String, Decimal)> = Vec::new();
    for band in bands {
        let above = found.last().map(|(_, low)| *low);
        let low = match (band.low, band.high, above) {
            // Below the grade before it.
            (None, Some(high), Some(above)) if high == above && above > Decimal::ZERO => Decimal::ZERO,
            (Some(low), None, _) => low,
            (Some(low), Some(high), None) if low < high => low,
            // 75—89 is below 90.
            (Some(low), Some(high), Some(above)) if low < high && high <= above && above - high <= Decimal::ONE => low,
            _ => return None,
        };
        if above.is_some_and(|above| low >= above) || found.iter().any(|(label, _)| *label == band.label) {
            return None;
        }
        found.push((band.label, low));
    }
    Some((found, of))
}

/// Reads a clause such as `85%以上为优秀`, `优秀:90-100分` or `60分以下为不合格`.
fn band(clause: &str) -> Option<Band> {
    let start = clause.find(|character: char| character.is_ascii_digit())?;
    let (before, rest) = clause.split_at(start);
    let (first, of, rest) = figure(rest)?;
    let before = before.trim();
    let is_below = ["低于", "不足", "<", "不到"]
        .iter()
        .find_map(|word| before.strip_suffix(word));
    let is_above = ["不低于", "达到", "≥", ">="].iter().any(|word| before.ends_with(word));
    let mut of = of;
    let (low, high, rest) = if let Some(range) = rest.strip_prefix(['-', '~', '到']) {
        let (second, other, rest) = figure(range)?;
        of = of.or(other);
        (
            Some(first.min(second)),
            Some(first.max(second)),
            rest.strip_prefix("之间").unwrap_or(rest),
        )
    } else if let Some(rest) = ["(含)以上", "及以上", "含以上", "或以上", "以上(含)", "以上"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
    {
        (Some(first), None, rest)
    } else if let Some(rest) = ["(不含)以下", "以下(不含)", "以下"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
    {
        (None, Some(first), rest)
    } else if is_below.is_some() && !is_above {
        (None, Some(first), rest)
    } else if is_above {
        (Some(first), None, rest)
    } else {
        return None;
    };
    let before = is_below.filter(|_| !is_above).unwrap_or(before);
    let lead = stripped(before, &LEADS);
    let rest = rest.trim_end_matches([')', '.', ' ']);
    let label = match lead.is_empty() {
        true => strip_start(rest, &LINKS),
        false => lead,
    };
    if !lead.is_empty() && !strip_start(rest, &LINKS).is_empty() {
        return None;
    }
    let label = strip_end(label, &ENDINGS);
    Some(Band {
        label: level_name(label)?.to_owned(),
        low,
        high,
        of,
    })
}

/// Reads a figure with its unit at the start of a text, and returns what follows.
fn figure(text: &str) -> Option<(Decimal, Option<Of>, &str)> {
    let end = text
        .find(|character: char| !character.is_ascii_digit() && character != '.')
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let amount = amounts::decimal(digits)?;
    let units = [("分", Of::Points), ("%", Of::Percent), ("points", Of::Points)];
    let unit = units
        .iter()
        .find_map(|(word, of)| Some((rest.strip_prefix(word)?, *of)));
    let (rest, of) = match unit {
        Some((rest, of)) => (rest, Some(of)),
        None => (rest, None),
    };
    // 90分(含)—95分
    let rest = rest
        .strip_prefix("(含)")
        .filter(|rest| rest.starts_with(['-', '~']))
        .unwrap_or(rest);
    let rest = rest
        .strip_prefix("(不含)")
        .filter(|rest| !rest.starts_with("以下"))
        .unwrap_or(rest);
    Some((amount, of, rest))
}

/// Returns a text without these words at its start, or all of it if it is made of them.
fn stripped<'t>(text: &'t str, words: &[&str]) -> &'t str {
    let mut rest = text;
    while let Some(next) = words.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next;
    }
    strip_end(rest, &[":", "("])
}

fn strip_start<'t>(text: &'t str, words: &[&str]) -> &'t str {
    let mut rest = text.trim();
    while let Some(next) = words.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next.trim_start();
    }
    rest
}

fn strip_end<'t>(text: &'t str, words: &[&str]) -> &'t str {
    let mut rest = text.trim();
    while let Some(next) = words
        .iter()
        .find_map(|word| rest.strip_suffix(word))
        .filter(|next| !next.is_empty())
    {
        rest = next.trim_end();
    }
    rest.strip_suffix(':').unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_about_grades_are_read_where_they_are_plain() {
        for (text, found) in [
            (
                "说明：本标准总分50分，85%以上为优秀，60%以上为合格。带★为一票否决项。",
                "% 优秀 85 合格 60",
            ),
            (
                "90分及以上为优秀，75—89分为良好，60—74分为合格，60分以下为不合格。",
                "优秀 90 良好 75 合格 60 不合格 0",
            ),
            (
                "优秀：90-100分；良好：80-89分；合格：60-79分；不合格：0-59分",
                "优秀 90 良好 80 合格 60 不合格 0",
            ),
            (
                "优秀（90分以上）、良好（80-89分）、合格（60-79分）",
                "优秀 90 良好 80 合格 60",
            ),
            ("优秀：90-100分 良好：80-89分", "优秀 90 良好 80"),
            (
                "得分低于60分为不合格，60分以上为合格，85分（含）以上为优秀",
                "优秀 85 合格 60 不合格 0",
            ),
            (
                "总分90分以上的评为A等，80~90分的评为B等，80分以下的为C等",
                "A等 90 B等 80 C等 0",
            ),
            ("总分达到60分以上为合格", "合格 60"),
            ("60分以上为合格", ""),
            ("本表共100分，由学校自评", ""),
            ("90%以上得5分，80%以上得3分", ""),
            // Gaps, conditions and two units are not plain.
            ("90分以上为优秀，75-85分为良好", "?"),
            ("90分以上且无否决项为优秀，80分以上为良好", "?"),
            ("90分以上为优秀，且无安全事故，80分以上为良好", "?"),
            ("90分以上为优秀，80分以上为良好，且无安全事故", "?"),
            ("90分以上为优秀，80%以上为良好", "?"),
            ("90分以上为优秀，80分以上为良好，70分以下为不合格", "?"),
        ] {
            let drawn = match read(text) {
                Read::Nothing => String::new(),
                Read::Unclear => "?".to_owned(),
                Read::Plain(bands, of) => {
                    let all = bands.iter().map(|(label, low)| format!("{label} {low}"));
                    let unit = if of == Of::Percent { "% " } else { "" };
                    format!("{unit}{}", all.collect::<Vec<_>>().join(" "))
                }
            };
            assert_eq!(drawn, found, "{text}");
        }
    }
}
