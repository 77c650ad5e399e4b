//! Records that meet: opened at once, a copy of what is open, two drafts. Nothing is touched until the person has chosen.

use crate::kit::*;
use crate::seen::*;
use assessment::answers::{Stamp, Value};
use assessment::record::merge::{Choice, Conflict, Content, FieldPath, Part};
use std::rc::Rc;
use ziping::state::{
    Action, Change, Meeting, OpenOutcome, OpenRequest, Reconciliation, State, VERSION, Workspace, apply,
};

/// A state after changes by this person in a copy of its own, one after the other.
pub fn by(state: &State, who: &str, changes: &[Change]) -> State {
    changes.iter().fold(state.clone(), |state, change| {
        let stamp = Stamp {
            counter: 0,
            replica: who.into(),
            time: format!("2026-11-2{}T08:00:00Z", state.record.revision).into(),
            by: who.into(),
        };
        let action = Action {
            version: VERSION,
            rater: "self".into(),
            change: change.clone(),
            stamp,
        };
        apply(&state, &action).expect("it changes something").state
    })
}

/// A blank state whose record has this id.
pub fn named(id: &str) -> State {
    let mut state = small();
    state.record.id = id.into();
    state
}

fn text(state: &State) -> String {
    state.record.to_text(&state.rubric)
}

fn file(name: &str, state: &State) -> OpenRequest {
    OpenRequest {
        name: name.into(),
        text: text(state).into(),
        fresh: "fresh".into(),
    }
}

/// A workspace with this on the form, of which no file holds anything.
fn desk_with(changes: &[Change]) -> Workspace {
    let mut workspace = Workspace::new([Rc::from(SMALL)], "own".into(), "2026-11-23".into());
    for change in changes {
        does(workspace.session.as_mut().expect("an open form"), change.clone());
    }
    workspace
}

/// What waits to be chosen, in a line: the sources, then every difference with its candidates, the chosen one marked.
fn waits(workspace: &Workspace) -> String {
    let Some(merging) = &workspace.merging else {
        return "nothing waits".to_owned();
    };
    let sources = merging
        .sources
        .iter()
        .map(|source| format!("[{}] {}+{}", origin(&source.origin), source.answers, source.only));
    let content = |content: &Content| match content {
        Content::Text(text) => text.to_string(),
        Content::Entry(entry) if content.is_blank() => format!("blank #{}", entry.counter.unwrap_or(0)),
        Content::Entry(entry) => match entry.answer.as_ref().and_then(|answer| answer.get("points")) {
            Some(points) => format!("{:?}", points.value),
            None => entry.note.as_deref().unwrap_or("?").to_owned(),
        },
        other => format!("{other:?}"),
    };
    let difference = |conflict: &Conflict| {
        let all = conflict.candidates.iter().enumerate().map(|(i, one)| {
            let mark = if merging.chosen(conflict) == Some(Choice::One(i)) {
                "*"
            } else {
                ""
            };
            format!("{mark}{} {:?}", content(&one.content), one.sources)
        });
        format!("{:?}: {}", conflict.path, all.collect::<Vec<_>>().join(" | "))
    };
    let differences = merging.differences.iter().map(difference);
    sources.chain(differences).collect::<Vec<_>>().join("; ")
}

/// What is chosen of the answer at a criterion.
fn chosen(workspace: &Workspace, criterion: &str) -> Option<Choice> {
    let merging = workspace.merging.as_ref()?;
    let place = entry_place(criterion);
    let conflict = merging.differences.iter().find(|conflict| conflict.path == place)?;
    merging.chosen(conflict)
}

fn entry_place(criterion: &str) -> FieldPath {
    FieldPath::Entry {
        rater: "self".into(),
        criterion: criterion.into(),
        part: Part::Answer,
    }
}

#[test]
fn files_opened_at_once_are_merged() {
    let one = by(
        &named("a"),
        "总务处",
        &[answer("p", points("7")), narrative("a", "told")],
    );
    let two = by(
        &named("b"),
        "教务处",
        &[
            answer("l", level("top")),
            profile("school", Some(Value::Text("一小".into()))),
        ],
    );
    let mut workspace = desk_with(&[]);
    workspace.open_all(vec![file("one.json", &one), file("two.json", &two)]);
    // The blank form that was open has no part in it, and is what it was.
    assert_eq!(waits(&workspace), "[one.json] 1+2; [two.json] 1+2");
    assert_eq!(shown(&workspace), "small@1: = 0/15 empty");
    workspace.merge(&stamp());
    assert_eq!(
        shown(&workspace),
        r#"small@1: school Text("一小"); a:narrative told; p 7; l top = 9/15 provisional"#
    );
    assert_eq!(told(&workspace), "merged 2: ");
    assert_eq!(waits(&workspace), "nothing waits");
    assert!(workspace.is_dirty(), "no file holds it yet");
    let stamps = ["p", "l"].map(|id| entry(state(&workspace), id).stamp.clone().expect("a stamp").by);
    assert_eq!(stamps, ["总务处".into(), "教务处".into()]);
    // One more than any of them has seen, so that the next edit is newer than all.
    assert_eq!(
        (&*state(&workspace).record.id, state(&workspace).record.revision),
        ("a", 3)
    );
    workspace.mark_exported();
    assert!(!workspace.is_dirty());
}

