//! Paragraphs and lines as sections and criteria: lines that state points, and which of them are the sum of those that follow.

use super::amounts::{Of, Stated, stated};
use super::numbers::{self, Kind};
use super::rules;
use super::statements::{in_text, is_bonus, is_penalty, without};
use crate::assign::RowRole;
use crate::document::Paragraph;
use crate::draft::{Became, Criterion, Doubt, DoubtKind, Place, Rule, Section};
use crate::limits;
use assessment::points::Decimal;
use std::collections::BTreeMap;

/// A line that states points.
#[derive(Clone, Debug)]
struct Line {
    block: usize,
    text: String,
    label: Option<String>,
    kind: Option<Kind>,
    points: Option<Decimal>,
    indent: u16,
    own: Option<Decimal>,
    guidance: Vec<String>,
    is_heading: bool,
    is_sum: bool,
    role: Option<RowRole>,
}

/// What lines were understood as.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The sections.
    pub sections: Vec<Section>,
    /// What is doubtful.
    pub doubts: Vec<Doubt>,
    /// What each line became.
    pub became: Vec<(Place, Became)>,
    /// The total that a line states.
    pub stated: Option<(Decimal, Place)>,
    /// The total of own scores that a line states.
    pub own_stated: Option<(Decimal, Place)>,
}

/// Reads paragraphs, each with its index among the blocks; `None` if they state no points. `roles` is what a person said about them.
pub fn read(paragraphs: &[(usize, &Paragraph)], roles: &BTreeMap<usize, RowRole>) -> Option<Found> {
    let mut found = Found::default();
    let mut lines = collect(paragraphs, roles, &mut found);
    take_total(&mut lines, &mut found);
    let is_named = roles.values().any(|role| *role == RowRole::Criterion);
    if !is_named && lines.iter().filter(|line| line.points.is_some()).count() < 2 {
        return None;
    }
    arrange(&lines, &mut found);
    let criteria: usize = found.sections.iter().map(|section| section.all().len()).sum();
    (criteria > 0).then_some(found)
}

/// Takes the first line away if its points are those of all others: it is the title, with the total.
fn take_total(lines: &mut Vec<Line>, found: &mut Found) {
    let Some((first, rest)) = lines.split_first() else {
        return;
    };
    let depths = depths(rest);
    let outermost = rest
        .iter()
        .zip(&depths)
        .filter(|(line, depth)| **depth == 0 && !is_bonus(&line.text));
    let sum: Decimal = outermost.filter_map(|(line, _)| line.points).sum();
    let is_total =
        first.role.is_none() && rest.len() > 2 && first.points == Some(sum) && (first.is_sum || first.kind.is_none());
    if is_total {
        let line = lines.remove(0);
        found.stated = line.points.map(|points| (points, place(line.block)));
        found.became.push((place(line.block), Became::Title));
    }
}

fn place(block: usize) -> Place {
    Place::of_row(block, 0)
}

/// A line as it was read: with points, or as text.
struct Raw {
    block: usize,
    text: String,
    kind: Option<Kind>,
    indent: u16,
    is_heading: bool,
    role: Option<RowRole>,
    line: Option<Line>,
}

/// Joins lines that go on with the one before, and finds the points of each.
fn collect(paragraphs: &[(usize, &Paragraph)], roles: &BTreeMap<usize, RowRole>, found: &mut Found) -> Vec<Line> {
    let raw = raw(paragraphs, roles, found);
    // A line without points among numbered ones that have some is a criterion whose points are missing; before others it is a title.
    let pointed = |entry: &Raw| entry.line.is_some();
    let same = |one: &Raw, other: &Raw| {
        one.kind.is_some() && one.kind == other.kind && one.indent == other.indent && one.is_heading == other.is_heading
    };
    let is_title = |at: usize| {
        let entry = &raw[at];
        let short = entry.text.chars().count() <= 40 && !entry.text.ends_with(['。', '.', '；', ';', '，']);
        let is_section = entry.is_heading
            || matches!(
                entry.kind,
                Some(Kind::Named | Kind::Chinese | Kind::ChineseInBrackets | Kind::Roman)
            )
            || entry.kind.is_none() && entry.text.chars().count() <= 20;
        !pointed(entry)
            && short
            && is_section
            && !is_blank(&entry.text)
            && raw.get(at + 1).is_some_and(|next| pointed(next) && !same(entry, next))
    };
    let titles: Vec<usize> = (0..raw.len()).filter(|at| is_title(*at)).collect();
    let titles = if titles.len() >= 2 { titles } else { Vec::new() };
    let is_missing = |at: usize| {
        let entry = &raw[at];
        let near = |next: Option<&Raw>| next.is_some_and(|next| pointed(next) && same(entry, next));
        !pointed(entry)
            && !is_blank(&entry.text)
            && near(raw.get(at + 1))
            && at.checked_sub(1).is_some_and(|before| near(raw.get(before)))
    };
    let missing: Vec<usize> = (0..raw.len()).filter(|at| is_missing(*at)).collect();
    let mut lines: Vec<Line> = Vec::new();
    for (at, entry) in raw.into_iter().enumerate() {
        let is_line = match entry.role {
            Some(role) => role != RowRole::More,
            None => titles.binary_search(&at).is_ok() || missing.binary_search(&at).is_ok(),
        };
        match entry.line {
            Some(line) => lines.push(line),
            None if is_line => {
                let (label, text) = numbers::split(&entry.text);
                lines.push(Line {
                    block: entry.block,
                    text,
                    label,
                    kind: entry.kind,
                    points: None,
                    indent: entry.indent,
                    own: None,
                    guidance: Vec::new(),
                    is_heading: entry.is_heading,
                    is_sum: false,
                    role: entry.role,
                });
            }
            // Other lines say how the one before them is judged.
            None => match lines.last_mut() {
                Some(line) => {
                    line.guidance.push(entry.text);
                    found.became.push((place(entry.block), Became::More));
                }
                None => found.became.push((place(entry.block), Became::Note)),
            },
        }
    }
    lines
}

