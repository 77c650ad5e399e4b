//! A checked rubric: scoring by it cannot fail.
//!
//! [`mod@file`] is the format and the only part that knows its keys; [`check`] turns a file into a [`Rubric`] and
//! collects every problem; [`scale`] defines which answers are possible and what they are worth. Answers are in
//! [`crate::answers`], totals in [`crate::score`].

pub mod check;
mod combined;
pub mod compare;
mod dependence;
pub mod expression;
mod facts;
mod feature;
pub mod fields;
pub mod file;
pub mod fingerprint;
pub mod gate;
mod grade;
mod heading;
mod places;
pub mod report;
mod rules;
pub mod scale;
mod sections;

pub use combined::{COMBINED, Combined, RaterWeight};
pub use dependence::Dependence;
pub use expression::{Amount, Condition, Source};
pub(crate) use facts::GivenAnswer;
pub use facts::{Facts, Given};
pub use feature::Feature;
pub(crate) use fields::FieldUse;
pub use fields::{Field, FieldKind};
pub use file::{Basis, Rater, Role, Status};
pub use gate::{Gate, When};
pub use grade::{Band, Grades, top};
pub use heading::Heading;
pub use report::{ReportPart, ReportPartKind};
pub use rules::{
    Counts, GradesBy, Mean, NotApplicable, ProblemRules, Reason, Required, Rescale, RulesFile, Standing, Unanswered,
    Weakest, WeightIf,
};
pub use scale::{Scale, SectionEach, Worth};

use crate::Id;
use crate::answers::{Amounts, Answer};
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

/// The id of the only rater of a rubric that names none: the assessed subject itself.
pub const SELF: &str = "self";

/// A rubric without problems.
#[derive(Debug)]
pub struct Rubric {
    /// The id, which is the same in all versions.
    pub id: Id,
    /// The version, as the author writes it.
    pub version: Rc<str>,
    /// How official it is.
    pub status: Status,
    /// The title.
    pub title: Text,
    /// One or two sentences on its purpose.
    pub summary: Option<Text>,
    /// Instructions for filling it in.
    pub instructions: Option<Text>,
    /// The documents that it is based on.
    pub basis: Vec<Basis>,
    /// The profile: what is asked about the subject. After a table come its cells, each as a number field.
    pub profile: Vec<Field>,
    /// The functions that sign for the form.
    pub roles: Vec<Role>,
    /// The raters; at least one.
    pub raters: Vec<Rater>,
    /// How the points of several raters make one score, if they do.
    pub combined: Option<Rc<Combined>>,
    /// The parts of the written report, in order; none where the order is the usual one.
    pub report: Vec<ReportPart>,
    /// The whole as a section: its sections are the rubric's, its narrative is that of the whole.
    pub root: Rc<Section>,
    /// The scoring rules.
    pub rules: Rules,
    /// The grades, if it has any.
    pub grades: Option<Grades>,
    /// The gates, which override the grade.
    pub gates: Vec<Gate>,
    /// The file it was read from.
    pub source: Rc<str>,
    /// The profile fields on which scores depend.
    pub read_fields: BTreeSet<Id>,
    /// The criteria and sections on which scores of others depend.
    pub dependence: Dependence,
    paths: NodePaths,
    /// Computed when a record first needs it: nothing else walks the tree of a large file again.
    pub(crate) fingerprint: OnceCell<Fingerprint>,
}

/// The path of every section and every criterion.
#[derive(Debug, Default)]
struct NodePaths {
    sections: HashMap<Id, NodePath>,
    criteria: HashMap<Id, NodePath>,
}

/// The scoring rules.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Rules {
    /// How an unanswered criterion counts.
    pub unanswered: Unanswered,
    /// The scope over which the maximum is restored when something does not apply.
    pub rescale: Rescale,
    /// Decimal places kept by a rule that divides, rounded half away from zero.
    pub places: u8,
    /// The minimum share of the scored criteria, in percent, that must be answered before there is a total.
    pub minimum_answered: Option<Decimal>,
    /// What is required below full marks.
    pub problems: Option<ProblemRules>,
    /// Whether the form has a field for a total from elsewhere.
    pub claimed_total: bool,
    /// The scale on which the total and the sections are also shown as a mean.
    pub mean: Option<Mean>,
    /// The second outcome: the weakest of some criteria and sections.
    pub weakest: Option<Weakest>,
}

