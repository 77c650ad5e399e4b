//! What has become of a record's criteria since it was filled in, told by what it keeps of them.

use super::RecordFile;
use crate::rubric::Rubric;
use std::collections::HashSet;
use std::rc::Rc;

/// The criteria of the rubric whose wording or points are not what the record says they were, by id.
pub(super) fn changed(rubric: &Rubric, file: &RecordFile) -> HashSet<Rc<str>> {
    let is_other = |(id, was): &&(Rc<str>, super::file::CriterionRef)| {
        let now = rubric.criterion(id);
        now.is_some_and(|now| {
            // Records of before keep no fingerprint of the scoring.
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
