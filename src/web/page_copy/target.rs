//! A file that the browser writes for us (File System Access), where it can. Asked for by name, since not every browser has it.

use crate::state::Fault;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

/// A file that may be written again.
#[derive(Clone)]
pub(super) struct Target(JsValue);

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The leave to write has run out: it is asked for at the next click.
    Lapsed,
    /// Anything else.
    Failed(Fault),
}

/// What a person answered.
pub(super) enum Asked {
    /// Into this file.
    Target(Target),
    /// Not at all.
    Cancelled,
    /// The browser cannot write files.
    Nowhere,
}

/// A question under way.
pub(super) enum Question {
    /// Which file.
    Which(Promise),
    /// Whether that file may be written again; and, if not, which instead.
    Again(Target, Promise),
    /// The browser cannot ask.
    None,
}

fn call(on: &JsValue, name: &str, arguments: &[JsValue]) -> Result<Promise, JsValue> {
    let method: Function = Reflect::get(on, &name.into())?.dyn_into()?;
    // A promise of another realm, as of a frame or an extension, is none of ours by its class.
    Ok(Promise::resolve(
        &method.apply(on, &arguments.iter().collect::<Array>())?,
    ))
}

fn object(members: &[(&str, &JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in members {
        // Setting a key of a plain object cannot fail.
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}

/// Asks where to save.
pub(super) fn ask(name: &str) -> Question {
    let kinds = object(&[("text/html", &Array::of1(&".html".into()))]);
    let kind = object(&[("accept", &kinds)]);
    let options = object(&[("suggestedName", &name.into()), ("types", &Array::of1(&kind))]);
    let asked = window().and_then(|window| call(&window, "showSaveFilePicker", &[options]).ok());
    asked.map_or(Question::None, Question::Which)
}

impl Question {
    /// The answer.
    pub(super) async fn answer(self) -> Asked {
        match self {
            Self::None => Asked::Nowhere,
            Self::Which(promise) => match JsFuture::from(promise).await {
                Ok(file) => Asked::Target(Target(file)),
                // Other than by a person, it is refused where there are no dialogs, as in a frame of another site.
                Err(error) if name(&error) == "AbortError" => Asked::Cancelled,
                Err(_) => Asked::Nowhere,
            },
            // Refused or not: writing will tell.
            Self::Again(target, promise) => {
                let _ = JsFuture::from(promise).await;
                Asked::Target(target)
            }
        }
    }
}

fn name(error: &JsValue) -> String {
    let name = Reflect::get(error, &"name".into()).ok();
    name.and_then(|name| name.as_string()).unwrap_or_default()
}

impl Target {
    /// Its name.
    pub(super) fn name(&self) -> String {
        name(&self.0)
    }

    /// Asks for the leave to write, if it has run out. Needs a click.
    pub(super) fn again(&self) -> Question {
        let mode = object(&[("mode", &"readwrite".into())]);
        call(&self.0, "requestPermission", &[mode])
            .map_or_else(|_| Question::None, |promise| Question::Again(self.clone(), promise))
    }

    /// Writes all of it anew. Until that is done the file holds what it held before.
    pub(super) async fn write(&self, text: &str) -> Result<(), Refusal> {
        self.try_write(text).await.map_err(|error| {
            if name(&error) == "NotAllowedError" {
                return Refusal::Lapsed;
            }
            Refusal::Failed(Fault::of(&error))
        })
    }

    async fn try_write(&self, text: &str) -> Result<(), JsValue> {
        let stream = JsFuture::from(call(&self.0, "createWritable", &[])?).await?;
        if let Err(error) = JsFuture::from(call(&stream, "write", &[text.into()])?).await {
            // Best effort: what was written so far is thrown away either way.
            let _ = call(&stream, "abort", &[]);
            return Err(error);
        }
        JsFuture::from(call(&stream, "close", &[])?).await.map(drop)
    }
}
