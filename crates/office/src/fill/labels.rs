//! What stands outside of the rows: the name of the unit, the profile, the total, the grade and the date, each in the cell or the blank
//! after its label.

use super::blanks::filled;
use super::blanks::{self, DateBlank};
use super::planner::{Kind, Planner};
use super::{Content, Item, Why};
use crate::document::Block;
use crate::draft::{Became, Place};
use crate::understand::heads;
use std::ops::Range;

/// Labels before the name of the school or unit.
const SUBJECT: &str = "学校名称 单位名称 学校 单位 学校全称 单位全称 填报单位 填表单位 填报学校 自评单位 自评学校 自查单位 被考核单位 被评估单位 \
                       被检查单位 被评学校 受检单位 受评单位 受评学校 申报单位 申报学校 参评学校 幼儿园名称 幼儿园 园所名称 school schoolname \
                       nameofschool organisation organization unit nameofunit";
/// Labels before the total of the own scores.
const TOTAL: &str = "自评总分 自评得分 自评总得分 自评分合计 自评合计 自评分 自查总分 自查得分 总得分 合计得分 得分合计 自评分数 totalscore \
                     selfscore selfassessedtotal";
/// Labels before the grade.
const GRADE: &str = "自评等级 自评等次 自评结果 自评结论 自评档次 自查等级 等级 等次 grade selfassessedgrade";
/// Labels before the date on which the form was filled in.
const DATE: &str = "填表日期 填表时间 填报日期 填报时间 自评日期 自评时间 自查日期 自查时间 上报日期 上报时间 申报日期 申报时间 日期 date";
/// Words beside a date or a blank that others fill in.
const OTHERS: &str = "考核组 检查组 评估组 督导组 验收 教育局 教育行政 主管部门 审核 审批 复核 复评 上级 专家 考核时间 检查时间 考评时间 评估时间 \
                      评审 核查 认定";

/// A value and its labels.
struct Wanted {
    item: Item,
    labels: Vec<String>,
    value: String,
    kind: Kind,
}

/// A place after a label.
enum Slot {
    /// An empty cell, or one with what is there.
    Cell(Place),
    /// A blank in a text.
    Blank(Place, usize, Range<usize>, String),
    /// A blank that is filled.
    Filled(Place, String),
}

fn words(list: &str) -> Vec<String> {
    list.split_whitespace().map(str::to_owned).collect()
}

/// Writes what has a label.
pub fn write(planner: &mut Planner<'_>) {
    let all: Vec<(Place, Content)> = outside(planner)
        .into_iter()
        .map(|place| (place, planner.content(place).unwrap_or_default()))
        .collect();
    for wanted in wanted(planner) {
        place(planner, &wanted, &all);
    }
    if let Some(date) = filled(&planner.values.date) {
        write_date(planner, date, &all);
    }
}

fn wanted(planner: &Planner<'_>) -> Vec<Wanted> {
    let values = planner.values;
    let mut all: Vec<Wanted> = Vec::new();
    let subject = words(SUBJECT);
    let mut has_subject = false;
    for (label, value) in values.profile.iter().filter(|(_, value)| !value.is_empty()) {
        let bare = heads::bare(label);
        let mut labels = vec![bare.clone()];
        // The field that names the unit stands where the form asks for the unit in other words.
        if subject.contains(&bare) && !has_subject {
            has_subject = filled(&values.subject).is_none_or(|own| own == value);
            labels.extend(subject.iter().filter(|label| has_subject && **label != bare).cloned());
        }
        all.push(Wanted {
            item: Item::Profile(label.clone()),
            labels,
            value: value.clone(),
            kind: Kind::Text,
        });
    }
    let others = [
        (&values.subject, Item::Subject, SUBJECT, Kind::Text),
        (&values.total, Item::Total, TOTAL, Kind::Score),
        (&values.grade, Item::Grade, GRADE, Kind::Text),
    ];
    for (value, item, labels, kind) in others {
        let is_done = item == Item::Subject && has_subject;
        if let Some(value) = filled(value).filter(|_| !is_done) {
            all.push(Wanted {
                item,
                labels: words(labels),
                value: value.to_owned(),
                kind,
            });
        }
    }
    all
}

/// Returns whether a row or a paragraph is outside of the rubric.
fn is_outside(planner: &Planner<'_>, block: usize, row: usize) -> bool {
    matches!(
        planner.became(block, row),
        Became::Title | Became::Note | Became::Ignored | Became::Total
    )
}

