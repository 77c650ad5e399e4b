//! A rubric as other formats see it: questions with choices or amounts, their points with all weights in them.

use super::build::range_step;
use super::notes::Notes;
use super::words::Words;
use super::{Format, UnsaidKind};
use assessment::json::{Node, Value, canonical};
use assessment::points::Decimal;
use assessment::rubric::scale::{Checklist, Combine, Levels, Right, Scale, Tiers, YesNo};
use assessment::rubric::{Criterion, Rubric, Section, Standing};
use assessment::text::Text;
use std::collections::BTreeSet;

/// A rubric whose questions are in one list.
pub struct Flat<'r> {
    pub rubric: &'r Rubric,
    pub title: Words,
    pub summary: Words,
    /// The language in which a format with one language is written.
    pub language: String,
    /// All languages of the texts, that one first.
    pub languages: Vec<String>,
    pub questions: Vec<Question<'r>>,
    /// The sections around the questions, in the order of the file.
    pub tree: Vec<Entry<'r>>,
}

/// A place in the order of the file.
pub enum Entry<'r> {
    Open(&'r Section),
    /// The index of a question.
    Question(usize),
    Close,
}

/// A criterion.
pub struct Question<'r> {
    pub id: &'r str,
    /// Its place in the list of what cannot be said.
    pub place: String,
    pub label: Words,
    pub text: Words,
    pub guidance: Words,
    pub answers: Answers,
}

/// What can be answered.
pub enum Answers {
    Comment,
    /// One of these.
    Choices(Vec<Choice>),
    /// A number within one of these ranges.
    Ranges(Vec<Range>),
    YesNo(YesNoOf),
    /// A number on a step from the least to the most.
    Amount {
        min: Decimal,
        max: Decimal,
        step: Decimal,
    },
    /// Any number of these, whose points add up.
    Items(Vec<Choice>),
}

pub struct Choice {
    pub id: String,
    pub label: Words,
    pub text: Words,
    pub points: Option<Decimal>,
}

pub struct Range {
    pub id: String,
    pub label: Words,
    pub text: Words,
    pub from: Decimal,
    pub to: Decimal,
}

pub struct YesNoOf {
    pub points: Option<Decimal>,
    pub partial: Option<Decimal>,
    pub is_no_right: bool,
    pub yes: Words,
    pub no: Words,
}

/// What points are multiplied by, as a fraction in lowest terms.
#[derive(Clone, Copy)]
struct Factor(i128, i128);

impl Factor {
    const ONE: Self = Self(1, 1);

    /// The factor by which `full` becomes `worth`.
    fn by(self, worth: Decimal, full: Decimal) -> Option<Self> {
        if full <= Decimal::ZERO {
            return Some(self);
        }
        let over = self.0.checked_mul(worth.ten_thousandths().into())?;
        let under = self.1.checked_mul(full.ten_thousandths().into())?;
        let common = gcd(over, under).max(1);
        Some(Self(over / common, under / common))
    }

    /// Returns the product, rounded half away from zero, and whether it is exact.
    fn times(self, amount: Decimal) -> (Decimal, bool) {
        let Some(product) = i128::from(amount.ten_thousandths()).checked_mul(self.0) else {
            return (amount, false);
        };
        let rounded = (2 * product.abs() + self.1) / (2 * self.1) * product.signum();
        match Decimal::of_ten_thousandths(rounded) {
            Some(value) => (value, product % self.1 == 0),
            None => (amount, false),
        }
    }
}

fn gcd(one: i128, other: i128) -> i128 {
    if other == 0 { one.abs() } else { gcd(other, one % other) }
}

/// The largest step on which all of these amounts are.
fn common_step(amounts: impl Iterator<Item = Decimal>) -> Decimal {
    let step = amounts.fold(0, |step, amount| gcd(step, amount.ten_thousandths().into()));
    Decimal::of_ten_thousandths(step)
        .filter(|step| *step > Decimal::ZERO)
        .unwrap_or(Decimal::ONE)
}

