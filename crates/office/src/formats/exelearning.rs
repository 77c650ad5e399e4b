//! Rubrics of eXeLearning: the CSV of its rubric editor (`csvToRubricData`), and the table of a page that it publishes.
//!
//! The first row has the names of the levels, with points in parentheses or without, between the column of the criteria, an optional one
//! of descriptions, and an optional last one of weights. A cell ends with its points after `#`, or in a table in parentheses.

use super::build::{Criterion, Form, Level, Part, Read, Scale, Worth};
use super::canvas::records;
use super::case::even_levels;
use super::notes::{Notes, decimal};
use super::words::{Words, of_html};
use super::{Fault, Format, FormatError, Needed, UnsaidKind};
use crate::document::Block;
use assessment::points::Decimal;

/// The rows of a table, each with the number of its line.
type Rows = Vec<(u64, Vec<String>)>;

/// Recognises the file by its first row: the head of eXeLearning's own export, or one with points for every level.
pub fn recognise_csv(text: &str) -> Option<Read> {
    let line = text.lines().next()?;
    if line.len() > 20_000 {
        return None;
    }
    let notes = Notes::new(Format::ExeLearning);
    let head = records(line, &notes).ok()?.pop()?.1;
    let first = head.first()?.to_lowercase();
    let is_criterion = ["criterio", "criterion", "criteria", "criterios", "critério", "criteri"].contains(&&*first);
    let columns = Columns::of(&head)?;
    let has_points = columns.points.len() > 1 && columns.points.iter().all(Option::is_some);
    let is_export = columns.has_description && columns.has_weight;
    (is_criterion && (is_export || has_points)).then(|| read_csv(text, notes))
}

fn read_csv(text: &str, notes: Notes) -> Read {
    let rows = records(text, &notes)?;
    read(rows, Words::default(), false, notes)
}

/// Recognises a page by the class of eXeLearning's tables.
pub fn recognise_table(text: &str) -> Option<Read> {
    let is_rubric = ["exe-rubrics", "data-rubric-table-type"]
        .iter()
        .any(|mark| text.contains(mark));
    is_rubric.then(|| read_table(text))
}

fn read_table(text: &str) -> Read {
    let notes = Notes::new(Format::ExeLearning);
    let document = crate::read_html(text).map_err(|_| notes.error("", Fault::Empty))?;
    let table = document.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    let table = table.ok_or_else(|| notes.error("", Fault::Missing(Needed::Table)))?;
    let rows = table.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| cell.text.to_string());
        (u64::from(row.number), cells.collect())
    });
    // The caption is the title. It is read before the rows, or as a paragraph.
    let caption = text.split_once("<caption").and_then(|(_, rest)| rest.split_once('>'));
    let caption = caption.and_then(|(_, rest)| rest.split_once("</caption>"));
    let title = caption.map_or_else(String::new, |(caption, _)| of_html(caption).0);
    read(rows.collect(), Words::plain(title), true, notes)
}

struct Columns {
    has_description: bool,
    has_weight: bool,
    /// The columns of the levels.
    levels: std::ops::Range<usize>,
    /// The points that the name of each level has.
    points: Vec<Option<Decimal>>,
}

impl Columns {
    fn of(head: &[String]) -> Option<Self> {
        let has_description = head
            .get(1)
            .is_some_and(|title| title.to_lowercase().contains("descrip"));
        let last = head.last()?.to_lowercase();
        let has_weight = head.len() > 2 && (last.contains("peso") || last.contains("weight"));
        let levels = 1 + usize::from(has_description)..head.len() - usize::from(has_weight);
        if levels.is_empty() {
            return None;
        }
        let points = head[levels.clone()].iter().map(|title| in_parentheses(title).1);
        Some(Self {
            has_description,
            has_weight,
            points: points.collect(),
            levels,
        })
    }
}

/// Returns a text without the amount in parentheses at its end, and the amount.
fn in_parentheses(text: &str) -> (&str, Option<Decimal>) {
    let inside = text.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match inside.and_then(|(before, inside)| Some((before.trim_end(), decimal(inside)?.0))) {
        Some((before, points)) => (before, Some(points)),
        None => (text, None),
    }
}

