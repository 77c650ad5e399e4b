//! Web pages, and what Word, Excel and browsers put on the clipboard: tables, headings, lists and paragraphs. Scripts and styles are
//! skipped, never run.

use crate::document::{Block, Content, Document, Grid, Paragraph, Remark, Spent, TooLarge, clean};
use crate::limits;
use crate::problem::ReadError;
use html5gum::{DefaultEmitter, Token, Tokenizer};

/// Reads a web page.
///
/// # Errors
/// If there are more rows, cells or paragraphs than the limits.
pub fn read(text: &str) -> Result<Document, ReadError> {
    let mut reader = Reader::default();
    let mut emitter = DefaultEmitter::default();
    // The contents of scripts and the like are not tags.
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attribute = |name: &str| {
                    tag.attributes
                        .iter()
                        .find(|(known, _)| known.as_slice() == name.as_bytes())
                        .map(|(_, value)| String::from_utf8_lossy(&value.value).into_owned())
                };
                reader.open(&name, &attribute).map_err(|TooLarge| ReadError::TooLarge)?;
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                reader.close(&name).map_err(|TooLarge| ReadError::TooLarge)?;
            }
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    reader.finish().map_err(|TooLarge| ReadError::TooLarge)
}

/// Returns the encoding that a page names in its first bytes.
pub fn label(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let from = head.find("charset=")? + "charset=".len();
    let label: String = head[from..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'))
        .collect();
    Some(label).filter(|label| !label.is_empty())
}

/// A table that is open.
#[derive(Default)]
struct Open {
    grid: Grid,
    row: Option<usize>,
    column: usize,
    /// Cells that reach into further rows: the column, the rows that are left, the columns.
    down: Vec<(usize, u32, usize)>,
    cell: Option<Cell>,
    /// Whether the head of the table is open.
    head: bool,
    /// What cells have besides text: tables and, after them, more text.
    after: Vec<Block>,
}

struct Cell {
    text: String,
    rows: u32,
    columns: usize,
    bold: bool,
}

#[derive(Default)]
struct Reader {
    out: Document,
    tables: Vec<Open>,
    spent: Spent,
    text: String,
    heading: Option<u8>,
    /// The lists that are open: the number of the next item, `None` for bullets.
    lists: Vec<Option<u32>>,
    item: Option<String>,
    /// The element whose content is skipped, and how many of it are open.
    skipped: Option<(String, u32)>,
    pictures: u32,
}

impl Reader {
    fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        let target = match self.tables.last_mut() {
            // Text between the cells of a table is not shown as part of one.
            Some(table) => match &mut table.cell {
                Some(cell) => &mut cell.text,
                None => return,
            },
            None => &mut self.text,
        };
        // Line breaks of the source are spaces; those that are shown were put in by `open`.
        target.extend(text.chars().map(|character| {
            if character.is_ascii_whitespace() {
                ' '
            } else {
                character
            }
        }));
    }

    fn line(&mut self) {
        match self.tables.last_mut() {
            Some(table) => {
                if let Some(cell) = &mut table.cell {
                    cell.text.push('\n');
                }
            }
            None => self.text.push('\n'),
        }
    }

    /// Ends a paragraph outside of tables.
    fn paragraph(&mut self) -> Result<(), TooLarge> {
        if !self.tables.is_empty() {
            self.line();
            return Ok(());
        }
        let text = clean(&std::mem::take(&mut self.text));
        if text.len() > limits::TEXT || self.out.blocks.len() >= limits::PARAGRAPHS {
            return Err(TooLarge);
        }
        if !text.is_empty() {
            self.out.blocks.push(Block::Paragraph(Paragraph {
                text,
                number: self.item.take(),
                heading: self.heading,
                indent: self.lists.len().saturating_sub(1) as u16,
                ..Paragraph::default()
            }));
        }
        Ok(())
    }

    fn open(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) -> Result<(), TooLarge> {
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth += u32::from(skipped == name);
            return Ok(());
        }
        let hidden = attribute("hidden").is_some()
            || attribute("style").is_some_and(|style| {
                let style = style.replace(' ', "").to_ascii_lowercase();
                style.contains("display:none") || style.contains("mso-hide:all")
            });
        let void = matches!(
            name,
            "br" | "img"
                | "hr"
                | "input"
                | "meta"
                | "link"
                | "col"
                | "wbr"
                | "area"
                | "base"
                | "embed"
                | "source"
                | "track"
        );
        if matches!(
            name,
            "comment"
                | "script"
                | "style"
                | "title"
                | "noscript"
                | "template"
                | "select"
                | "svg"
                | "iframe"
                | "textarea"
        ) || hidden && !void
        {
            self.skipped = Some((name.to_owned(), 1));
            return Ok(());
        }
        match name {
            "table" => {
                if self.tables.len() >= limits::DEPTH {
                    return Err(TooLarge);
                }
                if self.tables.is_empty() {
                    self.paragraph()?;
                }
                self.tables.push(Open {
                    grid: Grid::default().counted(&self.spent),
                    ..Open::default()
                });
            }
            "thead" | "tbody" | "tfoot" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_row()?;
                    table.head = name == "thead";
                }
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.begin_row()?;
                }
            }
            "td" | "th" => {
                if let Some(table) = self.tables.last_mut() {
                    let number = |name: &str| {
                        attribute(name)
                            .and_then(|text| text.trim().parse::<u32>().ok())
                            .unwrap_or(1)
                    };
                    table.end_cell()?;
                    if table.row.is_none() {
                        table.begin_row()?;
                    }
                    table.cell = Some(Cell {
                        text: String::new(),
                        // 0 reaches to the end of the table.
                        rows: match number("rowspan") {
                            0 => limits::ROWS as u32,
                            rows => rows,
                        },
                        columns: number("colspan").clamp(1, 1000) as usize,
                        bold: name == "th",
                    });
                }
            }
            "br" => self.line(),
            "img" => self.pictures += 1,
            "ol" | "ul" => {
                self.paragraph()?;
                let start = attribute("start")
                    .and_then(|text| text.trim().parse().ok())
                    .unwrap_or(1);
                self.lists.push((name == "ol").then_some(start));
            }
            "li" => {
                self.paragraph()?;
                let number = match self.lists.last_mut() {
                    Some(Some(next)) => {
                        let number = format!("{next}.");
                        *next = next.saturating_add(1);
                        Some(number)
                    }
                    _ => None,
                };
                match self.tables.last_mut().map(|table| &mut table.cell) {
                    Some(Some(cell)) => {
                        if let Some(number) = number {
                            cell.text.push_str(&number);
                            cell.text.push(' ');
                        }
                    }
                    Some(None) => {}
                    None => self.item = number,
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.paragraph()?;
                self.heading = name[1..].parse().ok();
            }
            _ if block(name) => self.paragraph()?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), TooLarge> {
        if let Some((skipped, depth)) = &mut self.skipped {
            if skipped == name {
                *depth -= 1;
                if *depth == 0 {
                    self.skipped = None;
                }
            }
            return Ok(());
        }
        match name {
            "table" => {
                if let Some(table) = self.tables.pop() {
                    self.end_table(table)?;
                }
            }
            "thead" | "tbody" | "tfoot" | "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_row()?;
                }
            }
            "td" | "th" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_cell()?;
                }
            }
            "ol" | "ul" => {
                self.paragraph()?;
                self.lists.pop();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.paragraph()?;
                self.heading = None;
            }
            _ if block(name) => self.paragraph()?,
            _ => {}
        }
        Ok(())
    }

    fn end_table(&mut self, mut table: Open) -> Result<(), TooLarge> {
        table.end_row()?;
        let after = std::mem::take(&mut table.after);
        let blocks = table.grid.finish().map(Block::Table).into_iter().chain(after);
        match self.tables.last_mut() {
            Some(outer) => {
                let before = outer.after.len();
                outer.after.extend(blocks);
                if outer.after.len() > before {
                    self.out.remarks.push(Remark::TableInCell);
                }
            }
            None => self.out.blocks.extend(blocks),
        }
        if self.out.remarks.len() > 1 {
            self.out.remarks.dedup();
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Document, TooLarge> {
        while let Some(table) = self.tables.pop() {
            self.end_table(table)?;
        }
        self.paragraph()?;
        if self.pictures > 0 {
            self.out.remarks.push(Remark::Pictures(self.pictures));
        }
        Ok(self.out)
    }
}

impl Open {
    fn begin_row(&mut self) -> Result<(), TooLarge> {
        self.end_row()?;
        let row = self.grid.row(self.grid.last() + 1, self.head)?;
        self.row = Some(row);
        self.column = 0;
        for (column, left, columns) in &mut self.down {
            *left -= 1;
            self.grid.continue_down(row, *column, *columns)?;
        }
        self.down.retain(|(_, left, _)| *left > 0);
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), TooLarge> {
        let (Some(cell), Some(row)) = (self.cell.take(), self.row) else {
            return Ok(());
        };
        let column = self.grid.free(row, self.column);
        if column >= limits::COLUMNS {
            return Err(TooLarge);
        }
        let columns = cell.columns.min(limits::COLUMNS - column);
        let content = Content {
            text: cell.text,
            formula: false,
            bold: cell.bold,
        };
        self.grid.place(row, column, columns, content)?;
        if cell.rows > 1 {
            self.down.push((column, cell.rows - 1, columns));
        }
        self.column = column + columns;
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), TooLarge> {
        self.end_cell()?;
        self.row = None;
        Ok(())
    }
}

/// Returns whether an element begins and ends lines of its own.
fn block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "aside"
            | "nav"
            | "form"
            | "fieldset"
            | "legend"
            | "blockquote"
            | "pre"
            | "dl"
            | "dt"
            | "dd"
            | "hr"
            | "figure"
            | "figcaption"
            | "address"
            | "caption"
            | "details"
            | "summary"
            | "center"
    )
}
