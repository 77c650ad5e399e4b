//! Files for other programs: CSV and Excel workbooks, and papers as Word files, workbooks, pages and plain text.

pub mod book;
pub mod csv;
pub mod docx;
pub mod html;
mod layout;
pub(crate) mod package;
pub mod plain;
pub mod svg;
mod upright;
pub mod xlsx;
