//! Excel files: the cells of the sheets, new values in some of them, and the formulas that depend on those.

mod parts;

use super::archive::{Archive, encoded};
use super::formula::{self, Area, Names, Parsed};
use super::recalculate::{At, Cells, recalculate};
use super::sheet::{self, New, Sheet, Spot, Value, rich_text};
use super::tree::{Splices, Tree, attributes};
use super::{Content, Edit, FillError, Filling, Formula, Item, Left, Original, Where, Why, Written};
use crate::document::{Block, Document};
use crate::draft::Place;
use crate::write::package::escaped;
use assessment::points::Decimal;
use parts::{Part, Strings, calculated_on_load, defined};
use std::collections::BTreeMap;
use std::ops::Range;

/// Sheets of a workbook, as many as are read.
const SHEETS: usize = 200;
const BOOK: &str = "xl/workbook.xml";
const STRINGS: &str = "xl/sharedStrings.xml";

/// An Excel file.
pub struct File<'d> {
    document: &'d Document,
    book: String,
    book_marked: bool,
    parts: Vec<Part>,
    strings: Strings,
    /// The part of each block.
    blocks: Vec<usize>,
    /// The defined names.
    defined: Vec<(String, Option<Vec<Area>>)>,
}

impl<'d> File<'d> {
    /// Reads the sheets.
    ///
    /// # Errors
    /// If a part is damaged, or no XML in UTF-8.
    pub fn read(archive: &mut Archive<'_>, document: &'d Document) -> Result<Self, FillError> {
        let (book, book_marked) = archive.xml(BOOK)?.ok_or(FillError::Structure)?;
        let tree = Tree::parse(&book)?;
        let targets = match archive.xml("xl/_rels/workbook.xml.rels")? {
            Some((text, _)) => {
                let tree = Tree::parse(&text)?;
                let all = tree.children(Tree::ROOT);
                all.filter_map(|at| Some((tree.attribute(at, "Id")?, tree.attribute(at, "Target")?)))
                    .collect()
            }
            None => BTreeMap::new(),
        };
        let mut parts = Vec::new();
        let mut shown = Vec::new();
        let sheets = tree
            .child(Tree::ROOT, "sheets")
            .map(|at| tree.children(at).collect())
            .unwrap_or_default();
        let sheets: Vec<usize> = sheets;
        for (index, at) in sheets.into_iter().take(SHEETS).enumerate() {
            let relation = tree.attribute(at, "id").unwrap_or_default();
            let named = targets
                .get(&relation)
                .map(|target: &String| match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => format!("xl/{target}"),
                });
            let path = named
                .filter(|path| archive.has(path))
                .unwrap_or_else(|| format!("xl/worksheets/sheet{}.xml", index + 1));
            let Some((text, marked)) = archive.xml(&path)? else {
                continue;
            };
            let is_hidden = tree.attribute(at, "state").is_some_and(|state| state != "visible");
            let sheet = Sheet::of(&Tree::parse(&text)?);
            shown.push(!is_hidden);
            parts.push(Part {
                name: tree.attribute(at, "name").unwrap_or_default(),
                path,
                text,
                marked,
                sheet,
            });
        }
        let strings = match archive.xml(STRINGS)? {
            Some((text, _)) => Strings::read(text)?,
            None => Strings::default(),
        };
        let names: Vec<String> = parts.iter().map(|part| part.name.to_lowercase()).collect();
        let defined = defined(&tree, &names);
        // The tables of the document are the visible sheets, without those that are empty.
        let mut visible = (0..parts.len()).filter(|index| shown[*index]);
        let blocks = document.blocks.iter().map(|block| match block {
            Block::Table(table) => {
                let name = table.name.as_deref().unwrap_or_default();
                visible.find(|index| parts[*index].name.starts_with(name))
            }
            Block::Paragraph(_) => None,
        });
        let blocks = blocks.collect::<Option<_>>().ok_or(FillError::Structure)?;
        Ok(Self {
            document,
            book,
            book_marked,
            parts,
            strings,
            blocks,
            defined,
        })
    }

    /// Returns the cell of a place.
    fn at(&self, place: Place) -> Option<At> {
        let part = *self.blocks.get(place.block)?;
        let Block::Table(table) = self.document.blocks.get(place.block)? else {
            return None;
        };
        let row = table.rows.get(place.row)?.number;
        Some((part, (row, u32::try_from(place.column?).ok()?)))
    }

    fn source(&self, (part, spot): At) -> Option<&str> {
        let part = self.parts.get(part)?;
        part.text.get(part.sheet.cell(spot)?.range.clone())
    }

    /// Returns the formulas of all sheets as they are understood.
    fn formulas(&self) -> BTreeMap<At, Parsed> {
        let sheets: Vec<String> = self.parts.iter().map(|part| part.name.to_lowercase()).collect();
        let names = Names {
            sheets: &sheets,
            defined: &self.defined,
        };
        let mut found = BTreeMap::new();
        for (index, part) in self.parts.iter().enumerate() {
            let mut shared: BTreeMap<u32, (Spot, &str)> = BTreeMap::new();
            for (row, cells) in &part.sheet.rows {
                for (column, cell) in &cells.columns {
                    let Some(own) = &cell.formula else { continue };
                    let spot = (*row, *column);
                    let parsed = match (&*own.kind, own.shared) {
                        ("shared", Some(number)) if !own.text.is_empty() => {
                            shared.insert(number, (spot, &own.text));
                            formula::parse(&own.text, index, (0, 0), &names)
                        }
                        ("shared", Some(number)) => match shared.get(&number) {
                            Some(((from_row, from_column), text)) => {
                                let moved = (
                                    i64::from(*row) - i64::from(*from_row),
                                    i64::from(*column) - i64::from(*from_column),
                                );
                                formula::parse(text, index, moved, &names)
                            }
                            None => unknown(),
                        },
                        ("" | "normal", _) if !own.text.is_empty() => formula::parse(&own.text, index, (0, 0), &names),
                        ("array", _) => Parsed {
                            sum: None,
                            ..formula::parse(&own.text, index, (0, 0), &names)
                        },
                        _ => unknown(),
                    };
                    found.insert((index, spot), parsed);
                }
            }
        }
        found
    }

    /// Returns the members with other content, and what became of the values that formulas compute.
    ///
    /// # Errors
    /// If two changes overlap, which does not happen.
    pub fn changed(
        &self,
        edits: Vec<Edit>,
        mut filling: Filling,
    ) -> Result<(Filling, BTreeMap<String, Vec<u8>>), FillError> {
        let mut new: BTreeMap<At, New> = BTreeMap::new();
        let mut written: BTreeMap<At, Value> = BTreeMap::new();
        let mut expected: Vec<(Place, Item, Decimal)> = Vec::new();
        let mut splices: BTreeMap<Place, Vec<(Range<usize>, String)>> = BTreeMap::new();
        for edit in edits {
            match edit {
                Edit::Put { place, text, number } => {
                    let at = self.at(place).ok_or(FillError::Structure)?;
                    let value = text.parse().ok().filter(|_| number);
                    let (own, value) = match value {
                        Some(value) => (New::Number(value), Value::Number(value)),
                        None => (New::Text(text.clone()), Value::Text(text)),
                    };
                    new.insert(at, own);
                    written.insert(at, value);
                }
                Edit::Splice { place, at, text, .. } => splices.entry(place).or_default().push((at, text)),
                Edit::Expect { place, item, value } => expected.push((place, item, value)),
            }
        }
        for (place, parts) in splices {
            let at = self.at(place).ok_or(FillError::Structure)?;
            let (inner, text) = self.spliced(at, parts).ok_or(FillError::Structure)?;
            new.insert(at, New::Rich(inner));
            written.insert(at, Value::Text(text));
        }
        let done = recalculate(&self.formulas(), &written, self);
        for (place, item, value) in expected {
            self.settle(place, item, value, &done, &mut filling);
        }
        let mut needs_calculation = false;
        for (at, value) in &done {
            filling.formulas.push(self.formula(*at, value.as_ref()));
            let before = self.value(*at);
            let own = match value {
                Some(value) if *value == before => continue,
                Some(Value::Number(number)) => New::Number(*number),
                Some(Value::Text(text)) => New::Text(text.clone()),
                _ => {
                    needs_calculation = true;
                    if before == Value::Empty {
                        continue;
                    }
                    New::Nothing
                }
            };
            new.insert(*at, own);
        }
        let mut changed = BTreeMap::new();
        for (index, part) in self.parts.iter().enumerate() {
            let cells = new.range((index, (0, 0))..=(index, (u32::MAX, u32::MAX)));
            let cells: Vec<(Spot, &New)> = cells.map(|((_, spot), new)| (*spot, new)).collect();
            if !cells.is_empty() {
                let text = part.with(&cells).ok_or(FillError::Structure)?;
                changed.insert(part.path.clone(), encoded(text, part.marked));
            }
        }
        if needs_calculation && let Some(book) = calculated_on_load(&self.book) {
            changed.insert(BOOK.to_owned(), encoded(book, self.book_marked));
        }
        Ok((filling, changed))
    }

    fn formula(&self, at: At, value: Option<&Value>) -> Formula {
        let (part, spot) = at;
        let part = &self.parts[part];
        let own = part.sheet.cell(spot).and_then(|cell| cell.formula.as_ref());
        Formula {
            sheet: part.name.clone(),
            cell: sheet::name(spot),
            formula: own.map_or(String::new(), |own| own.text.clone()),
            value: match value {
                Some(Value::Number(number)) => Some(number.to_string()),
                Some(Value::Text(text)) => Some(text.clone()),
                _ => None,
            },
        }
    }

    /// Says whether a formula makes the value of the form.
    fn settle(
        &self,
        place: Place,
        item: Item,
        value: Decimal,
        done: &BTreeMap<At, Option<Value>>,
        filling: &mut Filling,
    ) {
        let at = self.at(place);
        let now = at.and_then(|at| done.get(&at).cloned().unwrap_or_else(|| Some(self.value(at))));
        let place = self.locate(place);
        match now {
            Some(Value::Number(now)) if now == value => filling.written.push(Written {
                item,
                place,
                text: value.to_string(),
                replaced: None,
            }),
            Some(Value::Number(now)) => filling.left.push(Left {
                item,
                why: Why::Differs(now.to_string()),
                place: Some(place),
            }),
            _ => {
                let formula = at.map(|at| self.formula(at, None).formula).unwrap_or_default();
                filling.left.push(Left {
                    item,
                    why: Why::Formula(formula),
                    place: Some(place),
                });
            }
        }
    }

    /// Returns the text of a cell as runs: the element, and its source.
    fn rich(&self, at: At) -> Option<(&str, String)> {
        let source = self.source(at)?;
        let tree = Tree::parse(source).ok()?;
        if let Some(inline) = tree.child(Tree::ROOT, "is") {
            return Some((&source[tree.range(inline)], rich_text(&tree, inline)));
        }
        if tree.attribute(Tree::ROOT, "t").as_deref() != Some("s") {
            return None;
        }
        let index: usize = tree.text(tree.child(Tree::ROOT, "v")?).trim().parse().ok()?;
        // Elements are copied as they are, so their names must have the prefix of those of the sheet.
        let fits = self.parts.get(at.0)?.sheet.prefix == self.strings.prefix;
        let range = self.strings.ranges.get(index).filter(|_| fits)?;
        Some((
            self.strings.text.get(range.clone())?,
            self.strings.texts.get(index)?.clone(),
        ))
    }

    /// Returns the content of an element `is` with other parts of its text, and that text.
    fn spliced(&self, at: At, parts: Vec<(Range<usize>, String)>) -> Option<(String, String)> {
        let (source, mut text) = self.rich(at)?;
        let tree = Tree::parse(source).ok()?;
        let mut splices = Splices::default();
        let mut start = 0;
        let mut open: Vec<Option<String>> = parts.iter().map(|(_, text)| Some(text.clone())).collect();
        for element in sheet::pieces(&tree, Tree::ROOT) {
            let own = tree.text(element);
            let piece = start..start + own.len();
            start = piece.end;
            let mut changes = Splices::default();
            for ((at, _), open) in parts.iter().zip(&mut open) {
                let is_last = start == text.len();
                let touches = match at.is_empty() {
                    true => piece.start <= at.start && at.start <= piece.end && (at.start < piece.end || is_last),
                    false => piece.start < at.end && at.start < piece.end,
                };
                if touches {
                    let from = at.start.clamp(piece.start, piece.end) - piece.start;
                    let to = at.end.clamp(piece.start, piece.end) - piece.start;
                    changes.put(from..to, open.take().unwrap_or_default());
                }
            }
            if !changes.is_empty() {
                let name = tree.full_name(element);
                let own = escaped(&changes.apply(&own)?);
                splices.put(
                    tree.range(element),
                    format!("<{name} xml:space=\"preserve\">{own}</{name}>"),
                );
            }
        }
        for aid in tree
            .children(Tree::ROOT)
            .filter(|at| matches!(tree.name(*at), "rPh" | "phoneticPr"))
        {
            splices.put(tree.range(aid), "");
        }
        if open.iter().any(Option::is_some) {
            return None;
        }
        let element = splices.apply(source)?;
        let inner = Tree::parse(&element).ok()?.inside(Tree::ROOT)?;
        let mut parts = parts;
        parts.sort_by_key(|(at, _)| std::cmp::Reverse(at.start));
        for (at, new) in parts {
            text.replace_range(at, &new);
        }
        Some((element[inner].to_owned(), text))
    }
}

