//! Tables as Parquet files, in folders by rubric and period as Hive and Spark have them.

use ::parquet::basic::Compression;
use ::parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::parser::parse_message_type;
use anyhow::{Context as _, Result};
use assessment::sha256;
use rollup::Table;
use rollup::tables::{Cell, Column, Kind};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The columns of a table that are in the path alone.
const IN_PATH: usize = 2;
/// The bytes of all values that wait for a row group. Beyond that the largest row group is written.
const WAITING: usize = 64 << 20;
/// The bytes and the rows of a row group.
const GROUP: (usize, usize) = (16 << 20, 200_000);
/// The most files that are open at a time. Beyond that all are closed, and the next rows of each go into another part.
const OPEN: usize = 200;
/// The bytes of a period in a path. A longer one is cut, and ends in a part of its hash.
const PERIOD: usize = 200;

/// The columns of a table that are in its files.
fn columns(table: Table) -> &'static [Column] {
    &table.columns()[IN_PATH..]
}

/// The rows of a table, column by column.
pub struct Rows {
    rows: usize,
    columns: Vec<Values>,
}

/// The values of a column.
struct Values {
    values: Of,
    /// For each row whether it has a value; empty if each must have one.
    present: Vec<i16>,
}

enum Of {
    /// The texts one after the other, and where each ends.
    Text(Vec<u8>, Vec<usize>),
    Whole(Vec<i32>),
    Points(Vec<i64>),
}

impl Rows {
    /// No rows yet.
    pub fn new(table: Table) -> Self {
        let of = |column: &Column| Values {
            values: match column.kind {
                Kind::Text => Of::Text(Vec::new(), Vec::new()),
                Kind::Whole => Of::Whole(Vec::new()),
                Kind::Points => Of::Points(Vec::new()),
            },
            present: Vec::new(),
        };
        Self {
            rows: 0,
            columns: columns(table).iter().map(of).collect(),
        }
    }

    /// Adds a row, with all its cells.
    pub fn push(&mut self, table: Table, cells: &[Cell<'_>]) {
        self.rows += 1;
        let cells = cells.iter().skip(IN_PATH);
        for ((column, values), cell) in columns(table).iter().zip(&mut self.columns).zip(cells) {
            if column.is_optional {
                values.present.push(i16::from(*cell != Cell::None));
                if *cell == Cell::None {
                    continue;
                }
            }
            match (&mut values.values, cell) {
                (Of::Text(texts, ends), cell) => {
                    if let Cell::Text(text) = cell {
                        texts.extend_from_slice(text.as_bytes());
                    }
                    ends.push(texts.len());
                }
                (Of::Whole(all), Cell::Whole(count)) => all.push(i32::try_from(*count).unwrap_or(i32::MAX)),
                (Of::Whole(all), _) => all.push(0),
                (Of::Points(all), Cell::Points(points)) => all.push(points.ten_thousandths()),
                (Of::Points(all), _) => all.push(0),
            }
        }
    }

    fn bytes(&self) -> usize {
        let of = |values: &Values| match &values.values {
            Of::Text(texts, ends) => texts.len() + ends.len() * 8,
            Of::Whole(all) => all.len() * 4,
            Of::Points(all) => all.len() * 8,
        };
        self.columns.iter().map(of).sum()
    }
}

/// The files of all tables.
pub struct Files {
    folder: PathBuf,
    rubric: String,
    open: BTreeMap<(usize, String), Open>,
    waiting: usize,
}

/// A file with the rows that wait for its next row group.
struct Open {
    writer: SerializedFileWriter<BufWriter<File>>,
    rows: Vec<Rows>,
    count: usize,
    bytes: usize,
}

impl Files {
    /// Files in this folder.
    pub fn new(folder: &Path, rubric: &str) -> Self {
        Self {
            folder: folder.to_owned(),
            rubric: rubric.to_owned(),
            open: BTreeMap::new(),
            waiting: 0,
        }
    }

    /// Adds rows of a period.
    pub fn add(&mut self, table: usize, period: &str, rows: Rows) -> Result<()> {
        if rows.rows == 0 {
            return Ok(());
        }
        let key = (table, period.to_owned());
        if !self.open.contains_key(&key) {
            if self.open.len() >= OPEN {
                self.close()?;
            }
            let file = self.begin(Table::ALL[table], period)?;
            self.open.insert(key.clone(), file);
        }
        let (bytes, count) = (rows.bytes(), rows.rows);
        if let Some(open) = self.open.get_mut(&key) {
            open.rows.push(rows);
            open.count += count;
            open.bytes += bytes;
            self.waiting += bytes;
            if open.bytes >= GROUP.0 || open.count >= GROUP.1 {
                self.waiting -= open.flush(Table::ALL[table])?;
            }
        }
        while self.waiting > WAITING {
            let largest = self.open.iter_mut().max_by_key(|(_, open)| open.bytes);
            let Some(((table, _), open)) = largest else { break };
            self.waiting -= open.flush(Table::ALL[*table])?;
        }
        Ok(())
    }

