//! The parts of a workbook: sheets, shared texts, defined names, and when formulas are computed.

use super::super::FillError;
use super::super::formula::{self, Area, Names};
use super::super::sheet::{self, New, Sheet, Spot, rich_text, with_value};
use super::super::tree::{Splices, Tree, attributes};
use std::collections::BTreeMap;
use std::ops::Range;

/// A sheet of a workbook.
pub struct Part {
    /// The name.
    pub name: String,
    /// The member that has it.
    pub path: String,
    /// The text of that member.
    pub text: String,
    /// Whether the member has a mark before its text.
    pub marked: bool,
    /// Its rows and cells.
    pub sheet: Sheet,
}

/// The shared texts.
#[derive(Default)]
pub struct Strings {
    /// The text of that member.
    pub text: String,
    /// The prefix of the names of its elements.
    pub prefix: String,
    /// The elements.
    pub ranges: Vec<Range<usize>>,
    /// Their texts.
    pub texts: Vec<String>,
}

/// Returns the defined names, in lower case, with the areas that each stands for.
pub fn defined(tree: &Tree<'_>, sheets: &[String]) -> Vec<(String, Option<Vec<Area>>)> {
    let Some(all) = tree.child(Tree::ROOT, "definedNames") else {
        return Vec::new();
    };
    let names = Names { sheets, defined: &[] };
    let mut found: BTreeMap<String, Option<Vec<Area>>> = BTreeMap::new();
    for at in tree.children(all) {
        let text = tree.text(at);
        let own = formula::parse(&text, 0, (0, 0), &names);
        // What moves with the cell stands for other cells in each; so does a cell without its sheet.
        let moved = formula::parse(&text, 0, (1, 1), &names);
        let is_fixed = own.areas == moved.areas && text.contains('!') && !text.contains('(');
        let areas = Some(own.areas).filter(|areas| !own.reads_any && is_fixed && !areas.is_empty());
        let name = tree.attribute(at, "name").unwrap_or_default().to_lowercase();
        // Sheets may have names of their own.
        let is_single = !found.contains_key(&name);
        found.insert(name, areas.filter(|_| is_single));
    }
    found.into_iter().collect()
}

impl Strings {
    /// Reads the shared texts.
    ///
    /// # Errors
    /// If the text is no XML.
    pub fn read(text: String) -> Result<Self, FillError> {
        let tree = Tree::parse(&text)?;
        let all = tree.children(Tree::ROOT);
        let (ranges, texts) = all.map(|at| (tree.range(at), rich_text(&tree, at))).unzip();
        Ok(Self {
            prefix: tree.prefix(Tree::ROOT).to_owned(),
            ranges,
            texts,
            text,
        })
    }
}

impl Part {
    /// Returns the text of the sheet with other cells.
    pub fn with(&self, cells: &[(Spot, &New)]) -> Option<String> {
        let mut splices = Splices::default();
        let mut wider: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
        for ((row, column), new) in cells {
            let own = self.sheet.rows.get(row)?;
            if let Some(cell) = own.columns.get(column) {
                splices.put(cell.range.clone(), with_value(&self.text[cell.range.clone()], new)?);
                continue;
            }
            let style = self.sheet.style(&self.text, (*row, *column));
            let cell = sheet::new_cell(&self.sheet.prefix, (*row, *column), style, new)?;
            if !own.has_end {
                // A row without any cell has no text, and no place in it is named.
                return None;
            }
            let next = own.columns.range(column + 1..).next();
            let at = next.map_or(own.inside.end, |(_, cell)| cell.range.start);
            splices.put(at..at, cell);
            let bounds = wider.entry(*row).or_insert((*column, *column));
            *bounds = (bounds.0.min(*column), bounds.1.max(*column));
        }
        for (row, (first, last)) in wider {
            let tag = self.sheet.rows.get(&row)?.tag.clone();
            if let Some(spans) = wider_spans(&self.text[tag.clone()], first + 1, last + 1) {
                splices.put(tag, spans);
            }
        }
        splices.apply(&self.text)
    }
}

/// Returns the tag of a row whose columns, if it names them, have these ones too; `None` if nothing changes.
fn wider_spans(tag: &str, first: u32, last: u32) -> Option<String> {
    let (at, _) = attributes(tag).into_iter().find(|(_, name)| *name == "spans")?;
    let value = tag[at.clone()].split(['"', '\'']).nth(1)?;
    let (from, to) = value.split_once(':')?;
    let (from, to): (u32, u32) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
    if from <= first && last <= to {
        return None;
    }
    let mut out = tag.to_owned();
    out.replace_range(at, &format!(" spans=\"{}:{}\"", from.min(first), to.max(last)));
    Some(out)
}

/// Returns the workbook with the mark that it is computed when it is opened; `None` if it has that already.
pub fn calculated_on_load(book: &str) -> Option<String> {
    let tree = Tree::parse(book).ok()?;
    let root = Tree::ROOT;
    let mut splices = Splices::default();
    match tree.child(root, "calcPr") {
        Some(at) => {
            let tag = tree.tag(at);
            let source = &book[tag.clone()];
            let own = attributes(source)
                .into_iter()
                .find(|(_, name)| *name == "fullCalcOnLoad");
            if own.is_some() && matches!(tree.attribute(at, "fullCalcOnLoad").as_deref(), Some("1" | "true")) {
                return None;
            }
            match own {
                Some((own, _)) => {
                    splices.put(tag.start + own.start..tag.start + own.end, " fullCalcOnLoad=\"1\"");
                }
                None => {
                    let end = tag.start + source.trim_end_matches('>').trim_end_matches('/').trim_end().len();
                    splices.put(end..end, " fullCalcOnLoad=\"1\"");
                }
            }
        }
        None => {
            // ECMA-376, part 1, 18.2.27: what stands before it.
            let before = [
                "fileVersion",
                "fileSharing",
                "workbookPr",
                "workbookProtection",
                "bookViews",
                "sheets",
                "functionGroups",
                "externalReferences",
                "definedNames",
            ];
            // A part for newer programs may stand among them.
            let last = tree
                .children(root)
                .filter(|at| before.contains(&tree.name(*at)))
                .last()?;
            let end = tree.range(last).end;
            splices.put(end..end, format!("<{}calcPr fullCalcOnLoad=\"1\"/>", tree.prefix(root)));
        }
    }
    splices.apply(book)
}
