//! The fields of a record: which there are, and how their content is read and written.

use crate::answers::Stamp;
use crate::json::{Member, Node, Value, canonical};
use crate::read::Read;
use crate::read::leaf::{Map, Sum};
use crate::record::entries;
use crate::record::file::{EntryFile, RecordFile};
use std::collections::HashMap;
use std::rc::Rc;

/// The path of a field of a record that a person can have filled in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub enum FieldPath {
    /// The period.
    Period,
    /// The day on which it was filled in.
    Date,
    /// A field of the profile, by its id.
    Profile(Rc<str>),
    /// A role, by its id.
    Role(Rc<str>),
    /// The total from elsewhere.
    ClaimedTotal,
    /// The narrative of the whole.
    Narrative,
    /// The narrative of a section, by its id.
    Section(Rc<str>),
    /// Part of what a rater entered at a criterion.
    Entry {
        /// The rater's id.
        rater: Rc<str>,
        /// The criterion's id.
        criterion: Rc<str>,
        /// The part.
        part: Part,
    },
    /// A key of the file that this program does not know.
    Other(Rc<str>),
}

/// The parts of an entry that are chosen separately: one copy's note can be combined with the other copy's score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub enum Part {
    /// The answer with its amounts, refused texts, the reason, and keys that this program does not know.
    Answer,
    /// The note.
    Note,
    /// The evidence.
    Evidence,
    /// The problems, with the measures against them.
    Problems,
}

impl Part {
    /// All parts, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Answer, Self::Note, Self::Evidence, Self::Problems];

    /// This part of an entry, with the entry's stamp.
    fn of(self, entry: &EntryFile) -> EntryFile {
        let stamp = EntryFile {
            counter: entry.counter,
            replica: entry.replica.clone(),
            time: entry.time.clone(),
            by: entry.by.clone(),
            ..EntryFile::default()
        };
        match self {
            Self::Answer => EntryFile {
                note: None,
                evidence: Vec::new(),
                problems: Vec::new(),
                ..entry.clone()
            },
            Self::Note => EntryFile {
                note: entry.note.clone(),
                ..stamp
            },
            Self::Evidence => EntryFile {
                evidence: entry.evidence.clone(),
                ..stamp
            },
            Self::Problems => EntryFile {
                problems: entry.problems.clone(),
                ..stamp
            },
        }
    }
}

impl FieldPath {
    /// Whether several contents of this field can be combined: texts one below the other, lists one after the other.
    pub fn joins(&self) -> bool {
        match self {
            Self::Narrative | Self::Section(_) | Self::Role(_) => true,
            Self::Entry { part, .. } => *part != Part::Answer,
            _ => false,
        }
    }
}

/// The content of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub enum Content {
    /// A text.
    Text(Rc<str>),
    /// Names of a role.
    Names(Vec<Rc<str>>),
    /// A total.
    Total(Sum),
    /// One part of what was entered at a criterion, with the entry's stamp.
    Entry(Box<EntryFile>),
    /// Any other value, as the file has it.
    Node(Node),
}

impl Content {
    /// The content without its author, its time, and the version of the rubric, for comparison.
    pub(super) fn key(&self) -> String {
        let node = match self {
            Self::Text(text) => text.write(),
            Self::Names(names) => names.write(),
            Self::Total(total) => total.write(),
            Self::Entry(entry) => stampless(entry).write(),
            Self::Node(node) => return canonical(node, &|_| true),
        };
        canonical(&node, &|_| true)
    }

    /// The edit that led to it, if such edits are stamped.
    pub(super) fn stamp(&self) -> Option<Stamp> {
        match self {
            Self::Entry(entry) => entries::stamp(entry),
            _ => None,
        }
    }

    /// The version of the rubric for which it was entered, if it was not reviewed since.
    pub(super) fn carried(&self) -> Option<&Rc<str>> {
        match self {
            Self::Entry(entry) => entry.carried.as_ref(),
            _ => None,
        }
    }

    /// Whether it is empty.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Names(names) => names.iter().all(|name| name.is_empty()),
            Self::Total(_) => false,
            Self::Entry(entry) => entry.is_blank(),
            Self::Node(node) => is_blank(node),
        }
    }
}

