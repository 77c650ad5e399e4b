//! Fields for the named amounts of a criterion, each with a label and the reason if its text was refused.

use crate::locale::fill;
use crate::state::{parse_amount, read_amount};
use crate::view::context::Context;
use crate::view::figure::Figure as _;
use crate::view::number::{self, Number, Ways};
use assessment::Id;
use assessment::answers::Entry;
use assessment::score::CriterionSheet;
use assessment::text::Text;
use yew::prelude::*;

/// One amount that the criterion asks for.
pub(super) struct Amount {
    /// The name in the record.
    pub(super) name: Id,
    /// The label of the field.
    pub(super) label: Html,
    /// The text after the field: a unit or a limit.
    pub(super) unit: Option<Html>,
}

/// The position of the fields: as the criterion's control, or beside another control.
#[derive(Clone, Copy)]
pub(super) enum At {
    /// The fields are the control.
    Control,
    /// The fields are beside the control.
    Beside,
}

impl At {
    /// Returns the element id of the field with this index.
    pub(super) fn element(self, ordinal: u32, index: usize) -> String {
        match (self, index) {
            (Self::Control, 0) => format!("i-{ordinal}"),
            (Self::Control, _) => format!("i-{ordinal}-{index}"),
            (Self::Beside, _) => format!("m-{ordinal}-{index}"),
        }
    }
}

/// Renders the fields of all amounts, one per line.
pub(super) fn fields(form: &Context, sheet: &CriterionSheet, amounts: Vec<Amount>, at: At) -> Html {
    let count = amounts.len();
    let lines = amounts
        .into_iter()
        .enumerate()
        .map(|(i, amount)| line(form, sheet, amount, (i, count), at));
    html! {
        <>
            <ul class="amounts">{ for lines }</ul>
            { item_name(form, sheet) }
        </>
    }
}

/// Renders the name of the item, which is part of the name of each of its fields. It is not shown.
pub(super) fn item_name(form: &Context, sheet: &CriterionSheet) -> Html {
    html! { <span hidden=true id={format!("of-{}", sheet.spec.ordinal)}>{ form.item(&sheet.spec) }</span> }
}

fn line(form: &Context, sheet: &CriterionSheet, amount: Amount, (index, count): (usize, usize), at: At) -> Html {
    let ordinal = sheet.spec.ordinal;
    let id = at.element(ordinal, index);
    let below = (index + 1 < count).then(|| at.element(ordinal, index + 1));
    let above = match (at, index.checked_sub(1)) {
        (_, Some(above)) => Some(at.element(ordinal, above)),
        (At::Beside, None) => Some(At::Control.element(ordinal, 0)),
        (At::Control, None) => None,
    };
    let ways = Ways {
        ordinal: Some(ordinal),
        next: below.clone(),
        above,
        below,
    };
    html! { <li class="amount" key={index}>{ field(form, sheet, amount, id, ways) }</li> }
}

/// Renders the field of an amount with its label.
pub(super) fn field(form: &Context, sheet: &CriterionSheet, amount: Amount, id: String, ways: Ways) -> Html {
    let (spec, entry) = (&sheet.spec, &sheet.entry);
    let ordinal = spec.ordinal;
    let refused = entry.amounts.refused.get(&amount.name);
    let shown = refused
        .cloned()
        .or_else(|| entry.amount(&amount.name).map(|taken| taken.to_string().into()));
    let (label, fault) = (format!("a-{id}"), format!("af-{id}"));
    let grid = spec.scale.family().field(&amount.name);
    let field = Number {
        shown: shown.unwrap_or_default().into(),
        refused: refused.is_some(),
        named_by: Some(format!("{label} of-{ordinal}")),
        described_by: refused.map(|_| fault.clone()),
        unit: amount.unit,
        least: grid.map(|grid| grid.min),
        ways: Some(ways),
        id,
    };
    let why = refused.zip(grid).map(|(text, grid)| {
        match read_amount(spec, &amount.name, text) {
            Some(Err(unread)) => number::refusal(form, text, unread, grid),
            // An earlier version of the program refused a text that is accepted today.
            _ => fill(form.messages().print_refused, &[("value", text)]),
        }
    });
    let change = {
        let (spec, live, name) = (spec.clone(), form.live.clone(), amount.name.clone());
        move |text: &str| parse_amount(&spec, &live.entry(&spec), &name, text)
    };
    let means = {
        let (spec, name) = (spec.clone(), amount.name.clone());
        move |text: &str| parse_amount(&spec, &Entry::default(), &name, text)
    };
    html! {
        <>
            <span class="amount-label" id={label}>{ amount.label }</span>
            { number::input(form, field, change, means) }
            if let Some(why) = why {
                <p class="fault notranslate" translate="no" role="alert" id={fault}>{ why }</p>
            }
        </>
    }
}

/// Describes an amount with its label, for print and for comparison; `None` if nothing was entered.
pub(super) fn in_words(form: &Context, entry: &Entry, name: &str, label: &Text) -> Option<String> {
    let amount = entry.amount(name).map(|amount| amount.figure());
    let refused = || {
        let text = entry.amounts.refused.get(name)?;
        Some(fill(form.messages().print_refused, &[("value", text)]))
    };
    Some(format!("{} {}", form.plain(label), amount.or_else(refused)?))
}
