//! The profile of a form: what is asked about the subject, in words and tables.

use super::filled::Filled;
use super::{Align, Cell, Paper, Row, RowKind, Style, Table};
use assessment::answers::Value;
use assessment::rubric::{Field, FieldKind};

/// The most rows of a table of the profile that stand as columns.
const ACROSS: usize = 8;

/// Returns the answer to a field in words, with its unit; `None` if it has none.
pub(super) fn answer(form: &Filled<'_>, field: &Field) -> Option<String> {
    let text = match form.record.profile.get(&field.id)? {
        Value::Text(id) if field.kind == FieldKind::Choice => {
            let option = field.options.iter().find(|option| *option.id == **id);
            option.map_or_else(|| id.to_string(), |option| form.wording(&option.label).to_string())
        }
        Value::Text(text) if field.kind == FieldKind::Date => form.day(text.trim()),
        Value::Text(text) => text.trim().to_owned(),
        Value::Number(number) => {
            let unit = field.unit.as_ref().map(|unit| form.wording(unit)).unwrap_or_default();
            form.amount(*number, &unit)
        }
        other => {
            let names: &[_] = match other {
                Value::Many(all) => all,
                _ => &[],
            };
            form.list(names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()))
        }
    };
    Some(text).filter(|text| !text.is_empty())
}

/// Adds the profile: a table of short answers, long answers as paragraphs, tables; and what is missing.
pub(super) fn add(form: &Filled<'_>, paper: &mut Paper) {
    let (mut pairs, mut missing, mut has_any) = (Vec::new(), Vec::new(), false);
    let (mut long, mut tables) = (Vec::new(), Vec::new());
    for (field, cells) in Field::with_cells(&form.rubric.profile) {
        let label = form.wording(&field.label);
        if field.kind == FieldKind::Table {
            let values: Vec<_> = cells.iter().map(|cell| answer(form, cell)).collect();
            if values.iter().any(Option::is_some) {
                tables.push((field, grid(form, field, &values)));
            } else {
                missing.push(label);
            }
            continue;
        }
        let given = answer(form, field);
        has_any |= given.is_some();
        if given.is_none() {
            missing.push(label.clone());
        }
        if field.kind == FieldKind::LongText {
            long.extend(given.map(|text| (field, form.labelled(&label, &text))));
        } else {
            pairs.push((label, given.unwrap_or_default()));
        }
    }
    has_any |= !tables.is_empty();
    if !has_any {
        paper.lack(form, "basics", form.words.lack_basics);
        return;
    }
    let rows = pairs.chunks(2).map(|pair| {
        let cells = pair
            .iter()
            .flat_map(|(label, value)| [label.to_string(), value.clone()]);
        let mut cells: Vec<_> = cells.map(|text| Cell::new(text, Align::Start)).collect();
        if pair.len() == 1
            && let Some(last) = cells.last_mut()
        {
            last.columns = 3;
        }
        Row::new(RowKind::Plain, cells)
    });
    let table = Table {
        widths: vec![3, 4, 3, 4],
        head: Vec::new(),
        rows: rows.collect(),
    };
    if !table.rows.is_empty() {
        paper.push("basics", super::Content::Table(table));
    }
    for (field, table) in tables {
        let label = form.wording(&field.label);
        paper.say(format!("basics:{}:caption", field.id), Style::Caption, &*label);
        paper.push(format!("basics:{}", field.id), super::Content::Table(table));
    }
    for (field, text) in long {
        paper.say(format!("basics:{}", field.id), Style::Body, form.sentence(&text));
    }
    if !missing.is_empty() {
        let what = form.say(form.words.lack_fields, &[("list", &form.list(missing))]);
        paper.lack(form, "basics:missing", &what);
    }
}

/// Returns a table of the profile with the sums of its columns. Few rows stand as columns where there are fewer columns than rows.
fn grid(form: &Filled<'_>, field: &Field, values: &[Option<String>]) -> Table {
    let (count_rows, count_columns) = (field.rows.len(), field.columns.len());
    let rows: Vec<_> = field.rows.iter().map(|row| form.wording(&row.label)).collect();
    let columns: Vec<_> = field.columns.iter().map(|column| form.wording(&column.label)).collect();
    let is_across = count_rows > count_columns && count_rows <= ACROSS;
    let (heads, sides) = if is_across {
        (&rows, &columns)
    } else {
        (&columns, &rows)
    };
    let at = |side: usize, head: usize| {
        let (row, column) = if is_across { (head, side) } else { (side, head) };
        values
            .get(row * count_columns + column)
            .cloned()
            .flatten()
            .unwrap_or_default()
    };
    let sum = |column: usize| {
        let column = field.columns.get(column)?;
        let sum = form.sheet.facts.column(&field.id, &column.id)?;
        let unit = column.unit.as_ref().map(|unit| form.wording(unit)).unwrap_or_default();
        Some(form.amount(sum, &unit))
    };
    let sum = |column: usize| Cell::new(sum(column).unwrap_or_default(), Align::End);
    let start = |text: &str| Cell::new(text, Align::Start);
    let head = |text: &str| Cell::new(text, Align::Centre);
    let mut top: Vec<_> = std::iter::once(start(""))
        .chain(heads.iter().map(|text| head(text)))
        .collect();
    if is_across {
        top.push(head(form.words.total));
    }
    let body = sides.iter().enumerate().map(|(side, name)| {
        let cells = (0..heads.len()).map(|head| Cell::new(at(side, head), Align::End));
        let sum = is_across.then(|| sum(side));
        Row::new(RowKind::Plain, std::iter::once(start(name)).chain(cells).chain(sum))
    });
    let mut body: Vec<_> = body.collect();
    if !is_across {
        let sums = (0..count_columns).map(sum);
        body.push(Row::new(
            RowKind::Total,
            std::iter::once(start(form.words.total)).chain(sums),
        ));
    }
    Table {
        widths: std::iter::once(2).chain((1..top.len()).map(|_| 1)).collect(),
        head: vec![Row::new(RowKind::Plain, top)],
        rows: body,
    }
}
