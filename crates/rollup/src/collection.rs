//! The rows that count, with their ranks and grades.

use crate::copies::folded;
use crate::figures::{Figures, Gathering, weighted};
use crate::layout::Layout;
use crate::row::{Row, Scores};
use assessment::points::Decimal;
use assessment::rollup::places;
use assessment::rubric::top;
use assessment::score::Standing;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The rows of many records of one rubric, of which each counts.
#[derive(Clone, Debug)]
pub struct Collection {
    layout: Layout,
    rows: Vec<Row>,
}

/// One rater's results of a collection: ranks, and grades that depend on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    /// The rank of each row from 1, among the rows with a final total; equal totals share one.
    pub ranks: Vec<Option<u32>>,
    /// The grade of each row, by place.
    pub grades: Vec<Option<u32>>,
}

/// What is not in a list of names, and what is there beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Names without a record, in the order of the list.
    pub missing: Vec<Box<str>>,
    /// Rows whose subject is not in the list, by index.
    pub unexpected: Vec<usize>,
    /// Names that the list has twice.
    pub repeated: Vec<Box<str>>,
}

/// A row beside the row of the same subject in an earlier collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The row, by index.
    pub row: usize,
    /// The total then; none unless it was final.
    pub before: Option<Decimal>,
    /// How much the total has risen; negative if it fell. None unless both are final.
    pub total: Option<Decimal>,
    /// How much the points of each section have risen, where both have it.
    pub sections: Vec<Option<Decimal>>,
}

/// A subject over several periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Periods {
    /// The subject's name.
    pub subject: Box<str>,
    /// Its final total of each period.
    pub totals: Vec<Option<Decimal>>,
    /// Their weighted mean.
    pub mean: Option<Decimal>,
}

impl Collection {
    /// The rows that count.
    pub fn new(layout: Layout, rows: Vec<Row>) -> Self {
        Self { layout, rows }
    }

    /// Adds a row that counts.
    pub fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Keeps the rows of these indexes, in this order. An index that is named twice counts once.
    pub fn arrange(&mut self, order: &[usize]) {
        let mut rows: Vec<Option<Row>> = std::mem::take(&mut self.rows).into_iter().map(Some).collect();
        let taken = order.iter().filter_map(|at| rows.get_mut(*at)?.take());
        self.rows = taken.collect();
    }

    /// Adds the number of a line to the name of a row's file, unless it has one.
    pub fn rename(&mut self, at: usize, line: usize) {
        if let Some(row) = self.rows.get_mut(at).filter(|row| !row.file.contains(':')) {
            row.file = format!("{}:{line}", row.file).into();
        }
    }

    /// Puts a row that was read once more in the place of one. The name of the file stays.
    pub fn replace(&mut self, at: usize, row: Row) {
        if let Some(place) = self.rows.get_mut(at) {
            *place = Row {
                file: std::mem::take(&mut place.file),
                ..row
            };
        }
    }

