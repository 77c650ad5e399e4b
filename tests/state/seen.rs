//! What a state, a form and a report look like, so that a test can expect them in a line.

use crate::kit::entry;
use assessment::Id;
use assessment::Tally;
use assessment::answers::{Answer, Entry};
use assessment::record::Notice;
use assessment::rubric::Part;
use assessment::score::{Outcome, SectionSheet, Sheet};
use std::fmt::Write as _;
use std::rc::Rc;
use ziping::state::{OpenOutcome, Origin, State, Workspace};

/// All entries, and their outcome.
#[derive(Debug, PartialEq)]
pub struct Content {
    sheets: Vec<Rated>,
    narratives: Vec<(Id, Rc<str>)>,
    rest: String,
}

/// The entries of one rater, and their outcome.
#[derive(Debug, PartialEq)]
struct Rated {
    rater: Rc<str>,
    entries: Vec<(Id, Entry)>,
    tallies: Vec<Tally>,
    outcome: Outcome,
}

/// The content of a state, for any current rater; stamps and revision are about edits and not about content.
pub fn content(state: &State) -> Content {
    fn gather(section: &SectionSheet, all: &mut Rated) {
        all.tallies
            .extend([section.sum, section.tally, section.criteria.sum, section.sections.sum]);
        all.tallies
            .extend(section.criteria.chunks.iter().map(|chunk| chunk.sum));
        for criterion in section.criteria.iter() {
            let entry = Entry {
                stamp: None,
                ..criterion.entry.clone()
            };
            all.entries.push((criterion.spec.id.clone(), entry));
            all.tallies.push(criterion.tally);
        }
        section.sections.iter().for_each(|inner| gather(inner, all));
    }
    fn told(section: &SectionSheet, all: &mut Vec<(Id, Rc<str>)>) {
        all.push((section.spec.id.clone(), section.narrative.clone()));
        section.sections.iter().for_each(|inner| told(inner, all));
    }
    let record = &state.record;
    assert_eq!(*state.outcome, record.sheet.outcome(&state.rubric));
    let rated = |(rater, sheet): (Rc<str>, &Sheet)| {
        let mut all = Rated {
            rater,
            entries: Vec::new(),
            tallies: Vec::new(),
            outcome: sheet.outcome(&state.rubric),
        };
        gather(&sheet.root, &mut all);
        all
    };
    let mut narratives = Vec::new();
    told(&record.sheet.root, &mut narratives);
    Content {
        sheets: record.sheets(&state.rubric).into_iter().map(rated).collect(),
        narratives,
        rest: format!(
            "{:?}",
            (
                &record.id,
                &record.profile,
                &record.roles,
                &record.period,
                &record.date,
                &record.claimed_total
            )
        ),
    }
}

/// A state in one line: the entries, then the outcome.
pub fn seen(state: &State) -> String {
    let (record, mut facts) = (&state.record, Vec::new());
    let mut fact = |name: &str, kind: &str, text: &str| {
        if !text.is_empty() {
            facts.push(format!("{name}{kind} {text}"));
        }
    };
    fact("", "period", &record.period);
    fact("", "date", &record.date);
    for (field, value) in record.profile.iter() {
        fact(field, "", &format!("{value:?}"));
    }
    for (role, names) in record.roles.iter() {
        fact(role, "", &names.join(","));
    }
    fact("", "narrative", &record.sheet.root.narrative);
    state.rubric.walk(&mut |part| match part {
        Part::Section(section) => {
            let place = state.rubric.section_path(&section.id).expect("its place");
            fact(
                &section.id,
                ":narrative",
                &record.sheet.section(place).expect("its sheet").narrative,
            );
        }
        Part::Criterion(criterion) => {
            let entry = entry(state, &criterion.id);
            fact(&criterion.id, "", &said(entry.answer.as_ref()));
            fact(&criterion.id, ":refused", entry.refused.as_deref().unwrap_or_default());
            fact(&criterion.id, ":reason", &entry.reason);
            fact(&criterion.id, ":note", &entry.note);
        }
    });
    let outcome = &state.outcome;
    let mut line = facts.join("; ");
    let grade = outcome
        .grade
        .zip(state.rubric.grades.as_ref())
        .map(|(i, all)| all.bands[i].id.to_string());
    let (total, standing) = (outcome.total, format!("{:?}", outcome.standing).to_lowercase());
    // Writing to a String cannot fail.
    let _ = write!(
        line,
        " = {}/{} {standing} {}",
        total.score,
        total.max,
        grade.unwrap_or_default()
    );
    line.trim().to_owned()
}

