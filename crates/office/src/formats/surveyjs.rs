//! Forms of SurveyJS as JSON: pages and panels as sections, questions with choices as criteria.
//!
//! A choice earns its `score`, the property of SurveyJS's own examples of scoring; where no choice of a question has one, its `value` if
//! all values are numbers.

use super::build::{Criterion, Form, Item, Level, Part, Read, Scale, Section, Worth};
use super::canvas::steps;
use super::case::even_levels;
use super::fhir::items;
use super::flat::{Answers, Choice, Entry, Flat, YesNoOf, description, heading, yes_no};
use super::json::At;
use super::notes::{Notes, decimal};
use super::words::{Words, of_html, tag};
use super::{Fault, Format, FormatError, Needed, UnsaidKind};
use assessment::json::{Node, Value, pretty};
use assessment::points::Decimal;

/// The language of the texts under `default`, unless a form changes it.
const USUAL: &str = "en";
/// Types of questions with choices of which one is taken.
const ONE: [&str; 4] = ["radiogroup", "dropdown", "buttongroup", "imagepicker"];
/// Types of questions with choices of which any number is taken.
const MANY: [&str; 2] = ["checkbox", "tagbox"];
/// All types by which a form is recognised.
const TYPES: [&str; 20] = [
    "radiogroup",
    "dropdown",
    "buttongroup",
    "imagepicker",
    "checkbox",
    "tagbox",
    "rating",
    "boolean",
    "matrix",
    "comment",
    "text",
    "panel",
    "html",
    "expression",
    "matrixdropdown",
    "matrixdynamic",
    "paneldynamic",
    "slider",
    "ranking",
    "multipletext",
];
/// Keys that change how a form looks and not what it asks.
const LOOKS: [&str; 27] = [
    "isRequired",
    "startWithNewLine",
    "width",
    "minWidth",
    "maxWidth",
    "colCount",
    "renderAs",
    "titleLocation",
    "descriptionLocation",
    "displayMode",
    "rateType",
    "rateColorMode",
    "scaleColorMode",
    "alternateRows",
    "showProgressBar",
    "progressBarLocation",
    "progressBarType",
    "questionTitleLocation",
    "showQuestionNumbers",
    "showTitle",
    "logo",
    "logoPosition",
    "logoWidth",
    "logoHeight",
    "widthMode",
    "questionErrorLocation",
    "placeholder",
];

/// Recognises the file by its questions.
pub fn recognise(root: &At<'_>) -> Option<Read> {
    let is_question =
        |at: &At<'_>| at.text("type").is_some_and(|kind| TYPES.contains(&kind)) && at.text("name").is_some();
    let has_questions = |at: &At<'_>| elements(at).iter().any(is_question);
    let pages = root.list("pages");
    (has_questions(root) || pages.iter().any(has_questions)).then(|| read(root))
}

fn elements<'n>(at: &At<'n>) -> Vec<At<'n>> {
    let mut all = at.list("elements");
    all.extend(at.list("questions"));
    all
}

fn read(root: &At<'_>) -> Read {
    let mut reader = Reader {
        notes: Notes::new(Format::SurveyJs),
        locale: tag(root.text("locale").unwrap_or("und")),
    };
    let mut form = Form {
        title: reader.words(root, "title"),
        summary: reader.words(root, "description"),
        ..Form::default()
    };
    let known = ["title", "description", "locale", "pages", "elements", "questions"];
    reader.others(root, &known);
    for page in root.list("pages") {
        let mut section = Section {
            title: reader.words(&page, "title"),
            text: reader.words(&page, "description"),
            id: page.text("name").map(str::to_owned),
            ..Section::default()
        };
        reader.others(&page, &["name", "title", "description", "elements", "questions"]);
        for element in elements(&page) {
            reader.element(&element, &mut section.parts)?;
        }
        // A page without a title only breaks the form in pieces.
        match section.title.is_empty() {
            true => form.parts.append(&mut section.parts),
            false => form.parts.push(Part::Section(section)),
        }
    }
    for element in elements(root) {
        reader.element(&element, &mut form.parts)?;
    }
    Ok((form, reader.notes))
}

struct Reader {
    notes: Notes,
    /// The language of the form.
    locale: String,
}

impl Reader {
    fn words(&mut self, at: &At<'_>, key: &str) -> Words {
        at.words(key, USUAL, &self.locale, &mut self.notes)
    }

