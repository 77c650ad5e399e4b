//! What a person does with drafts: find them again, name them, copy them, put them away.

use super::base::{self, DRAFTS, FILES, Refusal};
use super::keeper::Open;
use super::{marker, rows};
use crate::state::{Draft, Head, Journal, Recovered, Saved, State, recover};
use crate::web::{Store, Trouble, blobs, clock, files};
use assessment::rubric::Rubric;
use gloo::timers::callback::Timeout;
use js_sys::Array;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// How long the page waits for the drafts before it shows itself without them, in milliseconds.
const PATIENCE: u32 = 1_500;
/// How long a draft that was put away can be had back, in milliseconds.
const KEPT: i64 = 24 * 60 * 60 * 1_000;

/// The drafts that this browser has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts {
    /// Their heads, the one changed last first.
    pub heads: Vec<Head>,
    /// How many cannot be read.
    pub damaged: usize,
    /// How many bytes of evidence files are stored, by draft.
    pub files: BTreeMap<Rc<str>, u64>,
}

impl Drafts {
    /// How many bytes are stored of a draft.
    pub fn bytes(&self, head: &Head) -> u64 {
        head.bytes.iter().sum::<u64>() + self.files.get(&head.id).copied().unwrap_or_default()
    }

    /// The turn of a draft that is taken up now, before all others: clocks go back, turns do not.
    pub(super) fn next_turn(&self) -> u64 {
        1 + self.heads.iter().map(|head| head.turn).max().unwrap_or_default()
    }
}

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
                Some(last) => go_on(&store, &last.id, &|| true).await,
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
    spawn_local(async move {
        loop {
            let removals = store.keeper().at_rest().await;
            let is_calm = || store.keeper().removals() == removals;
            resume_last(&store, &is_calm).await;
            if is_calm() {
                break;
            }
        }
    });
}

