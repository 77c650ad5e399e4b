//! What every component is given: the language, where to send what a person did, and how near a part is.

use super::chosen::Chosen;
use super::ledger_filter::Shown;
use super::live_input::LiveInput;
use super::ptr_eq::PtrEq;
use super::texts::worded;
use crate::foreign::direction::isolated;
use crate::locale::{Locale, Messages, fill};
use crate::state::Change;
use crate::web::Store;
use crate::web::lazy_render::LazyRender;
use assessment::Id;
use assessment::answers::Attachment;
use assessment::rubric::{Criterion, Facts, Rubric};
use assessment::score::Sheet;
use assessment::text::Text;
use std::borrow::Cow;
use std::rc::Rc;
use web_sys::FileList;
use yew::prelude::*;

/// What a person did in the form.
#[derive(Clone, Debug)]
pub enum FormAction {
    /// Changed something, with a click or a choice.
    Change(Change),
    /// Is typing: changes to one field until it is left are one step of undo.
    Typing(Change),
    /// Is typing, letter by letter: into the field with this element id, so that this text is in it. While an input method
    /// is composing, the text is not the person's yet and changes nothing.
    Write(String, String, Option<Change>),
    /// Left a field.
    Settle,
    /// Is taken to the control with this element id, which may be about to be drawn.
    Focus(String),
    /// Wants to go to the criterion with this ordinal.
    Visit(u32),
    /// Goes on to the criterion with this ordinal, among those that are shown.
    GoOn(u32),
    /// Goes on as another of the rubric's raters.
    FillInAs(Rc<str>),
    /// Attaches files to a criterion.
    Attach(Id, FileList),
    /// Wants a file of evidence.
    Give(Rc<Attachment>),
    /// Prints the rectification order in place of the form, of what the ledger shows.
    PrintOrder(Shown),
    /// Goes on past the form, in a host page.
    Pass,
    /// Wants to go to the section with this ordinal, before which so many criteria stand.
    VisitSection(u32, u32),
}

/// What every component is given.
#[derive(Clone, PartialEq)]
pub struct Context {
    /// The language and its messages.
    pub locale: Locale,
    /// Where to send what a person did.
    pub emit: Callback<FormAction>,
    /// How much of each part is drawn.
    pub lazy: Rc<LazyRender>,
    /// What is so at this moment, which may be later than what is drawn.
    pub live: PtrEq<LiveInput>,
    /// The rubric.
    pub rubric: PtrEq<Rubric>,
    /// What is known about the subject, as far as scores hang on it.
    pub facts: Facts,
    /// Who is filling it in.
    pub rater: Rc<str>,
    /// Which draft it is: files of evidence are kept with it.
    pub draft: Rc<str>,
    /// What the other raters gave.
    pub others: PtrEq<Vec<(Rc<str>, Sheet)>>,
    /// The criteria that are shown, by ordinal, where the person asked for some only.
    pub chosen: Option<PtrEq<Chosen>>,
    /// Whether it is embedded in a host page.
    pub hosted: bool,
    /// Whether it is only read.
    pub read_only: bool,
}

impl Context {
    /// A context in which nothing can be done, for the form's words outside the form.
    pub fn reading(store: &Store, locale: Locale, rubric: Rc<Rubric>) -> Self {
        Self {
            locale,
            emit: Callback::noop(),
            lazy: Rc::new(LazyRender::new(0)),
            live: PtrEq(Rc::new(LiveInput::new(store.clone()))),
            rubric: PtrEq(rubric),
            facts: Facts::default(),
            rater: assessment::rubric::SELF.into(),
            draft: "".into(),
            others: PtrEq(Rc::default()),
            chosen: None,
            hosted: store.is_hosted(),
            read_only: true,
        }
    }

    /// What the points are called, by whose they are.
    pub fn points_given(&self) -> String {
        if *self.rater == *assessment::rubric::SELF {
            return self.messages().points_given.to_owned();
        }
        fill(self.messages().points_by, &[("rater", &self.rater_name(&self.rater))])
    }

    /// The name of a rater.
    pub fn rater_name(&self, rater: &str) -> String {
        let known = self.rubric.raters.iter().find(|known| *known.id == *rater);
        known.map_or_else(
            || self.messages().rater_self.to_owned(),
            |known| self.plain(&known.label).to_string(),
        )
    }

    /// A criterion in a word or two: its label, and where that is no number, or there is none, what people say of it.
    pub fn item(&self, criterion: &Criterion) -> String {
        let label = criterion.label.as_ref().map(|label| self.plain(label));
        let number = |number: &str| fill(self.messages().item, &[("item", number)]);
        match label {
            Some(label) if label.starts_with(|first: char| first.is_ascii_digit()) => number(&label),
            Some(label) => label.to_string(),
            None => number(&(criterion.ordinal + 1).to_string()),
        }
    }

    /// What a control is called: what it is, and of which criterion. The criterion's whole text is the name of the group.
    pub fn named(&self, what: &str, criterion: &Criterion) -> String {
        fill(
            self.messages().of_item,
            &[("what", what), ("item", &self.item(criterion))],
        )
    }

    /// Whether a criterion is left out of what is shown.
    pub fn hides(&self, criterion: &Criterion) -> bool {
        self.chosen.as_ref().is_some_and(|chosen| !chosen.has(criterion))
    }

    /// The element of a heading, by its level in the form, 1 for its title. In a host page the title is below the
    /// page's own.
    pub fn heading(&self, level: usize) -> String {
        format!("h{}", (level + usize::from(self.hosted)).min(6))
    }

    /// The name of a landmark. A host page may have several forms: there it says of which it is.
    pub fn landmark(&self, name: &str) -> String {
        if !self.hosted {
            return name.to_owned();
        }
        format!("{name}{}{}", self.messages().colon, self.plain(&self.rubric.title))
    }

    /// The messages.
    pub fn messages(&self) -> &'static Messages {
        self.locale.messages
    }

    /// A rubric's text in the reader's language, marked with its own language where that is another.
    pub fn text(&self, text: &Text) -> Html {
        worded(self.locale, text)
    }

    /// A rubric's text in the reader's language, for attributes and sentences.
    pub fn plain(&self, text: &Text) -> Rc<str> {
        let wording = text.wording(self.locale.tag);
        match isolated(&wording) {
            Cow::Borrowed(_) => wording,
            Cow::Owned(isolated) => isolated.into(),
        }
    }

    /// Texts of a list, joined as the language joins them.
    pub fn list(&self, texts: &[Text]) -> Html {
        let separator = self.messages().list_separator;
        let each = texts.iter().enumerate();
        each.map(|(i, text)| html! { <>{ if i > 0 { separator } else { "" } }{ self.text(text) }</> })
            .collect()
    }
}

/// The context; every component of the form is inside a provider.
#[hook]
pub fn use_form() -> Context {
    use_context::<Context>().expect("the form provides its context")
}
