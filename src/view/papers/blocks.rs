//! The blocks of a paper: texts that are changed where they stand, tables whose words are, charts and pictures.

use super::Ui;
use crate::locale::fill;
use crate::state::papers::{Edited, Origin, PapersMsg, Place, block_id, cell_id, is_word};
use office::paper::{Align, Block, Cell, Content, Row, RowKind, Style, Table};
use office::write;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

pub(super) fn block(ui: &Ui<'_>, index: usize, edited: &Edited) -> Html {
    let key = edited.block.key.clone();
    if edited.origin == Origin::Removed {
        return removed(ui, index, &edited.block);
    }
    let number = (index + 1).to_string();
    let content = match &edited.block.content {
        Content::Heading { level, text } => {
            let name = fill(ui.m.heading, &[("number", &number)]);
            let class = match level {
                1 => "paper-h1",
                2 => "paper-h2",
                _ => "paper-h3",
            };
            typed(ui, &key, name, class.into(), text)
        }
        Content::Paragraph { style, text } => {
            let name = fill(ui.m.block, &[("number", &number)]);
            typed(ui, &key, name, class(*style).into(), text)
        }
        Content::Table(table) => drawn_table(ui, &key, table),
        Content::Chart(chart) => {
            let drawing = write::svg::svg(chart, ui.page.language());
            let address = write::html::data_url("image/svg+xml", drawing.as_bytes());
            html! { <img class="paper-chart" src={address} alt={chart.title.clone()} /> }
        }
        Content::Picture(picture) => {
            let kind = if picture.bytes.starts_with(b"\x89PNG") {
                "image/png"
            } else {
                "image/jpeg"
            };
            let address = write::html::data_url(kind, &picture.bytes);
            html! { <img class="paper-picture" src={address} alt={picture.description.clone()} /> }
        }
        // The pages are known in the file only.
        Content::Contents => Html::default(),
        Content::PageBreak => html! { <hr class="paper-break" /> },
    };
    html! {
        <div key={key.clone()} class="paper-block">
            { content }
            { tools(ui, &number, edited) }
        </div>
    }
}

fn class(style: Style) -> &'static str {
    match style {
        Style::Body => "paper-body",
        Style::Plain => "paper-plain",
        Style::Centred => "paper-centred",
        Style::Signature => "paper-signature",
        Style::Remark => "paper-remark",
        Style::Caption => "paper-caption",
        Style::Title => "paper-title",
        Style::Missing => "paper-missing",
    }
}

fn typed(ui: &Ui<'_>, key: &str, name: String, class: Classes, text: &str) -> Html {
    let place = Place::Block(key.to_owned());
    let id = block_id(key);
    area(ui, &id, name, class, text, move |text| {
        PapersMsg::Type(place.clone(), text)
    })
}

/// Draws a text that is changed where it stands. The text below the field gives it its height, and is what is printed.
pub(super) fn area(
    ui: &Ui<'_>,
    id: &str,
    name: String,
    class: Classes,
    text: &str,
    msg: impl Fn(String) -> PapersMsg + 'static,
) -> Html {
    let store = ui.store.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(target) = event.target() {
            store.send(msg(target.unchecked_into::<HtmlTextAreaElement>().value()));
        }
    });
    let store = ui.store.clone();
    let onblur = Callback::from(move |_: FocusEvent| store.send(PapersMsg::Settle));
    html! {
        <div class={classes!("paper-text", class)}>
            // A line that ends with a line feed has no height of its own.
            <p aria-hidden="true" dir="auto">{ text.to_owned() }{ "\u{200b}" }</p>
            <textarea id={id.to_owned()} aria-label={name} rows="1" dir="auto" spellcheck="false" value={text.to_owned()} {oninput} {onblur} />
        </div>
    }
}

fn removed(ui: &Ui<'_>, index: usize, block: &Block) -> Html {
    let words = fill(ui.m.removed, &[("what", &said(ui, index, block))]);
    html! {
        <div key={block.key.clone()} class="paper-block paper-removed">
            <p class="quiet">{ words }</p>
            <button type="button" id={block_id(&block.key)} onclick={ui.sends(PapersMsg::Reset(block.key.clone()))}>{ ui.m.restore }</button>
        </div>
    }
}

/// Returns the beginning of a block's text, or its number.
fn said(ui: &Ui<'_>, index: usize, block: &Block) -> String {
    let text = match &block.content {
        Content::Heading { text, .. } | Content::Paragraph { text, .. } => text,
        Content::Chart(chart) => &chart.title,
        _ => "",
    };
    if text.trim().is_empty() {
        return fill(ui.m.block, &[("number", &(index + 1).to_string())]);
    }
    let short: String = text.chars().take(20).collect();
    if short.len() < text.len() {
        format!("{short}…")
    } else {
        short
    }
}

