//! Texts and bytes that come from elsewhere, made fit to show and to keep: the direction of texts, what pictures tell besides
//! the picture, the blocks of a saved page. No effects; every function takes time linear in its input.

pub mod direction;
pub mod page;
pub mod picture;
