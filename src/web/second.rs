//! What the stores of the second program's pages have in common.

use yew::Callback;

/// A store whose page is drawn again after every change.
pub trait SecondStore: Clone + PartialEq + 'static {
    /// Sets the one listener, which is called after every change.
    fn follow(&self, listener: Callback<()>);
    /// Begins.
    fn start(&self);
    /// Returns the id of the element that is to take the focus once it is drawn.
    fn take_focus(&self) -> Option<String>;
}