    /// Writes what waits, and a file without rows for each table that has none: a program that reads all tables finds the columns.
    pub fn finish(mut self) -> Result<()> {
        self.close()?;
        for table in Table::ALL {
            if !self.folder.join(table.name()).is_dir() {
                self.begin(table, "")?.writer.close()?;
            }
        }
        Ok(())
    }

    /// Writes what waits, and closes all files.
    fn close(&mut self) -> Result<()> {
        for ((table, _), mut open) in std::mem::take(&mut self.open) {
            self.waiting -= open.flush(Table::ALL[table])?;
            open.writer.close()?;
        }
        Ok(())
    }

    fn begin(&self, table: Table, period: &str) -> Result<Open> {
        let folder = self
            .folder
            .join(table.name())
            .join(format!("rubric={}", escaped(&self.rubric)))
            .join(format!("period={}", escaped(period)));
        fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        let schema = parse_message_type(&schema(table))?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        for part in 0.. {
            let path = folder.join(format!("part-{part:04}.parquet"));
            match File::create_new(&path) {
                Ok(file) => {
                    let out = BufWriter::with_capacity(1 << 16, file);
                    let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
                    return Ok(Open {
                        writer,
                        rows: Vec::new(),
                        count: 0,
                        bytes: 0,
                    });
                }
                // Files that were closed before, or a folder whose name another period has on this file system.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error).with_context(|| path.display().to_string()),
            }
        }
        anyhow::bail!("{}: too many parts", folder.display())
    }
}

impl Open {
    /// Writes the rows that wait as a row group, and returns how many bytes do not wait any more.
    fn flush(&mut self, table: Table) -> Result<usize> {
        let mut rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return Ok(0);
        }
        let mut group = self.writer.next_row_group()?;
        for at in 0..columns(table).len() {
            let Some(mut writer) = group.next_column()? else { break };
            for rows in &mut rows {
                rows.columns[at].write(&mut writer)?;
            }
            writer.close()?;
        }
        group.close()?;
        self.count = 0;
        Ok(std::mem::take(&mut self.bytes))
    }
}

impl Values {
    fn write(&mut self, writer: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let present = Some(&*self.present).filter(|present| !present.is_empty());
        match &mut self.values {
            Of::Text(texts, ends) => {
                // One buffer is shared by all its texts.
                let all = ByteArray::from(std::mem::take(texts));
                let mut start = 0;
                let each = ends.iter().map(|end| {
                    let text = all.slice(start, end - start);
                    start = *end;
                    text
                });
                let each: Vec<ByteArray> = each.collect();
                writer.typed::<ByteArrayType>().write_batch(&each, present, None)?;
            }
            Of::Whole(all) => drop(writer.typed::<Int32Type>().write_batch(all, present, None)?),
            Of::Points(all) => drop(writer.typed::<Int64Type>().write_batch(all, present, None)?),
        }
        Ok(())
    }
}

/// The schema of a table, as Parquet writes schemas.
fn schema(table: Table) -> String {
    let fields = columns(table).iter().map(|column| {
        let need = if column.is_optional { "OPTIONAL" } else { "REQUIRED" };
        let name = column.name;
        match column.kind {
            Kind::Text => format!("{need} BYTE_ARRAY {name} (STRING);"),
            Kind::Whole => format!("{need} INT32 {name};"),
            Kind::Points => format!("{need} INT64 {name} (DECIMAL(18,4));"),
        }
    });
    format!("message {} {{ {} }}", table.name(), fields.collect::<String>())
}

/// A value in a path, with the signs encoded that Hive and Spark encode.
pub fn escaped(value: &str) -> String {
    if value.is_empty() {
        return "__HIVE_DEFAULT_PARTITION__".to_owned();
    }
    let mut out = String::new();
    for c in value.chars() {
        match c {
            '"'
            | '#'
            | '%'
            | '\''
            | '*'
            | '/'
            | ':'
            | '='
            | '?'
            | '\\'
            | '{'
            | '['
            | ']'
            | '^'
            | '<'
            | '>'
            | '|'
            | '\u{1}'..='\u{1f}'
            | '\u{7f}' => out.push_str(&format!("%{:02X}", u32::from(c))),
            '\0' => out.push_str("%00"),
            c => out.push(c),
        }
    }
    if out.len() > PERIOD {
        let cut = out.floor_char_boundary(PERIOD - 20);
        // Not within an encoded sign.
        let cut = out[..cut].rfind('%').filter(|at| cut - at < 3).unwrap_or(cut);
        out.truncate(cut);
        out.push('~');
        out.push_str(&sha256(value.as_bytes())[..16]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_paths_are_encoded_as_spark_does() {
        for (value, expected) in [
            ("2025—2026学年", "2025—2026学年"),
            ("", "__HIVE_DEFAULT_PARTITION__"),
            ("a/b=c%", "a%2Fb%3Dc%25"),
            ("../x", "..%2Fx"),
            ("a\nb", "a%0Ab"),
        ] {
            assert_eq!(escaped(value), expected);
        }
        let long = escaped(&"学".repeat(300));
        assert!(long.len() <= PERIOD && long.starts_with("学学"), "{long}");
        assert_ne!(long, escaped(&"学".repeat(301)));
    }
}
