//! Copies of the open form that are written again and again besides its draft: which is due, and when.
//!
//! One rule for all: a mirror is due while the open state is another one than it has. States are compared by the pointers that are
//! held here. A mirror is written after a delay, and at once when the page is hidden.

use super::{Effect, Mirror, MirrorTimer, State};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The delay of the blocks in milliseconds. They must be complete 300 ms after an edit.
const BLOCKS: u32 = 200;
/// The pause in typing after which the page is saved into its file, in milliseconds.
const FILE: u32 = 2_000;
/// The pause in typing after which the value of an HTML form is updated, in milliseconds. The browser stores the value to restore the
/// page; submitting sends the exact value anyway.
const VALUE: u32 = 300;
/// The same for forms with more than [`MANY`] criteria, which take noticeable time to write.
const LARGE_VALUE: u32 = 2_000;
const MANY: u32 = 500;

impl Mirror {
    /// How long after an edit it is written, in milliseconds.
    fn delay(self, state: Option<&State>) -> u32 {
        match self {
            Self::Blocks => BLOCKS,
            Self::File => FILE,
            Self::Value if state.is_some_and(|state| state.rubric.root.count > MANY) => LARGE_VALUE,
            Self::Value => VALUE,
        }
    }

    /// Whether each edit begins the delay again.
    fn waits_for_pause(self) -> bool {
        self != Self::Blocks
    }
}

/// The mirrors that are written.
#[derive(Debug, Default)]
pub(super) struct Mirrors {
    all: BTreeMap<Mirror, Written>,
    seen: Option<Rc<State>>,
    last_number: u64,
}

/// What a mirror has.
#[derive(Debug, Default)]
struct Written {
    /// The state; `None` if there is none in it.
    state: Option<Rc<State>>,
    /// The record that it is for; any record if `None`.
    record: Option<Rc<str>>,
    timer: Option<u64>,
    is_writing: bool,
    /// Nothing is written until it is started again.
    is_paused: bool,
}

impl Written {
    fn is_due(&self, now: Option<&Rc<State>>) -> bool {
        let is_own = self
            .record
            .as_ref()
            .is_none_or(|record| now.is_some_and(|now| now.record.id == *record));
        is_own && !self.is_writing && !self.is_paused && !is_same(self.state.as_ref(), now)
    }
}

fn is_same(a: Option<&Rc<State>>, b: Option<&Rc<State>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Rc::ptr_eq(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

impl Mirrors {
    /// Begins a mirror of the record with this id, or of every record. It has nothing yet.
    pub(super) fn start(&mut self, mirror: Mirror, record: Option<Rc<str>>) {
        let fresh = Written {
            record,
            ..Written::default()
        };
        self.all.insert(mirror, fresh);
        self.seen = None;
    }

    pub(super) fn stop(&mut self, mirror: Mirror) {
        self.all.remove(&mirror);
    }

    /// Whether a mirror is being written for this record.
    pub(super) fn is_writing(&self, mirror: Mirror, record: &str) -> bool {
        let found = self.all.get(&mirror).filter(|one| one.is_writing);
        found.is_some_and(|one| one.record.as_deref() == Some(record))
    }

    /// Sets the timers of the mirrors that are due, if the open state is another than at the last call.
    pub(super) fn follow(&mut self, now: Option<&Rc<State>>) -> Vec<Effect> {
        if is_same(self.seen.as_ref(), now) {
            return Vec::new();
        }
        self.seen = now.cloned();
        let mut effects = Vec::new();
        for (mirror, written) in &mut self.all {
            if written.is_due(now) && (written.timer.is_none() || mirror.waits_for_pause()) {
                self.last_number += 1;
                written.timer = Some(self.last_number);
                effects.push(Effect::ScheduleMirror {
                    timer: MirrorTimer {
                        mirror: *mirror,
                        number: self.last_number,
                    },
                    after_ms: mirror.delay(now.map(|now| &**now)),
                });
            }
        }
        effects
    }

    /// A timer fired.
    pub(super) fn fire(&mut self, timer: MirrorTimer, now: Option<&Rc<State>>) -> Option<Effect> {
        let written = self.all.get(&timer.mirror)?;
        (written.timer == Some(timer.number)).then_some(())?;
        self.write(timer.mirror, now)
    }

    /// Writes a mirror now, if it is due.
    pub(super) fn write(&mut self, mirror: Mirror, now: Option<&Rc<State>>) -> Option<Effect> {
        let written = self.all.get_mut(&mirror)?;
        written.timer = None;
        if !written.is_due(now) {
            return None;
        }
        written.state = now.cloned();
        // Only the file takes its time.
        written.is_writing = mirror == Mirror::File;
        Some(Effect::WriteMirror {
            mirror,
            state: now.cloned(),
        })
    }

    /// Writes every mirror that is due.
    pub(super) fn write_all(&mut self, now: Option<&Rc<State>>) -> Vec<Effect> {
        let all: Vec<_> = self.all.keys().copied().collect();
        all.into_iter().filter_map(|mirror| self.write(mirror, now)).collect()
    }

    /// A mirror has this state now, or could not be written with it. `is_paused` says whether nothing is written until the person acts.
    pub(super) fn end(&mut self, mirror: Mirror, state: Option<Rc<State>>, is_paused: bool) {
        if let Some(written) = self.all.get_mut(&mirror) {
            (written.state, written.is_writing, written.is_paused) = (state, false, is_paused);
            // What was entered meanwhile is due.
            self.seen = None;
        }
    }
}
