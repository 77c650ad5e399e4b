//! Ranks, grades and figures of many rows.

use crate::kit::{collection, full, record, row, rubric};
use assessment::points::Decimal;
use rollup::figures::{Gathering, interval, percent};
use rollup::{Collection, Layout, Part};

fn amount(text: &str) -> Decimal {
    text.parse().expect("an amount")
}

fn all(collection: &Collection) -> Vec<usize> {
    (0..collection.rows().len()).collect()
}

fn shown(figure: Option<Decimal>) -> String {
    figure.map_or_else(|| "—".to_owned(), |figure| figure.to_string())
}

/// Totals 22, 16, 16 and 12 of 20, and one without an answer for the wall.
fn five() -> Collection {
    collection(
        &rubric(),
        &[
            ("Hill", ["6", "4", "10", "2"]),
            ("Lake", ["6", "4", "6", "0"]),
            ("Wood", ["4", "4", "8", "0"]),
            ("Moor", ["2", "2", "8", "0"]),
        ],
    )
}

#[test]
fn ranks_are_shared_and_decide_grades() {
    let five = five();
    let results = five.results(0, &all(&five));
    assert_eq!(results.ranks, [Some(1), Some(2), Some(2), Some(4)]);
    // The top quarter of four is one; the next have 16 points and are not among it.
    assert_eq!(results.grades, [Some(0), Some(1), Some(1), Some(1)]);
    // Among the last three the top quarter is one rank, which two share.
    let three = five.results(0, &[1, 2, 3]);
    assert_eq!(three.ranks, [None, Some(1), Some(1), Some(3)]);
    assert_eq!(three.grades, [None, Some(0), Some(0), Some(1)]);
    // The bureau has answered nothing.
    assert_eq!(five.results(1, &all(&five)).ranks, [None; 4]);
}

#[test]
fn figures_are_those_of_a_pocket_calculator() {
    let five = five();
    let among = all(&five);
    let figures = five.figures(0, &among, &five.results(0, &among));
    let totals = &figures.totals;
    assert_eq!((figures.records, totals.count), (4, 4));
    // (22 + 16 + 16 + 12) ÷ 4 = 16.5; the two in the middle are 16.
    assert_eq!(
        (shown(totals.mean), shown(totals.median)),
        ("16.5".to_owned(), "16".to_owned())
    );
    // √((5.5² + 0.5² + 0.5² + 4.5²) ÷ 4) = √12.75 = 3.5707…
    assert_eq!(shown(totals.deviation), "3.57");
    assert_eq!(
        (shown(totals.highest), shown(totals.lowest)),
        ("22".to_owned(), "12".to_owned())
    );
    // 66 of 80.
    assert_eq!(shown(totals.rate), "82.5");
    let grades: Vec<_> = figures
        .grades
        .iter()
        .map(|share| (share.count, shown(share.percent)))
        .collect();
    assert_eq!(
        grades,
        [(1, "25".to_owned()), (3, "75".to_owned()), (0, "0".to_owned())]
    );
    let room = figures.sections[0];
    // (10 + 10 + 8 + 4) of 40.
    assert_eq!(
        (room.count, shown(room.mean), shown(room.rate), room.lost),
        (4, "8".to_owned(), "80".to_owned(), amount("8"))
    );
    let desk = figures.criteria[0];
    assert_eq!((desk.losing, desk.part.lost), (2, amount("6")));
    assert_eq!(shown(desk.part.mean), "4.5");
}

