//! Counts renders, so that a test can tell that an edit rendered its own path only.

use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    static RENDERS: RefCell<BTreeMap<&'static str, u32>> = const { RefCell::new(BTreeMap::new()) };
}

/// Counts a render of a component.
pub(super) fn count(component: &'static str) {
    RENDERS.with_borrow_mut(|renders| *renders.entry(component).or_default() += 1);
}

/// The renders counted since the last call, as `component=count` in the order of names.
pub fn take() -> String {
    let taken = RENDERS.take();
    taken
        .iter()
        .map(|(component, count)| format!("{component}={count}"))
        .collect::<Vec<_>>()
        .join(" ")
}
