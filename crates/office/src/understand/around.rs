//! What stands around the criteria: blanks for the subject, the grades, and what a mark such as ★ means.

use super::amounts::{self, Of};
use super::grades::{self, Read};
use super::profile::{self, Blank};
use super::statements::in_text;
use crate::assign::{Assignments, BlockAssignments};
use crate::document::{Block, Document, Paragraph, Row};
use crate::draft::{Became, Criterion, Doubt, DoubtKind, Draft, Field, FieldKind, Grade, Place, Rule, Section};
use assessment::points::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Blanks, and sentences about grades, that are looked at: no form has more.
const MOST: usize = 100;

/// Rows of a table that may have the grades alone.
const SMALL: usize = 12;

/// Marks that a sentence may give a meaning.
const MARKS: [char; 9] = ['★', '☆', '▲', '△', '※', '●', '■', '*', '＊'];

/// Paragraphs that are about the form, and no part of its criteria.
#[derive(Debug, Default)]
pub struct Around {
    blanks: BTreeMap<usize, Vec<Blank>>,
    grades: BTreeMap<usize, Read>,
}

impl Around {
    /// Finds these paragraphs among those of which nobody said what they are.
    pub fn find(document: &Document, assignments: &Assignments) -> Self {
        let mut found = Self::default();
        let mut unknown: Vec<(usize, Vec<Blank>)> = Vec::new();
        // Where tables and lines with points begin and end.
        let (mut first, mut last) = (usize::MAX, 0);
        let mut sentences: Vec<(usize, Read, bool)> = Vec::new();
        for (at, block) in document.blocks.iter().enumerate() {
            let paragraph = match block {
                Block::Table(table) if table.rows.len() > 2 => {
                    (first, last) = (first.min(at), last.max(at));
                    continue;
                }
                Block::Table(_) => continue,
                Block::Paragraph(paragraph) => paragraph,
            };
            if paragraph.text.is_empty() || assignments.rows.contains_key(&(at, 0)) {
                continue;
            }
            let blanks = profile::in_line(&paragraph.text);
            if !blanks.is_empty() {
                match blanks.iter().all(|blank| blank.known) {
                    true => found.blanks.extend([(at, blanks)]),
                    false => unknown.push((at, blanks)),
                }
                continue;
            }
            match grades::read(&paragraph.text) {
                read @ Read::Plain(..) => {
                    let words = ["总分", "总评", "得分", "等级", "等次"];
                    sentences.push((at, read, words.iter().any(|word| paragraph.text.contains(word))));
                }
                _ if in_text(&paragraph.text).is_some() => (first, last) = (first.min(at), last.max(at)),
                _ => {}
            }
        }
        let unknown = unknown.into_iter().filter(|(at, _)| *at < first);
        found.blanks.extend(unknown);
        // A sentence among criteria may be about one of them.
        let is_outside = |at: usize| at < first || at > last;
        let of_whole = sentences
            .into_iter()
            .filter(|(at, _, is_about)| *is_about || is_outside(*at));
        found.grades.extend(of_whole.map(|(at, read, _)| (at, read)));
        found
    }

    /// Returns whether a paragraph is one of these.
    pub fn has(&self, block: usize) -> bool {
        self.blanks.contains_key(&block) || self.grades.contains_key(&block)
    }

