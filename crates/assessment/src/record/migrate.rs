//! How a record's criteria have changed since it was filled in, by the copies of them in the record.

use super::RecordFile;
use crate::rubric::Rubric;
use std::collections::HashSet;
use std::rc::Rc;

/// The ids of criteria whose wording or points differ from the record's copy.
pub(super) fn changed(rubric: &Rubric, file: &RecordFile) -> HashSet<Rc<str>> {
    let is_other = |(id, was): &&(Rc<str>, super::file::CriterionRef)| {
        let now = rubric.criterion(id);
        now.is_some_and(|now| {
            // Records of earlier versions have no fingerprint of the scoring.
            let rescored = || was.scoring.as_ref().is_some_and(|scoring| *scoring != now.scoring());
            was.text != now.text || was.maximum != now.worth() || rescored()
        })
    };
    file.criteria
        .0
        .iter()
        .filter(is_other)
        .map(|(id, _)| id.clone())
        .collect()
}
