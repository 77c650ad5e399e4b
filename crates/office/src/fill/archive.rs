//! The members of a ZIP archive, of which some are given other content: all others keep their bytes, headers, times and order.
//!
//! Written by hand because a writer of archives makes headers of its own.

use crate::limits;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use std::collections::BTreeMap;
use std::ops::Range;

/// The level of compression, of 10.
const LEVEL: u8 = 6;
const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
/// Bytes of a local header, of an entry of the directory and of the end of the directory, without names, fields and comments.
const LOCAL_SIZE: usize = 30;
const CENTRAL_SIZE: usize = 46;
const END_SIZE: usize = 22;

/// Why an archive is not read.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// Its structure is damaged, or not one that Word and Excel write.
    Structure,
    /// It is larger than the limit.
    TooLarge,
}

/// A member.
struct Member {
    /// The path, in lower case and without a slash before it.
    key: String,
    /// Its entry in the directory.
    entry: Range<usize>,
    /// The local header, the content, and whatever follows up to the next member.
    whole: Range<usize>,
    /// The content.
    data: Range<usize>,
    method: u16,
    crc: u32,
    size: usize,
}

/// An archive in memory.
pub struct Archive<'a> {
    bytes: &'a [u8],
    members: Vec<Member>,
    /// The members by their paths; of several with one path the first one counts, as it does for Word and Excel.
    paths: BTreeMap<String, usize>,
    /// The end of the directory, with its comment.
    end: usize,
    directory: Range<usize>,
    // Bytes that may still be inflated.
    left: usize,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    // All bits set: the size is elsewhere, for archives of more than 4 GB.
    u32_at(bytes, at)
        .filter(|size| *size != u32::MAX)
        .map(|size| size as usize)
}

impl<'a> Archive<'a> {
    /// Reads the directory of an archive.
    ///
    /// # Errors
    /// If there is none, or members overlap or have no headers where the directory says.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        if bytes.len() > limits::FILE {
            return Err(Fault::TooLarge);
        }
        Self::read_directory(bytes).ok_or(Fault::Structure)
    }

    fn read_directory(bytes: &'a [u8]) -> Option<Self> {
        let last = bytes.len().checked_sub(END_SIZE)?;
        let is_end = |at: &usize| {
            let comment = || Some(at + END_SIZE + usize::from(u16_at(bytes, at + 20)?) <= bytes.len());
            u32_at(bytes, *at) == Some(END) && comment() == Some(true)
        };
        let end = (last.saturating_sub(usize::from(u16::MAX))..=last).rev().find(is_end)?;
        let count = usize::from(u16_at(bytes, end + 10)?);
        let start = size_at(bytes, end + 16)?;
        let directory = start..start.checked_add(size_at(bytes, end + 12)?)?;
        if directory.end > end || count > limits::MEMBERS || u16_at(bytes, end + 8)? != u16_at(bytes, end + 10)? {
            return None;
        }
        let mut members = Vec::with_capacity(count);
        let mut at = directory.start;
        for _ in 0..count {
            let member = member(bytes, at, directory.start)?;
            at = member.entry.end;
            members.push(member);
        }
        if at != directory.end {
            return None;
        }
        // Each member reaches to the next one.
        let mut order: Vec<usize> = (0..members.len()).collect();
        order.sort_by_key(|index| members[*index].whole.start);
        let mut next = directory.start;
        for index in order.into_iter().rev() {
            let member = &mut members[index];
            member.whole.end = next;
            if member.data.end > next {
                return None;
            }
            next = member.whole.start;
        }
        let mut paths = BTreeMap::new();
        for (index, member) in members.iter().enumerate() {
            paths.entry(member.key.clone()).or_insert(index);
        }
        Some(Self {
            bytes,
            members,
            paths,
            end,
            directory,
            left: limits::INFLATED,
        })
    }

    /// Returns whether there is a member with this path.
    pub fn has(&self, path: &str) -> bool {
        self.paths.contains_key(&key(path))
    }

    /// Returns the paths, in lower case.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.keys().map(|path| &**path)
    }

    /// Inflates a member; `None` if there is none with this path.
    ///
    /// # Errors
    /// If the member is damaged or too large.
    pub fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(member) = self.paths.get(&key(path)).map(|index| &self.members[*index]) else {
            return Ok(None);
        };
        let data = self.bytes.get(member.data.clone()).ok_or(Fault::Structure)?;
        let content = match member.method {
            0 if data.len() <= self.left => data.to_vec(),
            0 => return Err(Fault::TooLarge),
            8 => decompress_to_vec_with_limit(data, self.left).map_err(|error| match error.status {
                TINFLStatus::HasMoreOutput => Fault::TooLarge,
                _ => Fault::Structure,
            })?,
            _ => return Err(Fault::Structure),
        };
        // What is changed must be what was written.
        if content.len() != member.size || rawzip::crc32(&content) != member.crc {
            return Err(Fault::Structure);
        }
        self.left -= content.len();
        Ok(Some(content))
    }

    /// Inflates a member that is XML in UTF-8, as text and whether a mark stands before it.
    ///
    /// # Errors
    /// As [`Archive::read`], and if the text has another encoding: Word and Excel write no other.
    pub fn xml(&mut self, path: &str) -> Result<Option<(String, bool)>, Fault> {
        let Some(mut content) = self.read(path)? else {
            return Ok(None);
        };
        let marked = content.starts_with(MARK);
        if marked {
            content.drain(..MARK.len());
        }
        let text = String::from_utf8(content).map_err(|_| Fault::Structure)?;
        if text.contains('\0') {
            return Err(Fault::Structure);
        }
        Ok(Some((text, marked)))
    }

    /// Returns the archive with other content of some members, by path.
    ///
    /// # Errors
    /// If it becomes too large.
    pub fn with(&self, changed: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, Fault> {
        self.written(changed).ok_or(Fault::TooLarge)
    }

    fn written(&self, changed: &BTreeMap<String, Vec<u8>>) -> Option<Vec<u8>> {
        if changed.is_empty() {
            return Some(self.bytes.to_vec());
        }
        let changed: BTreeMap<usize, &Vec<u8>> = changed
            .iter()
            .map(|(path, content)| Some((*self.paths.get(&key(path))?, content)))
            .collect::<Option<_>>()?;
        let mut order: Vec<usize> = (0..self.members.len()).collect();
        order.sort_by_key(|index| self.members[*index].whole.start);
        let first = order
            .first()
            .map_or(self.directory.start, |index| self.members[*index].whole.start);
        let mut out = self.bytes.get(..first)?.to_vec();
        let mut offsets = vec![0_u32; self.members.len()];
        let mut sizes: BTreeMap<usize, [u32; 3]> = BTreeMap::new();
        for index in order {
            let member = &self.members[index];
            offsets[index] = u32::try_from(out.len()).ok()?;
            let Some(content) = changed.get(&index) else {
                out.extend_from_slice(self.bytes.get(member.whole.clone())?);
                continue;
            };
            let data = compress_to_vec(content, LEVEL);
            let own = [
                rawzip::crc32(content),
                u32::try_from(data.len()).ok()?,
                u32::try_from(content.len()).ok()?,
            ];
            let header = out.len();
            local_header(self.bytes.get(member.whole.start..member.data.start)?, &mut out)?;
            settle(&mut out, header + 6, own)?;
            out.extend_from_slice(&data);
            sizes.insert(index, own);
        }
        let start = u32::try_from(out.len()).ok()?;
        for (index, member) in self.members.iter().enumerate() {
            let entry = out.len();
            out.extend_from_slice(self.bytes.get(member.entry.clone())?);
            if let Some(own) = sizes.get(&index) {
                settle(&mut out, entry + 8, *own)?;
            }
            put(&mut out, entry + 42, &offsets[index].to_le_bytes())?;
        }
        let end = out.len() + (self.end - self.directory.end);
        out.extend_from_slice(self.bytes.get(self.directory.end..)?);
        put(&mut out, end + 16, &start.to_le_bytes())?;
        Some(out)
    }
}

