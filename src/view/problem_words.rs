//! The words for how severe a problem is, and how far its measure is.

use crate::locale::Messages;
use assessment::answers::{RemedyStatus, Severity};

/// What a severity is called.
pub(super) fn severity_name(m: &Messages, severity: Severity) -> &'static str {
    match severity {
        Severity::Minor => m.severity_minor,
        Severity::Major => m.severity_major,
        Severity::Critical => m.severity_critical,
    }
}

/// What a status is called.
pub(super) fn status_name(m: &Messages, status: RemedyStatus) -> &'static str {
    match status {
        RemedyStatus::Open => m.status_open,
        RemedyStatus::Doing => m.status_doing,
        RemedyStatus::Done => m.status_done,
    }
}

/// The statuses with their names.
pub(super) fn statuses(m: &Messages) -> Vec<(RemedyStatus, &'static str)> {
    RemedyStatus::ALL
        .iter()
        .map(|one| (*one, status_name(m, *one)))
        .collect()
}
