//! HL7 FHIR Questionnaires as JSON: groups, questions, and answer options with a weight (`itemWeight`, before R5 `ordinalValue`).

use super::build::{Criterion, Form, Item, Level, Part, Read, Scale, Section, Worth};
use super::case::even_levels;
use super::json::At;
use super::notes::Notes;
use super::words::{Words, tag};
use super::{Fault, Format, FormatError, Needed, UnsaidKind};
use assessment::points::Decimal;

/// The ends of the addresses of the extensions that give an answer its points.
const WEIGHTS: [&str; 3] = ["/itemWeight", "/ordinalValue", "/questionnaire-ordinalValue"];

/// Recognises the file by the type of its resource.
pub fn recognise(root: &At<'_>) -> Option<Read> {
    (root.text("resourceType") == Some("Questionnaire")).then(|| read(root))
}

fn read(root: &At<'_>) -> Read {
    let mut notes = Notes::new(Format::Fhir);
    let language = root.text("language").unwrap_or_default();
    let reader = Reader { language };
    let mut form = Form {
        title: reader
            .words(root, "title", &mut notes)
            .or(|| Words::plain(root.text("name").unwrap_or_default())),
        summary: reader.words(root, "description", &mut notes),
        version: root.text("version").map(str::to_owned),
        ..Form::default()
    };
    if let Some(contained) = root.get("contained") {
        notes.say(&*contained.place, UnsaidKind::Content, "");
    }
    reader.extensions(root, &mut notes);
    for item in root.list("item") {
        reader.item(&item, &mut form.parts, &mut notes)?;
    }
    Ok((form, notes))
}

struct Reader<'n> {
    language: &'n str,
}

