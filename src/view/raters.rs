//! Raters side by side: totals, grades and subtotals of each rater, and every criterion on which they differ.

use super::context::{Context, FormAction};
use super::drawn::drawn;
use super::figure::Figure as _;
use super::long::{Kind, Long, LongProps};
use super::texts::joined;
use super::wording::{self, heading, notes, unknown, yes_no};
use crate::locale::fill;
use crate::state::State;
use assessment::answers::Answer;
use assessment::points::Decimal;
use assessment::rubric::Standing as Part;
use assessment::score::{CombinedPoints, CriterionSheet, Outcome, RatedCriterion, SectionSheet, Sheet, Standing};
use std::rc::Rc;
use yew::prelude::*;

/// Renders the raters' sheets side by side, and the current rater.
pub(super) fn side_by_side(form: &Context, state: &State) -> Html {
    let m = form.messages();
    let sheets = state.record.sheets(&state.rubric);
    let combined = state.rubric.combined_score(&sheets);
    let mut differing = Vec::new();
    let roots: Vec<_> = sheets.iter().map(|(_, sheet)| &*sheet.root).collect();
    differ(&roots, &mut differing);
    let count = differing.len();
    let each = {
        let form = form.clone();
        Callback::from(move |i: usize| {
            differing
                .get(i)
                .map(|row| differing_row(&form, row, i))
                .unwrap_or_default()
        })
    };
    html! {
        <>
            <fieldset class="rater-choice">
                <legend>{ m.rater_now }</legend>
                { for sheets.iter().map(|(rater, _)| {
                    let own = rater.clone();
                    let onchange = form.emit.reform(move |_: Event| FormAction::FillInAs(own.clone()));
                    let checked = *rater == state.record.rater;
                    html! {
                        <label class={classes!("choice", checked.then_some("chosen"))} key={rater.to_string()}>
                            <input type="radio" name="rater" {checked} {onchange} />
                            <span class="choice-name">{ form.rater_name(rater) }</span>
                        </label>
                    }
                }) }
            </fieldset>
            <p class="quiet">{ m.raters_unsigned }</p>
            <div class="scrolls" tabindex="0" role="region" aria-label={m.raters}>
                <table class="raters">
                    <thead><tr><th scope="col">{ m.print_content }</th>{ for sheets.iter().map(|(rater, _)| html! { <th scope="col">{ form.rater_name(rater) }</th> }) }{ for combined.iter().map(|_| html! { <th scope="col">{ m.combined }</th> }) }</tr></thead>
                    <tbody>
                        <tr class="raters-total"><th scope="row">{ m.total }</th>{ for sheets.iter().map(|(_, sheet)| html! { <td class="notranslate" translate="no">{ total(form, state, &sheet.outcome(&state.rubric)) }</td> }) }{ for combined.iter().map(|combined| html! { <td class="notranslate" translate="no">{ total(form, state, &combined.outcome) }</td> }) }</tr>
                        { for state.rubric.root.sections.iter().enumerate().map(|(i, section)| html! {
                            <tr key={section.ordinal}>
                                <th scope="row">{ heading(form, section) }</th>
                                { for sheets.iter().map(|(_, sheet)| *sheet).chain(combined.iter().map(|combined| &combined.sheet)).map(|sheet| html! {
                                    <td>{ sheet.root.sections.get(i).map(|section| subtotal(section)).unwrap_or_default() }</td>
                                }) }
                            </tr>
                        }) }
                    </tbody>
                </table>
                <@{form.heading(2)}>{ fill(m.raters_differ, &[("count", &count.to_string())]) }</@>
                if count > 0 {
                    <table class="raters">
                        <thead><tr><th scope="col">{ m.print_content }</th>{ for sheets.iter().map(|(rater, _)| html! { <th scope="col">{ form.rater_name(rater) }</th> }) }</tr></thead>
                        { drawn::<Long>(LongProps { kind: Kind::Table(sheets.len() + 1), ..LongProps::new(m, count, each) }) }
                    </table>
                }
            </div>
        </>
    }
}

