//! The page "Make a form" as one state with one update function: a message in, effects out.

mod shown;

use super::edit::{Edit, Head};
use super::follow::{Before, Follow, Removed};
use super::ids::{DOUBTS, ERROR, FILE, RESTORE, TITLE, UNDO_BUTTON, kept_id, line_id, row_id, see_id};
use super::lack::Goal;
use super::message::{Exported, Listed, MakerEffect, MakerError, MakerMsg, Tab, Trouble};
use super::tree::{Part, plain};
use super::work::{Maker, Opened};
use crate::state::{Fault, Keeping, StorageError};
use assessment::json;
use assessment::rubric::Rubric;
use office::draft::Place;
use office::formats::{self, Format};
use std::rc::Rc;

/// How many rows and lines are shown at first, and how many more each time.
const ROWS: usize = 60;

/// The state of the page.
#[derive(Debug, Default)]
pub struct MakerPage {
    maker: Option<Maker>,
    id: Rc<str>,
    turn: u32,
    stored: Option<u64>,
    is_storing: bool,
    listed: Vec<Listed>,
    /// The making that was deleted last, and where it stood in the list.
    deleted: Option<(usize, Listed)>,
    tab: Tab,
    chosen: Option<Part>,
    sought: Option<Place>,
    rows: usize,
    troubles: Vec<Trouble>,
    /// The field that is being typed in, and its text: "1." is on the way to "1.5" and the same number as "1", and a list of lines has no
    /// empty ones.
    typing: Option<(String, String)>,
    /// The text of the rubric's file as it was typed, which may be no JSON.
    typed: Option<String>,
    is_reading: bool,
    error: Option<MakerError>,
    keeping: Keeping,
    exported: Option<Exported>,
    /// What was removed last, and the version of the rubric without it.
    removed: Option<(Removed, u64)>,
    /// Whether a person asked for the form of a large rubric.
    is_previewing: bool,
    /// Whether there is a form beside the page.
    has_form: bool,
    version: u32,
}

impl MakerPage {
    /// The page before anything was opened.
    pub fn new() -> Self {
        Self {
            rows: ROWS,
            ..Self::default()
        }
    }

    /// Takes a message; returns what is to be done.
    pub fn update(&mut self, msg: MakerMsg) -> Vec<MakerEffect> {
        let mut effects = Vec::new();
        let before = self.maker.as_ref().map(Maker::version);
        self.take(msg, &mut effects);
        self.version = self.version.wrapping_add(1);
        let now = self.maker.as_ref().map(Maker::version);
        if before != now && self.is_dirty() {
            self.keeping = Keeping::Saving;
            effects.extend([MakerEffect::ScheduleShow, MakerEffect::ScheduleSave]);
        }
        effects
    }

