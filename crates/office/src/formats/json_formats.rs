//! The formats that are JSON, by their keys.

use super::build::Read;
use super::json::At;
use super::notes::Notes;
use super::{Fault, Format, case, fhir, openchain, surveyjs};
use assessment::json;

/// Recognises a format by the keys of the file. `None` if it is JSON of anything else.
pub fn recognise(text: &str) -> Option<Read> {
    match json::parse(text) {
        Ok(node) => {
            let root = At {
                node: &node,
                place: String::new(),
            };
            fhir::recognise(&root)
                .or_else(|| case::recognise(&root))
                .or_else(|| openchain::recognise(&root))
                .or_else(|| surveyjs::recognise(&root))
        }
        Err(fault) => {
            // What a damaged file was is told by the keys in it.
            let has = |key: &str| text.contains(&format!("\"{key}\""));
            let format = match () {
                () if has("resourceType") && has("Questionnaire") => Format::Fhir,
                () if has("CFRubricCriteria") || has("CFRubricCriterionLevels") => Format::Case,
                () if has("specReference") && has("correctAnswer") => Format::OpenChain,
                () if has("elements") && (has("pages") || has("choices") || has("rateMax")) => Format::SurveyJs,
                () => return None,
            };
            let at = text.floor_char_boundary(fault.at as usize);
            let line = text[..at].matches('\n').count() + 1;
            let column = text[..at].rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            let place = format!("line {line}, column {column}");
            Some(Err(Notes::new(format).error(place, Fault::Malformed)))
        }
    }
}
