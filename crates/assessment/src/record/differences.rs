//! The figures that a file states, compared with the figures computed from its answers.

use super::file::{PartFile, ScoreFile};
use super::save;
use crate::Id;
use crate::points::Decimal;
use crate::read::leaf::{Map, Sum};
use crate::rubric::Rubric;
use crate::score::{Outcome, Sheet};
use std::collections::{BTreeSet, HashMap, HashSet};

/// A figure in the file that differs from the computed one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Difference {
    /// Its place: `standing`, `total`, `maximum`, `extra`, `mean`, `grade`, `vetoes`, or the id of a section or criterion.
    pub place: String,
    /// The file's figure; `—` if absent.
    pub file: String,
    /// The computed figure; `—` if absent.
    pub computed: String,
}

/// Every figure of the file that differs from the computed one, including missing and superfluous ones. A file need not
/// list sections or criteria at all; if it does, it lists all of them.
pub(super) fn differences(rubric: &Rubric, sheet: &Sheet, outcome: &Outcome, file: &ScoreFile) -> Vec<Difference> {
    let ours = save::score(
        outcome,
        rubric,
        save::Parts::of(sheet, &rubric.rules, None).files(),
        Vec::new(),
    );
    let mut found = Found::default();
    found.compare("standing", Some(&*file.standing), Some(&*ours.standing));
    let amounts = [
        ("total", &file.total, &ours.total),
        ("maximum", &file.maximum, &ours.maximum),
        ("extra", &file.extra, &ours.extra),
    ];
    for (place, file, ours) in amounts {
        // An absent extra equals an extra of zero.
        let stated = |sum: &Option<Sum>| sum.map(|sum| sum.0);
        let is_stated = |sum: &Decimal| place != "extra" || *sum != Decimal::ZERO;
        found.compare(place, stated(file).filter(is_stated), stated(ours).filter(is_stated));
    }
    // The mean follows from the total, so that a file need not state it.
    if let Some(mean) = file.mean {
        found.compare("mean", Some(mean.0), ours.mean.map(|mean| mean.0));
    }
    found.compare("grade", file.grade.as_ref(), ours.grade.as_ref());
    found.compare("vetoes", listed(&file.vetoes), listed(&ours.vetoes));
    for (file, ours) in [(&file.sections, &ours.sections), (&file.criteria, &ours.criteria)] {
        found.compare_parts(file, ours);
    }
    found.0
}

/// Ids, sorted; `None` if there are none.
fn listed(ids: &[Id]) -> Option<String> {
    let mut sorted: BTreeSet<&str> = BTreeSet::new();
    sorted.extend(ids.iter().map(|id| &**id));
    (!sorted.is_empty()).then(|| Vec::from_iter(sorted).join(", "))
}

#[derive(Default)]
struct Found(Vec<Difference>);

impl Found {
    fn compare<T: ToString + PartialEq>(&mut self, place: &str, file: Option<T>, computed: Option<T>) {
        if file != computed {
            let shown = |value: Option<T>| value.map_or_else(|| "—".to_owned(), |value| value.to_string());
            self.0.push(Difference {
                place: place.to_owned(),
                file: shown(file),
                computed: shown(computed),
            });
        }
    }

    fn compare_parts(&mut self, file: &Map<PartFile>, ours: &Map<PartFile>) {
        if file.0.is_empty() {
            return;
        }
        let both = |part: &PartFile| format!("{}/{}", part.score.0, part.maximum.0);
        let stated: HashMap<&str, &PartFile> = file.0.iter().map(|(id, part)| (&**id, part)).collect();
        for (id, part) in &ours.0 {
            self.compare(id, stated.get(&**id).map(|part| both(part)), Some(both(part)));
        }
        let known: HashSet<&str> = ours.0.iter().map(|(id, _)| &**id).collect();
        // A part without points may be stated as absent.
        let is_more = |part: &PartFile| part.score.0 != Decimal::ZERO || part.maximum.0 != Decimal::ZERO;
        let others = file.0.iter().filter(|(id, _)| !known.contains(&**id));
        for (id, part) in others.filter(|(_, part)| is_more(part)) {
            self.compare(id, Some(both(part)), None);
        }
    }
}
