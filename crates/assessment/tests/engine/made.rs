//! That made-up rubrics and answers have every kind of what there can be.

use crate::drawn::{drawn, has_all, variants};
use crate::model::{Given, Model, chosen};
use crate::strategies::{edits, model};
use assessment::answers::Value;
use assessment::rubric::expression::Way;
use assessment::rubric::report::{self, NAMES, OF_CRITERION, OF_SECTION};
use assessment::rubric::scale::{Against, Combine, OfOne, OfPart, Quantity, Right, Table, Together};
use assessment::rubric::{
    Amount, Condition, Counts, FieldKind, Part, ReportPartKind, Rescale, Rubric, Scale, Standing, Unanswered,
};
use assessment::text::Text;
use std::collections::BTreeSet;

variants!(Scale: Points Levels YesNo Parts Checklist Measure Deductions Tiers Entries Each Comment);
variants!(OfOne: Points Levels YesNo);
variants!(Together: Mean Sum Least Passing);
variants!(Quantity: Number Ratio Change Reached Compared);
variants!(Against: Rank Best Mean);
variants!(Table: Steps Lower Ranges Linear Each Target Knots);
variants!(OfPart: Share None Whole);
variants!(Combine: Sum Max);
variants!(Condition: Is AtLeast All Any Not Answer Answered);
variants!(Amount: Number Field Sum Difference Product Quotient Greatest Least Rounded If Earned Entered Share);
variants!(Way: Up Down Half);
variants!(Standing: Base Bonus Penalty);
variants!(Counts: Exclude Full Zero Share);
variants!(Unanswered: Provisional Exclude Zero);
variants!(Rescale: None Section Total);
variants!(FieldKind: Text LongText Number Date Choice Table Subjects);
variants!(Right: Yes No);
variants!(Value: Text Number Many);
variants!(ReportPartKind: Profile Basis Sections Result Problems Measures Annex Text);
variants!(Text: Plain Languages);

/// All conditions and amounts in these.
fn spread<'r>(
    mut conditions: Vec<&'r Condition>,
    mut amounts: Vec<&'r Amount>,
) -> (Vec<&'r Condition>, Vec<&'r Amount>) {
    let (mut at, mut of) = (0, 0);
    while at < conditions.len() || of < amounts.len() {
        if let Some(condition) = conditions.get(at) {
            at += 1;
            match condition {
                Condition::Is(_) | Condition::Answer(_) | Condition::Answered(_) => {}
                Condition::AtLeast(two) => amounts.extend([&two.of, &two.at_least]),
                Condition::All(all) | Condition::Any(all) => conditions.extend(&all.of),
                Condition::Not(not) => conditions.push(&not.of),
            }
        } else {
            let amount = amounts[of];
            of += 1;
            match amount {
                Amount::Number(_) | Amount::Field(_) | Amount::Earned(_) | Amount::Entered(_) | Amount::Share(_) => {}
                Amount::Sum(all) | Amount::Product(all) | Amount::Greatest(all) | Amount::Least(all) => {
                    amounts.extend(&all.of)
                }
                Amount::Difference(two) => amounts.extend([&*two.of, &*two.less]),
                Amount::Quotient(two) => amounts.extend([&*two.of, &*two.by]),
                Amount::Rounded(rounded) => amounts.push(&rounded.of),
                Amount::If(either) => {
                    conditions.push(&either.condition);
                    amounts.extend([&*either.then, &*either.otherwise]);
                }
            }
        }
    }
    (conditions, amounts)
}