    /// Returns the sentences about grades, each with its index among the blocks.
    pub fn sentences<'d>(&self, document: &'d Document) -> impl Iterator<Item = (usize, &'d Paragraph)> {
        self.grades.keys().filter_map(|at| match document.blocks.get(*at) {
            Some(Block::Paragraph(paragraph)) => Some((*at, paragraph)),
            _ => None,
        })
    }

    /// Returns the total that a sentence about grades states.
    pub fn stated(&self, document: &Document) -> Option<(Decimal, Place)> {
        self.sentences(document).find_map(|(at, paragraph)| {
            let all = amounts::stated(&paragraph.text).into_iter();
            let mut totals = all.filter(|stated| stated.total && !stated.own && stated.of == Of::Points);
            Some((totals.next()?.amount, Place::of_row(at, 0)))
        })
    }

    /// Returns whether there are none of these.
    pub fn is_empty(&self) -> bool {
        self.blanks.is_empty() && self.grades.is_empty()
    }

    /// Puts these paragraphs, and rows that say such things, into a draft of which it is known what each row became.
    pub fn add(self, document: &Document, assignments: &Assignments, draft: &mut Draft) {
        let mut fields: Vec<(Place, Blank)> = Vec::new();
        for (block, blanks) in self.blanks {
            fields.extend(blanks.into_iter().map(|blank| (Place::of_row(block, 0), blank)));
        }
        let mut sentences: Vec<(Place, String, Read)> = Vec::new();
        for (block, read) in self.grades {
            if let Some(Block::Paragraph(Paragraph { text, .. })) = document.blocks.get(block) {
                sentences.push((Place::of_row(block, 0), text.clone(), read));
            }
        }
        let used: BTreeSet<usize> = draft.columns.iter().map(|(block, _)| *block).collect();
        let places: Vec<Place> = draft
            .became
            .iter()
            .filter(|(_, became)| matches!(became, Became::Note | Became::Ignored))
            .map(|(place, _)| *place)
            .collect();
        let first = used.first().copied().unwrap_or(0);
        for place in places {
            if assignments.rows.contains_key(&(place.block, place.row)) || assignments.left_out.contains(&place.block) {
                continue;
            }
            match document.blocks.get(place.block) {
                Some(Block::Table(table)) if used.contains(&place.block) || place.block < first => {
                    let Some(row) = table.rows.get(place.row) else { continue };
                    let blanks = profile::in_row(row);
                    if !blanks.is_empty() {
                        let texts: Vec<&str> = row.origins().map(|(_, cell)| &*cell.text).collect();
                        draft.notes.retain(|note| !texts.contains(&&**note));
                        draft.became_note(place);
                    }
                    fields.extend(blanks.into_iter().map(|(_, blank)| (place, blank)));
                    for (_, cell) in row.origins() {
                        let read = grades::read(&cell.text);
                        if read != Read::Nothing && sentences.len() < MOST {
                            sentences.push((place, cell.text.to_string(), read));
                        }
                    }
                }
                Some(Block::Paragraph(paragraph)) => {
                    let read = grades::read(&paragraph.text);
                    let is_taken = sentences.iter().any(|(known, ..)| *known == place);
                    if read != Read::Nothing && !is_taken && sentences.len() < MOST {
                        sentences.push((place, paragraph.text.clone(), read));
                    }
                }
                _ => {}
            }
        }
        let small = document.tables().filter(|(at, table)| {
            table.rows.len() <= SMALL && !used.contains(at) && !assignments.left_out.contains(at)
        });
        for (at, table) in small.filter(|(at, _)| assignments.of_block(*at) == BlockAssignments::default()) {
            let row = |row: &Row| {
                row.origins()
                    .map(|(_, cell)| &*cell.text)
                    .collect::<Vec<_>>()
                    .join("：")
            };
            let text = table.rows.iter().map(row).collect::<Vec<_>>().join("\n");
            let read = grades::read(&text);
            if matches!(read, Read::Plain(..)) {
                sentences.push((Place::of_row(at, 0), text, read));
            }
        }
        add_fields(fields, draft);
        sentences.sort_by_key(|(place, ..)| *place);
        add_grades(sentences, draft);
        add_vetoes(document, draft);
    }
}

fn add_fields(mut fields: Vec<(Place, Blank)>, draft: &mut Draft) {
    fields.sort_by_key(|(place, _)| *place);
    for (place, blank) in fields {
        draft.became_note(place);
        let is_there = draft.profile.iter().any(|field| field.label == blank.label);
        if is_there || draft.profile.len() >= MOST {
            continue;
        }
        // A form has one subject; the first label for one is it.
        let has_subject = draft.profile.iter().any(|field| field.kind == FieldKind::Subject);
        let kind = match blank.kind {
            FieldKind::Subject if has_subject => FieldKind::Text,
            kind => kind,
        };
        draft.profile.push(Field {
            label: blank.label,
            kind,
            place,
        });
    }
}

