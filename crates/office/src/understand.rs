//! A document as a rubric: which table or which lines are meant, and whether the sums agree.

mod amounts;
mod columns;
mod heads;
mod lines;
mod numbers;
mod rules;
mod shapes;
mod statements;
mod table;

use crate::document::{Block, Cell, Document, Paragraph, Remark, Row, Table};
use crate::draft::{Became, Doubt, DoubtKind, Draft, Place, Section};
use assessment::points::Decimal;
use std::rc::Rc;

/// Understands a document as a rubric; `None` if it states no points for anything.
pub fn understand(document: &Document) -> Option<Draft> {
    let mut draft = Draft::default();
    let tables = tables(document);
    let paragraphs: Vec<(usize, &Paragraph)> = document
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| match block {
            Block::Paragraph(paragraph) => Some((at, paragraph)),
            Block::Table(_) => None,
        })
        .collect();
    if tables
        .iter()
        .any(|(_, found)| found.sections.iter().any(|section| !section.all().is_empty()))
    {
        with_tables(document, tables, &paragraphs, &mut draft);
    } else {
        let found = lines::read(&paragraphs)?;
        draft.sections = found.sections;
        draft.doubts = found.doubts;
        draft.became = found.became;
        compare(&mut draft, found.stated);
        let own: Decimal = draft.criteria().iter().filter_map(|criterion| criterion.own).sum();
        if let Some((stated, place)) = found.own_stated.filter(|(stated, _)| *stated != own) {
            let kind = DoubtKind::OwnSumDiffers { stated, found: own };
            draft.doubts.push(Doubt {
                place: Some(place),
                kind,
            });
        }
        if lines::are_shares(&paragraphs) && draft.total() != Decimal::whole(100) && draft.criteria().len() < 3 {
            draft.doubts.push(Doubt {
                place: None,
                kind: DoubtKind::Shares,
            });
        }
    }
    if draft.criteria().is_empty() {
        return None;
    }
    // Rows with too many or too few fields matter where no sum shows that the points are where they belong.
    let is_uneven = document
        .remarks
        .iter()
        .any(|remark| matches!(remark, Remark::UnevenRows { .. }));
    if is_uneven && !draft.is_confirmed {
        let place = document.tables().next().map(|(block, _)| Place::of_row(block, 0));
        draft.doubts.push(Doubt {
            place,
            kind: DoubtKind::UnevenRow,
        });
    }
    draft.title = draft.title.or_else(|| title(document));
    Some(draft)
}

/// Puts the halves of a table whose head stands twice side by side one below the other.
fn stacked(table: &Table) -> Option<Table> {
    let half = table.width() / 2;
    if table.width() < 4 || !table.width().is_multiple_of(2) {
        return None;
    }
    let repeats = |row: &Row| {
        let own = |cell: &Cell| if cell.is_origin() { cell.text.clone() } else { "".into() };
        let texts: Vec<Rc<str>> = row.cells.iter().map(own).collect();
        let filled = texts[..half].iter().filter(|text| !text.is_empty()).count();
        filled >= 2 && texts[..half] == texts[half..]
    };
    table.rows.iter().take(5).find(|row| repeats(row))?;
    let part = |from: usize| {
        table.rows.iter().map(move |row| Row {
            cells: row.cells[from..from + half].to_vec(),
            ..row.clone()
        })
    };
    Some(Table {
        name: table.name.clone(),
        rows: part(0).chain(part(half)).collect(),
    })
}

/// Reads a table of any shape; `None` if it states no points.
fn read(at: usize, table: &Table) -> Option<table::Found> {
    shapes::by_blocks(at, table)
        .or_else(|| table::read(at, table))
        .or_else(|| shapes::by_level_heads(at, table))
        .or_else(|| shapes::by_heads(at, table))
}

/// Reads every table that states points.
fn tables(document: &Document) -> Vec<(usize, table::Found)> {
    document
        .tables()
        .filter_map(|(at, table)| Some((at, read(at, stacked(table).as_ref().unwrap_or(table))?)))
        .collect()
}

