//! Describes a field of a record and its contents with the form's wording.

use crate::locale::fill;
use crate::view::context::Context;
use crate::view::figure::{Figure as _, minus};
use crate::view::texts::{foreign, joined};
use crate::view::{answer_text, print};
use assessment::json::{self, Node};
use assessment::record::merge::{Content, FieldPath, Part};
use assessment::record::{EntryFile, answered};
use assessment::text::Text;
use yew::prelude::*;

/// Renders the name of a field of the form; its id, if the rubric has no such field.
pub(super) fn place(form: &Context, place: &FieldPath) -> Html {
    let m = form.messages();
    let rubric = &form.rubric;
    let named = |label: Option<&Text>, id: &str| label.map_or_else(|| foreign(id.to_owned()), |label| form.text(label));
    match place {
        FieldPath::Period => html! { { m.period } },
        FieldPath::Date => html! { { m.date } },
        FieldPath::ClaimedTotal => html! { { m.claimed_total } },
        FieldPath::Narrative => html! { { m.narrative_whole } },
        FieldPath::Other(key) => html! { { fill(m.merge.unknown_key, &[("key", key)]) } },
        FieldPath::Profile(id) => named(
            rubric
                .profile
                .iter()
                .find(|field| *field.id == **id)
                .map(|field| &field.label),
            id,
        ),
        FieldPath::Role(id) => named(
            rubric
                .roles
                .iter()
                .find(|role| *role.id == **id)
                .map(|role| &role.label),
            id,
        ),
        FieldPath::Section(id) => {
            let section = rubric.section_path(id).map(|place| rubric.section_at(place));
            html! { <>{ m.narrative }{ m.colon }{ named(section.map(|section| &section.title), id) }</> }
        }
        FieldPath::Entry { rater, criterion, part } => {
            let spec = rubric.criterion(criterion);
            html! {
                <>
                    if let Some(label) = spec.and_then(|spec| spec.label.as_ref()) {
                        <span class="no">{ form.text(label) }</span>
                    }
                    { named(spec.map(|spec| &spec.text), criterion) }
                    <span class="quiet">{ m.dot }{ self::part(form, *part) }</span>
                    if rubric.raters.len() > 1 {
                        <span class="quiet">{ m.dot }{ form.rater_name(rater) }</span>
                    }
                </>
            }
        }
    }
}

/// Returns the name of a part of an entry.
fn part(form: &Context, part: Part) -> &'static str {
    let m = form.messages();
    match part {
        Part::Answer => m.merge.answer,
        Part::Note => m.note,
        Part::Evidence => m.evidence,
        Part::Problems => m.problems,
    }
}

/// Returns a content in a few words, and the lines for the rest of the entry.
pub(super) fn content(form: &Context, place: &FieldPath, content: &Content) -> (String, Vec<String>) {
    let m = form.messages();
    if content.is_blank() {
        return (m.merge.blank.to_owned(), Vec::new());
    }
    let (given, beside) = match (place, content) {
        (FieldPath::Entry { criterion, part, .. }, Content::Entry(entry)) => {
            let (given, beside) = entry_words(form, criterion, entry);
            match part {
                Part::Answer => (given, beside),
                // The note, the evidence and the problems are the lines of an entry without its answer.
                _ => (beside.join("\n"), Vec::new()),
            }
        }
        (_, Content::Names(names)) => (joined(names, m.list_separator), Vec::new()),
        (_, Content::Total(total)) => (fill(m.points, &[("points", &total.0.figure())]), Vec::new()),
        (FieldPath::Profile(id), Content::Node(node)) => {
            let field = form.rubric.profile.iter().find(|field| *field.id == **id);
            let known = field.and_then(|field| Some(print::shown(form, field, &answered(field, node)?)));
            (known.unwrap_or_else(|| raw(node)), Vec::new())
        }
        (_, Content::Node(node)) => (raw(node), Vec::new()),
        (_, Content::Text(text)) => (text.to_string(), Vec::new()),
        (_, Content::Entry(_)) => (String::new(), Vec::new()),
    };
    if given.is_empty() {
        return (m.merge.no_answer.to_owned(), beside);
    }
    (given, beside)
}

fn entry_words(form: &Context, criterion: &str, file: &EntryFile) -> (String, Vec<String>) {
    let m = form.messages();
    let unknown = fill(m.merge.unknown_parts, &[("count", &file.rest.len().to_string())]);
    let unknown = (!file.rest.is_empty()).then_some(unknown);
    let Some(spec) = form.rubric.criterion(criterion) else {
        // The rubric has no such criterion, so the text of the file is shown.
        let note = file.note.iter().map(|note| format!("{}{}{note}", m.note, m.colon));
        return (
            file.answer.as_ref().map(raw).unwrap_or_default(),
            note.chain(unknown).collect(),
        );
    };
    let (given, mut beside) = answer_text::whole(form, spec, &assessment::record::entered(spec, file));
    beside.extend(unknown);
    (given, beside)
}

/// Returns a content of an unknown shape as it is in the file.
fn raw(node: &Node) -> String {
    match &node.value {
        json::Value::String(text) => text.to_string(),
        json::Value::Number(text) => minus(text),
        _ => json::canonical(node, &|_| true),
    }
}
