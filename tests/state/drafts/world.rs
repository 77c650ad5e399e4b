//! A database, and tabs that use it one effect at a time.

use crate::kit::*;
use assessment::answers::Stamp;
use assessment::record::Record;
use assessment::rubric::Rubric;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use ziping::state::drafts::{
    Batch, DraftEffect, DraftEvent, DraftMsg, DraftProtocol, DraftTimer, Duplicate, NewForm, OfferReason, ReadPurpose,
    RemoteSteps, Scope,
};
use ziping::state::{
    Action, Change, Draft, DraftMeta, Recovered, SaveStatus, Session, Snapshot, State, Step, StorageError, decode_row,
    encode_row, recover,
};

/// A row of metadata, and the notes of its draft.
type Notes = (String, Vec<Rc<str>>);

/// The rows as the browser has them.
#[derive(Clone, Debug, Default)]
pub struct Database {
    pub metas: BTreeMap<Rc<str>, String>,
    states: BTreeMap<(Rc<str>, u64), String>,
    steps: BTreeMap<(Rc<str>, u64), String>,
    pub rubrics: BTreeMap<Rc<str>, Rc<Rubric>>,
    /// Every step that was ever written, in this order.
    pub written: Vec<(Rc<str>, Step)>,
    /// The notes of each draft, until its rows change.
    notes: RefCell<BTreeMap<Rc<str>, Notes>>,
}

impl Database {
    pub fn meta(&self, id: &str) -> Option<DraftMeta> {
        decode_row(self.metas.get(id)?)
    }

    pub fn put_meta(&mut self, meta: &DraftMeta) {
        self.metas.insert(meta.id.clone(), encode_row(meta));
    }

    fn rows<T: for<'de> serde::Deserialize<'de>>(
        rows: &BTreeMap<(Rc<str>, u64), String>,
        id: &Rc<str>,
        after: Option<u64>,
    ) -> Vec<(u64, Option<T>)> {
        let from = after.map_or(0, |after| after + 1);
        let range = rows.range((id.clone(), from)..=(id.clone(), u64::MAX));
        range.map(|((_, number), row)| (*number, decode_row(row))).collect()
    }

    pub fn remote(&self, id: &Rc<str>, after: u64) -> RemoteSteps {
        RemoteSteps {
            draft: id.clone(),
            found: self.meta(id),
            after,
            steps: Self::rows(&self.steps, id, Some(after)),
        }
    }

    pub fn draft(&self, id: &Rc<str>) -> Option<Draft> {
        let meta = self.meta(id)?;
        let states = Self::rows::<Snapshot>(&self.states, id, None);
        let least = states.first().map_or(0, |(at, _)| *at);
        let steps = Self::rows(&self.steps, id, Some(least));
        Some(Draft { meta, states, steps })
    }

    /// What a draft's rows come to.
    pub fn recovered(&self, id: &Rc<str>) -> Option<Recovered> {
        let draft = self.draft(id)?;
        Some(recover(&"".into(), &self.rubrics[&draft.meta.rubric], &draft))
    }

    pub fn commit(&mut self, batch: &Batch) -> Result<(), Box<RemoteSteps>> {
        let id = &batch.meta.id;
        if self.meta(id) != batch.base {
            return Err(Box::new(self.remote(id, batch.after)));
        }
        if let Some(source) = &batch.rubric {
            self.rubrics.insert(batch.meta.rubric.clone(), rubric(source));
        }
        assert!(self.rubrics.contains_key(&batch.meta.rubric), "a rubric is missing");
        if let Some(snapshot) = &batch.snapshot {
            self.states.insert((id.clone(), batch.after), snapshot.clone());
        }
        if let Some(before) = batch.forget_before {
            self.steps.retain(|(draft, number), _| draft != id || *number > before);
            self.states.retain(|(draft, at), _| draft != id || *at >= before);
        }
        for (number, row) in (batch.after + 1..).zip(&batch.steps) {
            self.written.push((id.clone(), decode_row(row).expect("a step")));
            self.steps.insert((id.clone(), number), row.clone());
        }
        self.put_meta(&batch.meta);
        Ok(())
    }

    pub fn remove(&mut self, id: &Rc<str>) {
        self.metas.remove(id);
        self.states.retain(|(draft, _), _| draft != id);
        self.steps.retain(|(draft, _), _| draft != id);
    }

    fn metas(&self) -> Vec<DraftMeta> {
        self.metas.values().filter_map(|row| decode_row(row)).collect()
    }