fn with_tables(
    document: &Document,
    mut tables: Vec<(usize, table::Found)>,
    paragraphs: &[(usize, &Paragraph)],
    draft: &mut Draft,
) {
    // A table whose points are all computed from others is a summary of them.
    if tables.iter().any(|(_, found)| !found.computed) {
        tables.retain(|(_, found)| !found.computed);
    }
    // A copy of a table, such as a filled-in sample, adds nothing.
    let pairs = |found: &table::Found| -> Vec<(Option<Decimal>, String)> {
        let all = found.sections.iter().flat_map(Section::all);
        all.map(|criterion| (criterion.points, criterion.text.clone()))
            .collect()
    };
    let mut seen = Vec::new();
    tables.retain(|(_, found)| {
        let own = pairs(found);
        let is_new = own.len() < 3 || !seen.contains(&own);
        seen.push(own);
        is_new
    });
    // Tables with one total compete: the last one is the revised one.
    let total = |found: &table::Found| found.sections.iter().map(Section::sum).sum::<Decimal>();
    if let [(first, _), .., (_, last)] = tables.as_slice() {
        let same = tables
            .iter()
            .all(|(_, found)| total(found) == total(last) && pairs(found).len() > 3);
        if same {
            let place = Some(Place::of_row(*first, 0));
            draft.doubts.push(Doubt {
                place,
                kind: DoubtKind::Competing,
            });
            tables.drain(..tables.len() - 1);
        }
    }
    let several = tables.len() > 1;
    let mut stated = None;
    for (at, found) in tables {
        draft.notes.extend(found.before.iter().cloned());
        draft.notes.extend(found.notes);
        draft.doubts.extend(found.doubts);
        draft.became.extend(found.became);
        if !several {
            stated = found.stated;
        } else if let Some((total, place)) = found.stated {
            let sum: Decimal = found.sections.iter().map(Section::sum).sum();
            if sum != total && draft.total() + sum != total {
                draft.doubts.push(Doubt {
                    place: Some(place),
                    kind: DoubtKind::SumDiffers {
                        stated: total,
                        found: sum,
                    },
                });
            }
        }
        let heading = heading_before(document, at);
        let own_title = title(document);
        let goes_on = heading.as_ref().is_none_or(|(_, paragraph)| {
            let plain = statements::continued(&paragraph.text);
            plain != paragraph.text || Some(plain) == own_title.as_deref()
        });
        for mut section in found.sections {
            let of_levels =
                section.title.is_empty() && section.criteria.len() == 1 && section.criteria[0].text.is_empty();
            if of_levels {
                // A table of levels belongs to the paragraph before it, which says what is judged.
                if let Some((block, paragraph)) = &heading {
                    let plain = statements::in_text(&paragraph.text).map_or(paragraph.text.clone(), |stated| {
                        statements::without(&paragraph.text, &stated)
                    });
                    let (label, text) = numbers::split(&plain);
                    section.criteria[0].label = label;
                    section.criteria[0].text = text;
                    draft.became.push((Place::of_row(*block, 0), Became::Criterion));
                }
                if let Some(last) = draft.sections.last_mut().filter(|last| last.title.is_empty()) {
                    last.criteria.append(&mut section.criteria);
                    continue;
                }
            } else if section.title.is_empty() && several && !goes_on {
                let name = match document.blocks.get(at) {
                    Some(Block::Table(table)) => table.name.clone(),
                    _ => None,
                };
                let heading = heading.as_ref().map(|(_, paragraph)| paragraph.text.clone());
                if let Some(title) = heading.or(name) {
                    let head = statements::section(&title, Place::of_row(at, 0));
                    (section.label, section.title, section.declared) = (head.label, head.title, head.declared);
                }
            }
            let name = match document.blocks.get(at) {
                Some(Block::Table(table)) => table.name.clone(),
                _ => None,
            };
            if several
                && goes_on
                && name.is_none()
                && section.title.is_empty()
                && let Some(last) = draft.sections.last_mut()
            {
                last.criteria.append(&mut section.criteria);
                continue;
            }
            draft.sections.push(section);
        }
    }
    let stated = stated.or_else(|| stated_elsewhere(document, paragraphs));
    compare(draft, stated);
}

/// Compares the sums with those that the document states.
fn compare(draft: &mut Draft, stated: Option<(Decimal, Place)>) {
    let total = draft.total();
    if let Some((stated, place)) = stated {
        draft.is_confirmed = stated == total;
        if stated != total {
            draft.doubts.push(Doubt {
                place: Some(place),
                kind: DoubtKind::SumDiffers { stated, found: total },
            });
        }
    }
    let differing: Vec<Doubt> = draft
        .sections
        .iter()
        .filter_map(|section| {
            let declared = section
                .declared
                .filter(|declared| *declared != section.sum() && !section.bonus)?;
            let kind = DoubtKind::SumDiffers {
                stated: declared,
                found: section.sum(),
            };
            Some(Doubt {
                place: section.place,
                kind,
            })
        })
        .collect();
    for doubt in differing {
        if !draft.doubts.contains(&doubt) {
            draft.doubts.push(doubt);
        }
    }
}

/// Finds a total outside of the tables: `Total 150`, `满分100分`, `Points Possible 15`.
fn stated_elsewhere(document: &Document, paragraphs: &[(usize, &Paragraph)]) -> Option<(Decimal, Place)> {
    let of_paragraphs = paragraphs.iter().map(|(at, paragraph)| (*at, &*paragraph.text));
    let of_tables = document.tables().flat_map(|(at, table)| {
        table
            .rows
            .iter()
            .flat_map(move |row| row.origins().map(move |(_, cell)| (at, &*cell.text)))
    });
    of_paragraphs.chain(of_tables).find_map(|(block, text)| {
        if text.chars().count() > 80 {
            return None;
        }
        let normal = amounts::normal(text).to_lowercase();
        let at = ["points possible", "total", "满分", "总分"]
            .iter()
            .find_map(|word| normal.find(word).map(|at| at + word.len()))?;
        let rest = normal.get(at..)?.trim_start_matches([' ', ':', '为', '是']);
        let digits: String = rest
            .chars()
            .take_while(|character| character.is_ascii_digit() || *character == '.')
            .collect();
        let amount = amounts::decimal(digits.trim_end_matches('.')).filter(|amount| *amount >= Decimal::whole(5))?;
        Some((amount, Place::of_row(block, 0)))
    })
}

/// Returns the heading or the short paragraph right before a table.
fn heading_before(document: &Document, table: usize) -> Option<(usize, Paragraph)> {
    let before = table.checked_sub(1)?;
    match document.blocks.get(before)? {
        Block::Paragraph(paragraph) if paragraph.heading.is_some() || paragraph.text.chars().count() <= 100 => {
            Some((before, paragraph.clone()))
        }
        _ => None,
    }
}

/// Returns the title: the first heading or short line, or the first cell of a table over its head.
fn title(document: &Document) -> Option<String> {
    document.blocks.iter().take(3).find_map(|block| match block {
        Block::Paragraph(paragraph) => (paragraph.text.chars().count() <= 60).then(|| paragraph.text.clone()),
        Block::Table(table) => {
            let first = table.rows.first()?;
            let origins: Vec<_> = first.origins().collect();
            match origins.as_slice() {
                [(_, only)] => Some(only.text.to_string()),
                _ => table.name.clone(),
            }
        }
    })
}