    fn take(&mut self, msg: MakerMsg, effects: &mut Vec<MakerEffect>) {
        use MakerMsg as M;
        match msg {
            M::Listed(mut listed) => {
                listed.retain(|one| self.deleted.as_ref().is_none_or(|(_, deleted)| deleted.id != one.id));
                self.listed = listed;
            }
            M::Reading => {
                self.is_reading = true;
                self.error = None;
            }
            M::Read { opened, id } => {
                self.is_reading = false;
                let has_source = matches!(*opened, Opened::Document(..));
                match &mut self.maker {
                    Some(maker) => maker.reopen(*opened),
                    None => self.begin(Maker::new(*opened, &rubric_id(&id)), id, effects),
                }
                self.typed = None;
                self.tab = if has_source { Tab::Source } else { Tab::Items };
            }
            M::Made { maker, id } => {
                self.is_reading = false;
                // Another one that was made meanwhile.
                self.store(effects);
                self.tab = if maker.source().is_some() {
                    Tab::Source
                } else {
                    Tab::Items
                };
                self.begin(*maker, id, effects);
            }
            M::Failed(error) => {
                self.is_reading = false;
                self.error = Some(error);
                effects.push(MakerEffect::Focus(ERROR.to_owned()));
            }
            M::Dismiss => {
                self.error = None;
                effects.push(MakerEffect::Focus(TITLE.to_owned()));
            }
            M::Blank { id, title, section } => {
                self.begin(Maker::blank(&rubric_id(&id), &title, &section), id, effects);
                self.tab = Tab::Items;
            }
            M::Load(id) => {
                self.is_reading = true;
                effects.push(MakerEffect::Load(id));
            }
            M::Loaded { id, maker, typed, turn } => {
                self.is_reading = false;
                match maker {
                    Some(maker) => {
                        self.tab = if maker.source().is_some() {
                            Tab::Source
                        } else {
                            Tab::Items
                        };
                        self.begin(*maker, id, effects);
                        self.turn = turn;
                        self.stored = Some(0);
                        self.keeping = Keeping::Opened;
                        if typed.is_some() {
                            self.typed = typed;
                            self.tab = Tab::File;
                        }
                    }
                    None => {
                        self.error = Some(MakerError::Lost);
                        effects.push(MakerEffect::Focus(ERROR.to_owned()));
                    }
                }
            }
            M::Delete(id) => {
                self.forget(effects);
                let at = self.listed.iter().position(|one| one.id == id);
                self.deleted = at.map(|at| (at, self.listed.remove(at)));
                effects.push(MakerEffect::Focus(RESTORE.to_owned()));
            }
            M::Restore => {
                if let Some((at, one)) = self.deleted.take() {
                    effects.push(MakerEffect::Focus(kept_id(&one.id)));
                    self.listed.insert(at.min(self.listed.len()), one);
                }
            }
            M::Leave => {
                self.forget(effects);
                self.store(effects);
            }
            M::Show(tab) => {
                self.tab = tab;
                if self.typed.as_deref().is_some_and(|text| tree_of(text).is_some()) {
                    // The rubric is what was typed.
                    self.typed = None;
                    effects.push(MakerEffect::ScheduleShow);
                }
                self.rows = ROWS;
                self.settle();
            }
            M::Choose(part) => {
                self.settle();
                if let Some(part) = &part {
                    let focus = line_id(part);
                    self.open(part.clone(), focus, effects);
                } else {
                    let closed = self.chosen.take();
                    effects.extend(closed.map(|part| MakerEffect::Focus(line_id(&part))));
                }
            }
            M::ChooseVeto(part) => {
                self.settle();
                let (Part::Section(id) | Part::Criterion(id)) = &part;
                let focus = format!("maker-veto-{id}");
                self.open(part, focus, effects);
            }
            M::Mend(path) => self.mend(&path, effects),
            M::Seek(place) => {
                self.settle();
                self.tab = Tab::Source;
                self.rows = self.rows.max(place.row + 50);
                self.sought = Some(place);
                effects.push(MakerEffect::Focus(row_id(place.block, place.row)));
                let part = self
                    .maker
                    .as_ref()
                    .and_then(|maker| maker.became(place.block, place.row).1);
                effects.extend(part.and_then(|part| self.revealed(&part)));
            }
            M::More => self.rows += ROWS,
            M::Edit(edit) => self.edit(&edit, effects),
            M::Type { field, text, edit } => {
                self.change(|maker| maker.edit(&edit));
                self.typing = Some((field, text));
            }
            M::Settle => self.settle(),
            M::Column(block, column, role) => self.change(|maker| maker.assign_column(block, column, role)),
            M::Row(block, row, role) => self.change(|maker| maker.assign_row(block, row, role)),
            M::LeaveOut(block, is_out) => self.change(|maker| maker.leave_out(block, is_out)),
            M::See(keys, is_seen) => self.see(&keys, is_seen, effects),
            M::HandOut => {
                self.settle();
                let status = self.maker.as_ref().map(|maker| Head::Status.read(maker.rubric()));
                if status.as_deref() == Some("draft") {
                    self.change(|maker| maker.edit(&Edit::Head(Head::Status, "final".to_owned())));
                }
                self.show_now(effects);
                effects.push(MakerEffect::HandOut);
            }
            M::TypeFile(text) => {
                self.type_file(text);
                effects.push(MakerEffect::ScheduleShow);
            }
            M::Export(format, language) => self.export(format, &language, effects),
            M::Undo => {
                let removed = self.removed().cloned();
                self.step(Maker::undo, effects);
                effects.extend(removed.map(|removed| MakerEffect::Focus(removed.focus)));
            }
            M::Redo => self.step(Maker::redo, effects),
            M::ShowDue => self.show_form(effects),
            M::Shown(troubles) => {
                // With problems the form stays as it was.
                self.has_form |= troubles.is_empty();
                self.troubles = troubles;
            }
            M::Checked { version, is_fine } => {
                if self.maker.as_ref().is_some_and(|maker| maker.version() == version) {
                    if is_fine {
                        self.troubles.clear();
                    } else {
                        // The form's check words the problems.
                        self.show_now(effects);
                    }
                }
            }
            M::Preview => {
                self.is_previewing = true;
                self.show_now(effects);
            }
            M::SaveDue => self.store(effects),
            M::Stored { version, outcome } => {
                self.is_storing = false;
                match outcome {
                    Ok((time, turn, id)) => {
                        self.keeping = if id == self.id {
                            Keeping::Saved(time)
                        } else {
                            Keeping::Apart(time)
                        };
                        self.turn = turn;
                        self.id = id;
                        self.stored = Some(version);
                        // Changed meanwhile.
                        if self.maker.as_ref().is_some_and(|maker| maker.version() != version) {
                            self.store(effects);
                        }
                    }
                    Err(why) => self.keeping = Keeping::Failed(why),
                }
            }
            M::Close => {
                self.store(effects);
                let rows = ROWS;
                let listed = std::mem::take(&mut self.listed);
                let deleted = self.deleted.take();
                let version = self.version;
                *self = Self {
                    rows,
                    listed,
                    deleted,
                    version,
                    ..Self::default()
                };
                effects.extend([MakerEffect::HideForm, MakerEffect::List]);
            }
        }
    }

