//! The program of the page around this one, as functions of an object: it shows the rubric as a form, and hands it out.

use crate::state::SecondPage;
use crate::state::maker::Trouble;
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::File;

/// The object that the first program gives.
#[derive(Clone)]
pub struct Host(JsValue);

impl Host {
    /// Wraps the object.
    pub fn new(object: JsValue) -> Self {
        Self(object)
    }

    /// The tag of the person's language.
    pub(in crate::web) fn language(&self) -> String {
        self.get("language").as_string().unwrap_or_default()
    }

    /// The page that is to be drawn.
    pub fn page(&self) -> SecondPage {
        let name = self.get("page").as_string().unwrap_or_default();
        let is_named = |page: &SecondPage| page.name() == name;
        SecondPage::ALL.into_iter().find(is_named).unwrap_or(SecondPage::Maker)
    }

    /// The text of a rubric that the page has, by its id.
    pub(in crate::web) fn rubric(&self, id: &str) -> Option<String> {
        self.call("rubric", &[id.into()]).as_string()
    }

    /// The file that the page was opened with.
    pub(super) fn file(&self) -> Option<File> {
        self.get("opened").dyn_into().ok()
    }

    /// Shows a rubric as a form, with this record; returns its problems.
    pub(super) fn show(&self, rubric: &str, record: Option<&str>) -> Vec<Trouble> {
        let record = record.map_or(JsValue::UNDEFINED, JsValue::from_str);
        let found = self.call("show", &[rubric.into(), record]);
        let Ok(found) = found.dyn_into::<Array>() else {
            return Vec::new();
        };
        let number = |value: JsValue| value.as_f64().map_or(0, |number| number as u32);
        let troubles = found.iter().filter_map(|one| {
            let one: Array = one.dyn_into().ok()?;
            Some(Trouble {
                path: one.get(0).as_string()?,
                line: number(one.get(1)),
                column: number(one.get(2)),
                words: one.get(3).as_string()?,
            })
        });
        troubles.collect()
    }

    /// Shows no form.
    pub(super) fn hide(&self) {
        self.call("hide", &[]);
    }

    fn get(&self, name: &str) -> JsValue {
        Reflect::get(&self.0, &name.into()).unwrap_or_default()
    }

    /// Calls a function of the object; `undefined` if there is none.
    pub(in crate::web) fn call(&self, name: &str, given: &[JsValue]) -> JsValue {
        let given: Array = given.iter().collect();
        let function = self.get(name).dyn_into::<Function>();
        function.map_or(JsValue::UNDEFINED, |function| {
            function.apply(&self.0, &given).unwrap_or_default()
        })
    }
}
