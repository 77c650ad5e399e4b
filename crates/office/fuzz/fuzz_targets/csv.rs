//! The bytes of a file with fields between commas, semicolons or tabs. The first line has choices.

#![no_main]

use libfuzzer_sys::fuzz_target;
use office_fuzz::{check, decode, divide};

fuzz_target!(|input: &[u8]| {
    let (choices, bytes) = divide(input);
    check(office::read(bytes, "a.csv", &decode), choices);
});
