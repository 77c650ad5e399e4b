//! A ZIP archive, written piece by piece and read page by page, so that it never lies in memory as a whole. No effects.

use rawzip::{CompressionMethod, ReaderAt, ZipArchive, ZipArchiveEntryWayfinder, ZipArchiveWriter, ZipLocator};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::ops::Range;
use std::rc::Rc;

/// How much of an archive is read at once, in bytes.
pub const PAGE: u64 = 16 * 1024;
/// The most files that an archive may hold.
pub const COUNT: usize = 2_000;
/// The most bytes that one file may have.
pub const SIZE: u64 = 50 * 1024 * 1024;
/// The most bytes that all files together may have.
pub const TOTAL: u64 = 500 * 1024 * 1024;
/// How many times as large as the archive its files together may be, where that is more than [`FREE`]: photos hardly shrink,
/// tables and texts to a twentieth.
const RATIO: u64 = 100;
/// The bytes that all files together may have in any case.
const FREE: u64 = 64 * 1024 * 1024;
/// The most pages that are read of an archive's directory: 4 MB, far more than [`COUNT`] names take.
const PAGES: usize = 256;

/// Why an archive, or a file in it, is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// This page of it is needed, and then it is tried again.
    Wants(u64),
    /// It is no archive, or one that is cut short.
    Broken,
    /// It holds more files than the limit.
    TooMany,
    /// One of its files, or all of them, are larger than the limit.
    TooLarge,
    /// Its directory contradicts itself: two files in one place, or under one path.
    Contradictory,
}

/// An archive that is being written.
pub struct Writer {
    written: Written,
    zip: ZipArchiveWriter<Written>,
}

/// What was written and not yet taken.
#[derive(Clone, Default)]
struct Written(Rc<RefCell<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
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
    /// Adds a file as it is: photos do not get smaller. What comes next in the archive, or nothing where the name does not do.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Option<Vec<u8>> {
        let (mut entry, config) = self.zip.new_file(path).start().ok()?;
        let mut writer = config.wrap(&mut entry);
        writer.write_all(bytes).ok()?;
        let (_, sizes) = writer.finish().ok()?;
        entry.finish(sizes).ok()?;
        Some(self.written.0.take())
    }

    /// The end of the archive.
    pub fn finish(self) -> Option<Vec<u8>> {
        self.zip.finish().ok()?;
        Some(self.written.0.take())
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
        // A page is far smaller than what a machine can address.
        let rest = page.get((at % PAGE) as usize..).unwrap_or_default();
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        Ok(count)
    }
}

impl Pages {
    /// An archive of so many bytes, of which nothing was read.
    pub fn new(size: u64) -> Self {
        Self {
            size,
            read: BTreeMap::new(),
            wanted: Cell::new(None),
        }
    }

    /// Where the bytes of a page stand.
    pub fn range(&self, page: u64) -> Range<u64> {
        page * PAGE..(page * PAGE + PAGE).min(self.size)
    }

    /// Takes a page that was read.
    pub fn take(&mut self, page: u64, bytes: Vec<u8>) {
        self.read.insert(page, bytes);
    }

    /// What was found, unless a page was missing for it.
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

    /// The files of the archive, within the limits. Nothing is unpacked for this.
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
            // The head of a file is thirty bytes and its path, which stand in the archive before its bytes.
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

    /// Where the bytes of a file stand in the archive, as they are packed.
    pub fn place(&self, entry: &Entry) -> Result<Range<u64>, Refused> {
        let archive = self.archive()?;
        let (start, end) = self.found(archive.get_entry(entry.way))?.compressed_data_range();
        if end > self.size {
            return Err(Refused::Broken);
        }
        Ok(start..end)
    }
}

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// As it is.
    Stored,
    /// With deflate.
    Deflated,
    /// In a way that is not read here, or with a password.
    Unknown,
}

/// A file of an archive.
#[derive(Debug)]
pub struct Entry {
    /// Its path in the archive; for people, never to write to. Bytes that are not UTF-8 are replaced.
    pub path: String,
    /// Its size in bytes, as the archive has it.
    pub size: u64,
    /// How it is packed.
    pub packing: Packing,
    crc: u32,
    way: ZipArchiveEntryWayfinder,
}

impl Entry {
    /// Whether these are its bytes, as far as the archive can tell.
    pub fn is(&self, bytes: &[u8]) -> bool {
        bytes.len() as u64 == self.size && rawzip::crc32(bytes) == self.crc
    }

    /// Its name, without the folders that it is in.
    pub fn name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
