//! A text that is pasted, as HTML and as plain text.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for document in [office::read_html(text), office::read_text(text)].into_iter().flatten() {
        if let Some(draft) = office::understand(&document) {
            let _ = draft.rubric("r");
        }
    }
});
