//! Doubts, errors and kinds in words.

use super::Ui;
use crate::locale::{MakerMessages, fill};
use crate::state::maker::{Counts, FormatFault, Lack, MakerError, Matter, ScaleKind, Trouble};
use office::assign::{ColumnRole, RowRole};
use office::document::{Block, Remark};
use office::draft::{Became, DoubtKind, Place};
use office::formats::{Format, Needed, Unsaid, UnsaidKind};
use office::{Foreign, ReadError};

/// Returns the beginning of a text in one line.
pub(super) fn short(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 30 {
        return line;
    }
    line.chars().take(29).chain(['…']).collect()
}

/// Says where a place is.
pub(super) fn place(ui: &Ui<'_>, place: Place) -> String {
    let source = ui.page.maker().and_then(|maker| maker.source());
    let Some(Block::Table(table)) = source.and_then(|source| source.document.blocks.get(place.block)) else {
        return String::new();
    };
    let number = table.rows.get(place.row).map_or(0, |row| row.number);
    fill(ui.m.at_row, &[("row", &number.to_string())])
}

/// Says what is wrong: in the words of the fields, where a field is empty or has no number.
pub(super) fn trouble(ui: &Ui<'_>, trouble: &Trouble) -> String {
    match ui.page.lack(trouble) {
        Some(Lack::Amount) => ui.m.lacks_amount.to_owned(),
        Some(Lack::Text) => ui.m.lacks_text.to_owned(),
        Some(Lack::Number(typed)) => fill(ui.m.lacks_number, &[("typed", &typed)]),
        None => trouble.words.clone(),
    }
}

/// Says what is doubtful.
pub(super) fn matter(m: &MakerMessages, matter: &Matter) -> String {
    match matter {
        Matter::Document(kind) => doubt(m, kind),
        Matter::Remark(remark) => self::remark(m, remark),
        Matter::ScoreAside(points) => fill(m.is_score_aside, &[("points", points)]),
        Matter::Unsure(text) => fill(m.is_unsure, &[("text", text)]),
        Matter::Gone(text) => fill(m.is_gone, &[("text", text)]),
        Matter::Unsaid(one) => unsaid(m, one),
    }
}

fn doubt(m: &MakerMessages, kind: &DoubtKind) -> String {
    let sums = |message, stated: &dyn ToString, found: &dyn ToString| {
        fill(
            message,
            &[("stated", &stated.to_string()), ("found", &found.to_string())],
        )
    };
    match kind {
        DoubtKind::SumDiffers { stated, found } => sums(m.is_sum_differs, stated, found),
        DoubtKind::OwnSumDiffers { stated, found } => sums(m.is_own_sum_differs, stated, found),
        DoubtKind::NoPoints => m.is_no_points.to_owned(),
        DoubtKind::PointsUnread(text) => fill(m.is_points_unread, &[("text", text)]),
        DoubtKind::OwnAbovePoints => m.is_own_above.to_owned(),
        DoubtKind::TwoPointColumns => m.is_two_columns.to_owned(),
        DoubtKind::WeightsBeside => m.is_weights.to_owned(),
        DoubtKind::PointsFromLevels => m.is_from_levels.to_owned(),
        DoubtKind::MarkedPoints(text) => fill(m.is_marked, &[("text", text)]),
        DoubtKind::UnevenRow => m.is_uneven.to_owned(),
        DoubtKind::Competing => m.is_competing.to_owned(),
        DoubtKind::SharedPoints => m.is_shared.to_owned(),
        DoubtKind::SharedText => m.is_shared_text.to_owned(),
        DoubtKind::NoText => m.is_no_text.to_owned(),
        DoubtKind::Shares => m.is_shares.to_owned(),
        DoubtKind::BonusLimit => m.is_bonus_limit.to_owned(),
        DoubtKind::RuleUnread => m.is_rule_unread.to_owned(),
        DoubtKind::Veto => m.is_veto.to_owned(),
        DoubtKind::PointsInText => m.is_points_in_text.to_owned(),
        DoubtKind::GradesTaken => m.is_grades_taken.to_owned(),
        DoubtKind::GradesUnread => m.is_grades_unread.to_owned(),
        _ => m.is_other.to_owned(),
    }
}

fn remark(m: &MakerMessages, remark: &Remark) -> String {
    let counted = |message, text: &str, count: &u32| fill(message, &[("text", text), ("count", &count.to_string())]);
    match remark {
        Remark::HiddenSheet(name) => fill(m.is_hidden_sheet, &[("text", name)]),
        Remark::HiddenRows { sheet, count } => counted(m.is_hidden_rows, sheet, count),
        Remark::HiddenColumns { sheet, count } => counted(m.is_hidden_columns, sheet, count),
        Remark::FormulaWithoutValue { sheet, cell } => fill(m.is_formula, &[("text", sheet), ("cell", cell)]),
        Remark::TextBox(text) => fill(m.is_text_box, &[("text", text)]),
        Remark::DeletedText => m.is_deleted_text.to_owned(),
        Remark::HiddenText => m.is_hidden_text.to_owned(),
        Remark::TableInCell => m.is_table_in_cell.to_owned(),
        Remark::Pictures(count) => counted(m.is_pictures, "", count),
        // Only the command line reads such files.
        Remark::Fractions { .. } => m.is_other.to_owned(),
        Remark::UnevenRows { row, count } => fill(
            m.is_uneven_rows,
            &[("row", &row.to_string()), ("count", &count.to_string())],
        ),
    }
}

