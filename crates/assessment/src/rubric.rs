//! A rubric that was checked: whatever holds one of these may score by it without failing.
//!
//! [`mod@file`] is the format and the only part that knows its keys; [`check`] turns a file into a [`Rubric`] and collects
//! every problem; [`scale`] says what an answer may be and what it is worth. Answers live in [`crate::answers`], totals
//! in [`crate::score`].

pub mod check;
pub mod compare;
pub mod expression;
mod facts;
pub mod fields;
pub mod file;
pub mod fingerprint;
pub mod gate;
mod grade;
mod rounding;
mod rules;
pub mod scale;
mod sections;

pub use expression::{Amount, Condition};
pub use facts::Facts;
pub(crate) use fields::FieldUse;
pub use fields::{Field, FieldKind};
pub use file::{Basis, Rater, Role, Status};
pub use gate::{Gate, When};
pub use grade::{Band, Grades};
pub use rules::{
    Counts, GradesBy, NotApplicable, ProblemRules, Reason, Required, Rescale, RulesFile, Standing, Unanswered,
};
pub use scale::{Scale, Worth};

use crate::Id;
use crate::answers::Answer;
use crate::hash::sha256;
use crate::json::{self, Node};
use crate::points::Decimal;
use crate::problem::Problem;
use crate::read::Read as _;
use crate::text::Text;
use fingerprint::{Fingerprint, figures};
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// The id of the one rater of a rubric that names none: the assessed subject itself.
pub const SELF: &str = "self";

/// A rubric without problems.
#[derive(Debug)]
pub struct Rubric {
    /// The author's name for it, the same through all versions.
    pub id: Id,
    /// The version, as the author writes it.
    pub version: Rc<str>,
    /// How far it may be relied on.
    pub status: Status,
    /// The title.
    pub title: Text,
    /// One or two sentences on what it is for.
    pub summary: Option<Text>,
    /// How to fill it in.
    pub instructions: Option<Text>,
    /// The documents on which it rests.
    pub basis: Vec<Basis>,
    /// What is asked about the subject.
    pub profile: Vec<Field>,
    /// Who answers for it.
    pub roles: Vec<Role>,
    /// Who scores it; at least one.
    pub raters: Vec<Rater>,
    /// The whole as a section: its sections are the rubric's, its narrative is that of the whole.
    pub root: Rc<Section>,
    /// How scores are made of answers.
    pub rules: Rules,
    /// The grades, if it has any.
    pub grades: Option<Grades>,
    /// What overrides the grade.
    pub gates: Vec<Gate>,
    /// The file it was read from.
    pub source: Rc<str>,
    /// The fields of the profile on which scores hang.
    pub read_fields: BTreeSet<Id>,
    places: Places,
    /// Worked out when a record first asks for it: nothing else needs the tree of a large file again.
    pub(crate) fingerprint: OnceCell<Fingerprint>,
}

/// Where every section and every criterion stands.
#[derive(Debug, Default)]
struct Places {
    sections: HashMap<Id, Place>,
    criteria: HashMap<Id, Place>,
}

/// How scores are made of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// What an unanswered criterion counts as.
    pub unanswered: Unanswered,
    /// Over what the maximum is restored when something does not apply.
    pub rescale: Rescale,
    /// Decimal places kept by a rule that divides, rounded half away from zero.
    pub places: u8,
    /// The least share of the scored criteria, in percent, that must be answered before there is a total.
    pub minimum_answered: Option<Decimal>,
    /// What is asked for below full marks, if anything is.
    pub problems: Option<ProblemRules>,
    /// Whether the form has a place for a total from elsewhere.
    pub claimed_total: bool,
}

/// A section, with the criteria and the sections inside it.
#[derive(Debug)]
pub struct Section {
    /// The author's name for it.
    pub id: Id,
    /// The author's numbering, such as `三`; for eyes only.
    pub label: Option<Text>,
    /// The heading.
    pub title: Text,
    /// What it is about.
    pub text: Option<Text>,
    /// What its narrative should tell.
    pub narrative: Option<Text>,
    /// What full marks in it are worth in its parent, where that is not its own maximum.
    pub weight: Option<Decimal>,
    /// The most that its parts may come to together.
    pub cap: Option<Decimal>,
    /// The least that its parts may come to together.
    pub floor: Option<Decimal>,
    /// What it is to the total.
    pub standing: Standing,
    /// Whether it is a bonus or a penalty, or stands inside one, however deep: its points are beside the maximum.
    pub beside: bool,
    /// What must hold for it to apply: its own condition and those of all sections around it.
    pub applies_if: Vec<Rc<Condition>>,
    /// Its criteria, which come before its sections.
    pub criteria: Vec<Rc<Criterion>>,
    /// The sections inside it.
    pub sections: Vec<Rc<Section>>,
    /// The most points inside it, within its cap and before its weight.
    pub full: Decimal,
    /// Its place among all sections, in the file's order; the whole is 0.
    pub ordinal: u32,
    /// How many criteria stand before it in the file.
    pub before: u32,
    /// How many criteria are in it, at any depth.
    pub count: u32,
    /// How deep it is nested: 0 for the whole, 1 for the rubric's own sections.
    pub depth: u8,
}

impl Section {
    /// Whether it applies, as far as is known.
    pub fn applies(&self, facts: &Facts) -> bool {
        self.applies_if
            .iter()
            .all(|condition| condition.holds_or_unknown(facts))
    }

