//! What a cell of a column of figures holds.

use crate::write::xlsx::{Content, Form};

/// What a cell of a column holds, and how it is shown.
pub(super) type Figure = (Content, Form);

/// A cell without content.
pub(super) fn empty() -> Figure {
    (Content::Empty, Form::Centre)
}
