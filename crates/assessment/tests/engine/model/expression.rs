//! Conditions and amounts over the made-up profile, as plain data.

use super::show;

/// When something holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// The field `stage` has this option.
    Is(&'static str),
    AtLeast(Figure, Figure),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
}

/// An amount worked out of the profile.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    Number(i64),
    /// The number in the field of this index.
    Field(usize),
    Sum(Vec<Figure>),
    Difference(Box<[Figure; 2]>),
    Product(Vec<Figure>),
    Quotient(Box<[Figure; 2]>),
    Greatest(Vec<Figure>),
    Least(Vec<Figure>),
    /// Which way, and the places kept.
    Rounded(Box<Figure>, &'static str, u32),
    If(Box<Condition>, Box<[Figure; 2]>),
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
            Self::Field(index) => format!(r#"{{ "kind": "field", "field": "{}" }}"#, ["n", "m"][*index]),
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
        }
    }
}
