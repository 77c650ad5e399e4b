//! Counts renders, so a test can check that an edit renders only the components on its path.

use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    static RENDERS: RefCell<BTreeMap<&'static str, u32>> = const { RefCell::new(BTreeMap::new()) };
}

/// Counts a render of a component.
pub(super) fn count(component: &'static str) {
    RENDERS.with_borrow_mut(|renders| *renders.entry(component).or_default() += 1);
}

/// Returns the renders counted since the last call, as `component=count` sorted by name.
pub fn take() -> String {
    let taken = RENDERS.take();
    taken
        .iter()
        .map(|(component, count)| format!("{component}={count}"))
        .collect::<Vec<_>>()
        .join(" ")
}
