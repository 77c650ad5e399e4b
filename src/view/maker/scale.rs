//! The scale of a criterion: its kind, and what only that kind has.

use super::fields::{self, Label, Name, choice};
use super::{Ui, words};
use crate::locale::fill;
use crate::state::maker::{Edit, LevelRow, MakerMsg, Scale, ScaleKind, StepRow};
use std::rc::Rc;
use yew::prelude::*;

/// Draws the choice of the kind.
pub(super) fn kind(ui: &Ui<'_>, id: &Rc<str>, scale: &Scale) -> Html {
    let m = ui.m;
    let mut options: Vec<String> = ScaleKind::ALL
        .iter()
        .map(|one| words::kind(m, *one).to_owned())
        .collect();
    let chosen = scale
        .kind()
        .and_then(|kind| ScaleKind::ALL.iter().position(|one| *one == kind));
    if let Scale::Other { kind } = scale {
        options.push(fill(m.item_other_kind, &[("kind", kind)]));
    }
    let chosen = chosen.unwrap_or(options.len() - 1);
    let (id, scale) = (id.clone(), scale.clone());
    let element = format!("maker-kind-{id}");
    choice(
        ui,
        &element,
        Label::Shown(m.item_kind),
        &options,
        chosen,
        move |index| {
            let kind = *ScaleKind::ALL.get(index)?;
            let levels = [m.level_names, m.level_names_2, m.level_names_3, m.level_names_4];
            let changed = scale.changed_to(kind, &levels, m.each_unit_default);
            Some(MakerMsg::Edit(Edit::Scale(id.clone(), changed)))
        },
    )
}

/// Draws what the kind has besides its full marks.
pub(super) fn details(ui: &Ui<'_>, id: &Rc<str>, scale: &Scale) -> Html {
    let m = ui.m;
    let element = |name: &str| format!("maker-{name}-{id}");
    // Each field changes its own part of the scale as it is when the field is drawn.
    let edits = |change: Rc<dyn Fn(Scale, String) -> Scale>| -> fields::Typed {
        let (id, scale) = (id.clone(), scale.clone());
        Rc::new(move |typed| Edit::Scale(id.clone(), change(scale.clone(), typed)))
    };
    match scale {
        Scale::Points { step, .. } => fields::amount(
            ui,
            &element("step"),
            m.step,
            if step.is_empty() { "1" } else { step },
            false,
            edits(Rc::new(|scale, typed| match scale {
                Scale::Points { max, .. } => Scale::Points { max, step: typed },
                other => other,
            })),
        ),
        Scale::Deductions { each, unit, .. } => html! {
            <>
                { fields::amount(ui, &element("each"), m.each_found, each, false, edits(Rc::new(|scale, typed| match scale {
                    Scale::Deductions { max, unit, .. } => Scale::Deductions { max, each: typed, unit },
                    other => other,
                }))) }
                { fields::line(ui, &element("unit"), m.each_unit, unit, "maker-short", edits(Rc::new(|scale, typed| match scale {
                    Scale::Deductions { max, each, .. } => Scale::Deductions { max, each, unit: typed },
                    other => other,
                }))) }
            </>
        },
        Scale::Each { each, unit, .. } => html! {
            <>
                { fields::amount(ui, &element("each"), m.each_one, each, false, edits(Rc::new(|scale, typed| match scale {
                    Scale::Each { most, unit, .. } => Scale::Each { each: typed, most, unit },
                    other => other,
                }))) }
                { fields::line(ui, &element("unit"), m.each_unit, unit, "maker-short", edits(Rc::new(|scale, typed| match scale {
                    Scale::Each { each, most, .. } => Scale::Each { each, most, unit: typed },
                    other => other,
                }))) }
            </>
        },
        Scale::Levels(levels) => self::levels(ui, id, levels),
        Scale::Steps { unit, rows } => steps(ui, id, unit, rows),
        Scale::YesNo { .. } | Scale::Comment | Scale::Other { .. } => Html::default(),
    }
}

