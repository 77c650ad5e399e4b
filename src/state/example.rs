//! A filled-in example of a rubric that ships: an invented school, with sensible answers and a known total.

use super::{Action, Change, State, VERSION, apply, parse_field};
use assessment::answers::{Answer, Deficiency, Remedy, Stamp};
use assessment::record::Record;
use assessment::rubric::{Part, Rubric, Scale};
use std::rc::Rc;

/// The id of the rubric that has an example.
pub const EXAMPLE_OF: &str = "school-pe";

/// The points of the example, in the order of the form: 90 of 100. A yes-no criterion is answered with no: none of the vetoes occurred.
const POINTS: &str = "4 2 2 6 4 2 8 3 10 5 5 1 2 5 3 3 2 15 3 2 3";

/// The profile of the invented school, as far as no language matters.
const PROFILE: &str = "stage\tprimary\nrural\tno\nclasses\t18\nclasses-1-2\t6\nclasses-3-6\t12\nclasses-7-9\t0\ngrades\t6\npupils\t756\nstaff\t52\n\
    pe-teachers\t5\nland\t14200\nbuilding\t7350.5\n";

/// The example as a form that nobody has edited. `words` are lines with an id and texts, separated by tabs: the value of a profile field,
/// the names of a role, the narrative of a section, or a criterion's problem and the measure against it; `period` is the period.
pub fn example(rubric: Rc<Rubric>, id: Rc<str>, today: &Rc<str>, words: &str) -> State {
    let lines = [PROFILE, words].concat();
    let text = |id: &str| {
        let mut own = lines
            .lines()
            .filter_map(|line| line.strip_prefix(id)?.strip_prefix('\t'));
        own.next().unwrap_or_default()
    };
    let mut points = POINTS.split(' ').filter_map(|points| points.parse().ok());
    let mut changes = vec![Change::Period(text("period").into()), Change::Date(today.clone())];
    changes.extend(rubric.profile.iter().map(|field| Change::Profile {
        field: field.id.clone(),
        value: parse_field(field, text(&field.id)),
    }));
    changes.extend(rubric.roles.iter().map(|role| Change::Role {
        role: role.id.clone(),
        names: text(&role.id).split('\t').map(Into::into).collect(),
    }));
    rubric.walk(&mut |part| match part {
        Part::Section(section) => changes.push(Change::Narrative {
            section: section.id.clone(),
            text: text(&section.id).into(),
        }),
        Part::Criterion(criterion) => {
            let answer = match criterion.scale {
                Scale::Points(_) => points.next().map(Answer::Points),
                _ => Some(Answer::No),
            };
            changes.push(Change::Answer {
                criterion: criterion.id.clone(),
                answer,
                refused: None,
            });
            if let Some((problem, measure)) = text(&criterion.id).split_once('\t') {
                changes.push(Change::Problems {
                    criterion: criterion.id.clone(),
                    problems: vec![Deficiency {
                        text: problem.into(),
                        remedy: Remedy {
                            text: measure.into(),
                            owner: text("filled-by").into(),
                            ..Remedy::default()
                        },
                        ..Deficiency::default()
                    }],
                });
            }
        }
    });
    let record = Record::blank(&rubric, id);
    let blank = State::on(today, rubric, record);
    let action = Action {
        version: VERSION,
        rater: blank.record.rater.clone(),
        change: Change::Several(changes),
        stamp: Stamp::default(),
    };
    apply(&blank, &action).map_or(blank, |applied| applied.state)
}