/// Returns whether a line is one to be filled in, such as `Notes: ____`.
fn is_blank(text: &str) -> bool {
    text.contains("___")
        || ["notes", "备注", "说明", "note"]
            .iter()
            .any(|word| numbers::split(text).1.to_lowercase().starts_with(word))
}

/// Reads the lines one by one.
fn raw(paragraphs: &[(usize, &Paragraph)], roles: &BTreeMap<usize, RowRole>, found: &mut Found) -> Vec<Raw> {
    let mut raw: Vec<Raw> = Vec::new();
    let mut sum = Decimal::ZERO;
    for (block, paragraph) in paragraphs {
        let numbered =
            paragraph.number.is_some() || numbers::before(&paragraph.text).is_some() || paragraph.heading.is_some();
        let mut text = match &paragraph.number {
            Some(number) => format!("{number} {}", paragraph.text),
            None => paragraph.text.clone(),
        };
        // Bullets are no part of a text.
        if let Some(rest) = ["- ", "• ", "· ", "* ", "– ", "● "]
            .iter()
            .find_map(|bullet| text.strip_prefix(bullet))
        {
            text = rest.trim_start().to_owned();
        }
        let mut start = *block;
        let role = roles.get(block).copied();
        // A numbered line without points may state them on its next line.
        let goes_on = role.is_none()
            && !numbered
            && paragraph.line
            && !paragraph.apart
            && raw.last().is_some_and(|last| {
                last.line.is_none()
                    && last.role.is_none()
                    && last.kind.is_some()
                    && !last.is_heading
                    && last.block + 4 > *block
            });
        if goes_on && let Some(last) = raw.pop() {
            text = format!("{} {text}", last.text);
            start = last.block;
            found.became.push((place(*block), Became::More));
        }
        if let Some((total, own)) = whole(&text, sum).filter(|_| role.is_none()) {
            found.stated = Some((total, place(*block)));
            if let Some(own) = own {
                found.own_stated = Some((own, place(*block)));
            }
            found.became.push((place(*block), Became::Total));
            continue;
        }
        let kind = numbers::before(&text).map(|(kind, ..)| kind);
        let indent = if paragraph.number.is_some() {
            paragraph.indent
        } else {
            0
        };
        let is_heading = paragraph.heading.is_some();
        let stated_here = points_of_line(&text).filter(|_| role != Some(RowRole::More));
        let line = stated_here.map(|(points, plain, is_sum)| {
            sum = sum + points;
            let own = stated(&text)
                .into_iter()
                .find(|stated| stated.own)
                .map(|stated| stated.amount);
            let (label, plain) = numbers::split(&plain);
            Line {
                block: start,
                text: plain,
                label,
                kind,
                points: Some(points),
                indent,
                own,
                guidance: Vec::new(),
                is_heading,
                is_sum,
                role,
            }
        });
        raw.push(Raw {
            block: start,
            text,
            kind,
            indent,
            is_heading,
            role,
            line,
        });
    }
    raw
}

