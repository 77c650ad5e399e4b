//! Word files: the paragraphs and cells of `word/document.xml` in the order in which the reader of Word files has them, and new texts in
//! some of them. Every byte outside of those stays.

mod control;
mod raw;
mod walk;

use super::archive::{Archive, encoded};
use super::tree::{At, Splices, Tree};
use super::{Content, Edit, FillError, Original, Where, Why};
use crate::document::{Block, Document, Table, clean};
use crate::draft::Place;
use crate::limits;
use crate::write::package::escaped;
use control::Control;
use raw::{Raw, paragraphs, raw};
use std::collections::BTreeMap;
use std::ops::Range;
use walk::{Line, Spot, line};

const PATH: &str = "word/document.xml";

/// The text of the document.
pub struct Parts {
    text: String,
    marked: bool,
}

impl Parts {
    /// Reads the text.
    ///
    /// # Errors
    /// If there is none, or it is no XML in UTF-8.
    pub fn read(archive: &mut Archive<'_>) -> Result<Self, FillError> {
        let (text, marked) = archive.xml(PATH)?.ok_or(FillError::Structure)?;
        Ok(Self { text, marked })
    }
}

/// A part of a text, and the text in its place.
type Change = (Range<usize>, String);

/// A Word file.
pub struct File<'p> {
    parts: &'p Parts,
    tree: Tree<'p>,
    blocks: Vec<Spot>,
    document: &'p Document,
}

impl<'p> File<'p> {
    /// Finds the blocks of a document in its file.
    ///
    /// # Errors
    /// If the text is no XML, or its blocks are not those of the document.
    pub fn new(parts: &'p Parts, document: &'p Document) -> Result<Self, FillError> {
        let tree = Tree::parse(&parts.text)?;
        let blocks = walk::blocks(&tree)?;
        let file = Self {
            parts,
            tree,
            blocks,
            document,
        };
        match file.agrees() {
            true => Ok(file),
            false => Err(FillError::Structure),
        }
    }

    /// Returns whether the blocks have the texts of the document: if the two readers ever differ, nothing is written.
    fn agrees(&self) -> bool {
        let same = |(spot, block): (&Spot, &Block)| match (spot, block) {
            (Spot::Paragraph(at), Block::Paragraph(paragraph)) => clean(&raw(&self.tree, *at).text) == paragraph.text,
            (Spot::Table(lines), Block::Table(table)) => self.agrees_table(lines, table),
            _ => false,
        };
        self.blocks.len() == self.document.blocks.len() && self.blocks.iter().zip(&self.document.blocks).all(same)
    }

    fn agrees_table(&self, lines: &[Line], table: &Table) -> bool {
        table.rows.iter().all(|row| {
            let Some(line) = line(lines, row.number) else {
                return false;
            };
            let mut cells = row.cells.iter().enumerate().filter(|(_, cell)| cell.is_origin());
            cells.all(|(column, cell)| {
                let own = line.cells.get(&column).map_or(Vec::new(), |at| self.lines(*at));
                let texts: Vec<String> = own.into_iter().map(|(_, raw)| clean(&raw.text)).collect();
                let texts: Vec<&String> = texts.iter().filter(|text| !text.is_empty()).collect();
                // The document has the automatic numbers of paragraphs before their texts. A line break is a line of its own.
                let shown: Vec<&str> = cell.text.lines().collect();
                let own: Vec<&str> = texts.iter().flat_map(|text| text.lines()).collect();
                shown.len() == own.len() && shown.iter().zip(own).all(|(shown, own)| shown.ends_with(own))
            })
        })
    }

    /// Returns the paragraphs of a cell that the document has as its text.
    fn lines(&self, cell: At) -> Vec<(At, Raw)> {
        let mut found = Vec::new();
        paragraphs(&self.tree, cell, &mut found);
        found.into_iter().map(|at| (at, raw(&self.tree, at))).collect()
    }

    fn cell(&self, place: Place) -> Option<At> {
        let Spot::Table(lines) = self.blocks.get(place.block)? else {
            return None;
        };
        let Block::Table(table) = self.document.blocks.get(place.block)? else {
            return None;
        };
        let row = table.rows.get(place.row)?;
        line(lines, row.number)?.cells.get(&place.column?).copied()
    }

    /// Returns the paragraphs of a cell, or the paragraph itself.
    fn lines_of(&self, place: Place) -> Option<Vec<(At, Raw)>> {
        match (place.column, self.blocks.get(place.block)?) {
            (None, Spot::Paragraph(at)) => Some(vec![(*at, raw(&self.tree, *at))]),
            (Some(_), Spot::Table(_)) => Some(self.lines(self.cell(place)?)),
            _ => None,
        }
    }

