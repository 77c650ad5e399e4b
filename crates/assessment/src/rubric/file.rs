//! Rubric file format 1, declared once: the types, their readers and the JSON Schema all come from here.
//!
//! A new convention adds keys or kinds here and never changes the meaning of one; a file that needs it says so in `uses`.

use super::{Condition, Grades, NotApplicable, Required, RulesFile, Scale, Standing, fields::Field};
use crate::Id;
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::format::Format1;
use crate::read::leaf::Sum;
use crate::read::{Reader, choice, object, schema};
use crate::text::Text;
use std::rc::Rc;

/// The features beyond the core of format 1 that this program knows.
pub const FEATURES: &[&str] = &[];

object! {
    /// A rubric: what is assessed, on which scales, and how the points make a total and a grade.
    pub struct RubricFile {
        /// The format's number, 1.
        required "format" format: Format1,
        /// Features beyond the core of the format that a reader must know.
        many "uses" uses: Vec<Rc<str>>,
        /// The author's name for the rubric, the same through all versions.
        required "id" id: Id,
        /// The version, as the author writes it.
        required "version" version: Rc<str>,
        /// How far it may be relied on.
        required "status" status: Status,
        /// The title.
        required "title" title: Text,
        /// One or two sentences on what it is for.
        optional "summary" summary: Text,
        /// How to fill it in.
        optional "instructions" instructions: Text,
        /// The documents on which it rests.
        many "basis" basis: Vec<Basis>,
        /// What is asked about the subject.
        many "profile" profile: Vec<Field>,
        /// Who answers for it.
        many "roles" roles: Vec<Role>,
        /// Who scores it, each on a sheet of their own; one self-assessment unless told.
        many "raters" raters: Vec<Rater>,
        /// What the narrative of the whole should tell.
        optional "narrative" narrative: Text,
        /// The declared maximum, which must be the sum of the parts.
        optional "total" total: Sum,
        /// The sections, in order.
        required "sections" sections: Vec<SectionFile>,
        /// How scores are made of answers.
        optional "rules" rules: RulesFile,
        /// The grades.
        optional "grades" grades: Grades,
    }
}

object! {
    /// A document on which the rubric rests.
    pub struct Basis {
        /// Its title.
        required "title" title: Text,
        /// Its number, as printed.
        optional "number" number: Rc<str>,
    }
}

object! {
    /// Somebody who answers for the form, by function.
    pub struct Role {
        /// The author's name for it.
        required "id" id: Id as "role",
        /// What the function is called.
        required "label" label: Text,
        /// Several people may hold it.
        optional "repeating" repeating: bool,
        /// The print has a line for a signature.
        optional "signs" signs: bool,
    }
}

object! {
    /// Somebody who scores (convention 18).
    pub struct Rater {
        /// The author's name for it; `self` for the self-assessment.
        required "id" id: Id as "rater",
        /// What it is called.
        required "label" label: Text,
    }
}

object! {
    /// A section with its criteria and, after them, the sections inside it.
    pub struct SectionFile {
        /// The author's name for it.
        required "id" id: Id as "section",
        /// The author's numbering; for eyes only, it may repeat.
        optional "label" label: Text,
        /// The heading.
        required "title" title: Text,
        /// What it is about.
        optional "text" text: Text,
        /// What its narrative should tell.
        optional "narrative" narrative: Text,
        /// What full marks in it are worth in its parent. Its points are scaled to this.
        optional "weight" weight: Decimal,
        /// The most that its parts may come to together.
        optional "cap" cap: Decimal,
        /// The least that its parts may come to together.
        optional "floor" floor: Decimal,
        /// What it is to the total; `base` unless told. Only the rubric's own sections may be anything else.
        optional "counts" counts: Standing,
        /// When it applies; always unless told. What does not apply is not counted in the maximum.
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
        /// The author's name for it, unique in the rubric.
        required "id" id: Id as "criterion",
        /// The author's numbering; for eyes only, it may repeat.
        optional "label" label: Text,
        /// What is assessed.
        required "text" text: Text,
        /// How to judge it.
        optional "guidance" guidance: Text,
        /// Evidence asked for.
        many "evidence" evidence: Vec<Text>,
        /// How it is verified.
        many "methods" methods: Vec<Text>,
        /// The units responsible.
        many "units" units: Vec<Text>,
        /// What full marks are worth. The scale's points are scaled to this.
        optional "weight" weight: Decimal,
        /// Whether and how it may be left out; absent: as the rules say.
        optional "notApplicable" not_applicable: NotApplicable,
        /// When it applies; always unless told. What does not apply is not counted in the maximum.
        optional "appliesIf" applies_if: Condition,
        /// When evidence must be given; never unless told.
        optional "evidenceRequired" evidence_required: Required,
        /// What an answer may be and what it is worth.
        required "scale" scale: Scale,
    }
    => CriterionFile::check
}

choice! {
    /// How far a rubric may be relied on.
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
        weight(self.weight, reader);
        if let (Some(floor), Some(cap)) = (self.floor, self.cap)
            && floor > cap
        {
            let args = vec![("min", floor.to_string()), ("max", cap.to_string())];
            reader.key("cap", |r| r.problem(Code::MinimumAboveMaximum, args));
        }
        if let Some(cap) = self.cap.filter(|cap| *cap < Decimal::ZERO) {
            let args = vec![("value", cap.to_string()), ("limit", "0".to_owned())];
            reader.key("cap", |r| r.problem(Code::NumberTooSmall, args));
        }
    }
}

impl CriterionFile {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        weight(self.weight, reader);
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

/// A weight is above nought.
fn weight(weight: Option<Decimal>, reader: &mut Reader<'_>) {
    if let Some(value) = weight.filter(|value| *value <= Decimal::ZERO) {
        let args = vec![("value", value.to_string()), ("limit", "0.0001".to_owned())];
        reader.key("weight", |r| r.problem(Code::NumberTooSmall, args));
    }
}

/// The JSON Schema of the format, as `rubrics/rubric.schema.json` holds it.
pub fn schema() -> String {
    schema::of::<RubricFile>("Ziping rubric, format 1")
}
