//! The forms of all elements in a host page.

use super::EmbeddedForm;
use crate::app::element::Engine;
use crate::web::preferences;
use js_sys::Function;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, ShadowRoot};

/// An engine that renders a form with a separate store into each element.
#[derive(Default)]
pub(in crate::app) struct Registry(RefCell<Vec<(Element, Rc<EmbeddedForm>)>>);

impl Engine for Registry {
    fn mount(&self, element: Element, root: ShadowRoot, notify: Function) -> Result<(), JsValue> {
        let host = EmbeddedForm::mount(element.clone(), root, notify, preferences::language())?;
        self.0.borrow_mut().push((element, host));
        Ok(())
    }

    fn unmount(&self, element: &Element) {
        let gone = {
            let mut all = self.0.borrow_mut();
            let index = all.iter().position(|(one, _)| one == element);
            index.map(|index| all.swap_remove(index))
        };
        if let Some((_, host)) = gone {
            host.unmount();
        }
    }

    fn call(&self, element: &Element, what: &str, with: &JsValue) -> JsValue {
        let host = {
            let all = self.0.borrow();
            all.iter().find(|(one, _)| one == element).map(|(_, host)| host.clone())
        };
        host.map_or(JsValue::UNDEFINED, |host| host.call(what, with))
    }
}