fn stampless(entry: &EntryFile) -> EntryFile {
    EntryFile {
        carried: None,
        counter: None,
        replica: None,
        time: None,
        by: None,
        ..entry.clone()
    }
}

impl EntryFile {
    /// Whether it is empty except for its stamp.
    pub fn is_blank(&self) -> bool {
        stampless(self).members().is_empty()
    }
}

impl RecordFile {
    /// Whether nobody has entered or cleared anything.
    pub fn is_untouched(&self) -> bool {
        contents(self).all(|one| one.content.is_blank() && one.content.stamp().is_none())
    }
}

fn is_blank(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.iter().all(is_blank),
        _ => false,
    }
}

/// A text that is not blank.
pub(super) fn text(node: &Node) -> Option<Rc<str>> {
    match &node.value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().into()),
        _ => None,
    }
}

/// A field of a file with its content.
pub(super) struct Filled {
    pub(super) path: FieldPath,
    pub(super) content: Content,
    /// Whether it is a blank part of an entry that has other content.
    pub(super) silent: bool,
}

/// Every field of a file with its content, in the order of the format.
pub(super) fn contents(file: &RecordFile) -> impl Iterator<Item = Filled> {
    let filled = |(path, content)| Filled {
        path,
        content,
        silent: false,
    };
    let text = |path: FieldPath, text: &Option<Rc<str>>| text.clone().map(|text| (path, Content::Text(text)));
    let one = [text(FieldPath::Period, &file.period), text(FieldPath::Date, &file.date)];
    let profile = file
        .profile
        .0
        .iter()
        .map(|(id, node)| (FieldPath::Profile(id.clone()), Content::Node(node.clone())));
    let roles = file
        .roles
        .0
        .iter()
        .map(|(id, names)| (FieldPath::Role(id.clone()), Content::Names(names.clone())));
    let claimed = file
        .claimed_total
        .map(|total| (FieldPath::ClaimedTotal, Content::Total(total)));
    let whole = text(FieldPath::Narrative, &file.narrative);
    let narratives = file
        .sections
        .0
        .iter()
        .map(|(id, text)| (FieldPath::Section(id.clone()), Content::Text(text.clone())));
    let answers = file.answers.0.iter().flat_map(|(rater, own)| {
        own.0.iter().flat_map(move |(criterion, entry)| {
            let is_trace = entry.is_blank();
            Part::ALL.into_iter().map(move |part| {
                let content = Content::Entry(Box::new(part.of(entry)));
                let (rater, criterion) = (rater.clone(), criterion.clone());
                Filled {
                    silent: !is_trace && content.is_blank(),
                    path: FieldPath::Entry { rater, criterion, part },
                    content,
                }
            })
        })
    });
    let rest = file
        .rest
        .iter()
        .map(|member| (FieldPath::Other(member.key.clone()), Content::Node(member.node.clone())));
    let begin = one.into_iter().flatten().chain(profile).chain(roles).chain(claimed);
    let begin = begin.chain(whole).chain(narratives).map(filled);
    begin.chain(answers).chain(rest.map(filled))
}

/// Removes the content of a field from a file.
pub(super) fn empty(file: &mut RecordFile) {
    (file.period, file.date, file.claimed_total, file.narrative) = (None, None, None, None);
    (file.profile, file.roles, file.sections) = (Map::default(), Map::default(), Map::default());
    file.answers = Map::default();
    file.rest.clear();
}

