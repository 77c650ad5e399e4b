//! The page "Put records together": the records of many subjects as one table, and what they amount to.

mod charts;
mod checks;
mod entry;
mod figures;
mod out;
mod periods;
mod problems;
mod start;
mod subjects;

use crate::locale::{CollectionMessages, Locale, MakerMessages, fill, maker};
use crate::state::Keeping;
use crate::state::collection::{CLEAR, CollectionMsg, CollectionPage, KEEP, Phase, Said, TITLE, Tab};
use crate::view::hooks::use_second;
use crate::view::second;
use crate::web::collection::CollectionStore;
use assessment::points::Decimal;
use assessment::rubric::Rubric;
use rollup::Row;
use std::rc::Rc;
use yew::prelude::*;

/// The properties of the page.
#[derive(Properties, PartialEq)]
pub struct CollectionProps {
    /// Its store.
    pub store: CollectionStore,
}

/// What the functions that draw need.
struct Ui<'u> {
    store: &'u CollectionStore,
    page: &'u CollectionPage,
    m: &'static CollectionMessages,
    /// The messages that the pages of the program share.
    shared: &'static MakerMessages,
    locale: Locale,
}

impl Ui<'_> {
    /// Returns a listener that sends a message.
    fn sends(&self, msg: CollectionMsg) -> Callback<MouseEvent> {
        let store = self.store.clone();
        Callback::from(move |_: MouseEvent| store.send(msg.clone()))
    }

    /// Returns a listener that sends the text of a field.
    fn types(&self, msg: impl Fn(String) -> CollectionMsg + 'static) -> Callback<InputEvent> {
        let store = self.store.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(text) = second::typed(&event) {
                store.send(msg(text));
            }
        })
    }

    /// Returns a listener that runs a command of the store.
    fn runs(&self, command: impl Fn(&CollectionStore) + 'static) -> Callback<MouseEvent> {
        let store = self.store.clone();
        Callback::from(move |_: MouseEvent| command(&store))
    }

    /// A count in the person's language.
    fn count(&self, count: usize) -> String {
        self.locale.number(count)
    }

    /// Points, or a dash.
    fn points(&self, points: Option<Decimal>) -> String {
        points.map_or_else(|| "—".to_owned(), |points| points.to_string())
    }

    /// A rate in percent, or a dash.
    fn percent(&self, rate: Option<Decimal>) -> String {
        rate.map_or_else(|| "—".to_owned(), |rate| format!("{rate}%"))
    }

    /// The name of a row's subject.
    fn name(&self, row: &Row) -> String {
        if row.subject.is_empty() {
            fill(self.m.name_none, &[("file", &row.file)])
        } else {
            row.subject.to_string()
        }
    }

    /// A period in words.
    fn period(&self, period: &str) -> String {
        if period.is_empty() {
            self.m.period_none.to_owned()
        } else {
            period.to_owned()
        }
    }

    fn rubric(&self) -> Option<&Rc<Rubric>> {
        self.page.rubric()
    }

    /// The name of a grade by place.
    fn grade(&self, grade: u32) -> String {
        let rubric = self.rubric();
        let grades = rubric.and_then(|rubric| rubric.grades.as_ref());
        let band = grades.and_then(|grades| grades.bands.get(grade as usize));
        band.map(|band| band.label.wording(self.locale.tag).to_string())
            .unwrap_or_default()
    }
}

/// The page.
#[component]
pub fn CollectionView(props: &CollectionProps) -> Html {
    let store = &props.store;
    use_second(store);
    let page = store.page();
    let locale = store.locale();
    let ui = Ui {
        store,
        page: &page,
        m: store.words(),
        shared: maker::messages(locale.tag),
        locale,
    };
    let content = match page.phase() {
        _ if page.opened().is_some() => form_head(&ui),
        _ if is_blank(&page) => start::start(&ui),
        _ => work(&ui),
    };
    let ondrop = {
        let store = store.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            store.take_drop(event.data_transfer());
        })
    };
    let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
    html! {
        <main class={classes!("papers", "collection", page.opened().is_some().then_some("collection-beside"))} lang={locale.tag} aria-labelledby={TITLE} {ondrop} {ondragover}>
            { head(&ui) }
            { content }
        </main>
    }
}

