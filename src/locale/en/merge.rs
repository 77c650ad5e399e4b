//! English: merging records.

use crate::locale::Merge;

pub(super) const MESSAGES: Merge = Merge {
    again: "Your entries have just changed, and the records were compared again. Check them, then merge.",
    agree: "No differences",
    all: "Take all of this",
    all_of: "Take all of this: {file}",
    answer: "score",
    answers: "{count} {count:item|items} filled in",
    blank: "Cleared",
    by: "by {by}",
    changed: "changed {time}",
    differ: "They differ in {count} {count:place|places}: choose",
    go: "Merge",
    keep_all: "Keep all of them, one after the other",
    more: "Show {count} more ({left} left)",
    newest: "The newest everywhere",
    no_answer: "No answer",
    only: "{count} {count:place|places} only here",
    open_form: "Current entries",
    preset: "The newest content is preselected.",
    preset_none: "It is unknown which is newer: choose at each place.",
    preset_some: "The newer content is preselected where it is known. For {count} {count:place|places} it is unknown: choose.",
    rubrics: "“{one}” answers the rubric “{ours}” and “{other}” answers “{theirs}”: they cannot be merged. Nothing was opened; your entries are unchanged.",
    source_of_time: "{name}, last changed {time}",
    subjects: "“{one}” is about “{ours}” and “{other}” about “{theirs}”: they cannot be merged. Check the names, or open them one by one. Nothing was opened; your entries are unchanged.",
    text: "Content that only one of them has is used; where they differ, you choose. Your entries do not change until you merge.",
    title: "Merge {count} {count:record|records}",
    undecided: "{count} {count:place is|places are} not chosen yet.",
    unknown_key: "Other content “{key}”",
    unknown_parts: "and {count} {count:part|parts} that this program does not know",
};
