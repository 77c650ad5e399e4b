//! Papers written as Word files, pages, drawings and plain text.

mod book;
mod docx;
mod drawings;
mod hostile;
mod kit;
mod papers;
mod tables;
mod text;
mod upright;