/// A section, with the criteria and the sections inside it.
#[derive(Debug)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Section {
    /// The id.
    pub id: Id,
    /// The author's numbering, such as `三`; for display only.
    pub label: Option<Text>,
    /// The heading.
    pub title: Text,
    /// A description.
    pub text: Option<Text>,
    /// Guidance for its narrative.
    pub narrative: Option<Text>,
    /// The points of full marks in its parent, if that is not its own maximum.
    pub weight: Option<Decimal>,
    /// Other weights by the profile.
    pub weights: Vec<WeightIf>,
    /// The maximum that its parts may reach together.
    pub cap: Option<Decimal>,
    /// The minimum that its parts may reach together.
    pub floor: Option<Decimal>,
    /// The points with which it begins full, and from which its criteria take.
    pub starts: Option<Decimal>,
    /// How the points of subjects make those of the section.
    pub each: Option<SectionEach>,
    /// How it counts towards the total.
    pub standing: Standing,
    /// Whether its points are percent.
    pub percent: bool,
    /// The section of whose points they are percent, in place of the total.
    pub percent_of: Option<Id>,
    /// Of the whole: the sections whose points are percent, each with the section of which, or of the total. As indexes of
    /// sections.
    pub percents: Vec<(u32, Option<u32>)>,
    /// Whether it is a bonus or a penalty, or inside one at any depth: its points are outside the maximum.
    pub beside: bool,
    /// Its own condition and those of all sections around it.
    pub applies_if: Vec<Rc<Condition>>,
    /// Its criteria, which come before its subsections.
    pub criteria: Vec<Rc<Criterion>>,
    /// The sections inside it.
    pub sections: Vec<Rc<Section>>,
    /// The maximum inside it, within its cap and before its weight.
    pub full: Decimal,
    /// Its ordinal among all sections, in the file's order; the whole is 0.
    pub ordinal: u32,
    /// The number of criteria before it in the file.
    pub before: u32,
    /// The number of criteria in it, at any depth.
    pub count: u32,
    /// Nesting depth: 0 for the whole, 1 for the rubric's own sections.
    pub depth: u8,
}

impl Section {
    /// Whether it applies, as far as the facts are known.
    pub fn applies(&self, facts: &Facts) -> bool {
        self.applies_if
            .iter()
            .all(|condition| condition.holds_or_unknown(facts))
    }

    /// The weight, given the facts about the subject.
    pub fn weight(&self, facts: &Facts) -> Option<Decimal> {
        weight_now(self.weight, &self.weights, facts)
    }

    /// Whether its points have no maximum: a list of entries in it has none, and it has no cap.
    pub fn has_no_limit(&self) -> bool {
        let own = self
            .criteria
            .iter()
            .any(|criterion| criterion.scale.family().has_no_limit());
        self.cap.is_none() && (own || self.sections.iter().any(|inner| inner.has_no_limit()))
    }

    /// The maximum that it can add to the maximum of its parent.
    pub fn worth(&self) -> Decimal {
        match self.standing {
            Standing::Base => self.weight.unwrap_or(self.full),
            Standing::Bonus | Standing::Penalty => Decimal::ZERO,
        }
    }
}

/// The first of several weights whose condition holds; else the usual one.
fn weight_now(usual: Option<Decimal>, others: &[WeightIf], facts: &Facts) -> Option<Decimal> {
    let mut others = others.iter();
    let other = others.find(|other| other.condition.holds(facts) == Some(true));
    other.map(|other| other.weight).or(usual)
}

/// A criterion: one line of the form.
#[derive(Debug)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Criterion {
    /// The id.
    pub id: Id,
    /// The author's numbering; for display only.
    pub label: Option<Text>,
    /// What is assessed.
    pub text: Text,
    /// Guidance for judging it.
    pub guidance: Option<Text>,
    /// Evidence asked for.
    pub evidence: Vec<Text>,
    /// How it is verified.
    pub methods: Vec<Text>,
    /// The units responsible.
    pub units: Vec<Text>,
    /// The points of full marks, if that is not the scale's own maximum.
    pub weight: Option<Decimal>,
    /// Other weights by the profile.
    pub weights: Vec<WeightIf>,
    /// Whether and how it may be marked as not applicable.
    pub not_applicable: Option<NotApplicable>,
    /// Its own condition and those of all sections around it.
    pub applies_if: Vec<Rc<Condition>>,
    /// How the section around it counts towards the total.
    pub standing: Standing,
    /// How the points of several raters make one here, if they do: its own rule, or the nearest around it.
    pub combined: Option<Rc<Combined>>,
    /// Whether "don't know" is offered.
    pub dont_know: bool,
    /// When evidence is required.
    pub evidence_required: Option<Required>,
    /// The scale.
    pub scale: Scale,
    /// Its ordinal among all criteria, in the file's order, from 0.
    pub ordinal: u32,
    /// Computed when a record first needs it.
    scoring: OnceCell<Rc<str>>,
}

