//! What is stored: every copy of a form that has read its journal shows the same, and damage costs what is damaged and is told.

use crate::drawn::{drawn, has_all, variants};
use crate::every::{actions, every};
use crate::kit::*;
use crate::seen::*;
use assessment::answers::Stamp;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;
use ziping::state::{
    Action, Draft, DraftMeta, FORMAT, Journal, Reminder, Session, Snapshot, Step, decode_row, encode_row, recover,
};

/// A copy of the form, as one tab has it.
struct Copy {
    session: Session,
    journal: Journal,
}

impl Copy {
    fn new() -> Self {
        Self {
            session: Session::new(every()),
            journal: Journal::default(),
        }
    }

    fn make(&mut self, work: impl FnOnce(&mut Session) -> Option<Step>) {
        let before = self.session.clone();
        if let Some(step) = work(&mut self.session) {
            self.journal.push(&before, step);
        }
    }

    fn read(&mut self, journal: &[Step]) {
        let at = usize::try_from(self.journal.len).expect("few steps");
        self.journal.rebase(&mut self.session, &journal[at..]);
    }

    /// One transaction, in the middle of which the person may go on.
    fn write(&mut self, journal: &mut Vec<Step>, fails: bool, meanwhile: impl FnOnce(&mut Session) -> Option<Step>) {
        self.read(journal);
        let batch = self.journal.take_batch().to_vec();
        self.make(meanwhile);
        if fails {
            self.journal.rollback();
        } else {
            journal.extend(batch);
            self.journal.commit();
        }
    }
}

/// What one of the copies does.
#[derive(Clone, Debug)]
enum Doing {
    Edit(Action, bool),
    Settle,
    Undo,
    Redo,
    FillInAs(&'static str),
    Follow,
    Write { fails: bool, meanwhile: Option<Action> },
}

fn doing() -> impl Strategy<Value = Doing> {
    let edit = || actions().prop_filter_map("an action", |actions| actions.into_iter().next());
    prop_oneof![
        6 => (edit(), any::<bool>()).prop_map(|(action, typing)| Doing::Edit(action, typing)),
        1 => Just(Doing::Settle),
        2 => Just(Doing::Undo),
        1 => Just(Doing::Redo),
        1 => select(vec!["self", "bureau"]).prop_map(Doing::FillInAs),
        2 => Just(Doing::Follow),
        4 => (any::<bool>(), proptest::option::of(edit())).prop_map(|(fails, meanwhile)| Doing::Write { fails, meanwhile }),
    ]
}

variants!(Doing: Edit Settle Undo Redo FillInAs Follow Write);
variants!(Step: Edit Undo Redo FillInAs);

#[test]
fn every_kind_of_step_is_taken() {
    let (mut copy, mut journal) = (Copy::new(), Vec::new());
    let doings = drawn(&doing(), 400);
    has_all(&doings);
    for doing in doings {
        act(&mut copy, &mut journal, doing);
    }
    has_all(&journal);
}

fn act(copy: &mut Copy, journal: &mut Vec<Step>, doing: Doing) {
    let walk = |step: Step| move |session: &mut Session| session.take(&step).then_some(step);
    match doing {
        Doing::Edit(action, typing) => copy.make(|session| session.perform(&action, typing)),
        Doing::Settle => copy.session.settle(),
        Doing::Undo => copy.make(walk(Step::Undo(stamp()))),
        Doing::Redo => copy.make(walk(Step::Redo(stamp()))),
        Doing::FillInAs(rater) => copy.make(walk(Step::FillInAs(rater.into()))),
        Doing::Follow => copy.read(journal),
        Doing::Write { fails, meanwhile } => copy.write(journal, fails, |session| {
            meanwhile.and_then(|action| session.perform(&action, true))
        }),
    }
}

/// The past, with records by what was entered: a file has its raters in the order of the file before it, and those who entered
/// nothing where they stood there or fill in.
fn past(session: &Session) -> Value {
    fn opened(value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Ok(Value::Object(mut record)) = serde_json::from_str::<Value>(text) {
                    record.remove("scores");
                    if let Some(Value::Object(raters)) = record.get_mut("answers") {
                        raters.retain(|_, own| own.as_object().is_some_and(|own| !own.is_empty()));
                    }
                    *value = record.into();
                }
            }
            Value::Array(all) => all.iter_mut().for_each(opened),
            Value::Object(all) => all.values_mut().for_each(opened),
            _ => {}
        }
    }
    let mut past = serde_json::to_value(session.past()).expect("plain data");
    opened(&mut past);
    past
}

