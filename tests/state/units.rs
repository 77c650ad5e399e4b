//! The progress of each responsible unit.

use crate::kit::*;
use ziping::state::Units;

const RUBRIC: &str = r#"{ "format": 1, "id": "u", "version": "1", "status": "draft", "title": "U", "sections": [
    { "id": "a", "title": "A", "weight": 50, "criteria": [
        { "id": "one", "text": "1", "units": ["Head", { "zh-CN": "体育组", "en": "Sport" }], "scale": { "kind": "points", "max": 4, "step": 0.5 } },
        { "id": "two", "text": "2", "scale": { "kind": "points", "max": 9 } }],
      "sections": [{ "id": "b", "title": "B", "criteria": [
        { "id": "three", "text": "3", "units": [{ "zh-CN": "体育组", "en": "Sport" }, "Sport"], "scale": { "kind": "points", "max": 2 } },
        { "id": "four", "text": "4", "units": ["Office"], "scale": { "kind": "comment" } }] }] }] }"#;

#[test]
fn each_unit_has_the_points_of_its_own_criteria() {
    let state = blank(RUBRIC);
    let units = Units::of(&state.rubric, "en");
    // Names, answered and all criteria, score and maximum.
    let shown = |state| {
        let each = units.names.iter().zip(units.progress(state)).map(|(name, tally)| {
            let (done, all) = (tally.answered_of_progress(), tally.items_of_progress());
            format!("{name} {done}/{all} {}/{}", tally.score, tally.max)
        });
        each.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(shown(&state), "Head 0/1 0/4, Office 0/1 0/0, Sport 0/2 0/6");
    let state = after(
        &state,
        [
            answer("one", points("3.5")),
            answer("two", points("9")),
            answer("four", assessment::answers::Answer::Comment("done".into())),
        ],
    );
    // The weight of the section changes nothing here; a unit that is named twice at a criterion counts once.
    assert_eq!(shown(&state), "Head 1/1 3.5/4, Office 1/1 0/0, Sport 1/2 3.5/6");
    assert_eq!(
        Units::of(&state.rubric, "zh-CN").names,
        ["Head", "Office", "Sport", "体育组"].map(Into::into)
    );
}
