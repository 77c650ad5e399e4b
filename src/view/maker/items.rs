//! The sections and criteria as a list. One is open at a time, with everything that can be changed at it.

use super::fields::{self, Label, choice};
use super::{Ui, scale, source, words};
use crate::locale::fill;
use crate::state::maker::{Band, Counts, Edit, Line, Lines, MakerMsg, Part, Trouble, Words, line_id};
use crate::view::texts::foreign;
use std::rc::Rc;
use yew::prelude::*;

pub(super) fn items(ui: &Ui<'_>) -> Html {
    let m = ui.m;
    let Some(maker) = ui.page.maker() else {
        return Html::default();
    };
    let lines = &maker.outline().lines;
    let shown = ui.page.rows();
    let mut last = lines.iter().rev();
    let last = last.find(|line| matches!(line.part, Part::Section(_)) && line.depth == 0);
    let last = last.map(|line| line.part.clone());
    let add = MakerMsg::Edit(Edit::AddSection(last, m.new_section.to_owned()));
    html! {
        <div class="maker-items">
            <p class="quiet">{ m.items_text }</p>
            <ol>
                { for lines.iter().take(shown).map(|line| one(ui, line)) }
            </ol>
            { source::more(ui, lines.len().saturating_sub(shown)) }
            <p><button type="button" id="maker-section-add" onclick={ui.sends(add)}>{ m.section_add }</button></p>
        </div>
    }
}

fn one(ui: &Ui<'_>, line: &Line) -> Html {
    let m = ui.m;
    let id = line_id(&line.part);
    let is_open = ui.page.chosen() == Some(&line.part);
    let is_section = matches!(line.part, Part::Section(_));
    let depth = ["maker-depth-0", "maker-depth-1", "maker-depth-2", "maker-depth-3"][line.depth.min(3)];
    let troubles = ui.page.troubles_at(&line.part);
    let is_unfinished = |trouble: &Trouble| ui.page.lack(trouble).is_some_and(|lack| lack.is_unfinished());
    let is_faulty = troubles.iter().any(|trouble| !is_unfinished(trouble));
    let what = words::short(&format!("{} {}", line.label, line.text));
    let (words, name) = if is_open {
        (m.item_shut, fill(m.item_shut_what, &[("what", &what)]))
    } else {
        (m.item_open, fill(m.item_open_what, &[("what", &what)]))
    };
    let toggle = MakerMsg::Choose((!is_open).then(|| line.part.clone()));
    let points = match (&line.scale, line.points) {
        (_, Some(points)) => fill(m.section_sum, &[("points", &points.to_string())]),
        (Some(scale), None) => scale
            .kind()
            .map_or_else(String::new, |kind| words::kind(m, kind).to_owned()),
        (None, None) => String::new(),
    };
    html! {
        <li key={id.clone()} id={id} tabindex="-1" class={classes!(depth, if is_section { "maker-part" } else { "maker-item" }, is_open.then_some("maker-opened"), is_faulty.then_some("maker-blocking"))}>
            <div class="maker-line">
                <span class="maker-label">{ foreign(&*line.label) }</span>
                <span class="maker-text">{ foreign(&*line.text) }</span>
                <span class="maker-points">
                    { points }
                    if line.counts != Counts::Base { <span class="quiet">{ words::counts(m, line.counts) }</span> }
                </span>
                <button type="button" aria-expanded={is_open.to_string()} aria-label={name} onclick={ui.sends(toggle)}>{ words }</button>
            </div>
            <div>
                { for troubles.iter().map(|trouble| {
                    let class = if is_unfinished(trouble) { "quiet" } else { "maker-fault" };
                    html! { <p class={class}>{ words::trouble(ui, trouble) }</p> }
                }) }
            </div>
            <div>
                if is_open {
                    if is_section { { section(ui, line) } } else { { criterion(ui, line) } }
                }
            </div>
        </li>
    }
}

fn words_of(part: &Part, words: Words) -> fields::Typed {
    let part = part.clone();
    Rc::new(move |typed| Edit::Words(part.clone(), words, typed))
}

fn lines_of(part: &Part, lines: Lines) -> fields::Typed {
    let part = part.clone();
    Rc::new(move |typed| Edit::Lines(part.clone(), lines, typed))
}

