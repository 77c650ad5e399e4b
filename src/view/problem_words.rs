//! The words for the severity of a problem and the status of its measure.

use crate::locale::Messages;
use assessment::answers::{RemedyStatus, Severity};

/// Returns the name of a severity.
pub(super) fn severity_name(m: &Messages, severity: Severity) -> &'static str {
    match severity {
        Severity::Minor => m.severity_minor,
        Severity::Major => m.severity_major,
        Severity::Critical => m.severity_critical,
    }
}

/// Returns the name of a status.
pub(super) fn status_name(m: &Messages, status: RemedyStatus) -> &'static str {
    match status {
        RemedyStatus::Open => m.status_open,
        RemedyStatus::Doing => m.status_doing,
        RemedyStatus::Done => m.status_done,
    }
}

/// Returns the statuses with their names.
pub(super) fn statuses(m: &Messages) -> Vec<(RemedyStatus, &'static str)> {
    RemedyStatus::ALL
        .iter()
        .map(|one| (*one, status_name(m, *one)))
        .collect()
}
