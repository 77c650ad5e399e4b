//! Rows for other programs: the tables that `docs/tables.md` documents, declared once.
//!
//! Every table has the columns of its key first. Points are decimals of four places: `DECIMAL(18,4)` in Parquet, and decimal text in NDJSON,
//! because a number of JSON is read as floating point.

use crate::layout::Layout;
use crate::row::{Amount, Part, Place, Row, Scores};
use assessment::points::Decimal;
use std::borrow::Cow;
use std::io::Write as _;

/// How many columns the key has that all tables share: rubric, period, record.
const KEY: usize = 3;

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    /// One row for each record and rater.
    Subject,
    /// One row for each section of each rater's answers to which the section applies.
    Section,
    /// One row for each criterion of each rater's answers.
    Criterion,
    /// One row for each finding.
    Finding,
    /// One row for each problem, with the measure against it.
    Problem,
    /// One row for each field of the profile that is filled in.
    Profile,
    /// One row for each subject of several that share a form, and each part that they answer.
    Party,
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number of 32 bits.
    Whole,
    /// A decimal of at most 18 digits, four of them after the point.
    Points,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name.
    pub name: &'static str,
    /// The type.
    pub kind: Kind,
    /// Whether a row may have no value.
    pub is_optional: bool,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'r> {
    /// No value.
    None,
    /// A text.
    Text(Cow<'r, str>),
    /// A whole number.
    Whole(u32),
    /// Points.
    Points(Decimal),
}

const fn text(name: &'static str) -> Column {
    Column {
        name,
        kind: Kind::Text,
        is_optional: false,
    }
}

const fn whole(name: &'static str) -> Column {
    Column {
        name,
        kind: Kind::Whole,
        is_optional: false,
    }
}

const fn points(name: &'static str) -> Column {
    Column {
        name,
        kind: Kind::Points,
        is_optional: false,
    }
}

const fn optional(column: Column) -> Column {
    Column {
        is_optional: true,
        ..column
    }
}

impl Table {
    /// All tables.
    pub const ALL: [Self; 7] = [
        Self::Subject,
        Self::Section,
        Self::Criterion,
        Self::Finding,
        Self::Problem,
        Self::Profile,
        Self::Party,
    ];

