//! All texts for people, one file per language. A language that lacks a message does not compile.

pub mod collection;
mod en;
mod format;
pub mod maker;
pub mod papers;
mod problems_zh_cn;
mod zh_cn;

pub use format::{Format, set_formatter};

use crate::foreign::direction::isolated;
use assessment::problem::Code;

/// A language of the interface.
#[derive(Clone, Copy)]
pub struct Locale {
    /// The BCP 47 tag.
    pub tag: &'static str,
    /// The messages.
    pub messages: &'static Messages,
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag
    }
}

impl Locale {
    /// All languages; the first is the default.
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

    /// The tags of all languages.
    pub fn tags() -> Vec<&'static str> {
        Self::ALL.iter().map(|locale| locale.tag).collect()
    }

    /// Returns the language for a reader who prefers these, in order; the default if no preferred language is available.
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

/// Fills a message: replaces each `{name}` by its value, and each `{name:one|many}` by the word for that number. Isolates a
/// foreign value that could reverse the sentence.
pub fn fill(message: &str, values: &[(&str, &str)]) -> String {
    let isolated: Vec<_> = values.iter().map(|(name, value)| (*name, isolated(value))).collect();
    assessment::text::fill(message, &|place| {
        let (name, words) = place
            .split_once(':')
            .map_or((place, None), |(name, words)| (name, words.split_once('|')));
        let (_, value) = isolated.iter().find(|(known, _)| *known == name)?;
        Some(words.map_or(&**value, |(one, many)| if *value == "1" { one } else { many }))
    })
}

macro_rules! messages {
    ($(#[$doc:meta])* $group:ident: $($name:ident)* $(; $($further:tt)*)?) => {
        $(#[$doc])*
        #[allow(missing_docs)]
        pub struct $group {
            $(pub $name: &'static str,)*
            $($($further)*)?
        }

        impl $group {
            /// Returns every message with its name, for tests over all messages.
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),*]
            }
        }
    };
}