/// Copies a local header, without the field that has the sizes of members of more than 4 GB: programs that do not know the size when
/// they begin to write have it in all of them.
fn local_header(header: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let fields = LOCAL_SIZE + usize::from(u16_at(header, 26)?);
    let begin = out.len();
    out.extend_from_slice(header.get(..fields)?);
    let mut at = fields;
    while at < header.len() {
        let end = match u16_at(header, at + 2) {
            Some(size) => (at + 4 + usize::from(size)).min(header.len()),
            None => header.len(),
        };
        if u16_at(header, at) != Some(1) {
            out.extend_from_slice(header.get(at..end)?);
        }
        at = end;
    }
    let length = u16::try_from(out.len() - begin - fields).ok()?;
    put(out, begin + 28, &length.to_le_bytes())
}

const MARK: &[u8] = &[0xef, 0xbb, 0xbf];

/// Returns the bytes of a text, with a mark before it if it had one.
pub fn encoded(text: String, marked: bool) -> Vec<u8> {
    match marked {
        true => [MARK, text.as_bytes()].concat(),
        false => text.into_bytes(),
    }
}

fn put(out: &mut [u8], at: usize, value: &[u8]) -> Option<()> {
    out.get_mut(at..at + value.len())?.copy_from_slice(value);
    Some(())
}

/// Writes the method, the checksum and the sizes of a member into its header or its entry, from the flags on. Nothing follows its
/// content any more.
fn settle(out: &mut [u8], flags: usize, [crc, packed, size]: [u32; 3]) -> Option<()> {
    let own = u16_at(out, flags)? & !8;
    put(out, flags, &own.to_le_bytes())?;
    put(out, flags + 2, &8_u16.to_le_bytes())?;
    // The time stands between.
    put(out, flags + 8, &crc.to_le_bytes())?;
    put(out, flags + 12, &packed.to_le_bytes())?;
    put(out, flags + 16, &size.to_le_bytes())
}

/// Reads an entry of the directory, and the local header that it names.
fn member(bytes: &[u8], at: usize, limit: usize) -> Option<Member> {
    if u32_at(bytes, at)? != CENTRAL {
        return None;
    }
    let (name, extra, comment) = (
        usize::from(u16_at(bytes, at + 28)?),
        usize::from(u16_at(bytes, at + 30)?),
        usize::from(u16_at(bytes, at + 32)?),
    );
    let name_at = at + CENTRAL_SIZE;
    let path = bytes.get(name_at..name_at + name)?;
    let start = size_at(bytes, at + 42)?;
    if start >= limit || u32_at(bytes, start)? != LOCAL {
        return None;
    }
    // Bit 0: the member is encrypted.
    if u16_at(bytes, at + 8)? & 1 != 0 {
        return None;
    }
    let data = start + LOCAL_SIZE + usize::from(u16_at(bytes, start + 26)?) + usize::from(u16_at(bytes, start + 28)?);
    let end = data.checked_add(size_at(bytes, at + 20)?)?;
    Some(Member {
        key: key(std::str::from_utf8(path).unwrap_or_default()),
        entry: at..name_at + name + extra + comment,
        whole: start..end,
        data: data..end,
        method: u16_at(bytes, at + 10)?,
        crc: u32_at(bytes, at + 16)?,
        size: size_at(bytes, at + 24)?,
    })
}

fn key(path: &str) -> String {
    path.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}
