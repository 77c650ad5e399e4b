//! The printed form: an A4 table drawn from the state when the page is printed, independently of the viewport.

mod profile;

pub(super) use profile::shown;

use super::answer_text;
use super::context::{Context, use_form};
use super::drawn::drawn_in_list;
use super::figure::Figure as _;
use super::ptr_eq::PtrEq;
use super::raters;
use super::texts::{foreign, joined};
use super::totals::raised;
use super::wording::{self, heading, mean, notes, signed, unknown};
use super::working;
use crate::locale::fill;
use crate::state::State;
use assessment::answers::Answer;
use assessment::points::Decimal;
use assessment::rubric::{Criterion, Reason, Scale};
use assessment::score::{Chunk, CriterionSheet, SectionSheet, Standing};
use assessment::text::Text;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// A remark longer than this many characters is printed below its criterion, as is a remark that no longer fits into the column.
const LONG: usize = 60;
/// The maximum number of characters of all remarks beside a criterion.
const ROOM: usize = 120;
/// The number of parts in which the printed form is drawn if it is not drawn at once. Each part diffs the earlier ones again, so
/// many small parts take longer than drawing all at once.
const PARTS: usize = 12;

#[derive(Properties, PartialEq)]
pub(super) struct SheetsProps {
    pub(super) state: PtrEq<State>,
    /// Whether the whole form is drawn in one render, as it must be if the browser is already printing; otherwise it is drawn
    /// part by part and printed afterwards.
    pub(super) at_once: bool,
}

/// The printed form, drawn at once or part by part. It is not visible on the screen.
#[component]
pub(super) fn Sheets(props: &SheetsProps) -> Html {
    let form = use_form();
    let drawn = use_state(|| 1_usize);
    let count = chunks(&props.state.record.sheet.root);
    let step = count.div_ceil(PARTS);
    let busy = !props.at_once && *drawn < count;
    let upto = if busy { *drawn } else { count };
    use_effect_with((busy, *drawn), move |(busy, now)| {
        let now = *now;
        let next = busy.then(|| Timeout::new(0, move || drawn.set(now + step)));
        move || drop(next)
    });
    html! {
        <>
            if busy {
                <div class="too-long" role="status">{ form.messages().print_preparing }</div>
            }
            { paper(&form, &props.state, upto, busy) }
        </>
    }
}

/// Returns the number of chunks of criteria in a section and in the sections inside it.
fn chunks(section: &SectionSheet) -> usize {
    let inner: usize = section.sections.iter().map(|section| chunks(section)).sum();
    section.criteria.chunks.len() + inner
}

/// Renders the printed form, with the rows of `upto` chunks of criteria.
fn paper(form: &Context, state: &State, mut upto: usize, busy: bool) -> Html {
    let m = form.messages();
    let rubric = &state.rubric;
    let root = &state.record.sheet.root;
    let begun = root.tally.answered > 0;
    html! {
        <article class="print" aria-busy={busy.then_some("true")}>
            <h1>{ form.text(&rubric.title) }</h1>
            <p class="print-facts">{ facts(form, state) }</p>
            { profile::profile(form, state) }
            <table class="print-scores">
                <thead>
                    <tr>
                        <th class="col-no">{ m.print_no }</th>
                        <th>{ m.print_content }</th>
                        <th class="col-points">{ m.print_full }</th>
                        <th class="col-points">{ if form.rubric.raters.len() > 1 { form.rater_name(&form.rater) } else { m.print_own.to_owned() } }</th>
                        <th class="col-note">{ problem_column(form).map_or_else(|| html! { { m.print_note } }, |label| form.text(label)) }</th>
                    </tr>
                </thead>
                { for root.sections.iter().map(|section| rows(form, section, begun, &mut upto)) }
                <tbody>{ total(form, state) }</tbody>
            </table>
            { narratives(form, root) }
            { signatures(form, state) }
            <p class="print-foot">{ fill(m.print_rubric, &[("id", &rubric.id), ("version", &rubric.version)]) }</p>
        </article>
    }
}

