//! Excel files (ECMA-376, SpreadsheetML): the visible sheets, each as a table with the values as Excel shows them.

pub(crate) mod number;

use super::archive::Archive;
use super::escapes::unescaped;
use super::xml::{Tag, Xml};
use crate::cell_name;
use crate::document::{Block, Content, Document, Grid, Remark, Spent, clean};
use crate::limits;
use crate::problem::{Kind, ReadError};
use number::Format;
use std::collections::HashMap;

/// Sheets of a workbook that are read.
const SHEETS: usize = 200;
/// Rows of a sheet.
const LAST_ROW: u32 = 1 << 20;

/// Reads an Excel file.
///
/// # Errors
/// If the file is damaged or too large.
pub fn read(archive: &mut Archive<'_>) -> Result<Document, ReadError> {
    let damaged = || ReadError::Damaged(Kind::Excel);
    let path = "xl/workbook.xml";
    let book = Book::read(&archive.xml(path, Kind::Excel)?.ok_or_else(damaged)?)?;
    let parts = match archive.xml("xl/_rels/workbook.xml.rels", Kind::Excel)? {
        Some(text) => relations(&text)?,
        None => HashMap::new(),
    };
    let strings = match archive.xml("xl/sharedStrings.xml", Kind::Excel)? {
        Some(text) => shared_strings(&text)?,
        None => Vec::new(),
    };
    let formats = match archive.xml("xl/styles.xml", Kind::Excel)? {
        Some(text) => Styles::read(&text)?,
        None => Styles::default(),
    };
    let mut out = Document::default();
    let spent = Spent::default();
    for (index, sheet) in book.sheets.iter().take(SHEETS).enumerate() {
        if sheet.hidden {
            out.remarks.push(Remark::HiddenSheet(sheet.name.clone()));
            continue;
        }
        let named = parts.get(&sheet.relation).map(|target| match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("xl/{target}"),
        });
        let path = named
            .filter(|path| archive.has(path))
            .unwrap_or_else(|| format!("xl/worksheets/sheet{}.xml", index + 1));
        // A sheet of charts has no cells.
        let Some(text) = archive.xml(&path, Kind::Excel)? else {
            continue;
        };
        let reader = SheetReader {
            name: &sheet.name,
            strings: &strings,
            styles: &formats,
            dates_from_1904: book.dates_from_1904,
            spent: &spent,
        };
        out.blocks
            .extend(reader.read(&text, &mut out.remarks)?.map(Block::Table));
    }
    let pictures = archive.paths().filter(|path| path.starts_with("xl/media/")).count();
    if pictures > 0 {
        out.remarks.push(Remark::Pictures(pictures as u32));
    }
    out.remarks.sort();
    Ok(out)
}

struct Sheet {
    name: String,
    relation: String,
    hidden: bool,
}

#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    dates_from_1904: bool,
}

impl Book {
    fn read(text: &str) -> Result<Self, ReadError> {
        let mut book = Self::default();
        excel(Xml::new(text), |xml, tag| match tag.name() {
            "sheets" => xml.children(|_, tag| {
                book.sheets.push(Sheet {
                    name: tag
                        .attribute("name")
                        .unwrap_or_default()
                        .chars()
                        .take(limits::NAME)
                        .collect(),
                    relation: tag.attribute("id").unwrap_or_default().to_owned(),
                    hidden: tag.attribute("state").is_some_and(|state| state != "visible"),
                });
                Ok(())
            }),
            "workbookPr" => {
                book.dates_from_1904 = tag.attribute("date1904").is_some_and(|_| tag.is_on("date1904"));
                Ok(())
            }
            _ => Ok(()),
        })?;
        Ok(book)
    }
}

/// Visits the elements inside of the outermost one.
fn excel(mut xml: Xml<'_>, mut visit: impl FnMut(&mut Xml<'_>, &Tag) -> Result<(), Fault>) -> Result<(), ReadError> {
    xml.children(|xml, _| xml.children(&mut visit)).map_err(|fault| fault.0)
}

/// What is wrong with a part of a workbook.
struct Fault(ReadError);

impl From<super::xml::Malformed> for Fault {
    fn from(_: super::xml::Malformed) -> Self {
        Self(ReadError::Damaged(Kind::Excel))
    }
}

impl From<crate::document::TooLarge> for Fault {
    fn from(_: crate::document::TooLarge) -> Self {
        Self(ReadError::TooLarge)
    }
}