/// Returns a text of the rubric with its languages.
fn words(text: &Text) -> Words {
    match text {
        Text::Plain(text) => Words::plain(&**text),
        Text::Languages(all) => {
            let mut words = Words::default();
            for (language, text) in all.iter() {
                words.add(language, &**text);
            }
            words
        }
    }
}

fn maybe(text: Option<&Text>) -> Words {
    text.map(words).unwrap_or_default()
}

impl<'r> Flat<'r> {
    /// Lists the questions of a rubric, and what no format here can say of it.
    pub fn of(rubric: &'r Rubric, language: &str, notes: &mut Notes) -> Self {
        let mut flat = Self {
            rubric,
            title: words(&rubric.title),
            summary: maybe(rubric.summary.as_ref()),
            language: language.to_owned(),
            languages: Vec::new(),
            questions: Vec::new(),
            tree: Vec::new(),
        };
        if let Some(instructions) = &rubric.instructions {
            flat.summary.join(words(instructions));
        }
        if let Some(tree) = rubric.tree() {
            say_settings(&tree, notes);
        }
        for section in &rubric.root.sections {
            flat.section(section, Factor::ONE, rubric.root.applies_if.len(), notes);
        }
        flat.languages = flat.all_languages();
        flat
    }

    /// Returns a text in the language of the file.
    pub fn words(&self, words: &Words) -> String {
        words.pick(&self.language).to_owned()
    }

    fn all_languages(&self) -> Vec<String> {
        let mut all = BTreeSet::new();
        let mut add = |words: &Words| all.extend(words.0.iter().map(|(language, _)| language.clone()));
        add(&self.title);
        for question in &self.questions {
            add(&question.text);
        }
        all.remove("");
        let mut all: Vec<String> = all.into_iter().collect();
        all.sort_by_key(|language| !language.eq_ignore_ascii_case(&self.language));
        all
    }

    /// Lists the sections, for a format that has none.
    pub fn leave_out_sections(&self, notes: &mut Notes) {
        for entry in &self.tree {
            if let Entry::Open(section) = entry {
                let place = format!("sections[{}]", section.id);
                notes.say(place, UnsaidKind::Section, section.title.wording(&self.language));
            }
        }
    }

    /// Lists the further languages, for a format that has one.
    pub fn leave_out_languages(&self, notes: &mut Notes) {
        if self.languages.len() > 1 {
            notes.say("", UnsaidKind::Languages, self.languages[1..].join(", "));
        }
    }

    fn section(&mut self, section: &'r Section, factor: Factor, conditions: usize, notes: &mut Notes) {
        let place = format!("sections[{}]", section.id);
        let mut say = |kind, text: &str| notes.say(&*place, kind, text);
        let rules = [
            ("cap", section.cap.map(|cap| cap.to_string())),
            ("floor", section.floor.map(|floor| floor.to_string())),
            ("starts", section.starts.map(|starts| starts.to_string())),
            ("each", section.each.is_some().then(String::new)),
            ("counts", (section.standing != Standing::Base).then(String::new)),
            ("percent", section.percent.then(String::new)),
        ];
        for (key, value) in rules {
            if let Some(value) = value {
                say(UnsaidKind::SectionRule, format!("{key} {value}").trim());
            }
        }
        if section.applies_if.len() > conditions || !section.weights.is_empty() {
            say(UnsaidKind::Condition, "");
        }
        if let Some(narrative) = &section.narrative {
            say(UnsaidKind::Content, &narrative.wording(&self.language));
        }
        let own = section
            .weight
            .map_or(Some(factor), |weight| factor.by(weight, section.full));
        let own = own.unwrap_or_else(|| {
            say(UnsaidKind::SectionRule, "weight");
            factor
        });
        self.tree.push(Entry::Open(section));
        for criterion in &section.criteria {
            let question = self.question(criterion, own, section.applies_if.len(), notes);
            self.tree.push(Entry::Question(self.questions.len()));
            self.questions.push(question);
        }
        for inner in &section.sections {
            self.section(inner, own, section.applies_if.len(), notes);
        }
        self.tree.push(Entry::Close);
    }