pub(super) fn facts(form: &Context, state: &State) -> String {
    let version = fill(form.messages().version, &[("version", &state.rubric.version)]);
    let parts = [&*state.record.period, &version];
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(form.messages().dot)
}

/// Renders a section's subtotal row, its criteria and the sections inside it.
fn rows(form: &Context, section: &SectionSheet, begun: bool, upto: &mut usize) -> Html {
    let tally = &section.tally;
    let (full, own) = if tally.extra != Decimal::ZERO || tally.percent != Decimal::ZERO {
        (String::new(), wording::beside(&section.spec, tally))
    } else if section.tally.scored == 0 || section.tally.max <= Decimal::ZERO {
        (String::new(), String::new())
    } else {
        let own = if section.tally.settled == 0 {
            String::new()
        } else {
            section.tally.score.figure()
        };
        (section.tally.max.figure(), own)
    };
    let mut own_rows = Vec::new();
    for chunk in section.criteria.chunks.iter() {
        let Some(left) = upto.checked_sub(1) else { break };
        *upto = left;
        let (chunk, form) = (PtrEq(chunk.clone()), form.clone());
        own_rows.push(drawn_in_list::<Rows>(chunk.first, RowsProps { chunk, form, begun }));
    }
    html! {
        <>
            <tbody key={section.spec.ordinal}>
                <tr class="print-section">
                    <td></td><th scope="rowgroup">{ heading(form, &section.spec) }</th><td class="col-points">{ full }</td><td class="col-points">{ own }</td><td class="lines">{ joined([working::of_section(form, section), mean(form, &section.spec, &section.tally)].iter().filter(|text| !text.is_empty()), "\n") }</td>
                </tr>
                { for own_rows }
            </tbody>
            { for section.sections.iter().map(|inner| rows(form, inner, begun, upto)) }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct RowsProps {
    chunk: PtrEq<Chunk<CriterionSheet>>,
    form: Context,
    begun: bool,
}

/// The rows of a chunk of criteria. A component, so rows that do not change are not drawn again while the others are drawn.
#[component]
fn Rows(props: &RowsProps) -> Html {
    let rows = props
        .chunk
        .items
        .iter()
        .map(|criterion| row(&props.form, criterion, props.begun));
    html! { <>{ for rows }</> }
}

fn row(form: &Context, sheet: &CriterionSheet, begun: bool) -> Html {
    let spec = &sheet.spec;
    let full = spec
        .worth_now(&form.facts)
        .filter(|_| !spec.takes_from_pool())
        .map(|worth| worth.figure())
        .unwrap_or_default();
    let (beside, below) = beside_and_below(form, sheet);
    html! {
        <>
            <tr>
                <td class="col-no">{ spec.label.as_ref().map(|label| form.text(label)).unwrap_or_default() }</td>
                <td>{ form.text(&spec.text) }</td>
                <td class="col-points">{ full }</td>
                <td class="col-points">{ own(form, sheet, begun) }</td>
                <td class="lines">{ foreign(beside) }</td>
            </tr>
            if !below.is_empty() {
                <tr class="print-below"><td></td><td colspan="4" class="lines" dir="auto">{ below }</td></tr>
            }
        </>
    }
}

/// Returns the text for the column of the person's score: points, or the answer if the criterion is not scored. A form with
/// answers marks open criteria; a blank form stays blank, to be filled in by hand.
fn own(form: &Context, sheet: &CriterionSheet, begun: bool) -> String {
    let m = form.messages();
    match &sheet.entry.answer {
        _ if sheet.tally.items == 0 => m.not_applicable_short.to_owned(),
        Some(Answer::NotApplicable) => m.not_applicable_short.to_owned(),
        Some(Answer::DontKnow) => m.dont_know.to_owned(),
        _ if sheet.tally.pending > 0 => m.pending_short.to_owned(),
        _ if sheet.tally.answered > 0 && sheet.tally.scored > 0 => sheet.tally.score.figure(),
        _ if sheet.tally.answered == 0 && begun && !matches!(sheet.spec.scale, Scale::Comment(_)) => {
            m.print_open.to_owned()
        }
        None => String::new(),
        Some(answer) => wording::answer(form, &sheet.spec.scale, answer),
    }
}

/// Splits the remarks into those for the column and those that are too long for it: in a narrow column a long note would take a
/// whole page. The column refers to the remarks below, so it is empty only if there are no remarks.
fn beside_and_below(form: &Context, sheet: &CriterionSheet) -> (String, String) {
    let mut room = ROOM;
    let (mut beside, mut below) = (Vec::new(), Vec::new());
    if problem_column(form).is_some() {
        // The column is for problems alone; what is done about them is below, with the rest.
        let named = sheet.entry.problems.iter().filter(|problem| problem.is_named());
        let problems: Vec<_> = named.map(|problem| problem.text.to_string()).collect();
        let is_plain = sheet.entry.problems.iter().all(|problem| !problem.remedy.is_named());
        let below = remarks(form, sheet, !is_plain);
        return (problems.join("\n"), below.join("\n"));
    }
    for remark in remarks(form, sheet, true) {
        let length = remark.chars().count();
        if length <= LONG.min(room) && !matches!(sheet.spec.scale, Scale::Comment(_)) {
            room -= length;
            beside.push(remark);
        } else {
            below.push(remark);
        }
    }
    if !below.is_empty() {
        beside.push(form.messages().print_see_below.to_owned());
    }
    (beside.join("\n"), below.join("\n"))
}

/// Returns the heading of the column for problems, if the rubric has one.
fn problem_column(form: &Context) -> Option<&Text> {
    form.rubric.rules.problems.as_ref()?.label.as_ref()
}

/// Returns the remarks on a criterion, the reasons for its points first: the refused text, the level, why it does not apply, a
/// comment, the problems, the note; then the basis of the answer.
fn remarks(form: &Context, sheet: &CriterionSheet, with_problems: bool) -> Vec<String> {
    let (m, entry) = (form.messages(), &sheet.entry);
    let refused = entry
        .refused
        .as_ref()
        .map(|text| fill(m.print_refused, &[("value", text)]));
    let asks = sheet
        .spec
        .not_applicable
        .as_ref()
        .is_some_and(|policy| policy.asks() == Reason::Required);
    let own = match &entry.answer {
        Some(Answer::NotApplicable) if asks && entry.reason.trim().is_empty() => Some(m.print_no_reason.to_owned()),
        Some(Answer::NotApplicable) => answer_text::labelled(form, m.reason, &entry.reason),
        Some(Answer::Comment(text)) => Some(text.to_string()),
        // Beside points within a level, their level.
        Some(answer @ (Answer::Level(_) | Answer::Points(_))) if sheet.tally.scored > 0 => {
            Some(wording::answer(form, &sheet.spec.scale, answer))
        }
        _ => None,
    };
    let note = answer_text::labelled(form, m.note, &entry.note);
    let said = [refused, own].into_iter().flatten();
    let problems = with_problems.then(|| answer_text::problems(form, entry));
    said.chain(problems.into_iter().flatten())
        .chain(note)
        .chain(answer_text::basis(form, &sheet.spec, entry))
        .chain(answer_text::calculation(form, sheet))
        .filter(|text| !text.is_empty())
        .collect()
}

fn total(form: &Context, state: &State) -> Html {
    let (m, outcome) = (form.messages(), &state.outcome);
    if outcome.standing == Standing::Unscored {
        return Html::default();
    }
    let band = outcome
        .grade
        .zip(state.rubric.grades.as_ref())
        .and_then(|(i, grades)| grades.bands.get(i));
    let verdict = match (outcome.standing, band) {
        (Standing::Final, Some(band)) => html! {
            <>
                { m.grade }{ m.colon }{ form.text(&band.label) }
                if !outcome.undecided.is_empty() {
                    { m.dot }{ m.grade_open }
                }
            </>
        },
        (Standing::Provisional, _) => html! { { m.provisional } },
        _ => Html::default(),
    };
    let score = if matches!(outcome.standing, Standing::Empty | Standing::TooFew) {
        String::new()
    } else {
        outcome.total.score.figure()
    };
    let gates = outcome.raised.iter().filter_map(|i| state.rubric.gates.get(*i));
    let (sum, max) = (outcome.sum.score.figure(), outcome.sum.max.figure());
    let pending = outcome.pending(&state.record.sheet, &state.rubric);
    let pending = pending.iter().filter_map(|id| state.rubric.criterion(id));
    let pending: Vec<_> = pending.map(|criterion| named(form, criterion)).collect();
    // Unanswered criteria may be outside the maximum; "out of 0" is not shown.
    let of = Some(outcome.total.max).filter(|most| *most > Decimal::ZERO);
    html! {
        <>
            // The subtotals above add up to this row; the total below is derived from it.
            if outcome.is_rescaled() && outcome.total.settled > 0 {
                <tr>
                    <th colspan="2">{ fill(m.rescaled, &[("score", &sum), ("max", &max), ("full", &outcome.total.max.figure())]) }</th>
                    <td class="col-points">{ max }</td>
                    <td class="col-points">{ sum }</td>
                    <td></td>
                </tr>
            }
            if outcome.total.extra != Decimal::ZERO && outcome.total.settled > 0 {
                <tr><td colspan="5">{ fill(m.extra, &[("points", &signed(outcome.total.extra))]) }</td></tr>
            }
            if let Some(claimed) = state.record.claimed_total {
                <tr><td colspan="5">{ m.claimed_total }{ m.colon }{ claimed.figure() }</td></tr>
            }
            <tr class="print-total">
                <th colspan="2">{ m.total }</th>
                <td class="col-points">{ of.map(|most| most.figure()).unwrap_or_default() }</td>
                <td class="col-points">{ score }</td>
                <td>{ verdict }</td>
            </tr>
            { for notes(form, outcome).into_iter().chain(unknown(form, &outcome.total)).map(|note| html! { <tr><td colspan="5">{ note }</td></tr> }) }
            { for raters::totals(form, state).map(|totals| html! { <tr><td colspan="5">{ totals }</td></tr> }) }
            if !outcome.undecided.is_empty() {
                <tr><td colspan="5">{ m.grade_depends }{ m.colon }{ pending.join(m.list_separator) }</td></tr>
            }
            { for gates.map(|gate| html! { <tr class="print-veto"><td colspan="5">{ raised(form, state, gate) }</td></tr> }) }
        </>
    }
}

/// Returns a criterion's label and text.
fn named(form: &Context, criterion: &Criterion) -> String {
    let label = criterion.label.as_ref().map(|label| format!("{} ", form.plain(label)));
    format!("{}{}", label.unwrap_or_default(), form.plain(&criterion.text))
}

fn narratives(form: &Context, root: &SectionSheet) -> Html {
    let title = if root.spec.depth == 0 {
        html! { { form.messages().narrative_whole } }
    } else {
        heading(form, &root.spec)
    };
    html! {
        <>
            if !root.narrative.is_empty() {
                <section class="print-narrative"><h2>{ title }</h2><p class="lines" dir="auto">{ AttrValue::from(root.narrative.clone()) }</p></section>
            }
            { for root.sections.iter().map(|section| narratives(form, section)) }
        </>
    }
}

pub(super) fn signatures(form: &Context, state: &State) -> Html {
    let m = form.messages();
    let signers = state.rubric.roles.iter().filter(|role| role.signs == Some(true));
    let date = match &*state.record.date {
        "" => m.print_date_blank.to_owned(),
        date => form.locale.day(date),
    };
    let total = &state.outcome.total;
    let open = total.open() + total.open_unscored();
    let begun = total.answered > 0 && open > 0;
    html! {
        <>
        if begun {
            <p class="print-missing">{ fill(m.print_missing, &[("count", &open.to_string())]) }</p>
        }
        <div class="print-signatures">
            { for signers.map(|role| html! { <p>{ form.text(&role.label) }{ m.print_signature }</p> }) }
            <p>{ m.print_seal }</p>
            <p>{ m.print_date }{ date }</p>
        </div>
        </>
    }
}
