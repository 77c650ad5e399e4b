//! One rater's sheet: the rubric's tree with the entries and their contributions.

use super::{Chunks, Tallied, each, rule};
use crate::Id;
use crate::Tally;
use crate::answers::Entry;
use crate::points::Decimal;
use crate::rational::Rational;
use crate::rubric::{Criterion, Facts, NodePath, Rubric, Rules, Section};
use std::rc::Rc;

/// A criterion with its entry.
#[derive(Debug)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct CriterionSheet {
    /// The criterion.
    pub spec: Rc<Criterion>,
    /// The entry.
    pub entry: Entry,
    /// Its contribution to its section.
    pub tally: Tally,
}

/// A section with its entries.
#[derive(Debug)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct SectionSheet {
    /// The section.
    pub spec: Rc<Section>,
    /// Its criteria.
    pub criteria: Chunks<CriterionSheet>,
    /// The sections inside it.
    pub sections: Chunks<SectionSheet>,
    /// The sum of its parts, before rescaling and weight: the subtotal that is shown.
    pub sum: Tally,
    /// Its contribution to its parent.
    pub tally: Tally,
    /// Its narrative.
    pub narrative: Rc<str>,
}

/// One rater's answers to a whole rubric, with every score up to date.
#[derive(Clone, Debug)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Sheet {
    /// The whole as a section.
    pub root: Rc<SectionSheet>,
    /// The facts about the subject.
    pub facts: Facts,
}

/// What scores depend on besides the entries.
#[derive(Clone, Copy)]
struct Basis<'b> {
    rules: &'b Rules,
    facts: &'b Facts,
}

impl Tallied for CriterionSheet {
    fn tally(&self) -> Tally {
        self.tally
    }
}

impl Tallied for SectionSheet {
    fn tally(&self) -> Tally {
        self.tally
    }
}

fn answered(criteria: &Chunks<CriterionSheet>) -> Vec<each::Answered<'_>> {
    let all = criteria.iter().map(|sheet| each::Answered {
        spec: &sheet.spec,
        entry: &sheet.entry,
        tally: sheet.tally,
    });
    all.collect()
}

impl SectionSheet {
    fn new(
        spec: Rc<Section>,
        criteria: Chunks<CriterionSheet>,
        sections: Chunks<Self>,
        narrative: Rc<str>,
        basis: Basis<'_>,
    ) -> Self {
        let own = criteria.sum + sections.sum;
        let by_subject = spec
            .each
            .as_ref()
            .and_then(|_| each::of_section(&spec, &answered(&criteria), own, basis.facts));
        let own = by_subject.unwrap_or(own);
        let sum = rule::sum(&spec, own, basis.rules);
        let tally = if spec.depth == 0 {
            let percents = spec.percents.iter().filter_map(|(own, of)| {
                let of = of.and_then(|of| sections.get(of as usize)).map(|of| of.tally.score);
                let own = sections.get(*own as usize)?;
                Some((own.spec.standing, own.tally.percent, of))
            });
            rule::whole(&spec, sum, &percents.collect::<Vec<_>>(), basis.rules)
        } else {
            rule::section(&spec, sum, basis.rules, basis.facts)
        };
        Self {
            spec,
            criteria,
            sections,
            sum,
            tally,
            narrative,
        }
    }

    /// The points of each subject in a section that is combined by subject, in their order, and the most that one can have.
    /// `None` for other sections, and while an answer is missing.
    pub fn by_subject(&self, facts: &Facts) -> Option<(Vec<Rational>, Decimal)> {
        self.spec.each.as_ref().filter(|_| self.sum.open() == 0)?;
        each::by_subject(&answered(&self.criteria), facts)
    }

    /// A section with these parts and without a narrative.
    pub(super) fn summed(
        spec: Rc<Section>,
        criteria: Chunks<CriterionSheet>,
        sections: Chunks<Self>,
        rules: &Rules,
        facts: &Facts,
    ) -> Self {
        Self::new(spec, criteria, sections, "".into(), Basis { rules, facts })
    }

