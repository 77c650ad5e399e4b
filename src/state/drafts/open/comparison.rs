//! A form beside another draft of its record: how far the comparison is, and what comes of each answer.

use super::{OpenDraft, Pulled};
use crate::state::drafts::DraftEvent;
use crate::state::{Draft, DraftMeta, Journal, Recovered};
use std::rc::Rc;

/// How far the comparison with another draft of the same record is.
#[derive(Clone, Debug, Default)]
pub(in crate::state::drafts) enum Comparison {
    /// There is nothing to compare.
    #[default]
    None,
    /// The draft is to be found among those that are listed next.
    Finding,
    /// The draft is being read.
    Reading,
    /// The draft was read, and the answer is awaited.
    Asked(Box<Compared>),
    /// Both are kept.
    KeepBoth,
    /// The form replaces the draft, as long as the draft has this row of metadata.
    Overwrite(Box<DraftMeta>),
}

/// A draft that a form is compared with.
#[derive(Clone, Debug)]
pub(in crate::state::drafts) struct Compared {
    pub(in crate::state::drafts) draft: Draft,
    pub(in crate::state::drafts) recovered: Recovered,
    pub(in crate::state::drafts) spare_id: Rc<str>,
}

impl OpenDraft {
    /// Whether the draft of its record is being found or read, or an answer is awaited. Nothing of the form is stored meanwhile.
    pub(in crate::state::drafts) fn is_comparing(&self) -> bool {
        matches!(
            self.comparison,
            Comparison::Finding | Comparison::Reading | Comparison::Asked(_)
        )
    }

    /// Whether an answer is awaited.
    pub(in crate::state::drafts) fn is_asked(&self) -> bool {
        matches!(self.comparison, Comparison::Asked(_))
    }

    /// Whether a draft of its record was found beside it.
    pub(in crate::state::drafts) fn is_compared(&self) -> bool {
        !matches!(self.comparison, Comparison::None | Comparison::Finding)
    }

    /// The event that asks for the comparison, while an answer is awaited.
    pub(in crate::state::drafts) fn compare(&self) -> Option<DraftEvent> {
        let Comparison::Asked(compared) = &self.comparison else {
            return None;
        };
        Some(DraftEvent::Compare {
            draft: compared.draft.meta.id.clone(),
            recovered: Box::new(compared.recovered.clone()),
        })
    }

    /// Nobody is there to answer.
    pub(in crate::state::drafts) fn stop_comparing(&mut self) {
        if self.is_comparing() {
            self.comparison = Comparison::None;
        }
    }

    /// The draft that was found is not the one that this form follows.
    pub(super) fn pull_unrelated(&mut self, found: DraftMeta) -> Pulled {
        match &self.comparison {
            Comparison::KeepBoth => self.fork(),
            // Nobody is there to answer.
            _ if self.is_closed => self.fork(),
            Comparison::Overwrite(compared) if **compared == found => {
                self.journal.len = found.at;
                self.epoch = found.epoch;
                self.meta.begun.clone_from(&found.begun);
                self.base = Some(found);
                self.is_stored = true;
                self.restart();
            }
            _ => {
                self.comparison = Comparison::Reading;
                return Pulled::Conflict;
            }
        }
        self.comparison = Comparison::None;
        Pulled::Steps
    }

    /// Makes it a draft of its own, beside the other: of another record, or in a host page of the same record.
    fn fork(&mut self) {
        if self.meta.is_hosted() {
            self.meta.id = self.meta.marked(&self.spare_id);
        } else {
            let mut state = (*self.session.state).clone();
            state.record.id.clone_from(&self.spare_id);
            self.meta.id = self.meta.of_record(&state.record.id);
            self.session.state = Rc::new(state);
        }
        self.meta.name = "".into();
        self.meta.copied = None;
        self.journal = Journal::default();
        self.wants_snapshot = true;
        self.epoch_step = 0;
        (self.is_stored, self.base, self.epoch) = (false, None, 0);
    }
}
