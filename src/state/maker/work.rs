//! The whole of the page "Make a form": the document, the decisions about it, the rubric, and undo over all of them.

mod derived;

use super::edit::Edit;
use super::merge;
use super::outline::Outline;
use super::tree::{Part, plain};
use assessment::json::{self, Node, pretty};
use office::assign::{Assignments, ColumnRole, RowRole};
use office::document::Document;
use office::draft::{Draft, Place};
use office::formats::Unsaid;
use office::{Form, Kept};
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// How many steps of undo are kept.
const UNDO: usize = 500;

/// The document that a rubric is made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The name of the file; empty for a table that was pasted.
    pub name: Rc<str>,
    /// What is in it.
    pub document: Document,
}

/// What a file turned out to be.
#[derive(Clone, Debug)]
pub enum Opened {
    /// A document, and what it was understood as; `None` if nothing in it has points.
    Document(Rc<Source>, Option<Draft>),
    /// A rubric of this or another format: its tree, and what the other format says that a rubric cannot.
    Rubric(Node, Vec<Unsaid>),
}

impl Opened {
    /// Gives a document without a title this one.
    #[must_use]
    pub fn titled(mut self, title: &str) -> Self {
        if let Self::Document(_, Some(draft)) = &mut self {
            draft.title.get_or_insert_with(|| title.to_owned());
        }
        self
    }
}

/// A making as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Saved {
    /// The document.
    pub source: Option<Rc<Source>>,
    /// What was decided about its columns and rows.
    pub assignments: Assignments,
    /// The text of the rubric.
    pub rubric: String,
    /// The rubric that the document made by itself, with the ids of its parts and their places.
    base: Option<SavedBase>,
    /// The keys of the doubts that a person has looked at.
    seen: BTreeSet<String>,
    /// What a new version of the document changed.
    unsure: Vec<(String, String)>,
    gone: Vec<(String, String)>,
    unsaid: Vec<Unsaid>,
    /// The text of the rubric's file as it was typed, if it is no JSON.
    #[serde(default)]
    pub typed: Option<String>,
}

