//! The English of every code, for logs and for the English interface.

use super::Code;

impl Code {
    /// The English message, with `{name}` where an argument goes.
    pub const fn english(self) -> &'static str {
        match self {
            Self::Encoding => "The file is not text in UTF-8 or UTF-16. Save it as UTF-8 and open it again.",
            Self::TooLarge => "The file has {size} bytes, more than the {limit} allowed. Split it into smaller files.",
            Self::TooDeep => "More than {limit} lists and objects are nested here. Flatten them.",
            Self::Syntax => "This is not JSON: expected {expected}, found {found}. Correct it.",
            Self::CutShort => {
                "The text ends before it is complete: {expected} is missing. It was cut off when it was saved or sent; take it again from its source."
            }
            Self::DuplicateKey => "The key “{key}” occurs twice. Remove one.",
            Self::UnknownKey => {
                "The key “{key}” is not known here. Known keys: {known}. Remove it, or begin it with “x-”."
            }
            Self::MisspeltKey => "The key “{key}” is not known here. Write “{nearest}”.",
            Self::MissingKey => "The key “{key}” is missing. Add it.",
            Self::NotText => "Expected a text in quotes, found {found}. Write a text in quotes.",
            Self::NotWording => {
                "Expected a text in quotes, or an object with one for each language; found {found}. Write one of these."
            }
            Self::NotNumber => "Expected a number, found {found}. Write it in digits, without quotes.",
            Self::NotWhole => "Expected a whole number, 0 or more, found {found}. Write one such as 0, 1 or 2.",
            Self::NotFlag => "Expected true or false, found {found}. Write one of them, without quotes.",
            Self::NotList => "Expected a list, found {found}. Write a list in square brackets.",
            Self::NotObject => "Expected an object, found {found}. Write an object in braces.",
            Self::NotKind => "Expected an object with a “kind”, found {found}. Write one in braces.",
            Self::UnknownWord => "“{value}” is not one of: {known}. Write one of these.",
            Self::NumberTooLong => "This number has {count} characters, more than the {limit} allowed. Shorten it.",
            Self::BadNumber => {
                "{value} is not a plain number up to {limit} with at most four decimal places. Correct it."
            }
            Self::NumberTooSmall => "{value} is less than {limit}. Write {limit} or more.",
            Self::NumberTooLarge => "{value} is more than {limit}. Write {limit} or less.",
            Self::TooMany => "There are {count} entries, more than the {limit} allowed. Remove some.",
            Self::EmptyList => "This list is empty. Add at least one entry.",
            Self::TextTooLong => "This text has {count} characters, more than the {limit} allowed. Shorten it.",
            Self::EmptyText => "This text is empty. Write something, or remove the key.",
            Self::BadId => "“{value}” cannot be an id. Use 1 to 64 of the characters A–Z a–z 0–9 . _ -",
            Self::NewerFormat => {
                "The file has format {value}, which needs a newer version of this program. This version reads format 1: get a newer copy."
            }
            Self::NewerFeature => {
                "The file uses “{value}”, which needs a newer version of this program. Get a newer copy."
            }
            Self::FeatureNotListed => {
                "This belongs to the feature “{value}”, which “uses” does not list. Add it at the beginning of the file: \"uses\": [\"{value}\"]."
            }
            Self::DuplicateId => "The id “{value}” is taken already, on line {first}. Give this one another id.",
            Self::DuplicateLevel => "Another entry of this list has the id “{value}”. Give this one another id.",
            Self::UnknownId => "No content has the id “{value}”. Correct the id, or add the content.",
            Self::UnknownField => {
                "The profile has no field “{value}”, which a condition or an amount reads. Add it, or correct the id."
            }
            Self::FieldOfOtherKind => {
                "The field “{value}” has the kind “{kind}”, but a “{wanted}” is needed here. Use another field."
            }
            Self::UnknownOption => {
                "The field “{field}” has no option “{value}”. It has: {known}. Correct it, or add the option."
            }
            Self::BonusInside => "Only a top-level section can be a “{value}”. Move this section to the top level.",
            Self::AboveMaximum => {
                "{value} points are more than the maximum of {max}. Lower them, or raise the maximum."
            }
            Self::MinimumAboveMaximum => "The minimum {min} is not below the maximum {max}. Correct one of them.",
            Self::StepDoesNotDivide => {
                "A step of {step} does not divide the range from {min} to {max}. Choose one that does."
            }
            Self::StepOrder => {
                "The step at {value} is listed after the one at {before}, out of order. List the steps from best to worst, each bound once."
            }
            Self::MixedLevels => {
                "Some entries of this list have “{key}” and this one has none. Give it to all of them, or to none."
            }
            Self::WeightWithoutPoints => {
                "A weight of {value} is given, but there are no points to weigh. Remove it, or give points."
            }
            Self::TotalDiffers => "The declared total is {value}, but the parts add up to {sum}. Correct one of them.",
            Self::GradeRepeated => "Two grades begin at {value}. Give each its own lower bound.",
            Self::GradeOrder => {
                "The grade at {value} is listed after the one at {before}. List grades from the highest down."
            }
            Self::GradeAboveMaximum => "A grade begins at {value}, above the maximum of {max}. Lower it.",
            Self::GradesWithoutPoints => {
                "There are grades, but nothing in the rubric carries points that could earn one. Give points to a criterion outside bonus and penalty sections, or remove the grades."
            }
            Self::KeyItemRepeated => "“{value}” is a key item of this gate already. Remove it here.",
            Self::TooFewKeyItems => {
                "The gate requires {value} failed key items, but lists only {count}. Lower the number, or list more."
            }
            Self::NoCriteria => "The rubric has no criterion: there is nothing to fill in. Add one to a section.",
            Self::GateScale => {
                "The criterion “{value}” does not suit this gate. A veto or a precondition needs a yes/no criterion; key items need points of their own."
            }
            Self::KeyNotForKind => "The key “{key}” has no meaning for the kind “{kind}”. Remove it.",
            Self::KeyWithout => "The key “{key}” needs “{needed}” beside it. Add that, or remove this one.",
            Self::KeyBeside => "The keys “{key}” and “{other}” exclude each other. Remove one of them.",
            Self::RangesOverlap => {
                "The range from {min} to {max} overlaps the one from {first} to {last}. Give every number to one of them only."
            }
            Self::KnotOrder => {
                "The knot at {value} is listed after the one at {before}. List knots from the smallest up, each once."
            }
            Self::NothingToCombine => {
                "“combined” here changes a rule that the rubric does not have. Add “combined” at the top level, or remove it here."
            }
            Self::TooFewRaters => {
                "Only {count} of the raters count here, and {needed} are needed. Name more, or lower “drop”."
            }
            Self::ReservedId => "“{value}” has a meaning of its own here. Give this one another id.",
            Self::ProductTooLarge => {
                "One entry could earn {value} points, more than the {limit} allowed. Lower “each”, or the largest values of the factors."
            }
            Self::NoMaximum => {
                "Without “most” this list has no maximum, so it can only be in a bonus or penalty section. Add “most”, or move it there."
            }
            Self::NotOfPool => {
                "The section “starts” with points, so it can have only criteria whose findings take from them, without “max”. Move this elsewhere, or remove “starts”."
            }
            Self::PercentOfOther => {
                "“{value}” is no section of the top level that counts in the maximum. Name one that does, or remove “of”."
            }
            Self::UnknownAnswer => {
                "The criterion “{criterion}” cannot have the answer “{value}”. Its answers of a few words: {known}. Correct it, or name another criterion."
            }
            Self::Circle => {
                "These depend on one another in a circle: {value}. Remove the condition or amount that closes the circle."
            }
            Self::WithoutPoints => "“{value}” has no points that can be used here. Name something else.",
            Self::NotForEach => {
                "A question for each subject needs points, levels or yes and no with points, and nothing beside them. Change the scale."
            }
            Self::NotOfSubjects => {
                "A section that is combined by subject has only criteria with the scale “each” and the same list. Move this one elsewhere."
            }
            Self::WeightReadsAnswers => "This weight depends on an answer. Let it depend on the profile only.",
            Self::SecondSubject => "Another field is marked as “subject” already. Mark only one field.",
            Self::PartTwice => "The report has the part “{value}” already. Remove one of the two.",
            Self::UnknownName => {
                "“{value}” in braces stands for nothing. Names: {known}; ID is that of a field, role, section or criterion of this rubric. Correct it."
            }
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
