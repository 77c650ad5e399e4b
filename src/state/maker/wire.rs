//! What reading a file gave, as text between a worker and the page.

use super::message::MakerError;
use super::work::{Opened, Saved, Source};
use assessment::json::{self, Node, Value};
use office::ReadError;
use office::draft::Draft;
use office::formats::{self, Unsaid};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What a file or a text is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Wire {
    /// A document, and what it was understood as.
    Document(Rc<Source>, Option<Draft>),
    /// The text of a rubric, and what could not be said of another format.
    Rubric(String, Vec<Unsaid>),
    /// What the browser kept, and what its document is understood as.
    Kept(Box<Saved>, Option<Draft>),
    /// Nothing that can be used.
    Failed(MakerError),
}

impl Wire {
    /// Reads a file. `decode` decodes other encodings than Unicode's.
    pub fn of_file(bytes: &[u8], name: &str, decode: office::Decode<'_>) -> Self {
        if let Some(text) = rubric(bytes) {
            return Self::Rubric(text, Vec::new());
        }
        match formats::recognise(bytes, name, decode) {
            Some(Ok(found)) => Self::Rubric(found.rubric, found.unsaid),
            Some(Err(error)) => Self::Failed(MakerError::format(name, &error)),
            None => Self::of_document(office::read(bytes, name, decode), name),
        }
    }

    /// Reads the HTML of a clipboard.
    pub fn of_html(text: &str) -> Self {
        Self::of_document(office::read_html(text), "")
    }

    /// Reads a text that was pasted or typed.
    pub fn of_text(text: &str) -> Self {
        if text.trim().is_empty() {
            return Self::Failed(MakerError::NoText);
        }
        match rubric(text.as_bytes()) {
            Some(text) => Self::Rubric(text, Vec::new()),
            None => Self::of_document(office::read_text(text), ""),
        }
    }

    /// Reads what the browser kept.
    pub fn of_kept(text: &str) -> Self {
        match serde_json::from_str::<Box<Saved>>(text) {
            Ok(saved) => {
                let draft = saved.understood();
                Self::Kept(saved, draft)
            }
            Err(_) => Self::Failed(MakerError::Lost),
        }
    }

    fn of_document(read: Result<office::document::Document, ReadError>, name: &str) -> Self {
        match read {
            Ok(document) => {
                let draft = office::understand(&document);
                let name = name.into();
                Self::Document(Rc::new(Source { name, document }), draft)
            }
            Err(error) => Self::Failed(MakerError::Unread(name.to_owned(), error)),
        }
    }

    /// Returns a file or a text for the page.
    ///
    /// # Errors
    /// If nothing in it can be used, or if the browser kept it.
    pub fn opened(self) -> Result<Opened, MakerError> {
        match self {
            Self::Document(source, draft) => Ok(Opened::Document(source, draft)),
            Self::Rubric(text, unsaid) => {
                let node = json::parse(&text).map_err(|_| MakerError::Lost)?;
                Ok(Opened::Rubric(node, unsaid))
            }
            Self::Kept(..) => Err(MakerError::Lost),
            Self::Failed(error) => Err(error),
        }
    }
}

/// Returns the text of a rubric of format 1, whether or not it has problems.
fn rubric(bytes: &[u8]) -> Option<String> {
    let text = json::decode(bytes).ok()?;
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let node = json::parse(&text).ok()?;
    let is_list = |node: &Node| matches!(node.value, Value::Array(_));
    let is_rubric = node.get("format").is_some() && node.get("sections").is_some_and(is_list);
    is_rubric.then_some(text)
}
