//! A made-up rubric after the answers: what reads other lines is replaced by what was found there, line by line.

use super::{Fraction, Score, applies, exact, group, line};
use crate::model::{Condition, Figure, Given, Group, Line, Model, Replacing};

/// What came of a line.
#[derive(Clone)]
struct Done {
    applies: bool,
    answered: bool,
    waits: bool,
    word: Option<String>,
    amounts: Vec<(String, i64)>,
    score: Fraction,
}

impl Done {
    fn is_unknown(&self) -> bool {
        self.word.as_deref() == Some("dont-know")
    }
}

struct Pass<'m> {
    model: &'m Model,
    given: &'m [Option<Given>],
    lines: Vec<Done>,
    /// The points of each outermost group, if they are known.
    groups: Vec<Option<Fraction>>,
}

/// The model in which nothing reads other lines any more.
pub fn settled(model: &Model, given: &[Option<Given>]) -> Model {
    let mut pass = Pass {
        model,
        given,
        lines: Vec::new(),
        groups: Vec::new(),
    };
    let mut groups = Vec::new();
    for one in &model.groups {
        let first = pass.lines.len();
        let settled = pass.group(one, true);
        let mut own = given[first..].iter().cloned();
        let (score, _) = group(&settled, one.counts == "base", &mut own, model, &mut Vec::new());
        pass.groups
            .push(Some(score.score).filter(|_| score.scored == score.settled && score.waiting == 0));
        groups.push(settled);
    }
    Model {
        groups,
        ..model.clone()
    }
}

impl Pass<'_> {
    fn condition(&self, condition: &Condition) -> Option<Condition> {
        Some(Condition::Fixed(match condition {
            Condition::Answered(line) => Some(self.lines[*line].applies && self.lines[*line].answered),
            Condition::HasAnswer(line, any) => match &self.lines[*line] {
                done if !done.applies => Some(false),
                done if !done.answered => None,
                done => {
                    let has_it = done.word.as_ref().is_some_and(|word| any.contains(word));
                    (has_it || !done.is_unknown()).then_some(has_it)
                }
            },
            _ => return None,
        }))
    }

    fn figure(&self, figure: &Figure) -> Option<Figure> {
        Some(Figure::Fixed(match figure {
            Figure::Earned(line) => match &self.lines[*line] {
                done if !done.applies => Some(exact(0)),
                done => Some(done.score.clone()).filter(|_| done.answered && !done.waits && !done.is_unknown()),
            },
            Figure::EarnedIn(group, _) => self.groups[*group].clone(),
            Figure::Share(lines, any) => {
                let (mut found, mut all) = (0, 0);
                let mut is_known = true;
                for done in lines.iter().map(|line| &self.lines[*line]).filter(|done| done.applies) {
                    match &done.word {
                        Some(word) if word == "not-applicable" => {}
                        Some(word) if word == "dont-know" && !any.contains(word) => {}
                        _ if !done.answered => is_known = false,
                        word => {
                            all += 1;
                            found += i64::from(word.as_ref().is_some_and(|word| any.contains(word)));
                        }
                    }
                }
                (is_known && all > 0).then(|| exact(found * 1_000_000) / exact(all * 10_000))
            }
            Figure::Entered(line, name) => {
                let done = &self.lines[*line];
                let amount = done.amounts.iter().find(|(own, _)| own == name);
                amount.filter(|_| done.applies).map(|(_, amount)| exact(*amount))
            }
            _ => return None,
        }))
    }

    fn group(&mut self, group: &Group, around: bool) -> Group {
        let own = {
            let by = Replacing {
                condition: &|condition| self.condition(condition),
                figure: &|figure| self.figure(figure),
            };
            group.applies.as_ref().map(|one| one.replaced(&by))
        };
        let around = around && applies(&own, &self.model.known);
        let lines = group.lines.iter().map(|line| self.line(line, around)).collect();
        let groups = group.groups.iter().map(|inner| self.group(inner, around)).collect();
        Group {
            lines,
            groups,
            applies: own,
            ..group.clone()
        }
    }

    fn line(&mut self, spec: &Line, around: bool) -> Line {
        let settled = {
            let by = Replacing {
                condition: &|condition| self.condition(condition),
                figure: &|figure| self.figure(figure),
            };
            Line {
                applies: spec.applies.as_ref().map(|one| one.replaced(&by)),
                scale: spec.scale.replaced(&by),
                ..spec.clone()
            }
        };
        let given = self.given[self.lines.len()].as_ref();
        let score: Score = line(&settled, given, self.model);
        let amounts = match given {
            Some(Given::Amounts(all)) => all.clone(),
            _ => Vec::new(),
        };
        self.lines.push(Done {
            applies: around && score.items > 0,
            answered: score.answered > 0,
            waits: score.waiting > 0,
            word: given.and_then(|given| spec.word(given)),
            amounts,
            score: score.score,
        });
        settled
    }
}
