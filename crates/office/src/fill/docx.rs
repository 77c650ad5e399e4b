//! Word files: the paragraphs and cells of `word/document.xml` in the order in which the reader of Word files has them, and new texts in
//! some of them. Every byte outside of those stays.

use super::archive::{Archive, encoded};
use super::tree::{At, Splices, Tree};
use super::{Content, Edit, FillError, Original, Where, Why};
use crate::document::{Block, Document, Table, clean};
use crate::draft::Place;
use crate::limits;
use crate::read::docx::symbol;
use crate::read::xml::{Malformed, Xml};
use crate::write::package::escaped;
use std::collections::BTreeMap;
use std::ops::Range;

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

/// A paragraph or a table among the blocks of the document.
enum Spot {
    Paragraph(At),
    Table(Vec<Line>),
}

/// A row of a table.
struct Line {
    number: u32,
    /// The cells that begin in it, by column.
    cells: BTreeMap<usize, At>,
}

/// A Word file.
pub struct File<'p> {
    parts: &'p Parts,
    tree: Tree<'p>,
    blocks: Vec<Spot>,
    document: &'p Document,
}

/// The text of a paragraph as it is in the file.
#[derive(Default)]
struct Raw {
    text: String,
    /// The parts of the text that stand in elements, with their places in it.
    pieces: Vec<(Range<usize>, At)>,
    /// Whether something in it is left alone: tracked changes, controls, fields.
    is_fixed: bool,
    /// Whether it has pictures or drawings.
    has_pictures: bool,
    /// The content of the text boxes that are anchored in it.
    boxes: Vec<At>,
}

