//! The form that was sent, filled in: the file goes in, the same file comes out, and what was not written is listed.

use super::Ui;
use crate::locale::fill;
use crate::state::papers::FilledIn;
use office::ReadError;
use office::fill::{FillError, Item, Left, Where, Why, Written};
use yew::prelude::*;

/// How many lines of a list are shown.
const LINES: usize = 100;

pub(super) fn original(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    html! {
        <section aria-labelledby="papers-original">
            <h2 id="papers-original">{ m.original }</h2>
            <p class="quiet">{ m.original_text }</p>
            <p class="maker-row">
                { ui.file_button(m.original_choose, ".docx,.xlsx", |store, files| store.open_original(files)) }
            </p>
            <div role="status">{ for ui.page.filled_in().map(|filled| outcome(ui, filled)) }</div>
        </section>
    }
}

fn outcome(ui: &Ui<'_>, filled: &FilledIn) -> Html {
    let m = ui.m;
    let file = ("file", &*filled.file);
    let filling = match &filled.outcome {
        Ok(filling) => filling,
        Err(error) => {
            let message = match error {
                FillError::OtherKind => m.original_kind,
                FillError::Signed => m.original_protected,
                FillError::Macros => m.original_macros,
                FillError::Read(ReadError::Foreign(_)) => m.original_kind,
                _ => m.original_damaged,
            };
            return html! { <p class="maker-fault">{ fill(message, &[file]) }</p> };
        }
    };
    if filling.written.is_empty() {
        return html! { <p class="maker-fault">{ fill(m.original_none, &[file]) }</p> };
    }
    let count = filling.written.len().to_string();
    let replaced: Vec<String> = filling.written.iter().filter_map(|one| replaced(ui, one)).collect();
    let left: Vec<String> = filling.left.iter().map(|one| left(ui, one)).collect();
    let again = filling.formulas.iter().filter(|formula| formula.value.is_none());
    let again: Vec<String> = again
        .map(|formula| {
            let place = fill(m.place_cell, &[("sheet", &formula.sheet), ("cell", &formula.cell)]);
            fill(m.left_one, &[("item", &place), ("why", &formula.formula)])
        })
        .collect();
    html! {
        <>
            <p>{ fill(m.original_written, &[("count", &count), file]) }</p>
            { list(m.original_replaced, &replaced) }
            { list(m.original_left, &left) }
            { list(m.original_again, &again) }
        </>
    }
}

fn list(message: &'static str, lines: &[String]) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <p>{ fill(message, &[("count", &lines.len().to_string())]) }</p>
            <ul class="papers-list">
                { for lines.iter().take(LINES).enumerate().map(|(i, line)| html! { <li key={i} dir="auto">{ line.clone() }</li> }) }
            </ul>
        </>
    }
}

fn replaced(ui: &Ui<'_>, written: &Written) -> Option<String> {
    let was = written.replaced.as_ref().filter(|was| **was != written.text)?;
    let place = place(ui, &written.place);
    Some(fill(
        ui.m.replaced_one,
        &[("place", &place), ("was", was), ("now", &written.text)],
    ))
}

fn left(ui: &Ui<'_>, left: &Left) -> String {
    let m = ui.m;
    let (message, text) = match &left.why {
        Why::NoRow => (m.why_no_row, ""),
        Why::Ambiguous => (m.why_ambiguous, ""),
        Why::NoCell => (m.why_no_cell, ""),
        Why::Occupied(text) => (m.why_occupied, &**text),
        Why::Earlier(text) => (m.why_earlier, &**text),
        Why::Merged => (m.why_merged, ""),
        Why::Formula(text) => (m.why_formula, &**text),
        Why::Differs(text) => (m.why_differs, &**text),
        Why::TooLong => (m.why_too_long, ""),
        _ => (m.why_structure, ""),
    };
    let item = item(ui, &left.item);
    let line = fill(
        m.left_one,
        &[("item", &item), ("why", &fill(message, &[("text", text)]))],
    );
    match &left.place {
        Some(known) => fill(m.left_one, &[("item", &place(ui, known)), ("why", &line)]),
        None => line,
    }
}

fn item(ui: &Ui<'_>, item: &Item) -> String {
    let m = ui.m;
    let (message, what) = match item {
        Item::Score(id) => (m.item_score, ui.page.name_of(id)),
        Item::Lost(id) => (m.item_lost, ui.page.name_of(id)),
        Item::Reason(id) => (m.item_reason, ui.page.name_of(id)),
        Item::Note(id) => (m.item_note, ui.page.name_of(id)),
        Item::Evidence(id) => (m.item_evidence, ui.page.name_of(id)),
        Item::Subtotal(id) => (m.item_subtotal, ui.page.name_of(id)),
        Item::Profile(label) => (m.item_profile, label.clone()),
        Item::Sum => (m.item_sum, String::new()),
        Item::Total => (m.item_total, String::new()),
        Item::Grade => (m.item_grade, String::new()),
        Item::Date => (m.item_date, String::new()),
        Item::Subject => (m.item_subject, String::new()),
    };
    fill(message, &[("what", &what)])
}

fn place(ui: &Ui<'_>, place: &Where) -> String {
    let m = ui.m;
    match place {
        Where::Cell { sheet, cell } => fill(m.place_cell, &[("sheet", sheet), ("cell", cell)]),
        Where::Table { table, row, column } => {
            let [table, row, column] = [table, row, column].map(u32::to_string);
            fill(m.place_table, &[("table", &table), ("row", &row), ("column", &column)])
        }
        Where::Paragraph { text } => fill(m.place_paragraph, &[("text", text)]),
    }
}
