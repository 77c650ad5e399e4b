//! Hooks for the state that components render besides their props. No hook queries the browser during a render.

use super::context::use_form;
use super::ptr_eq::PtrEq;
use crate::locale::Locale;
use crate::state::Printing;
use crate::web::Store;
use crate::web::attachment_status::{self, AttachmentStatus};
use crate::web::breakpoints::{self, Width};
use crate::web::collection::rows;
use crate::web::lazy_render::Stage;
use crate::web::length::{self, TooLong};
use crate::web::maker;
use crate::web::making::Making;
use crate::web::second::SecondStore;
use crate::web::{first_view, focus, head, keys, page, place, tools, transfer, translated};
use assessment::answers::Attachment;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Redraws the component after every change of the store. Returns the version of the store that is drawn.
#[hook]
pub fn use_following(store: &Store) -> u32 {
    let refresh = use_force_update();
    let drawn = store.version();
    use_effect_with(store.clone(), move |store| {
        // The effect runs some time after the render: without this check, a change in between would be missed.
        if store.version() != drawn {
            refresh.force_update();
        }
        let subscription = store.subscribe(Callback::from(move |()| refresh.force_update()));
        move || drop(subscription)
    });
    drawn
}

/// Returns the stage of the part with these criteria; `place` is the part's element. The stage only ever increases.
#[hook]
pub(super) fn use_stage(range: Range<u32>, place: NodeRef) -> Stage {
    let lazy = use_form().lazy;
    let stage = use_state(|| lazy.first(&range));
    let now = *stage;
    use_effect_with((lazy, range, now), move |(lazy, range, now)| {
        let element = place.cast::<Element>().filter(|_| *now != Stage::Interactive);
        let raise = Callback::from(move |to| stage.set(to));
        let watch = element.map(|element| lazy.watch(range.clone(), element, *now, raise));
        move || drop(watch)
    });
    now
}

/// Returns the language in which a part with `count` criteria is drawn. A part near the viewport uses the form's language; a part
/// drawn as text changes to it when the browser is idle. A large form thus changes its language at once only where it is visible.
#[hook]
pub(super) fn use_language(count: usize, stage: Stage) -> Locale {
    let form = use_form();
    let now = form.locale;
    let drawn = use_state_eq(|| now);
    // The stage only ever increases, so the language drawn as text is irrelevant once the part is interactive.
    let shown = if stage == Stage::Text { *drawn } else { now };
    use_effect_with((form.lazy, now, shown, stage), move |(lazy, now, shown, _)| {
        let now = *now;
        let redraw = (*shown != now).then(|| lazy.redraw_when_idle(count, Callback::from(move |()| drawn.set(now))));
        move || drop(redraw)
    });
    shown
}

/// Sets `--head` on an element to the height of the standalone page's head.
#[hook]
pub(super) fn use_head(place: &NodeRef) {
    use_effect_with(place.clone(), |place| {
        let watch = place.cast::<HtmlElement>().and_then(|place| head::watch(&place));
        move || drop(watch)
    });
}

/// Starts the store of a page of the second program, draws the page after every change, and moves the focus where the store wants it.
#[hook]
pub(super) fn use_second<S: SecondStore>(store: &S) {
    let refresh = use_force_update();
    use_effect_with(store.clone(), move |store| {
        store.follow(Callback::from(move |()| refresh.force_update()));
        store.start();
    });
    use_effect({
        let store = store.clone();
        move || {
            if let Some(id) = store.take_focus() {
                maker::focus(&id);
            }
        }
    });
}

/// The rows of a long table that are drawn.
pub(super) struct RowsInView {
    /// Which of the rows.
    pub(super) range: Range<usize>,
    /// The element that scrolls.
    pub(super) place: NodeRef,
    /// Its listener.
    pub(super) onscroll: Callback<Event>,
}

/// Draws so many of `count` rows of equal height as are near the viewport of the element that scrolls them; all while the page is printed.
/// At first the row at `start` is in view.
#[hook]
pub(super) fn use_rows_in_view(count: usize, start: Option<usize>) -> RowsInView {
    let place = use_node_ref();
    let first = use_state(|| start.map(rows::before).unwrap_or_default());
    let is_printed = use_state(|| false);
    let range = match *is_printed {
        true => 0..count,
        false => rows::drawn(*first, count),
    };
    {
        let (is_printed, first, place) = (is_printed.clone(), first.clone(), place.clone());
        use_effect_with((), move |()| {
            let prints = rows::while_printing(move |is_on| {
                is_printed.set(is_on);
                if let (false, Some(at)) = (is_on, rows::first(&place)) {
                    first.set(at);
                }
            });
            move || drop(prints)
        });
    }
    {
        let place = place.clone();
        use_effect_with((range.clone(), count), move |(range, count)| {
            rows::set_heights(&place, range.start, count - range.end);
        });
    }
    {
        let (place, first) = (place.clone(), *first);
        // After the heights are set, so that there is something to scroll.
        use_effect_with((), move |()| {
            if first > 0 {
                rows::scroll(&place, first);
            }
        });
    }
    let onscroll = {
        let place = place.clone();
        Callback::from(move |_: Event| {
            if let Some(at) = rows::first(&place) {
                first.set(at);
            }
        })
    };
    RowsInView { range, place, onscroll }
}

