//! The cells of sums: rows of subtotals and totals, rows of sections that state their points, and lines that sum up.

use super::blanks::filled;
use super::matching::Matches;
use super::planner::{Kind, Planner};
use super::rows::{Columns, blanks_of, columns};
use super::{Item, Why};
use crate::document::Block;
use crate::draft::{Became, Place, Section};
use crate::understand::amounts;
use crate::understand::heads::{self, Sum};
use assessment::points::Decimal;
use assessment::rubric::{self, Rubric};
use std::collections::{BTreeMap, BTreeSet};

/// The ids of the criteria of a part.
type Ids<'r> = BTreeSet<&'r str>;

/// A criterion that was found.
struct Found<'r> {
    place: Place,
    id: &'r str,
    points: Option<Decimal>,
}

/// A row with a sum.
struct Total {
    place: Place,
    kind: Sum,
    /// The points that it states.
    stated: Option<Decimal>,
    columns: Columns,
}

/// Writes the sums.
pub fn write(planner: &mut Planner<'_>, rubric: &Rubric, matches: &Matches<'_>) {
    let mut sections = Vec::new();
    rubric
        .root
        .sections
        .iter()
        .for_each(|section| collect(section, &mut sections));
    let mut found: Vec<Found<'_>> = matches
        .found
        .iter()
        .map(|(id, criterion)| Found {
            place: criterion.place,
            id,
            points: criterion.points,
        })
        .collect();
    found.sort_unstable_by_key(|found| found.place);
    let totals = totals(planner);
    for (at, total) in totals.iter().enumerate() {
        let sum = which(planner, &totals, at, &sections, &found);
        write_sum(planner, total, sum);
    }
    section_rows(planner, &sections, &found);
    lines(planner);
}

/// What a row sums up.
enum Part {
    Whole,
    Section(String),
    /// Rows that are no section: their sum.
    Rows(Decimal),
    Unsure,
}

fn collect<'r>(section: &'r rubric::Section, sections: &mut Vec<(&'r str, Ids<'r>)>) {
    fn ids<'r>(section: &'r rubric::Section, all: &mut Ids<'r>) {
        all.extend(section.criteria.iter().map(|criterion| &*criterion.id));
        section.sections.iter().for_each(|inner| ids(inner, all));
    }
    let mut all = Ids::new();
    ids(section, &mut all);
    sections.push((&section.id, all));
    section.sections.iter().for_each(|inner| collect(inner, sections));
}

/// Returns the rows of tables that sum up, in the order of the document.
fn totals(planner: &Planner<'_>) -> Vec<Total> {
    let rows = planner
        .draft
        .became
        .iter()
        .filter(|(_, became)| *became == Became::Total);
    rows.filter_map(|(place, _)| {
        let row = planner.table(place.block)?.rows.get(place.row)?;
        let named = row.origins().find_map(|(column, cell)| {
            let kind = heads::total(cell.text.lines().next().unwrap_or_default())?;
            Some((column, kind))
        });
        let columns = columns(planner, place.block, named.map(|(column, _)| column));
        let own = columns
            .points
            .and_then(|column| row.cells.get(column))
            .filter(|cell| cell.above == 0);
        Some(Total {
            place: *place,
            kind: named.map_or(Sum::Whole, |(_, kind)| kind),
            stated: own.and_then(|cell| amounts::number(&cell.text)),
            columns,
        })
    })
    .collect()
}

/// Decides what a row sums up: exactly the criteria of a section since the sum before it, or the whole.
fn which(
    planner: &Planner<'_>,
    totals: &[Total],
    at: usize,
    sections: &[(&str, Ids<'_>)],
    found: &[Found<'_>],
) -> Part {
    let total = &totals[at];
    let same_half =
        |place: Place| place.block == total.place.block && total.columns.range.contains(&place.column.unwrap_or(0));
    // The criteria between the last sum that fits and this one.
    let since = |fits: &dyn Fn(Sum) -> bool| -> Vec<&Found<'_>> {
        let before = totals[..at].iter().rev().find(|other| {
            fits(other.kind) && other.place.block == total.place.block && other.columns.range == total.columns.range
        });
        let from = before.map_or(0, |before| before.place.row);
        let is_between =
            |found: &&Found<'_>| same_half(found.place) && (from..total.place.row).contains(&found.place.row);
        found.iter().filter(is_between).collect()
    };
    let wholes = totals.iter().filter(|other| other.kind == Sum::Whole).count();
    if total.kind == Sum::Weighted {
        return Part::Unsure;
    }
    if total.kind == Sum::Whole {
        let states_all = total.stated.is_some() && total.stated == Some(planner.draft.total());
        let before = found.iter().filter(|found| found.place < total.place).count();
        if states_all || wholes == 1 && (before == found.len() || before == 0) {
            return Part::Whole;
        }
    }
    let parts = [since(&|_| true), since(&|kind| kind == total.kind)];
    for part in &parts {
        let ids: Ids<'_> = part.iter().map(|found| found.id).collect();
        if let Some(id) = section_of(planner, sections, &ids) {
            return Part::Section(id);
        }
    }
    // The rows make what the row states: it is their sum, whatever sections they are in.
    for part in parts {
        let points: Decimal = part.iter().filter_map(|found| found.points).sum();
        let scores: Option<Decimal> = part
            .iter()
            .map(|found| {
                filled(&planner.values.criteria.get(found.id)?.score)?
                    .parse::<Decimal>()
                    .ok()
            })
            .sum();
        if let Some(scores) = scores.filter(|_| !part.is_empty() && total.stated == Some(points)) {
            return Part::Rows(scores);
        }
    }
    Part::Unsure
}

/// Returns the section that has exactly these criteria. Of several inside of one another the one whose points are known counts, if
/// they do not differ.
fn section_of(planner: &Planner<'_>, sections: &[(&str, Ids<'_>)], ids: &Ids<'_>) -> Option<String> {
    let same = sections.iter().filter(|(_, own)| !ids.is_empty() && own == ids);
    let mut named = same.clone().filter(|(id, _)| planner.values.sections.contains_key(*id));
    let first = named.next().or_else(|| same.clone().next())?;
    let value = |id: &str| planner.values.sections.get(id);
    let differs = named.any(|(id, _)| value(id) != value(first.0));
    (!differs).then(|| first.0.to_owned())
}

