//! One component type that draws most of the form's components.
//!
//! Yew compiles the life of a component again for each component type, about 5 KB. [`drawn`] hides the type behind a pointer
//! instead. The components stay as they are: their props are compared, and their hooks are their own.

use std::any::{Any, type_name};
use std::rc::Rc;
use yew::functional::{FunctionProvider, Hook, HookContext};
use yew::html::HtmlResult;
use yew::prelude::*;
use yew::virtual_dom::Key;

/// Draws the component `C`. Siblings that are all of one component need [`drawn_in_list`].
pub(super) fn drawn<C>(props: C::Properties) -> Html
where
    C: FunctionProvider + 'static,
    C::Properties: 'static,
{
    // Another component in the same place has other hooks, so it is drawn anew. The key says that it is another.
    drawn_in_list::<C>(type_name::<C>(), props)
}

/// Draws the component `C` with its key in a list.
pub(super) fn drawn_in_list<C>(key: impl Into<Key>, props: C::Properties) -> Html
where
    C: FunctionProvider + 'static,
    C::Properties: 'static,
{
    erased(key.into(), Rc::new(Part::<C>(props)))
}

fn erased(key: Key, part: Rc<dyn Draw>) -> Html {
    html! { <Drawn {key} {part} /> }
}

/// A component whose type is hidden, with its props.
trait Draw: Any {
    fn draw(&self, context: &mut HookContext) -> HtmlResult;
    fn is_same(&self, other: &dyn Any) -> bool;
}

struct Part<C: FunctionProvider>(C::Properties);

impl<C> Draw for Part<C>
where
    C: FunctionProvider + 'static,
    C::Properties: 'static,
{
    fn draw(&self, context: &mut HookContext) -> HtmlResult {
        C::run(context, &self.0)
    }

    fn is_same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<Self>().is_some_and(|other| self.0 == other.0)
    }
}

#[derive(Properties)]
struct DrawnProps {
    part: Rc<dyn Draw>,
}

impl PartialEq for DrawnProps {
    fn eq(&self, other: &Self) -> bool {
        let other: &dyn Any = &*other.part;
        self.part.is_same(other)
    }
}

#[component]
fn Drawn(props: &DrawnProps) -> HtmlResult {
    use_part(&*props.part)
}

/// Runs the hooks of a component as one hook of [`Drawn`].
fn use_part(part: &dyn Draw) -> impl Hook<Output = HtmlResult> {
    UsePart(part)
}

struct UsePart<'p>(&'p dyn Draw);

impl Hook for UsePart<'_> {
    type Output = HtmlResult;

    fn run(self, context: &mut HookContext) -> HtmlResult {
        self.0.draw(context)
    }
}
