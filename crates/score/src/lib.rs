//! The engine for JavaScript programs without a page, such as a portal's server: texts in, JSON out.
//!
//! `src/package/score.js` is the interface that programs see.

use assessment::record::{Verdict, problems_to_text};
use assessment::rubric::Rubric;
use wasm_bindgen::prelude::*;

/// The result of a record on a rubric, as the JSON of a [`Verdict`]. `today` may be empty.
///
/// # Errors
/// The problems of the rubric or of the record, as JSON.
#[wasm_bindgen]
pub fn score(rubric: &str, record: &str, today: &str) -> Result<String, JsValue> {
    let rubric = Rubric::parse(rubric).map_err(|problems| problems_to_text(&problems))?;
    let verdict = Verdict::of(&rubric, record, today).map_err(|problems| problems_to_text(&problems))?;
    Ok(verdict.to_text())
}

/// The problems of a rubric, as JSON: an empty list if there are none.
#[wasm_bindgen]
pub fn check(rubric: &str) -> String {
    problems_to_text(&Rubric::parse(rubric).err().unwrap_or_default())
}
