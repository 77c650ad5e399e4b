//! The bytes of a file of any kind. The first byte says under which name it is read, the last ones are decisions.

#![no_main]

use libfuzzer_sys::fuzz_target;
use office_fuzz::{check, decode};

const NAMES: [&str; 6] = ["a.docx", "a.xlsx", "a.csv", "a.html", "a.md", "a.txt"];

fuzz_target!(|input: &[u8]| {
    let Some((first, bytes)) = input.split_first() else {
        return;
    };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let choices = &bytes[bytes.len().saturating_sub(9)..];
    for bytes in [bytes, input] {
        check(office::read(bytes, name, &decode), choices);
    }
});
