//! Saved pages: the record and the rubrics in a page's own light DOM. A saved page is parsed as text; none of its
//! scripts run and none of its content is shown.

use super::dom::elements;
use crate::foreign::page;
use assessment::record::blocks::{Joined, Lost, join};
use assessment::record::{Record, RecordFile};
use web_sys::{Document, Element};

/// The content of a saved page.
pub(super) struct Saved {
    /// The record.
    pub(super) record: RecordFile,
    /// The texts of the rubrics.
    pub(super) rubrics: Vec<String>,
    /// The evidence files: SHA-256, and bytes as Base64.
    pub(super) files: Vec<(String, String)>,
    /// The parts of the record that could not be read.
    pub(super) lost: Vec<Lost>,
}

/// Why a page has no readable record.
pub(super) enum Fault {
    /// The page has no answers, or is not a page of this program.
    NoAnswers,
    /// The parts of the record do not fit together.
    Damaged(Vec<Lost>),
}

/// Returns whether a text is a page. No rubric and no record begins like one.
pub(super) fn is_page(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('<')
}

/// Reads the content of a saved page.
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

/// Joins the record in these blocks as far as possible; returns the record and the parts that could not be read, or
/// `None` if there are no blocks.
fn joined(blocks: &[(&str, &str)]) -> Option<(Option<RecordFile>, Vec<Lost>)> {
    if let [(_, whole)] = blocks
        && let Ok(file) = Record::parse(whole)
    {
        // A host page may write the record of a form in one block.
        return Some((Some(file), Vec::new()));
    }
    let Joined { file, lost } = (!blocks.is_empty()).then(|| join(blocks))?;
    Some((file, lost))
}

/// Returns the record of this document and the parts that could not be read; `None` if the document has no record.
pub(super) fn record(document: &Document) -> Option<(Option<RecordFile>, Vec<Lost>)> {
    let all = elements(document.query_selector_all("script[type=\"application/json\"][data-ziping=record]"));
    let texts: Vec<_> = all
        .iter()
        .filter_map(|block| Some((name(block), block.text_content()?)))
        .filter(|(_, text)| !text.trim().is_empty())
        .collect();
    joined(&texts.iter().map(|(name, text)| (&**name, &**text)).collect::<Vec<_>>())
}

/// Returns the evidence files of this document: SHA-256, and bytes as Base64.
pub(crate) fn evidence(document: &Document) -> Vec<(String, String)> {
    let all = elements(document.query_selector_all("script[type=\"text/plain\"][data-ziping=file]"));
    all.iter()
        .filter_map(|block| Some((block.get_attribute("data-sha256")?, block.text_content()?)))
        .collect()
}

/// Returns the name of a block.
pub(super) fn name(block: &Element) -> String {
    block.get_attribute("data-part").unwrap_or_default()
}
