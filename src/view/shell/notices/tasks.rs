//! Shows the progress of work without a view, with a way to stop it.

use crate::locale::{Locale, fill};
use crate::state::{Msg, Task, TaskKind};
use crate::web::Store;
use yew::prelude::*;

/// Renders the tasks that have lasted long enough to be shown. A screen reader announces that a task runs; the progress is read on request.
pub(super) fn tasks(store: &Store, locale: Locale) -> Html {
    let app = store.app();
    let shown = app.tasks().iter().filter_map(|task| Some((task, task.percent?)));
    shown.map(|(task, percent)| one(store, locale, task, percent)).collect()
}

fn one(store: &Store, locale: Locale, task: &Task, percent: u8) -> Html {
    let m = locale.messages;
    let text = match task.kind {
        TaskKind::Pack => m.task_packs,
        TaskKind::Unpack => m.task_unpacks,
    };
    let words = fill(text, &[("file", &task.file)]);
    let id = format!("task-{}", task.number);
    let stop = {
        let (store, number) = (store.clone(), task.number);
        Callback::from(move |_: MouseEvent| store.send(Msg::StopTask(number)))
    };
    html! {
        <section class="notice calm-panel task" key={task.number} aria-labelledby={id.clone()}>
            <p class="notice-title" id={id.clone()}>{ &words }</p>
            <progress max="100" value={percent.to_string()} aria-labelledby={id} />
            <p class="notice-buttons"><button type="button" onclick={stop}>{ m.task_stop }</button></p>
        </section>
    }
}
