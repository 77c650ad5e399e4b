//! XLSForm workbooks (xlsform.org): the sheet `survey` with one row a question, `choices` with the lists of answers, `settings`.
//!
//! A choice earns what a column `score`, `points` or `value` of the sheet `choices` says; where there is none, its name if all names of
//! the list are numbers.

use super::build::{Criterion, Form, Item, Level, Part, Read, Scale, Section, Worth};
use super::case::even_levels;
use super::flat::{Answers, Choice, Entry, Flat, description, heading, yes_no};
use super::notes::{Notes, decimal};
use super::words::{Words, tag};
use super::{Fault, Format, FormatError, Needed, UnsaidKind};
use crate::Decode;
use crate::cell_name::letters;
use crate::document::{Document, Remark, Table};
use crate::write::xlsx::{Cell, Sheet, Workbook};
use assessment::points::Decimal;
use std::collections::BTreeMap;

/// The columns that have the points of a choice, the first of which counts.
const POINTS: [&str; 3] = ["score", "points", "value"];
/// Groups inside of one another: more than the rubric format has room for.
const GROUPS: usize = 32;
/// Types of questions that the device answers.
const METADATA: [&str; 12] = [
    "start",
    "end",
    "today",
    "deviceid",
    "subscriberid",
    "simserial",
    "phonenumber",
    "username",
    "email",
    "audit",
    "start-geopoint",
    "background-audio",
];

/// Recognises the workbook by its sheets. `None` also for one that is damaged.
pub fn recognise(bytes: &[u8], decode: Decode<'_>) -> Option<Read> {
    let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    if !holds(b"xl/workbook.xml") {
        return None;
    }
    let document = crate::read(bytes, "", decode).ok()?;
    let survey = SheetOf::of(&document, "survey")?;
    let is_survey = survey.column("type").is_some() && survey.column("name").is_some();
    is_survey.then(|| read(&document, &survey))
}

/// A sheet with the names of its columns.
struct SheetOf<'d> {
    table: &'d Table,
    columns: Vec<String>,
}

impl<'d> SheetOf<'d> {
    fn of(document: &'d Document, name: &str) -> Option<Self> {
        let is_named = |table: &&Table| {
            table
                .name
                .as_deref()
                .is_some_and(|known| known.trim().eq_ignore_ascii_case(name))
        };
        let (_, table) = document.tables().find(|(_, table)| is_named(table))?;
        let head = table.rows.first()?;
        let columns = head.cells.iter().map(|cell| cell.text.trim().to_lowercase());
        Some(Self {
            table,
            columns: columns.collect(),
        })
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    fn text(&self, row: usize, name: &str) -> &'d str {
        self.column(name)
            .map_or("", |column| self.table.text(row, column))
            .trim()
    }

    /// Returns the cell in a row and a named column, as `survey!C5`.
    fn cell(&self, row: usize, name: &str) -> String {
        let sheet = self.table.name.as_deref().unwrap_or_default();
        let number = self.table.rows.get(row).map_or(0, |row| row.number);
        match self.column(name) {
            Some(column) => format!("{sheet}!{}{number}", letters(column)),
            None => self.row(row),
        }
    }

    /// Returns a row, as `survey, row 5`.
    fn row(&self, row: usize) -> String {
        let sheet = self.table.name.as_deref().unwrap_or_default();
        let number = self.table.rows.get(row).map_or(0, |row| row.number);
        format!("{sheet}, row {number}")
    }

    /// Returns a text of a row, in the languages that columns such as `label::Chinese (zh)` have.
    fn words(&self, row: usize, name: &str, usual: &str) -> Words {
        let mut all = Vec::new();
        for (column, title) in self.columns.iter().enumerate() {
            let Some(rest) = title.strip_prefix(name) else {
                continue;
            };
            // An older way of writing has one colon.
            let language = match rest.strip_prefix("::").or_else(|| rest.strip_prefix(':')) {
                Some(language) => code(language),
                None if rest.is_empty() => usual.to_owned(),
                None => continue,
            };
            all.push((language, self.table.text(row, column)));
        }
        let mut words = Words::default();
        let is_alone = all.iter().filter(|(_, text)| !text.trim().is_empty()).count() < 2;
        for (language, text) in all {
            let language = if is_alone { "" } else { &language };
            words.add(language, text);
        }
        words
    }
}

/// Returns the code of a language such as `Chinese (zh)`, or its name where it has none.
fn code(language: &str) -> String {
    let inside = language.trim().strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    tag(inside.map_or(language, |(_, code)| code))
}

