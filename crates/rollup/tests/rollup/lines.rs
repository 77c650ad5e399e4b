//! Rows as a file of lines.

use crate::kit::{full, record, row, rubric};
use rollup::{Head, Layout};

#[test]
fn a_head_says_what_the_rows_are_of() {
    let rubric = rubric();
    let layout = Layout::of(&rubric);
    let head = Head::new(&layout, 1);
    assert_eq!(&*head.rater, "bureau");
    assert_eq!(Head::parse(&head.to_line()), Some(head.clone()));
    // As an editor on Windows saves it.
    assert_eq!(
        Head::parse(&format!("\u{feff}{}\r", head.to_line())),
        Some(head.clone())
    );
    for other in [
        "",
        "{}",
        &head.to_line().replace("ziping-rows", "other"),
        &record("r", "Hill", &[]),
    ] {
        assert_eq!(Head::parse(other), None, "{other}");
    }
    let line = row(&rubric, &record("r", "Hill", &full(["6", "4", "10", "2"]))).to_line();
    assert!(head.row(&line).is_some());
    // A rubric with one section less: the row is not read as one of it.
    let mut less = head;
    less.layout.sections.pop();
    assert_eq!(less.row(&line), None);
}
