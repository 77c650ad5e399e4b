//! The length limit of fields. Text over the limit is refused and the person is notified, so the form never draws,
//! stores or calculates with it. A browser's `maxlength` truncates silently.

use crate::state::limits;
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Function, JsString, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlInputElement, HtmlTextAreaElement, ShadowRoot};
use yew::Callback;

/// A text that a field refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// The field's limit in UTF-16 units, as fields count.
    pub most: u32,
    /// The length of the pasted or dropped text; `None` if typing reached the limit.
    pub pasted: Option<u32>,
}

/// Watches all text fields below a root until the listeners are dropped. Calls back with the text that a field refused,
/// and with `None` once a field accepts text.
pub fn watch(root: &ShadowRoot, limited: Callback<Option<TooLong>>) -> Vec<EventListener> {
    let before = Rc::new(Before::default());
    let on = |name: &'static str, work: fn(&Event, &Before) -> Check| {
        let options = EventListenerOptions {
            passive: false,
            ..EventListenerOptions::run_in_capture_phase()
        };
        let (limited, before) = (limited.clone(), before.clone());
        EventListener::new_with_options(root, name, options, move |event| match work(event, &before) {
            Check::Nothing => {}
            Check::Taken => limited.emit(None),
            Check::Refused(what) => limited.emit(Some(what)),
        })
    };
    vec![
        on("paste", |event, _| given(event, "clipboardData")),
        on("drop", |event, _| given(event, "dataTransfer")),
        on("focusin", |event, before| {
            before.set(event);
            Check::Nothing
        }),
        on("beforeinput", changes),
        on("input", changed),
    ]
}

/// The field that was typed in last, and its last accepted text.
#[derive(Default)]
struct Before(RefCell<Option<(JsValue, JsString)>>);

impl Before {
    fn set(&self, event: &Event) {
        let field = Field::of(event);
        let text = field.and_then(|field| Some((field.element.clone(), field.text()?)));
        *self.0.borrow_mut() = text;
    }

    /// Returns the stored text if it belongs to this field.
    fn of(&self, field: &Field) -> Option<JsString> {
        let before = self.0.borrow();
        let own = before.as_ref().filter(|(element, _)| *element == field.element);
        own.map(|(_, text)| text.clone())
    }
}

enum Check {
    Nothing,
    Taken,
    Refused(TooLong),
}

/// A text field and its limit.
struct Field {
    element: JsValue,
    most: u32,
}

impl Field {
    /// Returns the field that is the target of an event.
    fn of(event: &Event) -> Option<Self> {
        let target = event.target()?.dyn_into::<Element>().ok()?;
        if target.is_instance_of::<HtmlTextAreaElement>() {
            return Some(Self {
                element: target.into(),
                most: limits::TEXT,
            });
        }
        let input = target
            .dyn_into::<HtmlInputElement>()
            .ok()
            .filter(|input| input.type_() == "text")?;
        let is_number = input.get_attribute("inputmode").is_some_and(|mode| mode != "text");
        Some(Self {
            element: input.into(),
            most: if is_number { limits::NUMBER } else { limits::TEXT },
        })
    }

    fn property(&self, name: &str) -> JsValue {
        Reflect::get(&self.element, &name.into()).unwrap_or_default()
    }

    /// Returns the field's text as a JavaScript string, without a copy.
    fn text(&self) -> Option<JsString> {
        self.property("value").dyn_into().ok()
    }

    fn length(&self) -> u32 {
        self.text().map_or(0, |text| text.length())
    }

    /// Returns the length of the text after `more` units replace the selection.
    fn with(&self, more: u32) -> u32 {
        // Both are integers within the text's length.
        let at = |name| self.property(name).as_f64().unwrap_or_default() as u32;
        let selected = at("selectionEnd").saturating_sub(at("selectionStart"));
        self.length().saturating_sub(selected).saturating_add(more)
    }
}

/// Checks a text that is pasted or dropped.
fn given(event: &Event, source: &str) -> Check {
    let Some(field) = Field::of(event) else {
        return Check::Nothing;
    };
    let length = || {
        let data = Reflect::get(event, &source.into()).ok()?;
        let get: Function = Reflect::get(&data, &"getData".into()).ok()?.dyn_into().ok()?;
        let text: JsString = get.call1(&data, &"text/plain".into()).ok()?.dyn_into().ok()?;
        Some(text)
    };
    let Some(text) = length() else {
        return Check::Nothing;
    };
    // A column of numbers may fill several fields.
    let most = if field.most == limits::NUMBER && text.includes("\n", 0) {
        limits::TEXT
    } else {
        field.most
    };
    if field.with(text.length()) <= most {
        return Check::Nothing;
    }
    event.prevent_default();
    event.stop_immediate_propagation();
    Check::Refused(TooLong {
        most,
        pasted: Some(text.length()),
    })
}

/// Checks a field before it changes.
fn changes(event: &Event, before: &Before) -> Check {
    let Some(field) = Field::of(event) else {
        return Check::Nothing;
    };
    let text = Reflect::get(event, &"data".into())
        .ok()
        .and_then(|data| data.dyn_into::<JsString>().ok());
    let more = text.map_or(0, |text| text.length());
    if more > 0 && field.with(more) > field.most && event.cancelable() {
        event.prevent_default();
        return Check::Refused(TooLong {
            most: field.most,
            pasted: (more > 1).then_some(more),
        });
    }
    before.set(event);
    Check::Nothing
}

/// Checks a field after it has changed, since an input method cannot be stopped before.
fn changed(event: &Event, before: &Before) -> Check {
    let Some(field) = Field::of(event) else {
        return Check::Nothing;
    };
    let was = before.of(&field);
    // A text from an old file that exceeds the limit may get shorter.
    let most = field.most.max(was.as_ref().map_or(0, JsString::length));
    if field.length() <= most {
        before.set(event);
        return Check::Taken;
    }
    // If a program inserted the text, the previous text is unknown: the text is cut at the limit.
    let kept = was.or_else(|| Some(field.text()?.slice(0, field.most)));
    // The `value` of a text field accepts any string.
    let _ = Reflect::set(&field.element, &"value".into(), &kept.into());
    Check::Refused(TooLong {
        most: field.most,
        pasted: None,
    })
}
