//! OpenChain self-certification questionnaires as JSON (`questionnaire-en.json` of the OpenChain project).
//!
//! Every question that is answered as it should be counts 1 point. A question with subquestions counts 1 point if enough of them are.

use super::build::{Criterion, Form, Item, Part, Read, Scale, Section};
use super::json::At;
use super::notes::Notes;
use super::words::Words;
use super::{Fault, Format, FormatError, Needed, UnsaidKind};
use assessment::points::Decimal;

/// Recognises the file by its sections with questions of its types.
pub fn recognise(root: &At<'_>) -> Option<Read> {
    root.get("specVersion")?;
    let sections = root.list("sections");
    let has_questions = |section: &At<'_>| {
        let mut questions = section.list("questions").into_iter();
        questions.any(|question| question.get("correctAnswer").is_some() || question.get("subQuestions").is_some())
    };
    sections.iter().any(has_questions).then(|| read(root))
}

fn read(root: &At<'_>) -> Read {
    let mut notes = Notes::new(Format::OpenChain);
    let text = |at: &At<'_>, key: &str| Words::plain(at.text(key).unwrap_or_default());
    let mut form = Form {
        title: text(root, "title").or(|| Words::plain("OpenChain")),
        instructions: text(root, "preambleText"),
        version: root.text("specVersion").map(str::to_owned),
        ..Form::default()
    };
    // Conformance is a property of the whole, without points.
    notes.say("sections", UnsaidKind::Grades, "");
    for section in root.list("sections") {
        let mut out = Section {
            id: section.text("name").map(str::to_owned),
            title: text(&section, "title").or(|| text(&section, "name")),
            ..Section::default()
        };
        for question in section.list("questions") {
            out.parts.push(part(&question, &mut notes)?);
        }
        form.parts.push(Part::Section(out));
    }
    Ok((form, notes))
}

fn part(at: &At<'_>, notes: &mut Notes) -> Result<Part, FormatError> {
    if at.get("subQuestions").is_none() {
        return Ok(Part::Criterion(Box::new(question(at, notes)?)));
    }
    let inner: Vec<At<'_>> = match at.get("subQuestions") {
        // An object by number, or a list.
        Some(inner) if inner.is_object() => inner
            .members()
            .iter()
            .map(|member| At {
                node: &member.node,
                place: inner.path(&member.key),
            })
            .collect(),
        Some(inner) => inner.items().collect(),
        None => Vec::new(),
    };
    let least = at.amount("minNumberValidatedAnswers", notes)?;
    let least = least.and_then(|least| least.to_string().parse::<u32>().ok());
    let is_plain =
        |question: &At<'_>| question.text("type") == Some("YES_NO") && question.text("correctAnswer") == Some("Yes");
    let least = least.filter(|least| *least >= 1 && *least as usize <= inner.len());
    let label = at.text("number").map(str::to_owned);
    let text = required(at, notes)?;
    if let Some(least) = least.filter(|_| inner.iter().all(is_plain)) {
        let items = inner.iter().map(|question| {
            reference(question, notes);
            let number = question.text("number").unwrap_or_default();
            let text = question.text("question").unwrap_or_default().trim();
            Item {
                id: Some(number.to_owned()),
                label: Words::plain(format!("{number} {text}")),
                ..Item::default()
            }
        });
        let items = items.collect();
        reference(at, notes);
        return Ok(Part::Criterion(Box::new(Criterion {
            id: at.text("number").map(str::to_owned),
            label,
            text,
            scale: Scale::AtLeast { items, least },
            ..Criterion::default()
        })));
    }
    reference(at, notes);
    if let Some(least) = at.get("minNumberValidatedAnswers") {
        notes.say(&*least.place, UnsaidKind::SectionRule, least.shown());
    }
    let mut section = Section {
        id: at.text("number").map(str::to_owned),
        label,
        title: text,
        ..Section::default()
    };
    for inner in &inner {
        section.parts.push(part(inner, notes)?);
    }
    Ok(Part::Section(section))
}

fn required(at: &At<'_>, notes: &Notes) -> Result<Words, FormatError> {
    let text = Words::plain(at.text("question").unwrap_or_default());
    match text.is_empty() {
        true => Err(notes.error(&*at.place, Fault::Missing(Needed::key("question")))),
        false => Ok(text),
    }
}

/// Lists the paragraphs of the specification to which a question refers.
fn reference(at: &At<'_>, notes: &mut Notes) {
    if let Some(reference) = at.get("specReference") {
        let items: Vec<String> = reference.items().map(|item| item.shown()).collect();
        let text = if items.is_empty() {
            reference.shown()
        } else {
            items.join(", ")
        };
        notes.say(&*reference.place, UnsaidKind::Content, text);
    }
}

fn question(at: &At<'_>, notes: &mut Notes) -> Result<Criterion, FormatError> {
    let text = required(at, notes)?;
    reference(at, notes);
    let kind = at.text("type").unwrap_or("YES_NO");
    let right = at.text("correctAnswer").unwrap_or("Any");
    let (points, is_no_right, not_applicable) = match right {
        "Yes" => (Some(Decimal::ONE), false, "zero"),
        "No" => (Some(Decimal::ONE), true, "zero"),
        "YesNotApplicable" => (Some(Decimal::ONE), false, "full"),
        "NoNotApplicable" => (Some(Decimal::ONE), true, "full"),
        "NotApplicable" | "Any" => (None, false, "exclude"),
        _ => {
            return Err(notes.error(
                at.path("correctAnswer"),
                Fault::WrongType(Needed::key("Yes, No or Any")),
            ));
        }
    };
    if right == "NotApplicable" {
        notes.say(at.path("correctAnswer"), UnsaidKind::CorrectAnswer, right);
    }
    if !matches!(kind, "YES_NO" | "YES_NO_NA" | "YES_NO_EVIDENCE") {
        return Err(notes.error(
            at.path("type"),
            Fault::WrongType(Needed::key("YES_NO, YES_NO_NA or SUBQUESTIONS")),
        ));
    }
    if let Some(check) = at.get("evidenceValidation") {
        notes.say(&*check.place, UnsaidKind::Validation, check.shown());
    }
    if let Some(reason) = at.get("notApplicablePrompt") {
        notes.say(&*reason.place, UnsaidKind::NotApplicable, reason.shown());
    }
    let number = at.text("number").map(str::to_owned);
    let prompt = at.text("evidencePrompt").map(Words::plain);
    Ok(Criterion {
        id: number.clone(),
        label: number,
        text,
        evidence: prompt.into_iter().filter(|prompt| !prompt.is_empty()).collect(),
        not_applicable: (kind == "YES_NO_NA").then_some(not_applicable),
        scale: Scale::YesNo {
            points,
            is_no_right,
            yes: Words::default(),
            no: Words::default(),
        },
        ..Criterion::default()
    })
}
