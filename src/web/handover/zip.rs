//! A ZIP archive, written in parts and read in pages, so that the whole archive is never in memory. No effects.

use crate::foreign::crc32::Crc32;
use rawzip::{
    CompressionMethod, DataDescriptorOutput, ReaderAt, ZipArchive, ZipArchiveEntryWayfinder, ZipArchiveWriter,
    ZipEntryWriter, ZipLocator,
};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::ops::Range;
use std::rc::Rc;

/// The size of a page in bytes.
pub const PAGE: u64 = 16 * 1024;
/// The maximum number of files in an archive.
pub const COUNT: usize = 2_000;
/// The maximum size of one file in bytes.
pub const SIZE: u64 = 50 * 1024 * 1024;
/// The maximum total size of all files in bytes.
pub const TOTAL: u64 = 500 * 1024 * 1024;
/// The maximum ratio between the total size of the files and the size of the archive, for totals above [`FREE`]: photos
/// hardly shrink, tables and texts shrink to a twentieth.
const RATIO: u64 = 100;
/// The total size in bytes that is allowed for every archive.
const FREE: u64 = 64 * 1024 * 1024;
/// The maximum number of pages read for an archive's directory: 4 MB, far more than [`COUNT`] names need.
const PAGES: usize = 256;

/// Why an archive or a file in it is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The operation needs this page and can be tried again afterwards.
    Wants(u64),
    /// The file is no archive, or is truncated.
    Broken,
    /// The archive contains more files than the limit.
    TooMany,
    /// One file, or the total of all files, is larger than the limit.
    TooLarge,
    /// The directory contradicts itself: two files overlap or have the same path.
    Contradictory,
}

/// Writes the parts of an archive that are around the bytes of its files. The bytes themselves are not kept: the caller, which joins the
/// archive, has them already.
pub struct Writer {
    written: Written,
    zip: ZipArchiveWriter<Written>,
}

/// Bytes that were written and not yet taken; while the bytes of a file are only counted, they are dropped.
#[derive(Clone, Default)]
struct Written(Rc<RefCell<Vec<u8>>>, Rc<Cell<bool>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.1.get() {
            self.0.borrow_mut().extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Default for Writer {
    fn default() -> Self {
        let written = Written::default();
        let zip = ZipArchiveWriter::new(written.clone());
        Self { written, zip }
    }
}

impl Writer {
    /// Begins a file without compression, since photos do not get smaller. Returns `None` if the path is not valid.
    pub fn begin(&mut self, path: &str) -> Option<FileWriter<'_>> {
        let (entry, _) = self.zip.new_file(path).start().ok()?;
        let header = self.written.0.take();
        self.written.1.set(true);
        Some(FileWriter {
            written: self.written.clone(),
            entry,
            header,
            crc: Crc32::default(),
            size: 0,
        })
    }

    /// Returns the end of the archive.
    pub fn finish(self) -> Option<Vec<u8>> {
        self.zip.finish().ok()?;
        Some(self.written.0.take())
    }
}

/// A file of which the bytes are being read.
pub struct FileWriter<'w> {
    written: Written,
    entry: ZipEntryWriter<'w, Written>,
    header: Vec<u8>,
    crc: Crc32,
    size: u64,
}

impl FileWriter<'_> {
    /// Reads the next bytes of the file. Returns `None` if the archive would be too large.
    pub fn read(&mut self, bytes: &[u8]) -> Option<()> {
        self.crc.update(bytes);
        self.size += bytes.len() as u64;
        self.entry.write_all(bytes).ok()
    }

    /// Returns what precedes and what follows the bytes of the file in the archive.
    pub fn end(self) -> Option<[Vec<u8>; 2]> {
        self.written.1.set(false);
        let read = DataDescriptorOutput::new(self.crc.finish(), self.size);
        self.entry.finish(read).ok()?;
        Some([self.header, self.written.0.take()])
    }
}

/// An archive of which some pages were read.
pub struct Pages {
    size: u64,
    read: BTreeMap<u64, Vec<u8>>,
    wanted: Cell<Option<u64>>,
}

impl ReaderAt for &Pages {
    fn read_at(&self, into: &mut [u8], at: u64) -> io::Result<usize> {
        if at >= self.size || into.is_empty() {
            return Ok(0);
        }
        let Some(page) = self.read.get(&(at / PAGE)) else {
            self.wanted.set(self.wanted.get().or(Some(at / PAGE)));
            return Err(io::ErrorKind::WouldBlock.into());
        };
        // A page is far smaller than the address space.
        let rest = page.get((at % PAGE) as usize..).unwrap_or_default();
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        Ok(count)
    }
}

