//! Word files (ECMA-376, WordprocessingML): paragraphs with their automatic numbers, and tables with merged cells.

mod numbering;

use super::archive::Archive;
use super::xml::{Malformed, Tag, Xml};
use crate::document::{Block, Content, Document, Grid, Paragraph, Remark, Spent, TooLarge, clean};
use crate::limits;
use crate::problem::{Kind, ReadError};
use numbering::{Numbering, Styles};

impl From<Malformed> for ReadError {
    fn from(_: Malformed) -> Self {
        Self::Damaged(Kind::Word)
    }
}

impl From<TooLarge> for ReadError {
    fn from(_: TooLarge) -> Self {
        Self::TooLarge
    }
}

/// Reads a Word file.
///
/// # Errors
/// If the file is damaged or too large.
pub fn read(archive: &mut Archive<'_>) -> Result<Document, ReadError> {
    let part = |archive: &mut Archive<'_>, path: &str| archive.xml(path, Kind::Word);
    let body = part(archive, "word/document.xml")?.ok_or(ReadError::Damaged(Kind::Word))?;
    let styles = match part(archive, "word/styles.xml")? {
        Some(text) => Styles::read(&text)?,
        None => Styles::default(),
    };
    let numbering = match part(archive, "word/numbering.xml")? {
        Some(text) => Numbering::read(&text)?,
        None => Numbering::default(),
    };
    let mut reader = Reader {
        styles,
        numbering,
        out: Document::default(),
        spent: Spent::default(),
        pictures: 0,
        depth: 0,
    };
    let mut blocks = Vec::new();
    let mut xml = Xml::new(&body);
    xml.children(|xml, document| match document.name() {
        "document" => xml.children(|xml, tag| match tag.name() {
            "body" => reader.blocks(xml, &mut blocks),
            _ => Ok(()),
        }),
        _ => Err(Malformed.into()),
    })?;
    reader.out.blocks = blocks;
    if reader.pictures > 0 {
        reader.out.remarks.push(Remark::Pictures(reader.pictures));
    }
    reader.out.remarks.sort();
    reader.out.remarks.dedup();
    Ok(reader.out)
}

struct Reader {
    styles: Styles,
    numbering: Numbering,
    out: Document,
    spent: Spent,
    pictures: u32,
    // Tables inside of one another.
    depth: usize,
}

/// The text of a paragraph while it is read.
#[derive(Default)]
struct Runs {
    text: String,
    /// Whether every run with text so far is bold; `None` before the first.
    bold: Option<bool>,
    /// What text boxes in the paragraph contain.
    boxes: Vec<Block>,
}

impl Reader {
    /// Says something once, however often it comes in a row.
    fn remark(&mut self, remark: Remark) {
        if self.out.remarks.last() != Some(&remark) {
            self.out.remarks.push(remark);
        }
    }

    /// Reads paragraphs and tables, of the body or of a cell.
    fn blocks(&mut self, xml: &mut Xml<'_>, out: &mut Vec<Block>) -> Result<(), ReadError> {
        let mut apart = false;
        xml.children(|xml, tag| self.block(xml, tag, &mut apart, out))
    }

