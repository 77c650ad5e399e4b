//! Makes foreign texts and bytes safe to show and to store: the direction of texts, metadata in pictures, the blocks of a saved
//! page, and a form put into the one-file page. The functions have no effects and take time linear in their input.

pub mod crc32;
pub mod direction;
pub mod one_file;
pub mod page;
pub mod picture;
