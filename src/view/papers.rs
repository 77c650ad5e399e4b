//! The page "Reports and tables": a paper with the form's figures, whose words can be changed in place, and what is made of it.

mod blocks;
mod original;
mod out;

use crate::locale::{Locale, MakerMessages, PapersMessages, fill, maker};
use crate::state::papers::{Kind, Origin, PapersMsg, PapersPage, TITLE};
use crate::view::hooks::use_second;
use crate::view::second;
use crate::web::maker::Step;
use crate::web::papers::PapersStore;
use web_sys::FileList;
use yew::prelude::*;

/// The properties of the page.
#[derive(Properties, PartialEq)]
pub struct PapersProps {
    /// Its store.
    pub store: PapersStore,
}

/// What the functions that draw need.
struct Ui<'u> {
    store: &'u PapersStore,
    page: &'u PapersPage,
    m: &'static PapersMessages,
    /// The messages that both pages of the program have.
    shared: &'static MakerMessages,
}

impl Ui<'_> {
    /// Returns a listener that sends a message.
    fn sends(&self, msg: PapersMsg) -> Callback<MouseEvent> {
        let store = self.store.clone();
        Callback::from(move |_: MouseEvent| store.send(msg.clone()))
    }

    /// Returns a listener that runs a command of the store.
    fn runs(&self, command: impl Fn(&PapersStore) + 'static) -> Callback<MouseEvent> {
        let store = self.store.clone();
        Callback::from(move |_: MouseEvent| command(&store))
    }

    /// Draws a button that opens a file. `take` gets the chosen files.
    fn file_button(
        &self,
        words: &'static str,
        kinds: &'static str,
        take: impl Fn(&PapersStore, Option<FileList>) + 'static,
    ) -> Html {
        let store = self.store.clone();
        second::file_button(words, kinds, move |files| take(&store, files))
    }
}

/// The page.
#[component]
pub fn PapersView(props: &PapersProps) -> Html {
    let store = &props.store;
    use_second(store);
    let language = store.language();
    let page = store.page();
    let ui = Ui {
        store,
        page: &page,
        m: store.words(),
        shared: maker::messages(&language),
    };
    let onkeydown = {
        let store = store.clone();
        second::steps(move |step| {
            store.send(match step {
                Step::Undo => PapersMsg::Undo,
                Step::Redo => PapersMsg::Redo,
            });
        })
    };
    html! {
        <main class="papers" lang={language} aria-labelledby={TITLE} {onkeydown}>
            { head(&ui) }
            if page.is_open() {
                { kinds(&ui) }
                <div class="papers-halves">
                    <div class="papers-side">
                        { out::out(&ui) }
                        { earlier(&ui) }
                        { original::original(&ui) }
                    </div>
                    { paper(&ui) }
                </div>
            } else {
                <p>{ ui.m.loading }</p>
            }
        </main>
    }
}

fn head(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    html! {
        <header class="maker-head">
            <h1 id={TITLE} tabindex="-1">{ m.title }</h1>
            <span class="maker-commands">
                <button type="button" aria-disabled={(!ui.page.can_undo()).then_some("true")} title="Ctrl+Z" onclick={ui.sends(PapersMsg::Undo)}>{ ui.shared.undo }</button>
                <button type="button" aria-disabled={(!ui.page.can_redo()).then_some("true")} title="Ctrl+Shift+Z" onclick={ui.sends(PapersMsg::Redo)}>{ ui.shared.redo }</button>
                <button type="button" onclick={ui.runs(PapersStore::leave)}>{ m.close }</button>
            </span>
            <p class="maker-status" role="status">{ second::keeping(ui.shared, ui.page.keeping()) }</p>
        </header>
    }
}

fn kinds(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let words = |kind| match kind {
        Kind::Report => m.kind_report,
        Kind::Comparison => m.kind_comparison,
        Kind::Ledger => m.kind_ledger,
        Kind::Orders => m.kind_orders,
        Kind::Evidence => m.kind_evidence,
    };
    let pressed = |is_on: bool| if is_on { "true" } else { "false" };
    html! {
        <div class="papers-choice">
            <div class="maker-tabs" role="group" aria-label={m.kinds}>
                { for Kind::ALL.into_iter().map(|kind| html! {
                    <button type="button" key={words(kind)} aria-pressed={pressed(kind == ui.page.kind())} onclick={ui.sends(PapersMsg::Show(kind))}>{ words(kind) }</button>
                }) }
            </div>
            <div class="maker-tabs" role="group" aria-label={m.language}>
                { for Locale::ALL.iter().map(|locale| html! {
                    <button type="button" key={locale.tag} lang={locale.tag} aria-pressed={pressed(locale.tag == ui.page.language())} onclick={ui.sends(PapersMsg::SetLanguage(locale.tag))}>{ locale.messages.own_name }</button>
                }) }
            </div>
        </div>
    }
}

fn earlier(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    html! {
        <section aria-labelledby="papers-earlier">
            <h2 id="papers-earlier">{ m.earlier }</h2>
            <div role="status">
                if let Some(file) = ui.page.earlier() {
                    <p>{ fill(m.earlier_open, &[("file", file)]) }</p>
                } else if let Some(file) = ui.page.not_earlier() {
                    <p class="maker-fault">{ fill(m.earlier_wrong, &[("file", file)]) }</p>
                }
            </div>
            <p class="maker-row">
                { ui.file_button(m.earlier_choose, ".json,application/json", |store, files| store.open_earlier(files)) }
                if ui.page.earlier().is_some() {
                    <button type="button" onclick={ui.sends(PapersMsg::CloseEarlier)}>{ m.earlier_close }</button>
                }
            </p>
            <p class="quiet">{ m.earlier_text }</p>
        </section>
    }
}

fn paper(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let (title, origin) = ui.page.title();
    let mark = (origin != Origin::Form).then_some("paper-own");
    html! {
        <section class="papers-paper" aria-labelledby="papers-document">
            <h2 id="papers-document">{ m.document }</h2>
            <p class="quiet">{ m.text }</p>
            <p class="quiet">{ m.figures }</p>
            <article class="paper" lang={ui.page.language()}>
                { blocks::area(ui, "paper-title", m.title_field.to_owned(), classes!("paper-title", mark), &title, PapersMsg::TypeTitle) }
                { for ui.page.blocks().iter().enumerate().map(|(i, edited)| blocks::block(ui, i, edited)) }
            </article>
        </section>
    }
}