messages! {
    /// The messages of a language, each named after its content.
    Messages:
    checklist_adds checklist_best checklist_sum checklist_most checklist_held_at checklist_cap deducted_all deducted_all_each
    deducted_beyond deducted_beyond_each deducted_exhausted deducted_of_pool deducted_nothing_of_pool level_holds measure_formula measure_formula_limit
    of_pool refused_between rule_knot rule_between_knots rule_above_more rule_above_less rule_below_more rule_below_less
    rule_limits rule_part_none rule_part_whole section_starts
    applies_not_answers gate_condition gate_lowers not_applicable_share section_percent
    reached_count reached_share
    reached_goal reached_unit
    finding_tier_without_lower tiers_gap tiers_none tiers_reached tiers_rule
    each_go each_least each_none each_open each_passing rule_each_least rule_each_mean rule_each_passing rule_each_sum section_each_least section_each_mean section_each_passing subjects_add subjects_limit subjects_name subjects_remove pending_short refused_field_whole rule_rank_to section_held subjects_removed subjects_same weighed each_limits rule_below
    compared_best compared_mean compared_rank grade_by_rank measure_pending pending_count rule_best rule_best_less rule_mean rule_rank rule_rank_less
    total_of_column
    dont_know dont_know_count dont_know_list dont_know_set finding_level_unsupported know level_clauses level_clauses_met mean_of weakest
    combined combined_without
    entries_option
    entries_add entries_best entries_each entries_entry entries_limit entries_name entries_none entries_open entries_product entries_proof entries_remove entries_sum_of_best entries_unlimited finding_entries_beyond finding_entry_without_proof
    about about_close about_licence about_notices about_privacy about_privacy_text about_program about_version
    browser_reports fault_cut_off fault_disk fault_full fault_not_allowed fault_not_found fault_other fetch_absent
    fetch_denied fetch_unanswered fetch_unreached trouble_late trouble_loading try_again add_evidence add_problem
    all_hold all_zero and_more answer_again answered_of applicable applies_not asks asks_to_close asks_version
    asks_version_open asks_version_own basis blank_copy blank_name bonus_word brand cancel change_added change_before
    change_lowered change_raised
    change_removed change_rescored change_reworded change_reworded_beside changes changes_gone checklist_held
    checklist_step choose claimed_total claimed_total_hint close colon column_blank column_excused column_fill
    column_follows column_left column_no_answer column_not_put column_replaces column_title comment contents copy_failed
    copy_into copy_lapsed copy_older copy_open_apart count date day_none day_year deducted_each deducted_floor
    deducted_sum deducted_unit details draft_another draft_changed draft_changed_since_copy draft_never_copied draft_copy_name draft_duplicate draft_from_elsewhere
    draft_from_here draft_here draft_lost_state draft_lost_steps draft_name draft_others draft_progress draft_remove
    draft_removed drafts_found drafts_none drafts_search draft_rename draft_rename_done draft_restore draft_resumed
    drafts drafts_damaged drafts_offered drafts_others drafts_text everything_remove everything_asks everything_confirm
    kept_as_opened kept_not kept_nothing kept_reading kept_saved kept_saving kept_starting refusal_chooses refusal_failed refusal_full refusal_gone refusal_newer
    refusal_refused refusal_slow trouble_draft trouble_drafts_damaged trouble_drafts_gone who_fills_in
    trouble_storage differs differs_extra differs_one differs_vetoes dismiss dot draft empty_section evidence
    evidence_data evidence_date evidence_document archive_broken archive_contradictory archive_no_record
    archive_too_much attach attach_limits attached_give attached_missing attached_scaled attached_tells file_damaged
    file_left file_lost file_missing file_not_cleaned file_not_here file_not_stored file_too_large file_unreadable
    handover handover_name handover_page home size_bytes size_kilobytes size_megabytes
    evidence_kind evidence_link evidence_name evidence_other evidence_photo evidence_reference evidence_site export
    export_and_go_on exported_name extra file_problems filled_all filled_none filled_some filling_in_as filter
    filter_all filter_findings filter_unanswered finding_answer_again finding_claimed_total finding_contradicts
    finding_evidence_missing finding_full_despite_problem finding_lost_without_problem finding_measure_without_due
    finding_measure_without_owner finding_overdue finding_problem_without_measure finding_reason_missing
    finding_too_few finding_unassigned findings findings_about full full_marks_are gate_key_items gate_precondition
    gate_waiting first_change first_entry first_replaced first_title first_unplaced given given_copied given_copy given_in_app given_show given_text go_on_without grade grade_depends
    grade_open items items_of_both judged_part label_mark language least ledger_blank
    ledger_count ledger_due_set ledger_due_unset ledger_empty ledger_no_measure ledger_no_owner ledger_overdue
    fixed hosted_no_copy hosted_open hosted_record hosted_refused hosted_rubric limit_from_zero limit_range limit_step list_separator looked_again lost lost_items measure_comes_to
    measure_of_nothing measure_proposes measure_take measure_unknown merged method more narrative narrative_whole
    needs_rubric next_open no no_findings none_holds none_open none_open_scored not_applicable not_applicable_set
    not_applicable_short not_taken_fixed not_taken_hosted not_taken_no_field not_taken_no_item note nothing_found
    of_points one_a_line one_person_a_line open open_unscored opened order_title odd_dates odd_dates_one
    other_raters other_rubric other_version others_gave own_name own_short page_no_answers papers partial parts_so_far parts_sum
    penalty_word period period_hint points points_by points_given print print_content print_date print_date_blank
    print_full print_missing print_no print_no_reason print_note print_open print_order print_own
    print_preparing print_refused print_rubric print_seal print_see_below print_signature problem_category problem_found
    problem_place
    problem_severity problems profile progress provisional rater_now rater_self raters raters_differ raters_unsigned
    rates reason reason_missing reason_required redo refused_above refused_ambiguous refused_below refused_field
    refused_number refused_open refused_step refused_step_from refused_steps refused_steps_from refused_whole reloaded
    earlier earlier_close earlier_open earlier_opened remedy remedy_done_on remedy_due remedy_owner remedy_status remove_evidence remove_problem rescaled rule_always
    rule_at_least rule_at_most rule_each rule_each_one rule_linear rule_linear_lower rule_range
    sample save_copy scoring_changed section_bonus section_cap section_floor section_penalty section_weight
    severity_critical severity_major severity_minor standing standing_final stars surplus start_choose start_file
    start_file_text start_text start_title status_doing status_done status_open still_counts still_open sum tab_fill
    tabs take_back taken_both taken_newer to_correct show_more limit_pasted limit_typed too_few total trouble_damaged
    trouble_foreign trouble_no_one_file trouble_not_fetched trouble_not_printed trouble_not_saved trouble_not_served trouble_unreadable
    task_packs task_stop task_unpacks
    collect_go collect_text make_go make_text trouble_no_maker trouble_no_papers earlier_other
    two_sentences undo unfit unfit_answers unit unplaced unscored version veto
    wording_changed yes zero
    example example_show example_shown profile_earlier profile_take
    keys keys_of_form keys_of_page search search_at search_count search_go search_next search_previous unit_points units
    findings_list item ledger_change ledger_changed of_item pause skip_end skip_form skip_to_items;
    /// Messages of merging records.
    pub merge: Merge,
    /// Returns the message for a problem's code.
    pub problem: fn(Code) -> &'static str,
}

