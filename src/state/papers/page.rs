//! The page "Reports and tables" as one state with one update function: a message in, effects out.

use super::edits::{self, Edited, Edits, Place};
use super::message::{FilledIn, Given, PapersEffect, PapersMsg, PictureFile, Source, Writing};
use crate::state::{Keeping, attached_files};
use assessment::answers::Attachment;
use assessment::json;
use assessment::record::Record;
use assessment::rubric::{Part, Rubric};
use office::compose::filled::{self, Filled};
use office::compose::kind::PaperKind as Kind;
use office::compose::{order, workbook};
use office::fill::{self, Origin, Values};
use office::paper::Paper;
use office::write;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The form, checked.
#[derive(Debug)]
struct Form {
    rubric: Rc<Rubric>,
    record: Record,
}

/// An earlier form of the same subject.
#[derive(Debug)]
pub struct Earlier {
    /// The name of its file.
    pub file: String,
    form: Form,
}

/// The changes of all papers, by paper and language.
type AllEdits = BTreeMap<String, Edits>;

/// The kinds of pictures that papers show.
const PICTURES: [&str; 2] = ["image/jpeg", "image/png"];

/// How many steps of undo are kept.
const UNDO: usize = 500;

/// The state of the page.
#[derive(Debug, Default)]
pub struct PapersPage {
    source: Option<Source>,
    form: Option<Form>,
    earlier: Option<Earlier>,
    language: &'static str,
    kind: Kind,
    edits: Rc<AllEdits>,
    past: Vec<Rc<AllEdits>>,
    future: Vec<Rc<AllEdits>>,
    typing: Option<Place>,
    pictures: BTreeMap<Rc<str>, PictureFile>,
    paper: OnceCell<Paper>,
    keeping: Keeping,
    given: Option<Given>,
    /// The file that is no record of the form.
    not_earlier: Option<String>,
    filled_in: Option<FilledIn>,
    version: u32,
}

impl PapersPage {
    /// Takes a message; returns what is to be done.
    pub fn update(&mut self, msg: PapersMsg) -> Vec<PapersEffect> {
        let before = Rc::clone(&self.edits);
        let is_loaded = matches!(msg, PapersMsg::Loaded(_));
        let mut effects = Vec::new();
        self.take(msg, &mut effects);
        self.version = self.version.wrapping_add(1);
        if !is_loaded && !Rc::ptr_eq(&before, &self.edits) {
            self.keeping = Keeping::Saving;
            effects.push(PapersEffect::ScheduleSave);
        }
        effects
    }

    fn take(&mut self, msg: PapersMsg, effects: &mut Vec<PapersEffect>) {
        use PapersMsg as M;
        match msg {
            M::Open(source) => self.open(source, effects),
            M::SetLanguage(tag) => {
                self.language = tag;
                self.invalidate();
            }
            M::Show(kind) => {
                self.kind = kind;
                self.given = None;
                self.invalidate();
            }
            M::TypeTitle(text) => {
                let place = Place::Block(String::new());
                self.edit(Some(place), |edits, paper| edits.set_title(paper, &text));
            }
            M::Type(place, text) => self.edit(Some(place.clone()), |edits, paper| edits.set(paper, &place, &text)),
            M::Settle => self.typing = None,
            M::Reset(key) => {
                self.edit(None, |edits, _| edits.reset(&key));
                effects.push(PapersEffect::Focus(block_id(&key)));
            }
            M::Remove(key) => {
                let next = self.after(&key);
                self.edit(None, |edits, _| edits.remove(&key));
                effects.push(PapersEffect::Focus(next));
            }
            M::AddAfter(key) => {
                let mut new = String::new();
                self.edit(None, |edits, _| new = edits.add_after(&key));
                effects.push(PapersEffect::Focus(block_id(&new)));
            }
            M::Undo => {
                if let Some(before) = self.past.pop() {
                    self.future.push(std::mem::replace(&mut self.edits, before));
                    self.typing = None;
                }
            }
            M::Redo => {
                if let Some(next) = self.future.pop() {
                    self.past.push(std::mem::replace(&mut self.edits, next));
                    self.typing = None;
                }
            }
            M::Loaded(saved) => {
                let edits = saved.and_then(|saved| serde_json::from_str(&saved).ok());
                self.edits = Rc::new(edits.unwrap_or_default());
            }
            M::SaveDue => self.store(effects),
            M::Stored(Ok(time)) => {
                if self.keeping == Keeping::Saving {
                    self.keeping = Keeping::Saved(time);
                }
            }
            M::Stored(Err(why)) => self.keeping = Keeping::Failed(why),
            M::OpenEarlier { file, text } => self.open_earlier(file, &text),
            M::CloseEarlier => {
                self.earlier = None;
                self.not_earlier = None;
                self.invalidate();
            }
            M::Pictures(read) => {
                self.pictures.extend(read);
                self.invalidate();
            }
            M::Write(writing) => self.write(writing, effects),
            M::Fill { file, bytes } => self.fill(file, &bytes, effects),
        }
    }

