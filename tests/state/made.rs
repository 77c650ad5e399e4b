//! That the form has one of everything, and that whatever a person can do is done.

use crate::drawn::{drawn, has_all, variants};
use crate::every::{CRITERIA, EVERY, actions, every};
use crate::kit::rubric;
use assessment::answers::{Answer, EvidenceKind, RemedyStatus, Severity, Value};
use assessment::rubric::scale::{Quantity, Table};
use assessment::rubric::{FieldKind, Part, Scale};
use std::collections::HashSet;
use ziping::state::{Change, apply};

variants!(Change: Answer Amounts Evidence Problems Carried Reason Note Narrative Profile Role Period Date ClaimedTotal Record Several);
variants!(Answer: Points Level Yes Partial No Comment NotApplicable DontKnow);
variants!(Value: Text Number Many);
variants!(EvidenceKind: Document Photo Data Site Link Other);
variants!(Severity: Minor Major Critical);
variants!(RemedyStatus: Open Doing Done);
variants!(Scale: Points Levels YesNo Parts Checklist Measure Deductions Tiers Entries Each Comment);
variants!(Quantity: Number Ratio Change Reached Compared);
variants!(Table: Steps Lower Ranges Linear Each Target Knots);
variants!(FieldKind: Text LongText Number Date Choice Table Subjects);

#[test]
fn the_form_has_one_of_everything() {
    let rubric = rubric(EVERY);
    let mut scales = Vec::new();
    rubric.walk(&mut |part| {
        if let Part::Criterion(criterion) = part {
            scales.push(&criterion.scale);
        }
    });
    let measures: Vec<_> = scales
        .iter()
        .filter_map(|scale| match scale {
            Scale::Measure(measure) => Some(measure),
            Scale::Points(scale) => scale.measured.as_ref(),
            _ => None,
        })
        .collect();
    has_all(scales);
    has_all(measures.iter().map(|measure| &measure.quantity));
    has_all(measures.iter().map(|measure| &measure.table));
    has_all(rubric.profile.iter().map(|field| &field.kind));
}

#[test]
fn every_kind_of_change_is_made_and_changes_something() {
    let all: Vec<_> = drawn(&actions(), 800).into_iter().flatten().collect();
    let done: Vec<_> = all
        .iter()
        .filter(|action| apply(&every(), action).is_some())
        .map(|action| &action.change)
        .collect();
    has_all(done.iter().copied());
    let answers = done.iter().filter_map(|change| match change {
        Change::Answer { answer, .. } => answer.as_ref(),
        _ => None,
    });
    has_all(answers);
    let values = done.iter().filter_map(|change| match change {
        Change::Profile { value, .. } => value.as_ref(),
        _ => None,
    });
    has_all(values);
    let evidence = || {
        done.iter().filter_map(|change| match change {
            Change::Evidence { evidence, .. } => Some(evidence),
            _ => None,
        })
    };
    has_all(evidence().flatten().map(|one| &one.kind));
    assert!(
        evidence()
            .flatten()
            .any(|one| one.file.as_ref().is_some_and(|file| file.original.is_some()))
    );
    let problems = || {
        done.iter().filter_map(|change| match change {
            Change::Problems { problems, .. } => Some(problems),
            _ => None,
        })
    };
    has_all(problems().flatten().map(|one| &one.severity));
    has_all(problems().flatten().map(|one| &one.remedy.status));
    // Amounts are taken at every criterion that has some.
    let at: HashSet<_> = done
        .iter()
        .filter_map(|change| match change {
            Change::Amounts { criterion, amounts } if !amounts.taken.is_empty() => Some(&**criterion),
            _ => None,
        })
        .collect();
    let expected = CRITERIA
        .iter()
        .filter(|(id, names)| !names.is_empty() && *id != "ghost");
    assert_eq!(at, expected.map(|(id, _)| *id).collect());
}
