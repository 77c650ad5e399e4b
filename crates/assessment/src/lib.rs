//! Scoring rubrics, the answers given to them, exact scores, and the record that keeps all three.
//!
//! The crate is pure: no browser, no clock, no random, no files. Reading order:
//! [`points`] (exact decimals) and [`text`] → [`json`] (a tree that keeps positions) → [`read`] (a reader that collects
//! every [`problem`]) → [`rubric`] (its file format and the checked value) → [`answers`] → [`score`] (one rater's sheet,
//! kept up to date edit by edit) → [`record`] (the exported file).
//!
//! ```
//! let file = r#"{ "format": 1, "id": "tidy", "version": "1", "status": "draft", "title": "Tidy desk",
//!     "sections": [{ "id": "desk", "title": "Desk", "criteria": [
//!         { "id": "clear", "text": "The desk is clear.", "scale": { "kind": "points", "max": 4, "step": 0.5 } }]}]}"#;
//! let rubric = assessment::rubric::Rubric::parse(file).expect("a rubric without problems");
//! assert_eq!(rubric.root.full.to_string(), "4");
//! ```

pub mod answers;
pub mod findings;
pub mod hash;
pub mod json;
pub mod points;
pub mod problem;
pub mod rational;
pub mod read;
pub mod record;
pub mod rollup;
pub mod rubric;
pub mod score;
pub mod text;