fn replayed(journal: &[Step]) -> Session {
    let mut session = Session::new(every());
    session.take_all(journal);
    session
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn copies_that_write_one_journal_end_at_the_same(doings in proptest::collection::vec((0..3_usize, doing()), 0..60)) {
        let mut journal = Vec::new();
        let mut copies = [Copy::new(), Copy::new(), Copy::new()];
        for (which, doing) in doings {
            act(&mut copies[which], &mut journal, doing);
        }
        // A whole state that is stored with a batch holds what the journal has before the batch, steps of other copies too.
        for copy in &copies {
            let at = usize::try_from(copy.journal.len).expect("few steps");
            let whole = Snapshot::of(copy.journal.committed(&copy.session));
            let expected = Snapshot::of(&replayed(&journal[..at]));
            prop_assert_eq!((&whole.record, &whole.rater), (&expected.record, &expected.rater));
        }
        let waiting: usize = copies.iter().map(|copy| copy.journal.pending()).sum();
        let written = journal.len();
        for copy in &mut copies {
            copy.write(&mut journal, false, |_| None);
        }
        // Nothing that waited was dropped.
        prop_assert_eq!(journal.len(), written + waiting);
        let whole = replayed(&journal);
        for copy in &mut copies {
            copy.read(&journal);
            prop_assert_eq!(content(&copy.session.state), content(&whole.state));
            prop_assert_eq!(copy.session.past(), whole.past());
            prop_assert_eq!(&copy.session.state.record.rater, &whole.state.record.rater);
            prop_assert_eq!(copy.session.state.record.to_text(&whole.state.rubric), whole.state.record.to_text(&whole.state.rubric));
        }
    }

    #[test]
    fn a_draft_is_what_was_stored_of_it(actions in actions(), typing in proptest::collection::vec(any::<bool>(), 24), whole_at in proptest::option::of(0..24_usize)) {
        let mut session = Session::new(every());
        let (mut rows, mut states, mut meta) = (Vec::new(), Vec::new(), DraftMeta::of(&session, &["zh-CN", "en"], "2026-11-23T10:00:00Z"));
        for (i, (action, typing)) in actions.iter().zip(typing).enumerate() {
            if whole_at == Some(i) {
                states.push((meta.at, decode_row(&encode_row(&Snapshot::of(&session)))));
                meta.state = Some(meta.at);
            }
            if let Some(step) = session.perform(action, typing) {
                meta.at += 1;
                rows.push((meta.at, decode_row(&encode_row(&step))));
            }
        }
        let draft = Draft { meta: decode_row(&encode_row(&meta)).expect("a meta"), states, steps: rows };
        prop_assert_eq!(&draft.meta, &meta);
        let recovered = recover(&"".into(), &session.state.rubric, &draft);
        prop_assert_eq!((recovered.lost_steps, recovered.lost_state), (0, false));
        prop_assert_eq!(past(&recovered.session), past(&session));
        prop_assert_eq!(content(&recovered.session.state), content(&session.state));
    }

    #[test]
    fn a_flipped_bit_is_seen(at in any::<proptest::sample::Index>(), bit in 0..7_u8) {
        let sealed = encode_row(&Step::Undo(Stamp { by: "王芳".into(), ..stamp() }));
        let mut bytes = sealed.clone().into_bytes();
        let index = at.index(bytes.len());
        bytes[index] ^= 1 << bit;
        if let Ok(damaged) = String::from_utf8(bytes) {
            prop_assert_eq!(decode_row::<Step>(&damaged), None);
        }
        let cut = sealed.chars().take(at.index(sealed.chars().count())).collect::<String>();
        prop_assert_eq!(decode_row::<Step>(&cut), None);
    }
}

/// Five notes at one criterion, one after the other, and the whole state after each of the second and the fourth.
fn five() -> (Session, Draft) {
    let mut session = Session::new(small());
    let mut meta = DraftMeta::of(&session, &["zh-CN", "en"], "");
    let (mut states, mut steps) = (Vec::new(), Vec::new());
    for (number, text) in ["1", "2", "3", "4", "5"].iter().enumerate() {
        let criterion = if number % 2 == 0 { "p" } else { "l" };
        let step = session.perform(&action(note(criterion, text)), false);
        meta.at += 1;
        steps.push((meta.at, step));
        if meta.at == 2 || meta.at == 4 {
            states.push((meta.at, Some(Snapshot::of(&session))));
            meta.before = meta.state.replace(meta.at);
        }
    }
    (session, Draft { meta, states, steps })
}