    fn remove_all(&mut self, is_old: impl Fn(&DraftMeta) -> bool) {
        for meta in self.metas().iter().filter(|meta| is_old(meta)) {
            self.remove(&meta.id);
        }
    }

    /// Executes an effect; nothing if the effect has no answer.
    pub fn answer(&mut self, effect: DraftEffect, spare_id: Rc<str>, now: String) -> Option<DraftMsg> {
        Some(match effect {
            DraftEffect::ListDrafts(purpose) => DraftMsg::DraftsListed {
                purpose,
                metas: self.metas(),
                damaged: self.metas.len() - self.metas().len(),
            },
            DraftEffect::WeighFiles => DraftMsg::FilesWeighed {
                result: Ok(BTreeMap::new()),
            },
            DraftEffect::ReadDraft { draft, purpose } => match self.draft(&draft) {
                Some(draft) => DraftMsg::DraftRead {
                    purpose,
                    rubric: self.rubrics[&draft.meta.rubric].clone(),
                    draft: Box::new(draft),
                    today: "2026-11-23".into(),
                    spare_id,
                },
                None => DraftMsg::DraftMissing { purpose, draft },
            },
            DraftEffect::ReadSteps { draft, after } => DraftMsg::StepsRead(self.remote(&draft, after)),
            DraftEffect::CommitBatch(batch) => match self.commit(&batch) {
                Ok(()) => DraftMsg::Committed { now },
                Err(remote) => DraftMsg::Behind(*remote),
            },
            DraftEffect::ChangeMeta { draft, change } => {
                if let Some(mut meta) = self.meta(&draft) {
                    change.apply(&mut meta);
                    self.put_meta(&meta);
                }
                DraftMsg::Changed { result: Ok(()) }
            }
            DraftEffect::StoreDuplicate { meta, snapshot, .. } => {
                self.states.insert((meta.id.clone(), 0), snapshot);
                self.put_meta(&meta);
                DraftMsg::Changed { result: Ok(()) }
            }
            DraftEffect::Tidy { drafts } => {
                self.remove_all(|meta| drafts.contains(&meta.id));
                DraftMsg::Changed { result: Ok(()) }
            }
            DraftEffect::RemoveDrafts(scope) => {
                self.remove_all(|meta| scope.has(meta));
                DraftMsg::Removed { result: Ok(()) }
            }
            DraftEffect::RemoveEverything => {
                self.remove_all(|_| true);
                DraftMsg::Cleared { result: Ok(()) }
            }
            DraftEffect::Announce { .. }
            | DraftEffect::Schedule { .. }
            | DraftEffect::StoreFiles { .. }
            | DraftEffect::AnswerRemoval(_) => return None,
        })
    }

    /// The notes of all drafts.
    fn notes(&self) -> BTreeSet<Rc<str>> {
        let mut known = self.notes.borrow_mut();
        for (id, meta) in &self.metas {
            // No row of a draft changes without its metadata.
            if known.get(id).is_none_or(|(last, _)| last != meta) {
                let recovered = self.recovered(id);
                let notes = recovered.map(|recovered| notes_of(&recovered.session.state));
                known.insert(id.clone(), (meta.clone(), notes.unwrap_or_default()));
            }
        }
        known.retain(|id, _| self.metas.contains_key(id));
        known.values().flat_map(|(_, notes)| notes.iter().cloned()).collect()
    }
}

/// All notes of a form.
pub fn notes_of(state: &State) -> Vec<Rc<str>> {
    let criteria = state.record.sheet.root.criteria.iter();
    let sections = state.record.sheet.root.sections.iter();
    let inner = sections.flat_map(|section| section.criteria.iter());
    let notes = criteria.chain(inner).map(|criterion| criterion.entry.note.clone());
    notes.filter(|note| !note.is_empty()).collect()
}

/// One tab.
#[derive(Default)]
pub struct Tab {
    pub protocol: DraftProtocol,
    pub session: Option<Session>,
    /// Effects that the browser has not executed yet.
    pub requests: Vec<DraftEffect>,
    /// Answers and announcements that were not delivered yet.
    pub inbox: Vec<DraftMsg>,
    pub timers: Vec<DraftTimer>,
    pub status: SaveStatus,
    pub offers: Vec<(OfferReason, Vec<Rc<str>>)>,
    pub asked: Option<Rc<str>>,
    /// What the browser refused of what the person asked for.
    pub refused: Vec<StorageError>,
    /// The steps that this tab has made since it was opened.
    made: Vec<Rc<str>>,
    /// The notes that it has made.
    notes: Vec<Rc<str>>,
    /// Whether a form was ever opened in it.
    pub is_used: bool,
    /// The draft whose form is shown; a reload opens it.
    pub draft: Option<Rc<str>>,
}

