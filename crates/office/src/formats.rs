//! Rubrics in the formats of other programs: read into the rubric format 1, and written from it.
//!
//! A file is recognised by its content. What a format says and the other one cannot say is listed as [`Unsaid`]; nothing is dropped
//! without a word. Amounts stay exact decimals throughout.

mod build;
mod canvas;
mod case;
mod exelearning;
mod fhir;
mod flat;
mod json;
mod json_formats;
mod moodle;
mod needed;
mod notes;
mod openchain;
mod surveyjs;
mod words;
mod xlsform;
mod xml;

use crate::Decode;
use crate::limits;
use crate::read::encoding;
use assessment::rubric::Rubric;
pub use needed::Needed;
use notes::Notes;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A format of another program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// The CSV of Canvas, Instructure's template for import and export.
    Canvas,
    /// The `grading.xml` of a Moodle backup.
    Moodle,
    /// The JSON of a SurveyJS form.
    SurveyJs,
    /// An Excel workbook with the sheets `survey` and `choices`, of ODK and KoboToolbox.
    XlsForm,
    /// The JSON of a rubric of 1EdTech CASE.
    Case,
    /// The JSON of an HL7 FHIR Questionnaire.
    Fhir,
    /// The JSON of an OpenChain self-certification questionnaire.
    OpenChain,
    /// The CSV, or the table, of an eXeLearning rubric.
    ExeLearning,
}

impl Format {
    /// All formats that are read.
    pub const ALL: &[Self] = &[
        Self::Canvas,
        Self::Moodle,
        Self::SurveyJs,
        Self::XlsForm,
        Self::Case,
        Self::Fhir,
        Self::OpenChain,
        Self::ExeLearning,
    ];
    /// The formats that are written too.
    pub const WRITTEN: &[Self] = &[Self::Canvas, Self::Moodle, Self::SurveyJs, Self::XlsForm];
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Canvas => "Canvas rubric",
            Self::Moodle => "Moodle rubric",
            Self::SurveyJs => "SurveyJS form",
            Self::XlsForm => "XLSForm",
            Self::Case => "CASE rubric",
            Self::Fhir => "FHIR Questionnaire",
            Self::OpenChain => "OpenChain questionnaire",
            Self::ExeLearning => "eXeLearning rubric",
        })
    }
}

/// A rubric that was read from another format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The format.
    pub format: Format,
    /// The title, in the first language of the file.
    pub title: String,
    /// The rubric as JSON of the rubric format 1, without problems.
    pub rubric: String,
    /// What the rubric does not say of the file.
    pub unsaid: Vec<Unsaid>,
}

/// A rubric that was written in another format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// The extension of the name of the file, without a dot.
    pub file_extension: &'static str,
    /// What the file does not say of the rubric.
    pub unsaid: Vec<Unsaid>,
}

/// A part of a file that the other format cannot say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsaid {
    /// Where it is in the file that was read: a path, a row or a cell. Of a rubric: the path, with the ids of sections and criteria.
    pub place: String,
    /// What it is.
    pub kind: UnsaidKind,
    /// Its value, as far as it is a text or a number.
    pub text: String,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $text:literal,)*) => {
        /// The kind of an [`Unsaid`]. `Display` is English for logs and command lines.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum UnsaidKind { $($(#[$doc])* $name,)* }

        impl UnsaidKind {
            /// All kinds, for tables of messages.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
        }

        impl fmt::Display for UnsaidKind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$name => $text,)* })
            }
        }
    };
}

kinds! {
    /// Answers, or grades that were given.
    Answers "answers in the file are left out",
    /// A calculation.
    Calculation "a calculation is left out",
    /// A condition on which something is shown or applies.
    Condition "a condition is left out: the item always applies",
    /// Text, pictures or other content that is no question.
    Content "content without a question is left out",
    /// The right answer of a question, which is no score.
    CorrectAnswer "the right answer is not a score, and is left out",
    /// A value that is filled in beforehand.
    Default "a value filled in beforehand is left out",
    /// Required or wanted evidence, methods of verification or responsible units.
    Evidence "what is asked for beside the answer is left out",
    /// Grades, gates or another rule of the outcome.
    Grades "grades and rules of the outcome are left out",
    /// Hidden sheets, rows or columns.
    Hidden "hidden content is left out",
    /// Wordings in a further language.
    Languages "further languages are left out",
    /// Points below zero.
    NegativePoints "points below zero are not possible: 0 is in their place",
    /// Levels of which some have no points.
    MissingPoints "points are missing: 0 is in their place",
    /// An answer "not applicable" or "don't know".
    NotApplicable "an answer such as “not applicable” is left out",
    /// A question without points in a format in which everything has points.
    NotScored "without points: it earns 0 there",
    /// A field that asks about the subject.
    Profile "a question about the subject is left out",
    /// A question that is not scored and becomes a comment.
    Question "a question of this kind becomes a comment",
    /// A question that has no counterpart at all.
    QuestionLeftOut "a question of this kind is left out",
    /// Raters, or how their points combine.
    Raters "several raters are left out",
    /// A range of points.
    Range "a range of points becomes one number",
    /// A rubric or form beside the first one.
    Rubric "only the first rubric is read",
    /// An amount with more than four decimal places.
    Rounded "an amount is rounded to four decimal places",
    /// A scale without a counterpart, of which the full marks stay.
    Scale "the way of scoring becomes a choice or an amount with the same full marks",
    /// A section.
    Section "the section is left out: its criteria stay",
    /// A rule of a section: a cap, a floor, a start, points beside the maximum.
    SectionRule "a rule of the section is left out",
    /// A setting of the form or of a question.
    Setting "a setting is left out",
    /// The step of points.
    Step "the step of the points is left out",
    /// A rule that an answer must fulfil.
    Validation "a check of the answer is left out",
}

