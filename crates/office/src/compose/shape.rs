//! The shape of a report: its parts in order, as the rubric gives them or else the usual ones, and what names in braces stand for in
//! their texts.

use super::answer::{find, lost};
use super::capital::capital;
use super::filled::Filled;
use super::profile::answer as profile_answer;
use super::say::{figure, rate};
use assessment::rubric::report::{names, split};
use assessment::rubric::{ReportPart, ReportPartKind, Rubric};
use assessment::score::Standing;
use std::borrow::Cow;

/// Returns the parts of a rubric's report, in order.
pub fn parts(rubric: &Rubric) -> Cow<'_, [ReportPart]> {
    if rubric.report.is_empty() {
        let kinds = ReportPartKind::ALL.iter().copied();
        let usual = kinds.filter(|kind| *kind != ReportPartKind::Text);
        usual.map(ReportPart::usual).collect()
    } else {
        Cow::Borrowed(&rubric.report)
    }
}

/// Returns a text with the values of its names. A name without a value is marked.
pub(super) fn filled(form: &Filled<'_>, text: &str) -> String {
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

/// Whether a name in a text has no value.
pub(super) fn lacking(form: &Filled<'_>, text: &str) -> bool {
    let is_lacking = |name: &str| value(form, name).is_none_or(|value| value.trim().is_empty());
    names(text).into_iter().any(is_lacking)
}

fn value(form: &Filled<'_>, name: &str) -> Option<String> {
    let (outcome, rubric) = (&form.outcome, form.rubric);
    let total = Some(&outcome.total).filter(|_| form.has_total());
    let Some((kind, id, what)) = split(name) else {
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

/// Returns what a name asks for, where it has no value.
fn label(form: &Filled<'_>, name: &str) -> String {
    let (words, rubric) = (form.words, form.rubric);
    let found = match split(name) {
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
