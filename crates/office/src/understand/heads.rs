//! What the columns of a table are for, by the words in their heads.

mod words;

use crate::assign::ColumnRole;
use words::{EXACT, PARTS};

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Numbers of rows.
    Number,
    /// Sections, by level from 0.
    Section(u8),
    /// What is judged.
    Criterion,
    /// How it is judged.
    Guidance,
    /// The points.
    Points,
    /// Weights.
    Weight,
    /// The score that the person gives.
    Own,
    /// The score that another gives.
    Review,
    /// Notes, or reasons for points lost.
    Note,
    /// Who is responsible.
    Unit,
    /// What proves it.
    Evidence,
    /// How it is looked into.
    Method,
    /// A level, with what it means in its cells.
    Level,
    /// The points of the level before it.
    LevelPoints,
    /// Something that a rubric has no place for.
    Other,
}

impl From<ColumnRole> for Role {
    fn from(role: ColumnRole) -> Self {
        match role {
            ColumnRole::Ignored => Other,
            ColumnRole::Number => Number,
            ColumnRole::Section(depth) => Section(depth.saturating_sub(1)),
            ColumnRole::Criterion => Criterion,
            ColumnRole::Guidance => Guidance,
            ColumnRole::Points => Points,
            ColumnRole::Own => Own,
            ColumnRole::Note => Note,
            ColumnRole::Unit => Unit,
            ColumnRole::Evidence => Evidence,
            ColumnRole::Method => Method,
            ColumnRole::Level => Level,
        }
    }
}

use Role::*;

/// Returns what a column is for, by its head; `None` if its words are not known.
pub fn role(head: &str) -> Option<Role> {
    let bare = bare(head);
    if bare.is_empty() {
        return None;
    }
    let exact = EXACT.iter().find(|(_, words)| has_word(words, &bare));
    if let Some((role, _)) = exact {
        return Some(*role);
    }
    // `优10`
    let name = bare.trim_end_matches(|character: char| character.is_ascii_digit());
    if name.len() < bare.len()
        && EXACT
            .iter()
            .any(|(role, words)| *role == Level && has_word(words, name))
    {
        return Some(Level);
    }
    // `tier 1 points` and `level 2 score` are the points of a level, beside its description.
    if bare.chars().any(|character| character.is_ascii_digit()) {
        let of_level = ["tier", "level", "等级"].iter().any(|word| bare.contains(word));
        if of_level
            && ["points", "score", "marks", "分值"]
                .iter()
                .any(|word| bare.contains(word))
        {
            return Some(LevelPoints);
        }
        if of_level {
            return Some(Level);
        }
    }
    let short = bare.chars().count() <= 14;
    PARTS
        .iter()
        .find(|(_, words)| short && words.split(' ').any(|word| bare.contains(word)))
        .map(|(role, _)| *role)
}

/// Returns whether a list of words separated by spaces has a word.
fn has_word(words: &str, word: &str) -> bool {
    words.split(' ').any(|own| own == word)
}

/// Returns a head without spaces, case, and what stands in brackets.
pub fn bare(head: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for character in super::amounts::normal(head).chars() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ if depth > 0 || character.is_whitespace() || matches!(character, ':' | '_' | '*' | '、') => {}
            other => out.extend(other.to_lowercase()),
        }
    }
    out
}

/// Returns whether a text begins a row with a sum, and whether it is one of a part.
pub fn total(text: &str) -> Option<Sum> {
    let bare = bare(text);
    let bare = bare.trim_end_matches(['.', '：']);
    let is = |words: &[&str]| words.contains(&bare);
    let starts = |words: &[&str]| words.iter().any(|word| bare.starts_with(word)) && bare.chars().count() <= 24;
    if is(&[
        "小计",
        "分计",
        "本项小计",
        "本部分合计",
        "subtotal",
        "sub-total",
        "sectiontotal",
        "소계",
    ]) || bare.ends_with("小计")
        || starts(&["subtotal", "sub-total"])
    {
        return Some(Sum::Part);
    }
    if starts(&["weighted"]) {
        return Some(Sum::Weighted);
    }
    let whole = [
        "合计",
        "总计",
        "总分",
        "满分",
        "共计",
        "总得分",
        "合计得分",
        "合计分",
        "总评",
        "总成绩",
        "合計",
        "total",
        "totals",
        "sum",
        "합계",
        "총점",
        "총계",
        "totaal",
        "gesamt",
        "summe",
        "grandtotal",
        "overalltotal",
    ];
    (is(&whole) || starts(&["total", "合计", "总计", "总分", "grandtotal", "totaal"])).then_some(Sum::Whole)
}

/// A row with a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sum {
    /// Of a part.
    Part,
    /// Of the whole, or of a part where a table has several.
    Whole,
    /// After weighting.
    Weighted,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_known_by_their_words() {
        for (head, role_of) in [
            ("序号", Some(Number)),
            ("评 估 内 容", Some(Criterion)),
            ("分值（100分）", Some(Points)),
            ("标准分", Some(Points)),
            ("自评分", Some(Own)),
            ("得分", Some(Own)),
            ("扣分原因/备注", Some(Note)),
            ("评分细则及办法", Some(Guidance)),
            ("Max_Score", Some(Points)),
            ("tier 2 points", Some(LevelPoints)),
            ("tier 2 description", Some(Level)),
            ("우수 (90%+)", Some(Level)),
            ("Percentage (out of 40%)", Some(Points)),
            ("Team", None),
        ] {
            assert_eq!(role(head), role_of, "{head}");
        }
    }

    #[test]
    fn rows_of_sums_are_known() {
        for (text, sum) in [
            ("合计", Some(Sum::Whole)),
            ("小 计", Some(Sum::Part)),
            ("TOTAL", Some(Sum::Whole)),
            ("Total Points: 100", Some(Sum::Whole)),
            ("Weighted", Some(Sum::Weighted)),
            ("总体要求", None),
        ] {
            assert_eq!(total(text), sum, "{text}");
        }
    }
}
