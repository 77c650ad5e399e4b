//! Where records are: files, folders, lines of NDJSON files, members of archives.

use crate::files;
use anyhow::{Context as _, Result, anyhow};
use assessment::json::{decode, too_large};
use assessment::limits;
use assessment::problem::Problem;
use rollup::archive::{decoded, records, unread};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

type Archive = ZipArchive<BufReader<File>>;

/// Files with records.
pub struct Sources {
    files: Vec<Source>,
}

struct Source {
    path: PathBuf,
    kind: Kind,
}

enum Kind {
    /// A record.
    Record,
    /// A record on each line.
    Lines,
    /// An archive with records.
    Archive,
    /// Anything else, with what to do about it.
    Other(String),
}

/// The place of a record.
#[derive(Clone, Copy, Debug)]
pub struct Address {
    file: u32,
    /// The line from 1, or the index of the member of an archive.
    part: u32,
    /// Where the line begins.
    at: u64,
}

/// A record, or what is there in its place.
pub struct Found {
    /// Its file, and in it the line or the member.
    pub name: String,
    /// Its place.
    pub address: Address,
    /// Its text.
    pub text: Result<String, Unread>,
}

/// Why a text cannot be read.
#[derive(Debug)]
pub enum Unread {
    /// The file.
    File(String),
    /// What is in it.
    Problems(Vec<Problem>),
}

/// The files that were read last: the next record is often in the same.
#[derive(Default)]
pub struct Opened {
    lines: Option<(u32, BufReader<File>)>,
    archive: Option<(u32, Archive)>,
}

impl Sources {
    /// Finds records in files and folders. The files of a folder come in the order of their names. These paths are left out of folders: the
    /// rubric, and the folder that is written.
    pub fn of(paths: &[PathBuf], without: &[&Path]) -> Self {
        let mut files = Vec::new();
        for path in paths {
            if path.is_dir() {
                walk(path, without, &mut files);
            } else {
                let kind = Kind::of(path).unwrap_or_else(|| {
                    let remedy = "not a record; name .json, .ndjson and .zip files or folders with them";
                    Kind::Other(remedy.to_owned())
                });
                files.push(Source {
                    path: path.clone(),
                    kind,
                });
            }
        }
        Self { files }
    }

    /// Reads all records, one after the other.
    pub fn records(&self) -> impl Iterator<Item = Found> + Send + '_ {
        (0..).zip(&self.files).flat_map(|(file, source)| source.records(file))
    }

    /// Returns the name of a record.
    pub fn name(&self, address: Address, opened: &mut Opened) -> String {
        let source = &self.files[address.file as usize];
        let name = source.path.display();
        match source.kind {
            Kind::Lines => format!("{name}:{}", address.part),
            Kind::Archive => {
                let archive = opened.archive(address.file, &source.path).ok();
                let member = archive.and_then(|archive| member_name(archive, address.part as usize));
                format!("{name}:{}", member.unwrap_or_default())
            }
            _ => name.to_string(),
        }
    }

    /// Reads a record again.
    pub fn again(&self, address: Address, opened: &mut Opened) -> Result<String> {
        let source = &self.files[address.file as usize];
        let bytes = match &source.kind {
            Kind::Lines => {
                let mut bytes = Vec::new();
                if opened.lines.as_ref().is_none_or(|(own, _)| *own != address.file) {
                    opened.lines = Some((address.file, BufReader::new(File::open(&source.path)?)));
                }
                let (_, reader) = opened.lines.as_mut().context("the file is open")?;
                reader.seek(SeekFrom::Start(address.at))?;
                reader.take(limits::FILE as u64 + 1).read_until(b'\n', &mut bytes)?;
                bare(&bytes).to_vec()
            }
            Kind::Archive => member(opened.archive(address.file, &source.path)?, address.part as usize)?,
            _ => files::read(&source.path)?,
        };
        decode(&bytes).map_err(|problem| anyhow!("{}: {problem}", source.path.display()))
    }
}

impl Opened {
    fn archive(&mut self, file: u32, path: &Path) -> Result<&mut Archive> {
        if self.archive.as_ref().is_none_or(|(own, _)| *own != file) {
            self.archive = Some((file, open(path)?));
        }
        let opened = self.archive.as_mut().map(|(_, archive)| archive);
        opened.context("the archive is open")
    }
}

impl Kind {
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        Some(match &*ending {
            "json" => Self::Record,
            "ndjson" | "jsonl" => Self::Lines,
            "zip" => Self::Archive,
            "html" | "htm" => {
                Self::Other("a saved page is not read here; open it and save its record as a .json file".to_owned())
            }
            _ => return None,
        })
    }
}

/// Adds the files of a folder, and of the folders in it.
fn walk(folder: &Path, without: &[&Path], files: &mut Vec<Source>) {
    let unreadable = |remedy: String| Source {
        path: folder.to_owned(),
        kind: Kind::Other(remedy),
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return files.push(unreadable(format!("the folder cannot be read: {error}"))),
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if without.iter().any(|other| files::is_same(&path, other)) {
            continue;
        }
        // A link may lead back to a folder around it.
        if path.is_dir() && !path.is_symlink() {
            walk(&path, without, files);
        } else if path.is_file()
            && let Some(kind) = Kind::of(&path)
        {
            files.push(Source { path, kind });
        }
    }
}

