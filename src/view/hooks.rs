//! Hooks: what a component is drawn from besides its props. None of them asks the browser for anything while a component is drawn.

use super::context::use_form;
use crate::locale::Locale;
use crate::web::Store;
use crate::web::attachment_status::{self, AttachmentStatus};
use crate::web::breakpoints::{self, Width};
use crate::web::lazy_render::Stage;
use crate::web::{head, place};
use assessment::answers::Attachment;
use std::ops::Range;
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Draws the component again after every change of the store; how many changes it has seen.
#[hook]
pub fn use_following(store: &Store) -> u32 {
    let refresh = use_force_update();
    let drawn = store.turn();
    use_effect_with(store.clone(), move |store| {
        // It is called some time after the drawing: what changed between the two would never be seen.
        if store.turn() != drawn {
            refresh.force_update();
        }
        let subscription = store.subscribe(Callback::from(move |()| refresh.force_update()));
        move || drop(subscription)
    });
    drawn
}

/// How much of the part with these criteria is drawn; `place` is its element. A part only ever gets more interactive.
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

/// The language in which a part with so many criteria is drawn: what is near the screen, in the form's; what is text far from it, in
/// the form's as soon as the browser is idle. A large form changes its language at once only where it is seen.
#[hook]
pub(super) fn use_language(count: usize, stage: Stage) -> Locale {
    let form = use_form();
    let now = form.locale;
    let drawn = use_state_eq(|| now);
    // A part only ever becomes nearer: what was drawn as text does not matter any more once it is near.
    let shown = if stage == Stage::Text { *drawn } else { now };
    use_effect_with((form.lazy, now, shown, stage), move |(lazy, now, shown, _)| {
        let now = *now;
        let redraw = (*shown != now).then(|| lazy.redraw_when_idle(count, Callback::from(move |()| drawn.set(now))));
        move || drop(redraw)
    });
    shown
}

/// Tells an element how high the head of the standalone page is, as `--head`.
#[hook]
pub(super) fn use_head(place: &NodeRef) {
    use_effect_with(place.clone(), |place| {
        let watch = place.cast::<HtmlElement>().and_then(|place| head::watch(&place));
        move || drop(watch)
    });
}

/// The ordinals of the section in which the person is, and of those around it, the innermost first; to begin with, as it `was`.
/// `list` is the list of sections, which keeps that one in sight.
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

/// The width of the form's element, kept up to date; to begin with, as it `was`.
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

/// Whether this browser has a file of a draft.
#[hook]
pub(super) fn use_file(draft: &Rc<str>, file: &Rc<Attachment>) -> AttachmentStatus {
    let status = use_state(|| AttachmentStatus::Asked);
    let set = status.setter();
    use_effect_with((draft.clone(), file.clone()), move |(draft, file)| {
        attachment_status::look(draft, file, Callback::from(move |status| set.set(status)));
    });
    (*status).clone()
}