    fn build(spec: &Rc<Section>, basis: Basis<'_>, filled: &mut Filled<'_>) -> Self {
        let criteria = spec.criteria.iter().map(|criterion| {
            let entry = (filled.entry)(criterion);
            Rc::new(CriterionSheet {
                spec: criterion.clone(),
                tally: rule::criterion(criterion, &entry, basis.rules, basis.facts),
                entry,
            })
        });
        let criteria = Chunks::new(criteria.collect());
        let sections = spec
            .sections
            .iter()
            .map(|inner| Rc::new(Self::build(inner, basis, filled)))
            .collect();
        let narrative = (filled.narrative)(&spec.id);
        Self::new(spec.clone(), criteria, Chunks::new(sections), narrative, basis)
    }

    fn at(&self, sections: &[u32]) -> Option<&Self> {
        match sections {
            [] => Some(self),
            [first, rest @ ..] => self.sections.get(*first as usize)?.at(rest),
        }
    }

    /// A copy with a changed section at the end of the path.
    fn changed(&self, sections: &[u32], basis: Basis<'_>, change: &dyn Fn(&Self) -> Self) -> Option<Self> {
        let [first, rest @ ..] = sections else {
            return Some(change(self));
        };
        let inner = self.sections.get(*first as usize)?.changed(rest, basis, change)?;
        let sections = self.sections.replaced(*first as usize, inner);
        Some(Self::new(
            self.spec.clone(),
            self.criteria.clone(),
            sections,
            self.narrative.clone(),
            basis,
        ))
    }

    /// The next criteria, at any depth and in order, from the ordinal `from` on, for which `may_hold`; parts whose
    /// tally rules them out are skipped whole.
    pub fn next(&self, from: u32, may_hold: &dyn Fn(&Tally) -> bool, most: usize, found: &mut Vec<Rc<CriterionSheet>>) {
        for chunk in self.criteria.chunks.iter().filter(|chunk| may_hold(&chunk.sum)) {
            let later = chunk.items.iter().filter(|item| item.spec.ordinal >= from);
            for item in later.filter(|item| may_hold(&item.tally)) {
                if found.len() == most {
                    return;
                }
                found.push(item.clone());
            }
        }
        for chunk in self.sections.chunks.iter().filter(|chunk| may_hold(&chunk.sum)) {
            let later = chunk
                .items
                .iter()
                .filter(|section| section.spec.before + section.spec.count > from);
            for section in later.filter(|section| may_hold(&section.tally)) {
                if found.len() == most {
                    return;
                }
                section.next(from, may_hold, most, found);
            }
        }
    }
}

/// The source of entries while a sheet is built.
struct Filled<'f> {
    entry: &'f mut dyn FnMut(&Criterion) -> Entry,
    narrative: &'f mut dyn FnMut(&Id) -> Rc<str>,
}

impl Sheet {
    /// A blank sheet.
    pub fn blank(rubric: &Rubric) -> Self {
        let empty: Rc<str> = "".into();
        Self::filled(rubric, Facts::default(), &mut |_| Entry::default(), &mut |_| {
            empty.clone()
        })
    }

    /// A sheet with the entries and narratives that `source` has.
    pub fn filled(
        rubric: &Rubric,
        facts: Facts,
        entry: &mut dyn FnMut(&Criterion) -> Entry,
        narrative: &mut dyn FnMut(&Id) -> Rc<str>,
    ) -> Self {
        let facts = facts.accepted_by(rubric);
        let basis = Basis {
            rules: &rubric.rules,
            facts: &facts,
        };
        let root = SectionSheet::build(&rubric.root, basis, &mut Filled { entry, narrative });
        let sheet = Self {
            root: Rc::new(root),
            facts,
        };
        sheet.settled(rubric)
    }

    /// The sheet with the score of a criterion computed again.
    pub(super) fn reviewed(&self, rubric: &Rubric, path: &NodePath) -> Option<Self> {
        let entry = self.criterion(path)?.entry.clone();
        self.with_entry_alone(rubric, path, &entry)
    }

    /// The criterion at a path.
    pub fn criterion(&self, path: &NodePath) -> Option<&Rc<CriterionSheet>> {
        self.root.at(&path.sections)?.criteria.get(path.criterion? as usize)
    }

    /// The section at a path.
    pub fn section(&self, path: &NodePath) -> Option<&SectionSheet> {
        self.root.at(&path.sections)
    }

    /// The sheet with another entry at a criterion; `None` if there is no criterion.
    pub fn with_entry(&self, rubric: &Rubric, path: &NodePath, entry: &Entry) -> Option<Self> {
        Some(self.with_entry_alone(rubric, path, entry)?.settled(rubric))
    }

