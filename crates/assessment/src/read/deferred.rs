//! Checks that run after the whole file is read.

use super::Reader;
use crate::json::Node;

impl Reader<'_> {
    /// Defers a value at the current place to [`Reader::check_deferred`].
    pub(crate) fn defer<T: 'static>(&mut self, value: T) {
        self.deferred.push((self.path.clone(), Box::new(value)));
    }

    /// Defers the feature of a key, if an object has the key.
    pub(crate) fn uses<F: 'static>(&mut self, node: &Node, key: &'static str, feature: F) {
        if node.get(key).is_some() {
            self.key(key, |r| r.defer(feature));
        }
    }

    /// Checks every deferred value of a type at its own place.
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
