//! Drafts that existed when the page was last looked at: enough to name a draft that is lost.

use super::DraftMeta;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How many drafts are remembered at most.
pub(super) const MOST_KNOWN: usize = 200;

/// A known draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Row")]
pub struct KnownDraft {
    /// Its id.
    pub id: Rc<str>,
    /// The name given by the person, or its subject; empty if it has neither.
    name: Rc<str>,
    /// The title of its rubric by language, for a draft without a name.
    titles: BTreeMap<Rc<str>, Rc<str>>,
}

/// A stored row. Rows of earlier versions are an id and one name.
#[derive(Deserialize)]
#[serde(untagged)]
enum Row {
    Now {
        id: Rc<str>,
        name: Rc<str>,
        titles: BTreeMap<Rc<str>, Rc<str>>,
    },
    Before(Rc<str>, Rc<str>),
}

impl From<Row> for KnownDraft {
    fn from(row: Row) -> Self {
        match row {
            Row::Now { id, name, titles } => Self { id, name, titles },
            Row::Before(id, name) => Self {
                id,
                name,
                titles: BTreeMap::new(),
            },
        }
    }
}

impl KnownDraft {
    /// What is remembered of a draft.
    pub fn of(meta: &DraftMeta) -> Self {
        let name = [&meta.name, &meta.subject].into_iter().find(|name| !name.is_empty());
        let titles = if name.is_none() {
            meta.titles.clone()
        } else {
            BTreeMap::new()
        };
        Self {
            id: meta.id.clone(),
            name: name.cloned().unwrap_or_default(),
            titles,
        }
    }

    /// What it is called, in this language if it can be.
    pub fn name(&self, tag: &str) -> Rc<str> {
        let title = || self.titles.get(tag).or_else(|| self.titles.values().next());
        if self.name.is_empty() {
            title().unwrap_or(&self.id).clone()
        } else {
            self.name.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_named_in_the_language_of_the_page() {
        let rows = r#"[["a", "Old"], {"id": "b", "name": "", "titles": {"en": "Sport", "zh-CN": "体育"}},
            {"id": "c", "name": "青山小学", "titles": {}}, {"id": "d", "name": "", "titles": {}}]"#;
        let known: Vec<KnownDraft> = serde_json::from_str(rows).unwrap();
        let names = |tag| {
            known
                .iter()
                .map(|known| known.name(tag).to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(names("zh-CN"), ["Old", "体育", "青山小学", "d"]);
        assert_eq!(names("en"), ["Old", "Sport", "青山小学", "d"]);
        let again: Vec<KnownDraft> = serde_json::from_str(&serde_json::to_string(&known).unwrap()).unwrap();
        assert_eq!(again, known);
    }
}
