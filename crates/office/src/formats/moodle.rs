//! The `grading.xml` of a Moodle backup (`backup_gradingform_rubric_plugin` of Moodle): `criterion` elements with `level` elements.

use super::build::{Criterion, Form, Level, Part, Read, Scale, Worth};
use super::canvas::steps;
use super::flat::{Answers, Choice, Flat, yes_no};
use super::notes::Notes;
use super::words::{Words, of_html};
use super::xml::{self, Element};
use super::{Fault, Format, FormatError, Needed, UnsaidKind};
use assessment::points::Decimal;

/// The element of a rubric's criteria.
const RUBRIC: &str = "plugin_gradingform_rubric_definition";

/// Recognises the file by the element of a rubric.
pub fn recognise(text: &str) -> Option<Read> {
    (text.contains(RUBRIC) && text.contains("criteria")).then(|| read(text))
}

fn read(text: &str) -> Read {
    let mut notes = Notes::new(Format::Moodle);
    let root = xml::parse(text, &notes)?;
    let mut definitions = Vec::new();
    root.find("definition", &mut definitions);
    // The text of a level is a `definition` too.
    definitions.retain(|definition| definition.child("method").is_some() || definition.child(RUBRIC).is_some());
    let mut rubric = None;
    for definition in definitions {
        let place = place_of("definition", definition);
        match definition.child(RUBRIC) {
            Some(criteria) if rubric.is_none() => rubric = Some((definition, criteria)),
            _ => notes.say(place, UnsaidKind::Rubric, definition.text_of("name")),
        }
    }
    let (definition, rubric) = rubric.ok_or_else(|| notes.error("", Fault::Missing(Needed::Definition)))?;
    let mut form = Form {
        title: Words::plain(definition.text_of("name")),
        summary: words(definition, "description", "", &mut notes),
        ..Form::default()
    };
    let options = definition.text_of("options").replace([' ', '\\'], "");
    if options.contains("\"lockzeropoints\":\"0\"") || options.contains("\"lockzeropoints\":0") {
        let place = format!("{}.options", place_of("definition", definition));
        notes.say(place, UnsaidKind::Setting, "lockzeropoints");
    }
    let mut answers = Vec::new();
    definition.find("filling", &mut answers);
    if !answers.is_empty() {
        let place = format!("{}.instances", place_of("definition", definition));
        notes.say(place, UnsaidKind::Answers, answers.len().to_string());
    }
    let criteria = rubric
        .child("criteria")
        .ok_or_else(|| notes.error(RUBRIC, Fault::Missing(Needed::Criteria)))?;
    let mut sorted: Vec<&Element> = criteria.all("criterion").collect();
    sorted.sort_by_key(|criterion| criterion.text_of("sortorder").parse::<i64>().unwrap_or(i64::MAX));
    for criterion in sorted {
        form.parts
            .push(Part::Criterion(Box::new(self::criterion(criterion, &mut notes)?)));
    }
    Ok((form, notes))
}

fn place_of(name: &str, element: &Element) -> String {
    match &element.id {
        Some(id) => format!("{name} {id}"),
        None => name.to_owned(),
    }
}

/// Returns the text of a child, as text also where it is HTML.
fn words(element: &Element, name: &str, place: &str, notes: &mut Notes) -> Words {
    let text = element.text_of(name);
    // 2 is plain text; the others may have tags.
    if element.text_of(&format!("{name}format")) == "2" {
        return Words::plain(text);
    }
    let (text, has_pictures) = of_html(text);
    if has_pictures {
        notes.say(format!("{place} {name}").trim(), UnsaidKind::Content, "");
    }
    Words::plain(text)
}

fn criterion(criterion: &Element, notes: &mut Notes) -> Result<Criterion, FormatError> {
    let place = place_of("criterion", criterion);
    let text = words(criterion, "description", &place, notes);
    if text.is_empty() {
        return Err(notes.error(place, Fault::Missing(Needed::Description)));
    }
    let mut levels = Vec::new();
    for level in criterion
        .child("levels")
        .into_iter()
        .flat_map(|levels| levels.all("level"))
    {
        let place = format!("{place}, {}", place_of("level", level));
        let score = level.text_of("score");
        if score.is_empty() {
            return Err(notes.error(place, Fault::Missing(Needed::Points)));
        }
        let points = notes.amount(score, &place)?;
        let definition = words(level, "definition", &place, notes);
        // The name of a level is the first line of its definition.
        let (name, rest) = definition.first().split_once('\n').unwrap_or((definition.first(), ""));
        levels.push(Level {
            id: None,
            label: Words::plain(name).or(|| Words::plain(points.to_string())),
            text: Words::plain(rest),
            worth: Worth::Points(points),
        });
    }
    if levels.is_empty() {
        return Err(notes.error(place, Fault::Missing(Needed::Level)));
    }
    Ok(Criterion {
        text,
        scale: Scale::Levels(levels),
        ..Criterion::default()
    })
}

