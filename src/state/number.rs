//! Numbers as people type and paste them: digits of other scripts, a decimal comma, a unit behind the number. A text is accepted if it can
//! mean only one number of the field, and refused with a message if it can mean two.

use super::scale_input::{POINT_UNITS, amount_units};
use assessment::Id;
use assessment::points::Decimal;
use assessment::rubric::scale::{Grid, Refusal};
use assessment::rubric::{Criterion, Field};
use assessment::text::Text;

/// The digit zero of each supported script. The other nine digits follow it.
const ZEROS: [char; 7] = ['0', '０', '٠', '۰', '०', '০', '๐'];
/// The maximum length of a text: every accepted number is far shorter.
const LONGEST: usize = 64;

/// Why a text is refused as a number of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// The number is not one of the field, or the text is not a number.
    Refused(Refusal),
    /// The text can be read as either of these.
    Ambiguous(Decimal, Decimal),
}

/// The number typed into the field for a criterion's points, which accepts the amounts of these grids.
///
/// # Errors
pub fn read_points(grids: &[Grid], text: &str) -> Result<Decimal, Unread> {
    read(grids, text, &POINT_UNITS)
}

/// The number typed into the field of a named amount; `None` if the criterion has no such amount.
pub fn read_amount(criterion: &Criterion, name: &Id, text: &str) -> Option<Result<Decimal, Unread>> {
    let grid = criterion.scale.family().field(name)?;
    Some(read(&[grid], text, &amount_units(&criterion.scale, name)))
}

/// The number typed into a profile field, if the field accepts it.
pub fn read_field(field: &Field, text: &str) -> Option<Decimal> {
    let units = field.unit.iter().flat_map(Text::all).collect::<Vec<_>>();
    let take = |text: &str| {
        Decimal::typed(text)
            .ok()
            .filter(|number| field.takes(*number))
            .ok_or(())
    };
    match &readings(text, &units)[..] {
        [point, thousands] => only_one(point, take(point), take(thousands)),
        [only] => take(only).ok(),
        _ => None,
    }
}

/// The total that a person copied from elsewhere.
pub fn read_total(text: &str) -> Option<Decimal> {
    match &readings(text, &POINT_UNITS)[..] {
        [only] => Decimal::typed(only).ok(),
        _ => None,
    }
}

/// Whether a text is a number, whether or not a field accepts it.
pub fn is_number(text: &str) -> bool {
    readings(text, &POINT_UNITS)
        .iter()
        .any(|text| Decimal::typed(text).is_ok())
}

fn read(grids: &[Grid], text: &str, units: &[&str]) -> Result<Decimal, Unread> {
    match &readings(text, units)[..] {
        [point, thousands] => {
            let taken = only_one(point, Grid::typed_on(grids, point), Grid::typed_on(grids, thousands));
            taken.ok_or_else(|| match (Decimal::typed(point), Decimal::typed(thousands)) {
                (Ok(first), Ok(second)) => Unread::Ambiguous(first, second),
                _ => Unread::Refused(Refusal::NotANumber),
            })
        }
        [only, ..] => Grid::typed_on(grids, only).map_err(Unread::Refused),
        [] => Err(Unread::Refused(Refusal::NotANumber)),
    }
}

/// The meant one of two readings, if the field accepts only one. Nobody writes zeros at the end of a fraction: `1,000` is one thousand to
/// the person who typed it, even if the field accepts 1.
fn only_one<E>(point: &str, with_point: Result<Decimal, E>, with_thousands: Result<Decimal, E>) -> Option<Decimal> {
    match (with_point, with_thousands) {
        (Err(_), Ok(number)) => Some(number),
        (Ok(number), Err(_)) if !point.ends_with('0') => Some(number),
        _ => None,
    }
}

/// The plain numerals that a text can be read as: one, or two if a comma can be a decimal comma (the first) or a thousands separator.
fn readings(text: &str, units: &[&str]) -> Vec<String> {
    let text = text.trim();
    if text.len() > LONGEST * 4 {
        return vec![text.to_owned()];
    }
    let text = plain(text);
    let number = without_unit(&text, units);
    let number = number
        .strip_prefix('+')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')))
        .unwrap_or(number);
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let commas = digits.matches(',').count();
    if commas == 0 {
        return vec![number.to_owned()];
    }
    // A trailing comma is typed on the way to the next digit.
    let digits = digits.strip_suffix(',').filter(|_| commas == 1).unwrap_or(digits);
    let all = [decimal_comma(digits), thousands(digits, ',', '.')];
    let mut found: Vec<_> = all
        .into_iter()
        .flatten()
        .map(|digits| format!("{sign}{digits}"))
        .collect();
    if found.is_empty() {
        found.push(number.to_owned());
    }
    found.dedup();
    found
}

/// A text in plain characters: digits, point, comma and signs of other scripts converted to ASCII, zero-width marks removed.
fn plain(text: &str) -> String {
    let shown = |c: &char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let plain = text.chars().filter(shown).map(|c| match c {
        '。' | '．' | '｡' | '·' | '٫' => '.',
        '，' | '﹐' => ',',
        '－' | '−' | '–' | '﹣' | '‐' | '‑' => '-',
        '＋' => '+',
        '％' => '%',
        _ => digit(c).unwrap_or(c),
    });
    plain.collect::<String>().trim().to_owned()
}

fn digit(c: char) -> Option<char> {
    ZEROS.iter().find_map(|zero| {
        let value = (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10)?;
        char::from_digit(value, 10)
    })
}

/// A number without its unit, if it has one of these.
fn without_unit<'t>(text: &'t str, units: &[&str]) -> &'t str {
    let cut = |unit: &&str| {
        let unit = plain(unit);
        let at = text.len().checked_sub(unit.len()).filter(|_| !unit.is_empty())?;
        let (number, end) = text.split_at_checked(at)?;
        let number = number.trim_end();
        let is_it = end.eq_ignore_ascii_case(&unit) && number.ends_with(|c: char| c.is_ascii_digit() || c == '.');
        is_it.then_some(number)
    };
    // Of 分 and 分钟 only one can follow a number; the shortest rest is the one with the longest unit removed.
    units
        .iter()
        .filter_map(cut)
        .min_by_key(|number| number.len())
        .unwrap_or(text)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `2,5` and `1.234,5` in the notation with a decimal comma.
fn decimal_comma(digits: &str) -> Option<String> {
    let (whole, fraction) = digits.rsplit_once(',').unwrap_or((digits, "0"));
    let whole = match whole {
        "" => "0".to_owned(),
        whole if is_digits(whole) => whole.to_owned(),
        whole => thousands(whole, '.', ',').filter(|_| whole.contains('.'))?,
    };
    is_digits(fraction).then(|| format!("{whole}.{fraction}"))
}

/// `1,000` and `1,234.5` with a thousands separator: groups of three after a first group that does not begin with zero.
fn thousands(digits: &str, mark: char, point: char) -> Option<String> {
    let (whole, fraction) = digits.split_once(point).unwrap_or((digits, "0"));
    let mut groups = whole.split(mark);
    let first = groups
        .next()
        .filter(|first| is_digits(first) && first.len() <= 3 && !first.starts_with('0'))?;
    let rest: Vec<_> = groups.collect();
    let is_grouped = !rest.is_empty() && rest.iter().all(|group| is_digits(group) && group.len() == 3);
    let number = || match fraction {
        "0" => format!("{first}{}", rest.concat()),
        fraction => format!("{first}{}.{fraction}", rest.concat()),
    };
    (is_grouped && is_digits(fraction)).then(number)
}
