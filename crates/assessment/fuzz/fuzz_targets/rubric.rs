//! Any bytes as a rubric: refused with problems, or a rubric that scores, saves and opens its records without failing.

#![no_main]

use assessment::json;
use assessment::rubric::Rubric;
use libfuzzer_sys::fuzz_target;

#[path = "shared.rs"]
#[allow(dead_code)]
mod shared;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = json::decode(data) else {
        return;
    };
    match Rubric::parse(&text) {
        Err(problems) => assert!(!problems.is_empty()),
        Ok(rubric) => {
            for pick in [0, data.len(), data.len() / 2] {
                let record = shared::filled(&rubric, pick);
                let text = record.to_text(&rubric);
                let back = shared::held(&rubric, shared::read(&text));
                assert_eq!(back.sheet.outcome(&rubric), record.sheet.outcome(&rubric));
                assert_eq!(back.to_text(&rubric), text);
            }
        }
    }
});
