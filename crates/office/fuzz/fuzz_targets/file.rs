//! The bytes of a file of any kind. The first byte says under which name it is read.

#![no_main]

use assessment::rubric::Rubric;
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 6] = ["a.docx", "a.xlsx", "a.csv", "a.html", "a.md", "a.txt"];

fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
    let (text, _, failed) = encoding.decode(bytes);
    (!failed).then(|| text.into_owned())
}

fuzz_target!(|input: &[u8]| {
    let Some((first, bytes)) = input.split_first() else {
        return;
    };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let Ok(document) = office::read(bytes, name, &decode) else {
        return;
    };
    if let Some(draft) = office::understand(&document) {
        // What is understood is a rubric, or the engine says what is wrong with it.
        let _ = Rubric::parse(&draft.rubric("r"));
    }
});
