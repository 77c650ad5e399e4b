//! The sheet of a table: a title, facts, the head, rows with lines around the cells, notes below.

use super::{Band, Cell, Content, Form, Height, Layout, Merged, Sheet, Style};

/// Points of a line of the usual face.
const LINE: u16 = 15;
/// Points of a line of the title.
const TITLE_LINE: u16 = 26;
/// Points above and below the lines of a row.
const AROUND: u16 = 3;
/// How wide the title is, in percent of the usual face.
const TITLE_WIDTH: usize = 160;

/// A sheet with rows of a fixed number of columns.
pub(crate) struct Table {
    sheet: Sheet,
    columns: usize,
}

impl Table {
    /// Begins a sheet with columns of these widths.
    pub(crate) fn new(name: &str, widths: &[u16], is_landscape: bool) -> Self {
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
    pub(crate) fn len(&self) -> usize {
        self.sheet.rows.len()
    }

    /// Adds the title over all columns.
    pub(crate) fn title(&mut self, text: &str) {
        self.across(text, Style::new(Band::Title, Form::Centre), TITLE_LINE, TITLE_WIDTH);
    }

    /// Adds a heading over all columns.
    pub(crate) fn heading(&mut self, text: &str) {
        self.across(text, Style::new(Band::Section, Form::Text), LINE, 100);
    }

    /// Adds a text over all columns, without lines; nothing for an empty one.
    pub(crate) fn note(&mut self, text: &str) {
        self.line(text, Form::Text);
    }

    /// Adds a text over all columns in this form, without lines; nothing for an empty one.
    pub(crate) fn line(&mut self, text: &str, form: Form) {
        if !text.is_empty() {
            self.across(text, Style::new(Band::Bare, form), LINE, 100);
        }
    }

    /// Adds the head, which stays in view and is repeated on every page.
    pub(crate) fn head(&mut self, texts: &[&str]) {
        let row = self.len();
        self.row(Band::Head, texts.iter().map(|text| centred(*text)));
        self.repeat(row, row + 1, usize::MAX);
    }

    /// Repeats rows on every page, and keeps them and those before in view if they are not more than `most`. Only the first such rows
    /// of a sheet are repeated.
    pub(crate) fn repeat(&mut self, first: usize, end: usize, most: usize) {
        let layout = &mut self.sheet.layout;
        if first < end && layout.repeated == (0, 0) {
            layout.repeated = (first, end);
            layout.frozen = if end <= most { end } else { 0 };
        }
    }

    /// Adds a row with lines around each cell, the empty ones too. Not every program makes rows as high as their texts when it opens a
    /// file: the height is estimated.
    pub(crate) fn row(&mut self, band: Band, cells: impl IntoIterator<Item = (Content, Form)>) {
        let cells: Vec<_> = cells.into_iter().collect();
        let lines = cells
            .iter()
            .zip(&self.sheet.layout.widths)
            .map(|((content, _), width)| match content {
                Content::Text(text) => lines_of(text, usize::from(*width), 100),
                _ => 1,
            });
        let lines = lines.max().unwrap_or(1);
        self.set_height(lines, LINE, false);
        let cells = cells
            .into_iter()
            .map(|(content, form)| Cell::from(content).styled(Style::new(band, form)));
        self.sheet.rows.push(cells.collect());
    }

    /// Sets the height of the next row.
    fn set_height(&mut self, lines: usize, line: u16, is_fixed: bool) {
        let points = line.saturating_mul(u16::try_from(lines).unwrap_or(u16::MAX));
        let points = points.saturating_add(AROUND);
        let row = self.len();
        self.sheet.layout.heights.insert(row, Height { points, is_fixed });
    }

    /// Merges cells of the last row, which have the content of the first.
    pub(crate) fn merge(&mut self, first: usize, last: usize) {
        let row = self.len().saturating_sub(1);
        self.sheet.layout.merged.push(Merged { row, first, last });
    }

    /// Returns the sheet.
    pub(crate) fn finish(self) -> Sheet {
        self.sheet
    }

    /// Adds a row that is one cell.
    fn across(&mut self, text: &str, style: Style, line: u16, percent: usize) {
        let width = self.sheet.layout.widths.iter().map(|width| usize::from(*width)).sum();
        self.set_height(lines_of(text, width, percent), line, true);
        let mut cells = vec![Cell::default().styled(style); self.columns.max(1)];
        if let Some(first) = cells.first_mut() {
            *first = Cell::from(text).styled(style);
        }
        self.sheet.rows.push(cells);
        self.merge(0, self.columns.saturating_sub(1));
    }
}

/// Estimates the lines of a text in a column of a width in digits, in a face of so many percent of the usual one. Chinese characters are
/// two digits wide.
fn lines_of(text: &str, width: usize, percent: usize) -> usize {
    // Words are not broken, and beside the text there is some space.
    let room = (width.saturating_sub(1) * 100 / percent).max(2);
    let width_of = |line: &str| -> usize { line.chars().map(|c| if u32::from(c) < 0x1100 { 1 } else { 2 }).sum() };
    let lines = text.lines().map(|line| width_of(line).div_ceil(room).max(1));
    lines.sum::<usize>().max(1)
}

/// A text from the left; nothing for an empty one.
pub(crate) fn text(text: impl Into<String>) -> (Content, Form) {
    (content(text), Form::Text)
}

/// A text in the middle.
pub(crate) fn centred(text: impl Into<String>) -> (Content, Form) {
    (content(text), Form::Centre)
}

/// A text of its own letters, such as a day or a number of an article.
pub(crate) fn literal(text: impl Into<String>) -> (Content, Form) {
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
