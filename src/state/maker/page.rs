//! The page "Make a form" as one state with one update function: a message in, effects out.

use super::doubts::Status;
use super::edit::Edit;
use super::outline::part_at;
use super::tree::{Part, plain};
use super::work::{Maker, Opened, Saved};
use crate::state::{Fault, StorageError};
use assessment::json;
use assessment::rubric::Rubric;
use office::ReadError;
use office::assign::{ColumnRole, RowRole};
use office::draft::Place;
use office::formats::{self, Format, Needed, Unsaid};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What is shown in the left half.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The document, with what its rows and columns became.
    Source,
    /// The sections and criteria.
    #[default]
    Items,
    /// Title, grades, profile.
    Whole,
    /// The rubric's file.
    File,
}

/// A problem that the check of the rubric found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Its place in the tree, such as `sections[0].criteria[3].scale.max`.
    pub path: String,
    /// The line in the file, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
    /// What is wrong and what to do, in the person's language.
    pub words: String,
}

/// A making in the list of those that the browser keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its id.
    pub id: Rc<str>,
    /// The title of the rubric.
    pub title: String,
    /// When it was changed last, in UTC.
    pub changed: String,
    /// How many criteria it has.
    pub criteria: usize,
}

/// Whether the browser has what is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// Nothing was changed yet.
    #[default]
    Nothing,
    /// Being stored.
    Saving,
    /// Stored, at this time of day.
    Saved(String),
    /// Not stored, for this reason.
    Failed(StorageError),
    /// Stored as another making, because another tab had changed this one.
    Apart(String),
}

/// Why a file or a text did not become a rubric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MakerError {
    /// It cannot be read.
    Unread(String, ReadError),
    /// There is nothing to read.
    NoText,
    /// The browser does not give the file.
    Unreadable(String),
    /// A file of another rubric format is damaged, or the rubric cannot be written in that format.
    Format {
        /// The name of the file; empty for writing.
        file: String,
        /// Where in the file.
        place: String,
        /// What is wrong.
        fault: FormatFault,
    },
    /// A stored making cannot be read.
    Lost,
}

/// What is wrong in a file of another rubric format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormatFault {
    /// The text is not of the format, or is cut short.
    Malformed,
    /// Something is missing.
    Missing(Needed),
    /// Something else is wanted.
    WrongType(Needed),
    /// A text that is no amount of points.
    NoAmount(String),
    /// Larger than the limit.
    TooLarge,
    /// There is no question in it.
    Empty,
    /// The rubric that was read has this problem.
    Refused(String),
    /// The format is only read.
    NotWritten,
}

impl MakerError {
    /// Returns the error of a format; `file` is the name of the file.
    pub(super) fn format(file: &str, error: &formats::FormatError) -> Self {
        let fault = match &error.fault {
            formats::Fault::Malformed => FormatFault::Malformed,
            formats::Fault::Missing(what) => FormatFault::Missing(what.clone()),
            formats::Fault::WrongType(what) => FormatFault::WrongType(what.clone()),
            formats::Fault::NoAmount(text) => FormatFault::NoAmount(text.clone()),
            formats::Fault::TooLarge => FormatFault::TooLarge,
            formats::Fault::Empty => FormatFault::Empty,
            formats::Fault::Refused(problem) => FormatFault::Refused(problem.clone()),
            formats::Fault::NotWritten => FormatFault::NotWritten,
        };
        Self::Format {
            file: file.to_owned(),
            place: error.place.clone(),
            fault,
        }
    }
}

/// A rubric in another format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The name of the file.
    pub name: String,
    /// What the file does not say.
    pub unsaid: Vec<Unsaid>,
}

/// What a person did, or the answer to an effect.
#[derive(Clone, Debug)]
pub enum MakerMsg {
    /// The browser keeps these.
    Listed(Vec<Listed>),
    /// Read files or a pasted text.
    Reading,
    /// A file or a text was read. `id` is an id for a new making.
    Read {
        /// What it is.
        opened: Box<Opened>,
        /// A fresh id.
        id: Rc<str>,
    },
    /// Reading failed.
    Failed(MakerError),
    /// Remove the error.
    Dismiss,
    /// Begin without a document. The title, and that of the first section.
    Blank {
        /// A fresh id.
        id: Rc<str>,
        /// The title.
        title: String,
        /// The title of the first section.
        section: String,
    },
    /// Open a stored making.
    Load(Rc<str>),
    /// It was read; `None` if it is damaged. `turn` is how often it was stored.
    Loaded {
        /// Its id.
        id: Rc<str>,
        /// Its content.
        saved: Option<Box<Saved>>,
        /// How often it was stored.
        turn: u32,
    },
    /// Delete a stored making. It can be restored until the next one is deleted, or the page is left.
    Delete(Rc<str>),
    /// Restore the making that was deleted last.
    Restore,
    /// The page is left: nothing of it is shown any more.
    Leave,
    /// Show this tab.
    Show(Tab),
    /// Show a part among the items, or close it.
    Choose(Option<Part>),
    /// Show a place of the document.
    Seek(Place),
    /// Show more rows.
    More,
    /// Change the rubric.
    Edit(Edit),
    /// Change the rubric by typing into the field with this element id: the text is shown as it is typed.
    Type {
        /// The field.
        field: String,
        /// What is in it.
        text: String,
        /// The change.
        edit: Edit,
    },
    /// A field was left.
    Settle,
    /// Say what a column is.
    Column(usize, usize, Option<ColumnRole>),
    /// Say what a row or a paragraph is.
    Row(usize, usize, Option<RowRole>),
    /// Leave a table out, or take it again.
    LeaveOut(usize, bool),
    /// Mark a doubt as looked at, or take that back.
    See(String, bool),
    /// The text of the rubric's file was changed.
    TypeFile(String),
    /// Save the rubric in another format, in the language with this tag.
    Export(Format, String),
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// A timer for the form fired.
    ShowDue,
    /// The form shows the rubric, with these problems.
    Shown(Vec<Trouble>),
    /// A timer for storing fired, or the page is hidden.
    SaveDue,
    /// Storing ended: how often the making was stored, and whether it got another id; or the browser's reason.
    Stored {
        /// The version that was stored.
        version: u64,
        /// The time of day, how often it was stored, and its id.
        outcome: Result<(String, u32, Rc<str>), StorageError>,
    },
    /// Close this making; the list is shown again.
    Close,
}

/// What the browser is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum MakerEffect {
    /// Send [`MakerMsg::ShowDue`] soon.
    ScheduleShow,
    /// Send [`MakerMsg::SaveDue`] soon.
    ScheduleSave,
    /// Show this rubric as a form, with the record of the document's scores.
    ShowForm {
        /// The text of the rubric.
        rubric: String,
        /// The text of the record.
        record: Option<String>,
    },
    /// Show no form.
    HideForm,
    /// Bring the criterion with this ordinal into view in the form.
    Reveal(usize),
    /// Download a file.
    Give {
        /// Its name.
        name: String,
        /// Its content.
        bytes: Vec<u8>,
    },
    /// Store the making.
    Store {
        /// Its entry in the list.
        entry: Listed,
        /// Its content.
        saved: String,
        /// How often it was stored when it was read.
        turn: u32,
        /// Its version, for the answer.
        version: u64,
    },
    /// Read the list.
    List,
    /// Read a making.
    Load(Rc<str>),
    /// Delete a making.
    Delete(Rc<str>),
    /// Focus the element with this id once it is drawn.
    Focus(String),
}

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
