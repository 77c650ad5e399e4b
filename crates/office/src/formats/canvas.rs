//! The CSV of Canvas: one row a criterion, with three columns for each rating (`RubricCSVImporter` of canvas-lms).

use super::build::{Criterion, Form, Level, Part, Read, Scale, Worth, range_step};
use super::flat::{Answers, Choice, Flat, yes_no};
use super::notes::Notes;
use super::words::{Words, of_html};
use super::{Fault, Format, FormatError, Needed, UnsaidKind};
use crate::limits;
use crate::write::csv;
use assessment::points::Decimal;
use std::collections::HashSet;

/// The columns before the ratings.
const COLUMNS: [&str; 4] = [
    "Rubric Name",
    "Criteria Name",
    "Criteria Description",
    "Criteria Enable Range",
];

/// Recognises the file by its first row.
pub fn recognise(text: &str) -> Option<Read> {
    let head = text.get(..text.floor_char_boundary(4096))?.to_lowercase();
    let head = head.lines().next()?;
    let is_canvas = head.contains("rubric name") && head.contains("criteria name");
    is_canvas.then(|| read(text))
}

/// Reads the records of a CSV, each with the number of its line.
pub fn records(text: &str, notes: &Notes) -> Result<Vec<(u64, Vec<String>)>, FormatError> {
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, ::csv::Position::line);
            notes.error(format!("line {line}"), Fault::Malformed)
        })?;
        let line = record.position().map_or(0, ::csv::Position::line);
        if rows.len() >= limits::ROWS || record.len() > limits::COLUMNS {
            return Err(notes.error(format!("line {line}"), Fault::TooLarge));
        }
        rows.push((
            line,
            record.iter().map(|field| csv::bare(field).trim().to_owned()).collect(),
        ));
    }
    Ok(rows)
}

struct Columns {
    rubric: usize,
    name: usize,
    description: Option<usize>,
    range: Option<usize>,
    /// The columns of name, description and points of each rating.
    ratings: Vec<(usize, Option<usize>, usize)>,
}

impl Columns {
    fn of(head: &[String], notes: &Notes) -> Result<Self, FormatError> {
        let all = |part: &str| -> Vec<usize> {
            let has = |(_, title): &(usize, &String)| title.to_lowercase().contains(part);
            head.iter().enumerate().filter(has).map(|(column, _)| column).collect()
        };
        let first = |part: &str| all(part).first().copied();
        let need =
            |part: &str, name| first(part).ok_or_else(|| notes.error("line 1", Fault::Missing(Needed::column(name))));
        let (names, texts, points) = (all("rating name"), all("rating description"), all("rating points"));
        if names.len() != points.len() || names.is_empty() {
            return Err(notes.error("line 1", Fault::Missing(Needed::PointsColumns)));
        }
        let ratings = names.iter().zip(&points).enumerate();
        Ok(Self {
            rubric: need("rubric name", "Rubric Name")?,
            name: need("criteria name", "Criteria Name")?,
            description: first("criteria description"),
            range: first("criteria enable range"),
            ratings: ratings
                .map(|(i, (name, points))| (*name, texts.get(i).copied(), *points))
                .collect(),
        })
    }
}