fn read(document: &Document, survey: &SheetOf<'_>) -> Read {
    let mut notes = Notes::new(Format::XlsForm);
    for remark in &document.remarks {
        match remark {
            Remark::HiddenSheet(sheet) | Remark::HiddenRows { sheet, .. } => {
                notes.say(&**sheet, UnsaidKind::Hidden, "");
            }
            Remark::FormulaWithoutValue { sheet, cell } => {
                notes.say(format!("{sheet}!{cell}"), UnsaidKind::Calculation, "");
            }
            Remark::Pictures(count) => notes.say("", UnsaidKind::Content, count.to_string()),
            _ => {}
        }
    }
    let settings = SheetOf::of(document, "settings");
    let setting = |name: &str| settings.as_ref().map_or("", |sheet| sheet.text(1, name));
    let usual = code(setting("default_language"));
    let usual = if usual.is_empty() { "und".to_owned() } else { usual };
    let choices = SheetOf::of(document, "choices");
    let mut lists: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    if let Some(sheet) = &choices {
        for row in 1..sheet.table.rows.len() {
            let name = ["list_name", "list name"].map(|column| sheet.text(row, column));
            lists.entry(name[0].max(name[1])).or_default().push(row);
        }
    }
    let reader = Reader {
        survey,
        choices,
        lists,
        usual: &usual,
    };
    let title = settings.as_ref().map(|sheet| sheet.words(1, "form_title", &usual));
    let mut form = Form {
        title: title.unwrap_or_default().or(|| Words::plain(setting("title"))),
        version: Some(setting("version").to_owned()),
        ..Form::default()
    };
    form.parts = reader.rows(&mut notes)?;
    Ok((form, notes))
}

struct Reader<'d, 's> {
    survey: &'s SheetOf<'d>,
    choices: Option<SheetOf<'d>>,
    /// The rows of each list of choices.
    lists: BTreeMap<&'d str, Vec<usize>>,
    /// The language of columns without one.
    usual: &'s str,
}

impl Reader<'_, '_> {
    /// Reads the rows of the survey; groups are sections.
    fn rows(&self, notes: &mut Notes) -> Result<Vec<Part>, FormatError> {
        let mut open: Vec<(usize, Section)> = Vec::new();
        let mut parts = Vec::new();
        for at in 1..self.survey.table.rows.len() {
            let kind = self.survey.text(at, "type").to_lowercase().replace('_', " ");
            let target = match open.last_mut() {
                Some((_, section)) => &mut section.parts,
                None => &mut parts,
            };
            match &*kind {
                "" => {}
                "begin group" | "begin repeat" | "begin loop" => {
                    if kind != "begin group" {
                        notes.say(self.survey.row(at), UnsaidKind::Setting, &kind);
                    }
                    if open.len() >= GROUPS {
                        return Err(notes.error(self.survey.row(at), Fault::TooLarge));
                    }
                    self.others(at, notes);
                    let name = self.survey.text(at, "name");
                    let title = self.survey.words(at, "label", self.usual);
                    let section = Section {
                        id: Some(name.to_owned()),
                        title: title.or(|| Words::plain(name)),
                        text: self.survey.words(at, "hint", self.usual),
                        ..Section::default()
                    };
                    open.push((at, section));
                }
                "end group" | "end repeat" | "end loop" => {
                    let Some((_, section)) = open.pop() else {
                        return Err(notes.error(self.survey.row(at), Fault::Missing(Needed::GroupBegin)));
                    };
                    let target = match open.last_mut() {
                        Some((_, around)) => &mut around.parts,
                        None => &mut parts,
                    };
                    target.push(Part::Section(section));
                }
                _ => self.question(at, target, notes)?,
            }
        }
        match open.last() {
            Some((at, _)) => Err(notes.error(self.survey.row(*at), Fault::Missing(Needed::GroupEnd))),
            None => Ok(parts),
        }
    }

    /// Lists what a row has besides its question.
    fn others(&self, row: usize, notes: &mut Notes) {
        for (name, kind) in [
            ("relevant", UnsaidKind::Condition),
            ("choice_filter", UnsaidKind::Condition),
            ("constraint", UnsaidKind::Validation),
            ("default", UnsaidKind::Default),
            ("calculation", UnsaidKind::Calculation),
            ("trigger", UnsaidKind::Calculation),
            ("repeat_count", UnsaidKind::Setting),
            ("media::image", UnsaidKind::Content),
            ("image", UnsaidKind::Content),
            ("audio", UnsaidKind::Content),
            ("video", UnsaidKind::Content),
        ] {
            let text = self.survey.text(row, name);
            if !text.is_empty() {
                notes.say(self.survey.cell(row, name), kind, text);
            }
        }
    }

