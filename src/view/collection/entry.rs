//! Many subjects typed into one grid: subjects down, fields across, total, grade and rank at the side.

use super::Ui;
use crate::locale::fill;
use crate::state::collection::{CollectionMsg, EntryGrid, GridRow};
use crate::view::second;
use crate::web::collection::{CollectionStore, move_in_grid};
use yew::prelude::*;

pub(super) fn entry(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let Some(grid) = ui.page.grid() else {
        return Html::default();
    };
    let typed = grid.typed();
    let count = grid.rows().len();
    html! {
        <>
            <p class="quiet">{ m.entry_text }</p>
            <div class="maker-row">
                { second::area("grid-names", m.entry_names, &typed.names, ui.types(CollectionMsg::GridNames)) }
                { second::field("grid-period", m.period, &typed.period, ui.types(CollectionMsg::GridPeriod)) }
                { second::field("grid-date", m.entry_date, &typed.date, ui.types(CollectionMsg::GridDate)) }
            </div>
            <p role="status">
                if grid.left_out() > 0 {
                    { fill(m.entry_most, &[("most", &ui.count(count)), ("left", &ui.count(grid.left_out()))]) }
                }
            </p>
            if count > 0 {
                { table(ui, grid) }
                <p class="maker-row">
                    <button type="button" onclick={ui.runs(CollectionStore::take_grid)}>{ m.entry_take }</button>
                    <button type="button" onclick={ui.sends(CollectionMsg::GridClear)}>{ m.entry_clear }</button>
                </p>
            }
        </>
    }
}

fn table(ui: &Ui<'_>, grid: &EntryGrid) -> Html {
    let m = ui.m;
    let names: Vec<String> = grid
        .columns()
        .iter()
        .map(|column| {
            let tag = ui.locale.tag;
            let label = column
                .criterion
                .label
                .as_ref()
                .map(|label| label.wording(tag).to_string());
            let text = column.criterion.text.wording(tag).to_string();
            let name = column.name.as_ref().map(|name| name.wording(tag).to_string());
            let all = [label, Some(text), name];
            all.into_iter().flatten().collect::<Vec<_>>().join(" ")
        })
        .collect();
    let heads = grid.columns().iter().zip(&names).map(|(column, name)| {
        let label = column.criterion.label.as_ref().unwrap_or(&column.criterion.text);
        let short = column.name.as_ref().map(|name| format!(" {}", name.wording(ui.locale.tag)));
        html! { <th scope="col" title={name.clone()}>{ label.wording(ui.locale.tag).to_string() }{ short.unwrap_or_default() }</th> }
    });
    let rows = grid.rows().iter().enumerate().map(|(at, row)| {
        let cells = names
            .iter()
            .enumerate()
            .map(|(column, name)| cell(ui, grid, [at, column], row, name));
        let total = &row.outcome.total;
        let grade = row.outcome.grade.and_then(|grade| u32::try_from(grade).ok());
        html! {
            <tr key={row.name.clone()}>
                <th scope="row">{ &row.name }</th>
                { for cells }
                <td class="collection-number">{ format!("{} / {}", total.score, total.max) }</td>
                <td>{ grade.map(|grade| stars(ui, grade)).unwrap_or_default() }</td>
                <td class="collection-number">{ row.rank.map(|rank| rank.to_string()).unwrap_or_default() }</td>
            </tr>
        }
    });
    html! {
        <div class="collection-scroll" role="region" aria-label={m.tab_entry} tabindex="0">
            <table class="collection-table collection-grid">
                <thead><tr><th scope="col">{ m.subject }</th>{ for heads }<th scope="col">{ m.total }</th><th scope="col">{ m.grade }</th><th scope="col">{ m.rank }</th></tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}

fn cell(ui: &Ui<'_>, grid: &EntryGrid, [row, column]: [usize; 2], own: &GridRow, name: &str) -> Html {
    let oninput = ui.types(move |text| CollectionMsg::GridPut(row, column, text));
    let onkeydown = Callback::from(move |event: KeyboardEvent| move_in_grid(&event, row, column));
    let onpaste = {
        let store = ui.store.clone();
        Callback::from(move |event: Event| store.paste_into_grid(&event, row, column))
    };
    let is_refused = own.refused.contains(&column);
    let says = fill(ui.m.entry_cell, &[("name", &own.name), ("item", name)]);
    html! {
        <td key={column}>
            <input type="text" id={format!("grid-{row}-{column}")} inputmode="decimal" autocomplete="off" aria-label={says}
                aria-invalid={is_refused.then_some("true")} title={is_refused.then_some(ui.m.entry_refused)}
                value={grid.text(row, column).to_owned()} {oninput} {onkeydown} {onpaste} />
        </td>
    }
}

/// The name of a grade, with its stars.
fn stars(ui: &Ui<'_>, grade: u32) -> String {
    let rubric = ui.rubric();
    let grades = rubric.and_then(|rubric| rubric.grades.as_ref());
    let stars = grades
        .and_then(|grades| grades.bands.get(grade as usize)?.stars)
        .unwrap_or(0);
    format!("{} {}", "★".repeat(stars.min(10) as usize), ui.grade(grade))
        .trim_start()
        .to_owned()
}