fn relations(text: &str) -> Result<HashMap<String, String>, ReadError> {
    let mut found = HashMap::new();
    excel(Xml::new(text), |_, tag| {
        if let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target")) {
            found.insert(id.to_owned(), target.to_owned());
        }
        Ok(())
    })?;
    Ok(found)
}

fn shared_strings(text: &str) -> Result<Vec<(String, bool)>, ReadError> {
    let mut strings = Vec::new();
    excel(Xml::new(text), |xml, _| {
        // Many cells may have the same text: it is cleaned and measured once.
        let (text, bold) = rich(xml)?;
        let text = clean(&text);
        if text.len() > limits::TEXT {
            return Err(Fault(ReadError::TooLarge));
        }
        strings.push((text, bold));
        Ok(())
    })?;
    Ok(strings)
}

/// Reads a text that is made of runs, and whether all of them are bold. The reading aids of Japanese are left out.
fn rich(xml: &mut Xml<'_>) -> Result<(String, bool), Fault> {
    let mut text = String::new();
    let (mut runs, mut bold_runs) = (0, 0);
    xml.children(|xml, tag| {
        match tag.name() {
            "t" => text.push_str(&xml.text()?),
            "r" => {
                runs += 1;
                xml.children(|xml, tag| {
                    match tag.name() {
                        "t" => text.push_str(&xml.text()?),
                        "rPr" => xml.children(|_, tag| {
                            if tag.name() == "b" && tag.is_on("val") {
                                bold_runs += 1;
                            }
                            Ok::<_, Fault>(())
                        })?,
                        _ => {}
                    }
                    Ok::<_, Fault>(())
                })?;
            }
            _ => {}
        }
        Ok::<_, Fault>(())
    })?;
    Ok((unescaped(&text), runs > 0 && runs == bold_runs))
}

/// The number format, and whether the font is bold, of each style of a cell.
#[derive(Default)]
struct Styles(Vec<(Format, bool)>);

impl Styles {
    fn read(text: &str) -> Result<Self, ReadError> {
        let mut codes: HashMap<u32, String> = HashMap::new();
        let mut bold = Vec::new();
        let mut cells = Vec::new();
        excel(Xml::new(text), |xml, tag| match tag.name() {
            "numFmts" => xml.children(|_, tag| {
                if let Some(id) = tag.number("numFmtId") {
                    let code = tag.attribute("formatCode").unwrap_or_default();
                    codes.insert(id, code.chars().take(limits::NAME).collect());
                }
                Ok(())
            }),
            "fonts" => xml.children(|xml, _| {
                let mut is_bold = false;
                xml.children(|_, tag| {
                    is_bold |= tag.name() == "b" && tag.is_on("val");
                    Ok::<_, Fault>(())
                })?;
                bold.push(is_bold);
                Ok(())
            }),
            "cellXfs" => xml.children(|_, tag| {
                let id = tag.number("numFmtId").unwrap_or(0);
                cells.push((id, tag.number("fontId").unwrap_or(0) as usize));
                Ok(())
            }),
            _ => Ok(()),
        })?;
        let cells = cells.into_iter().map(|(id, font)| {
            let format = match codes.get(&id) {
                Some(code) => Format::of(code),
                None => Format::built_in(id),
            };
            (format, bold.get(font).copied().unwrap_or(false))
        });
        Ok(Self(cells.collect()))
    }
}

struct SheetReader<'s> {
    name: &'s str,
    strings: &'s [(String, bool)],
    styles: &'s Styles,
    dates_from_1904: bool,
    spent: &'s Spent,
}

