//! The messages of the page "Make a form". Apart from those of the form, because they are in another program.

mod en;
mod zh_cn;

use super::MakerMessages;

/// Returns the messages of a language, by its BCP 47 tag; those of the default language for any other.
pub fn messages(tag: &str) -> &'static MakerMessages {
    match tag {
        "en" => &en::MESSAGES,
        _ => &zh_cn::MESSAGES,
    }
}
