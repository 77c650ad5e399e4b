//! What the targets have in common: how a record is held to what it promises.

use assessment::answers::{
    Amounts, Answer, Deficiency, Entry, Evidence, EvidenceKind, Remedy, RemedyStatus, Severity,
};
use assessment::points::Decimal;
use assessment::record::{Record, RecordFile};
use assessment::rubric::scale::{COUNT, Family, POINTS, named};
use assessment::rubric::{Criterion, Facts, Part, Rubric, Scale};
use assessment::score::Sheet;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What stands between two files in one input: a byte that no JSON text holds.
pub const BETWEEN: char = '\u{1e}';

/// Opens a record and saves it. What was saved is read again, opens without being changed, and holds every answer.
pub fn held(rubric: &Rubric, file: RecordFile) -> Record {
    let before: Vec<_> = answers(&file);
    let (record, _) = Record::open(rubric, file);
    let text = record.to_text(rubric);
    let saved = read(&text);
    let after = answers(&saved);
    for place in &before {
        assert!(after.contains(place), "{place:?} is gone from\n{text}");
    }
    let (again, _) = Record::open(rubric, saved);
    assert_eq!(again.to_text(rubric), text);
    assert_eq!(again.sheet.outcome(rubric), record.sheet.outcome(rubric));
    record
}

/// Reads what this program wrote itself.
pub fn read(text: &str) -> RecordFile {
    Record::parse(text).unwrap_or_else(|problems| panic!("{}\n{text}", problems[0]))
}

/// The places where the file holds an entry.
fn answers(file: &RecordFile) -> Vec<(Rc<str>, Rc<str>)> {
    let all = file.answers.0.iter();
    all.flat_map(|(rater, own)| own.0.iter().map(move |(id, _)| (rater.clone(), id.clone())))
        .collect()
}

/// A record in which every criterion has some answer that it takes, picked by `pick`.
pub fn filled(rubric: &Rubric, pick: usize) -> Record {
    let mut record = Record::blank(rubric, "x".into());
    let mut n = pick;
    record.sheet = Sheet::filled(
        rubric,
        Facts::default(),
        &mut |criterion| {
            n = n.wrapping_mul(31).wrapping_add(7);
            some(criterion, n)
        },
        &mut |_| "".into(),
    );
    // Edit by edit it comes to the same.
    let mut sheet = Sheet::blank(rubric);
    rubric.walk(&mut |part| {
        if let Part::Criterion(criterion) = part {
            let place = rubric.criterion_path(&criterion.id).expect("its place");
            let entry = &record.sheet.criterion(place).expect("the criterion").entry;
            sheet = sheet.with_entry(rubric, place, entry).expect("the criterion");
        }
    });
    assert_eq!(sheet.root.tally, record.sheet.root.tally);
    record
}

fn some(criterion: &Criterion, n: usize) -> Entry {
    let family = criterion.scale.family();
    let answer = match &criterion.scale {
        Scale::Points(scale) => Some(Answer::Points(if n % 2 == 0 { scale.max } else { scale.least() })),
        Scale::Levels(scale) => {
            let level = &scale.levels[n % scale.levels.len()];
            Some(level.to.map_or(Answer::Level(level.id.clone()), Answer::Points))
        }
        Scale::YesNo(scale) => Some(match n % 3 {
            0 => Answer::Yes,
            1 if scale.partial.is_some() => Answer::Partial,
            _ => Answer::No,
        }),
        Scale::Comment(_) => Some(Answer::Comment("x".into())),
        Scale::Parts(_) | Scale::Checklist(_) | Scale::Measure(_) | Scale::Deductions(_) | Scale::Tiers(_) | Scale::Entries(_) | Scale::Each(_) => {
            None
        }
    };
    let answer = match n % 7 {
        3 => Some(Answer::NotApplicable),
        5 if criterion.dont_know => Some(Answer::DontKnow),
        _ => answer,
    };
    Entry {
        answer: answer.filter(|answer| criterion.takes(answer)),
        amounts: Amounts {
            taken: Rc::new(amounts(&criterion.scale, family, n)),
            texts: Rc::new(texts(&criterion.scale, n)),
            refused: Rc::default(),
        },
        evidence: vec![evidence(n); n % 3].into(),
        problems: vec![problem(n); n / 3 % 3].into(),
        ..Entry::default()
    }
}

fn evidence(n: usize) -> Evidence {
    Evidence {
        name: "x".into(),
        kind: EvidenceKind::ALL[n % EvidenceKind::ALL.len()],
        ..Evidence::default()
    }
}

fn problem(n: usize) -> Deficiency {
    Deficiency {
        text: "x".into(),
        severity: Severity::ALL[n % Severity::ALL.len()],
        remedy: Remedy {
            text: "x".into(),
            status: RemedyStatus::ALL[n / 2 % RemedyStatus::ALL.len()],
            ..Remedy::default()
        },
        ..Deficiency::default()
    }
}

/// An option of every factor of the first two entries.
fn texts(scale: &Scale, n: usize) -> BTreeMap<assessment::Id, Rc<str>> {
    let Scale::Entries(scale) = scale else {
        return BTreeMap::new();
    };
    let chosen = scale.factors.iter().filter(|factor| factor.is_chosen());
    let chosen = chosen.map(|factor| (&factor.id, &factor.options[n % factor.options.len()]));
    let named = chosen.flat_map(|(id, option)| {
        (1..=2).filter_map(|number| Some((assessment::Id::new(&named(number, id))?, option.id.shared())))
    });
    named.collect()
}

/// The least or the most of every named amount.
fn amounts(scale: &Scale, family: &dyn Family, n: usize) -> BTreeMap<assessment::Id, Decimal> {
    let mut names: Vec<_> = match scale {
        Scale::Parts(scale) => scale.parts.iter().map(|part| part.id.clone()).collect(),
        Scale::Checklist(scale) => scale.items.iter().map(|item| item.id.clone()).collect(),
        Scale::Deductions(scale) => scale.findings.iter().map(|finding| finding.id.clone()).collect(),
        Scale::Tiers(scale) => scale.clauses().map(|clause| clause.id.clone()).collect(),
        Scale::Each(_) => (1..=2).filter_map(|number| assessment::Id::new(&named(number, POINTS))).collect(),
        Scale::Entries(scale) => {
            let own = scale.factors.iter().flat_map(|factor| {
                let names = (1..=2).map(|number| named(number, &factor.id));
                names.filter_map(|name| assessment::Id::new(&name))
            });
            own.chain(assessment::Id::new(COUNT)).collect()
        }
        Scale::Points(_) | Scale::Levels(_) | Scale::YesNo(_) | Scale::Measure(_) | Scale::Comment(_) => Vec::new(),
    };
    if let Scale::Measure(scale) = scale {
        names.extend(scale.quantity.asked().into_iter().filter_map(|(name, _)| assessment::Id::new(name)));
    }
    for name in ["value", "numerator", "denominator", "now", "before"] {
        names.extend(assessment::Id::new(name));
    }
    let found = names.into_iter().enumerate().filter_map(|(i, name)| {
        let grid = family.field(&name)?;
        // The most is taken only where the step reaches it.
        let most = grid.floor(grid.max);
        Some((name, if (n + i) % 2 == 0 { grid.min } else { most }))
    });
    found.collect()
}
