//! Conditions and amounts over the made-up profile, as plain data.

use super::show;
use crate::oracle::Fraction;

/// When something holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// The field `stage` has this option.
    Is(&'static str),
    AtLeast(Figure, Figure),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// The line of this index is answered.
    Answered(usize),
    /// The line of this index has one of these answers.
    HasAnswer(usize, Vec<String>),
    /// What was worked out already; never in a file.
    Fixed(Option<bool>),
}

/// An amount worked out of the profile.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    Number(i64),
    /// The number in the field of this index.
    Field(usize),
    /// The sum of the column of the table.
    Column,
    Sum(Vec<Figure>),
    Difference(Box<[Figure; 2]>),
    Product(Vec<Figure>),
    Quotient(Box<[Figure; 2]>),
    Greatest(Vec<Figure>),
    Least(Vec<Figure>),
    /// Which way, and the places kept.
    Rounded(Box<Figure>, &'static str, u32),
    If(Box<Condition>, Box<[Figure; 2]>),
    /// The points of the line of this index.
    Earned(usize),
    /// The points of the outermost group of this index, and its index among all groups.
    EarnedIn(usize, usize),
    /// The amount of this name at the line of this index.
    Entered(usize, String),
    /// The percent of the lines of these indexes that have one of these answers.
    Share(Vec<usize>, Vec<String>),
    /// What was worked out already; never in a file.
    Fixed(Option<Fraction>),
}

/// Replaces conditions and amounts; `None` keeps one and looks into it.
pub struct Replacing<'r> {
    pub condition: &'r dyn Fn(&Condition) -> Option<Condition>,
    pub figure: &'r dyn Fn(&Figure) -> Option<Figure>,
}

impl Condition {
    pub fn replaced(&self, by: &Replacing<'_>) -> Self {
        let several = |all: &[Self]| all.iter().map(|one| one.replaced(by)).collect();
        (by.condition)(self).unwrap_or_else(|| match self {
            Self::AtLeast(of, least) => Self::AtLeast(of.replaced(by), least.replaced(by)),
            Self::All(all) => Self::All(several(all)),
            Self::Any(all) => Self::Any(several(all)),
            Self::Not(of) => Self::Not(of.replaced(by).into()),
            other => other.clone(),
        })
    }
}

impl Figure {
    pub fn replaced(&self, by: &Replacing<'_>) -> Self {
        let several = |all: &[Self]| all.iter().map(|one| one.replaced(by)).collect();
        let two = |both: &[Self; 2]| Box::new([both[0].replaced(by), both[1].replaced(by)]);
        (by.figure)(self).unwrap_or_else(|| match self {
            Self::Sum(all) => Self::Sum(several(all)),
            Self::Product(all) => Self::Product(several(all)),
            Self::Greatest(all) => Self::Greatest(several(all)),
            Self::Least(all) => Self::Least(several(all)),
            Self::Difference(both) => Self::Difference(two(both)),
            Self::Quotient(both) => Self::Quotient(two(both)),
            Self::Rounded(of, to, places) => Self::Rounded(of.replaced(by).into(), to, *places),
            Self::If(condition, both) => Self::If(condition.replaced(by).into(), two(both)),
            other => other.clone(),
        })
    }
}

fn list<T>(all: &[T], json: impl Fn(&T) -> String) -> String {
    all.iter().map(json).collect::<Vec<_>>().join(", ")
}

impl Condition {
    pub fn json(&self) -> String {
        let several =
            |kind: &str, all: &[Self]| format!(r#"{{ "kind": "{kind}", "of": [{}] }}"#, list(all, Self::json));
        match self {
            Self::Is(option) => format!(r#"{{ "kind": "is", "field": "stage", "any": ["{option}"] }}"#),
            Self::AtLeast(of, least) => {
                format!(
                    r#"{{ "kind": "at-least", "of": {}, "atLeast": {} }}"#,
                    of.json(),
                    least.json()
                )
            }
            Self::All(all) => several("all", all),
            Self::Any(all) => several("any", all),
            Self::Not(of) => format!(r#"{{ "kind": "not", "of": {} }}"#, of.json()),
            Self::Answered(line) => format!(r#"{{ "kind": "answered", "criterion": "c{line}" }}"#),
            Self::HasAnswer(line, any) => format!(r#"{{ "kind": "answer", "criterion": "c{line}", "any": {any:?} }}"#),
            Self::Fixed(_) => unreachable!("never in a file"),
        }
    }
}

impl Figure {
    pub fn json(&self) -> String {
        let several =
            |kind: &str, all: &[Self]| format!(r#"{{ "kind": "{kind}", "of": [{}] }}"#, list(all, Self::json));
        let two = |kind: &str, key: &str, two: &[Self; 2]| {
            format!(
                r#"{{ "kind": "{kind}", "of": {}, "{key}": {} }}"#,
                two[0].json(),
                two[1].json()
            )
        };
        match self {
            Self::Number(number) => format!(r#"{{ "kind": "number", "value": {} }}"#, show(*number)),
            Self::Column => r#"{ "kind": "field", "field": "t", "column": "k" }"#.to_owned(),
            Self::Field(index) => format!(r#"{{ "kind": "field", "field": "{}" }}"#, ["n", "m", "t.a.k"][*index]),
            Self::Sum(all) => several("sum", all),
            Self::Product(all) => several("product", all),
            Self::Greatest(all) => several("greatest", all),
            Self::Least(all) => several("least", all),
            Self::Difference(both) => two("difference", "less", both),
            Self::Quotient(both) => two("quotient", "by", both),
            Self::Rounded(of, to, places) => {
                format!(
                    r#"{{ "kind": "rounded", "of": {}, "to": "{to}", "places": {places} }}"#,
                    of.json()
                )
            }
            Self::If(condition, both) => format!(
                r#"{{ "kind": "if", "if": {}, "then": {}, "else": {} }}"#,
                condition.json(),
                both[0].json(),
                both[1].json()
            ),
            Self::Earned(line) => format!(r#"{{ "kind": "earned", "criterion": "c{line}" }}"#),
            Self::EarnedIn(_, section) => format!(r#"{{ "kind": "earned", "section": "s{section}" }}"#),
            Self::Share(lines, any) => {
                let lines: Vec<_> = lines.iter().map(|line| format!("c{line}")).collect();
                format!(r#"{{ "kind": "share", "criteria": {lines:?}, "any": {any:?} }}"#)
            }
            Self::Entered(line, amount) => {
                format!(r#"{{ "kind": "entered", "criterion": "c{line}", "amount": "{amount}" }}"#)
            }
            Self::Fixed(_) => unreachable!("never in a file"),
        }
    }
}
