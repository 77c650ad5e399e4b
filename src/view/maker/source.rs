//! The document, with what its columns and rows became, and the choices that change that.

use super::fields::{Label, choice};
use super::{Ui, words};
use crate::locale::fill;
use crate::state::maker::{Maker, MakerMsg, row_id};
use crate::view::texts::foreign;
use office::document::{Block, Row, Table};
use office::draft::Became;
use yew::prelude::*;

/// How many columns are seen side by side.
const FITTING: usize = 6;

pub(super) fn source(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let Some(maker) = ui.page.maker() else {
        return Html::default();
    };
    let Some(source) = maker.source() else {
        return Html::default();
    };
    let mut left = ui.page.rows();
    let mut hidden = 0;
    let mut tables = 0;
    let mut drawn = Vec::new();
    for (block, one) in source.document.blocks.iter().enumerate() {
        match one {
            Block::Paragraph(paragraph) => {
                if left == 0 {
                    hidden += 1;
                    continue;
                }
                left -= 1;
                drawn.push(html! {
                    <div key={block} id={row_id(block, 0)} tabindex="-1" class={classes!("maker-paragraph", is_sought(ui, block, 0).then_some("maker-sought"))}>
                        { row_choice(ui, maker, block, 0, m.paragraph_is.to_owned()) }
                        <div><p>{ foreign(&*paragraph.text) }</p>{ here(ui, block, 0) }</div>
                    </div>
                });
            }
            Block::Table(table) => {
                tables += 1;
                let shown = table.rows.len().min(left);
                left -= shown;
                hidden += table.rows.len() - shown;
                if shown > 0 {
                    drawn
                        .push(html! { <div key={block}>{ drawn_table(ui, maker, block, tables, table, shown) }</div> });
                }
            }
        }
    }
    html! {
        <div class="maker-source">
            <p class="maker-row">
                <span>{ foreign(&*source.name) }</span>
            </p>
            <div>{ for drawn }</div>
            { more(ui, hidden) }
        </div>
    }
}

/// Draws the button that shows more rows.
pub(super) fn more(ui: &Ui<'_>, hidden: usize) -> Html {
    if hidden == 0 {
        return Html::default();
    }
    let words = fill(ui.m.shown_more, &[("count", &hidden.to_string())]);
    html! { <p><button type="button" onclick={ui.sends(MakerMsg::More)}>{ words }</button></p> }
}

/// What is to be looked at in a row or a paragraph that a doubt led to.
fn here(ui: &Ui<'_>, block: usize, row: usize) -> Html {
    if !is_sought(ui, block, row) {
        return Html::default();
    }
    let open = ui.page.doubts(true).into_iter().flatten();
    let own = open.filter(|doubt| {
        doubt
            .place
            .is_some_and(|place| (place.block, place.row) == (block, row))
    });
    html! { { for own.map(|doubt| html! { <p key={doubt.key.clone()} class="maker-here">{ super::doubts::matter(ui, &doubt) }</p> }) } }
}

fn is_sought(ui: &Ui<'_>, block: usize, row: usize) -> bool {
    ui.page
        .sought()
        .is_some_and(|place| place.block == block && place.row == row)
}

fn drawn_table(ui: &Ui<'_>, maker: &Maker, block: usize, number: usize, table: &Table, shown: usize) -> Html {
    let m = ui.m;
    let number = number.to_string();
    let caption = match &table.name {
        Some(name) => fill(m.table_named, &[("number", &number), ("name", name)]),
        None => fill(m.table, &[("number", &number)]),
    };
    let is_used = !maker.assignments().left_out.contains(&block);
    let is_wide = table.width() > FITTING;
    let use_it = super::fields::tick(
        ui,
        super::fields::Name::of(m.table_use, &caption),
        is_used,
        move |is_used| MakerMsg::LeaveOut(block, !is_used),
    );
    html! {
        <>
            <p class="maker-row"><strong>{ &caption }</strong>{ use_it }</p>
            <div class={classes!("maker-scroll", is_wide.then_some("maker-many"))} role={is_wide.then_some("region")} aria-label={is_wide.then(|| caption.clone())} tabindex={is_wide.then_some("0")}>
                <table aria-label={caption.clone()}>
                    <thead>
                        <tr>
                            <td></td>
                            { for (0..table.width()).map(|column| html! { <td key={column}>{ column_choice(ui, maker, block, column) }</td> }) }
                        </tr>
                    </thead>
                    <tbody>
                        { for table.rows.iter().enumerate().take(shown).map(|(i, row)| drawn_row(ui, maker, block, table, i, row)) }
                    </tbody>
                </table>
            </div>
        </>
    }
}

