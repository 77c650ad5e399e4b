//! Grades, and the gates that override them.

use super::file::GradesBy;
use super::{Id, Rubric, Scale};
use crate::points::Decimal;
use crate::problem::Code;
use crate::read::{Reader, choice, object, tagged};
use crate::text::Text;

object! {
    /// Grades by their lower bounds, highest first (convention 16). Below the lowest there is no grade.
    pub struct Grades {
        /// What the bounds are measured in; `points` unless told.
        optional "by" by: GradesBy,
        /// The grades.
        required "bands" bands: Vec<Band>,
    }
    => Grades::check
}

object! {
    /// A grade.
    pub struct Band {
        /// The author's name for it.
        required "id" id: Id as "grade",
        /// What it is called.
        required "label" label: Text,
        /// The least total that earns it.
        required "atLeast" at_least: Decimal,
        /// What follows from it.
        optional "text" text: Text,
    }
}

tagged! {
    /// Something that overrides the grade and keeps the number (convention 9).
    pub enum Gate {
        /// One criterion alone decides.
        "veto" Veto(Veto),
    }
}

object! {
    /// A yes/no criterion that alone decides the grade.
    pub struct Veto {
        /// The criterion.
        required "criterion" criterion: Id,
        /// The answer that raises the veto.
        required "when" when: When,
        /// The grade that it means.
        required "grade" grade: Id,
    }
}

choice! {
    /// An answer to a yes/no.
    pub enum When {
        /// Yes.
        "yes" Yes,
        /// No.
        "no" No,
    }
}

impl Grades {
    /// What the bounds are measured in.
    pub fn measured(&self) -> GradesBy {
        self.by.unwrap_or(GradesBy::Points)
    }

    /// The index of the grade that a total earns, if it earns one.
    pub fn earned(&self, score: Decimal, of: Decimal) -> Option<usize> {
        self.bands.iter().position(|band| match self.measured() {
            GradesBy::Points => score >= band.at_least,
            GradesBy::Rate => score.rate_at_least(of, band.at_least),
        })
    }

    /// The index of the grade with this id.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.bands.iter().position(|band| &*band.id == id)
    }

    /// Reports grades that repeat or are out of order.
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        if self.bands.is_empty() {
            reader.key("bands", |r| r.problem(Code::EmptyList, Vec::new()));
        }
        for (i, pair) in self.bands.windows(2).enumerate() {
            let (before, value) = (pair[0].at_least, pair[1].at_least);
            if value == before {
                self.bound(i + 1, Code::GradeRepeated, vec![("value", value.to_string())], reader);
            } else if value > before {
                let args = vec![("value", value.to_string()), ("before", before.to_string())];
                self.bound(i + 1, Code::GradeOrder, args, reader);
            }
        }
    }

    /// Reports grades that a total of `most` cannot reach. The reader stands at `grades`.
    pub(super) fn check_reach(&self, most: Decimal, reader: &mut Reader<'_>) {
        let most = if self.measured() == GradesBy::Points {
            most
        } else {
            Decimal::whole(100)
        };
        for (i, band) in self.bands.iter().enumerate().filter(|(_, band)| band.at_least > most) {
            let args = vec![("value", band.at_least.to_string()), ("max", most.to_string())];
            self.bound(i, Code::GradeAboveMaximum, args, reader);
        }
    }

    fn bound(&self, band: usize, code: Code, args: Vec<(&'static str, String)>, reader: &mut Reader<'_>) {
        reader.key("bands", |r| {
            r.index(band, |r| r.key("atLeast", |r| r.problem(code, args)))
        });
    }
}

impl Gate {
    /// The grade that it means.
    pub fn grade(&self) -> &Id {
        let Self::Veto(veto) = self;
        &veto.grade
    }

    /// Reports what a gate names that is not there. The reader stands at the gate.
    pub(super) fn check(&self, rubric: &Rubric, reader: &mut Reader<'_>) {
        let Self::Veto(veto) = self;
        let missing = |id: &Id| vec![("value", id.to_string())];
        match rubric.criterion(&veto.criterion) {
            // It was no id at all, which was told already.
            None if veto.criterion.is_empty() => {}
            None => reader.key("criterion", |r| r.problem(Code::UnknownId, missing(&veto.criterion))),
            Some(found) if !matches!(found.scale, Scale::YesNo(_)) => {
                reader.key("criterion", |r| r.problem(Code::GateScale, missing(&veto.criterion)));
            }
            Some(_) => {}
        }
        let found = rubric.grades.as_ref().and_then(|grades| grades.index(&veto.grade));
        if found.is_none() && !veto.grade.is_empty() {
            reader.key("grade", |r| r.problem(Code::UnknownId, missing(&veto.grade)));
        }
    }
}
