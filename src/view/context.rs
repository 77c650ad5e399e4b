//! The context of the form's components: the language, the callback for actions, and the lazy rendering of parts.

use super::chosen::Chosen;
use super::ledger_filter::Shown;
use super::live_input::LiveInput;
use super::ptr_eq::PtrEq;
use super::texts::worded;
use crate::foreign::direction::isolated;
use crate::locale::{Locale, Messages, fill};
use crate::state::{Change, Earlier};
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

/// An action of the person in the form.
#[derive(Clone, Debug)]
pub enum FormAction {
    /// Changes a field with a click or a choice.
    Change(Change),
    /// Changes a field by typing: the changes to one field until it loses the focus are one undo step.
    Typing(Change),
    /// Reports a keystroke: the id of the field's element, the text in the field, and the change. The change is `None` while an
    /// input method is composing, because the text is not final yet.
    Write(String, String, Option<Change>),
    /// Ends typing: the change event of a field fired, or the field lost the focus with unreported text.
    Settle,
    /// Focuses the control with this element id, which may not be drawn yet.
    Focus(String),
    /// Shows the whole form and goes to the criterion with this ordinal.
    Visit(u32),
    /// Goes to the criterion with this ordinal among the criteria that are shown.
    GoOn(u32),
    /// Shows the whole form, scrolls to the element with this id and marks it, without moving the focus; without one, removes the
    /// mark. The number is the ordinal of a criterion that has to be drawn.
    Show(Option<(String, u32)>),
    /// Shows the criteria of the unit with this name.
    ShowUnit(Rc<str>),
    /// Lists the keys of the form; `false` closes it.
    ShowKeys(bool),
    /// Continues as another of the rubric's raters.
    FillInAs(Rc<str>),
    /// Attaches files to a criterion.
    Attach(Id, FileList),
    /// Downloads a file of evidence.
    Give(Rc<Attachment>),
    /// Prints, in place of the form, the rectification order with the problems that the ledger shows.
    PrintOrder(Shown),
    /// Skips the form, in a host page.
    Pass,
    /// Goes to the section with this ordinal. The second number counts the criteria before the section.
    VisitSection(u32, u32),
}

/// The context of the form's components.
#[derive(Clone, PartialEq)]
pub struct Context {
    /// The language and its messages.
    pub locale: Locale,
    /// The callback for the person's actions.
    pub emit: Callback<FormAction>,
    /// Decides how much of each part is drawn.
    pub lazy: Rc<LazyRender>,
    /// The latest state, which can be newer than the state that is drawn.
    pub live: PtrEq<LiveInput>,
    /// The rubric.
    pub rubric: PtrEq<Rubric>,
    /// The facts about the subject that scores depend on.
    pub facts: Facts,
    /// The rater who is filling in.
    pub rater: Rc<str>,
    /// The id of the draft; files of evidence are stored with the draft.
    pub draft: Rc<str>,
    /// The other raters and their sheets.
    pub others: PtrEq<Vec<(Rc<str>, Sheet)>>,
    /// An earlier form whose scores are shown beside the form's.
    pub earlier: Option<PtrEq<Earlier>>,
    /// The criteria that are shown; `None` if the form is not filtered.
    pub chosen: Option<PtrEq<Chosen>>,
    /// Whether the form is embedded in a host page.
    pub hosted: bool,
    /// Whether the form is read-only.
    pub read_only: bool,
}

impl Context {
    /// Creates a read-only context without actions, for texts of the form outside the form.
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
            earlier: None,
            chosen: None,
            hosted: store.is_hosted(),
            read_only: true,
        }
    }

    /// Returns the label of the current rater's points.
    pub fn points_given(&self) -> String {
        if *self.rater == *assessment::rubric::SELF {
            return self.messages().points_given.to_owned();
        }
        fill(self.messages().points_by, &[("rater", &self.rater_name(&self.rater))])
    }

    /// Returns the name of a rater.
    pub fn rater_name(&self, rater: &str) -> String {
        let known = self.rubric.raters.iter().find(|known| *known.id == *rater);
        known.map_or_else(
            || self.messages().rater_self.to_owned(),
            |known| self.plain(&known.label).to_string(),
        )
    }

    /// Returns a short name of a criterion: its label, with the word for an item if the label starts with a digit; without a
    /// label, the criterion's number.
    pub fn item(&self, criterion: &Criterion) -> String {
        let label = criterion.label.as_ref().map(|label| self.plain(label));
        let number = |number: &str| fill(self.messages().item, &[("item", number)]);
        match label {
            Some(label) if label.starts_with(|first: char| first.is_ascii_digit()) => number(&label),
            Some(label) => label.to_string(),
            None => number(&(criterion.ordinal + 1).to_string()),
        }
    }

    /// Returns the accessible name of a control: its purpose and the short name of its criterion. The criterion's whole text is
    /// the name of the group.
    pub fn named(&self, what: &str, criterion: &Criterion) -> String {
        fill(
            self.messages().of_item,
            &[("what", what), ("item", &self.item(criterion))],
        )
    }

    /// Whether the filter hides a criterion.
    pub fn hides(&self, criterion: &Criterion) -> bool {
        self.chosen.as_ref().is_some_and(|chosen| !chosen.has(criterion))
    }

    /// Returns the element of a heading by its level in the form; 1 is the form's title. In a host page every level is one lower,
    /// below the page's own title.
    pub fn heading(&self, level: usize) -> String {
        format!("h{}", (level + usize::from(self.hosted)).min(6))
    }

    /// Returns the name of a landmark. In a host page, which may have several forms, the name includes the form's title.
    pub fn landmark(&self, name: &str) -> String {
        if !self.hosted {
            return name.to_owned();
        }
        format!("{name}{}{}", self.messages().colon, self.plain(&self.rubric.title))
    }

    /// Returns the messages of the language.
    pub fn messages(&self) -> &'static Messages {
        self.locale.messages
    }

    /// Renders a rubric's text in the reader's language, marked with its own language if that differs.
    pub fn text(&self, text: &Text) -> Html {
        worded(self.locale, text)
    }

    /// Returns a rubric's text in the reader's language, for attributes and sentences.
    pub fn plain(&self, text: &Text) -> Rc<str> {
        let wording = text.wording(self.locale.tag);
        match isolated(&wording) {
            Cow::Borrowed(_) => wording,
            Cow::Owned(isolated) => isolated.into(),
        }
    }

    /// Renders texts joined by the language's list separator.
    pub fn list(&self, texts: &[Text]) -> Html {
        let separator = self.messages().list_separator;
        let each = texts.iter().enumerate();
        each.map(|(i, text)| html! { <>{ if i > 0 { separator } else { "" } }{ self.text(text) }</> })
            .collect()
    }
}

/// Returns the context; every component of the form is inside a provider.
#[hook]
pub fn use_form() -> Context {
    use_context::<Context>().expect("the form provides its context")
}
