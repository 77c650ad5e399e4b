//! Where in a record something can stand, what stands there, and how it gets there.

use crate::answers::Stamp;
use crate::json::{Member, Node, Value, canonical};
use crate::read::Read;
use crate::read::leaf::{Map, Sum};
use crate::record::entries;
use crate::record::file::{EntryFile, RecordFile};
use std::rc::Rc;

/// A place of a record in which somebody can have entered something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
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
    /// What a rater entered at a criterion.
    Entry {
        /// The rater's id.
        rater: Rc<str>,
        /// The criterion's id.
        criterion: Rc<str>,
    },
    /// A key of the file that this program does not know.
    Other(Rc<str>),
}

/// What stands in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A text.
    Text(Rc<str>),
    /// Names of a role.
    Names(Vec<Rc<str>>),
    /// A total.
    Total(Sum),
    /// What was entered at a criterion.
    Entry(Box<EntryFile>),
    /// Anything else, as the file has it.
    Node(Node),
}

impl Content {
    /// What tells it from other contents: all of it but who entered it when, and which version of the rubric they saw.
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

    /// The edit that led to it, where such edits are stamped.
    pub(super) fn stamp(&self) -> Option<Stamp> {
        match self {
            Self::Entry(entry) => entries::stamp(entry),
            _ => None,
        }
    }

    /// The version of the rubric for which it was entered, where nobody has looked at it since.
    pub(super) fn carried(&self) -> Option<&Rc<str>> {
        match self {
            Self::Entry(entry) => entry.carried.as_ref(),
            _ => None,
        }
    }

    /// Whether there is nothing in it.
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
    /// Whether it holds nothing but who touched it and when.
    pub fn is_blank(&self) -> bool {
        stampless(self).members().is_empty()
    }
}

impl RecordFile {
    /// Whether nobody has entered anything, or taken anything back.
    pub fn is_untouched(&self) -> bool {
        contents(self).all(|(_, content)| content.is_blank() && content.stamp().is_none())
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

/// A text that says something.
pub(super) fn text(node: &Node) -> Option<Rc<str>> {
    match &node.value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().into()),
        _ => None,
    }
}

/// Every place of a file with what stands there, in the order of the format.
pub(super) fn contents(file: &RecordFile) -> impl Iterator<Item = (Place, Content)> {
    let text = |place: Place, text: &Option<Rc<str>>| text.clone().map(|text| (place, Content::Text(text)));
    let one = [text(Place::Period, &file.period), text(Place::Date, &file.date)];
    let profile = file
        .profile
        .0
        .iter()
        .map(|(id, node)| (Place::Profile(id.clone()), Content::Node(node.clone())));
    let roles = file
        .roles
        .0
        .iter()
        .map(|(id, names)| (Place::Role(id.clone()), Content::Names(names.clone())));
    let claimed = file
        .claimed_total
        .map(|total| (Place::ClaimedTotal, Content::Total(total)));
    let whole = text(Place::Narrative, &file.narrative);
    let told = file
        .sections
        .0
        .iter()
        .map(|(id, text)| (Place::Section(id.clone()), Content::Text(text.clone())));
    let answers = file.answers.0.iter().flat_map(|(rater, own)| {
        own.0.iter().map(|(criterion, entry)| {
            let (rater, criterion) = (rater.clone(), criterion.clone());
            (
                Place::Entry { rater, criterion },
                Content::Entry(Box::new(entry.clone())),
            )
        })
    });
    let rest = file
        .rest
        .iter()
        .map(|member| (Place::Other(member.key.clone()), Content::Node(member.node.clone())));
    let begin = one.into_iter().flatten().chain(profile).chain(roles).chain(claimed);
    begin.chain(whole).chain(told).chain(answers).chain(rest)
}

/// Takes out of a file whatever stands in a place.
pub(super) fn empty(file: &mut RecordFile) {
    (file.period, file.date, file.claimed_total, file.narrative) = (None, None, None, None);
    (file.profile, file.roles, file.sections) = (Map::default(), Map::default(), Map::default());
    file.answers = Map::default();
    file.rest.clear();
}

/// Puts something into a place of a file in which nothing stands yet.
pub(super) fn put(file: &mut RecordFile, place: &Place, content: Content) {
    match (place, content) {
        (Place::Period, Content::Text(text)) => file.period = Some(text),
        (Place::Date, Content::Text(text)) => file.date = Some(text),
        (Place::Narrative, Content::Text(text)) => file.narrative = Some(text),
        (Place::Section(id), Content::Text(text)) => file.sections.0.push((id.clone(), text)),
        (Place::Profile(id), Content::Node(node)) => file.profile.0.push((id.clone(), node)),
        (Place::Role(id), Content::Names(names)) => file.roles.0.push((id.clone(), names)),
        (Place::ClaimedTotal, Content::Total(total)) => file.claimed_total = Some(total),
        (Place::Entry { rater, criterion }, Content::Entry(entry)) => {
            // Files have few raters: looking for one costs nothing.
            if let Some((_, own)) = file.answers.0.iter_mut().find(|(known, _)| known == rater) {
                own.0.push((criterion.clone(), *entry));
            }
        }
        (Place::Other(key), Content::Node(node)) => file.rest.push(Member {
            key: key.clone(),
            at: 0,
            node,
        }),
        // `contents` gives a place no other kind of content.
        _ => {}
    }
}
