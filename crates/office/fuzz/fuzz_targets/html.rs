//! A page, or a table from the clipboard. The first line has choices.

#![no_main]

use libfuzzer_sys::fuzz_target;
use office_fuzz::{check, decode, divide};

fuzz_target!(|input: &[u8]| {
    let (choices, bytes) = divide(input);
    // As a file: its encoding is looked for in its head.
    check(office::read(bytes, "a.html", &decode), choices);
    if let Err(error) = std::str::from_utf8(bytes) {
        let (text, _) = bytes.split_at(error.valid_up_to());
        check(office::read_html(&String::from_utf8_lossy(text)), choices);
    }
});
