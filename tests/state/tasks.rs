//! Work without a view: what a page shows of it, and what stopping it does.

use crate::app::Page;
use ziping::state::{Msg, TaskEvent, TaskKind};

/// The tasks that are shown, each as `name percent`.
fn shown(page: &Page) -> String {
    let tasks = page.app.tasks().iter();
    let shown = tasks.filter_map(|task| Some(format!("{} {}", task.file, task.percent?)));
    shown.collect::<Vec<_>>().join(", ")
}

#[test]
fn a_task_is_shown_from_its_first_progress_to_its_end() {
    let mut page = Page::new("here");
    let (a, b) = (
        TaskEvent::Began(TaskKind::Pack, "a.zip".into()),
        TaskEvent::Began(TaskKind::Unpack, "b.zip".into()),
    );
    // An event, the tasks that are shown after it, and whether the page is drawn again.
    let rows = [
        (1, a.clone(), "", false),
        (1, TaskEvent::At(0), "a.zip 0", true),
        (2, b, "a.zip 0", false),
        (2, TaskEvent::At(50), "a.zip 0, b.zip 50", true),
        (2, TaskEvent::At(50), "a.zip 0, b.zip 50", false),
        (1, TaskEvent::Ended, "b.zip 50", true),
        // The worker was quicker than the page.
        (1, TaskEvent::At(90), "b.zip 50", false),
        (1, TaskEvent::Ended, "b.zip 50", false),
        // A task that ends before it is shown is never shown.
        (3, a, "b.zip 50", false),
        (3, TaskEvent::Ended, "b.zip 50", false),
        (2, TaskEvent::Ended, "", true),
    ];
    for (number, event, after, is_drawn) in rows {
        let version = page.app.version();
        let row = format!("{number} {event:?}");
        page.send(Msg::Task { number, event });
        assert_eq!(
            (shown(&page), page.app.version() != version),
            (after.to_owned(), is_drawn),
            "{row}"
        );
    }
    assert!(page.app.tasks().is_empty());
}

#[test]
fn a_task_that_is_stopped_is_gone_at_once() {
    let mut page = Page::new("here");
    let task = |event| Msg::Task { number: 7, event };
    page.send(task(TaskEvent::Began(TaskKind::Pack, "a.zip".into())));
    page.send(task(TaskEvent::At(10)));
    page.send(Msg::StopTask(7));
    assert_eq!(shown(&page), "");
    assert_eq!(page.asked, ["StopTask(7)"]);
    page.send(task(TaskEvent::At(20)));
    assert_eq!(shown(&page), "");
}
