//! English: merging records.

use crate::locale::Merge;

pub(super) const MESSAGES: Merge = Merge {
    again: "What is open has just changed, and the records were compared once more. Look again, then merge.",
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
    open_form: "What is open",
    preset: "The newest is chosen already.",
    preset_none: "Nothing tells which is newer: choose at each.",
    preset_some: "Where something tells which is newer, the newer is chosen already. At {count} {count:place|places} nothing tells: choose.",
    rubrics: "“{one}” answers the rubric “{ours}” and “{other}” answers “{theirs}”: they cannot be merged. Nothing was opened, and nothing filled in was touched.",
    source_of_time: "{name}, last changed {time}",
    subjects: "“{one}” is about “{ours}” and “{other}” about “{theirs}”: they cannot be merged. Check the names, or open them one by one. Nothing was opened, and nothing filled in was touched.",
    text: "What only one of them has is taken over; where they differ, you choose. Until you merge, nothing filled in changes.",
    title: "Merge {count} {count:record|records}",
    undecided: "{count} {count:place is|places are} not chosen yet.",
    unknown_key: "Other content “{key}”",
    unknown_parts: "and {count} {count:part|parts} that this program does not know",
};
