//! How wide the element is, in the few steps that its layout knows. Classes say so, not a container query: with one, every
//! edit would have the styles of all that it contains worked out again.

use super::dom::SizeWatch;
use web_sys::Element;
use yew::Callback;

/// The widths, in CSS pixels, at which the layout changes.
const STEPS: [i32; 4] = [400, 560, 720, 1100];

/// How many of the steps an element is wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Width(usize);

impl Width {
    /// The width of an element now.
    pub fn of(element: &Element) -> Self {
        Self::at(element.client_width())
    }

    /// A width of so many CSS pixels.
    pub fn at(wide: i32) -> Self {
        Self(STEPS.iter().filter(|step| wide >= **step).count())
    }

    /// `at-720` for each step that is reached, `below-720` for each that is not.
    pub fn classes(self) -> String {
        let each = STEPS.iter().enumerate();
        let names = each.map(|(i, step)| format!("{}-{step}", if i < self.0 { "at" } else { "below" }));
        names.collect::<Vec<_>>().join(" ")
    }
}

/// Calls back with the width of an element whenever it changes, until the guard is dropped.
pub fn watch(element: &Element, tell: Callback<Width>) -> Option<SizeWatch> {
    let watched = element.clone();
    // Without an observer the width stays what it was at first.
    SizeWatch::new(element, move || tell.emit(Width::of(&watched)))
}
