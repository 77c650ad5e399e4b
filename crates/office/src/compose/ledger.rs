//! The ledger of problems (整改台账): what is wrong, what is done about it, who does it, until when and how far it is.

use super::answer::problems;
use super::filled::Filled;
use super::say::criteria;
use super::{Align, Cell, Paper, Row, RowKind, Style, Table};
use assessment::answers::Deficiency;
use assessment::findings::is_mask;
use assessment::score::CriterionSheet;

/// A problem and the criterion that it is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'s> {
    /// The criterion.
    pub(super) sheet: &'s CriterionSheet,
    /// The problem.
    pub(super) problem: &'s Deficiency,
}

/// Returns every problem that says what is wrong, in the order of the form.
pub(super) fn rows<'s>(form: &Filled<'s>) -> Vec<Entry<'s>> {
    let all = criteria(&form.sheet.root)
        .flat_map(|sheet| problems(&sheet.entry).map(move |problem| Entry { sheet, problem }));
    all.collect()
}

impl Entry<'_> {
    /// Returns the units responsible for the criterion, without masks such as `***`.
    pub(super) fn units(&self, form: &Filled<'_>) -> String {
        let units = self.sheet.spec.units.iter().map(|unit| form.wording(unit));
        form.list(units.filter(|unit| !is_mask(unit)))
    }

    /// Returns the person responsible; empty if nobody is named.
    pub(super) fn owner(&self) -> &str {
        let owner = self.problem.remedy.owner.trim();
        if is_mask(owner) { "" } else { owner }
    }

    /// Returns the due day in words; empty if there is none.
    pub(super) fn due(&self, form: &Filled<'_>) -> String {
        form.day(self.problem.remedy.due.trim())
    }

    /// Returns what is to be done.
    pub(super) fn measure(&self) -> &str {
        self.problem.remedy.text.trim()
    }
}

/// Composes the ledger.
pub fn ledger(form: &Filled<'_>) -> Paper {
    let words = form.words;
    let mut paper = Paper::of(form, form.title(words.ledger));
    let rows = rows(form);
    if !form.today.trim().is_empty() {
        let about = form.say(words.as_of, &[("date", &form.today_in_words())]);
        paper.say("dated", Style::Centred, about);
    }
    if rows.is_empty() {
        paper.say("none", Style::Body, words.no_problems);
    } else {
        paper.show("ledger", "", table(form, &rows));
        for (key, what) in lacking(form, &rows) {
            paper.lack(form, key, &what);
        }
    }
    let unit = form.unit().unwrap_or_default();
    let seal = form.say(words.seal, &[("unit", &unit)]);
    paper.say("seal", Style::Signature, seal.trim_end());
    paper.say("date", Style::Signature, form.today_in_words());
    paper
}

/// Returns the table of the ledger.
fn table(form: &Filled<'_>, rows: &[Entry<'_>]) -> Table {
    let words = form.words;
    let heads = [
        words.number,
        words.problem,
        words.about,
        words.unit,
        words.owner,
        words.measure,
        words.due,
        words.state_of_measure,
    ];
    let body = rows.iter().enumerate().map(|(i, row)| {
        let texts = [
            form.problem(row.problem),
            form.named(&row.sheet.spec),
            row.units(form),
            row.owner().to_owned(),
            row.measure().to_owned(),
            row.due(form),
            form.progress(row.problem),
        ];
        numbered(i + 1, texts)
    });
    made(vec![2, 7, 7, 4, 3, 7, 4, 4], &heads, body.collect())
}

/// Returns the table of measures of a report.
pub(super) fn measures(form: &Filled<'_>, rows: &[Entry<'_>]) -> Table {
    let words = form.words;
    let heads = [
        words.number,
        words.problem,
        words.measure,
        words.owner,
        words.due,
        words.state_of_measure,
    ];
    let body = rows.iter().enumerate().map(|(i, row)| {
        let item = form.item(&row.sheet.spec);
        let text = form.problem_of(row.problem, &item);
        let texts = [
            text,
            row.measure().to_owned(),
            row.owner().to_owned(),
            row.due(form),
            form.progress(row.problem),
        ];
        numbered(i + 1, texts)
    });
    made(vec![2, 8, 8, 3, 4, 4], &heads, body.collect())
}

/// Returns a row of texts with its number.
pub(super) fn numbered(number: usize, texts: impl IntoIterator<Item = String>) -> Row {
    let first = Cell::new(number.to_string(), Align::Centre);
    let texts = texts.into_iter().map(|text| Cell::new(text, Align::Start));
    Row::new(RowKind::Plain, std::iter::once(first).chain(texts))
}

/// Returns a table with these heads.
pub(super) fn made(widths: Vec<u16>, heads: &[&str], rows: Vec<Row>) -> Table {
    let heads = heads.iter().map(|head| Cell::new(*head, Align::Centre));
    Table {
        widths,
        head: vec![Row::new(RowKind::Plain, heads)],
        rows,
    }
}

/// Returns what is missing in the rows of a table, by their numbers. Each with the end of a key.
pub(super) fn lacking(form: &Filled<'_>, rows: &[Entry<'_>]) -> Vec<(&'static str, String)> {
    let words = form.words;
    let numbers = |lacks: &dyn Fn(&Entry<'_>) -> bool| {
        let all = rows.iter().enumerate().filter(|(_, row)| lacks(row));
        let numbers: Vec<_> = all.map(|(i, _)| (i + 1).to_string()).collect();
        (!numbers.is_empty()).then(|| form.list(numbers))
    };
    let kinds: [(&str, &str, Option<String>); 3] = [
        ("text", words.lack_measure_in, numbers(&|row| row.measure().is_empty())),
        ("owner", words.lack_owner_in, numbers(&|row| row.owner().is_empty())),
        (
            "due",
            words.lack_due_in,
            numbers(&|row| row.problem.remedy.due.trim().is_empty()),
        ),
    ];
    let found = kinds.into_iter().filter_map(|(key, message, list)| {
        let list = list?;
        Some((key, form.say(message, &[("list", &list)])))
    });
    found.collect()
}
