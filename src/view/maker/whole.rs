//! What belongs to the whole form: its title and texts, the grades, and the profile.

use super::Ui;
use super::fields::{self, Label, Name, choice};
use crate::locale::{MakerMessages, fill};
use crate::state::maker::{Band, Edit, Field, Head, MakerMsg};
use std::rc::Rc;
use yew::prelude::*;

fn bands(all: &[(&str, &str)]) -> Vec<Band> {
    let bands = all.iter().map(|(label, at_least)| Band {
        label: (*label).to_owned(),
        at_least: (*at_least).to_owned(),
    });
    bands.collect()
}

/// The four usual grades.
pub(super) fn preset_four(m: &MakerMessages) -> Vec<Band> {
    bands(&[
        (m.grade_excellent, "90"),
        (m.grade_good, "75"),
        (m.grade_pass, "60"),
        (m.grade_fail, "0"),
    ])
}

pub(super) fn whole(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let Some(maker) = ui.page.maker() else {
        return Html::default();
    };
    let rubric = maker.rubric();
    let head = |head: Head| -> fields::Typed { Rc::new(move |typed| Edit::Head(head, typed)) };
    let statuses = [
        ("final", m.status_final),
        ("draft", m.status_draft),
        ("sample", m.status_sample),
    ];
    let status = Head::Status.read(rubric);
    let chosen = statuses.iter().position(|(one, _)| *one == status).unwrap_or(1);
    let options: Vec<String> = statuses.iter().map(|(_, words)| (*words).to_owned()).collect();
    let pick = move |index: usize| {
        let (status, _) = statuses.get(index)?;
        Some(MakerMsg::Edit(Edit::Head(Head::Status, (*status).to_owned())))
    };
    html! {
        <div class="maker-whole">
            { fields::line(ui, "maker-whole-title", m.whole_title, &Head::Title.read(rubric), "maker-wide", head(Head::Title)) }
            { fields::text(ui, "maker-whole-summary", m.whole_summary, &Head::Summary.read(rubric), 2, head(Head::Summary)) }
            { fields::text(ui, "maker-whole-instructions", m.whole_instructions, &Head::Instructions.read(rubric), 3, head(Head::Instructions)) }
            <div class="maker-row">
                { choice(ui, "maker-whole-status", Label::Shown(m.whole_status), &options, chosen, pick) }
                { fields::amount(ui, "maker-whole-total", m.whole_total, &maker.outline().declared, false, fields::total(None)) }
                { fields::line(ui, "maker-whole-version", m.whole_version, &Head::Version.read(rubric), "maker-short", head(Head::Version)) }
                { fields::line(ui, "maker-whole-id", m.whole_id, &Head::Id.read(rubric), "maker-middle", head(Head::Id)) }
            </div>
            { grades(ui) }
            { profile(ui) }
        </div>
    }
}

fn grades(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let found = ui.page.maker().and_then(|maker| Band::all(maker.rubric()));
    let Some(found) = found else {
        return html! { <section><h2>{ m.grades }</h2><p>{ m.grades_other }</p></section> };
    };
    let with = |bands: Vec<Band>| MakerMsg::Edit(Edit::Grades(bands));
    let edits = |at: usize, change: fn(&mut Band, String)| -> fields::Typed {
        let found = found.clone();
        Rc::new(move |typed| {
            let mut bands = found.clone();
            change(&mut bands[at], typed);
            Edit::Grades(bands)
        })
    };
    // Bounds in points are shares of the full marks.
    let rubric = ui.page.maker().map(|maker| maker.rubric().clone());
    let is_in_points = rubric
        .and_then(|rubric| Some(rubric.get("grades")?.get("by").is_none()))
        .unwrap_or(true);
    let full = ui
        .page
        .maker()
        .map(|maker| maker.outline().total)
        .filter(|_| is_in_points);
    let three = bands(&[(m.grade_excellent, "85"), (m.grade_pass, "60"), (m.grade_fail, "0")]);
    let two = bands(&[(m.grade_met, "60"), (m.grade_not_met, "0")]);
    let presets = [preset_four(m), three, two, Vec::new()].map(|bands| {
        let bands = Band::scaled(&bands, full.unwrap_or_default());
        let last = bands.len().saturating_sub(1);
        let names = bands.iter().enumerate().map(|(i, band)| {
            if i == last {
                band.label.clone()
            } else {
                format!("{} {}", band.label, band.at_least)
            }
        });
        let names = names.collect::<Vec<_>>().join(m.list_comma);
        let words = if bands.is_empty() {
            m.grades_none.to_owned()
        } else {
            names
        };
        (words, bands)
    });
    let longer = [found.as_slice(), &[Band::default()]].concat();
    html! {
        <section aria-labelledby="maker-grades">
            <h2 id="maker-grades" tabindex="-1">{ m.grades }</h2>
            <ol class="maker-rows">
                { for found.iter().enumerate().map(|(i, band)| {
                    let mut shorter = found.clone();
                    shorter.remove(i);
                    let number = (i + 1).to_string();
                    let remove = fill(m.grade_remove, &[("what", &band.label)]);
                    html! {
                        <li key={i} class="maker-row">
                            { fields::line(ui, &format!("maker-grade-{i}"), Name::of(m.grade_label, &number), &band.label, "maker-short", edits(i, |band, typed| band.label = typed)) }
                            { fields::amount(ui, &format!("maker-bound-{i}"), Name::of(m.grade_at_least, &band.label), &band.at_least, false, edits(i, |band, typed| band.at_least = typed)) }
                            { ui.button(m.item_delete, Some(remove), with(shorter)) }
                        </li>
                    }
                }) }
            </ol>
            <p class="maker-row"><button type="button" id="maker-grade-add" onclick={ui.sends(with(longer))}>{ m.grade_add }</button></p>
            <div class="maker-row" role="group" aria-label={m.grade_presets}>
                <span class="quiet">{ m.grade_presets }</span>
                { for presets.into_iter().map(|(words, bands)| html! { <button key={words.clone()} type="button" onclick={ui.sends(with(bands))}>{ words }</button> }) }
            </div>
        </section>
    }
}

