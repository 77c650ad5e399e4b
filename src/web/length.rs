//! How much a field takes. What would make its text too long is not put in, and the person is notified: it never gets so far that the form
//! draws it, stores it or counts with it. A browser's own `maxlength` cuts without a word.

use crate::state::limits;
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Function, JsString, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlInputElement, HtmlTextAreaElement, ShadowRoot};
use yew::Callback;

/// What a field did not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// The most that it takes, in UTF-16 units as fields count.
    pub most: u32,
    /// How much was pasted or dropped; nothing where the limit was reached by typing.
    pub pasted: Option<u32>,
}

/// Listens to all fields below a root for as long as the listeners are held, and calls back with what one did not take, and
/// with nothing once one took something.
pub fn watch(root: &ShadowRoot, tell: Callback<Option<TooLong>>) -> Vec<EventListener> {
    let before = Rc::new(Before::default());
    let on = |name: &'static str, work: fn(&Event, &Before) -> Check| {
        let options = EventListenerOptions {
            passive: false,
            ..EventListenerOptions::run_in_capture_phase()
        };
        let (tell, before) = (tell.clone(), before.clone());
        EventListener::new_with_options(root, name, options, move |event| match work(event, &before) {
            Check::Nothing => {}
            Check::Taken => tell.emit(None),
            Check::Refused(what) => tell.emit(Some(what)),
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

/// The field that was typed in last, and the text that it had taken.
#[derive(Default)]
struct Before(RefCell<Option<(JsValue, JsString)>>);

impl Before {
    fn set(&self, event: &Event) {
        let field = Field::of(event);
        let text = field.and_then(|field| Some((field.element.clone(), field.text()?)));
        *self.0.borrow_mut() = text;
    }

    /// The text of this field, if it is that one.
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

/// A field of text, and the most that it takes.
struct Field {
    element: JsValue,
    most: u32,
}

impl Field {
    /// The field that an event is about.
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

    /// Its text, which stays where it is.
    fn text(&self) -> Option<JsString> {
        self.property("value").dyn_into().ok()
    }

    fn length(&self) -> u32 {
        self.text().map_or(0, |text| text.length())
    }

    /// How long its text would be with so much in the place of what is selected.
    fn with(&self, more: u32) -> u32 {
        // Both are whole numbers within the text.
        let at = |name| self.property(name).as_f64().unwrap_or_default() as u32;
        let selected = at("selectionEnd").saturating_sub(at("selectionStart"));
        self.length().saturating_sub(selected).saturating_add(more)
    }
}

/// A text that is pasted or dropped.
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
    // A column of numbers is more than one field's business.
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

/// A field is about to change.
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

/// A field has changed. An input method cannot be stopped beforehand.
fn changed(event: &Event, before: &Before) -> Check {
    let Some(field) = Field::of(event) else {
        return Check::Nothing;
    };
    let was = before.of(&field);
    // A text that was too long already, out of a file of old, may get shorter.
    let most = field.most.max(was.as_ref().map_or(0, JsString::length));
    if field.length() <= most {
        before.set(event);
        return Check::Taken;
    }
    // Where a program put the text in, nobody knows what was there: as much stays as may.
    let kept = was.or_else(|| Some(field.text()?.slice(0, field.most)));
    // A property of a field of text takes a text.
    let _ = Reflect::set(&field.element, &"value".into(), &kept.into());
    Check::Refused(TooLong {
        most: field.most,
        pasted: None,
    })
}
