//! What many kills come to.

use std::fmt;

use crate::life::{Verdict, YOUNG};

/// The sum over the rounds of one browser and one way of opening the page.
#[derive(Default)]
pub struct Tally {
    pub name: String,
    /// Kills after which what was there was compared.
    pub kills: usize,
    edits: usize,
    saved: usize,
    lost_saved: usize,
    lost_old: usize,
    holes: usize,
    oldest_lost: u64,
    reopened: Vec<u64>,
    /// Kills before which the page said that it could not save.
    pub refused: usize,
    /// What the browser or its driver did not do, and was asked again.
    pub hiccups: usize,
    /// Controls that the typist did not find as they must be.
    pub stuck: usize,
}

impl Tally {
    /// No rounds yet, of this name.
    pub fn named(name: String) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }

    /// Adds what was found after one kill.
    pub fn add(&mut self, verdict: &Verdict) {
        self.kills += 1;
        self.edits += verdict.edits;
        self.saved += verdict.saved;
        self.lost_saved += verdict.lost_saved;
        self.lost_old += verdict.lost_old;
        self.holes += usize::from(verdict.hole.is_some());
        self.oldest_lost = self.oldest_lost.max(verdict.oldest_lost);
        self.reopened.push(verdict.reopened);
    }

    /// Whether all is as it must be.
    pub fn is_clean(&self) -> bool {
        // How soon an edit is down hangs on how busy the machine is: that is reported, and no reason to fail.
        self.kills > 0 && self.lost_saved + self.holes + self.refused + self.stuck == 0
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut reopened = self.reopened.clone();
        reopened.sort_unstable();
        let median = reopened.get(reopened.len() / 2).copied().unwrap_or(0);
        let most = reopened.last().copied().unwrap_or(0);
        write!(
            f,
            "{}: {} kills · {} edits, {} of them shown as saved · lost although shown as saved: {} · lost although older than \
             {YOUNG} ms: {} · stores with a hole: {} · oldest edit lost: {} ms · reopened in {median} ms, at most {most} ms · \
             rounds in which it said NOT saved: {} · stuck: {} · hiccups of the driver: {}",
            self.name,
            self.kills,
            self.edits,
            self.saved,
            self.lost_saved,
            self.lost_old,
            self.holes,
            self.oldest_lost,
            self.refused,
            self.stuck,
            self.hiccups,
        )
    }
}
