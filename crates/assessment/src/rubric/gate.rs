//! What overrides the grade and keeps the number (convention 9). One file a kind; a new one adds its `mod`, its `use` and one
//! line to the table.

mod key_items;
mod precondition;
mod veto;

pub use key_items::KeyItems;
pub use precondition::Precondition;
pub use veto::{Veto, When};

use super::{Criterion, Id, Rubric};
use crate::answers::Entry;
use crate::problem::Code;
use crate::read::{Reader, tagged};
use crate::score::Tally;

/// The most key items of a gate: each is looked at on every edit.
const MOST: usize = 500;

/// How the criteria of a sheet stand, by id. What does not apply to the subject stands nowhere.
pub type Stands<'s> = dyn Fn(&Id) -> Option<(&'s Entry, Tally)> + 's;

/// Whether a gate is raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raised {
    /// It is not.
    No,
    /// Something that it asks for is unanswered: no grade can be claimed.
    Open,
    /// It is.
    Yes,
}

/// What every kind of gate can say.
pub trait GateRule {
    /// The grade that it means.
    fn grade(&self) -> &Id;
    /// The criteria that it looks at.
    fn criteria(&self) -> &[Id];
    /// Whether it is raised.
    fn raised(&self, stands: &Stands<'_>) -> Raised;
    /// Whether it can be asked of a criterion.
    fn suits(&self, criterion: &Criterion) -> bool;
}

macro_rules! gates {
    ($($(#[doc = $doc:literal])* $word:literal $name:ident,)*) => {
        tagged! {
            /// Something that overrides the grade and keeps the number (convention 9).
            pub enum Gate { $($(#[doc = $doc])* $word $name($name),)* }
        }

        impl Gate {
            /// What the gate can say, whatever its kind.
            pub fn rule(&self) -> &dyn GateRule {
                match self { $(Self::$name(gate) => gate,)* }
            }
        }
    };
}

gates! {
    /// One criterion alone decides.
    "veto" Veto,
    /// So many key items failed.
    "key-items" KeyItems,
    /// Something must hold before any grade counts.
    "precondition" Precondition,
}

impl Gate {
    /// Reports what a gate names that is not there. The reader stands at the gate.
    pub(super) fn check(&self, rubric: &Rubric, reader: &mut Reader<'_>) {
        let rule = self.rule();
        let missing = |id: &Id| vec![("value", id.to_string())];
        let many = matches!(self, Self::KeyItems(_));
        if rule.criteria().len() > MOST {
            let args = vec![
                ("count", rule.criteria().len().to_string()),
                ("limit", MOST.to_string()),
            ];
            reader.key("criteria", |r| r.problem(Code::TooMany, args));
        }
        for (i, id) in rule.criteria().iter().enumerate() {
            let mut report = |code| {
                if many {
                    reader.key("criteria", |r| r.index(i, |r| r.problem(code, missing(id))));
                } else {
                    reader.key("criterion", |r| r.problem(code, missing(id)));
                }
            };
            match rubric.criterion(id) {
                // It was no id at all, which was told already.
                None if id.is_empty() => {}
                None => report(Code::UnknownId),
                Some(found) if !rule.suits(found) => report(Code::GateScale),
                Some(_) => {}
            }
        }
        let grade = rule.grade();
        let found = rubric.grades.as_ref().and_then(|grades| grades.index(grade));
        if found.is_none() && !grade.is_empty() {
            reader.key("grade", |r| r.problem(Code::UnknownId, missing(grade)));
        }
    }
}
