//! One profile: a browser opens the page with it, is killed while somebody types, and opens it again.

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::plan::{Dice, Edit, Form, Values, put};
use crate::process;
use crate::support::engine::{Engine, Setup};
use crate::support::wire::{Refusal, Session};

/// More edits than anybody makes before the kill.
const PLANNED: usize = 500;
/// How long the page may take to show the form with what was entered.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a page that shows less than it must may go on reading its store.
const GRACE: Duration = Duration::from_secs(3);
/// What may be lost although nothing said that it was saved: whatever is no older.
pub const YOUNG: u64 = 300;

/// What is known of an end.
pub struct Killed {
    /// What was planned, of which the page did as much as it could.
    edits: Vec<Edit>,
    /// When the page began each edit of which it told.
    at: Vec<u64>,
    /// Up to which edit the page showed all as saved.
    saved: usize,
    /// When the processes were gone.
    moment: u64,
    /// Whether the page said that it could not save.
    pub refused: bool,
}

/// What was found afterwards.
#[derive(Debug, Default)]
pub struct Verdict {
    /// How many edits were made.
    pub edits: usize,
    /// How many of them the page had shown as saved.
    pub saved: usize,
    /// How many of these were gone.
    pub lost_saved: usize,
    /// How many were gone that were older than [`YOUNG`].
    pub lost_old: usize,
    /// The age in milliseconds of the oldest edit that was gone.
    pub oldest_lost: u64,
    /// From asking for the page until all was there, in milliseconds.
    pub reopened: u64,
    /// Why what was found is no moment of what was typed.
    pub hole: Option<String>,
}

impl Verdict {
    /// Whether anything is wrong with it.
    pub fn is_loss(&self) -> bool {
        self.lost_saved > 0 || self.lost_old > 0 || self.hole.is_some()
    }
}

/// A profile, the page that is opened with it, and what the form must hold.
pub struct Life {
    engine: Engine,
    address: String,
    pub profile: PathBuf,
    form: Form,
    session: Option<Session>,
}

impl Life {
    /// A new profile in this folder.
    pub fn new(engine: Engine, address: &str, profile: &Path) -> Self {
        fs::remove_dir_all(profile).ok();
        fs::create_dir_all(profile).expect("a folder for the profile");
        Self {
            engine,
            address: address.to_owned(),
            profile: profile.to_owned(),
            form: Form::default(),
            session: None,
        }
    }

    fn folder(&self) -> String {
        self.profile.to_string_lossy().into_owned()
    }

    /// Opens the page, and says what became of what was typed before the kill. The form goes on from what is there.
    ///
    /// # Errors
    /// If the browser or its driver does not do as asked: this says nothing of the page, and can be tried again.
    pub fn open(&mut self, killed: Option<&Killed>) -> Result<Verdict, Refusal> {
        self.end();
        // Chromium's driver takes an old note of a port for a new one.
        fs::remove_file(self.profile.join("DevToolsActivePort")).ok();
        let setup = Setup {
            profile: Some(self.folder()),
            load: "none",
            ..Setup::default()
        };
        let session = self.engine.start(&setup)?;
        let start = Instant::now();
        session.post("/url", &json!({"url": self.address}))?;
        let (mut verdict, form) = self.compare(&session, killed, start)?;
        verdict.reopened = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        if let Some(form) = form {
            self.form = form;
        }
        self.session = Some(session);
        Ok(verdict)
    }

