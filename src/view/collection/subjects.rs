//! The table of subjects: a row for each, of which those near the viewport are drawn.

use super::Ui;
use super::figures::{fields, names, value};
use crate::locale::{Locale, fill, maker};
use crate::state::collection::{CollectionMsg, Column, row_id};
use crate::view::hooks::use_rows_in_view;
use crate::view::second;
use crate::web::collection::CollectionStore;
use assessment::score::Standing;
use rollup::Row;
use rollup::collection::total;
use yew::prelude::*;

/// The most sections with a column of their own.
const SECTIONS: usize = 12;

pub(super) fn subjects(ui: &Ui<'_>) -> Html {
    html! {
        <>
            { filters(ui) }
            <Rows store={ui.store.clone()} version={ui.page.version()} locale={ui.locale} />
        </>
    }
}

fn filters(ui: &Ui<'_>) -> Html {
    let (m, view) = (ui.m, ui.page.view());
    let grades = ui
        .page
        .collection()
        .map_or(0, |collection| collection.layout().grades.len());
    let grade_options = [(String::new(), m.grade_all.to_owned())]
        .into_iter()
        .chain((0..grades).map(|grade| (grade.to_string(), ui.grade(grade as u32))))
        .chain([("none".to_owned(), m.grade_none.to_owned())]);
    let grade = match view.grade {
        None => String::new(),
        Some(None) => "none".to_owned(),
        Some(Some(grade)) => grade.to_string(),
    };
    let choose_grade = {
        let store = ui.store.clone();
        move |value: String| {
            store.send(CollectionMsg::Grade(match &*value {
                "" => None,
                grade => Some(grade.parse().ok()),
            }));
        }
    };
    let raters = ui
        .page
        .collection()
        .map(|collection| collection.raters())
        .unwrap_or_default();
    let shown = [
        ("shown", ui.count(ui.page.shown().len())),
        ("count", ui.count(ui.page.rows().len())),
    ];
    let shown = shown.each_ref().map(|(name, value)| (*name, &**value));
    html! {
        <div class="maker-row collection-filters">
            { second::field("collection-find", m.find, &view.words, ui.types(CollectionMsg::Find)) }
            if grades > 0 { { second::choice("collection-grade", m.grade, grade_options, &grade, choose_grade) } }
            { for fields(ui).into_iter().take(4).map(|(field, label)| value_choice(ui, field, label)) }
            if raters.len() > 1 { { rater_choice(ui, &raters) } }
            <p class="quiet" role="status">{ fill(m.shown, &shown) }</p>
            <p class="quiet">{ m.table_text }</p>
        </div>
    }
}

fn value_choice(ui: &Ui<'_>, field: usize, label: String) -> Html {
    let rubric = ui.rubric();
    let options = rubric
        .and_then(|rubric| rubric.profile.get(field))
        .map(|field| &field.options[..]);
    let options = options.unwrap_or_default().iter();
    let all = [(String::new(), ui.m.value_all.to_owned())]
        .into_iter()
        .chain(options.map(|option| (option.id.to_string(), value(ui, field, &option.id))));
    let chosen = ui.page.view().value.as_ref().filter(|(own, _)| *own == field);
    let chosen = chosen.map(|(_, value)| value.to_string()).unwrap_or_default();
    let store = ui.store.clone();
    second::choice(
        &format!("collection-value-{field}"),
        &label,
        all,
        &chosen,
        move |value| {
            let value = Some((field, value.into_boxed_str())).filter(|(_, value)| !value.is_empty());
            store.send(CollectionMsg::Value(value));
        },
    )
}

fn rater_choice(ui: &Ui<'_>, raters: &[u32]) -> Html {
    let rubric = ui.rubric();
    let words = |place: u32| {
        let rater = rubric.and_then(|rubric| rubric.raters.get(place as usize));
        rater.map_or_else(
            || ui.m.combined.to_owned(),
            |rater| rater.label.wording(ui.locale.tag).to_string(),
        )
    };
    let options = raters.iter().map(|rater| (rater.to_string(), words(*rater)));
    let store = ui.store.clone();
    let choose = move |value: String| {
        if let Ok(rater) = value.parse() {
            store.send(CollectionMsg::Rater(rater));
        }
    };
    let chosen = ui.page.view().rater.to_string();
    second::choice("collection-rater", ui.m.rater, options, &chosen, choose)
}

#[derive(Properties, PartialEq)]
struct RowsProps {
    store: CollectionStore,
    version: u32,
    locale: Locale,
}

#[component]
fn Rows(props: &RowsProps) -> Html {
    let page = props.store.page();
    let ui = Ui {
        store: &props.store,
        page: &page,
        m: props.store.words(),
        shared: maker::messages(props.locale.tag),
        locale: props.locale,
    };
    let shown = page.shown();
    let view = use_rows_in_view(shown.len(), page.returns_to());
    let columns = columns(&ui);
    let heads = columns.iter().map(|(column, name)| {
        let order = page.view().order;
        let (sort, sign) = match (order.column == *column, order.is_down) {
            (false, _) => (None, ""),
            (true, true) => (Some("descending"), "↓"),
            (true, false) => (Some("ascending"), "↑"),
        };
        html! {
            <th scope="col" aria-sort={sort}><button type="button" onclick={ui.sends(CollectionMsg::Sort(*column))}>{ name }<span aria-hidden="true">{ sign }</span></button></th>
        }
    });
    let rows = shown[view.range.clone()]
        .iter()
        .zip(view.range.start..)
        .map(|(at, number)| {
            let row = &page.rows()[*at];
            html! {
                <tr key={page.key(*at)} aria-rowindex={(number + 2).to_string()}>
                    { for columns.iter().map(|(column, _)| cell(&ui, *column, *at, row)) }
                </tr>
            }
        });
    let width = columns.len().to_string();
    html! {
        <div class="collection-scroll collection-rows" ref={view.place} onscroll={view.onscroll} tabindex="0" role="region" aria-label={ui.m.tab_subjects}>
            <table class="collection-table" aria-rowcount={(shown.len() + 1).to_string()}>
                <thead><tr aria-rowindex="1">{ for heads }</tr></thead>
                <tbody>
                    <tr key="before" class="collection-before" aria-hidden="true"><td colspan={width.clone()}></td></tr>
                    { for rows }
                    <tr key="after" class="collection-after" aria-hidden="true"><td colspan={width}></td></tr>
                </tbody>
            </table>
        </div>
    }
}

