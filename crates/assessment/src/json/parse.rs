//! Bytes → text → tree. Strict JSON (RFC 8259), with limits on size and depth.

use super::{Member, Node, Value};
use crate::limits;
use crate::problem::{Code, Problem};
use std::rc::Rc;

/// The problem of a file of this size.
pub fn too_large(size: usize) -> Problem {
    let args = vec![("size", size.to_string()), ("limit", limits::FILE.to_string())];
    Problem {
        code: Code::TooLarge,
        path: String::new(),
        line: 0,
        column: 0,
        args,
    }
}

/// The text of a file: UTF-8 with or without a byte-order mark, or UTF-16 with one.
pub fn decode(bytes: &[u8]) -> Result<String, Problem> {
    let fail = |code, args| Problem {
        code,
        path: String::new(),
        line: 0,
        column: 0,
        args,
    };
    if bytes.len() > limits::FILE {
        return Err(too_large(bytes.len()));
    }
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, odd) = rest.as_chunks::<2>();
        let text = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<String, _>>();
        text.ok().filter(|_| odd.is_empty())
    };
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => str::from_utf8(rest).ok().map(str::to_owned),
        _ => str::from_utf8(bytes).ok().map(str::to_owned),
    };
    text.ok_or_else(|| fail(Code::Encoding, Vec::new()))
}

/// The line and the column, both from 1, of a byte offset.
pub fn position(source: &str, at: u32) -> (u32, u32) {
    let before = source.get(..at as usize).unwrap_or(source);
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line as u32, column as u32)
}

/// Where the text is not JSON, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Byte offset.
    pub at: u32,
    /// [`Code::Syntax`], [`Code::CutShort`], [`Code::TooDeep`], [`Code::NumberTooLong`] or [`Code::TooLarge`].
    pub code: Code,
    /// Arguments of its message.
    pub args: Vec<(&'static str, String)>,
}

/// Parses a JSON text.
pub fn parse(source: &str) -> Result<Node, Fault> {
    if source.len() > limits::FILE {
        let args = vec![("size", source.len().to_string()), ("limit", limits::FILE.to_string())];
        return Err(Fault {
            at: 0,
            code: Code::TooLarge,
            args,
        });
    }
    let mut parser = Parser {
        source,
        bytes: source.as_bytes(),
        at: 0,
        depth: 0,
    };
    let node = parser.value()?;
    parser.space();
    if parser.at < parser.bytes.len() {
        Err(parser.unexpected("EOF"))
    } else {
        Ok(node)
    }
}

