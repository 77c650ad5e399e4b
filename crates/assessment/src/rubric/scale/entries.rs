//! An open list of entries (convention 26): each earns a rate times its factors, and the entries add up. The person adds as
//! many as there are.

use super::{Family, Format, Grid, Worth};
use crate::Id;
use crate::answers::{Answer, Entry};
use crate::limits;
use crate::points::Decimal;
use crate::problem::Code;
use crate::rational::{Rational, Rounding};
use crate::read::{Reader, object};
use crate::rubric::Facts;
use crate::rubric::places::Places;
use crate::text::Text;

/// The name of the amount that says how many entries there are.
pub const COUNT: &str = "count";
/// The last part of the name of the text that says what an entry is.
pub const NAME: &str = "name";
/// The last part of the name of the text that says how an entry is proved.
pub const PROOF: &str = "proof";
/// The most factors of an entry: their product has an exact value.
const FACTORS: usize = 4;

object! {
    /// An open list of entries. Each earns `each` times the values of its factors, rounded, and the entries add up. It is
    /// answered once the number of entries is known, even zero, and every factor of each has a value.
    pub struct Entries {
        /// The points of an entry before its factors; 1 by default.
        optional "each" each: Decimal,
        /// The factors of every entry; none by default.
        many "factors" factors: Vec<Factor>,
        /// Only so many entries count, those with the most points; all by default.
        optional "best" best: u32,
        /// The most points that the entries give together. May be left out only in a bonus or penalty section.
        optional "most" most: Decimal,
        /// The most entries; 100 by default.
        optional "limit" limit: u32,
        /// Decimal places kept of each entry's points, 0 to 4, rounded half away from zero; 2 by default.
        optional "places" places: Places,
        /// Each entry has a field that says how it is proved, and a finding while that is blank; false by default.
        optional "proof" proof: bool,
    }
    => Entries::check
}

object! {
    /// A factor of an entry: one of several options, each with a value, or a number.
    pub struct Factor {
        /// Its id, unique in its criterion.
        required "id" id: Id,
        /// Its label.
        required "label" label: Text,
        /// Its options, where it is chosen; a number by default.
        many "options" options: Vec<FactorOption>,
        /// Its unit, where it is a number.
        optional "unit" unit: Text,
        /// The minimum of a number; 0 by default.
        optional "min" min: Decimal,
        /// The maximum of a number, which it must have.
        optional "max" max: Decimal,
        /// The step of a number; 1 by default.
        optional "step" step: Decimal,
    }
    => Factor::check
}

object! {
    /// An option of a factor.
    pub struct FactorOption {
        /// Its id, unique in its factor.
        required "id" id: Id,
        /// Its label.
        required "label" label: Text,
        /// Its value.
        required "value" value: Decimal,
    }
}

impl Factor {
    /// Whether it is chosen, and not a number.
    pub fn is_chosen(&self) -> bool {
        !self.options.is_empty()
    }

    /// The option with this id.
    pub fn chosen(&self, id: &str) -> Option<&FactorOption> {
        self.options.iter().find(|option| *option.id == *id)
    }

    /// The accepted values of a number.
    pub fn grid(&self) -> Grid {
        Grid {
            min: self.min.unwrap_or_default(),
            max: self.max.unwrap_or_default(),
            step: self.step.unwrap_or(Decimal::ONE),
        }
    }

    /// Its value at an entry, the first of which has the number 1; `None` if there is none.
    pub fn value(&self, number: u32, entry: &Entry) -> Option<Decimal> {
        let name = named(number, &self.id);
        if self.is_chosen() {
            self.chosen(entry.text(&name)?).map(|option| option.value)
        } else {
            entry.amount(&name)
        }
    }

    /// The largest value.
    fn most(&self) -> Decimal {
        let values = self.options.iter().map(|option| option.value);
        values.max().or(self.max).unwrap_or_default()
    }

