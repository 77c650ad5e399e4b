//! The messages of the page "Reports and tables", which is in the second program.

mod en;
mod zh_cn;

use super::PapersMessages;

/// Returns the messages of a language, by its BCP 47 tag; those of the default language for any other.
pub fn messages(tag: &str) -> &'static PapersMessages {
    match tag {
        "en" => &en::MESSAGES,
        _ => &zh_cn::MESSAGES,
    }
}