    /// Lists the members of an object that are not read.
    fn others(&mut self, at: &At<'_>, known: &[&str]) {
        for member in at.members() {
            let key = &*member.key;
            if known.contains(&key) || LOOKS.contains(&key) {
                continue;
            }
            let kind = match key {
                "correctAnswer" => UnsaidKind::CorrectAnswer,
                "defaultValue" | "defaultValueExpression" => UnsaidKind::Default,
                "validators" | "maxSelectedChoices" | "minSelectedChoices" | "maxLength" => UnsaidKind::Validation,
                "calculatedValues" | "triggers" | "setValueExpression" | "totalExpression" => UnsaidKind::Calculation,
                "completedHtml" | "completedHtmlOnCondition" | "imageLink" => UnsaidKind::Content,
                _ if key.ends_with("If") || key.ends_with("Expression") => UnsaidKind::Condition,
                _ => UnsaidKind::Setting,
            };
            let inner = At {
                node: &member.node,
                place: at.path(key),
            };
            self.notes.say(inner.place.clone(), kind, inner.shown());
        }
    }

    fn element(&mut self, at: &At<'_>, parts: &mut Vec<Part>) -> Result<(), FormatError> {
        let Some(kind) = at.text("type") else {
            return Err(self.notes.error(&*at.place, Fault::Missing(Needed::key("type"))));
        };
        let name = at.text("name").unwrap_or_default();
        match kind {
            "panel" => {
                let mut section = Section {
                    id: Some(name.to_owned()),
                    title: self.words(at, "title"),
                    text: self.words(at, "description"),
                    ..Section::default()
                };
                self.others(
                    at,
                    &["type", "name", "title", "description", "elements", "questions", "state"],
                );
                for element in elements(at) {
                    self.element(&element, &mut section.parts)?;
                }
                match section.title.is_empty() {
                    true => parts.append(&mut section.parts),
                    false => parts.push(Part::Section(section)),
                }
            }
            "html" | "image" => {
                let key = if kind == "html" { "html" } else { "imageLink" };
                let text = self.words(at, key);
                self.notes.say(&*at.place, UnsaidKind::Content, text.first());
            }
            "expression" => {
                let text = at.text("expression").unwrap_or_default();
                self.notes.say(&*at.place, UnsaidKind::Calculation, text);
            }
            "matrix" => {
                let section = self.matrix(at)?;
                parts.push(Part::Section(section));
            }
            "matrixdropdown" | "matrixdynamic" | "paneldynamic" | "multipletext" | "ranking" | "file"
            | "signaturepad" | "imagemap" => {
                self.notes
                    .say(&*at.place, UnsaidKind::QuestionLeftOut, format!("{kind} {name}"));
            }
            _ => {
                let criterion = self.question(at, kind)?;
                parts.push(Part::Criterion(Box::new(criterion)));
            }
        }
        Ok(())
    }

    fn question(&mut self, at: &At<'_>, kind: &str) -> Result<Criterion, FormatError> {
        let name = at.text("name").unwrap_or_default();
        let text = self.words(at, "title").or(|| Words::plain(name));
        if text.is_empty() {
            return Err(self.notes.error(&*at.place, Fault::Missing(Needed::key("title"))));
        }
        let mut guidance = self.words(at, "description");
        let mut known = vec!["type", "name", "title", "description"];
        let scale = match kind {
            _ if MANY.contains(&kind) || kind == "imagepicker" && at.is_true("multiSelect") => {
                known.extend(["choices", "hasNone", "showNoneItem", "noneText", "multiSelect"]);
                let levels = self.choices(at, "choices")?.0;
                let mut items = items(levels, at, &mut self.notes);
                if at.is_true("hasNone") || at.is_true("showNoneItem") {
                    items.push(Item {
                        id: Some("none".to_owned()),
                        label: self.words(at, "noneText").or(|| Words::plain("None")),
                        points: Decimal::ZERO,
                        is_exclusive: true,
                    });
                }
                self.choice_or_comment(items.is_empty(), at, Scale::Items(items))
            }
            _ if ONE.contains(&kind) => {
                known.extend(["choices", "choicesMin", "choicesMax", "choicesStep"]);
                if at.get("choicesMax").is_some() {
                    self.amount(at, ["choicesMin", "choicesMax", "choicesStep"], Decimal::ZERO)?
                } else {
                    let levels = self.levels(at, "choices")?;
                    self.choice_or_comment(levels.is_empty(), at, Scale::Levels(levels))
                }
            }
            "rating" => {
                known.extend([
                    "rateValues",
                    "rateMin",
                    "rateMax",
                    "rateStep",
                    "rateCount",
                    "autoGenerate",
                ]);
                known.extend(["minRateDescription", "maxRateDescription"]);
                guidance.join(self.words(at, "minRateDescription"));
                guidance.join(self.words(at, "maxRateDescription"));
                if at.list("rateValues").is_empty() {
                    self.amount(at, ["rateMin", "rateMax", "rateStep"], Decimal::ONE)?
                } else {
                    Scale::Levels(self.levels(at, "rateValues")?)
                }
            }
            "slider" => {
                known.extend(["min", "max", "step"]);
                self.amount(at, ["min", "max", "step"], Decimal::ZERO)?
            }
            "boolean" => {
                known.extend(["labelTrue", "labelFalse", "valueTrue", "valueFalse"]);
                self.boolean(at)?
            }
            "comment" => Scale::Comment,
            "text" => {
                let input = at.text("inputType").unwrap_or("text");
                if input != "text" {
                    self.notes.say(&*at.place, UnsaidKind::Question, input);
                }
                Scale::Comment
            }
            other => {
                self.notes.say(&*at.place, UnsaidKind::Question, other);
                Scale::Comment
            }
        };
        self.others(at, &known);
        Ok(Criterion {
            id: Some(name.to_owned()),
            text,
            guidance,
            scale,
            ..Criterion::default()
        })
    }

