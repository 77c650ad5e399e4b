//! The status of an evidence file in the views: whether this browser has the file, and the address of its picture.

use super::{Store, downloads, evidence_store};
use crate::state::EffectError;
use assessment::answers::Attachment;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Url;
use yew::Callback;

/// Whether this browser has a file.
#[derive(Clone, PartialEq)]
pub enum AttachmentStatus {
    /// The browser has not answered yet.
    Asked,
    /// The browser does not have the file.
    Missing,
    /// The browser has the file, with the picture's address if the file is a picture.
    Here(Option<Rc<Picture>>),
}

/// The object URL of a picture, revoked on drop.
#[derive(PartialEq)]
pub struct Picture(pub String);

impl Drop for Picture {
    fn drop(&mut self) {
        // A failure means that the address is revoked already.
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// Calls back with whether this browser has a file of a draft.
pub fn look(draft: &Rc<str>, file: &Attachment, done: Callback<AttachmentStatus>) {
    let (draft, sha256, picture) = (
        draft.clone(),
        file.kept.sha256.clone(),
        evidence_store::is_picture(file),
    );
    spawn_local(async move {
        done.emit(match evidence_store::get(&draft, &sha256).await {
            None => AttachmentStatus::Missing,
            Some(blob) => {
                let address = picture.then(|| Url::create_object_url_with_blob(&blob).ok()).flatten();
                AttachmentStatus::Here(address.map(|address| Picture(address).into()))
            }
        });
    });
}

/// Downloads a file of the open draft. The page never opens the file because it may contain anything.
pub fn give(store: &Store, file: &Rc<Attachment>) {
    let Some(state) = store.state() else { return };
    let (store, file, draft) = (store.clone(), file.clone(), state.record.id.clone());
    spawn_local(async move {
        let blob = evidence_store::get(&draft, &file.kept.sha256).await;
        let given = blob.and_then(|blob| downloads::give_blob(&downloads::safe(&file.kept.name), &blob));
        if given.is_none() {
            store.fail(EffectError::NotSaved);
        }
    });
}
