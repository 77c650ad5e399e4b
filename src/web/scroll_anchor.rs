//! Scroll anchoring: keeps the visible content in place while parts above it grow. WebKit, unlike other browsers, does
//! not anchor by itself.

use web_sys::{Element, ShadowRoot, css};

/// An anchored element, and its distance from the top of the page.
pub(super) struct ScrollAnchor {
    place: Element,
    at: i32,
}

impl ScrollAnchor {
    /// Anchors an element; `None` if the browser anchors by itself.
    pub(super) fn on(place: Element) -> Option<Self> {
        let anchors = css::supports_with_value("overflow-anchor", "auto").unwrap_or(false);
        let at = at(&place);
        (!anchors && scrolled() > 0).then_some(Self { place, at })
    }

    /// Anchors the element in the middle of the viewport.
    pub(super) fn middle(root: &ShadowRoot) -> Option<Self> {
        let main = root.query_selector("main").ok()??;
        let column = main.get_bounding_client_rect().left() as i32 + main.client_width() / 2;
        let hit = root.element_from_point(column as f32, (height() / 2) as f32)?;
        let place = hit.closest(".criterion, .section").ok().flatten();
        Self::on(place.unwrap_or(hit))
    }

    /// Scrolls by the distance that the element has moved on the page. Returns the anchor if the element is still in
    /// the viewport.
    pub(super) fn keep(self) -> Option<Self> {
        if !self.place.is_connected() {
            return None;
        }
        let moved = at(&self.place) - self.at;
        // A single pixel may be a rounding difference.
        if let (Some(window), true) = (web_sys::window(), moved.abs() > 1) {
            window.scroll_by_with_x_and_y(0.0, f64::from(moved));
        }
        let on_screen = 0..height();
        let there = self.place.get_bounding_client_rect();
        let is_seen = on_screen.contains(&(there.top() as i32)) || on_screen.contains(&(there.bottom() as i32));
        Self::on(self.place).filter(|_| is_seen)
    }
}

/// Returns the height of the viewport in whole pixels.
fn height() -> i32 {
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    height.unwrap_or(0.0) as i32
}

/// Returns the scroll position of the page in whole pixels.
fn scrolled() -> i32 {
    let scrolled = web_sys::window().map(|window| window.scroll_y());
    scrolled.and_then(Result::ok).unwrap_or(0.0).round() as i32
}

/// Returns the distance of an element from the top of the page in whole pixels.
fn at(place: &Element) -> i32 {
    place.get_bounding_client_rect().top().round() as i32 + scrolled()
}
