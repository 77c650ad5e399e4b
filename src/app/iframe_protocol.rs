//! The message protocol of the one-file page in a frame of a host page. The page exchanges messages only with the
//! origins that the file lists. The reference is `docs/embedding/iframe.md`.

use super::embed::js_values::{object, path, summary, text, wrong};
use crate::state::{FormId, Msg};
use crate::web::dom::{SizeWatch, elements};
use crate::web::{Store, light_dom};
use gloo::events::EventListener;
use js_sys::{JSON, Object, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, MessageEvent, Url, Window, window};
use yew::Callback;

/// The element that lists the allowed origins.
const ORIGINS: &str = "head > meta[name=ziping-origins]";

struct Frame {
    store: Store,
    own: Window,
    around: Window,
    origins: Vec<String>,
    seen: RefCell<(Option<FormId>, u64)>,
    wrong: RefCell<Option<String>>,
    height: Cell<i32>,
}

/// Starts the protocol for the lifetime of the page, if the page is in a frame and the file lists an origin.
pub(super) fn start(store: &Store, document: &Document) {
    let Some((own, around)) = window().and_then(|own| Some((own.clone(), own.parent().ok()??))) else {
        return;
    };
    let listed = elements(document.query_selector_all(ORIGINS));
    let content = listed.first().and_then(|meta| meta.get_attribute("content"));
    let own_origin = own.location().origin().ok();
    let origins: Vec<_> = content
        .iter()
        .flat_map(|text| text.split_whitespace())
        .filter_map(|origin| match origin {
            "self" => own_origin.clone(),
            // Normalizes the origin to the form that browsers use.
            origin => Url::new(origin).ok().map(|address| address.origin()),
        })
        // `null` is the origin of every local file and every sandbox, so it identifies no page.
        .filter(|origin| origin != "null")
        .collect();
    if origins.is_empty() || Object::is(&own, &around) {
        return;
    }
    let frame = Rc::new(Frame {
        store: store.clone(),
        own: own.clone(),
        around,
        origins,
        seen: RefCell::new((store.form_id(), store.latest().0)),
        wrong: RefCell::default(),
        height: Cell::new(0),
    });
    let heard = frame.clone();
    EventListener::new(&own, "message", move |event| {
        if let Some(event) = event.dyn_ref::<MessageEvent>() {
            heard.receive(event);
        }
    })
    .forget();
    let listener = frame.clone();
    // The subscription lasts as long as the page.
    std::mem::forget(store.subscribe(Callback::from(move |()| listener.watch())));
    // Observes the body, not the document: the document is never lower than the frame, so the height would only grow.
    if let Some(body) = document.body() {
        let (grown, whole) = (frame.clone(), body.clone());
        // The observer lasts as long as the page. Without an observer the frame keeps the height that the host page
        // set.
        std::mem::forget(SizeWatch::new(&body, move || grown.measure(&whole)));
    }
    frame.post("ready", &[]);
}

impl Frame {
    fn post(&self, kind: &str, members: &[(&str, JsValue)]) {
        let message = object(members);
        self.post_object(kind, &message);
    }

    fn post_object(&self, kind: &str, message: &JsValue) {
        for (key, value) in [("ziping", JsValue::from(1)), ("type", kind.into())] {
            // Setting a key of a plain object cannot fail.
            let _ = Reflect::set(message, &key.into(), &value);
        }
        for origin in &self.origins {
            // The browser delivers the message only if the host page has this origin.
            let _ = self.around.post_message(message, origin);
        }
    }

    fn receive(&self, event: &MessageEvent) {
        // WebKit reports this page as the sender if the portal posts just before it is left, because the portal is gone
        // by then.
        let senders = [&self.around, &self.own];
        let from = event
            .source()
            .is_some_and(|source| senders.iter().any(|sender| Object::is(&source, sender)));
        if !from || !self.origins.contains(&event.origin()) {
            return;
        }
        let data = event.data();
        let get = |name: &str| Reflect::get(&data, &name.into()).unwrap_or_default();
        if get("ziping") != 1 {
            return;
        }
        match get("type").as_string().as_deref() {
            Some("load") => {
                let given = |name: &str| {
                    let value = get(name);
                    // A value that JSON cannot represent, such as a cyclic object, is sent as the text that JavaScript
                    // converts it to, which is not JSON either.
                    let name = || String::from(Object::from(value.clone()).to_string());
                    let written = || JSON::stringify(&value).ok()?.as_string();
                    (!value.is_undefined()).then(|| value.as_string().or_else(written).unwrap_or_else(name))
                };
                *self.wrong.borrow_mut() = None;
                if let Some(rubric) = given("rubric") {
                    self.store.give_rubric(&rubric);
                }
                if let Some(record) = given("record") {
                    self.store.give_record(Some(record).filter(|record| *record != "null"));
                }
            }
            Some("value") => {
                self.store.send(Msg::Settle);
                light_dom::write(&self.store);
                let record = self.store.state().and_then(|state| text(&state));
                let record = record.and_then(|text| JSON::parse(&text).ok()).unwrap_or(JsValue::NULL);
                self.post("value", &[("id", get("id")), ("record", record)]);
                // The host page has the record now, so leaving the page loses nothing and needs no confirmation.
                self.store.send(Msg::MarkExported);
            }
            _ => {}
        }
    }

    fn watch(&self) {
        let (edits, latest) = self.store.latest();
        let now = (self.store.form_id(), edits);
        let was = self.seen.replace(now.clone());
        if let Some(state) = self.store.state().filter(|_| was != now) {
            let score = summary(&state, self.store.locale());
            let place = latest
                .filter(|_| was.0 == now.0)
                .map_or_else(String::new, |change| path(&change));
            // Setting a key of a plain object cannot fail.
            let _ = Reflect::set(&score, &"path".into(), &place.into());
            self.post_object("score", &score);
        }
        let wrong = wrong(&self.store);
        let text = wrong
            .as_ref()
            .and_then(|wrong| JSON::stringify(wrong).ok())
            .map(String::from);
        let before = self.wrong.replace(text.clone());
        if let Some(wrong) = wrong.filter(|_| before != text) {
            self.post("problem", &[("problems", wrong.into())]);
        }
    }

    fn measure(&self, body: &Element) {
        let height = body.get_bounding_client_rect().height().ceil() as i32;
        if self.height.replace(height) != height {
            self.post("resize", &[("height", height.into())]);
        }
    }
}
