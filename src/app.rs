//! The composition root: mounts the views over a store, in the standalone page and in the elements of host pages.
//!
//! [`element`] gives the class in `element.js` an engine; [`page`] is the engine of the standalone page and [`embed`]
//! the engine of elements in host pages; [`iframe_protocol`] exchanges messages with the page around a standalone page
//! in a frame; [`maker`] is the page "Make a form", a program of its own in the same page; [`worker`] is a program in a worker.

mod element;
mod embed;
mod first_view;
mod iframe_protocol;
mod maker;
mod page;
mod worker;

use crate::web::{handover, tasks};
use web_sys::window;

/// Starts the standalone page: shell, form, drafts and copies. In a worker there is no page, only work without a view.
pub fn start_page() {
    if window().is_none() {
        return worker::start(|name, input, report| {
            let task = handover::TASKS.iter().find(|task| task.name == name)?;
            Some(tasks::perform(task, input, report))
        });
    }
    element::begin(page::start);
}

/// Starts the forms of the elements in a host page. Parts that only the standalone page uses are not linked into this
/// program.
pub fn start_elements() {
    element::begin(|_| element::give(embed::Registry::default(), include_str!("style.css")));
}

/// Starts the maker: the page "Make a form", in a place that the standalone page gives it. In a worker there is only work without a view.
pub fn start_maker() {
    maker::start();
}
