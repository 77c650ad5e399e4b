//! Checks that wait until the whole file is read.

use super::Reader;

impl Reader<'_> {
    /// Keeps a value to be checked with [`Reader::check_deferred`], at the present place.
    pub(crate) fn defer<T: 'static>(&mut self, value: T) {
        self.deferred.push((self.path.clone(), Box::new(value)));
    }

    /// Checks every deferred value of a type, each at its own place.
    pub(crate) fn check_deferred<T: 'static>(&mut self, mut check: impl FnMut(&T, &mut Self)) {
        for (path, value) in std::mem::take(&mut self.deferred) {
            let here = std::mem::replace(&mut self.path, path);
            match value.downcast_ref() {
                Some(value) => check(value, self),
                None => self.deferred.push((self.path.clone(), value)),
            }
            self.path = here;
        }
    }
}