fn unknown() -> Parsed {
    Parsed {
        reads_any: true,
        ..Parsed::default()
    }
}

impl Cells for File<'_> {
    fn value(&self, at: At) -> Value {
        self.source(at)
            .map_or(Value::Empty, |source| sheet::value(source, &self.strings.texts))
    }

    fn within(&self, area: &Area) -> Vec<Spot> {
        let Some(part) = self.parts.get(area.sheet) else {
            return Vec::new();
        };
        let rows = part.sheet.rows.range(area.first.0..=area.last.0);
        rows.flat_map(|(row, cells)| {
            cells
                .columns
                .range(area.first.1..=area.last.1)
                .map(|(column, _)| (*row, *column))
        })
        .collect()
    }
}

impl Original for File<'_> {
    fn content(&self, place: Place) -> Option<Content> {
        let at = self.at(place)?;
        let part = self.parts.get(at.0)?;
        let row = part.sheet.rows.get(&at.1.0)?;
        if part.sheet.is_doubtful || !row.has_end {
            return None;
        }
        let Some(source) = self.source(at) else {
            return Some(Content::default());
        };
        let cell = part.sheet.cell(at.1)?;
        let formula = cell.formula.as_ref().map(|formula| formula.text.clone());
        let tag = &source[..source.find('>')? + 1];
        // Values of newer kinds, such as pictures in cells, have data elsewhere.
        let is_plain = attributes(tag).iter().all(|(_, name)| !matches!(*name, "cm" | "vm"));
        let value = self.value(at);
        let held = match &value {
            _ if !is_plain => Some(Why::Structure),
            Value::Other if self.shown(place).is_empty() => Some(Why::Occupied("#".to_owned())),
            _ => None,
        };
        let (line, is_text) = match self.rich(at) {
            Some((_, text)) => (text, true),
            None => (self.shown(place).to_owned(), false),
        };
        let held_line = held.clone().or_else(|| (!is_text).then_some(Why::Structure));
        Some(Content {
            lines: vec![line],
            held,
            held_lines: vec![held_line],
            formula,
            is_prompt: false,
        })
    }

    fn locate(&self, place: Place) -> Where {
        let found = self.at(Place {
            column: place.column.or(Some(0)),
            ..place
        });
        match found {
            Some((part, spot)) => Where::Cell {
                sheet: self.parts[part].name.clone(),
                cell: sheet::name(spot),
            },
            None => Where::Paragraph { text: String::new() },
        }
    }

    fn longest(&self) -> usize {
        // Characters of a cell that Excel keeps.
        32_767
    }
}

impl File<'_> {
    /// Returns the text of a cell as the document has it.
    fn shown(&self, place: Place) -> &str {
        match (self.document.blocks.get(place.block), place.column) {
            (Some(Block::Table(table)), Some(column)) => table.text(place.row, column),
            _ => "",
        }
    }
}