/// Starts the program for "Make a form" in the element that gets the returned reference, and ends it with the component.
#[hook]
pub(super) fn use_making(store: &Store, language: &'static str) -> NodeRef {
    let place = use_node_ref();
    let making = use_mut_ref(|| None::<Making>);
    use_effect_with(store.clone(), {
        let (place, making) = (place.clone(), making.clone());
        move |store| {
            // The program owns what is in its place: Yew draws nothing there.
            if let Some(place) = place.cast::<Element>() {
                *making.borrow_mut() = Some(Making::start(store, &place));
            }
            move || drop(making.take())
        }
    });
    use_effect_with(language, move |language| {
        if let Some(making) = &*making.borrow() {
            making.set_language(language);
        }
    });
    place
}

/// Returns the ordinals of the section that the person is in and of the sections around it, the innermost first; `was` is the
/// initial value. Keeps the current section visible in `list`, the list of sections.
#[hook]
pub(super) fn use_place(list: &NodeRef, was: &Rc<[u32]>) -> Rc<[u32]> {
    let here = use_state_eq(|| was.clone());
    use_effect_with(list.clone(), {
        let here = here.clone();
        move |list| {
            let list = list.cast::<Element>();
            let listeners = list.and_then(|list| place::watch(&list, Callback::from(move |path| here.set(path))));
            move || drop(listeners)
        }
    });
    use_effect_with((list.clone(), (*here).clone()), |(list, _)| {
        if let Some(list) = list.cast::<HtmlElement>() {
            place::keep_in_sight(&list);
        }
    });
    (*here).clone()
}

/// Returns the current width of the form's element; `was` is the initial value.
#[hook]
pub(super) fn use_width(store: &Store, was: Width) -> Width {
    let width = use_state_eq(|| was);
    let now = *width;
    use_effect_with(store.clone(), move |store| {
        let host = store.root().map(|root| root.host());
        let watch = host.map(|host| breakpoints::watch(&host, Callback::from(move |now| width.set(now))));
        move || drop(watch)
    });
    now
}

/// Returns whether this browser has a file of a draft.
#[hook]
pub(super) fn use_file(draft: &Rc<str>, file: &Rc<Attachment>) -> AttachmentStatus {
    let status = use_state(|| AttachmentStatus::Asked);
    let set = status.setter();
    use_effect_with((draft.clone(), file.clone()), move |(draft, file)| {
        attachment_status::look(draft, file, Callback::from(move |status| set.set(status)));
    });
    (*status).clone()
}

/// Sets the number of criteria on their element, for the style sheet.
#[hook]
pub(super) fn use_count(place: &NodeRef, stage: Stage, count: u32) {
    use_effect_with((place.clone(), stage, count), |(place, _, count)| {
        page::set_count(place, *count)
    });
}

/// Attaches the page's listeners while the shell is mounted, and updates the page's title and language after each change. Returns
/// a reference for the shell's element.
#[hook]
pub(super) fn use_page(store: &Store, turn: u32) -> NodeRef {
    // A view that is only drawn to be copied belongs to no page.
    let is_live = !store.is_first_view();
    use_effect_with(store.clone(), move |store| {
        let listeners = is_live.then(|| page::listen(store));
        move || drop(listeners)
    });
    let shell = use_node_ref();
    use_effect_with(shell.clone(), |shell| {
        let watch = shell
            .cast::<web_sys::Node>()
            .map(|shell| translated::Watch::over(&shell));
        move || drop(watch)
    });
    use_effect_with((store.clone(), turn), move |(store, _)| {
        if is_live {
            page::announce(store);
        }
    });
    shell
}

/// Returns a reference for the place of the drafts on the start page, whose height is remembered: the page reserves it before the
/// program has started.
#[hook]
pub(super) fn use_drafts_height(store: &Store) -> NodeRef {
    let place = use_node_ref();
    use_effect_with((place.clone(), store.clone()), |(place, store)| {
        let place = place.cast::<Element>().filter(|_| !store.is_first_view());
        let watch = place.and_then(|place| first_view::remember_height(&place));
        move || drop(watch)
    });
    place
}

