//! Limits on what is read from a file, in one table. A file beyond a limit is refused, with the limit in the message.

/// Bytes of a file: 32 MiB.
pub const FILE: usize = 32 << 20;
/// Members of an archive.
pub const MEMBERS: usize = 10_000;
/// Bytes of one member of an archive once inflated, and of all members that are read together: 64 MiB.
pub const INFLATED: usize = 64 << 20;
/// Nesting depth of elements and tables.
pub const DEPTH: usize = 200;
/// Rows of a table.
pub const ROWS: usize = 20_000;
/// Columns of a table.
pub const COLUMNS: usize = 256;
/// Cells of all tables of a file, counted with the cells that merged ones cover.
pub const CELLS: usize = 1_000_000;
/// Bytes of the texts of all cells of a file, counted once for every place that a merged cell covers: 64 MiB.
pub const CELL_TEXTS: usize = 64 << 20;
/// Paragraphs and tables of a file.
pub const PARAGRAPHS: usize = 50_000;
/// Bytes of the text of a cell or a paragraph.
pub const TEXT: usize = 200_000;
/// Characters of a name, a number format or an automatic number in a file of Word or Excel, which shorten longer ones themselves.
pub const NAME: usize = 255;
/// Remarks on a workbook, beyond which formulas without a value are not told.
pub const REMARKS: usize = 1000;
/// Sections inside of one another.
pub const SECTIONS: usize = 8;
