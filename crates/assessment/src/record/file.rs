//! Record file format 1, declared once. Unknown keys of a newer version are kept in their places.

use crate::Id;
use crate::answers::{EvidenceKind, RemedyStatus, Severity};
use crate::json::{Node, Value};
use crate::limits;
use crate::points::Decimal;
use crate::problem::{Code, Problem};
use crate::read::format::{Format1, RECORD_KIND};
pub use crate::read::leaf::Map;
use crate::read::leaf::Sum;
use crate::read::{self, Read, Reader, choice, object, tagged, too_many};
use crate::text::Text;
use std::rc::Rc;

object! {
    /// What was filled in about one subject for one period. It holds no time of export, so that equal content gives
    /// equal bytes.
    pub struct RecordFile {
        /// The format's number, 1.
        required "format" format: Format1,
        /// The kind of file: `ziping-record`.
        required "kind" kind: Rc<str>,
        /// The record's id, made when it was begun.
        required "id" id: Rc<str>,
        /// The number of edits.
        required "revision" revision: u32,
        /// The rubric that it answers.
        required "rubric" rubric: RubricRef,
        /// The period that it is about.
        optional "period" period: Rc<str>,
        /// The day on which it was filled in.
        optional "date" date: Rc<str>,
        /// Answers to the profile, by field: a text, a number or a list of texts.
        many "profile" profile: Map<Node>,
        /// Names by role.
        many "roles" roles: Map<Vec<Rc<str>>>,
        /// A total from elsewhere, to be compared with the computed one.
        optional "claimedTotal" claimed_total: Sum,
        /// The narrative of the whole.
        optional "narrative" narrative: Rc<str>,
        /// Narratives by section.
        many "sections" sections: Map<Rc<str>>,
        /// Answers by rater and criterion.
        many "answers" answers: Map<Map<EntryFile>>,
        /// The criteria as they were worded and scored, so that the record can be read without its rubric.
        many "criteria" criteria: Map<CriterionRef>,
        /// Scores by rater, so that another program can check them.
        many "scores" scores: Map<ScoreFile>,
        .. rest,
    }
    => RecordFile::check
}

impl RecordFile {
    fn check(&self, _: u32, reader: &mut Reader<'_>) {
        for (key, raters) in [("answers", self.answers.0.len()), ("scores", self.scores.0.len())] {
            if raters > limits::RATERS {
                let (code, args) = too_many(raters, limits::RATERS);
                reader.key(key, |r| r.problem(code, args));
            }
        }
    }
}

object! {
    /// Which rubric a record answers (convention 23).
    pub struct RubricRef {
        /// Its id.
        required "id" id: Id,
        /// Its version.
        required "version" version: Rc<str>,
        /// Its title.
        optional "title" title: Text,
        /// The SHA-256 of everything that affects scores.
        optional "scoring" scoring: Rc<str>,
        /// The SHA-256 of its texts.
        optional "texts" texts: Rc<str>,
        .. rest,
    }
}

object! {
    /// What one rater entered at one criterion.
    pub struct EntryFile {
        /// The accepted answer; absent if there is none, or if it was cleared.
        optional "answer" answer: Node,
        /// Text that was typed last and refused.
        optional "refused" refused: Rc<str>,
        /// Named amounts: parts, counts, measures, ticks.
        many "amounts" amounts: Map<Decimal>,
        /// Named texts: what an entry of a list is, its proof, and the ids of chosen options.
        many "texts" texts: Map<Rc<str>>,
        /// Text that was typed last for an amount and refused.
        many "refusedAmounts" refused_amounts: Map<Rc<str>>,
        /// Why the criterion does not apply.
        optional "reason" reason: Rc<str>,
        /// A note.
        optional "note" note: Rc<str>,
        /// Evidence for the answer.
        many "evidence" evidence: Vec<EvidenceFile>,
        /// Problems that were found, with the measures against them.
        many "problems" problems: Vec<ProblemFile>,
        /// The version of the rubric for which it was answered, if the criterion has changed since.
        optional "carriedFrom" carried: Rc<str>,
        /// The edit's number, one more than the highest before it. Of two edits of one copy the one with the higher is the newer.
        optional "counter" counter: u32,
        /// The copy of the form in which it was made.
        optional "replica" replica: Rc<str>,
        /// Time of the edit, by that copy's clock.
        optional "time" time: Rc<str>,
        /// The author.
        optional "by" by: Rc<str>,
        .. rest,
    }
}