/// Takes the grades from the first sentence that is plain and fits the total; others are notes.
fn add_grades(sentences: Vec<(Place, String, Read)>, draft: &mut Draft) {
    for (place, text, read) in sentences {
        if !draft.notes.contains(&text) {
            draft.notes.push(text);
        }
        draft.became_note(place);
        let grades = match read {
            Read::Plain(bands, of) if draft.grades.is_empty() => of_total(bands, of, draft.total()),
            _ => None,
        };
        let kind = match grades {
            Some(bands) => {
                let grade = |(label, at_least)| Grade { label, at_least, place };
                draft.grades = bands.into_iter().map(grade).collect();
                DoubtKind::GradesTaken
            }
            None => DoubtKind::GradesUnread,
        };
        draft.doubts.push(Doubt {
            place: Some(place),
            kind,
        });
    }
}

/// Returns the bounds in points; `None` if one is not exact, or above the total.
fn of_total(bands: Vec<(String, Decimal)>, of: Of, total: Decimal) -> Option<Vec<(String, Decimal)>> {
    let points = |figure: Decimal| match of {
        Of::Points => Some(figure),
        Of::Percent => {
            let hundredfold = i128::from(total.ten_thousandths()) * i128::from(figure.ten_thousandths());
            let unit = 100 * i128::from(Decimal::ONE.ten_thousandths());
            (hundredfold % unit == 0).then(|| Decimal::of_ten_thousandths(hundredfold / unit))?
        }
    };
    let bands: Option<Vec<_>> = bands
        .into_iter()
        .map(|(label, low)| Some((label, points(low)?)))
        .collect();
    bands.filter(|bands| total > Decimal::ZERO && bands.iter().all(|(_, low)| *low <= total))
}

/// Finds the marks that a sentence calls vetoes, and the criteria that have one of them.
fn add_vetoes(document: &Document, draft: &mut Draft) {
    let mut marks = BTreeSet::new();
    let mut look = |text: &str| {
        for sentence in text
            .split(['。', '；', ';', '\n', '，', ','])
            .filter(|sentence| sentence.contains("否决"))
        {
            marks.extend(sentence.chars().filter(|character| MARKS.contains(character)));
        }
    };
    for (place, became) in &draft.became {
        if matches!(became, Became::Criterion | Became::More) {
            continue;
        }
        match document.blocks.get(place.block) {
            Some(Block::Paragraph(paragraph)) => look(&paragraph.text),
            Some(Block::Table(table)) => {
                let row = table.rows.get(place.row).into_iter();
                row.flat_map(|row| row.origins()).for_each(|(_, cell)| look(&cell.text));
            }
            None => {}
        }
    }
    if marks.is_empty() {
        return;
    }
    let is_marked =
        |text: &str| text.starts_with(|first| marks.contains(&first)) || text.ends_with(|last| marks.contains(&last));
    let mut found = Vec::new();
    draft
        .sections
        .iter_mut()
        .for_each(|section| mark(section, false, &is_marked, &mut found));
    for (place, has_points) in found {
        let is_here = |doubt: &Doubt| {
            doubt
                .place
                .is_some_and(|own| (own.block, own.row) == (place.block, place.row))
        };
        if !has_points {
            draft
                .doubts
                .retain(|doubt| !(is_here(doubt) && doubt.kind == DoubtKind::NoPoints));
        }
        if !draft
            .doubts
            .iter()
            .any(|doubt| is_here(doubt) && doubt.kind == DoubtKind::Veto)
        {
            draft.doubts.push(Doubt {
                place: Some(place),
                kind: DoubtKind::Veto,
            });
        }
    }
}

/// Makes vetoes of marked criteria without points, and returns the places of all marked ones and whether they have points.
fn mark(section: &mut Section, is_within: bool, is_marked: &dyn Fn(&str) -> bool, found: &mut Vec<(Place, bool)>) {
    let is_within = is_within || is_marked(&section.title);
    let has_mark =
        |criterion: &Criterion| is_marked(&criterion.text) || criterion.label.as_deref().is_some_and(is_marked);
    for criterion in section.criteria.iter_mut() {
        if is_within || has_mark(criterion) {
            if criterion.points.is_none() {
                criterion.rule = Rule::Veto;
            }
            found.push((criterion.place, criterion.points.is_some()));
        }
    }
    section
        .sections
        .iter_mut()
        .for_each(|inner| mark(inner, is_within, is_marked, found));
}
