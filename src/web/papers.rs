//! The browser behind the page "Reports and tables": sends messages to its state and runs its effects. The form belongs to the first program
//! of the page, which is reached through [`Host`].

use super::clock;
use super::downloads;
use super::maker::{Host, database};
use super::second::SecondStore;
use crate::locale::{Locale, PapersMessages, papers};
use crate::state::papers::{Kind, PapersEffect, PapersMsg, PapersPage, PictureFile, Source, Writing};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::timers::future::TimeoutFuture;
use js_sys::Array;
use office::paper::Picture;
use std::cell::{Ref, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File, FileList, ImageBitmap, window};
use yew::Callback;

/// The size of the photos in the list of a handover, in bytes. The photos are files of the handover, too, and a file of an archive may have
/// 50 MB when the archive is opened again.
const HANDED_OVER: usize = 20 * 1024 * 1024;
/// After how many milliseconds pictures that were read are shown while others are being read.
const PICTURES: u64 = 1000;
/// After how many milliseconds changed words are stored.
const SAVE: u32 = 500;

/// The state of the page with its listeners. Clones share one state.
#[derive(Clone)]
pub struct PapersStore(Rc<Inner>);

struct Inner {
    page: RefCell<PapersPage>,
    host: Host,
    language: RefCell<String>,
    listener: RefCell<Option<Callback<()>>>,
    saving: RefCell<Option<Timeout>>,
    focus: RefCell<Option<String>>,
    listeners: RefCell<Vec<EventListener>>,
}

impl PartialEq for PapersStore {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl SecondStore for PapersStore {
    fn start(&self) {
        self.send(PapersMsg::SetLanguage(self.tag()));
        if let Some(source) = self.source() {
            self.send(PapersMsg::Open(source));
        }
        if let Some(window) = window() {
            let store = self.clone();
            let hidden = EventListener::new(&window, "pagehide", move |_| store.send(PapersMsg::SaveDue));
            self.0.listeners.borrow_mut().push(hidden);
        }
    }

    fn follow(&self, listener: Callback<()>) {
        *self.0.listener.borrow_mut() = Some(listener);
    }

    fn take_focus(&self) -> Option<String> {
        self.0.focus.borrow_mut().take()
    }
}

impl PapersStore {
    /// Creates the store.
    pub fn new(host: Host) -> Self {
        let language = host.language();
        Self(Rc::new(Inner {
            page: RefCell::default(),
            host,
            language: RefCell::new(language),
            listener: RefCell::default(),
            saving: RefCell::default(),
            focus: RefCell::default(),
            listeners: RefCell::default(),
        }))
    }

    fn source(&self) -> Option<Source> {
        let form: Array = self.0.host.call("form", &[]).dyn_into().ok()?;
        let text = |at| form.get(at).as_string().map(Rc::from);
        Some(Source {
            rubric: text(0)?,
            record: text(1)?,
            id: text(2)?,
            today: clock::today().into(),
            earlier: text(3).zip(text(4)),
        })
    }

    /// Ends: stores what is not stored yet.
    pub fn end(&self) {
        self.send(PapersMsg::SaveDue);
        self.0.listeners.borrow_mut().clear();
    }

    /// The state.
    pub fn page(&self) -> Ref<'_, PapersPage> {
        self.0.page.borrow()
    }

