//! How a made-up rubric is written as a file.

use super::{
    Applies, Condition, Cost, Each, Factor, Figure, Group, Line, Listed, Model, One, Scale, Side, Table, show,
};
use crate::kit::headed;
use assessment::rubric::report::{NAMES, OF_CRITERION, OF_SECTION};
use assessment::rubric::{Feature, ReportPartKind};

fn list<T>(all: &[T], one: impl Fn(usize, &T) -> String) -> String {
    let all: Vec<_> = all.iter().enumerate().map(|(i, item)| one(i, item)).collect();
    all.join(", ")
}

fn condition(applies: &Applies) -> String {
    let of = |condition: &Condition| format!(r#""appliesIf": {}, "#, condition.json());
    applies.as_ref().map(of).unwrap_or_default()
}

/// Where a number comes from the profile.
fn from(figure: &Option<Figure>) -> String {
    let of = |figure: &Figure| format!(r#", "from": {}"#, figure.json());
    figure.as_ref().map(of).unwrap_or_default()
}

fn member(key: &str, amount: Option<i64>) -> String {
    amount
        .map(|amount| format!(r#""{key}": {}, "#, show(amount)))
        .unwrap_or_default()
}

fn other(other: &Option<(Condition, i64)>) -> String {
    let of = |(condition, weight): &(Condition, i64)| {
        format!(
            r#""weights": [{{ "if": {}, "weight": {} }}], "#,
            condition.json(),
            show(*weight)
        )
    };
    other.as_ref().map(of).unwrap_or_default()
}

impl Table {
    fn json(&self) -> String {
        let steps = |key: &str, all: &[(i64, i64)]| {
            list(all, |_, (at, points)| {
                format!(r#"{{ "{key}": {}, "points": {} }}"#, show(*at), show(*points))
            })
        };
        match self {
            Self::Steps(all) => format!(r#"{{ "kind": "steps", "steps": [{}] }}"#, steps("atLeast", all)),
            Self::Lower(all) => format!(
                r#"{{ "kind": "lower-is-better", "steps": [{}] }}"#,
                steps("atMost", all)
            ),
            Self::Ranges(all) => {
                let ranges = list(all, |_, (from, to, points)| {
                    format!(
                        r#"{{ {}{}"points": {} }}"#,
                        member("from", *from),
                        member("to", *to),
                        show(*points)
                    )
                });
                format!(r#"{{ "kind": "ranges", "ranges": [{ranges}] }}"#)
            }
            Self::Linear(from, to, points, places) => format!(
                r#"{{ "kind": "linear", "from": {}, "to": {}, "points": {}, "places": {places} }}"#,
                show(*from),
                show(*to),
                show(*points)
            ),
            Self::Each(each, most, places) => format!(
                r#"{{ "kind": "each", "each": {}, "most": {}, "places": {places} }}"#,
                show(*each),
                show(*most)
            ),
            Self::Target {
                target,
                points,
                above,
                below,
                least,
                most,
                places,
            } => {
                let sides = [side("above", above), side("below", below)].concat();
                let (least, most) = (member("least", Some(*least)), member("most", *most));
                format!(
                    r#"{{ "kind": "target", "target": {}, {sides}{least}{most}"points": {}, "places": {places} }}"#,
                    show(*target),
                    show(*points)
                )
            }
            Self::Knots(all, places) => {
                let knots = list(all, |_, (at, points)| {
                    format!(r#"{{ "at": {}, "points": {} }}"#, show(*at), show(*points))
                });
                format!(r#"{{ "kind": "knots", "knots": [{knots}], "places": {places} }}"#)
            }
        }
    }
}

fn side(key: &str, side: &Option<Side>) -> String {
    let of = |(per, each, part): &Side| {
        format!(
            r#""{key}": {{ "per": {}, "each": {}, "part": "{part}" }}, "#,
            show(*per),
            show(*each)
        )
    };
    side.as_ref().map(of).unwrap_or_default()
}

impl Cost {
    fn json(&self, i: usize) -> String {
        let (each, beyond) = (member("each", self.each), member("beyond", self.beyond));
        format!(r#"{{ "id": "f{i}", {each}{beyond}"all": {}, "label": "F" }}"#, self.all)
    }
}

impl Scale {
    fn json(&self) -> String {
        match self {
            Self::Points(min, max, measured) => {
                let measured = measured.as_ref().map(|table| {
                    let quantity = r#"{ "kind": "number", "label": "N" }"#;
                    format!(
                        r#", "measured": {{ "quantity": {quantity}, "table": {} }}"#,
                        table.json()
                    )
                });
                format!(
                    r#"{{ "kind": "points", "min": {}, "max": {}, "step": 0.5{} }}"#,
                    show(*min),
                    show(*max),
                    measured.unwrap_or_default()
                )
            }
            Self::Named(count) => {
                let levels: Vec<_> = (0..*count)
                    .map(|i| format!(r#"{{ "id": "l{i}", "label": "L" }}"#))
                    .collect();
                format!(r#"{{ "kind": "levels", "levels": [{}] }}"#, levels.join(", "))
            }
            Self::Claim => r#"{ "kind": "yes-no" }"#.to_owned(),
            Self::Levels(levels, max) => {
                let levels = list(levels, |i, points| {
                    // The first level has a clause, which nobody meets.
                    let clauses = if i == 0 {
                        r#", "clauses": [{ "id": "k", "label": "K" }]"#
                    } else {
                        ""
                    };
                    format!(
                        r#"{{ "id": "l{i}", "label": "L", "points": {}{clauses} }}"#,
                        show(*points)
                    )
                });
                format!(r#"{{ "kind": "levels", {}"levels": [{levels}] }}"#, member("max", *max))
            }
            Self::YesNo(points, partial, no) => format!(
                r#"{{ "kind": "yes-no", {}"right": "{}", "points": {} }}"#,
                member("partial", *partial),
                if *no { "no" } else { "yes" },
                show(*points)
            ),
            Self::Comment => r#"{ "kind": "comment" }"#.to_owned(),
            Self::Parts(parts) => {
                let parts = list(parts, |i, (most, applies)| {
                    let condition = condition(applies);
                    format!(
                        r#"{{ "id": "p{i}", "label": "P", {condition}"max": {}, "step": 0.5 }}"#,
                        show(*most)
                    )
                });
                format!(r#"{{ "kind": "parts", "parts": [{parts}] }}"#)
            }
            Self::Checklist(count, steps, excludes) => {
                let items: Vec<_> = (0..*count)
                    .map(|i| {
                        format!(
                            r#"{{ "id": "i{i}", "exclusive": {}, "label": "I" }}"#,
                            *excludes && i + 1 == *count
                        )
                    })
                    .collect();
                let steps = list(steps, |_, (at, points)| {
                    format!(r#"{{ "atLeast": {at}, "points": {} }}"#, show(*points))
                });
                format!(
                    r#"{{ "kind": "checklist", "items": [{}], "steps": [{steps}] }}"#,
                    items.join(", ")
                )
            }
            Self::Deductions(max, floor, findings) => {
                let findings = list(findings, |i, each| {
                    format!(r#"{{ "id": "f{i}", "label": "F", "each": {} }}"#, show(*each))
                });
                format!(
                    r#"{{ "kind": "deductions", "max": {}, "floor": {}, "findings": [{findings}] }}"#,
                    show(*max),
                    show(*floor)
                )
            }
            Self::Ranged(ranges) => {
                let levels = list(ranges, |i, (from, to)| {
                    format!(
                        r#"{{ "id": "l{i}", "label": "L", "from": {}, "to": {} }}"#,
                        show(*from),
                        show(*to)
                    )
                });
                format!(r#"{{ "kind": "levels", "step": 0.5, "levels": [{levels}] }}"#)
            }
            Self::Honours(points, best, most, excludes) => {
                let count = points.len();
                let items = list(points, |i, points| {
                    let exclusive = *excludes && i + 1 == count;
                    format!(
                        r#"{{ "id": "i{i}", "exclusive": {exclusive}, "label": "I", "points": {} }}"#,
                        show(*points)
                    )
                });
                let (combine, most) = (if *best { "max" } else { "sum" }, member("most", *most));
                format!(r#"{{ "kind": "checklist", "combine": "{combine}", {most}"items": [{items}] }}"#)
            }
            Self::Beyond(max, floor, exhausted, findings) => {
                let (findings, exhausted) = (list(findings, |i, cost| cost.json(i)), member("exhausted", *exhausted));
                format!(
                    r#"{{ "kind": "deductions", "max": {}, "floor": {}, {exhausted}"findings": [{findings}] }}"#,
                    show(*max),
                    show(*floor)
                )
            }
            Self::Takes(findings) => {
                let findings = list(findings, |i, each| {
                    format!(r#"{{ "id": "f{i}", "label": "F", "each": {} }}"#, show(*each))
                });
                format!(r#"{{ "kind": "deductions", "findings": [{findings}] }}"#)
            }
            Self::Entries(listed) => listed.json(),
            Self::Each(each) => each.json(),
            Self::Tiers(tiers) => {
                let mut clause = 0;
                let tiers: Vec<_> = tiers
                    .iter()
                    .enumerate()
                    .map(|(i, (points, clauses))| {
                        let own = (clause..clause + clauses).map(|i| format!(r#"{{ "id": "i{i}", "label": "C" }}"#));
                        let own: Vec<_> = own.collect();
                        clause += clauses;
                        format!(
                            r#"{{ "id": "l{i}", "label": "T", "points": {}, "clauses": [{}] }}"#,
                            show(*points),
                            own.join(", ")
                        )
                    })
                    .collect();
                format!(r#"{{ "kind": "tiers", "tiers": [{}] }}"#, tiers.join(", "))
            }
            Self::Number(table, figure) => format!(
                r#"{{ "kind": "measure", "quantity": {{ "kind": "number", "label": "N", "step": 0.5{} }}, "table": {} }}"#,
                from(figure),
                table.json()
            ),
            Self::Reached(table, rows, percent) => {
                let rows = list(rows, |i, least| {
                    format!(
                        r#"{{ "id": "r{i}", "number": {{ "label": "R", "step": 0.5 }}, "atLeast": {} }}"#,
                        show(*least)
                    )
                });
                format!(
                    r#"{{ "kind": "measure", "quantity": {{ "kind": "reached", "percent": {percent}, "rows": [{rows}] }}, "table": {} }}"#,
                    table.json()
                )
            }
            Self::Compared(table, to, less) => format!(
                r#"{{ "kind": "measure", "quantity": {{ "kind": "compared", "to": "{to}", "less": {less}, "number": {{ "label": "N", "step": 0.5 }} }}, "table": {} }}"#,
                table.json()
            ),
            Self::Change(table, [now, before], percent) => format!(
                r#"{{ "kind": "measure", "quantity": {{ "kind": "change", "percent": {percent}, "now": {{ "label": "N"{} }}, "before": {{ "label": "B"{} }} }}, "table": {} }}"#,
                from(now),
                from(before),
                table.json()
            ),
            Self::Ratio(table, [numerator, denominator]) => format!(
                r#"{{ "kind": "measure", "quantity": {{ "kind": "ratio", "numerator": {{ "label": "N"{} }}, "denominator": {{ "label": "D"{} }} }}, "table": {} }}"#,
                from(numerator),
                from(denominator),
                table.json()
            ),
        }
    }
}

impl Each {
    fn json(&self) -> String {
        let one = match &self.one {
            One::Points(most) => format!(r#"{{ "kind": "points", "max": {}, "step": 0.5 }}"#, show(*most)),
            One::Levels(levels) => {
                let levels = list(levels, |i, points| {
                    format!(r#"{{ "id": "l{i}", "label": "L", "points": {} }}"#, show(*points))
                });
                format!(r#"{{ "kind": "levels", "levels": [{levels}] }}"#)
            }
            One::YesNo(points, partial) => {
                format!(
                    r#"{{ "kind": "yes-no", {}"points": {} }}"#,
                    member("partial", *partial),
                    show(*points)
                )
            }
        };
        let more = match self.together {
            "sum" => member("most", Some(self.most)),
            "passing" => member("pass", Some(self.pass)),
            _ => String::new(),
        };
        format!(
            r#"{{ "kind": "each", "of": "list", "combine": "{}", {more}"places": {}, "scale": {one} }}"#,
            self.together, self.places
        )
    }
}

impl Listed {
    fn json(&self) -> String {
        let factors = list(&self.factors, |i, factor| match factor {
            Factor::Choice(values) => {
                let options = list(values, |i, value| {
                    format!(r#"{{ "id": "o{i}", "label": "O", "value": {} }}"#, show(*value))
                });
                format!(r#"{{ "id": "k{i}", "label": "K", "options": [{options}] }}"#)
            }
            Factor::Number(most) => format!(
                r#"{{ "id": "k{i}", "label": "K", "max": {}, "step": 0.05 }}"#,
                show(*most)
            ),
        });
        let best = self.best.map(|best| format!(r#""best": {best}, "#)).unwrap_or_default();
        let (each, most) = (show(self.each), member("most", self.most));
        format!(
            r#"{{ "kind": "entries", "each": {each}, {best}{most}"places": {}, "factors": [{factors}] }}"#,
            self.places
        )
    }
}

impl Line {
    fn json(&self, id: usize) -> String {
        let (weight, condition) = (member("weight", self.weight), condition(&self.applies));
        let share = if self.not_applicable == Some("share") {
            member("share", Some(self.share))
        } else {
            String::new()
        };
        let policy = |counts| format!(r#""notApplicable": {{ {share}"counts": "{counts}" }}, "#);
        let policy = self.not_applicable.map(policy).unwrap_or_default();
        let (scale, other, dont_know) = (self.scale.json(), other(&self.other), self.dont_know);
        format!(
            r#"{{ "id": "c{id}", "text": "C", {weight}{other}{condition}{policy}"dontKnow": {dont_know}, "scale": {scale} }}"#
        )
    }
}

impl Group {
    fn json(&self, model: &Model, next: &mut (usize, usize)) -> String {
        let id = next.0;
        next.0 += 1;
        let mut lines = Vec::new();
        for line in &self.lines {
            lines.push(line.json(next.1));
            next.1 += 1;
        }
        let groups: Vec<_> = self.groups.iter().map(|inner| inner.json(model, next)).collect();
        let amounts = [
            ("weight", self.weight),
            ("cap", self.cap),
            ("floor", self.floor),
            ("starts", self.starts),
        ];
        let amounts: String = amounts.into_iter().map(|(key, amount)| member(key, amount)).collect();
        let other = other(&self.other);
        let (lines, groups, condition) = (lines.join(",\n"), groups.join(",\n"), condition(&self.applies));
        let percent = match self.percent {
            None => String::new(),
            Some(_) => {
                let of = model.percent_of(self).map(|of| {
                    let before: usize = model.groups[..of].iter().map(Group::sections).sum();
                    format!(r#""of": "s{before}", "#)
                });
                format!(r#""percent": true, {}"#, of.unwrap_or_default())
            }
        };
        let each = self.each.map(|(together, pass, places)| {
            let pass = if together == "passing" {
                member("pass", Some(pass))
            } else {
                String::new()
            };
            format!(r#""each": {{ "combine": "{together}", {pass}"places": {places} }}, "#)
        });
        let each = each.unwrap_or_default();
        // A pool has no such key.
        let counts = match self.starts {
            Some(_) => String::new(),
            None => format!(r#""counts": "{}", "#, self.counts),
        };
        format!(
            r#"{{ "id": "s{id}", "title": "S", {amounts}{other}{each}{condition}{counts}{percent}"criteria": [{lines}], "sections": [{groups}] }}"#
        )
    }
}

/// One of the names that texts of a report may have in braces.
fn name(seed: usize) -> String {
    let sections = OF_SECTION.map(|what| format!("section.s0.{what}"));
    let criteria = OF_CRITERION.map(|what| format!("criterion.c0.{what}"));
    let others = ["profile.stage", "profile.t.a.k", "role.head"].map(str::to_owned);
    let plain = NAMES.map(str::to_owned);
    let all: Vec<_> = [&plain[..], &sections, &criteria, &others].concat();
    all[seed % all.len()].clone()
}

impl Model {
    /// The report, with a comma behind it; nothing where the rubric gives none.
    fn report(&self) -> String {
        let mut parts: Vec<(&str, String)> = Vec::new();
        for seed in &self.report {
            let part = ReportPartKind::WORDS[seed % 8];
            if part != "text" && parts.iter().any(|(there, _)| *there == part) {
                continue;
            }
            let heading = match seed / 8 % 3 {
                0 => "",
                1 => r#", "heading": "Up to {max} points""#,
                _ => r#", "heading": { "zh-CN": "共{total}分", "en": "{total} points" }"#,
            };
            let text = match seed / 24 % 4 {
                0 if part != "text" => String::new(),
                _ => format!(r#", "text": "{{{}}} and {{{}}}""#, name(seed / 96), name(seed / 9973)),
            };
            parts.push((part, format!(r#"{{ "part": "{part}"{heading}{text} }}"#)));
        }
        if parts.is_empty() {
            return String::new();
        }
        format!(r#""report": [{}],"#, list(&parts, |_, (_, part)| part.clone()))
    }

    pub fn json(&self) -> String {
        let mut next = (0, 0);
        let groups: Vec<_> = self.groups.iter().map(|group| group.json(self, &mut next)).collect();
        let (unanswered, rescale, places) = (self.unanswered, self.rescale, self.places);
        let options = r#"[{ "id": "low", "label": "L" }, { "id": "high", "label": "H" }]"#;
        let (uses, report) = (Feature::WORDS, self.report());
        headed(&format!(
            r#""uses": {uses:?}, "profile": [
                 {{ "id": "stage", "label": "S", "kind": "choice", "options": {options} }},
                 {{ "id": "n", "label": "N", "kind": "number", "step": 0.5 }}, {{ "id": "m", "label": "M", "kind": "number", "step": 0.5 }},
                 {{ "id": "t", "label": "T", "kind": "table", "rows": [{{ "id": "a", "label": "A" }}, {{ "id": "b", "label": "B" }}],
                    "columns": [{{ "id": "k", "label": "K", "step": 0.5 }}] }},
                 {{ "id": "list", "label": "L", "kind": "subjects" }},
                 {{ "id": "name", "label": "N", "kind": "text", "subject": true }}, {{ "id": "motto", "label": "M", "kind": "long-text" }},
                 {{ "id": "since", "label": "S", "kind": "date" }}, {{ "id": "teachers", "label": "T", "kind": "text", "repeating": true }}],
               "roles": [{{ "id": "head", "label": "H" }}], {report}
               "sections": [{}], "rules": {{ "unanswered": "{unanswered}", "rescale": "{rescale}", "places": {places} }}"#,
            groups.join(",\n")
        ))
    }
}
