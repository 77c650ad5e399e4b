//! Messages for files of evidence that were not attached or included in full, and for archives that were not opened.

use super::save_status::refusal;
use crate::locale::{Messages, fill};
use crate::state::{ArchiveError, AttachOutcome, NotTaken};

/// The maximum number of files that are named; the rest are counted.
const FEW: usize = 6;

/// Returns the outcome of files, one sentence each.
pub(super) fn files(m: &Messages, all: &[(String, AttachOutcome)]) -> String {
    let mut lines: Vec<String> = all.iter().take(FEW).map(|(name, fate)| one(m, name, fate)).collect();
    if let Some(rest) = all.len().checked_sub(FEW).filter(|rest| *rest > 0) {
        lines.push(fill(m.and_more, &[("count", &rest.to_string())]));
    }
    lines.join("\n")
}

fn one(m: &Messages, name: &str, fate: &AttachOutcome) -> String {
    let (message, why) = match fate {
        AttachOutcome::TooLarge => (m.file_too_large, String::new()),
        AttachOutcome::NotCleaned => (m.file_not_cleaned, String::new()),
        AttachOutcome::Unreadable => (m.file_unreadable, String::new()),
        AttachOutcome::Left => (m.file_left, String::new()),
        AttachOutcome::NotStored(why) => (m.file_not_stored, refusal(m, why)),
        AttachOutcome::NotHere => (m.file_not_here, String::new()),
        AttachOutcome::Lost => (m.file_lost, String::new()),
        AttachOutcome::Missing => (m.file_missing, String::new()),
        AttachOutcome::Damaged => (m.file_damaged, String::new()),
    };
    fill(message, &[("file", name), ("why", &why)])
}

/// Returns why a pasted or dropped file was not accepted.
pub(super) fn not_taken(m: &Messages, why: NotTaken) -> &'static str {
    match why {
        NotTaken::NoItem => m.not_taken_no_item,
        NotTaken::NoField => m.not_taken_no_field,
        NotTaken::Hosted => m.not_taken_hosted,
        NotTaken::ReadOnly => m.not_taken_fixed,
    }
}

/// Returns why an archive was not opened.
pub(super) fn archive(m: &Messages, name: &str, why: ArchiveError) -> String {
    let message = match why {
        ArchiveError::Broken => m.archive_broken,
        ArchiveError::TooMuch => m.archive_too_much,
        ArchiveError::NoRecord => m.archive_no_record,
        ArchiveError::Contradictory => m.archive_contradictory,
    };
    fill(message, &[("file", name)])
}
