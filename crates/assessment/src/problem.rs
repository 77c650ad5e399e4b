//! Problems of a file: a public code, a place and the offending values. Collected by `read` and `rubric::check`.
//!
//! `Display` is the English for logs. The interface looks up a message in the person's language by [`Code`].

mod english;

use crate::text::fill;
use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $text:literal,)*) => {
        /// The kind of a problem. The kebab-case text of a code never changes once published; kinds that had one text
        /// from the beginning share it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// All codes, for tables of messages.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The public, stable text.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// The bytes are neither UTF-8 nor UTF-16 with a mark.
    Encoding "encoding",
    /// The file is larger than the limit.
    TooLarge "too-large",
    /// Objects and lists are nested too deep.
    TooDeep "too-deep",
    /// The text is not JSON.
    Syntax "syntax",
    /// The text stops before the JSON is complete.
    CutShort "cut-short",
    /// An object has the same key twice.
    DuplicateKey "duplicate-key",
    /// A key that the format does not know.
    UnknownKey "unknown-key",
    /// An unknown key with a known key of a similar name.
    MisspeltKey "misspelt-key",
    /// A required key is missing.
    MissingKey "missing-key",
    /// A value of another type where a text is wanted.
    NotText "wrong-type",
    /// A value of another type where a text, or one for each language, is wanted.
    NotWording "wrong-type",
    /// A value of another type where a number is wanted.
    NotNumber "wrong-type",
    /// A value, or a number with a fraction, where a whole number is wanted.
    NotWhole "wrong-type",
    /// A value of another type where true or false is wanted.
    NotFlag "wrong-type",
    /// A value of another type where a list is wanted.
    NotList "wrong-type",
    /// A value of another type where an object is wanted.
    NotObject "wrong-type",
    /// A value of another type where an object with a `kind` is wanted.
    NotKind "wrong-type",
    /// A word that is not one of the few allowed here.
    UnknownWord "unknown-word",
    /// A number with more characters than the limit.
    NumberTooLong "number-too-long",
    /// A number that is not a plain decimal of at most four places within the limit.
    BadNumber "bad-number",
    /// A number below the minimum allowed here.
    NumberTooSmall "number-too-small",
    /// A number above the maximum allowed here.
    NumberTooLarge "number-too-large",
    /// A list with more entries than the limit.
    TooMany "too-many",
    /// A list that needs at least one entry.
    EmptyList "empty-list",
    /// A text longer than the limit.
    TextTooLong "text-too-long",
    /// A text that needs at least one character.
    EmptyText "empty-text",
    /// An id with characters outside `A–Z a–z 0–9 . _ -`, or too long.
    BadId "bad-id",
    /// A file of a format number that this program does not know.
    NewerFormat "newer-format",
    /// A feature that this program does not know.
    NewerFeature "newer-feature",
    /// A key of a feature that `uses` does not list.
    FeatureNotListed "feature-not-listed",
    /// The same id twice.
    DuplicateId "duplicate-id",
    /// Two levels of one scale, or two options of one choice, with the same id.
    DuplicateLevel "duplicate-level",
    /// A reference to an id that does not exist.
    UnknownId "unknown-id",
    /// A reference to a profile field that does not exist.
    UnknownField "unknown-field",
    /// A profile field that is read as another kind.
    FieldOfOtherKind "field-of-other-kind",
    /// A reference to an option that the profile field does not have.
    UnknownOption "unknown-option",
    /// A bonus or penalty section that is not a top-level section.
    BonusInside "bonus-inside",
    /// A level or partial that is worth more than the declared maximum.
    AboveMaximum "above-maximum",
    /// A minimum above the maximum.
    MinimumAboveMaximum "minimum-above-maximum",
    /// A step that does not divide the range.
    StepDoesNotDivide "step-does-not-divide",
    /// Steps that are not listed from the best to the worst.
    StepOrder "step-order",
    /// Some levels carry points and others do not.
    MixedLevels "mixed-levels",
    /// A weight on something that carries no points.
    WeightWithoutPoints "weight-without-points",
    /// A declared total that is not the sum.
    TotalDiffers "total-differs",
    /// Two grades with the same lower bound.
    GradeRepeated "grade-repeated",
    /// Grades that are not listed from the highest to the lowest.
    GradeOrder "grade-order",
    /// A grade that cannot be reached.
    GradeAboveMaximum "grade-above-maximum",
    /// Grades in a rubric without points that could earn one.
    GradesWithoutPoints "grades-without-points",
    /// A gate on a criterion of a scale that it does not support.
    GateScale "gate-scale",
    /// A gate that names the same key item twice.
    KeyItemRepeated "key-item-repeated",
    /// A gate that asks for more failed key items than it names.
    TooFewKeyItems "too-few-key-items",
    /// A rubric without a single criterion.
    NoCriteria "no-criteria",
    /// A key that has no meaning for this kind.
    KeyNotForKind "key-not-for-kind",
    /// A key that needs another beside it.
    KeyWithout "key-without",
    /// A key that excludes another beside it.
    KeyBeside "key-beside",
    /// Ranges of one list that overlap.
    RangesOverlap "ranges-overlap",
    /// Knots that are not listed from the smallest up.
    KnotOrder "knot-order",
    /// A rule to combine raters, in a rubric that does not combine them.
    NothingToCombine "nothing-to-combine",
    /// Fewer raters than a rule to combine them needs.
    TooFewRaters "too-few-raters",
    /// A factor with an id that the format gives a meaning of its own.
    ReservedId "reserved-id",
    /// Entries that could earn more points than any amount has.
    ProductTooLarge "product-too-large",
    /// A list of entries without a most, in a section that counts in the maximum.
    NoMaximum "no-maximum",
    /// A section that begins full and has something in it that cannot take from it.
    NotOfPool "not-of-pool",
    /// A section whose points are percent of something that is no base section of the top level.
    PercentOfOther "percent-of-other",
    /// An answer that a criterion cannot have.
    UnknownAnswer "unknown-answer",
    /// Criteria that depend on one another in a circle.
    Circle "circle",
    /// A criterion without points, of which points are read.
    WithoutPoints "without-points",
    /// A weight depends on an answer.
    WeightReadsAnswers "weight-reads-answers",
    /// A scale that cannot be answered for each subject.
    NotForEach "not-for-each",
    /// A section that is combined by subject has something else in it.
    NotOfSubjects "not-of-subjects",
    /// More than one profile field claims to name the subject.
    SecondSubject "second-subject",
    /// A part of the report that is there twice.
    PartTwice "part-twice",
    /// A name in braces, in a text of the report, that stands for nothing.
    UnknownName "unknown-name",
    /// The file is not a rubric but a record of answers.
    NotARubric "not-a-rubric",
    /// The file is JSON, and neither a rubric nor a record.
    NoRubric "no-rubric",
    /// The file is not a record of answers.
    NotARecord "not-a-record",
}

/// One problem in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Problem {
    /// Its kind.
    pub code: Code,
    /// Where in the tree, such as `sections[2].criteria[0].scale.max`; empty for the file as a whole.
    pub path: String,
    /// The line, from 1; 0 where the file has no lines (it was not text).
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// Named values for the message, such as the offending value and the limit.
    pub args: Vec<(&'static str, String)>,
}

impl Problem {
    /// A template filled with this problem's arguments; see [`fill`].
    pub fn fill(&self, template: &str) -> String {
        fill(template, &|name| {
            self.args
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| &**value)
        })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}, column {}", self.line, self.column)?;
            if !self.path.is_empty() {
                write!(f, ", {}", self.path)?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.fill(self.code.english()))
    }
}