/// How a transaction ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Done,
    Fails,
}

pub struct World {
    pub database: Database,
    pub tabs: Vec<Tab>,
    /// The sources of the rubric: the one that forms begin with comes first.
    pub sources: Vec<String>,
    /// Minutes, by the person's clock.
    pub clock: i64,
    ticks: u32,
    /// The scope of each tab, and whether it is a form in a host page.
    pub scopes: Vec<(Rc<str>, bool)>,
    last: BTreeMap<&'static str, u64>,
    /// Notes that were reported as saved.
    saved: BTreeSet<Rc<str>>,
    /// Notes of drafts that were removed.
    removed: BTreeSet<Rc<str>>,
    pub effects: usize,
    /// Why the world is not as it should be.
    pub broken: Vec<String>,
}

impl World {
    pub fn new(sources: &[&str], tabs: usize) -> Self {
        Self {
            database: Database::default(),
            tabs: (0..tabs).map(|_| Tab::default()).collect(),
            sources: sources.iter().map(|source| (*source).to_owned()).collect(),
            clock: 0,
            ticks: 0,
            scopes: vec![("here".into(), false); tabs],
            last: BTreeMap::new(),
            saved: BTreeSet::new(),
            removed: BTreeSet::new(),
            effects: 0,
            broken: Vec::new(),
        }
    }

    /// The next id of a kind: `r` for records, `x` for spare records, `n` for notes, `s` for stamps.
    fn fresh(&mut self, kind: &'static str) -> Rc<str> {
        let last = self.last.entry(kind).or_default();
        *last += 1;
        format!("{kind}{last}").into()
    }

    /// The id of a record's draft.
    fn draft_of(&self, tab: usize, record: &Rc<str>) -> Rc<str> {
        match &self.scopes[tab] {
            (scope, true) => format!("{scope}.{record}").into(),
            _ => record.clone(),
        }
    }

    pub fn now(&mut self) -> Rc<str> {
        self.clock += 1;
        self.ticks += 1;
        // Clocks that are set back show a minute again, but hardly ever the same millisecond.
        format!(
            "2026-11-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            20 + self.clock / 1440,
            self.clock / 60 % 24,
            self.clock % 60,
            self.ticks / 1000 % 60,
            self.ticks % 1000
        )
        .into()
    }

    /// Has the protocol of a tab take a message, and takes what it asks for.
    pub fn send(&mut self, tab: usize, msg: DraftMsg) {
        let update = self.tabs[tab].protocol.update(msg);
        self.effects += update.effects.len() + update.events.len();
        for event in update.events {
            let own = &mut self.tabs[tab];
            match event {
                DraftEvent::StatusChanged => {
                    own.status = own.protocol.status().clone();
                    if matches!(own.status, SaveStatus::Saved(_)) {
                        self.check_saved(tab);
                    }
                }
                DraftEvent::ShowForm(session) => {
                    let draft = self.draft_of(tab, &session.state.record.id);
                    let own = &mut self.tabs[tab];
                    (own.draft, own.session) = (Some(draft), Some(session));
                }
                DraftEvent::ShowDraft { meta, recovered } => {
                    own.draft = Some(meta.id.clone());
                    own.asked = None;
                    own.session = Some(recovered.session);
                }
                DraftEvent::Offer { reason, drafts } => {
                    let ids = drafts.iter().map(|meta| meta.id.clone()).collect();
                    own.offers.push((reason, ids));
                }
                DraftEvent::Compare { draft, .. } => own.asked = Some(draft),
                DraftEvent::Failed(error) => own.refused.push(error),
                // The tabs of this world carry no profile over.
                DraftEvent::ProfileRead { .. } => {}
                DraftEvent::Listed | DraftEvent::ListFailed | DraftEvent::OpenFailed { .. } => {}
            }
        }
        for effect in update.effects {
            let own = &mut self.tabs[tab];
            match effect {
                DraftEffect::Schedule { timer, .. } => own.timers.push(timer),
                DraftEffect::StoreFiles { .. } | DraftEffect::AnswerRemoval(_) => {}
                DraftEffect::Announce { draft } => {
                    for (index, other) in self.tabs.iter_mut().enumerate() {
                        if index != tab {
                            other.inbox.push(DraftMsg::Announced { draft: draft.clone() });
                        }
                    }
                }
                request => own.requests.push(request),
            }
        }
    }

