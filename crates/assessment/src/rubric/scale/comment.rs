//! A text that is not scored (convention 17).

use crate::read::object;

object! {
    /// A text that is not scored.
    pub struct Comment {
    }
}
