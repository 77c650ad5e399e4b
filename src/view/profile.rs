//! The profile of the subject and who fills in the form: the profile's fields, the roles, the period and the date.

mod subjects;
mod table;

use super::context::{Context, FormAction, use_form};
use super::fields::{self, Written, doubt, doubtful, last_day, written};
use super::figure::Figure as _;
use super::number::{self, Number};
use super::ptr_eq::PtrEq;
use crate::locale::fill;
use crate::state::{Change, parse_field, read_total};
use assessment::Id;
use assessment::answers::Value;
use assessment::points::Decimal;
use assessment::rubric::{Field, FieldKind, Role, Rubric, Standing};
use std::collections::BTreeMap;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ProfileProps {
    pub(super) rubric: PtrEq<Rubric>,
    pub(super) profile: PtrEq<BTreeMap<Id, Value>>,
    pub(super) roles: PtrEq<BTreeMap<Id, Vec<Rc<str>>>>,
    pub(super) period: AttrValue,
    pub(super) date: AttrValue,
    pub(super) claimed: Option<Decimal>,
}

#[component]
pub(super) fn Profile(props: &ProfileProps) -> Html {
    let form = use_form();
    let m = form.messages();
    let period = text_input(&form, "period", &props.period, "text", true, |text| {
        Change::Period(text.into())
    });
    let date = text_input(&form, "date", &props.date, "date", false, |text| {
        Change::Date(text.into())
    });
    html! {
        <section class="profile" part="profile" aria-labelledby="profile">
            <@{form.heading(2)} id="profile">{ m.profile }</@>
            <div class="fields">
                { for profile_fields(&form, &props.rubric.profile, &props.profile) }
                { for props.rubric.roles.iter().map(|role| role_field(&form, role, props.roles.get(&role.id))) }
                { labelled("period", m.period, Some(m.period_hint.into()), None, period) }
                { labelled("date", m.date, None, None, date) }
                if props.rubric.rules.claimed_total {
                    { labelled("claimed", m.claimed_total, Some(m.claimed_total_hint.into()), None, claimed(&form, props.claimed)) }
                }
            </div>
        </section>
    }
}

/// Renders the field for a total from elsewhere. A text that is not a number is not stored: nothing depends on it.
fn claimed(form: &Context, total: Option<Decimal>) -> Html {
    let number = Number {
        id: "claimed".to_owned(),
        shown: total.map(|total| total.to_string()).unwrap_or_default().into(),
        refused: false,
        named_by: None,
        described_by: Some("claimed-hint".to_owned()),
        unit: None,
        least: (!form
            .rubric
            .root
            .sections
            .iter()
            .any(|section| section.standing == Standing::Penalty))
        .then_some(Decimal::ZERO),
        ways: None,
    };
    let change = |text: &str| Change::ClaimedTotal(read_total(text));
    number::input(form, number, change, change)
}

fn labelled(id: &str, label: impl Into<Html>, hint: Option<Html>, fault: Option<String>, input: Html) -> Html {
    html! {
        <div class={classes!("field", input_is_wide(id).then_some("wide"))} key={id.to_owned()}>
            <label for={id.to_owned()}>{ label.into() }</label>
            { input }
            if let Some(hint) = hint {
                <p class="hint" id={format!("{id}-hint")}>{ hint }</p>
            }
            if let Some(fault) = fault {
                <p class="fault" role="alert" id={format!("{id}-fault")}>{ fault }</p>
            }
        </div>
    }
}