fn write_sum(planner: &mut Planner<'_>, total: &Total, part: Part) {
    let values = planner.values;
    let (item, value) = match part {
        Part::Whole => (Item::Total, filled(&values.total).map(str::to_owned)),
        Part::Section(id) => {
            let value = values.sections.get(&id).filter(|value| !value.is_empty()).cloned();
            (Item::Subtotal(id), value)
        }
        Part::Rows(sum) => (Item::Sum, Some(sum.to_string())),
        Part::Unsure => return planner.leave(Item::Sum, Why::Ambiguous, Some(total.place)),
    };
    let at = |column: usize| Place {
        column: Some(column),
        ..total.place
    };
    let Some(value) = value else {
        let own = total.columns.own.clone().ok().map(at);
        let before = own
            .and_then(|place| planner.cell(place))
            .filter(|cell| cell.is_origin() && !cell.formula);
        if let Some(before) = before.filter(|cell| amounts::number(&cell.text).is_some()) {
            planner.leave(item, Why::Earlier(before.text.to_string()), own);
        }
        return;
    };
    // A cell of the column that is merged with the name of the row may have a blank in its text.
    let own = total.columns.own.clone().ok().map(at);
    let is_free = own
        .and_then(|place| planner.cell(place))
        .is_some_and(|cell| cell.is_origin());
    if let (Some(place), true) = (own, is_free) {
        return planner.put(&[item], place, &value, Kind::Score);
    }
    let cells = total.columns.range.clone().map(at);
    let origins: Vec<Place> = cells
        .filter(|place| planner.cell(*place).is_some_and(|cell| cell.is_origin()))
        .collect();
    let blanks = blanks_of(planner, origins.into_iter());
    match blanks.as_slice() {
        [(place, line, blank)] => planner.splice_score(&[item], *place, *line, blank, &value),
        _ => {
            let why = match own {
                Some(_) => Why::Merged,
                None => total.columns.own.clone().err().unwrap_or(Why::NoCell),
            };
            planner.leave(item, why, Some(total.place));
        }
    }
}

/// Writes the points of sections into their own rows, where those state points and have an empty cell for the score.
fn section_rows(planner: &mut Planner<'_>, sections: &[(&str, Ids<'_>)], found: &[Found<'_>]) {
    fn all<'d>(sections: &'d [Section], out: &mut Vec<&'d Section>) {
        for section in sections {
            out.push(section);
            all(&section.sections, out);
        }
    }
    let by_place: BTreeMap<Place, &str> = found.iter().map(|found| (found.place, found.id)).collect();
    let mut own = Vec::new();
    all(&planner.draft.sections, &mut own);
    for section in own {
        let Some(place) = section
            .place
            .filter(|place| place.column.is_none() && planner.became(place.block, place.row) == Became::Section)
        else {
            continue;
        };
        let columns = columns(planner, place.block, None);
        let (Ok(column), Some(points)) = (columns.own.clone(), columns.points) else {
            continue;
        };
        let at = |column: usize| Place {
            column: Some(column),
            ..place
        };
        let states = planner.cell(at(points)).filter(|cell| cell.is_origin());
        let states = states.is_some_and(|cell| amounts::number(&cell.text).is_some());
        let is_open = planner.cell(at(column)).is_some_and(|cell| {
            cell.is_origin() && (cell.is_empty() || cell.formula || amounts::number(&cell.text).is_some())
        });
        let places: BTreeSet<Place> = section.all().into_iter().map(|criterion| criterion.place).collect();
        let ids: Ids<'_> = places.iter().filter_map(|place| by_place.get(place).copied()).collect();
        if ids.len() != places.len() || !states || !is_open {
            continue;
        }
        if let Some(id) = section_of(planner, sections, &ids)
            && let Some(value) = planner.values.sections.get(&id).cloned()
        {
            planner.put(&[Item::Subtotal(id)], at(column), &value, Kind::Score);
        }
    }
}

/// Writes the total into the line that sums up, if there is one such line with one place for it.
fn lines(planner: &mut Planner<'_>) {
    let Some(value) = filled(&planner.values.total) else {
        return;
    };
    let places = planner.draft.became.iter().filter(|(place, became)| {
        *became == Became::Total && matches!(planner.document.blocks.get(place.block), Some(Block::Paragraph(_)))
    });
    let places: Vec<Place> = places.map(|(place, _)| *place).collect();
    let blanks = blanks_of(planner, places.into_iter());
    match blanks.as_slice() {
        [] => {}
        [(place, line, blank)] => planner.splice_score(&[Item::Total], *place, *line, blank, value),
        [(place, ..), ..] => planner.leave(Item::Total, Why::Ambiguous, Some(*place)),
    }
}
