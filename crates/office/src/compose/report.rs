//! The written report on a self-assessment (自查报告, 自评报告).

mod close;
mod result;
mod sections;
mod troubles;

use super::filled::Filled;
use super::shape::{self, Part, PartShape, Shape};
use super::{Content, Paper, Style, profile};

/// The number of criteria above which a report has a table of contents.
const LONG: u32 = 60;

/// Composes the report in the shape that the rubric has, or in the usual one if that has mistakes.
pub fn report(form: &Filled<'_>) -> Paper {
    report_in(form, &Shape::of(form.rubric).unwrap_or_default())
}

/// Composes the report in a shape.
pub fn report_in(form: &Filled<'_>, shape: &Shape) -> Paper {
    let (_, kind) = form.matter();
    let mut composer = Composer {
        form,
        paper: Paper::of(form, form.title(kind)),
        shape,
        chapter: 0,
        part: 0,
        tables: 0,
    };
    composer.open();
    for (i, part) in shape.parts.iter().enumerate() {
        composer.part(i, part);
    }
    composer.paper.sign(form);
    composer.paper
}

/// A report while it is composed.
struct Composer<'c, 'f> {
    form: &'c Filled<'f>,
    paper: Paper,
    shape: &'c Shape,
    /// The number of the last chapter.
    chapter: usize,
    /// The number of the last part of that chapter.
    part: usize,
    /// The number of the last table.
    tables: usize,
}

impl Composer<'_, '_> {
    /// Adds the lines below the title, and the first paragraph.
    fn open(&mut self) {
        let (form, words) = (self.form, self.form.words);
        // The title names it otherwise.
        if form.unit().is_none() {
            self.paper.lack(form, "unit", &form.unit_label());
        }
        let (period, date) = (form.record.period.trim(), form.date());
        let below = if period.is_empty() {
            form.say(words.dated, &[("date", &date)])
        } else {
            form.say(words.dated_of_period, &[("period", period), ("date", &date)])
        };
        self.paper.say("dated", Style::Centred, below);
        if form.rubric.root.count > LONG {
            self.paper.push("contents", Content::Contents);
        }
        // An author's own first paragraph is in its place.
        if self.shape.parts.first().is_some_and(|first| first.part == Part::Text) {
            return;
        }
        let title = form.wording(&form.rubric.title);
        let values = [
            ("title", title.trim()),
            ("version", &form.rubric.version),
            ("period", period),
        ];
        if form.outcome.sum.answered == 0 {
            let opening = form.say(words.opening_blank, &values[..2]);
            self.paper.say("opening", Style::Body, opening);
            return;
        }
        let opening = if period.is_empty() {
            form.say(words.opening, &values)
        } else {
            form.say(words.opening_of_period, &values)
        };
        let total = form.total_in_short();
        let sentences = [opening, total, words.opening_end.to_owned()];
        self.paper.say("opening", Style::Body, form.paragraph(sentences));
    }

    /// Adds a part of the report.
    fn part(&mut self, index: usize, part: &PartShape) {
        let (form, words) = (self.form, self.form.words);
        let name = part.part.name();
        let usual = match part.part {
            Part::Profile => words.head_profile,
            Part::Basis => words.head_basis,
            Part::Sections => words.head_sections,
            Part::Result => words.head_result,
            Part::Problems if form.rubric.scored() == 0 => words.head_problems_unscored,
            Part::Problems => words.head_problems,
            Part::Measures => words.head_measures,
            Part::Annex => words.head_annex,
            Part::Text => "",
        };
        let own = part.heading.as_ref().map(|text| form.wording(text));
        let own = own.map(|text| shape::filled(form, text.trim()));
        let heading = own.unwrap_or_else(|| usual.to_owned());
        let key = if part.part == Part::Text {
            format!("text:{index}")
        } else {
            name.to_owned()
        };
        if !heading.is_empty() {
            self.chapter += 1;
            self.part = 0;
            let heading = form.numbered(self.chapter, None, &heading);
            self.paper.head(format!("heading:{key}"), 1, heading);
        }
        if let Some(text) = &part.text {
            let wording = form.wording(text);
            let lines = wording.lines().filter(|line| !line.trim().is_empty());
            for (i, line) in lines.enumerate() {
                let style = if shape::lacking(form, line) {
                    Style::Missing
                } else {
                    Style::Body
                };
                self.paper
                    .say(format!("{key}:own:{i}"), style, shape::filled(form, line));
            }
        }
        match part.part {
            Part::Profile => profile::add(form, &mut self.paper),
            Part::Basis => self.basis(),
            Part::Sections => self.sections(),
            Part::Result => self.result(),
            Part::Problems => self.problems(),
            Part::Measures => self.measures(),
            Part::Annex => self.annex(),
            Part::Text => {}
        }
    }

    /// Adds a heading inside the chapter, with its number. `key` is that of the block.
    fn head(&mut self, key: String, title: &str) {
        self.part += 1;
        let heading = self.form.numbered(self.chapter, Some(self.part), title);
        self.paper.head(key, 2, heading);
    }

    /// Returns the caption of the next table.
    fn caption(&mut self, title: &str) -> String {
        self.tables += 1;
        let number = self.tables.to_string();
        self.form
            .say(self.form.words.table, &[("number", &number), ("title", title)])
    }
}
