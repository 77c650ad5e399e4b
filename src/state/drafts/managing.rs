//! What a person does with the drafts in the list: rename, duplicate, delete and restore.

use super::found::next_seq;
use super::{DraftEffect, DraftEvent, DraftProtocol, Duplicate, ListPurpose, ReadPurpose};
use crate::state::{Draft, DraftMeta, Recovered, Snapshot, StorageError, encode_row};
use std::rc::Rc;

impl DraftProtocol {
    /// Reads the list and the sizes of the drafts.
    pub(super) fn request_list(&mut self, purpose: ListPurpose) {
        self.emit(DraftEffect::ListDrafts(purpose));
        self.emit(DraftEffect::WeighFiles);
    }

    pub(super) fn request_duplicate(&mut self, duplicate: Duplicate) {
        let number = self.next_number();
        let draft = duplicate.draft.clone();
        self.duplicates.push((number, duplicate));
        self.emit(DraftEffect::ReadDraft {
            draft,
            purpose: ReadPurpose::Duplicate(number),
        });
    }

    /// The draft to be duplicated was read.
    pub(super) fn duplicate(&mut self, number: u64, draft: &Draft, recovered: Recovered, id: Rc<str>) {
        let Some(wanted) = self.take_duplicate(number) else {
            return;
        };
        let mut session = recovered.session;
        let mut state = (*session.state).clone();
        state.record.id = id;
        session.state = Rc::new(state);
        let snapshot = encode_row(&Snapshot::of(&session));
        let mut meta = DraftMeta {
            name: wanted.name,
            page: wanted.page,
            opened_seq: next_seq(&self.metas),
            state: Some(0),
            rubric: draft.meta.rubric.clone(),
            ..DraftMeta::of(&session, &wanted.languages, &wanted.now)
        };
        meta.bytes[1] = snapshot.len() as u64;
        self.emit(DraftEffect::StoreDuplicate {
            meta: Box::new(meta),
            snapshot,
            files_of: draft.meta.id.clone(),
        });
    }

    /// The draft to be duplicated is missing, or the browser refused.
    pub(super) fn fail_duplicate(&mut self, number: u64, error: Option<StorageError>) {
        if self.take_duplicate(number).is_some() {
            self.end_change(error.map_or(Ok(()), Err));
        }
    }

    fn take_duplicate(&mut self, number: u64) -> Option<Duplicate> {
        let index = self.duplicates.iter().position(|(other, _)| *other == number)?;
        Some(self.duplicates.swap_remove(index).1)
    }

    /// A row was changed or stored, or the browser refused.
    pub(super) fn end_change(&mut self, result: Result<(), StorageError>) {
        match result {
            Ok(()) => self.request_list(ListPurpose::Refresh),
            Err(error) => self.notify(DraftEvent::Failed(error)),
        }
    }

    /// Deletes for good what can no longer be restored, and what no draft needs.
    pub(super) fn tidy(&mut self, now: &str) {
        let old = self.metas.iter().filter(|meta| meta.is_beyond_restoring(now));
        let drafts = old.map(|meta| meta.id.clone()).collect();
        self.emit(DraftEffect::Tidy { drafts });
    }

    /// Everything that the browser stores was deleted, or the browser refused.
    pub(super) fn end_clearing(&mut self, result: Result<(), StorageError>) {
        match result {
            Ok(()) => {
                self.metas.clear();
                self.files.clear();
                self.damaged = 0;
                self.notify(DraftEvent::Listed);
            }
            Err(error) => self.notify(DraftEvent::Failed(error)),
        }
    }
}