    fn check(&self, at: u32, reader: &mut Reader<'_>) {
        if reader.has("options") {
            reader.key("options", |r| {
                r.check_list(self.options.iter().map(|option| &*option.id), limits::OF_SCALE);
                for (i, option) in self.options.iter().enumerate() {
                    r.index(i, |r| at_least(r, "value", Some(option.value), Decimal::ZERO));
                }
            });
            for key in ["unit", "min", "max", "step"] {
                let args = vec![("key", key.to_owned()), ("other", "options".to_owned())];
                if reader.has(key) {
                    reader.key(key, |r| r.problem(Code::KeyBeside, args));
                }
            }
            return;
        }
        let Grid { min, max, .. } = self.grid();
        if self.max.is_none() {
            reader.problem_at(at, Code::MissingKey, vec![("key", "max".to_owned())]);
        } else if min >= max {
            let args = vec![("min", min.to_string()), ("max", max.to_string())];
            reader.key("max", |r| r.problem(Code::MinimumAboveMaximum, args));
        }
        at_least(reader, "min", self.min, Decimal::ZERO);
        at_least(reader, "step", self.step, Decimal::SMALLEST);
    }
}

/// Reports a number below the least.
fn at_least(reader: &mut Reader<'_>, key: &'static str, value: Option<Decimal>, least: Decimal) {
    if let Some(value) = value.filter(|value| *value < least) {
        let args = vec![("value", value.to_string()), ("limit", least.to_string())];
        reader.key(key, |r| r.problem(Code::NumberTooSmall, args));
    }
}

/// The points, from the most down. A list has few: they are looked through again for each.
fn from_the_most(points: &[Decimal]) -> impl Iterator<Item = Decimal> {
    let mut left = points.to_vec();
    std::iter::from_fn(move || {
        let most = left.iter().copied().max()?;
        let at = left.iter().position(|points| *points == most)?;
        Some(left.swap_remove(at))
    })
}

/// The name of an amount or a text of an entry: its number, a dot, and the factor, [`NAME`] or [`PROOF`].
pub fn named(number: u32, own: &str) -> String {
    format!("{number}.{own}")
}

/// The number and the own part of such a name.
pub fn parted(name: &str) -> Option<(u32, &str)> {
    let (number, own) = name.split_once('.')?;
    let is_plain = !number.starts_with('0') && number.bytes().all(|b| b.is_ascii_digit());
    number
        .parse()
        .ok()
        .filter(|_| is_plain)
        .map(|number: u32| (number, own))
}

impl Entries {
    /// The points of an entry before its factors.
    pub fn rate(&self) -> Decimal {
        self.each.unwrap_or(Decimal::ONE)
    }

    /// The most entries.
    pub fn limit(&self) -> u32 {
        self.limit.unwrap_or(limits::OF_SCALE as u32)
    }

    /// The number of entries; `None` if it is not known.
    pub fn count(&self, entry: &Entry) -> Option<u32> {
        let count = entry.amount(COUNT)?.ten_thousandths() / 10_000;
        u32::try_from(count).ok()
    }

    /// The points of the entry with this number; `None` while one of its factors has no value.
    pub fn points_of(&self, number: u32, entry: &Entry) -> Option<Decimal> {
        let product = self
            .factors
            .iter()
            .try_fold(Rational::from(self.rate()), |product, factor| {
                product.checked_mul(factor.value(number, entry)?.into())
            });
        product?.rounded(self.places.map_or(2, |places| places.0), Rounding::Half)
    }

    /// The points of every entry, in order; those without a value of each factor have `None`.
    pub fn each_points(&self, entry: &Entry) -> Vec<Option<Decimal>> {
        let numbers = 1..=self.count(entry).unwrap_or_default();
        numbers.map(|number| self.points_of(number, entry)).collect()
    }

    /// The points of the entries that count: the best, as many as count. The most is not applied.
    pub fn sum(&self, points: &[Decimal]) -> Decimal {
        let best = self.best.map_or(points.len(), |best| best as usize);
        from_the_most(points).take(best).sum()
    }

    /// The number of the first entry whose proof is asked for and blank.
    pub fn without_proof(&self, entry: &Entry) -> Option<u32> {
        let is_blank = |number: &u32| {
            let proof = entry.text(&named(*number, PROOF));
            proof.is_none_or(|proof| proof.trim().is_empty())
        };
        let mut numbers = 1..=self.count(entry).unwrap_or_default();
        numbers.find(is_blank).filter(|_| self.proof == Some(true))
    }