#[test]
fn damaged_rows_are_reported_and_the_rest_is_restored() {
    let today = "".into();
    let notes = |draft: &Draft| {
        let (whole, _) = five();
        let recovered = recover(&today, &whole.state.rubric, draft);
        let state = recovered.session.state;
        let note = |criterion| entry(&state, criterion).note.to_string();
        (note("p"), note("l"), recovered.lost_steps, recovered.lost_state)
    };
    let (_, whole) = five();
    let told = |p: &str, l: &str, steps, state| (p.to_owned(), l.to_owned(), steps, state);
    assert_eq!(notes(&whole), told("5", "4", 0, false));

    // The last step is damaged: the note before it stands.
    let mut draft = whole.clone();
    draft.steps[4].1 = None;
    assert_eq!(notes(&draft), told("3", "4", 1, false));

    // The last step is cut off: the metadata still knows of it.
    draft.steps.pop();
    assert_eq!(notes(&draft), told("3", "4", 1, false));

    // The newest whole state is damaged: the one before and the steps since it have everything.
    let mut draft = whole.clone();
    draft.states[1].1 = None;
    assert_eq!(notes(&draft), told("5", "4", 0, false));

    // Both are: with every step from the first, nothing but the doubt is left.
    draft.states[0].1 = None;
    assert_eq!(notes(&draft), told("5", "4", 0, true));

    // And without the older steps, what came after them is found.
    draft.steps.drain(..4);
    assert_eq!(notes(&draft), told("5", "", 4, true));

    // A step in the middle that a newer state already holds is not missed.
    let mut draft = whole;
    draft.steps[1].1 = None;
    assert_eq!(notes(&draft), told("5", "4", 0, false));
}

#[test]
fn rows_keep_their_shape() {
    let step = Step::Edit {
        action: action(note("p", "好")),
        goes_on: false,
    };
    let sealed = encode_row(&step);
    assert_eq!(
        &sealed[16..],
        r#"{"Edit":{"action":{"version":1,"change":{"Note":{"criterion":"p","text":"好"}},"rater":"self","stamp":{"counter":0,"replica":"a1","time":"2026-11-23T10:42:07Z","by":"王老师"}}}}"#
    );
    assert_eq!(FORMAT, 1);
}

#[test]
fn a_draft_of_another_record_stays_in_its_place() {
    let meta = |page: &str, id: &str| DraftMeta {
        id: id.into(),
        page: page.into(),
        ..DraftMeta::default()
    };
    // By place and name: whose record it is, and what another is called. A mark tells two drafts of one record apart.
    for (page, id, record, other) in [
        ("", "r1", "r1", "r2"),
        ("p1", "r1", "r1", "r2"),
        ("p1", "p1.r1", "r1", "p1.r2"),
        ("p1", "p1mark.r1", "r1", "p1.r2"),
    ] {
        let draft = meta(page, id);
        assert_eq!(draft.record(), record, "{id}");
        assert_eq!(&*draft.of_record(&"r2".into()), other, "{id}");
        assert_eq!(meta(page, other).is_hosted(), draft.is_hosted(), "{id}");
    }
}

#[test]
fn snapshots_bound_the_replay() {
    let meta = |at: u64, state: Option<u64>, bytes: [u64; 3]| DraftMeta {
        at,
        state,
        bytes,
        ..DraftMeta::default()
    };
    let cases = [
        (meta(299, None, [0, 0, 60_000]), false),
        (meta(300, None, [0, 0, 60_000]), true),
        // Few steps, but heavy ones.
        (meta(10, None, [0, 0, 70_000]), true),
        (meta(20_000, Some(19_701), [0, 1_500_000, 210_000]), false),
        // As many as before weigh less than the state, which holds thousands of steps to take back.
        (meta(20_000, Some(19_700), [0, 1_500_000, 210_000]), true),
    ];
    for (meta, expected) in cases {
        assert_eq!(
            meta.is_snapshot_due(),
            expected,
            "{} {:?} {:?}",
            meta.at,
            meta.state,
            meta.bytes
        );
    }
}

#[test]
fn a_draft_that_was_never_copied_for_a_week_is_a_reason_to_remind() {
    let meta = |answered: u32, begun: &str, changed: &str, copied: Option<&str>| DraftMeta {
        answered,
        begun: begun.into(),
        changed: changed.into(),
        copied: copied.map(Into::into),
        ..DraftMeta::default()
    };
    let (begun, changed) = ("2026-11-14T08:00:00Z", "2026-11-23T08:00:00Z");
    for (draft, today, expected) in [
        // Nine days, nothing exported.
        (
            meta(21, begun, changed, None),
            "2026-11-23",
            Some(Reminder::NeverCopied(9)),
        ),
        (
            meta(1, begun, begun, None),
            "2026-11-21",
            Some(Reminder::NeverCopied(7)),
        ),
        (meta(1, begun, begun, None), "2026-11-20", None),
        // Nothing is entered.
        (meta(0, begun, begun, None), "2026-11-23", None),
        // Changed since the copy, a week and more ago.
        (
            meta(21, begun, changed, Some("2026-11-15T08:00:00Z")),
            "2026-11-23",
            Some(Reminder::ChangedSince("2026-11-15T08:00:00Z".into())),
        ),
        // The copy holds everything.
        (meta(21, begun, begun, Some("2026-11-15T08:00:00Z")), "2026-12-23", None),
        (
            meta(21, begun, changed, Some("2026-11-20T08:00:00Z")),
            "2026-11-23",
            None,
        ),
        // A clock that was set back, and no clock.
        (meta(21, begun, changed, None), "2026-11-01", None),
        (meta(21, begun, changed, None), "", None),
    ] {
        assert_eq!(draft.reminder(today), expected, "{draft:?} on {today}");
    }
}
