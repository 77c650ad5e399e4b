//! Blanks for the subject of a form: `填报学校：____`, `Name: ____ Class: ____`, a label before an empty cell.

use super::{amounts, numbers};
use crate::document::Row;
use crate::draft::FieldKind;

/// Endings of labels for what the form is about.
const SUBJECT_ENDINGS: [&str; 9] = [
    "学校名称",
    "单位名称",
    "学校",
    "单位",
    "全称",
    "园所名称",
    "幼儿园名称",
    "幼儿园",
    "园名",
];
/// Other labels for it, without spaces and brackets.
const SUBJECTS: [&str; 10] = [
    "姓名",
    "评价对象",
    "评估对象",
    "考核对象",
    "school",
    "schoolname",
    "name",
    "student",
    "studentname",
    "organisation",
];
/// Endings of labels for days.
const DATES: [&str; 3] = ["日期", "时间", "date"];
/// Endings of other labels that need no line after them.
const OTHERS: [&str; 26] = [
    "姓名",
    "评价人",
    "班级",
    "年级",
    "学科",
    "部门",
    "科室",
    "名称",
    "填表人",
    "填报人",
    "联系人",
    "联系电话",
    "电话",
    "校长",
    "园长",
    "负责人",
    "教师",
    "班主任",
    "职务",
    "地址",
    "class",
    "teacher",
    "group",
    "course",
    "phone",
    "department",
];
/// Words in labels of what is scored, signed or written about it.
const NO_FIELDS: [&str; 32] = [
    "得分",
    "总分",
    "分数",
    "评分",
    "打分",
    "成绩",
    "等级",
    "等次",
    "等第",
    "签字",
    "签名",
    "盖章处",
    "意见",
    "备注",
    "说明",
    "评语",
    "结论",
    "结果",
    "问题",
    "原因",
    "建议",
    "审核",
    "检查人",
    "评委",
    "score",
    "total",
    "points",
    "mark",
    "comment",
    "note",
    "sign",
    "result",
];

/// A blank with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// The label, as it is written.
    pub label: String,
    /// What belongs into it.
    pub kind: FieldKind,
    /// Whether its label is one that forms have for their subject.
    pub known: bool,
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '_' | '＿' | '﹍' | '\t')
}

/// Returns the blanks of a line that has nothing else; empty if it has anything else.
pub fn in_line(text: &str) -> Vec<Blank> {
    blanks(text).unwrap_or_default()
}

fn blanks(text: &str) -> Option<Vec<Blank>> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find([':', '：', '_', '＿', '﹍'])?;
        let (label, after) = rest.split_at(end);
        let after = after.strip_prefix([':', '：']).unwrap_or(after);
        let next = after.trim_start_matches(is_blank);
        let run = &after[..after.len() - next.len()];
        let has_line = run.contains(['_', '＿', '﹍']);
        // A day has blanks of its own.
        let day = after_day(next);
        if run.is_empty() && day.is_none() && !next.is_empty() {
            return None;
        }
        found.push(blank(label, has_line, day.is_some())?);
        rest = day
            .unwrap_or(next)
            .trim_start_matches([',', '，', ';', '；', ' ', '。']);
    }
    Some(found)
}

/// Returns what follows `年 月 日`.
fn after_day(text: &str) -> Option<&str> {
    let after = text
        .strip_prefix('年')?
        .trim_start_matches(is_blank)
        .strip_prefix('月')?;
    after.trim_start_matches(is_blank).strip_prefix('日')
}

/// Makes a blank of a label; `None` if the label is not plain.
fn blank(label: &str, has_line: bool, is_day: bool) -> Option<Blank> {
    let plain = without_brackets(label);
    let parts: Vec<&str> = plain.split_whitespace().collect();
    let is_ascii = plain.is_ascii();
    // 姓 名, but no words beside one another, of which some are filled in.
    let is_one = parts.len() == 1 || parts.iter().all(|part| part.chars().count() == 1);
    let name = match is_ascii {
        true => parts.join(" "),
        false => is_one.then(|| parts.concat())?,
    };
    let fits = match is_ascii {
        true => parts.len() <= 3 && name.len() <= 30,
        false => name.chars().count() <= 12,
    };
    let lower = name.to_lowercase();
    let bare: String = lower.split_whitespace().collect();
    let is_plain = name
        .chars()
        .all(|character| character.is_alphabetic() || character == ' ' || character == '/');
    if name.is_empty()
        || !fits
        || !is_plain
        || numbers::before(label).is_some()
        || !amounts::stated(label).is_empty()
        || NO_FIELDS.iter().any(|word| bare.contains(word))
    {
        return None;
    }
    let ends = |words: &[&str]| words.iter().any(|word| bare.ends_with(word));
    let (kind, known) = match () {
        () if ends(&DATES) || is_day => (FieldKind::Date, true),
        () if SUBJECTS.contains(&&*bare) || ends(&SUBJECT_ENDINGS) => (FieldKind::Subject, true),
        () => (FieldKind::Text, ends(&OTHERS)),
    };
    (known || has_line).then_some(Blank {
        label: name,
        kind,
        known,
    })
}

/// Returns a label without what stands in brackets, such as （盖章）.
fn without_brackets(label: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for character in label.trim().chars() {
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            other if depth == 0 => out.push(other),
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// Returns the blanks of a row of a table that has nothing else, each with its column; empty if it has anything else.
pub fn in_row(row: &Row) -> Vec<(usize, Blank)> {
    let origins: Vec<_> = row.origins().collect();
    let mut found = Vec::new();
    for (i, (column, cell)) in origins.iter().enumerate() {
        let after = column + cell.columns.max(1) as usize;
        let next = origins.get(i + 1).map(|(column, _)| *column);
        let has_room = row.cells.get(after).is_some() && next != Some(after);
        let text = cell.text.trim();
        let own = match blanks(text) {
            Some(own) => own,
            // A label without a colon needs an empty cell after it, and must be known.
            None if has_room && !text.contains([':', '：', '_']) => match blank(text, false, false) {
                Some(own) => vec![own],
                None => return Vec::new(),
            },
            None => return Vec::new(),
        };
        found.extend(own.into_iter().map(|blank| (*column, blank)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_found_where_a_line_has_nothing_else() {
        for (text, found) in [
            ("填报学校：____", "Subject 填报学校"),
            ("学校名称（盖章）：", "Subject 学校名称"),
            ("单位：", "Subject 单位"),
            ("填表人：", "Text 填表人"),
            ("填表日期： 年 月 日", "Date 填表日期"),
            ("Name: ____ Class: ____", "Subject Name, Text Class"),
            ("姓 名：____ 班 级：____", "Subject 姓名, Text 班级"),
            (
                "填报学校： 填表人： 联系电话：",
                "Subject 填报学校, Text 填表人, Text 联系电话",
            ),
            ("督导员________", "Text 督导员"),
            ("填报学校：第一小学", ""),
            ("填报学校： 第一小学 填表人：", ""),
            ("说明：", ""),
            ("考核要求：", ""),
            ("一、学校：", ""),
            ("总分：____", ""),
            ("校长签字：____", ""),
            ("学校食堂卫生（5分）：____", ""),
            ("填报学校", ""),
            ("", ""),
        ] {
            let all = in_line(text);
            let drawn: Vec<String> = all
                .iter()
                .map(|blank| format!("{:?} {}", blank.kind, blank.label))
                .collect();
            assert_eq!(drawn.join(", "), found, "{text}");
        }
    }
}
