//! What follows from the work: texts, doubts, the places of parts, and the scores that the document has.

use super::super::doubts::{self, Doubtful, Matter, Status};
use super::super::edit::Edit;
use super::super::outline::{Differing, Outline};
use super::super::tree::Part;
use super::{Maker, Source};
use assessment::json::{Node, pretty};
use office::OwnScore;
use office::assign::{Assignments, ColumnRole};
use office::draft::{Became, DoubtKind, Place};
use office::fill::Origin;
use std::rc::Rc;

impl Maker {
    /// How often anything has changed.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The document.
    pub fn source(&self) -> Option<&Rc<Source>> {
        self.now.source.as_ref()
    }

    /// What was decided about the document.
    pub fn assignments(&self) -> &Assignments {
        &self.now.assignments
    }

    /// The rubric.
    pub fn rubric(&self) -> &Rc<Node> {
        &self.now.rubric
    }

    /// The text of the rubric's file. A rubric that was made from a Word or Excel file says where its criteria stand in that file, so that
    /// it can be filled in.
    pub fn text(&self) -> String {
        let Some(origin) = self.origin() else {
            return pretty(&self.now.rubric);
        };
        let mut rubric = (*self.now.rubric).clone();
        origin.keep_in(&mut rubric);
        pretty(&rubric)
    }

    /// The text of the rubric's file with the sums that the points make in place of declared ones that differ, so that the form can be
    /// shown while they do.
    pub fn text_of_sums(&self) -> String {
        let differing = &self.outline().differing;
        if differing.is_empty() {
            return self.text();
        }
        let mut rubric = (*self.now.rubric).clone();
        for one in differing {
            let section = one.part.as_ref().and_then(|part| match part {
                Part::Section(id) => Some(id.clone()),
                Part::Criterion(_) => None,
            });
            Edit::Total(section, one.found.to_string()).apply(&mut rubric);
        }
        if let Some(origin) = self.origin() {
            origin.keep_in(&mut rubric);
        }
        pretty(&rubric)
    }

    /// What the document states as its total, where it is not what the points make and no person has decided.
    pub fn stated(&self) -> Option<Differing> {
        let outline = self.outline();
        let declared = outline.differing.iter().find(|one| one.part.is_none());
        declared.cloned().or_else(|| {
            let open = self.doubts().into_iter().filter(|doubt| doubt.status == Status::Open);
            let mut sums = open.filter_map(|doubt| match (doubt.matter, doubt.part) {
                (Matter::Document(DoubtKind::SumDiffers { stated, .. }), None | Some(Part::Criterion(_))) => {
                    Some(stated)
                }
                _ => None,
            });
            let found = outline.total;
            sums.next().map(|stated| Differing {
                part: None,
                stated,
                found,
            })
        })
    }

    fn origin(&self) -> Option<Origin> {
        let now = &self.now;
        let (source, draft, base) = (now.source.as_ref()?, now.draft.as_ref()?, now.base.as_ref()?);
        Origin::of(&source.name, &source.document, draft, base, &now.assignments)
    }

    /// The sections and criteria.
    pub fn outline(&self) -> &Outline {
        self.now.outline.get_or_init(|| Outline::of(&self.now.rubric))
    }

    /// What the columns of a table were taken for.
    pub fn columns(&self, block: usize) -> &[Option<ColumnRole>] {
        let draft = self.now.draft.as_ref();
        let found = draft.and_then(|draft| draft.columns.iter().find(|(at, _)| *at == block));
        found.map_or(&[], |(_, columns)| columns)
    }

    /// What a row or paragraph became, and the part of the rubric that it became, if the rubric has that part.
    pub fn became(&self, block: usize, row: usize) -> (Became, Option<Part>) {
        let place = Place::of_row(block, row);
        let draft = self.now.draft.as_ref();
        // They are in the order of the document, each once.
        let became = draft.and_then(|draft| {
            let at = draft
                .became
                .binary_search_by_key(&(block, row), |(at, _)| (at.block, at.row));
            draft.became.get(at.ok()?)
        });
        let became = became.map_or(Became::Ignored, |(_, became)| *became);
        (became, self.part_of(place))
    }