/// Returns the cells and paragraphs outside of the rubric.
fn outside(planner: &Planner<'_>) -> Vec<Place> {
    let mut all = Vec::new();
    for (block, content) in planner.document.blocks.iter().enumerate() {
        match content {
            Block::Paragraph(_) if is_outside(planner, block, 0) => all.push(Place::of_row(block, 0)),
            Block::Paragraph(_) => {}
            Block::Table(table) => {
                for (row, cells) in table
                    .rows
                    .iter()
                    .enumerate()
                    .filter(|(row, _)| is_outside(planner, block, *row))
                {
                    all.extend(cells.origins().map(|(column, _)| Place {
                        block,
                        row,
                        column: Some(column),
                    }));
                }
            }
        }
    }
    all
}

/// Returns the cell after another one in its row.
fn next_cell(planner: &Planner<'_>, place: Place) -> Option<Place> {
    let cell = planner.cell(place)?;
    let next = Place {
        column: Some(place.column? + cell.columns.max(1) as usize),
        ..place
    };
    planner.cell(next)?.is_origin().then_some(next)
}

fn place(planner: &mut Planner<'_>, wanted: &Wanted, all: &[(Place, Content)]) {
    let mut open = Vec::new();
    let mut filled = Vec::new();
    let is_meant = |label: &str| wanted.labels.iter().any(|own| own == label);
    // The sums have been written.
    let is_sum = |place: &Place| {
        wanted.item == Item::Total
            && planner.became(place.block, place.row) == Became::Total
            && planner.has_said(&Item::Total)
    };
    for (place, content) in all.iter().filter(|(place, _)| !is_sum(place)) {
        let place = *place;
        let mut has_blank = false;
        for (line, text) in content.lines.iter().enumerate() {
            for blank in blanks::labelled(text)
                .into_iter()
                .filter(|blank| is_meant(&blank.label))
            {
                // What follows the label in the next cell is not in a blank at the end of this one.
                let goes_on = blank.at.is_empty() && next_is_open(planner, place);
                if !blank.filled.is_empty() {
                    filled.push(Slot::Filled(place, blank.filled));
                } else if !goes_on {
                    open.push(Slot::Blank(place, line, blank.at, text.clone()));
                } else {
                    continue;
                }
                has_blank = true;
            }
        }
        let cell = planner.cell(place).map(|cell| heads::bare(&cell.text));
        if !has_blank
            && cell.is_some_and(|label| is_meant(&label))
            && planner.became(place.block, place.row) != Became::Total
            && let Some(next) = next_cell(planner, place)
        {
            match next_is_open(planner, place) {
                true => open.push(Slot::Cell(next)),
                false => filled.push(Slot::Filled(
                    next,
                    planner.cell(next).map_or(String::new(), |cell| cell.text.to_string()),
                )),
            }
        }
    }
    let items = [wanted.item.clone()];
    let is_subject = wanted.labels.len() > 1 && wanted.kind == Kind::Text && wanted.item != Item::Grade;
    match open.as_slice() {
        [] => {
            if let Some(Slot::Filled(place, text)) = filled.into_iter().next() {
                let why = Why::Occupied(text.trim().to_owned());
                planner.leave(wanted.item.clone(), why, Some(place));
            }
        }
        // The name of the unit may stand on a cover and over the table.
        [_] => put(planner, &items, &open[0], wanted),
        _ if is_subject => open.iter().for_each(|slot| put(planner, &items, slot, wanted)),
        _ => planner.leave(wanted.item.clone(), Why::Ambiguous, None),
    }
}

/// Returns whether the next cell of a row is empty or a blank.
fn next_is_open(planner: &Planner<'_>, place: Place) -> bool {
    let next = next_cell(planner, place).and_then(|next| planner.cell(next));
    next.is_some_and(|cell| blanks::is_blank(&cell.text) || cell.text.trim_matches(['_', ' ']) == "分")
}

fn put(planner: &mut Planner<'_>, items: &[Item], slot: &Slot, wanted: &Wanted) {
    match slot {
        Slot::Cell(place) => {
            let is_line = planner
                .cell(*place)
                .is_some_and(|cell| !cell.is_empty() && blanks::is_blank(&cell.text));
            let lines = planner.content(*place).unwrap_or_default().lines;
            match lines.iter().position(|line| line.contains(['_', '＿'])) {
                // A line to write on.
                Some(line) if is_line => {
                    let blank = blanks::only(&lines[line], 0);
                    let part = blanks::fitted(&lines[line], &blank.at, &wanted.value);
                    planner.splice(items, *place, line, &wanted.value, vec![part], None);
                }
                _ => planner.put(items, *place, &wanted.value, wanted.kind),
            }
        }
        Slot::Blank(place, line, at, text) => {
            let part = match wanted.kind {
                Kind::Text => blanks::fitted(text, at, &wanted.value),
                Kind::Score => (at.clone(), wanted.value.clone()),
            };
            planner.splice(items, *place, *line, &wanted.value, vec![part], None);
        }
        Slot::Filled(..) => {}
    }
}

