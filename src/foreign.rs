//! Foreign texts and bytes, made safe to show and to store: the direction of texts, metadata in pictures, the blocks of a saved page. No
//! effects; every function takes time linear in its input.

pub mod direction;
pub mod page;
pub mod picture;
