//! Removing drafts that a host page no longer wants stored, as after a hand-in.

use super::keeper::{Keeper, Open};
use super::{channel, rows};
use crate::state::{Head, SaveStatus, StorageError};
use crate::web::Store;

/// Removes the drafts of the rubric that is open which are stored in a scope of a host page. What is on the form stays on it, and
/// its next edit begins a draft anew.
///
/// # Errors
/// If the browser does not give them or does not remove one. Then it goes on as if nothing had been asked.
pub async fn remove_at(store: &Store, place: &str) -> Result<(), StorageError> {
    let Some(state) = store.state() else { return Ok(()) };
    let is_meant = |head: &Head| head.is_hosted() && *head.page == *place && *head.rubric_id == *state.rubric.id;
    let keeper = store.keeper();
    let work = keeper.without(store, &is_meant, remove_all(&is_meant));
    keeper.alone(store, work).await
}

async fn remove_all(is_meant: &impl Fn(&Head) -> bool) -> Result<(), StorageError> {
    let (heads, _) = rows::heads().await?;
    for head in heads.iter().filter(|head| is_meant(head)) {
        rows::remove(&head.id).await?;
        channel::tell(Some(&head.id));
    }
    rows::forget_unneeded().await
}

impl Keeper {
    /// Detaches matching drafts while `work` runs so that their pending steps are not written; reattaches them if it fails.
    async fn without(
        &self,
        store: &Store,
        is_meant: impl Fn(&Head) -> bool,
        work: impl Future<Output = Result<(), StorageError>>,
    ) -> Result<(), StorageError> {
        let is_meant = |open: &mut Open| is_meant(&open.head);
        let open = self.0.open.borrow_mut().take_if(is_meant);
        let left: Vec<_> = self.0.left.borrow_mut().extract_if(.., is_meant).collect();
        let session = store.with_session(|session| session.clone());
        let (serial, place) = (store.serial(), self.place());
        let done = work.await;
        let is_same = store.serial() == serial && self.place() == place;
        // A person who continued in the meantime has begun another draft.
        let goes_on = self.0.open.borrow().is_some();
        match open {
            Some(_) if done.is_ok() && !goes_on => self.say(SaveStatus::Empty),
            Some(open) if done.is_err() && is_same && !goes_on => *self.0.open.borrow_mut() = Some(open),
            Some(mut open) if done.is_err() && open.waits() => {
                open.session = session;
                self.0.left.borrow_mut().push(open);
            }
            _ => {}
        }
        if done.is_err() {
            self.0.left.borrow_mut().extend(left);
        }
        done
    }
}