/// Writes a rubric. Moodle has no sections, no weights, no ranges and no points below zero.
///
/// # Errors
/// If no criterion can be written.
pub fn write(flat: &Flat<'_>, notes: &mut Notes) -> Result<Vec<u8>, FormatError> {
    flat.leave_out_sections(notes);
    flat.leave_out_languages(notes);
    let mut criteria = String::new();
    let (mut number, mut level_number) = (0, 0);
    for question in &flat.questions {
        let place = &question.place;
        let Some(levels) = levels_of(&question.answers, flat, place, notes) else {
            continue;
        };
        number += 1;
        let mut description = flat.words(&question.title());
        if !question.guidance.is_empty() {
            description.push('\n');
            description.push_str(&flat.words(&question.guidance));
        }
        criteria.push_str(&format!(
            "            <criterion id=\"{number}\">\n              <sortorder>{number}</sortorder>\n              \
             <description>{}</description>\n              <descriptionformat>2</descriptionformat>\n              <levels>\n",
            escaped(&description)
        ));
        for (text, points) in levels {
            level_number += 1;
            criteria.push_str(&format!(
                "                <level id=\"{level_number}\">\n                  <score>{}</score>\n                  \
                 <definition>{}</definition>\n                  <definitionformat>2</definitionformat>\n                \
                 </level>\n",
                five_places(points),
                escaped(&text)
            ));
        }
        criteria.push_str("              </levels>\n            </criterion>\n");
    }
    if number == 0 {
        return Err(notes.error("", Fault::Empty));
    }
    let file = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<areas>\n  <area id=\"1\">\n    <areaname>submissions</areaname>\n    \
         <activemethod>rubric</activemethod>\n    <definitions>\n      <definition id=\"1\">\n        <method>rubric</method>\n        \
         <name>{}</name>\n        <description>{}</description>\n        <descriptionformat>2</descriptionformat>\n        \
         <status>20</status>\n        <timecreated>0</timecreated>\n        <timemodified>0</timemodified>\n        \
         <options>{{\"sortlevelsasc\":\"0\",\"lockzeropoints\":\"1\",\"alwaysshowdefinition\":\"1\",\"showdescriptionteacher\":\"1\",\
         \"showdescriptionstudent\":\"1\",\"showscoreteacher\":\"1\",\"showscorestudent\":\"1\",\"enableremarks\":\"1\",\
         \"showremarksstudent\":\"1\"}}</options>\n        <{RUBRIC}>\n          <criteria>\n{criteria}          </criteria>\n        \
         </{RUBRIC}>\n        <instances>\n        </instances>\n      </definition>\n    </definitions>\n  </area>\n</areas>\n",
        escaped(&flat.words(&flat.title)),
        escaped(&flat.words(&flat.summary)),
    );
    Ok(file.into_bytes())
}

/// Returns the levels of a question; `None` if it is left out.
fn levels_of(answers: &Answers, flat: &Flat<'_>, place: &str, notes: &mut Notes) -> Option<Vec<(String, Decimal)>> {
    let number = |points: Decimal| (points.to_string(), points);
    let ends = |min, max| vec![number(max), number(min)];
    let mut levels = match answers {
        Answers::Comment => {
            notes.say(place, UnsaidKind::QuestionLeftOut, "");
            return None;
        }
        Answers::Choices(choices) => choices_as_levels(choices, flat, place, notes),
        Answers::YesNo(scale) => choices_as_levels(&yes_no(scale), flat, place, notes),
        Answers::Ranges(ranges) => {
            notes.say(place, UnsaidKind::Range, "");
            let level = |label: &Words, text: &Words, points| (definition(flat, label, text), points);
            ranges
                .iter()
                .map(|range| level(&range.label, &range.text, range.to))
                .collect()
        }
        Answers::Amount { min, max, step } => match steps(*min, *max, *step, 100) {
            Some(all) => all.into_iter().map(number).collect(),
            None => {
                notes.say(place, UnsaidKind::Step, step.to_string());
                ends(*min, *max)
            }
        },
        Answers::Items(items) => {
            notes.say(place, UnsaidKind::Scale, "");
            let most = items.iter().map(|item| item.points.unwrap_or_default()).sum();
            ends(Decimal::ZERO, most)
        }
    };
    if levels.len() == 1 {
        // A criterion of Moodle has at least two levels.
        notes.say(place, UnsaidKind::Scale, "");
        levels.push(number(Decimal::ZERO));
    }
    if levels.iter().any(|(_, points)| *points < Decimal::ZERO) {
        notes.say(place, UnsaidKind::NegativePoints, "");
        for (_, points) in &mut levels {
            *points = (*points).max(Decimal::ZERO);
        }
    }
    Some(levels)
}

fn choices_as_levels(choices: &[Choice], flat: &Flat<'_>, place: &str, notes: &mut Notes) -> Vec<(String, Decimal)> {
    if choices.iter().any(|choice| choice.points.is_none()) {
        notes.say(place, UnsaidKind::NotScored, "");
    }
    choices
        .iter()
        .map(|choice| {
            (
                definition(flat, &choice.label, &choice.text),
                choice.points.unwrap_or_default(),
            )
        })
        .collect()
}

/// Returns the name and the descriptor of a level as one text.
fn definition(flat: &Flat<'_>, label: &Words, text: &Words) -> String {
    match text.is_empty() {
        true => flat.words(label),
        false => format!("{}\n{}", flat.words(label), flat.words(text)),
    }
}

/// Returns an amount with five decimal places, as Moodle keeps it.
fn five_places(points: Decimal) -> String {
    let text = points.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    format!("{whole}.{fraction:0<5}")
}

fn escaped(text: &str) -> String {
    crate::write::package::escaped(text)
}