impl Saved {
    /// Returns what the document is understood as with the decisions about it. Takes a while for a large one.
    pub fn understood(&self) -> Option<Draft> {
        let source = self.source.as_ref()?;
        office::understand_with(&source.document, &self.assignments)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct SavedBase {
    /// `None` if it is the rubric as it is.
    #[serde(default)]
    rubric: Option<String>,
    sections: BTreeMap<String, Place>,
    criteria: BTreeMap<String, Place>,
}

/// One state of the work. Everything in it is shared with the states before and after.
#[derive(Clone, Debug)]
struct Work {
    source: Option<Rc<Source>>,
    assignments: Rc<Assignments>,
    /// What the document was understood as with these assignments.
    draft: Option<Rc<Draft>>,
    /// The rubric of that draft, with the ids that its parts have in `rubric`.
    base: Option<Rc<Form>>,
    rubric: Rc<Node>,
    seen: Rc<BTreeSet<String>>,
    kept: Rc<Kept>,
    unsaid: Rc<Vec<Unsaid>>,
    outline: Rc<OnceCell<Outline>>,
    parts: Rc<OnceCell<Parts>>,
    /// The scores that the rubric cannot have.
    aside: Rc<OnceCell<Vec<(String, String)>>>,
}

/// The parts of the base by the rows that they were made of: block and row.
type Parts = BTreeMap<(usize, usize), Part>;

/// A rubric in the making.
#[derive(Clone, Debug)]
pub struct Maker {
    past: Vec<Rc<Work>>,
    now: Rc<Work>,
    future: Vec<Rc<Work>>,
    /// The field that is being typed in.
    typing: Option<String>,
    version: u64,
}

impl Maker {
    /// Begins with a file. `id` is the id of the rubric, unless the file is a rubric and has one.
    pub fn new(opened: Opened, id: &str) -> Self {
        let now = match opened {
            Opened::Document(source, draft) => {
                let form = form_of(draft.as_ref(), id);
                Work {
                    rubric: Rc::new(form.rubric.clone()),
                    base: Some(Rc::new(form)),
                    draft: draft.map(Rc::new),
                    source: Some(source),
                    ..Work::empty()
                }
            }
            Opened::Rubric(rubric, unsaid) => Work {
                rubric: Rc::new(plain(rubric)),
                unsaid: Rc::new(unsaid),
                ..Work::empty()
            },
        };
        Self {
            past: Vec::new(),
            now: Rc::new(now),
            future: Vec::new(),
            typing: None,
            version: 0,
        }
    }

    /// Begins without a document, with a title and one section.
    pub fn blank(id: &str, title: &str, section: &str) -> Self {
        let text = Node::text;
        let section = Node::object([("id", text("s1")), ("title", text(section))]);
        let rubric = Node::object([
            ("format", Node::number(1)),
            ("id", text(id)),
            ("version", text("1")),
            ("status", text("draft")),
            ("title", text(title)),
            ("sections", Node::new(json::Value::Array(vec![section]))),
        ]);
        Self::new(Opened::Rubric(rubric, Vec::new()), id)
    }

    /// Takes a new version of the document, or another rubric. Criteria that are known by label and text keep their ids and what was
    /// changed at them. One step of undo.
    pub fn reopen(&mut self, opened: Opened) {
        let was = self.now.clone();
        let next = match opened {
            Opened::Document(source, draft) => {
                let mut form = form_of(draft.as_ref(), "rubric");
                let kept = merge::align_by_text(&mut form, &was.rubric);
                let old = was.base.as_ref().map(|base| &base.rubric);
                Work {
                    rubric: Rc::new(merge::merged(old, &was.rubric, form.rubric.clone())),
                    base: Some(Rc::new(form)),
                    draft: draft.map(Rc::new),
                    source: Some(source),
                    kept: Rc::new(kept),
                    ..Work::empty()
                }
            }
            Opened::Rubric(mut rubric, unsaid) => {
                let kept = office::keep(&mut rubric, &was.rubric);
                Work {
                    rubric: Rc::new(plain(rubric)),
                    kept: Rc::new(kept),
                    unsaid: Rc::new(unsaid),
                    ..Work::empty()
                }
            }
        };
        self.push(next);
    }

    /// Restores what was stored; `None` if the rubric's text is no JSON. `draft` is what the document is understood as, as
    /// [`Saved::understood`] returns.
    pub fn restore(saved: Saved, draft: Option<Draft>) -> Option<Self> {
        let tree = |text: &str| json::parse(text).ok().map(plain);
        let rubric = tree(&saved.rubric)?;
        let base = saved.base.and_then(|base| {
            Some(Rc::new(Form {
                rubric: match &base.rubric {
                    Some(own) => tree(own)?,
                    None => rubric.clone(),
                },
                sections: base.sections,
                criteria: base.criteria,
            }))
        });
        let now = Work {
            source: saved.source,
            assignments: Rc::new(saved.assignments),
            draft: draft.map(Rc::new),
            base,
            rubric: Rc::new(rubric),
            seen: Rc::new(saved.seen),
            kept: Rc::new(Kept {
                unsure: saved.unsure,
                gone: saved.gone,
                ..Kept::default()
            }),
            unsaid: Rc::new(saved.unsaid),
            outline: Rc::default(),
            parts: Rc::default(),
            aside: Rc::default(),
        };
        Some(Self {
            past: Vec::new(),
            now: Rc::new(now),
            future: Vec::new(),
            typing: None,
            version: 0,
        })
    }

    /// Returns what is stored: all but the steps of undo.
    pub fn saved(&self) -> Saved {
        let now = &self.now;
        Saved {
            source: now.source.clone(),
            assignments: (*now.assignments).clone(),
            rubric: pretty(&now.rubric),
            base: now.base.as_ref().map(|base| SavedBase {
                rubric: (base.rubric != *now.rubric).then(|| pretty(&base.rubric)),
                sections: base.sections.clone(),
                criteria: base.criteria.clone(),
            }),
            seen: (*now.seen).clone(),
            unsure: now.kept.unsure.clone(),
            gone: now.kept.gone.clone(),
            unsaid: (*now.unsaid).clone(),
            typed: None,
        }
    }

    /// Changes the rubric. Consecutive changes of one field are one step of undo.
    pub fn edit(&mut self, edit: &Edit) {
        let mut rubric = (*self.now.rubric).clone();
        if !edit.apply(&mut rubric) {
            return;
        }
        let next = Work {
            rubric: Rc::new(rubric),
            outline: Rc::default(),
            aside: Rc::default(),
            ..(*self.now).clone()
        };
        let field = edit.field();
        if field.is_some() && field == self.typing {
            self.now = Rc::new(next);
            self.version += 1;
        } else {
            self.push(next);
        }
        self.typing = field;
    }

    /// The field that was typed in was left.
    pub fn settle(&mut self) {
        self.typing = None;
    }

    /// Says what a column of the document is for; `None` takes the decision back.
    pub fn assign_column(&mut self, block: usize, column: usize, role: Option<ColumnRole>) {
        let mut assignments = (*self.now.assignments).clone();
        match role {
            Some(role) => assignments.columns.insert((block, column), role),
            None => assignments.columns.remove(&(block, column)),
        };
        self.assign(assignments);
    }

    /// Says what a row or a paragraph of the document is; `None` takes the decision back.
    pub fn assign_row(&mut self, block: usize, row: usize, role: Option<RowRole>) {
        let mut assignments = (*self.now.assignments).clone();
        match role {
            Some(role) => assignments.rows.insert((block, row), role),
            None => assignments.rows.remove(&(block, row)),
        };
        self.assign(assignments);
    }

    /// Leaves a table out, or takes it again.
    pub fn leave_out(&mut self, block: usize, is_left_out: bool) {
        let mut assignments = (*self.now.assignments).clone();
        if is_left_out {
            assignments.left_out.insert(block);
        } else {
            assignments.left_out.remove(&block);
        }
        self.assign(assignments);
    }

    fn assign(&mut self, assignments: Assignments) {
        let was = self.now.clone();
        let (Some(source), false) = (&was.source, assignments == *was.assignments) else {
            return;
        };
        let draft = office::understand_with(&source.document, &assignments);
        let mut form = form_of(draft.as_ref(), "rubric");
        if let Some(base) = &was.base {
            merge::align_by_place(&mut form, base, &was.rubric);
        }
        if let Some(id) = was.rubric.get("id") {
            super::tree::set(&mut form.rubric, "id", id.clone());
        }
        let old = was.base.as_ref().map(|base| {
            let mut old = base.rubric.clone();
            // The id is that of the rubric, whatever the document's name makes of it.
            if let Some(id) = was.rubric.get("id") {
                super::tree::set(&mut old, "id", id.clone());
            }
            old
        });
        self.push(Work {
            rubric: Rc::new(merge::merged(old.as_ref(), &was.rubric, form.rubric.clone())),
            base: Some(Rc::new(form)),
            draft: draft.map(Rc::new),
            assignments: Rc::new(assignments),
            outline: Rc::default(),
            parts: Rc::default(),
            aside: Rc::default(),
            ..(*was).clone()
        });
    }

    /// Marks doubts as looked at, or takes that back.
    pub fn see(&mut self, keys: &[String], is_seen: bool) {
        let mut seen = (*self.now.seen).clone();
        for key in keys {
            if is_seen {
                seen.insert(key.clone());
            } else {
                seen.remove(key);
            }
        }
        if seen != *self.now.seen {
            self.push(Work {
                seen: Rc::new(seen),
                ..(*self.now).clone()
            });
        }
    }

    fn push(&mut self, next: Work) {
        self.past.push(std::mem::replace(&mut self.now, Rc::new(next)));
        if self.past.len() > UNDO {
            self.past.remove(0);
        }
        self.future.clear();
        self.typing = None;
        self.version += 1;
    }

    /// Undoes the last step.
    pub fn undo(&mut self) {
        if let Some(before) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.now, before));
            self.typing = None;
            self.version += 1;
        }
    }

    /// Redoes the step that was undone last.
    pub fn redo(&mut self) {
        if let Some(next) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.now, next));
            self.typing = None;
            self.version += 1;
        }
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Something beside the rubric has changed that is stored with it.
    pub(super) fn touch(&mut self) {
        self.version += 1;
    }
}