    fn question(&self, criterion: &'r Criterion, factor: Factor, conditions: usize, notes: &mut Notes) -> Question<'r> {
        let place = format!("criteria[{}]", criterion.id);
        let language = &*self.language;
        if criterion.applies_if.len() > conditions || !criterion.weights.is_empty() {
            notes.say(&*place, UnsaidKind::Condition, "");
        }
        if criterion.not_applicable.is_some() || criterion.dont_know {
            notes.say(&*place, UnsaidKind::NotApplicable, "");
        }
        for text in criterion
            .evidence
            .iter()
            .chain(&criterion.methods)
            .chain(&criterion.units)
        {
            notes.say(&*place, UnsaidKind::Evidence, text.wording(language));
        }
        if criterion.evidence_required.is_some() {
            notes.say(&*place, UnsaidKind::Evidence, "evidenceRequired");
        }
        let full = criterion.scale.maximum();
        let own = match (criterion.weight, full) {
            (Some(weight), Some(full)) => factor.by(weight, full),
            _ => Some(factor),
        };
        let mut points = Points {
            factor: own.unwrap_or(factor),
            is_exact: own.is_some(),
        };
        let answers = points.answers(&criterion.scale, full, &place, notes);
        if !points.is_exact {
            notes.say(&*place, UnsaidKind::Rounded, "weight");
        }
        Question {
            id: &criterion.id,
            place,
            label: maybe(criterion.label.as_ref()),
            text: words(&criterion.text),
            guidance: maybe(criterion.guidance.as_ref()),
            answers,
        }
    }
}

impl Question<'_> {
    /// Returns the numbering and the text, in every language of the text.
    pub fn title(&self) -> Words {
        beside(&self.label, &self.text)
    }
}

/// Returns a numbering before a text.
fn beside(label: &Words, text: &Words) -> Words {
    let mut out = text.clone();
    if !label.is_empty() {
        for (language, text) in &mut out.0 {
            *text = format!("{} {text}", label.pick(language));
        }
    }
    out
}

/// Returns the numbering and the title of a section.
pub fn heading(section: &Section) -> Words {
    beside(&maybe(section.label.as_ref()), &words(&section.title))
}

/// Returns the description of a section.
pub fn description(section: &Section) -> Words {
    maybe(section.text.as_ref())
}

/// Lists the members of the rubric and of its rules that are no part of any other format.
fn say_settings(tree: &Node, notes: &mut Notes) {
    let value = |node: &Node| match &node.value {
        Value::String(text) => text.to_string(),
        _ => canonical(node, &|_| true),
    };
    for (key, kind) in [
        ("version", UnsaidKind::Setting),
        ("status", UnsaidKind::Setting),
        ("basis", UnsaidKind::Content),
        ("profile", UnsaidKind::Profile),
        ("roles", UnsaidKind::Profile),
        ("raters", UnsaidKind::Raters),
        ("combined", UnsaidKind::Raters),
        ("narrative", UnsaidKind::Content),
        ("report", UnsaidKind::Content),
    ] {
        if key == "version" && notes.format == Format::XlsForm {
            continue;
        }
        match tree.get(key) {
            Some(Node {
                value: Value::Array(items),
                ..
            }) => {
                for (i, item) in items.iter().enumerate() {
                    let id = ["id", "title", "part"].iter().find_map(|key| item.get(key));
                    notes.say(format!("{key}[{i}]"), kind, id.map(value).unwrap_or_default());
                }
            }
            Some(node) => notes.say(key, kind, value(node)),
            None => {}
        }
    }
    if let Some(Value::Object(rules)) = tree.get("rules").map(|rules| &rules.value) {
        for rule in rules {
            let kind = match &*rule.key {
                "gates" | "weakest" => UnsaidKind::Grades,
                _ => UnsaidKind::Setting,
            };
            notes.say(format!("rules.{}", rule.key), kind, value(&rule.node));
        }
    }
    if tree.get("grades").is_some() {
        notes.say("grades", UnsaidKind::Grades, "");
    }
}