    fn question(&self, row: usize, parts: &mut Vec<Part>, notes: &mut Notes) -> Result<(), FormatError> {
        let survey = self.survey;
        let kind = survey.text(row, "type");
        let mut words = kind.split_whitespace();
        let (first, list) = (words.next().unwrap_or_default().to_lowercase(), words.next());
        let name = survey.text(row, "name");
        let label = survey.words(row, "label", self.usual);
        match &*first {
            "note" => {
                notes.say(survey.row(row), UnsaidKind::Content, label.first());
                return Ok(());
            }
            "calculate" | "xml-external" | "csv-external" | "hidden" => {
                notes.say(
                    survey.row(row),
                    UnsaidKind::Calculation,
                    survey.text(row, "calculation"),
                );
                return Ok(());
            }
            _ if METADATA.contains(&&*first) => {
                notes.say(survey.row(row), UnsaidKind::Setting, kind);
                return Ok(());
            }
            _ => {}
        }
        let list = list.filter(|list| *list != "from");
        let scale = match &*first {
            "select_one" | "select1" if list.is_some() => self.one(list.unwrap_or_default(), row, notes)?,
            "select_multiple" if list.is_some() => {
                let (levels, without) = self.levels(list.unwrap_or_default(), row, notes)?;
                Scale::Items(self.items(levels, without, notes))
            }
            "range" => self.range(row, notes)?,
            "acknowledge" | "trigger" => yes_no_without_points(),
            "text" => Scale::Comment,
            _ => {
                notes.say(survey.cell(row, "type"), UnsaidKind::Question, kind);
                Scale::Comment
            }
        };
        if kind.to_lowercase().contains("or_other") {
            notes.say(survey.cell(row, "type"), UnsaidKind::Setting, "or_other");
        }
        self.others(row, notes);
        let text = label.or(|| Words::plain(name));
        if text.is_empty() {
            return Err(notes.error(survey.row(row), Fault::Missing(Needed::Label)));
        }
        let mut guidance = survey.words(row, "hint", self.usual);
        guidance.join(survey.words(row, "guidance_hint", self.usual));
        parts.push(Part::Criterion(Box::new(Criterion {
            id: Some(name.to_owned()),
            text,
            guidance,
            scale,
            ..Criterion::default()
        })));
        Ok(())
    }