/// Returns a text without the amount after `#` at its end, and the amount.
fn after_hash(text: &str) -> (&str, Option<Decimal>) {
    match text
        .rsplit_once('#')
        .and_then(|(before, after)| Some((before.trim_end(), decimal(after)?.0)))
    {
        Some((before, points)) => (before, Some(points)),
        None => (text, None),
    }
}

fn read(rows: Rows, title: Words, is_table: bool, mut notes: Notes) -> Read {
    let mut rows = rows.into_iter();
    let (_, head) = rows.next().ok_or_else(|| notes.error("", Fault::Empty))?;
    let columns = Columns::of(&head).ok_or_else(|| notes.error("row 1", Fault::Missing(Needed::LevelColumn)))?;
    let mut form = Form {
        title,
        ..Form::default()
    };
    for (number, row) in rows {
        if row.first().is_some_and(|name| !name.is_empty()) {
            let criterion = criterion(&columns, &head, &row, number, is_table, &mut notes)?;
            form.parts.push(Part::Criterion(Box::new(criterion)));
        } else if row.iter().any(|cell| !cell.is_empty()) {
            notes.say(format!("row {number}"), UnsaidKind::Content, row.join(" "));
        }
    }
    Ok((form, notes))
}

fn criterion(
    columns: &Columns,
    head: &[String],
    row: &[String],
    number: u64,
    is_table: bool,
    notes: &mut Notes,
) -> Result<Criterion, FormatError> {
    let cell = |column: usize| row.get(column).map_or("", |cell| &**cell);
    let split = |text| {
        if is_table {
            in_parentheses(text)
        } else {
            after_hash(text)
        }
    };
    let (name, own) = after_hash(cell(0));
    let weight = match columns
        .has_weight
        .then(|| cell(head.len() - 1))
        .filter(|cell| !cell.is_empty())
    {
        Some(text) => Some(notes.amount(
            text.trim_end_matches('%'),
            &format!("row {number}, {}", head[head.len() - 1]),
        )?),
        None => None,
    };
    let description = if columns.has_description {
        after_hash(cell(1)).0
    } else {
        ""
    };
    let mut levels = Vec::new();
    let mut without = Vec::new();
    let mut guidance = description;
    for (i, column) in columns.levels.clone().enumerate() {
        let place = format!("row {number}, {}", head[column]);
        let (text, points) = split(cell(column));
        // The editor repeats the first descriptor as the description, and takes it from there if it is empty.
        let text = if text.is_empty() && i == 0 { description } else { text };
        if i == 0 && text == description {
            guidance = "";
        }
        // An empty cell is a level that this criterion does not have.
        if text.is_empty() && points.is_none() && columns.points[i].is_none() {
            continue;
        }
        let points = points.or(columns.points[i]).or(weight).or(own);
        if points.is_none() {
            without.push(place);
        }
        let title = match columns.points[i] {
            Some(_) => in_parentheses(&head[column]).0,
            None => &head[column],
        };
        levels.push(Level {
            id: None,
            label: Words::plain(title).or(|| Words::plain((i + 1).to_string())),
            text: Words::plain(of_html(text).0),
            worth: points.map_or(Worth::None, Worth::Points),
        });
    }
    let full = even_levels(&mut levels, without, notes);
    // The export writes the points of the first level as the weight. Any other weight is one.
    let first = levels.first().map(|level| level.worth);
    let is_weight = |weight: &Decimal| {
        first != Some(Worth::Points(*weight))
            && *weight > Decimal::ZERO
            && full.is_some_and(|full| full > Decimal::ZERO)
    };
    Ok(Criterion {
        text: Words::plain(of_html(name).0),
        guidance: Words::plain(of_html(guidance).0),
        weight: weight.filter(is_weight),
        scale: match levels.is_empty() {
            true => Scale::Comment,
            false => Scale::Levels(levels),
        },
        ..Criterion::default()
    })
}
