//! The messages of the page "Put records together", which is in the second program.

mod en;
mod zh_cn;

use super::CollectionMessages;

/// Returns the messages of a language, by its BCP 47 tag; those of the default language for any other.
pub fn messages(tag: &str) -> &'static CollectionMessages {
    match tag {
        "en" => &en::MESSAGES,
        _ => &zh_cn::MESSAGES,
    }
}
