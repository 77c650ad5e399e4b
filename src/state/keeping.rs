//! Whether the browser has stored what a page of the second program shows.

use super::StorageError;

/// Whether the browser has stored what is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// Nothing was changed yet.
    #[default]
    Nothing,
    /// Being stored.
    Saving,
    /// Opened again: the steps from before cannot be undone.
    Opened,
    /// Stored, at this time of day.
    Saved(String),
    /// Not stored, for this reason.
    Failed(StorageError),
    /// Stored as another making, because another tab had changed this one.
    Apart(String),
    /// Not stored, because another tab has stored something else in the same place.
    Elsewhere,
}