/// Describes the total of each rater and the combined one; `None` if the rubric does not combine them.
pub(super) fn totals(form: &Context, state: &State) -> Option<String> {
    let m = form.messages();
    let sheets = state.record.sheets(&state.rubric);
    let combined = state.rubric.combined_score(&sheets)?;
    let named = |name: &str, outcome: &Outcome| {
        let total = total(form, state, outcome);
        fill(m.others_gave, &[("rater", name), ("given", &total)])
    };
    let each = sheets
        .iter()
        .map(|(rater, sheet)| named(&form.rater_name(rater), &sheet.outcome(&state.rubric)));
    Some(joined(each.chain([named(m.combined, &combined.outcome)]), m.dot))
}

fn total(form: &Context, state: &State, outcome: &Outcome) -> String {
    let band = outcome
        .grade
        .zip(state.rubric.grades.as_ref())
        .and_then(|(i, grades)| grades.bands.get(i));
    let grade = band
        .map(|band| format!(" {}", form.plain(&band.label)))
        .unwrap_or_default();
    let open = (!outcome.undecided.is_empty()).then(|| format!(" {}", form.messages().grade_open));
    let open = open.unwrap_or_default();
    let notes = notes(form, outcome).into_iter().chain(unknown(form, &outcome.total));
    let extra: String = notes.map(|note| format!("{}{note}", form.messages().dot)).collect();
    match outcome.standing {
        Standing::Provisional => format!(
            "{} / {} {}{extra}",
            outcome.total.score.figure(),
            outcome.total.max.figure(),
            form.messages().provisional
        ),
        Standing::Final => format!(
            "{} / {}{grade}{open}{extra}",
            outcome.total.score.figure(),
            outcome.total.max.figure()
        ),
        _ => "—".to_owned(),
    }
}

fn subtotal(section: &SectionSheet) -> String {
    let tally = &section.tally;
    if section.spec.standing != Part::Base {
        return if tally.answered == 0 {
            "—".to_owned()
        } else {
            wording::beside(&section.spec, tally)
        };
    }
    if tally.settled == 0 && tally.judged <= Decimal::ZERO {
        "—".to_owned()
    } else {
        format!("{} / {}", tally.score.figure(), tally.max.figure())
    }
}

fn differing_row(form: &Context, row: &[Rc<CriterionSheet>], index: usize) -> Html {
    let Some(first) = row.first() else {
        return Html::default();
    };
    let ordinal = first.spec.ordinal;
    let onclick = form.emit.reform(move |_: MouseEvent| FormAction::Visit(ordinal));
    html! {
        <tr key={index}>
            <th scope="row">
                <button type="button" class="list-item" {onclick}>
                    <span class="no">{ first.spec.label.as_ref().map(|label| form.text(label)).unwrap_or_default() }</span>
                    <span class="list-text">{ form.text(&first.spec.text) }</span>
                </button>
            </th>
            { for row.iter().map(|sheet| html! { <td>{ given(form, sheet) }</td> }) }
        </tr>
    }
}

/// Describes how the points of all raters at a criterion make one, if the rubric combines them.
fn combined(form: &Context, own: &CriterionSheet) -> Option<String> {
    let place = form.rubric.criterion_path(&own.spec.id)?;
    let ids = form.rubric.rater_ids();
    let rated = ids.iter().filter_map(|rater| {
        let other = form.others.iter().find(|(other, _)| other == rater);
        let (sheet, facts) = match other {
            Some((_, sheet)) => (&**sheet.criterion(place)?, &sheet.facts),
            None => (own, &form.facts),
        };
        Some(RatedCriterion { rater, sheet, facts })
    });
    combined_sum(form, &form.rubric.combined_at(&rated.collect::<Vec<_>>())?)
}

