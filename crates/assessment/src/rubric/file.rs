//! Rubric file format 1, declared once: the types, their readers and the JSON Schema all come from here.
//!
//! A new convention adds keys or kinds here and never changes the meaning of one; a file that needs it lists it in
//! `uses`.

use super::report::ReportPart;
use super::rules::WeightIf;
use super::scale::{SectionEach, Together};
use super::{Combined, Condition, Feature, Grades, NotApplicable, Required, RulesFile, Scale, Standing, fields::Field};
use crate::Id;
use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::format::Format1;
use crate::read::leaf::Sum;
use crate::read::{Reader, choice, object, schema, too_many};
use crate::text::Text;
use std::rc::Rc;

object! {
    /// A rubric: what is assessed, on which scales, and how the points make a total and a grade.
    pub struct RubricFile {
        /// The format's number, 1.
        required "format" format: Format1,
        /// The features beyond the core of the format that the file has.
        many "uses" uses: Vec<Rc<str>>,
        /// The rubric's id, which is the same in all versions.
        required "id" id: Id,
        /// The version, as the author writes it.
        required "version" version: Rc<str>,
        /// How official it is.
        required "status" status: Status,
        /// The title.
        required "title" title: Text,
        /// One or two sentences on its purpose.
        optional "summary" summary: Text,
        /// Instructions for filling it in.
        optional "instructions" instructions: Text,
        /// The documents that it is based on.
        many "basis" basis: Vec<Basis>,
        /// The profile: what is asked about the subject.
        many "profile" profile: Vec<Field>,
        /// The functions that sign for the form.
        many "roles" roles: Vec<Role>,
        /// The raters, each with a separate sheet; one self-assessment by default.
        many "raters" raters: Vec<Rater>,
        /// How the points of several raters make one score; not at all by default.
        optional "combined" combined: Combined where Feature::CombinedRaters,
        /// Guidance for the narrative of the whole.
        optional "narrative" narrative: Text,
        /// The parts of the written report, in order; the usual ones by default.
        many "report" report: Vec<ReportPart> where Feature::Report,
        /// The declared maximum, which must be the sum of the parts.
        optional "total" total: Sum,
        /// The sections, in order.
        required "sections" sections: Vec<SectionFile>,
        /// The scoring rules.
        optional "rules" rules: RulesFile,
        /// The grades.
        optional "grades" grades: Grades,
    }
}

object! {
    /// A document that the rubric is based on.
    pub struct Basis {
        /// Its title.
        required "title" title: Text,
        /// Its number, as printed.
        optional "number" number: Rc<str>,
    }
}

object! {
    /// A function of a person who signs for the form.
    pub struct Role {
        /// Its id.
        required "id" id: Id as "role",
        /// The name of the function.
        required "label" label: Text,
        /// Several people may hold it.
        optional "repeating" repeating: bool,
        /// The print has a line for a signature.
        optional "signs" signs: bool,
    }
}

object! {
    /// A rater (convention 18).
    pub struct Rater {
        /// Its id; `self` for the self-assessment.
        required "id" id: Id as "rater",
        /// The name of the rater.
        required "label" label: Text,
    }
}

