//! One rater's sheet: the rubric's tree with what was entered and what it adds.

use super::{Runs, Tallied, rule};
use crate::Id;
use crate::Tally;
use crate::answers::Entry;
use crate::rubric::{Criterion, Facts, Place, Rubric, Rules, Section};
use std::rc::Rc;

/// A criterion with what was entered at it.
#[derive(Debug)]
pub struct CriterionSheet {
    /// The criterion.
    pub spec: Rc<Criterion>,
    /// What was entered.
    pub entry: Entry,
    /// What it adds to its section.
    pub tally: Tally,
}

/// A section with what was entered in it.
#[derive(Debug)]
pub struct SectionSheet {
    /// The section.
    pub spec: Rc<Section>,
    /// Its criteria.
    pub criteria: Runs<CriterionSheet>,
    /// The sections inside it.
    pub sections: Runs<SectionSheet>,
    /// What is in it, before rescaling and weight: the subtotal that it shows.
    pub sum: Tally,
    /// What it adds to its parent.
    pub tally: Tally,
    /// What was written about it.
    pub narrative: Rc<str>,
}

/// One rater's answers to a whole rubric, with every score up to date.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The whole as a section.
    pub root: Rc<SectionSheet>,
    /// What is known about the subject.
    pub facts: Facts,
}

/// What every score hangs on besides the entries.
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

impl SectionSheet {
    fn new(
        spec: Rc<Section>,
        criteria: Runs<CriterionSheet>,
        sections: Runs<Self>,
        narrative: Rc<str>,
        basis: Basis<'_>,
    ) -> Self {
        let sum = criteria.sum + sections.sum;
        let tally = if spec.depth == 0 {
            rule::whole(&spec, sum, basis.rules)
        } else {
            rule::section(&spec, sum, basis.rules)
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

    fn build(spec: &Rc<Section>, basis: Basis<'_>, filled: &mut Filled<'_>) -> Self {
        let criteria = spec.criteria.iter().map(|criterion| {
            let entry = (filled.entry)(criterion);
            Rc::new(CriterionSheet {
                spec: criterion.clone(),
                tally: rule::criterion(criterion, &entry, basis.rules, basis.facts),
                entry,
            })
        });
        let criteria = Runs::new(criteria.collect());
        let sections = spec
            .sections
            .iter()
            .map(|inner| Rc::new(Self::build(inner, basis, filled)))
            .collect();
        let narrative = (filled.narrative)(&spec.id);
        Self::new(spec.clone(), criteria, Runs::new(sections), narrative, basis)
    }

    fn at(&self, sections: &[u32]) -> Option<&Self> {
        match sections {
            [] => Some(self),
            [first, rest @ ..] => self.sections.get(*first as usize)?.at(rest),
        }
    }

    /// A copy in which the section at the end of the way was changed.
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

    /// Its next criteria, at any depth and in order, from the one with the ordinal `from` on, for which `may_hold`; parts whose tally
    /// rules them out are passed over whole.
    pub fn next(&self, from: u32, may_hold: &dyn Fn(&Tally) -> bool, most: usize, found: &mut Vec<Rc<CriterionSheet>>) {
        for run in self.criteria.runs.iter().filter(|run| may_hold(&run.sum)) {
            let later = run.items.iter().filter(|item| item.spec.ordinal >= from);
            for item in later.filter(|item| may_hold(&item.tally)) {
                if found.len() == most {
                    return;
                }
                found.push(item.clone());
            }
        }
        for run in self.sections.runs.iter().filter(|run| may_hold(&run.sum)) {
            let later = run
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

/// What a sheet is filled with as it is built.
struct Filled<'f> {
    entry: &'f mut dyn FnMut(&Criterion) -> Entry,
    narrative: &'f mut dyn FnMut(&Id) -> Rc<str>,
}

impl Sheet {
    /// A sheet with nothing entered.
    pub fn blank(rubric: &Rubric) -> Self {
        let empty: Rc<str> = "".into();
        Self::filled(rubric, Facts::default(), &mut |_| Entry::default(), &mut |_| {
            empty.clone()
        })
    }

    /// A sheet with what is found for each criterion and each section.
    pub fn filled(
        rubric: &Rubric,
        facts: Facts,
        entry: &mut dyn FnMut(&Criterion) -> Entry,
        narrative: &mut dyn FnMut(&Id) -> Rc<str>,
    ) -> Self {
        let basis = Basis {
            rules: &rubric.rules,
            facts: &facts,
        };
        let root = SectionSheet::build(&rubric.root, basis, &mut Filled { entry, narrative });
        Self {
            root: Rc::new(root),
            facts,
        }
    }

    /// The criterion at a place.
    pub fn criterion(&self, place: &Place) -> Option<&Rc<CriterionSheet>> {
        self.root.at(&place.sections)?.criteria.get(place.criterion? as usize)
    }

    /// The section at a place.
    pub fn section(&self, place: &Place) -> Option<&SectionSheet> {
        self.root.at(&place.sections)
    }

    /// The sheet with another entry at a criterion; nothing where there is no criterion.
    pub fn with_entry(&self, rubric: &Rubric, place: &Place, entry: &Entry) -> Option<Self> {
        let index = place.criterion? as usize;
        self.criterion(place)?;
        let basis = self.basis(rubric);
        self.changed(rubric, place, &|section| {
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

    /// The sheet with another narrative at a section or, with the place of the whole, over all.
    pub fn with_narrative(&self, rubric: &Rubric, place: &Place, text: &Rc<str>) -> Option<Self> {
        self.changed(rubric, place, &|section| SectionSheet {
            narrative: text.clone(),
            ..section.copy(self.basis(rubric))
        })
    }

    fn changed(&self, rubric: &Rubric, place: &Place, change: &dyn Fn(&SectionSheet) -> SectionSheet) -> Option<Self> {
        let root = self.root.changed(&place.sections, self.basis(rubric), change)?;
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

    /// The sheet once something else is known about the subject. What comes to the same is shared with this one.
    pub fn with_facts(&self, rubric: &Rubric, facts: Facts) -> Self {
        let basis = Basis {
            rules: &rubric.rules,
            facts: &facts,
        };
        let root = self
            .root
            .looked_at_again(basis)
            .map_or_else(|| self.root.clone(), Rc::new);
        Self { root, facts }
    }

    /// The sheet with the narratives of another.
    pub fn telling(&self, rubric: &Rubric, other: &Self) -> Self {
        Self {
            root: Rc::new(self.root.telling(&other.root, self.basis(rubric))),
            facts: self.facts.clone(),
        }
    }
}

impl SectionSheet {
    /// A copy with other tallies; nothing where every one of them stays the same.
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

    fn telling(&self, other: &Self, basis: Basis<'_>) -> Self {
        let both = self.sections.iter().zip(other.sections.iter());
        let sections = both
            .map(|(inner, other)| Rc::new(inner.telling(other, basis)))
            .collect();
        Self::new(
            self.spec.clone(),
            self.criteria.clone(),
            Runs::new(sections),
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