    /// A host page removes the drafts of the open rubric, with everything that was entered in this tab so far.
    pub fn hand_in(&mut self, tab: usize) {
        let own = &self.tabs[tab];
        let Some(session) = &own.session else { return };
        let scope = Scope {
            page: self.scopes[tab].0.clone(),
            rubric_id: session.state.rubric.id.shared(),
        };
        self.removed.extend(own.notes.iter().cloned());
        self.send(tab, DraftMsg::RemovalRequested(scope));
    }

    /// The person gives up what the tab shows and the database does not have.
    pub fn discard_form(&mut self, tab: usize) {
        if let Some(session) = &self.tabs[tab].session {
            let stored = self.database.notes();
            let notes = notes_of(&session.state);
            self.removed
                .extend(notes.into_iter().filter(|note| !stored.contains(note)));
        }
    }

    /// What a tab reports as saved is in the database at this moment.
    fn check_saved(&mut self, tab: usize) {
        let written: BTreeSet<Rc<str>> = self
            .database
            .written
            .iter()
            .filter_map(|(_, step)| name_of(step))
            .collect();
        let own = &self.tabs[tab];
        let notes = match own.notes.is_empty() {
            true => BTreeSet::new(),
            false => self.database.notes(),
        };
        for note in own.notes.iter().filter(|note| !self.removed.contains(*note)) {
            if !notes.contains(note) {
                self.broken
                    .push(format!("tab {tab} reports {note} as saved, and it is not"));
            }
        }
        if own.notes.is_empty() {
            for step in own.made.iter().filter(|step| !written.contains(*step)) {
                self.broken
                    .push(format!("tab {tab} reports step {step} as saved, and it is not"));
            }
        }
        self.saved.extend(own.notes.iter().cloned());
    }

    /// A blank form in a tab.
    pub fn begin(&mut self, tab: usize, is_new: bool) -> Rc<str> {
        let id = self.fresh("r");
        let rubric = rubric(&self.sources[0]);
        let session = Session::new(State::on(
            &"".into(),
            rubric.clone(),
            Record::blank(&rubric, id.clone()),
        ));
        self.open_form(tab, session, is_new, false);
        id
    }

    pub fn open_form(&mut self, tab: usize, session: Session, is_new: bool, is_dirty: bool) {
        self.open_as(tab, session, is_new, is_dirty, false);
    }

    /// Opens a form; `is_record` says whether it is compared with its draft first.
    pub fn open_as(&mut self, tab: usize, session: Session, is_new: bool, is_dirty: bool, is_record: bool) {
        let now = self.now();
        let meta = DraftMeta {
            id: self.draft_of(tab, &session.state.record.id),
            page: self.scopes[tab].0.clone(),
            ..DraftMeta::of(&session, &["en"], &now)
        };
        let spare_id = self.fresh("x");
        self.tabs[tab].is_used = true;
        self.tabs[tab].draft = Some(meta.id.clone());
        self.tabs[tab].session = Some(session.clone());
        self.tabs[tab].asked = None;
        let form = NewForm {
            session,
            meta,
            spare_id,
            is_dirty,
            is_new,
            is_record,
        };
        self.send(tab, DraftMsg::FormOpened(Box::new(form)));
    }

    pub fn duplicate(&mut self, tab: usize, draft: Rc<str>, name: &str) {
        let duplicate = Duplicate {
            draft,
            name: name.into(),
            page: self.scopes[tab].0.clone(),
            languages: vec!["en"],
            now: self.now(),
        };
        self.send(tab, DraftMsg::DuplicateRequested(duplicate));
    }

    pub fn close(&mut self, tab: usize) {
        self.tabs[tab].session = None;
        self.tabs[tab].draft = None;
        self.tabs[tab].asked = None;
        self.send(tab, DraftMsg::FormClosed);
    }

    /// The tab is killed and opened again; whatever was not executed or not delivered is lost.
    pub fn reload(&mut self, tab: usize) {
        let draft = self.tabs[tab].draft.take();
        self.tabs[tab] = Tab::default();
        match draft.filter(|draft| self.database.metas.contains_key(draft)) {
            Some(draft) => self.send(tab, DraftMsg::OpenRequested { draft }),
            None => drop(self.begin(tab, false)),
        }
    }

    fn stamp(&mut self, tab: usize) -> Stamp {
        Stamp {
            counter: 0,
            replica: format!("t{tab}").as_str().into(),
            time: self.now(),
            by: self.fresh("s"),
        }
    }

