//! The width of the element in a few steps for its layout. Classes express the step instead of a container query: with
//! a container query, every edit would recompute the styles of the whole content.

use super::dom::SizeWatch;
use web_sys::Element;
use yew::Callback;

/// The widths in CSS pixels at which the layout changes.
const STEPS: [i32; 4] = [400, 560, 720, 1100];

/// The number of steps that an element's width reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Width(usize);

impl Width {
    /// Measures the width of an element.
    pub fn of(element: &Element) -> Self {
        Self::at(element.client_width())
    }

    /// Creates a width from CSS pixels.
    pub fn at(wide: i32) -> Self {
        Self(STEPS.iter().filter(|step| wide >= **step).count())
    }

    /// Returns `at-720` for each step that the width reaches, and `below-720` for each other step.
    pub fn classes(self) -> String {
        let each = STEPS.iter().enumerate();
        let names = each.map(|(i, step)| format!("{}-{step}", if i < self.0 { "at" } else { "below" }));
        names.collect::<Vec<_>>().join(" ")
    }
}

/// Calls back with the width of an element on every change, until the guard is dropped.
pub fn watch(element: &Element, changed: Callback<Width>) -> Option<SizeWatch> {
    let watched = element.clone();
    // Without an observer the width keeps its initial value.
    SizeWatch::new(element, move || {
        // An element that is not shown, such as behind the first view, keeps its width.
        if watched.client_width() > 0 {
            changed.emit(Width::of(&watched));
        }
    })
}