impl fmt::Display for Unsaid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        write!(f, "{}", self.kind)?;
        if !self.text.is_empty() {
            write!(f, " ({})", self.text)?;
        }
        Ok(())
    }
}

/// Why a file of a recognised format cannot be read, or a rubric cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// The format.
    pub format: Format,
    /// Where in the file: a line, a path, a row or a cell; empty for the file as a whole.
    pub place: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong in a file of a recognised format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text is not JSON, XML or CSV, or is cut short.
    Malformed,
    /// Something that is required is not there.
    Missing(Needed),
    /// A value of another type where the named one is wanted.
    WrongType(Needed),
    /// A text that is no amount of points within ±1,000,000.
    NoAmount(String),
    /// The file, or a part of it, is larger than the limit.
    TooLarge,
    /// There is no criterion in the file.
    Empty,
    /// The rubric that was read has a problem, in the words of the rubric format.
    Refused(String),
    /// The format is read and not written.
    NotWritten,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.format)?;
        if !self.place.is_empty() {
            write!(f, ", {}", self.place)?;
        }
        match &self.fault {
            Fault::Malformed => f.write_str(": the file is damaged or incomplete"),
            Fault::Missing(what) => write!(f, ": {what} is missing"),
            Fault::WrongType(what) => write!(f, ": {what} is wanted here"),
            Fault::NoAmount(text) => write!(f, ": “{text}” is not an amount of points"),
            Fault::TooLarge => f.write_str(": there is more than the limit"),
            Fault::Empty => f.write_str(": there is no question in the file"),
            Fault::Refused(problem) => write!(f, ": {problem}"),
            Fault::NotWritten => f.write_str(": this format is only read"),
        }
    }
}

impl std::error::Error for FormatError {}

/// Recognises and reads a rubric of another program; `None` for a file of any other kind, also one of the rubric format itself.
///
/// `name` is the name of the file, from which only the id of the rubric is made. `decode` decodes other encodings than Unicode's.
pub fn recognise(bytes: &[u8], name: &str, decode: Decode<'_>) -> Option<Result<Imported, FormatError>> {
    if bytes.len() > limits::FILE {
        return None;
    }
    let id = build::id_of(name);
    if bytes.starts_with(b"PK") {
        return xlsform::recognise(bytes, decode).map(|read| build::finish(read, &id));
    }
    let text = encoding::text(bytes, None, decode).ok()?;
    let text = text.trim_start_matches('\u{feff}');
    let read = match text.trim_start().chars().next()? {
        '{' | '[' => json_formats::recognise(text)?,
        '<' => moodle::recognise(text).or_else(|| exelearning::recognise_table(text))?,
        _ => canvas::recognise(text).or_else(|| exelearning::recognise_csv(text))?,
    };
    Some(build::finish(read, &id))
}

/// Writes a rubric in another format, in a language of its texts where the format has one only.
///
/// # Errors
/// If the format is only read, or has no place for any criterion of the rubric.
pub fn export(rubric: &Rubric, format: Format, language: &str) -> Result<Exported, FormatError> {
    let mut notes = Notes::new(format);
    let flat = flat::Flat::of(rubric, language, &mut notes);
    let (bytes, file_extension) = match format {
        Format::Canvas => (canvas::write(&flat, &mut notes)?, "csv"),
        Format::Moodle => (moodle::write(&flat, &mut notes)?, "xml"),
        Format::SurveyJs => (surveyjs::write(&flat, &mut notes), "json"),
        Format::XlsForm => (xlsform::write(&flat, &mut notes), "xlsx"),
        Format::Case | Format::Fhir | Format::OpenChain | Format::ExeLearning => {
            return Err(notes.error("", Fault::NotWritten));
        }
    };
    Ok(Exported {
        bytes,
        file_extension,
        unsaid: notes.unsaid,
    })
}