fn section(ui: &Ui<'_>, line: &Line) -> Html {
    let m = ui.m;
    let Part::Section(id) = &line.part else {
        return Html::default();
    };
    let options: Vec<String> = Counts::ALL
        .iter()
        .map(|one| words::counts(m, *one).to_owned())
        .collect();
    let chosen = Counts::ALL
        .iter()
        .position(|one| *one == line.counts)
        .unwrap_or_default();
    let counted = {
        let id = id.clone();
        move |index: usize| Some(MakerMsg::Edit(Edit::Counts(id.clone(), *Counts::ALL.get(index)?)))
    };
    let edit = |edit| MakerMsg::Edit(edit);
    html! {
        <div class="maker-edit">
            <div class="maker-row">
                { fields::line(ui, &format!("maker-label-{id}"), m.item_label, &line.label, "maker-short", words_of(&line.part, Words::Label)) }
                { fields::line(ui, &format!("maker-title-{id}"), m.section_title, &line.text, "maker-wide", words_of(&line.part, Words::Text)) }
            </div>
            { fields::text(ui, &format!("maker-about-{id}"), m.section_text, &line.guidance, 2, words_of(&line.part, Words::Guidance)) }
            if !line.declared.is_empty() {
                { fields::amount(ui, &format!("maker-total-{id}"), m.section_total, &line.declared, false, fields::total(Some(id.clone()))) }
            }
            if line.depth == 0 {
                { choice(ui, &format!("maker-counts-{id}"), Label::Shown(m.section_counts), &options, chosen, counted) }
            }
            <p class="maker-row">
                { ui.button(m.section_item, None, edit(Edit::AddCriterion(line.part.clone(), m.new_item.to_owned()))) }
                { ui.button(m.section_add, None, edit(Edit::AddSection(Some(line.part.clone()), m.new_section.to_owned()))) }
                { moves(ui, &line.part) }
                { ui.button(m.section_to_item, None, edit(Edit::IntoCriterion(id.clone()))) }
                { remove(ui, &line.part) }
            </p>
        </div>
    }
}

fn moves(ui: &Ui<'_>, part: &Part) -> Html {
    let m = ui.m;
    let (Part::Section(id) | Part::Criterion(id)) = part;
    let up = ui.sends(MakerMsg::Edit(Edit::MoveUp(part.clone())));
    let down = ui.sends(MakerMsg::Edit(Edit::MoveDown(part.clone())));
    html! {
        <>
            <button type="button" id={format!("maker-up-{id}")} onclick={up}>{ m.item_up }</button>
            <button type="button" id={format!("maker-down-{id}")} onclick={down}>{ m.item_down }</button>
        </>
    }
}

fn remove(ui: &Ui<'_>, part: &Part) -> Html {
    ui.button(ui.m.item_delete, None, MakerMsg::Edit(Edit::Remove(part.clone())))
}

/// Says which grades a veto adds, or which one it gives.
fn veto_text(ui: &Ui<'_>, is_veto: bool) -> String {
    let m = ui.m;
    let Some(maker) = ui.page.maker() else {
        return String::new();
    };
    let Some(bands) = Band::all(maker.rubric()) else {
        return String::new();
    };
    match bands.last() {
        Some(lowest) if is_veto => fill(m.veto_gives, &[("grade", &lowest.label)]),
        Some(_) => String::new(),
        None => m.veto_adds.to_owned(),
    }
}

fn criterion(ui: &Ui<'_>, line: &Line) -> Html {
    let m = ui.m;
    let (Part::Criterion(id), Some(own)) = (&line.part, &line.scale) else {
        return Html::default();
    };
    let full = own.full();
    let is_wrong = line.points.is_none() && !full.is_empty();
    let points: fields::Typed = {
        let id = id.clone();
        Rc::new(move |typed| Edit::Full(id.clone(), typed))
    };
    let veto = {
        let id = id.clone();
        let bands: Vec<Band> = super::whole::preset_four(m);
        move |is_veto| MakerMsg::Edit(Edit::Veto(id.clone(), is_veto, bands.clone()))
    };
    let text_field = format!("maker-text-{id}");
    let split = {
        let (id, field) = (id.clone(), text_field.clone());
        ui.runs(move |store| store.split(id.clone(), &field))
    };
    let edit = |edit| MakerMsg::Edit(edit);
    let element = |name: &str| format!("maker-{name}-{id}");
    html! {
        <div class="maker-edit">
            <div class="maker-row">
                { fields::line(ui, &element("label"), m.item_label, &line.label, "maker-short", words_of(&line.part, Words::Label)) }
                { fields::amount(ui, &element("points"), m.item_points, &full, is_wrong, points) }
                { scale::kind(ui, id, own) }
            </div>
            { fields::text(ui, &text_field, m.item_text, &line.text, 3, words_of(&line.part, Words::Text)) }
            <div class="maker-row">{ scale::details(ui, id, own) }</div>
            { fields::text(ui, &element("guidance"), m.item_guidance, &line.guidance, 2, words_of(&line.part, Words::Guidance)) }
            <div class="maker-row">
                { fields::text(ui, &element("units"), m.item_units, &line.units, 2, lines_of(&line.part, Lines::Units)) }
                { fields::text(ui, &element("evidence"), m.item_evidence, &line.evidence, 2, lines_of(&line.part, Lines::Evidence)) }
                { fields::text(ui, &element("methods"), m.item_methods, &line.methods, 2, lines_of(&line.part, Lines::Methods)) }
            </div>
            <div class="maker-row">
                { fields::tick_at(ui, &element("veto"), m.item_veto, line.is_veto, veto) }
                <span class="quiet">{ veto_text(ui, line.is_veto) }</span>
            </div>
            <p class="maker-row">
                { ui.button(m.item_add, None, edit(Edit::AddCriterion(line.part.clone(), m.new_item.to_owned()))) }
                { moves(ui, &line.part) }
                <button type="button" onclick={split}>{ m.item_split }</button>
                { ui.button(m.item_merge, None, edit(Edit::MergeNext(id.clone()))) }
                { ui.button(m.item_to_section, None, edit(Edit::IntoSection(id.clone()))) }
                { remove(ui, &line.part) }
            </p>
        </div>
    }
}
