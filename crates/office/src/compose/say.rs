//! Names, figures and dates of a form in words.

use super::Paper;
use super::capital::han;
use super::filled::Filled;
use super::words::{Numerals, Words, fill};
use super::{Content, Style};
use assessment::day::is_day;
use assessment::points::Decimal;
use assessment::rubric::{Criterion, SELF, Section};
use assessment::score::{CriterionSheet, SectionSheet};
use assessment::text::Text;
use std::rc::Rc;

/// How many items are named one by one.
const NAMED: usize = 40;

/// A section or a criterion of a sheet.
#[derive(Clone, Copy)]
pub(super) enum Line<'s> {
    /// A section, before its content.
    Section(&'s SectionSheet),
    /// A criterion.
    Criterion(&'s CriterionSheet),
}

/// Returns everything inside a section, in the order of the form.
pub(super) fn lines(section: &SectionSheet) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    collect(section, &mut found);
    found
}

fn collect<'s>(section: &'s SectionSheet, found: &mut Vec<Line<'s>>) {
    found.extend(section.criteria.iter().map(|criterion| Line::Criterion(criterion)));
    for inner in section.sections.iter() {
        found.push(Line::Section(inner));
        collect(inner, found);
    }
}

/// Returns every criterion inside a section, in the order of the form.
pub(super) fn criteria(section: &SectionSheet) -> impl Iterator<Item = &CriterionSheet> {
    lines(section).into_iter().filter_map(|line| match line {
        Line::Criterion(criterion) => Some(criterion),
        Line::Section(_) => None,
    })
}

/// Formats an amount for people, with a minus sign if it is negative.
pub(super) fn figure(amount: Decimal) -> String {
    let text = amount.to_string();
    text.strip_prefix('-')
        .map_or(text.clone(), |digits| format!("−{digits}"))
}

/// Formats points outside the maximum, with their sign.
pub(super) fn signed(points: Decimal) -> String {
    let sign = if points < Decimal::ZERO { "" } else { "+" };
    format!("{sign}{}", figure(points))
}

/// Returns so many points of the most in percent, to one place, half rounded away from zero; `None` if nothing could be earned.
pub(super) fn rate(score: Decimal, most: Decimal) -> Option<Decimal> {
    (most > Decimal::ZERO).then(|| score.scaled(Decimal::whole(100), most, 1))
}

/// Returns a text without its final stop and without blank ends, as it stands inside quotes or before another stop.
pub(super) fn without_stop(text: &str) -> &str {
    text.trim()
        .trim_end_matches(['。', '.', '；', ';', '，', ',', '、'])
        .trim_end()
}

impl<'f> Filled<'f> {
    /// Fills a message.
    pub(super) fn say(&self, message: &str, values: &[(&str, &str)]) -> String {
        fill(message, values)
    }

    /// Returns the wording of a text in the paper's language.
    pub(super) fn wording(&self, text: &Text) -> Rc<str> {
        text.wording(self.language)
    }

    /// Joins names.
    pub(super) fn list<T: AsRef<str>>(&self, names: impl IntoIterator<Item = T>) -> String {
        joined(names, self.words.list_separator)
    }

    /// Joins clauses of a sentence.
    pub(super) fn clauses<T: AsRef<str>>(&self, clauses: impl IntoIterator<Item = T>) -> String {
        joined(clauses, self.words.clause_separator)
    }

    /// Returns a text as a sentence: with a stop at its end.
    pub(super) fn sentence(&self, text: &str) -> String {
        let text = text.trim_end();
        let ends = ['。', '.', '！', '!', '？', '?', '…', '：', ':', '；', ';'];
        match text.chars().next_back() {
            Some(last) if ends.contains(&last) => text.to_owned(),
            Some(_) => format!("{text}{}", self.words.stop),
            None => String::new(),
        }
    }

    /// Joins sentences to a paragraph.
    pub(super) fn paragraph<T: AsRef<str>>(&self, sentences: impl IntoIterator<Item = T>) -> String {
        let said = sentences.into_iter().filter(|text| !text.as_ref().is_empty());
        joined(said, self.words.between_sentences)
    }

    /// Returns the mark for what a person has to write.
    pub(super) fn to_write(&self, what: &str) -> String {
        fill(self.words.missing, &[("what", without_stop(what))])
    }

    /// Returns the name of the subject, if the form has it.
    pub(super) fn unit(&self) -> Option<Rc<str>> {
        self.record.subject(self.rubric)
    }

    /// Returns the label of the subject's name: what the profile asks for, or the word for a unit.
    pub(super) fn unit_label(&self) -> Rc<str> {
        let field = self.rubric.profile.iter().find(|field| field.subject == Some(true));
        field.map_or_else(|| self.words.unit_name.into(), |field| self.wording(&field.label))
    }