/// Multiplies points, and remembers whether all products were exact.
struct Points {
    factor: Factor,
    is_exact: bool,
}

impl Points {
    fn times(&mut self, amount: Decimal) -> Decimal {
        let (amount, is_exact) = self.factor.times(amount);
        self.is_exact &= is_exact;
        amount
    }

    fn answers(&mut self, scale: &Scale, full: Option<Decimal>, place: &str, notes: &mut Notes) -> Answers {
        match scale {
            Scale::Comment(_) => Answers::Comment,
            Scale::Points(scale) => {
                if scale.measured.is_some() {
                    notes.say(place, UnsaidKind::Calculation, "measured");
                }
                self.amount(
                    scale.least(),
                    scale.max,
                    scale.step.unwrap_or(Decimal::ONE),
                    place,
                    notes,
                )
            }
            Scale::Levels(scale) => self.levels(scale, full, place, notes),
            Scale::YesNo(scale) => self.yes_no(scale),
            Scale::Parts(scale) => {
                let labels: Vec<_> = scale
                    .parts
                    .iter()
                    .map(|part| words(&part.label).first().to_owned())
                    .collect();
                notes.say(place, UnsaidKind::Scale, labels.join("; "));
                let max = full.unwrap_or_default();
                let steps = scale.parts.iter().map(|part| part.step.unwrap_or(Decimal::ONE));
                self.amount(Decimal::ZERO, max, common_step(steps), place, notes)
            }
            Scale::Checklist(scale) => self.checklist(scale, full, place, notes),
            Scale::Tiers(scale) => self.tiers(scale, place, notes),
            _ => {
                notes.say(place, UnsaidKind::Scale, "");
                self.amount(Decimal::ZERO, full.unwrap_or_default(), range_step(), place, notes)
            }
        }
    }

    fn amount(&mut self, min: Decimal, max: Decimal, step: Decimal, place: &str, notes: &mut Notes) -> Answers {
        if max <= min {
            notes.say(place, UnsaidKind::Question, "");
            return Answers::Comment;
        }
        let (min, max) = (self.times(min), self.times(max));
        let (scaled, is_exact) = self.factor.times(step);
        let fits = |step: &Decimal| *step > Decimal::ZERO && max.on_step(min, *step);
        let step = [scaled, range_step()]
            .into_iter()
            .find(fits)
            .unwrap_or(Decimal::SMALLEST);
        if !is_exact || step != scaled {
            notes.say(place, UnsaidKind::Step, step.to_string());
        }
        Answers::Amount { min, max, step }
    }

    fn levels(&mut self, scale: &Levels, full: Option<Decimal>, place: &str, notes: &mut Notes) -> Answers {
        let best = scale.levels.iter().filter_map(|level| level.to.or(level.points)).max();
        if full.is_some_and(|full| best.is_some_and(|best| best.max(Decimal::ZERO) != full)) {
            notes.say(place, UnsaidKind::Scale, "max");
        }
        if scale.levels.iter().any(|level| !level.clauses.is_empty()) {
            notes.say(place, UnsaidKind::Evidence, "clauses");
        }
        if scale.has_ranges() {
            let step = scale.step.unwrap_or(Decimal::ONE);
            if step != range_step() {
                notes.say(place, UnsaidKind::Step, step.to_string());
            }
            let ranges = scale.levels.iter().map(|level| Range {
                id: level.id.to_string(),
                label: words(&level.label),
                text: maybe(level.text.as_ref()),
                from: self.times(level.from.unwrap_or_default()),
                to: self.times(level.to.unwrap_or_default()),
            });
            return Answers::Ranges(ranges.collect());
        }
        let choices = scale.levels.iter().map(|level| Choice {
            id: level.id.to_string(),
            label: words(&level.label),
            text: maybe(level.text.as_ref()),
            points: level.points.map(|points| self.times(points)),
        });
        Answers::Choices(choices.collect())
    }

