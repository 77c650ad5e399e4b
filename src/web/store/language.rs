//! The language of the form.

use super::Store;
use crate::locale::Locale;
use crate::state::Effect;

impl Store {
    /// Returns the language.
    pub fn locale(&self) -> Locale {
        self.0.locale.get()
    }

    /// Changes the language and stores it.
    pub fn set_locale(&self, locale: Locale) {
        self.0.locale.set(locale);
        self.run(Effect::RememberLanguage(locale.tag));
        self.notify();
    }

    /// Changes the language without storing it, because the host page chose it.
    pub(crate) fn set_locale_here(&self, locale: Locale) {
        if self.0.locale.replace(locale) != locale {
            self.notify();
        }
    }
}
