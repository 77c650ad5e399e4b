//! What differs by scale when an entry is typed or pasted: number fields, units, cells of a pasted column. A new family of scales adds an
//! arm to each function here, and to nothing else in `state`.

use assessment::Id;
use assessment::answers::Answer;
use assessment::points::Decimal;
use assessment::rubric::Scale;
use assessment::rubric::scale::{Family as _, Grid, Measure, parted};
use assessment::text::Text;

/// The points that may be typed as the answer; `None` if the answer is not typed as points.
pub(super) fn points_grids(scale: &Scale) -> Option<Vec<Grid>> {
    match scale {
        Scale::Points(scale) => Some(vec![scale.grid()]),
        Scale::Levels(scale) => Some(scale.ranges()).filter(|ranges| !ranges.is_empty()),
        Scale::YesNo(_)
        | Scale::Parts(_)
        | Scale::Checklist(_)
        | Scale::Measure(_)
        | Scale::Deductions(_)
        | Scale::Tiers(_)
        | Scale::Entries(_)
        | Scale::Each(_)
        | Scale::Comment(_) => None,
    }
}

/// Units that people write behind points, in any language of the form: accepted, never shown.
pub(super) const POINT_UNITS: [&str; 5] = ["分", "points", "point", "pts", "pt"];
/// Units that people write behind a count.
const COUNT_UNITS: [&str; 9] = ["次", "处", "个", "项", "人", "件", "起", "例", "times"];

/// Whether an entry on the scale is typed into a field for a number.
pub(super) fn has_number_field(scale: &Scale) -> bool {
    match scale {
        Scale::Points(_) | Scale::Parts(_) | Scale::Deductions(_) => true,
        Scale::Measure(measure) => !measure.quantity.is_worked_out(),
        Scale::Levels(_)
        | Scale::YesNo(_)
        | Scale::Checklist(_)
        | Scale::Tiers(_)
        | Scale::Entries(_)
        | Scale::Each(_)
        | Scale::Comment(_) => false,
    }
}

/// The units that people write behind a named amount: its own unit, or the counted thing.
pub(super) fn amount_units<'s>(scale: &'s Scale, name: &Id) -> Vec<&'s str> {
    let measured = |measure: &'s Measure| {
        let asked = measure.quantity.asked().into_iter().find(|(own, _)| **own == **name);
        let unit = asked.and_then(|(_, asked)| asked.unit.as_ref());
        unit.into_iter().flat_map(Text::all).collect()
    };
    match scale {
        Scale::Measure(measure) => measured(measure),
        Scale::Points(points) => points.measured.as_ref().map(measured).unwrap_or_default(),
        Scale::Parts(_) | Scale::Each(_) => POINT_UNITS.to_vec(),
        Scale::Deductions(_) => COUNT_UNITS.to_vec(),
        Scale::Entries(entries) => {
            let own = parted(name).and_then(|(_, own)| entries.factors.iter().find(|factor| *factor.id == *own));
            let own = own.and_then(|factor| factor.unit.as_ref());
            own.into_iter().flat_map(Text::all).collect()
        }
        Scale::Levels(_) | Scale::YesNo(_) | Scale::Checklist(_) | Scale::Tiers(_) | Scale::Comment(_) => Vec::new(),
    }
}

/// What pasted points mean to an item.
pub(super) enum PastedPoints {
    /// The answer, if it is one of these amounts.
    Amount(Vec<Grid>),
    /// The only one of these answers that has them.
    Choice(Vec<(Answer, Option<Decimal>)>),
    /// Nothing: its points follow from several entries.
    FollowFromEntries,
    /// Nothing: its answer is a text.
    Text,
}

/// What the points in a cell of a pasted column mean to an item with this scale.
pub(super) fn pasted_points(scale: &Scale) -> PastedPoints {
    if let Some(grids) = points_grids(scale) {
        return PastedPoints::Amount(grids);
    }
    match scale {
        Scale::Levels(scale) => {
            let levels = scale.levels.iter();
            PastedPoints::Choice(
                levels
                    .map(|level| (Answer::Level(level.id.clone()), level.points))
                    .collect(),
            )
        }
        Scale::YesNo(scale) => {
            let answers = [Answer::Yes, Answer::Partial, Answer::No].into_iter();
            let answers = answers.filter(|answer| scale.takes(answer));
            PastedPoints::Choice(
                answers
                    .map(|answer| (answer.clone(), scale.points_of(&answer)))
                    .collect(),
            )
        }
        Scale::Points(_)
        | Scale::Parts(_)
        | Scale::Checklist(_)
        | Scale::Measure(_)
        | Scale::Deductions(_)
        | Scale::Tiers(_)
        | Scale::Entries(_)
        | Scale::Each(_) => PastedPoints::FollowFromEntries,
        Scale::Comment(_) => PastedPoints::Text,
    }
}