struct Parser<'a> {
    source: &'a str,
    bytes: &'a [u8],
    at: usize,
    depth: u32,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn unexpected(&self, expected: &str) -> Fault {
        let at = self.at as u32;
        match self.source.get(self.at..).and_then(|rest| rest.chars().next()) {
            None => Fault {
                at,
                code: Code::CutShort,
                args: vec![("expected", expected.to_owned())],
            },
            Some(found) => {
                let args = vec![("found", visible(found)), ("expected", expected.to_owned())];
                Fault {
                    at,
                    code: Code::Syntax,
                    args,
                }
            }
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        self.space();
        if self.peek() == Some(byte) {
            self.at += 1;
            return Ok(());
        }
        Err(self.unexpected(&char::from(byte).to_string()))
    }

    fn value(&mut self) -> Result<Node, Fault> {
        self.space();
        let at = self.at as u32;
        let value = match self.peek() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::array)?,
            Some(b'"') => Value::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            _ => return Err(self.unexpected("{ [ \" 0–9")),
        };
        Ok(Node { value, at })
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Fault> {
        let rest = &self.bytes[self.at..];
        if !rest.starts_with(word.as_bytes()) {
            if word.as_bytes().starts_with(rest) {
                self.at = self.bytes.len();
            }
            return Err(self.unexpected(word));
        }
        self.at += word.len();
        Ok(value)
    }

    fn nested(&mut self, inner: fn(&mut Self) -> Result<Value, Fault>) -> Result<Value, Fault> {
        if self.depth == limits::DEPTH {
            return Err(Fault {
                at: self.at as u32,
                code: Code::TooDeep,
                args: vec![("limit", limits::DEPTH.to_string())],
            });
        }
        self.depth += 1;
        self.at += 1;
        let value = inner(self)?;
        self.depth -= 1;
        Ok(value)
    }

    /// What follows an entry: a comma and another entry, or the end.
    fn more(&mut self, end: u8) -> Result<bool, Fault> {
        self.space();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.space();
                Ok(true)
            }
            Some(byte) if byte == end => {
                self.at += 1;
                Ok(false)
            }
            _ => Err(self.unexpected(if end == b'}' { ", }" } else { ", ]" })),
        }
    }

    fn object(&mut self) -> Result<Value, Fault> {
        let mut members = Vec::new();
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Object(members));
        }
        loop {
            let at = self.at as u32;
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("\""));
            }
            let key = self.string()?;
            self.expect(b':')?;
            members.push(Member {
                key,
                at,
                node: self.value()?,
            });
            if !self.more(b'}')? {
                return Ok(Value::Object(members));
            }
        }
    }

    fn array(&mut self) -> Result<Value, Fault> {
        let mut items = Vec::new();
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value()?);
            if !self.more(b']')? {
                return Ok(Value::Array(items));
            }
        }
    }

    fn number(&mut self) -> Result<Rc<str>, Fault> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits()?;
        }
        let count = self.at - start;
        if count > limits::NUMBER {
            let args = vec![("count", count.to_string()), ("limit", limits::NUMBER.to_string())];
            return Err(Fault {
                at: start as u32,
                code: Code::NumberTooLong,
                args,
            });
        }
        Ok(self.source[start..self.at].into())
    }

    fn digits(&mut self) -> Result<(), Fault> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.unexpected("0–9"));
        }
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        Ok(())
    }

    fn string(&mut self) -> Result<Rc<str>, Fault> {
        self.at += 1;
        let mut start = self.at;
        let mut resolved = String::new();
        loop {
            match self.peek() {
                Some(b'"') => {
                    let rest = &self.source[start..self.at];
                    self.at += 1;
                    return Ok(if resolved.is_empty() {
                        rest.into()
                    } else {
                        (resolved + rest).into()
                    });
                }
                Some(b'\\') => {
                    resolved.push_str(&self.source[start..self.at]);
                    self.at += 1;
                    resolved.push(self.escape()?);
                    start = self.at;
                }
                Some(0..0x20) | None => return Err(self.unexpected("\"")),
                Some(_) => self.at += 1,
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let simple = match self.peek() {
            Some(b'u') => {
                self.at += 1;
                return self.unicode();
            }
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(c),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            _ => return Err(self.unexpected("\\n \\\" \\\\ \\u")),
        };
        self.at += 1;
        Ok(simple)
    }

    fn unicode(&mut self) -> Result<char, Fault> {
        let first = self.hex()?;
        let both = match first {
            0xD800..0xDC00 if self.bytes[self.at..].starts_with(b"\\u") => {
                self.at += 2;
                char::decode_utf16([first, self.hex()?]).next()
            }
            _ => char::decode_utf16([first]).next(),
        };
        both.and_then(Result::ok).ok_or_else(|| self.unexpected("\\uXXXX"))
    }

    fn hex(&mut self) -> Result<u16, Fault> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|b| char::from(b).to_digit(16));
            unit = unit << 4 | digit.ok_or_else(|| self.unexpected("XXXX"))? as u16;
            self.at += 1;
        }
        Ok(unit)
    }
}

/// A character in the form in which messages show it.
fn visible(c: char) -> String {
    match c {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        _ if c.is_control() => format!("U+{:04X}", c as u32),
        _ => c.to_string(),
    }
}
