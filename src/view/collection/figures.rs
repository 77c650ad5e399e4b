//! What all records amount to: totals, grades, sections, groups, and where points are lost.

use super::{Ui, charts, table};
use crate::locale::fill;
use crate::state::collection::CollectionMsg;
use crate::view::second;
use assessment::rubric::{FieldKind, Part};
use rollup::Figures;
use rollup::figures::{INTERVALS, Share};
use std::cmp::Reverse;
use yew::prelude::*;

/// The names of sections, each with its label, in the order of the layout; and those of criteria.
pub(super) fn names(ui: &Ui<'_>) -> [Vec<String>; 2] {
    let (mut sections, mut criteria) = (Vec::new(), Vec::new());
    let tag = ui.locale.tag;
    if let Some(rubric) = ui.rubric() {
        rubric.walk(&mut |part| {
            let (label, text, names) = match part {
                Part::Section(section) => (&section.label, &section.title, &mut sections),
                Part::Criterion(criterion) => (&criterion.label, &criterion.text, &mut criteria),
            };
            let label = label.as_ref().map(|label| format!("{} ", label.wording(tag)));
            names.push(label.unwrap_or_default() + &text.wording(tag));
        });
    }
    [sections, criteria]
}

pub(super) fn summary(ui: &Ui<'_>) -> Html {
    let Some(figures) = ui.page.figures() else {
        return Html::default();
    };
    html! {
        <>
            { totals(ui, figures) }
            { grades(ui, figures) }
            { distribution(ui, figures) }
            { sections(ui, figures) }
            { groups(ui) }
            { top(ui) }
        </>
    }
}

/// The sections, each beside its rate in the earlier collection if one is open. Only those that are part of the maximum have a bar.
fn sections(ui: &Ui<'_>, figures: &Figures) -> Html {
    let m = ui.m;
    let Some(layout) = ui.page.collection().map(|collection| collection.layout()) else {
        return Html::default();
    };
    let [names, _] = names(ui);
    let earlier = ui.page.earlier().map(|_| ui.page.earlier_rates());
    let before = |at: usize| earlier.map(|rates| rates.get(at).copied().flatten());
    let bars = figures.rated(layout, charts::SECTIONS).into_iter().filter_map(|at| {
        let rate = figures.sections.get(at)?.rate;
        let name = names.get(at)?.clone();
        Some(charts::rates(name, std::iter::once(rate).chain(before(at))))
    });
    let bars = bars.collect();
    let (mut columns, mut series) = (vec![m.section, m.count, m.mean, m.rate], vec![m.rate]);
    if earlier.is_some() {
        columns.push(m.rate_before);
        series.push(m.rate_before);
    }
    columns.push(m.lost);
    let all = names.iter().zip(&figures.sections).zip(&layout.sections).enumerate();
    let rows = all
        .filter(|(_, (_, place))| place.has_points)
        .map(|(at, ((name, part), _))| {
            let mut cells = vec![
                name.clone(),
                ui.count(part.count as usize),
                ui.points(part.mean),
                ui.percent(part.rate),
            ];
            cells.extend(before(at).map(|rate| ui.percent(rate)));
            cells.push(part.lost.to_string());
            cells
        });
    html! {
        <div class="collection-pair">
            { table(m.section, &columns, rows) }
            { charts::of_rates(ui, m.chart_sections, m.section, &series, bars) }
        </div>
    }
}

/// How many final totals have a score rate in each interval.
fn distribution(ui: &Ui<'_>, figures: &Figures) -> Html {
    let m = ui.m;
    if figures.totals.count == 0 {
        return Html::default();
    }
    let width = 100 / INTERVALS;
    let all = figures.totals.intervals.iter().enumerate().map(|(at, share)| {
        let (from, to) = ((at * width).to_string(), ((at + 1) * width).to_string());
        let words = match at {
            0 => m.interval_first,
            _ if at + 1 == INTERVALS => m.interval_last,
            _ => m.interval_one,
        };
        (fill(words, &[("from", &from), ("to", &to)]), *share)
    });
    let columns = [m.rate, m.count, m.percent];
    html! {
        <div class="collection-pair">
            { table(m.distribution, &columns, counted(ui, all.clone())) }
            { charts::of_counts(ui, m.chart_distribution, m.distribution, charts::counts(all)) }
        </div>
    }
}

/// Rows of a table: a name, how many, and in percent.
fn counted(ui: &Ui<'_>, all: impl Iterator<Item = (String, Share)>) -> impl Iterator<Item = Vec<String>> {
    all.map(|(name, share)| vec![name, ui.count(share.count as usize), ui.percent(share.percent)])
}

fn totals(ui: &Ui<'_>, figures: &Figures) -> Html {
    let m = ui.m;
    let all = &figures.totals;
    let facts = [
        (m.final_count, ui.count(all.count as usize)),
        (m.unfinished_count, ui.count((figures.records - all.count) as usize)),
        (m.mean, ui.points(all.mean)),
        (m.median, ui.points(all.median)),
        (m.deviation, ui.points(all.deviation)),
        (m.highest, ui.points(all.highest)),
        (m.lowest, ui.points(all.lowest)),
        (m.rate, ui.percent(all.rate)),
    ];
    html! {
        <dl class="collection-facts">
            { for facts.into_iter().map(|(name, value)| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }) }
        </dl>
    }
}