/// Reads a line that states the total of the whole: `合计90分`, `____/40 Total points`.
fn whole(text: &str, sum: Decimal) -> Option<(Decimal, Option<Decimal>)> {
    let lower = text.trim().to_lowercase();
    let is_total = ["合计", "总计", "总分", "共计", "总得分", "total"]
        .iter()
        .any(|word| lower.starts_with(word))
        || lower.contains("total points") && lower.chars().filter(|character| character.is_alphabetic()).count() < 60
        || lower
            .trim_start_matches(['_', '/', ' ', '\u{a0}'])
            .starts_with(|first: char| first.is_ascii_digit())
            && lower.contains("total");
    let all = stated(text);
    // A sentence that sums up: `以上共21项，标准分100分，自评得分90分`.
    let sums_up =
        lower.contains('共') && sum > Decimal::ZERO && all.iter().any(|stated| !stated.own && stated.amount == sum);
    if !(is_total || sums_up) || lower.chars().count() > 100 {
        return None;
    }
    let own = all.iter().find(|stated| stated.own).map(|stated| stated.amount);
    let total = all.iter().find(|stated| !stated.own).map(|stated| stated.amount);
    let slash = || {
        super::amounts::normal(text).split('/').nth(1).and_then(|rest| {
            let digits: String = rest
                .trim_start()
                .chars()
                .take_while(|character| character.is_ascii_digit() || *character == '.')
                .collect();
            super::amounts::decimal(&digits)
        })
    };
    match (total.or_else(slash), own) {
        (Some(total), own) => Some((total, own)),
        (None, Some(own)) => Some((own, Some(own))),
        (None, None) => None,
    }
}

/// Returns the points of a line, its text without them, and whether they are said to be a sum.
fn points_of_line(text: &str) -> Option<(Decimal, String, bool)> {
    let all = stated(text);
    // `（标准分4分，自评分4分）`
    let standard = all.iter().find(|stated| {
        let before = text[..stated.at.start].trim_end_matches([':', '：', ' ', '为']);
        !stated.own && ["标准分", "分值", "满分"].iter().any(|word| before.ends_with(word))
    });
    // What may stand before a blank: its line, and the number of the line.
    let words = text.trim_start_matches([
        '_', '/', ' ', '＿', '.', '、', '1', '2', '3', '4', '5', '6', '7', '8', '9', '0',
    ]);
    let words = text.len() - words.len();
    let first = all
        .iter()
        .find(|stated| stated.at.start == 0 || stated.blank && stated.at.start <= words);
    let chosen = standard
        .cloned()
        .or_else(|| in_text(text))
        .or_else(|| first.cloned())
        .or_else(|| after_dash(text, &all))?;
    // A line that is a sentence with points in its middle states none.
    let plain = without_standard(text, &chosen, &all).unwrap_or_else(|| without(text, &chosen));
    // Dots that lead to the points.
    let plain = plain.trim_end_matches(['…', '.', '·', '．', '_', ' ']).to_owned();
    (!plain.trim().is_empty()).then_some((chosen.amount, plain, chosen.total))
}

/// Returns a text without `标准分4分，自评分4分`, if that stands in it without brackets.
fn without_standard(text: &str, chosen: &Stated, all: &[Stated]) -> Option<String> {
    const MARKS: [char; 9] = ['，', ',', '、', '；', ';', '。', '.', ' ', '：'];
    let before = text[..chosen.at.start].trim_end_matches([':', '：', ' ', '为']);
    let before = ["标准分", "分值", "满分"]
        .iter()
        .find_map(|word| before.strip_suffix(word))?;
    if before
        .rfind(['（', '('])
        .is_some_and(|open| !before[open..].contains([')', '）']))
    {
        return None;
    }
    let own = all.iter().find(|stated| stated.own && stated.at.start >= chosen.at.end);
    let end = own.map_or(chosen.at.end, |own| {
        let between = text[chosen.at.end..own.at.start].trim_matches(MARKS);
        let is_beside = ["自评分", "自评得分", "自评", "得分", "自评分为", "自评分值"].contains(&between);
        if is_beside { own.at.end } else { chosen.at.end }
    });
    let rest = text[end..].trim_start_matches(MARKS);
    let kept = before.trim_end_matches(['，', ',', '、', '；', ';', ' ']);
    Some(if rest.is_empty() {
        kept.to_owned()
    } else {
        format!("{kept} {rest}")
    })
}

/// Points after a dash, with a remark in brackets behind them: `– 4% (2% per paper)`.
fn after_dash(text: &str, all: &[Stated]) -> Option<Stated> {
    let fits = |stated: &&Stated| {
        let before = text[..stated.at.start].trim_end();
        let after = text[stated.at.end..].trim_start();
        before.ends_with(['-', '–', '—']) && (after.is_empty() || after.starts_with(['(', '（']))
    };
    all.iter().find(fits).cloned()
}

