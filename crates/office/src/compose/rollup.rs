//! Many records of one rubric as a workbook: what they amount to, the subjects by rank, where points are lost, findings, problems.

mod lists;
mod subjects;
mod summary;
mod words;

use crate::compose::workbook::words::Words as Common;
use crate::write::csv::{self, Field};
use crate::write::xlsx::{Content, Form, Workbook};
use assessment::points::Decimal;
use assessment::rubric::{COMBINED, Part, Rubric};
use assessment::text::Text;
use rollup::{Collection, Figures, Layout, Results, Row};
use words::Words;

/// Many records, as far as a workbook shows them.
#[derive(Clone, Copy, Debug)]
pub struct Overview<'a> {
    /// The rubric.
    pub rubric: &'a Rubric,
    /// Its parts.
    pub layout: &'a Layout,
    /// The rater, by place, whose scores are shown.
    pub rater: u32,
    /// What the records amount to.
    pub figures: &'a Figures,
    /// The rows; none if there are too many to list.
    pub rows: Option<Rows<'a>>,
    /// The language: Chinese, or English for any other.
    pub language: &'a str,
}

/// Rows that are listed.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// All rows.
    pub all: &'a [Row],
    /// Which of them are listed, by index.
    pub among: &'a [usize],
    /// Their ranks and grades.
    pub results: &'a Results,
}

/// Makes the workbook of these rows of a collection, by one rater's answers.
pub fn workbook(collection: &Collection, rubric: &Rubric, rater: u32, among: &[usize], language: &str) -> Workbook {
    let results = collection.results(rater, among);
    let figures = collection.figures(rater, among, &results);
    Overview {
        rubric,
        layout: collection.layout(),
        rater,
        figures: &figures,
        rows: Some(Rows {
            all: collection.rows(),
            among,
            results: &results,
        }),
        language,
    }
    .workbook()
}

/// Makes a comma-separated file of the subjects: these rows of a collection, by one rater's answers. Ranks and grades are those among all rows.
pub fn csv(collection: &Collection, rubric: &Rubric, rater: u32, among: &[usize], language: &str) -> Vec<u8> {
    let all: Vec<usize> = (0..collection.rows().len()).collect();
    let results = collection.results(rater, &all);
    let overview = Overview {
        rubric,
        layout: collection.layout(),
        rater,
        figures: &collection.figures(rater, &[], &results),
        rows: None,
        language,
    };
    let rows = Rows {
        all: collection.rows(),
        among,
        results: &results,
    };
    let rows = subjects::sheet(&overview.context(), &rows).rows;
    // The title above the table has fewer cells.
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let table = rows.into_iter().filter(|row| row.len() == width);
    let fields = table.map(|row| {
        let field = |content| match content {
            Content::Empty => Field::Text(String::new()),
            Content::Text(text) => Field::Text(text),
            Content::Number(number) | Content::Formula { value: number, .. } => Field::Number(number),
        };
        row.into_iter().map(|cell| field(cell.content)).collect()
    });
    csv::write(&fields.collect::<Vec<_>>())
}

impl Overview<'_> {
    fn context(&self) -> Context<'_> {
        Context {
            of: self,
            words: Words::of(self.language),
            common: Common::of(self.language),
        }
    }

    /// Makes the workbook. Without rows it has the summary and the criteria.
    pub fn workbook(&self) -> Workbook {
        let context = self.context();
        let mut sheets = vec![summary::sheet(&context)];
        sheets.extend(self.rows.map(|rows| subjects::sheet(&context, &rows)));
        sheets.push(summary::criteria(&context));
        if let Some(rows) = &self.rows {
            sheets.extend([lists::findings(&context, rows), lists::problems(&context, rows)]);
        }
        Workbook {
            sheets,
            title: context.text(&self.rubric.title),
            language: self.language.to_owned(),
        }
    }
}

/// What the sheets are made of.
struct Context<'a> {
    of: &'a Overview<'a>,
    words: &'static Words,
    common: &'static Common,
}

impl Context<'_> {
    /// Returns a text of the rubric in the language of the workbook.
    fn text(&self, text: &Text) -> String {
        text.wording(self.of.language).to_string()
    }

    /// Returns the name of the rater whose scores are shown; none if there is one rater.
    fn rater(&self) -> Option<String> {
        let id = self.of.layout.raters.get(self.of.rater as usize)?;
        if **id == *COMBINED {
            return Some(self.common.combined.to_owned());
        }
        let rater = self.of.rubric.raters.iter().find(|rater| *rater.id == **id)?;
        Some(self.text(&rater.label))
    }

    /// Returns the name of a grade, by place.
    fn grade(&self, place: Option<u32>) -> String {
        let bands = self.of.rubric.grades.as_ref().map(|grades| &grades.bands[..]);
        let band = bands.unwrap_or_default().get(place.unwrap_or(u32::MAX) as usize);
        band.map(|band| self.text(&band.label)).unwrap_or_default()
    }

    /// Returns what the subject is called in the rubric, such as the name of the school.
    fn subject(&self) -> String {
        let field = self.of.rubric.profile.iter().find(|field| field.subject == Some(true));
        field.map_or_else(|| self.words.subject.to_owned(), |field| self.text(&field.label))
    }

    /// Returns the titles of the sections, in the order of the layout.
    fn sections(&self) -> Vec<String> {
        let mut titles = Vec::new();
        self.of.rubric.walk(&mut |part| {
            if let Part::Section(section) = part {
                titles.push(self.text(&section.title));
            }
        });
        titles
    }

    /// Returns the numbering and the text of each criterion, in the order of the layout.
    fn criteria(&self) -> Vec<[String; 2]> {
        let mut texts = Vec::new();
        self.of.rubric.walk(&mut |part| {
            if let Part::Criterion(criterion) = part {
                let label = criterion.label.as_ref().map(|label| self.text(label));
                texts.push([label.unwrap_or_default(), self.text(&criterion.text)]);
            }
        });
        texts
    }
}

/// A number in the middle; nothing where there is none.
fn number(number: Option<Decimal>) -> (Content, Form) {
    (number.map_or(Content::Empty, Content::Number), Form::Centre)
}

/// A count in the middle.
fn count(count: u32) -> (Content, Form) {
    number(Decimal::of_ten_thousandths(i128::from(count) * 10_000))
}
