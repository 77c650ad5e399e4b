//! Rules of scoring in words. Only what is said plainly is understood; everything else stays text.

use super::amounts;
use super::heads;
use crate::draft::{Level, Rule};
use assessment::points::Decimal;

/// Words of rules: with one of them in a text, a rule that was not understood is pointed out.
const ABOUT: [&str; 4] = ["扣", "否决", "缺项", "deduct"];

/// Words of rates, which are rules only beside points: 每年两次 is none.
const RATES: [&str; 2] = ["每", "for each"];

/// Reads the rule of a criterion from its text and how it is judged. Also returns whether there is a rule that was not understood.
pub fn read(text: &str, guidance: &[String], points: Option<Decimal>) -> (Rule, bool) {
    let Some(points) = points else {
        return (if is_veto(text) { Rule::Veto } else { Rule::Points }, false);
    };
    let all: Vec<&str> = guidance.iter().map(String::as_str).chain([text]).collect();
    for words in &all {
        let normal = amounts::normal(words);
        let found = percent_table(&normal, points)
            .or_else(|| levels(&normal, points))
            .or_else(|| one_rate(&normal, points))
            .or_else(|| yes_no(&normal));
        if let Some(rule) = found {
            return (rule, false);
        }
    }
    let unread = all.iter().any(|words| {
        let lower = words.to_lowercase();
        let has = |list: &[&str]| list.iter().any(|word| lower.contains(word));
        let has_points = || !amounts::stated(&amounts::normal(words)).is_empty();
        (has(&ABOUT) || has(&RATES) && has_points())
            && words
                .chars()
                .any(|character| character.is_ascii_digit() || "一二三四五六七八九十两".contains(character))
    });
    (Rule::Points, unread)
}

fn is_veto(text: &str) -> bool {
    text.contains("一票否决") || text.contains("否决项")
}

/// 每处扣0.5分，扣完为止 · 每少1次扣1分 · 每项1分，最多5分. A text with several rates is not plain.
fn one_rate(text: &str, points: Decimal) -> Option<Rule> {
    let rates: Vec<_> = text.match_indices('每').collect();
    let [(at, _)] = rates.as_slice() else {
        return None;
    };
    let rest: String = text[at + '每'.len_utf8()..].to_owned();
    // 每少一次, 每缺1项, 每发现1处, 每有一处
    let is_loss_word = ["少", "缺", "发现", "出现", "有", "差", "发生"]
        .iter()
        .find(|word| rest.starts_with(**word))
        .copied();
    let rest = is_loss_word.map_or(&*rest, |word| &rest[word.len()..]);
    let rest = rest.trim_start_matches(['1', '一', '个']).trim_start();
    let stated = amounts::stated(rest);
    let first = stated.first().filter(|stated| stated.of == amounts::Of::Points)?;
    let between = rest[..first.at.start].trim();
    let takes = between.ends_with('扣') || between.ends_with("扣除");
    let gives = between.ends_with('得')
        || between.ends_with("计")
        || between.ends_with('加')
        || between.chars().count() <= 3 && !between.is_empty() && is_loss_word.is_none();
    let unit = between
        .trim_end_matches(['扣', '除', '得', '计', '加', '的', '，', ',', ' '])
        .trim();
    if unit.chars().count() > 6 || first.amount <= Decimal::ZERO {
        return None;
    }
    let unit = if unit.is_empty() {
        "处".to_owned()
    } else {
        unit.to_owned()
    };
    let others: Vec<_> = stated.iter().skip(1).filter(|other| other.amount != points).collect();
    if !others.is_empty() || rest.matches('%').count() > 0 {
        return None;
    }
    if takes {
        return (first.amount <= points).then_some(Rule::Deductions {
            each: first.amount,
            unit,
        });
    }
    let most = rest[first.at.end..].contains("最多")
        || rest[first.at.end..].contains("不超过")
        || rest[first.at.end..].contains("满分")
        || rest[first.at.end..].contains("封顶");
    (gives && is_loss_word.is_none() && (most || first.amount <= points)).then_some(Rule::Each {
        each: first.amount,
        unit,
    })
}