/// Arranges lines by the kinds of their numbers, or by their sums where they have none: a line over others is a section.
fn arrange(lines: &[Line], found: &mut Found) {
    let depths = depths(lines);
    let mut at = 0;
    while at < lines.len() {
        let end = (at + 1..lines.len())
            .find(|next| depths[*next] <= depths[at])
            .unwrap_or(lines.len());
        if end > at + 1 || lines[at].role == Some(RowRole::Section) {
            let section = section(&lines[at..end], &depths[at..end], found);
            found.sections.push(section);
        } else {
            if found.sections.last().is_none_or(|section| section.place.is_some()) {
                found.sections.push(Section::default());
            }
            let criterion = criterion(&lines[at], found);
            if let Some(section) = found.sections.last_mut() {
                section.criteria.push(criterion);
            }
        }
        at = end;
    }
}

/// Makes a section of a line and the deeper ones after it.
fn section(lines: &[Line], depths: &[usize], found: &mut Found) -> Section {
    let line = &lines[0];
    found.became.push((place(line.block), Became::Section));
    let title = line.text.trim_end_matches(['：', ':', ' ']).to_owned();
    let mut section = Section {
        label: line.label.clone(),
        bonus: is_bonus(&title),
        penalty: is_penalty(&title),
        title,
        declared: line.points,
        place: Some(place(line.block)),
        ..Section::default()
    };
    let mut at = 1;
    while at < lines.len() {
        let end = (at + 1..lines.len())
            .find(|next| depths[*next] <= depths[at])
            .unwrap_or(lines.len());
        if end > at + 1 || lines[at].role == Some(RowRole::Section) {
            section
                .sections
                .push(self::section(&lines[at..end], &depths[at..end], found));
        } else {
            section.criteria.push(criterion(&lines[at], found));
        }
        at = end;
    }
    if let Some(declared) = line
        .points
        .filter(|_| !section.all().is_empty())
        .filter(|declared| *declared != section.sum() && !section.bonus && !section.penalty)
    {
        let kind = DoubtKind::SumDiffers {
            stated: declared,
            found: section.sum(),
        };
        found.doubts.push(Doubt {
            place: Some(place(line.block)),
            kind,
        });
    }
    section
}

/// Returns how deep each line is. Lines with numbers are as deep as the kinds of numbers before them; a line without one is below the
/// last one that has one, or, where none has a number, below the line whose points it is a part of.
fn depths(lines: &[Line]) -> Vec<usize> {
    let mut depths = guessed_depths(lines);
    // What a person calls a criterion has nothing below it.
    for at in (0..lines.len()).filter(|at| lines[*at].role == Some(RowRole::Criterion)) {
        let own = depths[at];
        // Without a number it is as deep as the line before it.
        let before = at.checked_sub(1).map(|before| depths[before]);
        let new = before.filter(|_| lines[at].kind.is_none()).unwrap_or(own).max(own);
        depths[at] = new;
        let below = depths[at + 1..].iter_mut().take_while(|depth| **depth > own);
        below.for_each(|depth| *depth = new + *depth - own - 1);
    }
    // What a person calls a section has the criteria below it that follow, up to the next section.
    for at in (0..lines.len()).filter(|at| lines[*at].role == Some(RowRole::Section)) {
        let own = depths[at];
        for next in at + 1..lines.len() {
            let is_section = lines[next].role == Some(RowRole::Section)
                || depths.get(next + 1).is_some_and(|deeper| *deeper > depths[next]);
            if depths[next] < own || depths[next] == own && is_section {
                break;
            }
            depths[next] += usize::from(depths[next] == own);
        }
    }
    // Lists inside of one another without end are no more than the innermost section.
    depths
        .iter_mut()
        .for_each(|depth| *depth = (*depth).min(limits::SECTIONS));
    depths
}

fn guessed_depths(lines: &[Line]) -> Vec<usize> {
    if lines.iter().all(|line| line.kind.is_none()) {
        return by_sums(lines);
    }
    let mut open: Vec<(Option<Kind>, u16)> = Vec::new();
    lines
        .iter()
        .map(|line| {
            let own = (line.kind, line.indent);
            match open.iter().position(|kind| *kind == own) {
                Some(depth) => open.truncate(depth + 1),
                // A line without a number at the start of all is of the outermost level.
                None => open.push(own),
            }
            open.len() - 1
        })
        .collect()
}

