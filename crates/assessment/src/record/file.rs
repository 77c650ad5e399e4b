//! Record file format 1, declared once. Unknown keys of a newer version are kept where they stand.

use crate::json::{Node, Value};
use crate::points::Decimal;
use crate::problem::{Code, Problem};
use crate::read::format::Format1;
use crate::read::leaf::{Map, Sum};
use crate::read::{self, Read, Reader, choice, object, tagged};
use crate::rubric::Id;
use crate::text::Text;
use std::rc::Rc;

/// The word by which a record file tells what it is.
pub const KIND: &str = "ziping-record";

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
        /// Why the criterion does not apply.
        optional "reason" reason: Rc<str>,
        /// A note.
        optional "note" note: Rc<str>,
        /// The edit's number: of two edits the one with the higher is the newer.
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
        .. rest,
    }
}

object! {
    /// One rater's scores.
    pub struct ScoreFile {
        /// How far the total may be relied on: `unscored`, `empty`, `provisional` or `final`.
        required "standing" standing: Rc<str>,
        /// The total; absent while there is none.
        optional "total" total: Sum,
        /// The most that could be earned.
        optional "maximum" maximum: Sum,
        /// The grade's id.
        optional "grade" grade: Id,
        /// The criteria whose veto overrode the grade.
        many "vetoes" vetoes: Vec<Id>,
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
    let tree = read::tree(source)?;
    let mut reader = Reader::new(source, &tree);
    reader.keeps_unknown = true;
    let kind = tree.get("kind").map(|kind| &kind.value);
    let file = if !matches!(kind, Some(Value::String(kind)) if **kind == *KIND) {
        reader.problem(Code::NotARecord, Vec::new());
        None
    } else if let Some(format) = read::format::newer(&tree) {
        reader.key("format", |r| r.problem(Code::NewerFormat, vec![("value", format)]));
        None
    } else {
        RecordFile::read(&tree, &mut reader)
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