/// 90%以上得5分，80%以上得3分，80%以下不得分
fn percent_table(text: &str, points: Decimal) -> Option<Rule> {
    let mut bounds = Vec::new();
    for part in text.split([',', '，', ';', '；', '。', '\n', '、']) {
        let Some((bound, rest)) = part.split_once('%') else {
            continue;
        };
        let start = bound
            .rfind(|character: char| !character.is_ascii_digit() && character != '.')
            .map_or(0, |at| at + bound[at..].chars().next().map_or(1, char::len_utf8));
        let value = amounts::decimal(&bound[start..])?;
        // A bound with another before it, such as 80%-90%, counts from its lower end.
        if bound[..start].trim_end().ends_with(['-', '~']) {
            return None;
        }
        let rest = rest.trim_start();
        let below = ["以下", "及以下"].iter().any(|word| rest.starts_with(word))
            || bound.contains("不足")
            || bound.contains("低于");
        let above = ["以上", "及以上", "(含)以上", "或以上"]
            .iter()
            .any(|word| rest.starts_with(word))
            || bound.contains("达到")
            || bound.contains("不低于")
            || rest.starts_with('得')
            || rest.starts_with("的");
        let none = rest.contains("不得分") || rest.contains("不计分");
        let given = amounts::stated(rest).first().map(|stated| stated.amount);
        match (above, below, given, none) {
            (true, false, Some(given), _) => bounds.push((value, given)),
            (false, true, None, true) | (_, true, Some(Decimal::ZERO), _) => {}
            (false, true, Some(given), _) => bounds.push((Decimal::ZERO, given)),
            _ => return None,
        }
    }
    let falls = bounds
        .windows(2)
        .all(|pair| pair[0].0 > pair[1].0 && pair[0].1 > pair[1].1);
    let fits = bounds.len() >= 2
        && falls
        && bounds[0].1 == points
        && bounds.iter().all(|(bound, _)| *bound <= Decimal::whole(100));
    fits.then_some(Rule::Percent(bounds))
}

/// Words of levels that no column is headed with.
const LEVELS: [&str; 12] = [
    "中等",
    "及格",
    "不及格",
    "优等",
    "优良",
    "很好",
    "强",
    "较强",
    "弱",
    "较弱",
    "完全达标",
    "基本达标",
];

/// Returns the name of a level, without the words that say that it is one: A等, 优秀等次.
pub fn level_name(name: &str) -> Option<&str> {
    let bare = ["等级", "等次", "等", "档"]
        .iter()
        .find_map(|word| name.strip_suffix(word))
        .filter(|bare| !bare.is_empty())
        .unwrap_or(name);
    let is_level = LEVELS.contains(&bare) || heads::role(bare) == Some(heads::Role::Level);
    (is_level && bare.chars().count() <= 16).then_some(name)
}

/// 优5分、良4分、中3分、差0分 · A 10分 B 8分 · A等5分，B等4分 · 优秀（5分）良好（4分） · 好：5；较好：3；一般：1
fn levels(text: &str, points: Decimal) -> Option<Rule> {
    const BETWEEN: [char; 10] = [',', '，', ';', '；', '。', '、', '/', ' ', '\n', '.'];
    let mut levels = Vec::new();
    let mut rest = text.trim_start_matches(BETWEEN);
    while !rest.is_empty() {
        let start = rest.find(|character: char| character.is_ascii_digit())?;
        let (name, after) = rest.split_at(start);
        let end = after
            .find(|character: char| !character.is_ascii_digit() && character != '.')
            .unwrap_or(after.len());
        let (figures, mut after) = after.split_at(end);
        let figures = figures.trim_end_matches('.');
        let unit = ["分", " 分", "points", " points", "pts", " pts"]
            .iter()
            .find_map(|word| after.strip_prefix(word));
        // Without a word for points only a colon or a bracket says that the number is one of points.
        let is_open = name.trim_end().ends_with('(');
        if unit.is_none() && !is_open && !name.trim_end().ends_with([':', '=']) {
            return None;
        }
        after = unit.unwrap_or(after);
        if is_open {
            after = after.trim_start().strip_prefix(')')?;
        }
        let next = after.trim_start_matches(BETWEEN);
        if !is_open && next.len() == after.len() && !next.is_empty() {
            return None;
        }
        let name = name
            .trim_end_matches(['得', '为', '记', '计', ':', '(', ' ', '-', '='])
            .trim();
        levels.push(Level {
            label: level_name(name)?.to_owned(),
            points: amounts::decimal(figures)?,
            text: String::new(),
        });
        rest = next;
    }
    let falls = levels.windows(2).all(|pair| pair[0].points > pair[1].points);
    (levels.len() >= 2 && falls && levels[0].points == points).then_some(Rule::Levels(levels))
}

