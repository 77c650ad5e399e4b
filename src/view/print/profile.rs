//! The profile on the printed form.

use crate::state::State;
use crate::view::context::Context;
use crate::view::figure::Figure as _;
use crate::view::texts::{foreign, joined};
use assessment::answers::Value;
use assessment::rubric::{Field, FieldKind};
use yew::prelude::*;

/// The most rows of a table of the profile that are printed as columns.
const ACROSS: usize = 14;

/// Renders the fields of the profile and the roles, with the tables below them.
pub(super) fn profile(form: &Context, state: &State) -> Html {
    let (m, record) = (form.messages(), &state.record);
    let value = |field: &Field| {
        let value = record.profile.get(&field.id);
        value.map(|value| shown(form, field, value)).unwrap_or_default()
    };
    let (mut fields, mut tables) = (Vec::new(), Vec::new());
    for (field, cells) in Field::with_cells(&state.rubric.profile) {
        match field.kind {
            FieldKind::Table => tables.push(table(form, field, &cells.iter().map(value).collect::<Vec<_>>())),
            _ => fields.push((form.text(&field.label), value(field))),
        }
    }
    let roles = state.rubric.roles.iter().map(|role| {
        let names = record
            .roles
            .get(&role.id)
            .map(|names| joined(names, m.list_separator))
            .unwrap_or_default();
        (form.text(&role.label), names)
    });
    let pairs: Vec<_> = fields.into_iter().chain(roles).collect();
    html! {
        <>
        <table class="print-profile">
            <tbody>
                { for pairs.chunks(2).map(|pair| html! {
                    <tr>
                        { for pair.iter().map(|(name, value)| html! { <><th>{ name.clone() }</th><td colspan={(pair.len() == 1).then_some("3")}>{ foreign(value.clone()) }</td></> }) }

                    </tr>
                }) }
            </tbody>
        </table>
        { for tables }
        </>
    }
}

/// Renders a table of the profile, with the longer side across the paper where it fits.
fn table(form: &Context, field: &Field, values: &[String]) -> Html {
    let (rows, columns) = (field.rows.len(), field.columns.len());
    let labels = |across: bool| -> Vec<Html> {
        if across {
            field.rows.iter().map(|row| form.text(&row.label)).collect()
        } else {
            field.columns.iter().map(|column| form.text(&column.label)).collect()
        }
    };
    let across = rows > columns && rows <= ACROSS;
    let (heads, sides) = (labels(across), labels(!across));
    let cell = |side: usize, head: usize| match across {
        true => &values[head * columns + side],
        false => &values[side * columns + head],
    };
    let m = form.messages();
    let sum = |column: usize| {
        let column = field.columns.get(column)?;
        Some(form.facts.column(&field.id, &column.id)?.figure())
    };
    let sums = (0..columns).map(|column| html! { <td>{ sum(column).unwrap_or_default() }</td> });
    html! {
        <table class="print-profile print-cells">
            <thead><tr><th>{ form.text(&field.label) }</th>{ for heads.iter().map(|head| html! { <th scope="col">{ head.clone() }</th> }) }if across { <th scope="col">{ m.total_of_column }</th> }</tr></thead>
            <tbody>
                { for sides.into_iter().enumerate().map(|(side, name)| html! {
                    <tr><th scope="row">{ name }</th>{ for (0..heads.len()).map(|head| html! { <td>{ cell(side, head).clone() }</td> }) }if across { <td>{ sum(side).unwrap_or_default() }</td> }</tr>
                }) }
                if !across {
                    <tr><th scope="row">{ m.total_of_column }</th>{ for sums }</tr>
                }
            </tbody>
        </table>
    }
}

/// Returns a profile field's value in words.
pub(in crate::view) fn shown(form: &Context, field: &Field, value: &Value) -> String {
    match value {
        Value::Text(id) if field.kind == FieldKind::Choice => {
            let option = field.options.iter().find(|option| *option.id == **id);
            option.map_or(id.to_string(), |option| form.plain(&option.label).to_string())
        }
        Value::Text(text) => text.to_string(),
        Value::Number(number) => {
            let unit = field
                .unit
                .as_ref()
                .map(|unit| format!(" {}", form.plain(unit)))
                .unwrap_or_default();
            format!("{}{unit}", number.figure())
        }
        Value::Many(all) => {
            let named = all
                .iter()
                .filter(|name| field.kind != FieldKind::Subjects || !name.trim().is_empty());
            joined(named, form.messages().list_separator)
        }
    }
}
