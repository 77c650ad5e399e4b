//! A sheet of the engine as lines, in the order of the form: each section, then its criteria, then the sections in it. The sheets of
//! all raters of a record have the same lines.

use assessment::rubric::{Facts, Rules};
use assessment::score::{CriterionSheet, Outcome, SectionSheet};

/// The lines of one rater's sheet.
pub(super) struct Lines<'s> {
    pub(super) root: &'s SectionSheet,
    pub(super) lines: Vec<Line<'s>>,
    /// The lines of the rubric's own sections.
    pub(super) sections: Vec<usize>,
    pub(super) facts: &'s Facts,
    pub(super) rules: &'s Rules,
    pub(super) outcome: Outcome,
}

/// A line.
pub(super) enum Line<'s> {
    /// A section with the lines of its own criteria and sections, in ascending order.
    Section { sheet: &'s SectionSheet, parts: Vec<usize> },
    /// A criterion.
    Criterion(&'s CriterionSheet),
}

impl<'s> Lines<'s> {
    pub(super) fn of(root: &'s SectionSheet, facts: &'s Facts, rules: &'s Rules, outcome: Outcome) -> Self {
        let mut lines = Vec::new();
        let sections = root.sections.iter().map(|section| push(section, &mut lines)).collect();
        Self {
            root,
            lines,
            sections,
            facts,
            rules,
            outcome,
        }
    }
}

/// Adds a section with everything in it, and returns its line.
fn push<'s>(sheet: &'s SectionSheet, lines: &mut Vec<Line<'s>>) -> usize {
    let own = lines.len();
    lines.push(Line::Section {
        sheet,
        parts: Vec::new(),
    });
    lines.extend(sheet.criteria.iter().map(|criterion| Line::Criterion(criterion)));
    let mut all: Vec<usize> = (own + 1..lines.len()).collect();
    for inner in sheet.sections.iter() {
        all.push(push(inner, lines));
    }
    if let Some(Line::Section { parts, .. }) = lines.get_mut(own) {
        *parts = all;
    }
    own
}
