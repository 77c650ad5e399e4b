//! Files that the tests make, and what differs between two of them: read by code that shares nothing with the crate's own.

use assessment::json;
use assessment::rubric::Rubric;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec;
use office::assign::Assignments;
use office::fill::{Entry, Filling, Item, Left, Origin, Values, Where, Why, Written};
use quick_xml::Reader;
use quick_xml::events::Event;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter};
use std::collections::BTreeMap;
use std::io::Write;

/// A ZIP archive with these members: the first is stored, the others are compressed.
pub fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    let members: Vec<(&str, &[u8])> = members.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    zip_bytes(&members)
}

/// A ZIP archive with these members: the first is stored, the others are compressed.
pub fn zip_bytes(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (at, (path, content)) in members.iter().enumerate() {
        let (method, data) = match at {
            0 => (CompressionMethod::STORE, content.to_vec()),
            _ => (CompressionMethod::DEFLATE, compress_to_vec(content, 9)),
        };
        let (mut entry, _) = archive
            .new_file(path)
            .compression_method(method)
            .start()
            .expect("a path");
        entry.write_all(&data).expect("memory");
        let sum = rawzip::crc32(content);
        let output = DataDescriptorOutput::new(sum, content.len() as u64);
        entry.finish(output).expect("memory");
    }
    archive.finish().expect("memory");
    bytes
}

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;

/// A Word file with this body.
pub fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}<w:sectPr/></w:body></w:document>"
    );
    let styles = r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>"#;
    zip(&[
        ("[Content_Types].xml", TYPES),
        ("word/styles.xml", styles),
        ("word/document.xml", &document),
        ("docProps/custom.xml", "<Properties/>"),
    ])
}

/// A paragraph with one run.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// An empty cell.
pub const EMPTY: &str = "<w:tc><w:tcPr/><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr></w:p></w:tc>";

/// A cell of a Word table: `^` goes on from above, `v:` begins what goes on, `2:` covers two columns.
pub fn tc(text: &str) -> String {
    if text.is_empty() {
        return EMPTY.to_owned();
    }
    if text == "^" {
        return "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>".to_owned();
    }
    let (properties, text) = match text.split_once(':') {
        Some(("v", rest)) => ("<w:vMerge w:val=\"restart\"/>".to_owned(), rest),
        Some((span @ ("2" | "3" | "4" | "5"), rest)) => (format!("<w:gridSpan w:val=\"{span}\"/>"), rest),
        _ => (String::new(), text),
    };
    let content = if text.is_empty() { "<w:p/>".to_owned() } else { p(text) };
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

/// A Word table, with cells between bars.
pub fn table(rows: &[&str]) -> String {
    let row = |row: &&str| {
        let cells: String = row.split('|').map(tc).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let rows: String = rows.iter().map(row).collect();
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")
}

/// An Excel file with these sheets, each with its name and its content, and these shared texts.
pub fn xlsx(sheets: &[(&str, &str)], strings: &[&str], book: &str) -> Vec<u8> {
    let list: String = sheets
        .iter()
        .enumerate()
        .map(|(at, (name, _))| format!("<sheet name=\"{name}\" sheetId=\"{0}\" r:id=\"r{0}\"/>", at + 1))
        .collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let book = format!("<workbook xmlns=\"{main}\" xmlns:r=\"r\"><sheets>{list}</sheets>{book}</workbook>");
    let relations: String = (1..=sheets.len())
        .map(|at| format!("<Relationship Id=\"r{at}\" Target=\"worksheets/sheet{at}.xml\"/>"))
        .collect();
    let relations = format!("<Relationships>{relations}</Relationships>");
    let strings: String = strings
        .iter()
        .map(|text| match text.starts_with('<') {
            true => format!("<si>{text}</si>"),
            false => format!("<si><t xml:space=\"preserve\">{text}</t></si>"),
        })
        .collect();
    let strings = format!("<sst xmlns=\"{main}\">{strings}</sst>");
    let names: Vec<String> = (1..=sheets.len())
        .map(|at| format!("xl/worksheets/sheet{at}.xml"))
        .collect();
    let texts: Vec<String> = sheets
        .iter()
        .map(|(_, content)| format!("<worksheet xmlns=\"{main}\">{content}</worksheet>"))
        .collect();
    let mut members = vec![
        ("[Content_Types].xml", TYPES),
        ("xl/workbook.xml", &*book),
        ("xl/_rels/workbook.xml.rels", &*relations),
        ("xl/sharedStrings.xml", &*strings),
    ];
    members.extend(names.iter().zip(&texts).map(|(name, text)| (&**name, &**text)));
    zip(&members)
}

/// A member of an archive as it is stored.
#[derive(Debug, PartialEq, Eq)]
pub struct Member {
    pub name: String,
    /// The local header and the data.
    pub stored: Vec<u8>,
    /// The entry of the directory, without the offset of the member.
    pub entry: Vec<u8>,
    pub content: Vec<u8>,
}

fn number(bytes: &[u8], at: usize, size: usize) -> usize {
    bytes[at..at + size]
        .iter()
        .rev()
        .fold(0, |all, byte| all << 8 | usize::from(*byte))
}

/// The members of an archive, in the order of its directory.
pub fn members(bytes: &[u8]) -> Vec<Member> {
    let end = (0..bytes.len() - 21)
        .rev()
        .find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))
        .expect("an end");
    let mut at = number(bytes, end + 16, 4);
    let mut found = Vec::new();
    for _ in 0..number(bytes, end + 10, 2) {
        assert!(bytes[at..].starts_with(b"PK\x01\x02"));
        let (name, more) = (
            number(bytes, at + 28, 2),
            number(bytes, at + 30, 2) + number(bytes, at + 32, 2),
        );
        let (packed, size, start) = (
            number(bytes, at + 20, 4),
            number(bytes, at + 24, 4),
            number(bytes, at + 42, 4),
        );
        assert!(bytes[start..].starts_with(b"PK\x03\x04"));
        let data = start + 30 + number(bytes, start + 26, 2) + number(bytes, start + 28, 2);
        // Sizes after the data, where the header has none.
        if number(bytes, start + 6, 2) & 8 == 0 {
            assert_eq!(number(bytes, start + 18, 4), packed);
            assert_eq!(number(bytes, start + 22, 4), size);
            assert_eq!(number(bytes, start + 14, 4), number(bytes, at + 16, 4));
        }
        let packed = &bytes[data..data + packed];
        let content = match number(bytes, at + 10, 2) {
            0 => packed.to_vec(),
            _ => decompress_to_vec(packed).expect("deflated"),
        };
        assert_eq!(content.len(), size);
        assert_eq!(rawzip::crc32(&content) as usize, number(bytes, at + 16, 4));
        let next = at + 46 + name + more;
        let mut entry = bytes[at..next].to_vec();
        entry[42..46].fill(0);
        found.push(Member {
            name: String::from_utf8(bytes[at + 46..at + 46 + name].to_vec()).expect("a name"),
            stored: bytes[start..data + packed.len()].to_vec(),
            entry,
            content,
        });
        at = next;
    }
    found
}

