//! Pointer equality for props, so a component is drawn again only if its part of the state was replaced.

use std::ops::Deref;
use std::rc::Rc;
use yew::html::ImplicitClone;

/// A shared value that is equal only to the same allocation.
pub struct PtrEq<T>(pub Rc<T>);

impl<T> Clone for PtrEq<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for PtrEq<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for PtrEq<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> ImplicitClone for PtrEq<T> {}
