//! An open list of entries: fields for each, the points of each, and how they add up.

use super::amounts::{Amount, field, item_name};
use super::{points_breakdown, quick_fill_buttons};
use crate::foreign::direction::isolated;
use crate::locale::fill;
use crate::state::{add_entry, remove_entry, set_entry_text};
use crate::view::context::{Context, FormAction};
use crate::view::fields::{line, select};
use crate::view::figure::Figure as _;
use crate::view::number::Ways;
use crate::view::texts::joined;
use assessment::Id;
use assessment::answers::Entry;
use assessment::points::Decimal;
use assessment::rubric::scale::{COUNT, Entries, Factor, NAME, PROOF, named};
use assessment::score::CriterionSheet;
use yew::prelude::*;

pub(super) fn control(form: &Context, sheet: &CriterionSheet, scale: &Entries) -> Html {
    let (m, spec) = (form.messages(), &sheet.spec);
    let ordinal = spec.ordinal;
    let count = scale.count(&sheet.entry);
    let numbers = 1..=count.unwrap_or_default();
    let add = {
        let (emit, live, spec) = (form.emit.clone(), form.live.clone(), spec.clone());
        let count = count.unwrap_or_default();
        Callback::from(move |_: MouseEvent| {
            emit.emit(FormAction::Change(add_entry(&spec, &live.entry(&spec), count)));
            emit.emit(FormAction::Focus(element(ordinal, count + 1, NAME)));
        })
    };
    let none = Id::new(COUNT).map(|name| vec![(name, Decimal::ZERO)]);
    let none = none.filter(|_| count.unwrap_or_default() == 0);
    html! {
        <>
            <ul class="rule">{ for rules(form, scale).into_iter().map(|rule| html! { <li>{ rule }</li> }) }</ul>
            { item_name(form, sheet) }
            <ol class="entries boxed">{ for numbers.map(|number| row(form, sheet, scale, number)) }</ol>
            if count.unwrap_or_default() < scale.limit() {
                <span class="touches">
                    <button type="button" class="touch" id={format!("i-{ordinal}")} aria-label={form.named(m.entries_add, spec)} onclick={add}>{ m.entries_add }</button>
                </span>
            } else {
                <p class="hint" tabindex="-1" id={format!("i-{ordinal}")}>{ fill(m.entries_limit, &[("count", &scale.limit().to_string())]) }</p>
            }
            if let Some(none) = none {
                { quick_fill_buttons(form, sheet, &[("zero", m.entries_none, none)]) }
            }
            { points_breakdown(sheet, breakdown(form, scale, &sheet.entry)) }
        </>
    }
}

/// Returns the id of the element for a part of the entry with this number.
fn element(ordinal: u32, number: u32, own: &str) -> String {
    format!("n-{ordinal}-{number}-{own}")
}

/// Describes how entries earn points.
fn rules(form: &Context, scale: &Entries) -> Vec<String> {
    let m = form.messages();
    let labels = scale.factors.iter().map(|factor| form.plain(&factor.label).to_string());
    let rate = scale.rate().figure();
    let each = if scale.factors.is_empty() {
        fill(m.entries_each, &[("points", &rate)])
    } else {
        // A rate of 1 says nothing beside factors.
        let rate = (scale.rate() != Decimal::ONE).then(|| rate.to_string());
        let parts: Vec<_> = rate.into_iter().chain(labels).collect();
        fill(m.entries_product, &[("parts", &parts.join(" × "))])
    };
    let best = scale
        .best
        .map(|best| fill(m.entries_best, &[("count", &best.to_string())]));
    let most = match scale.most {
        Some(most) => fill(m.checklist_cap, &[("points", &most.figure())]),
        None => m.entries_unlimited.to_owned(),
    };
    [Some(each), best, Some(most)].into_iter().flatten().collect()
}

