//! Going on with a draft: the last one as the page opens, or the one that the person chose.

use super::base::Refusal;
use super::keeper::Open;
use super::list::{refresh, tidy};
use super::{marker, rows};
use crate::state::{Draft, Head, Journal, Recovered, State, recover};
use crate::web::{Store, Trouble};
use assessment::rubric::Rubric;
use gloo::timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// How long the page waits for the drafts before it shows itself without them, in milliseconds.
const PATIENCE: u32 = 1_500;

/// Looks for drafts, and goes on with the last one where the page is for one rubric. Calls back once, when that is done or
/// takes too long.
pub fn resume(store: &Store, ready: impl Fn() + 'static) {
    let ready = Rc::new(once(ready));
    let late = {
        let ready = ready.clone();
        Timeout::new(PATIENCE, move || ready())
    };
    let store = store.clone();
    spawn_local(async move {
        let known = marker::read();
        let found = refresh(&store).await;
        let answers = found.is_ok();
        // A page that came with answers shows these.
        let is_new = |state: &Rc<State>| store.shipped().len() == 1 && state.record.origin.is_none();
        let only = store.state().filter(is_new);
        if let (Ok(()), Some(state)) = (found, only) {
            let drafts = store.drafts();
            let of_form = |head: &&Head| head.removed.is_none() && *head.rubric_id == *state.rubric.id;
            let all: Vec<_> = drafts.heads.iter().filter(of_form).cloned().collect();
            let here = store.keeper().place();
            match all.iter().find(|head| Some(&head.page) == here.as_ref()) {
                Some(last) => go_on(&store, &last.id).await,
                None if all.is_empty() => {}
                None => store.offer(&all),
            }
        }
        // The browser, or a program that cleans up, may have removed what was stored.
        let drafts = store.drafts();
        let is_there = |id: &str| drafts.heads.iter().any(|head| *head.id == *id);
        let gone: Vec<_> = known
            .into_iter()
            .filter(|(id, _)| !is_there(id))
            .map(|(_, name)| name)
            .collect();
        // What is wrong with the page itself is told first.
        let answers = answers && store.trouble().is_none();
        if answers && drafts.damaged > 0 {
            store.fail(Trouble::DraftsDamaged(drafts.damaged));
        } else if answers && !gone.is_empty() {
            store.fail(Trouble::DraftsGone(gone));
        }
        drop(late);
        ready();
        // It lasts as long as the page.
        std::mem::forget(super::listen(&store));
        tidy(&store).await;
    });
}

/// Goes on with the last draft of the rubric that is open, among those that were begun where this store keeps its own, unless
/// another record is open already. To be called when either of the two is given, in whichever order they come.
pub fn resume_at(store: &Store) {
    if store.state().is_none() || store.keeper().place().is_none() {
        return;
    }
    let store = store.clone();
    spawn_local(async move { store.keeper().alone(&store, resume_last(&store)).await });
}

async fn resume_last(store: &Store) {
    // What the browser does not give is told when something is to be stored.
    let _ = refresh(store).await;
    let (Some(state), here) = (store.state(), store.keeper().place()) else {
        return;
    };
    let drafts = store.drafts();
    let is_own = |head: &&Head| {
        head.removed.is_none() && *head.rubric_id == *state.rubric.id && Some(&head.page) == here.as_ref()
    };
    let found = drafts.heads.iter().find(is_own);
    if let Some(head) = found.filter(|_| state.record.origin.is_none() && state.record.revision == 0) {
        go_on(store, &head.id).await;
    }
}

fn once(work: impl Fn()) -> impl Fn() {
    let done = Cell::new(false);
    move || {
        if !done.replace(true) {
            work();
        }
    }
}

/// Goes on with a draft.
pub fn open(store: &Store, id: &str) {
    let (store, id) = (store.clone(), Rc::<str>::from(id));
    spawn_local(async move {
        go_on(&store, &id).await;
        crate::web::focus::form(&store);
    });
}

async fn go_on(store: &Store, id: &str) {
    let before = store.serial();
    let read = read(store, id).await;
    // Whoever has begun to fill in meanwhile is not disturbed.
    if store.serial() != before || store.is_unkept() {
        return;
    }
    match read {
        Ok(Some((draft, recovered))) => adopt(store, draft, recovered),
        Ok(None) => store.fail(Trouble::Draft(id.to_owned())),
        Err(refusal) => store.fail(Trouble::Storage(refusal)),
    }
}

/// Puts a draft on the desk and keeps it from now on.
pub(super) fn adopt(store: &Store, draft: Draft, recovered: Recovered) {
    store.keeper().forget_unstored(&draft.head.id);
    let last = draft.steps.last().map_or(0, |(last, _)| *last);
    let open = Open {
        journal: Journal::at(last.max(draft.head.at)),
        head: Head {
            turn: store.drafts().next_turn(),
            ..draft.head
        },
        session: None,
        stored: true,
        whole: None,
    };
    store.resume(open, recovered);
    // A record that was opened may have brought files that its draft lacks. What cannot be stored now stays where it is.
    if let Some(state) = store.state() {
        let store = store.clone();
        spawn_local(async move { drop(super::write::settle(&store, &state).await) });
    }
}

/// The draft of a record: here it has the record's id. In somebody else's page it is the last one that has it, of those under the
/// key that the page gave.
pub(super) async fn draft_of(store: &Store, record: &Rc<str>) -> Result<Option<Rc<str>>, Refusal> {
    if !store.is_hosted() {
        return Ok(Some(record.clone()));
    }
    refresh(store).await?;
    let drafts = store.drafts();
    let is_of = |head: &&Head| head.removed.is_none() && head.record() == &**record;
    Ok(drafts.heads.iter().find(is_of).map(|head| head.id.clone()))
}

/// A draft and what it comes to; nothing where it or its rubric is gone.
pub(super) async fn read(store: &Store, id: &str) -> Result<Option<(Draft, Recovered)>, Refusal> {
    let Some(draft) = rows::draft(id).await? else {
        return Ok(None);
    };
    let source = match rows::rubric(&draft.head.rubric).await? {
        Some(source) => Some(source),
        None => store.shipped_source(&draft.head.rubric_id, &draft.head.version),
    };
    let rubric = source.and_then(|source| Rubric::parse(&source).ok()).map(Rc::new);
    Ok(rubric.map(|rubric| {
        let recovered = recover(&store.today(), &rubric, &draft);
        (draft, recovered)
    }))
}
