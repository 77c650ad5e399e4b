//! The page "Put records together": which records count, what is shown, and what is to be done.

use assessment::rubric::Rubric;
use rollup::Reading;
use std::rc::Rc;
use ziping::state::Keeping;
use ziping::state::collection::{
    CollectionEffect, CollectionMsg as Msg, CollectionPage, Column, Order, Out, Phase, Place, ReadFault, ReadRow, Said,
    Stored, Tab, lines_between, rubric_of, to_row,
};

const RUBRIC: &str = r#"{ "format": 1, "id": "tidy", "version": "1", "status": "draft", "title": "Tidy",
    "raters": [{ "id": "self", "label": "S" }, { "id": "bureau", "label": "B" }],
    "profile": [{ "id": "name", "label": "Name", "kind": "text", "subject": true },
        { "id": "stage", "label": "Stage", "kind": "choice", "options": [{ "id": "p", "label": "P" }, { "id": "m", "label": "M" }] }],
    "sections": [{ "id": "s", "title": "S", "criteria": [{ "id": "c", "text": "C", "scale": { "kind": "points", "max": 10 } }] }],
    "grades": { "bands": [{ "id": "good", "label": "Good", "atLeast": 6 }] } }"#;

fn record(id: &str, name: &str, stage: &str, points: &str, edits: u32) -> String {
    format!(
        r#"{{ "format": 1, "kind": "ziping-record", "id": "{id}", "revision": 1, "rubric": {{ "id": "tidy", "version": "1" }},
        "profile": {{ "name": "{name}", "stage": "{stage}" }}, "answers": {{ "self": {{ "c": {{ "answer": {{ "kind": "points", "points": {points} }},
        "counter": {edits}, "replica": "a" }} }} }} }}"#
    )
}

fn read(rubric: &Rubric, source: u32, start: u64, text: &str) -> ReadRow {
    let file = format!("file{source}");
    ReadRow {
        place: Place {
            source,
            start,
            end: start + text.len() as u64,
        },
        row: to_row(&Reading::new(rubric, ""), &file, text.as_bytes()),
        file,
    }
}

/// A page with four records of three subjects, and one that is damaged.
fn page() -> (CollectionPage, Vec<CollectionEffect>) {
    let rubric = Rc::new(Rubric::parse(RUBRIC).expect("a rubric"));
    let mut page = CollectionPage::default();
    page.update(Msg::SetLanguage("en"));
    page.update(Msg::Begin);
    assert_eq!(page.phase(), &Phase::Looking);
    page.update(Msg::SetRubric(rubric.clone()));
    // The second worker is quicker.
    let later = vec![
        read(&rubric, 1, 400, &record("r3", "Wood", "m", "7", 1)),
        read(&rubric, 1, 0, &record("r2", "Lake", "p", "4", 1)),
        read(&rubric, 1, 200, "{ broken"),
    ];
    page.update(Msg::Read(later, 10, 20));
    assert_eq!(page.phase(), &Phase::Reading(10, 20));
    let first = vec![
        read(&rubric, 0, 0, &record("r1", "Hill", "p", "3", 1)),
        read(&rubric, 2, 0, &record("r1", "Hill", "p", "9", 2)),
    ];
    page.update(Msg::Read(first, 20, 20));
    let effects = page.update(Msg::Ended);
    (page, effects)
}

fn names(page: &CollectionPage) -> Vec<&str> {
    let shown = page.shown();
    shown.iter().map(|at| &*page.rows()[*at].subject).collect()
}

#[test]
fn the_newest_copy_counts_and_the_rest_is_named() {
    let (page, effects) = page();
    assert_eq!(page.phase(), &Phase::Done);
    assert!(matches!(&effects[..], [CollectionEffect::ScheduleSave]), "{effects:?}");
    assert_eq!(names(&page), ["Hill", "Wood", "Lake"]);
    let results = page.results();
    let ranks: Vec<_> = page.shown().iter().map(|at| results.ranks[*at]).collect();
    assert_eq!(ranks, [Some(1), Some(2), Some(3)]);
    let [replaced] = page.replaced() else {
        panic!("one is a copy")
    };
    assert_eq!(
        (&*replaced.file, &*replaced.by, replaced.is_copy),
        ("Hill · file0", "Hill · file2", true)
    );
    // Records of one file are named by the number of their line.
    let [unread] = page.unread() else {
        panic!("one is damaged")
    };
    assert_eq!(unread.file, "file1:2");
    assert!(
        matches!(unread.fault, ReadFault::Damaged { line: 1, column: 3, .. }),
        "{unread:?}"
    );
    let files: Vec<&str> = page.rows().iter().map(|row| &*row.file).collect();
    assert_eq!(files, ["file1:1", "file1:3", "file2"]);
}

