//! One profile: a browser opens the page, is killed during typing, and opens the page again.

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::plan::{Dice, Edit, Form, Values, put};
use crate::process;
use crate::support::engine::{Engine, Setup};
use crate::support::wire::{Refusal, Session};

/// The number of planned edits, more than anyone makes before the kill.
const PLANNED: usize = 500;
/// The timeout for the page to show the form with its content.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a page that shows too little may continue to read its database.
const GRACE: Duration = Duration::from_secs(3);
/// The age in milliseconds up to which an unsaved edit may be lost.
pub const YOUNG: u64 = 300;

/// What is known about a kill.
pub struct Killed {
    /// The planned edits, of which the page made as many as it could.
    edits: Vec<Edit>,
    /// The times at which the page began each reported edit.
    at: Vec<u64>,
    /// The number of edits that the page showed as saved.
    saved: usize,
    /// The time at which the browser was killed.
    moment: u64,
    /// Whether the page reported that it could not save.
    pub refused: bool,
}

/// The result after a kill.
#[derive(Debug, Default)]
pub struct Verdict {
    /// The number of edits made.
    pub edits: usize,
    /// The number of edits that the page had shown as saved.
    pub saved: usize,
    /// The number of lost edits that had been shown as saved.
    pub lost_saved: usize,
    /// The number of lost edits older than [`YOUNG`].
    pub lost_old: usize,
    /// The age in milliseconds of the oldest lost edit.
    pub oldest_lost: u64,
    /// The time in milliseconds from opening the page until the form was restored.
    pub reopened: u64,
    /// Why the restored form matches no moment of the typing.
    pub hole: Option<String>,
}

impl Verdict {
    /// Returns whether the result is a failure.
    pub fn is_loss(&self) -> bool {
        self.lost_saved > 0 || self.lost_old > 0 || self.hole.is_some()
    }
}

/// A profile, the page opened in it, and the expected content of the form.
pub struct Life {
    engine: Engine,
    address: String,
    pub profile: PathBuf,
    form: Form,
    session: Option<Session>,
}

impl Life {
    /// Creates a profile in this folder.
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

    /// Opens the page and compares the form with the edits before the kill. The next edits continue from the restored
    /// form.
    ///
    /// # Errors
    /// Returns an error if the browser or its driver fails, which says nothing about the page and can be retried.
    pub fn open(&mut self, killed: Option<&Killed>) -> Result<Verdict, Refusal> {
        self.end();
        // Chromium's driver mistakes an old port file for a new one.
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

    /// Reads the form until it has the expected content or the timeout is over.
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
                // While one page replaces another, a driver cannot run a script.
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

    /// Determines which moment of the typing the form shows.
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
        // Edits after the page's last report are known to have been made if they are in the form.
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

    /// Types, and kills the browser after `after` milliseconds.
    ///
    /// # Errors
    /// Returns an error if the driver or the typing script fails before. The browser is killed nevertheless, and the
    /// first value is still valid.
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

    /// Ends the browser in any state.
    pub fn end(&mut self) {
        process::kill(&self.folder());
        // The session ends after the browser was killed, so that nothing is shut down cleanly.
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
