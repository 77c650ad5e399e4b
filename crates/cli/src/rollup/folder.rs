//! The folder that is written: what may be in it before, and the text files of the tables.

use super::formats::Formats;
use crate::files;
use anyhow::{Context as _, Result, bail};
use office::write::csv::{self, Field};
use rollup::Table;
use rollup::tables::Cell;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// Rows, one on each line; the first line names the rubric.
pub const ROWS: &str = "rows.ndjson";
/// The rubric.
pub const RUBRIC: &str = "rubric.json";
/// The figures. It is written last: without it a run was not finished.
pub const SUMMARY: &str = "summary.json";
/// The workbook.
pub const BOOK: &str = "summary.xlsx";
/// The best.
pub const TOP: &str = "top.csv";
/// The means over periods.
pub const PERIODS: &str = "periods.csv";
/// The folder of the Parquet files.
pub const TABLES: &str = "tables";
/// Rows while records are read.
pub const READ: &str = "rows.part";

/// A folder that this program writes.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes the folder, or takes an empty one. With `replace` the files of an earlier run are removed, and others stay.
    pub fn begin(path: &Path, replace: bool) -> Result<Self> {
        let shown = || path.display().to_string();
        fs::create_dir_all(path).with_context(shown)?;
        let has_other = fs::read_dir(path).with_context(shown)?.next().is_some();
        if has_other && !replace {
            bail!(
                "{}: the folder is not empty; name another, or replace an earlier run with --replace",
                shown()
            );
        }
        let folder = Self(path.to_owned());
        if has_other {
            folder.clear().with_context(shown)?;
        }
        Ok(folder)
    }

    /// Removes what an earlier run has written.
    fn clear(&self) -> Result<()> {
        let texts = Table::ALL
            .into_iter()
            .flat_map(|table| ["ndjson", "csv"].map(|ending| format!("{}.{ending}", table.name())));
        let own = [SUMMARY, ROWS, RUBRIC, BOOK, TOP, PERIODS, READ].map(str::to_owned);
        for name in own.into_iter().chain(texts) {
            let path = self.path(&name);
            if path.is_file() {
                fs::remove_file(path)?;
            }
        }
        for table in Table::ALL {
            let path = self.path(TABLES).join(table.name());
            if path.is_dir() && !path.is_symlink() {
                fs::remove_dir_all(path)?;
            }
        }
        Ok(())
    }

    /// The path of a file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Begins a file.
    pub fn file(&self, name: &str) -> Result<Out> {
        let path = self.path(name);
        let file = File::create(&path).with_context(|| path.display().to_string())?;
        Ok(Out {
            path,
            out: BufWriter::with_capacity(1 << 18, file),
        })
    }

    /// Writes a file.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> Result<()> {
        files::write(&self.path(name), content)
    }
}

/// A file that is written.
pub struct Out {
    path: PathBuf,
    out: BufWriter<File>,
}

impl Out {
    /// Adds a text.
    pub fn put(&mut self, text: impl AsRef<[u8]>) -> Result<()> {
        let put = self.out.write_all(text.as_ref());
        put.with_context(|| self.path.display().to_string())
    }

    /// Writes what waits.
    pub fn finish(mut self) -> Result<()> {
        self.out.flush().with_context(|| self.path.display().to_string())
    }
}

/// The rows of a table as text.
#[derive(Default)]
pub struct Texts {
    ndjson: Vec<u8>,
    csv: String,
    count: u64,
}

impl Texts {
    /// Adds a row.
    pub fn push(&mut self, table: Table, cells: &[Cell<'_>], formats: Formats) {
        self.count += 1;
        if formats.ndjson {
            table.push_line(cells, &mut self.ndjson);
            self.ndjson.push(b'\n');
        }
        if formats.csv {
            for (place, cell) in cells.iter().enumerate() {
                if place > 0 {
                    self.csv.push(',');
                }
                // Writing into a text does not fail.
                let _ = match cell {
                    Cell::None => Ok(()),
                    Cell::Text(text) => {
                        csv::push_text(text, &mut self.csv);
                        Ok(())
                    }
                    Cell::Whole(count) => write!(self.csv, "{count}"),
                    Cell::Points(points) => write!(self.csv, "{points}"),
                };
            }
            self.csv.push_str(csv::END);
        }
    }
}

/// The text files of all tables.
pub struct TextFiles {
    files: Vec<(Option<Out>, Option<Out>)>,
    /// The rows of each table.
    pub counts: [u64; Table::ALL.len()],
}

impl TextFiles {
    /// Begins the files, each with its head.
    pub fn begin(folder: &Folder, formats: Formats) -> Result<Self> {
        let mut files = Vec::new();
        for table in Table::ALL {
            let file = |ending: &str| folder.file(&format!("{}.{ending}", table.name()));
            let ndjson = formats.ndjson.then(|| file("ndjson")).transpose()?;
            let mut csv = formats.csv.then(|| file("csv")).transpose()?;
            if let Some(csv) = &mut csv {
                let head = table.columns().iter().map(|column| Field::Text(column.name.to_owned()));
                let mut text = csv::BEGIN.to_owned();
                csv::push_row(&head.collect::<Vec<_>>(), &mut text);
                csv.put(&text)?;
            }
            files.push((ndjson, csv));
        }
        Ok(Self {
            files,
            counts: Default::default(),
        })
    }

    /// Adds rows of a table.
    pub fn add(&mut self, table: usize, texts: &Texts) -> Result<()> {
        self.counts[table] += texts.count;
        let (ndjson, csv) = &mut self.files[table];
        if let Some(out) = ndjson {
            out.put(&texts.ndjson)?;
        }
        if let Some(out) = csv {
            out.put(&texts.csv)?;
        }
        Ok(())
    }

    /// Writes what waits, and returns the rows of each table.
    pub fn finish(self) -> Result<[u64; Table::ALL.len()]> {
        for (ndjson, csv) in self.files {
            ndjson.map(Out::finish).transpose()?;
            csv.map(Out::finish).transpose()?;
        }
        Ok(self.counts)
    }
}
