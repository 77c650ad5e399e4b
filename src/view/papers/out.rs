//! What is made of the form: the paper as a file or on paper, and the tables for Excel.

use super::Ui;
use crate::locale::fill;
use crate::state::papers::{PapersMsg, Writing};
use yew::prelude::*;

pub(super) fn out(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let writes = |writing| ui.runs(move |store| store.write(PapersMsg::Write(writing)));
    let missing = ui.page.missing();
    html! {
        <section aria-labelledby="papers-out">
            <h2 id="papers-out">{ m.out }</h2>
            if missing > 0 {
                <p class="maker-fault">{ fill(m.missing, &[("count", &missing.to_string())]) }</p>
            }
            <p class="maker-row">
                <button type="button" class="primary" onclick={writes(Writing::Word)}>{ m.word }</button>
                if ui.page.kind().has_book() {
                    <button type="button" onclick={writes(Writing::Book)}>{ m.file_book }</button>
                }
                <button type="button" onclick={ui.runs(|store| store.print())}>{ m.print }</button>
                <button type="button" onclick={writes(Writing::Page)}>{ m.file_page }</button>
                <button type="button" onclick={writes(Writing::Text)}>{ m.file_text }</button>
            </p>
            <p class="maker-row">
                <button type="button" onclick={writes(Writing::Workbook)}>{ m.excel }</button>
                <button type="button" onclick={writes(Writing::Csv)}>{ m.csv }</button>
            </p>
            <div role="status">
                if let Some(given) = ui.page.given() {
                    <p>{ fill(m.given, &[("file", &given.name), ("size", &size(given.size))]) }</p>
                }
            </div>
        </section>
    }
}

/// Returns a size in kilobytes.
fn size(bytes: usize) -> String {
    format!("{} KB", bytes.div_ceil(1024))
}
