//! What keys, days, pasted texts and dropped files mean, whatever device they come from.

use crate::kit::*;
use assessment::answers::Answer;
use assessment::points::Decimal;
use assessment::rubric::Scale;
use assessment::rubric::scale::Refusal;
use ziping::state::{
    Arrival, Carried, Change, DayDoubt, Landing, NotPut, NotTaken, State, Unread, at_ordinal, column, column_cells,
    day_doubt, has_number, is_open, landing, next_item, read_amount, read_points, shortcut_letter,
};

/// Every kind of item, one after the other.
const KINDS: &str = r#"{ "format": 1, "id": "kinds", "version": "1", "status": "draft", "title": "Kinds",
    "profile": [{ "id": "rural", "label": "Rural", "kind": "choice", "options": [{ "id": "yes", "label": "Yes" }, { "id": "no", "label": "No" }] },
        { "id": "pupils", "label": "Pupils", "kind": "number", "min": 0 }],
    "sections": [{ "id": "a", "title": "A", "criteria": [
        { "id": "p", "text": "Points", "scale": { "kind": "points", "max": 5, "step": 0.5 }, "notApplicable": {} },
        { "id": "l", "text": "Levels", "scale": { "kind": "levels", "levels": [
            { "id": "top", "label": "Top", "points": 4 }, { "id": "mid", "label": "Mid", "points": 2 },
            { "id": "low", "label": "Low", "points": 0 }, { "id": "none", "label": "None", "points": 0 }] } },
        { "id": "v", "text": "Veto", "scale": { "kind": "yes-no" } }],
      "sections": [{ "id": "b", "title": "B", "criteria": [
        { "id": "y", "text": "Yes", "scale": { "kind": "yes-no", "points": 5, "partial": 2 } },
        { "id": "s", "text": "Parts", "scale": { "kind": "parts", "parts": [
            { "id": "one", "label": "One", "max": 2 }, { "id": "two", "label": "Two", "max": 3 }] } },
        { "id": "rural-only", "text": "Rural", "scale": { "kind": "points", "max": 3 },
          "appliesIf": { "kind": "is", "field": "rural", "any": ["yes"] } },
        { "id": "k", "text": "List", "scale": { "kind": "checklist", "items": [{ "id": "one", "label": "One" }],
            "steps": [{ "atLeast": 1, "points": 1 }] } }] }] },
      { "id": "c", "title": "C", "criteria": [
        { "id": "m", "text": "Measure", "scale": { "kind": "measure", "quantity": { "kind": "number", "label": "Minutes",
            "unit": { "zh-CN": "分钟", "en": "minutes" } }, "table": { "kind": "steps", "steps": [{ "atLeast": 30, "points": 4 }] } } },
        { "id": "d", "text": "Deductions", "scale": { "kind": "deductions", "max": 5, "findings": [{ "id": "f", "label": "F", "each": 1 }] } },
        { "id": "n", "text": "Comment", "scale": { "kind": "comment" } },
        { "id": "q", "text": "Last", "scale": { "kind": "points", "min": -5, "max": 2000 } }] }] }"#;

fn kinds() -> State {
    blank(KINDS)
}

fn ordinal(state: &State, id: &str) -> u32 {
    state.rubric.criterion(id).expect("the criterion").ordinal
}

#[test]
fn every_criterion_is_found_by_its_ordinal() {
    let state = kinds();
    for number in 0..state.rubric.root.count {
        let found = at_ordinal(&state, number).expect("a criterion");
        assert_eq!(found.spec.ordinal, number);
    }
    assert!(at_ordinal(&state, state.rubric.root.count).is_none());
}

#[test]
fn keys_lead_from_item_to_item() {
    let state = after(
        &kinds(),
        [profile("rural", Some(assessment::answers::Value::Text("no".into())))],
    );
    let excused = after(&state, [answer("q", None::<Answer>.or(Some(points("1"))))]);
    type Wanted = fn(&assessment::score::CriterionSheet) -> bool;
    let wanted: [(&str, bool, Wanted, Option<&str>); 12] = [
        // Enter goes to whatever applies.
        ("p", true, is_open, Some("l")),
        ("s", true, is_open, Some("k")),
        ("k", true, is_open, Some("m")),
        ("q", true, is_open, None),
        // The arrows go along the numbers, as in a spreadsheet.
        ("p", true, has_number, Some("s")),
        ("s", true, has_number, Some("m")),
        ("m", true, has_number, Some("d")),
        ("d", true, has_number, Some("q")),
        ("q", true, has_number, None),
        ("q", false, has_number, Some("d")),
        ("s", false, has_number, Some("p")),
        ("p", false, has_number, None),
    ];
    for (from, forward, of, to) in wanted {
        let next = next_item(&excused, ordinal(&state, from), forward, &of);
        assert_eq!(
            next.as_ref().map(|sheet| &*sheet.spec.id),
            to,
            "from {from}, forward: {forward}"
        );
    }
    let without = after(&state, [answer("p", Answer::NotApplicable)]);
    assert!(next_item(&without, ordinal(&state, "s"), false, &has_number).is_none());
}

