//! Messages for the notices about an opened record, with links to the places that they name.

use super::FEW;
use crate::locale::{Locale, Messages, fill};
use crate::view::figure::minus;
use crate::view::shell::changes::changes;
use crate::view::shell::places::{Place, list, ways};
use crate::view::texts::joined;
use crate::web::Store;
use assessment::limits;
use assessment::record::{Difference, Notice, OddDate};
use std::rc::Rc;
use yew::prelude::*;

/// Renders the notices about an opened record and the changes of its rubric.
pub(super) fn notices_and_changes(store: &Store, locale: Locale, all: &[Notice]) -> Html {
    html! { <>{ notices(store, locale, all) }{ changes(store, locale) }</> }
}

pub(super) fn notices(store: &Store, locale: Locale, all: &[Notice]) -> Html {
    html! { <ul class="notice-list">{ for all.iter().map(|one| html! { <li>{ notice(store, locale, one) }</li> }) }</ul> }
}

/// Joins names that have no place in the form, up to a maximum.
pub(super) fn names(m: &Messages, all: &[Rc<str>]) -> String {
    let shown = joined(all.iter().take(FEW), m.list_separator);
    if all.len() > FEW {
        format!("{shown}{}…", m.list_separator)
    } else {
        shown
    }
}

/// Renders a notice and the places that it is about.
fn notice(store: &Store, locale: Locale, notice: &Notice) -> Html {
    let m = locale.messages;
    let about = |message: &str, ids: &[Rc<str>]| {
        let text = fill(message, &[("count", &ids.len().to_string())]);
        html! { <>{ text }{ ways(store, locale, ids) }</> }
    };
    match notice {
        Notice::OtherRubric { theirs } => html! { { fill(m.other_rubric, &[("id", theirs)]) } },
        Notice::OtherVersion { theirs } => html! { { fill(m.other_version, &[("version", theirs)]) } },
        Notice::ScoringChanged => html! { { m.scoring_changed } },
        Notice::WordingChanged => html! { { m.wording_changed } },
        Notice::OtherRaters(all) => html! { { fill(m.other_raters, &[("ids", &names(m, all))]) } },
        Notice::Unplaced(all) => about(m.unplaced, all),
        Notice::Unfit(all) => about(m.unfit_answers, all),
        Notice::AnswerAgain(all) => about(m.answer_again, all),
        Notice::OddDates(all) => {
            let text = fill(m.odd_dates, &[("count", &all.len().to_string())]);
            html! { <>{ text }{ list(locale, all.iter(), |one| odd_date(store, locale, one)) }</> }
        }
        Notice::Surplus(all) => {
            let values = [
                ("count", &*all.len().to_string()),
                ("limit", &limits::SHOWN.to_string()),
            ];
            html! { <>{ fill(m.surplus, &values) }{ ways(store, locale, all) }</> }
        }
        Notice::Differs(all) => {
            let text = fill(m.differs, &[("count", &all.len().to_string())]);
            html! { <>{ text }{ list(locale, all.iter(), |one| difference(store, locale, one)) }</> }
        }
    }
}

/// Renders a text that is not a date, with its place.
fn odd_date(store: &Store, locale: Locale, odd: &OddDate) -> Html {
    let m = locale.messages;
    let place = match &*odd.place {
        "date" => html! { { m.date } },
        id => Place::of(store, id).way(store, locale),
    };
    html! { <>{ place }{ m.colon }{ fill(m.odd_dates_one, &[("text", &odd.text)]) }</> }
}

/// Renders a figure of the file beside the computed one.
fn difference(store: &Store, locale: Locale, one: &Difference) -> Html {
    let m = locale.messages;
    let word = |text: &str| match text {
        "standing" => Some(m.standing),
        "total" => Some(m.total),
        "maximum" => Some(m.full),
        "grade" => Some(m.grade),
        "extra" => Some(m.differs_extra),
        "vetoes" => Some(m.differs_vetoes),
        "provisional" => Some(m.provisional),
        "final" => Some(m.standing_final),
        "empty" => Some(m.filled_none),
        "unscored" => Some(m.unscored),
        _ => None,
    };
    let place = word(&one.place).map_or_else(
        || Place::of(store, &one.place).way(store, locale),
        |word| html! { { word } },
    );
    let named = |ids: &str| {
        let names = ids.split(", ").map(|id| Place::of(store, id).name(locale));
        joined(names, m.list_separator)
    };
    let figure = |text: &str| match word(text) {
        Some(word) => word.to_owned(),
        None if one.place == "vetoes" => named(text),
        None => grade(store, locale, text).unwrap_or_else(|| minus(text)),
    };
    let figures = fill(
        m.differs_one,
        &[("file", &figure(&one.file)), ("computed", &figure(&one.computed))],
    );
    html! { <>{ place }{ m.colon }{ figures }</> }
}

/// Returns the name of the grade with this id.
fn grade(store: &Store, locale: Locale, id: &str) -> Option<String> {
    let state = store.state()?;
    let band = state
        .rubric
        .grades
        .as_ref()?
        .bands
        .iter()
        .find(|band| *band.id == *id)?;
    Some(band.label.wording(locale.tag).to_string())
}