impl Source {
    fn records(&self, file: u32) -> Box<dyn Iterator<Item = Found> + Send + '_> {
        let place = move |part, at| Address { file, part, at };
        let alone = move |text| -> Box<dyn Iterator<Item = Found> + Send> {
            Box::new(std::iter::once(Found {
                name: self.path.display().to_string(),
                address: place(0, 0),
                text,
            }))
        };
        let failed = move |error: anyhow::Error| alone(Err(Unread::File(remedy(&error))));
        match &self.kind {
            Kind::Other(remedy) => alone(Err(Unread::File(remedy.clone()))),
            Kind::Record => match files::read(&self.path) {
                Ok(bytes) => alone(text(&bytes)),
                Err(error) => failed(error),
            },
            Kind::Lines => match File::open(&self.path) {
                Ok(opened) => Box::new(Lines {
                    path: &self.path,
                    file,
                    reader: Some(BufReader::with_capacity(1 << 20, opened)),
                    line: 0,
                    at: 0,
                }),
                Err(error) => failed(error.into()),
            },
            Kind::Archive => {
                let members = open(&self.path).and_then(|archive| {
                    let members = members_of(&archive);
                    match members.is_empty() {
                        true => Err(anyhow!("the archive has no record")),
                        false => Ok((archive, members)),
                    }
                });
                match members {
                    Ok((mut archive, members)) => {
                        Box::new(members.into_iter().map(move |(index, name, is_read)| Found {
                            text: match is_read {
                                true => member_text(&mut archive, index),
                                false => Err(Unread::File(unread_remedy(&name))),
                            },
                            name: format!("{}:{name}", self.path.display()),
                            address: place(index as u32, 0),
                        }))
                    }
                    Err(error) => failed(error),
                }
            }
        }
    }
}

/// The causes of an error, without the name of the file.
fn remedy(error: &anyhow::Error) -> String {
    error.root_cause().to_string()
}

fn text(bytes: &[u8]) -> Result<String, Unread> {
    decode(bytes).map_err(|problem| Unread::Problems(vec![problem]))
}

fn open(path: &Path) -> Result<Archive> {
    Ok(ZipArchive::new(BufReader::new(File::open(path)?))?)
}

/// The members of an archive that are records, and those that may have records but are not read: the index and the name of each, and whether it
/// is read.
fn members_of(archive: &Archive) -> Vec<(usize, String, bool)> {
    let names = (0..archive.len()).map(|index| member_name(archive, index).unwrap_or_default());
    let names: Vec<String> = names.collect();
    let all = || names.iter().map(|name| &**name);
    let mut found: Vec<(usize, bool)> = records(all()).into_iter().map(|index| (index, true)).collect();
    found.extend(unread(all()).into_iter().map(|index| (index, false)));
    found.sort_unstable();
    let found = found.into_iter();
    found
        .map(|(index, is_read)| (index, names[index].clone(), is_read))
        .collect()
}

/// What to do about a member that is not read.
fn unread_remedy(name: &str) -> String {
    match Kind::of(Path::new(name)) {
        Some(Kind::Other(remedy)) => remedy,
        _ => "it is not read within an archive; unpack the archive first".to_owned(),
    }
}

/// The name of a member, for people.
fn member_name(archive: &Archive, index: usize) -> Option<String> {
    let member = archive.by_index_data(index).ok()?;
    Some(decoded(member.name_raw(), &files::decode))
}

/// The text of a member.
fn member_text(archive: &mut Archive, index: usize) -> Result<String, Unread> {
    match member(archive, index) {
        Ok(bytes) => text(&bytes),
        Err(error) => Err(Unread::File(remedy(&error))),
    }
}

/// The content of a member, up to the limit of a record. Its name is not used as a path.
fn member(archive: &mut Archive, index: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let member = archive.by_index(index)?;
    member.take(limits::FILE as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A line without the byte order mark with which a file begins, and without the spaces and line ends around it.
fn bare(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii();
    line.strip_prefix("\u{feff}".as_bytes())
        .map_or(line, <[u8]>::trim_ascii)
}

/// The records of a file, one on each line. Blank lines are none.
struct Lines<'s> {
    path: &'s Path,
    file: u32,
    /// None after an error.
    reader: Option<BufReader<File>>,
    line: u32,
    at: u64,
}

impl Lines<'_> {
    /// Reads a line; one that is too long up to the limit, and the rest of it is passed over. Returns it with all its bytes counted; none at the
    /// end.
    fn line(reader: &mut BufReader<File>) -> std::io::Result<Option<(Vec<u8>, u64)>> {
        let mut bytes = Vec::new();
        let limit = limits::FILE as u64 + 1;
        let mut length = reader.by_ref().take(limit).read_until(b'\n', &mut bytes)? as u64;
        if length == limit && !bytes.ends_with(b"\n") {
            length += reader.skip_until(b'\n')? as u64;
        }
        Ok((length > 0).then_some((bytes, length)))
    }
}

impl Iterator for Lines<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let read = Self::line(self.reader.as_mut()?);
            self.line += 1;
            let found = |text| Found {
                name: format!("{}:{}", self.path.display(), self.line),
                address: Address {
                    file: self.file,
                    part: self.line,
                    at: self.at,
                },
                text,
            };
            match read {
                Ok(None) => return None,
                Ok(Some((bytes, length))) => {
                    let is_blank = bare(&bytes).is_empty();
                    let found = match bytes.len() > limits::FILE {
                        true => found(Err(Unread::Problems(vec![too_large(length as usize)]))),
                        false => found(text(bare(&bytes))),
                    };
                    self.at += length;
                    if !is_blank {
                        return Some(found);
                    }
                }
                Err(error) => {
                    let found = found(Err(Unread::File(format!("the file cannot be read further: {error}"))));
                    self.reader = None;
                    return Some(found);
                }
            }
        }
    }
}
