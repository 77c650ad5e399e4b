//! The engine as a WebAssembly module without imports, for programs in any language: JSON in, JSON out.
//!
//! A caller writes UTF-8 into the module's memory and reads UTF-8 from it. Version 1 of the interface, with 32-bit numbers only:
//!
//! | function | |
//! | --- | --- |
//! | `ziping_interface()` | the version of this interface: 1 |
//! | `ziping_input(length)` | makes room for an input of this many bytes; returns its address. The memory may grow, so look it up afterwards |
//! | `ziping_check(length)` | the input is a rubric; the answer is the list of its problems |
//! | `ziping_open(length)` | the input is a rubric; returns its number, or 0 if it has problems; the answer is their list |
//! | `ziping_score(rubric, record, today)` | the input is a record of `record` bytes and a day of `today` bytes, such as `2026-11-23`; both may be 0. The answer is the verdict. Returns 1, or 0 if the record cannot be read; the answer is the list of problems then, an empty one if there is no such rubric |
//! | `ziping_close(rubric)` | forgets a rubric |
//! | `ziping_answer()` `ziping_answer_length()` | the address and the length of the last answer, valid until the next call |
//!
//! A problem is `{ "code", "path", "line", "column", "message" }`; the verdict is that of [`Verdict`]. No call fails in another way.
//! `src/package/score.js` calls it from JavaScript.

use assessment::json;
use assessment::problem::Problem;
use assessment::record::{Verdict, problems_to_text};
use assessment::rubric::Rubric;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The version of the interface.
const INTERFACE: u32 = 1;

/// What is kept between two calls.
#[derive(Debug, Default)]
pub struct Engine {
    input: Vec<u8>,
    answer: String,
    rubrics: BTreeMap<u32, Rubric>,
    opened: u32,
}

impl Engine {
    /// Makes room for an input.
    pub fn input(&mut self, length: usize) -> &mut [u8] {
        // A large input leaves no large buffer behind.
        self.input = vec![0; length];
        &mut self.input
    }

    /// The last answer.
    pub fn answer(&self) -> &str {
        &self.answer
    }

    /// Answers with the problems of a rubric.
    pub fn check(&mut self, length: usize) {
        let problems = self.rubric(length).err().unwrap_or_default();
        self.answer = problems_to_text(&problems);
    }

    /// Opens a rubric; returns its number, or 0.
    pub fn open(&mut self, length: usize) -> u32 {
        match self.rubric(length) {
            Ok(rubric) => {
                self.opened += 1;
                self.rubrics.insert(self.opened, rubric);
                self.answer.clear();
                self.opened
            }
            Err(problems) => {
                self.answer = problems_to_text(&problems);
                0
            }
        }
    }

    /// Answers with the verdict on a record; returns whether there is one.
    pub fn score(&mut self, rubric: u32, record: usize, today: usize) -> bool {
        let verdict = self.verdict(rubric, record, today);
        self.input = Vec::new();
        let (is_read, answer) = match verdict {
            Ok(verdict) => (true, verdict.to_text()),
            Err(problems) => (false, problems_to_text(&problems)),
        };
        self.answer = answer;
        is_read
    }

    /// Forgets a rubric.
    pub fn close(&mut self, rubric: u32) {
        self.rubrics.remove(&rubric);
    }

    fn rubric(&mut self, length: usize) -> Result<Rubric, Vec<Problem>> {
        let input = std::mem::take(&mut self.input);
        let bytes = input.get(..length).unwrap_or(&input);
        Rubric::parse(&json::decode(bytes).map_err(|problem| vec![problem])?)
    }

    fn verdict(&self, rubric: u32, record: usize, today: usize) -> Result<Verdict, Vec<Problem>> {
        let rubric = self.rubrics.get(&rubric).ok_or_else(Vec::new)?;
        let record = record.min(self.input.len());
        let (record, rest) = self.input.split_at(record);
        let day = rest.get(..today).unwrap_or(rest);
        // An unreadable day is no day.
        let day = std::str::from_utf8(day).unwrap_or_default();
        Verdict::of(rubric, &json::decode(record).map_err(|problem| vec![problem])?, day)
    }
}

thread_local! {
    static ENGINE: RefCell<Engine> = RefCell::default();
}

fn engine<T>(work: impl FnOnce(&mut Engine) -> T) -> T {
    ENGINE.with_borrow_mut(work)
}

/// The functions that the module exports. Addresses and lengths of a WebAssembly module have 32 bits.
#[allow(
    unsafe_code,
    reason = "the attribute that gives an exported function its name counts as unsafe"
)]
mod exports {
    use super::{INTERFACE, engine};