/// Writes the date: into the cell after its label, or into the blanks of `年  月  日` after a label for it, or into those of the only date
/// that stands alone and that nobody else fills in.
fn write_date(planner: &mut Planner<'_>, date: &str, all: &[(Place, Content)]) {
    let Some([year, month, day]) = parts(date) else {
        return;
    };
    let labels = words(DATE);
    let others = words(OTHERS);
    let is_theirs = |text: &str| others.iter().any(|word| text.contains(word.as_str()));
    let mut named: Vec<(Place, usize, DateBlank)> = Vec::new();
    let mut alone: Vec<(Place, usize, DateBlank)> = Vec::new();
    let mut cells: Vec<Place> = Vec::new();
    for (place, content) in all {
        let place = *place;
        let around = around(planner, place);
        for (line, text) in content.lines.iter().enumerate() {
            for blank in blanks::dates(text)
                .into_iter()
                .filter(|blank| year.starts_with(&*blank.printed))
            {
                let label = match blank.label.is_empty() {
                    true => label_before(planner, place),
                    false => blank.label.clone(),
                };
                match labels.contains(&label) {
                    true => named.push((place, line, blank)),
                    false if label.is_empty() && !is_theirs(&around) || is_seal(&label) && !is_theirs(&around) => {
                        alone.push((place, line, blank));
                    }
                    false => {}
                }
            }
        }
        let cell = planner.cell(place).map(|cell| heads::bare(&cell.text));
        if cell.is_some_and(|label| labels.contains(&label)) && next_is_open(planner, place) {
            cells.extend(next_cell(planner, place));
        }
    }
    let items = [Item::Date];
    match (cells.as_slice(), named.as_slice(), alone.as_slice()) {
        ([cell], [], _) => {
            let is_chinese = planner
                .cell(Place {
                    column: Some(0),
                    ..*cell
                })
                .is_some_and(|cell| !cell.text.is_ascii());
            let text = match is_chinese {
                true => format!("{year}年{month}月{day}日"),
                false => date.to_owned(),
            };
            planner.put(&items, *cell, &text, Kind::Text);
        }
        ([], [(place, line, blank)], _) | ([], [], [(place, line, blank)]) => {
            let texts = [&year[blank.printed.len()..], month, day];
            let parts = blank
                .at
                .iter()
                .cloned()
                .zip(texts)
                .map(|(at, text)| (at, text.to_owned()));
            planner.splice(&items, *place, *line, date, parts.collect(), None);
        }
        ([], [], []) => {}
        _ => planner.leave(Item::Date, Why::Ambiguous, None),
    }
}

/// Returns year, month and day of a date, without zeros before the last two.
fn parts(date: &str) -> Option<[&str; 3]> {
    let mut parts = date.split('-');
    let all = [parts.next()?, parts.next()?, parts.next()?];
    let is_number = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = all.iter().all(is_number) && all[0].len() == 4 && parts.next().is_none();
    fits.then(|| [all[0], all[1].trim_start_matches('0'), all[2].trim_start_matches('0')])
}

/// Returns whether a label before a date is that of a seal or a signature: the date is the one of the form.
fn is_seal(label: &str) -> bool {
    ["盖章", "公章", "签字", "签名", "校长", "负责人", "填表人"]
        .iter()
        .any(|word| label.contains(word))
}

/// Returns what stands before a place in its row: the label of a date in a cell of its own.
fn label_before(planner: &Planner<'_>, place: Place) -> String {
    let before = (0..place.column.unwrap_or(0)).rev().map(|column| Place {
        column: Some(column),
        ..place
    });
    let mut cells = before
        .filter_map(|place| planner.cell(place))
        .filter(|cell| cell.is_origin());
    cells.next().map_or(String::new(), |cell| heads::bare(&cell.text))
}

/// Returns the texts around a place: its cell and those before it, or its paragraph and the two before it.
fn around(planner: &Planner<'_>, place: Place) -> String {
    let mut texts = Vec::new();
    match place.column {
        Some(column) => {
            let row = (0..=column).map(|column| Place {
                column: Some(column),
                ..place
            });
            texts.extend(
                row.filter_map(|place| planner.cell(place))
                    .map(|cell| cell.text.to_string()),
            );
        }
        None => {
            for block in &planner.document.blocks[place.block.saturating_sub(2)..=place.block] {
                if let Block::Paragraph(paragraph) = block {
                    texts.push(paragraph.text.clone());
                }
            }
        }
    }
    texts.join("\n")
}
