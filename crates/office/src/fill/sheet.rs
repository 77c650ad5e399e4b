//! The rows and cells of a sheet with their places in its text, and cells with other content.

use super::tree::{At, Tree, attributes};
use crate::cell_name;
use crate::read::xlsx::number::Format;
use crate::write::package::escaped;
use assessment::points::Decimal;
use std::collections::BTreeMap;
use std::ops::Range;

/// The row, from 1, and the column, from 0, of a cell.
pub type Spot = (u32, u32);

/// Rows and columns of a sheet.
pub const LAST: Spot = (1 << 20, (1 << 14) - 1);

/// Rows above and below among which a cell of the same column is looked for.
const NEAR: usize = 500;

/// A cell in the text of a sheet.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The element.
    pub range: Range<usize>,
    /// The formula, if it has one.
    pub formula: Option<Formula>,
}

/// A formula as it is written.
#[derive(Clone, Debug, Default)]
pub struct Formula {
    /// The text, which is empty for a cell that goes on with the formula of another one.
    pub text: String,
    /// The kind, such as `shared` or `array`.
    pub kind: String,
    /// The number of a shared formula.
    pub shared: Option<u32>,
}

/// A row in the text of a sheet.
#[derive(Clone, Debug)]
pub struct Row {
    /// The opening tag.
    pub tag: Range<usize>,
    /// Whether the element has a closing tag.
    pub has_end: bool,
    /// The place between the tags.
    pub inside: Range<usize>,
    /// Its columns with cells.
    pub columns: BTreeMap<u32, Cell>,
}

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The rows, by number.
    pub rows: BTreeMap<u32, Row>,
    /// The prefix of the names of its elements.
    pub prefix: String,
    /// The styles of columns: first, last and style.
    pub styles: Vec<(u32, u32, u32)>,
    /// Whether two cells or rows have one place, so that nothing is written.
    pub is_doubtful: bool,
}

/// What a cell has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// A number of at most four decimals.
    Number(Decimal),
    /// A text.
    Text(String),
    /// True, false, an error, or a number that is finer than that.
    Other,
}

impl Sheet {
    /// Reads the places of a sheet.
    pub fn of(tree: &Tree<'_>) -> Self {
        let mut sheet = Self {
            prefix: tree.prefix(Tree::ROOT).to_owned(),
            ..Self::default()
        };
        for part in tree.children(Tree::ROOT) {
            match tree.name(part) {
                "cols" => {
                    let number = |at: At, name: &str| tree.attribute(at, name)?.trim().parse::<u32>().ok();
                    sheet.styles.extend(tree.children(part).filter_map(|at| {
                        let (from, to) = (number(at, "min")?, number(at, "max")?);
                        Some((from.checked_sub(1)?, to.checked_sub(1)?, number(at, "style")?))
                    }));
                }
                "sheetData" => sheet.read_rows(tree, part),
                _ => {}
            }
        }
        sheet
    }

    fn read_rows(&mut self, tree: &Tree<'_>, data: At) {
        let mut number = 0;
        for row in tree.children(data) {
            // As the reader of workbooks counts them.
            let named = tree.attribute(row, "r").and_then(|own| own.trim().parse::<u32>().ok());
            let fits = named.filter(|next| *next > number && *next <= LAST.0);
            self.is_doubtful |= named.is_some() && fits.is_none();
            number = fits.unwrap_or(number + 1);
            let mut columns = BTreeMap::new();
            let mut column = 0;
            let mut last = None;
            for at in tree.children(row) {
                let written = tree.attribute(at, "r");
                let named = written.as_deref().and_then(place);
                self.is_doubtful |= written.is_some() && named.is_none_or(|(row, _)| row != number);
                column = named.map_or(column, |(_, column)| column);
                // Cells stand in their order, each once.
                self.is_doubtful |= last >= Some(column) || tree.name(at) != "c";
                last = Some(column);
                let formula = tree.child(at, "f").map(|f| Formula {
                    text: tree.text(f),
                    kind: tree.attribute(f, "t").unwrap_or_default(),
                    shared: tree.attribute(f, "si").and_then(|si| si.trim().parse().ok()),
                });
                let cell = Cell {
                    range: tree.range(at),
                    formula,
                };
                columns.insert(column, cell);
                column = column.saturating_add(1);
            }
            let inside = tree.inside(row);
            let row = Row {
                tag: tree.tag(row),
                has_end: inside.is_some(),
                inside: inside.unwrap_or_else(|| tree.range(row)),
                columns,
            };
            self.is_doubtful |= self.rows.insert(number, row).is_some();
        }
    }

    /// Returns a cell.
    pub fn cell(&self, (row, column): Spot) -> Option<&Cell> {
        self.rows.get(&row)?.columns.get(&column)
    }

    /// Returns the style for a new cell: that of the nearest cell in its column, of its row, or of its column.
    pub fn style(&self, text: &str, (row, column): Spot) -> Option<u32> {
        let style = |cell: &Cell| attribute(&text[cell.range.clone()], "s");
        let near = |number: &u32| self.rows.get(number).and_then(|row| row.columns.get(&column));
        let below = self
            .rows
            .range(row + 1..)
            .take(NEAR)
            .map(|(number, _)| *number)
            .find(|number| near(number).is_some());
        let above = self
            .rows
            .range(..row)
            .rev()
            .take(NEAR)
            .map(|(number, _)| *number)
            .find(|number| near(number).is_some());
        let nearest = match (above, below) {
            (Some(above), Some(below)) if row - above < below - row => Some(above),
            (above, below) => below.or(above),
        };
        let of_row = || attribute(&text[self.rows.get(&row)?.tag.clone()], "s");
        let of_column = || {
            let mut all = self.styles.iter();
            all.find(|(from, to, _)| (*from..=*to).contains(&column))
                .map(|(_, _, style)| *style)
        };
        match nearest {
            Some(number) => style(near(&number)?),
            None => of_row().or_else(of_column),
        }
    }
}