    fn one(&self, list: &str, row: usize, notes: &mut Notes) -> Result<Scale, FormatError> {
        let (mut levels, without) = self.levels(list, row, notes)?;
        even_levels(&mut levels, without, notes);
        let points = |id: &str| {
            let level = levels
                .iter()
                .find(|level| level.id.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(id)))?;
            Some((level.label.clone(), level.worth))
        };
        // A list of yes and no is the scale of that name where one of the two earns nothing.
        if let (2, Some((yes, when_yes)), Some((no, when_no))) = (levels.len(), points("yes"), points("no")) {
            let scored = match (when_yes, when_no) {
                (Worth::None, Worth::None) => Some((None, false)),
                (Worth::Points(right), Worth::Points(Decimal::ZERO)) if right >= Decimal::ZERO => {
                    Some((Some(right), false))
                }
                (Worth::Points(Decimal::ZERO), Worth::Points(right)) if right > Decimal::ZERO => {
                    Some((Some(right), true))
                }
                _ => None,
            };
            if let Some((points, is_no_right)) = scored {
                return Ok(Scale::YesNo {
                    points,
                    is_no_right,
                    yes,
                    no,
                });
            }
        }
        Ok(Scale::Levels(levels))
    }

    /// Returns the choices of a list, and the places of those without points.
    fn levels(&self, list: &str, row: usize, notes: &mut Notes) -> Result<(Vec<Level>, Vec<String>), FormatError> {
        let missing = Fault::Missing(Needed::Choices);
        let Some(sheet) = &self.choices else {
            return Err(notes.error(self.survey.cell(row, "type"), missing));
        };
        let rows = self
            .lists
            .get(list)
            .ok_or_else(|| notes.error(self.survey.cell(row, "type"), missing))?;
        if rows.len() > assessment::limits::OF_SCALE {
            return Err(notes.error(self.survey.cell(row, "type"), Fault::TooLarge));
        }
        // Where several columns have points, the first counts that has some in this list.
        let has_points = |column: &&str| rows.iter().any(|row| !sheet.text(*row, column).is_empty());
        let column = POINTS.into_iter().find(has_points);
        let are_numbers = rows.iter().all(|row| decimal(sheet.text(*row, "name")).is_some());
        let column = column.or(are_numbers.then_some("name"));
        let mut levels = Vec::new();
        let mut without = Vec::new();
        for &row in rows {
            let id = sheet.text(row, "name");
            let text = column.map_or("", |column| sheet.text(row, column));
            let place = sheet.cell(row, column.unwrap_or("name"));
            let worth = match text {
                "" => Worth::None,
                text => Worth::Points(notes.amount(text, &place)?),
            };
            if worth == Worth::None {
                without.push(place);
            }
            let label = sheet.words(row, "label", self.usual).or(|| Words::plain(id));
            if label.is_empty() {
                return Err(notes.error(sheet.row(row), Fault::Missing(Needed::Label)));
            }
            for name in ["media::image", "image"] {
                let text = sheet.text(row, name);
                if !text.is_empty() {
                    notes.say(sheet.cell(row, name), UnsaidKind::Content, text);
                }
            }
            levels.push(Level {
                id: Some(id.to_owned()),
                label,
                text: Words::default(),
                worth,
            });
        }
        Ok((levels, without))
    }

    fn items(&self, levels: Vec<Level>, without: Vec<String>, notes: &mut Notes) -> Vec<Item> {
        let kind = if without.len() == levels.len() {
            UnsaidKind::NotScored
        } else {
            UnsaidKind::MissingPoints
        };
        for place in without {
            notes.say(place, kind, "");
        }
        let item = |level: Level| {
            let points = match level.worth {
                Worth::Points(points) => points,
                _ => Decimal::ZERO,
            };
            if points < Decimal::ZERO {
                notes.say(
                    level.id.as_deref().unwrap_or_default(),
                    UnsaidKind::NegativePoints,
                    points.to_string(),
                );
            }
            Item {
                id: level.id,
                label: level.label,
                points: points.max(Decimal::ZERO),
                is_exclusive: false,
            }
        };
        levels.into_iter().map(item).collect()
    }

    /// Reads a range, such as `start=0 end=10 step=0.5`.
    fn range(&self, row: usize, notes: &mut Notes) -> Result<Scale, FormatError> {
        let place = self.survey.cell(row, "parameters");
        let parameters = self.survey.text(row, "parameters").to_lowercase();
        let mut values: BTreeMap<&str, Decimal> = BTreeMap::new();
        for part in parameters.split([' ', ';', ',']).filter(|part| !part.is_empty()) {
            if let Some((key @ ("start" | "end" | "step"), value)) = part.split_once('=') {
                values.insert(key, notes.amount(value, &place)?);
            } else {
                notes.say(&*place, UnsaidKind::Setting, part);
            }
        }
        let value = |key, usual| values.get(key).copied().unwrap_or(Decimal::whole(usual));
        let (min, max, step) = (value("start", 1), value("end", 10), value("step", 1));
        if max <= min || step <= Decimal::ZERO {
            return Err(notes.error(place, Fault::WrongType(Needed::EndAboveStart)));
        }
        let (max, _) = max.neighbours(min, step);
        if max <= min {
            return Err(notes.error(
                self.survey.cell(row, "parameters"),
                Fault::WrongType(Needed::StepInRange),
            ));
        }
        Ok(Scale::Points { min, max, step })
    }
}

fn yes_no_without_points() -> Scale {
    Scale::YesNo {
        points: None,
        is_no_right: false,
        yes: Words::default(),
        no: Words::default(),
    }
}