    /// The parts of the rubric.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The raters that have scores in any row, by place.
    pub fn raters(&self) -> Vec<u32> {
        let mut all: Vec<u32> = self
            .rows
            .iter()
            .flat_map(|row| &row.scores)
            .map(|scores| scores.rater)
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The ranks and grades of the rows by one rater's answers, among the rows of these indexes.
    pub fn results(&self, rater: u32, among: &[usize]) -> Results {
        let mut results = Results {
            ranks: vec![None; self.rows.len()],
            grades: vec![None; self.rows.len()],
        };
        let finals: Vec<(usize, Decimal)> = among
            .iter()
            .filter_map(|at| Some((*at, total(self.rows.get(*at)?.of_rater(rater)?)?)))
            .collect();
        let totals: Vec<Decimal> = finals.iter().map(|(_, total)| *total).collect();
        for ((at, _), place) in finals.iter().zip(places(&totals)) {
            let scores = self.rows[*at].of_rater(rater);
            results.ranks[*at] = u32::try_from(place).ok();
            results.grades[*at] = scores.and_then(|scores| grade(&self.layout, scores, place, totals.len()));
        }
        results
    }

    /// What the rows of these indexes amount to, by one rater's answers.
    pub fn figures(&self, rater: u32, among: &[usize], results: &Results) -> Figures {
        let mut gathering = Gathering::new(&self.layout);
        for at in among {
            if let Some(row) = self.rows.get(*at) {
                gathering.add(row.of_rater(rater), results.grades.get(*at).copied().flatten());
            }
        }
        gathering.figures()
    }

    /// The indexes of the rows by the value of a profile field, the most frequent first; rows without one come last, under none.
    pub fn groups(&self, field: usize, among: &[usize]) -> Vec<(Option<Box<str>>, Vec<usize>)> {
        let mut by_value: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
        for at in among {
            if let Some(row) = self.rows.get(*at) {
                let value = row.profile.get(field).and_then(|value| value.as_deref());
                by_value
                    .entry(value.filter(|value| !value.is_empty()))
                    .or_default()
                    .push(*at);
            }
        }
        let mut groups: Vec<_> = by_value
            .into_iter()
            .map(|(value, rows)| (value.map(Box::from), rows))
            .collect();
        groups.sort_by_key(|(value, rows)| (value.is_none(), Reverse(rows.len())));
        groups
    }

    /// The indexes of the rows that are the top so many percent by the total of one rater, the best first: rounded up, and all that share the
    /// last of these ranks.
    pub fn top(&self, rater: u32, percent: Decimal, among: &[usize]) -> Vec<usize> {
        let ranks = self.results(rater, among).ranks;
        let mut ranked: Vec<(u32, usize)> = among
            .iter()
            .filter_map(|at| Some((ranks.get(*at).copied()??, *at)))
            .collect();
        let last = top(ranked.len(), percent);
        ranked.retain(|(rank, _)| *rank as usize <= last);
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, at)| at).collect()
    }

    /// The mean of each subject over periods with weights, by one rater. A period
    /// without a final total is left out with its weight.
    pub fn periods(&self, rater: u32, weights: &[(&str, Decimal)]) -> Vec<Periods> {
        let mut by_subject: BTreeMap<String, (Box<str>, Vec<Option<Decimal>>)> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| !row.subject.is_empty()) {
            let period = folded(&row.period);
            if let Some(at) = weights.iter().position(|(name, _)| folded(name) == period) {
                let blank = || (row.subject.clone(), vec![None; weights.len()]);
                let (_, totals) = by_subject.entry(folded(&row.subject)).or_insert_with(blank);
                totals[at] = row.of_rater(rater).and_then(total);
            }
        }
        let each = by_subject.into_values().map(|(name, totals)| {
            let all: Vec<_> = totals
                .iter()
                .copied()
                .zip(weights.iter().map(|(_, weight)| *weight))
                .collect();
            Periods {
                mean: weighted(&all),
                subject: name,
                totals,
            }
        });
        each.collect()
    }

    /// Compares the subjects with a list of names, one on each line.
    pub fn missing(&self, list: &str) -> Missing {
        missing(self.rows.iter().map(|row| &*row.subject), list)
    }

    /// Each row that has an earlier one of the same subject. Sections are matched by id. Of several earlier rows of a subject the last dated one
    /// is taken.
    pub fn changes(&self, rater: u32, earlier: &Self) -> Vec<Change> {
        let mut before: HashMap<String, usize> = HashMap::new();
        for (at, row) in earlier
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| !row.subject.is_empty())
        {
            let place = before.entry(folded(&row.subject)).or_insert(at);
            if row.date > earlier.rows[*place].date {
                *place = at;
            }
        }
        let id = self.layout.raters.get(rater as usize);
        let Some(theirs) = id.and_then(|id| earlier.layout.rater(id)) else {
            return Vec::new();
        };
        let sections = self.sections_of(earlier);
        let change = |(row, now): (usize, &Row)| {
            let at = *before.get(&folded(&now.subject))?;
            let (now, then) = (now.of_rater(rater), earlier.rows[at].of_rater(theirs));
            let of = |scores: Option<&Scores>, at: usize| Some(scores?.sections.get(at).copied()??.score());
            let is_final = |scores: Option<&Scores>| scores.is_some_and(|scores| total(scores).is_some());
            let both = is_final(now) && is_final(then);
            let sections = sections.iter().enumerate().map(|(own, their)| {
                let (now, then) = (of(now, own)?, of(then, (*their)?)?);
                Some(now - then).filter(|_| both)
            });
            let before = then.and_then(total);
            Some(Change {
                row,
                before,
                total: now.and_then(total).zip(before).map(|(now, before)| now - before),
                sections: sections.collect(),
            })
        };
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| !row.subject.is_empty())
            .filter_map(change)
            .collect()
    }

    /// The score rate of each section in an earlier collection, over all its rows with a final total of the same rater.
    pub fn earlier_rates(&self, rater: u32, earlier: &Self) -> Vec<Option<Decimal>> {
        let mut gathering = Gathering::new(&earlier.layout);
        let id = self.layout.raters.get(rater as usize);
        if let Some(theirs) = id.and_then(|id| earlier.layout.rater(id)) {
            earlier
                .rows
                .iter()
                .for_each(|row| gathering.add(row.of_rater(theirs), None));
        }
        let then = gathering.figures().sections;
        let sections = self.sections_of(earlier).into_iter();
        sections.map(|at| then.get(at?)?.rate).collect()
    }

    /// The index of each section in another collection, matched by id.
    fn sections_of(&self, other: &Self) -> Vec<Option<usize>> {
        let theirs = &other.layout.sections;
        let sections = self.layout.sections.iter();
        sections
            .map(|section| theirs.iter().position(|other| other.id == section.id))
            .collect()
    }
}