impl Default for EntryFile {
    /// An empty entry.
    fn default() -> Self {
        Self {
            answer: None,
            refused: None,
            amounts: Map::default(),
            texts: Map::default(),
            refused_amounts: Map::default(),
            reason: None,
            note: None,
            evidence: Vec::new(),
            problems: Vec::new(),
            carried: None,
            counter: None,
            replica: None,
            time: None,
            by: None,
            rest: Vec::new(),
        }
    }
}

object! {
    /// A piece of evidence.
    pub struct EvidenceFile {
        /// Its name.
        required "name" name: Rc<str>,
        /// Its kind; `document` by default.
        optional "kind" kind: EvidenceKind,
        /// Its number, place or address.
        optional "reference" reference: Rc<str>,
        /// Its day.
        optional "date" date: Rc<str>,
        /// The file that goes with it.
        optional "file" file: AttachmentFile,
    }
}

object! {
    /// A file attached to the record. Its bytes are not in the record.
    pub struct AttachmentFile {
        /// Its name, without a path.
        required "name" name: Rc<str>,
        /// Its media type.
        optional "type" kind: Rc<str>,
        /// Its size in bytes.
        required "size" size: u32,
        /// The SHA-256 of its bytes, in lowercase hexadecimal digits.
        required "sha256" sha256: Rc<str>,
        /// The original file, if a picture was scaled down.
        optional "original" original: OriginalFile,
        .. rest,
    }
}

object! {
    /// A file that is not stored itself.
    pub struct OriginalFile {
        /// Its name, without a path.
        required "name" name: Rc<str>,
        /// Its size in bytes.
        required "size" size: u32,
        /// The SHA-256 of its bytes, in lowercase hexadecimal digits.
        required "sha256" sha256: Rc<str>,
    }
}

object! {
    /// A problem that was found.
    pub struct ProblemFile {
        /// What is wrong.
        required "text" text: Rc<str>,
        /// Its category.
        optional "category" category: Rc<str>,
        /// Its severity; `minor` by default.
        optional "severity" severity: Severity,
        /// The measure against it.
        optional "measure" remedy: RemedyFile,
    }
}

object! {
    /// A measure against a problem.
    pub struct RemedyFile {
        /// What is to be done.
        required "text" text: Rc<str>,
        /// The person responsible.
        optional "owner" owner: Rc<str>,
        /// The due day.
        optional "due" due: Rc<str>,
        /// Its status; `open` by default.
        optional "status" status: RemedyStatus,
        /// The day on which it was done.
        optional "doneOn" done: Rc<str>,
    }
}

tagged! {
    /// An answer.
    pub enum AnswerFile {
        /// Points.
        "points" Points(PointsAnswer),
        /// A level.
        "level" Level(LevelAnswer),
        /// Yes, partly or no.
        "yes-no" YesNo(YesNoAnswer),
        /// A text.
        "comment" Comment(CommentAnswer),
        /// The criterion does not apply.
        "not-applicable" NotApplicable(Nothing),
        /// The person does not know.
        "dont-know" DontKnow(Nothing),
    }
}

object! {
    /// Points on a points scale.
    pub struct PointsAnswer {
        /// How many.
        required "points" points: Decimal,
    }
}

object! {
    /// A level.
    pub struct LevelAnswer {
        /// Its id.
        required "level" level: Id,
    }
}

object! {
    /// Yes, partly or no.
    pub struct YesNoAnswer {
        /// Which.
        required "value" value: YesNoWord,
    }
}

