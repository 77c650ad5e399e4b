//! A pasted column, shown under the field into which it was pasted: which value goes into which item, to be confirmed or
//! cancelled.

use crate::locale::{Messages, fill};
use crate::state::{Column, ColumnRow, NotPut, column};
use crate::view::context::{Context, FormAction};
use crate::view::figure::Figure as _;
use crate::view::number::refused;
use crate::view::wording;
use crate::web::events;
use assessment::answers::Answer;
use assessment::rubric::Scale;
use assessment::score::CriterionSheet;
use std::rc::Rc;
use yew::prelude::*;

/// The maximum number of items that are listed; the rest are counted.
const MOST: usize = 200;

/// A column that was pasted at a criterion and waits for confirmation.
pub(super) type Pasted = UseStateHandle<Option<Rc<str>>>;

/// Returns the paste handler of a criterion's points field, which takes a column.
pub(super) fn taking(form: &Context, sheet: &CriterionSheet, pasted: &Pasted) -> Callback<Event> {
    let (pasted, emit, ordinal) = (pasted.setter(), form.emit.clone(), sheet.spec.ordinal);
    Callback::from(move |event: Event| {
        let text = events::text(&event);
        // A single number is pasted into the field as usual.
        if crate::state::column_cells(&text).is_some() {
            event.prevent_default();
            pasted.set(Some(text.into()));
            emit.emit(FormAction::Focus(button("fill", ordinal)));
        }
    })
}

fn button(own: &str, ordinal: u32) -> String {
    format!("column-{own}-{ordinal}")
}

/// Renders the preview of a pasted column that waits for confirmation.
pub(super) fn offer(form: &Context, sheet: &CriterionSheet, pasted: &Pasted) -> Html {
    let (m, ordinal) = (form.messages(), sheet.spec.ordinal);
    let shown = |sheet: &CriterionSheet| !form.hides(&sheet.spec);
    let found = pasted
        .as_ref()
        .zip(form.live.state())
        .and_then(|(text, state)| column(&state, ordinal, text, &shown));
    let Some(found) = found else { return Html::default() };
    let (taken, not_put) = found.counts();
    let close = {
        let (pasted, emit) = (pasted.setter(), form.emit.clone());
        move || {
            pasted.set(None);
            emit.emit(FormAction::Focus(format!("i-{ordinal}")));
        }
    };
    let onkeydown = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                // Keeps a dialog around the form open.
                event.prevent_default();
                event.stop_propagation();
                close();
            }
        })
    };
    let put = {
        let (emit, change, close) = (form.emit.clone(), found.change(), close.clone());
        Callback::from(move |_: MouseEvent| {
            emit.emit(FormAction::Change(change.clone()));
            close();
        })
    };
    let cancel = Callback::from(move |_: MouseEvent| close());
    let title = button("title", ordinal);
    let [fill_in, leave] = ["fill", "cancel"].map(|own| button(own, ordinal));
    let count = |message: &str, count: usize| fill(message, &[("count", &count.to_string())]);
    html! {
        <div class="column-offer" role="group" aria-labelledby={title.clone()} {onkeydown}>
            <p id={title.clone()}>{ count(m.column_title, cells(&found)) }</p>
            <ol>{ for found.rows.iter().take(MOST).map(|row| line(form, row)) }</ol>
            if found.rows.len() > MOST {
                <p class="quiet">{ count(m.and_more, found.rows.len() - MOST) }</p>
            }
            if found.left > 0 {
                <p class="warning">{ count(m.column_left, found.left) }</p>
            }
            if not_put > found.left {
                <p class="warning">{ count(m.column_not_put, not_put - found.left) }</p>
            }
            <p class="touches">
                <button type="button" class="touch" id={fill_in.clone()} aria-describedby={title} disabled={taken == 0} onclick={put}>{ count(m.column_fill, taken) }</button>
                <button type="button" class="quiet-button" id={leave} onclick={cancel}>{ m.cancel }</button>
            </p>
        </div>
    }
}

fn cells(found: &Column) -> usize {
    found.rows.len() + found.left
}

/// Renders an item and the value that it would get.
fn line(form: &Context, row: &ColumnRow) -> Html {
    let m = form.messages();
    let spec = &row.sheet.spec;
    let (class, words) = match &row.answer {
        None => ("quiet", m.column_blank.to_owned()),
        Some(Ok(answer)) => ("", becomes(form, row, answer)),
        Some(Err(why)) => ("refused", why_not(form, row, *why)),
    };
    html! {
        <li key={spec.ordinal}>
            <span class="no">{ spec.label.as_ref().map(|label| form.text(label)).unwrap_or_default() }</span>
            <span class="list-text">{ form.text(&spec.text) }</span>
            <span class={classes!("column-becomes", class, "notranslate")} translate="no">{ words }</span>
        </li>
    }
}

fn becomes(form: &Context, row: &ColumnRow, answer: &Answer) -> String {
    let m = form.messages();
    let said = |answer: &Answer| match answer {
        Answer::Points(points) => fill(m.points, &[("points", &points.figure())]),
        other => wording::answer(form, &row.sheet.spec.scale, other),
    };
    let now = said(answer);
    match row.sheet.entry.answer.as_ref().filter(|before| *before != answer) {
        Some(before) => fill(m.column_replaces, &[("now", &now), ("before", &said(before))]),
        None => now,
    }
}

fn why_not(form: &Context, row: &ColumnRow, why: NotPut) -> String {
    let m: &Messages = form.messages();
    match why {
        NotPut::Unread(unread) => match &row.sheet.spec.scale {
            Scale::Points(scale) => refused(m, &row.text, unread, scale.grid()),
            // Only a points field reads a cell as typed text.
            _ => fill(m.column_no_answer, &[("value", &row.text)]),
        },
        NotPut::NoSuchAnswer => fill(m.column_no_answer, &[("value", &row.text)]),
        NotPut::FollowsFromEntries => m.column_follows.to_owned(),
        NotPut::NotApplicable => m.column_excused.to_owned(),
    }
}