    /// Returns what the rubric is about, without the word for a form at its end, and the name of a report on it: 自评表 makes a
    /// 自评报告.
    pub(super) fn matter(&self) -> (String, &'static str) {
        let title = self.wording(&self.rubric.title);
        let mut kinds = self
            .words
            .report_kinds
            .split('|')
            .filter_map(|kind| kind.split_once('>'));
        let whole = bare_title(title.trim());
        kinds
            .find_map(|(ending, kind)| {
                let matter = whole.strip_suffix(ending)?.trim_end_matches([':', '：', '—', '-', ' ']);
                (!matter.is_empty()).then(|| (matter.to_owned(), kind))
            })
            .unwrap_or_else(|| (title.trim().to_owned(), self.words.report_kind))
    }

    /// Returns a title of a paper: what it is, of which unit and on what.
    pub(super) fn title(&self, kind: &str) -> String {
        let (matter, _) = self.matter();
        match self.unit() {
            Some(unit) => fill(
                self.words.title_of_unit,
                &[("unit", &unit), ("matter", &matter), ("kind", kind)],
            ),
            None => fill(self.words.title, &[("matter", &matter), ("kind", kind)]),
        }
    }

    /// Returns a day in words; any other text as it is.
    pub(super) fn day(&self, text: &str) -> String {
        let mut parts = text.split('-');
        let parts = (parts.next(), parts.next(), parts.next());
        let (Some(year), Some(month), Some(day), true) = (parts.0, parts.1, parts.2, is_day(text)) else {
            return text.to_owned();
        };
        let index = month.parse().map_or(0, |month: usize| month.saturating_sub(1));
        let month = self.words.months.split(' ').nth(index).unwrap_or(month);
        fill(
            self.words.day,
            &[("year", year), ("month", month), ("day", day.trim_start_matches('0'))],
        )
    }

    /// Returns the date of the paper: the day on which the form was filled in, else the current day, else a blank to fill in.
    pub(super) fn date(&self) -> String {
        let days = [&*self.record.date, self.today];
        let day = days.into_iter().find(|day| !day.trim().is_empty());
        day.map_or_else(|| self.words.day_blank.to_owned(), |day| self.day(day.trim()))
    }

    /// Returns the current day in words, for papers that are not about the day on which the form was filled in; else a blank to fill in.
    pub(super) fn today_in_words(&self) -> String {
        match self.today.trim() {
            "" => self.words.day_blank.to_owned(),
            today => self.day(today),
        }
    }

    /// Returns the name of a rater.
    pub(super) fn rater_name(&self, rater: &str) -> String {
        let known = self.rubric.raters.iter().find(|known| *known.id == *rater);
        match known {
            Some(known) => self.wording(&known.label).to_string(),
            None => self.words.rater_self.to_owned(),
        }
    }

    /// Returns the heading of the column of the points that are reported.
    pub(super) fn own_column(&self) -> String {
        if *self.rater == *SELF {
            return self.words.own_points.to_owned();
        }
        fill(self.words.points_by, &[("rater", &self.rater_name(&self.rater))])
    }

    /// Returns the number of a criterion: its label, or its place if it has none.
    pub(super) fn number(&self, criterion: &Criterion) -> String {
        let label = criterion
            .label
            .as_ref()
            .map(|label| self.wording(label).trim().to_owned());
        label
            .filter(|label| !label.is_empty())
            .unwrap_or_else(|| (criterion.ordinal + 1).to_string())
    }

    /// Returns a short name of a criterion, such as 第12项.
    pub(super) fn item(&self, criterion: &Criterion) -> String {
        self.items([criterion])
    }

