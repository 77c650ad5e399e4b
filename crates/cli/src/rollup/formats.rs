//! The formats of the tables.

use clap::ValueEnum;

/// A format.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Parquet, in folders by rubric and period.
    Parquet,
    /// One JSON object on each line.
    Ndjson,
    /// Comma-separated values.
    Csv,
    /// A workbook.
    Xlsx,
}

/// Which formats are written.
#[derive(Clone, Copy)]
pub struct Formats {
    pub parquet: bool,
    pub ndjson: bool,
    pub csv: bool,
    pub xlsx: bool,
}

impl Formats {
    pub fn of(all: &[Format]) -> Self {
        let has = |format| all.contains(&format);
        Self {
            parquet: has(Format::Parquet),
            ndjson: has(Format::Ndjson),
            csv: has(Format::Csv),
            xlsx: has(Format::Xlsx),
        }
    }
}