/// Attaches the form's listeners: pasting, dropping, input methods, translators, keys along the tools.
#[hook]
pub(super) fn use_form_listeners(store: &Store) {
    use_effect_with(store.clone(), |store| {
        let listeners = store.root().map(|root| {
            (
                transfer::listen(store, &root),
                keys::end_compositions(&root),
                tools::listen(&root),
                translated::Watch::over(&root),
            )
        });
        move || drop(listeners)
    });
}

/// Attaches the keyboard shortcuts for undo and redo to a form in a host page.
#[hook]
pub(super) fn use_shortcuts(store: &Store) {
    use_effect_with(store.clone(), |store| {
        let listener = store.root().map(|root| page::listen_in(store, &root));
        move || drop(listener)
    });
}

/// Returns the state of printing; calls `ended` at the end.
#[hook]
pub(super) fn use_printing(ended: Callback<()>) -> Printing {
    let printing = use_state(|| Printing::Not);
    let now = *printing;
    use_effect_with((), move |()| {
        let listeners = page::on_print(Callback::from(move |what| {
            printing.set(what);
            if what == Printing::Not {
                ended.emit(());
            }
        }));
        move || drop(listeners)
    });
    now
}

/// Calls back with each criterion that the form is requested to visit.
#[hook]
pub(super) fn use_visits(store: &Store, visit: Callback<u32>) {
    use_effect_with((), {
        let store = store.clone();
        move |()| {
            let listener = store.root().map(|root| focus::asked(&root, visit));
            move || drop(listener)
        }
    });
}

/// Keeps the totals of a form in a host page from covering the focused field.
#[hook]
pub(super) fn use_uncovered_focus(store: &Store) {
    use_effect_with((), {
        let store = store.clone();
        move |()| {
            let root = store.root().filter(|_| store.is_hosted());
            let bare = root.map(|root| focus::keep_bare(&root));
            move || drop(bare)
        }
    });
}

/// Returns the limit that a field of the form applied because its text would be too long; `None` after a field accepted a text.
#[hook]
pub(super) fn use_too_long(store: &Store) -> UseStateHandle<Option<TooLong>> {
    let too_long = use_state_eq(|| None);
    use_effect_with(store.clone(), {
        let too_long = too_long.setter();
        move |store| {
            let root = store.root();
            let listeners = root.map(|root| length::watch(&root, Callback::from(move |what| too_long.set(what))));
            move || drop(listeners)
        }
    });
    too_long
}

/// Returns whether the browser copied a text to the clipboard, and the callback that copies one.
#[hook]
pub(super) fn use_copy() -> (bool, Callback<String>) {
    let copied = use_state_eq(|| false);
    let done = copied.setter();
    let copy = Callback::from(move |text: String| {
        let done = done.clone();
        page::copy_text(&text, Callback::from(move |()| done.set(true)));
    });
    (*copied, copy)
}

/// Focuses the first of the items that were added to a list that shows more on demand; the link of each item is marked
/// `data-each`.
#[hook]
pub(super) fn use_focus_on_more(list: &NodeRef, shown: usize) {
    let known = use_mut_ref(|| shown);
    use_effect_with((list.clone(), shown), move |(list, shown)| {
        let before = known.replace(*shown);
        if let Some(list) = list.cast::<Element>().filter(|_| before != *shown) {
            focus::nth(&list, "[data-each]", before);
        }
    });
}

/// Focuses a row of a list by its index.
#[hook]
pub(super) fn use_focus_on_row(list: &NodeRef, index: Option<usize>) {
    use_effect_with((list.clone(), index), |(list, index)| {
        if let Some(index) = index {
            focus::row(list, *index);
        }
    });
}

/// The element that had the focus before the first notice appeared.
pub(super) type Was = PtrEq<RefCell<Option<HtmlElement>>>;

/// Returns the place where a page's notices store the previous focus.
#[hook]
pub(super) fn use_was() -> Was {
    let was = use_memo((), |()| Rc::new(RefCell::new(None)));
    PtrEq((*was).clone())
}

/// Returns a reference for the title of a notice. The title takes the focus when the notice appears, if `takes`. When the notice
/// disappears, the focus moves to another notice, else to its previous place, else to the title of the page's content.
#[hook]
pub(super) fn use_notice_focus(store: &Store, was: &Was, takes: bool) -> NodeRef {
    let title = use_node_ref();
    use_effect_with((), {
        let (title, store, was) = (title.clone(), store.clone(), was.clone());
        move |()| {
            let title = title.cast::<HtmlElement>();
            if let Some(title) = &title {
                focus::enter(title, &was, takes);
            }
            move || {
                if let Some(title) = title {
                    focus::leave(&store, &title, was.0.clone());
                }
            }
        }
    });
    title
}

/// Calls back once no press is in progress: if an element moves while the mouse button is down, the pressed element gets no
/// click.
pub(super) fn after_press(work: Callback<()>) {
    page::after_press(work);
}
