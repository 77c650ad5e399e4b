//! A reader that walks a JSON tree and collects every problem, and the macros by which a format is declared once:
//! the type, how it is read, how it is written and its JSON Schema.

mod deferred;
pub mod format;
pub mod leaf;
mod macros;
mod names;
pub mod schema;

pub(crate) use macros::{choice, object, tagged};
pub(crate) use names::{is_free, nearest, shortened};

use crate::json::{self, Member, Node, Value};
use crate::limits;
use crate::points::Decimal;
use crate::problem::{Code, Problem};
use schema::Schema;
use std::any::Any;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// A type that a file can contain.
pub trait Read: Sized {
    /// Reads the value; returns `None` only after reporting at least one problem.
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self>;
    /// The value as JSON.
    fn write(&self) -> Node;
    /// Its JSON Schema.
    fn schema(schema: &mut Schema) -> Node;
    /// A substitute value after a problem was reported here, so that the checks around it still run. Only a type on
    /// which no score depends has one; otherwise one fault would be reported several times.
    fn stand_in() -> Option<Self> {
        None
    }
}

/// One segment of a path in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A member that the format names.
    Field(&'static str),
    /// A member that the author named.
    Key(Rc<str>),
    /// The item with this index, from 0.
    Index(usize),
}

impl Step {
    fn key(&self) -> Option<&str> {
        match self {
            Self::Field(key) => Some(key),
            Self::Key(key) => Some(key),
            Self::Index(_) => None,
        }
    }

    fn index(&self) -> usize {
        match self {
            Self::Index(index) => *index,
            Self::Field(_) | Self::Key(_) => 0,
        }
    }
}

/// Walks a tree, tracks the path, and collects problems.
pub struct Reader<'a> {
    source: &'a str,
    root: &'a Node,
    /// The byte offsets at which lines begin, computed on first use.
    lines: OnceCell<Vec<u32>>,
    path: Vec<Step>,
    /// Problems, each with its byte offset.
    problems: Vec<(u32, Problem)>,
    claims: HashMap<(&'static str, Rc<str>), u32>,
    /// Values to be checked once the whole file is read, each with its place. They are of the format's own types.
    deferred: Vec<(Vec<Step>, Box<dyn Any>)>,
    /// Whether unknown keys are kept (a record) or are problems (a rubric).
    pub(crate) keeps_unknown: bool,
}

