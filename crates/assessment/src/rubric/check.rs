//! A file → a [`Rubric`]: checks that need the whole file.

use super::combined::{COMBINED, RatersUse};
use super::dependence;
use super::expression::AnswerUse;
use super::feature::{self, Feature};
use super::file::{RubricFile, SectionFile};
use super::report;
use super::sections::Builder;
use super::{Dependence, Field, FieldKind, FieldUse, Rescale, Rubric, Rules, Standing, Unanswered};
use crate::Id;
use crate::json::{Node, Value};
use crate::limits;
use crate::points::Decimal;
use crate::problem::{Code, Problem};
use crate::read::{self, Read, Reader, too_many};
use std::cell::OnceCell;
use std::rc::Rc;

/// The rubric, or all problems of a file in its order.
pub(super) fn parse(source: &str) -> Result<Rubric, Vec<Problem>> {
    let tree = read::tree(source)?;
    let mut reader = Reader::new(source, &tree);
    let rubric = if foreign(&tree, &mut reader) {
        None
    } else {
        rubric(source, &tree, &mut reader)
    };
    let problems = reader.into_problems();
    match rubric {
        Some(rubric) if problems.is_empty() => Ok(rubric),
        _ => Err(problems),
    }
}

/// Reports a file that is not of this format at all; its other problems are not reported then.
fn foreign(tree: &Node, reader: &mut Reader<'_>) -> bool {
    let text = |node: &Node| match &node.value {
        Value::String(text) => text.to_string(),
        _ => String::new(),
    };
    let is_any = |key| tree.get(key).is_some();
    if tree
        .get("kind")
        .is_some_and(|kind| text(kind) == read::format::RECORD_KIND)
    {
        let id = tree
            .get("rubric")
            .and_then(|r| r.get("id"))
            .map(text)
            .unwrap_or_default();
        reader.problem(Code::NotARubric, vec![("value", id)]);
    } else if !is_any("format") && !is_any("sections") {
        reader.problem(Code::NoRubric, Vec::new());
    } else if let Some(format) = read::format::newer(tree) {
        reader.key("format", |r| r.problem(Code::NewerFormat, vec![("value", format)]));
    } else if let Some(Value::Array(uses)) = tree.get("uses").map(|uses| &uses.value) {
        for (i, feature) in uses
            .iter()
            .map(text)
            .enumerate()
            .filter(|(_, f)| !f.is_empty() && !Feature::WORDS.contains(&&**f))
        {
            reader.key("uses", |r| {
                r.index(i, |r| r.problem(Code::NewerFeature, vec![("value", feature)]))
            });
        }
    }
    reader.failed()
}

fn rubric(source: &str, tree: &Node, reader: &mut Reader<'_>) -> Option<Rubric> {
    let file = RubricFile::read(tree, reader)?;
    let rules = file.rules.as_ref();
    let mut builder = Builder::new(
        rules.and_then(|rules| rules.not_applicable.clone()),
        rules.and_then(|rules| rules.dont_know) == Some(true),
    );
    let whole = SectionFile {
        id: Id::whole(),
        label: None,
        title: file.title.clone(),
        text: None,
        narrative: file.narrative,
        weight: None,
        weights: Vec::new(),
        cap: None,
        floor: None,
        starts: None,
        each: None,
        counts: None,
        percent: None,
        of: None,
        combined: file.combined,
        applies_if: None,
        total: file.total,
        criteria: Vec::new(),
        sections: file.sections,
    };
    if whole.sections.is_empty() {
        reader.key("sections", |r| r.problem(Code::EmptyList, Vec::new()));
    }
    let combined = whole.combined.clone().map(Rc::new);
    let root = builder.section(whole, reader);
    if root.count > limits::CRITERIA {
        let (code, args) = too_many(root.count as usize, limits::CRITERIA as usize);
        reader.key("sections", |r| r.problem(code, args));
    } else if root.count == 0 && !root.sections.is_empty() && !reader.failed() {
        reader.key("sections", |r| r.problem(Code::NoCriteria, Vec::new()));
    }
    if file.raters.len() > limits::RATERS {
        let (code, args) = too_many(file.raters.len(), limits::RATERS);
        reader.key("raters", |r| r.problem(code, args));
    }
    let mut rubric = Rubric {
        id: file.id,
        version: file.version,
        status: file.status,
        title: file.title,
        summary: file.summary,
        instructions: file.instructions,
        basis: file.basis,
        profile: Field::entered(file.profile, reader),
        roles: file.roles,
        raters: file.raters,
        combined,
        report: file.report,
        root,
        rules: Rules {
            unanswered: rules.and_then(|r| r.unanswered).unwrap_or(Unanswered::Provisional),
            rescale: rules.and_then(|r| r.rescale).unwrap_or(Rescale::None),
            places: rules.and_then(|r| r.places).map_or(2, |places| places.0),
            minimum_answered: rules.and_then(|r| r.minimum_answered),
            problems: rules.and_then(|r| r.problems.clone()),
            claimed_total: rules.and_then(|r| r.claimed_total) == Some(true),
            mean: rules.and_then(|r| r.mean.clone()),
            weakest: rules.and_then(|r| r.weakest.clone()),
        },
        grades: file.grades,
        gates: file.rules.map(|rules| rules.gates).unwrap_or_default(),
        source: source.into(),
        read_fields: builder.read_fields,
        dependence: Dependence::default(),
        paths: builder.paths,
        fingerprint: OnceCell::new(),
    };
    check_grades(&rubric, reader);
    check_weakest(&rubric, reader);
    feature::check(&file.uses, reader);
    check_cells(&rubric.profile, reader);
    report::check(&rubric, reader);
    reader.check_deferred(|used: &FieldUse, r| used.check(&rubric.profile, r));
    reader.check_deferred(|used: &RatersUse, r| used.check(&rubric, r));
    let named = rubric.raters.iter().position(|rater| *rater.id == *COMBINED);
    if let Some(i) = named.filter(|_| rubric.combined.is_some()) {
        let args = vec![("value", COMBINED.to_owned())];
        reader.key("raters", |r| {
            r.index(i, |r| r.key("id", |r| r.problem(Code::ReservedId, args)))
        });
    }
    reader.check_deferred(|used: &AnswerUse, r| dependence::check(used, &rubric, r));
    rubric.dependence = dependence::of(&rubric, reader);
    Some(rubric)
}

