//! The ids of the elements of the page that take the focus.

use super::tree::Part;

/// The element id of the title.
pub const TITLE: &str = "maker-title";

/// The element id of the error.
pub const ERROR: &str = "maker-error";

/// The element id of the heading of the doubts.
pub const DOUBTS: &str = "maker-doubts";

/// The element id of the field with the rubric's file.
pub const FILE: &str = "maker-file";

/// The element id of the button that restores a deleted making.
pub const RESTORE: &str = "maker-restore";

/// The element id of the button for undo.
pub const UNDO_BUTTON: &str = "maker-undo";

/// The element id of the button that marks the open doubt at this place of the list as looked at.
pub fn see_id(at: usize) -> String {
    format!("maker-see-{at}")
}

/// The element id of the button that opens a stored making.
pub fn kept_id(id: &str) -> String {
    format!("maker-kept-{id}")
}

/// The element id of the row of a table, or of a paragraph.
pub fn row_id(block: usize, row: usize) -> String {
    format!("maker-row-{block}-{row}")
}

/// The element id of the line of a part.
pub fn line_id(part: &Part) -> String {
    match part {
        Part::Section(id) => format!("maker-section-{id}"),
        Part::Criterion(id) => format!("maker-criterion-{id}"),
    }
}