impl Criterion {
    /// The first eight digits of the SHA-256 of its scoring: equal for every wording and translation.
    pub fn scoring(&self) -> Rc<str> {
        let made = || sha256(figures(&self.scale.write()).as_bytes())[..8].into();
        self.scoring.get_or_init(made).clone()
    }

    /// Whether it applies, as far as the facts are known.
    pub fn applies(&self, facts: &Facts) -> bool {
        self.applies_if
            .iter()
            .all(|condition| condition.holds_or_unknown(facts))
    }

    /// Whether this answer is possible here.
    pub fn takes(&self, answer: &Answer) -> bool {
        match answer {
            Answer::NotApplicable => self.not_applicable.is_some(),
            Answer::DontKnow => self.dont_know,
            answer => self.scale.family().takes(answer),
        }
    }

    /// Whether this amount is possible under this name.
    pub fn takes_amount(&self, name: &Id, amount: Decimal) -> bool {
        let field = self.scale.family().field(name);
        field.is_some_and(|grid| grid.refuses(amount).is_none())
    }

    /// Whether all of these amounts and texts are possible here.
    pub fn takes_amounts(&self, amounts: &Amounts) -> bool {
        let family = self.scale.family();
        let mut taken = amounts.taken.iter();
        taken.all(|(name, amount)| self.takes_amount(name, *amount))
            && amounts.texts.iter().all(|(name, text)| family.takes_text(name, text))
    }

    /// Whether its points are taken from those with which its section starts.
    pub fn takes_from_pool(&self) -> bool {
        self.scale.family().takes_from_pool()
    }

    /// The weight, given the facts about the subject.
    pub fn weight(&self, facts: &Facts) -> Option<Decimal> {
        weight_now(self.weight, &self.weights, facts)
    }

    /// The maximum that it can add to its section, without regard to the profile; `None` if it is not scored.
    pub fn worth(&self) -> Option<Decimal> {
        self.scale.maximum().map(|most| self.weight.unwrap_or(most))
    }

    /// The maximum that it can add to its section, given the facts about the subject; `None` if it is not scored.
    pub fn worth_now(&self, facts: &Facts) -> Option<Decimal> {
        self.scale.maximum().map(|most| self.weight(facts).unwrap_or(most))
    }
}

/// The path of a section or criterion: indexes of sections from the whole, then of the criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodePath {
    /// Indexes of sections, from the outermost.
    pub sections: Rc<[u32]>,
    /// Index of the criterion in the innermost section; `None` for a section.
    pub criterion: Option<u32>,
}

impl Rubric {
    /// Reads a rubric file: a rubric, or all its problems.
    pub fn parse(source: &str) -> Result<Self, Vec<Problem>> {
        check::parse(source)
    }

    /// Whether a score depends on a field of the profile, or on a column of the table whose cell it is.
    pub fn reads_field(&self, field: &Id) -> bool {
        let is_in = |table: &Id| field.strip_prefix(&**table).is_some_and(|rest| rest.starts_with('.'));
        self.read_fields.contains(field) || self.read_fields.iter().any(is_in)
    }

    /// The ids of the raters, at least one.
    pub fn rater_ids(&self) -> Vec<Rc<str>> {
        if self.raters.is_empty() {
            vec![SELF.into()]
        } else {
            self.raters.iter().map(|rater| rater.id.shared()).collect()
        }
    }

    /// The number of criteria with points, including bonus and penalty sections.
    pub fn scored(&self) -> u32 {
        let mut scored = 0;
        self.walk(&mut |part| {
            if let Part::Criterion(criterion) = part {
                scored += u32::from(criterion.scale.maximum().is_some());
            }
        });
        scored
    }

    /// The path of a criterion.
    pub fn criterion_path(&self, id: &str) -> Option<&NodePath> {
        self.paths.criteria.get(id)
    }

    /// The path of a section. The whole has the empty id.
    pub fn section_path(&self, id: &str) -> Option<&NodePath> {
        self.paths.sections.get(id)
    }

    /// The section at a path, or the one around the criterion there.
    pub fn section_at(&self, path: &NodePath) -> &Rc<Section> {
        path.sections
            .iter()
            .fold(&self.root, |section, index| &section.sections[*index as usize])
    }

    /// The criterion with this id.
    pub fn criterion(&self, id: &str) -> Option<&Rc<Criterion>> {
        let path = self.criterion_path(id)?;
        self.section_at(path).criteria.get(path.criterion? as usize)
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

/// A node that [`Rubric::walk`] visits.
#[derive(Clone, Copy, Debug)]
pub enum Part<'r> {
    /// A section, before its content.
    Section(&'r Rc<Section>),
    /// A criterion.
    Criterion(&'r Rc<Criterion>),
}
