//! A form embedded in a host page: passes the page's settings to the store and a person's edits to the page.
//! `element.js` implements the role of a form-associated element.

mod events;
pub(super) mod js_values;
mod mount_pool;
mod registry;

pub(super) use registry::Registry;

use crate::locale::{Locale, fill};
use crate::state::{EffectError, Mirror, Msg};
use crate::view::hosted::HostedProps;
use crate::web::breakpoints::Width;
use crate::web::hidden_watch::HiddenWatch;
use crate::web::{Store, Subscription, clock, drafts, focus, light_dom, page, runtime};
use assessment::record::Summary;
use assessment::record::blocks::{Joined, join};
use events::LastSent;
use js_sys::{Array, Error, Function, Promise, Reflect};
use js_values::{first, object, refused_fields, summary, text, wrong};
use mount_pool::PooledMount;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::{Element, ShadowRoot};
use yew::Callback;

/// A form and its connection to the host page.
pub(super) struct EmbeddedForm {
    store: Store,
    element: Element,
    notify: Function,
    place: RefCell<Option<PooledMount>>,
    sent: RefCell<LastSent>,
    heard: RefCell<Option<Subscription>>,
    is_copied: Cell<bool>,
    watch: RefCell<Option<HiddenWatch>>,
    following: RefCell<Option<drafts::Following>>,
    required: Cell<bool>,
}

impl EmbeddedForm {
    /// Renders a form into this shadow root. The form calls `notify` with the name and the detail of each event.
    ///
    /// # Errors
    /// Returns an error if there is no document.
    pub(super) fn mount(
        element: Element,
        root: ShadowRoot,
        notify: Function,
        locale: Locale,
    ) -> Result<Rc<Self>, JsValue> {
        let store = Store::hosted(clock::today().into(), locale, runtime::run);
        store.set_root(Some(root.clone()));
        let host = Rc::new(Self {
            store: store.clone(),
            element,
            notify,
            place: RefCell::default(),
            sent: RefCell::default(),
            heard: RefCell::default(),
            is_copied: Cell::default(),
            watch: RefCell::default(),
            following: RefCell::default(),
            required: Cell::new(false),
        });
        let weak = Rc::downgrade(&host);
        let heard = store.subscribe(Callback::from(move |()| with(&weak, |host| host.watch())));
        *host.heard.borrow_mut() = Some(heard);
        let weak = Rc::downgrade(&host);
        let writer = Callback::from(move |_| with(&weak, |host| host.emit("value", &host.value())));
        store.start_mirror(Mirror::Value, writer);
        let document = host.element.owner_document();
        *host.watch.borrow_mut() = document.map(|document| HiddenWatch::new(&store, &document));
        let place = PooledMount::draw(
            &root.clone(),
            HostedProps {
                store,
                width: Width::of(&root.host()),
            },
        )?;
        *host.place.borrow_mut() = Some(place);
        Ok(host)
    }

    /// Unmounts the form.
    pub(super) fn unmount(&self) {
        drop(self.heard.take());
        drop(self.watch.take());
        self.store.stop_mirror(Mirror::Value);
        self.store.stop_mirror(Mirror::Blocks);
        drop(self.following.take());
        self.store.set_root(None);
        if let Some(place) = self.place.take() {
            place.leave();
        }
    }

    /// Runs the operation named `what` and returns the result.
    pub(super) fn call(self: &Rc<Self>, what: &str, with: &JsValue) -> JsValue {
        let text = || with.as_string();
        match what {
            "rubric" => {
                self.store.give_rubric(&text().unwrap_or_default());
                self.problems()
            }
            "record" => {
                self.store.give_record(text());
                self.problems()
            }
            "set" => {
                self.set(with);
                JsValue::UNDEFINED
            }
            "join" => self.join(with),
            "text" => self.text().map_or(JsValue::NULL, |text| text.into()),
            "value" => self.value(),
            "score" => self
                .store
                .state()
                .map_or(JsValue::NULL, |state| summary(&state, self.store.locale())),
            "visit" => self.visit(&text().unwrap_or_default()).into(),
            "focus" => {
                self.visit_first();
                JsValue::UNDEFINED
            }
            "forget" => self.forget(&text().unwrap_or_default()).into(),
            "print" => {
                page::print(&self.store);
                JsValue::UNDEFINED
            }
            _ => JsValue::UNDEFINED,
        }
    }

    /// Returns a promise that removes the drafts stored under a key of the host page.
    fn forget(&self, key: &str) -> Promise {
        let (store, place) = (self.store.clone(), drafts::scope::of_key(key));
        future_to_promise(async move {
            let done = store.remove_drafts_in(&place).await;
            let m = store.locale().messages;
            let error = |why| Error::new(&fill(m.trouble_storage, &[("why", &crate::view::refusal(m, &why))]));
            done.map(|()| JsValue::UNDEFINED).map_err(|why| error(why).into())
        })
    }