object! {
    /// A text.
    pub struct CommentAnswer {
        /// The text.
        required "text" text: Rc<str>,
    }
}

object! {
    /// A variant without content.
    pub struct Nothing {
    }
}

choice! {
    /// Yes, partly or no.
    pub enum YesNoWord {
        /// Yes.
        "yes" Yes,
        /// Partly.
        "partial" Partial,
        /// No.
        "no" No,
    }
}

object! {
    /// A criterion as it was worded and scored.
    pub struct CriterionRef {
        /// Its text.
        required "text" text: Text,
        /// Its label.
        optional "label" label: Text,
        /// The points for full marks; absent if it was not scored.
        optional "maximum" maximum: Decimal,
        /// The first eight digits of the SHA-256 of its scoring, so that another table with the same maximum is
        /// recognised.
        optional "scoring" scoring: Rc<str>,
        .. rest,
    }
}

object! {
    /// One rater's scores.
    pub struct ScoreFile {
        /// How reliable the total is: `unscored`, `empty`, `too-few`, `provisional` or `final`.
        required "standing" standing: Rc<str>,
        /// The total; absent while there is none.
        optional "total" total: Sum,
        /// The most that could be earned.
        optional "maximum" maximum: Sum,
        /// The grade's id.
        optional "grade" grade: Id,
        /// The criteria whose gate overrode the grade.
        many "vetoes" vetoes: Vec<Id>,
        /// Points on top of the total, less those taken off it.
        optional "extra" extra: Sum,
        /// The total as a mean, where the rubric shows means.
        optional "mean" mean: Sum,
        /// The number of criteria answered with "don't know"; absent if there is none.
        optional "dontKnow" dont_know: u32,
        /// The weakest of the criteria and sections that the rubric names.
        optional "weakest" weakest: WeakestFile,
        /// What each section adds.
        many "sections" sections: Map<PartFile>,
        /// What each criterion adds.
        many "criteria" criteria: Map<PartFile>,
        .. rest,
    }
}

object! {
    /// What a part adds to the whole.
    pub struct PartFile {
        /// Points.
        required "score" score: Sum,
        /// The most that could be earned.
        required "maximum" maximum: Sum,
        /// A section's points as a mean, where the rubric shows means.
        optional "mean" mean: Sum,
        .. rest,
    }
}

object! {
    /// The weakest of some criteria and sections.
    pub struct WeakestFile {
        /// The id of the criterion or section.
        required "part" part: Id,
        /// The points that it adds.
        required "score" score: Sum,
        /// The most that it could add, of what is answered.
        required "maximum" maximum: Sum,
    }
}

/// The content of a record file, or all its problems.
pub(super) fn parse(source: &str) -> Result<RecordFile, Vec<Problem>> {
    of_kind(source, RECORD_KIND)
}

/// The content of a file that states its `kind`, or all its problems.
pub(super) fn of_kind<T: Read>(source: &str, word: &str) -> Result<T, Vec<Problem>> {
    let tree = read::tree(source)?;
    let mut reader = Reader::new(source, &tree);
    reader.keeps_unknown = true;
    let kind = tree.get("kind").map(|kind| &kind.value);
    let file = if !matches!(kind, Some(Value::String(kind)) if **kind == *word) {
        reader.problem(Code::NotARecord, Vec::new());
        None
    } else if let Some(format) = read::format::newer(&tree) {
        reader.key("format", |r| r.problem(Code::NewerFormat, vec![("value", format)]));
        None
    } else {
        T::read(&tree, &mut reader)
    };
    let problems = reader.into_problems();
    file.filter(|_| problems.is_empty()).ok_or(problems)
}

/// An answer from its node; `None` for a kind that this program does not know.
pub(super) fn answer(node: &Node) -> Option<AnswerFile> {
    let mut reader = Reader::new("", node);
    reader.keeps_unknown = true;
    let answer = AnswerFile::read(node, &mut reader);
    answer.filter(|_| !reader.failed())
}