    /// Returns the scale, or a comment for a question without choices, such as one that loads them from elsewhere.
    fn choice_or_comment(&mut self, is_empty: bool, at: &At<'_>, scale: Scale) -> Scale {
        if is_empty {
            self.notes
                .say(&*at.place, UnsaidKind::Question, at.text("type").unwrap_or_default());
            return Scale::Comment;
        }
        scale
    }

    /// Returns a number of points between the values under three keys.
    fn amount(&mut self, at: &At<'_>, keys: [&str; 3], least: Decimal) -> Result<Scale, FormatError> {
        let [low, high, step_key] = keys;
        let min = at.amount(low, &mut self.notes)?.unwrap_or(least);
        let step = at.amount(step_key, &mut self.notes)?.unwrap_or(Decimal::ONE);
        let usual = match high {
            "rateMax" => at
                .amount("rateCount", &mut self.notes)?
                .map_or(Decimal::whole(5), |count| {
                    min + step.saturating_mul(count - Decimal::ONE)
                }),
            _ => Decimal::whole(100),
        };
        let max = at.amount(high, &mut self.notes)?.unwrap_or(usual);
        if max <= min || step <= Decimal::ZERO {
            return Err(self.notes.error(at.path(high), Fault::WrongType(Needed::AboveLeast)));
        }
        // The last value is the last whole step.
        let (below, _) = max.neighbours(min, step);
        Ok(Scale::Points { min, max: below, step })
    }

    fn boolean(&mut self, at: &At<'_>) -> Result<Scale, FormatError> {
        let (yes, no) = (self.words(at, "labelTrue"), self.words(at, "labelFalse"));
        let value = |key| at.text(key).and_then(|text| Some((text, decimal(text)?)));
        let (Some((when_yes, _)), Some((when_no, _))) = (value("valueTrue"), value("valueFalse")) else {
            for key in ["valueTrue", "valueFalse"] {
                if let Some(value) = at.get(key) {
                    self.notes.say(&*value.place, UnsaidKind::Setting, value.shown());
                }
            }
            return Ok(Scale::YesNo {
                points: None,
                is_no_right: false,
                yes,
                no,
            });
        };
        let when_yes = self.notes.amount(when_yes, &at.path("valueTrue"))?;
        let when_no = self.notes.amount(when_no, &at.path("valueFalse"))?;
        let level = |id: &str, label: Words, name: &str, points| Level {
            id: Some(id.to_owned()),
            label: label.or(|| Words::plain(name)),
            text: Words::default(),
            worth: Worth::Points(points),
        };
        let is_one = |right: Decimal, wrong| wrong == Decimal::ZERO && right >= Decimal::ZERO;
        Ok(if is_one(when_yes, when_no) || is_one(when_no, when_yes) {
            Scale::YesNo {
                points: Some(when_yes.max(when_no)),
                is_no_right: when_no > when_yes,
                yes,
                no,
            }
        } else {
            let levels = [level("yes", yes, "Yes", when_yes), level("no", no, "No", when_no)];
            Scale::Levels(levels.into())
        })
    }

    /// Returns the choices of a question of which one is taken.
    fn levels(&mut self, at: &At<'_>, key: &str) -> Result<Vec<Level>, FormatError> {
        let (mut levels, without) = self.choices(at, key)?;
        even_levels(&mut levels, without, &mut self.notes);
        Ok(levels)
    }