fn levels(ui: &Ui<'_>, id: &Rc<str>, levels: &[LevelRow]) -> Html {
    let m = ui.m;
    let edits = |at: usize, change: fn(&mut LevelRow, String)| -> fields::Typed {
        let (id, levels) = (id.clone(), levels.to_vec());
        Rc::new(move |typed| {
            let mut levels = levels.clone();
            change(&mut levels[at], typed);
            Edit::Scale(id.clone(), Scale::Levels(levels))
        })
    };
    let with = |levels: Vec<LevelRow>| MakerMsg::Edit(Edit::Scale(id.clone(), Scale::Levels(levels)));
    let longer = [
        levels,
        &[LevelRow {
            label: m.level_label.to_owned(),
            points: "0".to_owned(),
            text: String::new(),
        }],
    ]
    .concat();
    html! {
        <div class="maker-rows">
            <ol>
                { for levels.iter().enumerate().map(|(i, level)| {
                    let mut shorter = levels.to_vec();
                    shorter.remove(i);
                    let number = (i + 1).to_string();
                    let remove = fill(m.level_remove, &[("what", &level.label)]);
                    html! {
                        <li key={i} class="maker-row">
                            { fields::line(ui, &format!("maker-level-{id}-{i}"), Name::of(m.level_label, &number), &level.label, "maker-short", edits(i, |row, typed| row.label = typed)) }
                            { fields::amount(ui, &format!("maker-level-points-{id}-{i}"), Name::of(m.level_points, &level.label), &level.points, false, edits(i, |row, typed| row.points = typed)) }
                            { fields::line(ui, &format!("maker-level-text-{id}-{i}"), Name::of(m.level_text, &level.label), &level.text, "maker-wide", edits(i, |row, typed| row.text = typed)) }
                            if levels.len() > 1 { { ui.button(m.item_delete, Some(remove), with(shorter)) } }
                        </li>
                    }
                }) }
            </ol>
            <button type="button" id={format!("maker-level-add-{id}")} onclick={ui.sends(with(longer))}>{ m.level_add }</button>
        </div>
    }
}

fn steps(ui: &Ui<'_>, id: &Rc<str>, unit: &str, rows: &[StepRow]) -> Html {
    let m = ui.m;
    let scale = |unit: &str, rows: Vec<StepRow>| Scale::Steps {
        unit: unit.to_owned(),
        rows,
    };
    let edits = |at: usize, change: fn(&mut StepRow, String)| -> fields::Typed {
        let (id, rows, unit) = (id.clone(), rows.to_vec(), unit.to_owned());
        Rc::new(move |typed| {
            let mut rows = rows.clone();
            change(&mut rows[at], typed);
            let unit = unit.clone();
            Edit::Scale(id.clone(), Scale::Steps { unit, rows })
        })
    };
    let with = |rows: Vec<StepRow>| MakerMsg::Edit(Edit::Scale(id.clone(), scale(unit, rows)));
    let longer = [
        rows,
        &[StepRow {
            at_least: "0".to_owned(),
            points: "0".to_owned(),
        }],
    ]
    .concat();
    let units: fields::Typed = {
        let (id, rows) = (id.clone(), rows.to_vec());
        Rc::new(move |unit| {
            Edit::Scale(
                id.clone(),
                Scale::Steps {
                    unit,
                    rows: rows.clone(),
                },
            )
        })
    };
    html! {
        <div class="maker-rows">
            { fields::line(ui, &format!("maker-unit-{id}"), m.each_unit, unit, "maker-short", units) }
            <ol>
                { for rows.iter().enumerate().map(|(i, row)| {
                    let mut shorter = rows.to_vec();
                    shorter.remove(i);
                    let number = (i + 1).to_string();
                    let remove = fill(m.steps_remove, &[("number", &number)]);
                    html! {
                        <li key={i} class="maker-row">
                            { fields::amount(ui, &format!("maker-from-{id}-{i}"), Name::of(m.steps_from, &number), &row.at_least, false, edits(i, |row, typed| row.at_least = typed)) }
                            { fields::amount(ui, &format!("maker-gives-{id}-{i}"), Name::of(m.steps_points, &number), &row.points, false, edits(i, |row, typed| row.points = typed)) }
                            if rows.len() > 1 { { ui.button(m.item_delete, Some(remove), with(shorter)) } }
                        </li>
                    }
                }) }
            </ol>
            <button type="button" id={format!("maker-from-add-{id}")} onclick={ui.sends(with(longer))}>{ m.steps_add }</button>
        </div>
    }
}
