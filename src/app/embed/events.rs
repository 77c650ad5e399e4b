//! Notifications of the host page: edits, the outcome, what must be corrected, and whether edits are stored.

use super::EmbeddedForm;
use super::js_values::{object, path, refused_fields, summary, wrong};
use crate::locale::fill;
use crate::state::{FormId, SaveStatus, State};
use assessment::rubric::Rubric;
use js_sys::{Array, JSON, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The state of the last notification.
#[derive(Default)]
pub(super) struct LastSent {
    state: Option<Rc<State>>,
    drawn: Option<Rc<Rubric>>,
    form_id: Option<FormId>,
    edits: u64,
    settled: u32,
    /// Whether the page was notified of an edit that is not settled.
    pending: bool,
    save_status: SaveStatus,
    chooses: bool,
    /// The problems as JSON text.
    wrong: Option<String>,
}

impl EmbeddedForm {
    pub(super) fn emit(&self, what: &str, detail: &JsValue) {
        // A listener of the page reports its own failure.
        let _ = self.notify.call2(&JsValue::UNDEFINED, &what.into(), detail);
    }

    /// Notifies the page of changes. `LastSent` is updated before the notification because the page may call back at
    /// once.
    pub(super) fn watch(self: &Rc<Self>) {
        let (state, drawn) = (self.store.state(), self.store.drawn());
        let (form_id, settled) = (self.store.form_id(), self.store.settled());
        let (edits, latest) = self.store.latest();
        let (save_status, chooses) = (self.store.save_status(), self.store.merging());
        let wrong = wrong(&self.store);
        let in_text = wrong
            .as_ref()
            .and_then(|wrong| JSON::stringify(wrong).ok())
            .map(String::from);
        let was = {
            let mut sent = self.sent.borrow_mut();
            let edited = sent.form_id == form_id && sent.edits != edits;
            let pending = (sent.pending || edited) && sent.settled == settled;
            let now = LastSent {
                state: state.clone(),
                drawn: drawn.clone(),
                form_id: form_id.clone(),
                edits,
                settled,
                pending,
                save_status: save_status.clone(),
                chooses: chooses.is_some(),
                wrong: in_text.clone(),
            };
            std::mem::replace(&mut *sent, now)
        };
        let same = match (&was.state, &state) {
            (Some(was), Some(now)) => Rc::ptr_eq(was, now),
            (was, now) => was.is_none() && now.is_none(),
        };
        if !same {
            self.emit_validity();
        }
        let stood = |rubric: &Rc<Rubric>| was.drawn.as_ref().is_some_and(|was| Rc::ptr_eq(was, rubric));
        if let Some(rubric) = drawn.filter(|rubric| !stood(rubric)) {
            let rubric = object(&[
                ("id", (&*rubric.id).into()),
                ("version", (&*rubric.version).into()),
                ("title", (&*rubric.title.wording(self.store.locale().tag)).into()),
            ]);
            self.emit("ready", &object(&[("rubric", rubric)]));
        }
        let edited = was.form_id == form_id && was.edits != edits;
        if let Some(state) = state.filter(|_| edited || was.pending) {
            let detail = summary(&state, self.store.locale());
            let path = latest.map_or_else(String::new, |change| path(&change));
            // Setting a key of a plain object cannot fail.
            let _ = Reflect::set(&detail, &"path".into(), &path.into());
            if edited {
                self.emit("input", &detail);
            }
            if (edited || was.pending) && was.settled != settled {
                self.emit("change", &detail);
            }
        }
        if let (Some(merging), false) = (chooses, was.chooses) {
            let count = u32::try_from(merging.differences.len()).unwrap_or(u32::MAX);
            self.emit("conflict", &object(&[("differences", count.into())]));
        }
        self.emit_save_status(&was.save_status, &save_status);
        if let Some(wrong) = wrong.filter(|_| was.wrong != in_text) {
            self.emit("problem", &object(&[("problems", wrong.into())]));
        }
    }

    /// Notifies the page of a problem that does not come from a file.
    pub(super) fn emit_problem(&self, code: &str, message: &str) {
        let one = object(&[
            ("code", code.into()),
            ("path", "".into()),
            ("line", 0.into()),
            ("column", 0.into()),
            ("message", message.into()),
        ]);
        self.emit("problem", &object(&[("problems", Array::of1(&one).into())]));
    }

    fn emit_save_status(&self, was: &SaveStatus, now: &SaveStatus) {
        if was == now {
            return;
        }
        match now {
            // A restored draft is already stored, so this is not a save.
            SaveStatus::Saved(_) if *was == SaveStatus::Empty => self.emit("kept", &JsValue::UNDEFINED),
            SaveStatus::Saved(time) => self.emit("save", &object(&[("time", (&**time).into())])),
            SaveStatus::NotSaved(why) => {
                let m = self.store.locale().messages;
                let message = fill(m.kept_not, &[("why", &crate::view::refusal(m, why))]);
                self.emit_problem("not-saved", &message);
            }
            SaveStatus::Empty | SaveStatus::Saving => {}
        }
    }

    /// Sends the validity state: what must be corrected before the HTML form can be submitted.
    pub(super) fn emit_validity(&self) {
        // Before a form is open, only the element knows the value that was set.
        let Some(state) = self.store.state() else { return };
        let (mut kind, mut message) = ("", String::new());
        let m = self.store.locale().messages;
        // Counts like the progress display: vetoes may stay blank beside scored criteria.
        let sum = &state.record.sheet.root.sum;
        let open = sum.items_of_progress() - sum.answered_of_progress();
        let refused = state.outcome.total.refused as usize + refused_fields(&state).count();
        if refused > 0 {
            kind = "badInput";
            message = fill(m.hosted_refused, &[("count", &refused.to_string())]);
        } else if self.required.get() && open > 0 {
            kind = "valueMissing";
            message = fill(m.hosted_open, &[("count", &open.to_string())]);
        }
        let detail = object(&[("kind", kind.into()), ("message", message.into())]);
        self.emit("validity", &detail);
    }
}
