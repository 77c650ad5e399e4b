//! The progress of work on many files, on standard error.

use std::io::{self, IsTerminal as _, Write};

/// Shows `n of m`, each number in place of the one before.
pub struct Progress<W> {
    out: Option<W>,
    done: usize,
    all: usize,
}

impl Progress<io::Stderr> {
    /// Shows the progress if standard error is a terminal and there is more than one file. If the output is on the same terminal, its
    /// lines show the progress already. With JSON, a program reads the output.
    pub fn of(files: usize, json: bool) -> Self {
        let is_shown = files > 1 && !json && io::stderr().is_terminal() && !io::stdout().is_terminal();
        Self::new(is_shown.then(io::stderr), files)
    }
}

impl Progress<io::Stderr> {
    /// Shows the progress of work whose extent is not known when it begins, if standard error is a terminal. With JSON, a program reads the
    /// output.
    pub fn counting(json: bool) -> Self {
        Self::new((!json && io::stderr().is_terminal()).then(io::stderr), 0)
    }
}

impl<W: Write> Progress<W> {
    fn new(out: Option<W>, all: usize) -> Self {
        Self { out, done: 0, all }
    }

    /// Begins the next file.
    pub fn next(&mut self) {
        self.done += 1;
        self.put(&format!("\r{} of {}", self.done, self.all));
    }

    /// Clears the line, so that another one can be printed in its place.
    pub fn clear(&mut self) {
        self.put("\r\x1b[K");
    }

    /// Shows how many are done, and of how many if that is known.
    pub fn at(&mut self, done: usize, all: Option<usize>) {
        let of = all.map(|all| format!(" of {all}")).unwrap_or_default();
        self.put(&format!("\r{done}{of}"));
    }

    fn put(&mut self, text: &str) {
        if let Some(out) = &mut self.out {
            // A terminal that is gone shows nothing.
            let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_replaces_the_one_before() {
        let mut shown = Vec::new();
        let mut progress = Progress::new(Some(&mut shown), 2);
        progress.next();
        progress.next();
        progress.clear();
        progress.at(64, None);
        progress.at(128, Some(200));
        assert_eq!(
            String::from_utf8_lossy(&shown),
            "\r1 of 2\r2 of 2\r\u{1b}[K\r64\r128 of 200"
        );
    }
}