    /// How many entries add nothing although they have points: the best ones give as much without them.
    pub fn beyond(&self, entry: &Entry) -> Option<u32> {
        let points: Vec<_> = self.each_points(entry).into_iter().flatten().collect();
        let earning = points.iter().filter(|points| **points > Decimal::ZERO).count() as u32;
        let most = self.most.unwrap_or(Decimal::LIMIT);
        let (mut sum, mut counted) = (Decimal::ZERO, 0);
        for points in from_the_most(&points).take(earning as usize) {
            if sum >= most || self.best.is_some_and(|best| counted == best) {
                break;
            }
            sum = sum + points;
            counted += 1;
        }
        Some(earning - counted).filter(|beyond| *beyond > 0)
    }

    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        at_least(reader, "each", self.each, Decimal::SMALLEST);
        at_least(reader, "most", self.most, Decimal::SMALLEST);
        for (key, value) in [("best", self.best), ("limit", self.limit)] {
            let (code, limit) = match value {
                Some(0) => (Code::NumberTooSmall, 1),
                Some(value) if value as usize > limits::OF_SCALE => (Code::NumberTooLarge, limits::OF_SCALE),
                _ => continue,
            };
            let args = vec![
                ("value", value.unwrap_or_default().to_string()),
                ("limit", limit.to_string()),
            ];
            reader.key(key, |r| r.problem(code, args));
        }
        reader.key("factors", |r| {
            if !self.factors.is_empty() {
                r.check_list(self.factors.iter().map(|factor| &*factor.id), FACTORS);
            }
            for (i, factor) in self.factors.iter().enumerate() {
                if [NAME, PROOF].contains(&&*factor.id) {
                    let args = vec![("value", factor.id.to_string())];
                    r.index(i, |r| r.key("id", |r| r.problem(Code::ReservedId, args)));
                }
            }
        });
        // Factors below 1 count as 1: so the products of some factors stay within the limit too.
        let largest = self
            .factors
            .iter()
            .try_fold(Rational::from(self.rate()), |product, factor| {
                product.checked_mul(factor.most().max(Decimal::ONE).into())
            });
        if largest.is_none_or(|largest| largest > Rational::from(Decimal::LIMIT)) {
            let value = largest.and_then(|largest| largest.rounded(4, Rounding::Half));
            let value = value.map_or_else(|| "…".to_owned(), |value| value.to_string());
            let args = vec![("value", value), ("limit", Decimal::LIMIT.to_string())];
            reader.problem(Code::ProductTooLarge, args);
        }
    }
}

impl Format for Entries {
    const WORDS: &[&str] = &["label", "unit"];
    const FIGURES: &[&str] = &["best", "limit", "proof", "each", "min", "max", "step"];
}

impl Family for Entries {
    fn maximum(&self) -> Option<Decimal> {
        Some(self.most.unwrap_or_default())
    }

    fn has_no_limit(&self) -> bool {
        self.most.is_none()
    }

    fn takes(&self, _: &Answer) -> bool {
        false
    }

    fn worth(&self, entry: &Entry, _: &Facts) -> Worth {
        if self.count(entry).is_none() {
            return Worth::Open;
        }
        let each: Option<Vec<_>> = self.each_points(entry).into_iter().collect();
        each.map_or(Worth::Open, |each| {
            Worth::Points(self.sum(&each).min(self.most.unwrap_or(Decimal::LIMIT)))
        })
    }

    fn field(&self, amount: &Id) -> Option<Grid> {
        if **amount == *COUNT {
            return Some(Grid {
                max: Decimal::whole(self.limit() as i32),
                ..Grid::COUNT
            });
        }
        let (number, own) = parted(amount)?;
        if number == 0 || number > self.limit() {
            return None;
        }
        let factor = self.factors.iter().find(|factor| *factor.id == *own)?;
        (!factor.is_chosen()).then(|| factor.grid())
    }

    fn takes_text(&self, name: &Id, text: &str) -> bool {
        let Some((number, own)) = parted(name).filter(|(number, _)| (1..=self.limit()).contains(number)) else {
            return false;
        };
        let factor = self.factors.iter().find(|factor| *factor.id == *own);
        match factor {
            Some(factor) => number > 0 && factor.chosen(text).is_some(),
            None => own == NAME || (own == PROOF && self.proof == Some(true)),
        }
    }

    fn is_of_amounts(&self) -> bool {
        true
    }
}
