//! Files that the browser writes (File System Access). The API is looked up by name because not every browser has it.

use crate::state::Fault;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

/// A file handle for repeated writes.
#[derive(Clone)]
pub(super) struct Target(JsValue);

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The permission to write has expired; the next click requests it again.
    Lapsed,
    /// Another error.
    Failed(Fault),
}

/// The person's answer.
pub(super) enum Asked {
    /// Save into this file.
    Target(Target),
    /// Do not save.
    Cancelled,
    /// The browser cannot write files.
    Nowhere,
}

/// A pending question.
pub(super) enum Question {
    /// Which file to write.
    Which(Promise),
    /// Whether a file may be written again, and otherwise which other file.
    Again(Target, Promise),
    /// The browser cannot ask.
    None,
}

fn call(on: &JsValue, name: &str, arguments: &[JsValue]) -> Result<Promise, JsValue> {
    let method: Function = Reflect::get(on, &name.into())?.dyn_into()?;
    // A promise of another realm, such as a frame or an extension, is not an instance of this realm's class.
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
    /// Waits for the answer.
    pub(super) async fn answer(self) -> Asked {
        match self {
            Self::None => Asked::Nowhere,
            Self::Which(promise) => match JsFuture::from(promise).await {
                Ok(file) => Asked::Target(Target(file)),
                // Any other error means that the browser has no dialog here, for example in a frame of another site.
                Err(error) if name(&error) == "AbortError" => Asked::Cancelled,
                Err(_) => Asked::Nowhere,
            },
            // Ignores the result: the write reports a refusal.
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
    /// Returns the file's name.
    pub(super) fn name(&self) -> String {
        name(&self.0)
    }

    /// Requests the permission to write, if it has expired. Needs a click.
    pub(super) fn again(&self) -> Question {
        let mode = object(&[("mode", &"readwrite".into())]);
        call(&self.0, "requestPermission", &[mode])
            .map_or_else(|_| Question::None, |promise| Question::Again(self.clone(), promise))
    }

    /// Replaces the content of the file. Until the write is complete the file has its previous content.
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
            // Best effort: the browser discards the partial write in any case.
            let _ = call(&stream, "abort", &[]);
            return Err(error);
        }
        JsFuture::from(call(&stream, "close", &[])?).await.map(drop)
    }
}