    /// Returns the members with other content.
    ///
    /// # Errors
    /// If two changes overlap, which does not happen.
    pub fn changed(&self, edits: Vec<Edit>) -> Result<BTreeMap<String, Vec<u8>>, FillError> {
        let mut splices = Splices::default();
        // The changes of one paragraph, which may share an element.
        let mut texts: BTreeMap<(Place, usize), Vec<Change>> = BTreeMap::new();
        for edit in edits {
            match edit {
                Edit::Put { place, text, .. } => self.put(place, &text, &mut splices).ok_or(FillError::Structure)?,
                Edit::Splice { place, line, at, text } => texts.entry((place, line)).or_default().push((at, text)),
                Edit::Expect { .. } => {}
            }
        }
        for ((place, line), parts) in texts {
            self.splice(place, line, parts, &mut splices)
                .ok_or(FillError::Structure)?;
        }
        if splices.is_empty() {
            return Ok(BTreeMap::new());
        }
        let text = splices.apply(&self.parts.text).ok_or(FillError::Structure)?;
        let bytes = encoded(text, self.parts.marked);
        Ok(BTreeMap::from([(PATH.to_owned(), bytes)]))
    }

    /// Puts a text into a cell: into its first text, or into its first paragraph.
    fn put(&self, place: Place, text: &str, splices: &mut Splices) -> Option<()> {
        let cell = self.cell(place)?;
        if let Some(control) = Control::of(&self.tree, cell) {
            return control.put(self, text, splices);
        }
        let lines = self.lines(cell);
        let mut pieces = lines.iter().flat_map(|(_, raw)| &raw.pieces).map(|(_, at)| *at);
        if let Some(first) = pieces.next() {
            self.set(first, text, splices);
            pieces.for_each(|at| self.set(at, "", splices));
            return Some(());
        }
        let (paragraph, _) = lines.first()?;
        let prefix = self.tree.prefix(*paragraph);
        let properties = self
            .properties(*paragraph)
            .or_else(|| self.neighbour(place))
            .unwrap_or_default();
        let text = text_elements(prefix, text);
        let run = format!("<{prefix}r>{properties}{text}</{prefix}r>");
        match self.tree.inside(*paragraph) {
            Some(inside) => splices.put(inside.end..inside.end, run),
            None => {
                let tag = self.tree.tag(*paragraph);
                let name = self.tree.full_name(*paragraph);
                let open = self.parts.text[tag.clone()]
                    .trim_end_matches('>')
                    .trim_end_matches('/')
                    .trim_end();
                splices.put(tag, format!("{open}>{run}</{name}>"));
            }
        }
        Some(())
    }

    /// Returns the run properties of an empty run of a paragraph, or of its mark.
    fn properties(&self, paragraph: At) -> Option<String> {
        let tree = &self.tree;
        let runs = tree.children(paragraph).filter(|at| tree.name(*at) == "r");
        let of_run = runs.filter_map(|run| tree.child(run, "rPr")).last();
        let of_mark = || tree.child(tree.child(paragraph, "pPr")?, "rPr");
        self.run_properties(of_run.or_else(of_mark)?)
    }

    /// Returns run properties without what belongs to tracked changes.
    fn run_properties(&self, at: At) -> Option<String> {
        let tree = &self.tree;
        let name = tree.full_name(at);
        let kept = tree.children(at).filter(|child| {
            !matches!(
                tree.name(*child),
                "ins" | "del" | "moveFrom" | "moveTo" | "rPrChange" | "vanish"
            )
        });
        let inner: String = kept.map(|child| tree.source(child)).collect();
        (!inner.is_empty()).then(|| format!("<{name}>{inner}</{name}>"))
    }

    /// Returns the run properties of a text near a cell: below it in its column, or before it in its row. What is above may be the head.
    fn neighbour(&self, place: Place) -> Option<String> {
        let below = (1..=3).map(|rows| Place {
            row: place.row + rows,
            ..place
        });
        let before = (0..place.column?).rev().map(|column| Place {
            column: Some(column),
            ..place
        });
        let mut texts = below.chain(before).filter_map(|place| {
            let mut lines = self.lines(self.cell(place)?).into_iter();
            lines.find_map(|(_, raw)| raw.pieces.first().map(|(_, at)| *at))
        });
        let run = self.tree.around(texts.next()?).next()?;
        self.run_properties(self.tree.child(run, "rPr")?)
    }

    /// Gives an element another text.
    fn set(&self, at: At, text: &str, splices: &mut Splices) {
        let elements = text_elements(self.tree.prefix(at), text);
        splices.put(self.tree.range(at), elements);
    }

