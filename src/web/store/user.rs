//! Who is at the form, and in which language it speaks to them.

use super::Store;
use crate::locale::Locale;
use crate::state::Msg;
use crate::web::page;
use std::rc::Rc;

impl Store {
    /// Who fills in, where they said so: what they enter from now on bears their name.
    pub fn who(&self) -> Rc<str> {
        self.app().author().clone()
    }

    /// Notes who fills in, and remembers it where the browser allows that.
    pub fn set_author(&self, name: &str) {
        self.send(Msg::SetAuthor(name.into()));
        page::remember_who(name.trim());
    }

    /// The language.
    pub fn locale(&self) -> Locale {
        self.0.locale.get()
    }

    /// Changes the language, and remembers it where the browser allows that.
    pub fn set_locale(&self, locale: Locale) {
        self.0.locale.set(locale);
        page::remember(locale);
        self.notify();
    }

    /// Changes the language without remembering it: the page around the form has chosen.
    pub(crate) fn set_locale_here(&self, locale: Locale) {
        if self.0.locale.replace(locale) != locale {
            self.notify();
        }
    }
}
