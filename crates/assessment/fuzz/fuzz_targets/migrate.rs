//! A rubric and, behind a separator, a record of another version of it: migrated, saved, and taken back to a rubric of
//! the first version, the record holds every answer that it held.

#![no_main]

use assessment::json;
use assessment::record::Record;
use assessment::rubric::Rubric;
use assessment::rubric::compare::compare;
use libfuzzer_sys::fuzz_target;

#[path = "shared.rs"]
#[allow(dead_code)]
mod shared;

thread_local! {
    static FIRST: Rubric = Rubric::parse(include_str!("../seeds/rubric/every-scale.json")).expect("a rubric");
}

fuzz_target!(|data: &[u8]| {
    let Ok(text) = json::decode(data) else {
        return;
    };
    let Some((rubric, record)) = text.split_once(shared::BETWEEN) else {
        return;
    };
    let (Ok(rubric), Ok(file)) = (Rubric::parse(rubric), Record::parse(record)) else {
        return;
    };
    FIRST.with(|first| {
        compare(first, &rubric);
        compare(&rubric, first);
        let migrated = shared::held(&rubric, file);
        shared::held(first, shared::read(&migrated.to_text(&rubric)));
    });
});