/// Returns depths by sums: a heading, or a line that says it is a sum, whose points are those of the lines after it.
fn by_sums(lines: &[Line]) -> Vec<usize> {
    let mut depths = vec![0; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let mut sum = Decimal::ZERO;
        let mut end = at + 1;
        let may_be = lines[at].is_heading || lines[at].is_sum || lines[at].points.is_none();
        let mut reached = None;
        while may_be && end < lines.len() && lines[end].points.is_some() && !(lines[end].is_sum && lines[at].is_sum) {
            if !is_bonus(&lines[end].text) {
                sum = sum + lines[end].points.unwrap_or_default();
            }
            end += 1;
            if lines[at].points.is_none() || Some(sum) == lines[at].points {
                reached = Some(end);
                if lines[at].points.is_some() {
                    break;
                }
            } else if lines[at].points.is_some_and(|points| sum > points) {
                break;
            }
        }
        // Lines about extra points that follow belong to the section.
        while let Some(end) = reached.filter(|end| lines.get(*end).is_some_and(|next| is_bonus(&next.text))) {
            reached = Some(end + 1);
        }
        match reached.filter(|end| *end > at + 1) {
            Some(end) => {
                depths[at + 1..end].fill(1);
                at = end;
            }
            None => at += 1,
        }
    }
    depths
}

fn criterion(line: &Line, found: &mut Found) -> Criterion {
    found.became.push((place(line.block), Became::Criterion));
    if line.points.is_none() {
        found.doubts.push(Doubt {
            place: Some(place(line.block)),
            kind: DoubtKind::NoPoints,
        });
    }
    let (rule, unread) = rules::read(&line.text, &line.guidance, line.points);
    if unread {
        found.doubts.push(Doubt {
            place: Some(place(line.block)),
            kind: DoubtKind::RuleUnread,
        });
    }
    if line.own.zip(line.points).is_some_and(|(own, points)| own > points) {
        found.doubts.push(Doubt {
            place: Some(place(line.block)),
            kind: DoubtKind::OwnAbovePoints,
        });
    }
    Criterion {
        label: line.label.clone(),
        guidance: line.guidance.clone(),
        rule: match rule {
            Rule::Veto => Rule::Points,
            rule => rule,
        },
        bonus: is_bonus(&line.text),
        own: line.own,
        ..Criterion::new(&line.text, line.points, place(line.block))
    }
}

/// Reads a sentence that divides a score: `编程部分占70%，报告部分占30%`. Its clauses end with percentages that make 100, and the
/// document says that it is about scores.
pub fn read_shares(paragraphs: &[(usize, &Paragraph)]) -> Option<Found> {
    let words = ["评分", "成绩", "计分", "grading", "grade", "score"];
    let is_about = |text: &str| words.iter().any(|word| text.to_lowercase().contains(word));
    if !paragraphs
        .iter()
        .take(3)
        .any(|(_, paragraph)| is_about(&paragraph.text))
    {
        return None;
    }
    paragraphs.iter().find_map(|(block, paragraph)| {
        let parts = paragraph.text.split(['，', '；', '。', ',', ';']).filter_map(share);
        let parts: Vec<(String, Decimal)> = parts.collect();
        let sum: Decimal = parts.iter().map(|(_, share)| *share).sum();
        if parts.len() < 2 || sum != Decimal::whole(100) {
            return None;
        }
        let place = place(*block);
        let criteria = parts
            .iter()
            .map(|(text, share)| Criterion::new(text, Some(*share), place));
        Some(Found {
            sections: vec![Section {
                criteria: criteria.collect(),
                ..Section::default()
            }],
            doubts: vec![Doubt {
                place: Some(place),
                kind: DoubtKind::Shares,
            }],
            became: vec![(place, Became::Criterion)],
            ..Found::default()
        })
    })
}

/// Reads a clause that ends with a percentage: what it is of, and how many percent.
fn share(clause: &str) -> Option<(String, Decimal)> {
    let clause = numbers::split(clause).1;
    let all = stated(&clause);
    let [only] = all.as_slice() else {
        return None;
    };
    if only.of != Of::Percent || !clause[only.at.end..].trim().is_empty() {
        return None;
    }
    let text = clause[..only.at.start].trim_end_matches(['占', '为', ':', '：', ' ', '-', '–', '—']);
    let text = text.trim_start_matches("其中").trim();
    (!text.is_empty()).then(|| (text.to_owned(), only.amount))
}

/// Returns whether most lines state percentages of something, and none states points.
pub fn are_shares(paragraphs: &[(usize, &Paragraph)]) -> bool {
    let all: Vec<Stated> = paragraphs
        .iter()
        .flat_map(|(_, paragraph)| stated(&paragraph.text))
        .collect();
    !all.is_empty() && all.iter().all(|stated| stated.of == Of::Percent)
}
