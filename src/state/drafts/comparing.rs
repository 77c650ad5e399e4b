//! A record that was opened and the draft of that record: compared before one takes the place of the other.

use super::found::{Found, ids};
use super::open::{Compared, Comparison};
use super::{DraftEffect, DraftProtocol, ReadPurpose};
use crate::state::{Draft, Recovered, SaveStatus, StorageError};
use std::rc::Rc;

impl DraftProtocol {
    /// Finds the draft of the open record among those that were listed, if it was opened to be compared with its draft; whether it was.
    pub(super) fn find_draft_of_record(&mut self) -> bool {
        let Some(open) = self.open.as_mut() else { return false };
        if !matches!(open.comparison, Comparison::Finding) {
            return false;
        }
        self.known = ids(&self.metas);
        match Found::of_record(&open.meta, &self.metas) {
            Some(found) => {
                open.comparison = Comparison::Reading;
                // In a host page the draft of a record may have a mark in its id.
                open.meta.id = found.id.clone();
                let (draft, purpose) = (found.id.clone(), ReadPurpose::Compare(open.number));
                self.emit(DraftEffect::ReadDraft { draft, purpose });
            }
            None => open.comparison = Comparison::None,
        }
        true
    }

    /// The draft was read: the form and the draft are compared.
    pub(super) fn ask(&mut self, number: u64, draft: &Draft, recovered: Recovered, spare_id: Rc<str>) {
        let Some(form) = self.form(number) else { return };
        if !matches!(form.comparison, Comparison::Reading) {
            return;
        }
        form.comparison = Comparison::Asked(Box::new(Compared {
            draft: draft.clone(),
            recovered,
            spare_id,
        }));
        let (compare, is_pending) = (form.compare(), form.is_pending());
        if is_pending {
            self.report(SaveStatus::NotSaved(StorageError::Conflict));
        }
        self.output.events.extend(compare);
    }

    /// There is no draft to compare with, or the browser refused. The next batch finds a draft again.
    pub(super) fn fail_comparing(&mut self, number: u64, error: Option<StorageError>) {
        let Some(form) = self.form(number).filter(|form| form.is_comparing()) else {
            return;
        };
        form.comparison = Comparison::None;
        if let Some(error) = error.filter(|_| form.is_pending()) {
            self.pause(error);
        }
    }

    /// The open form continues as the draft that it was compared with.
    pub(super) fn continue_as_draft(&mut self) {
        let Some(open) = self.open.take_if(|open| open.is_asked()) else {
            return;
        };
        if let Comparison::Asked(compared) = open.comparison {
            let Compared {
                draft,
                recovered,
                spare_id,
            } = *compared;
            self.is_paused = false;
            self.adopt(&draft, recovered, spare_id);
        }
    }

    pub(super) fn keep_both(&mut self) {
        self.choose(|_| Comparison::KeepBoth);
    }

    pub(super) fn overwrite(&mut self) {
        self.choose(|compared| Comparison::Overwrite(Box::new(compared.draft.meta)));
    }

    fn choose(&mut self, choice: impl FnOnce(Compared) -> Comparison) {
        let Some(open) = self.open.as_mut().filter(|open| open.is_asked()) else {
            return;
        };
        if let Comparison::Asked(compared) = std::mem::take(&mut open.comparison) {
            open.comparison = choice(*compared);
        }
        self.is_paused = false;
        self.report_progress();
    }
}