/// Set once there are more problems than the limit.
pub(crate) fn too_many(count: usize, limit: usize) -> (Code, Vec<(&'static str, String)>) {
    (
        Code::TooMany,
        vec![("count", count.to_string()), ("limit", limit.to_string())],
    )
}

impl<'a> Reader<'a> {
    /// A reader at the root of a tree.
    pub fn new(source: &'a str, root: &'a Node) -> Self {
        Self {
            source,
            root,
            lines: OnceCell::new(),
            path: Vec::new(),
            problems: Vec::new(),
            claims: HashMap::new(),
            deferred: Vec::new(),
            keeps_unknown: false,
        }
    }

    /// The problems so far, in the order of the file.
    pub fn into_problems(mut self) -> Vec<Problem> {
        let mut problems = std::mem::take(&mut self.problems);
        // Columns are counted from the previous problem, so that a file of one long line is read once and not 500
        // times.
        let mut from = (0, 0, 1);
        for (at, problem) in &mut problems {
            let (line, start) = self.line(*at);
            let (begin, column) = if from.0 == line { (from.1, from.2) } else { (start, 1) };
            let between = self.source.get(begin as usize..*at as usize).unwrap_or_default();
            problem.line = line;
            problem.column = column + between.chars().count() as u32;
            from = (line, *at, problem.column);
        }
        problems.into_iter().map(|(_, problem)| problem).collect()
    }

    /// The line of a byte offset, from 1, and where that line begins.
    fn line(&self, at: u32) -> (u32, u32) {
        let lines = self.lines.get_or_init(|| {
            let ends = self.source.bytes().enumerate().filter(|(_, b)| *b == b'\n');
            [0].into_iter().chain(ends.map(|(i, _)| i as u32 + 1)).collect()
        });
        let line = lines.partition_point(|start| *start <= at);
        (line as u32, lines[line - 1])
    }

    /// Whether any problem was reported.
    pub fn failed(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Whether no further problem is reported.
    pub(crate) fn is_full(&self) -> bool {
        self.problems.len() >= limits::PROBLEMS
    }

    /// Calls `work` one segment further down.
    pub fn within<T>(&mut self, step: Step, work: impl FnOnce(&mut Self) -> T) -> T {
        self.enter(step);
        let result = work(self);
        self.leave();
        result
    }

    // Not part of `within`, which is compiled again for each type that is read.
    #[inline(never)]
    fn enter(&mut self, step: Step) {
        self.path.push(step);
    }

    #[inline(never)]
    fn leave(&mut self) {
        self.path.pop();
    }

    /// Calls `work` inside a member.
    pub fn key<T>(&mut self, key: &'static str, work: impl FnOnce(&mut Self) -> T) -> T {
        self.within(Step::Field(key), work)
    }

    /// Calls `work` inside a member whose key is the author's.
    pub fn member<T>(&mut self, key: &Rc<str>, work: impl FnOnce(&mut Self) -> T) -> T {
        self.within(Step::Key(key.clone()), work)
    }

    /// Calls `work` inside an item.
    pub fn index<T>(&mut self, index: usize, work: impl FnOnce(&mut Self) -> T) -> T {
        self.within(Step::Index(index), work)
    }

    /// The current path, such as `sections[2].scale`.
    pub fn path(&self) -> String {
        let mut text = String::new();
        for step in &self.path {
            match step.key() {
                Some(key) => {
                    text.push_str(if text.is_empty() { "" } else { "." });
                    text.push_str(key);
                }
                None => text.push_str(&format!("[{}]", step.index())),
            }
        }
        text
    }

    /// Whether the object at the current place has a key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.node().get(key).is_some()
    }

    /// The node at the current place, or at the nearest enclosing place that is in the file.
    fn node(&self) -> &'a Node {
        let mut node = self.root;
        for step in &self.path {
            let next = match (step.key(), &node.value) {
                (Some(key), _) => node.get(key),
                (None, Value::Array(items)) => items.get(step.index()),
                _ => None,
            };
            node = next.unwrap_or(node);
        }
        node
    }

    /// Reports a problem at the current place, or at the nearest enclosing place that is in the file.
    pub fn problem(&mut self, code: Code, args: Vec<(&'static str, String)>) {
        self.problem_at(self.node().at, code, args);
    }

    /// Reports a problem of the current place at a byte offset.
    pub fn problem_at(&mut self, at: u32, code: Code, args: Vec<(&'static str, String)>) {
        if !self.is_full() {
            let problem = Problem {
                code,
                path: self.path(),
                line: 0,
                column: 0,
                args,
            };
            // In the order of the file; problems at the same place keep the order in which they were reported.
            let place = self.problems.partition_point(|(other, _)| *other <= at);
            self.problems.insert(place, (at, problem));
        }
    }

    /// Claims an id for the object at `at`, or reports the object that already has it. Each kind of id has its own
    /// namespace.
    pub(crate) fn claim(&mut self, kind: &'static str, id: &Rc<str>, at: u32) {
        let first = *self.claims.entry((kind, id.clone())).or_insert(at);
        if first != at {
            let (line, _) = self.line(first);
            let args = vec![("value", id.to_string()), ("first", line.to_string())];
            self.key("id", |r| r.problem(Code::DuplicateId, args));
        }
    }

    /// Reports `code` here if something else in the file has claimed to be the only one of its kind.
    pub(crate) fn claim_once(&mut self, kind: &'static str, at: u32, code: Code) {
        if *self.claims.entry((kind, "".into())).or_insert(at) != at {
            self.problem(code, Vec::new());
        }
    }

    /// Reports a value of the wrong type, by the code of the expected type.
    pub fn wrong_type(&mut self, node: &Node, wanted: Code) {
        let found = match &node.value {
            Value::Null => "null".to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Number(token) => shortened(token),
            Value::String(text) => format!("“{}”", shortened(text)),
            Value::Array(_) => "[…]".to_owned(),
            Value::Object(_) => "{…}".to_owned(),
        };
        self.problem_at(node.at, wanted, vec![("found", found)]);
    }

    /// The members of an object, after reporting duplicate keys and, where they are not kept, unknown ones.
    pub(crate) fn members<'n>(&mut self, node: &'n Node, known: &[&str]) -> Option<&'n [Member]> {
        let Value::Object(members) = &node.value else {
            self.wrong_type(node, Code::NotObject);
            return None;
        };
        self.once(members);
        for member in members.iter().filter(|m| !known.contains(&&*m.key) && !is_free(&m.key)) {
            if !self.keeps_unknown && !self.is_full() {
                self.unknown_key(member, known);
            }
        }
        Some(members)
    }

    /// A required member; if it is missing or faulty, a substitute for it while the rest is checked.
    #[inline(never)]
    pub(crate) fn required<T: Read>(&mut self, node: &Node, key: &'static str) -> Option<T> {
        let read = match node.get(key) {
            Some(inner) => self.key(key, |r| T::read(inner, r)),
            None => {
                self.problem_at(node.at, Code::MissingKey, vec![("key", key.to_owned())]);
                None
            }
        };
        read.or_else(T::stand_in)
    }

    /// An optional member.
    #[inline(never)]
    pub(crate) fn optional<T: Read>(&mut self, node: &Node, key: &'static str) -> Option<Option<T>> {
        match node.get(key) {
            Some(inner) => {
                let read = self.key(key, |r| T::read(inner, r));
                read.map(Some).or_else(|| T::stand_in().map(|_| None))
            }
            None => Some(None),
        }
    }

    /// A list or a map, empty where it is absent.
    #[inline(never)]
    pub(crate) fn many<T: Read + Default>(&mut self, node: &Node, key: &'static str) -> Option<T> {
        match node.get(key) {
            Some(inner) => self.key(key, |r| T::read(inner, r)).or_else(T::stand_in),
            None => Some(T::default()),
        }
    }

    /// Reports duplicate keys.
    pub(crate) fn once(&mut self, members: &[Member]) {
        // Objects of the format are small; only a map by id can be large.
        let mut seen = HashSet::new();
        let small = members.len() <= 32;
        for (i, member) in members.iter().enumerate() {
            let first = if small {
                !members[..i].iter().any(|other| other.key == member.key)
            } else {
                seen.insert(&*member.key)
            };
            if first {
                continue;
            }
            let args = vec![("key", shortened(&member.key))];
            self.member(&member.key, |r| r.problem_at(member.at, Code::DuplicateKey, args));
        }
    }

    /// Reports a number under a key that is not above zero. The reader is at the object.
    pub(crate) fn positive(&mut self, key: &'static str, number: Option<Decimal>) {
        if let Some(value) = number.filter(|number| *number <= Decimal::ZERO) {
            let args = vec![("value", value.to_string()), ("limit", Decimal::SMALLEST.to_string())];
            self.key(key, |r| r.problem(Code::NumberTooSmall, args));
        }
    }

    /// Reports duplicate ids in a list. The reader is at the list.
    pub(crate) fn once_each<'i>(&mut self, ids: impl Iterator<Item = &'i str>) {
        let mut seen = HashSet::new();
        for (i, id) in ids.enumerate().filter(|(_, id)| !id.is_empty() && !seen.insert(*id)) {
            let args = vec![("value", id.to_string())];
            self.index(i, |r| r.key("id", |r| r.problem(Code::DuplicateLevel, args)));
        }
    }

    /// Reports duplicate ids in a list, an empty list, and one that is too long. The reader is at the list.
    pub(crate) fn check_list<'i>(&mut self, ids: impl ExactSizeIterator<Item = &'i str>, most: usize) {
        let count = ids.len();
        if count == 0 {
            self.problem(Code::EmptyList, Vec::new());
        } else if count > most {
            let (code, args) = too_many(count, most);
            self.problem(code, args);
        }
        self.once_each(ids);
    }

    fn unknown_key(&mut self, member: &Member, known: &[&str]) {
        let key = shortened(&member.key);
        let (code, args) = match nearest(&member.key, known) {
            Some(nearest) => (Code::MisspeltKey, vec![("key", key), ("nearest", nearest.to_owned())]),
            None => (Code::UnknownKey, vec![("key", key), ("known", known.join(", "))]),
        };
        self.member(&member.key, |r| r.problem_at(member.at, code, args));
    }
}

/// Parses a file's text, or returns the problem that it is not JSON.
pub(crate) fn tree(source: &str) -> Result<Node, Vec<Problem>> {
    json::parse(source).map_err(|fault| {
        let (line, column) = json::position(source, fault.at);
        vec![Problem {
            code: fault.code,
            path: String::new(),
            line,
            column,
            args: fault.args,
        }]
    })
}
