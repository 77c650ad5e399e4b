//! The copies of the open form besides its draft: when each is written, and with which state.

use crate::kit::*;
use std::rc::Rc;
use ziping::state::{App, AutosaveStatus, Effect, Fault, Mirror, MirrorTimer, Moment, Msg, State, Workspace};

/// A page whose timers and writes are seen.
struct Page {
    app: App,
    timers: Vec<(MirrorTimer, u32)>,
    /// The mirrors that were written, with the note that they have.
    written: Vec<(Mirror, String)>,
    last: Option<Rc<State>>,
}

impl Page {
    fn new(rubric: &str) -> Self {
        let workspace = Workspace::new([Rc::from(rubric)], "own".into(), "2026-11-23".into());
        Self {
            app: App::new(workspace, "own".into(), vec!["en"]),
            timers: Vec::new(),
            written: Vec::new(),
            last: None,
        }
    }

    fn send(&mut self, msg: Msg) {
        let moment = Moment {
            now: "2026-11-23T08:15:30Z".into(),
            id: "another".into(),
            spare_id: "spare".into(),
        };
        for effect in self.app.update(msg, &moment) {
            match effect {
                Effect::ScheduleMirror { timer, after_ms } => self.timers.push((timer, after_ms)),
                Effect::WriteMirror { mirror, state } => {
                    let has = state
                        .as_ref()
                        .map_or("nothing".to_owned(), |state| entry(state, "p").note.to_string());
                    self.written.push((mirror, has));
                    self.last = state;
                }
                _ => {}
            }
        }
    }

    fn edit(&mut self, text: &str) {
        self.send(Msg::Edit {
            change: note("p", text),
            is_typing: true,
        });
    }

    /// Fires the timers that were set so far, in their order; returns their delays.
    fn fire(&mut self) -> Vec<u32> {
        let timers = std::mem::take(&mut self.timers);
        timers.iter().for_each(|(timer, _)| self.send(Msg::MirrorDue(*timer)));
        timers.into_iter().map(|(_, after_ms)| after_ms).collect()
    }

    fn written(&mut self) -> Vec<(Mirror, String)> {
        std::mem::take(&mut self.written)
    }

    fn saved(&mut self, status: AutosaveStatus) {
        let state = self.last.clone();
        self.send(Msg::Saved {
            state,
            status: Some(status),
        });
    }
}

fn wrote(mirror: Mirror, note: &str) -> Vec<(Mirror, String)> {
    vec![(mirror, note.to_owned())]
}

#[test]
fn the_blocks_follow_within_200_ms_however_fast_is_typed() {
    let mut page = Page::new(SMALL);
    page.send(Msg::StartMirror(Mirror::Blocks));
    assert_eq!((page.fire(), page.written()), (vec![200], wrote(Mirror::Blocks, "")));
    page.edit("a");
    page.edit("ab");
    assert_eq!((page.fire(), page.written()), (vec![200], wrote(Mirror::Blocks, "ab")));
    // Nothing is written twice, and what changes no entry makes nothing due.
    page.send(Msg::Settle);
    page.send(Msg::PageHidden);
    assert_eq!((page.fire(), page.written()), (vec![], vec![]));
    page.send(Msg::CloseAnyway);
    assert_eq!(
        (page.fire(), page.written()),
        (vec![200], wrote(Mirror::Blocks, "nothing"))
    );
}

#[test]
fn the_value_waits_for_a_pause_in_typing() {
    let mut page = Page::new(SMALL);
    page.send(Msg::StartMirror(Mirror::Value));
    page.fire();
    page.written();
    page.edit("a");
    page.edit("ab");
    let [first, second] = page.timers[..] else {
        panic!("{:?}", page.timers)
    };
    assert_eq!((first.1, second.1), (300, 300));
    page.send(Msg::MirrorDue(first.0));
    assert_eq!(page.written(), []);
    page.send(Msg::MirrorDue(second.0));
    assert_eq!(page.written(), wrote(Mirror::Value, "ab"));
    page.send(Msg::MirrorDue(second.0));
    assert_eq!(page.written(), []);
}

#[test]
fn a_large_value_waits_longer() {
    for (count, delay) in [(500, 300), (501, 2_000)] {
        let criteria: Vec<_> = (0..count)
            .map(|i| format!(r#"{{ "id": "c{i}", "text": "C", "scale": {{ "kind": "yes-no" }} }}"#))
            .collect();
        let rubric = format!(
            r#"{{ "format": 1, "id": "many", "version": "1", "status": "draft", "title": "Many",
                "sections": [{{ "id": "s", "title": "S", "criteria": [{}] }}] }}"#,
            criteria.join(",")
        );
        let mut page = Page::new(&rubric);
        page.send(Msg::StartMirror(Mirror::Value));
        assert_eq!(page.timers.first().map(|(_, after)| *after), Some(delay), "{count}");
    }
}

