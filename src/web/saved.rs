//! Saved pages: the record and the rubrics that a page carries in its own light DOM. Nothing of such a page is run or shown.

use super::dom::elements;
use assessment::record::blocks::{Joined, Lost, join};
use assessment::record::{Record, RecordFile};
use web_sys::{Document, DomParser, Element, SupportedType};

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

/// Takes out of a page what it carries. The parser neither runs nor loads anything.
pub(super) fn read(text: &str) -> Result<Saved, Fault> {
    let parsed = DomParser::new().and_then(|parser| parser.parse_from_string(text, SupportedType::TextHtml));
    let Ok(page) = parsed else {
        return Err(Fault::NoAnswers);
    };
    let (record, lost) = match record(&page) {
        None => return Err(Fault::NoAnswers),
        Some((None, lost)) => return Err(Fault::Damaged(lost)),
        Some((Some(record), lost)) => (record, lost),
    };
    let rubrics = blocks(&page, "rubric");
    Ok(Saved {
        record,
        rubrics: rubrics.into_iter().map(|(_, text)| text).collect(),
        files: evidence(&page),
        lost,
    })
}

/// The record that a page carries, as far as it can be put together, and what of it could not be read; nothing where it carries
/// none.
pub(super) fn record(page: &Document) -> Option<(Option<RecordFile>, Vec<Lost>)> {
    let blocks = blocks(page, "record");
    if let [(_, whole)] = &blocks[..]
        && let Ok(file) = Record::parse(whole)
    {
        // Whoever embeds a form may give its record whole.
        return Some((Some(file), Vec::new()));
    }
    let pairs: Vec<_> = blocks.iter().map(|(name, text)| (&**name, &**text)).collect();
    let Joined { file, lost } = (!pairs.is_empty()).then(|| join(&pairs))?;
    Some((file, lost))
}

/// The files of evidence that a page carries: SHA-256, and bytes as Base64.
pub(super) fn evidence(page: &Document) -> Vec<(String, String)> {
    let all = elements(page.query_selector_all("script[type=\"text/plain\"][data-ziping=\"file\"]"));
    all.iter()
        .filter_map(|block| Some((block.get_attribute("data-sha256")?, block.text_content()?)))
        .collect()
}

/// A page's blocks of one kind in the order of the page: their names and texts.
fn blocks(page: &Document, kind: &str) -> Vec<(String, String)> {
    let selector = format!("script[type=\"application/json\"][data-ziping=\"{kind}\"]");
    let all = elements(page.query_selector_all(&selector));
    all.iter()
        .filter_map(|block| Some((name(block), block.text_content()?)))
        .filter(|(_, text)| !text.trim().is_empty())
        .collect()
}

/// The name of a block.
pub(super) fn name(block: &Element) -> String {
    block.get_attribute("data-part").unwrap_or_default()
}