/// Returns the form of a draft. It declares a total only if the document does: otherwise the total is whatever the points make.
fn form_of(draft: Option<&Draft>, id: &str) -> Form {
    let mut form = draft.unwrap_or(&Draft::default()).form(id);
    if !draft.is_some_and(|draft| draft.is_confirmed) {
        super::tree::remove(&mut form.rubric, "total");
    }
    form
}

impl Work {
    fn empty() -> Self {
        Self {
            source: None,
            assignments: Rc::default(),
            draft: None,
            base: None,
            rubric: Rc::new(Node::object::<&str>([])),
            seen: Rc::default(),
            kept: Rc::default(),
            unsaid: Rc::default(),
            outline: Rc::default(),
            parts: Rc::default(),
            aside: Rc::default(),
        }
    }

    /// Returns the parts by their rows; of a row with several, the criterion that stands first.
    fn parts(&self) -> &Parts {
        self.parts.get_or_init(|| {
            let mut parts = Parts::new();
            let Some(base) = &self.base else { return parts };
            let rows = |places: &BTreeMap<String, Place>, part: fn(Rc<str>) -> Part| {
                let all = places
                    .iter()
                    .map(|(id, at)| (at.column, (at.block, at.row), part(id.as_str().into())));
                let mut all: Vec<_> = all.collect();
                all.sort();
                all
            };
            for (_, row, part) in rows(&base.criteria, Part::Criterion) {
                parts.entry(row).or_insert(part);
            }
            for (_, row, part) in rows(&base.sections, Part::Section) {
                parts.entry(row).or_insert(part);
            }
            parts
        })
    }
}