#[test]
fn a_copy_of_the_open_record_replaces_nothing() {
    let mut workspace = desk_with(&[answer("p", points("7")), answer("l", level("low"))]);
    let copy = by(&named("own"), "copy", &[answer("p", points("3")), note("y", "theirs")]);
    let before = shown(&workspace);
    workspace.open(file("copy.json", &copy));
    let place = r#"Entry { rater: "self", criterion: "p", part: Answer }"#;
    // Neither knows of the other's edit: the later day decides for the form's, 23 November.
    assert_eq!(
        waits(&workspace),
        format!(r#"[] 2+1; [copy.json] 2+1; {place}: *Number("7") [0] | Number("3") [1]"#)
    );
    assert_eq!((shown(&workspace), told(&workspace).as_str()), (before.clone(), ""));

    workspace.cancel_merge();
    assert_eq!(
        (shown(&workspace), waits(&workspace)),
        (before, "nothing waits".to_owned())
    );
    assert!(workspace.is_dirty());

    for (chosen, expected) in [
        (0, "p 7; l low; y:note theirs = 7/15"),
        (1, "p 3; l low; y:note theirs = 3/15"),
    ] {
        let mut workspace = workspace.clone();
        workspace.open(file("copy.json", &copy));
        workspace.choose(&entry_place("p"), Choice::One(chosen));
        workspace.merge(&stamp());
        assert_eq!(shown(&workspace), format!("small@1: {expected} provisional"));
    }
    // All of one source, and the newest again.
    workspace.open(file("copy.json", &copy));
    workspace.choose_all_of(Some(1));
    assert_eq!(chosen(&workspace, "p"), Some(Choice::One(1)));
    workspace.choose_all_of(None);
    workspace.merge(&stamp());
    assert_eq!(
        shown(&workspace),
        "small@1: p 7; l low; y:note theirs = 7/15 provisional"
    );
}

#[test]
fn a_copy_that_holds_the_same_is_opened() {
    let mut workspace = desk_with(&[answer("p", points("7"))]);
    let same = text(state(&workspace));
    workspace.open(opening(&same));
    assert_eq!(
        (waits(&workspace).as_str(), told(&workspace).as_str()),
        ("nothing waits", "opened file.json: ")
    );
    assert!(!workspace.is_dirty(), "that file holds it");
    // Equal content, whichever was touched later.
    let mut workspace = desk_with(&[answer("p", points("7"))]);
    let later = by(
        &named("own"),
        "b",
        &[note("p", "x"), note("p", ""), answer("p", points("7"))],
    );
    workspace.open(file("later.json", &later));
    assert_eq!(waits(&workspace), "nothing waits");
    // More than it is a difference, though nothing is to be chosen.
    let more = by(&later, "b", &[note("l", "more")]);
    workspace.open(file("more.json", &more));
    assert_eq!(waits(&workspace), "[later.json] 1+0; [more.json] 2+1");
    assert!(workspace.merging.is_some_and(|merging| merging.at_once));
}

#[test]
fn what_is_open_belongs_to_what_is_opened_at_once_unless_it_is_blank() {
    let one = by(&named("a"), "a", &[answer("p", points("7"))]);
    let two = by(&named("b"), "b", &[answer("l", level("top"))]);
    let both = || vec![file("one", &one), file("two", &two)];
    let mut workspace = desk_with(&[note("y", "own")]);
    workspace.open_all(both());
    assert_eq!(waits(&workspace), "[] 1+1; [one] 1+1; [two] 1+1");
    workspace.merge(&stamp());
    assert_eq!(shown(&workspace), "small@1: p 7; l top; y:note own = 9/15 provisional");
    assert_eq!(&*state(&workspace).record.id, "own");

    // Another form with something in it that no file holds: first the person is asked.
    let other = SMALL.replace(r#""id": "small""#, r#""id": "other""#);
    let mut workspace = Workspace::new([Rc::from(SMALL), Rc::from(&*other)], "own".into(), "".into());
    assert!(workspace.begin("other", "own".into()));
    does(workspace.session.as_mut().expect("an open form"), note("p", "own"));
    workspace.open_all(both());
    assert_eq!(
        (waits(&workspace).as_str(), told(&workspace).as_str()),
        ("nothing waits", "asks before one, two")
    );
    workspace.open_anyway(&both());
    assert_eq!(waits(&workspace), "[one] 1+1; [two] 1+1");
    assert!(workspace.is_dirty(), "it is still there");
    workspace.merge(&stamp());
    assert_eq!(shown(&workspace), "small@1: p 7; l top = 9/15 provisional");
}

#[test]
fn an_impossible_merge_is_reported() {
    let school = |id: &str, name: &str| by(&named(id), "a", &[profile("school", Some(Value::Text(name.into())))]);
    let mut workspace = desk_with(&[note("p", "own")]);
    let before = shown(&workspace);
    workspace.open_all(vec![
        file("one", &school("a", "一小")),
        file("two", &school("b", "二小")),
    ]);
    assert_eq!(
        told(&workspace),
        r#"apart [one] [two] Subjects([1, 2], ["一小", "二小"])"#
    );
    let foreign = OpenRequest {
        text: text(&school("b", "一小"))
            .replacen(r#""id": "small""#, r#""id": "large""#, 1)
            .into(),
        ..file("two", &small())
    };
    workspace.open_all(vec![file("one", &school("a", "一小")), foreign]);
    assert_eq!(
        told(&workspace),
        r#"apart [] [two] Rubrics([0, 2], [Id("small"), Id("large")])"#
    );
    assert_eq!(
        (shown(&workspace), waits(&workspace).as_str()),
        (before, "nothing waits")
    );
    // A broken file is told of, and the others are opened.
    let broken = OpenRequest {
        text: r#"{ "kind": "ziping-record" "#.into(),
        ..file("broken", &small())
    };
    workspace.open_all(vec![
        broken.clone(),
        file("one", &school("a", "一小")),
        file("two", &school("b", "一小")),
    ]);
    assert_eq!(told(&workspace), "problems of broken: cut-short");
    assert!(
        waits(&workspace).starts_with("[] 1+1; [one] 0+0; [two] 0+0"),
        "{}",
        waits(&workspace)
    );
    let mut workspace = desk_with(&[]);
    workspace.open_all(vec![broken, file("one", &school("a", "一小"))]);
    assert_eq!(told(&workspace), "problems of broken: cut-short");
    assert_eq!(shown(&workspace), r#"small@1: school Text("一小") = 0/15 empty"#);
}

/// A workspace on which a file was opened.
fn opened(name: &str, state: &State) -> Workspace {
    let mut workspace = desk_with(&[]);
    workspace.open(file(name, state));
    workspace
}

#[test]
fn a_saved_page_meets_its_draft() {
    let copied = by(&named("a"), "one", &[answer("p", points("3"))]);
    let on_one = |changes: &[Change]| by(&copied, "one", changes);
    let on_other = |changes: &[Change]| by(&copied, "two", changes);
    let longer = on_one(&[answer("p", points("5")), note("y", "n")]);
    let cases = [
        // One more item after the copy was saved: the draft goes on.
        (&copied, &longer, Meeting::Newest(1), ["older", "ask"]),
        (&longer, &copied, Meeting::Newest(0), ["take in, newer", "ask"]),
        (&copied, &copied, Meeting::Same, ["continue", "continue"]),
        (
            &on_one(&[note("y", "n")]),
            &on_other(&[note("l", "m")]),
            Meeting::Adds,
            ["take in, beside", "join"],
        ),
        (
            &on_one(&[narrative("a", "one")]),
            &on_other(&[narrative("a", "other")]),
            Meeting::Differs,
            ["ask", "ask"],
        ),
    ];
    for (page, draft, expected, outcomes) in cases {
        let mut workspace = opened("copy.html", page);
        for (hosted, outcome) in [false, true].into_iter().zip(outcomes) {
            workspace.hosted = hosted;
            assert_eq!(reconciled(&workspace, draft), outcome, "{} {}", seen(page), seen(draft));
        }
        workspace.hosted = false;
        let both = workspace
            .beside_draft(draft.record.to_file(&draft.rubric))
            .expect("one record");
        assert_eq!(both.meeting(), expected, "{} {}", seen(page), seen(draft));
        let origins: Vec<_> = both.sources.iter().map(|source| origin(&source.origin)).collect();
        assert_eq!(origins, ["copy.html", "draft"], "both are named");
    }
    let mut workspace = opened("copy.html", &copied);
    let both = workspace
        .beside_draft(longer.record.to_file(&longer.rubric))
        .expect("one record");
    workspace.copy_is_older(&both, file("copy.html", &copied));
    assert_eq!(told(&workspace), "[copy.html] is older than [draft]");

    // Where they differ, nothing is touched before the person has chosen; what nothing decides is open.
    let mut workspace = opened("copy.html", &on_one(&[narrative("a", "one")]));
    let other = on_other(&[narrative("a", "other")]);
    workspace.merge_with_draft(other.record.to_file(&other.rubric));
    assert_eq!(
        waits(&workspace),
        r#"[copy.html] 1+0; [draft] 1+0; Section("a"): other [1] | one [0]"#
    );
    assert!(workspace.merge(&stamp()).is_none());
    assert_eq!(workspace.merging.as_ref().expect("it waits").undecided().count(), 1);
    workspace.choose(&FieldPath::Section("a".into()), Choice::All);
    workspace.merge(&stamp()).expect("a step");
    assert_eq!(
        shown(&workspace),
        "small@1: a:narrative one\nother; p 3 = 3/15 provisional"
    );
}

/// What becomes of the open record and this draft, in a word or two.
fn reconciled(workspace: &Workspace, draft: &State) -> &'static str {
    match workspace.reconcile(draft) {
        Reconciliation::Continue => "continue",
        Reconciliation::Older(..) => "older",
        Reconciliation::TakeIn { is_newer: true, .. } => "take in, newer",
        Reconciliation::TakeIn { is_newer: false, .. } => "take in, beside",
        Reconciliation::Join => "join",
        Reconciliation::Ask => "ask",
    }
}

#[test]
fn once_something_was_entered_it_is_no_longer_the_file() {
    let mut workspace = opened("copy.html", &by(&named("a"), "one", &[answer("p", points("3"))]));
    does(workspace.session.as_mut().expect("an open form"), note("y", "n"));
    let other = by(&named("a"), "two", &[answer("p", points("5"))]);
    let both = workspace
        .beside_draft(other.record.to_file(&other.rubric))
        .expect("one record");
    assert_eq!(origin(&both.sources[0].origin), "");
}

/// A file of the record that is open: what was entered in both, in the form alone, in the file alone; then what is told and what
/// is open, at once or after merging at once.
#[test]
fn a_copy_of_what_is_open_of_which_nothing_is_to_be_chosen() {
    let common = [answer("p", points("3"))];
    let cases: [(&[Change], &[Change], &str, &str); 3] = [
        (
            &[answer("p", points("5"))],
            &[],
            "[copy.json] is older than []",
            "p 5 = 5/15 provisional",
        ),
        (
            &[],
            &[answer("p", points("5")), note("y", "n")],
            // Nothing was changed in the form since it was opened from this file.
            "took in [copy.json], newer than [first.json]",
            "p 5; y:note n = 5/15 provisional",
        ),
        (
            &[note("l", "m")],
            &[note("y", "n")],
            "took in [copy.json], together with []",
            "p 3; l:note m; y:note n = 3/15 provisional",
        ),
    ];
    for (ours, theirs, said, expected) in cases {
        let copied = by(&named("own"), "one", &common);
        let mut workspace = opened("first.json", &copied);
        let session = workspace.session.as_mut().expect("an open form");
        for change in ours {
            does(session, change.clone());
        }
        let before = shown(&workspace);
        workspace.open(file("copy.json", &by(&copied, "two", theirs)));
        if workspace.merging.as_ref().is_some_and(|merging| merging.at_once) {
            workspace.merge(&stamp()).expect("a step");
            assert_eq!(shown(&workspace), format!("small@1: {expected}"));
            let session = workspace.session.as_mut().expect("an open form");
            assert!(session.undo(&stamp()).is_some(), "it can be taken back");
            assert_eq!(shown(&workspace), before);
        } else {
            assert_eq!(shown(&workspace), format!("small@1: {expected}"));
        }
        assert_eq!(told(&workspace), said);
        assert_eq!(waits(&workspace), "nothing waits");
    }
}

#[test]
fn an_older_copy_can_be_opened_beside_what_is_open() {
    let copied = by(&named("own"), "one", &[answer("p", points("3"))]);
    let mut workspace = opened("first.json", &copied);
    does(
        workspace.session.as_mut().expect("an open form"),
        answer("p", points("5")),
    );
    workspace.open(file("copy.json", &copied));
    let OpenOutcome::Older(older) = workspace.report.clone() else {
        panic!("{}", told(&workspace));
    };
    workspace.open_separately(&older.opening, "another".into());
    assert_eq!(
        (&*state(&workspace).record.id, shown(&workspace).as_str()),
        ("another", "small@1: p 3 = 3/15 provisional")
    );
    assert!(workspace.is_dirty(), "no draft holds it yet");
}

#[test]
fn a_record_of_another_version_than_the_one_that_is_open_is_asked_about() {
    let newer: Rc<str> = SMALL.replacen(r#""version": "1""#, r#""version": "2""#, 1).into();
    let record = by(&named("a"), "one", &[answer("p", points("3"))]);
    let workspace = || {
        let mut workspace = Workspace::new([Rc::from(SMALL)], "own".into(), "".into());
        workspace.open(OpenRequest {
            name: "v2.json".into(),
            text: newer.clone(),
            fresh: "own".into(),
        });
        workspace.open(file("record.json", &record));
        workspace
    };
    assert_eq!(told(&workspace()), "asks of record.json: 2 or 1");
    assert_eq!(
        shown(&workspace()),
        "small@2: = 0/15 empty",
        "nothing is opened before the answer"
    );
    for (stays, expected) in [(true, "small@2: p 3 = 3/15"), (false, "small@1: p 3 = 3/15")] {
        let mut workspace = workspace();
        workspace.open_on_version(&file("record.json", &record), stays);
        assert!(shown(&workspace).starts_with(expected), "{}", shown(&workspace));
    }
}

#[test]
fn edits_during_a_merge_are_kept() {
    let mut workspace = desk_with(&[answer("p", points("7")), note("p", "n")]);
    let copy = by(&named("own"), "copy", &[answer("p", points("3")), note("y", "theirs")]);
    workspace.open(file("copy.json", &copy));
    workspace.choose(&entry_place("p"), Choice::One(1));
    let session = workspace.session.as_mut().expect("an open form");
    does(session, note("y", "typed meanwhile"));
    workspace.merge(&stamp());
    // Not merged: laid side by side once more, with what was chosen where the choice is the same.
    let merging = workspace.merging.clone().expect("it waits");
    assert!(merging.again);
    assert_eq!(merging.differences.len(), 2);
    assert_eq!(chosen(&workspace, "p"), Some(Choice::One(1)));
    workspace.merge(&stamp());
    assert_eq!(
        shown(&workspace),
        "small@1: p 3; p:note n; y:note typed meanwhile = 3/15 provisional"
    );
}

#[test]
fn a_merge_into_the_open_form_is_taken_back_and_made_again() {
    let mut workspace = desk_with(&[answer("p", points("7")), note("p", "n")]);
    let before = shown(&workspace);
    let begun = workspace.session.clone().expect("an open form");
    let copy = by(&named("own"), "copy", &[answer("p", points("3")), note("y", "theirs")]);
    workspace.open(file("copy.json", &copy));
    workspace.choose(&entry_place("p"), Choice::One(1));
    let step = workspace.merge(&stamp()).expect("a step");
    let merged = shown(&workspace);
    assert_eq!(merged, "small@1: p 3; p:note n; y:note theirs = 3/15 provisional");
    assert!(workspace.is_dirty(), "no file holds it");
    assert_eq!(told(&workspace), "merged 2: ");

    let session = workspace.session.as_mut().expect("an open form");
    assert_eq!(session.form_id, begun.form_id, "it is the same form");
    let edits = session.state.record.revision;
    assert!(session.undo(&stamp()).is_some());
    assert!(
        session.state.record.revision > edits,
        "taking back is an edit of its own"
    );
    assert_eq!(shown(&workspace), before);
    let session = workspace.session.as_mut().expect("an open form");
    assert!(session.redo(&stamp()).is_some());
    assert_eq!(shown(&workspace), merged);
    // What was entered before the merge can be taken back through it.
    let session = workspace.session.as_mut().expect("an open form");
    session.undo(&stamp());
    session.undo(&stamp());
    assert_eq!(shown(&workspace), "small@1: p 7 = 7/15 provisional");

    // The step is plain data: taking it elsewhere gives the same state.
    let written = serde_json::to_string(&step).expect("it can be written");
    let mut elsewhere = begun;
    assert!(elsewhere.take(&serde_json::from_str(&written).expect("it can be read")));
    workspace.session = Some(elsewhere);
    assert_eq!(shown(&workspace), merged);
}
