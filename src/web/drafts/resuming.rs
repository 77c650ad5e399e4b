//! Going on with a draft: the last one as the page opens, or the one that the person chose.

use super::keeper::Open;
use super::list::{refresh, tidy};
use super::tab::{self, Tab};
use super::{marker, rows};
use crate::state::{Draft, EffectError, Head, Journal, Recovered, StorageError, recover};
use crate::web::Store;
use assessment::rubric::Rubric;
use gloo::timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// How long the page waits for the drafts before it shows itself without them, in milliseconds.
const PATIENCE: u32 = 1_500;

/// Looks for drafts and goes on: with the last one of the rubric that the page or its address names, or with the form that was
/// open in this tab before a reload. Calls back once, when that is done or takes too long.
pub fn resume(store: &Store, ready: impl Fn() + 'static) {
    let ready = Rc::new(once(ready));
    let late = {
        let ready = ready.clone();
        Timeout::new(PATIENCE, move || ready())
    };
    let store = store.clone();
    // What the address asks for comes before what was open in the tab.
    let before = tab::read().filter(|_| crate::web::page::asked().is_none());
    spawn_local(async move {
        let known = marker::read();
        let answers = refresh(&store).await.is_ok();
        if answers {
            // A page that came with answers shows these.
            match (store.state(), before) {
                (Some(_), _) => go_on_with_last(&store).await,
                (None, Some(before)) => come_back(&store, &before).await,
                (None, None) => {}
            }
        }
        // The browser, or a program that cleans up, may have removed what was stored.
        let drafts = store.drafts();
        let is_there = |id: &str| drafts.heads.iter().any(|head| *head.id == *id);
        let gone: Vec<_> = known.into_iter().filter(|known| !is_there(&known.id)).collect();
        // Problems of the page itself are reported first.
        let answers = answers && store.error().is_none();
        if answers && drafts.damaged > 0 {
            store.fail(EffectError::DraftsDamaged(drafts.damaged));
        } else if answers && !gone.is_empty() {
            store.fail(EffectError::DraftsGone(gone));
        }
        drop(late);
        ready();
        // It lasts as long as the page.
        std::mem::forget(super::listen(&store));
        tidy(&store).await;
    });
}

/// Goes on with the form that was open in this tab: its draft, or a blank form of its rubric.
async fn come_back(store: &Store, before: &Tab) {
    let drafts = store.drafts();
    let is_meant = |head: &&Head| head.removed.is_none() && *head.id == *before.draft;
    if drafts.heads.iter().any(|head| is_meant(&head)) {
        go_on(store, &before.draft).await;
    } else if store.begin(&before.rubric) {
        // Nothing was entered in it, although there may be drafts of its rubric.
        store.keeper().begin_anew(store);
    }
}

/// Goes on with the last draft of the rubric that is open, among those that were begun where this store keeps its own, unless
/// something was entered or another record is open. To be called when either of the two is given, in whichever order they come,
/// and when another tab has begun a draft.
pub fn resume_at(store: &Store) {
    if store.state().is_none() || store.keeper().place().is_none() {
        return;
    }
    let store = store.clone();
    spawn_local(async move {
        let work = async {
            // A refusal by the browser is reported when something is to be stored.
            let _ = refresh(&store).await;
            go_on_with_last(&store).await;
        };
        store.keeper().alone(&store, work).await;
    });
}

/// The drafts of the rubric that is open, the last one first: those of this place, then those of others.
fn of_rubric(store: &Store) -> (Vec<Head>, Vec<Head>) {
    let Some(state) = store.state() else {
        return Default::default();
    };
    let here = store.keeper().place();
    let drafts = store.drafts();
    let is_of = |head: &&Head| head.removed.is_none() && *head.rubric_id == *state.rubric.id;
    let all = drafts.heads.iter().filter(is_of).cloned();
    all.partition(|head| Some(&head.page) == here.as_ref())
}

/// Goes on with the last draft of this place. Where only other places have some, or something was entered meanwhile, they are
/// offered.
async fn go_on_with_last(store: &Store) {
    if !store.keeper().is_free(store) {
        return;
    }
    let (here, elsewhere) = of_rubric(store);
    match here.first() {
        Some(last) => {
            if !go_on(store, &last.id).await && store.keeper().draft().is_none() {
                store.offer_others(&here);
            }
        }
        None if elsewhere.is_empty() || store.is_hosted() => {}
        None => store.offer(&elsewhere),
    }
}

/// Reads the list again once the form that is open has become a draft. Where another tab has begun one of the same rubric
/// since the form was opened, that draft is offered: neither tab could know of the other.
pub(super) fn look_beside(store: &Store) {
    let store = store.clone();
    spawn_local(async move {
        super::list::read(&store).await;
        let others = store.keeper().begun_since(of_rubric(&store).0);
        if !others.is_empty() {
            store.offer_others(&others);
        }
    });
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

/// Goes on with a draft; whether it did.
async fn go_on(store: &Store, id: &str) -> bool {
    let before = store.serial();
    let read = read(store, id).await;
    // A person who has begun to fill in in the meantime is not disturbed.
    if store.serial() != before || store.is_unkept() {
        return false;
    }
    match read {
        Ok(Some((draft, recovered))) => {
            adopt(store, draft, recovered);
            return true;
        }
        Ok(None) => store.fail(EffectError::Draft(id.to_owned())),
        Err(refusal) => store.fail(EffectError::Storage(refusal)),
    }
    false
}

/// Puts a draft on the workspace and keeps it from now on.
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
        is_whole_due: false,
        known: Rc::default(),
    };
    let id = open.head.id.clone();
    store.resume(open, recovered);
    // Other drafts of the same rubric are named, so that none seems lost.
    let (mut others, elsewhere) = of_rubric(store);
    others.extend(elsewhere);
    others.retain(|head| head.id != id);
    store.resumed_beside(&others);
    // A record that was opened may have brought files that its draft lacks. What cannot be stored now stays where it is.
    if let Some(state) = store.state() {
        let store = store.clone();
        spawn_local(async move { drop(super::write::settle(&store, &state, true).await) });
    }
}

/// The draft of a record: here it has the record's id. In a host page it is the last one that has it, of those under the
/// key that the page gave.
pub(super) async fn draft_of(store: &Store, record: &Rc<str>) -> Result<Option<Rc<str>>, StorageError> {
    if !store.is_hosted() {
        return Ok(Some(record.clone()));
    }
    refresh(store).await?;
    let drafts = store.drafts();
    let is_of = |head: &&Head| head.removed.is_none() && head.record() == &**record;
    Ok(drafts.heads.iter().find(is_of).map(|head| head.id.clone()))
}

/// A draft and its restored form; `None` if it or its rubric is gone.
pub(super) async fn read(store: &Store, id: &str) -> Result<Option<(Draft, Recovered)>, StorageError> {
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