/// Returns the ids of the elements that describe a field.
fn described_by(id: &str, has_hint: bool, refused: bool) -> Option<String> {
    let all = [
        has_hint.then(|| format!("{id}-hint")),
        refused.then(|| format!("{id}-fault")),
    ];
    let all: Vec<_> = all.into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// Whether a field takes a whole row, as lists and paragraphs do: their ids begin with `wide-`.
fn input_is_wide(id: &str) -> bool {
    id.starts_with("wide-")
}

fn text_input(
    form: &Context,
    id: &str,
    value: &AttrValue,
    kind: &'static str,
    has_hint: bool,
    change: impl Fn(&str) -> Change + 'static,
) -> Html {
    let doubt = (kind == "date").then(|| doubt(form, value)).flatten();
    let described = described_by(id, has_hint, doubt.is_some());
    let Written {
        text,
        oninput,
        onchange,
        onfocusout,
    } = written(form, id, value, change);
    html! {
        <>
            <input id={id.to_owned()} type={kind} dir="auto" autocomplete="off" max={last_day(kind)} aria-describedby={described}
                aria-invalid={doubt.is_some().then_some("true")} value={text} {oninput} {onchange} {onfocusout} />
            if let Some(doubt) = doubt {
                { doubtful(&format!("{id}-fault"), doubt) }
            }
        </>
    }
}

/// Renders the fields; the cells of a table are in the table.
fn profile_fields(form: &Context, fields: &[Field], values: &BTreeMap<Id, Value>) -> Vec<Html> {
    let drawn = |(field, cells): (&Field, &[Field])| match field.kind {
        FieldKind::Table => table::table(form, field, cells, values),
        FieldKind::Subjects => subjects::subjects(form, field, values.get(&field.id)),
        _ => profile_field(form, field, values.get(&field.id)),
    };
    Field::with_cells(fields).map(drawn).collect()
}

fn profile_field(form: &Context, field: &Field, value: Option<&Value>) -> Html {
    let m = form.messages();
    let broken = matches!(value, Some(Value::Text(text)) if text.contains('\n'));
    let long = field.kind == FieldKind::LongText || field.is_repeating() || (broken && field.kind == FieldKind::Text);
    let id = if long {
        format!("wide-p-{}", field.id)
    } else {
        format!("p-{}", field.id)
    };
    let refused = match value {
        Some(Value::Text(text)) if field.kind == FieldKind::Number => Some(refused(form, field, text)),
        _ => None,
    };
    let shown = match value {
        None => AttrValue::default(),
        Some(Value::Text(text)) => text.clone().into(),
        Some(Value::Number(number)) => number.to_string().into(),
        Some(Value::Many(all)) => all.join("\n").into(),
    };
    let own = field.clone();
    let change = move |text: &str| Change::Profile {
        field: own.id.clone(),
        value: parse_field(&own, text),
    };
    let hint = field.hint.as_ref().map(|hint| form.text(hint));
    let hint = hint.or_else(|| field.is_repeating().then(|| m.one_a_line.into()));
    let has_hint = hint.is_some();
    let input = match field.kind {
        _ if long => lines(form, &id, &shown, field.is_repeating(), has_hint, change),
        FieldKind::Choice => select(form, &id, field, &shown, has_hint, change),
        FieldKind::Date => text_input(form, &id, &shown, "date", has_hint, change),
        FieldKind::Number => number(form, &id, field, &shown, refused.is_some(), has_hint, change),
        FieldKind::Text | FieldKind::LongText | FieldKind::Table | FieldKind::Subjects => {
            text_input(form, &id, &shown, "text", has_hint, change)
        }
    };
    labelled(&id, form.text(&field.label), hint, refused, input)
}

fn refused(form: &Context, field: &Field, text: &str) -> String {
    let m = form.messages();
    let (min, max) = (
        field.min.unwrap_or(-Decimal::LIMIT).figure(),
        field.max.unwrap_or(Decimal::LIMIT).figure(),
    );
    let message = match field.step {
        None | Some(Decimal::ONE) => m.refused_field_whole,
        Some(_) => m.refused_field,
    };
    fill(message, &[("value", text), ("min", &min), ("max", &max)])
}

fn number(
    form: &Context,
    id: &str,
    field: &Field,
    shown: &AttrValue,
    refused: bool,
    has_hint: bool,
    change: impl Fn(&str) -> Change + 'static,
) -> Html {
    let change = Rc::new(change);
    let number = Number {
        id: id.to_owned(),
        shown: shown.clone(),
        refused,
        named_by: None,
        described_by: described_by(id, has_hint, refused),
        unit: field.unit.as_ref().map(|unit| form.text(unit)),
        least: field.min,
        ways: None,
    };
    let means = change.clone();
    number::input(form, number, move |text| change(text), move |text| means(text))
}

fn select(
    form: &Context,
    id: &str,
    field: &Field,
    shown: &AttrValue,
    has_hint: bool,
    change: impl Fn(&str) -> Change + 'static,
) -> Html {
    let onchange = form.emit.reform(move |event: Event| {
        FormAction::Change(change(&event.target_unchecked_into::<HtmlSelectElement>().value()))
    });
    html! {
        <select id={id.to_owned()} autocomplete="off" aria-describedby={described_by(id, has_hint, false)} {onchange}>
            <option value="" selected={shown.is_empty()}>{ form.messages().choose }</option>
            { for field.options.iter().map(|option| html! {
                <option value={option.id.to_string()} selected={**shown == *option.id}>{ AttrValue::from(form.plain(&option.label)) }</option>
            }) }
        </select>
    }
}

/// Renders a text area; for a list, with one entry per line.
fn lines(
    form: &Context,
    id: &str,
    shown: &AttrValue,
    list: bool,
    has_hint: bool,
    change: impl Fn(&str) -> Change + 'static,
) -> Html {
    let change = Rc::new(change);
    let Written {
        text,
        oninput,
        onchange,
        onfocusout,
    } = written(form, id, shown, {
        let change = change.clone();
        move |text| change(text)
    });
    let emit = form.emit.clone();
    let tidied = Callback::from(move |event: Event| {
        // Empty lines in a list are not entries; they are only there while the person types.
        let text = fields::text(&event);
        let entries = text.split('\n').map(str::trim).filter(|line| !line.is_empty());
        emit.emit(FormAction::Typing(change(&entries.collect::<Vec<_>>().join("\n"))));
        emit.emit(FormAction::Settle);
    });
    let onchange = if list { tidied } else { onchange };
    let rows = (shown.split('\n').count() + usize::from(!list)).clamp(2, 8);
    let described = described_by(id, has_hint, false);
    html! { <textarea id={id.to_owned()} dir="auto" rows={rows.to_string()} autocomplete="off" aria-describedby={described} value={text} {oninput} {onchange} {onfocusout} /> }
}

fn role_field(form: &Context, role: &Role, names: Option<&Vec<Rc<str>>>) -> Html {
    // Several names in a record stay separate, even if the rubric asks for one.
    let several = role.repeating == Some(true) || names.is_some_and(|names| names.len() > 1);
    let id = if several {
        format!("wide-r-{}", role.id)
    } else {
        format!("r-{}", role.id)
    };
    let shown: AttrValue = names.map(|names| names.join("\n")).unwrap_or_default().into();
    let own = role.id.clone();
    let change = move |text: &str| {
        let names = if text.is_empty() {
            Vec::new()
        } else {
            text.split('\n').map(Into::into).collect()
        };
        Change::Role {
            role: own.clone(),
            names,
        }
    };
    let input = if several {
        lines(form, &id, &shown, true, true, change)
    } else {
        text_input(form, &id, &shown, "text", false, change)
    };
    let hint = several.then(|| form.messages().one_person_a_line.into());
    labelled(&id, form.text(&role.label), hint, None, input)
}