    fn open(&mut self, source: Source, effects: &mut Vec<PapersEffect>) {
        // The page around this one shows the form, so both texts have been read before.
        self.form = Rubric::parse(&source.rubric).ok().and_then(|rubric| {
            let (record, _) = filled::open(&rubric, &source.record, &source.today).ok()?;
            Some(Form {
                rubric: Rc::new(rubric),
                record,
            })
        });
        effects.push(PapersEffect::Load(source.id.clone()));
        if let Some((file, text)) = &source.earlier {
            self.open_earlier(file.to_string(), text);
        }
        self.source = Some(source);
        self.invalidate();
        let wanted = self.form.as_ref().map(|form| {
            let all = attached_files(&form.record.to_file(&form.rubric)).into_iter();
            let pictures = all.filter(|(_, file)| PICTURES.contains(&&*file.kind));
            pictures.map(|(sha256, _)| sha256).collect()
        });
        effects.extend(wanted.map(PapersEffect::ReadPictures));
        effects.push(PapersEffect::Focus(TITLE.to_owned()));
    }

    fn open_earlier(&mut self, file: String, text: &str) {
        let opened = self.form.as_ref().and_then(|form| {
            let (record, _) = filled::open(&form.rubric, text, "").ok()?;
            let rubric = form.rubric.clone();
            Some(Form { rubric, record })
        });
        match opened {
            Some(form) => {
                self.earlier = Some(Earlier { file, form });
                self.not_earlier = None;
            }
            None => self.not_earlier = Some(file),
        }
        self.invalidate();
    }

    /// The paper is made again when it is asked for.
    fn invalidate(&mut self) {
        self.paper = OnceCell::new();
        self.typing = None;
    }

    fn slot(&self) -> String {
        format!("{:?}/{}", self.kind, self.language)
    }

    /// Changes the words of the paper. Consecutive changes of one text are one step of undo.
    fn edit(&mut self, place: Option<Place>, change: impl FnOnce(&mut Edits, &Paper)) {
        let slot = self.slot();
        let mut all = (*self.edits).clone();
        let edits = all.entry(slot).or_default();
        change(edits, self.paper());
        all.retain(|_, edits| !edits.is_empty());
        if all == *self.edits {
            return;
        }
        let before = std::mem::replace(&mut self.edits, Rc::new(all));
        if place.is_none() || place != self.typing {
            self.past.push(before);
            if self.past.len() > UNDO {
                self.past.remove(0);
            }
            self.future.clear();
        }
        self.typing = place;
        self.given = None;
    }

    /// Returns the element to focus after a block was removed: the one after it, or the title.
    fn after(&self, key: &str) -> String {
        let blocks = self.blocks();
        let at = blocks.iter().position(|edited| edited.block.key == key);
        let next = at.and_then(|at| blocks.get(at + 1));
        next.map_or_else(|| TITLE.to_owned(), |edited| block_id(&edited.block.key))
    }

    fn store(&mut self, effects: &mut Vec<PapersEffect>) {
        if let (Some(source), Keeping::Saving) = (&self.source, &self.keeping) {
            effects.push(PapersEffect::Store {
                id: source.id.clone(),
                // A map of texts is always JSON.
                saved: serde_json::to_string(&*self.edits).unwrap_or_default(),
            });
        }
    }

    fn write(&mut self, writing: Writing, effects: &mut Vec<PapersEffect>) {
        let paper = self.edits().paper(self.paper());
        let written = self.with_filled(|form| match writing {
            Writing::Word => (write::docx::docx(&paper), "docx"),
            Writing::Page => (write::html::html(&paper).into_bytes(), "html"),
            Writing::Text => (write::plain::text(&paper).into_bytes(), "txt"),
            Writing::Book => (write::book::book(&paper, &order::sheet_name).to_bytes(), "xlsx"),
            Writing::Workbook => (workbook::workbook(form).to_bytes(), "xlsx"),
            Writing::Csv => (workbook::score_csv(form), "csv"),
        });
        let Some((bytes, ending)) = written else { return };
        let name = format!("{}.{ending}", paper.title);
        self.given = Some(Given {
            name: name.clone(),
            size: bytes.len(),
        });
        effects.push(PapersEffect::Give { name, bytes });
    }