    /// Reads the form until it holds what it must, or until patience is over.
    fn compare(
        &self,
        session: &Session,
        killed: Option<&Killed>,
        start: Instant,
    ) -> Result<(Verdict, Option<Form>), Refusal> {
        let mut ready = None;
        loop {
            let read = match session.post("/execute/sync", &json!({"script": include_str!("read.js"), "args": []})) {
                Ok(read) => read,
                // While one page goes and the next comes, a driver has nowhere to run a script.
                Err(_) if start.elapsed() < Duration::from_secs(5) => Value::Null,
                Err(refusal) => return Err(refusal),
            };
            if read[0] == true {
                let since = *ready.get_or_insert_with(Instant::now);
                let found = self.judge(&values(&read[2]), killed);
                let done = !found.0.is_loss() && (read[1] == "saved" || since.elapsed() > GRACE / 3);
                if done || since.elapsed() > GRACE {
                    return Ok(found);
                }
            } else if start.elapsed() > PATIENCE {
                return Err(Refusal {
                    error: "no form".to_owned(),
                    message: format!("within {PATIENCE:?}: {read}"),
                });
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Which moment of what was typed this is.
    fn judge(&self, found: &Values, killed: Option<&Killed>) -> (Verdict, Option<Form>) {
        let none = Vec::new();
        let edits = killed.map_or(&none, |killed| &killed.edits);
        let mut form = self.form.clone();
        let (mut last, mut nearest) = (None, (usize::MAX, String::new()));
        for k in 0..=edits.len() {
            if k > 0 {
                form.apply(&edits[k - 1]);
            }
            let differs = differences(&form.values, found);
            if differs.is_empty() {
                last = Some((k, form.clone()));
            } else if differs.len() < nearest.0 {
                nearest = (
                    differs.len(),
                    format!("nearest is after edit {k}: {}", differs.join(", ")),
                );
            }
        }
        let mut verdict = Verdict::default();
        let made = killed.map_or(0, |killed| killed.at.len());
        let Some((k, mut form)) = last else {
            verdict.hole = Some(nearest.1);
            return (verdict, None);
        };
        // What was done after the page had last told of itself is known to have been done if it is there.
        verdict.edits = made.max(k);
        if let Some(killed) = killed {
            verdict.saved = killed.saved;
            verdict.lost_saved = killed.saved.saturating_sub(k);
            let ages = killed.at.iter().skip(k).map(|at| killed.moment.saturating_sub(*at));
            verdict.lost_old = ages.clone().filter(|age| *age > YOUNG).count();
            verdict.oldest_lost = ages.max().unwrap_or(0);
        }
        form.reopen(self.form.edits + edits.len() as u64);
        (verdict, Some(form))
    }

    /// Types, and kills the browser so many milliseconds later.
    ///
    /// # Errors
    /// If the driver or the typist fails before. The browser is killed all the same, and what is known of it still holds.
    pub fn type_and_kill(&mut self, dice: &mut Dice, after: u64) -> (Killed, Result<(), String>) {
        let plan = self.form.plan(dice, PLANNED);
        let told: Vec<_> = plan.iter().map(|(edit, pause)| edit.told(*pause)).collect();
        let mut killed = Killed {
            edits: plan.into_iter().map(|(edit, _)| edit).collect(),
            at: Vec::new(),
            saved: 0,
            moment: 0,
            refused: false,
        };
        let outcome = self.watch(&told, after, &mut killed);
        killed.moment = process::kill(&self.folder());
        self.end();
        (killed, outcome)
    }

    fn watch(&self, told: &[Value], after: u64, killed: &mut Killed) -> Result<(), String> {
        let session = self.session.as_ref().ok_or("no browser")?;
        let run = |script: &str, arguments: Value| {
            let body = json!({"script": script, "args": arguments});
            session
                .post("/execute/sync", &body)
                .map_err(|refusal| refusal.to_string())
        };
        let start = Instant::now();
        run(include_str!("typist.js"), json!([told]))?;
        let poll = "typist.look(); return [typist.at.slice(arguments[0]), typist.saved, typist.refused, typist.fault]";
        while start.elapsed() < Duration::from_millis(after) {
            let seen = run(poll, json!([killed.at.len()]))?;
            let at = seen[0].as_array().into_iter().flatten().filter_map(Value::as_u64);
            killed.at.extend(at);
            killed.saved = usize::try_from(seen[1].as_i64().unwrap_or(0)).unwrap_or(0);
            killed.refused |= seen[2] != 0;
            if let Some(fault) = seen[3].as_str() {
                return Err(format!("typist: {fault}"));
            }
        }
        Ok(())
    }

    /// Ends the browser, whatever state it is in.
    pub fn end(&mut self) {
        process::kill(&self.folder());
        // The driver is told after its browser is gone, so that nothing is put away in good order.
        self.session = None;
    }
}

fn values(read: &Value) -> Values {
    let mut values = Values::new();
    for (id, value) in read.as_object().into_iter().flatten() {
        put(&mut values, id, value.as_str().map(str::to_owned));
    }
    values
}

fn differences(expected: &Values, found: &Values) -> Vec<String> {
    let mut ids: Vec<_> = expected.keys().chain(found.keys()).collect();
    ids.sort();
    ids.dedup();
    ids.retain(|id| expected.get(*id) != found.get(*id));
    let show = |value: Option<&String>| value.map_or("nothing".to_owned(), |value| format!("“{value}”"));
    ids.iter()
        .map(|id| format!("{id} is {} and not {}", show(found.get(*id)), show(expected.get(*id))))
        .collect()
}
