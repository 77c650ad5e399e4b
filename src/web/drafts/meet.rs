//! A record that was opened, from a file or out of the page, may have a draft here. Neither takes the other's place: where both
//! hold the same the form goes on from the draft, else they lie side by side until the person has chosen.

use super::base::Refusal;
use super::resuming;
use crate::web::Store;
use assessment::record::merge::Merge;
use wasm_bindgen_futures::spawn_local;

/// Looks whether the record that is open has a draft here.
pub(super) fn look(store: &Store) {
    let store = store.clone();
    spawn_local(async move {
        // Whoever cannot read now is told at the first edit, which cannot be stored.
        let _ = store.keeper().alone(&store, meet(&store)).await;
    });
}

/// Has the record that is open meet its draft, if there is one; whether the person is to choose. To be called while the keeper does
/// nothing else.
pub(super) async fn meet(store: &Store) -> Result<bool, Refusal> {
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
    let (own, kept) = (
        state.record.to_file(&state.rubric),
        theirs.record.to_file(&theirs.rubric),
    );
    let is_untouched = own.is_untouched();
    let both = Merge::new(&state.rubric, vec![own, kept.clone()]).ok();
    let is_same = is_untouched || both.as_ref().is_some_and(Merge::is_same);
    if is_same {
        // What opening it had to say still holds.
        let (report, changes) = (store.report(), store.changes());
        resuming::adopt(store, draft, recovered);
        store.tell_all_again(report, changes);
        return Ok(false);
    }
    if store.is_hosted() {
        store.keeper().call(store, id);
    }
    let name = store.locale().messages.draft_here;
    if store.is_hosted() && both.is_some_and(|both| both.differences().next().is_none()) {
        // In somebody else's page, where each only adds to the other, both go on as one: nothing is to be chosen.
        store.keeper().decide(store.serial());
        store.take_in(name, kept);
        return Ok(false);
    }
    store.open_read(name, kept);
    Ok(true)
}