    /// Writes the form's entries into a file that was sent. Nothing is given if no item was found in it.
    fn fill(&mut self, file: String, bytes: &[u8], effects: &mut Vec<PapersEffect>) {
        let Some(form) = self.filled() else { return };
        let origin = self.origin();
        let outcome = fill::fill(bytes, form.rubric, origin.as_ref(), &Values::of(&form)).map(|mut filling| {
            let bytes = std::mem::take(&mut filling.bytes);
            if !filling.written.is_empty() {
                let name = file.clone();
                effects.push(PapersEffect::Give { name, bytes });
            }
            filling
        });
        self.filled_in = Some(FilledIn { file, outcome });
    }

    /// Returns where the criteria stand in the document that the rubric was made from, if the rubric says so.
    fn origin(&self) -> Option<Origin> {
        Origin::in_rubric(&json::parse(&self.source.as_ref()?.rubric).ok()?)
    }

    fn filled(&self) -> Option<Filled<'_>> {
        let (form, source) = (self.form.as_ref()?, self.source.as_ref()?);
        Some(Filled::of(&form.rubric, &form.record, self.language, &source.today))
    }

    /// The paper that is shown, as the form makes it.
    pub fn paper(&self) -> &Paper {
        self.paper.get_or_init(|| self.compose().unwrap_or_default())
    }

    /// Does some work on the form, beside the earlier one if there is one.
    fn with_filled<T>(&self, work: impl FnOnce(&Filled<'_>) -> T) -> Option<T> {
        let form = self.filled()?;
        let earlier = self.earlier.as_ref().map(|earlier| {
            let own = &earlier.form;
            Filled::of(&own.rubric, &own.record, self.language, "")
        });
        Some(work(&match &earlier {
            Some(earlier) => form.beside(earlier),
            None => form,
        }))
    }

    fn compose(&self) -> Option<Paper> {
        let picture = |file: &Attachment| {
            let picture = self.pictures.get(&file.kept.sha256)?;
            Some((*picture.0).clone())
        };
        self.with_filled(|form| self.kind.paper(form, &picture))
    }

    fn edits(&self) -> Edits {
        self.edits.get(&self.slot()).cloned().unwrap_or_default()
    }

    /// The title, and where it comes from.
    pub fn title(&self) -> (String, edits::Origin) {
        let edits = self.edits();
        let (title, origin) = edits.title(self.paper());
        (title.to_owned(), origin)
    }

    /// The blocks with the person's words, those that are left out included.
    pub fn blocks(&self) -> Vec<Edited> {
        self.edits().over(self.paper())
    }

    /// How many paragraphs a person has to write.
    pub fn missing(&self) -> usize {
        self.edits().paper(self.paper()).missing()
    }

    /// Whether there is a form.
    pub fn is_open(&self) -> bool {
        self.form.is_some()
    }

    /// The paper that is shown.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The language of the papers.
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// The earlier form.
    pub fn earlier(&self) -> Option<&str> {
        self.earlier.as_ref().map(|earlier| &*earlier.file)
    }

    /// The file that was opened as an earlier form and is none.
    pub fn not_earlier(&self) -> Option<&str> {
        self.not_earlier.as_deref()
    }

    /// Whether the browser has the changed words.
    pub fn keeping(&self) -> &Keeping {
        &self.keeping
    }

    /// The file that was written last.
    pub fn given(&self) -> Option<&Given> {
        self.given.as_ref()
    }

    /// The form that was sent, filled in.
    pub fn filled_in(&self) -> Option<&FilledIn> {
        self.filled_in.as_ref()
    }

    /// Returns the label and text of a criterion, or the title of a section.
    pub fn name_of(&self, id: &str) -> String {
        let mut found = String::new();
        if let Some(form) = &self.form {
            form.rubric.walk(&mut |part| match part {
                Part::Criterion(criterion) if *criterion.id == *id => {
                    let label = criterion.label.as_ref().map(|label| label.wording(self.language));
                    let text = criterion.text.wording(self.language);
                    found = match label {
                        Some(label) => format!("{label} {text}"),
                        None => text.to_string(),
                    };
                }
                Part::Section(section) if *section.id == *id => {
                    found = section.title.wording(self.language).to_string();
                }
                _ => {}
            });
        }
        found
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// How often the page has changed.
    pub fn version(&self) -> u32 {
        self.version
    }
}

/// The element id of the title.
pub const TITLE: &str = "papers-title";

/// The element id of a block.
pub fn block_id(key: &str) -> String {
    format!("paper-{key}")
}

/// The element id of a cell.
pub fn cell_id(key: &str, row: usize, cell: usize) -> String {
    format!("paper-{key}-{row}-{cell}")
}