/// Says why a file did not become a rubric.
pub(super) fn error(m: &MakerMessages, error: &MakerError) -> String {
    let named = |file: &str| {
        if file.is_empty() {
            m.pasted.to_owned()
        } else {
            file.to_owned()
        }
    };
    match error {
        MakerError::NoText => m.error_no_text.to_owned(),
        MakerError::Lost => m.error_lost.to_owned(),
        MakerError::Unreadable(file) => fill(m.error_unreadable, &[("file", &named(file))]),
        MakerError::Format { file, place, fault } => {
            let why = format_fault(m, fault);
            if file.is_empty() {
                return fill(m.error_not_written, &[("why", &why)]);
            }
            fill(m.error_format, &[("file", file), ("place", place), ("why", &why)])
        }
        MakerError::Unread(file, error) => {
            let message = match error {
                ReadError::TooLarge => m.read_too_large,
                ReadError::Damaged(_) => m.read_damaged,
                ReadError::Encrypted => m.read_encrypted,
                ReadError::Encoding => m.read_encoding,
                ReadError::Empty => m.read_empty,
                ReadError::Foreign(kind) => match kind {
                    Foreign::OldWord => m.read_old_word,
                    Foreign::OldExcel => m.read_old_excel,
                    Foreign::Wps => m.read_wps,
                    Foreign::Pdf => m.read_pdf,
                    Foreign::Picture => m.read_picture,
                    Foreign::OpenDocument => m.read_open_document,
                    Foreign::BinaryExcel => m.read_binary_excel,
                    Foreign::RichText => m.read_rich_text,
                    Foreign::Slides => m.read_slides,
                    Foreign::Archive => m.read_archive,
                    Foreign::Unknown => m.read_unknown,
                },
            };
            fill(message, &[("file", &named(file))])
        }
    }
}

fn format_fault(m: &MakerMessages, fault: &FormatFault) -> String {
    let with = |message, what: &str| fill(message, &[("what", what)]);
    match fault {
        FormatFault::Malformed => m.fault_malformed.to_owned(),
        FormatFault::Missing(what) => with(m.fault_missing, &needed(m, what)),
        FormatFault::WrongType(what) => with(m.fault_wrong_type, &needed(m, what)),
        FormatFault::NoAmount(what) => with(m.fault_no_amount, what),
        FormatFault::TooLarge => m.fault_too_large.to_owned(),
        FormatFault::Empty => m.fault_empty.to_owned(),
        FormatFault::Refused(what) => with(m.fault_refused, what),
        FormatFault::NotWritten => m.fault_not_written.to_owned(),
    }
}

fn needed(m: &MakerMessages, needed: &Needed) -> String {
    let words = match needed {
        Needed::Key(key) => key,
        Needed::Column(head) => return fill(m.needed_column, &[("name", head)]),
        Needed::AboveLeast => m.needed_above_least,
        Needed::Choices => m.needed_choices,
        Needed::Criteria => m.needed_criteria,
        Needed::CriterionName => m.needed_criterion_name,
        Needed::Definition => m.needed_definition,
        Needed::Description => m.needed_description,
        Needed::EndAboveStart => m.needed_end_above_start,
        Needed::GroupBegin => m.needed_group_begin,
        Needed::GroupEnd => m.needed_group_end,
        Needed::Label => m.needed_label,
        Needed::Level => m.needed_level,
        Needed::LevelColumn => m.needed_level_column,
        Needed::Number => m.needed_number,
        Needed::Object => m.needed_object,
        Needed::Points => m.needed_points,
        Needed::PointsColumns => m.needed_points_columns,
        Needed::RubricName => m.needed_rubric_name,
        Needed::StepInRange => m.needed_step_in_range,
        Needed::Table => m.needed_table,
    };
    words.to_owned()
}