    /// The name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Section => "section",
            Self::Criterion => "criterion",
            Self::Finding => "finding",
            Self::Problem => "problem",
            Self::Profile => "profile",
            Self::Party => "party",
        }
    }

    /// The columns, in order.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Subject => {
                const {
                    &[
                        text("rubric"),
                        text("period"),
                        text("record"),
                        text("subject"),
                        text("rater"),
                        text("rubric_version"),
                        text("rubric_scoring"),
                        text("record_version"),
                        text("record_sha256"),
                        text("file"),
                        text("date"),
                        text("changed"),
                        text("standing"),
                        optional(points("score")),
                        optional(points("maximum")),
                        points("extra"),
                        optional(points("claimed")),
                        optional(text("grade")),
                        optional(whole("grade_place")),
                        whole("answered"),
                        whole("criteria"),
                        whole("findings"),
                        whole("problems"),
                        whole("differences"),
                    ]
                }
            }
            Self::Section => {
                const {
                    &[
                        text("rubric"),
                        text("period"),
                        text("record"),
                        text("rater"),
                        text("section"),
                        whole("section_place"),
                        whole("depth"),
                        text("counts"),
                        points("score"),
                        points("maximum"),
                    ]
                }
            }
            Self::Criterion => {
                const {
                    &[
                        text("rubric"),
                        text("period"),
                        text("record"),
                        text("rater"),
                        text("section"),
                        text("criterion"),
                        whole("criterion_place"),
                        text("state"),
                        optional(points("score")),
                        optional(points("maximum")),
                    ]
                }
            }
            Self::Finding => {
                const {
                    &[
                        text("rubric"),
                        text("period"),
                        text("record"),
                        text("rater"),
                        optional(text("criterion")),
                        text("code"),
                        text("severity"),
                    ]
                }
            }
            Self::Problem => {
                const {
                    &[
                        text("rubric"),
                        text("period"),
                        text("record"),
                        text("rater"),
                        text("criterion"),
                        text("text"),
                        text("category"),
                        text("severity"),
                        text("measure"),
                        text("owner"),
                        text("due"),
                        text("status"),
                        text("done"),
                    ]
                }
            }
            Self::Profile => {
                const {
                    &[
                        text("rubric"),
                        text("period"),
                        text("record"),
                        text("field"),
                        text("value"),
                    ]
                }
            }
            Self::Party => {
                const {
                    &[
                        text("rubric"),
                        text("period"),
                        text("record"),
                        text("rater"),
                        text("part"),
                        text("party"),
                        points("score"),
                        points("maximum"),
                    ]
                }
            }
        }
    }

    /// Calls `each` with the values of every row that a record has in this table, in the order of the columns. `grade` gives the grade of a
    /// rater's scores once ranks are known; `sha256` is of the record's text, empty if unknown.
    pub fn rows<'r>(
        self,
        layout: &'r Layout,
        row: &'r Row,
        sha256: &'r str,
        grade: &dyn Fn(&Scores) -> Option<u32>,
        each: &mut dyn FnMut(&[Cell<'r>]),
    ) {
        let key: [_; KEY] = [text_of(&layout.rubric), text_of(&row.period), text_of(&row.id)];
        let rater = |place: u32| name(layout.raters.get(place as usize).map(|id| &**id));
        let criterion = |place: u32| name(layout.criteria.get(place as usize).map(|criterion| &*criterion.id));
        let section = |place: u32| name(layout.sections.get(place as usize).map(|section| &*section.id));
        let mut row_of = Cells { all: key.into(), each };
        match self {
            Self::Subject => {
                for scores in &row.scores {
                    let grade = grade(scores);
                    let problems = row.problems.iter().filter(|problem| problem.rater == scores.rater);
                    row_of.put([
                        text_of(&row.subject),
                        rater(scores.rater),
                        text_of(&layout.version),
                        text_of(&layout.scoring),
                        text_of(&row.version),
                        text_of(sha256),
                        text_of(&row.file),
                        text_of(&row.date),
                        text_of(&row.changed),
                        Cell::Text(scores.standing.word().into()),
                        scores.total.map_or(Cell::None, |part| Cell::Points(part.score())),
                        scores.total.map_or(Cell::None, |part| Cell::Points(part.max())),
                        amount(scores.extra),
                        row.claimed.map_or(Cell::None, amount),
                        name(grade.and_then(|grade| Some(&**layout.grades.get(grade as usize)?))),
                        grade.map_or(Cell::None, Cell::Whole),
                        Cell::Whole(scores.answered),
                        Cell::Whole(scores.criteria),
                        count(scores.findings.len()),
                        count(problems.count()),
                        count(row.differences.len()),
                    ]);
                }
            }
            Self::Section => {
                for scores in &row.scores {
                    for ((place, own), part) in (0..).zip(&layout.sections).zip(&scores.sections) {
                        let Some(part) = part else { continue };
                        let [score, max] = both(*part);
                        row_of.put([
                            rater(scores.rater),
                            text_of(&own.id),
                            Cell::Whole(place),
                            Cell::Whole(own.depth),
                            Cell::Text(own.standing.word().into()),
                            score,
                            max,
                        ]);
                    }
                }
            }
            Self::Criterion => {
                for scores in &row.scores {
                    for ((place, own), item) in (0..).zip(&layout.criteria).zip(&scores.items) {
                        let [score, max] = item.part().map_or([Cell::None, Cell::None], both);
                        row_of.put([
                            rater(scores.rater),
                            section(own.section),
                            text_of(&own.id),
                            Cell::Whole(place),
                            Cell::Text(item.0.word().into()),
                            score,
                            max,
                        ]);
                    }
                }
            }
            Self::Finding => {
                for scores in &row.scores {
                    for finding in &scores.findings {
                        row_of.put([
                            rater(scores.rater),
                            finding.criterion.map_or(Cell::None, criterion),
                            text_of(&finding.code),
                            Cell::Text(finding.severity.word().into()),
                        ]);
                    }
                }
            }
            Self::Problem => {
                for problem in &row.problems {
                    row_of.put([
                        rater(problem.rater),
                        criterion(problem.criterion),
                        text_of(&problem.text),
                        text_of(&problem.category),
                        Cell::Text(problem.severity.word().into()),
                        text_of(&problem.measure),
                        text_of(&problem.owner),
                        text_of(&problem.due),
                        Cell::Text(problem.status.word().into()),
                        text_of(&problem.done),
                    ]);
                }
            }
            Self::Profile => {
                for (field, value) in layout.fields.iter().zip(&row.profile) {
                    if let Some(value) = value {
                        row_of.put([text_of(field), text_of(value)]);
                    }
                }
            }
            Self::Party => {
                for scores in &row.scores {
                    for party in &scores.parties {
                        let [score, max] = both(party.part);
                        let part = match party.place {
                            Place::Section(place) => section(place),
                            Place::Criterion(place) => criterion(place),
                        };
                        row_of.put([rater(scores.rater), part, text_of(&party.name), score, max]);
                    }
                }
            }
        }
    }

    /// A row as a line of NDJSON, without a line end. A value that is not there has no key.
    pub fn line(self, cells: &[Cell<'_>]) -> String {
        let mut line = Vec::new();
        self.push_line(cells, &mut line);
        // JSON of texts is text.
        String::from_utf8(line).unwrap_or_default()
    }

    /// Adds a row to a file of NDJSON, without a line end.
    pub fn push_line(self, cells: &[Cell<'_>], out: &mut Vec<u8>) {
        let mut before = b'{';
        for (column, cell) in self.columns().iter().zip(cells) {
            if *cell == Cell::None {
                continue;
            }
            out.extend([before, b'"']);
            out.extend_from_slice(column.name.as_bytes());
            out.extend_from_slice(b"\":");
            before = b',';
            // Writing into memory does not fail.
            let _ = match cell {
                Cell::None => Ok(()),
                Cell::Whole(count) => write!(out, "{count}"),
                Cell::Text(text) => serde_json::to_writer(&mut *out, text).map_err(Into::into),
                Cell::Points(points) => write!(out, "\"{points}\""),
            };
        }
        // Every row has a key.
        out.push(b'}');
    }
}

/// The cells of a row after those of its key, which stay the same.
struct Cells<'e, 'r> {
    all: Vec<Cell<'r>>,
    each: &'e mut dyn FnMut(&[Cell<'r>]),
}

impl<'r> Cells<'_, 'r> {
    fn put<const N: usize>(&mut self, cells: [Cell<'r>; N]) {
        self.all.truncate(KEY);
        self.all.extend(cells);
        (self.each)(&self.all);
    }
}

fn text_of(text: &str) -> Cell<'_> {
    Cell::Text(text.into())
}

fn name(name: Option<&str>) -> Cell<'_> {
    name.map_or(Cell::None, text_of)
}

fn amount<'r>(amount: Amount) -> Cell<'r> {
    Cell::Points(amount.0)
}

fn both<'r>(part: Part) -> [Cell<'r>; 2] {
    [Cell::Points(part.score()), Cell::Points(part.max())]
}

fn count<'r>(count: usize) -> Cell<'r> {
    Cell::Whole(u32::try_from(count).unwrap_or(u32::MAX))
}