fn profile(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let found = ui
        .page
        .maker()
        .map(|maker| Field::all(maker.rubric()))
        .unwrap_or_default();
    let with = |fields: Vec<Field>| MakerMsg::Edit(Edit::Profile(fields));
    let field = |id: &str, label: &str, kind: &str, is_subject: bool| Field {
        id: id.to_owned(),
        label: label.to_owned(),
        kind: kind.to_owned(),
        is_subject,
    };
    let has_subject = found.iter().any(|field| field.is_subject);
    let usual = [
        field("school", m.school_name, "text", !has_subject),
        field("principal", m.school_head, "text", false),
        field("classes", m.school_classes, "number", false),
        field("pupils", m.school_pupils, "number", false),
        field("staff", m.school_staff, "number", false),
        field("filled-by", m.school_author, "text", false),
        field("phone", m.school_phone, "text", false),
    ];
    let is_new = |field: &&Field| !found.iter().any(|own| own.id == field.id);
    let with_school: Vec<Field> = found.iter().chain(usual.iter().filter(is_new)).cloned().collect();
    let longer = [found.as_slice(), &[field("", "", "text", found.is_empty())]].concat();
    html! {
        <section aria-labelledby="maker-fields">
            <h2 id="maker-fields">{ m.fields }</h2>
            <p class="quiet">{ m.fields_text }</p>
            <ol class="maker-rows">
                { for found.iter().enumerate().map(|(i, one)| profile_field(ui, &found, i, one)) }
            </ol>
            <p class="maker-row">
                <button type="button" id="maker-field-add" onclick={ui.sends(with(longer))}>{ m.field_add }</button>
                { ui.button(m.fields_school, None, with(with_school)) }
            </p>
        </section>
    }
}

fn profile_field(ui: &Ui<'_>, found: &[Field], i: usize, one: &Field) -> Html {
    let m = ui.m;
    let kinds = [
        ("text", m.field_text),
        ("long-text", m.field_long),
        ("number", m.field_number),
        ("date", m.field_date),
    ];
    let mut options: Vec<String> = kinds.iter().map(|(_, words)| (*words).to_owned()).collect();
    let chosen = kinds.iter().position(|(kind, _)| *kind == one.kind);
    if chosen.is_none() {
        options.push(fill(m.field_other, &[("kind", &one.kind)]));
    }
    let chosen = chosen.unwrap_or(kinds.len());
    let label: fields::Typed = {
        let found = found.to_vec();
        Rc::new(move |typed| {
            let mut fields = found.clone();
            fields[i].label = typed;
            Edit::Profile(fields)
        })
    };
    let pick = {
        let found = found.to_vec();
        move |index: usize| {
            let (kind, _) = kinds.get(index)?;
            let mut fields = found.clone();
            fields[i].kind = (*kind).to_owned();
            Some(MakerMsg::Edit(Edit::Profile(fields)))
        }
    };
    let subject = {
        let found = found.to_vec();
        move |is_subject| {
            let mut fields = found.clone();
            // At most one field names the subject.
            fields.iter_mut().for_each(|field| field.is_subject = false);
            fields[i].is_subject = is_subject;
            MakerMsg::Edit(Edit::Profile(fields))
        }
    };
    let mut shorter = found.to_vec();
    shorter.remove(i);
    let number = (i + 1).to_string();
    let remove = fill(m.field_remove, &[("what", &one.label)]);
    html! {
        <li key={i} class="maker-row">
            { fields::line(ui, &format!("maker-field-{i}"), Name::of(m.field_label, &number), &one.label, "maker-middle", label) }
            { choice(ui, &format!("maker-field-kind-{i}"), Label::ShownOf(m.field_kind, &one.label), &options, chosen, pick) }
            { fields::tick(ui, Name::of(m.field_subject, &one.label), one.is_subject, subject) }
            { ui.button(m.item_delete, Some(remove), MakerMsg::Edit(Edit::Profile(shorter))) }
        </li>
    }
}