/// Renders the fields of the entry with this number.
fn row(form: &Context, sheet: &CriterionSheet, scale: &Entries, number: u32) -> Html {
    let (m, spec, entry) = (form.messages(), &sheet.spec, &sheet.entry);
    let ordinal = spec.ordinal;
    let text = |own: &'static str, label: &'static str| {
        let (live, spec) = (form.live.clone(), spec.clone());
        let value = entry.text(&named(number, own)).cloned().unwrap_or_default();
        let typed = move |text| set_entry_text(&spec, &live.entry(&spec), number, own, &text);
        line(form, element(ordinal, number, own), "text", label, &value, typed)
    };
    let count = scale.count(entry).unwrap_or_default();
    let remove = {
        let (emit, live, spec) = (form.emit.clone(), form.live.clone(), spec.clone());
        Callback::from(move |_: MouseEvent| {
            let entry = live.entry(&spec);
            // A number that was drawn for another list would remove another entry.
            if entry.amount(COUNT) == Some(Decimal::whole(count as i32)) {
                emit.emit(FormAction::Change(remove_entry(&spec, &entry, count, number)));
            }
            emit.emit(FormAction::Focus(format!("i-{ordinal}")));
        })
    };
    let name = fill(m.entries_entry, &[("number", &number.to_string())]);
    let remove_name = format!("{} {number}", m.entries_remove);
    html! {
        <li key={number}>
            <div class="fields" role="group" aria-label={name.clone()}>
                <p class="entry-head notranslate" translate="no">
                    <span>{ name }</span>
                    <span>{ worth(form, scale, entry, number).unwrap_or_default() }</span>
                </p>
                { text(NAME, m.entries_name) }
                { for scale.factors.iter().map(|factor| if factor.is_chosen() {
                    option_field(form, sheet, factor, number)
                } else {
                    html! { <div class="field amount">{ number_field(form, sheet, scale, factor, number) }</div> }
                }) }
                if scale.proof == Some(true) {
                    { text(PROOF, m.entries_proof) }
                }
                <button type="button" class="quiet-button" id={element(ordinal, number, "remove")} aria-label={form.named(&remove_name, spec)} onclick={remove}>{ m.entries_remove }</button>
            </div>
        </li>
    }
}

/// Renders the field for a factor that is a number.
fn number_field(form: &Context, sheet: &CriterionSheet, scale: &Entries, factor: &Factor, number: u32) -> Html {
    let ordinal = sheet.spec.ordinal;
    let Some(name) = Id::new(&named(number, &factor.id)) else {
        return Html::default();
    };
    // Numbers of one factor are below one another, as in a spreadsheet; Enter goes on to the next field of the entry.
    let own = |number: u32| element(ordinal, number, &factor.id);
    let count = scale.count(&sheet.entry).unwrap_or_default();
    let mut later = scale.factors.iter().skip_while(|other| other.id != factor.id).skip(1);
    let proof = (scale.proof == Some(true)).then(|| element(ordinal, number, PROOF));
    let ways = Ways {
        ordinal: Some(ordinal),
        next: later
            .next()
            .map(|factor| element(ordinal, number, &factor.id))
            .or(proof),
        above: (number > 1).then(|| own(number - 1)),
        below: (number < count).then(|| own(number + 1)),
    };
    let amount = Amount {
        name,
        label: form.text(&factor.label),
        unit: factor.unit.as_ref().map(|unit| form.text(unit)),
    };
    field(form, sheet, amount, own(number), ways)
}

/// Renders the field for a factor that is chosen.
fn option_field(form: &Context, sheet: &CriterionSheet, factor: &Factor, number: u32) -> Html {
    let (m, spec) = (form.messages(), sheet.spec.clone());
    let name = named(number, &factor.id);
    let chosen = sheet.entry.text(&name);
    let chosen = factor
        .options
        .iter()
        .position(|option| chosen.is_some_and(|chosen| **chosen == *option.id));
    let refused = sheet.entry.amounts.refused.get(&*name);
    let options = factor.options.iter().map(|option| {
        let (label, value) = (form.plain(&option.label), option.value.figure());
        AttrValue::from(fill(m.entries_option, &[("option", &label), ("value", &value)]))
    });
    let options = std::iter::once(m.choose.into()).chain(options).collect();
    let change = {
        let (live, own) = (form.live.clone(), factor.id.clone());
        let ids: Vec<_> = factor.options.iter().map(|option| option.id.shared()).collect();
        move |index: usize| {
            let id = index.checked_sub(1).and_then(|index| ids.get(index).cloned());
            set_entry_text(&spec, &live.entry(&spec), number, &own, &id.unwrap_or_default())
        }
    };
    let id = element(sheet.spec.ordinal, number, &factor.id);
    html! {
        <>
            { select(form, id, (form.text(&factor.label), None), options, chosen.map_or(0, |index| index + 1), change) }
            if let Some(text) = refused {
                <p class="fault notranslate" translate="no" role="alert">{ fill(m.unfit, &[("value", text)]) }</p>
            }
        </>
    }
}

