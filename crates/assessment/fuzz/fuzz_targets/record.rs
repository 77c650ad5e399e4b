//! Any bytes as a record, put onto a rubric with every kind of scale: nothing that it holds is lost by opening and saving.

#![no_main]

use assessment::json;
use assessment::record::Record;
use assessment::rubric::Rubric;
use libfuzzer_sys::fuzz_target;

#[path = "shared.rs"]
#[allow(dead_code)]
mod shared;

thread_local! {
    static RUBRIC: Rubric = Rubric::parse(include_str!("../seeds/rubric/every-scale.json")).expect("a rubric");
}

fuzz_target!(|data: &[u8]| {
    let Ok(text) = json::decode(data) else {
        return;
    };
    match Record::parse(&text) {
        Err(problems) => assert!(!problems.is_empty()),
        Ok(file) => RUBRIC.with(|rubric| {
            let record = shared::held(rubric, file);
            for rater in rubric.rater_ids() {
                if let Some(other) = record.filled_in_by(rubric, &rater) {
                    shared::held(rubric, shared::read(&other.to_text(rubric)));
                }
            }
        }),
    }
});
