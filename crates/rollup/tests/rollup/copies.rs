//! Which of several records of one subject counts.

use crate::kit::{full, of_raters, row, rubric};
use rollup::copies::{Copies, Key, folded};
use rollup::{Newer, Row};

/// A record with a history: its id, subject, edits by copy of the form, the time of the last edit, and the raters.
struct Case(
    &'static str,
    &'static str,
    &'static [(&'static str, u32)],
    &'static str,
    &'static [&'static str],
);

fn keys(cases: &[Case]) -> Vec<Key> {
    let rubric = rubric();
    let rows = cases.iter().map(|Case(id, name, history, changed, raters)| {
        let points = full(["1", "1", "1", "1"]);
        let answers: Vec<_> = raters.iter().map(|rater| (*rater, &points[..])).collect();
        let row: Row = row(&rubric, &of_raters(id, name, &answers, ""));
        Row {
            history: history.iter().map(|(copy, edit)| (Box::from(*copy), *edit)).collect(),
            changed: (*changed).into(),
            ..row
        }
    });
    rows.map(|row| Key::of(&row)).collect()
}

fn replaced(cases: &[Case]) -> Vec<(usize, usize, bool, Newer)> {
    let copies = Copies::of(&keys(cases));
    copies
        .replaced
        .iter()
        .map(|one| (one.record, one.by, one.is_copy, one.why))
        .collect()
}

#[test]
fn the_newer_of_two_counts() {
    let own: &[&str] = &["self"];
    // Copies of one record: the one that has seen the other's edits, whatever the clocks say.
    let seen = [
        Case("r", "Hill", &[("a", 3), ("b", 2)], "2026-01-01", own),
        Case("r", "Hill", &[("a", 3)], "2026-02-01", own),
    ];
    assert_eq!(replaced(&seen), [(1, 0, true, Newer::History)]);
    // Neither has seen the other's: the later one by time.
    let apart = [
        Case("r", "Hill", &[("a", 3), ("b", 1)], "2026-03-01", own),
        Case("r", "Hill", &[("a", 4)], "2026-02-01", own),
    ];
    assert_eq!(replaced(&apart), [(1, 0, true, Newer::Time)]);
    // The same file twice.
    let twice = [
        Case("r", "Hill", &[("a", 3)], "2026-03-01", own),
        Case("r", "Hill", &[("a", 3)], "2026-03-01", own),
    ];
    assert_eq!(replaced(&twice), [(0, 1, true, Newer::Same)]);
    // Two records that were begun apart, of one subject: full-width letters and spaces make no difference.
    let begun = [
        Case("r", "Hill 1", &[("a", 9)], "2026-01-01", own),
        Case("s", "ｈｉｌｌ１", &[("b", 1)], "2026-02-01", own),
    ];
    assert_eq!(replaced(&begun), [(0, 1, false, Newer::Time)]);
    // Three in a row: both name the one that counts, which is no copy of the first and has not seen its edits.
    let three = [
        Case("r", "Hill", &[("a", 1)], "2026-01-01", own),
        Case("r", "Hill", &[("a", 2)], "2026-01-02", own),
        Case("s", "Hill", &[("b", 1)], "2026-01-03", own),
    ];
    assert_eq!(
        replaced(&three),
        [(0, 2, false, Newer::Time), (1, 2, false, Newer::Time)]
    );
    // Without a name nothing says that two are of one subject.
    let nameless = [Case("r", "", &[("a", 1)], "", own), Case("s", "", &[("b", 1)], "", own)];
    assert_eq!(replaced(&nameless), []);
}

