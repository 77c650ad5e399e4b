//! Record file format 1, declared once. Unknown keys of a newer version are kept where they stand.

use crate::Id;
use crate::answers::{EvidenceKind, RemedyStatus, Severity};
use crate::json::{Node, Value};
use crate::limits;
use crate::points::Decimal;
use crate::problem::{Code, Problem};
use crate::read::format::{Format1, RECORD_KIND};
use crate::read::leaf::{Map, Sum};
use crate::read::{self, Read, Reader, choice, object, tagged, too_many};
use crate::text::Text;
use std::rc::Rc;

object! {
    /// What was filled in about one subject for one period. Holds no time of export, so that the same content is the same
    /// bytes.
    pub struct RecordFile {
        /// The format's number, 1.
        required "format" format: Format1,
        /// What the file is.
        required "kind" kind: Rc<str>,
        /// The record's own name, made when it was begun.
        required "id" id: Rc<str>,
        /// How many edits it has seen.
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
        /// The criteria as they stood, so that the record reads without its rubric.
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
        /// The SHA-256 of what scores.
        optional "scoring" scoring: Rc<str>,
        /// The SHA-256 of its texts.
        optional "texts" texts: Rc<str>,
        .. rest,
    }
}

object! {
    /// What one rater entered at one criterion.
    pub struct EntryFile {
        /// The accepted answer; absent where there is none, or where it was taken back.
        optional "answer" answer: Node,
        /// What was typed last and refused.
        optional "refused" refused: Rc<str>,
        /// Named amounts: parts, counts, measures, ticks.
        many "amounts" amounts: Map<Decimal>,
        /// What was typed last into the place of an amount and refused.
        many "refusedAmounts" refused_amounts: Map<Rc<str>>,
        /// Why the criterion does not apply.
        optional "reason" reason: Rc<str>,
        /// A note.
        optional "note" note: Rc<str>,
        /// What shows the answer to be right.
        many "evidence" evidence: Vec<EvidenceFile>,
        /// Problems that were found, with the measures against them.
        many "problems" problems: Vec<ProblemFile>,
        /// The version of the rubric for which it was answered, where the criterion has changed since.
        optional "carriedFrom" carried: Rc<str>,
        /// The edit's number, one more than the highest before it. Of two edits of one copy the one with the higher is the newer.
        optional "counter" counter: u32,
        /// The copy of the form in which it was made.
        optional "replica" replica: Rc<str>,
        /// When, by that copy's clock.
        optional "time" time: Rc<str>,
        /// Who.
        optional "by" by: Rc<str>,
        .. rest,
    }
}

impl Default for EntryFile {
    /// An entry without anything in it.
    fn default() -> Self {
        Self {
            answer: None,
            refused: None,
            amounts: Map::default(),
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
    /// Something that shows an answer to be right.
    pub struct EvidenceFile {
        /// What it is called.
        required "name" name: Rc<str>,
        /// What it is; `document` unless told.
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
    /// A file that goes with the record. Its bytes are not in the record.
    pub struct AttachmentFile {
        /// Its name, without a path.
        required "name" name: Rc<str>,
        /// Its media type.
        optional "type" kind: Rc<str>,
        /// Its size in bytes.
        required "size" size: u32,
        /// The SHA-256 of its bytes, in lowercase hexadecimal digits.
        required "sha256" sha256: Rc<str>,
        /// The file that it was made from, where a picture was scaled down.
        optional "original" original: OriginalFile,
        .. rest,
    }
}

object! {
    /// A file that is not kept itself.
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
        /// What sort of problem it is.
        optional "category" category: Rc<str>,
        /// How bad it is; `minor` unless told.
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
        /// Who answers for it.
        optional "owner" owner: Rc<str>,
        /// By when.
        optional "due" due: Rc<str>,
        /// How far it is; `open` unless told.
        optional "status" status: RemedyStatus,
        /// When it was done.
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
    /// Nothing more to say.
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
    /// A criterion as it stood.
    pub struct CriterionRef {
        /// Its text.
        required "text" text: Text,
        /// Its label.
        optional "label" label: Text,
        /// What full marks were worth; absent where it was not scored.
        optional "maximum" maximum: Decimal,
        /// The first eight digits of the SHA-256 of how it was scored, so that another table at the same maximum is told.
        optional "scoring" scoring: Rc<str>,
        .. rest,
    }
}

object! {
    /// One rater's scores.
    pub struct ScoreFile {
        /// How far the total may be relied on: `unscored`, `empty`, `too-few`, `provisional` or `final`.
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
        .. rest,
    }
}

/// All problems of a record file, or its content.
pub(super) fn parse(source: &str) -> Result<RecordFile, Vec<Problem>> {
    of_kind(source, RECORD_KIND)
}

/// All problems of a file that tells its `kind`, or its content.
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

/// An answer out of its node; nothing where a newer program wrote a kind that this one does not know.
pub(super) fn answer(node: &Node) -> Option<AnswerFile> {
    let mut reader = Reader::new("", node);
    reader.keeps_unknown = true;
    let answer = AnswerFile::read(node, &mut reader);
    answer.filter(|_| !reader.failed())
}
