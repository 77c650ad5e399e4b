//! From the text of a record to its row.

use crate::kit::{full, of_raters, record, row, rubric};
use assessment::score::Standing;
use rollup::{Fault, ItemState, Part, Reading, Row};

fn points(part: Option<Part>) -> String {
    part.map_or_else(|| "—".to_owned(), |part| format!("{}/{}", part.score(), part.max()))
}

#[test]
fn a_row_has_every_part() {
    let rubric = rubric();
    let row = row(&rubric, &record("r1", " Hill School ", &full(["5.5", "n", "7", "2"])));
    assert_eq!(
        (&*row.id, &*row.subject, &*row.version, &*row.file),
        ("r1", "Hill School", "2", "file.json")
    );
    assert_eq!(row.profile, [Some("Hill School".into()), None]);
    let [scores] = &row.scores[..] else {
        panic!("one rater has answered")
    };
    assert_eq!((scores.rater, scores.standing), (0, Standing::Final));
    // 5.5 of 6 and 7 of 10: the floor does not apply. The tree is a bonus of 2 on top.
    assert_eq!(points(scores.total), "14.5/16");
    assert_eq!(scores.extra.0.to_string(), "2");
    let sections: Vec<String> = scores.sections.iter().map(|part| points(*part)).collect();
    assert_eq!(sections, ["5.5/6", "7/10", "2/2"]);
    let items: Vec<(ItemState, String)> = scores.items.iter().map(|item| (item.0, points(item.part()))).collect();
    let expected = [
        (ItemState::Answered, "5.5/6"),
        (ItemState::NotApplicable, "0/0"),
        (ItemState::Answered, "7/10"),
        (ItemState::Answered, "2/2"),
    ];
    assert_eq!(items, expected.map(|(state, points)| (state, points.to_owned())));
    // The floor is not among the criteria to be answered.
    assert_eq!((scores.answered, scores.criteria), (3, 3));
}

#[test]
fn a_line_is_the_row_again() {
    let rubric = rubric();
    let more = r#", "claimedTotal": 20, "scores": { "self": { "standing": "final", "total": 19, "maximum": 20 } }, "period": "2025""#;
    let text = of_raters(
        "r",
        "Hill",
        &[("self", &full(["6", "4", "10", "2"])), ("bureau", &[("desk", "3")])],
        more,
    );
    let row = row(&rubric, &text);
    assert_eq!(row.scores.len(), 2, "the bureau has answered, too");
    assert_eq!(row.scores[1].standing, Standing::Provisional);
    assert_eq!(Row::parse(&row.to_line()), Some(row.clone()));
    assert_eq!(Row::parse("{}"), None);
    // The record says 19 where 22 is right.
    let total = row
        .differences
        .iter()
        .find(|one| &*one.place == "total")
        .expect("the total differs");
    assert_eq!((&*total.record, &*total.computed), ("19", "22"));
    assert!(row.notices.iter().any(|code| &**code == "differs"));
}

#[test]
fn a_text_that_is_no_record_of_the_rubric_has_no_row() {
    let rubric = rubric();
    let reading = Reading::new(&rubric, "");
    let other = record("r", "Hill", &[]).replace(r#""id": "tidy""#, r#""id": "loud""#);
    assert_eq!(reading.row("f", &other), Err(Fault::OtherRubric("loud".into())));
    for text in ["", "{", "[]", r#"{ "format": 1, "kind": "note" }"#] {
        assert!(matches!(reading.row("f", text), Err(Fault::Problems(_))), "{text:?}");
    }
}

#[test]
fn a_byte_order_mark_and_line_ends_make_no_difference() {
    let rubric = rubric();
    let reading = Reading::new(&rubric, "");
    let text = record("r", "Hill", &full(["6", "4", "10", "2"]));
    let saved = format!("\u{feff}\r\n\r\n{}\r\n", text.replace('\n', "\r\n"));
    assert_eq!(reading.row("f", &saved), reading.row("f", &text));
    assert!(reading.row("f", &saved).is_ok());
    let bureau = of_raters("r", "Hill", &[("bureau", &full(["3", "2", "5", "0"]))], "");
    let row = reading.joined("f", &saved, &[&format!("\u{feff}{bureau}")]);
    assert_eq!(row.map(|row| row.scores.len()), Ok(2));
}

#[test]
fn a_copy_gives_the_answers_of_a_rater_who_is_missing() {
    let rubric = rubric();
    let reading = Reading::new(&rubric, "");
    let own = record("r", "Hill", &full(["6", "4", "10", "2"]));
    let bureau = of_raters(
        "r",
        "Hill",
        &[("self", &[("desk", "1")]), ("bureau", &full(["3", "2", "5", "0"]))],
        "",
    );
    let row = reading.joined("f", &own, &[&bureau]).expect("both are records");
    let totals: Vec<(u32, String)> = row
        .scores
        .iter()
        .map(|scores| (scores.rater, points(scores.total)))
        .collect();
    // The school's own answers stay; the bureau's are 3 + 2 + 5.
    assert_eq!(totals, [(0, "22/20".to_owned()), (1, "10/20".to_owned())]);
}
