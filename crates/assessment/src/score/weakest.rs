//! The second outcome beside the total: the criterion or section that earned the least of what it could (convention 34).

use super::Sheet;
use crate::points::Decimal;
use crate::rational::Rational;
use crate::rubric::Rubric;
use crate::{Id, Tally};

/// The weakest of the criteria and sections that the rubric names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct WeakestPart {
    /// The criterion or section.
    pub id: Id,
    /// Whether it is a section.
    pub is_section: bool,
    /// The points that it adds.
    pub score: Decimal,
    /// The most that it could add, of what is answered.
    pub max: Decimal,
    /// How many criteria among the named ones, and in the named sections, have no answer.
    pub open: u32,
    /// How many of them are answered with "don't know".
    pub dont_know: u32,
}

/// The weakest part, the first of several that are equal; `None` if the rubric asks for none or none of them has points yet.
pub(super) fn weakest(sheet: &Sheet, rubric: &Rubric) -> Option<WeakestPart> {
    let rule = rubric.rules.weakest.as_ref()?;
    let criteria = rule.criteria.iter().filter_map(|id| {
        let sheet = sheet.criterion(rubric.criterion_path(id)?)?;
        Some((id, false, sheet.tally))
    });
    let sections = rule.sections.iter().filter_map(|id| {
        let sheet = sheet.section(rubric.section_path(id)?)?;
        Some((id, true, sheet.tally))
    });
    let (mut open, mut dont_know) = (0, 0);
    let mut least: Option<(Rational, &Id, bool, Tally)> = None;
    for (id, is_section, tally) in criteria.chain(sections) {
        open += tally.open();
        dont_know += tally.dont_know;
        let max = rubric.rules.counted(&tally);
        let Some(rate) = Rational::from(tally.score)
            .checked_div(max.into())
            .filter(|_| max > Decimal::ZERO)
        else {
            continue;
        };
        if least.as_ref().is_none_or(|(other, ..)| rate < *other) {
            least = Some((rate, id, is_section, tally));
        }
    }
    least.map(|(_, id, is_section, tally)| WeakestPart {
        id: id.clone(),
        is_section,
        score: tally.score,
        max: rubric.rules.counted(&tally),
        open,
        dont_know,
    })
}
