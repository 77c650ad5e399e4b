//! Orders to put problems right (督办函), each with a reply slip on a page of its own.

use super::filled::Filled;
use super::ledger::{Entry, made, numbered, rows};
use super::{Align, Block, Cell, Content, Paper, Row, RowKind, Style, Table};
use assessment::answers::RemedyStatus;
use assessment::day::is_day;

/// To whom orders go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum To {
    /// One order with everything, to the unit that was assessed.
    #[default]
    Unit,
    /// An order to each person responsible; what nobody is responsible for is in an order of its own.
    EachOwner,
}

/// An order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Who it is addressed to; empty if nobody is responsible.
    pub addressee: String,
    /// The order itself.
    pub paper: Paper,
}

/// Composes the orders about every problem that is not put right yet; none if there is no such problem.
pub fn orders(form: &Filled<'_>, to: To) -> Vec<Order> {
    let mut open = rows(form);
    open.retain(|row| row.problem.remedy.status != RemedyStatus::Done);
    if open.is_empty() {
        return Vec::new();
    }
    if to == To::Unit {
        return vec![order(
            form,
            form.unit().as_deref().unwrap_or_default(),
            &form.unit_label(),
            &open,
        )];
    }
    let mut owners: Vec<&str> = Vec::new();
    for row in &open {
        if !owners.contains(&row.owner()) {
            owners.push(row.owner());
        }
    }
    // What nobody is responsible for comes last.
    owners.sort_by_key(|owner| owner.is_empty());
    let of = |owner: &&str| {
        let own: Vec<_> = open.iter().copied().filter(|row| row.owner() == *owner).collect();
        order(form, owner, form.words.lack_addressee, &own)
    };
    owners.iter().map(of).collect()
}

/// Composes the orders to each person responsible, in one paper; an empty one if there is no open problem.
pub fn orders_in_one(form: &Filled<'_>) -> Paper {
    let orders = orders(form, To::EachOwner).into_iter();
    Paper::joined(orders.map(|order| (format!("to:{}", order.addressee), order.paper)))
}

/// Returns what the sheet of an order is called in a workbook: to whom it goes. `None` for other blocks, such as those of a reply slip.
pub fn sheet_name(blocks: &[Block]) -> Option<String> {
    let addressee = blocks.iter().find_map(|block| match &block.content {
        Content::Paragraph {
            style: Style::Plain,
            text,
        } if block.key.ends_with(ADDRESSEE) => Some(text),
        _ => None,
    });
    addressee.map(|text| text.trim_end_matches([':', '：', ' ']).to_owned())
}

/// The key of the line with the addressee.
const ADDRESSEE: &str = "addressee";

/// Composes an order. `lack` says what is missing if it is addressed to nobody.
fn order(form: &Filled<'_>, addressee: &str, lack: &str, open: &[Entry<'_>]) -> Order {
    let words = form.words;
    let mut paper = Paper::of(form, words.order.to_owned());
    paper.say("number", Style::Centred, words.order_number);
    if addressee.is_empty() {
        paper.lack(form, ADDRESSEE, lack);
    } else {
        paper.say(
            ADDRESSEE,
            Style::Plain,
            format!("{addressee}{}", words.colon.trim_end()),
        );
    }
    let title = form.wording(&form.rubric.title);
    let values = [("title", title.trim()), ("count", &*open.len().to_string())];
    let opening = form.say(words.order_opening, &values);
    let days = open.iter().map(|row| row.problem.remedy.due.trim());
    let last = days
        .filter(|day| is_day(day) && (form.today.is_empty() || *day >= form.today))
        .max();
    let until = last.map(|day| form.say(words.order_until, &[("date", &form.day(day))]));
    let late = places(open, |row| row.problem.remedy.is_overdue(form.today));
    let late = (!late.is_empty()).then(|| form.say(words.order_overdue, &[("list", &form.list(late))]));
    let text = form.paragraph(std::iter::once(opening).chain(until).chain(late));
    paper.say("opening", Style::Body, text);
    let heads = [
        words.number,
        words.problem,
        words.about,
        words.measure,
        words.owner,
        words.due,
    ];
    let body = open.iter().enumerate().map(|(i, row)| {
        let texts = [
            form.problem(row.problem),
            form.named(&row.sheet.spec),
            row.measure().to_owned(),
            row.owner().to_owned(),
            row.due(form),
        ];
        numbered(i + 1, texts)
    });
    paper.show("order", "", made(vec![2, 8, 8, 8, 3, 4], &heads, body.collect()));
    let dateless = places(open, |row| row.problem.remedy.due.trim().is_empty());
    if !dateless.is_empty() {
        let what = form.say(words.lack_due_in, &[("list", &form.list(dateless))]);
        paper.lack(form, "due", &what);
    }
    paper.say("closing", Style::Body, words.order_closing);
    paper.say("seal", Style::Signature, words.order_seal);
    paper.say("date", Style::Signature, form.today_in_words());
    slip(form, &mut paper, open);
    Order {
        addressee: addressee.to_owned(),
        paper,
    }
}

/// Returns the numbers of the rows with a property.
fn places(rows: &[Entry<'_>], has: impl Fn(&Entry<'_>) -> bool) -> Vec<String> {
    let all = rows.iter().enumerate().filter(|(_, row)| has(row));
    all.map(|(i, _)| (i + 1).to_string()).collect()
}

/// Adds the reply slip.
fn slip(form: &Filled<'_>, paper: &mut Paper, open: &[Entry<'_>]) {
    let words = form.words;
    paper.push("slip", Content::PageBreak);
    paper.head("slip:heading", 1, words.slip);
    paper.say("slip:number", Style::Plain, words.slip_number);
    let body = open
        .iter()
        .enumerate()
        .map(|(i, row)| numbered(i + 1, [form.problem(row.problem), String::new(), String::new()]));
    let heads = [words.number, words.problem, words.slip_done, words.done_on];
    paper.show("slip", "", made(vec![2, 8, 10, 4], &heads, body.collect()));
    let below = [
        (words.slip_signed, "slip:signed"),
        (words.slip_seal, "slip:seal"),
        (words.day_blank, "slip:date"),
    ];
    for (text, key) in below {
        paper.say(key, Style::Signature, text);
    }
}

/// Returns a table of labels with a wide cell beside each.
pub(super) fn labelled(rows: impl IntoIterator<Item = (String, String)>) -> Table {
    let rows = rows.into_iter().map(|(label, text)| {
        let cells = [Cell::new(label, Align::Centre), Cell::new(text, Align::Start)];
        Row::new(RowKind::Plain, cells)
    });
    Table {
        widths: vec![2, 7],
        head: Vec::new(),
        rows: rows.collect(),
    }
}