async fn resume_last(store: &Store, is_calm: &dyn Fn() -> bool) {
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
        go_on(store, &head.id, is_calm).await;
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

/// Reads the list again.
pub fn look(store: &Store) {
    let store = store.clone();
    spawn_local(async move {
        let done = async {
            refresh(&store).await?;
            weigh(&store).await
        };
        tell(&store, done.await);
    });
}

async fn refresh(store: &Store) -> Result<(), Refusal> {
    let (mut heads, damaged) = rows::heads().await?;
    // What is kept in somebody else's page is nobody's business but of who has the key.
    let place = store.keeper().place().filter(|_| store.is_hosted());
    match place {
        Some(place) => heads.retain(|head| head.is_hosted() && head.page == place),
        None => {
            heads.retain(|head| !head.is_hosted());
            marker::write(&heads);
        }
    }
    let files = store.drafts().files.clone();
    store.found(Drafts { heads, damaged, files });
    Ok(())
}

/// Adds up what files of evidence take. The page does not wait for it.
async fn weigh(store: &Store) -> Result<(), Refusal> {
    let files = blobs::sizes().await?;
    store.found(Drafts {
        files,
        ..(*store.drafts()).clone()
    });
    Ok(())
}

/// Says what the browser refused.
fn tell(store: &Store, done: Result<(), Refusal>) {
    if let Err(refusal) = done {
        store.fail(Trouble::Storage(refusal));
    }
}

/// Goes on with a draft.
pub fn open(store: &Store, id: &str) {
    let (store, id) = (store.clone(), Rc::<str>::from(id));
    spawn_local(async move {
        go_on(&store, &id, &|| true).await;
        crate::web::focus::form(&store);
    });
}

/// Goes on with a draft, unless something else has happened meanwhile.
async fn go_on(store: &Store, id: &str, is_calm: &dyn Fn() -> bool) {
    let before = store.serial();
    let read = read(store, id).await;
    // Whoever has begun to fill in meanwhile is not disturbed.
    if store.serial() != before || store.is_unkept() || !is_calm() {
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

/// Changes the head of a draft, and reads the list again.
fn change(store: &Store, id: &str, work: impl Fn(&mut Head) + 'static) {
    let (store, id) = (store.clone(), Rc::<str>::from(id));
    spawn_local(async move {
        let done = async {
            let writing = base::writing(&[DRAFTS]).await?;
            if let Some(mut head) = rows::head(&writing, &id).await? {
                work(&mut head);
                rows::put_head(&writing, &head).await?;
            }
            writing.done().await?;
            refresh(&store).await
        };
        tell(&store, done.await);
    });
}

/// Gives a draft a name.
pub fn rename(store: &Store, id: &str, name: &str) {
    let name: Rc<str> = name.into();
    change(store, id, move |head| head.name.clone_from(&name));
}

/// Puts a draft away. It can be had back until the page is opened again a day later.
pub fn remove(store: &Store, id: &str) {
    let now: Rc<str> = clock::now().into();
    change(store, id, move |head| head.removed = Some(now.clone()));
}

/// Has a draft back that was put away.
pub fn restore(store: &Store, id: &str) {
    change(store, id, |head| head.removed = None);
}

/// Makes a draft of its own of what a draft holds now.
pub fn duplicate(store: &Store, id: &str, name: &str) {
    let (store, id, name) = (store.clone(), Rc::<str>::from(id), Rc::<str>::from(name));
    spawn_local(async move {
        let done = async {
            let Some((draft, mut recovered)) = read(&store, &id).await? else {
                return Ok(());
            };
            let mut state = (*recovered.session.state).clone();
            state.record.id = files::fresh_id();
            recovered.session.state = Rc::new(state);
            let writing = base::writing(&[DRAFTS, base::STATES, FILES]).await?;
            let mut head = Head {
                name,
                page: store.keeper().place().unwrap_or_default(),
                turn: store.drafts().next_turn(),
                state: Some(0),
                rubric: draft.head.rubric.clone(),
                ..Head::of(&recovered.session, &clock::now())
            };
            head.bytes[1] = rows::put_state(&writing, &head.id, 0, &Saved::of(&recovered.session)).await?;
            rows::put_head(&writing, &head).await?;
            let all = || base::all_of(&id, None).map(idb::Query::from);
            let kept = writing.store(FILES)?;
            let (keys, blobs) = (
                kept.get_all_keys(Some(all()?), None)?,
                kept.get_all(Some(all()?), None)?,
            );
            for (key, blob) in keys.await?.into_iter().zip(blobs.await?) {
                let name = Array::from(&key).get(1);
                kept.put(&blob, Some(&base::key(&head.id, name)))?.await?;
            }
            writing.done().await?;
            refresh(&store).await?;
            weigh(&store).await
        };
        tell(&store, done.await);
    });
}

/// Removes the drafts of the rubric that is open which are kept at a place in somebody else's page. What is on the form stays on it.
///
/// # Errors
/// If the browser does not give them or does not remove one.
pub async fn remove_at(store: &Store, place: &str) -> Result<(), Refusal> {
    let Some(state) = store.state() else { return Ok(()) };
    let is_meant = |head: &Head| head.is_hosted() && *head.page == *place && *head.rubric_id == *state.rubric.id;
    let removing = async {
        let (mut heads, _) = rows::heads().await?;
        heads.retain(&is_meant);
        for head in &heads {
            rows::remove(&head.id).await?;
        }
        rows::forget_unneeded().await?;
        Ok(heads)
    };
    for head in store.keeper().without(store, &is_meant, removing).await? {
        super::channel::tell(Some(&head.id));
    }
    Ok(())
}

/// Removes everything that the browser keeps of this program.
pub fn remove_everything(store: &Store) {
    let store = store.clone();
    spawn_local(async move {
        let done = base::remove_all().await;
        if done.is_ok() {
            crate::web::page::forget();
            store.found(Drafts::default());
        }
        tell(&store, done);
    });
}

/// Removes what was put away long enough ago, and the rubrics and files that no draft needs any more. What cannot be removed now is removed
/// another time.
async fn tidy(store: &Store) {
    let now = js_sys::Date::now() as i64;
    let is_old = |head: &&Head| {
        let removed = head.removed.as_ref().map(|removed| js_sys::Date::parse(removed) as i64);
        removed.is_some_and(|removed| now.saturating_sub(removed) > KEPT)
    };
    let drafts = store.drafts();
    let old: Vec<_> = drafts.heads.iter().filter(is_old).map(|head| head.id.clone()).collect();
    for id in &old {
        let _ = rows::remove(id).await;
    }
    if rows::forget_unneeded().await.is_ok() && !old.is_empty() {
        tell(store, refresh(store).await);
    }
    // What cannot be weighed is shown without its files.
    let _ = weigh(store).await;
}