/// The total of a rater, if it is final.
pub fn total(scores: &Scores) -> Option<Decimal> {
    let part = scores.total.filter(|_| scores.standing == Standing::Final)?;
    Some(part.score())
}

/// The grade of final scores whose total has this rank among so many.
pub fn grade(layout: &Layout, scores: &Scores, place: usize, count: usize) -> Option<u32> {
    let Some(behind) = scores.by_rank.last() else {
        return scores.grade;
    };
    let shares = layout.tops.iter().zip(&scores.by_rank);
    let mut within = shares.filter(|(share, _)| place <= top(count, **share));
    within.next().map_or(*behind, |(_, grade)| *grade)
}

/// Compares the names of subjects with a list of names, one on each line. A name of the list is compared without its spaces, its letter case
/// and the width of its letters.
pub fn missing<'n>(subjects: impl Iterator<Item = &'n str>, list: &str) -> Missing {
    let subjects: Vec<String> = subjects.map(folded).collect();
    let known: HashSet<&str> = subjects.iter().map(|name| &**name).collect();
    let mut seen = HashSet::new();
    let mut found = Missing::default();
    for name in list.lines().map(str::trim).filter(|name| !name.is_empty()) {
        let key = folded(name);
        if !known.contains(&*key) && !seen.contains(&key) {
            found.missing.push(name.into());
        }
        if !seen.insert(key) {
            found.repeated.push(name.into());
        }
    }
    if !seen.is_empty() {
        let is_unexpected = |at: &usize| !seen.contains(&subjects[*at]);
        found.unexpected = (0..subjects.len()).filter(is_unexpected).collect();
    }
    found
}

/// The final totals of many records, rater by rater: as much as ranks and grades need of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranking {
    /// By rater, the least first.
    totals: Vec<Vec<Decimal>>,
}

impl Ranking {
    /// The ranking of these totals, each with its rater by place.
    pub fn of(totals: impl IntoIterator<Item = (u32, Decimal)>) -> Self {
        let mut all: Vec<Vec<Decimal>> = Vec::new();
        for (rater, total) in totals {
            let rater = rater as usize;
            if all.len() <= rater {
                all.resize_with(rater + 1, Vec::new);
            }
            all[rater].push(total);
        }
        all.iter_mut().for_each(|totals| totals.sort_unstable());
        Self { totals: all }
    }

    /// How many totals a rater has.
    pub fn count(&self, rater: u32) -> usize {
        self.totals.get(rater as usize).map_or(0, Vec::len)
    }

    /// The rank of scores from 1; equal totals share one. None unless the total is final.
    pub fn rank(&self, scores: &Scores) -> Option<usize> {
        let total = total(scores)?;
        let all = self.totals.get(scores.rater as usize)?;
        Some(all.len() - all.partition_point(|other| *other <= total) + 1)
    }

    /// The grade of scores by their rank; none unless the total is final.
    pub fn grade(&self, layout: &Layout, scores: &Scores) -> Option<u32> {
        grade(layout, scores, self.rank(scores)?, self.count(scores.rater))
    }
}
