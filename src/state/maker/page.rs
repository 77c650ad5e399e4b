//! The page "Make a form" as one state with one update function: a message in, effects out.

use super::doubts::Status;
use super::edit::Edit;
use super::message::{Exported, Keeping, Listed, MakerEffect, MakerError, MakerMsg, Tab, Trouble};
use super::outline::part_at;
use super::tree::{Part, plain};
use super::work::{Maker, Opened};
use crate::state::{Fault, StorageError};
use assessment::json;
use assessment::rubric::Rubric;
use office::draft::Place;
use office::formats::{self, Format};
use std::rc::Rc;

/// How many rows and lines are shown at first, and how many more each time.
const ROWS: usize = 100;

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
        if before != now && now.is_some() {
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
            M::Failed(error) => {
                self.is_reading = false;
                self.error = Some(error);
            }
            M::Dismiss => self.error = None,
            M::Blank { id, title, section } => {
                self.begin(Maker::blank(&rubric_id(&id), &title, &section), id, effects);
                self.tab = Tab::Items;
            }
            M::Load(id) => {
                self.is_reading = true;
                effects.push(MakerEffect::Load(id));
            }
            M::Loaded { id, saved, turn } => {
                self.is_reading = false;
                match saved.and_then(|saved| Maker::restore(*saved)) {
                    Some(maker) => {
                        self.tab = if maker.source().is_some() {
                            Tab::Source
                        } else {
                            Tab::Items
                        };
                        self.begin(maker, id, effects);
                        self.turn = turn;
                        self.stored = Some(0);
                    }
                    None => self.error = Some(MakerError::Lost),
                }
            }
            M::Delete(id) => {
                self.forget(effects);
                let at = self.listed.iter().position(|one| one.id == id);
                self.deleted = at.map(|at| (at, self.listed.remove(at)));
            }
            M::Restore => {
                if let Some((at, one)) = self.deleted.take() {
                    self.listed.insert(at.min(self.listed.len()), one);
                }
            }
            M::Leave => {
                self.forget(effects);
                self.store(effects);
            }
            M::Show(tab) => {
                self.tab = tab;
                self.rows = ROWS;
                self.settle();
            }
            M::Choose(part) => {
                self.settle();
                if let Some(part) = &part {
                    self.tab = Tab::Items;
                    self.reach_line(part);
                    effects.push(MakerEffect::Focus(line_id(part)));
                    let ordinal = self.maker.as_ref().and_then(|maker| maker.outline().ordinal(part));
                    effects.extend(ordinal.map(MakerEffect::Reveal));
                }
                self.chosen = part;
            }
            M::Seek(place) => {
                self.settle();
                self.tab = Tab::Source;
                self.rows = self.rows.max(place.row + 50);
                self.sought = Some(place);
                effects.push(MakerEffect::Focus(row_id(place.block, place.row)));
            }
            M::More => self.rows += ROWS,
            M::Edit(edit) => self.change(|maker| maker.edit(&edit)),
            M::Type { field, text, edit } => {
                self.change(|maker| maker.edit(&edit));
                self.typing = Some((field, text));
            }
            M::Settle => self.settle(),
            M::Column(block, column, role) => self.change(|maker| maker.assign_column(block, column, role)),
            M::Row(block, row, role) => self.change(|maker| maker.assign_row(block, row, role)),
            M::LeaveOut(block, is_out) => self.change(|maker| maker.leave_out(block, is_out)),
            M::See(key, is_seen) => self.change(|maker| maker.see(&key, is_seen)),
            M::TypeFile(text) => {
                self.type_file(text);
                effects.push(MakerEffect::ScheduleShow);
            }
            M::Export(format, language) => self.export(format, &language, effects),
            M::Undo => {
                self.typing = None;
                self.change(Maker::undo);
            }
            M::Redo => {
                self.typing = None;
                self.change(Maker::redo);
            }
            M::ShowDue => self.show_form(effects),
            M::Shown(troubles) => self.troubles = troubles,
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

    fn settle(&mut self) {
        self.typing = None;
        if let Some(maker) = &mut self.maker {
            maker.settle();
        }
    }

    fn type_file(&mut self, text: String) {
        if let Ok(node) = json::parse(&text)
            && matches!(node.value, json::Value::Object(_))
        {
            let node = Rc::new(plain(node));
            self.change(|maker| maker.edit(&Edit::Whole(node)));
        }
        // The text stays as it was typed until something else changes the rubric.
        self.typed = Some(text);
    }

    /// Shows the rubric as a form. A text that is no JSON goes to the form's check, too, which says what is wrong with it.
    fn show_form(&mut self, effects: &mut Vec<MakerEffect>) {
        let Some(maker) = &self.maker else { return };
        let rubric = self.typed.clone().unwrap_or_else(|| maker.text());
        let record = maker.record(&self.id).map(|(record, _)| record);
        effects.push(MakerEffect::ShowForm { rubric, record });
    }

    fn store(&mut self, effects: &mut Vec<MakerEffect>) {
        let Some(maker) = &self.maker else { return };
        if self.is_storing || self.stored == Some(maker.version()) {
            return;
        }
        let saved = match serde_json::to_string(&maker.saved()) {
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

    /// The rubric in the making.
    pub fn maker(&self) -> Option<&Maker> {
        self.maker.as_ref()
    }

    /// Those that the browser keeps, the latest first.
    pub fn listed(&self) -> &[Listed] {
        &self.listed
    }

    /// The title of the making that was deleted last and can be restored.
    pub fn deleted(&self) -> Option<&str> {
        self.deleted.as_ref().map(|(_, one)| &*one.title)
    }

    /// The tab.
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// The part that is open among the items.
    pub fn chosen(&self) -> Option<&Part> {
        self.chosen.as_ref()
    }

    /// The place of the document that a doubt led to.
    pub fn sought(&self) -> Option<Place> {
        self.sought
    }

    /// How many rows and lines are shown.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The problems of the rubric.
    pub fn troubles(&self) -> &[Trouble] {
        &self.troubles
    }

    /// The problems at a part.
    pub fn troubles_at(&self, part: &Part) -> Vec<&Trouble> {
        let Some(maker) = &self.maker else { return Vec::new() };
        let at = |trouble: &&Trouble| part_at(maker.rubric(), &trouble.path).as_ref() == Some(part);
        self.troubles.iter().filter(at).collect()
    }

    /// The text of the rubric's file: as it was typed, or as the rubric is.
    pub fn file(&self) -> String {
        match (&self.typed, &self.maker) {
            (Some(text), _) => text.clone(),
            (None, Some(maker)) => maker.text(),
            (None, None) => String::new(),
        }
    }

    /// What is shown in a field: its text while it is typed, otherwise this value.
    pub fn shown<'v>(&'v self, field: &str, value: &'v str) -> &'v str {
        let typing = self.typing.as_ref().filter(|(own, _)| own == field);
        typing.map_or(value, |(_, text)| text)
    }

    /// Whether a file is being read.
    pub fn is_reading(&self) -> bool {
        self.is_reading
    }

    /// The error that was reported last.
    pub fn error(&self) -> Option<&MakerError> {
        self.error.as_ref()
    }

    /// The rubric in another format that was saved last.
    pub fn exported(&self) -> Option<&Exported> {
        self.exported.as_ref()
    }

    /// Whether the browser has what is shown.
    pub fn keeping(&self) -> &Keeping {
        &self.keeping
    }

    /// Whether something is not stored yet.
    pub fn is_dirty(&self) -> bool {
        self.maker
            .as_ref()
            .is_some_and(|maker| self.stored != Some(maker.version()))
    }

    /// Whether nothing keeps the rubric from being handed out: it has no problems.
    pub fn is_ready(&self) -> bool {
        self.maker.is_some() && self.troubles.is_empty()
    }

    /// How many doubts wait for a person that may make the points or the structure wrong.
    pub fn blocking(&self) -> usize {
        let doubts = self.maker.as_ref().map(Maker::doubts).unwrap_or_default();
        doubts
            .iter()
            .filter(|doubt| doubt.status == Status::Open && doubt.matter.is_blocking())
            .count()
    }

    /// How often the page has changed.
    pub fn version(&self) -> u32 {
        self.version
    }
}

/// Makes the id of a rubric from a fresh id.
fn rubric_id(fresh: &str) -> String {
    format!("form-{}", fresh.get(..12).unwrap_or(fresh))
}

/// The element id of the title.
pub const TITLE: &str = "maker-title";

/// The element id of the row of a table, or of a paragraph.
pub fn row_id(block: usize, row: usize) -> String {
    format!("maker-row-{block}-{row}")
}

/// The element id of the line of a part.
pub fn line_id(part: &Part) -> String {
    match part {
        Part::Section(id) => format!("maker-section-{id}"),
        Part::Criterion(id) => format!("maker-criterion-{id}"),
    }
}
