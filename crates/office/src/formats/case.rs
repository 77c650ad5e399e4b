//! Rubrics of 1EdTech CASE 1.1 as JSON: a `CFRubric`, or a `CFPackage` with several.
//!
//! The weight of a criterion is what its full marks are worth. Where all weights are 1 they say nothing, and are no weights.

use super::build::{Criterion, Form, Level, Part, Read, Scale, Worth};
use super::json::At;
use super::notes::Notes;
use super::words::{Words, of_html};
use super::{Fault, Format, FormatError, Needed, UnsaidKind};
use assessment::points::Decimal;

/// The criteria of a rubric: the name of CASE 1.1, and that of the files that Moodle imports.
const CRITERIA: [&str; 2] = ["CFRubricCriteria", "CFRubricCriterion"];

/// Recognises the file by its keys.
pub fn recognise(root: &At<'_>) -> Option<Read> {
    let lists = [
        root.get("CFRubrics"),
        root.get("CFDefinitions").and_then(|at| at.get("CFRubrics")),
    ];
    let rubrics: Vec<At<'_>> = match CRITERIA.iter().any(|key| root.get(key).is_some()) {
        true => vec![root.clone()],
        false => lists
            .into_iter()
            .flatten()
            .flat_map(|list| list.items().collect::<Vec<_>>())
            .collect(),
    };
    (!rubrics.is_empty()).then(|| read(&rubrics))
}

/// Returns a text under one of two keys: Moodle writes some keys with a capital.
fn text<'n>(at: &At<'n>, key: &str) -> &'n str {
    let capital = key[..1].to_uppercase() + &key[1..];
    at.text(key).or_else(|| at.text(&capital)).unwrap_or_default()
}

fn words(at: &At<'_>, key: &str, notes: &mut Notes) -> Words {
    let (text, has_pictures) = of_html(text(at, key));
    if has_pictures {
        notes.say(at.path(key), UnsaidKind::Content, "");
    }
    Words::plain(text)
}

fn read(rubrics: &[At<'_>]) -> Read {
    let mut notes = Notes::new(Format::Case);
    let Some((rubric, others)) = rubrics.split_first() else {
        return Err(notes.error("", Fault::Empty));
    };
    for other in others {
        notes.say(&*other.place, UnsaidKind::Rubric, text(other, "title"));
    }
    let mut form = Form {
        title: words(rubric, "title", &mut notes),
        summary: words(rubric, "description", &mut notes),
        ..Form::default()
    };
    let criteria = CRITERIA.iter().find_map(|key| rubric.get(key));
    let criteria =
        criteria.ok_or_else(|| notes.error(&*rubric.place, Fault::Missing(Needed::key("CFRubricCriteria"))))?;
    let mut sorted: Vec<(Decimal, At<'_>)> = Vec::new();
    let mut weights = Vec::new();
    for criterion in criteria.items() {
        if !criterion.is_object() {
            return Err(notes.error(criterion.place, Fault::WrongType(Needed::Object)));
        }
        sorted.push((position(&criterion, &mut notes)?, criterion.clone()));
        weights.extend(criterion.amount("weight", &mut notes)?);
    }
    let has_weights = weights.iter().any(|weight| *weight != Decimal::ONE);
    sorted.sort_by_key(|(position, _)| *position);
    for (_, criterion) in sorted {
        form.parts.push(Part::Criterion(Box::new(read_criterion(
            &criterion,
            has_weights,
            &mut notes,
        )?)));
    }
    Ok((form, notes))
}

/// Returns the position of an object among others, the last one where it has none.
fn position(at: &At<'_>, notes: &mut Notes) -> Result<Decimal, FormatError> {
    Ok(at.amount("position", notes)?.unwrap_or(Decimal::LIMIT))
}

fn read_criterion(at: &At<'_>, has_weights: bool, notes: &mut Notes) -> Result<Criterion, FormatError> {
    let (category, description) = (words(at, "category", notes), words(at, "description", notes));
    if let Some(item) = at.get("CFItemURI") {
        notes.say(
            &*item.place,
            UnsaidKind::Content,
            item.text("title").unwrap_or_default(),
        );
    }
    // A criterion has a description, a category, or both.
    let (text, guidance) = match description.is_empty() {
        true => (category, Words::default()),
        false if category.is_empty() => (description, category),
        false => (category, description),
    };
    if text.is_empty() {
        return Err(notes.error(&*at.place, Fault::Missing(Needed::Description)));
    }
    let mut sorted = Vec::new();
    let mut unscored = Vec::new();
    for level in at.list("CFRubricCriterionLevels") {
        let points = level.amount("score", notes)?;
        if points.is_none() {
            unscored.push(level.place.clone());
        }
        if let Some(feedback) = level.get("feedback") {
            notes.say(&*feedback.place, UnsaidKind::Content, feedback.shown());
        }
        let (quality, description) = (words(&level, "quality", notes), words(&level, "description", notes));
        let (label, text) = match quality.is_empty() {
            true => (description, quality),
            false => (quality, description),
        };
        let label = label.or(|| Words::plain(points.map(|points| points.to_string()).unwrap_or_default()));
        sorted.push((
            position(&level, notes)?,
            Level {
                id: None,
                label,
                text,
                worth: points.map_or(Worth::None, Worth::Points),
            },
        ));
    }
    sorted.sort_by_key(|(position, _)| *position);
    let mut levels: Vec<Level> = sorted.into_iter().map(|(_, level)| level).collect();
    if levels.is_empty() {
        return Ok(Criterion {
            text,
            guidance,
            ..Criterion::default()
        });
    }
    let full = even_levels(&mut levels, unscored, notes);
    let mut weight = at.amount("weight", notes)?.filter(|_| has_weights);
    if let Some(value) =
        weight.filter(|weight| *weight <= Decimal::ZERO || full.is_none_or(|full| full <= Decimal::ZERO))
    {
        notes.say(at.path("weight"), UnsaidKind::Setting, value.to_string());
        weight = None;
    }
    Ok(Criterion {
        text,
        guidance,
        weight,
        scale: Scale::Levels(levels),
        ..Criterion::default()
    })
}

/// Gives all levels points or none: where some have points, the others earn 0, and their places are listed. Returns the most points.
pub fn even_levels(levels: &mut [Level], without: Vec<String>, notes: &mut Notes) -> Option<Decimal> {
    let most = levels
        .iter()
        .filter_map(|level| match level.worth {
            Worth::Points(points) | Worth::Range(_, points) => Some(points),
            Worth::None => None,
        })
        .max()?;
    for place in without {
        notes.say(place, UnsaidKind::MissingPoints, "");
    }
    for level in levels.iter_mut().filter(|level| level.worth == Worth::None) {
        level.worth = Worth::Points(Decimal::ZERO);
    }
    Some(most)
}