object! {
    /// A section with its criteria and, after them, its subsections.
    pub struct SectionFile {
        /// Its id.
        required "id" id: Id as "section",
        /// The author's numbering; for display only, it may repeat.
        optional "label" label: Text,
        /// The heading.
        required "title" title: Text,
        /// A description.
        optional "text" text: Text,
        /// Guidance for its narrative.
        optional "narrative" narrative: Text,
        /// The points of full marks in its parent. Its points are scaled to this.
        optional "weight" weight: Decimal,
        /// Other weights by the profile: the first whose condition holds is in the place of `weight`.
        many "weights" weights: Vec<WeightIf> where Feature::ConditionalWeights,
        /// The maximum that its parts may reach together.
        optional "cap" cap: Decimal,
        /// The minimum that its parts may reach together.
        optional "floor" floor: Decimal,
        /// The points with which it begins full, and from which its criteria take.
        optional "starts" starts: Decimal where Feature::Pool,
        /// How the points of subjects make those of the section, in place of the sum of its criteria.
        optional "each" each: SectionEach where Feature::EachSubject,
        /// How it counts towards the total; `base` by default. Only the rubric's own sections may be anything else.
        optional "counts" counts: Standing,
        /// Its points are percent of the total, for a bonus or penalty; false by default.
        optional "percent" percent: bool where Feature::PercentSections,
        /// The section of whose points they are percent, in place of the total.
        optional "of" of: Id where Feature::PercentSections,
        /// How the points of several raters make one in it; as around it by default.
        optional "combined" combined: Combined where Feature::CombinedRaters,
        /// When it applies; always by default. A section that does not apply is not counted in the maximum.
        optional "appliesIf" applies_if: Condition,
        /// The declared maximum inside it, which must be the sum of its parts.
        optional "total" total: Sum,
        /// Its criteria.
        many "criteria" criteria: Vec<CriterionFile>,
        /// The sections inside it.
        many "sections" sections: Vec<SectionFile>,
    }
    => SectionFile::check
}

object! {
    /// A criterion: one line of the form.
    pub struct CriterionFile {
        /// Its id, unique in the rubric.
        required "id" id: Id as "criterion",
        /// The author's numbering; for display only, it may repeat.
        optional "label" label: Text,
        /// What is assessed.
        required "text" text: Text,
        /// Guidance for judging it.
        optional "guidance" guidance: Text,
        /// Evidence asked for.
        many "evidence" evidence: Vec<Text>,
        /// How it is verified.
        many "methods" methods: Vec<Text>,
        /// The units responsible.
        many "units" units: Vec<Text>,
        /// The points of full marks. The scale's points are scaled to this.
        optional "weight" weight: Decimal,
        /// Other weights by the profile: the first whose condition holds is in the place of `weight`.
        many "weights" weights: Vec<WeightIf> where Feature::ConditionalWeights,
        /// Whether and how it may be marked as not applicable; if absent, the rules decide.
        optional "notApplicable" not_applicable: NotApplicable,
        /// Whether "don't know" is offered as an answer; if absent, the rules decide.
        optional "dontKnow" dont_know: bool where Feature::DontKnow,
        /// How the points of several raters make one; as in its section by default.
        optional "combined" combined: Combined where Feature::CombinedRaters,
        /// When it applies; always by default. A criterion that does not apply is not counted in the maximum.
        optional "appliesIf" applies_if: Condition,
        /// When evidence is required; never by default.
        optional "evidenceRequired" evidence_required: Required,
        /// The scale: which answers are possible and what they are worth.
        required "scale" scale: Scale,
    }
    => CriterionFile::check
}

choice! {
    /// How official a rubric is.
    pub enum Status {
        /// Still being written.
        "draft" Draft,
        /// A proposal, not an official standard.
        "sample" Sample,
        /// In force.
        "final" Final,
    }
}

impl SectionFile {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        weight(self.weight, &self.weights, reader);
        if let (Some(floor), Some(cap)) = (self.floor, self.cap)
            && floor > cap
        {
            let args = vec![("min", floor.to_string()), ("max", cap.to_string())];
            reader.key("cap", |r| r.problem(Code::MinimumAboveMaximum, args));
        }
        if self.starts.is_some() {
            self.check_pool(reader);
        }
        if self.each.is_some() {
            self.check_each(reader);
        }
        let percent = self.percent == Some(true);
        let keys = [
            (
                "percent",
                percent && self.counts.is_none_or(|counts| counts == Standing::Base),
                "counts",
            ),
            ("of", self.of.is_some() && !percent, "percent"),
        ];
        for (key, _, needed) in keys.into_iter().filter(|(_, is_alone, _)| *is_alone) {
            let args = vec![("key", key.to_owned()), ("needed", needed.to_owned())];
            reader.key(key, |r| r.problem(Code::KeyWithout, args));
        }
        if percent && self.weight.is_some() {
            let args = vec![("key", "weight".to_owned()), ("other", "percent".to_owned())];
            reader.key("weight", |r| r.problem(Code::KeyBeside, args));
        }
        if let Some(cap) = self.cap.filter(|cap| *cap < Decimal::ZERO) {
            let args = vec![("value", cap.to_string()), ("limit", "0".to_owned())];
            reader.key("cap", |r| r.problem(Code::NumberTooSmall, args));
        }
    }
}

