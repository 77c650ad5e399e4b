//! Merging: what only one file has is taken, what differs is told with the newest first, and nothing of any file is lost.

mod copies;
mod laws;

use crate::kit::headed;
use crate::records::{RUBRIC, at, file, opened, rubric};
use assessment::Id;
use assessment::record::merge::{Basis, Choice, Conflict, Content, FieldPath, Merge, Part, Unmergeable};
use assessment::record::{Record, RecordFile};
use std::collections::BTreeMap;

fn parsed(source: &str) -> RecordFile {
    Record::parse(source).unwrap_or_else(|problems| panic!("{problems:?}\n{source}"))
}

/// A file of the rubric with this id, revision and members.
fn copy(id: &str, revision: u32, members: &str) -> RecordFile {
    let source = file(members).replace(
        r#""id": "x", "revision": 3"#,
        &format!(r#""id": "{id}", "revision": {revision}"#),
    );
    parsed(&source)
}

fn merge(files: &[RecordFile]) -> Merge {
    Merge::new(&rubric(), files.to_vec()).expect("one rubric and one subject")
}

/// What is merged where the first of the candidates is chosen.
fn first(files: &[RecordFile]) -> RecordFile {
    let merge = merge(files);
    let choices = merge
        .conflicts()
        .map(|conflict| (conflict.path.clone(), Choice::One(0)));
    merge.merged(&choices.collect()).expect("a file")
}

fn entry_place(criterion: &str, part: Part) -> FieldPath {
    FieldPath::Entry {
        rater: "self".into(),
        criterion: criterion.into(),
        part,
    }
}

/// A difference in a line: where, then every candidate with whose it is, then what tells that the first is the newest.
fn told(merge: &Merge) -> Vec<String> {
    let content = |content: &Content| match content {
        Content::Text(text) => text.to_string(),
        Content::Names(names) => names.join("+"),
        Content::Total(total) => total.0.to_string(),
        Content::Node(node) => format!("{:?}", node.value),
        Content::Entry(entry) => {
            let points = entry.answer.as_ref().and_then(|answer| answer.get("points"));
            let points = points.map(|points| format!("{:?}", points.value));
            let names = entry.evidence.iter().map(|one| one.name.to_string());
            let problems = entry.problems.iter().map(|one| one.text.to_string());
            let note = entry.note.iter().map(ToString::to_string);
            let all: Vec<_> = points.into_iter().chain(note).chain(names).chain(problems).collect();
            let all = if all.is_empty() {
                "cleared".to_owned()
            } else {
                all.join("+")
            };
            format!("{all} #{}", entry.counter.unwrap_or(0))
        }
    };
    let line = |conflict: &Conflict| {
        let all = conflict
            .candidates
            .iter()
            .map(|one| format!("{} of {:?}", content(&one.content), one.sources));
        let newest = match conflict.newest {
            Some(Basis::History) => "history",
            Some(Basis::Time) => "time",
            None => "open",
        };
        format!("{:?}: {} ({newest})", conflict.path, all.collect::<Vec<_>>().join(", "))
    };
    merge.conflicts().map(line).collect()
}

#[test]
fn parts_of_departments_merge_without_differences() {
    let one = copy(
        "x",
        7,
        r#", "period": "2026", "answers": { "self": { "p": { "answer": { "kind": "points", "points": 7 }, "counter": 7, "by": "总务处" } } }, "sections": { "s": "told" }"#,
    );
    let two = copy(
        "y",
        2,
        r#", "profile": { "classes": 15 }, "answers": { "self": { "p": {}, "l": { "answer": { "kind": "level", "level": "a" }, "counter": 2, "by": "教务处" } }, "head": { "gone": { "note": "n", "later": 1 } } }, "later": [1]"#,
    );
    let merge = merge(&[one, two]);
    assert_eq!(told(&merge), [""; 0]);
    assert!(!merge.is_same());
    // The period, the answer and the narrative; the classes, the answer, a note and an unknown key in an entry, and one beside them.
    assert_eq!((merge.only_in(0), merge.only_in(1)), (3, 5));
    let text = merge.merged(&BTreeMap::new()).expect("a file").to_text();
    let expected = serde_json::json!({
        "format": 1, "kind": "ziping-record", "id": "x", "revision": 8, "rubric": { "id": "r", "version": "1" },
        "period": "2026", "profile": { "classes": 15 }, "sections": { "s": "told" },
        "answers": {
            "self": {
                "p": { "answer": { "kind": "points", "points": 7 }, "counter": 7, "by": "总务处" },
                "l": { "answer": { "kind": "level", "level": "a" }, "counter": 2, "by": "教务处" } },
            "head": { "gone": { "note": "n", "later": 1 } } },
        "later": [1] });
    assert_eq!(at(&text, ""), expected);
    // Seven of eight points and the better level, worked out by hand: 9 of 15.
    let (record, _) = opened(&rubric(), &text);
    assert_eq!(record.sheet.root.tally.score.to_string(), "9");
}

/// The entries of two copies of one record at one criterion, and what is told of them: the note's candidates and what decides.
const PAIRS: &[(&str, &str, &str)] = &[
    // Without a name of their own both copies are the record's: the higher number has seen the lower.
    (
        r#"{ "note": "a", "counter": 2 }"#,
        r#"{ "note": "b", "counter": 3 }"#,
        "b #3 of [1], a #2 of [0] (history)",
    ),
    // The clock of the first went back.
    (
        r#"{ "note": "a", "counter": 9, "time": "2020" }"#,
        r#"{ "note": "b", "counter": 3, "time": "2026" }"#,
        "a #9 of [0], b #3 of [1] (history)",
    ),
    // Numbers of copies that do not know each other say nothing.
    (
        r#"{ "note": "a", "counter": 9, "time": "2025", "replica": "r" }"#,
        r#"{ "note": "b", "counter": 3, "time": "2026", "replica": "s" }"#,
        "b #3 of [1], a #9 of [0] (time)",
    ),
    (
        r#"{ "note": "a", "counter": 9, "time": "2026", "replica": "r" }"#,
        r#"{ "note": "b", "counter": 3, "time": "2026", "replica": "s" }"#,
        "a #9 of [0], b #3 of [1] (open)",
    ),
    (
        r#"{ "note": "a", "counter": 9, "replica": "r" }"#,
        r#"{ "note": "b", "counter": 3, "replica": "s" }"#,
        "a #9 of [0], b #3 of [1] (open)",
    ),
    (
        r#"{ "note": "a", "counter": 2 }"#,
        r#"{ "counter": 3 }"#,
        "cleared #3 of [1], a #2 of [0] (history)",
    ),
    (
        r#"{ "counter": 2 }"#,
        r#"{ "note": "b", "counter": 3 }"#,
        "b #3 of [1], cleared #2 of [0] (history)",
    ),
    (
        r#"{ "note": "a" }"#,
        r#"{ "note": "b", "counter": 1 }"#,
        "b #1 of [1], a #0 of [0] (open)",
    ),
    // Nobody stamped either.
    (
        r#"{ "note": "a" }"#,
        r#"{ "note": "b" }"#,
        "a #0 of [0], b #0 of [1] (open)",
    ),
    // One only adds to the other.
    (r#"{ "note": "a", "later": 1 }"#, r#"{ "note": "a" }"#, ""),
    (
        r#"{ "note": "a", "counter": 2 }"#,
        r#"{ "note": "a", "counter": 3, "by": "me" }"#,
        "",
    ),
    (r#"{ "note": "a", "counter": 2 }"#, "{}", ""),
    ("{}", r#"{ "counter": 2 }"#, ""),
    ("{}", "{}", ""),
];

#[test]
fn the_newer_of_two_entries_is_chosen_if_known() {
    for (ours, theirs, expected) in PAIRS {
        let answers = |entry: &str| format!(r#", "answers": {{ "self": {{ "p": {entry} }} }}"#);
        let merge = merge(&[copy("x", 9, &answers(ours)), copy("x", 5, &answers(theirs))]);
        let place = r#"Entry { rater: "self", criterion: "p", part: Note }: "#;
        let expected = if expected.is_empty() {
            Vec::new()
        } else {
            vec![format!("{place}{expected}")]
        };
        assert_eq!(told(&merge), expected, "{ours} {theirs}");
    }
}

/// Two records of one subject, filled in apart: the first with many edits until 20:39, the second begun afresh at 20:40.
fn apart() -> [RecordFile; 2] {
    let one = r#", "narrative": "早", "answers": { "self": {
        "p": { "answer": { "kind": "points", "points": 7 }, "note": "甲", "evidence": [{ "name": "方案" }, { "name": "照片" }],
               "counter": 40, "replica": "a", "time": "2026-11-26T20:39:00Z" },
        "l": { "answer": { "kind": "level", "level": "a" }, "counter": 41, "replica": "a", "time": "2026-11-26T20:39:30Z" } } }"#;
    let other = r#", "narrative": "晚", "answers": { "self": {
        "p": { "answer": { "kind": "points", "points": 3 }, "note": "乙", "evidence": [{ "name": "照片" }, { "name": "记录" }],
               "counter": 2, "replica": "b", "time": "2026-11-26T20:41:00Z" },
        "l": { "note": "丙", "counter": 3, "replica": "b", "time": "2026-11-26T20:41:30Z" } } }"#;
    [copy("x", 41, one), copy("y", 3, other)]
}

#[test]
fn numbers_of_records_that_share_no_history_decide_nothing() {
    let place = |part: &str| format!(r#"Entry {{ rater: "self", criterion: "p", part: {part} }}"#);
    let expected = [
        "Narrative: 早 of [0], 晚 of [1] (open)".to_owned(),
        format!(
            r#"{}: Number("3") #2 of [1], Number("7") #40 of [0] (time)"#,
            place("Answer")
        ),
        format!("{}: 乙 #2 of [1], 甲 #40 of [0] (time)", place("Note")),
        format!(
            "{}: 照片+记录 #2 of [1], 方案+照片 #40 of [0] (time)",
            place("Evidence")
        ),
    ];
    let merge = merge(&apart());
    assert_eq!(told(&merge), expected);
    assert_eq!(merge.newest(), None);
    assert!(
        merge.merged(&BTreeMap::new()).is_none(),
        "nothing decides which narrative is the newer"
    );
}

#[test]
fn a_note_and_a_score_can_come_from_different_files() {
    let choices = BTreeMap::from([
        (FieldPath::Narrative, Choice::All),
        (entry_place("p", Part::Answer), Choice::One(1)),
        (entry_place("p", Part::Evidence), Choice::All),
    ]);
    let text = merge(&apart()).merged(&choices).expect("all is chosen").to_text();
    assert_eq!(at(&text, "/narrative"), "早\n晚");
    let expected = serde_json::json!({
        "answer": { "kind": "points", "points": 7 }, "note": "乙",
        "evidence": [{ "name": "方案" }, { "name": "照片" }, { "name": "记录" }],
        "counter": 2, "replica": "b", "time": "2026-11-26T20:41:00Z" });
    assert_eq!(at(&text, "/answers/self/p"), expected);
    // The level of one and the note of the other are no difference: each only adds.
    assert_eq!(at(&text, "/answers/self/l/note"), "丙");
    assert_eq!(at(&text, "/answers/self/l/answer/level"), "a");
}

/// A copy, and what was made of it later. Each case: members of the copy, of the later one, the newest, what differs.
const LATER: &[(&str, &str, Option<usize>, &[&str])] = &[
    // One more item, and a score put right, although the clock was set back.
    (
        r#", "answers": { "self": { "p": { "answer": { "kind": "points", "points": 7 }, "counter": 1, "replica": "a", "time": "2026-11-26T09" } } }"#,
        r#", "answers": { "self": { "p": { "answer": { "kind": "points", "points": 5 }, "counter": 2, "replica": "a", "time": "2020-01-01T00" }, "l": { "note": "n", "counter": 3, "replica": "a", "time": "2020-01-01T01" } } }"#,
        Some(1),
        &[
            r#"Entry { rater: "self", criterion: "p", part: Answer }: Number("5") #2 of [1], Number("7") #1 of [0] (history)"#,
        ],
    ),
    // The same after a reload, when the browser edits under another name and nothing of the first is left: the clock decides.
    (
        r#", "answers": { "self": { "p": { "answer": { "kind": "points", "points": 7 }, "counter": 1, "replica": "a", "time": "2026-11-26T09" } } }"#,
        r#", "answers": { "self": { "p": { "answer": { "kind": "points", "points": 5 }, "counter": 2, "replica": "b", "time": "2026-11-26T10" } } }"#,
        Some(1),
        &[
            r#"Entry { rater: "self", criterion: "p", part: Answer }: Number("5") #2 of [1], Number("7") #1 of [0] (time)"#,
        ],
    ),
    // The answer was cleared, the note stays: cleared on purpose, since the copy's answer was seen.
    (
        r#", "answers": { "self": { "p": { "answer": { "kind": "points", "points": 7 }, "note": "n", "counter": 2, "replica": "a" } } }"#,
        r#", "answers": { "self": { "p": { "note": "n", "counter": 3, "replica": "a" } } }"#,
        Some(1),
        &[
            r#"Entry { rater: "self", criterion: "p", part: Answer }: cleared #3 of [1], Number("7") #2 of [0] (history)"#,
        ],
    ),
    // A field without a stamp, in a file that has seen every edit of the other.
    (
        r#", "profile": { "classes": 15 }, "answers": { "self": { "p": { "note": "n", "counter": 9, "replica": "a" } } }"#,
        r#", "profile": { "classes": 16 }, "answers": { "self": { "p": { "note": "n", "counter": 9, "replica": "a" }, "l": { "note": "m", "counter": 11, "replica": "b" } } }"#,
        Some(1),
        &[r#"Profile("classes"): Number("16") of [1], Number("15") of [0] (history)"#],
    ),
    // Both went on: each has something that the other lacks, and nothing differs.
    (
        r#", "answers": { "self": { "p": { "note": "n", "counter": 9, "replica": "a" } } }"#,
        r#", "answers": { "self": { "l": { "note": "m", "counter": 9, "replica": "b" } } }"#,
        None,
        &[],
    ),
];

#[test]
fn a_later_edit_of_a_copy_is_the_newest() {
    for (copied, later, newest, differences) in LATER {
        let files = [copy("x", 9, copied), copy("x", 11, later)];
        let laid = merge(&files);
        assert_eq!(told(&laid), *differences, "{copied} {later}");
        assert_eq!(laid.newest(), *newest, "{copied} {later}");
        let [one, other] = files;
        let turned = merge(&[other, one]);
        assert_eq!(
            turned.newest(),
            newest.map(|index| 1 - index),
            "turned round: {copied} {later}"
        );
    }
}

#[test]
fn what_all_agree_on_has_the_newest_stamp() {
    let answers =
        |counter: u32| format!(r#", "answers": {{ "self": {{ "p": {{ "note": "a", "counter": {counter} }} }} }}"#);
    let files = [
        copy("x", 9, &answers(4)),
        copy("x", 9, &answers(6)),
        copy("x", 9, &answers(5)),
    ];
    assert!(merge(&files).is_same());
    assert_eq!(at(&first(&files).to_text(), "/answers/self/p/counter"), 6);
}

#[test]
fn what_is_not_compared_does_not_depend_on_the_order_of_files() {
    let entry = |members: &str| {
        let stamped = format!(
            r#""answer": {{ "kind": "points", "points": 4 }}, "counter": 1, "replica": "a", "time": "2026", {members}"#
        );
        copy(
            "x",
            1,
            &format!(r#", "answers": {{ "self": {{ "p": {{ {stamped} }} }} }}"#),
        )
    };
    for (one, other) in [
        (r#""carriedFrom": "1""#, r#""carriedFrom": "2""#),
        (r#""by": "Ms Lin""#, r#""by": "Mr Wang""#),
    ] {
        let [one, other] = [entry(one), entry(other)];
        let texts = [first(&[one.clone(), other.clone()]), first(&[other, one])].map(|file| file.to_text());
        assert_eq!(texts[0], texts[1]);
    }
}

#[test]
fn unstamped_places_wait_for_a_choice() {
    let ours = r#", "period": "2026", "date": "2026-11-01", "profile": { "classes": 15, "names": ["甲"] }, "roles": { "head": ["王"] }, "claimedTotal": 90, "narrative": "N", "sections": { "s": "S" }, "later": 1"#;
    let theirs = r#", "period": "2025", "date": "2026-11-01", "profile": { "classes": 16, "names": [""] }, "roles": { "head": ["李", "张"] }, "claimedTotal": 91, "narrative": "", "sections": { "s": "T" }, "later": 2"#;
    let merge = merge(&[copy("x", 3, ours), copy("x", 4, theirs)]);
    let expected = [
        "Period: 2025 of [1], 2026 of [0] (open)",
        r#"Profile("classes"): Number("16") of [1], Number("15") of [0] (open)"#,
        r#"Role("head"): 李+张 of [1], 王 of [0] (open)"#,
        "ClaimedTotal: 91 of [1], 90 of [0] (open)",
        r#"Section("s"): T of [1], S of [0] (open)"#,
        r#"Other("later"): Number("2") of [1], Number("1") of [0] (open)"#,
    ];
    assert_eq!(told(&merge), expected);
    let mut choices: BTreeMap<_, _> = merge
        .conflicts()
        .map(|conflict| (conflict.path.clone(), Choice::One(0)))
        .collect();
    choices.insert(FieldPath::Period, Choice::One(1));
    choices.insert(FieldPath::Role("head".into()), Choice::All);
    assert!(merge.merged(&BTreeMap::new()).is_none(), "nothing is chosen beforehand");
    let merged = merge.merged(&choices).expect("a file");
    assert_eq!(
        merged.roles.get("head"),
        Some(&vec!["王".into(), "李".into(), "张".into()])
    );
    let text = merged.to_text();
    let found = [
        "/period",
        "/profile/names/0",
        "/claimedTotal",
        "/narrative",
        "/revision",
    ]
    .map(|place| at(&text, place));
    assert_eq!(
        found,
        [serde_json::json!("2026"), "甲".into(), 91.into(), "N".into(), 5.into()]
    );
}

#[test]
fn different_rubrics_and_subjects_are_not_merged() {
    let subject = |id: &str, name: &str| copy(id, 1, &format!(r#", "profile": {{ "school": "{name}" }}"#));
    let fault = |files: &[RecordFile]| Merge::new(&rubric(), files.to_vec()).err();
    let (first, second) = (subject("x", "一小"), subject("y", " 二小 "));
    let blank = subject("z", " ");
    let names = ["一小".into(), "二小".into()];
    assert_eq!(
        fault(&[first.clone(), blank.clone(), second]),
        Some(Unmergeable::Subjects([0, 2], names))
    );
    assert_eq!(fault(&[first.clone(), subject("y", "一小"), blank]), None);
    // Copies of one record, in one of which the name was put right.
    assert_eq!(fault(&[first.clone(), subject("x", "第一小学")]), None);
    let mut other = first.clone();
    other.rubric.id = Id::new("other").expect("an id");
    let ids = ["r", "other"].map(|id| Id::new(id).expect("an id"));
    assert_eq!(fault(&[first, other]), Some(Unmergeable::Rubrics([0, 1], ids)));
}

#[test]
fn scores_stay_where_all_agree_and_criteria_and_unknown_keys_come_together() {
    let score = |total: u32| format!(r#"{{ "standing": "final", "total": {total} }}"#);
    let members = |own: u32, gone: &str| {
        format!(
            r#", "criteria": {{ "{gone}": {{ "text": "G", "{gone}": 1 }}, "p": {{ "text": "P", "{gone}": 1 }} }}, "scores": {{ "self": {}, "head": {} }}"#,
            score(own),
            score(5)
        )
    };
    let text = first(&[copy("x", 1, &members(1, "a")), copy("x", 1, &members(2, "b"))]).to_text();
    assert_eq!(
        at(&text, "/scores"),
        serde_json::json!({ "head": { "standing": "final", "total": 5 } })
    );
    let expected = serde_json::json!({ "a": { "text": "G", "a": 1 }, "p": { "text": "P", "a": 1, "b": 1 }, "b": { "text": "G", "b": 1 } });
    assert_eq!(at(&text, "/criteria"), expected);
}

#[test]
fn a_copy_of_an_older_version_is_carried_over() {
    let newer = crate::kit::rubric(&headed(RUBRIC).replacen(r#""version": "1""#, r#""version": "2""#, 1));
    let answers = r#", "criteria": { "p": { "text": "Old P", "maximum": 8 } }, "answers": { "self": { "p": { "answer": { "kind": "points", "points": 7 }, "counter": 1 } } }"#;
    let old = copy("x", 1, answers);
    let merge = Merge::new(&newer, vec![old]).expect("one");
    let text = merge.merged(&BTreeMap::new()).expect("a file").to_text();
    assert_eq!(at(&text, "/answers/self/p/carriedFrom"), "1");
    assert_eq!(at(&text, "/rubric/version"), "2");
}