/// The columns with their names. Those with nothing to show are left out.
fn columns(ui: &Ui<'_>) -> Vec<(Column, String)> {
    let (m, page) = (ui.m, ui.page);
    let mut columns = vec![(Column::Rank, m.rank), (Column::Subject, m.subject)];
    let first = page.rows().first().map(|row| &row.period);
    let has_periods = page.rows().iter().any(|row| Some(&row.period) != first);
    columns.extend(has_periods.then_some((Column::Period, m.period)));
    columns.push((Column::Total, m.total));
    let has_grades = page
        .collection()
        .is_some_and(|collection| !collection.layout().grades.is_empty());
    columns.extend(has_grades.then_some((Column::Grade, m.grade)));
    columns.extend(page.earlier().is_some().then_some((Column::Change, m.change)));
    let mut columns: Vec<(Column, String)> = columns
        .into_iter()
        .map(|(column, name)| (column, name.to_owned()))
        .collect();
    let sections = page.collection().map(|collection| &collection.layout().sections[..]);
    let sections = sections.unwrap_or_default().iter();
    let [names, _] = names(ui);
    let own = (0..)
        .zip(sections)
        .zip(names)
        .filter(|((_, section), _)| section.depth == 1 && section.has_points);
    columns.extend(own.take(SECTIONS).map(|((at, _), name)| (Column::Section(at), name)));
    let last = [
        (Column::Findings, m.findings),
        (Column::Problems, m.problems),
        (Column::Typed, m.typed),
    ];
    columns.extend(last.map(|(column, name)| (column, name.to_owned())));
    columns
}

fn cell(ui: &Ui<'_>, column: Column, at: usize, row: &Row) -> Html {
    let (m, page) = (ui.m, ui.page);
    let scores = row.of_rater(page.view().rater);
    let text = |text: String| html! { <td>{ text }</td> };
    let number = |number: String| html! { <td class="collection-number">{ number }</td> };
    match column {
        Column::Rank => number(page.rank(at).map(|rank| rank.to_string()).unwrap_or_default()),
        Column::Subject => {
            let name = ui.name(row);
            let says = fill(m.open, &[("name", &name)]);
            html! {
                <th scope="row"><button type="button" id={row_id(at)} class="collection-name" aria-label={says} onclick={ui.sends(CollectionMsg::Open(at))}>{ name }</button></th>
            }
        }
        Column::Period => text(row.period.to_string()),
        Column::Total => {
            let points = scores.and_then(|scores| scores.total);
            let is_final = scores.is_some_and(|scores| scores.standing == Standing::Final);
            let points = points.map_or_else(|| "—".to_owned(), |part| format!("{} / {}", part.score(), part.max()));
            html! {
                <td class="collection-number">{ points }if !is_final { <span class="quiet">{ format!(" {}", m.unfinished) }</span> }</td>
            }
        }
        Column::Grade => text(page.grade(at).map(|grade| ui.grade(grade)).unwrap_or_default()),
        Column::Section(section) => {
            let part = scores.and_then(|scores| scores.sections.get(section as usize).copied().flatten());
            let risen = page
                .change(at)
                .and_then(|change| *change.sections.get(section as usize)?);
            html! {
                <td class="collection-number">
                    { part.map(|part| part.score().to_string()).unwrap_or_default() }
                    if let Some(risen) = risen { <span class="quiet">{ format!(" ({})", signed(risen)) }</span> }
                </td>
            }
        }
        Column::Findings => number(ui.count(scores.map_or(0, |scores| scores.findings.len()))),
        Column::Problems => number(ui.count(row.problems.len())),
        Column::Change => number(change(ui, at)),
        Column::Typed => {
            let id = row.id.clone();
            let input = ui.types(move |text| CollectionMsg::Type(id.clone(), text));
            let name = fill(m.typed_of, &[("name", &ui.name(row))]);
            let difference = page.typed_difference(at).map(signed).unwrap_or_default();
            html! {
                <td class="collection-number">
                    <input type="text" inputmode="decimal" aria-label={name} value={page.typed(at).to_owned()} oninput={input} />
                    <span class="quiet" title={m.typed_difference}>{ difference }</span>
                </td>
            }
        }
    }
}

fn change(ui: &Ui<'_>, at: usize) -> String {
    let Some(change) = ui.page.change(at) else {
        return "—".to_owned();
    };
    let before = ui.points(change.before);
    let now = ui.page.rows()[at].of_rater(ui.page.view().rater).and_then(total);
    match change.total.filter(|_| now.is_some()) {
        Some(points) => format!("{} ({before})", signed(points)),
        None => format!("({before})"),
    }
}

/// Points with their sign.
fn signed(points: assessment::points::Decimal) -> String {
    match points.cmp(&assessment::points::Decimal::ZERO) {
        std::cmp::Ordering::Greater => format!("+{points}"),
        _ => points.to_string(),
    }
}
