//! What is written where: values find their cells, and what has none is listed.

use super::planner::Planner;
use super::{Edit, Filling, Origin, Original, Values, labels, matching, rows, sums};
use crate::document::Document;
use crate::draft::Draft;
use assessment::rubric::Rubric;

/// Plans what is written where.
pub fn plan(
    document: &Document,
    draft: &Draft,
    file: &dyn Original,
    rubric: &Rubric,
    origin: Option<&Origin>,
    values: &Values,
) -> (Vec<Edit>, Filling) {
    let mut planner = Planner::new(document, draft, file, values);
    let own = matching::criteria(rubric);
    let matches = matching::matches(&own, origin, draft);
    // A file without any of the criteria is another one.
    if !matches.found.is_empty() {
        rows::write(&mut planner, &matches);
        sums::write(&mut planner, rubric, &matches);
        labels::write(&mut planner);
    }
    planner.leave_others(&matches);
    planner.finish()
}
