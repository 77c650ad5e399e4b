//! The words of workbooks of many records. Each language has all of them; those that workbooks of one record have too are there.

mod en;
mod zh_cn;

use assessment::score::Standing;

/// The words of one language.
#[derive(Debug)]
pub struct Words {
    /// The sheet with the figures.
    pub summary: &'static str,
    /// The sheet with the subjects; as a head, how many.
    pub subjects: &'static str,
    /// The sheet with the criteria.
    pub criteria: &'static str,
    /// A subject, where the rubric has no word for it.
    pub subject: &'static str,
    /// The heading of totals.
    pub totals: &'static str,
    /// How many records count.
    pub records: &'static str,
    /// How many totals are final.
    pub finals: &'static str,
    /// The mean.
    pub mean: &'static str,
    /// The median.
    pub median: &'static str,
    /// The standard deviation.
    pub deviation: &'static str,
    /// The highest total.
    pub highest: &'static str,
    /// The lowest total.
    pub lowest: &'static str,
    /// The score rate in percent.
    pub rate: &'static str,
    /// How many findings.
    pub findings: &'static str,
    /// The heading of grades.
    pub grades: &'static str,
    /// The head of a grade.
    pub grade: &'static str,
    /// The share in percent.
    pub share: &'static str,
    /// Final totals without a grade.
    pub without_grade: &'static str,
    /// The heading of sections.
    pub sections: &'static str,
    /// The head of a section.
    pub section: &'static str,
    /// Points lost by all.
    pub lost: &'static str,
    /// How many lost points.
    pub losing: &'static str,
    /// How many it does not apply to.
    pub not_applicable: &'static str,
    /// How many do not know.
    pub dont_know: &'static str,
    /// How many have no answer.
    pub open: &'static str,
    /// That there are too many rows to list.
    pub not_listed: &'static str,
    /// The rank.
    pub rank: &'static str,
    /// The total.
    pub score: &'static str,
    /// The most that could be earned.
    pub maximum: &'static str,
    /// How reliable the total is.
    pub standing: &'static str,
    /// How many criteria are answered.
    pub answered: &'static str,
    /// How often a finding occurs.
    pub times: &'static str,
    /// The words for each standing: unscored, empty, too few, provisional, final.
    pub standings: [&'static str; 5],
    /// What each finding is, by its code.
    pub of_findings: &'static [(&'static str, &'static str)],
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

    /// Returns the words for how reliable a total is.
    pub fn of_standing(&self, standing: Option<Standing>) -> &'static str {
        let [unscored, empty, too_few, provisional, complete] = self.standings;
        match standing {
            None | Some(Standing::Empty) => empty,
            Some(Standing::Unscored) => unscored,
            Some(Standing::TooFew) => too_few,
            Some(Standing::Provisional) => provisional,
            Some(Standing::Final) => complete,
        }
    }

    /// Returns what a finding is; its code where there are no words for it.
    pub fn of_finding<'c>(&self, code: &'c str) -> &'c str {
        let found = self.of_findings.iter().find(|(known, _)| *known == code);
        found.map_or(code, |(_, words)| words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finding_has_words_in_both_languages() {
        let common = crate::compose::workbook::words::Words::of("en");
        let codes: Vec<_> = common.asked.iter().map(|(code, _)| *code).collect();
        for words in [&en::WORDS, &zh_cn::WORDS] {
            assert_eq!(
                words.of_findings.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
                codes
            );
        }
    }
}