/// The grades with the count of each, in order, and last those without a grade.
fn shares(ui: &Ui<'_>, figures: &Figures) -> Vec<(String, Share)> {
    let grades = (0..)
        .zip(&figures.grades)
        .map(|(grade, share)| (ui.grade(grade), *share));
    let without = (ui.m.grade_none.to_owned(), figures.without_grade);
    grades
        .chain([without].into_iter().filter(|(_, share)| share.count > 0))
        .collect()
}

fn grades(ui: &Ui<'_>, figures: &Figures) -> Html {
    let m = ui.m;
    if figures.grades.is_empty() {
        return Html::default();
    }
    let all = shares(ui, figures);
    html! {
        <div class="collection-pair">
            { table(m.grades, &[m.grade, m.count, m.percent], counted(ui, all.iter().cloned())) }
            { charts::of_counts(ui, m.chart_grades, m.grades, charts::counts(all.into_iter())) }
        </div>
    }
}

/// The fields by which subjects are grouped: those with options, each with its index and label.
pub(super) fn fields(ui: &Ui<'_>) -> Vec<(usize, String)> {
    let rubric = ui.rubric();
    let fields = rubric.map(|rubric| &rubric.profile[..]).unwrap_or_default();
    let fields = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.kind == FieldKind::Choice);
    fields
        .map(|(at, field)| (at, field.label.wording(ui.locale.tag).to_string()))
        .collect()
}

/// The wording of a value of a field.
pub(super) fn value(ui: &Ui<'_>, field: usize, value: &str) -> String {
    let field = ui.rubric().and_then(|rubric| rubric.profile.get(field));
    let option = field.and_then(|field| field.options.iter().find(|option| *option.id == *value));
    option.map_or_else(
        || value.to_owned(),
        |option| option.label.wording(ui.locale.tag).to_string(),
    )
}

fn groups(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let fields = fields(ui);
    if fields.is_empty() {
        return Html::default();
    }
    let group = ui.page.view().group;
    let options = std::iter::once((String::new(), m.group_none.to_owned()))
        .chain(fields.iter().map(|(at, label)| (at.to_string(), label.clone())));
    let chosen = group.map(|group| group.to_string()).unwrap_or_default();
    let store = ui.store.clone();
    let choose = move |value: String| store.send(CollectionMsg::Group(value.parse().ok()));
    let rows = ui.page.groups().into_iter().map(|(own, figures)| {
        let name = own.zip(group).map(|(own, field)| value(ui, field, &own));
        let best = figures.grades.first().copied().unwrap_or_default();
        vec![
            name.unwrap_or_else(|| m.group_blank.to_owned()),
            ui.count(figures.records as usize),
            ui.points(figures.totals.mean),
            ui.points(figures.totals.median),
            ui.points(figures.totals.deviation),
            ui.percent(figures.totals.rate),
            ui.percent(best.percent),
        ]
    });
    let best = if ui.page.figures().is_some_and(|figures| !figures.grades.is_empty()) {
        ui.grade(0)
    } else {
        String::new()
    };
    let columns = [m.group, m.count, m.mean, m.median, m.deviation, m.rate, &best];
    html! {
        <>
            { second::choice("collection-group", m.group, options, &chosen, choose) }
            if group.is_some() { { table(m.group, &columns, rows) } }
        </>
    }
}

fn top(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let names = ui.page.top().map(|rows| {
        let names: Vec<String> = rows.iter().take(200).map(|at| ui.name(&ui.page.rows()[*at])).collect();
        let values = [
            ("percent", ui.page.top_typed().trim()),
            ("count", &ui.count(rows.len())),
            ("names", &names.join(m_list(ui))),
        ];
        fill(m.top_names, &values)
    });
    html! {
        <div class="collection-top">
            { second::field("collection-top", m.top, ui.page.top_typed(), ui.types(CollectionMsg::Top)) }
            <p role="status">{ names.unwrap_or_default() }</p>
        </div>
    }
}

/// What stands between names of a list.
pub(super) fn m_list(ui: &Ui<'_>) -> &'static str {
    ui.shared.list_comma
}

pub(super) fn criteria(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let Some(figures) = ui.page.figures() else {
        return Html::default();
    };
    let [_, names] = names(ui);
    let layout = ui.page.collection().map(|collection| collection.layout());
    let lowest = layout.map(|layout| figures.lowest(layout, charts::CRITERIA));
    let lowest = lowest.unwrap_or_default().into_iter();
    let bars = lowest.filter_map(|at| {
        let name = names.get(at)?.clone();
        Some(charts::rates(name, [figures.criteria.get(at)?.part.rate]))
    });
    let chart = charts::of_rates(ui, m.chart_criteria, m.tab_criteria, &[m.rate], bars.collect());
    let mut all: Vec<_> = names.into_iter().zip(&figures.criteria).collect();
    all.sort_by_key(|(_, criterion)| Reverse(criterion.part.lost));
    let rows = all.into_iter().map(|(name, criterion)| {
        vec![
            name,
            criterion.part.lost.to_string(),
            ui.count(criterion.losing as usize),
            ui.points(criterion.part.mean),
            ui.percent(criterion.part.rate),
            ui.count(criterion.not_applicable as usize),
            ui.count(criterion.dont_know as usize),
            ui.count(criterion.open as usize),
        ]
    });
    let columns = [
        m.criterion,
        m.lost,
        m.losing,
        m.mean,
        m.rate,
        m.not_applicable,
        m.dont_know,
        m.open_answers,
    ];
    html! {
        <>
            { chart }
            <p class="quiet">{ m.criteria_text }</p>
            { table(m.tab_criteria, &columns, rows) }
        </>
    }
}
