//! Limits on input: one table for rubrics, records and everything else. Counts are checked before any arithmetic or
//! drawing, so that no file costs more than its length.
//!
//! A rubric or record beyond a limit is refused with the place and the remedy, and its file is left unchanged. The one
//! exception is [`SHOWN`]: a record with more evidence or problems at a criterion opens, shows that many, and writes
//! the others back.

/// Bytes of a file: 32 MiB.
pub const FILE: usize = 32 << 20;
/// Nesting depth of lists and objects in a JSON text.
pub const DEPTH: u32 = 64;
/// Characters of a number in a JSON text.
pub const NUMBER: usize = 400;
/// Characters of a text in a rubric.
pub const TEXT: usize = 20_000;
/// Characters of a text in a record: a note, a narrative, an answer to the profile, a name.
pub const RECORD_TEXT: usize = 100_000;
/// Entries of a list.
pub const LIST: usize = 20_000;
/// Criteria of a rubric, at any depth.
pub const CRITERIA: u32 = 20_000;
/// Raters of a rubric, and raters with answers or scores in a record: each has a separate sheet.
pub const RATERS: usize = 100;
/// Levels, parts, items, findings, steps or ranges of a scale.
pub const OF_SCALE: usize = 100;
/// Gates of a rubric: every edit evaluates each of them.
pub const GATES: usize = 100;
/// Key items of a gate: every edit evaluates each of them.
pub const KEY_ITEMS: usize = 500;
/// Criteria and sections of a rubric that conditions and amounts read: every edit of one of them looks at all.
pub const READ: usize = 500;
/// Cells of a table of the profile: each is a field.
pub const CELLS: usize = 500;
/// Parts of the report of a rubric.
pub const REPORT_PARTS: usize = 50;
/// Names in braces in one text of the report: each is replaced by a text that may be long.
pub const REPORT_NAMES: usize = 100;
/// Pieces of evidence, and problems, that are shown of one rater's entry at a criterion. Further ones in a record stay
/// in its file.
pub const SHOWN: usize = 200;
/// Problems that are reported for one file.
pub const PROBLEMS: usize = 500;
