//! The profile, who took part, and the narratives.

use super::Context;
use super::words::fill;
use super::worked::{Cells, Worked};
use crate::write::xlsx::table::{Table, centred, literal, text};
use crate::write::xlsx::{Band, Content, Form, Sheet};
use assessment::answers::Value;
use assessment::points::Decimal;
use assessment::rubric::{Field, FieldKind};
use assessment::score::SectionSheet;

/// The widths of the columns in digits.
const WIDTHS: [u16; 3] = [32, 60, 14];

/// Makes the sheet.
pub(super) fn sheet(context: &Context<'_>) -> Sheet {
    let Context {
        rubric, record, words, ..
    } = *context;
    let mut table = Table::new(words.profile, &WIDTHS, false);
    table.title(words.profile);
    table.head(&[words.field, words.value, words.unit]);
    let version = fill(words.version, &[("version", &rubric.version)]);
    let rubric_and_version = format!("{} {version}", context.text(&rubric.title));
    let about = [
        (words.rubric, text(rubric_and_version)),
        (words.period, text(&*record.period)),
        (words.day, (literal(&*record.date).0, Form::Text)),
    ];
    for (name, value) in about {
        table.row(Band::Row, [text(name), value, text("")]);
    }
    let fields: Vec<_> = Field::with_cells(&rubric.profile).collect();
    for (field, _) in fields.iter().filter(|(field, _)| field.kind != FieldKind::Table) {
        let value = record.profile.get(&field.id).map(|value| shown(context, field, value));
        let unit = field.unit.as_ref().map(|unit| context.text(unit)).unwrap_or_default();
        let row = [
            text(context.text(&field.label)),
            value.unwrap_or_default(),
            centred(unit),
        ];
        table.row(Band::Row, row);
    }
    for role in &rubric.roles {
        let names = record.roles.get(&role.id);
        let names = context.joined(names.into_iter().flatten().map(|name| name.to_string()));
        table.row(Band::Row, [text(context.text(&role.label)), text(names), text("")]);
    }
    for (field, cells) in fields.iter().filter(|(field, _)| field.kind == FieldKind::Table) {
        grid(context, &mut table, field, cells);
    }
    narratives(context, &mut table, &record.sheet.root);
    table.finish()
}

/// Returns the value of a field: a number as a number.
fn shown(context: &Context<'_>, field: &Field, value: &Value) -> (Content, Form) {
    match value {
        Value::Number(number) => (Content::Number(*number), Form::Text),
        Value::Text(id) if field.kind == FieldKind::Choice => {
            let option = field.options.iter().find(|option| *option.id == **id);
            text(option.map_or_else(|| id.to_string(), |option| context.text(&option.label)))
        }
        Value::Text(own) => text(&**own),
        several => {
            let all = match several {
                Value::Many(all) => &**all,
                _ => &[],
            };
            let named = all.iter().filter(|name| !name.trim().is_empty());
            text(context.joined(named.map(|name| name.to_string())))
        }
    }
}

/// Adds a table of the profile, with the sums of its columns.
fn grid(context: &Context<'_>, table: &mut Table, field: &Field, cells: &[Field]) {
    let record = context.record;
    table.row(Band::Bare, []);
    let heads = field.columns.iter().map(|column| {
        let unit = column.unit.as_ref().map(|unit| format!("\n{}", context.text(unit)));
        centred(format!("{}{}", context.text(&column.label), unit.unwrap_or_default()))
    });
    table.row(
        Band::Head,
        [centred(context.text(&field.label))].into_iter().chain(heads),
    );
    let first = table.len() + 1;
    let count = field.columns.len();
    let number = |cell: &Field| match record.profile.get(&cell.id) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    };
    let figure = |content: Option<Content>| (content.unwrap_or_default(), Form::Centre);
    for (row, own) in field.rows.iter().zip(cells.chunks(count.max(1))) {
        let figures = own.iter().map(|cell| figure(number(cell).map(Content::Number)));
        table.row(Band::Row, [text(context.text(&row.label))].into_iter().chain(figures));
    }
    let rows: Vec<_> = (0..field.rows.len()).collect();
    let sums = (0..count).map(|column| {
        let own = cells.iter().skip(column).step_by(count.max(1));
        let numbers: Vec<_> = own.map(number).collect();
        let cells = Cells {
            column: column + 1,
            first,
            numbers: &numbers,
        };
        let sum: Decimal = numbers.iter().flatten().copied().sum();
        let is_any = numbers.iter().any(Option::is_some);
        let form = if is_any { Form::Centre } else { Form::NotZero };
        (Worked::sum(cells, &rows).or(sum), form)
    });
    let name = centred(context.words.column_total);
    table.row(Band::Total, [name].into_iter().chain(sums));
}

/// Adds the narratives: that of the whole, then those of the sections.
fn narratives(context: &Context<'_>, table: &mut Table, section: &SectionSheet) {
    if !section.narrative.trim().is_empty() {
        let title = match section.spec.depth {
            0 => context.words.narrative.to_owned(),
            _ => context.text(&section.spec.title),
        };
        table.row(Band::Bare, []);
        table.heading(&title);
        for paragraph in section.narrative.lines() {
            table.note(paragraph);
        }
    }
    for inner in section.sections.iter() {
        narratives(context, table, inner);
    }
}