impl<'p> File<'p> {
    /// Finds the blocks of a document in its file.
    ///
    /// # Errors
    /// If the text is no XML, or its blocks are not those of the document.
    pub fn new(parts: &'p Parts, document: &'p Document) -> Result<Self, FillError> {
        let tree = Tree::parse(&parts.text)?;
        let mut walk = Walk {
            tree: &tree,
            blocks: Vec::new(),
            depth: 0,
        };
        for body in tree.children(Tree::ROOT).filter(|at| tree.name(*at) == "body") {
            walk.all(body)?;
        }
        let blocks = walk.blocks;
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
        let mut texts: BTreeMap<(Place, usize), Vec<(Range<usize>, String)>> = BTreeMap::new();
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

    /// Returns the run properties of the nearest text in the column of a cell.
    fn neighbour(&self, place: Place) -> Option<String> {
        let Block::Table(table) = self.document.blocks.get(place.block)? else {
            return None;
        };
        let mut rows: Vec<usize> = (0..table.rows.len()).collect();
        // Rows below first: those above may be the head.
        rows.sort_by_key(|row| (row.abs_diff(place.row), *row < place.row));
        rows.into_iter().find_map(|row| {
            let cell = self.cell(Place { row, ..place })?;
            let (_, raw) = self.lines(cell).into_iter().find(|(_, raw)| !raw.pieces.is_empty())?;
            let run = self.tree.around(raw.pieces.first()?.1).next()?;
            self.run_properties(self.tree.child(run, "rPr")?)
        })
    }

    /// Gives an element another text.
    fn set(&self, at: At, text: &str, splices: &mut Splices) {
        let elements = text_elements(self.tree.prefix(at), text);
        splices.put(self.tree.range(at), elements);
    }

    /// Changes parts of the text of a paragraph.
    fn splice(
        &self,
        place: Place,
        line: usize,
        mut parts: Vec<(Range<usize>, String)>,
        splices: &mut Splices,
    ) -> Option<()> {
        let (_, raw) = self.lines_of(place)?.into_iter().nth(line)?;
        parts.sort_by_key(|(at, _)| (at.start, at.end));
        let mut texts: BTreeMap<At, String> = BTreeMap::new();
        let mut offset: BTreeMap<At, Vec<(Range<usize>, String)>> = BTreeMap::new();
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

fn line(lines: &[Line], number: u32) -> Option<&Line> {
    let at = lines.binary_search_by_key(&number, |line| line.number).ok()?;
    lines.get(at)
}

/// Finds the paragraphs that a cell has as its text.
fn paragraphs(tree: &Tree<'_>, at: At, found: &mut Vec<At>) {
    for child in tree.children(at) {
        match tree.name(child) {
            "p" => found.push(child),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => paragraphs(tree, child, found),
            _ => {}
        }
    }
}

/// Reads the text of a paragraph.
fn raw(tree: &Tree<'_>, paragraph: At) -> Raw {
    let mut raw = Raw::default();
    for at in tree.children(paragraph) {
        if tree.name(at) != "pPr" {
            inline(tree, at, &mut raw);
        }
    }
    raw
}

fn inline(tree: &Tree<'_>, at: At, raw: &mut Raw) {
    match tree.name(at) {
        "r" => run(tree, at, raw),
        "hyperlink" | "smartTag" | "dir" | "bdo" => tree.children(at).for_each(|at| inline(tree, at, raw)),
        "ins" | "moveTo" | "sdt" | "sdtContent" | "customXml" | "fldSimple" | "ruby" | "rubyBase" => {
            raw.is_fixed = true;
            tree.children(at).for_each(|at| inline(tree, at, raw));
        }
        "del" | "moveFrom" => raw.is_fixed = true,
        "oMath" | "oMathPara" => {
            raw.is_fixed = true;
            raw.text.push_str(&tree.text(at));
        }
        _ => {}
    }
}

fn run(tree: &Tree<'_>, run: At, raw: &mut Raw) {
    let (before, pieces) = (raw.text.len(), raw.pieces.len());
    let mut is_hidden = false;
    for at in tree.children(run) {
        match tree.name(at) {
            "rPr" => {
                if let Some(vanish) = tree.children(at).filter(|at| tree.name(*at) == "vanish").last() {
                    is_hidden = tree.is_on(vanish, "val");
                }
            }
            "t" => {
                let start = raw.text.len();
                raw.text.push_str(&tree.text(at));
                raw.pieces.push((start..raw.text.len(), at));
            }
            "tab" | "ptab" => raw.text.push('\t'),
            "br" | "cr" => raw.text.push('\n'),
            "noBreakHyphen" => raw.text.push('-'),
            "sym" => {
                raw.is_fixed = true;
                let symbol = Xml::new(tree.source(at)).children(|_, tag| {
                    raw.text.push(symbol(tag));
                    Ok::<_, Malformed>(())
                });
                debug_assert!(symbol.is_ok());
            }
            "ruby" | "rubyBase" => inline(tree, at, raw),
            "fldChar" | "instrText" => raw.is_fixed = true,
            "drawing" | "pict" | "object" | "AlternateContent" => {
                raw.has_pictures = true;
                boxes(tree, at, &mut raw.boxes);
            }
            _ => {}
        }
    }
    if is_hidden && raw.text.len() > before {
        raw.text.truncate(before);
        raw.pieces.truncate(pieces);
    }
}

/// Finds the content of the text boxes of a drawing. The first alternative counts.
fn boxes(tree: &Tree<'_>, at: At, found: &mut Vec<At>) {
    match tree.name(at) {
        "AlternateContent" => {
            if let Some(first) = tree.children(at).next() {
                tree.children(first).for_each(|at| boxes(tree, at, found));
            }
        }
        "txbxContent" => found.push(at),
        _ => tree.children(at).for_each(|at| boxes(tree, at, found)),
    }
}

/// Finds blocks in the order in which the reader has them.
struct Walk<'t, 'x> {
    tree: &'t Tree<'x>,
    blocks: Vec<Spot>,
    // Tables and text boxes inside of one another.
    depth: usize,
}

impl Walk<'_, '_> {
    fn all(&mut self, at: At) -> Result<(), FillError> {
        let children: Vec<At> = self.tree.children(at).collect();
        children.into_iter().try_for_each(|at| self.block(at))
    }

    fn block(&mut self, at: At) -> Result<(), FillError> {
        match self.tree.name(at) {
            "p" => {
                let raw = raw(self.tree, at);
                if !clean(&raw.text).is_empty() {
                    self.blocks.push(Spot::Paragraph(at));
                }
                self.boxes(raw.boxes)
            }
            "tbl" => self.table(at),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.all(at),
            _ => Ok(()),
        }
    }

    fn boxes(&mut self, boxes: Vec<At>) -> Result<(), FillError> {
        boxes.into_iter().try_for_each(|at| self.nested(|walk| walk.all(at)))
    }

    fn nested(&mut self, visit: impl FnOnce(&mut Self) -> Result<(), FillError>) -> Result<(), FillError> {
        self.depth += 1;
        if self.depth > limits::DEPTH {
            return Err(FillError::Structure);
        }
        let visited = visit(self);
        self.depth -= 1;
        visited
    }

    fn table(&mut self, table: At) -> Result<(), FillError> {
        let mut lines: Vec<Line> = Vec::new();
        let mut cells = Vec::new();
        self.rows(table, &mut lines, &mut cells);
        let mut inner = Vec::new();
        let mut has_text = false;
        for (cell, counts) in cells {
            let mut own = false;
            self.in_cell(cell, &mut own, &mut inner);
            has_text |= own && counts;
        }
        if has_text {
            self.blocks.push(Spot::Table(lines));
        }
        self.nested(|walk| {
            inner.into_iter().try_for_each(|inner| match inner {
                Inner::Block(at) => walk.block(at),
                Inner::Box(at) => walk.all(at),
            })
        })
    }

    /// Finds the rows, and all cells with whether their text counts: that of merged ones and of deleted rows does not.
    fn rows(&self, at: At, lines: &mut Vec<Line>, all: &mut Vec<(At, bool)>) {
        let tree = self.tree;
        for row in tree.children(at) {
            match tree.name(row) {
                "tr" => {
                    let number = lines.last().map_or(0, |line| line.number) + 1;
                    let mut line = Line {
                        number,
                        cells: BTreeMap::new(),
                    };
                    let properties: Vec<At> = tree
                        .children(row)
                        .filter(|at| tree.name(*at) == "trPr")
                        .flat_map(|at| tree.children(at))
                        .collect();
                    let before = properties.iter().filter(|at| tree.name(**at) == "gridBefore");
                    let mut column = before
                        .filter_map(|at| tree.attribute(*at, "val")?.trim().parse::<u32>().ok())
                        .last()
                        .unwrap_or(0)
                        .min(limits::COLUMNS as u32) as usize;
                    let first = all.len();
                    self.cells(row, &mut line, &mut column, all);
                    if properties.iter().any(|at| tree.name(*at) == "del") {
                        all[first..].iter_mut().for_each(|(_, counts)| *counts = false);
                    } else {
                        lines.push(line);
                    }
                }
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.rows(row, lines, all),
                _ => {}
            }
        }
    }

    fn cells(&self, at: At, line: &mut Line, column: &mut usize, all: &mut Vec<(At, bool)>) {
        let tree = self.tree;
        for cell in tree.children(at) {
            match tree.name(cell) {
                "tc" => {
                    let mut columns = 1;
                    let mut continues = false;
                    let properties = tree.children(cell).filter(|at| tree.name(*at) == "tcPr");
                    for at in properties.flat_map(|at| tree.children(at)) {
                        let value = tree.attribute(at, "val");
                        match tree.name(at) {
                            "gridSpan" => {
                                let span = value.and_then(|value| value.trim().parse::<u32>().ok());
                                columns = span.unwrap_or(1).max(1) as usize;
                            }
                            "vMerge" => continues = value.as_deref() != Some("restart"),
                            _ => {}
                        }
                    }
                    all.push((cell, !continues));
                    if !continues {
                        line.cells.insert(*column, cell);
                    }
                    *column = column.saturating_add(columns);
                }
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.cells(cell, line, column, all),
                _ => {}
            }
        }
    }

    /// Finds whether a cell has text, and the tables and text boxes inside of it.
    fn in_cell(&self, at: At, has_text: &mut bool, inner: &mut Vec<Inner>) {
        let tree = self.tree;
        for child in tree.children(at) {
            match tree.name(child) {
                "p" => {
                    let raw = raw(tree, child);
                    *has_text |= !clean(&raw.text).is_empty();
                    inner.extend(raw.boxes.into_iter().map(Inner::Box));
                }
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.in_cell(child, has_text, inner),
                _ => inner.push(Inner::Block(child)),
            }
        }
    }
}

/// What is inside of a cell besides its text.
enum Inner {
    Block(At),
    /// The content of a text box.
    Box(At),
}
