//! The criteria of a document as they are recognised: by a mark of their text and the titles around it.

use crate::draft::{Criterion, Draft, Place, Section};
use crate::understand::amounts::normal;

/// Returns the letters and digits of a text: what is left of it however it is broken, spaced and punctuated.
pub fn bare(text: &str) -> String {
    let kept = normal(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    kept.to_lowercase()
}

/// Returns a hash of a text: FNV-1a of 64 bits, as hexadecimal digits.
fn hash(text: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}

/// Returns the places of the criteria of a document, each with its mark: a hash of the titles of the sections around it and its text.
pub fn marks(draft: &Draft) -> Vec<(Place, String)> {
    let marks = there(draft)
        .into_iter()
        .map(|there| (there.criterion.place, there.mark));
    marks.collect()
}

/// A criterion of the document.
pub struct There<'d> {
    pub criterion: &'d Criterion,
    pub mark: String,
    pub text: String,
    pub label: String,
    pub section: String,
}

/// Returns the criteria of a document, in its order.
pub fn there(draft: &Draft) -> Vec<There<'_>> {
    fn down<'d>(section: &'d Section, path: &str, found: &mut Vec<There<'d>>) {
        let title = bare(&section.title);
        let path = format!("{path}{title}\n");
        found.extend(section.criteria.iter().map(|criterion| {
            let text = bare(&criterion.text);
            There {
                criterion,
                mark: hash(&format!("{path}{text}")),
                text,
                label: bare(criterion.label.as_deref().unwrap_or_default()),
                section: title.clone(),
            }
        }));
        section.sections.iter().for_each(|inner| down(inner, &path, found));
    }
    let mut found = Vec::new();
    draft.sections.iter().for_each(|section| down(section, "", &mut found));
    found
}