/// Draws the buttons of a block, and where its text comes from.
fn tools(ui: &Ui<'_>, number: &str, edited: &Edited) -> Html {
    let m = ui.m;
    let key = &edited.block.key;
    let what = fill(m.block, &[("number", number)]);
    let named = |words: &str| format!("{words}{}{what}", ui.shared.colon);
    let mark = match edited.origin {
        Origin::Form | Origin::Removed => None,
        Origin::Own => Some(m.own),
        Origin::Outdated => Some(m.outdated),
        Origin::Added => Some(m.added_one),
    };
    let is_text = matches!(
        edited.block.content,
        Content::Heading { .. } | Content::Paragraph { .. }
    );
    html! {
        <>
        if let Some(mark) = mark {
            <div class="paper-origin">
                <span class="paper-mark">{ mark }</span>
                if let Some(form) = edited.form.as_ref().filter(|_| edited.origin == Origin::Outdated) {
                    <span class="paper-now">{ m.now }<q>{ form.clone() }</q></span>
                }
                if is_text && matches!(edited.origin, Origin::Own | Origin::Outdated) {
                    <button type="button" aria-label={named(m.reset)} onclick={ui.sends(PapersMsg::Reset(key.clone()))}>{ m.reset }</button>
                }
            </div>
        }
        <div class="paper-tools">
            <button type="button" aria-label={named(m.add)} onclick={ui.sends(PapersMsg::AddAfter(key.clone()))}>{ m.add }</button>
            <button type="button" aria-label={named(m.remove)} onclick={ui.sends(PapersMsg::Remove(key.clone()))}>{ m.remove }</button>
        </div>
        </>
    }
}

fn drawn_table(ui: &Ui<'_>, key: &str, table: &Table) -> Html {
    let columns: usize = table.widths.len();
    let sum: u32 = table.widths.iter().copied().map(u32::from).sum();
    html! {
        <div class="paper-scroll" tabindex="0" role="region" aria-label={ui.m.table_words}>
            <table>
                <colgroup>{ for table.widths.iter().enumerate().map(|(i, part)| html! { <col key={i} width={percent(*part, sum)} /> }) }</colgroup>
                <thead>
                    { for table.head.iter().enumerate().map(|(i, row)| html! {
                        <tr key={i}>{ for row.cells.iter().enumerate().map(|(i, cell)| html! { <th key={i} scope="col" colspan={over(cell)}>{ cell.text.clone() }</th> }) }</tr>
                    }) }
                </thead>
                <tbody>
                    { for table.rows.iter().enumerate().map(|(i, row)| drawn_row(ui, key, table, columns, i, row)) }
                </tbody>
            </table>
        </div>
    }
}

/// Returns a part of a sum in percent.
fn percent(part: u16, sum: u32) -> String {
    format!("{}%", u32::from(part) * 100 / sum.max(1))
}

fn over(cell: &Cell) -> Option<String> {
    (cell.columns > 1).then(|| cell.columns.to_string())
}

fn drawn_row(ui: &Ui<'_>, key: &str, table: &Table, columns: usize, i: usize, row: &Row) -> Html {
    let kind = match row.kind {
        RowKind::Plain => None,
        RowKind::Section => Some("paper-section"),
        RowKind::Total => Some("paper-total"),
    };
    let heads = table.head.last().map_or(&[][..], |head| &head.cells[..]);
    html! {
        <tr key={i} class={classes!(kind)}>
            { for row.cells.iter().enumerate().map(|(at, cell)| {
                let align = match cell.align {
                    Align::Start => None,
                    Align::Centre => Some("paper-centre"),
                    Align::End => Some("paper-end"),
                };
                let content = if is_word(cell.align) && row.kind == RowKind::Plain && row.cells.len() == columns {
                    let head = heads.get(at).map(|head| &*head.text).unwrap_or_default();
                    let name = fill(ui.m.cell, &[("row", &(i + 1).to_string()), ("head", head)]);
                    let place = Place::Cell(key.to_owned(), i, at);
                    area(ui, &cell_id(key, i, at), name, Classes::new(), &cell.text, move |text| PapersMsg::Type(place.clone(), text))
                } else {
                    html! { { cell.text.clone() } }
                };
                html! { <td key={at} class={classes!(align)} colspan={over(cell)}>{ content }</td> }
            }) }
        </tr>
    }
}
