//! The English of every code, for logs and for the English interface.

use super::Code;

impl Code {
    /// The English message, with `{name}` where an argument goes.
    pub const fn english(self) -> &'static str {
        match self {
            Self::Encoding => "The file is not text in UTF-8 or UTF-16. Save it as UTF-8 and open it again.",
            Self::TooLarge => "The file has {size} bytes, more than the {limit} allowed. Split it into smaller files.",
            Self::TooDeep => "More than {limit} lists and objects are nested here. Flatten them.",
            Self::Syntax => "This is not JSON: {found} stands where {expected} should. Correct it.",
            Self::CutShort => "The file ends before it is complete: {expected} is missing. Get the whole file.",
            Self::DuplicateKey => "The key “{key}” stands here twice. Remove one.",
            Self::UnknownKey => {
                "The key “{key}” is not known here. Known are: {known}. Remove it, or begin it with “x-”."
            }
            Self::MisspeltKey => "The key “{key}” is not known here. Write “{nearest}”.",
            Self::MissingKey => "The key “{key}” is missing. Add it.",
            Self::NotText => "{found} stands where a text in quotes is needed. Write a text in quotes.",
            Self::NotWording => {
                "{found} stands where a text in quotes is needed, or an object with one for each language. Write one of these."
            }
            Self::NotNumber => "{found} stands where a number is needed. Write it in digits, without quotes.",
            Self::NotWhole => "{found} stands where a whole number from 0 up is needed. Write one, such as 0, 1 or 2.",
            Self::NotFlag => "{found} stands where true or false is needed. Write one of them, without quotes.",
            Self::NotList => "{found} stands where a list is needed. Write a list in square brackets.",
            Self::NotObject => "{found} stands where an object is needed. Write an object in braces.",
            Self::NotKind => "{found} stands where an object with a “kind” is needed. Write one in braces.",
            Self::UnknownWord => "“{value}” is not one of: {known}. Write one of these.",
            Self::NumberTooLong => "This number has {count} characters, more than the {limit} allowed. Shorten it.",
            Self::BadNumber => {
                "{value} is not a plain number up to {limit} with at most four decimal places. Write it so."
            }
            Self::NumberTooSmall => "{value} is less than {limit}. Write {limit} or more.",
            Self::NumberTooLarge => "{value} is more than {limit}. Write {limit} or less.",
            Self::TooMany => "There are {count} entries, more than the {limit} allowed. Remove some.",
            Self::EmptyList => "This list is empty. Add at least one entry.",
            Self::TextTooLong => "This text has {count} characters, more than the {limit} allowed. Shorten it.",
            Self::EmptyText => "This text is empty. Write something, or remove the key.",
            Self::BadId => "“{value}” cannot be an id. Use 1 to 64 of the characters A–Z a–z 0–9 . _ -",
            Self::NewerFormat => {
                "The file is of format {value}, made for a newer program. This one reads format 1: get a newer copy."
            }
            Self::NewerFeature => {
                "The file uses “{value}”, made for a newer program. Get a newer copy of this program."
            }
            Self::DuplicateId => "The id “{value}” is taken already, on line {first}. Give this one another id.",
            Self::DuplicateLevel => "Another entry of this list has the id “{value}”. Give this one another id.",
            Self::UnknownId => "Nothing has the id “{value}”. Correct it, or add what it should name.",
            Self::UnknownField => {
                "The profile has no field “{value}”, which a condition or an amount reads. Add it, or correct the id."
            }
            Self::FieldOfOtherKind => {
                "The field “{value}” is of the kind “{kind}”, and a “{wanted}” is read here, which it never gives. Read another field."
            }
            Self::UnknownOption => {
                "The field “{field}” has no option “{value}”. It has: {known}. Correct it, or add the option."
            }
            Self::BonusInside => {
                "Only a section of the rubric itself can be a “{value}”. Move this section out of the other."
            }
            Self::AboveMaximum => {
                "{value} points are more than the maximum of {max}. Lower them, or raise the maximum."
            }
            Self::MinimumAboveMaximum => "The least, {min}, is not below the greatest, {max}. Correct one of them.",
            Self::StepDoesNotDivide => {
                "A step of {step} does not divide the range from {min} to {max}. Choose one that does."
            }
            Self::StepOrder => {
                "The step at {value} stands below the one at {before}. List the steps from the best on, each bound once."
            }
            Self::MixedLevels => "Some levels have points and this one has none. Give all of them points, or none.",
            Self::WeightWithoutPoints => {
                "A weight of {value} is given to what carries no points. Remove it, or give points."
            }
            Self::TotalDiffers => "The declared total is {value}, but the parts add up to {sum}. Correct one of them.",
            Self::GradeRepeated => "Two grades begin at {value}. Give each its own lower bound.",
            Self::GradeOrder => {
                "The grade at {value} stands below the one at {before}. List grades from the highest down."
            }
            Self::GradeAboveMaximum => "A grade begins at {value}, above the maximum of {max}. Lower it.",
            Self::GradesWithoutPoints => {
                "There are grades, but nothing in the rubric carries points that could earn one. Give points to a criterion outside bonus and penalty sections, or remove the grades."
            }
            Self::KeyItemRepeated => "“{value}” is a key item of this gate already. Remove it here.",
            Self::TooFewKeyItems => {
                "{value} key items would have to fail, and only {count} are named. Lower the number, or name more."
            }
            Self::NoCriteria => "The rubric has no criterion: there is nothing to fill in. Add one to a section.",
            Self::GateScale => {
                "The criterion “{value}” does not suit this gate. A veto or a precondition needs a yes/no; key items need points."
            }
            Self::KeyNotForKind => "The key “{key}” has no meaning for the kind “{kind}”. Remove it.",
            Self::SecondSubject => "Another field names the subject already. Leave “subject” to one field.",
            Self::NotARubric => {
                "This is a record of answers, not a rubric. Open the rubric “{value}” first, then this file."
            }
            Self::NoRubric => {
                "This JSON file is not a rubric: it has neither “format” nor “sections”. Open a rubric, or a record that this program exported."
            }
            Self::NotARecord => "This is not a record of answers saved by this program. Open a file that it exported.",
        }
    }
}