    /// Returns the choices of a question, and the places of those without points.
    fn choices(&mut self, at: &At<'_>, key: &str) -> Result<(Vec<Level>, Vec<String>), FormatError> {
        let choices = at.list(key);
        let has_scores = choices.iter().any(|choice| choice.get("score").is_some());
        let value = |choice: &At<'_>| -> String {
            let text = choice.scalar().or_else(|| choice.text("value")).unwrap_or_default();
            // A string may have the value and the text.
            let is_bare = choice.scalar().is_some();
            text.split_once('|')
                .filter(|_| is_bare)
                .map_or(text, |(value, _)| value)
                .to_owned()
        };
        let are_numbers = choices.iter().all(|choice| decimal(&value(choice)).is_some());
        let mut levels = Vec::new();
        let mut without = Vec::new();
        for choice in &choices {
            let id = value(choice);
            if id.is_empty() {
                return Err(self.notes.error(&*choice.place, Fault::Missing(Needed::key("value"))));
            }
            let points = match () {
                () if has_scores => choice.amount("score", &mut self.notes)?,
                () if are_numbers => Some(self.notes.amount(&id, &choice.place)?),
                () => None,
            };
            if points.is_none() {
                without.push(choice.place.clone());
            }
            let label = match choice.scalar() {
                Some(text) => {
                    let text = text.split_once('|').map_or(text, |(_, text)| text);
                    Words::plain(of_html(text).0)
                }
                None => self.words(choice, "text"),
            };
            self.others_of_choice(choice);
            levels.push(Level {
                label: label.or(|| Words::plain(&*id)),
                id: Some(id),
                text: Words::default(),
                worth: points.map_or(Worth::None, Worth::Points),
            });
        }
        Ok((levels, without))
    }

    fn others_of_choice(&mut self, choice: &At<'_>) {
        if choice.is_object() {
            self.others(choice, &["value", "text", "score"]);
        }
    }

    /// Reads a question with rows, each of which is a criterion with the columns as levels.
    fn matrix(&mut self, at: &At<'_>) -> Result<Section, FormatError> {
        let name = at.text("name").unwrap_or_default();
        let mut section = Section {
            id: Some(name.to_owned()),
            title: self.words(at, "title").or(|| Words::plain(name)),
            text: self.words(at, "description"),
            ..Section::default()
        };
        self.others(
            at,
            &["type", "name", "title", "description", "columns", "rows", "cells"],
        );
        let levels = self.levels(at, "columns")?;
        if levels.is_empty() {
            return Err(self.notes.error(&*at.place, Fault::Missing(Needed::key("columns"))));
        }
        for row in at.list("rows") {
            let value = row.scalar().or_else(|| row.text("value")).unwrap_or_default();
            let (value, text) = value.split_once('|').unwrap_or((value, value));
            let text = match row.is_object() {
                true => self.words(&row, "text").or(|| Words::plain(value)),
                false => Words::plain(of_html(text).0),
            };
            if text.is_empty() {
                return Err(self.notes.error(&*row.place, Fault::Missing(Needed::key("value"))));
            }
            self.others_of_choice(&row);
            let mut levels = levels.clone();
            // A cell may say what the column means for the row.
            if let Some(cells) = at.get("cells").and_then(|cells| cells.get(value)) {
                for level in &mut levels {
                    level.text = self.words(&cells, level.id.as_deref().unwrap_or_default());
                }
            }
            section.parts.push(Part::Criterion(Box::new(Criterion {
                id: Some(format!("{name}.{value}")),
                text,
                scale: Scale::Levels(levels),
                ..Criterion::default()
            })));
        }
        if section.parts.is_empty() {
            return Err(self.notes.error(&*at.place, Fault::Missing(Needed::key("rows"))));
        }
        Ok(section)
    }
}

/// Writes a rubric, with all its languages.
pub fn write(flat: &Flat<'_>, notes: &mut Notes) -> Vec<u8> {
    let writer = Writer { flat };
    let mut open: Vec<Vec<Node>> = vec![Vec::new()];
    let mut heads = Vec::new();
    for entry in &flat.tree {
        match entry {
            Entry::Open(section) => {
                heads.push(*section);
                open.push(Vec::new());
            }
            Entry::Question(index) => {
                let question = writer.question(*index, notes);
                if let Some(last) = open.last_mut() {
                    last.push(question);
                }
            }
            Entry::Close => {
                let (Some(section), Some(elements)) = (heads.pop(), open.pop()) else {
                    continue;
                };
                // The outermost sections are pages.
                let mut members = match heads.is_empty() {
                    true => Vec::new(),
                    false => vec![("type", Node::text("panel"))],
                };
                // Names of panels and questions are one kind; ids of sections and criteria are two.
                members.push(("name", Node::text(format!("section-{}", section.id))));
                members.push(("title", writer.text(&heading(section))));
                let about = description(section);
                if !about.is_empty() {
                    members.push(("description", writer.text(&about)));
                }
                members.push(("elements", Node::new(Value::Array(elements))));
                if let Some(around) = open.last_mut() {
                    around.push(Node::object(members));
                }
            }
        }
    }
    let mut members = vec![("title", writer.text(&flat.title))];
    if !flat.summary.is_empty() {
        members.push(("description", writer.text(&flat.summary)));
    }
    if let Some(language) = flat.languages.first() {
        members.push(("locale", Node::text(language.to_ascii_lowercase())));
    }
    members.push(("pages", Node::new(Value::Array(open.pop().unwrap_or_default()))));
    pretty(&Node::object(members)).into_bytes()
}

