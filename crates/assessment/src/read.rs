//! A reader that walks a JSON tree and collects every problem, and the macros by which a format is declared once:
//! the type, how it is read, how it is written and its JSON Schema.

pub mod leaf;
mod macros;
pub mod schema;

pub(crate) use macros::{choice, object, tagged};

use crate::json::{self, Member, Node, Value};
use crate::problem::{Code, Problem};
use schema::Schema;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::rc::Rc;

/// The most problems that are reported of one file; a file with more is wrong as a whole.
const MOST: usize = 500;

/// A type that stands in a file.
pub trait Read: Sized {
    /// The value, or nothing after at least one problem was reported.
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Self>;
    /// How it is written.
    fn write(&self) -> Node;
    /// Its JSON Schema.
    fn schema(schema: &mut Schema) -> Node;
}

/// A step of the way to a place in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into the member with this key.
    Key(Rc<str>),
    /// Into the item with this index, from 0.
    Index(usize),
}

/// Walks a tree, knows where it is, and collects problems.
pub struct Reader<'a> {
    source: &'a str,
    root: &'a Node,
    path: Vec<Step>,
    problems: Vec<Problem>,
    claims: HashMap<(&'static str, Rc<str>), u32>,
    /// Whether unknown keys are kept (a record) or are problems (a rubric).
    pub(crate) keeps_unknown: bool,
}

impl<'a> Reader<'a> {
    /// A reader at the root of a tree.
    pub fn new(source: &'a str, root: &'a Node) -> Self {
        Self {
            source,
            root,
            path: Vec::new(),
            problems: Vec::new(),
            claims: HashMap::new(),
            keeps_unknown: false,
        }
    }

    /// What was found wrong so far, in the order of the file.
    pub fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|p| (p.line, p.column));
        self.problems
    }

    /// Whether anything was found wrong.
    pub fn failed(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Works one step further down.
    pub fn within<T>(&mut self, step: Step, work: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step);
        let result = work(self);
        self.path.pop();
        result
    }

    /// Works inside a member.
    pub fn key<T>(&mut self, key: &str, work: impl FnOnce(&mut Self) -> T) -> T {
        self.within(Step::Key(key.into()), work)
    }

    /// Works inside an item.
    pub fn index<T>(&mut self, index: usize, work: impl FnOnce(&mut Self) -> T) -> T {
        self.within(Step::Index(index), work)
    }

    /// The way to the present place, such as `sections[2].scale`.
    pub fn path(&self) -> String {
        let mut text = String::new();
        for step in &self.path {
            // Writing to a String cannot fail.
            let _ = match step {
                Step::Key(key) if text.is_empty() => write!(text, "{key}"),
                Step::Key(key) => write!(text, ".{key}"),
                Step::Index(index) => write!(text, "[{index}]"),
            };
        }
        text
    }

    /// Reports a problem at the present place, or at the nearest place above it that is in the file.
    pub fn problem(&mut self, code: Code, args: Vec<(&'static str, String)>) {
        let mut node = self.root;
        for step in &self.path {
            let next = match (step, &node.value) {
                (Step::Key(key), _) => node.get(key),
                (Step::Index(index), Value::Array(items)) => items.get(*index),
                _ => None,
            };
            node = next.unwrap_or(node);
        }
        self.problem_at(node.at, code, args);
    }

    /// Reports a problem of the present place at a byte offset.
    pub fn problem_at(&mut self, at: u32, code: Code, args: Vec<(&'static str, String)>) {
        if self.problems.len() < MOST {
            let (line, column) = json::position(self.source, at);
            self.problems.push(Problem {
                code,
                path: self.path(),
                line,
                column,
                args,
            });
        }
    }

    /// Takes an id for the object at `at`, or reports who has it already. Ids of different kinds do not meet.
    pub(crate) fn claim(&mut self, kind: &'static str, id: &Rc<str>, at: u32) {
        let first = *self.claims.entry((kind, id.clone())).or_insert(at);
        if first != at {
            let (line, _) = json::position(self.source, first);
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

    /// Reports a value of the wrong type.
    pub fn wrong_type(&mut self, node: &Node, expected: &str) {
        let found = match &node.value {
            Value::Null => "null".to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Number(token) => token.to_string(),
            Value::String(text) => format!("“{}”", shortened(text)),
            Value::Array(_) => "[…]".to_owned(),
            Value::Object(_) => "{…}".to_owned(),
        };
        self.problem_at(
            node.at,
            Code::WrongType,
            vec![("found", found), ("expected", expected.to_owned())],
        );
    }

    /// The members of an object, after reporting keys that stand twice and, where they are not kept, unknown ones.
    pub(crate) fn members<'n>(&mut self, node: &'n Node, known: &[&str]) -> Option<&'n [Member]> {
        let Value::Object(members) = &node.value else {
            self.wrong_type(node, "{…}");
            return None;
        };
        let mut seen: Vec<&str> = Vec::with_capacity(members.len());
        for member in members {
            let key = &*member.key;
            if seen.contains(&key) {
                self.key(key, |r| {
                    r.problem_at(member.at, Code::DuplicateKey, vec![("key", key.to_owned())])
                });
            } else if !known.contains(&key) && !self.keeps_unknown && !is_free(key) {
                self.unknown_key(member, known);
            }
            seen.push(key);
        }
        Some(members)
    }

    fn unknown_key(&mut self, member: &Member, known: &[&str]) {
        let key = shortened(&member.key);
        let (code, args) = match nearest(&member.key, known) {
            Some(nearest) => (Code::MisspeltKey, vec![("key", key), ("nearest", nearest.to_owned())]),
            None => (Code::UnknownKey, vec![("key", key), ("known", known.join(", "))]),
        };
        self.key(&member.key, |r| r.problem_at(member.at, code, args));
    }
}

/// `$schema` and keys that begin with `x-` are anybody's.
pub(crate) fn is_free(key: &str) -> bool {
    key == "$schema" || key.starts_with("x-")
}

/// Enough of a long value to recognise it.
fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 {
        text.to_owned()
    } else {
        text.chars().take(59).chain(['…']).collect()
    }
}

/// The known word nearest to a misspelt one, if it is near: within a third of its letters.
fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    if word.chars().count() > 40 {
        return None;
    }
    let close = |k: &&&str| strsim::osa_distance(&word.to_lowercase(), &k.to_lowercase());
    known
        .iter()
        .min_by_key(|k| close(k))
        .filter(|k| close(k) * 3 <= k.len().max(3))
        .copied()
}

/// Reads a whole file's text as one value, with every problem in it.
pub(crate) fn file<T: Read>(source: &str, keeps_unknown: bool) -> Result<(T, Node), Vec<Problem>> {
    let node = tree(source)?;
    let mut reader = Reader::new(source, &node);
    reader.keeps_unknown = keeps_unknown;
    let value = T::read(&node, &mut reader);
    let problems = reader.into_problems();
    match value {
        Some(value) if problems.is_empty() => Ok((value, node)),
        _ => Err(problems),
    }
}

/// The tree of a file's text, or the one problem that it is not JSON.
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