/// 是/否 · 有/无 · yes/no
fn yes_no(text: &str) -> Option<Rule> {
    let bare: String = text
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect::<String>()
        .to_lowercase();
    let bare = bare.replace(['☐', '□', '(', ')'], "");
    ["是/否", "是否", "有/无", "yes/no", "是、否", "y/n"]
        .contains(&&*bare)
        .then_some(Rule::YesNo)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str, points: &str) -> String {
        let points: Decimal = points.parse().expect("a decimal");
        match read("", &[text.to_owned()], Some(points)) {
            (Rule::Points, unread) => format!("points{}", if unread { "?" } else { "" }),
            (Rule::Deductions { each, unit }, _) => format!("{unit} −{each}"),
            (Rule::Each { each, unit }, _) => format!("{unit} +{each}"),
            (Rule::Percent(bounds), _) => bounds
                .iter()
                .map(|(bound, points)| format!("{bound}%→{points}"))
                .collect::<Vec<_>>()
                .join(" "),
            (Rule::Levels(levels), _) => levels
                .iter()
                .map(|level| format!("{} {}", level.label, level.points))
                .collect::<Vec<_>>()
                .join(" "),
            (Rule::YesNo, _) => "yes/no".to_owned(),
            (Rule::Veto, _) => "veto".to_owned(),
        }
    }

    #[test]
    fn plain_rules_are_understood_and_others_are_not() {
        for (text, points, found) in [
            ("每处扣0.5分，扣完为止", "5", "处 −0.5"),
            ("每少1次扣1分", "4", "次 −1"),
            ("发现一处脏乱，每处扣１分。", "3", "处 −1"),
            ("每项1分，最多5分", "5", "项 +1"),
            ("90%以上得5分，80%以上得3分", "5", "90%→5 80%→3"),
            ("达到95%得10分，85%以上得6分，85%以下不得分", "10", "95%→10 85%→6"),
            ("优5分、良4分、中3分、差0分", "5", "优 5 良 4 中 3 差 0"),
            ("A等5分，B等4分，C等3分，D等0分", "5", "A等 5 B等 4 C等 3 D等 0"),
            ("A 10分 B 8分", "10", "A 10 B 8"),
            ("优5分，良4分，中3分，差0分", "5", "优 5 良 4 中 3 差 0"),
            ("优秀（5分）良好（4分）合格（3分）", "5", "优秀 5 良好 4 合格 3"),
            ("优秀（5分）、良好（4分）。", "5", "优秀 5 良好 4"),
            ("好：5；较好：3；一般：1", "5", "好 5 较好 3 一般 1"),
            (
                "优秀得5分；良好得4分；中等得3.5分；不及格得0分",
                "5",
                "优秀 5 良好 4 中等 3.5 不及格 0",
            ),
            ("A级5分\nB级3分", "5", "A级 5 B级 3"),
            // Ranges, other highest points, and names of something else are no levels.
            ("优秀（4-5分）良好（2-3分）", "5", "points"),
            ("A等6分，B等4分", "5", "points"),
            ("甲班5分，乙班4分", "5", "points"),
            ("优 5 良 4", "5", "points"),
            ("好5个，较好3个", "5", "points"),
            ("是/否", "2", "yes/no"),
            ("酌情给分", "2", "points"),
            ("每处扣1分，情节严重的每次扣3分", "5", "points?"),
            ("未达标扣2分", "5", "points?"),
            ("每年举办两次，每次不少于25分钟", "5", "points"),
            ("每班2分，每校10分", "5", "points?"),
        ] {
            assert_eq!(rule(text, points), found, "{text}");
        }
    }
}
