//! A text that is pasted, and the same as a Markdown file. The first line has choices.

#![no_main]

use libfuzzer_sys::fuzz_target;
use office_fuzz::{check, decode, divide};

fuzz_target!(|input: &[u8]| {
    let (choices, bytes) = divide(input);
    let text = String::from_utf8_lossy(bytes);
    check(office::read_text(&text), choices);
    check(office::read(text.as_bytes(), "a.md", &decode), choices);
});
