//! Conversion between an entry of the file and what was entered at a criterion. An answer that does not fit the
//! criterion is kept as refused text.

use super::file::{
    AnswerFile, AttachmentFile, CommentAnswer, EntryFile, EvidenceFile, LevelAnswer, Nothing, OriginalFile,
    PointsAnswer, ProblemFile, RemedyFile, YesNoAnswer, YesNoWord, answer,
};
use crate::Id;
use crate::answers::{Amounts, Answer, Attachment, Deficiency, Entry, Evidence, FileName, Remedy, Stamp};
use crate::day::is_day;
use crate::json::{self, Node};
use crate::limits;
use crate::read::Read;
use crate::read::leaf::Map;
use crate::rubric::Criterion;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Reads an entry of the file at a criterion, and whether its answer fits. An answer that the criterion does not accept
/// is kept as refused text.
pub(super) fn read(criterion: &Criterion, file: &EntryFile) -> (Entry, bool) {
    let (mut taken, mut refused) = (None, file.refused.clone());
    let (amounts, whole) = amounts(criterion, file);
    if let Some(node) = &file.answer {
        taken = answer(node).map(from_file).filter(|answer| criterion.takes(answer));
        if taken.is_none() {
            // What was accepted once goes before what never was.
            refused = Some(shown(node));
        }
    }
    let fits = whole && taken.is_some() == file.answer.is_some();
    let entry = Entry {
        answer: taken,
        refused,
        amounts,
        reason: text(&file.reason),
        note: text(&file.note),
        evidence: file.evidence.iter().take(limits::SHOWN).map(evidence).collect(),
        problems: file.problems.iter().take(limits::SHOWN).map(problem).collect(),
        carried: file.carried.clone(),
        stamp: stamp(file),
    };
    (entry, fits)
}

fn text(text: &Option<Rc<str>>) -> Rc<str> {
    text.clone().unwrap_or_else(|| "".into())
}

/// The last edit of an entry of the file.
pub(super) fn stamp(file: &EntryFile) -> Option<Stamp> {
    file.counter.map(|counter| Stamp {
        counter,
        replica: text(&file.replica),
        time: text(&file.time),
        by: text(&file.by),
    })
}

/// The amounts of an entry, and whether all of them fit the criterion; others are kept as refused text.
fn amounts(criterion: &Criterion, file: &EntryFile) -> (Amounts, bool) {
    let (mut taken, mut texts, mut refused, mut whole) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new(), true);
    for (name, text) in &file.refused_amounts.0 {
        if let Some(id) = Id::new(name) {
            refused.insert(id, text.clone());
        }
    }
    for (name, text) in &file.texts.0 {
        match Id::new(name) {
            Some(id) if criterion.scale.family().takes_text(&id, text) => {
                texts.insert(id, text.clone());
            }
            Some(id) => {
                whole = false;
                refused.insert(id, text.clone());
            }
            None => whole = false,
        }
    }
    for (name, amount) in &file.amounts.0 {
        let Some(id) = Id::new(name) else {
            whole = false;
            continue;
        };
        if criterion.takes_amount(&id, *amount) {
            taken.insert(id, *amount);
        } else {
            whole = false;
            refused.insert(id, amount.to_string().into());
        }
    }
    let amounts = Amounts {
        taken: Rc::new(taken),
        texts: Rc::new(texts),
        refused: Rc::new(refused),
    };
    (amounts, whole)
}

fn evidence(file: &EvidenceFile) -> Evidence {
    Evidence {
        name: file.name.clone(),
        kind: file.kind.unwrap_or_default(),
        reference: file.reference.clone().unwrap_or_default(),
        date: file.date.clone().unwrap_or_default(),
        file: file.file.as_ref().map(|file| Rc::new(attachment(file))),
    }
}

fn attachment(file: &AttachmentFile) -> Attachment {
    let name = |name: &Rc<str>, size: u32, sha256: &Rc<str>| FileName {
        name: name.clone(),
        size,
        sha256: sha256.clone(),
    };
    let original = file.original.as_ref();
    Attachment {
        kept: name(&file.name, file.size, &file.sha256),
        kind: file.kind.clone().unwrap_or_default(),
        original: original.map(|file| name(&file.name, file.size, &file.sha256)),
    }
}

fn problem(file: &ProblemFile) -> Deficiency {
    let remedy = file.remedy.as_ref().map(|remedy| Remedy {
        text: remedy.text.clone(),
        owner: remedy.owner.clone().unwrap_or_default(),
        due: remedy.due.clone().unwrap_or_default(),
        status: remedy.status.unwrap_or_default(),
        done: remedy.done.clone().unwrap_or_default(),
    });
    Deficiency {
        text: file.text.clone(),
        category: file.category.clone().unwrap_or_default(),
        severity: file.severity.unwrap_or_default(),
        remedy: remedy.unwrap_or_default(),
    }
}

/// An answer that does not fit, in words that the person can recognise.
fn shown(node: &Node) -> Rc<str> {
    let inner = ["points", "level", "value", "text"]
        .iter()
        .find_map(|key| node.get(key));
    match inner.map(|inner| &inner.value) {
        Some(json::Value::Number(text) | json::Value::String(text)) => text.clone(),
        _ => json::canonical(node, &|_| true).into(),
    }
}

fn from_file(file: AnswerFile) -> Answer {
    match file {
        AnswerFile::Points(answer) => Answer::Points(answer.points),
        AnswerFile::Level(answer) => Answer::Level(answer.level),
        AnswerFile::YesNo(answer) => match answer.value {
            YesNoWord::Yes => Answer::Yes,
            YesNoWord::Partial => Answer::Partial,
            YesNoWord::No => Answer::No,
        },
        AnswerFile::Comment(answer) => Answer::Comment(answer.text),
        AnswerFile::NotApplicable(_) => Answer::NotApplicable,
        AnswerFile::DontKnow(_) => Answer::DontKnow,
    }
}

