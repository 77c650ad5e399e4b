//! Every word that people read, one file a language. A language that lacks a message does not compile.

mod en;
mod problems_zh_cn;
mod zh_cn;

use assessment::problem::Code;

/// A language of the interface.
#[derive(Clone, Copy)]
pub struct Locale {
    /// Its BCP 47 tag.
    pub tag: &'static str,
    /// Its messages.
    pub messages: &'static Messages,
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag
    }
}

impl Locale {
    /// The languages there are, the first first.
    pub const ALL: &[Self] = &[
        Self {
            tag: "zh-CN",
            messages: &zh_cn::MESSAGES,
        },
        Self {
            tag: "en",
            messages: &en::MESSAGES,
        },
    ];

    /// The language for a reader who prefers these, in order; the first there is for one who prefers none of them.
    pub fn preferred<'t>(tags: impl IntoIterator<Item = &'t str>) -> Self {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let known = |tag: &str| {
            Self::ALL
                .iter()
                .find(|locale| primary(locale.tag) == primary(tag))
                .copied()
        };
        tags.into_iter().find_map(known).unwrap_or(Self::ALL[0])
    }
}

/// A message with each `{name}` replaced by its value.
pub fn fill(message: &str, values: &[(&str, &str)]) -> String {
    assessment::text::fill(message, &|name| {
        values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    })
}

macro_rules! messages {
    ($($name:ident)*) => {
        /// The messages of a language, each named by what it says.
        #[allow(missing_docs)]
        pub struct Messages {
            $(pub $name: &'static str,)*
            /// The message of a problem's code.
            pub problem: fn(Code) -> &'static str,
        }

        impl Messages {
            /// Every message with its name, for tests over all of them.
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),*]
            }
        }
    };
}

messages! {
    about and_more answered_of applicable asks asks_to_close basis blank_copy brand cancel choose close colon comment contents count date details differs
    differs_one dismiss dot draft empty_section evidence export export_and_go_on exported_name file_problems filled_all
    filled_none filled_some full full_marks_are go_on_without grade items items_of_both judged_part label_mark language least limit_from_zero limit_range
    limit_step list_separator lost lost_items method more narrative narrative_whole needs_rubric next_open no none_open none_open_scored not_applicable
    not_applicable_set not_applicable_short not_stored note nothing_to_lose nought of_points one_a_line open open_unscored
    opened other_rubric other_version own_name own_short partial period period_hint points points_given print
    print_content print_date print_date_blank print_day print_full print_missing print_no print_no_reason print_note print_open print_own print_refused print_rubric print_seal
    print_signature problem_place profile progress provisional rates reason reason_missing reason_required redo
    refused_above refused_below refused_field refused_number refused_step reloaded rescaled sample scoring_changed
    start_choose start_file start_file_text start_text start_title still_counts still_open standing standing_final sum take_back to_correct total trouble_foreign
    trouble_not_fetched trouble_not_printed trouble_not_saved trouble_not_served trouble_unreadable two_sentences undo unfit unfit_answers unit unplaced
    unscored version veto wording_changed yes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The `{names}` of a message, sorted.
    fn names(message: &str) -> Vec<&str> {
        let mut names: Vec<_> = message
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn every_language_fills_the_same_places() {
        let first = Locale::ALL[0].messages;
        for locale in Locale::ALL {
            for ((name, ours), (_, theirs)) in first.all().into_iter().zip(locale.messages.all()) {
                assert!(!theirs.is_empty(), "{name} is empty in {}", locale.tag);
                assert_eq!(names(ours), names(theirs), "{name} in {}", locale.tag);
            }
            for code in Code::ALL {
                let (ours, theirs) = ((first.problem)(*code), (locale.messages.problem)(*code));
                assert_eq!(names(ours), names(theirs), "{} in {}", code.text(), locale.tag);
            }
        }
    }

    #[test]
    fn the_browser_chooses() {
        for (tags, tag) in [
            (vec!["en-GB"], "en"),
            (vec!["zh"], "zh-CN"),
            (vec!["fr", "en"], "en"),
            (vec!["fr"], "zh-CN"),
            (vec![], "zh-CN"),
        ] {
            assert_eq!(Locale::preferred(tags).tag, tag);
        }
    }
}
