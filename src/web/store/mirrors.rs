//! Store operations about copies of the open form.

use super::Store;
use crate::state::{Mirror, MirrorTimer, Msg, State};
use crate::web::mirrors::Writer;
use gloo::timers::callback::Timeout;
use std::rc::Rc;

impl Store {
    /// Has a copy of the open form written by this writer from now on.
    pub(crate) fn start_mirror(&self, mirror: Mirror, writer: Writer) {
        self.set_writer(mirror, writer);
        self.send(Msg::StartMirror(mirror));
    }

    /// Sets who writes a copy.
    pub(in crate::web) fn set_writer(&self, mirror: Mirror, writer: Writer) {
        self.0.writers.set(mirror, writer);
    }

    /// Ends a copy. What is due is not written any more.
    pub(crate) fn stop_mirror(&self, mirror: Mirror) {
        self.send(Msg::StopMirror(mirror));
        self.0.writers.remove(mirror);
    }

    /// Writes a copy.
    pub(in crate::web) fn write_mirror(&self, mirror: Mirror, state: Option<Rc<State>>) {
        if let Some(writer) = self.0.writers.get(mirror) {
            writer.emit(state);
        }
    }

    /// Sends a timer's message later.
    pub(in crate::web) fn schedule_mirror(&self, timer: MirrorTimer, after_ms: u32) {
        let store = self.clone();
        let timeout = Timeout::new(after_ms, move || store.send(Msg::MirrorDue(timer)));
        self.0.writers.schedule(timer.mirror, timeout);
    }
}