/// Writes content into an empty field of a file. Parts of an entry are collected in `entries` first, since they come
/// from several files.
pub(super) fn put(file: &mut RecordFile, entries: &mut Entries, path: &FieldPath, content: Content) {
    match (path, content) {
        (FieldPath::Period, Content::Text(text)) => file.period = Some(text),
        (FieldPath::Date, Content::Text(text)) => file.date = Some(text),
        (FieldPath::Narrative, Content::Text(text)) => file.narrative = Some(text),
        (FieldPath::Section(id), Content::Text(text)) => file.sections.0.push((id.clone(), text)),
        (FieldPath::Profile(id), Content::Node(node)) => file.profile.0.push((id.clone(), node)),
        (FieldPath::Role(id), Content::Names(names)) => file.roles.0.push((id.clone(), names)),
        (FieldPath::ClaimedTotal, Content::Total(total)) => file.claimed_total = Some(total),
        (FieldPath::Entry { rater, criterion, part }, Content::Entry(entry)) => {
            entries.put(rater, criterion, *part, *entry);
        }
        (FieldPath::Other(key), Content::Node(node)) => file.rest.push(Member {
            key: key.clone(),
            at: 0,
            node,
        }),
        // `contents` gives each field only contents of its own kind.
        _ => {}
    }
}

/// Entries that are assembled from their parts.
#[derive(Default)]
pub(super) struct Entries {
    index: HashMap<(Rc<str>, Rc<str>), usize>,
    all: Vec<(Rc<str>, Rc<str>, EntryFile)>,
}

impl Entries {
    fn put(&mut self, rater: &Rc<str>, criterion: &Rc<str>, part: Part, content: EntryFile) {
        let at = *self.index.entry((rater.clone(), criterion.clone())).or_insert_with(|| {
            self.all.push((rater.clone(), criterion.clone(), EntryFile::default()));
            self.all.len() - 1
        });
        let entry = &mut self.all[at].2;
        let newest = newest_stamp(entry, &content).clone();
        let (counter, replica, time, by) = (newest.counter, newest.replica, newest.time, newest.by);
        match part {
            Part::Answer => {
                *entry = EntryFile {
                    note: entry.note.take(),
                    evidence: std::mem::take(&mut entry.evidence),
                    problems: std::mem::take(&mut entry.problems),
                    ..content
                };
            }
            Part::Note => entry.note = content.note,
            Part::Evidence => entry.evidence = content.evidence,
            Part::Problems => entry.problems = content.problems,
        }
        (entry.counter, entry.replica, entry.time, entry.by) = (counter, replica, time, by);
    }

    /// Moves the entries into the answers of a file, which has their raters already.
    pub(super) fn finish(self, file: &mut RecordFile) {
        for (rater, criterion, entry) in self.all {
            // Files have few raters, so a linear search is cheap.
            if let Some((_, own)) = file.answers.0.iter_mut().find(|(known, _)| *known == rater) {
                own.0.push((criterion, entry));
            }
        }
    }
}

/// The part whose stamp the combined entry takes: the later one.
fn newest_stamp<'e>(one: &'e EntryFile, other: &'e EntryFile) -> &'e EntryFile {
    let age = |entry: &'e EntryFile| (entry.counter.is_some(), &entry.time, entry.counter, &entry.replica);
    if age(one) > age(other) { one } else { other }
}

/// Combines contents of a field without duplicates: texts one below the other, lists one after the other.
pub(super) fn joined<'c>(contents: impl Iterator<Item = &'c Content>) -> Option<Content> {
    contents.cloned().reduce(|mut all, next| {
        match (&mut all, next) {
            (Content::Text(all), Content::Text(next)) => *all = below(all, &next),
            (Content::Names(all), Content::Names(next)) => add(all, next),
            (Content::Entry(all), Content::Entry(next)) => {
                let newest = newest_stamp(all, &next).clone();
                all.note = match (all.note.take(), next.note) {
                    (Some(one), Some(other)) => Some(below(&one, &other)),
                    (one, other) => one.or(other),
                };
                add(&mut all.evidence, next.evidence);
                add(&mut all.problems, next.problems);
                (all.counter, all.replica, all.time, all.by) = (newest.counter, newest.replica, newest.time, newest.by);
            }
            // Other fields do not join, and a field has contents of one kind.
            _ => {}
        }
        all
    })
}

fn below(one: &Rc<str>, other: &Rc<str>) -> Rc<str> {
    if one.is_empty() || one.contains(&**other) {
        return if one.is_empty() { other.clone() } else { one.clone() };
    }
    format!("{one}\n{other}").into()
}

fn add<T: PartialEq>(all: &mut Vec<T>, next: Vec<T>) {
    for one in next {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}
