//! Work without a view that is under way, such as packing an archive: shown with its progress, and stopped on request.

use std::rc::Rc;

/// What a task does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskKind {
    /// Packs the record and its files into a ZIP archive.
    Pack,
    /// Opens a ZIP archive.
    Unpack,
}

/// A task that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its number: no two tasks of a page have the same.
    pub number: u32,
    /// What it does.
    pub kind: TaskKind,
    /// The name of the file that it writes or reads.
    pub file: Rc<str>,
    /// How much is done, from 0 to 100; `None` until it has lasted long enough to be shown.
    pub percent: Option<u8>,
}

/// What happened to a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskEvent {
    /// It began.
    Began(TaskKind, Rc<str>),
    /// So many percent are done.
    At(u8),
    /// It ended, or was stopped.
    Ended,
}

/// The tasks that have not ended, the oldest first.
#[derive(Debug, Default)]
pub struct Tasks(Vec<Task>);

impl Tasks {
    /// Takes up an event; returns whether something that is shown has changed. An event of a task that has ended changes nothing.
    pub fn take(&mut self, number: u32, event: TaskEvent) -> bool {
        let index = self.0.iter().position(|task| task.number == number);
        match (event, index) {
            (TaskEvent::Began(kind, file), None) => {
                self.0.push(Task {
                    number,
                    kind,
                    file,
                    percent: None,
                });
                false
            }
            (TaskEvent::At(percent), Some(index)) => self.0[index].percent.replace(percent) != Some(percent),
            (TaskEvent::Ended, Some(index)) => self.0.remove(index).percent.is_some(),
            _ => false,
        }
    }

    /// The tasks.
    pub fn list(&self) -> &[Task] {
        &self.0
    }
}
