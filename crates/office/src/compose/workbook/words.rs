//! The words of workbooks. Each language has all of them.

mod en;
mod zh_cn;

/// The words of one language. A name between braces is replaced by a value.
#[derive(Debug)]
pub struct Words {
    /// The sheet with the score table.
    pub scores: &'static str,
    /// The sheet with the raters side by side.
    pub raters: &'static str,
    /// The sheet with the findings.
    pub findings: &'static str,
    /// The sheet with problems and measures.
    pub ledger: &'static str,
    /// The sheet with the evidence.
    pub evidence: &'static str,
    /// The sheet with the profile.
    pub profile: &'static str,
    /// The head of the author's numbering.
    pub number: &'static str,
    /// The head of criteria.
    pub content: &'static str,
    /// The head of full marks.
    pub full: &'static str,
    /// The head of the points of the only rater.
    pub own: &'static str,
    /// The head of the points of one of several raters.
    pub points_by: &'static str,
    /// The head of points lost.
    pub lost: &'static str,
    /// The head of score rates.
    pub rate: &'static str,
    /// The head of score rates in percent.
    pub rate_percent: &'static str,
    /// The head of problems and deductions.
    pub reasons: &'static str,
    /// The head of remarks.
    pub remark: &'static str,
    /// The head of the largest difference between raters.
    pub widest: &'static str,
    /// The head of combined points.
    pub combined: &'static str,
    /// How points are combined.
    pub combined_mean: &'static str,
    /// How points are combined by weight.
    pub combined_weights: &'static str,
    /// That extremes are left out.
    pub combined_drop: &'static str,
    /// The head of raters.
    pub rater: &'static str,
    /// The head of criteria's numbering beside a running number.
    pub item: &'static str,
    /// The head of severities.
    pub severity: &'static str,
    /// The head of findings.
    pub finding: &'static str,
    /// The head of problems.
    pub problem: &'static str,
    /// The head of categories.
    pub category: &'static str,
    /// The head of units responsible.
    pub units: &'static str,
    /// The head of measures.
    pub measure: &'static str,
    /// The head of owners.
    pub owner: &'static str,
    /// The head of due days.
    pub due: &'static str,
    /// The head of statuses.
    pub status: &'static str,
    /// The head of the days on which measures were done.
    pub done: &'static str,
    /// The head of names of evidence.
    pub name: &'static str,
    /// The head of kinds of evidence.
    pub kind: &'static str,
    /// The head of numbers and places of evidence.
    pub reference: &'static str,
    /// The head of days.
    pub date: &'static str,
    /// The head of files.
    pub file: &'static str,
    /// The head of the fields of the profile.
    pub field: &'static str,
    /// The head of values.
    pub value: &'static str,
    /// The head of units of numbers.
    pub unit: &'static str,
    /// The name of the rubric's title.
    pub rubric: &'static str,
    /// The rubric's version.
    pub version: &'static str,
    /// The period.
    pub period: &'static str,
    /// The day on which it was filled in.
    pub day: &'static str,
    /// The sum of a column.
    pub column_total: &'static str,
    /// The narrative of the whole.
    pub narrative: &'static str,
    /// An empty list.
    pub none: &'static str,
    /// The total.
    pub total: &'static str,
    /// The sum of the sections before it is rescaled.
    pub sum: &'static str,
    /// The grade.
    pub grade: &'static str,
    /// The row of grades.
    pub grade_row: &'static str,
    /// That the grade depends on missing answers.
    pub grade_open: &'static str,
    /// That the grade depends on the rank.
    pub grade_by_rank: &'static str,
    /// That the total is provisional.
    pub provisional: &'static str,
    /// That there is no total.
    pub too_few: &'static str,
    /// A raised gate.
    pub raised: &'static str,
    /// A raised gate that lowers the grade.
    pub raised_lowers: &'static str,
    /// The total from elsewhere.
    pub claimed: &'static str,
    /// The weakest part.
    pub weakest: &'static str,
    /// A mean.
    pub mean: &'static str,
    /// How many answers are not known.
    pub dont_know_count: &'static str,
    /// How many criteria wait for all records.
    pub pending_count: &'static str,
    /// What brackets mean.
    pub in_brackets: &'static str,
    /// Full marks that are not counted.
    pub bracketed: &'static str,
    /// A line for a signature.
    pub sign: &'static str,
    /// A line for the seal and the day.
    pub seal: &'static str,
    /// A blank day.
    pub date_blank: &'static str,
    /// A day.
    pub date_of: &'static str,
    /// It does not apply.
    pub not_applicable: &'static str,
    /// It is not known.
    pub dont_know: &'static str,
    /// It waits for all records.
    pub pending: &'static str,
    /// It is not answered.
    pub open: &'static str,
    /// It is answered.
    pub filled: &'static str,
    /// It is answered and not counted.
    pub not_counted: &'static str,
    /// Yes.
    pub yes: &'static str,
    /// No.
    pub no: &'static str,
    /// Partly.
    pub partial: &'static str,
    /// Counted although it does not apply.
    pub excused: &'static str,
    /// That parts of a criterion do not apply.
    pub part_applies: &'static str,
    /// A refused text.
    pub refused: &'static str,
    /// Why it does not apply.
    pub reason: &'static str,
    /// A note.
    pub note: &'static str,
    /// A bonus section.
    pub bonus: &'static str,
    /// A penalty section.
    pub penalty: &'static str,
    /// A section whose points are percent.
    pub percent: &'static str,
    /// A section that starts with points.
    pub starts: &'static str,
    /// The cap of a section.
    pub cap: &'static str,
    /// The floor of a section.
    pub floor: &'static str,
    /// The weight of a section.
    pub weight: &'static str,
    /// A mean over subjects.
    pub each_mean: &'static str,
    /// The least of subjects.
    pub each_least: &'static str,
    /// The share of subjects that pass.
    pub each_passing: &'static str,
    /// Rescaling.
    pub rescaled: &'static str,
    /// A cap, a floor or rounding.
    pub held: &'static str,
    /// Between the items of a list.
    pub list_separator: &'static str,
    /// Between remarks.
    pub pause: &'static str,
    /// A minor problem.
    pub minor: &'static str,
    /// A major problem.
    pub major: &'static str,
    /// A critical problem.
    pub critical: &'static str,
    /// Not begun.
    pub status_open: &'static str,
    /// Under way.
    pub status_doing: &'static str,
    /// Done.
    pub status_done: &'static str,
    /// What a finding asks for, by its code.
    pub asked: &'static [(&'static str, &'static str)],
}

impl Words {
    /// Returns the words for a reader of a language: Chinese, or English for any other.
    pub fn of(language: &str) -> &'static Self {
        if language.split(['-', '_']).next() == Some("zh") {
            &zh_cn::WORDS
        } else {
            &en::WORDS
        }
    }

    /// Returns what a finding asks for; its code where there are no words for it.
    pub fn asked<'c>(&self, code: &'c str) -> &'c str {
        let found = self.asked.iter().find(|(known, _)| *known == code);
        found.map_or(code, |(_, words)| words)
    }
}

/// Fills a message, as those of the papers are filled.
pub fn fill(template: &str, values: &[(&str, &dyn ToString)]) -> String {
    let values: Vec<(&str, String)> = values.iter().map(|(name, value)| (*name, value.to_string())).collect();
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, &**value)).collect();
    crate::compose::words::fill(template, &values)
}
