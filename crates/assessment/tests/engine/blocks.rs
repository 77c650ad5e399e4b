//! Blocks: joined again they are the record, an edit changes only its own, and losses are reported.

use crate::kit::{entry, points, rubric_with, with};
use crate::properties::edited;
use crate::records::{at, file, full, opened, rubric};
use crate::strategies::{edits, model};
use assessment::record::blocks::{BlockError, Lost, Splitter, join};
use assessment::record::{Notice, Record};
use assessment::rubric::Rubric;
use proptest::prelude::*;
use std::rc::Rc;

type Blocks = Vec<(Rc<str>, String)>;

fn split(rubric: &Rubric, record: &Record) -> Blocks {
    Splitter::new(Rc::new(crate::kit::rubric(&rubric.source)), record).all(record)
}

fn names(blocks: &Blocks) -> Vec<&str> {
    blocks.iter().map(|(name, _)| &**name).collect()
}

/// The text of the joined file, and what was lost as `name error`.
fn joined(blocks: &Blocks) -> (Option<String>, Vec<String>) {
    let pairs: Vec<_> = blocks.iter().map(|(name, text)| (&**name, &**text)).collect();
    let joined = join(&pairs);
    let told = joined
        .lost
        .iter()
        .map(|Lost { part, error }| format!("{part} {error:?}"));
    (joined.file.map(|file| file.to_text()), told.collect())
}

/// The record that comes of its blocks must be saved to the same bytes, and have nothing more to say than its file.
fn holds(rubric: &Rubric, record: &Record) -> Vec<Notice> {
    let text = record.to_text(rubric);
    let (file, lost) = joined(&split(rubric, record));
    assert_eq!(lost, [""; 0]);
    let (back, notices) = opened(rubric, &file.expect("a file"));
    assert_eq!(back.to_text(rubric), text);
    assert_eq!(notices, opened(rubric, &text).1);
    // And once more, now that the file is where it came from.
    let (file, lost) = joined(&split(rubric, &back));
    assert_eq!(lost, [""; 0]);
    assert_eq!(opened(rubric, &file.expect("a file")).0.to_text(rubric), text);
    notices
}

