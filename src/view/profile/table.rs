//! A table of numbers in the profile.

use super::{described_by, refused};
use crate::state::{Change, parse_field};
use crate::view::context::Context;
use crate::view::figure::Figure as _;
use crate::view::number::{self, Number, Ways};
use assessment::Id;
use assessment::answers::Value;
use assessment::rubric::Field;
use std::collections::BTreeMap;
use yew::prelude::*;

/// Renders a table of numbers, with the sum of each column below it.
pub(super) fn table(form: &Context, field: &Field, cells: &[Field], values: &BTreeMap<Id, Value>) -> Html {
    let m = form.messages();
    let id = |place: &str| format!("pt-{}-{place}", field.id);
    let mut faults = Vec::new();
    let width = field.columns.len().max(1);
    let all = cells;
    let rows: Vec<_> = cells
        .chunks(width)
        .zip(&field.rows)
        .enumerate()
        .map(|(row, (cells, named))| {
            let each = cells.iter().enumerate().map(|(column, cell)| {
                let value = values.get(&cell.id);
                let refused = match value {
                    Some(Value::Text(text)) => Some(refused(form, cell, text)),
                    _ => None,
                };
                let named_by = format!("{} {}", id(&format!("r{row}")), id(&format!("c{column}")));
                let at = |row: Option<usize>| {
                    let cell = all.get(row? * width + column)?;
                    Some(format!("p-{}", cell.id))
                };
                let below = at(Some(row + 1));
                let ways = Ways { ordinal: None, next: below.clone(), above: at(row.checked_sub(1)), below };
                let input = cell_input(form, cell, value, (named_by, ways), refused.is_some());
                faults.extend(refused.map(|fault| (cell, fault)));
                html! { <td>{ input }</td> }
            });
            let each: Vec<_> = each.collect();
            html! { <tr key={row}><th scope="row" id={id(&format!("r{row}"))}>{ form.text(&named.label) }</th>{ for each }</tr> }
        })
        .collect();
    let sums = field.columns.iter().map(|column| {
        let sum = form.facts.column(&field.id, &column.id);
        html! { <td class="notranslate" translate="no">{ sum.map(|sum| sum.figure()).unwrap_or_default() }</td> }
    });
    html! {
        <div class="field wide" key={field.id.to_string()}>
            <table class="profile-table" aria-labelledby={id("name")} aria-describedby={field.hint.is_some().then(|| id("hint"))}>
                <caption id={id("name")}>{ form.text(&field.label) }</caption>
                <thead><tr>
                    <td></td>
                    { for field.columns.iter().enumerate().map(|(i, column)| html! {
                        <th scope="col" id={id(&format!("c{i}"))}>{ form.text(&column.label) }{ for column.unit.as_ref().map(|unit| html! { <span class="quiet">{ " " }{ form.text(unit) }</span> }) }</th>
                    }) }
                </tr></thead>
                <tbody>{ for rows }</tbody>
                <tfoot><tr><th scope="row">{ m.total_of_column }</th>{ for sums }</tr></tfoot>
            </table>
            if let Some(hint) = &field.hint {
                <p class="hint" id={id("hint")}>{ form.text(hint) }</p>
            }
            { for faults.into_iter().map(|(cell, fault)| html! {
                <p class="fault" role="alert" id={format!("p-{}-fault", cell.id)}>{ form.text(&cell.label) }{ m.colon }{ fault }</p>
            }) }
        </div>
    }
}

fn cell_input(
    form: &Context,
    cell: &Field,
    value: Option<&Value>,
    (named_by, ways): (String, Ways),
    refused: bool,
) -> Html {
    let id = format!("p-{}", cell.id);
    let shown = match value {
        Some(Value::Text(text)) => text.clone().into(),
        Some(Value::Number(number)) => number.to_string().into(),
        Some(Value::Many(_)) | None => AttrValue::default(),
    };
    let number = Number {
        shown,
        refused,
        named_by: Some(named_by),
        described_by: described_by(&id, false, refused),
        unit: None,
        least: cell.min,
        ways: Some(ways),
        id,
    };
    let change = {
        let own = cell.clone();
        move |text: &str| Change::Profile {
            field: own.id.clone(),
            value: parse_field(&own, text),
        }
    };
    number::input(form, number, change.clone(), change)
}