    fn make(&mut self, tab: usize, work: impl FnOnce(&mut Session) -> Option<Step>) -> bool {
        let now = self.now();
        let Some(session) = &mut self.tabs[tab].session else {
            return false;
        };
        let before = session.clone();
        let Some(step) = work(session) else { return false };
        let after = session.clone();
        self.tabs[tab].made.extend(name_of(&step));
        let step = DraftMsg::Stepped {
            before,
            after,
            step,
            now,
        };
        self.send(tab, step);
        true
    }

    pub fn edit(&mut self, tab: usize, change: Change) -> bool {
        let action = action(change);
        self.perform(tab, action, false)
    }

    /// An edit under a stamp of this world.
    pub fn perform(&mut self, tab: usize, action: Action, typing: bool) -> bool {
        let stamp = self.stamp(tab);
        self.make(tab, |session| session.perform(&Action { stamp, ..action }, typing))
    }

    pub fn fill_in_as(&mut self, tab: usize, rater: &str) {
        let step = Step::FillInAs(rater.into());
        self.make(tab, |session| session.take(&step).then_some(step));
    }

    /// A note that no other step touches.
    pub fn note(&mut self, tab: usize) {
        let text = self.fresh("n");
        let number: usize = text[1..].parse().expect("a number");
        // A form of a few criteria has no room for a note of its own for each edit.
        let criterion = match self.sources[0].contains("c63") {
            true => format!("c{}", number % 64),
            false => "p".to_owned(),
        };
        let is_free = |session: &Session| entry(&session.state, &criterion).note.is_empty();
        if self.tabs[tab].session.as_ref().is_some_and(is_free) && self.edit(tab, note(&criterion, &text)) {
            self.tabs[tab].notes.push(text);
        }
    }

    pub fn undo(&mut self, tab: usize) {
        let step = Step::Undo(self.stamp(tab));
        let own = &mut self.tabs[tab];
        if let Some(session) = &own.session {
            // A note that is taken back is not to be found any more.
            let mut after = session.clone();
            after.take(&step);
            let (before, after) = (notes_of(&session.state), notes_of(&after.state));
            own.notes.retain(|note| after.contains(note) || !before.contains(note));
        }
        self.make(tab, |session| session.take(&step).then_some(step));
    }

    pub fn redo(&mut self, tab: usize) {
        let step = Step::Redo(self.stamp(tab));
        self.make(tab, |session| session.take(&step).then_some(step));
    }

    pub fn settle(&mut self, tab: usize) {
        if let Some(session) = &mut self.tabs[tab].session {
            session.settle();
            self.send(tab, DraftMsg::Settled);
        }
    }

    /// Another version of the rubric is opened: the answers are carried over.
    pub fn replace(&mut self, tab: usize) {
        let Some(session) = &self.tabs[tab].session else { return };
        let other = self
            .sources
            .iter()
            .find(|source| **source != *session.state.rubric.source);
        let rubric = rubric(other.expect("another version"));
        let file = session.state.record.to_file(&session.state.rubric);
        let (record, _) = Record::open(&rubric, file);
        let session = session.with_state(State::on(&"".into(), rubric, record));
        self.tabs[tab].session = Some(session.clone());
        let meta = DraftMeta::of(&session, &["en"], "");
        self.send(tab, DraftMsg::FormReplaced { session, meta });
    }

    pub fn remove(&mut self, id: &Rc<str>) {
        self.give_up(id);
        self.database.remove(id);
    }

    /// Executes the first request of a tab; its answer waits to be delivered.
    pub fn run(&mut self, tab: usize, fate: Fate) {
        if self.tabs[tab].requests.is_empty() {
            return;
        }
        let request = self.tabs[tab].requests.remove(0);
        let answer = match fate {
            Fate::Done => self.execute(request),
            Fate::Fails => refuse(request),
        };
        self.tabs[tab].inbox.push(answer);
    }

    fn execute(&mut self, request: DraftEffect) -> DraftMsg {
        // What a person or a host page removes is not lost.
        let removed: Vec<_> = match &request {
            DraftEffect::RemoveDrafts(scope) => {
                let metas = self.database.metas().into_iter();
                metas.filter(|meta| scope.has(meta)).map(|meta| meta.id).collect()
            }
            DraftEffect::Tidy { drafts } => drafts.clone(),
            DraftEffect::RemoveEverything => self.database.metas.keys().cloned().collect(),
            _ => Vec::new(),
        };
        removed.iter().for_each(|id| self.give_up(id));
        let spare_id = match &request {
            DraftEffect::ReadDraft { draft, .. } if self.database.draft(draft).is_some() => self.fresh("x"),
            _ => "".into(),
        };
        let is_batch = matches!(request, DraftEffect::CommitBatch(_));
        let now = if is_batch { self.now() } else { "".into() }.to_string();
        self.database.answer(request, spare_id, now).expect("a request")
    }

