//! A record as a workbook: the score table with its sums as formulas, the raters side by side, findings, problems and measures, the
//! evidence, the profile. The score table also as CSV.

mod criteria;
mod figure;
mod figures;
mod lines;
mod lists;
mod profile;
mod raters;
mod remarks;
mod scores;
mod sections;
pub(crate) mod words;
mod worked;

use crate::compose::filled::Filled;
use crate::write::csv::{self, Field};
use crate::write::xlsx::{Content, Form, Workbook};
use assessment::points::Decimal;
use assessment::record::Record;
use assessment::rubric::{Criterion, Rubric};
use assessment::text::Text;
use std::rc::Rc;
use words::Words;

/// What the sheets are made of.
#[derive(Clone, Copy)]
struct Context<'a> {
    form: &'a Filled<'a>,
    rubric: &'a Rubric,
    record: &'a Record,
    words: &'static Words,
    language: &'a str,
}

impl Context<'_> {
    /// Returns a text of the rubric in the language of the workbook.
    fn text(&self, text: &Text) -> String {
        text.wording(self.language).to_string()
    }

    /// Returns the name of a rater.
    fn rater(&self, id: &str) -> String {
        let rater = self.rubric.raters.iter().find(|rater| *rater.id == *id);
        rater.map_or_else(|| self.words.own.to_owned(), |rater| self.text(&rater.label))
    }

    /// Returns a criterion's numbering and text, as part of a list.
    fn named(&self, criterion: &Criterion) -> String {
        let label = criterion.label.as_ref().map(|label| format!("{} ", self.text(label)));
        let text = self.text(&criterion.text);
        format!(
            "{}{}",
            label.unwrap_or_default(),
            text.trim_end_matches(['。', '.', '；', ';'])
        )
    }

    /// Returns texts as a list.
    fn joined(&self, texts: impl IntoIterator<Item = String>) -> String {
        texts.into_iter().collect::<Vec<_>>().join(self.words.list_separator)
    }

    /// Returns the name of the subject.
    fn subject(&self) -> Option<Rc<str>> {
        self.record.subject(self.rubric)
    }
}

/// Makes the workbook of a form: the points of its record's current rater, everything that its raters entered besides, and beside the
/// points those of the earlier form, if there is one. The language is Chinese, or English for any other. The day by which a measure is
/// overdue is that of the record's facts.
///
/// Every number is the engine's. A subtotal or total is a formula where a plain one results in exactly that number; elsewhere it is the
/// number, with a remark on how it is computed.
pub fn workbook(form: &Filled<'_>) -> Workbook {
    let context = Context::of(form);
    let (rubric, language) = (form.rubric, form.language);
    let raters = (rubric.raters.len() > 1).then(|| raters::sheet(&context));
    let mut sheets = vec![scores::table(&context).sheet];
    sheets.extend(raters);
    sheets.extend([
        lists::findings(&context),
        lists::ledger(&context),
        lists::evidence(&context),
        profile::sheet(&context),
    ]);
    Workbook {
        sheets,
        title: context.text(&rubric.title),
        language: language.to_owned(),
    }
}

/// Makes a CSV file of the score table: its head, the sections with their criteria, and the total. Rates are in percent.
pub fn score_csv(form: &Filled<'_>) -> Vec<u8> {
    let context = Context::of(form);
    let scores::ScoreTable { sheet, rows } = scores::table(&context);
    let table = sheet.rows.into_iter().enumerate().filter(|(i, _)| rows.contains(i));
    let records = table.map(|(i, row)| {
        let fields = row.into_iter().enumerate().map(|(column, cell)| match cell.content {
            // The head says that the rates are in percent.
            Content::Text(_) if i == rows.start && column == scores::RATE => {
                Field::Text(context.words.rate_percent.to_owned())
            }
            Content::Empty => Field::Text(String::new()),
            Content::Text(text) => Field::Text(text),
            Content::Number(number) | Content::Formula { value: number, .. } => match cell.style.form {
                Form::NotZero if number == Decimal::ZERO => Field::Text(String::new()),
                Form::Rate => Field::Number(number.saturating_mul(Decimal::whole(100))),
                _ => Field::Number(number),
            },
        });
        fields.collect()
    });
    csv::write(&records.collect::<Vec<_>>())
}

impl<'a> Context<'a> {
    fn of(form: &'a Filled<'a>) -> Self {
        Self {
            form,
            rubric: form.rubric,
            record: form.record,
            words: Words::of(form.language),
            language: form.language,
        }
    }
}