#[test]
fn order_and_filters_choose_rows_and_change_no_rank() {
    let (mut page, _) = page();
    page.update(Msg::Sort(Column::Subject));
    assert_eq!(names(&page), ["Hill", "Lake", "Wood"]);
    page.update(Msg::Sort(Column::Subject));
    assert_eq!(names(&page), ["Wood", "Lake", "Hill"]);
    // The most points come first at once.
    page.update(Msg::Sort(Column::Total));
    assert_eq!(names(&page), ["Hill", "Wood", "Lake"]);
    assert_eq!(
        page.view().order,
        Order {
            column: Column::Total,
            is_down: true
        }
    );
    page.update(Msg::Value(Some((1, "p".into()))));
    assert_eq!(names(&page), ["Hill", "Lake"]);
    page.update(Msg::Grade(Some(None)));
    assert_eq!(names(&page), ["Lake"]);
    assert_eq!(page.results().ranks[page.shown()[0]], Some(3));
    page.update(Msg::Grade(None));
    page.update(Msg::Value(None));
    page.update(Msg::Find("ｗｏ".to_owned()));
    assert_eq!(names(&page), ["Wood"]);
}

#[test]
fn what_is_typed_is_compared_and_stored() {
    let (mut page, _) = page();
    let hill = page.shown()[0];
    for (typed, difference) in [("8.5", Some("-0.5")), ("９", Some("0")), ("x", None), ("", None)] {
        page.update(Msg::Type("r1".into(), typed.to_owned()));
        assert_eq!(page.typed(hill), typed);
        let found = page.typed_difference(hill).map(|points| points.to_string());
        assert_eq!(found.as_deref(), difference, "{typed:?}");
    }
    page.update(Msg::Type("r1".into(), "8.5".to_owned()));
    page.update(Msg::List("Hill\nMoor".to_owned()));
    let effects = page.update(Msg::SaveDue);
    let [
        CollectionEffect::Store {
            saved,
            has_new_rows: true,
            ..
        },
    ] = &effects[..]
    else {
        panic!("{effects:?}")
    };
    // What is stored makes the same page again.
    let mut again = CollectionPage::default();
    again.update(Msg::Restored(saved.clone(), page.rows().to_vec()));
    assert_eq!(names(&again), names(&page));
    assert_eq!(again.typed(hill), "8.5");
    assert_eq!(again.missing().missing, [Box::from("Moor")]);
    assert_eq!(again.replaced().len(), 1);
    assert_eq!(again.unread().len(), 1);
    // The rows have not changed since.
    page.update(Msg::Stored(Stored::At("12:00".to_owned())));
    page.update(Msg::List(String::new()));
    let effects = page.update(Msg::SaveDue);
    assert!(
        matches!(
            &effects[..],
            [CollectionEffect::Store {
                has_new_rows: false,
                ..
            }]
        ),
        "{effects:?}"
    );
    // Rows and places that do not belong together are not shown; the list is.
    let mut damaged = CollectionPage::default();
    damaged.update(Msg::Restored(saved.clone(), Vec::new()));
    assert_eq!((damaged.rows().len(), damaged.list()), (0, "Hill\nMoor"));
    assert_eq!(damaged.said(), Some(&Said::RowsLost));
}

#[test]
fn a_form_opens_from_its_row_and_leads_to_the_next() {
    let (mut page, _) = page();
    let shown = page.shown();
    let effects = page.update(Msg::Open(shown[0]));
    assert!(
        matches!(&effects[..], [CollectionEffect::ShowForm(_, places)] if matches!(places[..], [Place { source: 2, .. }])),
        "{effects:?}"
    );
    page.update(Msg::Step(true));
    assert_eq!(page.opened(), Some(shown[1]));
    page.update(Msg::Step(true));
    page.update(Msg::Step(true));
    assert_eq!(page.opened(), Some(shown[2]), "behind the last there is none");
    let effects = page.update(Msg::Close);
    assert!(
        matches!(&effects[..], [CollectionEffect::HideForm, CollectionEffect::Focus(id)] if *id == format!("collection-row-{}", shown[2]))
    );
}

