//! The drafts that the database has, and what other tabs write to them.

use super::found::{Found, ids};
use super::{DraftEffect, DraftEvent, DraftProtocol, ListPurpose, OfferReason, ReadPurpose, RemoteSteps};
use crate::state::{DraftMeta, SaveStatus, StorageError};
use std::rc::Rc;

impl DraftProtocol {
    pub(super) fn list(&mut self, purpose: ListPurpose, mut metas: Vec<DraftMeta>, damaged: usize) {
        // Clocks can be set back, the counter cannot; it decides first.
        metas.sort_by(|a, b| (b.opened_seq, &b.changed).cmp(&(a.opened_seq, &a.changed)));
        (self.metas, self.damaged) = (metas, damaged);
        self.notify(DraftEvent::Listed);
        if purpose == ListPurpose::Find {
            self.find();
        }
    }

    /// The browser does not list its drafts: those that are known are taken for all.
    pub(super) fn fail_list(&mut self, purpose: ListPurpose, error: StorageError) {
        self.notify(DraftEvent::ListFailed);
        match purpose {
            // A tab that cannot read reports it once it cannot write.
            ListPurpose::Find => self.find(),
            ListPurpose::Show => self.notify(DraftEvent::Failed(error)),
            ListPurpose::Refresh => {}
        }
    }

    /// Finds the draft of the open form, or drafts to offer.
    fn find(&mut self) {
        if self.find_draft_of_record() {
            return;
        }
        let Some(open) = &self.open else { return };
        let found = Found::of(&open.meta, &self.metas);
        if open.is_blank_new() {
            self.known = ids(&self.metas);
            return;
        }
        if !open.is_free() {
            self.offer_found();
            return;
        }
        self.known = ids(&self.metas);
        match found.here.first() {
            Some(last) => {
                let (draft, purpose) = (last.id.clone(), ReadPurpose::Resume(open.number));
                self.emit(DraftEffect::ReadDraft { draft, purpose });
            }
            None if found.elsewhere.is_empty() => {}
            None => self.notify(DraftEvent::Offer {
                reason: OfferReason::OtherScope,
                drafts: found.elsewhere,
            }),
        }
    }

    /// Offers the drafts that were not known when the open form was begun.
    pub(super) fn offer_found(&mut self) {
        let Some(open) = &self.open else { return };
        let mut drafts = Found::of(&open.meta, &self.metas).here;
        drafts.retain(|meta| !self.known.contains(&meta.id));
        self.known.extend(ids(&drafts));
        if !drafts.is_empty() {
            self.notify(DraftEvent::Offer {
                reason: OfferReason::AlreadyEntered,
                drafts,
            });
        }
    }

    /// Another tab wrote to a draft.
    pub(super) fn hear(&mut self, draft: &Rc<str>) {
        let Some(open) = &mut self.open else { return };
        if open.meta.id == *draft && open.is_stored {
            open.is_stale = true;
        } else if open.is_free() {
            let known = self.metas.iter().find(|meta| meta.id == *draft);
            if known.is_none_or(|meta| meta.rubric_id == open.meta.rubric_id && meta.page == open.meta.page) {
                self.emit(DraftEffect::ListDrafts(ListPurpose::Find));
            }
        }
    }

    pub(super) fn look(&mut self) {
        let Some(open) = &mut self.open else { return };
        open.is_stale = true;
        if open.is_free() {
            self.emit(DraftEffect::ListDrafts(ListPurpose::Find));
        }
    }

    /// The later steps of the open draft were read.
    pub(super) fn follow(&mut self, remote: RemoteSteps) {
        let Some(open) = self.open.as_mut().filter(|open| open.meta.id == remote.draft) else {
            return;
        };
        open.is_following = false;
        let is_sent = self.in_flight.as_ref().is_some_and(|sent| sent.form == open.number);
        if is_sent || !open.is_stored || open.is_reloading || open.is_comparing() {
            // The answer to the batch says more.
            return;
        }
        if remote.found.is_none() {
            // Somebody removed it: it is not stored again unasked.
            if !open.is_pending() {
                self.report(SaveStatus::NotSaved(StorageError::Gone));
            }
            return;
        }
        if remote.after != open.position() {
            open.is_stale = true;
            return;
        }
        let number = open.number;
        self.pull(number, remote);
    }
}
