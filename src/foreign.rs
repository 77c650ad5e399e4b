//! Makes foreign texts and bytes safe to show and to store: the direction of texts, metadata in pictures, the blocks of a saved
//! page. The functions have no effects and take time linear in their input.

pub mod direction;
pub mod page;
pub mod picture;
