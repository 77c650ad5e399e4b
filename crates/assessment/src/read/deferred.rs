//! What is noted on the way and looked at once the whole file is read.

use super::Reader;
use crate::rubric::Reads;

impl Reader<'_> {
    /// Notes what is read of the profile here.
    pub(crate) fn note(&mut self, reads: Reads) {
        self.reads.push((self.path.clone(), reads));
    }

    /// Looks at everything that was noted, each at its own place.
    pub(crate) fn noted(&mut self, mut look: impl FnMut(&Reads, &mut Self)) {
        for (path, reads) in std::mem::take(&mut self.reads) {
            let here = std::mem::replace(&mut self.path, path);
            look(&reads, self);
            self.path = here;
        }
    }
}