impl Reader<'_> {
    /// Returns a text with its translations, which are in an object beside it.
    fn words(&self, at: &At<'_>, key: &str, notes: &mut Notes) -> Words {
        let mut translations = Words::default();
        for extension in at
            .get(&format!("_{key}"))
            .map(|beside| beside.list("extension"))
            .unwrap_or_default()
        {
            let inner = extension.list("extension");
            let value = |url: &str, key: &str| inner.iter().find(|one| one.text("url") == Some(url))?.text(key);
            let language = value("lang", "valueCode").or_else(|| value("lang", "valueString"));
            let content = value("content", "valueString").or_else(|| value("content", "valueMarkdown"));
            match language.zip(content) {
                Some((language, content)) => translations.add(&tag(language), content),
                None => notes.say(
                    &*extension.place,
                    UnsaidKind::Setting,
                    extension.text("url").unwrap_or_default(),
                ),
            }
        }
        let mut words = Words::default();
        let base = if translations.is_empty() {
            String::new()
        } else {
            tag(self.language)
        };
        words.add(&base, at.text(key).unwrap_or_default());
        for (language, text) in translations.0 {
            words.add(&language, text);
        }
        words
    }

    /// Lists extensions: calculations by their name, everything else as a setting.
    fn extensions(&self, at: &At<'_>, notes: &mut Notes) {
        for extension in at.list("extension") {
            let url = extension.text("url").unwrap_or_default();
            let name = url.rsplit('/').next().unwrap_or_default();
            let kind = match name {
                _ if name.ends_with("enableWhenExpression") => UnsaidKind::Condition,
                _ if name.ends_with("Expression") => UnsaidKind::Calculation,
                "questionnaire-itemControl" | "questionnaire-choiceOrientation" => continue,
                "minValue"
                | "maxValue"
                | "maxDecimalPlaces"
                | "questionnaire-minOccurs"
                | "questionnaire-maxOccurs" => UnsaidKind::Validation,
                _ => UnsaidKind::Setting,
            };
            notes.say(&*extension.place, kind, url);
        }
    }

    fn item(&self, at: &At<'_>, parts: &mut Vec<Part>, notes: &mut Notes) -> Result<(), FormatError> {
        let Some(kind) = at.text("type") else {
            return Err(notes.error(&*at.place, Fault::Missing(Needed::key("type"))));
        };
        let text = self.words(at, "text", notes);
        let id = at.text("linkId").map(str::to_owned);
        for (key, unsaid) in [
            ("enableWhen", UnsaidKind::Condition),
            ("initial", UnsaidKind::Default),
            ("answerValueSet", UnsaidKind::Content),
            ("options", UnsaidKind::Content),
            ("answerConstraint", UnsaidKind::Setting),
        ] {
            if let Some(value) = at.get(key) {
                notes.say(value.place.clone(), unsaid, value.shown());
            }
        }
        self.extensions(at, notes);
        let label = at.text("prefix").map(str::to_owned);
        if kind == "group" {
            let mut section = Section {
                title: text.or(|| Words::plain(id.as_deref().unwrap_or_default())),
                id,
                label,
                ..Section::default()
            };
            for inner in at.list("item") {
                self.item(&inner, &mut section.parts, notes)?;
            }
            parts.push(Part::Section(section));
            return Ok(());
        }
        if kind == "display" {
            notes.say(&*at.place, UnsaidKind::Content, text.first());
        } else {
            let scale = self.scale(at, kind, notes)?;
            let text = text.or(|| Words::plain(id.as_deref().unwrap_or_default()));
            if text.is_empty() {
                return Err(notes.error(&*at.place, Fault::Missing(Needed::key("text"))));
            }
            parts.push(Part::Criterion(Box::new(Criterion {
                id,
                label,
                text,
                scale,
                ..Criterion::default()
            })));
        }
        // Questions that belong to an answer follow their question.
        for inner in at.list("item") {
            self.item(&inner, parts, notes)?;
        }
        Ok(())
    }

    fn scale(&self, at: &At<'_>, kind: &str, notes: &mut Notes) -> Result<Scale, FormatError> {
        let options = at.list("answerOption");
        if options.is_empty() {
            if kind == "boolean" {
                return Ok(Scale::YesNo {
                    points: None,
                    is_no_right: false,
                    yes: Words::default(),
                    no: Words::default(),
                });
            }
            if !matches!(kind, "text" | "string" | "open-choice" | "choice" | "coding")
                || at.get("answerValueSet").is_some()
            {
                notes.say(&*at.place, UnsaidKind::Question, kind);
            }
            return Ok(Scale::Comment);
        }
        if kind == "open-choice" || at.text("answerConstraint") == Some("optionsOrString") {
            notes.say(at.path("type"), UnsaidKind::Setting, "open-choice");
        }
        let mut levels = Vec::new();
        let mut without = Vec::new();
        for option in &options {
            let level = self.option(option, notes)?;
            if level.worth == Worth::None {
                without.push(option.place.clone());
            }
            if option.is_true("initialSelected") {
                notes.say(option.path("initialSelected"), UnsaidKind::Default, "");
            }
            levels.push(level);
        }
        if !at.is_true("repeats") {
            even_levels(&mut levels, without, notes);
            return Ok(Scale::Levels(levels));
        }
        Ok(Scale::Items(items(levels, at, notes)))
    }

    fn option(&self, at: &At<'_>, notes: &mut Notes) -> Result<Level, FormatError> {
        let coding = at.get("valueCoding");
        let holders = [Some(at.clone()), coding.clone()].into_iter().flatten();
        let mut worth = Worth::None;
        for extension in holders.flat_map(|holder| holder.list("extension")) {
            let url = extension.text("url").unwrap_or_default();
            if !WEIGHTS.iter().any(|end| url.ends_with(end)) {
                notes.say(&*extension.place, UnsaidKind::Setting, url);
                continue;
            }
            for key in ["valueDecimal", "valueInteger"] {
                if let Some(points) = extension.amount(key, notes)? {
                    worth = Worth::Points(points);
                }
            }
        }
        let (id, label) = match &coding {
            Some(coding) => {
                let code = coding.text("code").unwrap_or_default();
                let display = self.words(coding, "display", notes);
                (code, display.or(|| Words::plain(code)))
            }
            None => {
                let values = ["valueString", "valueInteger", "valueDate", "valueTime"];
                let value = values.iter().find_map(|key| at.text(key));
                (value.unwrap_or_default(), Words::plain(value.unwrap_or_default()))
            }
        };
        if label.is_empty() {
            return Err(notes.error(&*at.place, Fault::Missing(Needed::key("valueCoding or valueString"))));
        }
        Ok(Level {
            id: Some(id.to_owned()),
            label,
            text: Words::default(),
            worth,
        })
    }
}

/// Returns choices of which several hold as items with points. Where none has points, all earn 0.
pub fn items(levels: Vec<Level>, at: &At<'_>, notes: &mut Notes) -> Vec<Item> {
    if levels.iter().all(|level| level.worth == Worth::None) {
        notes.say(&*at.place, UnsaidKind::NotScored, "");
    }
    levels
        .into_iter()
        .map(|level| {
            let points = match level.worth {
                Worth::Points(points) | Worth::Range(_, points) => points,
                Worth::None => Decimal::ZERO,
            };
            if points < Decimal::ZERO {
                notes.say(&*at.place, UnsaidKind::NegativePoints, points.to_string());
            }
            Item {
                id: level.id,
                label: level.label,
                points: points.max(Decimal::ZERO),
                is_exclusive: false,
            }
        })
        .collect()
}
