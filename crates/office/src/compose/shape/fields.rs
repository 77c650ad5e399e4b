//! The fields of a form that texts of a report name in braces.

use crate::compose::answer::{find, lost};
use crate::compose::capital::capital;
use crate::compose::filled::Filled;
use crate::compose::profile::answer as profile_answer;
use crate::compose::say::{figure, rate};
use assessment::rubric::Rubric;
use assessment::score::Standing;

/// The names of the fields, as messages list them.
pub(super) const KNOWN: [&str; 19] = [
    "subject",
    "title",
    "version",
    "period",
    "date",
    "total",
    "max",
    "rate",
    "capital",
    "grade",
    "lost",
    "answered",
    "criteria",
    "profile.ID",
    "role.ID",
    "section.ID.title",
    "section.ID.score",
    "criterion.ID.text",
    "criterion.ID.score",
];
/// What a section has.
const OF_SECTION: [&str; 5] = ["title", "score", "max", "rate", "lost"];
/// What a criterion has.
const OF_CRITERION: [&str; 5] = ["text", "score", "max", "lost", "note"];

/// Returns the names in braces of a text, in order. A brace that is not closed is text.
pub(super) fn names(text: &str) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        found.push(name);
        rest = behind;
    }
    found
}

/// Splits the name of a field of a part, such as `section.s1.score`, into its kind, the id and what it asks for.
fn parts(name: &str) -> Option<(&str, &str, &str)> {
    let (kind, rest) = name.split_once('.')?;
    match kind {
        "profile" | "role" => Some((kind, rest, "")),
        _ => rest.rsplit_once('.').map(|(id, what)| (kind, id, what)),
    }
}

/// Whether a field exists in forms of a rubric.
pub(super) fn is_known(rubric: &Rubric, name: &str) -> bool {
    match parts(name) {
        None => !name.contains("ID") && KNOWN.contains(&name),
        Some(("profile", id, _)) => rubric.profile.iter().any(|field| *field.id == *id),
        Some(("role", id, _)) => rubric.roles.iter().any(|role| *role.id == *id),
        Some(("section", id, what)) => {
            OF_SECTION.contains(&what) && !id.is_empty() && rubric.section_path(id).is_some()
        }
        Some(("criterion", id, what)) => OF_CRITERION.contains(&what) && rubric.criterion(id).is_some(),
        Some(_) => false,
    }
}

/// Returns a text with its fields filled in. A field without a value is marked.
pub(in crate::compose) fn filled(form: &Filled<'_>, text: &str) -> String {
    let names = names(text);
    let values: Vec<_> = names
        .into_iter()
        .map(|name| {
            let value = value(form, name).filter(|value| !value.trim().is_empty());
            (name, value.unwrap_or_else(|| form.to_write(&label(form, name))))
        })
        .collect();
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, &**value)).collect();
    form.say(text, &values)
}

/// Whether a field of a text has no value.
pub(in crate::compose) fn lacking(form: &Filled<'_>, text: &str) -> bool {
    let is_lacking = |name: &str| value(form, name).is_none_or(|value| value.trim().is_empty());
    names(text).into_iter().any(is_lacking)
}

fn value(form: &Filled<'_>, name: &str) -> Option<String> {
    let (outcome, rubric) = (&form.outcome, form.rubric);
    let total = Some(&outcome.total).filter(|_| form.has_total());
    let Some((kind, id, what)) = parts(name) else {
        return match name {
            "subject" => form.unit().map(|unit| unit.to_string()),
            "title" => Some(form.wording(&rubric.title).to_string()),
            "version" => Some(rubric.version.to_string()),
            "period" => Some(form.record.period.to_string()),
            "date" => Some(form.date()).filter(|_| !form.record.date.is_empty() || !form.today.is_empty()),
            "total" => total.map(|total| figure(total.score)),
            "capital" => total.map(|total| capital(total.score)),
            "max" => total.map(|total| figure(total.max)),
            "rate" => total
                .filter(|_| outcome.standing == Standing::Final)
                .and_then(|total| rate(total.score, total.max))
                .map(figure),
            "grade" => form.grade_name(),
            "lost" => form.lost_in_sum().filter(|_| total.is_some()).map(figure),
            "answered" => Some(outcome.sum.answered_of_progress().to_string()),
            "criteria" => Some(outcome.sum.items_of_progress().to_string()),
            _ => None,
        };
    };
    match kind {
        "profile" => {
            let field = rubric.profile.iter().find(|field| *field.id == *id)?;
            profile_answer(form, field)
        }
        "role" => form.record.roles.get(id).map(|names| form.list(names)),
        "section" => {
            let section = form.sheet.section(rubric.section_path(id)?)?;
            let tally = &section.tally;
            let is_known = tally.settled > 0;
            match what {
                "title" => Some(form.section_title(&section.spec)),
                "max" => Some(figure(tally.max)),
                "score" if section.spec.beside => Some(form.extra_of(section)).filter(|_| tally.answered > 0),
                "score" => Some(figure(tally.score)).filter(|_| is_known),
                "rate" => rate(tally.score, tally.judged).filter(|_| is_known).map(figure),
                "lost" => Some(figure(tally.lost_points())).filter(|_| is_known),
                _ => None,
            }
        }
        "criterion" => {
            let id = assessment::Id::new(id)?;
            let sheet = find(form, &id)?;
            match what {
                "text" => Some(form.text_of(&sheet.spec)),
                "score" => Some(form.points_of(sheet)).filter(|_| sheet.tally.answered > 0),
                "max" => Some(form.most_of(sheet)),
                "lost" => Some(figure(lost(sheet).unwrap_or_default())).filter(|_| sheet.tally.answered > 0),
                "note" => Some(sheet.entry.note.trim().to_owned()),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Returns what a field asks for, where it has no value.
fn label(form: &Filled<'_>, name: &str) -> String {
    let (words, rubric) = (form.words, form.rubric);
    let found = match parts(name) {
        Some(("profile", id, _)) => rubric
            .profile
            .iter()
            .find(|field| *field.id == *id)
            .map(|field| form.wording(&field.label).to_string()),
        Some(("role", id, _)) => rubric
            .roles
            .iter()
            .find(|role| *role.id == *id)
            .map(|role| form.wording(&role.label).to_string()),
        Some(("section", id, _)) => rubric.section_path(id).map(|path| {
            let title = form.section_title(rubric.section_at(path));
            form.say(words.points_of_section, &[("section", &title)])
        }),
        Some((_, id, _)) => rubric.criterion(id).map(|criterion| form.item(criterion)),
        None => match name {
            "subject" => return form.unit_label().to_string(),
            "period" => Some(words.period),
            "grade" => Some(words.grade),
            "date" => Some(words.date),
            _ => Some(words.total_points),
        }
        .map(str::to_owned),
    };
    found.unwrap_or_else(|| name.to_owned())
}
