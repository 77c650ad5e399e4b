//! A file of evidence as the view shows it: whether this browser has it, and the address of its picture.

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
    /// Not known yet.
    Asked,
    /// It does not.
    Missing,
    /// It does. The address of the picture, if it is one.
    Here(Option<Rc<Picture>>),
}

/// The address of a picture, for as long as it is shown.
#[derive(PartialEq)]
pub struct Picture(pub String);

impl Drop for Picture {
    fn drop(&mut self) {
        // An address that is gone already is as good.
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// Calls back with whether this browser has a file of a draft.
pub fn look(draft: &Rc<str>, file: &Attachment, tell: Callback<AttachmentStatus>) {
    let (draft, sha256, picture) = (
        draft.clone(),
        file.kept.sha256.clone(),
        evidence_store::is_picture(file),
    );
    spawn_local(async move {
        tell.emit(match evidence_store::get(&draft, &sha256).await {
            None => AttachmentStatus::Missing,
            Some(blob) => {
                let address = picture.then(|| Url::create_object_url_with_blob(&blob).ok()).flatten();
                AttachmentStatus::Here(address.map(|address| Picture(address).into()))
            }
        });
    });
}

/// Gives the person a file of the open draft. It is never opened in the page: it may be anything.
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
