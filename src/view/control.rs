//! The control that answers a criterion, chosen by its scale, its amounts in words, and the actions beside every answer.

mod amounts;
mod checklist;
mod column;
mod deductions;
mod each;
mod entries;
mod levels;
mod measure;
mod parts;
mod points;
mod tick;
mod tiers;
mod yes_no;

use super::context::{Context, FormAction, use_form};
use super::drawn::drawn;
use super::evidence_and_problems::{adding, evidence_and_problems};
use super::figure::Figure as _;
use super::findings::{Findings, FindingsProps};
use super::note::area;
use super::ptr_eq::PtrEq;
use super::raters;
use super::tools::{Tool, toolbar};
use super::wording;
use super::working;
use crate::locale::fill;
use crate::state::{Change, set_amounts};
use crate::view::renders;
use assessment::Id;
use assessment::answers::{Answer, Entry};
use assessment::points::Decimal;
use assessment::rubric::{Criterion, NotApplicable, Reason, Scale};
use assessment::score::CriterionSheet;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ControlProps {
    pub(super) sheet: PtrEq<CriterionSheet>,
}

/// A criterion's control, grouped under the criterion's text.
#[component]
pub(super) fn Control(props: &ControlProps) -> Html {
    renders::count("control");
    let form = use_form();
    let pasted = use_state(|| None);
    let sheet = &*props.sheet;
    let (spec, entry) = (&sheet.spec, &sheet.entry);
    let excused = entry.answer == Some(Answer::NotApplicable);
    let unknown = entry.is_unknown();
    let group = format!("t-{}", spec.ordinal);
    if sheet.tally.items == 0 {
        return html! { <p class="excused">{ wording::does_not_apply(&form, &spec.applies_if) }</p> };
    }
    html! {
        <div class="control" role="group" aria-labelledby={group} data-control="true">
            { before(&form, sheet) }
            if excused {
                <p class="excused">{ form.messages().not_applicable_set }</p>
                { share(&form, sheet) }
            } else if unknown {
                <p class="excused">{ form.messages().dont_know_set }</p>
            } else {
                { answer(&form, sheet, &pasted) }
                { weighed(&form, sheet) }
            }
            { raters::others(&form, sheet) }
            { drawn::<AnswerActions>(ControlProps { sheet: props.sheet.clone() }) }
            { drawn::<Findings>(FindingsProps { sheet: props.sheet.clone() }) }
            { evidence_and_problems(&form, &props.sheet) }
        </div>
    }
}

/// Shows the score of the earlier form. Always one node, as the one below.
fn before(form: &Context, sheet: &CriterionSheet) -> Html {
    let earlier = form.earlier.as_ref();
    match earlier.and_then(|earlier| earlier.scored(&form.rater, &sheet.spec)) {
        Some((before, worth)) => {
            let score = before.tally.score.figure();
            let points = worth.map_or(score.clone(), |worth| format!("{score} / {}", worth.figure()));
            html! { <p class="earlier notranslate" translate="no">{ fill(form.messages().earlier, &[("points", &points)]) }</p> }
        }
        None => Html::default(),
    }
}

/// Renders how the points of a weighted item become those that count. Always one node: a list that grows would draw the control anew.
fn weighed(form: &Context, sheet: &CriterionSheet) -> Html {
    match working::of_weight(form, sheet) {
        Some(text) => html! { <p class="came-to notranslate" translate="no">{ text }</p> },
        None => Html::default(),
    }
}

/// Says how many points an item earns that does not apply, where that is a share of its full marks.
fn share(form: &Context, sheet: &CriterionSheet) -> Html {
    let share = sheet.spec.not_applicable.as_ref().and_then(|policy| policy.share);
    let text = share.map(|share| {
        let (share, points) = (share.figure(), sheet.tally.score.figure());
        let max = sheet.tally.max.figure();
        fill(
            form.messages().not_applicable_share,
            &[("share", &share), ("max", &max), ("points", &points)],
        )
    });
    points_breakdown(sheet, text.unwrap_or_default())
}

/// Renders the control of the scale. A new family of scales adds a line here.
fn answer(form: &Context, sheet: &CriterionSheet, pasted: &column::Pasted) -> Html {
    match &sheet.spec.scale {
        Scale::Points(scale) => points::control(form, sheet, scale, pasted),
        Scale::Levels(scale) => levels::control(form, sheet, scale),
        Scale::YesNo(scale) => yes_no::control(form, sheet, scale),
        Scale::Parts(scale) => parts::control(form, sheet, scale),
        Scale::Checklist(scale) => checklist::control(form, sheet, scale),
        Scale::Measure(scale) => measure::control(form, sheet, scale),
        Scale::Deductions(scale) => deductions::control(form, sheet, scale),
        Scale::Tiers(scale) => tiers::control(form, sheet, scale),
        Scale::Entries(scale) => entries::control(form, sheet, scale),
        Scale::Each(scale) => each::control(form, sheet, scale),
        Scale::Comment(_) => comment(form, sheet),
    }
}

