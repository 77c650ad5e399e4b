//! The messages of papers, one file per language. A language that lacks a message does not compile.

mod en;
mod zh_cn;

/// How chapters are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numerals {
    /// 一、 and （一）.
    Han,
    /// 1. and 1.1.
    Decimal,
}

/// Fills a message: replaces each `{name}` by its value, and each `{name:one|many}` by the word for that number. A value is never
/// treated as a message. Characters that change the direction of the text after them are left out of values.
pub(super) fn fill(message: &str, values: &[(&str, &str)]) -> String {
    let plain: Vec<_> = values.iter().map(|(name, value)| (*name, undirected(value))).collect();
    assessment::text::fill(message, &|place| {
        let (name, words) = place
            .split_once(':')
            .map_or((place, None), |(name, words)| (name, words.split_once('|')));
        let (_, value) = plain.iter().find(|(known, _)| *known == name)?;
        Some(words.map_or(&**value, |(one, many)| if *value == "1" { one } else { many }))
    })
}

/// A text without the invisible characters that change the direction of those after them: inside a sentence they would turn it round.
fn undirected(text: &str) -> String {
    let is_control = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !is_control(*c)).collect()
}

/// The primary language of a tag.
fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

macro_rules! words {
    ($($name:ident)*) => {
        /// The messages of a language, each named after its content.
        #[derive(Debug)]
        #[allow(missing_docs)]
        pub struct Words {
            /// How chapters are numbered.
            pub numerals: Numerals,
            $(pub $name: &'static str,)*
        }

        impl Words {
            /// Returns every message with its name, for tests over all messages.
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),*]
            }
        }
    };
}

words! {
    about and_more annex_evidence annex_scores annex_scores_inside answers_of as_of asked band_condition band_has_condition
    band_least band_least_and_top band_most band_rest band_top bands basis before between_sentences by_item caption_background
    caption_occasion caption_people caption_place caption_subject caption_time change_of_rate chapter check_claimed check_refused
    checked_by clause_separator colon combined comparison content criterion date dated dated_of_period day day_blank document
    document_numbered done_on dont_know due earlier_points evidence_list excused excused_because extra extra_counted file filled_in
    finding_unit first_due found full_points gate_condition gate_imposes gate_key_items gate_lowers gate_precondition gate_sets
    gate_veto gone grade handed_in head_annex head_basis head_measures head_problems head_problems_unscored head_profile head_result
    head_sections item item_in item_named item_range items items_lost judged_points kind kind_data kind_document kind_link kind_other
    kind_photo kind_site lack_addressee lack_answers lack_basics lack_basis lack_comparison lack_deciding lack_due_in lack_enough
    lack_evidence lack_evidence_of lack_fields lack_measure_in lack_measures lack_measures_of lack_names lack_narrative lack_numbers
    lack_open lack_owner_in lack_people lack_precondition lack_problem lack_problems lack_reason lack_scores lack_section
    lack_section_text ledger list_separator losses lost lost_by_section lost_each lost_from_pool lost_item lost_items
    lost_of_section lost_points lowered material mean measure measures missing months no no_gate no_measures no_problems
    not_applicable not_filled_in note nothing_lost nothing_lost_but_problems now number numbered open opening opening_blank
    opening_end opening_of_period order order_closing order_number order_opening order_overdue order_seal order_until out_of outside
    overdue own_points owner part partly pending people period points points_by points_of_section problem rate rater_self raters
    rates reference regain_note regain_order remark report_kind report_kinds rescaled result_final result_grade result_none_applies
    result_provisional result_unscored rubric rubric_draft rubric_sample rubric_sample_unscored scores seal section section_bonus
    section_full section_full_items section_open section_outside section_part section_penalty section_pending section_percent
    section_quoted section_scaled section_score severity_critical severity_major share
    short_graded short_provisional short_total signature slip slip_done slip_number slip_seal slip_signed stars state
    state_of_measure status_doing status_done status_open stop submission submitted_by sum table taken_off taken_percent title
    title_of_unit to_check total total_points unit unit_mean unit_name unit_rate unknown unmet waiting waits_for_rank weakest
    with_remark years yes
}

impl Words {
    /// The tags and the messages of all languages; the first is the default.
    pub const ALL: &[(&'static str, &'static Self)] = &[("zh-CN", &zh_cn::WORDS), ("en", &en::WORDS)];

    /// Returns the tag of a paper: the given one if there are messages for it, else that of the default language.
    pub(super) fn tag(language: &str) -> &str {
        let own = Self::ALL.iter().find(|(tag, _)| primary(tag) == primary(language));
        own.map_or("zh-CN", |_| language)
    }

    /// Returns the messages for a language tag: of the same primary language, else of the default language.
    pub fn of(language: &str) -> &'static Self {
        let own = Self::ALL.iter().find(|(tag, _)| primary(tag) == primary(language));
        own.map_or(&zh_cn::WORDS, |(_, words)| words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Returns the names of the placeholders of a message.
    fn names(message: &str) -> BTreeSet<&str> {
        let places = message.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
        places
            .map(|(place, _)| place.split_once(':').map_or(place, |(name, _)| name))
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_placeholders() {
        let [(_, chinese), (_, english)] = Words::ALL else {
            panic!("two languages")
        };
        for ((name, chinese), (_, english)) in chinese.all().into_iter().zip(english.all()) {
            let mut expected = names(chinese);
            // Capital figures are a Chinese custom.
            expected.remove("capital");
            assert_eq!(names(english), expected, "{name}");
            // Chinese sentences follow each other without a space.
            let may_be_empty = name == "between_sentences";
            assert!(
                may_be_empty || !(chinese.trim().is_empty() || english.trim().is_empty()),
                "{name}"
            );
        }
    }

    #[test]
    fn english_has_no_chinese_characters() {
        for (name, message) in en::WORDS.all() {
            assert!(!message.chars().any(|c| matches!(c, '\u{2e80}'..='\u{ffef}')), "{name}");
        }
    }

    #[test]
    fn values_are_no_messages() {
        let of = |count: &str| {
            fill(
                "{count} {count:item|items} “{name}”",
                &[("count", count), ("name", "{count}\u{202e}x")],
            )
        };
        assert_eq!(of("1"), "1 item “{count}x”");
        assert_eq!(of("2"), "2 items “{count}x”");
    }

    #[test]
    fn languages_are_found_by_their_primary_tag() {
        for (tag, numerals) in [
            ("zh", Numerals::Han),
            ("EN-gb", Numerals::Decimal),
            ("de", Numerals::Han),
        ] {
            assert_eq!(Words::of(tag).numerals, numerals);
        }
    }
}
