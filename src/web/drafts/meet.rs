//! A record that was opened, from a file or out of the page, may have a draft here. Neither takes the other's place: where both
//! hold the same the form goes on from the draft, else they lie side by side until the person has chosen.

use super::resuming;
use crate::state::{Meeting, Merging, OpenOutcome, OpenRequest, Origin, StorageError};
use crate::web::Store;
use assessment::record::RecordFile;
use wasm_bindgen_futures::spawn_local;

/// Looks whether the record that is open has a draft here.
pub(super) fn look(store: &Store) {
    let store = store.clone();
    spawn_local(async move {
        // A failure to read is reported at the first edit, which cannot be stored.
        let _ = store.keeper().alone(&store, meet(&store)).await;
    });
}

/// Has the record that is open meet its draft, if there is one; whether the person is to choose. To be called while the keeper does
/// nothing else.
pub(super) async fn meet(store: &Store) -> Result<bool, StorageError> {
    let (Some(state), serial) = (store.state(), store.serial()) else {
        return Ok(false);
    };
    if store.is_choosing() {
        return Ok(true);
    }
    if store.reads_only() || store.keeper().is_apart(serial) {
        // What is only read takes nothing over; and the person has seen both.
        return Ok(false);
    }
    let Some(id) = resuming::draft_of(store, &state.record.id).await? else {
        return Ok(false);
    };
    let Some((draft, recovered)) = resuming::read(store, &id).await? else {
        return Ok(false);
    };
    let Some(state) = store.state().filter(|_| store.serial() == serial) else {
        return Ok(false);
    };
    let theirs = &recovered.session.state;
    let kept = theirs.record.to_file(&theirs.rubric);
    let own = state.record.to_file(&state.rubric);
    let both = store.beside_draft(kept.clone());
    let meeting = both.as_ref().map(Merging::meeting);
    if own.is_untouched() || meeting == Some(Meeting::Same) {
        // What opening it had to say still holds.
        let (report, changes) = (store.report(), store.changes());
        resuming::adopt(store, draft, recovered);
        store.tell_all_again(report, changes);
        return Ok(false);
    }
    if store.is_hosted() {
        store.keeper().call(store, id);
        if both.is_some_and(|both| both.differences.is_empty()) {
            // In a host page, where each only adds to the other, both go on as one: nothing is to be chosen.
            store.keeper().decide(store.serial());
            store.take_draft(kept);
            return Ok(false);
        }
        store.meet_draft(kept);
        return Ok(true);
    }
    match (both, meeting) {
        (Some(both), Some(Meeting::Newest(1))) => {
            let opening = opening(&both, &own);
            resuming::adopt(store, draft, recovered);
            store.copy_is_older(&both, opening);
            Ok(false)
        }
        (Some(both), Some(Meeting::Newest(_) | Meeting::Adds)) => {
            let all = both.newest_file().cloned().or_else(|| both.merged());
            let Some(all) = all else { return Ok(false) };
            let notices = match store.report() {
                OpenOutcome::Opened(_, notices) => notices,
                _ => [].into(),
            };
            // The draft stays in the history of the form: taking the edit back leads to it.
            resuming::adopt(store, draft, recovered);
            store.take_record(&all.to_text());
            let newer = meeting != Some(Meeting::Adds);
            let [file, draft] = [0, 1].map(|index| both.sources[index].clone());
            store.tell_again(OpenOutcome::TakenIn([file, draft], newer, notices));
            Ok(false)
        }
        _ => {
            store.meet_draft(kept);
            Ok(true)
        }
    }
}

/// The record that was opened, to be opened once more.
fn opening(both: &Merging, own: &RecordFile) -> OpenRequest {
    let name = match &both.sources[0].origin {
        Origin::File(name) => name.clone(),
        Origin::Open | Origin::Draft => "".into(),
    };
    OpenRequest {
        name,
        text: own.to_text().into(),
        fresh: "".into(),
    }
}