    fn yes_no(&mut self, scale: &YesNo) -> Answers {
        let labels = scale.labels.as_ref();
        Answers::YesNo(YesNoOf {
            points: scale.points.map(|points| self.times(points)),
            partial: scale.points.and(scale.partial).map(|points| self.times(points)),
            is_no_right: scale.right == Some(Right::No),
            yes: maybe(labels.and_then(|labels| labels.yes.as_ref())),
            no: maybe(labels.and_then(|labels| labels.no.as_ref())),
        })
    }

    fn checklist(&mut self, scale: &Checklist, full: Option<Decimal>, place: &str, notes: &mut Notes) -> Answers {
        let has_exclusive = scale.items.iter().any(|item| item.is_exclusive());
        let is_sum = scale.combined() == Some(Combine::Sum);
        if is_sum && scale.most.is_none() && !has_exclusive {
            let items = scale.items.iter().map(|item| Choice {
                id: item.id.to_string(),
                label: words(&item.label),
                text: Words::default(),
                points: Some(self.times(item.points.unwrap_or_default())),
            });
            return Answers::Items(items.collect());
        }
        let labels: Vec<_> = scale
            .items
            .iter()
            .map(|item| words(&item.label).first().to_owned())
            .collect();
        notes.say(place, UnsaidKind::Scale, labels.join("; "));
        if scale.combined().is_some() {
            let steps = scale.items.iter().filter_map(|item| item.points).chain(full);
            let step = common_step(steps);
            return self.amount(Decimal::ZERO, full.unwrap_or_default(), step, place, notes);
        }
        let choices = scale.steps.iter().enumerate().map(|(i, step)| Choice {
            id: format!("l{}", i + 1),
            label: maybe(step.label.as_ref()).or(|| Words::plain(format!("≥ {}", step.at_least))),
            text: Words::default(),
            points: Some(self.times(step.points)),
        });
        let mut choices: Vec<_> = choices.collect();
        if let Some(last) = scale.steps.last().filter(|step| step.at_least > 0) {
            choices.push(none(format!("< {}", last.at_least)));
        }
        Answers::Choices(choices)
    }

    fn tiers(&mut self, scale: &Tiers, place: &str, notes: &mut Notes) -> Answers {
        notes.say(place, UnsaidKind::Scale, "");
        let choices = scale.tiers.iter().map(|tier| {
            let mut text = Words::default();
            for clause in &tier.clauses {
                text.join(words(&clause.label));
            }
            Choice {
                id: tier.id.to_string(),
                label: words(&tier.label),
                text,
                points: Some(self.times(tier.points)),
            }
        });
        let mut choices: Vec<_> = choices.collect();
        if scale.tiers.last().is_some_and(|tier| tier.points > Decimal::ZERO) {
            choices.push(none("—".to_owned()));
        }
        Answers::Choices(choices)
    }
}

/// The choice below all others, which earns nothing.
fn none(label: String) -> Choice {
    Choice {
        id: "none".to_owned(),
        label: Words::plain(label),
        text: Words::default(),
        points: Some(Decimal::ZERO),
    }
}

/// Returns the answers of a question of yes or no, each with its id and its points.
pub fn yes_no(scale: &YesNoOf) -> Vec<Choice> {
    let made = |en: &str, zh: &str| {
        let mut words = Words::default();
        words.add("en", en);
        words.add("zh-CN", zh);
        words
    };
    let right = scale.points;
    let wrong = right.map(|_| Decimal::ZERO);
    let (yes, no) = if scale.is_no_right {
        (wrong, right)
    } else {
        (right, wrong)
    };
    let choice = |id: &str, label: Words, points| Choice {
        id: id.to_owned(),
        label,
        text: Words::default(),
        points,
    };
    let mut choices = vec![choice("yes", scale.yes.clone().or(|| made("Yes", "是")), yes)];
    if scale.partial.is_some() {
        choices.push(choice("partial", made("Partly", "部分"), scale.partial));
    }
    choices.push(choice("no", scale.no.clone().or(|| made("No", "否")), no));
    choices
}