/// The text of a member.
pub fn member(bytes: &[u8], name: &str) -> String {
    let found = members(bytes).into_iter().find(|member| member.name == name);
    String::from_utf8(found.expect("the member").content).expect("a text")
}

/// Checks that two archives differ in the content of these members only, and returns those that do.
pub fn changed_members(before: &[u8], after: &[u8]) -> Vec<String> {
    let (before, after) = (members(before), members(after));
    assert_eq!(before.len(), after.len());
    let mut changed = Vec::new();
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before.name, after.name);
        if before.content == after.content {
            assert_eq!(before.stored, after.stored, "{}", before.name);
            assert_eq!(before.entry, after.entry, "{}", before.name);
        } else {
            // The time and the name stay.
            assert_eq!(before.entry[12..16], after.entry[12..16]);
            assert_eq!(before.stored[10..14], after.stored[10..14]);
            changed.push(before.name.clone());
        }
    }
    changed
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or_default()
}

/// Takes the outermost elements with a name out of a text: the text without them, and the elements.
pub fn split(text: &str, name: &str) -> (String, Vec<String>) {
    let mut reader = Reader::from_str(text);
    let (mut rest, mut parts) = (String::new(), Vec::new());
    let (mut depth, mut start, mut from) = (0, 0, 0);
    loop {
        let at = reader.buffer_position() as usize;
        let event = reader.read_event().expect("XML");
        let end = reader.buffer_position() as usize;
        match event {
            Event::Start(tag) if local(tag.name().0) == name => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            Event::End(tag) if local(tag.name().0) == name => {
                depth -= 1;
                if depth == 0 {
                    rest.push_str(&text[from..start]);
                    rest.push('\u{1}');
                    parts.push(text[start..end].to_owned());
                    from = end;
                }
            }
            Event::Empty(tag) if local(tag.name().0) == name && depth == 0 => {
                rest.push_str(&text[from..at]);
                rest.push('\u{1}');
                parts.push(text[at..end].to_owned());
                from = end;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    rest.push_str(&text[from..]);
    (rest, parts)
}

/// The cells of a sheet by their names, and the sheet without them.
pub fn cells(text: &str) -> (String, BTreeMap<String, String>) {
    let (rest, parts) = split(text, "c");
    let named = parts.into_iter().map(|cell| {
        let name = cell
            .split("r=\"")
            .nth(1)
            .expect("a name")
            .split('"')
            .next()
            .expect("a name");
        (name.to_owned(), cell.clone())
    });
    (rest.replace('\u{1}', ""), named.collect())
}

/// The names of the cells that differ between two sheets, which have nothing else that does.
pub fn changed_cells(before: &str, after: &str) -> Vec<String> {
    let ((rest, before), (other, after)) = (cells(before), cells(after));
    assert_eq!(rest, other);
    assert!(before.keys().all(|name| after.contains_key(name)));
    after
        .iter()
        .filter(|(name, cell)| before.get(*name) != Some(cell))
        .map(|(name, _)| name.clone())
        .collect()
}

/// The cells of the tables of a Word text that differ, as their numbers from 0, and the paragraphs outside of them; nothing else does.
pub fn changed_parts(before: &str, after: &str) -> (Vec<usize>, Vec<usize>) {
    let ((before, cells), (after, others)) = (split(before, "tc"), split(after, "tc"));
    let ((rest, paragraphs), (other, next)) = (split(&before, "p"), split(&after, "p"));
    assert_eq!(rest, other);
    let differ = |one: &[String], other: &[String]| {
        assert_eq!(one.len(), other.len());
        (0..one.len()).filter(|at| one[*at] != other[*at]).collect::<Vec<_>>()
    };
    (differ(&cells, &others), differ(&paragraphs, &next))
}

/// The text of XML.
pub fn plain(text: &str) -> String {
    let mut reader = Reader::from_str(text);
    let mut out = String::new();
    loop {
        match reader.read_event().expect("XML") {
            Event::Text(text) => out.push_str(&text),
            Event::GeneralRef(name) => out.push_str(&format!("&{};", &*name)),
            Event::Empty(tag) if local(tag.name().0) == "br" => out.push('/'),
            Event::Eof => return out,
            _ => {}
        }
    }
}

/// The texts of the cells of a Word text, and of the paragraphs outside of them.
pub fn texts(document: &str) -> (Vec<String>, Vec<String>) {
    let (rest, cells) = split(document, "tc");
    let (_, paragraphs) = split(&rest, "p");
    let all = |parts: Vec<String>| parts.iter().map(|part| plain(part)).collect();
    (all(cells), all(paragraphs))
}

/// The rubric of a file, and where it came from.
pub fn made(bytes: &[u8], name: &str) -> (Rubric, Origin) {
    made_with(bytes, name, &Assignments::default())
}

/// The rubric of a file with what a person decided about it.
pub fn made_with(bytes: &[u8], name: &str, assignments: &Assignments) -> (Rubric, Origin) {
    let document = office::read(bytes, name, &|_, _| None).expect("a document");
    let draft = office::understand_with(&document, assignments).expect("a rubric");
    let mut form = draft.form("r");
    let origin = Origin::of(name, &document, &draft, &form, assignments).expect("an Office file");
    origin.keep_in(&mut form.rubric);
    let source = json::pretty(&form.rubric);
    let rubric = Rubric::parse(&source).expect("a rubric");
    let kept = Origin::in_rubric(&rubric.tree().expect("JSON"));
    assert_eq!(kept.as_ref(), Some(&origin));
    (rubric, origin)
}

/// Values with these scores, from the first criterion on.
pub fn scores(scores: &[&str]) -> Values {
    let entry = |(at, score): (usize, &&str)| {
        let entry = Entry {
            score: Some((*score).to_owned()),
            ..Entry::default()
        };
        (format!("c{}", at + 1), entry)
    };
    Values {
        criteria: scores.iter().enumerate().map(entry).collect(),
        ..Values::default()
    }
}

/// What was written, as lines: the value, the place, the text.
pub fn written(filling: &Filling) -> Vec<String> {
    let line = |written: &Written| {
        let replaced = written
            .replaced
            .as_ref()
            .map_or(String::new(), |text| format!(" for {text}"));
        format!(
            "{} {} = {}{replaced}",
            item(&written.item),
            place(&written.place),
            written.text
        )
    };
    filling.written.iter().map(line).collect()
}

/// What was not written, as lines.
pub fn left(filling: &Filling) -> Vec<String> {
    let line = |left: &Left| {
        let at = left
            .place
            .as_ref()
            .map_or(String::new(), |at| format!(" {}", place(at)));
        format!("{}{at}: {}", item(&left.item), why(&left.why))
    };
    filling.left.iter().map(line).collect()
}

fn item(item: &Item) -> String {
    match item {
        Item::Score(id) => id.clone(),
        Item::Lost(id) => format!("{id} lost"),
        Item::Reason(id) => format!("{id} reason"),
        Item::Note(id) => format!("{id} note"),
        Item::Evidence(id) => format!("{id} evidence"),
        Item::Subtotal(id) => id.clone(),
        Item::Profile(label) => label.clone(),
        other => format!("{other:?}").to_lowercase(),
    }
}

fn place(place: &Where) -> String {
    match place {
        Where::Cell { sheet, cell } => format!("{sheet}!{cell}"),
        Where::Table { table, row, column } => format!("{table}/{row}/{column}"),
        Where::Paragraph { text } => format!("“{text}”"),
    }
}

fn why(why: &Why) -> String {
    format!("{why:?}")
}
