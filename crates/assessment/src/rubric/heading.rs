//! The heading of a rubric: what a list of rubrics shows, read without checking the rest.

use super::{Rubric, Status};
use crate::Id;
use crate::read::{self, Read, Reader};
use crate::text::Text;
use std::rc::Rc;

/// The heading of a rubric.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "unstable-exhaustive"), non_exhaustive)]
pub struct Heading {
    /// The id, which is the same in all versions.
    pub id: Id,
    /// The version, as the author writes it.
    pub version: Rc<str>,
    /// The title.
    pub title: Text,
    /// One or two sentences on its purpose.
    pub summary: Option<Text>,
    /// How official it is.
    pub status: Status,
}

impl Heading {
    /// Reads the heading of a rubric file; `None` if a part of it is missing or wrong, or the text is not JSON: then
    /// [`Rubric::parse`] says what is wrong. The rubric may have problems elsewhere.
    ///
    /// ```
    /// use assessment::rubric::Heading;
    ///
    /// let source = r#"{"id": "pe", "version": "1", "status": "final", "title": "PE", "sections": "not looked at"}"#;
    /// assert_eq!(&*Heading::read(source).unwrap().id, "pe");
    /// assert!(Heading::read(r#"{"id": "pe"}"#).is_none());
    /// ```
    pub fn read(source: &str) -> Option<Self> {
        fn part<T: Read>(tree: &crate::json::Node, key: &str, reader: &mut Reader<'_>) -> Option<T> {
            T::read(tree.get(key)?, reader)
        }
        let tree = read::tree(source).ok()?;
        let reader = &mut Reader::new(source, &tree);
        let heading = Self {
            id: part(&tree, "id", reader)?,
            version: part(&tree, "version", reader)?,
            title: part(&tree, "title", reader)?,
            summary: part(&tree, "summary", reader),
            status: part(&tree, "status", reader)?,
        };
        (!reader.failed()).then_some(heading)
    }
}

impl From<&Rubric> for Heading {
    fn from(rubric: &Rubric) -> Self {
        Self {
            id: rubric.id.clone(),
            version: rubric.version.clone(),
            title: rubric.title.clone(),
            summary: rubric.summary.clone(),
            status: rubric.status,
        }
    }
}
