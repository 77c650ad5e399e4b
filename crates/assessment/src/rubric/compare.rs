//! Two versions of a rubric, compared by id: additions, removals and changes.

use super::{Criterion, Part, Rubric};
use crate::Id;
use crate::points::Decimal;
use std::collections::HashMap;
use std::rc::Rc;

/// The change of a criterion between versions.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub enum Became {
    /// It is new.
    Added,
    /// It was removed.
    Removed,
    /// It is worth more than before (提标). The points before and after.
    Raised(Decimal, Decimal),
    /// It is worth less than before. The points before and after.
    Lowered(Decimal, Decimal),
    /// Its scoring changed: another scale, or another table of points.
    Rescored,
    /// Only its wording changed.
    Reworded,
}

/// A change to a criterion. A criterion can have several: raised and reworded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Change {
    /// The criterion.
    pub criterion: Id,
    /// The change.
    pub became: Became,
}

/// Every change between versions: first the criteria of the new one, in its order, then removed ones, in the old order.
///
/// ```
/// use assessment::points::Decimal;
/// use assessment::rubric::{Rubric, compare::{Became, compare}};
///
/// let version = |number: u8, most: u8| Rubric::parse(&format!(r#"{{ "format": 1, "id": "tidy", "version": "{number}",
///     "status": "draft", "title": "Tidy desk", "sections": [{{ "id": "desk", "title": "Desk", "criteria": [
///         {{ "id": "clear", "text": "Clear", "scale": {{ "kind": "points", "max": {most} }} }}]}}] }}"#)).expect("a rubric");
///
/// let changes = compare(&version(1, 4), &version(2, 6));
/// assert_eq!(changes[0].became, Became::Raised(Decimal::whole(4), Decimal::whole(6)));
/// ```
pub fn compare(old: &Rubric, new: &Rubric) -> Vec<Change> {
    let (before, after) = (criteria(old), criteria(new));
    let known: HashMap<&Id, &Rc<Criterion>> = before.iter().map(|c| (&c.id, *c)).collect();
    let mut all = Vec::new();
    for criterion in after {
        let mut push = |became| {
            all.push(Change {
                criterion: criterion.id.clone(),
                became,
            })
        };
        match known.get(&criterion.id) {
            None => push(Became::Added),
            Some(was) => changes(was, criterion).into_iter().for_each(push),
        }
    }
    let gone = before
        .into_iter()
        .filter(|criterion| new.criterion(&criterion.id).is_none());
    all.extend(gone.map(|criterion| Change {
        criterion: criterion.id.clone(),
        became: Became::Removed,
    }));
    all
}

fn criteria(rubric: &Rubric) -> Vec<&Rc<Criterion>> {
    let mut all = Vec::new();
    rubric.walk(&mut |part| {
        if let Part::Criterion(criterion) = part {
            all.push(criterion);
        }
    });
    all
}

fn changes(was: &Criterion, now: &Criterion) -> Vec<Became> {
    let mut all = Vec::new();
    let (before, after) = (was.worth().unwrap_or_default(), now.worth().unwrap_or_default());
    match before.cmp(&after) {
        std::cmp::Ordering::Less => all.push(Became::Raised(before, after)),
        std::cmp::Ordering::Greater => all.push(Became::Lowered(before, after)),
        std::cmp::Ordering::Equal if was.scoring() != now.scoring() => all.push(Became::Rescored),
        std::cmp::Ordering::Equal => {}
    }
    // If the scoring is equal, a different scale means different wording.
    let described = all.is_empty() && was.scale != now.scale;
    if described || was.text != now.text || was.guidance != now.guidance {
        all.push(Became::Reworded);
    }
    all
}