#[test]
fn a_shortcut_has_one_letter_in_every_layout() {
    for (key, code, letter) in [
        ("z", "KeyZ", Some('z')),
        ("Z", "KeyZ", Some('z')),
        // Cyrillic, Greek, Hebrew, Arabic, Thai: the place decides.
        ("я", "KeyZ", Some('z')),
        ("Я", "KeyZ", Some('z')),
        ("н", "KeyY", Some('y')),
        ("ы", "KeyS", Some('s')),
        ("ζ", "KeyZ", Some('z')),
        ("ז", "KeyZ", Some('z')),
        ("ئ", "KeyZ", Some('z')),
        ("ㅋ", "KeyZ", Some('z')),
        ("Unidentified", "KeyZ", Some('z')),
        // AZERTY, QWERTZ, Dvorak: the letter does.
        ("w", "KeyZ", Some('w')),
        ("z", "KeyW", Some('z')),
        ("y", "KeyZ", Some('y')),
        ("z", "KeyY", Some('z')),
        (";", "KeyZ", None),
        ("z", "Slash", Some('z')),
        ("ö", "KeyX", None),
        ("ğ", "KeyE", None),
        // Keys that are no letters.
        ("Enter", "Enter", None),
        ("Process", "KeyZ", None),
        ("Dead", "KeyZ", None),
        ("5", "Digit5", None),
        ("х", "BracketLeft", None),
        ("", "", None),
    ] {
        assert_eq!(shortcut_letter(key, code), letter, "{key} at {code}");
    }
}

#[test]
fn implausible_days_are_questioned() {
    for (text, doubt) in [
        ("", None),
        ("2026-11-26", None),
        ("1862-09-01", None),
        ("2199-12-31", None),
        ("2024-02-29", None),
        ("2000-02-29", None),
        ("20261-03-01", Some(DayDoubt::Year)),
        ("0026-03-01", Some(DayDoubt::Year)),
        ("0206-03-01", Some(DayDoubt::Year)),
        ("1799-12-31", Some(DayDoubt::Year)),
        ("2200-01-01", Some(DayDoubt::Year)),
        ("99999-99-99", Some(DayDoubt::NoDay)),
        ("2026-13-01", Some(DayDoubt::NoDay)),
        ("2026-00-01", Some(DayDoubt::NoDay)),
        ("2026-02-29", Some(DayDoubt::NoDay)),
        ("1900-02-29", Some(DayDoubt::NoDay)),
        ("2026-04-31", Some(DayDoubt::NoDay)),
        ("2026-01-00", Some(DayDoubt::NoDay)),
        ("2026-1-1", Some(DayDoubt::NoDay)),
        ("2026-11-26T10:00", Some(DayDoubt::NoDay)),
        ("去年", Some(DayDoubt::NoDay)),
        ("26-11-26", Some(DayDoubt::NoDay)),
        ("4294967296-01-01", Some(DayDoubt::NoDay)),
    ] {
        assert_eq!(day_doubt(text), doubt, "{text}");
    }
}

fn of(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

#[test]
fn numbers_of_a_wide_field_may_be_ambiguous() {
    let state = kinds();
    let Scale::Points(scale) = &state.rubric.criterion("q").expect("the criterion").scale else {
        panic!("points");
    };
    let ambiguous = |first, second| Err(Unread::Ambiguous(of(first), of(second)));
    for (text, expected) in [
        ("1,000", ambiguous("1", "1000")),
        ("-1,000", ambiguous("-1", "-1000")),
        ("1,234", Ok(of("1234"))),
        ("1,234,5", Err(Unread::Refused(Refusal::NotANumber))),
        ("1,000.0", Ok(of("1000"))),
        ("1.000,0", Ok(of("1000"))),
        ("1,5", Err(Unread::Refused(Refusal::OffStep(of("1"), of("2"))))),
        ("3,000", ambiguous("3", "3000")),
        ("3,001", ambiguous("3.001", "3001")),
        ("–5", Ok(of("-5"))),
        ("1,00", Ok(of("1"))),
    ] {
        assert_eq!(read_points(&[scale.grid()], text), expected, "{text}");
    }
}

#[test]
fn points_of_levels_with_ranges_are_within_one_of_them() {
    let levels = r#"{ "format": 1, "uses": ["level-ranges"], "id": "r", "version": "1", "status": "draft", "title": "R", "sections": [
        { "id": "s", "title": "S", "criteria": [{ "id": "c", "text": "C", "scale": { "kind": "levels", "step": 0.5, "levels": [
            { "id": "a", "label": "A", "from": 13.5, "to": 15 }, { "id": "b", "label": "B", "from": 11, "to": 12 }] } }] }] }"#;
    let state = blank(levels);
    let Scale::Levels(scale) = &state.rubric.criterion("c").expect("the criterion").scale else {
        panic!("levels");
    };
    let refused = |refusal| Err(Unread::Refused(refusal));
    for (text, expected) in [
        ("14", Ok(of("14"))),
        ("11。5", Ok(of("11.5"))),
        ("12分", Ok(of("12"))),
        ("13", refused(Refusal::OffStep(of("12"), of("13.5")))),
        ("14.2", refused(Refusal::OffStep(of("14"), of("14.5")))),
        ("12.00001", refused(Refusal::OffStep(of("12"), of("13.5")))),
        ("16", refused(Refusal::Above(of("15")))),
        ("10.5", refused(Refusal::Below(of("11")))),
        ("良", refused(Refusal::NotANumber)),
    ] {
        assert_eq!(read_points(&scale.ranges(), text), expected, "{text}");
    }
}