/// The product that gives an entry's points; `None` while a factor has no value.
fn product(scale: &Entries, entry: &Entry, number: u32) -> Option<String> {
    let values: Option<Vec<_>> = scale
        .factors
        .iter()
        .map(|factor| Some(factor.value(number, entry)?.figure()))
        .collect();
    let rate = (scale.rate() != Decimal::ONE || scale.factors.is_empty()).then(|| scale.rate().figure());
    let parts: Vec<_> = rate.into_iter().chain(values?).collect();
    Some(parts.join(" × "))
}

/// Describes how the points of an entry are computed.
fn worth(form: &Context, scale: &Entries, entry: &Entry, number: u32) -> Option<String> {
    let m = form.messages();
    let points = scale.points_of(number, entry)?.figure();
    let product = product(scale, entry, number)?;
    Some(if product == points {
        fill(m.points, &[("points", &points)])
    } else {
        fill(m.checklist_sum, &[("parts", &product), ("points", &points)])
    })
}

/// Describes how the entries add up.
fn breakdown(form: &Context, scale: &Entries, entry: &Entry) -> String {
    let m = form.messages();
    if scale.count(entry).is_none() {
        return String::new();
    }
    let each = scale.each_points(entry);
    let open = each.iter().filter(|points| points.is_none()).count();
    let known: Vec<_> = each.into_iter().flatten().collect();
    let sum = scale.sum(&known);
    if open > 0 {
        let (points, count) = (sum.figure(), open.to_string());
        return fill(m.entries_open, &[("points", &points), ("count", &count)]);
    }
    let parts: Vec<_> = known.iter().map(|points| points.figure()).collect();
    let points = sum.figure();
    let text = match scale.best.filter(|best| known.len() > *best as usize) {
        Some(best) => {
            let parts = parts.join(m.list_separator);
            fill(
                m.entries_sum_of_best,
                &[("count", &best.to_string()), ("parts", &parts), ("points", &points)],
            )
        }
        None if parts.len() < 2 => fill(m.parts_sum, &[("points", &points)]),
        None => fill(m.checklist_sum, &[("parts", &parts.join(" + ")), ("points", &points)]),
    };
    match scale.most.filter(|most| *most < sum) {
        Some(most) => {
            let second = fill(m.checklist_held_at, &[("points", &most.figure())]);
            format!("{text}{}{second}", m.dot)
        }
        None => text,
    }
}

/// Describes each entry: what it is, its factors, its proof and its points.
pub(super) fn in_words(form: &Context, scale: &Entries, entry: &Entry) -> Vec<String> {
    let m = form.messages();
    let numbers = 1..=scale.count(entry).unwrap_or_default();
    let one = |number: u32| {
        let text = |own: &str| entry.text(&named(number, own)).map(|text| isolated(text).to_string());
        let factors = scale.factors.iter().filter_map(|factor| {
            let name = named(number, &factor.id);
            if !factor.is_chosen() {
                return super::amounts::in_words(form, entry, &name, &factor.label);
            }
            let chosen = factor.chosen(entry.text(&name)?)?;
            Some(format!("{} {}", form.plain(&factor.label), form.plain(&chosen.label)))
        });
        let parts = text(NAME).into_iter().chain(factors).chain(text(PROOF));
        let parts = joined(parts.chain(worth(form, scale, entry, number)), m.dot);
        format!("{number}. {parts}")
    };
    numbers.map(one).collect()
}