fn attribute(element: &str, name: &str) -> Option<u32> {
    let tag = &element[..element.find('>')? + 1];
    let found = attributes(tag).into_iter().find(|(_, own)| *own == name)?;
    let value = tag[found.0].split(['"', '\'']).nth(1)?;
    value.trim().parse().ok()
}

/// Returns the value of a cell as it is written in the sheet.
pub fn value(cell: &str, strings: &[String]) -> Value {
    let Ok(tree) = Tree::parse(cell) else {
        return Value::Other;
    };
    let text_of = |name: &str| tree.child(Tree::ROOT, name).map(|at| tree.text(at));
    let kind = tree.attribute(Tree::ROOT, "t").unwrap_or_default();
    if let Some(inline) = tree.child(Tree::ROOT, "is") {
        return text(rich_text(&tree, inline));
    }
    let Some(value) = text_of("v") else {
        return Value::Empty;
    };
    match &*kind {
        "s" => {
            let index = value.trim().parse::<usize>().ok();
            text(index.and_then(|index| strings.get(index)).cloned().unwrap_or_default())
        }
        "str" | "inlineStr" | "d" => text(value),
        "" | "n" if value.trim().is_empty() => Value::Empty,
        "" | "n" => match Format::default().show(value.trim(), false).parse() {
            Ok(number) => Value::Number(number),
            Err(_) => Value::Other,
        },
        _ => Value::Other,
    }
}

fn text(text: String) -> Value {
    match text.is_empty() {
        true => Value::Empty,
        false => Value::Text(text),
    }
}

/// Returns a text that is made of runs, without the reading aids of Japanese.
pub fn rich_text(tree: &Tree<'_>, at: At) -> String {
    pieces(tree, at).into_iter().map(|at| tree.text(at)).collect()
}

/// Returns the elements that have the text of a cell.
pub fn pieces(tree: &Tree<'_>, at: At) -> Vec<At> {
    let mut found = Vec::new();
    for child in tree.children(at) {
        match tree.name(child) {
            "t" => found.push(child),
            "r" => found.extend(tree.children(child).filter(|at| tree.name(*at) == "t")),
            _ => {}
        }
    }
    found
}

/// What is written into a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum New {
    /// A number.
    Number(Decimal),
    /// A text.
    Text(String),
    /// A text as the content of an element `is`.
    Rich(String),
    /// No value: the formula has to be computed.
    Nothing,
}

/// Returns a cell with another value. Its formula, its style and all else stay.
pub fn with_value(cell: &str, new: &New) -> Option<String> {
    let tree = Tree::parse(cell).ok()?;
    let root = Tree::ROOT;
    let prefix = tree.prefix(root);
    let formula = tree.child(root, "f");
    let of = |fits: &dyn Fn(&str) -> bool| -> String {
        let all = tree.children(root).filter(|at| fits(tree.name(*at)));
        all.map(|at| tree.source(at)).collect()
    };
    let (kind, value) = match new {
        New::Number(number) => (None, format!("<{prefix}v>{number}</{prefix}v>")),
        New::Text(text) if formula.is_some() => (Some("str"), format!("<{prefix}v>{}</{prefix}v>", escaped(text))),
        New::Text(text) => {
            let text = escaped(text);
            let inner = format!("<{prefix}t xml:space=\"preserve\">{text}</{prefix}t>");
            (Some("inlineStr"), format!("<{prefix}is>{inner}</{prefix}is>"))
        }
        New::Rich(inner) => (Some("inlineStr"), format!("<{prefix}is>{inner}</{prefix}is>")),
        New::Nothing => (None, String::new()),
    };
    let tag = &cell[tree.tag(root)];
    let mut open = tag.trim_end_matches('>').trim_end_matches('/').trim_end().to_owned();
    for (at, name) in attributes(tag).into_iter().rev() {
        if name == "t" {
            open.replace_range(at, "");
        }
    }
    let kind = kind.map_or(String::new(), |kind| format!(" t=\"{kind}\""));
    let name = tree.full_name(root);
    let before = of(&|name| name == "f");
    let after = of(&|name| !matches!(name, "f" | "v" | "is"));
    Some(format!("{open}{kind}>{before}{value}{after}</{name}>"))
}

/// Returns a new cell.
pub fn new_cell(prefix: &str, at: Spot, style: Option<u32>, new: &New) -> Option<String> {
    let style = style.map_or(String::new(), |style| format!(" s=\"{style}\""));
    with_value(&format!("<{prefix}c r=\"{}\"{style}/>", name(at)), new)
}

/// Returns the row, from 1, and the column, from 0, of a cell such as `D12`.
pub fn place(name: &str) -> Option<Spot> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let column = column(&name[..digits])?;
    let row = name[digits..].parse().ok().filter(|row| (1..=LAST.0).contains(row))?;
    Some((row, column))
}

/// Returns the column, from 0, of letters such as `AB`.
pub fn column(letters: &str) -> Option<u32> {
    let column = u32::try_from(cell_name::column(letters)?).ok()?;
    (column <= LAST.1).then_some(column)
}

/// Returns the name of a cell, such as `D12`.
pub fn name((row, column): Spot) -> String {
    format!("{}{row}", cell_name::letters(column as usize))
}