    fn block(&mut self, xml: &mut Xml<'_>, tag: &Tag, apart: &mut bool, out: &mut Vec<Block>) -> Result<(), ReadError> {
        if out.len() > limits::PARAGRAPHS {
            return Err(ReadError::TooLarge);
        }
        match tag.name() {
            "p" => {
                let (mut paragraph, runs) = self.paragraph(xml)?;
                if paragraph.text.is_empty() {
                    *apart = true;
                } else {
                    paragraph.apart = std::mem::take(apart);
                    out.push(Block::Paragraph(paragraph));
                }
                out.extend(runs.boxes);
                Ok(())
            }
            "tbl" => {
                *apart = false;
                self.table(xml, out)
            }
            // Wrappers around blocks: controls, custom markup, tracked insertions.
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => {
                xml.children(|xml, tag| self.block(xml, tag, apart, out))
            }
            "del" | "moveFrom" => {
                self.remark(Remark::DeletedText);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn paragraph(&mut self, xml: &mut Xml<'_>) -> Result<(Paragraph, Runs), ReadError> {
        let mut runs = Runs::default();
        let mut list: Option<(String, u8)> = None;
        let mut style = None;
        let mut heading = None;
        xml.children(|xml, tag| match tag.name() {
            "pPr" => xml.children(|xml, tag| {
                match tag.name() {
                    "pStyle" => style = tag.attribute("val").map(str::to_owned),
                    "outlineLvl" => heading = numbering::heading(tag),
                    "numPr" => list = numbering::list(xml)?,
                    _ => {}
                }
                Ok::<_, ReadError>(())
            }),
            _ => self.inline(xml, tag, &mut runs),
        })?;
        let of_style = style.and_then(|style| self.styles.of(&style));
        let heading = heading.or(of_style.as_ref().and_then(|style| style.heading));
        let list = list.or(of_style.and_then(|style| style.list));
        let text = clean(&runs.text);
        if text.len() > limits::TEXT {
            return Err(ReadError::TooLarge);
        }
        // An empty paragraph of a list is not counted.
        let number = match &list {
            Some((id, level)) if !text.is_empty() => self.numbering.next(id, *level),
            _ => None,
        };
        let indent = list.map_or(0, |(_, level)| u16::from(level));
        let paragraph = Paragraph {
            text,
            number,
            heading,
            indent,
            ..Paragraph::default()
        };
        Ok((paragraph, runs))
    }

    /// Reads what a paragraph contains: runs, and wrappers around them.
    fn inline(&mut self, xml: &mut Xml<'_>, tag: &Tag, runs: &mut Runs) -> Result<(), ReadError> {
        match tag.name() {
            "r" => self.run(xml, runs),
            "hyperlink" | "ins" | "moveTo" | "smartTag" | "sdt" | "sdtContent" | "customXml" | "fldSimple" | "ruby"
            | "rubyBase" | "dir" | "bdo" => xml.children(|xml, tag| self.inline(xml, tag, runs)),
            "del" | "moveFrom" => {
                self.remark(Remark::DeletedText);
                Ok(())
            }
            "oMath" | "oMathPara" => {
                runs.text.push_str(&xml.text()?);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn run(&mut self, xml: &mut Xml<'_>, runs: &mut Runs) -> Result<(), ReadError> {
        let (mut hidden, mut bold) = (false, false);
        let before = runs.text.len();
        xml.children(|xml, tag| {
            match tag.name() {
                "rPr" => xml.children(|_, tag| {
                    match tag.name() {
                        "vanish" => hidden = tag.is_on("val"),
                        "b" => bold = tag.is_on("val"),
                        _ => {}
                    }
                    Ok::<_, ReadError>(())
                })?,
                "t" => runs.text.push_str(&xml.text()?),
                "tab" | "ptab" => runs.text.push(' '),
                "br" | "cr" => runs.text.push('\n'),
                "noBreakHyphen" => runs.text.push('-'),
                "sym" => runs.text.push(symbol(tag)),
                "ruby" | "rubyBase" => self.inline(xml, tag, runs)?,
                "drawing" | "pict" | "object" | "AlternateContent" => self.drawing(xml, tag, runs)?,
                _ => {}
            }
            Ok::<_, ReadError>(())
        })?;
        if hidden && runs.text.len() > before {
            runs.text.truncate(before);
            self.remark(Remark::HiddenText);
        }
        if !runs.text[before..].trim().is_empty() {
            runs.bold = Some(bold && runs.bold != Some(false));
        }
        Ok(())
    }

    /// Reads the text boxes of a drawing. The first alternative counts: the second has the same for older programs.
    fn drawing(&mut self, xml: &mut Xml<'_>, tag: &Tag, runs: &mut Runs) -> Result<(), ReadError> {
        match tag.name() {
            "AlternateContent" => {
                let mut read = false;
                xml.children(|xml, tag| {
                    if std::mem::replace(&mut read, true) {
                        return Ok(());
                    }
                    xml.children(|xml, tag| self.drawing(xml, tag, runs))?;
                    let _ = tag;
                    Ok::<_, ReadError>(())
                })
            }
            "txbxContent" => {
                let mut blocks = Vec::new();
                self.nested(|reader| reader.blocks(xml, &mut blocks))?;
                if let Some(Block::Paragraph(first)) = blocks.iter().find(|block| matches!(block, Block::Paragraph(_)))
                {
                    self.out.remarks.push(Remark::TextBox(first.text.clone()));
                }
                runs.boxes.append(&mut blocks);
                Ok(())
            }
            "blip" | "imagedata" => {
                self.pictures += 1;
                Ok(())
            }
            _ => xml.children(|xml, tag| self.drawing(xml, tag, runs)),
        }
    }

    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, ReadError>) -> Result<T, ReadError> {
        self.depth += 1;
        if self.depth > 20 {
            return Err(ReadError::TooLarge);
        }
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// Reads a table, and then the tables that are inside of its cells.
    fn table(&mut self, xml: &mut Xml<'_>, out: &mut Vec<Block>) -> Result<(), ReadError> {
        let mut grid = Grid::default().counted(&self.spent);
        let mut inner = Vec::new();
        self.nested(|reader| xml.children(|xml, tag| reader.rows(xml, tag, &mut grid, &mut inner)))?;
        out.extend(grid.finish().map(Block::Table));
        if inner.iter().any(|block| matches!(block, Block::Table(_))) {
            self.remark(Remark::TableInCell);
        }
        out.append(&mut inner);
        Ok(())
    }

    fn rows(&mut self, xml: &mut Xml<'_>, tag: &Tag, grid: &mut Grid, inner: &mut Vec<Block>) -> Result<(), ReadError> {
        match tag.name() {
            "tr" => {
                let row = grid.row(grid.last() + 1, false)?;
                let mut column = 0;
                let mut head = false;
                let mut deleted = false;
                xml.children(|xml, tag| match tag.name() {
                    "trPr" => xml.children(|_, tag| {
                        match tag.name() {
                            "tblHeader" => head = tag.is_on("val"),
                            "gridBefore" => {
                                column = tag.number("val").unwrap_or(0).min(limits::COLUMNS as u32) as usize
                            }
                            "del" => deleted = true,
                            _ => {}
                        }
                        Ok::<_, ReadError>(())
                    }),
                    _ => self.cells(xml, tag, grid, row, &mut column, inner),
                })?;
                if deleted {
                    self.remark(Remark::DeletedText);
                    grid.drop_row();
                } else if head {
                    grid.mark_head();
                }
                Ok(())
            }
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => {
                xml.children(|xml, tag| self.rows(xml, tag, grid, inner))
            }
            _ => Ok(()),
        }
    }

    fn cells(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag,
        grid: &mut Grid,
        row: usize,
        column: &mut usize,
        inner: &mut Vec<Block>,
    ) -> Result<(), ReadError> {
        match tag.name() {
            "tc" => {
                let mut columns = 1;
                let mut continues = false;
                let mut lines: Vec<String> = Vec::new();
                let mut bold = None;
                let mut apart = false;
                xml.children(|xml, tag| match tag.name() {
                    "tcPr" => xml.children(|_, tag| {
                        match tag.name() {
                            "gridSpan" => columns = tag.number("val").unwrap_or(1).max(1) as usize,
                            "vMerge" => continues = tag.attribute("val") != Some("restart"),
                            _ => {}
                        }
                        Ok::<_, ReadError>(())
                    }),
                    _ => self.in_cell(xml, tag, &mut lines, &mut bold, &mut apart, inner),
                })?;
                if continues {
                    grid.continue_down(row, *column, columns)?;
                } else {
                    let content = Content {
                        text: lines.join("\n"),
                        formula: false,
                        bold: bold == Some(true),
                    };
                    grid.place(row, *column, columns, content)?;
                }
                *column = column.saturating_add(columns);
                Ok(())
            }
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => {
                xml.children(|xml, tag| self.cells(xml, tag, grid, row, column, inner))
            }
            _ => Ok(()),
        }
    }

    fn in_cell(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag,
        lines: &mut Vec<String>,
        bold: &mut Option<bool>,
        apart: &mut bool,
        inner: &mut Vec<Block>,
    ) -> Result<(), ReadError> {
        match tag.name() {
            "p" => {
                let (paragraph, runs) = self.paragraph(xml)?;
                if !paragraph.text.is_empty() {
                    *bold = Some(runs.bold == Some(true) && *bold != Some(false));
                    lines.push(match paragraph.number {
                        Some(number) => format!("{number} {}", paragraph.text),
                        None => paragraph.text,
                    });
                }
                inner.extend(runs.boxes);
                Ok(())
            }
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => {
                xml.children(|xml, tag| self.in_cell(xml, tag, lines, bold, apart, inner))
            }
            _ => self.block(xml, tag, apart, inner),
        }
    }
}

/// Returns the character that a symbol of a picture font stands for.
pub(crate) fn symbol(tag: &Tag) -> char {
    let code = tag
        .attribute("char")
        .and_then(|code| u32::from_str_radix(code, 16).ok())
        .unwrap_or(0);
    let wingdings = tag.attribute("font").is_some_and(|font| font.starts_with("Wingdings"));
    match code & 0xff {
        // The boxes and ticks that forms are drawn with.
        0xa8 | 0x6f | 0x71 | 0x72 if wingdings => '☐',
        0xfe | 0x52 | 0xfc if wingdings => '☑',
        0xfd | 0x53 | 0xfb if wingdings => '☒',
        _ => char::from_u32(code)
            .filter(|symbol| !symbol.is_control())
            .unwrap_or(' '),
    }
}