impl SectionFile {
    /// Reports what has no place in a section that is combined by subject. The reader is at the section.
    fn check_each(&self, reader: &mut Reader<'_>) {
        let mut list: Option<&Id> = None;
        for (i, criterion) in self.criteria.iter().enumerate() {
            let of = match &criterion.scale {
                Scale::Each(scale) if scale.combining().together != Together::Sum => Some(&scale.of),
                _ => None,
            };
            let first = *list.get_or_insert(of.unwrap_or(&criterion.id));
            if of != Some(first) {
                reader.key("criteria", |r| {
                    r.index(i, |r| r.key("scale", |r| r.problem(Code::NotOfSubjects, Vec::new())))
                });
            }
        }
        if !self.sections.is_empty() {
            reader.key("sections", |r| {
                r.index(0, |r| r.problem(Code::NotOfSubjects, Vec::new()))
            });
        }
        if self.starts.is_some() {
            let args = vec![("key", "each".to_owned()), ("other", "starts".to_owned())];
            reader.key("each", |r| r.problem(Code::KeyBeside, args));
        }
    }
}

impl SectionFile {
    /// Reports what has no place in a section that starts with points. The reader is at the section.
    fn check_pool(&self, reader: &mut Reader<'_>) {
        if let Some(starts) = self.starts.filter(|starts| *starts <= Decimal::ZERO) {
            let args = vec![("value", starts.to_string()), ("limit", "0.0001".to_owned())];
            reader.key("starts", |r| r.problem(Code::NumberTooSmall, args));
        }
        for (key, given) in [("cap", self.cap.is_some()), ("counts", self.counts.is_some())] {
            let args = vec![("key", key.to_owned()), ("other", "starts".to_owned())];
            if given {
                reader.key(key, |r| r.problem(Code::KeyBeside, args));
            }
        }
        if let Some((floor, starts)) = self.floor.zip(self.starts).filter(|(floor, starts)| floor >= starts) {
            let args = vec![("min", floor.to_string()), ("max", starts.to_string())];
            reader.key("floor", |r| r.problem(Code::MinimumAboveMaximum, args));
        }
        if !self.sections.is_empty() {
            reader.key("sections", |r| r.index(0, |r| r.problem(Code::NotOfPool, Vec::new())));
        }
        let other = |criterion: &CriterionFile| !criterion.scale.family().takes_from_pool();
        for (i, _) in self
            .criteria
            .iter()
            .enumerate()
            .filter(|(_, criterion)| other(criterion))
        {
            reader.key("criteria", |r| {
                r.index(i, |r| r.key("scale", |r| r.problem(Code::NotOfPool, Vec::new())))
            });
        }
    }
}

impl CriterionFile {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        weight(self.weight, &self.weights, reader);
        if let Some(value) = self
            .weight
            .filter(|_| self.scale.maximum().is_none_or(|most| most <= Decimal::ZERO))
        {
            reader.key("weight", |r| {
                r.problem(Code::WeightWithoutPoints, vec![("value", value.to_string())])
            });
        }
    }
}

/// A weight is positive, and others by the profile are beside one.
fn weight(weight: Option<Decimal>, others: &[WeightIf], reader: &mut Reader<'_>) {
    reader.positive("weight", weight);
    if !others.is_empty() && weight.is_none() {
        let args = vec![("key", "weights".to_owned()), ("needed", "weight".to_owned())];
        reader.key("weights", |r| r.problem(Code::KeyWithout, args));
    }
    if others.len() > limits::GATES {
        let (code, args) = too_many(others.len(), limits::GATES);
        reader.key("weights", |r| r.problem(code, args));
    }
}

/// The JSON Schema of the format, as `rubrics/rubric.schema.json` holds it.
pub fn schema() -> String {
    schema::of::<RubricFile>("Ziping rubric, format 1")
}