    /// The sheet with another entry at a criterion, before other scores follow.
    fn with_entry_alone(&self, rubric: &Rubric, path: &NodePath, entry: &Entry) -> Option<Self> {
        let index = path.criterion? as usize;
        self.criterion(path)?;
        let basis = self.basis(rubric);
        self.changed(rubric, path, &|section| {
            let Some(old) = section.criteria.get(index) else {
                return section.copy(basis);
            };
            let tally = rule::criterion(&old.spec, entry, basis.rules, basis.facts);
            let sheet = CriterionSheet {
                spec: old.spec.clone(),
                entry: entry.clone(),
                tally,
            };
            let criteria = section.criteria.replaced(index, sheet);
            let narrative = section.narrative.clone();
            SectionSheet::new(
                section.spec.clone(),
                criteria,
                section.sections.clone(),
                narrative,
                basis,
            )
        })
    }

    /// The sheet with another narrative at a section or, at the root path, of the whole.
    pub fn with_narrative(&self, rubric: &Rubric, path: &NodePath, text: &Rc<str>) -> Option<Self> {
        self.changed(rubric, path, &|section| SectionSheet {
            narrative: text.clone(),
            ..section.copy(self.basis(rubric))
        })
    }

    fn changed(
        &self,
        rubric: &Rubric,
        path: &NodePath,
        change: &dyn Fn(&SectionSheet) -> SectionSheet,
    ) -> Option<Self> {
        let root = self.root.changed(&path.sections, self.basis(rubric), change)?;
        Some(Self {
            root: Rc::new(root),
            facts: self.facts.clone(),
        })
    }

    fn basis<'b>(&'b self, rubric: &'b Rubric) -> Basis<'b> {
        Basis {
            rules: &rubric.rules,
            facts: &self.facts,
        }
    }

    /// The sheet with other facts about the subject. Parts with equal results are shared.
    pub fn with_facts(&self, rubric: &Rubric, facts: Facts) -> Self {
        // What is read of this sheet is its own.
        let facts = Facts {
            given: self.facts.given.clone(),
            ..facts.accepted_by(rubric)
        };
        let basis = Basis {
            rules: &rubric.rules,
            facts: &facts,
        };
        let root = self
            .root
            .looked_at_again(basis)
            .map_or_else(|| self.root.clone(), Rc::new);
        Self { root, facts }.settled(rubric)
    }

    /// The sheet with the narratives of another.
    pub fn with_narratives_of(&self, rubric: &Rubric, other: &Self) -> Self {
        Self {
            root: Rc::new(self.root.with_narratives_of(&other.root, self.basis(rubric))),
            facts: self.facts.clone(),
        }
    }
}

impl SectionSheet {
    /// A copy with other tallies; `None` if all tallies are equal.
    fn looked_at_again(&self, basis: Basis<'_>) -> Option<Self> {
        let criteria = self.criteria.mapped(|old| {
            let tally = rule::criterion(&old.spec, &old.entry, basis.rules, basis.facts);
            (tally != old.tally).then(|| CriterionSheet {
                spec: old.spec.clone(),
                entry: old.entry.clone(),
                tally,
            })
        });
        let sections = self.sections.mapped(|inner| inner.looked_at_again(basis));
        let next = Self::new(
            self.spec.clone(),
            criteria.clone().unwrap_or_else(|| self.criteria.clone()),
            sections.clone().unwrap_or_else(|| self.sections.clone()),
            self.narrative.clone(),
            basis,
        );
        (criteria.is_some() || sections.is_some() || next.tally != self.tally).then_some(next)
    }

    fn with_narratives_of(&self, other: &Self, basis: Basis<'_>) -> Self {
        let both = self.sections.iter().zip(other.sections.iter());
        let sections = both
            .map(|(inner, other)| Rc::new(inner.with_narratives_of(other, basis)))
            .collect();
        Self::new(
            self.spec.clone(),
            self.criteria.clone(),
            Chunks::new(sections),
            other.narrative.clone(),
            basis,
        )
    }

    fn copy(&self, basis: Basis<'_>) -> Self {
        let narrative = self.narrative.clone();
        Self::new(
            self.spec.clone(),
            self.criteria.clone(),
            self.sections.clone(),
            narrative,
            basis,
        )
    }
}