    #[unsafe(no_mangle)]
    extern "C" fn ziping_interface() -> u32 {
        INTERFACE
    }

    #[unsafe(no_mangle)]
    extern "C" fn ziping_input(length: usize) -> *mut u8 {
        engine(|engine| engine.input(length).as_mut_ptr())
    }

    #[unsafe(no_mangle)]
    extern "C" fn ziping_check(length: usize) {
        engine(|engine| engine.check(length));
    }

    #[unsafe(no_mangle)]
    extern "C" fn ziping_open(length: usize) -> u32 {
        engine(|engine| engine.open(length))
    }

    #[unsafe(no_mangle)]
    extern "C" fn ziping_score(rubric: u32, record: usize, today: usize) -> u32 {
        engine(|engine| engine.score(rubric, record, today)).into()
    }

    #[unsafe(no_mangle)]
    extern "C" fn ziping_close(rubric: u32) {
        engine(|engine| engine.close(rubric));
    }

    #[unsafe(no_mangle)]
    extern "C" fn ziping_answer() -> *const u8 {
        engine(|engine| engine.answer().as_ptr())
    }

    #[unsafe(no_mangle)]
    extern "C" fn ziping_answer_length() -> usize {
        engine(|engine| engine.answer().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUBRIC: &str = r#"{ "format": 1, "id": "tidy", "version": "1", "status": "draft", "title": "Tidy desk",
        "sections": [{ "id": "desk", "title": "Desk", "criteria": [
            { "id": "clear", "text": "The desk is clear.", "scale": { "kind": "points", "max": 4, "step": 0.5 } }]}]}"#;
    const RECORD: &str = r#"{ "format": 1, "kind": "ziping-record", "id": "r", "revision": 1, "rubric": { "id": "tidy", "version": "1" },
        "answers": { "self": { "clear": { "answer": { "kind": "points", "points": 3.5 } } } } }"#;

    fn open(engine: &mut Engine, rubric: &str) -> u32 {
        engine.input(rubric.len()).copy_from_slice(rubric.as_bytes());
        engine.open(rubric.len())
    }

    /// The verdict on a record, as text; or the problems.
    fn score(engine: &mut Engine, rubric: u32, record: &[u8], today: &str) -> (bool, String) {
        let input = [record, today.as_bytes()].concat();
        engine.input(input.len()).copy_from_slice(&input);
        let is_read = engine.score(rubric, record.len(), today.len());
        (is_read, engine.answer().to_owned())
    }

    #[test]
    fn a_rubric_is_opened_once_for_many_records() {
        let mut engine = Engine::default();
        let rubric = open(&mut engine, RUBRIC);
        let whole = Verdict::of(&Rubric::parse(RUBRIC).expect("a rubric"), RECORD, "")
            .expect("a record")
            .to_text();
        for _ in 0..3 {
            assert_eq!(
                score(&mut engine, rubric, RECORD.as_bytes(), "2026-11-23"),
                (true, whole.clone())
            );
        }
        assert!(whole.contains(r#""total":"3.5""#), "{whole}");
        let other = open(&mut engine, RUBRIC);
        assert_ne!(rubric, other);
        engine.close(rubric);
        assert_eq!(
            score(&mut engine, rubric, RECORD.as_bytes(), ""),
            (false, "[]".to_owned())
        );
        assert!(score(&mut engine, other, RECORD.as_bytes(), "").0);
    }

    #[test]
    fn no_record_is_a_form_in_which_nothing_was_entered() {
        let mut engine = Engine::default();
        let rubric = open(&mut engine, RUBRIC);
        let (is_read, verdict) = score(&mut engine, rubric, b"", "");
        assert!(is_read && verdict.contains(r#""standing":"empty""#), "{verdict}");
    }

    #[test]
    fn what_cannot_be_read_is_answered_with_its_problems() {
        let mut engine = Engine::default();
        assert_eq!(open(&mut engine, "{"), 0);
        assert!(engine.answer().contains(r#""code":"cut-short""#), "{}", engine.answer());
        let rubric = open(&mut engine, RUBRIC);
        for (record, code) in [
            (&b"{"[..], "cut-short"),
            (b"\xff\xfe\x00", "encoding"),
            (b"[]", "not-a-record"),
        ] {
            let (is_read, problems) = score(&mut engine, rubric, record, "");
            assert!(
                !is_read && problems.contains(&format!(r#""code":"{code}""#)),
                "{problems}"
            );
        }
        // Lengths beyond the input, and none at all.
        engine.input(0);
        assert!(engine.score(rubric, 10, 10));
        engine.check(99);
        assert!(engine.answer().contains("cut-short"));
    }
}