#[test]
fn made_up_rubrics_have_every_kind_of_what_a_rubric_can_hold() {
    let models = drawn(&model(), 300);
    let rubrics: Vec<_> = models.iter().map(Model::rubric).collect();
    let (mut sections, mut criteria) = (Vec::new(), Vec::new());
    for rubric in &rubrics {
        rubric.walk(&mut |part| match part {
            Part::Section(section) => sections.push(section),
            Part::Criterion(criterion) => criteria.push(criterion),
        });
    }
    let scales: Vec<_> = criteria.iter().map(|criterion| &criterion.scale).collect();
    has_all(scales.iter().copied());
    let measures: Vec<_> = scales
        .iter()
        .filter_map(|scale| match scale {
            Scale::Measure(measure) => Some(measure),
            _ => None,
        })
        .collect();
    has_all(measures.iter().map(|measure| &measure.quantity));
    has_all(measures.iter().map(|measure| &measure.table));
    let against = measures.iter().filter_map(|measure| match &measure.quantity {
        Quantity::Compared(compared) => Some(&compared.to),
        _ => None,
    });
    has_all(against);
    let each: Vec<_> = scales
        .iter()
        .filter_map(|scale| match scale {
            Scale::Each(scale) => Some(scale),
            _ => None,
        })
        .collect();
    has_all(each.iter().map(|scale| &scale.scale));
    let together: Vec<_> = each.iter().map(|scale| scale.combining().together).collect();
    has_all(&together);
    assert!(sections.iter().any(|section| section.each.is_some()));
    let sides = measures.iter().filter_map(|measure| match &measure.table {
        Table::Target(table) => Some([&table.above, &table.below].into_iter().flatten()),
        _ => None,
    });
    let parts: Vec<_> = sides.flatten().map(|side| side.part()).collect();
    has_all(&parts);
    let combines: Vec<_> = scales
        .iter()
        .filter_map(|scale| match scale {
            Scale::Checklist(scale) => scale.combined(),
            _ => None,
        })
        .collect();
    has_all(&combines);
    let lists: Vec<_> = scales
        .iter()
        .filter_map(|scale| match scale {
            Scale::Entries(scale) => Some(scale),
            _ => None,
        })
        .collect();
    for chosen in [true, false] {
        let mut factors = lists.iter().flat_map(|scale| &scale.factors);
        assert!(factors.any(|factor| factor.is_chosen() == chosen));
    }
    assert!(lists.iter().any(|scale| scale.best.is_some()));
    assert!(lists.iter().any(|scale| scale.most.is_none()));
    let findings = || {
        scales.iter().filter_map(|scale| match scale {
            Scale::Deductions(scale) => Some(scale),
            _ => None,
        })
    };
    assert!(findings().any(|scale| scale.exhausted.is_some()));
    assert!(findings().any(|scale| scale.max.is_none()));
    assert!(
        findings()
            .flat_map(|scale| &scale.findings)
            .any(|finding| finding.all == Some(true))
    );
    assert!(
        findings()
            .flat_map(|scale| &scale.findings)
            .any(|finding| finding.beyond.is_some())
    );
    assert!(sections.iter().any(|section| section.starts.is_some()));
    assert!(
        sections
            .iter()
            .any(|section| section.percent && section.percent_of.is_some())
    );
    assert!(
        sections
            .iter()
            .any(|section| section.percent && section.percent_of.is_none())
    );
    assert!(scales.iter().any(|scale| {
        matches!(scale, Scale::Checklist(scale) if scale.items.iter().any(|item| item.is_exclusive()))
    }));
    assert!(
        scales
            .iter()
            .any(|scale| matches!(scale, Scale::Levels(scale) if scale.has_ranges()))
    );
    let rights: Vec<_> = scales
        .iter()
        .filter_map(|scale| match scale {
            Scale::YesNo(scale) => scale.right,
            _ => None,
        })
        .collect();
    has_all(&rights);
    // What may be without points is also without, and points are also measured.
    assert!(
        scales
            .iter()
            .any(|scale| matches!(scale, Scale::Levels(_)) && scale.maximum().is_none())
    );
    assert!(
        scales
            .iter()
            .any(|scale| matches!(scale, Scale::YesNo(_)) && scale.maximum().is_none())
    );
    assert!(
        scales
            .iter()
            .any(|scale| matches!(scale, Scale::Points(scale) if scale.measured.is_some()))
    );
    let conditions = sections.iter().flat_map(|section| &section.applies_if);
    let conditions = conditions
        .chain(criteria.iter().flat_map(|criterion| &criterion.applies_if))
        .map(|condition| &**condition);
    let asked = measures.iter().flat_map(|measure| measure.quantity.asked());
    let (conditions, amounts) = spread(
        conditions.collect(),
        asked.filter_map(|(_, asked)| asked.from.as_ref()).collect(),
    );
    has_all(conditions);
    has_all(amounts.iter().copied());
    let ways: Vec<_> = amounts
        .iter()
        .filter_map(|amount| match amount {
            Amount::Rounded(rounded) => Some(rounded.to),
            _ => None,
        })
        .collect();
    has_all(&ways);
    assert!(sections.iter().any(|section| !section.weights.is_empty()));
    assert!(criteria.iter().any(|criterion| !criterion.weights.is_empty()));
    assert!(criteria.iter().any(|criterion| criterion.dont_know));
    assert!(
        scales
            .iter()
            .any(|scale| matches!(scale, Scale::Levels(scale) if scale.has_clauses()))
    );
    has_all(sections.iter().map(|section| &section.standing));
    let counts: Vec<_> = criteria
        .iter()
        .filter_map(|criterion| Some(criterion.not_applicable.as_ref()?.counts_as()))
        .collect();
    has_all(&counts);
    has_all(rubrics.iter().map(|rubric| &rubric.rules.unanswered));
    has_all(rubrics.iter().map(|rubric| &rubric.rules.rescale));
    has_all(
        rubrics
            .iter()
            .flat_map(|rubric| &rubric.profile)
            .map(|field| &field.kind),
    );
    has_all_of_reports(&rubrics);
    let facts: Vec<_> = models.iter().map(Model::facts).collect();
    has_all(facts.iter().flat_map(|facts| facts.profile.values()));
}

/// Fails where reports lack a kind of part, of text, or a name.
fn has_all_of_reports(rubrics: &[Rubric]) {
    assert!(rubrics.iter().any(|rubric| rubric.report.is_empty()));
    let parts = || rubrics.iter().flat_map(|rubric| &rubric.report);
    has_all(parts().map(|part| &part.part));
    has_all(parts().filter_map(|part| part.heading.as_ref()));
    assert!(parts().any(|part| part.heading.is_none()));
    assert!(parts().any(|part| part.text.is_none()));
    let texts = parts().filter_map(|part| part.text.as_ref()).flat_map(Text::all);
    let found: BTreeSet<_> = texts
        .flat_map(report::names)
        .map(|name| report::split(name).map_or((name, ""), |(kind, _, what)| (kind, what)))
        .collect();
    let known = NAMES.map(|name| (name, ""));
    let of = |kind, all: [&'static str; 5]| all.map(|what| (kind, what));
    let known = [
        &known[..],
        &of("section", OF_SECTION),
        &of("criterion", OF_CRITERION),
        &[("profile", ""), ("role", "")],
    ];
    assert_eq!(found, known.concat().into_iter().collect());
}

#[test]
fn every_kind_of_answer_is_given() {
    let given = drawn(&(model(), edits()), 300).into_iter().flat_map(|(model, edits)| {
        let lines = model.lines();
        edits
            .iter()
            .filter_map(|(line, choice)| chosen(lines[line % lines.len()], *choice))
            .collect::<Vec<_>>()
    });
    let answers: Vec<_> = given
        .filter_map(|given| match given {
            Given::Answer(answer) => Some(answer),
            Given::Amounts(_) => None,
        })
        .collect();
    has_all(&answers);
}
