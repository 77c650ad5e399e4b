//! How wide the element is, in the few steps that its layout knows. Classes say so, not a container query: with one, every
//! edit would have the styles of all that it contains worked out again.

use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// The widths, in CSS pixels, at which the layout changes.
const STEPS: [i32; 4] = [400, 560, 720, 1100];

/// How many of the steps an element is wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Width(usize);

impl Width {
    fn of(element: &Element) -> Self {
        let wide = element.client_width();
        Self(STEPS.iter().filter(|step| wide >= **step).count())
    }

    /// `at-720` for each step that is reached, `below-720` for each that is not.
    pub fn classes(self) -> String {
        let each = STEPS.iter().enumerate();
        let names = each.map(|(i, step)| format!("{}-{step}", if i < self.0 { "at" } else { "below" }));
        names.collect::<Vec<_>>().join(" ")
    }
}

/// The width of an element, kept up to date.
#[hook]
pub fn use_width(element: &Element) -> Width {
    let width = use_state_eq(|| Width::of(element));
    let now = *width;
    use_effect_with(element.clone(), move |element| {
        let seen = {
            let element = element.clone();
            Closure::<dyn FnMut()>::new(move || width.set(Width::of(&element)))
        };
        // Without an observer the width stays what it was at first.
        let observer = ResizeObserver::new(seen.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(element);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(seen);
        }
    });
    now
}
