//! The page without records: where files are dropped or chosen.

use super::Ui;
use crate::state::collection::Phase;
use crate::view::second;
use yew::prelude::*;

/// The kinds of files with records.
const KINDS: &str = ".json,.ndjson,.jsonl,.zip,.html,.htm,application/json,application/zip,text/html";

pub(super) fn start(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let is_waiting = matches!(ui.page.phase(), Phase::NeedsRubric(_));
    html! {
        <>
        <section class={classes!("maker-drop", is_waiting.then_some("maker-fault"))} aria-label={m.drop}>
            <p><b>{ m.drop }</b></p>
            <p>{ m.start_text }</p>
            <p class="maker-row collection-middle">{ buttons(ui, m.choose_files) }</p>
        </section>
        { entry(ui) }
        </>
    }
}

/// Draws the choice of a rubric, of which many subjects are typed into a grid.
fn entry(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let rubrics = ui.store.rubrics();
    if rubrics.is_empty() {
        return Html::default();
    }
    let options = std::iter::once((String::new(), m.entry_choose.to_owned())).chain(rubrics);
    let store = ui.store.clone();
    html! {
        <section aria-labelledby="collection-entry">
            <h2 id="collection-entry">{ m.tab_entry }</h2>
            <p>{ m.entry_text }</p>
            { second::choice("collection-rubric", m.entry_rubric, options, "", move |id| store.begin_entry(&id)) }
        </section>
    }
}

/// Draws the buttons that choose files, and a folder.
pub(super) fn buttons(ui: &Ui<'_>, files: &'static str) -> Html {
    let (one, other) = (ui.store.clone(), ui.store.clone());
    html! {
        <>
            { second::files_button(files, KINDS, false, move |files| one.choose(files)) }
            { second::files_button(ui.m.choose_folder, "", true, move |files| other.choose(files)) }
        </>
    }
}