    /// Changes parts of the text of a paragraph.
    fn splice(&self, place: Place, line: usize, mut parts: Vec<Change>, splices: &mut Splices) -> Option<()> {
        let (_, raw) = self.lines_of(place)?.into_iter().nth(line)?;
        parts.sort_by_key(|(at, _)| (at.start, at.end));
        let mut texts: BTreeMap<At, String> = BTreeMap::new();
        let mut offset: BTreeMap<At, Vec<Change>> = BTreeMap::new();
        for (at, text) in parts {
            // A part that is empty goes into the element before it.
            let holds = |piece: &Range<usize>| match at.is_empty() {
                true => piece.start < at.start && at.start <= piece.end,
                false => piece.start < at.end && at.start < piece.end,
            };
            let mut touched: Vec<_> = raw.pieces.iter().filter(|(piece, _)| holds(piece)).collect();
            if touched.is_empty() {
                touched.extend(raw.pieces.iter().find(|(piece, _)| piece.start == at.start));
            }
            let mut text = Some(text);
            for (piece, element) in touched {
                let from = at.start.clamp(piece.start, piece.end) - piece.start;
                let to = at.end.clamp(piece.start, piece.end) - piece.start;
                texts
                    .entry(*element)
                    // A line feed in an element is a space.
                    .or_insert_with(|| raw.text[piece.clone()].replace(['\n', '\r'], " "));
                offset
                    .entry(*element)
                    .or_default()
                    .push((from..to, text.take().unwrap_or_default()));
            }
            // There was no text to write into.
            if text.is_some() {
                return None;
            }
        }
        for (element, own) in offset {
            let mut changes = Splices::default();
            own.into_iter().for_each(|(at, text)| changes.put(at, text));
            self.set(element, &changes.apply(texts.get(&element)?)?, splices);
        }
        Some(())
    }

    /// Returns why an element is left alone: it is inside of a control or of tracked changes.
    fn held(&self, at: At) -> Option<Why> {
        let is_fixed = |at: At| {
            matches!(
                self.tree.name(at),
                "sdt" | "sdtContent" | "customXml" | "ins" | "del" | "moveTo" | "moveFrom" | "AlternateContent"
            )
        };
        self.tree.around(at).any(is_fixed).then_some(Why::Structure)
    }
}

impl Original for File<'_> {
    fn content(&self, place: Place) -> Option<Content> {
        let lines = self.lines_of(place)?;
        let mut content = Content::default();
        for (at, raw) in &lines {
            let held = self.held(*at).or_else(|| raw.is_fixed.then_some(Why::Structure));
            let has_room = !raw.pieces.is_empty();
            content
                .held_lines
                .push(held.or_else(|| (!has_room).then_some(Why::Structure)));
        }
        let is_plain = lines
            .iter()
            .all(|(_, raw)| !raw.is_fixed && !raw.has_pictures && raw.boxes.is_empty());
        let of_cell = self.cell(place).and_then(|cell| {
            let is_simple = self
                .tree
                .children(cell)
                .all(|at| matches!(self.tree.name(at), "tcPr" | "p" | "bookmarkStart" | "bookmarkEnd"));
            (!is_simple || lines.is_empty())
                .then_some(Why::Structure)
                .or_else(|| self.held(cell))
        });
        content.held = of_cell.or_else(|| (!is_plain).then_some(Why::Structure));
        if let Some(control) = self.cell(place).and_then(|cell| Control::of(&self.tree, cell)) {
            content.held = self.held(control.at);
            content.is_prompt = control.prompt.is_some();
        }
        content.lines = lines.into_iter().map(|(_, raw)| raw.text).collect();
        Some(content)
    }

    fn locate(&self, place: Place) -> Where {
        match self.document.blocks.get(place.block) {
            Some(Block::Table(table)) => {
                let before = self.document.tables().filter(|(at, _)| *at <= place.block).count();
                Where::Table {
                    table: before as u32,
                    row: table.rows.get(place.row).map_or(0, |row| row.number),
                    column: place.column.unwrap_or(0) as u32 + 1,
                }
            }
            Some(Block::Paragraph(paragraph)) => Where::Paragraph {
                text: paragraph.text.clone(),
            },
            None => Where::Paragraph { text: String::new() },
        }
    }

    fn longest(&self) -> usize {
        // Of at most four bytes each: what is read again.
        limits::TEXT / 4
    }
}

/// Returns the elements of a text: line feeds are line breaks.
fn text_elements(prefix: &str, text: &str) -> String {
    let lines = text.lines().map(|line| {
        let text = escaped(line);
        format!("<{prefix}t xml:space=\"preserve\">{text}</{prefix}t>")
    });
    let lines: Vec<String> = lines.collect();
    match lines.is_empty() {
        true => format!("<{prefix}t></{prefix}t>"),
        false => lines.join(&format!("<{prefix}br/>")),
    }
}
