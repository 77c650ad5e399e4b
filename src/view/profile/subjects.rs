//! A list of subjects, such as sites or classes, that the person adds.

use crate::locale::fill;
use crate::state::Change;
use crate::view::context::{Context, FormAction};
use crate::view::fields::{Written, written};
use crate::web::events;
use assessment::answers::Value;
use assessment::rubric::Field;
use std::rc::Rc;
use yew::prelude::*;

/// The most subjects of a list, with those that were removed.
const MOST: usize = assessment::limits::OF_SCALE;

/// Renders a list of subjects: a field for the name of each, and a button that adds one. The place of one that was removed stays
/// empty, because answers are stored by number.
pub(super) fn subjects(form: &Context, field: &Field, value: Option<&Value>) -> Html {
    let m = form.messages();
    let names: Vec<Rc<str>> = match value {
        Some(Value::Many(names)) => names.clone(),
        Some(Value::Text(name)) => vec![name.clone()],
        Some(Value::Number(_)) | None => Vec::new(),
    };
    let id = |place: &str| format!("p-{}-{place}", field.id);
    let set = |names: Vec<Rc<str>>| Change::Profile {
        field: field.id.clone(),
        value: Some(Value::Many(names)),
    };
    let present: Vec<usize> = (0..names.len()).filter(|i| !names[*i].is_empty()).collect();
    let rows = present.iter().enumerate().map(|(at, i)| {
        let (i, name) = (*i, &names[*i]);
        let own = id(&(i + 1).to_string());
        let typed = {
            let (names, field) = (names.clone(), field.id.clone());
            move |text: &str| {
                let mut names = names.clone();
                // A name that is cleared while it is typed is still there.
                names[i] = if text.is_empty() { " ".into() } else { text.into() };
                Change::Profile { field: field.clone(), value: Some(Value::Many(names)) }
            }
        };
        let Written { text, oninput, onchange, onfocusout } = written(form, &own, &AttrValue::from(name.trim_start().to_owned()), typed);
        let remove = {
            let mut left = names.clone();
            left[i] = "".into();
            let (emit, change, add) = (form.emit.clone(), set(left), id("add"));
            Callback::from(move |_: MouseEvent| {
                emit.emit(FormAction::Change(change.clone()));
                emit.emit(FormAction::Focus(add.clone()));
            })
        };
        // Enter goes on to the next name, and from the last one to the button that adds one.
        let next = present.get(at + 1).map_or(id("add"), |next| id(&(next + 1).to_string()));
        let emit = form.emit.clone();
        let onkeydown = Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !events::composes(&event) {
                event.prevent_default();
                emit.emit(FormAction::Focus(next.clone()));
            }
        });
        let number = (i + 1).to_string();
        let label = fill(m.subjects_name, &[("number", &number)]);
        let remove_label = fill(m.of_item, &[("what", m.subjects_remove), ("item", if name.trim().is_empty() { &label } else { name })]);
        html! {
            <li key={i}>
                <label for={own.clone()} class="only-heard">{ label }</label>
                <input id={own} type="text" dir="auto" autocomplete="off" value={text} {oninput} {onchange} {onfocusout} {onkeydown} />
                <button type="button" class="quiet-button" aria-label={remove_label} onclick={remove}>{ m.subjects_remove }</button>
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    let mut shown: Vec<&str> = names
        .iter()
        .map(|name| name.trim())
        .filter(|name| !name.is_empty())
        .collect();
    let count = shown.len();
    shown.sort_unstable();
    shown.dedup();
    let is_repeated = shown.len() < count;
    let removed = names.iter().filter(|name| name.is_empty()).count();
    let is_full = names.len() >= MOST;
    let add = {
        let mut more = names.clone();
        let number = (more.len() + 1).to_string();
        more.push(fill(m.subjects_name, &[("number", &number)]).into());
        let (emit, change, own) = (form.emit.clone(), set(more), id(&number));
        Callback::from(move |_: MouseEvent| {
            emit.emit(FormAction::Change(change.clone()));
            emit.emit(FormAction::Focus(own.clone()));
        })
    };
    html! {
        <div class="field wide" role="group" aria-labelledby={id("name")} key={field.id.to_string()}>
            <p class="group-name" id={id("name")}>{ form.text(&field.label) }</p>
            <ul class="subjects">{ for rows }</ul>
            <div role="status">
                if is_repeated {
                    <p class="warning">{ m.subjects_same }</p>
                }
                if removed > 0 {
                    <p class="hint">{ fill(m.subjects_removed, &[("count", &removed.to_string())]) }</p>
                }
            </div>
            if is_full {
                <p class="hint" tabindex="-1" id={id("add")}>{ fill(m.subjects_limit, &[("count", &MOST.to_string())]) }</p>
            } else {
                <button type="button" class="touch" id={id("add")} onclick={add}>{ m.subjects_add }</button>
            }
            if let Some(hint) = &field.hint {
                <p class="hint">{ form.text(hint) }</p>
            }
        </div>
    }
}