/// Writes a rubric, with all its languages.
pub fn write(flat: &Flat<'_>, notes: &mut Notes) -> Vec<u8> {
    let languages = match &*flat.languages {
        [] => vec![String::new()],
        all => all.to_vec(),
    };
    let mut writer = Writer {
        languages: &languages,
        survey: Sheet::new("survey"),
        choices: Sheet::new("choices"),
    };
    let columns = |first: &[&str], text: &[&str], last: &[&str]| -> Vec<Cell> {
        let texts = text.iter().flat_map(|name| {
            languages.iter().map(move |language| match &**language {
                "" => (*name).to_owned(),
                language => format!("{name}::{} ({language})", name_of(language)),
            })
        });
        let first = first.iter().map(|name| (*name).to_owned());
        let last = last.iter().map(|name| (*name).to_owned());
        first.chain(texts).chain(last).map(Cell::from).collect()
    };
    writer
        .survey
        .rows
        .push(columns(&["type", "name"], &["label", "hint"], &["parameters"]));
    writer
        .choices
        .rows
        .push(columns(&["list_name", "name"], &["label"], &["score"]));
    if !flat.summary.is_empty() {
        notes.say("summary", UnsaidKind::Content, flat.words(&flat.summary));
    }
    for entry in &flat.tree {
        match entry {
            Entry::Open(section) => {
                let name = name(&format!("section-{}", section.id));
                writer.row("begin_group", &name, &heading(section), &description(section), "");
            }
            Entry::Close => writer.row("end_group", "", &Words::default(), &Words::default(), ""),
            Entry::Question(index) => {
                let question = &flat.questions[*index];
                let name = name(question.id);
                let (kind, parameters) = writer.answers(&question.answers, &name, &question.place, notes);
                writer.row(&kind, &name, &question.title(), &question.guidance, &parameters);
            }
        }
    }
    let mut settings = Sheet::new("settings");
    settings.push_texts(["form_title", "form_id", "version", "default_language"]);
    let default = match &*languages[0] {
        "" => String::new(),
        language => format!("{} ({language})", name_of(language)),
    };
    settings.push_texts([
        &*flat.words(&flat.title),
        &flat.rubric.id,
        &flat.rubric.version,
        &default,
    ]);
    let sheets = vec![writer.survey, writer.choices, settings];
    Workbook::of(sheets).to_bytes()
}

/// Returns a name that XLSForm allows: letters, digits, `_`, `-` and `.`, with a letter or `_` first.
fn name(id: &str) -> String {
    match id.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        true => id.to_owned(),
        false => format!("_{id}"),
    }
}

/// Returns the name of a language in English, for the head of a column.
fn name_of(language: &str) -> &str {
    match language.split('-').next().unwrap_or_default() {
        "en" => "English",
        "zh" => "Chinese",
        "es" => "Spanish",
        "fr" => "French",
        "de" => "German",
        _ => language,
    }
}

struct Writer<'l> {
    languages: &'l [String],
    survey: Sheet,
    choices: Sheet,
}

impl Writer<'_> {
    fn texts(&self, words: &Words) -> Vec<Cell> {
        self.languages
            .iter()
            .map(|language| Cell::from(words.pick(language)))
            .collect()
    }

    fn row(&mut self, kind: &str, name: &str, label: &Words, hint: &Words, parameters: &str) {
        let mut row = vec![Cell::from(kind), Cell::from(name)];
        row.extend(self.texts(label));
        row.extend(self.texts(hint));
        row.push(Cell::from(parameters));
        self.survey.rows.push(row);
    }

    /// Adds the list of choices of a question. Returns the type of the question, and its parameters.
    fn answers(&mut self, answers: &Answers, name: &str, place: &str, notes: &mut Notes) -> (String, String) {
        match answers {
            Answers::Comment => ("text".to_owned(), String::new()),
            Answers::Choices(choices) => (self.list("select_one", name, choices), String::new()),
            Answers::YesNo(scale) => (self.list("select_one", name, &yes_no(scale)), String::new()),
            Answers::Items(items) => (self.list("select_multiple", name, items), String::new()),
            Answers::Ranges(ranges) => {
                notes.say(place, UnsaidKind::Range, "");
                let choices: Vec<Choice> = ranges
                    .iter()
                    .map(|range| Choice {
                        id: range.id.clone(),
                        label: range.label.clone(),
                        text: range.text.clone(),
                        points: Some(range.to),
                    })
                    .collect();
                (self.list("select_one", name, &choices), String::new())
            }
            Answers::Amount { min, max, step } => ("range".to_owned(), format!("start={min} end={max} step={step}")),
        }
    }

    fn list(&mut self, kind: &str, list: &str, choices: &[Choice]) -> String {
        for choice in choices {
            // A name that is a number would be read as points.
            let id = match choice.points {
                None if decimal(&choice.id).is_some() => format!("_{}", choice.id),
                _ => choice.id.clone(),
            };
            let mut label = choice.label.clone();
            if !choice.text.is_empty() {
                for (language, wording) in &mut label.0 {
                    *wording = format!("{wording}: {}", choice.text.pick(language));
                }
            }
            let mut row = vec![Cell::from(list), Cell::from(id)];
            row.extend(self.texts(&label));
            row.extend(choice.points.map(Cell::from));
            self.choices.rows.push(row);
        }
        format!("{kind} {list}")
    }
}