    /// Deletes for good what was deleted last.
    fn forget(&mut self, effects: &mut Vec<MakerEffect>) {
        effects.extend(self.deleted.take().map(|(_, one)| MakerEffect::Delete(one.id)));
    }

    fn begin(&mut self, maker: Maker, id: Rc<str>, effects: &mut Vec<MakerEffect>) {
        self.maker = Some(maker);
        self.id = id;
        self.turn = 0;
        self.stored = None;
        self.error = None;
        self.keeping = Keeping::Nothing;
        self.chosen = None;
        self.sought = None;
        self.typed = None;
        self.removed = None;
        self.is_previewing = false;
        effects.extend([MakerEffect::ScheduleShow, MakerEffect::Focus(TITLE.to_owned())]);
        effects.push(MakerEffect::ScheduleSave);
    }

    fn change(&mut self, change: impl FnOnce(&mut Maker)) {
        if let Some(maker) = &mut self.maker {
            let before = maker.version();
            change(maker);
            if maker.version() != before {
                self.typed = None;
            }
        }
    }

    /// Takes a step of undo or redo. What was open and is gone is open no more; the focus stays on the page.
    fn step(&mut self, step: fn(&mut Maker), effects: &mut Vec<MakerEffect>) {
        self.typing = None;
        self.change(step);
        let is_gone = |part: &Part| {
            let maker = self.maker.as_ref();
            maker.is_some_and(|maker| maker.outline().line(part).is_none())
        };
        if self.chosen.as_ref().is_some_and(is_gone) {
            self.chosen = None;
            effects.push(MakerEffect::Focus(UNDO_BUTTON.to_owned()));
        }
    }

    fn edit(&mut self, edit: &Edit, effects: &mut Vec<MakerEffect>) {
        let Some(maker) = &self.maker else { return };
        let (before, was) = (Before::of(maker, edit), maker.version());
        self.change(|maker| maker.edit(edit));
        let Some(maker) = self.maker.as_ref().filter(|maker| maker.version() != was) else {
            return;
        };
        let Follow { open, focus, removed } = before.follow(maker, edit);
        let version = maker.version();
        if let Some(removed) = removed {
            self.removed = Some((removed, version));
        }
        match open {
            Some(Some(part)) => self.open(part, focus.unwrap_or_default(), effects),
            closed => {
                if closed.is_some() {
                    self.chosen = None;
                }
                effects.extend(focus.map(MakerEffect::Focus));
            }
        }
    }

    fn see(&mut self, keys: &[String], is_seen: bool, effects: &mut Vec<MakerEffect>) {
        let at = |page: &Self| {
            let groups = page.doubts(true);
            groups
                .iter()
                .position(|group| group.iter().any(|doubt| keys.contains(&doubt.key)))
        };
        let was = at(self);
        self.change(|maker| maker.see(keys, is_seen));
        // The next one, or the one before, or the heading.
        let left = self.doubts(true).len();
        let next = at(self)
            .or(was)
            .map(|at| at.min(left.saturating_sub(1)))
            .filter(|_| left > 0);
        effects.push(MakerEffect::Focus(next.map_or_else(|| DOUBTS.to_owned(), see_id)));
    }

    /// Shows a part among the items, with the focus on this element.
    fn open(&mut self, part: Part, focus: String, effects: &mut Vec<MakerEffect>) {
        self.tab = Tab::Items;
        self.reach_line(&part);
        effects.push(MakerEffect::Focus(focus));
        effects.extend(self.revealed(&part));
        self.chosen = Some(part);
    }

    fn revealed(&self, part: &Part) -> Option<MakerEffect> {
        self.maker.as_ref()?.outline().ordinal(part).map(MakerEffect::Reveal)
    }

    fn mend(&mut self, path: &str, effects: &mut Vec<MakerEffect>) {
        self.settle();
        let Some(maker) = &self.maker else { return };
        match Goal::of(maker.rubric(), path) {
            Goal::Part(part, field) => self.open(part, field, effects),
            Goal::Whole(field) => {
                self.tab = Tab::Whole;
                effects.push(MakerEffect::Focus(field));
            }
            Goal::File => {
                self.tab = Tab::File;
                effects.push(MakerEffect::Focus(FILE.to_owned()));
            }
        }
    }