messages! {
    /// Messages of merging records.
    Merge:
    again agree all all_of answer answers blank by changed differ go keep_all more newest no_answer only open_form preset
    preset_none preset_some rubrics source_of_time subjects text title undecided unknown_key unknown_parts
}

messages! {
    /// Messages of the page "Make a form".
    MakerMessages:
    title start_text narrow drop choose_file file_kinds paste paste_go blank blank_title blank_section reading kept
    kept_open kept_about kept_deleted kept_restore kept_delete close undo redo saving saved saved_apart saved_elsewhere not_saved
    store_refused store_full store_failed store_slow dismiss sum own_scores reopen reopen_text tabs tab_source
    tab_items tab_whole tab_file doubts doubts_none doubts_settled doubt_go doubt_go_to doubt_seen doubt_seen_what
    doubt_again doubt_mended at_row troubles is_sum_differs is_own_sum_differs is_no_points
    is_points_unread is_own_above is_two_columns is_weights is_from_levels is_marked is_uneven is_competing
    is_shared is_shared_text is_no_text is_shares is_bonus_limit is_rule_unread is_veto is_points_in_text is_grades_taken is_grades_unread is_other is_score_aside is_unsure
    is_gone is_unsaid is_hidden_sheet is_hidden_rows is_hidden_columns is_formula is_text_box is_deleted_text
    is_hidden_text is_table_in_cell is_pictures is_uneven_rows table table_named table_use column_is
    row_is paragraph_is auto col_ignored col_number col_section_1 col_section_2 col_section_3 col_criterion
    col_guidance col_points col_own col_note col_unit col_evidence col_method col_level row_head row_section
    row_criterion row_more row_total row_title row_note row_ignored row_open shown_more items_text item_label
    item_text item_points item_kind item_open item_shut item_open_what item_shut_what item_guidance item_units
    item_evidence item_methods item_veto item_up item_down item_delete item_split item_merge item_to_section
    item_add item_other_kind section_title section_text section_counts section_to_item section_add section_item
    section_sum count_base count_bonus count_penalty new_item new_section kind_points kind_levels kind_yes_no
    kind_deductions kind_each kind_steps kind_comment step level_label level_points level_text level_add
    level_remove level_names level_names_2 level_names_3 level_names_4 each_found each_one each_unit
    each_unit_default steps_from steps_points steps_add steps_remove whole_title whole_summary whole_instructions
    whole_id whole_version whole_status status_final status_draft status_sample grades grade_label grade_at_least
    grade_add grade_remove grade_presets grade_excellent grade_good grade_pass
    grade_fail grade_met grade_not_met grades_none grades_other fields fields_text field_label field_kind
    field_subject field_add field_remove field_text field_long field_number field_date field_other fields_school
    school_name school_head school_classes school_pupils school_staff school_phone school_author file_text
    file_label out out_page out_page_text out_print out_file out_other out_other_go out_fill out_blocked
    out_troubles preview error_no_text error_unreadable error_format error_not_written error_lost read_too_large
    read_damaged read_encrypted read_encoding read_empty read_old_word read_old_excel read_wps read_pdf read_picture
    read_open_document read_binary_excel read_rich_text read_slides read_archive read_unknown not_said_answers
    not_said_calculation not_said_condition not_said_content not_said_correct_answer not_said_default
    not_said_evidence not_said_grades not_said_hidden not_said_languages not_said_negative_points
    not_said_missing_points not_said_not_applicable not_said_not_scored not_said_profile not_said_question
    not_said_question_left_out not_said_raters not_said_range not_said_rubric not_said_rounded not_said_scale
    not_said_section not_said_section_rule not_said_setting not_said_step not_said_validation fault_malformed
    fault_missing fault_wrong_type fault_no_amount fault_too_large fault_empty fault_refused fault_not_written
        needed_above_least needed_choices needed_column needed_criteria needed_criterion_name
        needed_definition needed_description needed_end_above_start needed_group_begin needed_group_end
        needed_label needed_level needed_level_column needed_number needed_object
        needed_points needed_points_columns needed_rubric_name needed_step_in_range needed_table
    out_left out_written format_canvas format_moodle format_surveyjs format_xlsform pasted colon are_gone file_go is_veto_without_grades preview_large preview_go no_items out_no_items lacks_amount lacks_number lacks_text list_comma opened_again out_page_draft out_page_short out_unfinished removed removed_undo section_total skip_to_out total_differs total_set unfinished unfinished_go unlike unlike_blank unlike_other unlike_rows veto_adds veto_gives whole_total
}

