//! Saved pages: the record and the rubrics that a page carries in its own light DOM. A page that is opened is read as text;
//! nothing of it is run or shown.

use super::dom::elements;
use crate::foreign::page;
use assessment::record::blocks::{Joined, Lost, join};
use assessment::record::{Record, RecordFile};
use web_sys::{Document, Element};

/// What a saved page carries.
pub(super) struct Saved {
    /// Its record.
    pub(super) record: RecordFile,
    /// The texts of its rubrics.
    pub(super) rubrics: Vec<String>,
    /// Its files of evidence: SHA-256, and bytes as Base64.
    pub(super) files: Vec<(String, String)>,
    /// What of the record could not be read.
    pub(super) lost: Vec<Lost>,
}

/// Why nothing can be taken from a page.
pub(super) enum Fault {
    /// It holds no answers, or is no page of this program.
    NoAnswers,
    /// Its record cannot be put together.
    Damaged(Vec<Lost>),
}

/// Whether a text is a page. No rubric and no record begins so.
pub(super) fn is_page(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('<')
}

/// Takes out of a page what it carries.
pub(super) fn read(text: &str) -> Result<Saved, Fault> {
    let found = page::blocks(text);
    let texts = |kind: &str| {
        let own = found
            .iter()
            .filter(|block| block.attribute("data-ziping") == Some(kind));
        let json = own.filter(|block| block.attribute("type") == Some("application/json"));
        let named = json.map(|block| (block.attribute("data-part").unwrap_or_default(), block.text));
        named.filter(|(_, text)| !text.trim().is_empty()).collect::<Vec<_>>()
    };
    let (record, lost) = match joined(&texts("record")) {
        None => return Err(Fault::NoAnswers),
        Some((None, lost)) => return Err(Fault::Damaged(lost)),
        Some((Some(record), lost)) => (record, lost),
    };
    let files = found.iter().filter(|block| {
        block.attribute("data-ziping") == Some("file") && block.attribute("type") == Some("text/plain")
    });
    let files = files.filter_map(|block| Some((block.attribute("data-sha256")?.to_owned(), block.text.to_owned())));
    Ok(Saved {
        record,
        rubrics: texts("rubric").into_iter().map(|(_, text)| text.to_owned()).collect(),
        files: files.collect(),
        lost,
    })
}

/// The record that these blocks hold, as far as it can be put together, and what of it could not be read; nothing where there
/// are none.
fn joined(blocks: &[(&str, &str)]) -> Option<(Option<RecordFile>, Vec<Lost>)> {
    if let [(_, whole)] = blocks
        && let Ok(file) = Record::parse(whole)
    {
        // A host page may give the record of a form whole.
        return Some((Some(file), Vec::new()));
    }
    let Joined { file, lost } = (!blocks.is_empty()).then(|| join(blocks))?;
    Some((file, lost))
}

/// The record of this document, and what of it could not be read; nothing where it carries none.
pub(super) fn record(document: &Document) -> Option<(Option<RecordFile>, Vec<Lost>)> {
    let all = elements(document.query_selector_all("script[type=\"application/json\"][data-ziping=record]"));
    let texts: Vec<_> = all
        .iter()
        .filter_map(|block| Some((name(block), block.text_content()?)))
        .filter(|(_, text)| !text.trim().is_empty())
        .collect();
    joined(&texts.iter().map(|(name, text)| (&**name, &**text)).collect::<Vec<_>>())
}

/// The files of evidence of this document: SHA-256, and bytes as Base64.
pub(crate) fn evidence(document: &Document) -> Vec<(String, String)> {
    let all = elements(document.query_selector_all("script[type=\"text/plain\"][data-ziping=file]"));
    all.iter()
        .filter_map(|block| Some((block.get_attribute("data-sha256")?, block.text_content()?)))
        .collect()
}

/// The name of a block.
pub(super) fn name(block: &Element) -> String {
    block.get_attribute("data-part").unwrap_or_default()
}