impl Pages {
    /// Creates an archive of this size with no pages read.
    pub fn new(size: u64) -> Self {
        Self {
            size,
            read: BTreeMap::new(),
            wanted: Cell::new(None),
        }
    }

    /// Returns the byte range of a page.
    pub fn range(&self, page: u64) -> Range<u64> {
        page * PAGE..(page * PAGE + PAGE).min(self.size)
    }

    /// Adds a page that was read.
    pub fn take(&mut self, page: u64, bytes: Vec<u8>) {
        self.read.insert(page, bytes);
    }

    /// Returns the result, or a request for a page if one was missing.
    fn found<T, E>(&self, found: Result<T, E>) -> Result<T, Refused> {
        match self.wanted.take() {
            Some(_) if self.read.len() >= PAGES => Err(Refused::TooMany),
            Some(page) => Err(Refused::Wants(page)),
            None => found.map_err(|_| Refused::Broken),
        }
    }

    fn archive(&self) -> Result<ZipArchive<&Self>, Refused> {
        let mut buffer = vec![0; rawzip::RECOMMENDED_BUFFER_SIZE];
        let archive = ZipLocator::new().locate_in_reader(self, &mut buffer, self.size);
        self.found(archive)
    }

    /// Lists the files of the archive, within the limits. Unpacks nothing.
    pub fn list(&self) -> Result<Vec<Entry>, Refused> {
        let archive = self.archive()?;
        let mut buffer = vec![0; rawzip::RECOMMENDED_BUFFER_SIZE];
        let mut entries = archive.entries(&mut buffer);
        let (mut all, mut total, mut seen) = (Vec::new(), 0_u64, 0);
        let (mut places, mut paths) = (Vec::new(), BTreeSet::new());
        while let Some(entry) = self.found(entries.next_entry())? {
            seen += 1;
            if seen > COUNT {
                return Err(Refused::TooMany);
            }
            // A local header has thirty bytes and the path, and precedes the file's bytes.
            let path = entry.file_path().as_bytes().to_vec();
            let start = entry.local_header_offset();
            let length = (30 + path.len() as u64).saturating_add(entry.compressed_size_hint());
            places.push((start, start.saturating_add(length)));
            if !paths.insert(path) {
                return Err(Refused::Contradictory);
            }
            if entry.is_dir() {
                continue;
            }
            let size = entry.uncompressed_size_hint();
            let packed = entry.compressed_size_hint();
            total = total.saturating_add(size);
            let most = TOTAL.min(FREE.max(self.size.saturating_mul(RATIO)));
            if size > SIZE || packed > SIZE || total > most {
                return Err(Refused::TooLarge);
            }
            let packing = match entry.compression_method() {
                _ if entry.flags().is_encrypted() => Packing::Unknown,
                CompressionMethod::STORE => Packing::Stored,
                CompressionMethod::DEFLATE => Packing::Deflated,
                _ => Packing::Unknown,
            };
            all.push(Entry {
                path: String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned(),
                size,
                crc: entry.crc32(),
                packing,
                way: entry.wayfinder(),
            });
        }
        places.push((archive.directory_offset(), u64::MAX));
        places.sort_unstable();
        if places.windows(2).any(|two| two[0].1 > two[1].0) {
            return Err(Refused::Contradictory);
        }
        Ok(all)
    }

    /// Returns the range of a file's packed bytes in the archive.
    pub fn place(&self, entry: &Entry) -> Result<Range<u64>, Refused> {
        let archive = self.archive()?;
        let (start, end) = self.found(archive.get_entry(entry.way))?.compressed_data_range();
        if end > self.size {
            return Err(Refused::Broken);
        }
        Ok(start..end)
    }
}

/// The compression of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// No compression.
    Stored,
    /// Deflate.
    Deflated,
    /// Another compression, or encryption; such files are not read.
    Unknown,
}

/// A file in an archive.
#[derive(Debug)]
pub struct Entry {
    /// The path in the archive, for display only: no file is written to it. Bytes that are not UTF-8 are replaced.
    pub path: String,
    /// The uncompressed size in bytes, according to the archive.
    pub size: u64,
    /// The compression.
    pub packing: Packing,
    crc: u32,
    way: ZipArchiveEntryWayfinder,
}

impl Entry {
    /// Returns whether bytes of this length and checksum are those of the file.
    pub fn is(&self, length: u64, crc: u32) -> bool {
        length == self.size && crc == self.crc
    }

    /// Returns the file name without its folders.
    pub fn name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
