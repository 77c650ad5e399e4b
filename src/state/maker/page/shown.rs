//! What the views read of the page.

use super::super::doubts::{Doubtful, Matter, Status};
use super::super::follow::Removed;
use super::super::lack::Lack;
use super::super::message::{Exported, Listed, MakerError, Tab, Trouble};
use super::super::outline::part_at;
use super::super::tree::Part;
use super::super::work::Maker;
use super::MakerPage;
use crate::state::Keeping;
use office::draft::Place;

/// From how many on criteria that a new document does not have are one group.
const GONE: usize = 5;

impl MakerPage {
    /// The rubric in the making.
    pub fn maker(&self) -> Option<&Maker> {
        self.maker.as_ref()
    }

    /// Those that the browser keeps, the latest first.
    pub fn listed(&self) -> &[Listed] {
        &self.listed
    }

    /// The title of the making that was deleted last and can be restored.
    pub fn deleted(&self) -> Option<&str> {
        self.deleted.as_ref().map(|(_, one)| &*one.title)
    }

    /// The tab.
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// The part that is open among the items.
    pub fn chosen(&self) -> Option<&Part> {
        self.chosen.as_ref()
    }

    /// The place of the document that a doubt led to.
    pub fn sought(&self) -> Option<Place> {
        self.sought
    }

    /// How many rows and lines are shown.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The problems of the rubric.
    pub fn troubles(&self) -> &[Trouble] {
        &self.troubles
    }

    /// The problems that are more than something not written yet.
    pub fn faults(&self) -> Vec<&Trouble> {
        let is_fault = |trouble: &&Trouble| !self.lack(trouble).is_some_and(|lack| lack.is_unfinished());
        // That there are no items is said in other words.
        let is_empty = self.maker.as_ref().is_some_and(|maker| maker.outline().criteria == 0);
        let is_told = |trouble: &&Trouble| !(is_empty && trouble.path.starts_with("sections"));
        self.troubles.iter().filter(is_fault).filter(is_told).collect()
    }

    /// The first problem of each part, field or row in which something is not written yet.
    pub fn unfinished(&self) -> Vec<&Trouble> {
        let mut found: Vec<&Trouble> = Vec::new();
        let Some(maker) = &self.maker else { return found };
        let mut last = None;
        for trouble in &self.troubles {
            if self.lack(trouble).is_some_and(|lack| lack.is_unfinished()) {
                let part = part_at(maker.rubric(), &trouble.path);
                if part.is_none() || part != last {
                    found.push(trouble);
                }
                last = part;
            }
        }
        found
    }

    /// What the field of a problem lacks.
    pub fn lack(&self, trouble: &Trouble) -> Option<Lack> {
        // The paths are those of the text as it was typed.
        let maker = self.maker.as_ref().filter(|_| self.typed.is_none())?;
        Lack::of(maker.rubric(), trouble)
    }

    /// Whether the document is nothing that a form can be made of by itself: no criterion was found in it, and none was added.
    pub fn is_without_items(&self) -> bool {
        let maker = self.maker.as_ref();
        maker.is_some_and(|maker| maker.source().is_some() && maker.outline().criteria == 0)
    }

    /// The doubts that are open, those first that may make points or structure wrong, or those that are settled. Many criteria that a new
    /// document does not have are one group.
    pub fn doubts(&self, is_open: bool) -> Vec<Vec<Doubtful>> {
        let all = self.maker.as_ref().map(Maker::doubts).unwrap_or_default();
        let mut all: Vec<_> = all
            .into_iter()
            .filter(|doubt| (doubt.status == Status::Open) == is_open)
            .collect();
        if is_open {
            all.sort_by_key(|doubt| !doubt.matter.is_blocking());
        }
        let (gone, mut others): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|doubt| matches!(doubt.matter, Matter::Gone(_)));
        if gone.len() > GONE {
            return others.drain(..).map(|one| vec![one]).chain([gone]).collect();
        }
        others.into_iter().chain(gone).map(|one| vec![one]).collect()
    }

    /// The name of what was removed last, until something else changes.
    pub fn removed_name(&self) -> Option<&str> {
        self.removed().map(|removed| &*removed.name)
    }

    pub(super) fn removed(&self) -> Option<&Removed> {
        let (removed, version) = self.removed.as_ref()?;
        (self.maker.as_ref()?.version() == *version).then_some(removed)
    }

    /// The problems at a part.
    pub fn troubles_at(&self, part: &Part) -> Vec<&Trouble> {
        let Some(maker) = &self.maker else { return Vec::new() };
        let at = |trouble: &&Trouble| part_at(maker.rubric(), &trouble.path).as_ref() == Some(part);
        self.troubles.iter().filter(at).collect()
    }

    /// The text of the rubric's file: as it was typed, or as the rubric is.
    pub fn file(&self) -> String {
        match (&self.typed, &self.maker) {
            (Some(text), _) => text.clone(),
            (None, Some(maker)) => maker.text(),
            (None, None) => String::new(),
        }
    }

    /// What is shown in a field: its text while it is typed, otherwise this value.
    pub fn shown<'v>(&'v self, field: &str, value: &'v str) -> &'v str {
        let typing = self.typing.as_ref().filter(|(own, _)| own == field);
        typing.map_or(value, |(_, text)| text)
    }

    /// Whether a file is being read.
    pub fn is_reading(&self) -> bool {
        self.is_reading
    }

    /// The error that was reported last.
    pub fn error(&self) -> Option<&MakerError> {
        self.error.as_ref()
    }

    /// The rubric in another format that was saved last.
    pub fn exported(&self) -> Option<&Exported> {
        self.exported.as_ref()
    }

    /// Whether the browser has what is shown.
    pub fn keeping(&self) -> &Keeping {
        &self.keeping
    }

    /// Whether something is not stored yet.
    pub fn is_dirty(&self) -> bool {
        self.maker
            .as_ref()
            .is_some_and(|maker| self.stored != Some(maker.version()))
    }

    /// Whether there is a form beside the page.
    pub fn has_form(&self) -> bool {
        self.has_form
    }

    /// Whether nothing keeps the rubric from being handed out: it has no problems.
    pub fn is_ready(&self) -> bool {
        let differs = |maker: &Maker| !maker.outline().differing.is_empty();
        self.troubles.is_empty() && self.maker.as_ref().is_some_and(|maker| !differs(maker))
    }

    /// How many doubts wait for a person that may make the points or the structure wrong.
    pub fn blocking(&self) -> usize {
        let doubts = self.maker.as_ref().map(Maker::doubts).unwrap_or_default();
        doubts
            .iter()
            .filter(|doubt| doubt.status == Status::Open && doubt.matter.is_blocking())
            .count()
    }

    /// How often the page has changed.
    pub fn version(&self) -> u32 {
        self.version
    }
}