messages! {
    /// Messages of the page "Reports and tables".
    PapersMessages:
    add added_one block cell close csv document earlier earlier_choose earlier_close earlier_open earlier_text
    earlier_wrong excel figures file_book file_page file_text given heading item_date item_evidence item_grade item_lost
    item_note item_profile item_reason item_score item_subject item_subtotal item_sum item_total kind_comparison
    kind_evidence kind_ledger kind_orders kind_report kinds language left_one loading missing now original
    original_again original_choose original_damaged original_kind original_left original_macros original_none
    original_protected original_replaced original_text original_written out outdated own place_cell place_paragraph
    place_table print remove remove_what removed replaced_one reset restore table_words text title title_field
    why_ambiguous why_differs why_earlier why_formula why_merged why_no_cell why_no_row why_occupied why_structure
    why_too_long word
}

messages! {
    /// Messages of the page "Put records together".
    CollectionMessages:
    add back change change_text chart_alt chart_criteria chart_distribution chart_grades chart_sections checks_fine
    choose_files choose_folder clear clear_confirm clear_not clear_text close combined copies copy_apart copy_old
    count criteria_text criterion csv damaged damaged_page deviation differs differs_one differs_place distribution
    done dont_know drop due earlier earlier_choose earlier_close earlier_open entry_cell entry_choose entry_clear
    entry_date entry_file entry_most entry_names entry_refused entry_rubric entry_take entry_text excel final_count
    find findings form_gone given grade grade_all grade_none grades group group_blank group_none highest in_archive in_list
    incomplete interval_first interval_last interval_one lines list list_fine list_missing list_repeated
    list_unexpected looking losing lost lowest mean measure median name_none needs_records needs_rubric next no_record
    not_all_files not_applicable not_earlier not_given not_saved not_settled open open_answers opened other_rubric out
    owner percent period period_none periods_text previous print print_sign problem problems problems_none rank rate
    rate_before rater reading rows_lost section settling severity severity_critical severity_major severity_minor
    shown start_text status status_doing status_done status_open stop store_this subject tab_checks tab_criteria
    tab_entry tab_periods tab_problems tab_subjects tab_summary table_text tabs title too_large top top_names total
    typed typed_difference typed_of unfinished unfinished_count unread unread_one unreadable value_all versions weight
    weight_refused weighted why_date why_history why_order why_same why_time
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the `{names}` of a message, sorted.
    fn names(message: &str) -> Vec<&str> {
        let mut names: Vec<_> = message
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split(['}', ':']).next())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn every_language_fills_the_same_places() {
        let first = Locale::ALL[0].messages;
        for locale in Locale::ALL {
            let all = |messages: &Messages| [messages.all(), messages.merge.all()].concat();
            for ((name, ours), (_, theirs)) in all(first).into_iter().zip(all(locale.messages)) {
                assert!(!theirs.is_empty(), "{name} is empty in {}", locale.tag);
                assert_eq!(names(ours), names(theirs), "{name} in {}", locale.tag);
            }
            let all = |tag: &str| {
                let (maker, papers) = (maker::messages(tag).all(), papers::messages(tag).all());
                [maker, papers, collection::messages(tag).all()].concat()
            };
            for ((name, ours), (_, theirs)) in all(Locale::ALL[0].tag).into_iter().zip(all(locale.tag)) {
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
    fn a_word_goes_with_its_number() {
        let message = "{count} {count:item is|items are} open in {place}";
        for (count, text) in [
            ("0", "0 items are open in A"),
            ("1", "1 item is open in A"),
            ("21", "21 items are open in A"),
        ] {
            assert_eq!(fill(message, &[("count", count), ("place", "A")]), text);
        }
        // A value is never treated as a template.
        assert_eq!(fill("{a}", &[("a", "{b:c|d}"), ("b", "1")]), "{b:c|d}");
    }

    #[test]
    fn no_english_number_goes_with_a_plural_only() {
        let all = [
            en::MESSAGES.all(),
            en::MESSAGES.merge.all(),
            maker::messages("en").all(),
            papers::messages("en").all(),
            collection::messages("en").all(),
        ]
        .concat();
        for (name, message) in all {
            for noun in [
                "points", "items", "drafts", "records", "places", "stars", "criteria", "changes", "bytes", "parts",
                "cells", "dates",
            ] {
                assert!(!message.contains(&format!("}} {noun}")), "{name}: {message}");
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