/// Describes the amounts of an entry, with their labels. A new family of scales adds a line here.
pub(super) fn amounts_in_words(form: &Context, scale: &Scale, entry: &Entry) -> Vec<String> {
    match scale {
        Scale::Points(scale) => points::in_words(form, scale, entry),
        Scale::Parts(scale) => parts::in_words(form, scale, entry),
        Scale::Checklist(scale) => checklist::in_words(form, scale, entry),
        Scale::Measure(scale) => measure::in_words(form, scale, entry),
        Scale::Deductions(scale) => deductions::in_words(form, scale, entry),
        Scale::Tiers(scale) => tiers::in_words(form, scale, entry),
        Scale::Entries(scale) => entries::in_words(form, scale, entry),
        Scale::Each(scale) => each::in_words(form, scale, entry),
        Scale::Levels(scale) => levels::in_words(form, scale, entry),
        Scale::YesNo(_) | Scale::Comment(_) => Vec::new(),
    }
}

/// Describes how the amounts of an entry make its points, where the amounts alone do not say it; empty elsewhere.
pub(super) fn calculation_in_words(form: &Context, scale: &Scale, entry: &Entry) -> String {
    match scale {
        Scale::Each(scale) => each::breakdown(form, scale, entry),
        _ => String::new(),
    }
}

fn comment(form: &Context, sheet: &CriterionSheet) -> Html {
    let text = match &sheet.entry.answer {
        Some(Answer::Comment(text)) => AttrValue::from(text.clone()),
        _ => AttrValue::default(),
    };
    let (spec, live) = (sheet.spec.clone(), form.live.clone());
    let typed = move |text: &str| crate::state::parse_answer(&spec, &live.entry(&spec), text);
    let name = html! { { form.messages().comment } };
    area(
        form,
        &format!("i-{}", sheet.spec.ordinal),
        name,
        None,
        &text,
        false,
        typed,
    )
}

/// Renders the message of an answer that was refused: the text as typed, and the reason.
pub(super) fn fault(spec: &Criterion, text: String) -> Html {
    html! { <p class="fault notranslate" translate="no" role="alert" id={format!("f-{}", spec.ordinal)}>{ text }</p> }
}

/// Renders the line with the calculation of the points; nothing if `text` is empty.
fn points_breakdown(sheet: &CriterionSheet, text: String) -> Html {
    if text.is_empty() {
        return Html::default();
    }
    html! { <p class="came-to notranslate" translate="no" id={format!("l-{}", sheet.spec.ordinal)}>{ text }</p> }
}

/// A button that sets all amounts at once: the prefix of its id, its text, and the amounts.
type QuickFill = (&'static str, &'static str, Vec<(Id, Decimal)>);

/// Renders buttons that set all amounts at once, side by side.
fn quick_fill_buttons(form: &Context, sheet: &CriterionSheet, all: &[QuickFill]) -> Html {
    let spec = &sheet.spec;
    let buttons = all.iter().enumerate().map(|(i, (own, text, amounts))| {
        let change = set_amounts(spec, amounts.iter().cloned());
        let pressed = matches!(&change, Change::Amounts { amounts, .. } if *amounts == sheet.entry.amounts);
        let onclick = form.emit.reform(move |_: MouseEvent| FormAction::Change(change.clone()));
        html! {
            <button type="button" class="touch" id={format!("{own}-{}", spec.ordinal)} aria-label={form.named(text, spec)}
                tabindex={if i == 0 { "0" } else { "-1" }} data-tool="true"
                aria-pressed={if pressed { "true" } else { "false" }} {onclick}>{ *text }</button>
        }
    });
    html! { <span class="touches">{ for buttons }</span> }
}

/// One of a few options: a native radio, so keys and names are handled by the browser.
pub(super) struct Choice {
    pub(super) answer: Answer,
    pub(super) name: Html,
    pub(super) descriptor: Option<Html>,
    pub(super) points: Option<String>,
    pub(super) chosen: bool,
}

/// Renders radios. They belong to the control's group, which the criterion names: a group of their own would make screen readers
/// announce the name twice.
pub(super) fn radios(form: &Context, sheet: &CriterionSheet, class: &'static str, choices: Vec<Choice>) -> Html {
    let spec = &sheet.spec;
    let id = spec.ordinal;
    let each = choices.into_iter().enumerate().map(|(i, choice)| {
        let own = if i == 0 {
            format!("i-{id}")
        } else {
            format!("i-{id}-{i}")
        };
        let (criterion, answer) = (spec.id.clone(), choice.answer.clone());
        let onchange = form.emit.reform(move |_: Event| {
            FormAction::Change(Change::Answer {
                criterion: criterion.clone(),
                answer: Some(answer.clone()),
                refused: None,
            })
        });
        let checked = choice.chosen;
        html! {
            <label class={classes!("choice", checked.then_some("chosen"))}>
                <input type="radio" id={own} name={format!("r-{id}")} {checked} {onchange} />
                <span class="choice-name">{ choice.name }</span>
                if let Some(points) = choice.points {
                    <span class="choice-points notranslate" translate="no">{ points }</span>
                }
                if let Some(descriptor) = choice.descriptor {
                    <span class="choice-text">{ descriptor }</span>
                }
            </label>
        }
    });
    html! { <div class={class}>{ for each }</div> }
}