/// Describes how combined points are computed; `None` if nobody gave any.
fn combined_sum(form: &Context, combined: &CombinedPoints) -> Option<String> {
    let m = form.messages();
    let counted: Vec<_> = combined.shares.iter().filter(|share| share.counts).collect();
    let first = counted.first()?;
    let weights: Decimal = counted.iter().map(|share| share.weight).sum();
    let is_equal = counted.iter().all(|share| share.weight == first.weight);
    let each = counted.iter().map(|share| match is_equal {
        true => share.score.figure(),
        false => format!("{} × {}", share.weight.figure(), share.score.figure()),
    });
    let sum = each.collect::<Vec<_>>().join(" + ");
    let divisor = if is_equal {
        Decimal::whole(counted.len() as i32)
    } else {
        weights
    };
    let points = combined.tally.score.figure();
    let parts = if divisor == Decimal::ONE {
        sum
    } else {
        format!("({sum}) ÷ {}", divisor.figure())
    };
    let formula = match counted.len() {
        1 => fill(m.points, &[("points", &points)]),
        _ => fill(m.checklist_sum, &[("parts", &parts), ("points", &points)]),
    };
    let dropped = combined.shares.iter().filter(|share| !share.counts);
    let dropped: Vec<_> = dropped.map(|share| share.score.figure()).collect();
    let dropped =
        (!dropped.is_empty()).then(|| fill(m.combined_without, &[("points", &dropped.join(m.list_separator))]));
    let open = (combined.tally.answered == 0).then(|| m.provisional.to_owned());
    let text = joined([Some(formula), dropped, open].into_iter().flatten(), m.dot);
    Some(fill(m.others_gave, &[("rater", m.combined), ("given", &text)]))
}

/// Renders the answers of the other raters to a criterion, and the combined points.
pub(super) fn others(form: &Context, own: &CriterionSheet) -> Html {
    let place = form.rubric.criterion_path(&own.spec.id);
    let gave = |sheet: &Sheet| {
        place
            .and_then(|place| sheet.criterion(place))
            .filter(|sheet| sheet.tally.answered > 0)
            .cloned()
    };
    let all: Vec<_> = form
        .others
        .iter()
        .filter_map(|(rater, sheet)| Some((rater, gave(sheet)?)))
        .collect();
    if all.is_empty() {
        return Html::default();
    }
    let combined = combined(form, own).map(|text| html! { <span>{ text }</span> });
    html! {
        <p class="others notranslate" translate="no">{ for all.iter().map(|(rater, sheet)| html! {
            <span>{ fill(form.messages().others_gave, &[("rater", &form.rater_name(rater)), ("given", &given(form, sheet))]) }</span>
        }) }{ for combined }</p>
    }
}

/// Returns the points or the answer of one rater.
fn given(form: &Context, sheet: &CriterionSheet) -> String {
    let m = form.messages();
    match &sheet.entry.answer {
        _ if sheet.tally.answered == 0 => "—".to_owned(),
        Some(Answer::NotApplicable) => m.not_applicable_short.to_owned(),
        Some(Answer::DontKnow) => m.dont_know.to_owned(),
        _ if sheet.tally.scored > 0 => sheet.tally.score.figure(),
        Some(answer) => {
            let word = yes_no(form, &sheet.spec.scale, answer);
            word.map_or_else(|| m.filled_all.to_owned(), |word| word.to_string())
        }
        None => m.filled_all.to_owned(),
    }
}

/// Collects the criteria on which the raters who answered disagree.
fn differ(sections: &[&SectionSheet], found: &mut Vec<Vec<Rc<CriterionSheet>>>) {
    let Some(first) = sections.first() else { return };
    for (i, criterion) in first.criteria.iter().enumerate() {
        let row: Vec<_> = sections
            .iter()
            .filter_map(|section| section.criteria.get(i).cloned())
            .collect();
        let answered: Vec<_> = row.iter().filter(|sheet| sheet.tally.answered > 0).collect();
        let given = |sheet: &CriterionSheet| (sheet.entry.answer.clone(), sheet.tally.score, sheet.tally.max);
        if answered.windows(2).any(|pair| given(pair[0]) != given(pair[1])) && criterion.tally.items > 0 {
            found.push(row);
        }
    }
    for i in 0..first.spec.sections.len() {
        let inner: Vec<_> = sections.iter().filter_map(|section| section.sections.get(i)).collect();
        differ(&inner.iter().map(|section| &***section).collect::<Vec<_>>(), found);
    }
}
