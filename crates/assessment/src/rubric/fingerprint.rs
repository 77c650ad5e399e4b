//! Which rubric a record answers: two SHA-256 over the canonical form of its file (convention 23).
//!
//! The form is computed from the file's own tree, so that additions of a newer version change no older fingerprint:
//! keys are sorted, numbers normalised, absent keys stay absent, and `$schema` and `x-*` are omitted.

use super::{Feature, Rubric, scale};
use crate::hash::sha256;
use crate::json::{Member, Node, Value, canonical};
use crate::read::is_free;
use std::rc::Rc;

/// Keys outside scales that are only text for people. Every other key can affect scores.
const WORDS: &[&str] = &[
    "title",
    "summary",
    "instructions",
    "basis",
    "label",
    "hint",
    "text",
    "guidance",
    "evidence",
    "methods",
    "units",
    "unit",
    "narrative",
    "report",
    "version",
    "status",
];

/// Keys outside scales that only affect scores, omitted from the fingerprint of the texts.
const FIGURES: &[&str] = &[
    "format",
    "uses",
    "version",
    "status",
    "kind",
    "min",
    "max",
    "step",
    "weight",
    "total",
    "rules",
    "atLeast",
    "by",
    "top",
    "stars",
    "rounded",
    "cap",
    "floor",
    "starts",
    "percent",
    "counts",
    "combined",
    "appliesIf",
    "evidenceRequired",
    "notApplicable",
    "dontKnow",
    "weights",
    "repeating",
    "subject",
    "signs",
];

/// Whether a key is only text for people.
fn is_word(key: &str) -> bool {
    WORDS.contains(&key) || scale::WORDS.iter().any(|own| own.contains(&key))
}

/// Whether a key only affects scores.
fn is_figure(key: &str) -> bool {
    FIGURES.contains(&key) || scale::FIGURES.iter().any(|own| own.contains(&key))
}

/// The two fingerprints of a rubric, each `sha256:` and 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Fingerprint {
    /// Of the scoring: equal for every wording and translation.
    pub scoring: Rc<str>,
    /// Of the texts.
    pub texts: Rc<str>,
}

/// The canonical form of a part of a rubric, without text for people.
pub(crate) fn figures(node: &Node) -> String {
    canonical(node, &|member| !is_free(&member.key) && !is_word(&member.key))
}

impl Fingerprint {
    /// The fingerprints of a rubric's file, computed once.
    pub fn of(rubric: &Rubric) -> Self {
        rubric.fingerprint.get_or_init(|| Self::made(rubric)).clone()
    }

    fn made(rubric: &Rubric) -> Self {
        let mut tree = rubric.tree();
        let hash = |tree: &Option<Node>, is_left_out: fn(&str) -> bool| -> Rc<str> {
            let keep = move |member: &Member| !is_free(&member.key) && !is_left_out(&member.key);
            let form = tree.as_ref().map(|tree| canonical(tree, &keep)).unwrap_or_default();
            format!("sha256:{}", sha256(form.as_bytes())).into()
        };
        let texts = hash(&tree, is_figure);
        if let Some(Value::Object(members)) = tree.as_mut().map(|tree| &mut tree.value) {
            forget_report(members);
        }
        Self {
            scoring: hash(&tree, is_word),
            texts,
        }
    }
}

/// Removes the feature of the report, which no score depends on, so that a rubric in use can be given one.
fn forget_report(members: &mut Vec<Member>) {
    let report = Value::String(Feature::Report.word().into());
    members.retain_mut(|member| match &mut member.node.value {
        Value::Array(uses) if *member.key == *"uses" && uses.iter().any(|one| one.value == report) => {
            uses.retain(|one| one.value != report);
            !uses.is_empty()
        }
        _ => true,
    });
}