fn read(text: &str) -> Read {
    let mut notes = Notes::new(Format::Canvas);
    let rows = records(text, &notes)?;
    let (head, rows) = rows.split_first().ok_or_else(|| notes.error("", Fault::Empty))?;
    let columns = Columns::of(&head.1, &notes)?;
    let mut form = Form::default();
    let mut title: Option<&str> = None;
    let mut others: HashSet<&str> = HashSet::new();
    for (line, row) in rows {
        let field = |column: usize| row.get(column).map_or("", |field| &**field);
        if row.iter().all(String::is_empty) {
            continue;
        }
        let place = format!("line {line}");
        let name = field(columns.rubric);
        if name.is_empty() {
            return Err(notes.error(place, Fault::Missing(Needed::RubricName)));
        }
        if *title.get_or_insert(name) != name {
            // A file may have several rubrics, each with a name of its own.
            if others.insert(name) {
                notes.say(place, UnsaidKind::Rubric, name);
            }
            continue;
        }
        if field(columns.name).is_empty() {
            return Err(notes.error(place, Fault::Missing(Needed::CriterionName)));
        }
        let levels = ratings(&columns, &field, *line, &mut notes)?;
        if levels.is_empty() {
            return Err(notes.error(place, Fault::Missing(Needed::Level)));
        }
        let is_range = columns
            .range
            .is_some_and(|column| matches!(&*field(column).to_lowercase(), "true" | "1"));
        let levels = match is_range {
            true => ranges(levels, &place, &mut notes),
            false => levels,
        };
        let words = |text: &str, notes: &mut Notes| {
            let (text, has_pictures) = of_html(text);
            if has_pictures {
                notes.say(format!("line {line}"), UnsaidKind::Content, "");
            }
            Words::plain(text)
        };
        let guidance = columns.description.map_or("", field);
        form.parts.push(Part::Criterion(Box::new(Criterion {
            text: words(field(columns.name), &mut notes),
            guidance: words(guidance, &mut notes),
            scale: Scale::Levels(levels),
            ..Criterion::default()
        })));
    }
    form.title = Words::plain(title.unwrap_or_default());
    Ok((form, notes))
}

fn ratings<'f>(
    columns: &Columns,
    field: &impl Fn(usize) -> &'f str,
    line: u64,
    notes: &mut Notes,
) -> Result<Vec<Level>, FormatError> {
    let mut levels = Vec::new();
    for (i, (name, text, points)) in columns.ratings.iter().enumerate() {
        let text = text.map_or("", field);
        if field(*name).is_empty() && text.is_empty() && field(*points).is_empty() {
            continue;
        }
        let place = format!("line {line}, rating {}", i + 1);
        if field(*points).is_empty() {
            return Err(notes.error(place, Fault::Missing(Needed::Points)));
        }
        let points = notes.amount(field(*points), &place)?;
        let (text, has_pictures) = of_html(text);
        if has_pictures {
            notes.say(place, UnsaidKind::Content, "");
        }
        levels.push(Level {
            id: None,
            label: Words::plain(field(*name)).or(|| Words::plain(points.to_string())),
            text: Words::plain(text),
            worth: Worth::Points(points),
        });
    }
    Ok(levels)
}

/// A rating of a range reaches from its points down to above those of the next rating.
fn ranges(levels: Vec<Level>, place: &str, notes: &mut Notes) -> Vec<Level> {
    let points: Vec<Decimal> = levels
        .iter()
        .map(|level| match level.worth {
            Worth::Points(points) => points,
            _ => Decimal::ZERO,
        })
        .collect();
    let step = range_step();
    let is_fine = points.iter().all(|points| points.on_step(Decimal::ZERO, step));
    if !is_fine || points.windows(2).any(|pair| pair[0] <= pair[1]) {
        notes.say(place, UnsaidKind::Range, "");
        return levels;
    }
    let next = points
        .iter()
        .skip(1)
        .map(|points| *points + step)
        .chain(points.last().copied());
    levels
        .into_iter()
        .zip(&points)
        .zip(next)
        .map(|((level, to), from)| Level {
            worth: Worth::Range(from, *to),
            ..level
        })
        .collect()
}