fn drawn_row(ui: &Ui<'_>, maker: &Maker, block: usize, table: &Table, i: usize, row: &Row) -> Html {
    let (became, _) = maker.became(block, i);
    let class = match became {
        Became::Criterion | Became::More => "maker-item",
        Became::Section => "maker-part",
        Became::Head | Became::Title => "maker-headrow",
        Became::Total => "maker-total",
        Became::Note | Became::Ignored => "maker-unused",
    };
    let name = fill(ui.m.row_is, &[("number", &row.number.to_string())]);
    html! {
        <tr key={i} id={row_id(block, i)} tabindex="-1" class={classes!(class, is_sought(ui, block, i).then_some("maker-sought"))}>
            <td class="maker-became">{ row_choice(ui, maker, block, i, name) }{ here(ui, block, i) }</td>
            { for row.cells.iter().enumerate().filter(|(_, cell)| cell.is_origin()).map(|(column, cell)| {
                let rows = (1..).take_while(|below| {
                    let below = *below;
                    table.rows.get(i + below).and_then(|row| row.cells.get(column)).is_some_and(|cell| cell.above as usize == below)
                });
                let rows = rows.count() + 1;
                let rowspan = (rows > 1).then(|| rows.to_string());
                let colspan = (cell.columns > 1).then(|| cell.columns.to_string());
                html! { <td key={column} {rowspan} {colspan}>{ foreign(&*cell.text) }</td> }
            }) }
        </tr>
    }
}

fn row_choice(ui: &Ui<'_>, maker: &Maker, block: usize, row: usize, name: String) -> Html {
    let m = ui.m;
    let assigned = maker.assignments().rows.get(&(block, row)).copied();
    let (became, part) = maker.became(block, row);
    let found = match assigned {
        None => fill(m.auto, &[("what", words::became(m, became))]),
        Some(_) => fill(m.auto, &[("what", "…")]),
    };
    let options: Vec<String> = std::iter::once(found)
        .chain(words::ROWS.iter().map(|role| words::row(m, *role).to_owned()))
        .collect();
    let chosen = assigned
        .and_then(|role| words::ROWS.iter().position(|one| *one == role))
        .map_or(0, |at| at + 1);
    let select = choice(ui, "", Label::Hidden(&name), &options, chosen, move |index| {
        let role = index.checked_sub(1).and_then(|index| words::ROWS.get(index)).copied();
        Some(MakerMsg::Row(block, row, role))
    });
    let open = part.and_then(|part| {
        let line = maker.outline().line(&part)?;
        let points = line.points.map(|points| fill(m.section_sum, &[("points", &points.to_string())]));
        let label = [Some(line.label.clone()), points].into_iter().flatten().filter(|text| !text.is_empty());
        let label = label.collect::<Vec<_>>().join(" · ");
        let shown = if label.is_empty() { words::short(&line.text) } else { label };
        // What is seen is part of what is heard.
        let what = fill(m.row_open, &[("what", &words::short(&line.text))]);
        let name = format!("{shown}{}{what}", m.colon);
        Some(html! { <button type="button" class="maker-link" aria-label={name} onclick={ui.sends(MakerMsg::Choose(Some(part)))}>{ shown }</button> })
    });
    html! { <>{ select }{ for open }</> }
}

fn column_choice(ui: &Ui<'_>, maker: &Maker, block: usize, column: usize) -> Html {
    let m = ui.m;
    let assigned = maker.assignments().columns.get(&(block, column)).copied();
    let found = maker.columns(block).get(column).copied().flatten();
    let words_of = |role| words::column(m, role);
    let auto = match assigned {
        None => fill(m.auto, &[("what", found.map_or(m.col_ignored, words_of))]),
        Some(_) => fill(m.auto, &[("what", "…")]),
    };
    let options: Vec<String> = std::iter::once(auto)
        .chain(words::COLUMNS.iter().map(|role| words_of(*role).to_owned()))
        .collect();
    let chosen = assigned
        .and_then(|role| words::COLUMNS.iter().position(|one| *one == role))
        .map_or(0, |at| at + 1);
    let name = fill(m.column_is, &[("number", &(column + 1).to_string())]);
    choice(ui, "", Label::Hidden(&name), &options, chosen, move |index| {
        let role = index
            .checked_sub(1)
            .and_then(|index| words::COLUMNS.get(index))
            .copied();
        Some(MakerMsg::Column(block, column, role))
    })
}