    /// The messages in the person's language.
    pub fn words(&self) -> &'static PapersMessages {
        papers::messages(&self.0.language.borrow())
    }

    /// The tag of the person's language.
    pub fn language(&self) -> String {
        self.0.language.borrow().clone()
    }

    /// The tag of the person's language, among those that papers are written in.
    fn tag(&self) -> &'static str {
        Locale::preferred([&*self.language()]).tag
    }

    /// Changes the language of the page. That of the papers is chosen in the page.
    pub fn set_language(&self, tag: String) {
        *self.0.language.borrow_mut() = tag;
        self.notify();
    }

    fn notify(&self) {
        let listener = self.0.listener.borrow().clone();
        if let Some(listener) = listener {
            listener.emit(());
        }
    }

    /// Sends a message, and runs its effects.
    pub fn send(&self, msg: PapersMsg) {
        let effects = self.0.page.borrow_mut().update(msg);
        effects.into_iter().for_each(|effect| self.run(effect));
        self.notify();
    }

    fn run(&self, effect: PapersEffect) {
        match effect {
            PapersEffect::ScheduleSave => {
                let store = self.clone();
                // An earlier timer is dropped, and with it stopped.
                *self.0.saving.borrow_mut() = Some(Timeout::new(SAVE, move || store.send(PapersMsg::SaveDue)));
            }
            PapersEffect::Load(_) | PapersEffect::ReadPictures(_) => {
                let store = self.clone();
                spawn_local(async move { store.read(effect, usize::MAX, &|msg| store.send(msg)).await });
            }
            PapersEffect::Store { id, saved } => {
                let store = self.clone();
                spawn_local(async move {
                    let outcome = database::store_words(&id, &saved).await;
                    let time = clock::time_of_day(&store.language());
                    store.send(PapersMsg::Stored(outcome.map(|()| time)));
                });
            }
            PapersEffect::Give { name, bytes } => {
                // The browser refuses no file of its own page.
                let _ = downloads::give_bytes(&name, &bytes);
            }
            PapersEffect::Focus(id) => *self.0.focus.borrow_mut() = Some(id),
        }
    }

    /// Reads what an effect asks for, and answers with messages. Pictures are read up to a size of all together.
    async fn read(&self, effect: PapersEffect, most: usize, answer: &dyn Fn(PapersMsg)) {
        match effect {
            PapersEffect::Load(id) => {
                let saved = database::load_words(&id).await.ok().flatten();
                answer(PapersMsg::Loaded(saved));
            }
            PapersEffect::ReadPictures(wanted) => {
                let (mut read, mut shown) = (Vec::new(), clock::milliseconds());
                let mut size = 0_usize;
                for sha256 in wanted {
                    let picture = self.picture(&sha256).await;
                    size = size.saturating_add(picture.as_ref().map_or(0, |picture| picture.bytes.len()));
                    let picture = picture.filter(|_| size <= most);
                    read.extend(picture.map(|picture| (sha256, PictureFile(Rc::new(picture)))));
                    // Showing them makes the paper again.
                    if clock::milliseconds().saturating_sub(shown) > PICTURES {
                        answer(PapersMsg::Pictures(std::mem::take(&mut read)));
                        shown = clock::milliseconds();
                    }
                }
                if !read.is_empty() {
                    answer(PapersMsg::Pictures(read));
                }
            }
            _ => {}
        }
    }

    /// Reads a file of evidence, if it is a picture that the browser can draw.
    async fn picture(&self, sha256: &str) -> Option<Picture> {
        let asked: js_sys::Promise = self.0.host.call("file", &[sha256.into()]).dyn_into().ok()?;
        let blob: Blob = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
        let drawn = window()?.create_image_bitmap_with_blob(&blob).ok()?;
        let drawn: ImageBitmap = JsFuture::from(drawn).await.ok()?.dyn_into().ok()?;
        let bytes = gloo::file::futures::read_as_bytes(&gloo::file::Blob::from(blob)).await;
        let picture = Picture {
            bytes: bytes.ok()?,
            width: drawn.width(),
            height: drawn.height(),
            description: String::new(),
        };
        drawn.close();
        Some(picture)
    }

    /// Writes a file, after the browser has shown that it is being written.
    pub fn write(&self, msg: PapersMsg) {
        let store = self.clone();
        spawn_local(async move {
            TimeoutFuture::new(0).await;
            store.send(msg);
        });
    }

    /// Opens the first of these files as last year's record.
    pub fn open_earlier(&self, files: Option<FileList>) {
        let Some(file) = files.and_then(|files| files.get(0)) else {
            return;
        };
        let store = self.clone();
        spawn_local(async move {
            let (file, text) = (file.name(), text(file).await.unwrap_or_default());
            store.send(PapersMsg::OpenEarlier { file, text });
        });
    }

    /// Opens the first of these files as the form that was sent, and fills it in.
    pub fn open_original(&self, files: Option<FileList>) {
        let Some(file) = files.and_then(|files| files.get(0)) else {
            return;
        };
        let store = self.clone();
        spawn_local(async move {
            let name = file.name();
            let bytes = gloo::file::futures::read_as_bytes(&gloo::file::Blob::from(file)).await;
            store.send(PapersMsg::Fill {
                file: name,
                bytes: bytes.unwrap_or_default(),
            });
        });
    }

    /// Prints the paper.
    pub fn print(&self) {
        if let Some(window) = window() {
            // A browser that cannot print says so itself.
            let _ = window.print();
        }
    }

    /// Ends this page.
    pub fn leave(&self) {
        self.send(PapersMsg::SaveDue);
        self.0.host.call("leave", &[]);
    }
}

/// Writes the list of the evidence of a form with its sheets as a Word file, in the person's words where they were changed. Returns each
/// file with its name; none without a form. The list names every file; photos of more than [`HANDED_OVER`] bytes in all are beside it only.
pub async fn papers_of_evidence(host: Host) -> Vec<(String, Vec<u8>)> {
    let store = PapersStore::new(host);
    let update = |msg| store.0.page.borrow_mut().update(msg);
    let Some(source) = store.source() else {
        return Vec::new();
    };
    update(PapersMsg::SetLanguage(store.tag()));
    for effect in update(PapersMsg::Open(source)) {
        store.read(effect, HANDED_OVER, &|msg| drop(update(msg))).await;
    }
    update(PapersMsg::Show(Kind::Evidence));
    let given = update(PapersMsg::Write(Writing::Word)).into_iter();
    let files = given.filter_map(|effect| match effect {
        PapersEffect::Give { name, bytes } => Some((name, bytes)),
        _ => None,
    });
    files.collect()
}

/// Reads a file as text.
async fn text(file: File) -> Option<String> {
    let text: JsValue = JsFuture::from(file.text()).await.ok()?;
    text.as_string()
}