/// An answer as a person would say it.
pub fn said(answer: Option<&Answer>) -> String {
    match answer {
        None => String::new(),
        Some(Answer::Points(points)) => points.to_string(),
        Some(Answer::Level(level)) => level.to_string(),
        Some(Answer::Comment(text)) => format!("“{text}”"),
        Some(other) => format!("{other:?}"),
    }
}

/// The state of the form that is open.
pub fn state(workspace: &Workspace) -> &State {
    &workspace.session.as_ref().expect("an open form").state
}

/// What is open, in one line.
pub fn shown(workspace: &Workspace) -> String {
    match &workspace.session {
        Some(session) => {
            let rubric = &session.state.rubric;
            format!("{}@{}: {}", rubric.id, rubric.version, seen(&session.state))
        }
        None => "nothing".to_owned(),
    }
}

/// What opening the last file had to say, in one line.
pub fn told(workspace: &Workspace) -> String {
    let notices = |all: &[Notice]| all.iter().map(notice).collect::<Vec<_>>().join(", ");
    match &workspace.report {
        OpenOutcome::Silent => String::new(),
        OpenOutcome::Problems(name, problems) => {
            let each = problems
                .iter()
                .map(|p| format!("{} {}", p.code.text(), p.path).trim().to_owned());
            format!("problems of {name}: {}", each.collect::<Vec<_>>().join(", "))
        }
        OpenOutcome::NeedsRubric(name, id, version) => format!("{name} needs {id}@{version}"),
        OpenOutcome::Opened(name, all) => format!("opened {name}: {}", notices(all)),
        OpenOutcome::NotBeside(name) => format!("{name} is of another rubric"),
        OpenOutcome::Beside(name) => format!("{name} beside the form"),
        OpenOutcome::Reloaded(name, all) => format!("reloaded {name}: {}", notices(all)),
        OpenOutcome::Offers(metas) => format!("offers {}", metas.len()),
        OpenOutcome::RestoredDraft(resumed) => format!("resumed {}", resumed.meta.id),
        OpenOutcome::Merged(count, all) => format!("merged {count}: {}", notices(all)),
        OpenOutcome::Example => "example".to_owned(),
        OpenOutcome::EarlierProfile(earlier) => format!("earlier profile of {}", earlier.subject),
        OpenOutcome::Given(name) => format!("given {name}"),
        OpenOutcome::Others(metas) => format!("others {}", metas.len()),
        OpenOutcome::Older(older) => format!(
            "[{}] is older than [{}]",
            origin(&older.copy.origin),
            origin(&older.kept.origin)
        ),
        OpenOutcome::TakenIn([file, form], newer, _) => {
            let how = if *newer { "newer than" } else { "together with" };
            format!("took in [{}], {how} [{}]", origin(&file.origin), origin(&form.origin))
        }
        OpenOutcome::AsksVersion(opening, [open, own]) => format!("asks of {}: {open} or {own}", opening.name),
        OpenOutcome::Unmergeable([one, other], fault) => {
            format!("apart [{}] [{}] {fault:?}", origin(one), origin(other))
        }
        OpenOutcome::Asks(openings) => {
            let names: Vec<_> = openings.iter().map(|opening| &*opening.name).collect();
            format!("asks before {}", names.join(", "))
        }
        OpenOutcome::AsksToClose => "asks before closing".to_owned(),
    }
}

/// Where a record comes from: a file by its name, the open form without one.
pub fn origin(origin: &Origin) -> &str {
    match origin {
        Origin::Open => "",
        Origin::Draft => "draft",
        Origin::File(name) => name,
    }
}

fn notice(notice: &Notice) -> String {
    match notice {
        Notice::OtherRubric { theirs } => format!("rubric {theirs}"),
        Notice::OtherVersion { theirs } => format!("version {theirs}"),
        Notice::ScoringChanged => "scoring changed".to_owned(),
        Notice::WordingChanged => "wording changed".to_owned(),
        Notice::OtherRaters(ids) => format!("raters {}", ids.join("+")),
        Notice::Unplaced(ids) => format!("unplaced {}", ids.join("+")),
        Notice::Unfit(ids) => format!("unfit {}", ids.join("+")),
        Notice::AnswerAgain(_) => "again".to_owned(),
        Notice::OddDates(all) => {
            let each = all.iter().map(|odd| format!("{} {}", odd.place, odd.text));
            format!("odd dates {}", each.collect::<Vec<_>>().join("+"))
        }
        Notice::Surplus(ids) => format!("surplus {}", ids.join("+")),
        Notice::Differs(all) => {
            let each = all.iter().map(|d| format!("{} {}≠{}", d.place, d.file, d.computed));
            format!("differs in {}", each.collect::<Vec<_>>().join("+"))
        }
    }
}
