//! An answer on any scale.

use crate::chance::Chance;
use assessment::Id;
use assessment::answers::{Amounts, Answer, Entry};
use assessment::points::Decimal;
use assessment::rubric::scale::{ANSWER, Asked, COUNT, Clause, Grid, NAME, OfOne, POINTS, PROOF, Quantity, named};
use assessment::rubric::{Criterion, Facts, Scale};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The named amounts and texts of an entry while it is made.
#[derive(Default)]
struct Names {
    amounts: BTreeMap<Id, Decimal>,
    texts: BTreeMap<Id, Rc<str>>,
}

impl Names {
    fn amount(&mut self, name: &str, amount: Decimal) {
        self.amounts.extend(Id::new(name).map(|id| (id, amount)));
    }

    fn text(&mut self, name: &str, text: &str) {
        self.texts.extend(Id::new(name).map(|id| (id, Rc::from(text))));
    }

    fn ticks<'c>(&mut self, clauses: impl IntoIterator<Item = &'c Clause>, is_met: bool) {
        for clause in clauses {
            self.amount(&clause.id, Decimal::whole(is_met.into()));
        }
    }
}

/// An entry with an answer that is about so good, from 0 to 1000.
pub fn answered(criterion: &Criterion, facts: &Facts, good: u64, chance: &mut Chance) -> Entry {
    let mut names = Names::default();
    let answer = answer(&criterion.scale, facts, good, chance, &mut names);
    Entry {
        answer,
        amounts: Amounts {
            taken: Rc::new(names.amounts),
            texts: Rc::new(names.texts),
            refused: Rc::default(),
        },
        ..Entry::default()
    }
}

fn answer(scale: &Scale, facts: &Facts, good: u64, chance: &mut Chance, names: &mut Names) -> Option<Answer> {
    match scale {
        Scale::Points(scale) => {
            if let Some(measure) = &scale.measured {
                numbers(&measure.quantity, good, chance, names);
            }
            return Some(Answer::Points(on(scale.grid(), good)));
        }
        Scale::Levels(scale) => {
            // The best first, as far as points say so.
            let mut levels: Vec<_> = scale.levels.iter().collect();
            levels.sort_by_key(|level| std::cmp::Reverse(level.points.or(level.to)));
            let level = levels[place(levels.len(), good)];
            names.ticks(&level.clauses, !chance.happens(50));
            return Some(match scale.range(level) {
                Some(range) => Answer::Points(on(range, good)),
                None => Answer::Level(level.id.clone()),
            });
        }
        Scale::YesNo(scale) => {
            let wrong = if scale.points.is_none() || scale.is_right(&Answer::No) {
                Answer::Yes
            } else {
                Answer::No
            };
            let right = if wrong == Answer::Yes { Answer::No } else { Answer::Yes };
            let least = if scale.points.is_none() { 40 } else { 350 };
            return Some(match good {
                _ if scale.points.is_none() && !chance.happens(10) => right,
                good if good < least => wrong,
                good if good < 550 && scale.partial.is_some() => Answer::Partial,
                _ => right,
            });
        }
        Scale::Comment(_) => return Some(Answer::Comment("已核对，情况属实。".into())),
        Scale::Parts(scale) => {
            for part in scale.parts.iter().filter(|part| part.applies(facts)) {
                let good = chance.near(good);
                names.amount(&part.id, on(Grid::up_to(part.max, part.step), good));
            }
        }
        Scale::Checklist(scale) => {
            for item in scale.items.iter().filter(|item| !item.is_exclusive()) {
                names.amount(&item.id, Decimal::whole((chance.below(1000) < good).into()));
            }
        }
        Scale::Measure(scale) => numbers(&scale.quantity, good, chance, names),
        Scale::Deductions(scale) => {
            for finding in &scale.findings {
                let most = if finding.each.is_some() { 4 } else { 1 };
                let count = chance.below(1000).saturating_sub(good) * most / 600;
                names.amount(&finding.id, Decimal::whole(count.min(9) as i32));
            }
        }
        Scale::Tiers(scale) => {
            let from = place(scale.tiers.len() + 1, good);
            for (i, tier) in scale.tiers.iter().enumerate() {
                names.ticks(&tier.clauses, i >= from);
            }
        }
        Scale::Entries(scale) => {
            let count = chance.below(u64::from(scale.limit().min(4)) + 1) as u32;
            names.amount(COUNT, Decimal::whole(count as i32));
            for number in 1..=count {
                names.text(&named(number, NAME), &format!("第{number}项"));
                if scale.proof == Some(true) {
                    names.text(&named(number, PROOF), &format!("证明材料{number}"));
                }
                for factor in &scale.factors {
                    let name = named(number, &factor.id);
                    if factor.is_chosen() {
                        names.text(&name, &chance.one(&factor.options).id);
                    } else {
                        names.amount(&name, on(factor.grid(), chance.below(1001)));
                    }
                }
            }
        }
        Scale::Each(scale) => {
            for (number, _) in facts.subjects(&scale.of) {
                let good = chance.near(good);
                match &scale.scale {
                    OfOne::Points(points) => names.amount(&named(number, POINTS), on(points.scale().grid(), good)),
                    OfOne::Levels(levels) => {
                        let level = &levels.levels[place(levels.levels.len(), good)];
                        names.text(&named(number, ANSWER), &level.id);
                    }
                    OfOne::YesNo(scale) => {
                        let is_yes = scale.is_right(&Answer::Yes) == (good > 300);
                        names.text(&named(number, ANSWER), if is_yes { "yes" } else { "no" });
                    }
                }
            }
        }
    }
    None
}

/// The numbers of a quantity. Those that the profile gives are not entered.
fn numbers(quantity: &Quantity, good: u64, chance: &mut Chance, names: &mut Names) {
    let is_share = matches!(quantity, Quantity::Ratio(_));
    for (place, (name, asked)) in quantity.asked().into_iter().enumerate() {
        if asked.from.is_none() {
            let of = if is_share && place == 0 { 900 } else { 1000 };
            names.amount(name, number(asked, chance.near(good).min(of)));
        }
    }
}

fn number(asked: &Asked, good: u64) -> Decimal {
    let least = asked.min.unwrap_or_default();
    let usual = least + Decimal::whole(100);
    let grid = Grid {
        min: least,
        max: asked.max.map_or(usual, |most| most.min(usual)),
        step: asked.step.unwrap_or(Decimal::ONE),
    };
    on(grid, good)
}

/// The amount of a grid that is so good, from 0 to 1000: the best is the most.
pub fn on(grid: Grid, good: u64) -> Decimal {
    let step = grid.step.ten_thousandths().max(1);
    let steps = (grid.max - grid.min).ten_thousandths() / step;
    let at = (steps * good.min(1000) as i64 + 500) / 1000;
    let amount = grid.min.ten_thousandths() + at * step;
    Decimal::of_ten_thousandths(amount.into()).unwrap_or_default()
}

/// The place of an answer among several, the best first.
fn place(count: usize, good: u64) -> usize {
    let at = (1000 - good.min(1000)) as usize * count / 1001;
    at.min(count.saturating_sub(1))
}