/// Whether there is nothing to show yet.
fn is_blank(page: &CollectionPage) -> bool {
    let is_reading = matches!(page.phase(), Phase::Reading(..) | Phase::Settling);
    page.rows().is_empty() && page.unread().is_empty() && page.grid().is_none() && !is_reading
}

fn head(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let title = ui
        .rubric()
        .map(|rubric| rubric.title.wording(ui.locale.tag).to_string());
    html! {
        <header class="maker-head">
            <h1 id={TITLE} tabindex="-1">{ m.title }{ for title.map(|title| html! { <span class="collection-rubric">{ title }</span> }) }</h1>
            <span class="maker-commands">
                if ui.page.opened().is_none() {
                    if !ui.page.rows().is_empty() || ui.page.grid().is_some() {
                        { start::buttons(ui, m.add) }
                        <button type="button" id={CLEAR} aria-expanded={if ui.page.asks_clear() { "true" } else { "false" }}
                            onclick={ui.sends(CollectionMsg::AskClear(!ui.page.asks_clear()))}>{ m.clear }</button>
                    }
                    if *ui.page.keeping() == Keeping::Elsewhere {
                        <button type="button" onclick={ui.sends(CollectionMsg::StoreThis)}>{ m.store_this }</button>
                    }
                    <button type="button" onclick={ui.runs(CollectionStore::leave)}>{ m.close }</button>
                }
            </span>
            if ui.page.asks_clear() {
                <p class="maker-full maker-row" role="group" aria-label={m.clear}>
                    <span>{ m.clear_text }</span>
                    <button type="button" onclick={ui.sends(CollectionMsg::Clear)}>{ m.clear_confirm }</button>
                    <button type="button" id={KEEP} onclick={ui.sends(CollectionMsg::AskClear(false))}>{ m.clear_not }</button>
                </p>
            }
            // Every batch of records is another text, which nobody wants to be read out.
            <p class="maker-status" role="status" aria-live={matches!(ui.page.phase(), Phase::Reading(..)).then_some("off")}>{ status(ui) }</p>
            <p class="maker-full" role="status">{ said(ui) }</p>
            if ui.page.is_incomplete() && *ui.page.phase() == Phase::Done {
                <p class="maker-full maker-fault" role="status">{ m.incomplete }</p>
            }
        </header>
    }
}

/// What the person is to know about the last command.
fn said(ui: &Ui<'_>) -> String {
    let m = ui.m;
    let (words, file) = match ui.page.said() {
        None => return String::new(),
        Some(Said::NotAllFiles(most)) => return fill(m.not_all_files, &[("most", &ui.count(*most))]),
        Some(Said::NoForm) => return m.form_gone.to_owned(),
        Some(Said::NotSettled) => return m.not_settled.to_owned(),
        Some(Said::RowsLost) => return m.rows_lost.to_owned(),
        Some(Said::Given(file)) => (m.given, file),
        Some(Said::NotGiven(file)) => (m.not_given, file),
        Some(Said::NotEarlier(file)) => (m.not_earlier, file),
    };
    fill(words, &[("file", file)])
}