#[test]
fn numbers_of_all_records_are_settled_once_all_are_there() {
    let compared = RUBRIC.replace(r#""raters""#, r#""uses": ["compared"], "raters""#).replace(
        r#""scale": { "kind": "points", "max": 10 }"#,
        r#""scale": { "kind": "measure", "quantity": { "kind": "compared", "to": "rank", "number": { "label": "N" } },
            "table": { "kind": "lower-is-better", "steps": [{ "atMost": 1, "points": 10 }, { "atMost": 2, "points": 5 }] } }"#,
    );
    let rubric = Rc::new(Rubric::parse(&compared).unwrap_or_else(|problems| panic!("{problems:?}")));
    let mut page = CollectionPage::default();
    page.update(Msg::SetRubric(rubric.clone()));
    let text = |id: &str, name: &str| {
        record(id, name, "p", "1", 1).replace(
            r#""answer": { "kind": "points", "points": 1 }"#,
            r#""amounts": { "value": 3 }"#,
        )
    };
    let rows = vec![
        read(&rubric, 0, 0, &text("r1", "Hill")),
        read(&rubric, 1, 0, &text("r2", "Lake")),
    ];
    page.update(Msg::Read(rows, 1, 1));
    let effects = page.update(Msg::Ended);
    let [CollectionEffect::ReadAgain { rows, compares: true }] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(
        rows.iter().map(|(at, places)| (*at, places.len())).collect::<Vec<_>>(),
        [(0, 1), (1, 1)]
    );
    assert_eq!(page.phase(), &Phase::Settling);
    page.update(Msg::Settled(Vec::new()));
    assert_eq!(page.phase(), &Phase::Done);
}

#[test]
fn files_are_asked_for_with_the_rows_that_are_shown() {
    let (mut page, _) = page();
    page.update(Msg::Find("Lake".to_owned()));
    for (out, name, count) in [
        (Out::Csv, "Tidy.csv", 1),
        (Out::Excel, "Tidy.xlsx", 3),
        (Out::Lines, "Tidy.ndjson", 3),
    ] {
        let effects = page.update(Msg::Write(out));
        let [CollectionEffect::Write { name: own, among, .. }] = &effects[..] else {
            panic!("{effects:?}")
        };
        assert_eq!((&**own, among.len()), (name, count));
    }
    let effects = page.update(Msg::Clear);
    assert!(effects.iter().any(|effect| matches!(effect, CollectionEffect::Forget)));
    assert_eq!((page.phase(), page.rows().len()), (&Phase::Empty, 0));
    page.update(Msg::Show(Tab::Checks));
    assert_eq!(page.figures(), None);
}

#[test]
fn lines_belong_to_the_part_in_which_they_begin() {
    let text = b"one\ntwo\n\n  \nthree";
    // The whole, and every cut in two: each line is in one part, and none is lost.
    let all = [(0, 3), (4, 7), (12, 17)];
    let ranges = |found: Option<Vec<std::ops::Range<u64>>>| {
        found.map(|found| found.iter().map(|line| (line.start, line.end)).collect::<Vec<_>>())
    };
    let length = text.len() as u64;
    assert_eq!(
        ranges(lines_between(text, 0, length, true, true)).as_deref(),
        Some(&all[..])
    );
    for cut in 1..length {
        let first = ranges(lines_between(text, 0, cut, true, true)).expect("the file ends there");
        let follows = text[cut as usize - 1] == b'\n';
        let rest = &text[cut as usize..];
        let second = ranges(lines_between(rest, cut, length - cut, true, follows)).expect("the file ends there");
        assert_eq!([first, second].concat(), all, "cut at {cut}");
    }
    // A line that does not end in the bytes asks for more of them.
    assert_eq!(lines_between(b"one\ntw", 0, 6, false, true), None);
    assert_eq!(lines_between(b"one", 0, 3, false, false), None);
}

#[test]
fn a_record_tells_its_rubric() {
    assert_eq!(rubric_of(&record("r", "Hill", "p", "1", 1)).as_deref(), Some("tidy"));
    assert_eq!(rubric_of(RUBRIC), None);
    assert_eq!(rubric_of("ziping-record"), None);
    let rubric = Rubric::parse(RUBRIC).expect("a rubric");
    let reading = Reading::new(&rubric, "");
    for (bytes, fault) in [
        (&b"{}"[..], ReadFault::NoRecord),
        (&br#"{ "kind": "other" }"#[..], ReadFault::NoRecord),
    ] {
        assert_eq!(to_row(&reading, "f", bytes), Err(fault));
    }
}

const CLASSES: &str = r#"{ "format": 1, "id": "stars", "version": "1", "status": "draft", "title": "Stars",
    "profile": [{ "id": "class", "label": "Class", "kind": "text", "subject": true }],
    "sections": [{ "id": "s", "title": "S", "criteria": [
        { "id": "floor", "label": "1", "text": "Floor", "scale": { "kind": "points", "max": 4, "step": 0.5 } },
        { "id": "air", "label": "2", "text": "Air", "scale": { "kind": "levels", "levels": [{ "id": "good", "label": "好", "points": 3 }, { "id": "bad", "label": "差", "points": 0 }] } },
        { "id": "line", "label": "3", "text": "Line", "scale": { "kind": "yes-no", "points": 2 } },
        { "id": "post", "label": "4", "text": "Posts", "scale": { "kind": "parts", "parts": [{ "id": "there", "label": "There", "max": 4 }, { "id": "done", "label": "Done", "max": 3 }] } },
        { "id": "said", "label": "5", "text": "Remark", "scale": { "kind": "comment" } }] }],
    "grades": { "by": "rate", "bands": [{ "id": "five", "label": "Five", "atLeast": 90, "stars": 5 }, { "id": "one", "label": "One", "atLeast": 0, "stars": 1 }] } }"#;