#[test]
fn totals_are_counted_by_their_score_rate() {
    // An interval begins with its lower bound: 2 of 20 are 10 percent, 1.9999 of 20 are less.
    let table = [
        ("-1", "20", Some(0)),
        ("0", "20", Some(0)),
        ("1.9999", "20", Some(0)),
        ("2", "20", Some(1)),
        ("17.9999", "20", Some(8)),
        ("18", "20", Some(9)),
        ("20", "20", Some(9)),
        ("22", "20", Some(9)),
        // 1 ÷ 3 is more than 30 percent, 0.9 ÷ 3 is exactly that.
        ("0.9", "3", Some(3)),
        ("0.8999", "3", Some(2)),
        ("0", "0", None),
    ];
    for (score, max, expected) in table {
        let total = Part::new(amount(score), amount(max));
        assert_eq!(interval(total), expected, "{score} of {max}");
    }
    // 22, 16, 16 and 12 of 20: 110, 80, 80 and 60 percent.
    let five = five();
    let among = all(&five);
    let figures = five.figures(0, &among, &five.results(0, &among));
    let counts = figures.totals.intervals.map(|share| share.count);
    assert_eq!(counts, [0, 0, 0, 0, 0, 0, 1, 0, 2, 1]);
    assert_eq!(shown(figures.totals.intervals[8].percent), "50");
}

#[test]
fn the_lowest_rates_are_of_criteria_that_lost_points_of_the_maximum() {
    let five = five();
    let among = all(&five);
    let figures = five.figures(0, &among, &five.results(0, &among));
    // The desk 18 of 24, the floor 14 of 16, the wall 32 of 40. The tree of the bonus, 2 of 8, is no loss.
    let rates: Vec<String> = figures.criteria.iter().map(|one| shown(one.part.rate)).collect();
    assert_eq!(rates, ["75", "87.5", "80", "25"]);
    assert_eq!(figures.lowest(five.layout(), 10), [0, 2, 1]);
    assert_eq!(figures.lowest(five.layout(), 2), [0, 2]);
    // Full marks are no loss, and of equal rates the first comes first.
    let even = collection(
        &rubric(),
        &[("Hill", ["3", "2", "10", "0"]), ("Lake", ["3", "2", "10", "0"])],
    );
    let figures = even.figures(0, &[0, 1], &even.results(0, &[0, 1]));
    assert_eq!(figures.lowest(even.layout(), 10), [0, 1]);
}

#[test]
fn sections_of_the_maximum_have_a_rate() {
    let five = five();
    let among = all(&five);
    let figures = five.figures(0, &among, &five.results(0, &among));
    // Not the bonus. Where there are too many, all that are left are of the whole anyway.
    assert_eq!(figures.rated(five.layout(), 10), [0, 1]);
    assert_eq!(figures.rated(five.layout(), 1), [0, 1]);
    // A section inside the first one, and a bonus with a section inside it.
    let inside = |section: usize, parent: u32| {
        let mut layout: Layout = five.layout().clone();
        (layout.sections[section].parent, layout.sections[section].depth) = (Some(parent), 2);
        layout
    };
    assert_eq!(figures.rated(&inside(1, 0), 10), [0, 1]);
    assert_eq!(figures.rated(&inside(1, 0), 1), [0]);
    let mut bonus = inside(1, 0);
    bonus.sections[0].standing = bonus.sections[2].standing;
    assert_eq!(figures.rated(&bonus, 10), [] as [usize; 0]);
    // A damaged layout has an end, too.
    assert!(inside(1, 1).is_base(1) && !bonus.is_base(1) && five.layout().is_base(9));
}

#[test]
fn an_unfinished_record_counts_as_one_and_in_no_mean() {
    let rubric = rubric();
    let mut five = five();
    five.push(row(&rubric, &record("x", "Glen", &[("desk", "6")])));
    let among = all(&five);
    let results = five.results(0, &among);
    assert_eq!(results.ranks[4], None);
    let figures = five.figures(0, &among, &results);
    assert_eq!((figures.records, figures.totals.count), (5, 4));
    assert_eq!(shown(figures.totals.mean), "16.5");
    // Nothing at all has no mean and no share.
    let none = five.figures(0, &[], &results);
    assert_eq!(
        (shown(none.totals.mean), shown(none.grades[0].percent)),
        ("—".to_owned(), "—".to_owned())
    );
}

#[test]
fn the_top_share_is_rounded_up_and_keeps_ties() {
    let five = five();
    for (percent, expected) in [
        ("1", vec![0]),
        ("25", vec![0]),
        ("26", vec![0, 1, 2]),
        ("50", vec![0, 1, 2]),
        ("76", vec![0, 1, 2, 3]),
        ("0", vec![]),
    ] {
        assert_eq!(five.top(0, amount(percent), &all(&five)), expected, "{percent} %");
    }
}

