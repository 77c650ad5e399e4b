//! Papers to hand in: a title and blocks, without layout. [`write`](crate::write) makes Word files, pages and plain text of them.
//!
//! A paper is made of a form's entries again and again, and a person may have changed its words meanwhile: each block has a key that
//! stays the same, by which the person's words find their place.

use serde::{Deserialize, Serialize};

/// A paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The language, as a BCP 47 tag such as `zh-CN`. It decides about faces, quotes and the page number.
    pub language: String,
    /// The title.
    pub title: String,
    /// The blocks, from the first one.
    pub blocks: Vec<Block>,
}

/// A part of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The key, unique in the paper, such as `section:s1`.
    pub key: String,
    /// What it is.
    pub content: Content,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Content {
    /// A heading. The level is 1 for a chapter such as `一、`, 2 for `（一）` and 3 for `1.`; the number is part of the text.
    Heading {
        /// The level, from 1 to 3.
        level: u8,
        /// The text.
        text: String,
    },
    /// A paragraph. A line feed is a line break.
    Paragraph {
        /// How it is set.
        style: Style,
        /// The text.
        text: String,
    },
    /// A table.
    Table(Table),
    /// Bars, one for each row of a table that has the same figures.
    Chart(Chart),
    /// A picture.
    Picture(Picture),
    /// The headings of level 1 and 2 with their pages.
    Contents,
    /// What follows is on a new page.
    PageBreak,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Style {
    /// Running text; the first line is indented by two characters in Chinese.
    #[default]
    Body,
    /// Running text without an indent.
    Plain,
    /// Between the margins, such as the unit below the title.
    Centred,
    /// At the right, four characters from the margin, such as the signature and the date.
    Signature,
    /// Small, such as a remark below a table.
    Remark,
    /// The caption of a table or a picture.
    Caption,
    /// The title of a further paper in the same file.
    Title,
    /// What the form does not say and a person has to write. Marked, so that it is not handed in by mistake.
    Missing,
}

/// A table with a full grid. Its head is repeated on every page, and no row is broken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The widths of the columns, in parts of their sum.
    pub widths: Vec<u16>,
    /// The rows of the head.
    pub head: Vec<Row>,
    /// The other rows.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What the row is.
    pub kind: RowKind,
    /// The cells, from the first column. A merged cell stands once.
    pub cells: Vec<Cell>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RowKind {
    /// A row of figures or words.
    #[default]
    Plain,
    /// The row of a section.
    Section,
    /// A sum.
    Total,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The text. A line feed is a line break.
    pub text: String,
    /// How many columns it covers; 0 and 1 mean one.
    #[serde(default)]
    pub columns: u16,
    /// Where its text stands.
    #[serde(default)]
    pub align: Align,
}

/// Where a text stands in its cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Align {
    /// At the start of the line.
    #[default]
    Start,
    /// In the middle.
    Centre,
    /// At the end, such as figures in a column.
    End,
}

/// Bars from left to right, one below the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// What it shows. A screen reader reads it before the table.
    pub title: String,
    /// The names of the series, of which there are one or two, such as this year and last year.
    pub series: Vec<String>,
    /// The unit of the figures, such as `%`; empty for points.
    pub unit: String,
    /// The end of the axis: 100 for rates.
    pub most: String,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// A bar of each series. Figures are exact decimals as text, such as `97.5`; `None` where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// A figure for each series.
    pub figures: Vec<Option<String>>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The bytes of a JPEG or PNG file. A photo that its file says is turned is shown upright.
    pub bytes: Vec<u8>,
    /// The width in pixels of what is shown, for a file that does not say it.
    pub width: u32,
    /// The height in pixels of what is shown, for a file that does not say it.
    pub height: u32,
    /// What it shows, for a person who does not see it.
    pub description: String,
}

impl Row {
    /// Creates a row.
    pub fn new(kind: RowKind, cells: impl IntoIterator<Item = Cell>) -> Self {
        Self {
            kind,
            cells: cells.into_iter().collect(),
        }
    }
}

impl Cell {
    /// Creates a cell of one column.
    pub fn new(text: impl Into<String>, align: Align) -> Self {
        Self {
            text: text.into(),
            columns: 1,
            align,
        }
    }

    /// Covers this many columns.
    #[must_use]
    pub fn over(mut self, columns: u16) -> Self {
        self.columns = columns;
        self
    }
}

impl Paper {
    /// Returns several papers as one, each after the first with its title on a new page; an empty one of none. Each has a key that stays
    /// while others come and go, which the keys of its blocks begin with unless it is empty.
    pub fn joined(papers: impl IntoIterator<Item = (String, Self)>) -> Self {
        let mut all = Self::default();
        for (i, (own, paper)) in papers.into_iter().enumerate() {
            let key = |key: &str| match &*own {
                "" => key.to_owned(),
                own => format!("{own}/{key}"),
            };
            if i == 0 {
                (all.language, all.title) = (paper.language, paper.title);
            } else {
                all.push(key("page"), Content::PageBreak);
                all.say(key("title"), Style::Title, paper.title);
            }
            for block in paper.blocks {
                all.push(key(&block.key), block.content);
            }
        }
        all
    }

    /// Adds a block.
    pub fn push(&mut self, key: impl Into<String>, content: Content) {
        self.blocks.push(Block {
            key: key.into(),
            content,
        });
    }

    /// Adds a paragraph.
    pub fn say(&mut self, key: impl Into<String>, style: Style, text: impl Into<String>) {
        let text = text.into();
        self.push(key, Content::Paragraph { style, text });
    }

    /// Adds a heading.
    pub fn head(&mut self, key: impl Into<String>, level: u8, text: impl Into<String>) {
        let text = text.into();
        self.push(key, Content::Heading { level, text });
    }

    /// Returns how many paragraphs a person has to write.
    pub fn missing(&self) -> usize {
        let is_missing = |block: &&Block| {
            matches!(
                block.content,
                Content::Paragraph {
                    style: Style::Missing,
                    ..
                }
            )
        };
        self.blocks.iter().filter(is_missing).count()
    }
}
