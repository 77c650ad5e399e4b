//! Papers written as Word files, pages, drawings and plain text.

mod docx;
mod hostile;
mod kit;
mod papers;
mod text;