    /// The most it can add to the maximum of its parent.
    pub fn worth(&self) -> Decimal {
        match self.standing {
            Standing::Base => self.weight.unwrap_or(self.full),
            Standing::Bonus | Standing::Penalty => Decimal::ZERO,
        }
    }
}

/// A criterion: one line of the form.
#[derive(Debug)]
pub struct Criterion {
    /// The author's name for it.
    pub id: Id,
    /// The author's numbering; for eyes only.
    pub label: Option<Text>,
    /// What is assessed.
    pub text: Text,
    /// How to judge it.
    pub guidance: Option<Text>,
    /// Evidence asked for.
    pub evidence: Vec<Text>,
    /// How it is verified.
    pub methods: Vec<Text>,
    /// The units responsible.
    pub units: Vec<Text>,
    /// What full marks are worth, where that is not the scale's own maximum.
    pub weight: Option<Decimal>,
    /// Whether and how it may be left out as not applicable.
    pub not_applicable: Option<NotApplicable>,
    /// What must hold for it to apply: its own condition and those of all sections around it.
    pub applies_if: Vec<Rc<Condition>>,
    /// What the section around it is to the total.
    pub standing: Standing,
    /// When evidence must be given.
    pub evidence_required: Option<Required>,
    /// What an answer may be and what it is worth.
    pub scale: Scale,
    /// Its place among all criteria, in the file's order, from 0.
    pub ordinal: u32,
    /// Worked out when a record first asks for it.
    scoring: OnceCell<Rc<str>>,
}

impl Criterion {
    /// The first eight digits of the SHA-256 of how it is scored: the same for every wording and translation.
    pub fn scoring(&self) -> Rc<str> {
        let made = || sha256(figures(&self.scale.write()).as_bytes())[..8].into();
        self.scoring.get_or_init(made).clone()
    }

    /// Whether it applies, as far as is known.
    pub fn applies(&self, facts: &Facts) -> bool {
        self.applies_if
            .iter()
            .all(|condition| condition.holds_or_unknown(facts))
    }

    /// Whether an answer is one that may be given here.
    pub fn takes(&self, answer: &Answer) -> bool {
        match answer {
            Answer::NotApplicable => self.not_applicable.is_some(),
            answer => self.scale.family().takes(answer),
        }
    }

    /// Whether an amount is one that may stand in the place of this name.
    pub fn takes_amount(&self, name: &Id, amount: Decimal) -> bool {
        let field = self.scale.family().field(name);
        field.is_some_and(|grid| grid.refuses(amount).is_none())
    }

    /// The most it can add to its section, or nothing where it is not scored.
    pub fn worth(&self) -> Option<Decimal> {
        self.scale.maximum().map(|most| self.weight.unwrap_or(most))
    }
}

/// The way to a section or a criterion: indexes of sections from the whole, then of the criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Indexes of sections, from the outermost.
    pub sections: Rc<[u32]>,
    /// Index of the criterion in the innermost section; nothing for a section.
    pub criterion: Option<u32>,
}

impl Rubric {
    /// Reads a rubric file: all its problems, or a rubric.
    pub fn parse(source: &str) -> Result<Self, Vec<Problem>> {
        check::parse(source)
    }

    /// The ids of those who score it, at least one.
    pub fn rater_ids(&self) -> Vec<Rc<str>> {
        if self.raters.is_empty() {
            vec![SELF.into()]
        } else {
            self.raters.iter().map(|rater| rater.id.shared()).collect()
        }
    }

    /// How many criteria carry points, in bonus and penalty sections too.
    pub fn scored(&self) -> u32 {
        let mut scored = 0;
        self.walk(&mut |part| {
            if let Part::Criterion(criterion) = part {
                scored += u32::from(criterion.scale.maximum().is_some());
            }
        });
        scored
    }

    /// Where a criterion stands.
    pub fn criterion_place(&self, id: &str) -> Option<&Place> {
        self.places.criteria.get(id)
    }

    /// Where a section stands. The whole has the empty id.
    pub fn section_place(&self, id: &str) -> Option<&Place> {
        self.places.sections.get(id)
    }

    /// The section at a place, or the one that holds the criterion there.
    pub fn section_at(&self, place: &Place) -> &Rc<Section> {
        place
            .sections
            .iter()
            .fold(&self.root, |section, index| &section.sections[*index as usize])
    }

    /// The criterion with this id.
    pub fn criterion(&self, id: &str) -> Option<&Rc<Criterion>> {
        let place = self.criterion_place(id)?;
        self.section_at(place).criteria.get(place.criterion? as usize)
    }

    /// Calls `visit` with every section and criterion in the file's order.
    pub fn walk<'r>(&'r self, visit: &mut dyn FnMut(Part<'r>)) {
        fn down<'r>(section: &'r Rc<Section>, visit: &mut dyn FnMut(Part<'r>)) {
            visit(Part::Section(section));
            section
                .criteria
                .iter()
                .for_each(|criterion| visit(Part::Criterion(criterion)));
            section.sections.iter().for_each(|inner| down(inner, visit));
        }
        self.root.sections.iter().for_each(|section| down(section, visit));
    }

    /// The tree of the file, for fingerprints.
    pub fn tree(&self) -> Option<Node> {
        json::parse(&self.source).ok()
    }
}

/// A part that [`Rubric::walk`] meets.
#[derive(Clone, Copy, Debug)]
pub enum Part<'r> {
    /// A section, before what is in it.
    Section(&'r Rc<Section>),
    /// A criterion.
    Criterion(&'r Rc<Criterion>),
}
