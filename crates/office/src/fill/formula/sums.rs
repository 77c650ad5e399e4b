//! Formulas that are sums.

use super::tokens::Token;
use super::{Of, Term};

/// Brackets inside of one another.
const DEPTH: usize = 64;

/// Returns the terms of a formula, if it is a sum.
pub fn terms(tokens: &[Token]) -> Option<Vec<Term>> {
    let mut parser = Parser {
        tokens,
        at: 0,
        terms: Vec::new(),
        depth: 0,
    };
    parser.sum(false)?;
    (parser.at == tokens.len()).then_some(parser.terms)
}

/// Reads sums: terms with plus and minus between them, `SUM(…)`, and brackets.
struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    terms: Vec<Term>,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn eat(&mut self, sign: char) -> bool {
        let is_next = self.peek() == Some(&Token::Sign(sign));
        self.at += usize::from(is_next);
        is_next
    }

    fn sum(&mut self, is_less: bool) -> Option<()> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let mut less = is_less;
        while let Some(Token::Sign(sign @ ('+' | '-'))) = self.peek() {
            less ^= *sign == '-';
            self.at += 1;
        }
        self.term(less)?;
        loop {
            if self.eat('+') {
                less = is_less;
            } else if self.eat('-') {
                less = !is_less;
            } else {
                break;
            }
            while self.eat('-') {
                less = !less;
            }
            self.term(less)?;
        }
        self.depth -= 1;
        Some(())
    }

    fn term(&mut self, is_less: bool) -> Option<()> {
        let token = self.peek()?.clone();
        self.at += 1;
        match token {
            Token::Number(number) => self.terms.push(Term {
                is_less,
                of: Of::Number(number?),
            }),
            Token::Area(area) => {
                area.only()?;
                self.terms.push(Term {
                    is_less,
                    of: Of::Cell(area),
                });
            }
            Token::Defined(areas) => {
                let [area] = areas[..] else { return None };
                area.only()?;
                self.terms.push(Term {
                    is_less,
                    of: Of::Cell(area),
                });
            }
            Token::Sign('(') => {
                self.sum(is_less)?;
                self.eat(')').then_some(())?;
            }
            Token::Function(name) if name == "SUM" => {
                self.eat('(').then_some(())?;
                loop {
                    self.argument(is_less)?;
                    if self.eat(')') {
                        break;
                    }
                    self.eat(',').then_some(())?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// An argument of `SUM`: cells, or a sum.
    fn argument(&mut self, is_less: bool) -> Option<()> {
        let ends = |token: Option<&Token>| matches!(token, Some(Token::Sign(',' | ')')));
        let areas = match self.peek() {
            Some(Token::Area(area)) if ends(self.tokens.get(self.at + 1)) => vec![*area],
            Some(Token::Defined(areas)) if ends(self.tokens.get(self.at + 1)) => areas.clone(),
            _ => return self.sum(is_less),
        };
        self.at += 1;
        self.terms.extend(areas.into_iter().map(|area| Term {
            is_less,
            of: Of::Cells(area),
        }));
        Some(())
    }
}
