//! The totals of many kills.

use std::fmt;

use crate::life::{Verdict, YOUNG};

/// The totals of the rounds with one browser and one way of opening the page.
#[derive(Default)]
pub struct Tally {
    pub name: String,
    /// Kills after which the form was compared.
    pub kills: usize,
    edits: usize,
    saved: usize,
    lost_saved: usize,
    lost_old: usize,
    holes: usize,
    oldest_lost: u64,
    reopened: Vec<u64>,
    /// Kills before which the page reported that it could not save.
    pub refused: usize,
    /// Operations of the browser or its driver that failed and were retried.
    pub hiccups: usize,
    /// Rounds in which the typing script did not find the expected controls, and pages that never opened again.
    pub stuck: usize,
}

impl Tally {
    /// Creates empty totals with this name.
    pub fn named(name: String) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }

    /// Adds the result of a kill.
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

    /// Returns whether the totals show no failure.
    pub fn is_clean(&self) -> bool {
        // How soon an edit is stored depends on the machine's load, so old unsaved edits are reported and are no
        // failure.
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