/// Writes an entry over the file's entry, whose other content is kept.
pub(super) fn write(entry: &Entry, old: Option<&EntryFile>) -> EntryFile {
    let before = old.map(|old| &*old.evidence).unwrap_or_default();
    let problems_before = old.map(|old| &*old.problems).unwrap_or_default();
    // Entries beyond the display limit are kept behind the others.
    let (more, more_problems) = (beyond(before), beyond(problems_before));
    let text = |text: &Rc<str>| Some(text.clone()).filter(|text| !text.is_empty());
    let stamp = entry.stamp.as_ref();
    EntryFile {
        answer: entry.answer.as_ref().map(|answer| answer_file(answer).write()),
        refused: entry.refused.clone(),
        amounts: Map(entry
            .amounts
            .taken
            .iter()
            .map(|(id, amount)| (id.shared(), *amount))
            .collect()),
        texts: texts(&entry.amounts.texts),
        refused_amounts: texts(&entry.amounts.refused),
        reason: text(&entry.reason),
        note: text(&entry.note),
        evidence: entry
            .evidence
            .iter()
            .map(|one| evidence_file(one, before))
            .chain(more.iter().cloned())
            .collect(),
        problems: entry
            .problems
            .iter()
            .map(problem_file)
            .chain(more_problems.iter().cloned())
            .collect(),
        carried: entry.carried.clone(),
        counter: stamp.map(|stamp| stamp.counter),
        replica: stamp.and_then(|stamp| text(&stamp.replica)),
        time: stamp.and_then(|stamp| text(&stamp.time)),
        by: stamp.and_then(|stamp| text(&stamp.by)),
        rest: old.map(|old| old.rest.clone()).unwrap_or_default(),
    }
}

fn texts(texts: &BTreeMap<Id, Rc<str>>) -> Map<Rc<str>> {
    Map(texts.iter().map(|(id, text)| (id.shared(), text.clone())).collect())
}

/// The entries of a list beyond the display limit.
pub(super) fn beyond<T>(all: &[T]) -> &[T] {
    all.get(limits::SHOWN..).unwrap_or_default()
}

/// Whether an entry of the file exceeds the display limit.
pub(super) fn has_more(file: &EntryFile) -> bool {
    file.evidence.len() > limits::SHOWN || file.problems.len() > limits::SHOWN
}

/// The dates of an entry that are not days of the calendar.
pub(super) fn odd_dates(entry: &Entry) -> impl Iterator<Item = &Rc<str>> {
    let remedies = entry.problems.iter().map(|problem| &problem.remedy);
    let dates = entry.evidence.iter().map(|one| &one.date);
    let dates = dates.chain(remedies.flat_map(|remedy| [&remedy.due, &remedy.done]));
    dates.filter(|date| !date.is_empty() && !is_day(date))
}

fn given(text: &Rc<str>) -> Option<Rc<str>> {
    Some(text.clone()).filter(|text| !text.is_empty())
}

fn evidence_file(evidence: &Evidence, before: &[EvidenceFile]) -> EvidenceFile {
    EvidenceFile {
        name: evidence.name.clone(),
        kind: Some(evidence.kind).filter(|kind| *kind != Default::default()),
        reference: given(&evidence.reference),
        date: given(&evidence.date),
        file: evidence.file.as_ref().map(|file| attachment_file(file, before)),
    }
}

fn attachment_file(file: &Attachment, before: &[EvidenceFile]) -> AttachmentFile {
    let FileName { name, size, sha256 } = file.kept.clone();
    let mut same = before.iter().filter_map(|one| one.file.as_ref());
    AttachmentFile {
        rest: same
            .find(|old| old.sha256 == sha256)
            .map(|old| old.rest.clone())
            .unwrap_or_default(),
        name,
        kind: given(&file.kind),
        size,
        sha256,
        original: file
            .original
            .clone()
            .map(|FileName { name, size, sha256 }| OriginalFile { name, size, sha256 }),
    }
}

fn problem_file(problem: &Deficiency) -> ProblemFile {
    let remedy = &problem.remedy;
    ProblemFile {
        text: problem.text.clone(),
        category: given(&problem.category),
        severity: Some(problem.severity).filter(|severity| *severity != Default::default()),
        remedy: (*remedy != Default::default()).then(|| RemedyFile {
            text: remedy.text.clone(),
            owner: given(&remedy.owner),
            due: given(&remedy.due),
            status: Some(remedy.status).filter(|status| *status != Default::default()),
            done: given(&remedy.done),
        }),
    }
}

fn answer_file(answer: &Answer) -> AnswerFile {
    let yes_no = |value| AnswerFile::YesNo(YesNoAnswer { value });
    match answer {
        Answer::Points(points) => AnswerFile::Points(PointsAnswer { points: *points }),
        Answer::Level(level) => AnswerFile::Level(LevelAnswer { level: level.clone() }),
        Answer::Yes => yes_no(YesNoWord::Yes),
        Answer::Partial => yes_no(YesNoWord::Partial),
        Answer::No => yes_no(YesNoWord::No),
        Answer::Comment(text) => AnswerFile::Comment(CommentAnswer { text: text.clone() }),
        Answer::NotApplicable => AnswerFile::NotApplicable(Nothing {}),
        Answer::DontKnow => AnswerFile::DontKnow(Nothing {}),
    }
}
