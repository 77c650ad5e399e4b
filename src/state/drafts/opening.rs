//! Opening and closing forms, and the answers to what is read for them.

use super::found::{Found, ids, next_seq};
use super::open::OpenDraft;
use super::{DraftEffect, DraftEvent, DraftProtocol, ListPurpose, NewForm, OfferReason, ReadPurpose};
use crate::state::{Draft, DraftMeta, Recovered, SaveStatus, Session, StorageError};
use std::rc::Rc;

impl DraftProtocol {
    pub(super) fn open_form(&mut self, form: NewForm) {
        self.close();
        let number = self.next_number();
        self.open = Some(OpenDraft::new(number, form));
        self.known = ids(&self.metas);
        self.report_progress();
        self.emit(DraftEffect::ListDrafts(ListPurpose::Find));
    }

    pub(super) fn replace_form(&mut self, session: Session, meta: DraftMeta) {
        if let Some(open) = &mut self.open {
            open.replace(session, meta);
            self.is_paused = false;
            self.report(SaveStatus::Saving);
        }
    }

    /// The open form is closed; what is pending of it is still stored.
    pub(super) fn close(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        let is_in_flight = self.in_flight.as_ref().is_some_and(|sent| sent.form == open.number);
        if is_in_flight || open.is_pending() {
            open.stop_comparing();
            open.is_closed = true;
            self.closing.push(open);
        }
    }

    pub(super) fn request(&mut self, draft: Rc<str>) {
        let is_open = |form: &OpenDraft| form.meta.id == draft && form.is_stored && !form.is_comparing();
        if self.open.as_ref().is_some_and(is_open) {
            return;
        }
        // Its steps are not all stored: the form itself comes back.
        if let Some(index) = self.closing.iter().position(is_open) {
            let mut form = self.closing.remove(index);
            form.is_closed = false;
            self.close();
            self.open = Some(form);
            self.show_open();
            self.report_progress();
            return;
        }
        if self.open.is_none() {
            // After a reload nothing is known of the drafts beside it.
            self.emit(DraftEffect::ListDrafts(ListPurpose::Find));
        }
        self.emit(DraftEffect::ReadDraft {
            draft,
            purpose: ReadPurpose::Open,
        });
    }

    pub(super) fn take_draft(&mut self, purpose: ReadPurpose, draft: &Draft, recovered: Recovered, spare_id: Rc<str>) {
        if self.is_to_be_removed(&draft.meta) {
            return;
        }
        match purpose {
            ReadPurpose::Compare(form) => self.ask(form, draft, recovered, spare_id),
            ReadPurpose::Resume(form) => {
                let open = self.open.as_ref();
                if open.is_some_and(|open| open.number == form && open.is_free()) {
                    self.adopt(draft, recovered, spare_id);
                } else if open.is_some_and(|open| open.number == form) {
                    self.known.clear();
                    self.offer_found();
                }
            }
            ReadPurpose::Open => {
                let is_it = |form: &OpenDraft| form.meta.id == draft.meta.id && form.is_stored;
                if self.closing.iter().any(is_it) {
                    self.request(draft.meta.id.clone());
                } else if !self
                    .open
                    .as_ref()
                    .is_some_and(|open| is_it(open) && !open.is_comparing())
                {
                    self.adopt(draft, recovered, spare_id);
                }
            }
            ReadPurpose::Reload(form) => {
                let Some(form) = self.form(form).filter(|form| form.is_reloading) else {
                    return;
                };
                form.reload(draft, recovered);
                let number = form.number;
                if self.open.as_ref().is_some_and(|open| open.number == number) {
                    self.show_open();
                    self.report_progress();
                }
            }
            ReadPurpose::Duplicate(number) => self.duplicate(number, draft, recovered, spare_id),
            ReadPurpose::Profile => self.notify(DraftEvent::ProfileRead {
                meta: draft.meta.clone(),
                recovered: Box::new(recovered),
            }),
            ReadPurpose::Follow => {}
        }
    }

    /// A draft takes the place of the open form.
    pub(super) fn adopt(&mut self, draft: &Draft, recovered: Recovered, spare_id: Rc<str>) {
        self.close();
        let number = self.next_number();
        let opened_seq = next_seq(&self.metas);
        let session = recovered.session.clone();
        let state = session.state.clone();
        let open = OpenDraft::restored(number, draft, session, opened_seq, spare_id);
        let others = Found::of(&open.meta, &self.metas).into_all();
        self.known = ids(&self.metas);
        self.open = Some(open);
        self.notify(DraftEvent::ShowDraft {
            meta: draft.meta.clone(),
            recovered: Box::new(recovered),
        });
        self.emit(DraftEffect::StoreFiles {
            state,
            reports_missing: true,
        });
        self.report_progress();
        if !others.is_empty() {
            self.notify(DraftEvent::Offer {
                reason: OfferReason::Beside,
                drafts: others,
            });
        }
    }

    pub(super) fn miss_draft(&mut self, purpose: ReadPurpose, draft: &Rc<str>) {
        match purpose {
            ReadPurpose::Reload(form) => {
                if let Some(form) = self.form(form).filter(|form| form.is_reloading) {
                    form.reload_missing();
                }
            }
            ReadPurpose::Compare(form) => self.fail_comparing(form, None),
            ReadPurpose::Open => self.notify(DraftEvent::OpenFailed {
                draft: draft.clone(),
                error: StorageError::Gone,
            }),
            ReadPurpose::Resume(_) => self.metas.retain(|meta| meta.id != *draft),
            ReadPurpose::Duplicate(number) => self.fail_duplicate(number, None),
            // Nothing is offered.
            ReadPurpose::Profile | ReadPurpose::Follow => {}
        }
    }

    pub(super) fn fail_read(&mut self, purpose: ReadPurpose, draft: Rc<str>, error: StorageError) {
        match purpose {
            ReadPurpose::Reload(number) => {
                if let Some(form) = self.form(number).filter(|form| form.is_reloading) {
                    // The next batch or the next announcement finds the new epoch again.
                    form.is_reloading = false;
                    form.is_stale = true;
                    self.pause(error);
                }
            }
            ReadPurpose::Compare(form) => self.fail_comparing(form, Some(error)),
            ReadPurpose::Open => self.notify(DraftEvent::OpenFailed { draft, error }),
            ReadPurpose::Duplicate(number) => self.fail_duplicate(number, Some(error)),
            ReadPurpose::Follow => self.open.iter_mut().for_each(|open| open.is_following = false),
            // A tab that cannot read reports it once it cannot write.
            ReadPurpose::Resume(_) | ReadPurpose::Profile => {}
        }
    }
}