#[test]
fn an_amount_may_bring_its_unit() {
    let state = kinds();
    let read = |criterion: &str, name: &str, text: &str| {
        let criterion = state.rubric.criterion(criterion).expect("the criterion");
        read_amount(criterion, &id(name), text)
            .and_then(Result::ok)
            .map(|number| number.to_string())
    };
    for (criterion, name, text, expected) in [
        ("m", "value", "30分钟", Some("30")),
        ("m", "value", "30 分钟", Some("30")),
        ("m", "value", "30 Minutes", Some("30")),
        ("m", "value", "30分", None),
        ("m", "value", "30%", None),
        ("d", "f", "3次", Some("3")),
        ("d", "f", "3 处", Some("3")),
        ("d", "f", "3分", None),
        ("s", "one", "2分", Some("2")),
        ("s", "one", "2次", None),
    ] {
        assert_eq!(read(criterion, name, text).as_deref(), expected, "{criterion} ← {text}");
    }
}

#[test]
fn a_pasted_text_is_split_into_cells() {
    let table: [(&str, Option<&[&str]>); 14] = [
        ("4", None),
        ("4\n", None),
        ("4\r\n", None),
        ("", None),
        ("4 5", None),
        ("1\n2\n3", Some(&["1", "2", "3"])),
        ("1\r\n2\r\n3\r\n", Some(&["1", "2", "3"])),
        ("1\r2\r3", Some(&["1", "2", "3"])),
        ("1\t2\t3", Some(&["1", "2", "3"])),
        // A blank cell has its item, too.
        ("1\n\n3\n", Some(&["1", "", "3"])),
        (" 1 \n 2分 ", Some(&["1", "2分"])),
        // Of several columns it is the last that is all numbers.
        ("1\t校会\t4\t完成\n2\t操场\t2.5\t\n", Some(&["4", "2.5"])),
        ("a\tb\nc\td", Some(&["a", "c"])),
        ("a\nb", Some(&["a", "b"])),
    ];
    for (text, cells) in table {
        assert_eq!(column_cells(text).as_deref(), cells, "{text:?}");
    }
}

