//! Keeps what is read where it is while parts above it grow. Browsers do this themselves (scroll anchoring); WebKit does not.

use web_sys::{Element, ShadowRoot, css};

/// A place on the screen, and how far below the start of the page it stood.
pub(super) struct ScrollAnchor {
    place: Element,
    at: i32,
}

impl ScrollAnchor {
    /// Takes hold of a place; not where the browser does so itself.
    pub(super) fn on(place: Element) -> Option<Self> {
        let anchors = css::supports_with_value("overflow-anchor", "auto").unwrap_or(false);
        let at = at(&place);
        (!anchors && scrolled() > 0).then_some(Self { place, at })
    }

    /// Takes hold of what is in the middle of the screen.
    pub(super) fn middle(root: &ShadowRoot) -> Option<Self> {
        let main = root.query_selector("main").ok()??;
        let column = main.get_bounding_client_rect().left() as i32 + main.client_width() / 2;
        let hit = root.element_from_point(column as f32, (height() / 2) as f32)?;
        let place = hit.closest(".criterion, .section").ok().flatten();
        Self::on(place.unwrap_or(hit))
    }

    /// Scrolls by as much as the place has moved on the page, and holds it on if it is still on the screen.
    pub(super) fn keep(self) -> Option<Self> {
        if !self.place.is_connected() {
            return None;
        }
        let moved = at(&self.place) - self.at;
        // A single pixel may be a rounding.
        if let (Some(window), true) = (web_sys::window(), moved.abs() > 1) {
            window.scroll_by_with_x_and_y(0.0, f64::from(moved));
        }
        let on_screen = 0..height();
        let there = self.place.get_bounding_client_rect();
        let is_seen = on_screen.contains(&(there.top() as i32)) || on_screen.contains(&(there.bottom() as i32));
        Self::on(self.place).filter(|_| is_seen)
    }
}

/// How high the screen is, in whole pixels.
fn height() -> i32 {
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    height.unwrap_or(0.0) as i32
}

/// How far the page is scrolled, in whole pixels.
fn scrolled() -> i32 {
    let scrolled = web_sys::window().map(|window| window.scroll_y());
    scrolled.and_then(Result::ok).unwrap_or(0.0).round() as i32
}

/// The distance of an element from the start of the page, in whole pixels.
fn at(place: &Element) -> i32 {
    place.get_bounding_client_rect().top().round() as i32 + scrolled()
}