    /// Returns the short names of criteria, such as 第12、15项; of many only the first ones.
    pub(super) fn items<'c>(&self, criteria: impl IntoIterator<Item = &'c Criterion>) -> String {
        let all: Vec<_> = criteria.into_iter().collect();
        let (mut names, mut numbers) = (Vec::new(), Vec::new());
        let close = |numbers: &mut Vec<String>, names: &mut Vec<String>| {
            let message = if numbers.len() > 1 {
                self.words.items
            } else {
                self.words.item
            };
            if !numbers.is_empty() {
                let ranges = self.ranges(&std::mem::take(numbers));
                names.push(fill(message, &[("list", &self.list(ranges))]));
            }
        };
        for criterion in all.iter().take(NAMED) {
            let number = self.number(criterion);
            let is_repeated = self.repeated.contains(&*number);
            if !number.starts_with(|first: char| first.is_ascii_digit()) && !is_repeated {
                close(&mut numbers, &mut names);
                names.push(number);
            } else if is_repeated {
                close(&mut numbers, &mut names);
                let section = self
                    .rubric
                    .criterion_path(&criterion.id)
                    .map(|path| self.rubric.section_at(path));
                let section = section.map(|section| self.wording(&section.title)).unwrap_or_default();
                names.push(fill(self.words.item_in, &[("section", &section), ("number", &number)]));
            } else {
                numbers.push(number);
            }
        }
        close(&mut numbers, &mut names);
        let text = self.list(names);
        match all.len().checked_sub(NAMED) {
            None | Some(0) => text,
            Some(_) => fill(
                self.words.and_more,
                &[("list", &text), ("count", &all.len().to_string())],
            ),
        }
    }

    /// Returns numbers with three or more in succession as a range, such as 1至6.
    fn ranges(&self, numbers: &[String]) -> Vec<String> {
        // A number such as `01` or `1.2` is in no range.
        let whole = |text: &String| text.parse::<u32>().ok().filter(|number| number.to_string() == *text);
        let runs = numbers.chunk_by(|one, next| {
            let expected = whole(one).and_then(|one| one.checked_add(1));
            expected.is_some() && expected == whole(next)
        });
        let said = runs.flat_map(|run| match run {
            [first, _, .., last] => vec![fill(self.words.item_range, &[("first", first), ("last", last)])],
            few => few.to_vec(),
        });
        said.collect()
    }

    /// Returns the text of a criterion without its final stop.
    pub(super) fn text_of(&self, criterion: &Criterion) -> String {
        without_stop(&self.wording(&criterion.text)).to_owned()
    }

    /// Returns a criterion by number and text, such as 第12项“开展地方传统体育活动”.
    pub(super) fn named(&self, criterion: &Criterion) -> String {
        let (item, text) = (self.item(criterion), self.text_of(criterion));
        fill(self.words.item_named, &[("item", &item), ("text", &text)])
    }

    /// Returns the title of a section.
    pub(super) fn section_title(&self, section: &Section) -> String {
        self.wording(&section.title).trim().to_owned()
    }

    /// Returns the points that a section outside the maximum adds, or takes off.
    pub(super) fn extra_of(&self, section: &SectionSheet) -> String {
        let tally = &section.tally;
        if !section.spec.percent {
            return signed(tally.extra);
        }
        let is_penalty = section.spec.standing == assessment::rubric::Standing::Penalty;
        format!("{}%", signed(if is_penalty { -tally.percent } else { tally.percent }))
    }

    /// Returns a heading with its number: of a chapter, or of a part of one.
    pub(super) fn numbered(&self, chapter: usize, part: Option<usize>, title: &str) -> String {
        let is_han = self.words.numerals == Numerals::Han;
        let (message, number) = match part {
            None if is_han => (self.words.chapter, han(chapter)),
            None => (self.words.chapter, chapter.to_string()),
            Some(part) if is_han => (self.words.part, han(part)),
            Some(part) => (self.words.part, format!("{chapter}.{part}")),
        };
        // An author's own number is kept.
        let own = [("", "、"), ("（", "）"), ("第", "章"), ("第", "部分")];
        let has_own = own.iter().any(|(before, after)| {
            let number = title.strip_prefix(before).and_then(|rest| rest.split_once(after));
            number.is_some_and(|(number, _)| {
                !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十".contains(c))
            })
        });
        if has_own {
            title.to_owned()
        } else {
            fill(message, &[("number", &number), ("title", title)])
        }
    }
}

/// Joins texts.
fn joined<T: AsRef<str>>(texts: impl IntoIterator<Item = T>, separator: &str) -> String {
    let mut out = String::new();
    for (i, text) in texts.into_iter().enumerate() {
        if i > 0 {
            out.push_str(separator);
        }
        out.push_str(text.as_ref());
    }
    out
}

/// A title without remarks in brackets at its end.
fn bare_title(title: &str) -> &str {
    let ends = [('（', '）'), ('(', ')')];
    let cut = ends.iter().find_map(|(open, close)| {
        let inside = title.strip_suffix(*close)?;
        inside.rfind(*open).and_then(|at| inside.get(..at))
    });
    cut.map(str::trim_end).filter(|cut| !cut.is_empty()).unwrap_or(title)
}

impl Paper {
    /// Creates a paper of a form.
    pub(super) fn of(form: &Filled<'_>, title: String) -> Self {
        Self {
            language: Words::tag(form.language).to_owned(),
            title,
            blocks: Vec::new(),
        }
    }

    /// Adds what a person has to write.
    pub(super) fn lack(&mut self, form: &Filled<'_>, key: impl Into<String>, what: &str) {
        self.say(key, Style::Missing, form.to_write(what));
    }

    /// Adds the lines for signatures, the seal and the date.
    pub(super) fn sign(&mut self, form: &Filled<'_>) {
        for role in form.rubric.roles.iter().filter(|role| role.signs == Some(true)) {
            let label = form.wording(&role.label);
            let line = form.say(form.words.signature, &[("role", &label)]);
            self.say(format!("sign:{}", role.id), Style::Signature, line);
        }
        let unit = form.unit().unwrap_or_default();
        let seal = form.say(form.words.seal, &[("unit", &unit)]);
        self.say("seal", Style::Signature, seal.trim_end());
        self.say("date", Style::Signature, form.date());
    }

    /// Adds a caption and a table, or nothing if the table has no rows.
    pub(super) fn show(&mut self, key: &str, caption: &str, table: super::Table) {
        if table.rows.is_empty() {
            return;
        }
        if !caption.is_empty() {
            self.say(format!("caption:{key}"), Style::Caption, caption);
        }
        self.push(format!("table:{key}"), Content::Table(table));
    }
}
