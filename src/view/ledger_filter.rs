//! The filter of the ledger.

use super::problem_words::status_name;
use crate::foreign::direction::isolated;
use crate::locale::Messages;
use assessment::answers::{Deficiency, RemedyStatus};
use std::rc::Rc;

/// The filter of the ledger: the owner, due state and status of the problems that it shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    pub(super) owner: Option<Rc<str>>,
    pub(super) due: Option<Due>,
    pub(super) status: Option<RemedyStatus>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Due {
    Overdue,
    Set,
    Unset,
}

impl Due {
    pub(super) fn name(self, m: &Messages) -> &'static str {
        match self {
            Self::Overdue => m.ledger_overdue,
            Self::Set => m.ledger_due_set,
            Self::Unset => m.ledger_due_unset,
        }
    }
}

/// Returns the name of an owner, or the word for no owner.
pub(super) fn owner_name(m: &Messages, owner: &str) -> String {
    if owner.is_empty() {
        m.ledger_no_owner.to_owned()
    } else {
        isolated(owner).into_owned()
    }
}

impl Shown {
    /// Describes the filter in words; `None` if all problems are shown.
    pub(super) fn words(&self, m: &Messages) -> Option<String> {
        let all = [
            self.owner.as_ref().map(|owner| owner_name(m, owner)),
            self.due.map(|due| due.name(m).to_owned()),
            self.status.map(|status| status_name(m, status).to_owned()),
        ];
        let all: Vec<_> = all.into_iter().flatten().collect();
        (!all.is_empty()).then(|| format!("{}{}{}", m.filter, m.colon, all.join(m.dot)))
    }

    /// Whether a problem is shown.
    pub(super) fn has(&self, problem: &Deficiency, today: &str) -> bool {
        let remedy = &problem.remedy;
        let due = self.due.is_none_or(|due| match due {
            Due::Overdue => remedy.is_overdue(today),
            Due::Set => !remedy.due.is_empty(),
            Due::Unset => remedy.due.is_empty(),
        });
        due && self.owner.as_ref().is_none_or(|owner| *remedy.owner == **owner)
            && self.status.is_none_or(|status| remedy.status == status)
    }
}