    /// Applies the element's attributes.
    fn set(self: &Rc<Self>, settings: &JsValue) {
        let get = |name: &str| Reflect::get(settings, &name.into()).unwrap_or_default();
        let is = |name: &str| get(name).is_truthy();
        if let Some(tag) = get("lang").as_string() {
            self.store.set_locale_here(Locale::preferred([&*tag]));
        }
        self.store.send(Msg::SetReadOnly(is("fixed")));
        self.required.set(is("required"));
        if let Some(rater) = get("rater").as_string()
            && self.store.state().is_some_and(|state| *state.record.rater != *rater)
        {
            // Showing the scores of another rater in a read-only form is not an edit.
            self.store.send(Msg::ShowRater(rater.into()));
        }
        // A read-only form stores no draft.
        let keeps = is("autosave") && !is("fixed");
        let place = keeps.then(|| drafts::scope::of_key(&get("draftKey").as_string().unwrap_or_default()));
        let was = self.store.draft_scope();
        if place != was {
            self.store.send(Msg::SetScope(None));
            // Another key belongs to another person, so the record in the form is replaced.
            if was.is_some() && place.is_some() {
                self.store.give_record(get("initial").as_string());
            }
            let following = place.is_some().then(|| drafts::listen(&self.store));
            drop(self.following.replace(following));
            self.store.send(Msg::SetScope(place));
        }
        let copies = is("lightCopy");
        if self.is_copied.replace(copies) != copies {
            let weak = Rc::downgrade(self);
            let refused = Callback::from(move |()| {
                with(&weak, |host| {
                    host.emit_problem("no-light-copy", host.store.locale().messages.hosted_no_copy)
                })
            });
            if copies {
                light_dom::start_in(&self.store, self.element.clone(), refused);
            } else {
                self.store.stop_mirror(Mirror::Blocks);
            }
        }
        self.emit_validity();
    }

    /// Joins a record in parts, given as pairs of name and text, into one text; `null` if the parts do not fit
    /// together.
    fn join(&self, parts: &JsValue) -> JsValue {
        let all: Vec<_> = Array::from(parts)
            .iter()
            .map(|pair| {
                let pair = Array::from(&pair);
                let text = |index| pair.get(index).as_string().unwrap_or_default();
                (text(0), text(1))
            })
            .collect();
        let pairs: Vec<_> = all.iter().map(|(name, text)| (&**name, &**text)).collect();
        let Joined { file, lost } = join(&pairs);
        if !lost.is_empty() {
            self.store.fail(EffectError::Damaged(lost.into()));
        }
        file.map_or(JsValue::NULL, |file| file.to_text().into())
    }

    /// Returns the text of the record; `None` while nothing is entered.
    fn text(&self) -> Option<String> {
        text(&*self.store.state()?)
    }

    /// Returns the value for the host page's HTML form.
    fn value(&self) -> JsValue {
        let state = self.store.state();
        let text = self.text();
        let score = state
            .filter(|_| text.is_some())
            .map(|state| Summary::of(&state.rubric, &state.record));
        let total = score
            .as_ref()
            .and_then(|score| score.total.as_ref().map(ToString::to_string));
        let grade = score.and_then(|score| score.grade.map(|grade| grade.to_string()));
        object(&[
            ("record", text.unwrap_or_default().into()),
            ("total", total.unwrap_or_default().into()),
            ("grade", grade.unwrap_or_default().into()),
        ])
    }

    /// Moves to a criterion; returns whether a criterion with this id exists.
    fn visit(&self, id: &str) -> bool {
        let Some(state) = self.store.state() else { return false };
        let place = state.rubric.criterion_path(id);
        let found = place.and_then(|place| state.record.sheet.criterion(place));
        if let Some(found) = found {
            focus::ask(&self.store, found.spec.ordinal);
        }
        found.is_some()
    }

    /// Moves to the first criterion that must be corrected or filled in, otherwise to the title.
    fn visit_first(&self) {
        let state = self.store.state();
        let field = state
            .as_ref()
            .and_then(|state| refused_fields(state).next().map(|field| format!("p-{}", field.id)));
        match (field, state.and_then(|state| first(&state))) {
            (Some(field), _) => focus::control(&self.store, &field),
            (_, Some(ordinal)) => focus::ask(&self.store, ordinal),
            _ => focus::form(&self.store),
        }
    }

    /// Returns the problems of the last value that was set; `null` if the form opened it.
    fn problems(&self) -> JsValue {
        wrong(&self.store).map_or(JsValue::NULL, Into::into)
    }
}

fn with(host: &Weak<EmbeddedForm>, work: impl FnOnce(&Rc<EmbeddedForm>)) {
    if let Some(host) = host.upgrade() {
        work(&host);
    }
}