#[test]
fn a_column_goes_into_the_items_below() {
    let state = after(
        &kinds(),
        [
            profile("rural", Some(assessment::answers::Value::Text("no".into()))),
            answer("q", points("7")),
        ],
    );
    let all = |_: &assessment::score::CriterionSheet| true;
    let column_of = |from: &str, text: &str| column(&state, ordinal(&state, from), text, &all).expect("a column");
    let found = column_of("p", "4,5\n4\n2分\n5\n1\n4\n\n12\n9");
    let rows: Vec<_> = found
        .rows
        .iter()
        .map(|row| (&*row.sheet.spec.id, row.answer.clone()))
        .collect();
    // Neither the unscored items nor the one that does not apply have a cell.
    assert_eq!(
        rows,
        [
            ("p", Some(Ok(points("4.5")))),
            ("l", Some(Ok(level("top")))),
            ("y", Some(Ok(Answer::Partial))),
            ("s", Some(Err(NotPut::FollowsFromEntries))),
            ("k", Some(Err(NotPut::FollowsFromEntries))),
            ("m", Some(Err(NotPut::FollowsFromEntries))),
            ("d", None),
            ("q", Some(Ok(points("12")))),
        ]
    );
    assert_eq!((found.left, found.counts()), (1, (4, 4)));

    // Refused: two levels are worth nothing, no level is worth 3, 6 is too much.
    let refused = column_of("p", "6\n0\n3");
    let why: Vec<_> = refused
        .rows
        .iter()
        .map(|row| row.answer.clone().expect("a cell").err())
        .collect();
    assert_eq!(
        why,
        [
            Some(NotPut::Unread(Unread::Refused(Refusal::Above(of("5"))))),
            Some(NotPut::NoSuchAnswer),
            Some(NotPut::NoSuchAnswer)
        ]
    );

    // One step fills them in, and one takes it back.
    let mut session = ziping::state::Session::new(state.clone());
    does(&mut session, found.change());
    for (item, is) in [
        ("p", points("4.5")),
        ("l", level("top")),
        ("y", Answer::Partial),
        ("q", points("12")),
    ] {
        assert_eq!(entry(&session.state, item).answer, Some(is), "{item}");
    }
    assert!(session.undo(&stamp()).is_some());
    assert_eq!(entry(&session.state, "q").answer, Some(points("7")));
    for item in ["p", "l", "y"] {
        assert_eq!(entry(&session.state, item).answer, None, "{item}");
    }
    assert!(!session.can_undo());
    assert!(session.redo(&stamp()).is_some());
    assert_eq!(entry(&session.state, "y").answer, Some(Answer::Partial));
    assert!(!session.can_redo());

    // What was marked as not applicable stays so.
    let excused = after(&state, [answer("p", Answer::NotApplicable)]);
    let found = column(&excused, 0, "1\n2", &all).expect("a column");
    assert_eq!(found.rows[0].answer, Some(Err(NotPut::NotApplicable)));
    // Nothing that changes nothing is a step.
    let same = column(&session.state, 0, "4.5\n4", &all).expect("a column").change();
    assert!(session.perform(&action(same), false).is_none());
    assert!(session.perform(&action(Change::Several(Vec::new())), false).is_none());
}

#[test]
fn pasted_and_dropped_content_is_attached_inserted_or_refused() {
    let field = Arrival {
        dropped: false,
        in_text: true,
        item: Some(3),
        hosted: false,
        read_only: false,
    };
    let button = Arrival {
        in_text: false,
        ..field
    };
    let nowhere = Arrival { item: None, ..button };
    let profile = Arrival { item: None, ..field };
    let dropped = |at: Arrival| Arrival { dropped: true, ..at };
    let hosted = |at: Arrival| Arrival { hosted: true, ..at };
    let read_only = |at: Arrival| Arrival { read_only: true, ..at };
    let carried = |text: &str, html: &str, files: &[&str]| Carried {
        text: text.into(),
        html: html.into(),
        files: files.iter().map(|name| (*name).into()).collect(),
    };
    let office = carried("4\t5", "4\n5", &["image.png"]);
    let picture = carried("", "", &["image.png"]);
    let from_page = carried("https://example.org/a.png", "", &["a.png"]);
    let from_folder = carried("方案.docx", "", &["方案.docx"]);
    let text = carried("四五", "四五", &[]);
    let html = carried("", "四五", &[]);
    let insert = |text: &str| Landing::Insert(text.into());
    let refuse = Landing::Refuse;
    for (what, at, becomes) in [
        // Texts go into fields.
        (&text, field, Landing::Leave),
        (&text, button, Landing::Leave),
        (&text, dropped(field), Landing::Leave),
        (&html, field, insert("四五")),
        (&html, button, Landing::Leave),
        // Word and Excel: text, HTML and a picture together.
        (&office, field, Landing::Leave),
        (&office, profile, Landing::Leave),
        (&office, hosted(field), Landing::Leave),
        (&office, dropped(field), insert("4\t5")),
        (&carried("", "四五", &["image.png"]), field, insert("四五")),
        (&office, button, refuse(NotTaken::NoField)),
        (&office, nowhere, refuse(NotTaken::NoItem)),
        // A picture alone is attached, whatever in the item has the focus.
        (&picture, field, Landing::Attach(3)),
        (&picture, button, Landing::Attach(3)),
        (&picture, dropped(field), Landing::Attach(3)),
        (&picture, nowhere, refuse(NotTaken::NoItem)),
        (&picture, profile, refuse(NotTaken::NoItem)),
        (&picture, dropped(nowhere), Landing::Leave),
        // A name or an address is no text of its own.
        (&from_page, field, Landing::Attach(3)),
        (&from_folder, field, Landing::Attach(3)),
        (&from_folder, button, Landing::Attach(3)),
        (&from_page, dropped(button), Landing::Attach(3)),
        // Where no files are taken.
        (&picture, hosted(field), refuse(NotTaken::Hosted)),
        (&picture, hosted(dropped(nowhere)), refuse(NotTaken::Hosted)),
        (&office, hosted(dropped(nowhere)), refuse(NotTaken::Hosted)),
        (&picture, read_only(dropped(button)), refuse(NotTaken::ReadOnly)),
        (&Carried::default(), field, Landing::Leave),
    ] {
        assert_eq!(landing(what, at), becomes, "{what:?} at {at:?}");
    }
}
