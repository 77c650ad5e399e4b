//! The sheet of a table: a title, facts, the head, rows with lines around the cells, notes below.

use crate::write::xlsx::{Band, Cell, Content, Form, Layout, Merged, Sheet, Style};

/// Points of a line of the usual face.
const LINE: u16 = 15;
/// Points of a line of the title.
const TITLE_LINE: u16 = 26;
/// How wide the title is, in percent of the usual face.
const TITLE_WIDTH: usize = 160;

/// A sheet with rows of a fixed number of columns.
pub(super) struct Table {
    sheet: Sheet,
    columns: usize,
}

impl Table {
    /// Begins a sheet with columns of these widths.
    pub(super) fn new(name: &str, widths: &[u16], is_landscape: bool) -> Self {
        let layout = Layout {
            widths: widths.to_vec(),
            is_landscape,
            ..Layout::default()
        };
        Self {
            sheet: Sheet {
                name: name.to_owned(),
                rows: Vec::new(),
                layout,
            },
            columns: widths.len(),
        }
    }

    /// Returns the number of rows so far: the index of the next one.
    pub(super) fn len(&self) -> usize {
        self.sheet.rows.len()
    }

    /// Adds the title over all columns.
    pub(super) fn title(&mut self, text: &str) {
        self.across(text, Style::new(Band::Title, Form::Centre), TITLE_LINE, TITLE_WIDTH);
    }

    /// Adds a heading over all columns.
    pub(super) fn heading(&mut self, text: &str) {
        self.across(text, Style::new(Band::Section, Form::Text), LINE, 100);
    }

    /// Adds a text over all columns, without lines; nothing for an empty one.
    pub(super) fn note(&mut self, text: &str) {
        if !text.is_empty() {
            self.across(text, Style::new(Band::Bare, Form::Text), LINE, 100);
        }
    }

    /// Adds the head, which stays in view and is repeated on every page.
    pub(super) fn head(&mut self, texts: &[&str]) {
        let row = self.len();
        let style = Style::new(Band::Head, Form::Centre);
        let cells = texts.iter().map(|text| Cell::from(*text).styled(style));
        self.sheet.rows.push(cells.collect());
        self.sheet.layout.frozen = row + 1;
        self.sheet.layout.repeated = (row, row + 1);
    }

    /// Adds a row with lines around each cell, the empty ones too.
    pub(super) fn row(&mut self, band: Band, cells: impl IntoIterator<Item = (Content, Form)>) {
        let cells = cells
            .into_iter()
            .map(|(content, form)| Cell::from(content).styled(Style::new(band, form)));
        self.sheet.rows.push(cells.collect());
    }

    /// Merges cells of the last row, which have the content of the first.
    pub(super) fn merge(&mut self, first: usize, last: usize) {
        let row = self.len().saturating_sub(1);
        self.sheet.layout.merged.push(Merged { row, first, last });
    }

    /// Returns the sheet.
    pub(super) fn finish(self) -> Sheet {
        self.sheet
    }

    /// Adds a row that is one cell. Programs do not find the height of such a row: it is estimated.
    fn across(&mut self, text: &str, style: Style, line: u16, percent: usize) {
        let width: usize = self.sheet.layout.widths.iter().map(|width| usize::from(*width)).sum();
        let room = (width * 100 / percent).max(1);
        let lines: usize = text
            .lines()
            .map(|line| width_of(line).div_ceil(room).max(1))
            .sum::<usize>()
            .max(1);
        let row = self.len();
        let height = line.saturating_mul(u16::try_from(lines).unwrap_or(u16::MAX));
        self.sheet.layout.heights.insert(row, height.saturating_add(3));
        let mut cells = vec![Cell::default().styled(style); self.columns.max(1)];
        if let Some(first) = cells.first_mut() {
            *first = Cell::from(text).styled(style);
        }
        self.sheet.rows.push(cells);
        self.merge(0, self.columns.saturating_sub(1));
    }
}

/// Returns the width of a text in digits: Chinese characters take two.
fn width_of(text: &str) -> usize {
    text.chars().map(|c| if u32::from(c) < 0x1100 { 1 } else { 2 }).sum()
}

/// A text from the left; nothing for an empty one.
pub(super) fn text(text: impl Into<String>) -> (Content, Form) {
    (content(text), Form::Text)
}

/// A text in the middle.
pub(super) fn centred(text: impl Into<String>) -> (Content, Form) {
    (content(text), Form::Centre)
}

/// A text of its own letters, such as a day or a number of an article.
pub(super) fn literal(text: impl Into<String>) -> (Content, Form) {
    (content(text), Form::Literal)
}

fn content(text: impl Into<String>) -> Content {
    let text = text.into();
    if text.is_empty() {
        Content::Empty
    } else {
        Content::Text(text)
    }
}