impl SheetReader<'_> {
    fn read(&self, text: &str, remarks: &mut Vec<Remark>) -> Result<Option<crate::document::Table>, ReadError> {
        let mut grid = Grid::named(self.name.to_owned()).counted(self.spent);
        let mut merged = Vec::new();
        let (mut hidden_rows, mut hidden_columns) = (0, 0);
        excel(Xml::new(text), |xml, tag| match tag.name() {
            "sheetData" => {
                let mut number = 0;
                xml.children(|xml, tag| {
                    let named = tag.number("r").filter(|next| *next > number && *next <= LAST_ROW);
                    number = named.unwrap_or(number + 1);
                    // What the person who made the workbook hid is not part of the form.
                    let is_hidden = tag.attribute("hidden").is_some_and(|_| tag.is_on("hidden"));
                    let mut row = None;
                    let mut is_empty = true;
                    let mut column = 0;
                    xml.children(|xml, tag| {
                        column = tag.attribute("r").and_then(place).map_or(column, |(_, column)| column);
                        let cell = self.cell(xml, tag, number, column, remarks)?;
                        let is_blank = cell.text.trim().is_empty();
                        is_empty &= is_blank;
                        if !is_blank && !is_hidden {
                            let row = match row {
                                Some(row) => row,
                                None => *row.insert(grid.row(number, false)?),
                            };
                            grid.place(row, column, 1, cell)?;
                        }
                        column += 1;
                        Ok::<_, Fault>(())
                    })?;
                    hidden_rows += u32::from(is_hidden && !is_empty);
                    Ok::<_, Fault>(())
                })
            }
            "cols" => xml.children(|_, tag| {
                if tag.attribute("hidden").is_some_and(|_| tag.is_on("hidden")) {
                    let (from, to) = (tag.number("min").unwrap_or(1), tag.number("max").unwrap_or(1));
                    hidden_columns += to.min(limits::COLUMNS as u32).saturating_sub(from).saturating_add(1);
                }
                Ok(())
            }),
            "mergeCells" => xml.children(|_, tag| {
                merged.extend(tag.attribute("ref").and_then(|range| {
                    let (first, last) = range.split_once(':')?;
                    Some((place(first)?, place(last)?))
                }));
                Ok(())
            }),
            _ => Ok(()),
        })?;
        for ((top, left), (bottom, right)) in merged {
            let (first, end) = (grid.at_or_after(top), grid.at_or_after(bottom.saturating_add(1)));
            // A region whose first row has no cells is empty.
            if first < end && grid.number(first) == Some(top) && left <= right && left < limits::COLUMNS {
                let right = right.min(limits::COLUMNS - 1);
                grid.merge(first..=end - 1, left..=right)
                    .map_err(|_| ReadError::TooLarge)?;
            }
        }
        let table = grid.finish();
        if table.is_some() {
            let sheet = self.name.to_owned();
            if hidden_rows > 0 {
                remarks.push(Remark::HiddenRows {
                    sheet: sheet.clone(),
                    count: hidden_rows,
                });
            }
            if hidden_columns > 0 {
                remarks.push(Remark::HiddenColumns {
                    sheet,
                    count: hidden_columns,
                });
            }
        }
        Ok(table)
    }

    fn cell(
        &self,
        xml: &mut Xml<'_>,
        tag: &Tag,
        row: u32,
        column: usize,
        remarks: &mut Vec<Remark>,
    ) -> Result<Content, Fault> {
        let kind = tag.attribute("t").unwrap_or("n").to_owned();
        let style = tag.number("s").unwrap_or(0) as usize;
        let (format, mut bold) = self.styles.0.get(style).cloned().unwrap_or_default();
        let (mut value, mut formula, mut inline) = (None, false, None);
        xml.children(|xml, tag| {
            match tag.name() {
                "v" => value = Some(xml.text()?),
                "f" => formula = true,
                "is" => inline = Some(rich(xml)?),
                _ => {}
            }
            Ok::<_, Fault>(())
        })?;
        let is_missing = formula && value.as_deref().is_none_or(str::is_empty) && inline.is_none();
        if is_missing && remarks.len() < limits::REMARKS {
            remarks.push(Remark::FormulaWithoutValue {
                sheet: self.name.to_owned(),
                cell: format!("{}{row}", cell_name::letters(column)),
            });
        }
        let value = value.unwrap_or_default();
        let text = match (&*kind, inline) {
            (_, Some((text, all_bold))) => {
                bold |= all_bold;
                text
            }
            ("s", None) => {
                let (text, all_bold) = value
                    .trim()
                    .parse()
                    .ok()
                    .and_then(|index: usize| self.strings.get(index))
                    .cloned()
                    .unwrap_or_default();
                bold |= all_bold;
                text
            }
            ("b", None) => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            ("str" | "inlineStr" | "d", None) => unescaped(&value),
            ("e", None) => String::new(),
            _ => format.show(value.trim(), self.dates_from_1904),
        };
        Ok(Content { text, formula, bold })
    }
}

/// Returns the row, from 1, and the column, from 0, of a cell such as `D12`. One far beyond every sheet keeps a column that is too large.
fn place(name: &str) -> Option<(u32, usize)> {
    let digits = name.find(|character: char| character.is_ascii_digit())?;
    let column = cell_name::column(name[..digits].trim_matches('$'))?;
    Some((name[digits..].parse().ok()?, column))
}