    /// Nothing of a draft needs to stay.
    pub fn give_up(&mut self, id: &Rc<str>) {
        if let Some(recovered) = self.database.recovered(id) {
            self.removed.extend(notes_of(&recovered.session.state));
        }
    }

    pub fn deliver(&mut self, tab: usize, index: usize) {
        let waiting = self.tabs[tab].inbox.len();
        if waiting > 0 {
            let msg = self.tabs[tab].inbox.remove(index % waiting);
            self.send(tab, msg);
        }
    }

    pub fn fire(&mut self, tab: usize, index: usize) {
        let waiting = self.tabs[tab].timers.len();
        if waiting > 0 {
            let timer = self.tabs[tab].timers.remove(index % waiting);
            self.send(tab, DraftMsg::TimerFired(timer));
        }
    }

    /// Executes and delivers everything, until nothing is left to be done.
    pub fn quiesce(&mut self) {
        for round in 0.. {
            let mut is_quiet = true;
            for tab in 0..self.tabs.len() {
                while !self.tabs[tab].requests.is_empty() || !self.tabs[tab].inbox.is_empty() {
                    is_quiet = false;
                    self.run(tab, Fate::Done);
                    self.deliver(tab, 0);
                }
                if !self.tabs[tab].timers.is_empty() {
                    is_quiet = false;
                    self.fire(tab, 0);
                }
            }
            if is_quiet {
                return;
            }
            if round == 500 {
                self.broken.push("it never ends".to_owned());
                return;
            }
        }
    }

    /// The person answers what was asked, announcements that were lost are made up for, and everything is executed.
    pub fn finish(&mut self) {
        for _ in 0..8 {
            self.quiesce();
            for tab in 0..self.tabs.len() {
                if self.tabs[tab].asked.take().is_some() {
                    self.send(tab, DraftMsg::KeepBoth);
                }
                self.send(tab, DraftMsg::Poll);
            }
        }
        self.quiesce();
    }

    /// Every note that was reported as saved is in the database.
    pub fn check_nothing_lost(&mut self) {
        if self.saved.is_empty() {
            return;
        }
        let notes = self.database.notes();
        let lost: Vec<_> = self
            .saved
            .difference(&notes)
            .filter(|note| !self.removed.contains(*note))
            .collect();
        if !lost.is_empty() {
            self.broken
                .push(format!("{lost:?} were reported as saved and are lost"));
        }
    }

    /// Every step was written once.
    pub fn check_written_once(&mut self) {
        let mut seen = BTreeSet::new();
        for name in self.database.written.iter().filter_map(|(_, step)| name_of(step)) {
            if !seen.insert(name.clone()) {
                self.broken.push(format!("{name} was written twice"));
            }
        }
    }
}

fn refuse(request: DraftEffect) -> DraftMsg {
    let error = StorageError::Full;
    match request {
        DraftEffect::CommitBatch(_) => DraftMsg::CommitFailed { error },
        DraftEffect::ReadDraft { purpose, draft } => DraftMsg::ReadFailed { purpose, draft, error },
        DraftEffect::ReadSteps { draft, .. } => DraftMsg::ReadFailed {
            purpose: ReadPurpose::Follow,
            draft,
            error,
        },
        DraftEffect::RemoveDrafts(_) => DraftMsg::Removed { result: Err(error) },
        DraftEffect::RemoveEverything => DraftMsg::Cleared { result: Err(error) },
        DraftEffect::ListDrafts(purpose) => DraftMsg::ListFailed { purpose, error },
        DraftEffect::WeighFiles => DraftMsg::FilesWeighed { result: Err(error) },
        _ => DraftMsg::Changed { result: Err(error) },
    }
}

/// The name that a step of this world has; a change of rater has none.
fn name_of(step: &Step) -> Option<Rc<str>> {
    match step {
        Step::Edit { action, .. } => Some(action.stamp.by.clone()),
        Step::Undo(stamp) | Step::Redo(stamp) => Some(stamp.by.clone()),
        Step::FillInAs(_) => None,
    }
}