/// Reports fields whose id could be that of a cell of a table. The reader is at the root.
fn check_cells(fields: &[Field], reader: &mut Reader<'_>) {
    let tables = fields.iter().filter(|field| field.kind == FieldKind::Table);
    let starts: Vec<_> = tables.map(|table| format!("{}.", table.id)).collect();
    for (i, (field, _)) in Field::with_cells(fields).enumerate() {
        if starts.iter().any(|start| field.id.starts_with(start)) {
            let args = vec![("value", field.id.to_string())];
            reader.key("profile", |r| {
                r.index(i, |r| r.key("id", |r| r.problem(Code::ReservedId, args)))
            });
        }
    }
}

/// Reports names of the weakest that have no points in the maximum.
fn check_weakest(rubric: &Rubric, reader: &mut Reader<'_>) {
    let Some(weakest) = &rubric.rules.weakest else { return };
    let has_points = |id: &Id| {
        let criterion = rubric.criterion(id)?;
        let counts = criterion.standing == Standing::Base && !criterion.takes_from_pool();
        Some(counts && criterion.scale.maximum().is_some())
    };
    let adds_points = |id: &Id| {
        let path = rubric.section_path(id).filter(|path| !path.sections.is_empty())?;
        let section = rubric.section_at(path);
        Some(!section.beside && section.full > Decimal::ZERO)
    };
    let mut report = |key, i, id: &Id, found: Option<bool>| {
        let code = match found {
            Some(true) => return,
            Some(false) => Code::WithoutPoints,
            None => Code::UnknownId,
        };
        if !id.is_empty() {
            let args = vec![("value", id.to_string())];
            reader.key("rules", |r| {
                r.key("weakest", |r| r.key(key, |r| r.index(i, |r| r.problem(code, args))))
            });
        }
    };
    for (i, id) in weakest.criteria.iter().enumerate() {
        report("criteria", i, id, has_points(id));
    }
    for (i, id) in weakest.sections.iter().enumerate() {
        report("sections", i, id, adds_points(id));
    }
}

fn check_grades(rubric: &Rubric, reader: &mut Reader<'_>) {
    if let Some(grades) = &rubric.grades {
        if rubric.root.full > Decimal::ZERO {
            let sections = rubric.root.sections.iter();
            let bonus = sections.filter(|section| section.standing == Standing::Bonus);
            let bonus = bonus.map(|section| match section.has_no_limit() {
                true => Decimal::LIMIT,
                false => section.weight.unwrap_or(section.full),
            });
            let bonus = bonus.sum();
            let mean = rubric.rules.mean.as_ref();
            reader.key("grades", |r| grades.check_reach(rubric.root.full, bonus, mean, r));
        } else if rubric.root.count > 0 && !reader.failed() {
            reader.key("grades", |r| r.problem(Code::GradesWithoutPoints, Vec::new()));
        }
    }
    for (i, gate) in rubric.gates.iter().enumerate() {
        reader.key("rules", |r| r.key("gates", |r| r.index(i, |r| gate.check(rubric, r))));
    }
}
