//! The page "Make a form": the document, the items, the whole and the file in one half, beside the form that they make.

mod doubts;
mod fields;
mod file;
mod items;
mod out;
mod scale;
mod source;
mod start;
mod whole;
mod words;

use crate::locale::{MakerMessages, fill};
use crate::state::maker::{ERROR, MakerMsg, MakerPage, TITLE, Tab, UNDO_BUTTON};
use crate::view::hooks::use_second;
use crate::view::second;
use crate::web::maker::{self, MakerStore};
use yew::prelude::*;

/// The properties of the page.
#[derive(Properties, PartialEq)]
pub struct MakerProps {
    /// Its store.
    pub store: MakerStore,
}

/// What the functions that draw need.
struct Ui<'u> {
    store: &'u MakerStore,
    page: &'u MakerPage,
    m: &'static MakerMessages,
}

impl Ui<'_> {
    /// Returns a listener that sends a message.
    fn sends(&self, msg: MakerMsg) -> Callback<MouseEvent> {
        let store = self.store.clone();
        Callback::from(move |_: MouseEvent| store.send(msg.clone()))
    }

    /// Returns a listener that runs a command of the store.
    fn runs(&self, command: impl Fn(&MakerStore) + 'static) -> Callback<MouseEvent> {
        let store = self.store.clone();
        Callback::from(move |_: MouseEvent| command(&store))
    }

    /// Draws a button that sends a message. `name` is the name for screen readers, where the words alone do not say what it is about.
    fn button(&self, words: &'static str, name: Option<String>, msg: MakerMsg) -> Html {
        html! { <button type="button" aria-label={name} onclick={self.sends(msg)}>{ words }</button> }
    }
}

/// The page.
#[component]
pub fn MakerView(props: &MakerProps) -> Html {
    let store = &props.store;
    use_second(store);
    let language = store.language();
    let page = store.page();
    let ui = Ui {
        store,
        page: &page,
        m: store.words(),
    };
    let m = ui.m;
    let onkeydown = {
        let store = store.clone();
        second::steps(move |step| {
            store.send(match step {
                maker::Step::Undo => MakerMsg::Undo,
                maker::Step::Redo => MakerMsg::Redo,
            });
        })
    };
    let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
    let ondrop = {
        let store = store.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            store.read_files(event.data_transfer().and_then(|data| data.files()));
        })
    };
    html! {
        <div class="maker" lang={language} {onkeydown} {ondragover} {ondrop}>
            <p class="maker-narrow">{ m.narrow }</p>
            // The form beside it is the main part of the page, once there is one.
            <section class="maker-work" role={(!page.has_form()).then_some("main")} aria-labelledby={TITLE}>
                { head(&ui) }
                { error(&ui) }
                if page.maker().is_some() {
                    { doubts::unlike(&ui) }
                    { doubts::differing(&ui) }
                    { doubts::doubts(&ui) }
                    { doubts::troubles(&ui) }
                    { doubts::unfinished(&ui) }
                    { tabs(&ui) }
                    <div class="maker-tab">
                        { match page.tab() {
                            Tab::Source => source::source(&ui),
                            Tab::Items => items::items(&ui),
                            Tab::Whole => whole::whole(&ui),
                            Tab::File => file::file(&ui),
                        } }
                        { removed(&ui) }
                    </div>
                    { out::out(&ui) }
                } else {
                    { start::start(&ui) }
                }
            </section>
        </div>
    }
}

fn head(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let maker = ui.page.maker();
    let back = match maker {
        Some(_) => ui.sends(MakerMsg::Close),
        None => ui.runs(MakerStore::leave),
    };
    html! {
        <header class="maker-head">
            <h1 id={TITLE} tabindex="-1">{ m.title }</h1>
            <span class="maker-commands">
                if let Some(maker) = maker {
                    <button type="button" class="maker-skip" onclick={ui.runs(|_| maker::focus(out::OUT))}>{ m.skip_to_out }</button>
                    // A disabled button loses the focus.
                    <button type="button" id={UNDO_BUTTON} aria-disabled={(!maker.can_undo()).then_some("true")} title="Ctrl+Z" onclick={ui.sends(MakerMsg::Undo)}>{ m.undo }</button>
                    <button type="button" aria-disabled={(!maker.can_redo()).then_some("true")} title="Ctrl+Shift+Z" onclick={ui.sends(MakerMsg::Redo)}>{ m.redo }</button>
                    <button type="button" class="primary" disabled={!ui.page.is_ready()} onclick={ui.sends(MakerMsg::HandOut)}>{ m.out_page_short }</button>
                }
                <button type="button" onclick={back}>{ m.close }</button>
            </span>
            <p class="maker-status" role="status">{ status(ui) }</p>
            if let Some(maker) = maker {
                <p class="maker-row maker-full">
                    { start::file_button(ui, m.reopen) }
                    <span class="quiet">{ m.reopen_text }</span>
                </p>
                <p class="maker-sum">
                    { sum(ui) }
                    if maker.own_scores() > 0 {
                        <span class="quiet">{ fill(m.own_scores, &[("count", &maker.own_scores().to_string())]) }</span>
                    }
                </p>
            }
        </header>
    }
}

fn sum(ui: &Ui<'_>) -> String {
    let outline = ui
        .page
        .maker()
        .map(|maker| (maker.outline().criteria, maker.outline().total));
    let (criteria, total) = outline.unwrap_or_default();
    fill(
        ui.m.sum,
        &[("count", &criteria.to_string()), ("points", &total.to_string())],
    )
}

fn status(ui: &Ui<'_>) -> String {
    let m = ui.m;
    if ui.page.is_reading() {
        return m.reading.to_owned();
    }
    second::keeping(m, ui.page.keeping())
}

fn error(ui: &Ui<'_>) -> Html {
    let Some(error) = ui.page.error() else {
        return Html::default();
    };
    html! {
        <div class="maker-error" id={ERROR} tabindex="-1" role="alert">
            <p>{ words::error(ui.m, error) }</p>
            { ui.button(ui.m.dismiss, None, MakerMsg::Dismiss) }
        </div>
    }
}

/// Says what was removed last, with a button that takes it back.
fn removed(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let name = ui.page.removed_name();
    html! {
        <div role="status">
            if let Some(name) = name {
                <p class="maker-removed">
                    <span>{ fill(m.removed, &[("what", &words::short(name))]) }</span>
                    { ui.button(m.undo, Some(fill(m.removed_undo, &[("what", &words::short(name))])), MakerMsg::Undo) }
                </p>
            }
        </div>
    }
}

fn tabs(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let has_source = ui.page.maker().is_some_and(|maker| maker.source().is_some());
    let all = [
        (Tab::Source, m.tab_source),
        (Tab::Items, m.tab_items),
        (Tab::Whole, m.tab_whole),
        (Tab::File, m.tab_file),
    ];
    let all = all.into_iter().filter(|(tab, _)| *tab != Tab::Source || has_source);
    html! {
        <div class="maker-tabs" role="group" aria-label={m.tabs}>
            { for all.map(|(tab, words)| {
                let pressed = if tab == ui.page.tab() { "true" } else { "false" };
                html! { <button type="button" key={words} aria-pressed={pressed} onclick={ui.sends(MakerMsg::Show(tab))}>{ words }</button> }
            }) }
        </div>
    }
}