    fn part_of(&self, place: Place) -> Option<Part> {
        let part = self.now.parts().get(&(place.block, place.row))?;
        self.outline().line(part).map(|line| line.part.clone())
    }

    /// Returns the id of the criterion that was made at exactly this place.
    fn criterion_at(&self, place: Place) -> Option<Rc<str>> {
        match self.part_of(place)? {
            Part::Criterion(id) if self.place_of(&Part::Criterion(id.clone())) == Some(place) => Some(id),
            // Several criteria of one row.
            _ => {
                let base = self.now.base.as_ref()?;
                let (id, _) = base.criteria.iter().find(|(_, at)| **at == place)?;
                let part = Part::Criterion(id.as_str().into());
                self.outline().line(&part)?;
                Some(id.as_str().into())
            }
        }
    }

    /// The place of a part in the document.
    pub fn place_of(&self, part: &Part) -> Option<Place> {
        let base = self.now.base.as_ref()?;
        match part {
            Part::Section(id) => base.sections.get(&**id).copied(),
            Part::Criterion(id) => base.criteria.get(&**id).copied(),
        }
    }

    /// What a person has to look at, with what is settled already.
    pub fn doubts(&self) -> Vec<Doubtful> {
        let now = &self.now;
        let seen = |key: &str| now.seen.contains(key);
        let outline = self.outline();
        let mut all = Vec::new();
        if let Some(draft) = &now.draft {
            all.extend(draft.doubts.iter().map(|doubt| {
                let part = doubt.place.and_then(|place| self.part_of(place));
                doubts::of_document(doubt, part, outline, &seen)
            }));
        }
        for (id, points) in self.scores_aside() {
            let part = doubts::criterion(id);
            let place = part.as_ref().and_then(|part| self.place_of(part));
            all.push(doubts::other(Matter::ScoreAside(points.clone()), place, part, &seen));
        }
        for (id, earlier) in &now.kept.unsure {
            let part = doubts::criterion(id);
            let place = part.as_ref().and_then(|part| self.place_of(part));
            all.push(doubts::other(Matter::Unsure(earlier.clone()), place, part, &seen));
        }
        let gone = now.kept.gone.iter().map(|(_, text)| Matter::Gone(text.clone()));
        let unsaid = now.unsaid.iter().map(|one| Matter::Unsaid(one.clone()));
        let remarks = now
            .source
            .iter()
            .flat_map(|source| source.document.remarks.iter().cloned());
        let others = gone.chain(unsaid).chain(remarks.map(Matter::Remark));
        all.extend(others.map(|matter| doubts::other(matter, None, None, &seen)));
        all
    }

    /// How many doubts wait for a person.
    pub fn open_doubts(&self) -> usize {
        self.doubts()
            .iter()
            .filter(|doubt| doubt.status == Status::Open)
            .count()
    }

    /// How many scores of the document are in the form.
    pub fn own_scores(&self) -> usize {
        let criteria = self.now.draft.iter().flat_map(|draft| draft.criteria());
        let all = criteria.filter(|criterion| criterion.own.is_some()).count();
        all.saturating_sub(self.scores_aside().len())
    }

    /// The record with the scores that the document has, as text, and how many scores there are; `None` if it has none. `id` is the id of
    /// the record.
    pub fn record(&self, id: &str) -> Option<(String, usize)> {
        let scores = self.scores();
        if scores.is_empty() {
            return None;
        }
        let (record, _) = office::record(&self.now.rubric, &scores, id);
        Some((pretty(&record), scores.len()))
    }

    /// The scores that the scale of their criterion cannot have, by criterion.
    fn scores_aside(&self) -> &[(String, String)] {
        self.now.aside.get_or_init(|| {
            let scores = self.scores();
            let refused = office::refused(&self.now.rubric, &scores).into_iter();
            refused
                .map(|score| (score.criterion.clone(), score.points.to_string()))
                .collect()
        })
    }

    fn scores(&self) -> Vec<OwnScore> {
        let criteria = self.now.draft.iter().flat_map(|draft| draft.criteria());
        criteria
            .filter_map(|criterion| {
                let id = self.criterion_at(criterion.place)?;
                Some(OwnScore {
                    criterion: id.to_string(),
                    points: criterion.own?,
                    note: criterion.note.clone(),
                })
            })
            .collect()
    }
}
