//! The written report on a self-assessment (自查报告, 自评报告).

mod close;
mod result;
mod sections;
mod troubles;

use super::filled::Filled;
use super::shape;
use super::{Content, Paper, Style, profile};
use assessment::rubric::{ReportPart, ReportPartKind as Kind};

/// The number of criteria above which a report has a table of contents.
const LONG: u32 = 60;

/// Composes the report in the parts that the rubric gives, or in the usual ones.
pub fn report(form: &Filled<'_>) -> Paper {
    let parts = shape::parts(form.rubric);
    let (_, kind) = form.matter();
    let mut composer = Composer {
        form,
        paper: Paper::of(form, form.title(kind)),
        parts: &parts,
        chapter: 0,
        part: 0,
        tables: 0,
    };
    composer.open();
    for (i, part) in parts.iter().enumerate() {
        composer.part(i, part);
    }
    composer.paper.sign(form);
    composer.paper
}

/// A report while it is composed.
struct Composer<'c, 'f> {
    form: &'c Filled<'f>,
    paper: Paper,
    parts: &'c [ReportPart],
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
        if self.parts.first().is_some_and(|first| first.part == Kind::Text) {
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
    fn part(&mut self, index: usize, part: &ReportPart) {
        let (form, words) = (self.form, self.form.words);
        let name = part.part.word();
        let usual = match part.part {
            Kind::Profile => words.head_profile,
            Kind::Basis => words.head_basis,
            Kind::Sections => words.head_sections,
            Kind::Result => words.head_result,
            Kind::Problems if form.rubric.scored() == 0 => words.head_problems_unscored,
            Kind::Problems => words.head_problems,
            Kind::Measures => words.head_measures,
            Kind::Annex => words.head_annex,
            _ => "",
        };
        let own = part.heading.as_ref().map(|text| form.wording(text));
        let own = own.map(|text| shape::filled(form, text.trim()));
        let heading = own.unwrap_or_else(|| usual.to_owned());
        let key = if part.part == Kind::Text {
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
            Kind::Profile => profile::add(form, &mut self.paper),
            Kind::Basis => self.basis(),
            Kind::Sections => self.sections(),
            Kind::Result => self.result(),
            Kind::Problems => self.problems(),
            Kind::Measures => self.measures(),
            Kind::Annex => self.annex(),
            _ => {}
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