#[test]
fn a_list_says_who_is_missing() {
    let five = five();
    let missing = five.missing("hill\n Ｌａｋｅ \n\nGlen\nGlen\nMoor");
    assert_eq!(missing.missing, [Box::from("Glen")]);
    assert_eq!(missing.unexpected, [2]);
    assert_eq!(missing.repeated, [Box::from("Glen")]);
    assert_eq!(five.missing(" \n"), rollup::Missing::default());
}

#[test]
fn periods_have_weights() {
    let rubric = rubric();
    let of = |name: &str, period: &str, points: [&str; 4]| {
        let mut row = row(&rubric, &record(&format!("{name}{period}"), name, &full(points)));
        row.period = period.into();
        row
    };
    let mut periods = collection(&rubric, &[]);
    periods.push(of("Hill", "spring", ["6", "4", "10", "0"]));
    periods.push(of("Hill", "autumn", ["3", "2", "5", "0"]));
    periods.push(of("Lake", "autumn", ["6", "4", "6", "0"]));
    let found = periods.periods(
        0,
        &[
            ("spring", amount("25")),
            ("autumn", amount("75")),
            ("winter", amount("9")),
        ],
    );
    let found: Vec<_> = found
        .iter()
        .map(|one| (&*one.subject, shown(one.totals[0]), shown(one.mean)))
        .collect();
    // 20 × 0.25 + 10 × 0.75; a period that is missing leaves with its weight.
    assert_eq!(
        found,
        [
            ("Hill", "20".to_owned(), "12.5".to_owned()),
            ("Lake", "—".to_owned(), "16".to_owned())
        ]
    );
}

#[test]
fn this_year_stands_beside_last_year() {
    let rubric = rubric();
    let before = collection(
        &rubric,
        &[("ＨＩＬＬ", ["5", "4", "6", "0"]), ("Gone", ["1", "1", "1", "0"])],
    );
    let now = five();
    let changes = now.changes(0, &before);
    let [hill] = &changes[..] else { panic!("{changes:?}") };
    // 22 after 15; the room 10 after 9, the yard 10 after 6, the bonus 2 after 0.
    assert_eq!(
        (hill.row, shown(hill.before), shown(hill.total)),
        (0, "15".to_owned(), "7".to_owned())
    );
    let sections: Vec<String> = hill.sections.iter().map(|section| shown(*section)).collect();
    assert_eq!(sections, ["1", "4", "2"]);
    // All of last year: the room (9 + 2) of 20, the yard (6 + 1) of 20, the bonus nothing of 4.
    let rates: Vec<String> = now.earlier_rates(0, &before).into_iter().map(shown).collect();
    assert_eq!(rates, ["55", "35", "0"]);
    // The bureau answered nothing then.
    assert_eq!(now.earlier_rates(1, &before), [None; 3]);
}

#[test]
fn figures_gathered_apart_are_those_of_all() {
    let five = five();
    let among = all(&five);
    let results = five.results(0, &among);
    let gathered = |rows: &[usize]| {
        let mut gathering = Gathering::new(five.layout());
        rows.iter()
            .for_each(|at| gathering.add(five.rows()[*at].of_rater(0), results.grades[*at]));
        gathering
    };
    for cut in 0..=4 {
        let (mut one, other) = (gathered(&among[..cut]), gathered(&among[cut..]));
        one.join(other);
        assert_eq!(one.figures(), five.figures(0, &among, &results), "{cut}");
    }
}

#[test]
fn percent_is_rounded_half_away_from_zero() {
    let table = [
        ((1, 3), "33.33"),
        ((2, 3), "66.67"),
        ((1, 8), "12.5"),
        ((1, 800), "0.13"),
        ((-1, 800), "-0.13"),
        ((0, 5), "0"),
        ((5, 0), "—"),
    ];
    for ((part, whole), expected) in table {
        assert_eq!(shown(percent(part, whole)), expected, "{part} of {whole}");
    }
}