struct Writer<'f, 'r> {
    flat: &'f Flat<'r>,
}

impl Writer<'_, '_> {
    fn text(&self, words: &Words) -> Node {
        // `default` is English if there is English.
        let first = words.pick(USUAL).to_owned();
        if words.0.len() < 2 {
            return Node::text(first);
        }
        let mut members = vec![("default".to_owned(), Node::text(&*first))];
        for (language, text) in words.0.iter().filter(|(_, text)| *text != first) {
            members.push((language.to_ascii_lowercase(), Node::text(&**text)));
        }
        Node::object(members)
    }

    fn question(&self, index: usize, notes: &mut Notes) -> Node {
        let question = &self.flat.questions[index];
        let place = &*question.place;
        let (kind, answers) = self.answers(&question.answers, place, notes);
        let mut members = vec![
            ("type", Node::text(kind)),
            ("name", Node::text(question.id)),
            ("title", self.text(&question.title())),
        ];
        if !question.guidance.is_empty() {
            members.push(("description", self.text(&question.guidance)));
        }
        members.extend(answers);
        Node::object(members)
    }

    fn answers(&self, answers: &Answers, place: &str, notes: &mut Notes) -> (&'static str, Vec<(&'static str, Node)>) {
        match answers {
            Answers::Comment => ("comment", Vec::new()),
            Answers::Choices(choices) => ("radiogroup", vec![("choices", self.choices(choices))]),
            Answers::Items(items) => ("checkbox", vec![("choices", self.choices(items))]),
            Answers::Ranges(ranges) => {
                notes.say(place, UnsaidKind::Range, "");
                let choices = ranges
                    .iter()
                    .map(|range| self.choice(&range.id, &range.label, &range.text, Some(range.to)));
                (
                    "radiogroup",
                    vec![("choices", Node::new(Value::Array(choices.collect())))],
                )
            }
            Answers::YesNo(scale) => self.yes_no(scale),
            Answers::Amount { min, max, step } => {
                let (kind, keys) = match steps(*min, *max, *step, 20) {
                    Some(_) => ("rating", ["rateMin", "rateMax", "rateStep"]),
                    None => ("slider", ["min", "max", "step"]),
                };
                let values = [min, max, step].map(Node::number);
                (kind, keys.into_iter().zip(values).collect())
            }
        }
    }

    fn yes_no(&self, scale: &YesNoOf) -> (&'static str, Vec<(&'static str, Node)>) {
        if scale.partial.is_some() {
            return ("radiogroup", vec![("choices", self.choices(&yes_no(scale)))]);
        }
        let mut members = Vec::new();
        if let [yes, no] = &*yes_no(scale) {
            members.push(("labelTrue", self.text(&yes.label)));
            members.push(("labelFalse", self.text(&no.label)));
            for (key, choice) in [("valueTrue", yes), ("valueFalse", no)] {
                members.extend(choice.points.map(|points| (key, Node::number(points))));
            }
        }
        ("boolean", members)
    }

    fn choices(&self, choices: &[Choice]) -> Node {
        let choices = choices
            .iter()
            .map(|choice| self.choice(&choice.id, &choice.label, &choice.text, choice.points));
        Node::new(Value::Array(choices.collect()))
    }

    fn choice(&self, id: &str, label: &Words, text: &Words, points: Option<Decimal>) -> Node {
        let mut words = label.clone();
        if !text.is_empty() {
            for (language, wording) in &mut words.0 {
                *wording = format!("{wording}: {}", text.pick(language));
            }
        }
        // An id that is a number, without a score, would be read as points.
        let value = match points {
            None if decimal(id).is_some() => format!("l{id}"),
            _ => id.to_owned(),
        };
        let mut members = vec![("value", Node::text(value)), ("text", self.text(&words))];
        members.extend(points.map(|points| ("score", Node::number(points))));
        Node::object(members)
    }
}