/// Says what a format cannot say.
pub(super) fn unsaid(m: &MakerMessages, unsaid: &Unsaid) -> String {
    let what = match unsaid.kind {
        UnsaidKind::Answers => m.not_said_answers,
        UnsaidKind::Calculation => m.not_said_calculation,
        UnsaidKind::Condition => m.not_said_condition,
        UnsaidKind::Content => m.not_said_content,
        UnsaidKind::CorrectAnswer => m.not_said_correct_answer,
        UnsaidKind::Default => m.not_said_default,
        UnsaidKind::Evidence => m.not_said_evidence,
        UnsaidKind::Grades => m.not_said_grades,
        UnsaidKind::Hidden => m.not_said_hidden,
        UnsaidKind::Languages => m.not_said_languages,
        UnsaidKind::NegativePoints => m.not_said_negative_points,
        UnsaidKind::MissingPoints => m.not_said_missing_points,
        UnsaidKind::NotApplicable => m.not_said_not_applicable,
        UnsaidKind::NotScored => m.not_said_not_scored,
        UnsaidKind::Profile => m.not_said_profile,
        UnsaidKind::Question => m.not_said_question,
        UnsaidKind::QuestionLeftOut => m.not_said_question_left_out,
        UnsaidKind::Raters => m.not_said_raters,
        UnsaidKind::Range => m.not_said_range,
        UnsaidKind::Rubric => m.not_said_rubric,
        UnsaidKind::Rounded => m.not_said_rounded,
        UnsaidKind::Scale => m.not_said_scale,
        UnsaidKind::Section => m.not_said_section,
        UnsaidKind::SectionRule => m.not_said_section_rule,
        UnsaidKind::Setting => m.not_said_setting,
        UnsaidKind::Step => m.not_said_step,
        UnsaidKind::Validation => m.not_said_validation,
    };
    fill(
        m.is_unsaid,
        &[("place", &unsaid.place), ("what", what), ("text", &unsaid.text)],
    )
}

/// Names a format of another program.
pub(super) fn format(m: &MakerMessages, format: Format) -> &'static str {
    match format {
        Format::Canvas => m.format_canvas,
        Format::Moodle => m.format_moodle,
        Format::SurveyJs => m.format_surveyjs,
        // The others are only read.
        Format::XlsForm | Format::Case | Format::Fhir | Format::OpenChain | Format::ExeLearning => m.format_xlsform,
    }
}

/// Names what a row became.
pub(super) fn became(m: &MakerMessages, became: Became) -> &'static str {
    match became {
        Became::Head => m.row_head,
        Became::Section => m.row_section,
        Became::Criterion => m.row_criterion,
        Became::More => m.row_more,
        Became::Total => m.row_total,
        Became::Title => m.row_title,
        Became::Note => m.row_note,
        Became::Ignored => m.row_ignored,
    }
}

/// The roles of rows that can be chosen.
pub(super) const ROWS: [RowRole; 7] = [
    RowRole::Criterion,
    RowRole::Section,
    RowRole::More,
    RowRole::Head,
    RowRole::Total,
    RowRole::Note,
    RowRole::Ignored,
];

/// Names the role of a row.
pub(super) fn row(m: &MakerMessages, role: RowRole) -> &'static str {
    match role {
        RowRole::Head => m.row_head,
        RowRole::Section => m.row_section,
        RowRole::Criterion => m.row_criterion,
        RowRole::More => m.row_more,
        RowRole::Total => m.row_total,
        RowRole::Note => m.row_note,
        RowRole::Ignored => m.row_ignored,
    }
}

/// The roles of columns that can be chosen.
pub(super) const COLUMNS: [ColumnRole; 13] = [
    ColumnRole::Criterion,
    ColumnRole::Points,
    ColumnRole::Number,
    ColumnRole::Section(1),
    ColumnRole::Section(2),
    ColumnRole::Section(3),
    ColumnRole::Guidance,
    ColumnRole::Own,
    ColumnRole::Note,
    ColumnRole::Unit,
    ColumnRole::Evidence,
    ColumnRole::Method,
    ColumnRole::Ignored,
];

/// Names the role of a column.
pub(super) fn column(m: &MakerMessages, role: ColumnRole) -> &'static str {
    match role {
        ColumnRole::Ignored => m.col_ignored,
        ColumnRole::Number => m.col_number,
        ColumnRole::Section(1) => m.col_section_1,
        ColumnRole::Section(2) => m.col_section_2,
        ColumnRole::Section(_) => m.col_section_3,
        ColumnRole::Criterion => m.col_criterion,
        ColumnRole::Guidance => m.col_guidance,
        ColumnRole::Points => m.col_points,
        ColumnRole::Own => m.col_own,
        ColumnRole::Note => m.col_note,
        ColumnRole::Unit => m.col_unit,
        ColumnRole::Evidence => m.col_evidence,
        ColumnRole::Method => m.col_method,
        ColumnRole::Level => m.col_level,
    }
}

/// Names a kind of scale.
pub(super) fn kind(m: &MakerMessages, kind: ScaleKind) -> &'static str {
    match kind {
        ScaleKind::Points => m.kind_points,
        ScaleKind::Levels => m.kind_levels,
        ScaleKind::YesNo => m.kind_yes_no,
        ScaleKind::Deductions => m.kind_deductions,
        ScaleKind::Each => m.kind_each,
        ScaleKind::Steps => m.kind_steps,
        ScaleKind::Comment => m.kind_comment,
    }
}

/// Names what points count for.
pub(super) fn counts(m: &MakerMessages, counts: Counts) -> &'static str {
    match counts {
        Counts::Base => m.count_base,
        Counts::Bonus => m.count_bonus,
        Counts::Penalty => m.count_penalty,
    }
}