/// What the page does, and whether the browser has stored what is shown.
fn status(ui: &Ui<'_>) -> String {
    let m = ui.m;
    let count = ui.count(ui.page.rows().len());
    match ui.page.phase() {
        Phase::Opening | Phase::Empty => String::new(),
        Phase::Looking => m.looking.to_owned(),
        Phase::NeedsRubric(id) if id.is_empty() => m.needs_records.to_owned(),
        Phase::NeedsRubric(id) => fill(m.needs_rubric, &[("id", id)]),
        Phase::Reading(done, all) => {
            let percent = (done * 100 / (*all).max(1)).min(100).to_string();
            fill(m.reading, &[("count", &count), ("percent", &percent)])
        }
        Phase::Settling => m.settling.to_owned(),
        Phase::Done => {
            let kept = match ui.page.keeping() {
                Keeping::Opened => m.opened.to_owned(),
                Keeping::Failed(error) => fill(m.not_saved, &[("why", &second::why(ui.shared, error))]),
                keeping => second::keeping(ui.shared, keeping),
            };
            format!("{} {kept}", fill(m.done, &[("count", &count)]))
        }
    }
}

/// What stands above the form of a record.
fn form_head(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let row = ui.page.opened().and_then(|at| ui.page.rows().get(at));
    html! {
        <section class="collection-form" aria-labelledby="collection-form">
            <h2 id="collection-form" tabindex="-1">{ row.map(|row| ui.name(row)).unwrap_or_default() }</h2>
            <p class="maker-row">
                <button type="button" onclick={ui.sends(CollectionMsg::Close)}>{ m.back }</button>
                <button type="button" onclick={ui.sends(CollectionMsg::Step(false))}>{ m.previous }</button>
                <button type="button" onclick={ui.sends(CollectionMsg::Step(true))}>{ m.next }</button>
            </p>
        </section>
    }
}

fn work(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let view = ui.page.view();
    let words = |tab| match tab {
        Tab::Summary => m.tab_summary,
        Tab::Subjects => m.tab_subjects,
        Tab::Criteria => m.tab_criteria,
        Tab::Problems => m.tab_problems,
        Tab::Checks => m.tab_checks,
        Tab::Periods => m.tab_periods,
        Tab::Entry => m.tab_entry,
    };
    let content = match view.tab {
        Tab::Summary => figures::summary(ui),
        Tab::Subjects => subjects::subjects(ui),
        Tab::Criteria => figures::criteria(ui),
        Tab::Problems => problems::problems(ui),
        Tab::Checks => checks::checks(ui),
        Tab::Periods => periods::periods(ui),
        Tab::Entry => entry::entry(ui),
    };
    html! {
        <>
            if matches!(ui.page.phase(), Phase::Reading(..)) {
                <p class="maker-row"><button type="button" onclick={ui.runs(CollectionStore::stop)}>{ m.stop }</button></p>
            }
            <div class="maker-tabs" role="group" aria-label={m.tabs}>
                { for Tab::ALL.into_iter().map(|tab| html! {
                    <button type="button" key={words(tab)} aria-pressed={if tab == view.tab { "true" } else { "false" }} onclick={ui.sends(CollectionMsg::Show(tab))}>{ words(tab) }</button>
                }) }
            </div>
            <section class="collection-tab" aria-label={words(view.tab)}>{ content }</section>
            { out::out(ui) }
            <p class="collection-sign">{ m.print_sign }</p>
        </>
    }
}

/// The most characters of a text that is not broken into lines.
const SHORT: usize = 12;

/// Draws a table of texts: its caption, the names of its columns, and its rows. The first cell of a row is its name.
fn table(caption: &str, columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Html {
    html! {
        <div class="collection-scroll" role="region" aria-label={caption.to_owned()} tabindex="0">
            <table class="collection-table">
                <caption>{ caption }</caption>
                <thead><tr>{ for columns.iter().map(|column| html! { <th scope="col">{ *column }</th> }) }</tr></thead>
                <tbody>{ for rows.map(|cells| html! {
                    <tr>{ for cells.into_iter().enumerate().map(|(i, cell)| match i {
                        0 => html! { <th scope="row">{ cell }</th> },
                        // Names, days and numbers stay on one line.
                        _ => html! { <td class={(cell.chars().count() <= SHORT).then_some("collection-short")}>{ cell }</td> },
                    }) }</tr>
                }) }</tbody>
            </table>
        </div>
    }
}
