//! Files and folders that were dropped.

use super::source::Source;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File};

/// The most files of a drop.
pub(in crate::web) const MOST: usize = 50_000;

/// The entries of a drop, each a file or a folder. The browser gives them during the event only.
pub(in crate::web) fn entries(data: &DataTransfer) -> Vec<JsValue> {
    let items = data.items();
    let entry = |at: u32| {
        let item = items.get(at)?;
        let get: Function = Reflect::get(&item, &"webkitGetAsEntry".into()).ok()?.dyn_into().ok()?;
        get.call0(&item).ok().filter(JsValue::is_object)
    };
    let found: Vec<JsValue> = (0..items.length()).filter_map(entry).collect();
    if !found.is_empty() {
        return found;
    }
    let files = data.files().into_iter();
    let files = files.flat_map(|files| (0..files.length()).filter_map(move |at| files.get(at)));
    files.map(JsValue::from).collect()
}

/// The files of these entries, and of the folders inside, in the order of their names; and whether there are more than [`MOST`].
pub(in crate::web) async fn files_of(entries: Vec<JsValue>) -> (Vec<Source>, bool) {
    let mut sources = Vec::new();
    // Folders wait with their paths.
    let mut waiting: Vec<(String, JsValue)> = entries.into_iter().rev().map(|entry| (String::new(), entry)).collect();
    while let Some((path, entry)) = waiting.pop() {
        if sources.len() == MOST {
            return (sources, true);
        }
        let text = |key: &str| Reflect::get(&entry, &key.into()).ok().and_then(|text| text.as_string());
        let is = |key: &str| Reflect::get(&entry, &key.into()).is_ok_and(|is| is.is_truthy());
        let name = format!("{path}{}", text("name").unwrap_or_default());
        if let Some(file) = entry.dyn_ref::<File>() {
            sources.push(Source::named(name, file.clone().into()));
        } else if is("isFile") {
            let file = called(&entry, "file")
                .await
                .and_then(|file| file.dyn_into::<File>().ok());
            // A hidden file of the system is no record.
            let is_hidden = text("name").is_some_and(|name| name.starts_with('.'));
            sources.extend(file.filter(|_| !is_hidden).map(|file| Source::named(name, file.into())));
        } else if is("isDirectory") {
            let mut inside = inside(&entry).await;
            inside.sort_by_key(|entry| {
                let name = Reflect::get(entry, &"name".into()).ok();
                std::cmp::Reverse(name.and_then(|name| name.as_string()))
            });
            waiting.extend(inside.into_iter().map(|entry| (format!("{name}/"), entry)));
        }
    }
    (sources, false)
}

/// The entries of a folder. The browser gives some at a time, and none at the end.
async fn inside(folder: &JsValue) -> Vec<JsValue> {
    let mut all = Vec::new();
    let reader = Reflect::get(folder, &"createReader".into()).and_then(JsValue::dyn_into::<Function>);
    let Ok(reader) = reader.and_then(|reader| reader.call0(folder)) else {
        return all;
    };
    while let Some(some) = called(&reader, "readEntries").await {
        match some.dyn_into::<Array>() {
            Ok(some) if some.length() > 0 && all.len() <= MOST => all.extend(some.iter()),
            _ => break,
        }
    }
    all
}

/// Calls a method that answers through a callback.
async fn called(object: &JsValue, method: &str) -> Option<JsValue> {
    let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    let promise = Promise::new(&mut |resolve, reject| {
        // A method that throws answers never; the promise is rejected then.
        if method.call2(object, &resolve, &reject).is_err() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(promise).await.ok()
}
