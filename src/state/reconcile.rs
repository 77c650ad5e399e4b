//! An opened record and the draft of that record: what becomes of the two.

use super::{Meeting, Merging, OpenRequest, Origin, Source, State, Workspace};
use std::rc::Rc;

/// What becomes of an opened record and the draft of that record. `docs/design/drafts.md` has the rules.
#[derive(Clone, Debug)]
pub enum Reconciliation {
    /// The draft has the same, or the record has nothing: the form continues as the draft.
    Continue,
    /// The record is older: the form continues as the draft, and the record can be opened separately.
    Older(Box<Merging>, OpenRequest),
    /// The record has something that the draft lacks, and nothing is to be chosen: the record is applied to the draft as one edit.
    TakeIn {
        /// The text of the record to be applied.
        record: Rc<str>,
        /// The source of the record, then that of the draft.
        sources: [Source; 2],
        /// Whether the record is newer in everything; otherwise each adds to the other.
        is_newer: bool,
    },
    /// In a host page, each only adds to the other: both are joined without a message.
    Join,
    /// The person chooses.
    Ask,
}

impl Workspace {
    /// What becomes of the open record and its draft. In a host page the record that the page gave is never replaced by the draft.
    pub fn reconcile(&self, draft: &State) -> Reconciliation {
        let Some(open) = self.session.as_ref().map(|session| &session.state) else {
            return Reconciliation::Continue;
        };
        let own = open.record.to_file(&open.rubric);
        let both = self.beside_draft(draft.record.to_file(&draft.rubric));
        let meeting = both.as_ref().map(Merging::meeting);
        if own.is_untouched() || meeting == Some(Meeting::Same) {
            return Reconciliation::Continue;
        }
        let Some(both) = both else { return Reconciliation::Ask };
        if self.hosted {
            return if both.differences.is_empty() {
                Reconciliation::Join
            } else {
                Reconciliation::Ask
            };
        }
        match meeting {
            Some(Meeting::Newest(1)) => {
                let name = match &both.sources[0].origin {
                    Origin::File(name) => name.clone(),
                    Origin::Open | Origin::Draft => "".into(),
                };
                let request = OpenRequest {
                    name,
                    text: own.to_text().into(),
                    fresh: "".into(),
                };
                Reconciliation::Older(Box::new(both), request)
            }
            Some(meeting @ (Meeting::Newest(_) | Meeting::Adds)) => {
                let Some(all) = both.newest_file().cloned().or_else(|| both.merged()) else {
                    return Reconciliation::Ask;
                };
                Reconciliation::TakeIn {
                    record: all.to_text().into(),
                    sources: [0, 1].map(|index| both.sources[index].clone()),
                    is_newer: meeting != Meeting::Adds,
                }
            }
            _ => Reconciliation::Ask,
        }
    }
}
