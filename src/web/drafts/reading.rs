//! Reads a whole draft.

use super::rows;
use crate::state::{Draft, StorageError};
use crate::web::Store;
use assessment::rubric::Rubric;
use std::rc::Rc;

/// Returns a draft and its rubric; `None` if one of them is missing.
pub(super) async fn read(store: &Store, id: &str) -> Result<Option<(Draft, Rc<Rubric>)>, StorageError> {
    let Some(draft) = rows::draft(id).await? else {
        return Ok(None);
    };
    let source = match rows::rubric(&draft.meta.rubric).await? {
        Some(source) => Some(source),
        None => store.shipped_source(&draft.meta.rubric_id, &draft.meta.version),
    };
    let rubric = source.and_then(|source| Rubric::parse(&source).ok()).map(Rc::new);
    Ok(rubric.map(|rubric| (draft, rubric)))
}