/// Renders the message of an answer that is none of the options; nothing if there is none.
pub(super) fn unfit(form: &Context, sheet: &CriterionSheet) -> Html {
    let refused = sheet.entry.refused.as_ref();
    let text = refused.map(|text| fill(form.messages().unfit, &[("value", text)]));
    html! { { for text.map(|text| fault(&sheet.spec, text)) } }
}

/// Actions besides answering: note, "not applicable", evidence, problems, clear; and the fields that they open.
#[component]
fn AnswerActions(props: &ControlProps) -> Html {
    let form = use_form();
    let m = form.messages();
    let (spec, entry) = (&props.sheet.spec, &props.sheet.entry);
    let wanted = use_state(|| false);
    let noting = *wanted || !entry.note.is_empty();
    let excused = entry.answer == Some(Answer::NotApplicable);
    // The pressed button may be gone afterwards, so the focus moves to the next control.
    let does = |change: Change, next: String| {
        let emit = form.emit.clone();
        Callback::from(move |_: MouseEvent| {
            emit.emit(FormAction::Change(change.clone()));
            emit.emit(FormAction::Focus(next.clone()));
        })
    };
    let answer = |answer: Option<Answer>| Change::Answer {
        criterion: spec.id.clone(),
        answer,
        refused: None,
    };
    let ordinal = spec.ordinal;
    let control = format!("i-{ordinal}");
    let mut tools = Vec::new();
    if !noting {
        let (emit, wanted, id) = (form.emit.clone(), wanted.clone(), format!("note-text-{ordinal}"));
        let open = Callback::from(move |_| {
            wanted.set(true);
            emit.emit(FormAction::Focus(id.clone()));
        });
        tools.push(Tool::button("note", m.note, open));
    }
    let unknown = entry.is_unknown();
    if unknown {
        tools.push(Tool::button("dk-back", m.know, does(answer(None), control.clone())));
    }
    if let Some(policy) = spec.not_applicable.as_ref().filter(|_| !unknown) {
        tools.push(if excused {
            Tool::button("na-back", m.applicable, does(answer(None), control.clone()))
        } else {
            let next = if policy.asks() == Reason::Required {
                format!("reason-{ordinal}")
            } else {
                format!("na-back-{ordinal}")
            };
            Tool::button("na", m.not_applicable, does(answer(Some(Answer::NotApplicable)), next))
        });
    }
    if spec.dont_know && !excused && !unknown {
        let next = format!("dk-back-{ordinal}");
        tools.push(Tool::button(
            "dk",
            m.dont_know,
            does(answer(Some(Answer::DontKnow)), next),
        ));
    }
    tools.extend(adding(&form, &props.sheet));
    // "Clear" appears and disappears with the answer. As the last tool, it does not move the others.
    let of_amounts = spec.scale.family().is_of_amounts() && !entry.amounts.is_empty();
    let aside = entry.is_set_aside();
    if !aside && (entry.answer.is_some() || entry.refused.is_some()) {
        tools.push(Tool::button("clear", m.take_back, does(answer(None), control)));
    } else if !aside && of_amounts {
        tools.push(Tool::button("clear", m.take_back, does(set_amounts(spec, []), control)));
    }
    let note = {
        let (criterion, wanted) = (spec.id.clone(), wanted.clone());
        move |text: &str| {
            // Keeps the note open while the person clears it.
            wanted.set(true);
            Change::Note {
                criterion: criterion.clone(),
                text: text.into(),
            }
        }
    };
    html! {
        <>
            { toolbar(&form, spec, tools) }
            if let Some(policy) = spec.not_applicable.as_ref().filter(|_| excused) {
                { reason(&form, &props.sheet, policy) }
            }
            if noting {
                { area(&form, &format!("note-text-{ordinal}"), html! { { m.note } }, None, &entry.note.clone().into(), false, note) }
            }
        </>
    }
}

fn reason(form: &Context, sheet: &CriterionSheet, policy: &NotApplicable) -> Html {
    let m = form.messages();
    let name = match policy.asks() {
        Reason::None => return Html::default(),
        Reason::Optional => m.reason,
        Reason::Required => m.reason_required,
    };
    let (spec, entry) = (&sheet.spec, &sheet.entry);
    let criterion = spec.id.clone();
    let typed = move |text: &str| Change::Reason {
        criterion: criterion.clone(),
        text: text.into(),
    };
    let missing = policy.asks() == Reason::Required && entry.reason.trim().is_empty();
    html! {
        <>
            { area(form, &format!("reason-{}", spec.ordinal), html! { { name } }, missing.then(|| html! { <span class="warning">{ m.reason_missing }</span> }), &entry.reason.clone().into(), false, typed) }
        </>
    }
}
