//! Blocks → record file. Losses are reported, and the rest is kept.

use super::super::file::RecordFile;
use super::{Block, HEAD};
use crate::json;
use crate::read::format::{Format1, RECORD_KIND};
use crate::read::leaf::Map;
use crate::read::{Read, Reader};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// What is wrong with a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub enum BlockError {
    /// Its text is damaged.
    Damaged,
    /// It is missing.
    Missing,
    /// Part of it occurs in another block with different content: the first is kept.
    Repeated,
    /// It belongs to another record and is ignored.
    Foreign,
}

/// A block with unusable content.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Lost {
    /// Its name.
    pub part: Rc<str>,
    /// What is wrong.
    pub error: BlockError,
}

/// The result of joining blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Joined {
    /// The record's file; `None` if no block could be read.
    pub file: Option<RecordFile>,
    /// The blocks with unusable content.
    pub lost: Vec<Lost>,
}

/// Makes one record file of blocks, each given with the name under which it was stored.
pub fn join(blocks: &[(&str, &str)]) -> Joined {
    let mut lost = Vec::new();
    let mut tell = |part: &str, error: BlockError| {
        let one = Lost {
            part: part.into(),
            error,
        };
        if !lost.contains(&one) {
            lost.push(one);
        }
    };
    let mut named = HashSet::new();
    let mut read = Vec::new();
    for (name, text) in blocks {
        match block(text) {
            Some(block) => read.push((block, *text)),
            None => {
                named.insert(Rc::from(*name));
                tell(name, BlockError::Damaged);
            }
        }
    }
    // The head identifies the record; without a head, the first block does.
    let head = read.iter().position(|(block, _)| block.file.is_some());
    let Some(record) = read.get(head.unwrap_or(0)).map(|(block, _)| block.record.clone()) else {
        return Joined { file: None, lost };
    };
    let mut texts: HashMap<Rc<str>, &str> = HashMap::new();
    let mut own = Vec::new();
    for (block, text) in read {
        if block.record != record {
            tell(&block.part, BlockError::Foreign);
        } else if let Some(first) = texts.get(&block.part) {
            if *first != text {
                tell(&block.part, BlockError::Repeated);
            }
        } else {
            texts.insert(block.part.clone(), text);
            own.push(block);
        }
    }
    named.extend(texts.into_keys());
    let head = own.iter().find(|block| block.file.is_some());
    let expected = head.into_iter().flat_map(|head| &head.parts).map(|part| &**part);
    for part in std::iter::once(HEAD)
        .chain(expected)
        .filter(|part| !named.contains(*part))
    {
        tell(part, BlockError::Missing);
    }
    let order: Vec<_> = head.map(|head| head.raters.clone()).unwrap_or_default();
    let mut file = head
        .and_then(|head| head.file.clone())
        .or_else(|| own.first().map(without_head));
    if let Some(file) = &mut file {
        file.answers = Map(order.iter().map(|rater| (rater.clone(), Map::default())).collect());
        let mut places = Places::default();
        for block in own {
            let part = block.part.clone();
            let mut whole = places.take(&mut file.sections, "sections", block.sections.0);
            whole &= places.take(&mut file.criteria, "criteria", block.criteria.0);
            whole &= places.take(&mut file.scores, "scores", block.scores.0);
            for (rater, entries) in block.answers.0 {
                let kept = file.answers.0.iter().position(|(known, _)| *known == rater);
                let kept = kept.unwrap_or_else(|| {
                    file.answers.0.push((rater.clone(), Map::default()));
                    file.answers.0.len() - 1
                });
                whole &= places.take(&mut file.answers.0[kept].1, &format!("answers {rater}"), entries.0);
            }
            if !whole {
                tell(&part, BlockError::Repeated);
            }
        }
        let place = |rater: &Rc<str>| order.iter().position(|known| known == rater).unwrap_or(order.len());
        file.scores.0.sort_by_key(|(rater, _)| place(rater));
    }
    Joined { file, lost }
}

/// A block, if it is undamaged.
fn block(text: &str) -> Option<Block> {
    let tree = json::parse(text).ok()?;
    let mut reader = Reader::new(text, &tree);
    reader.keeps_unknown = true;
    let block = Block::read(&tree, &mut reader);
    let is_record = |file: &RecordFile| *file.kind == *RECORD_KIND;
    block.filter(|block| !reader.failed() && block.file.as_ref().is_none_or(is_record))
}

/// A head with no more content than any block has.
fn without_head(block: &Block) -> RecordFile {
    RecordFile {
        format: Format1,
        kind: RECORD_KIND.into(),
        id: block.record.clone(),
        revision: 0,
        rubric: block.rubric.clone(),
        period: None,
        date: None,
        profile: Map::default(),
        roles: Map::default(),
        claimed_total: None,
        narrative: None,
        sections: Map::default(),
        answers: Map::default(),
        criteria: Map::default(),
        scores: Map::default(),
        rest: Vec::new(),
    }
}

/// The keys that each map has already: a file must not have one twice.
#[derive(Default)]
struct Places(HashMap<String, HashMap<Rc<str>, usize>>);

impl Places {
    /// Adds entries that are missing; whether there were no others.
    fn take<T: Read>(&mut self, map: &mut Map<T>, name: &str, more: Vec<(Rc<str>, T)>) -> bool {
        let known = self.0.entry(name.to_owned()).or_insert_with(|| {
            let all = map.0.iter().enumerate();
            all.map(|(i, (key, _))| (key.clone(), i)).collect()
        });
        let mut whole = true;
        for (key, value) in more {
            match known.get(&key).and_then(|i| map.0.get(*i)) {
                // Compared as written: nodes differ in their positions.
                Some((_, there)) => whole &= json::line(&there.write()) == json::line(&value.write()),
                None => {
                    known.insert(key.clone(), map.0.len());
                    map.0.push((key, value));
                }
            }
        }
        whole
    }
}