#[test]
fn a_day_of_many_classes_is_typed_into_one_grid() {
    let rubric = Rc::new(Rubric::parse(CLASSES).unwrap_or_else(|problems| panic!("{problems:?}")));
    let mut page = CollectionPage::default();
    page.update(Msg::SetToday("2026-11-29".to_owned()));
    page.update(Msg::Enter(rubric));
    assert_eq!(page.view().tab, Tab::Entry);
    page.update(Msg::GridNames("1-1\n 1-2 \n\n1-1\n1-3".to_owned()));
    // A part is a field of its own; a remark has none.
    let grid = page.grid().expect("the grid");
    let columns: Vec<String> = grid
        .columns()
        .iter()
        .map(|column| {
            let name = column.name.as_ref().map(|name| name.wording("en").to_string());
            format!(
                "{}{}",
                column.criterion.id,
                name.map(|name| format!(".{name}")).unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(columns, ["floor", "air", "line", "post.There", "post.Done"]);
    // Cells of a spreadsheet: 4 + 3 + 2 + 4 + 3 of 16; 2 + 0 + 0 + 4 + 0; and the same as the first by words and full-width digits.
    page.update(Msg::GridPut(
        0,
        0,
        "4\t3\t2\t4\t3\n2\t差\t否\t4\t0\r\n４\t好\t√\t4分\t3\n9\t9".to_owned(),
    ));
    let shown = |page: &CollectionPage| {
        let grid = page.grid().expect("the grid");
        let row = |row: &ziping::state::collection::GridRow| {
            let total = &row.outcome.total;
            (
                row.name.clone(),
                total.score.to_string(),
                row.outcome.grade,
                row.rank,
                row.refused.clone(),
            )
        };
        grid.rows().iter().map(row).collect::<Vec<_>>()
    };
    let row = |name: &str, score: &str, grade, rank, refused: &[usize]| {
        (name.to_owned(), score.to_owned(), grade, rank, refused.to_vec())
    };
    assert_eq!(
        shown(&page),
        [
            row("1-1", "16", Some(0), Some(1), &[]),
            row("1-2", "6", Some(1), Some(3), &[]),
            row("1-3", "16", Some(0), Some(1), &[])
        ]
    );
    // What a field does not take stays as it was typed, and counts for nothing.
    page.update(Msg::GridPut(0, 0, "5".to_owned()));
    page.update(Msg::GridPut(0, 1, "2".to_owned()));
    assert_eq!(shown(&page)[0], row("1-1", "9", None, None, &[0, 1]));
    assert_eq!(page.grid().expect("the grid").text(0, 0), "5");
    assert_eq!(shown(&page)[2].3, Some(1));
    page.update(Msg::GridPut(0, 0, String::new()));
    assert_eq!(shown(&page)[0].4, [1]);
    // Another order of names keeps what was typed for each.
    page.update(Msg::GridNames("1-3\n1-2".to_owned()));
    assert_eq!(
        shown(&page),
        [
            row("1-3", "16", Some(0), Some(1), &[]),
            row("1-2", "6", Some(1), Some(2), &[])
        ]
    );
    // Without a period the day is one: the next day's records are no newer copies.
    let unnamed = page.grid().expect("the grid").lines(&mut || "new".into());
    assert!(unnamed.contains(r#""period": "2026-11-29""#), "{unnamed}");
    // What is typed makes records of the day, one a line.
    page.update(Msg::GridPeriod("week 9".to_owned()));
    let mut number = 0;
    let lines = page.grid().expect("the grid").lines(&mut || {
        number += 1;
        format!("new{number}").into()
    });
    let rubric = page.rubric().expect("the rubric").clone();
    let rows: Vec<_> = lines
        .lines()
        .map(|line| to_row(&Reading::new(&rubric, ""), "f", line.as_bytes()).expect("a record"))
        .collect();
    let found: Vec<_> = rows
        .iter()
        .map(|row| (&*row.id, &*row.subject, &*row.period, &*row.date))
        .collect();
    assert_eq!(
        found,
        [
            ("new1", "1-3", "week 9", "2026-11-29"),
            ("new2", "1-2", "week 9", "2026-11-29")
        ]
    );
    assert!(rows.iter().all(|row| row.differences.is_empty()));
    // The next day has the same names.
    page.update(Msg::GridClear);
    assert_eq!(shown(&page)[0], row("1-3", "0", None, None, &[]));
    // What is stored makes the grid again.
    page.update(Msg::GridPut(1, 0, "3.5".to_owned()));
    let effects = page.update(Msg::SaveDue);
    let [CollectionEffect::Store { saved, .. }] = &effects[..] else {
        panic!("{effects:?}")
    };
    let mut again = CollectionPage::default();
    again.update(Msg::Restored(saved.clone(), Vec::new()));
    assert_eq!(shown(&again), shown(&page));
    assert_eq!(again.view().tab, Tab::Entry);
}

#[test]
fn an_earlier_collection_is_read_with_its_own_parts() {
    let (mut page, _) = page();
    // Last year the rubric had another section before this one.
    let then = RUBRIC.replace(
        r#""sections": ["#,
        r#""sections": [{ "id": "t", "title": "T", "criteria": [{ "id": "d", "text": "D", "scale": { "kind": "points", "max": 10 } }] }, "#,
    );
    let then = Rubric::parse(&then).unwrap_or_else(|problems| panic!("{problems:?}"));
    let reading = Reading::new(&then, "");
    let text = record("old", "Hill", "p", "5", 1).replace(
        r#""self": {"#,
        r#""self": { "d": { "answer": { "kind": "points", "points": 1 } },"#,
    );
    let row = reading.row("f", &text).expect("a record");
    let head = rollup::Head::parse(&rollup::Head::new(reading.layout(), 0).to_line()).expect("a head");
    let earlier = rollup::Collection::new(head.layout.clone(), vec![head.row(&row.to_line()).expect("a row")]);
    page.update(Msg::OpenEarlier("2025.ndjson".to_owned(), Some(Box::new(earlier))));
    let hill = page.shown()[0];
    let change = page.change(hill).expect("the same school");
    // 9 after 5 + 1; the section that both have is 9 after 5.
    assert_eq!(change.total.map(|points| points.to_string()).as_deref(), Some("3"));
    assert_eq!(
        change
            .sections
            .iter()
            .map(|points| points.map(|points| points.to_string()))
            .collect::<Vec<_>>(),
        [Some("4".to_owned())]
    );
    // 5 of 10, and not the 1 of 10 of the section that is first there.
    let rates = |page: &CollectionPage| -> Vec<_> {
        let rates = page.earlier_rates().iter();
        rates.map(|rate| rate.map(|rate| rate.to_string())).collect()
    };
    assert_eq!(rates(&page), [Some("50".to_owned())]);
    page.update(Msg::CloseEarlier);
    assert_eq!(rates(&page), []);
    // A file of another rubric, or none of rows, is refused by name.
    let other = Rubric::parse(CLASSES).expect("a rubric");
    let other = rollup::Collection::new(rollup::Layout::of(&other), Vec::new());
    for wrong in [None, Some(Box::new(other))] {
        page.update(Msg::OpenEarlier("x.ndjson".to_owned(), wrong));
        assert_eq!(
            (page.said(), page.earlier()),
            (Some(&Said::NotEarlier("x.ndjson".to_owned())), None)
        );
    }
}

#[test]
fn what_was_kept_replaces_nothing_that_was_chosen_meanwhile() {
    let (mut page, _) = page();
    let effects = page.update(Msg::SaveDue);
    let [CollectionEffect::Store { saved, .. }] = &effects[..] else {
        panic!("{effects:?}")
    };
    let mut later = CollectionPage::default();
    later.update(Msg::Begin);
    later.update(Msg::Restored(saved.clone(), page.rows().to_vec()));
    assert_eq!((later.rows().len(), later.phase()), (0, &Phase::Looking));
}

/// A record whose answers are another rater's.
fn reviewed(id: &str, points: &str) -> String {
    record(id, "Hill", "p", points, 1).replace(r#""self": {"#, r#""bureau": {"#)
}

#[test]
fn answers_of_another_copy_are_read_again_whatever_is_added_later() {
    let rubric = Rc::new(Rubric::parse(RUBRIC).expect("a rubric"));
    let mut page = CollectionPage::default();
    page.update(Msg::SetRubric(rubric.clone()));
    let (own, copy) = (record("r1", "Hill", "p", "9", 2), reviewed("r1", "5"));
    let rows = vec![read(&rubric, 0, 0, &copy), read(&rubric, 1, 0, &own)];
    page.update(Msg::Read(rows, 1, 1));
    let effects = page.update(Msg::Ended);
    let [CollectionEffect::ReadAgain { rows, compares: false }] = &effects[..] else {
        panic!("{effects:?}")
    };
    let of = |places: &[Place]| places.iter().map(|place| place.source).collect::<Vec<_>>();
    let [(0, places)] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!(of(places), [1, 0]);
    let joined = Reading::new(&rubric, "").joined("", &own, &[&copy]).expect("a row");
    assert_eq!(joined.scores.len(), 2);
    page.update(Msg::Settled(vec![(0, joined)]));

    // The form has the answers of both.
    let effects = page.update(Msg::Open(0));
    assert!(
        matches!(&effects[..], [CollectionEffect::ShowForm(_, places)] if of(places) == [1, 0]),
        "{effects:?}"
    );

    // A still newer copy lacks the other rater's answers, too.
    let newest = record("r1", "Hill", "p", "7", 3);
    page.update(Msg::Read(vec![read(&rubric, 2, 0, &newest)], 1, 1));
    let effects = page.update(Msg::Ended);
    let [CollectionEffect::ReadAgain { rows, .. }] = &effects[..] else {
        panic!("{effects:?}")
    };
    let [(0, places)] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!(of(places), [2, 0]);

    // A newer review comes before the one that is known, an older one behind both.
    page.update(Msg::Settled(Vec::new()));
    let dated = |day: &str| reviewed("r1", "6").replace(r#""profile""#, &format!(r#""date": "{day}", "profile""#));
    let reviews = vec![
        read(&rubric, 3, 0, &dated("2026-01-02")),
        read(&rubric, 4, 0, &dated("2026-01-03")),
    ];
    page.update(Msg::Read(reviews, 1, 1));
    let effects = page.update(Msg::Ended);
    let [CollectionEffect::ReadAgain { rows, .. }] = &effects[..] else {
        panic!("{effects:?}")
    };
    let [(0, places)] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!(of(places), [2, 4, 3, 0]);

    // What is stored knows the places as well.
    page.update(Msg::Settled(Vec::new()));
    let effects = page.update(Msg::SaveDue);
    let [CollectionEffect::Store { saved, .. }] = &effects[..] else {
        panic!("{effects:?}")
    };
    let mut again = CollectionPage::default();
    again.update(Msg::Restored(saved.clone(), page.rows().to_vec()));
    let effects = again.update(Msg::Open(0));
    assert!(
        matches!(&effects[..], [CollectionEffect::ShowForm(_, places)] if of(places) == [2, 4, 3, 0]),
        "{effects:?}"
    );
}

#[test]
fn a_change_while_the_browser_stores_is_stored_next() {
    let (mut page, _) = page();
    page.update(Msg::List("Hill".to_owned()));
    let first = page.update(Msg::SaveDue);
    assert!(matches!(&first[..], [CollectionEffect::Store { .. }]), "{first:?}");
    page.update(Msg::List("Hill\nLake".to_owned()));
    page.update(Msg::Stored(Stored::At("12:00".to_owned())));
    assert_eq!(page.keeping(), &Keeping::Saving);
    let second = page.update(Msg::SaveDue);
    assert!(
        matches!(&second[..], [CollectionEffect::Store { saved, .. }] if saved.list == "Hill\nLake"),
        "{second:?}"
    );
    page.update(Msg::Stored(Stored::At("12:01".to_owned())));
    assert_eq!(page.keeping(), &Keeping::Saved("12:01".to_owned()));
    assert!(page.update(Msg::SaveDue).is_empty());
}

#[test]
fn what_another_tab_has_stored_is_replaced_on_demand_alone() {
    let (mut page, _) = page();
    page.update(Msg::SaveDue);
    page.update(Msg::Stored(Stored::Elsewhere));
    assert_eq!(page.keeping(), &Keeping::Elsewhere);
    let effects = page.update(Msg::StoreThis);
    assert!(
        matches!(
            &effects[..],
            [CollectionEffect::StoreOver, CollectionEffect::ScheduleSave]
        ),
        "{effects:?}"
    );
    let effects = page.update(Msg::SaveDue);
    // The rows as well: what is stored has others.
    assert!(
        matches!(&effects[..], [CollectionEffect::Store { has_new_rows: true, .. }]),
        "{effects:?}"
    );
}

#[test]
fn names_beyond_the_rows_of_a_grid_are_counted() {
    let rubric = Rc::new(Rubric::parse(CLASSES).unwrap_or_else(|problems| panic!("{problems:?}")));
    let mut page = CollectionPage::default();
    page.update(Msg::SetToday("2026-11-29".to_owned()));
    page.update(Msg::Enter(rubric));
    let names: Vec<String> = (1..=203).map(|number| format!("Class {number}")).collect();
    page.update(Msg::GridNames(names.join("\n") + "\nClass 203\nClass 1"));
    let grid = page.grid().expect("the grid");
    assert_eq!((grid.rows().len(), grid.left_out()), (200, 3));
    page.update(Msg::GridNames(names[..200].join("\n")));
    assert_eq!(page.grid().map(ziping::state::collection::EntryGrid::left_out), Some(0));
}

#[test]
fn ranks_are_asked_for_while_rows_are_added() {
    let rubric = Rc::new(Rubric::parse(RUBRIC).expect("a rubric"));
    let mut page = CollectionPage::default();
    page.update(Msg::SetRubric(rubric.clone()));
    let rows = |from: u64, to: u64| {
        let row = |number: u64| {
            let name = format!("School {number}");
            read(
                &rubric,
                0,
                number * 1000,
                &record(&format!("r{number}"), &name, "p", "3", 1),
            )
        };
        (from..to).map(row).collect::<Vec<_>>()
    };
    page.update(Msg::Read(rows(0, 4), 1, 9));
    // The summary needs the results of all rows that are there.
    page.update(Msg::Show(Tab::Summary));
    assert!(page.figures().is_some());
    // One more row does not make them anew.
    page.update(Msg::Read(rows(4, 5), 2, 9));
    page.update(Msg::Show(Tab::Subjects));
    assert_eq!(page.shown().len(), 5);
    assert_eq!((page.rank(4), page.grade(4)), (None, None));
    page.update(Msg::Ended);
    assert_eq!((page.shown().len(), page.rank(4)), (5, Some(1)));
}

#[test]
fn a_collection_is_stored_once_all_is_read() {
    let (mut page, _) = page();
    page.update(Msg::SaveDue);
    let rubric = page.rubric().expect("a rubric").clone();
    page.update(Msg::Begin);
    page.update(Msg::SetRubric(rubric.clone()));
    page.update(Msg::Read(
        vec![read(&rubric, 3, 0, &record("r9", "Moor", "p", "5", 1))],
        1,
        2,
    ));
    page.update(Msg::List("Moor".to_owned()));
    // Rows that are being read are not those that count.
    assert!(page.update(Msg::SaveDue).is_empty());
    page.update(Msg::Ended);
    let effects = page.update(Msg::SaveDue);
    let [
        CollectionEffect::Store {
            saved,
            has_new_rows: true,
            rows,
        },
    ] = &effects[..]
    else {
        panic!("{effects:?}")
    };
    assert_eq!((saved.places.len(), &*saved.list), (4, "Moor"));
    assert_eq!(*rows, page.rows_version());
    // The browser tells that the rows have changed while it stored: they are stored again.
    let effects = page.update(Msg::Stored(Stored::Outdated));
    assert!(matches!(&effects[..], [CollectionEffect::ScheduleSave]), "{effects:?}");
    assert!(matches!(
        &page.update(Msg::SaveDue)[..],
        [CollectionEffect::Store { has_new_rows: true, .. }]
    ));
}

#[test]
fn a_form_stays_open_when_its_row_gets_another_place() {
    let rubric = Rc::new(Rubric::parse(RUBRIC).expect("a rubric"));
    let mut page = CollectionPage::default();
    page.update(Msg::SetRubric(rubric.clone()));
    let rows = vec![
        read(&rubric, 1, 0, &record("r2", "Lake", "p", "4", 1)),
        read(&rubric, 0, 0, &record("r1", "Hill", "p", "3", 1)),
    ];
    page.update(Msg::Read(rows, 1, 2));
    page.update(Msg::Open(0));
    page.update(Msg::Ended);
    let open = page.opened().expect("it is open");
    assert_eq!(&*page.rows()[open].subject, "Lake");
    // The table is seen again from there.
    page.update(Msg::Close);
    assert_eq!(page.returns_to(), Some(0));
    page.update(Msg::Show(Tab::Subjects));
    assert_eq!(page.returns_to(), None);

    // A newer copy is another row of the same record; a record that does not count any more has no form.
    page.update(Msg::Open(0));
    let newer = record("r9", "Hill", "p", "8", 1).replace(r#""profile""#, r#""date": "2026-01-02", "profile""#);
    page.update(Msg::Read(vec![read(&rubric, 2, 0, &newer)], 1, 1));
    let effects = page.update(Msg::Ended);
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, CollectionEffect::HideForm)),
        "{effects:?}"
    );
    assert_eq!(page.opened(), None);
}

#[test]
fn rows_are_settled_by_their_record_and_not_after_the_collection_is_deleted() {
    let rubric = Rc::new(Rubric::parse(RUBRIC).expect("a rubric"));
    let (own, copy) = (record("r1", "Hill", "p", "9", 2), reviewed("r1", "5"));
    let begin = || {
        let mut page = CollectionPage::default();
        page.update(Msg::SetRubric(rubric.clone()));
        let rows = vec![read(&rubric, 0, 0, &copy), read(&rubric, 1, 0, &own)];
        page.update(Msg::Read(rows, 1, 1));
        page.update(Msg::Ended);
        page
    };
    let other = Reading::new(&rubric, "").joined("", &record("r7", "Lake", "p", "1", 1), &[]);
    let mut page = begin();
    page.update(Msg::Settled(vec![(0, other.expect("a row"))]));
    assert_eq!(names(&page), ["Hill"]);
    // Deleted meanwhile: nothing comes back.
    let mut page = begin();
    page.update(Msg::AskClear(true));
    assert!(page.asks_clear());
    page.update(Msg::Clear);
    page.update(Msg::Settled(Vec::new()));
    page.update(Msg::Read(Vec::new(), 1, 2));
    assert_eq!((page.phase(), page.asks_clear()), (&Phase::Empty, false));
    // What could not be read again is said.
    let mut page = begin();
    page.update(Msg::NotSettled);
    assert_eq!((page.said(), page.phase()), (Some(&Said::NotSettled), &Phase::Done));
}

#[test]
fn a_reading_that_was_stopped_is_not_whole() {
    let rubric = Rc::new(Rubric::parse(RUBRIC).expect("a rubric"));
    let mut page = CollectionPage::default();
    page.update(Msg::SetRubric(rubric.clone()));
    page.update(Msg::Read(
        vec![read(&rubric, 0, 0, &record("r1", "Hill", "p", "3", 1))],
        1,
        2,
    ));
    page.update(Msg::Stopped);
    assert!(page.is_incomplete());
    let effects = page.update(Msg::SaveDue);
    let [CollectionEffect::Store { saved, .. }] = &effects[..] else {
        panic!("{effects:?}")
    };
    let mut again = CollectionPage::default();
    again.update(Msg::Restored(saved.clone(), page.rows().to_vec()));
    assert!(again.is_incomplete());
    // Rows that are damaged are told; what was typed is not lost.
    let mut damaged = CollectionPage::default();
    damaged.update(Msg::Restored(saved.clone(), Vec::new()));
    assert_eq!((damaged.said(), damaged.rows().len()), (Some(&Said::RowsLost), 0));
}

#[test]
fn a_file_that_was_mended_is_not_named_any_more() {
    let rubric = Rc::new(Rubric::parse(RUBRIC).expect("a rubric"));
    let mut page = CollectionPage::default();
    page.update(Msg::SetRubric(rubric.clone()));
    let mut broken = read(&rubric, 0, 0, "{ broken");
    broken.file = "hill.json".to_owned();
    page.update(Msg::Read(vec![broken, read(&rubric, 1, 0, "{ broken")], 1, 1));
    page.update(Msg::Ended);
    assert_eq!(page.unread().len(), 2);
    let text = record("r1", "Hill", "p", "3", 1);
    let mended = ReadRow {
        file: "hill.json".to_owned(),
        row: to_row(&Reading::new(&rubric, ""), "hill.json", text.as_bytes()),
        ..read(&rubric, 2, 0, &text)
    };
    page.update(Msg::Read(vec![mended], 1, 1));
    page.update(Msg::Ended);
    let files: Vec<&str> = page.unread().iter().map(|one| &*one.file).collect();
    assert_eq!(files, ["file1"]);
}

#[test]
fn a_weight_that_is_no_number_moves_no_column() {
    let rubric = Rc::new(Rubric::parse(RUBRIC).expect("a rubric"));
    let mut page = CollectionPage::default();
    page.update(Msg::SetRubric(rubric.clone()));
    let of = |id: &str, period: &str, points: &str| {
        let period = format!(r#""period": "{period}", "profile""#);
        record(id, "Hill", "p", points, 1).replacen(r#""profile""#, &period, 1)
    };
    let rows = vec![
        read(&rubric, 0, 0, &of("r1", "P1", "4")),
        read(&rubric, 1, 0, &of("r2", "P2", "8")),
    ];
    page.update(Msg::Read(rows, 1, 1));
    page.update(Msg::Ended);
    page.update(Msg::Weight("P1".into(), "40%".to_owned()));
    page.update(Msg::Weight("P2".into(), "60".to_owned()));
    let weighted = page.weighted();
    let names: Vec<&str> = weighted.iter().map(|(period, _)| &**period).collect();
    assert_eq!(names, ["P2"]);
    let periods = page.periods();
    let total = periods[0].totals[0].map(|total| total.to_string());
    assert_eq!((periods[0].totals.len(), total.as_deref()), (1, Some("8")));
}
