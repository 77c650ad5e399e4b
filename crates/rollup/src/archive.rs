//! Records in a ZIP archive. A path in it is a name to show, and never used as a path.

use miniz_oxide::inflate::decompress_to_vec_with_limit;
use rawzip::{CompressionMethod, ZipArchive};

/// The most files of an archive. One with more is not opened.
const MOST: usize = 300_000;
/// The largest file of an archive that is unpacked, in bytes: more than a record may have.
const LARGEST: u64 = 50 * 1024 * 1024;

/// An archive in memory.
#[derive(Debug)]
pub struct Archive {
    bytes: Vec<u8>,
    files: Vec<Member>,
}

#[derive(Debug)]
struct Member {
    name: String,
    /// None if the file is too large, encrypted, or packed in another way than by deflate. It has a name all the same, so that it is reported.
    packed: Option<Packed>,
}

/// Where the bytes of a file are, and what they are.
#[derive(Debug)]
struct Packed {
    start: usize,
    end: usize,
    size: usize,
    crc: u32,
    is_deflated: bool,
}

/// Decodes bytes of an encoding, named as in the Encoding Standard; `None` if they do not have it. In a browser this is `TextDecoder` with
/// `fatal`, elsewhere the crate `encoding_rs`.
pub type Decode<'d> = &'d dyn Fn(&str, &[u8]) -> Option<String>;

/// The record of a handover, by its name in the archive.
const HANDOVER: &str = "record.json";
/// The manifest of a handover.
const MANIFEST: &str = "manifest.json";
/// The folder of a handover with the attached files.
const FILES: &str = "files/";

/// The name of a file as text. It is UTF-8, or GBK as archivers in Chinese write it: many do not mark which.
pub fn decoded(name: &[u8], decode: Decode<'_>) -> String {
    match str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        // It has GBK in it.
        Err(_) => decode("gb18030", name).unwrap_or_else(|| String::from_utf8_lossy(name).into_owned()),
    }
}

/// Whether a name has one of these endings. The files that the archiver of macOS adds have none.
fn ends_with(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let is_one = ending.is_some_and(|own| endings.iter().any(|ending| own.eq_ignore_ascii_case(ending)));
    is_one && !name.starts_with("__MACOSX/")
}

fn is_json(name: &str) -> bool {
    ends_with(name, &["json"])
}

/// The parts of a handover that an archive has beside a record.
#[derive(Clone, Copy, Default)]
struct Handover {
    has_manifest: bool,
    has_files: bool,
}

impl Handover {
    /// An archive with the record of a handover is one if it has its manifest, too, or if all other `.json` files are attached.
    fn of<'n>(names: impl Iterator<Item = &'n str> + Clone) -> Self {
        if !names.clone().any(|name| name == HANDOVER) {
            return Self::default();
        }
        let has_manifest = names.clone().any(|name| name == MANIFEST);
        let mut all = names.filter(|name| is_json(name));
        Self {
            has_manifest,
            has_files: has_manifest || all.all(|name| name == HANDOVER || name.starts_with(FILES)),
        }
    }

    /// Whether a file belongs to the record: the manifest, the page for printing, an attached file.
    fn has(self, name: &str) -> bool {
        let is_page = || ends_with(name, &["html"]) && !name.contains('/');
        (self.has_manifest && (name == MANIFEST || is_page())) || (self.has_files && name.starts_with(FILES))
    }
}

/// Which of the files of an archive are records, by index: every `.json` file, but of a handover its record alone, and none that the archiver of
/// macOS adds.
pub fn records<'n>(names: impl Iterator<Item = &'n str> + Clone) -> Vec<usize> {
    among(names, is_json)
}

/// Which of the files of an archive may have records, but are not read, by index: lines, saved pages, and archives in the archive.
pub fn unread<'n>(names: impl Iterator<Item = &'n str> + Clone) -> Vec<usize> {
    among(names, |name| {
        ends_with(name, &["ndjson", "jsonl", "html", "htm", "zip"])
    })
}

fn among<'n>(names: impl Iterator<Item = &'n str> + Clone, is_one: impl Fn(&str) -> bool) -> Vec<usize> {
    let handover = Handover::of(names.clone());
    let found = names
        .enumerate()
        .filter(|(_, name)| is_one(name) && !handover.has(name));
    found.map(|(at, _)| at).collect()
}

impl Archive {
    /// Opens an archive; none if the bytes are none, or if it has more than 300,000 files. Of names that are not UTF-8 only the ASCII is shown.
    pub fn open(bytes: Vec<u8>) -> Option<Self> {
        Self::open_with(bytes, &|_, _| None)
    }

    /// The same with all names, which are also GBK if this decodes it.
    pub fn open_with(bytes: Vec<u8>, decode: Decode<'_>) -> Option<Self> {
        let files = members(&bytes, decode)?;
        Some(Self { bytes, files })
    }

    /// How many files it has.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether it has no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The name of a file with the folders in which it is, for people.
    pub fn name(&self, at: usize) -> &str {
        self.files.get(at).map(|file| &*file.name).unwrap_or_default()
    }

    /// The files that are records, by index.
    pub fn records(&self) -> Vec<usize> {
        records(self.files.iter().map(|file| &*file.name))
    }

    /// The files that may have records, but are not read, by index: lines, saved pages, and archives in the archive.
    pub fn unread(&self) -> Vec<usize> {
        unread(self.files.iter().map(|file| &*file.name))
    }

    /// The bytes of a file; none if it is damaged, larger than 50 MiB, encrypted, or packed in another way than by deflate.
    pub fn bytes(&self, at: usize) -> Option<Vec<u8>> {
        let file = self.files.get(at)?.packed.as_ref()?;
        let packed = self.bytes.get(file.start..file.end)?;
        let bytes = match file.is_deflated {
            true => decompress_to_vec_with_limit(packed, file.size).ok()?,
            false => packed.to_vec(),
        };
        Some(bytes).filter(|bytes| bytes.len() == file.size && rawzip::crc32(bytes) == file.crc)
    }
}

fn members(bytes: &[u8], decode: Decode<'_>) -> Option<Vec<Member>> {
    let archive = ZipArchive::from_slice(bytes).ok()?;
    let mut files = Vec::new();
    for entry in archive.entries() {
        let entry = entry.ok()?;
        if entry.is_dir() {
            continue;
        }
        if files.len() == MOST {
            return None;
        }
        let size = entry.uncompressed_size_hint();
        let is_deflated = match entry.compression_method() {
            CompressionMethod::STORE => Some(false),
            CompressionMethod::DEFLATE => Some(true),
            _ => None,
        };
        let packed = match is_deflated.filter(|_| size <= LARGEST && !entry.flags().is_encrypted()) {
            Some(is_deflated) => {
                let found = archive.get_entry(entry.wayfinder()).ok()?;
                let (start, end) = found.compressed_data_range();
                Some(Packed {
                    start: usize::try_from(start).ok()?,
                    end: usize::try_from(end).ok()?,
                    size: usize::try_from(size).ok()?,
                    crc: entry.crc32(),
                    is_deflated,
                })
            }
            None => None,
        };
        files.push(Member {
            name: decoded(entry.file_path().as_bytes(), decode),
            packed,
        });
    }
    Some(files)
}