/// A rubric of one section with this many criteria, and one with none.
fn long(count: usize) -> Rubric {
    let criterion = |i| format!(r#"{{ "id": "c{i}", "text": "C", "scale": {{ "kind": "points", "max": 8 }} }}"#);
    let criteria: Vec<_> = (0..count).map(criterion).collect();
    rubric_with(&format!(
        r#""raters": [{{ "id": "self", "label": "S" }}, {{ "id": "bureau", "label": "B" }}],
           "sections": [{{ "id": "s", "title": "S", "criteria": [{}] }}, {{ "id": "t", "title": "T", "criteria": [
             {{ "id": "n", "text": "N", "scale": {{ "kind": "comment" }} }}] }}]"#,
        criteria.join(",")
    ))
}

#[test]
fn parts_of_a_score_that_hold_more_bring_all_others_along() {
    let rubric = rubric();
    let text = full(&rubric).to_text(&rubric);
    let from = r#""s": {
          "score""#;
    assert!(text.contains(from));
    let newer = text.replacen(
        from,
        &from.replace("\"score\"", "\"x-rank\": 3,\n          \"score\""),
        1,
    );
    assert_eq!(holds(&rubric, &opened(&rubric, &newer).0), []);
    assert_eq!(
        at(
            &opened(&rubric, &newer).0.to_text(&rubric),
            "/scores/self/sections/s/x-rank"
        ),
        3
    );
}

fn set(rubric: &Rubric, record: &mut Record, id: &str, amount: &str) {
    record.sheet = with(rubric, &record.sheet, id, &entry(Some(points(amount))));
    record.revision += 1;
}

#[test]
fn a_full_record_comes_back() {
    let rubric = rubric();
    let record = full(&rubric);
    assert_eq!(holds(&rubric, &record), []);
    let blocks = split(&rubric, &record);
    assert_eq!(names(&blocks), ["head", "s/0", "t/0"]);
    for (name, text) in &blocks {
        assert!(!text.contains('<') && !text.contains('\n'), "{name}: {text}");
        assert_eq!(at(text, "/record"), "20261123-x");
    }
    assert_eq!(at(&blocks[0].1, "/parts"), serde_json::json!(["s/0", "t/0"]));
    assert_eq!(at(&blocks[0].1, "/file/scores/self/total"), 9.5);
    assert_eq!(at(&blocks[2].1, "/sections/t"), "𠀀 and more");
}

#[test]
fn nothing_entered_is_the_head_alone() {
    let rubric = long(120);
    let record = Record::blank(&rubric, "x".into());
    assert_eq!(names(&split(&rubric, &record)), ["head"]);
    assert_eq!(holds(&rubric, &record), []);
}

#[test]
fn an_edit_changes_one_part() {
    let rubric = Rc::new(long(10_000));
    let mut record = Record::blank(&rubric, "x".into());
    set(&rubric, &mut record, "c9999", "3");
    let splitter = Splitter::new(rubric.clone(), &record);
    let before = splitter.parts(&record);
    assert_eq!(before.len(), 201);
    assert!(before == splitter.parts(&record.clone()));
    set(&rubric, &mut record, "c120", "7");
    assert!(splitter.is_for(&rubric, &record));
    let after = splitter.parts(&record);
    let changed: Vec<_> = (0..after.len()).filter(|i| before[*i] != after[*i]).collect();
    assert_eq!(changed, [2]);
    assert_eq!(after[2].name(), "s/100");
    let text = splitter.part(&record, &after[2]).expect("its block");
    assert_eq!(at(&text, "/answers/self/c120/answer/points"), 7);
    assert_eq!(splitter.part(&record, &after[3]), None);
    let place = rubric.section_path("t").expect("the section");
    record.sheet = record
        .sheet
        .with_narrative(&rubric, place, &"N".into())
        .expect("the section");
    let told = splitter.parts(&record);
    assert_eq!(
        (0..told.len()).filter(|i| after[*i] != told[*i]).collect::<Vec<_>>(),
        [200]
    );
    holds(&rubric, &record);
}

#[test]
fn the_current_rater_needs_no_block() {
    let rubric = long(60);
    let mut record = Record::blank(&rubric, "x".into());
    record = record.filled_in_by(&rubric, "bureau").expect("a rater");
    set(&rubric, &mut record, "c55", "3");
    let pairs = split(&rubric, &record);
    let (file, _) = joined(&pairs);
    assert_eq!(at(&file.expect("a file"), "/answers/bureau/c55/answer/points"), 3);
    record = record.filled_in_by(&rubric, "self").expect("a rater");
    set(&rubric, &mut record, "c0", "4");
    assert_eq!(holds(&rubric, &record), []);
}

#[test]
fn what_has_no_place_here_survives() {
    let rubric = rubric();
    let source = file(
        r#", "later": [1, {"b": 7.50, "a": "</script>"}], "profile": {"school": "A", "gone": 1},
          "sections": {"t": "T", "gone": "G"}, "answers": {
            "ghost": {"p": {"note": "g"}}, "silent": {},
            "self": {"gone": {"answer": {"kind": "points", "points": 1}, "x": 1}, "p": {"answer": {"kind": "new", "y": 7.50}, "z": 1}}},
          "criteria": {"gone": {"text": "Was here"}, "l": {"text": "L", "maximum": 2, "w": 1}},
          "scores": {"ghost": {"standing": "odd"}, "self": {"standing": "empty", "v": 1, "sections": {"s": {"score": 0, "maximum": 0, "u": 1}}}}"#,
    );
    let (record, _) = opened(&rubric, &source);
    assert_eq!(names(&split(&rubric, &record)), ["head", "rest", "s/0", "t/0"]);
    let text = record.to_text(&rubric);
    for kept in [
        "later", "gone", "ghost", "silent", "\"x\": 1", "7.50", "\"w\": 1", "\"v\": 1", "\"u\": 1",
    ] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    let notices = holds(&rubric, &record);
    assert!(notices.contains(&Notice::Unplaced(vec!["gone".into()])), "{notices:?}");
}

#[test]
fn blocks_on_another_version_open_as_their_file_does() {
    let rubric = rubric();
    let record = full(&rubric);
    let members = crate::records::RUBRIC.replacen("\"text\": \"P\"", "\"text\": \"P2\"", 1);
    let source = crate::kit::headed(&members).replacen("\"version\": \"1\"", "\"version\": \"2\"", 1);
    let next = crate::kit::rubric(&source);
    let (file, _) = joined(&split(&rubric, &record));
    let expected = opened(&next, &record.to_text(&rubric));
    let (back, notices) = opened(&next, &file.expect("a file"));
    assert_eq!(notices, expected.1);
    assert!(notices.contains(&Notice::AnswerAgain(vec!["p".into()])), "{notices:?}");
    assert_eq!(back.to_text(&next), expected.0.to_text(&next));
}

#[test]
fn lost_blocks_are_reported_and_the_rest_is_kept() {
    let rubric = rubric();
    let record = full(&rubric);
    let whole = split(&rubric, &record);
    let after = |change: &dyn Fn(&mut Blocks)| {
        let mut blocks = whole.clone();
        change(&mut blocks);
        let (file, lost) = joined(&blocks);
        let file = file.expect("a file");
        Record::parse(&file).expect("a record");
        (file, lost)
    };
    let has = |file: &str, id: &str| !at(file, &format!("/answers/self/{id}")).is_null();

    let (file, lost) = after(&|blocks| blocks[1].1.truncate(90));
    assert_eq!(
        (lost, has(&file, "p"), has(&file, "y")),
        (vec!["s/0 Damaged".into()], false, true)
    );
    // The head has the total: that something is missing is told by the figures, too.
    assert!(matches!(opened(&rubric, &file).1[..], [Notice::Differs(_)]));

    let (file, lost) = after(&|blocks| blocks[1].1 = blocks[1].1.replacen("\"points\":7.5", "\"points\":\"x\"", 1));
    assert_eq!(
        (lost, has(&file, "p")),
        (vec![], true),
        "an answer that does not fit is refused by the criterion"
    );
    let (file, lost) = after(&|blocks| blocks[1].1 = blocks[1].1.replacen("\"note\":\"typed\"", "\"note\":[]", 1));
    assert_eq!((lost, has(&file, "y")), (vec!["s/0 Damaged".into()], true));

    let (file, lost) = after(&|blocks| drop(blocks.remove(2)));
    assert_eq!(
        (lost, has(&file, "p"), has(&file, "y")),
        (vec!["t/0 Missing".into()], true, false)
    );

    for broken in [0, 1] {
        let (file, lost) = after(&|blocks| match broken {
            0 => drop(blocks.remove(0)),
            _ => blocks[0].1.clear(),
        });
        assert_eq!(lost, [["head Missing"], ["head Damaged"]][broken]);
        assert!(has(&file, "p") && has(&file, "y"));
        let (back, _) = opened(&rubric, &file);
        assert_eq!(
            (&*back.id, back.sheet.root.tally.score.to_string()),
            ("20261123-x", "9.5".into())
        );
    }

    let twice = |blocks: &mut Blocks, from: &str, to: &str| {
        let (name, text) = blocks[1].clone();
        assert!(text.contains(from));
        blocks.push((name, text.replacen(from, to, 1)));
    };
    assert_eq!(after(&|blocks| twice(blocks, "typed", "typed")).1, [""; 0]);
    let (file, lost) = after(&|blocks| twice(blocks, "typed", "other"));
    assert_eq!(
        (lost, at(&file, "/answers/self/p/note")),
        (vec!["s/0 Repeated".into()], "typed".into())
    );
    let (file, lost) = after(&|blocks| twice(blocks, "\"part\":\"s/0\"", "\"part\":\"s/50\""));
    assert_eq!((lost, has(&file, "p")), (vec![], true), "the same under another name");
    let (_, lost) = after(&|blocks| {
        twice(blocks, "\"part\":\"s/0\"", "\"part\":\"s/50\"");
        blocks[3].1 = blocks[3].1.replacen("typed", "other", 1);
    });
    assert_eq!(lost, ["s/50 Repeated"]);
    let (file, lost) = after(&|blocks| twice(blocks, "20261123-x", "other"));
    assert_eq!(
        (lost, at(&file, "/answers/self/p/note")),
        (vec!["s/0 Foreign".into()], "typed".into())
    );
}

#[test]
fn where_nothing_can_be_read_there_is_no_file() {
    let none = |blocks: &[(&str, &str)]| join(blocks);
    assert_eq!((none(&[]).file, none(&[]).lost), (None, vec![]));
    let damaged = |part: &str| Lost {
        part: part.into(),
        error: BlockError::Damaged,
    };
    let joined = none(&[("head", "{"), ("s/0", "")]);
    assert_eq!(
        (joined.file, joined.lost),
        (None, vec![damaged("head"), damaged("s/0")])
    );
}

proptest! {
    #[test]
    fn joined_again_it_is_the_record((model, edits) in (model(), edits())) {
        let rubric = model.rubric();
        let (sheet, _) = edited(&model, &rubric, &edits);
        let record = crate::versions::record(&model, &rubric, sheet);
        prop_assert_eq!(holds(&rubric, &record), []);
    }
}
