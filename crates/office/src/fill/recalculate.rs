//! The values of formulas after some cells were written: those that are sums, differences and references are computed exactly, and all
//! others that depend on written cells lose theirs.

use super::formula::{Area, Of, Parsed};
use super::sheet::{Spot, Value};
use assessment::points::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A cell of a workbook: the index of its sheet, and its place.
pub type At = (usize, Spot);

/// Steps beyond which no more is computed: every formula may depend on what was written, and loses its value.
const STEPS: usize = 20_000_000;

/// The cells of a workbook as they were.
pub trait Cells {
    /// Returns the value of a cell.
    fn value(&self, at: At) -> Value;
    /// Returns the cells of an area that are in the file.
    fn within(&self, area: &Area) -> Vec<Spot>;
}

/// Returns the new value of each formula that depends on written cells: `None` where it is not known.
pub fn recalculate(
    formulas: &BTreeMap<At, Parsed>,
    written: &BTreeMap<At, Value>,
    cells: &dyn Cells,
) -> BTreeMap<At, Option<Value>> {
    if written.is_empty() {
        return BTreeMap::new();
    }
    let mut work = Work {
        formulas,
        written,
        cells,
        steps: 0,
        done: BTreeMap::new(),
    };
    let computed = work.dependent().and_then(|dependent| work.compute(&dependent));
    match computed {
        Some(()) => work.done,
        None => formulas.keys().map(|at| (*at, None)).collect(),
    }
}

struct Work<'w> {
    formulas: &'w BTreeMap<At, Parsed>,
    written: &'w BTreeMap<At, Value>,
    cells: &'w dyn Cells,
    steps: usize,
    done: BTreeMap<At, Option<Value>>,
}

impl Work<'_> {
    fn step(&mut self, count: usize) -> Option<()> {
        self.steps += count;
        (self.steps <= STEPS).then_some(())
    }

    /// Returns the formulas that depend on what was written, through others too.
    fn dependent(&mut self) -> Option<BTreeSet<At>> {
        let mut single: BTreeMap<At, Vec<At>> = BTreeMap::new();
        let mut wide: Vec<(Area, At)> = Vec::new();
        let mut found: BTreeSet<At> = BTreeSet::new();
        for (at, parsed) in self.formulas {
            for area in &parsed.areas {
                match area.only() {
                    Some(only) => single.entry((area.sheet, only)).or_default().push(*at),
                    None => wide.push((*area, *at)),
                }
            }
            if parsed.reads_any {
                found.insert(*at);
            }
        }
        let mut next: Vec<At> = self.written.keys().copied().chain(found.iter().copied()).collect();
        while let Some((sheet, spot)) = next.pop() {
            self.step(wide.len() + 1)?;
            let of_single = single.get(&(sheet, spot)).into_iter().flatten().copied();
            let of_wide = wide.iter().filter(|(area, _)| area.has(sheet, spot)).map(|(_, at)| *at);
            for at in of_single.chain(of_wide) {
                if !self.written.contains_key(&at) && found.insert(at) {
                    next.push(at);
                }
            }
        }
        Some(found)
    }

    /// Computes formulas, each after those that it reads. Formulas that read one another in a circle have no value.
    fn compute(&mut self, dependent: &BTreeSet<At>) -> Option<()> {
        let mut readers: BTreeMap<At, Vec<At>> = BTreeMap::new();
        let mut open: BTreeMap<At, usize> = BTreeMap::new();
        for at in dependent {
            let mut count = 0;
            for area in &self.formulas[at].areas {
                let inside: Vec<At> = match area.only() {
                    Some(only) => dependent.get(&(area.sheet, only)).copied().into_iter().collect(),
                    None => {
                        let from = (area.sheet, (area.first.0, 0));
                        let to = (area.sheet, (area.last.0, u32::MAX));
                        let rows: Vec<At> = dependent.range(from..=to).copied().collect();
                        self.step(rows.len())?;
                        rows.into_iter()
                            .filter(|(sheet, spot)| area.has(*sheet, *spot))
                            .collect()
                    }
                };
                count += inside.len();
                inside
                    .into_iter()
                    .for_each(|read| readers.entry(read).or_default().push(*at));
            }
            open.insert(*at, count);
        }
        let mut ready: Vec<At> = open
            .iter()
            .filter(|(_, count)| **count == 0)
            .map(|(at, _)| *at)
            .collect();
        while let Some(at) = ready.pop() {
            let value = self.formulas[&at].sum.clone().map(|terms| self.sum(&terms));
            let value = match value {
                Some(value) => value?,
                None => None,
            };
            self.done.insert(at, value);
            for reader in readers.remove(&at).unwrap_or_default() {
                if let Some(count) = open.get_mut(&reader) {
                    *count -= 1;
                    if *count == 0 {
                        ready.push(reader);
                    }
                }
            }
        }
        for at in dependent {
            self.done.entry(*at).or_insert(None);
        }
        Some(())
    }

    /// Returns the value of a cell now; `None` if it is not known.
    fn value(&self, at: At) -> Option<Value> {
        if let Some(value) = self.written.get(&at) {
            return Some(value.clone());
        }
        match self.done.get(&at) {
            Some(value) => value.clone(),
            None => Some(self.cells.value(at)),
        }
    }

    /// Computes a sum. The outer `None` means too many steps, the inner one that its value is not known.
    fn sum(&mut self, terms: &[super::formula::Term]) -> Option<Option<Value>> {
        // A reference alone has whatever the cell has.
        if let [term] = terms
            && let (false, Of::Cell(area)) = (term.is_less, &term.of)
            && let Some(only) = area.only()
        {
            return Some(match self.value((area.sheet, only)) {
                Some(Value::Empty) => Some(Value::Number(Decimal::ZERO)),
                Some(Value::Other) | None => None,
                value => value,
            });
        }
        let mut sum = Decimal::ZERO;
        for term in terms {
            let value = match &term.of {
                Of::Number(number) => Some(*number),
                Of::Cell(area) => area.only().and_then(|only| match self.value((area.sheet, only))? {
                    Value::Number(number) => Some(number),
                    Value::Empty => Some(Decimal::ZERO),
                    Value::Text(_) | Value::Other => None,
                }),
                Of::Cells(area) => {
                    let mut spots: BTreeSet<Spot> = self.cells.within(area).into_iter().collect();
                    let new = self.written.keys().filter(|(sheet, spot)| area.has(*sheet, *spot));
                    spots.extend(new.map(|(_, spot)| *spot));
                    self.step(spots.len() + self.written.len())?;
                    let mut all = Some(Decimal::ZERO);
                    for spot in spots {
                        let value = match self.value((area.sheet, spot)) {
                            Some(Value::Number(number)) => Some(number),
                            Some(Value::Empty | Value::Text(_)) => Some(Decimal::ZERO),
                            Some(Value::Other) | None => None,
                        };
                        all = all.zip(value).map(|(all, value)| all + value);
                    }
                    all
                }
            };
            let Some(value) = value else {
                return Some(None);
            };
            sum = if term.is_less { sum - value } else { sum + value };
        }
        // Decimals stop at their limit instead of going on.
        let is_exact = sum < Decimal::SUM_LIMIT && sum > -Decimal::SUM_LIMIT;
        Some(is_exact.then_some(Value::Number(sum)))
    }
}