#[test]
fn a_hidden_page_writes_everything_at_once_and_the_timers_find_nothing() {
    let mut page = Page::new(SMALL);
    page.send(Msg::StartMirror(Mirror::Blocks));
    page.send(Msg::StartMirror(Mirror::Value));
    page.fire();
    page.written();
    page.edit("a");
    page.send(Msg::PageHidden);
    assert_eq!(
        page.written(),
        [(Mirror::Blocks, "a".to_owned()), (Mirror::Value, "a".to_owned())]
    );
    page.fire();
    assert_eq!(page.written(), []);
    // A copy that leaves the browser has the last edit.
    page.edit("ab");
    page.send(Msg::WriteMirror(Mirror::Blocks));
    assert_eq!(page.written(), wrote(Mirror::Blocks, "ab"));
    page.send(Msg::StopMirror(Mirror::Value));
    page.fire();
    assert_eq!(page.written(), []);
}

#[test]
fn a_file_is_written_one_save_after_another() {
    let mut page = Page::new(SMALL);
    page.edit("a");
    assert!(page.app.workspace().is_dirty());
    page.send(Msg::SaveInto("form.html".to_owned()));
    assert_eq!((page.written(), page.app.autosave()), (wrote(Mirror::File, "a"), None));
    // Entered while the file is written: the file does not have it, and is written again.
    page.edit("ab");
    page.send(Msg::PageHidden);
    page.send(Msg::SaveInto("form.html".to_owned()));
    assert_eq!((page.fire(), page.written()), (vec![], vec![]));
    page.saved(AutosaveStatus::Saved("08:15".to_owned()));
    assert!(page.app.workspace().is_dirty());
    assert_eq!((page.fire(), page.written()), (vec![2_000], wrote(Mirror::File, "ab")));
    page.saved(AutosaveStatus::Saved("08:16".to_owned()));
    assert!(!page.app.workspace().is_dirty());
    let autosave = page.app.autosave().expect("a file");
    assert_eq!(
        (autosave.file.as_str(), autosave.status),
        ("form.html", AutosaveStatus::Saved("08:16".to_owned()))
    );
}

#[test]
fn a_file_that_cannot_be_written_is_tried_again_at_the_next_edit() {
    let mut page = Page::new(SMALL);
    page.send(Msg::SaveInto("form.html".to_owned()));
    page.saved(AutosaveStatus::Failed(Fault::default()));
    assert_eq!((page.fire(), page.app.has_file()), (vec![], false));
    page.edit("a");
    assert_eq!(page.fire(), [2_000]);
    // The browser asks for permission at the person's next click only.
    page.saved(AutosaveStatus::Lapsed);
    page.edit("ab");
    page.send(Msg::PageHidden);
    page.written();
    assert_eq!(
        (page.fire(), page.written(), page.app.has_file()),
        (vec![], vec![], true)
    );
    page.send(Msg::SaveInto("form.html".to_owned()));
    assert_eq!(page.written(), wrote(Mirror::File, "ab"));
}

#[test]
fn another_record_is_never_saved_into_the_file() {
    let mut page = Page::new(SMALL);
    page.edit("a");
    page.send(Msg::SaveInto("form.html".to_owned()));
    page.saved(AutosaveStatus::Saved("08:15".to_owned()));
    page.written();
    page.send(Msg::BeginAnother);
    page.edit("b");
    page.send(Msg::PageHidden);
    assert_eq!((page.fire(), page.written()), (vec![], vec![]));
    assert_eq!((page.app.autosave(), page.app.has_file()), (None, false));
}

#[test]
fn a_save_that_ends_late_says_nothing_of_another_records_file() {
    let mut page = Page::new(SMALL);
    page.send(Msg::SaveInto("first.html".to_owned()));
    let first = page.last.clone();
    page.send(Msg::BeginAnother);
    page.edit("b");
    page.send(Msg::SaveInto("second.html".to_owned()));
    page.written();
    page.send(Msg::Saved {
        state: first,
        status: Some(AutosaveStatus::Failed(Fault::default())),
    });
    // The second file is still being written, and its name is not the one that failed.
    page.send(Msg::PageHidden);
    assert_eq!((page.fire(), page.written()), (vec![], vec![]));
    assert_eq!((page.app.autosave(), page.app.has_file()), (None, true));
    page.saved(AutosaveStatus::Saved("08:15".to_owned()));
    assert_eq!(
        page.app.autosave().map(|autosave| autosave.file),
        Some("second.html".to_owned())
    );
}
