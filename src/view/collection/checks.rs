//! What a person should look at: copies, files that were not read, figures that differ, other versions, and names that are missing.

use super::Ui;
use super::figures::m_list;
use crate::locale::fill;
use crate::state::collection::{CollectionMsg, ReadFault};
use crate::view::second;
use rollup::{Newer, Row};
use yew::prelude::*;

/// How many lines of a kind are shown.
const SHOWN: usize = 200;

pub(super) fn checks(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let parts = [unread(ui), copies(ui), differing(ui), versions(ui)];
    let is_fine = parts.iter().all(|part| *part == Html::default());
    html! {
        <>
            if is_fine { <p>{ m.checks_fine }</p> }
            { for parts }
            { list(ui) }
        </>
    }
}

/// Draws a heading with a count and lines below it; nothing without lines.
fn lines(ui: &Ui<'_>, heading: &str, all: Vec<String>) -> Html {
    if all.is_empty() {
        return Html::default();
    }
    let count = ui.count(all.len());
    html! {
        <>
            <h2>{ fill(heading, &[("count", &count)]) }</h2>
            <ul class="collection-lines">{ for all.into_iter().take(SHOWN).map(|line| html! { <li>{ line }</li> }) }</ul>
        </>
    }
}

fn unread(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let why = |fault: &ReadFault| match fault {
        ReadFault::Damaged { line, column, .. } => fill(
            m.damaged,
            &[("line", &line.to_string()), ("column", &column.to_string())],
        ),
        ReadFault::DamagedPage => m.damaged_page.to_owned(),
        ReadFault::InArchive => m.in_archive.to_owned(),
        ReadFault::NoRecord => m.no_record.to_owned(),
        ReadFault::OtherRubric(id) => fill(m.other_rubric, &[("id", id)]),
        ReadFault::TooLarge => m.too_large.to_owned(),
        ReadFault::Unreadable => m.unreadable.to_owned(),
    };
    let all = ui.page.unread().iter();
    let all = all.map(|one| fill(m.unread_one, &[("file", &one.file), ("why", &why(&one.fault))]));
    lines(ui, m.unread, all.collect())
}

fn copies(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let all = ui.page.replaced().iter().map(|one| {
        let why = match one.why {
            Newer::Same => m.why_same,
            Newer::History => m.why_history,
            Newer::Time => m.why_time,
            Newer::Date => m.why_date,
            Newer::Order => m.why_order,
        };
        let words = if one.is_copy { m.copy_old } else { m.copy_apart };
        fill(words, &[("file", &one.file), ("by", &one.by), ("why", why)])
    });
    lines(ui, m.copies, all.collect())
}

fn differing(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let words = |row: &Row| {
        let all = row.differences.iter().map(|one| {
            let values = [
                ("place", &*one.place),
                ("record", &*one.record),
                ("computed", &*one.computed),
            ];
            fill(m.differs_place, &values)
        });
        let all: Vec<String> = all.take(5).collect();
        fill(
            m.differs_one,
            &[("name", &ui.name(row)), ("what", &all.join(m_list(ui)))],
        )
    };
    let rows = ui.page.rows().iter().filter(|row| !row.differences.is_empty());
    lines(ui, m.differs, rows.map(words).collect())
}

fn versions(ui: &Ui<'_>) -> Html {
    let rows = ui.page.rows().iter();
    let other = rows.filter(|row| row.notices.iter().any(|code| **code == *"other-version"));
    let names: Vec<String> = other.map(|row| ui.name(row)).collect();
    if names.is_empty() {
        return Html::default();
    }
    let count = ui.count(names.len());
    let shown: Vec<String> = names.into_iter().take(SHOWN).collect();
    html! { <p>{ fill(ui.m.versions, &[("count", &count), ("names", &shown.join(m_list(ui)))]) }</p> }
}

fn list(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let missing = ui.page.missing();
    let joined = |names: Vec<String>| {
        let count = ui.count(names.len());
        let shown: Vec<String> = names.into_iter().take(SHOWN).collect();
        (count, shown.join(m_list(ui)))
    };
    let say = |words: &str, names: Vec<String>| {
        if names.is_empty() {
            return Html::default();
        }
        let (count, names) = joined(names);
        html! { <p>{ fill(words, &[("count", &count), ("names", &names)]) }</p> }
    };
    let rows = ui.page.rows();
    let unexpected = missing.unexpected.iter().map(|at| ui.name(&rows[*at]));
    let has_list = !ui.page.list().trim().is_empty();
    html! {
        <>
            <h2>{ m.list }</h2>
            { second::area("collection-list", m.in_list, ui.page.list(), ui.types(CollectionMsg::List)) }
            <div role="status">
                if has_list {
                    if missing.missing.is_empty() { <p>{ m.list_fine }</p> }
                    { say(m.list_missing, missing.missing.iter().map(ToString::to_string).collect()) }
                    { say(m.list_unexpected, unexpected.collect()) }
                    { say(m.list_repeated, missing.repeated.iter().map(ToString::to_string).collect()) }
                }
            </div>
        </>
    }
}