    fn settle(&mut self) {
        self.typing = None;
        if let Some(maker) = &mut self.maker {
            maker.settle();
        }
    }

    fn type_file(&mut self, text: String) {
        if let Some(node) = tree_of(&text) {
            let node = Rc::new(plain(node));
            self.change(|maker| maker.edit(&Edit::Whole(node)));
        } else if let Some(maker) = &mut self.maker {
            // It is stored as it is.
            maker.touch();
        }
        // The text stays as it was typed until something else changes the rubric.
        self.typed = Some(text);
    }

    /// Shows the rubric as a form, or only checks a large one, unless a person asked to see it.
    fn show_form(&mut self, effects: &mut Vec<MakerEffect>) {
        let Some(maker) = self.maker.as_ref().filter(|_| self.is_preview_asked()) else {
            self.show_now(effects);
            return;
        };
        effects.push(MakerEffect::Check {
            rubric: self.typed.clone().unwrap_or_else(|| maker.text_of_sums()),
            version: maker.version(),
        });
    }

    /// Whether the form is so large that it is shown only when a person asks for it, and nobody has.
    pub fn is_preview_asked(&self) -> bool {
        let criteria = self.maker.as_ref().map_or(0, |maker| maker.outline().criteria);
        criteria > LARGE && !self.is_previewing
    }

    /// Shows the rubric as a form. A text that is no JSON goes to the form's check, too, which says what is wrong with it.
    fn show_now(&mut self, effects: &mut Vec<MakerEffect>) {
        let Some(maker) = &self.maker else { return };
        let rubric = self.typed.clone().unwrap_or_else(|| maker.text_of_sums());
        let record = maker.record(&self.id).map(|(record, _)| record);
        effects.push(MakerEffect::ShowForm { rubric, record });
    }

    fn store(&mut self, effects: &mut Vec<MakerEffect>) {
        let Some(maker) = &self.maker else { return };
        if self.is_storing || self.stored == Some(maker.version()) {
            return;
        }
        if maker.outline().criteria == 0 && self.stored.is_none() && self.typed.is_none() {
            // Nothing that a person would look for in the list.
            self.keeping = Keeping::Nothing;
            return;
        }
        let mut saved = maker.saved();
        saved.typed = self.typed.clone().filter(|text| tree_of(text).is_none());
        let saved = match serde_json::to_string(&saved) {
            Ok(saved) => saved,
            Err(error) => {
                self.keeping = Keeping::Failed(StorageError::Failed(Fault {
                    words: error.to_string(),
                    ..Fault::default()
                }));
                return;
            }
        };
        self.is_storing = true;
        self.keeping = Keeping::Saving;
        effects.push(MakerEffect::Store {
            entry: Listed {
                id: self.id.clone(),
                title: super::edit::Head::Title.read(maker.rubric()),
                changed: String::new(),
                criteria: maker.outline().criteria,
            },
            saved,
            turn: self.turn,
            version: maker.version(),
        });
    }

    fn export(&mut self, format: Format, language: &str, effects: &mut Vec<MakerEffect>) {
        self.exported = None;
        let Some(maker) = &self.maker else { return };
        // With problems there is nothing to write; they are listed on the page.
        let Ok(rubric) = Rubric::parse(&maker.text()) else {
            return;
        };
        match formats::export(&rubric, format, language) {
            Ok(written) => {
                let title = super::edit::Head::Title.read(maker.rubric());
                let name = format!("{title}.{}", written.file_extension);
                self.exported = Some(Exported {
                    name: name.clone(),
                    unsaid: written.unsaid,
                });
                effects.push(MakerEffect::Give {
                    name,
                    bytes: written.bytes,
                });
            }
            Err(error) => self.error = Some(MakerError::format("", &error)),
        }
    }

    fn reach_line(&mut self, part: &Part) {
        let lines = self.maker.as_ref().map(|maker| &maker.outline().lines);
        let at = lines.and_then(|lines| lines.iter().position(|line| line.part == *part));
        self.rows = self.rows.max(at.map_or(0, |at| at + 50));
    }
}

/// Returns the tree of the text of a file; `None` if it is none of a rubric.
fn tree_of(text: &str) -> Option<json::Node> {
    let node = json::parse(text).ok()?;
    matches!(node.value, json::Value::Object(_)).then_some(node)
}

/// Makes the id of a rubric from a fresh id.
pub fn rubric_id(fresh: &str) -> String {
    format!("form-{}", fresh.get(..12).unwrap_or(fresh))
}

/// How many criteria a rubric may have for its form to be shown at every change.
const LARGE: usize = 1_000;
