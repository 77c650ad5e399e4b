//! Why a file cannot be read.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a file cannot be read. `Display` is the English for logs and command lines; the interface has a message for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReadError {
    /// The file is larger than the limit, or has more rows, cells or text than the limit.
    TooLarge,
    /// The file is of this kind, but is damaged or incomplete.
    Damaged(Kind),
    /// The file needs a password.
    Encrypted,
    /// The file is of a kind that is not read; it must be saved as another one.
    Foreign(Foreign),
    /// The text is in an encoding that is not recognised.
    Encoding,
    /// There is no text in the file.
    Empty,
}

/// A kind of file that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Word, `.docx`.
    Word,
    /// Excel, `.xlsx`.
    Excel,
    /// Fields between commas, semicolons or tabs.
    Csv,
    /// A web page, or a table from the clipboard.
    Html,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
}

/// A kind of file that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Foreign {
    /// Word before 2007, `.doc`.
    OldWord,
    /// Excel before 2007, `.xls`.
    OldExcel,
    /// A document or table of WPS, `.wps` or `.et`.
    Wps,
    /// A PDF file.
    Pdf,
    /// A picture.
    Picture,
    /// A document or table of LibreOffice, `.odt` or `.ods`.
    OpenDocument,
    /// Excel's binary workbook, `.xlsb`.
    BinaryExcel,
    /// Rich text, `.rtf`.
    RichText,
    /// Slides.
    Slides,
    /// An archive without a document.
    Archive,
    /// Anything else that is not text.
    Unknown,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => {
                f.write_str("the file is too large: at most 32 MiB, 20,000 rows and 256 columns are read")
            }
            Self::Damaged(kind) => write!(
                f,
                "the {kind} is damaged or incomplete; open it in the program that made it, and save it again"
            ),
            Self::Encrypted => f.write_str("the file needs a password; remove the password, and save it again"),
            Self::Foreign(foreign) => write!(f, "{}", foreign.remedy()),
            Self::Encoding => f.write_str("the encoding of the text is not recognised; save it as UTF-8"),
            Self::Empty => f.write_str("there is no text in the file"),
        }
    }
}

impl std::error::Error for ReadError {}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Word => "Word file",
            Self::Excel => "Excel file",
            Self::Csv => "CSV file",
            Self::Html => "web page",
            Self::Markdown => "Markdown file",
            Self::Text => "text file",
        })
    }
}

impl Foreign {
    /// All kinds, for tables of messages.
    pub const ALL: &[Self] = &[
        Self::OldWord,
        Self::OldExcel,
        Self::Wps,
        Self::Pdf,
        Self::Picture,
        Self::OpenDocument,
        Self::BinaryExcel,
        Self::RichText,
        Self::Slides,
        Self::Archive,
        Self::Unknown,
    ];

    fn remedy(self) -> &'static str {
        match self {
            Self::OldWord => "the file is in the old Word format; save it as .docx",
            Self::OldExcel => "the file is in the old Excel format; save it as .xlsx",
            Self::Wps => "the file is in a format of WPS; save it as .docx or .xlsx",
            Self::Pdf => {
                "the file is a PDF; open the Word or Excel file that it was made from, or copy the table and paste it"
            }
            Self::Picture => "the file is a picture; open the Word or Excel file that it shows, or type the table",
            Self::OpenDocument => "the file is an OpenDocument file; save it as .docx or .xlsx",
            Self::BinaryExcel => "the file is a binary Excel file; save it as .xlsx",
            Self::RichText => "the file is a rich text file; save it as .docx",
            Self::Slides => "the file has slides; copy the table, and paste it",
            Self::Archive => "the file is an archive; extract the Word or Excel file from it",
            Self::Unknown => "the file is not a document or a table; save it as .docx, .xlsx or .csv",
        }
    }
}