/// Writes a rubric. Canvas has no sections, no weights and no questions without points.
///
/// # Errors
/// If no criterion can be written.
pub fn write(flat: &Flat<'_>, notes: &mut Notes) -> Result<Vec<u8>, FormatError> {
    flat.leave_out_sections(notes);
    flat.leave_out_languages(notes);
    if !flat.summary.is_empty() {
        notes.say("summary", UnsaidKind::Content, flat.words(&flat.summary));
    }
    let mut rows: Vec<Vec<csv::Field>> = Vec::new();
    let mut most = 1;
    for question in &flat.questions {
        let place = &question.place;
        let Some((ratings, is_range)) = ratings_of(&question.answers, flat, place, notes) else {
            continue;
        };
        let mut row = vec![
            csv::Field::Text(flat.words(&flat.title)),
            csv::Field::Text(flat.words(&question.title())),
            csv::Field::Text(flat.words(&question.guidance)),
            csv::Field::Text(is_range.to_string()),
        ];
        // Canvas keeps two decimal places.
        let is_finer = |(_, _, points): &(String, String, Decimal)| !points.on_step(Decimal::ZERO, range_step());
        if let Some((_, _, points)) = ratings.iter().find(|rating| is_finer(rating)) {
            notes.say(&**place, UnsaidKind::Rounded, points.to_string());
        }
        most = most.max(ratings.len());
        for (label, text, points) in ratings {
            row.extend([
                csv::Field::Text(label),
                csv::Field::Text(text),
                csv::Field::Number(points),
            ]);
        }
        rows.push(row);
    }
    if rows.is_empty() {
        return Err(notes.error("", Fault::Empty));
    }
    let ratings = ["Rating Name", "Rating Description", "Rating Points"];
    let head = COLUMNS.into_iter().chain(std::iter::repeat_n(ratings, most).flatten());
    let head = head.map(|title| csv::Field::Text(title.to_owned())).collect();
    rows.insert(0, head);
    Ok(csv::write(&rows))
}

type Ratings = Vec<(String, String, Decimal)>;

/// Returns the ratings of a question, and whether they are the upper ends of ranges. `None` if it is left out.
fn ratings_of(answers: &Answers, flat: &Flat<'_>, place: &str, notes: &mut Notes) -> Option<(Ratings, bool)> {
    let number = |points: Decimal| (points.to_string(), String::new(), points);
    Some(match answers {
        Answers::Comment => {
            notes.say(place, UnsaidKind::QuestionLeftOut, "");
            return None;
        }
        Answers::Choices(choices) => (choices_as_ratings(choices, flat, place, notes), false),
        Answers::YesNo(scale) => (choices_as_ratings(&yes_no(scale), flat, place, notes), false),
        Answers::Ranges(ranges) => {
            let mut sorted: Vec<_> = ranges.iter().collect();
            sorted.sort_by_key(|range| std::cmp::Reverse(range.to));
            let is_whole = sorted.windows(2).all(|pair| pair[0].from == pair[1].to + range_step());
            if !is_whole || sorted.last().is_some_and(|last| last.from != last.to) {
                notes.say(place, UnsaidKind::Range, "");
            }
            let ratings = sorted
                .iter()
                .map(|range| (flat.words(&range.label), flat.words(&range.text), range.to));
            (ratings.collect(), true)
        }
        Answers::Amount { min, max, step } => match steps(*min, *max, *step, 10) {
            Some(all) => (all.into_iter().map(number).collect(), false),
            None => {
                if *step != range_step() {
                    notes.say(place, UnsaidKind::Step, step.to_string());
                }
                (vec![number(*max), number(*min)], true)
            }
        },
        Answers::Items(items) => {
            notes.say(place, UnsaidKind::Scale, "");
            let most: Decimal = items.iter().map(|item| item.points.unwrap_or_default()).sum();
            (vec![number(most), number(Decimal::ZERO)], true)
        }
    })
}

fn choices_as_ratings(choices: &[Choice], flat: &Flat<'_>, place: &str, notes: &mut Notes) -> Ratings {
    if choices.iter().any(|choice| choice.points.is_none()) {
        notes.say(place, UnsaidKind::NotScored, "");
    }
    let rating = |choice: &Choice| {
        let points = choice.points.unwrap_or_default();
        (flat.words(&choice.label), flat.words(&choice.text), points)
    };
    choices.iter().map(rating).collect()
}

/// Returns the points of a scale from the most to the least, if there are not more than this many steps between them.
pub fn steps(min: Decimal, max: Decimal, step: Decimal, most: i64) -> Option<Vec<Decimal>> {
    let count = (max - min)
        .ten_thousandths()
        .checked_div(step.ten_thousandths())
        .filter(|count| (1..=most).contains(count))?;
    (0..=count)
        .rev()
        .map(|i| {
            let above = i128::from(step.ten_thousandths()) * i128::from(i);
            Decimal::of_ten_thousandths(above).map(|above| min + above)
        })
        .collect()
}