/// Every order of so many.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..count {
        let longer = |order: &Vec<usize>| {
            let order = order.clone();
            let left: Vec<usize> = (0..count).filter(|at| !order.contains(at)).collect();
            left.into_iter().map(move |at| [&order[..], &[at]].concat())
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

#[test]
fn the_order_of_reading_makes_no_difference() {
    let own: &[&str] = &["self"];
    let cases = [
        Case("r", "Hill", &[("a", 1)], "2026-01-01", own),
        Case("r", "Hill", &[("a", 1), ("b", 2)], "2026-01-02", own),
        Case("s", "Hill", &[("c", 1)], "2026-01-01T09", own),
        Case("t", "Lake", &[("d", 1)], "2026-01-01", own),
    ];
    let all = keys(&cases);
    for order in orders(4) {
        let keys: Vec<Key> = order.iter().map(|at| all[*at].clone()).collect();
        let gone: Vec<usize> = Copies::of(&keys).replaced.iter().map(|one| order[one.record]).collect();
        let mut gone = gone;
        gone.sort_unstable();
        assert_eq!(gone, [0, 2], "{order:?}");
    }
}

#[test]
fn an_older_copy_with_another_rater_is_joined() {
    let cases = [
        Case("r", "Hill", &[("a", 1)], "2026-01-01", &["self", "bureau"]),
        Case("r", "Hill", &[("a", 2)], "2026-01-02", &["self"]),
        Case("t", "Lake", &[("d", 1)], "2026-01-01", &["self"]),
    ];
    assert_eq!(Copies::of(&keys(&cases)).joined, [(1, vec![0])]);
}

#[test]
fn the_newest_copy_is_joined_first() {
    let both: &[&str] = &["self", "bureau"];
    let cases = [
        Case("r", "Hill", &[("a", 1), ("b", 1)], "2026-01-01", both),
        // It has seen the first, but not the third.
        Case("r", "Hill", &[("a", 1), ("b", 2)], "2026-01-02", both),
        Case("r", "Hill", &[("c", 1)], "2026-01-03", &["self"]),
    ];
    let all = keys(&cases);
    for order in orders(3) {
        let keys: Vec<Key> = order.iter().map(|at| all[*at].clone()).collect();
        let Copies { mut replaced, joined } = Copies::of(&keys);
        let joined: Vec<_> = joined
            .iter()
            .map(|(by, copies)| (order[*by], copies.iter().map(|at| order[*at]).collect::<Vec<_>>()))
            .collect();
        assert_eq!(joined, [(2, vec![1, 0])], "{order:?}");
        // The one that counts has seen the edits of neither.
        replaced.sort_unstable_by_key(|one| order[one.record]);
        let why: Vec<_> = replaced
            .iter()
            .map(|one| (order[one.record], order[one.by], one.why))
            .collect();
        assert_eq!(why, [(0, 2, Newer::Time), (1, 2, Newer::Time)], "{order:?}");
    }
}

#[test]
fn a_copy_whose_edits_another_has_does_not_count() {
    let own: &[&str] = &["self"];
    // The clock of the first is ahead. By times it is newer than the third, but the second has all of its edits.
    let cases = [
        Case("r", "Hill", &[("a", 1)], "2026-03-01", own),
        Case("r", "Hill", &[("a", 1), ("b", 1)], "2026-01-01", own),
        Case("r", "Hill", &[("c", 1)], "2026-02-01", own),
    ];
    let all = keys(&cases);
    for order in orders(3) {
        let keys: Vec<Key> = order.iter().map(|at| all[*at].clone()).collect();
        let mut replaced: Vec<_> = Copies::of(&keys)
            .replaced
            .iter()
            .map(|one| (order[one.record], order[one.by], one.why))
            .collect();
        replaced.sort_unstable_by_key(|one| one.0);
        assert_eq!(replaced, [(0, 2, Newer::Order), (1, 2, Newer::Time)], "{order:?}");
    }
}

#[test]
fn names_are_compared_without_what_people_vary() {
    for (one, other) in [("青山小学 ", "青山 小学"), ("Ｎｏ．１", "no.1"), ("A\u{3000}B", "ab")] {
        assert_eq!(folded(one), folded(other));
    }
    assert_ne!(folded("青山小学"), folded("青山中学"));
}
