//! Excel workbooks: sheets of text and number cells, in an archive with the same bytes for the same content.

use super::package::{DECLARATION, RELATIONSHIPS, archive, escaped, relations};
use assessment::points::Decimal;

/// Characters of a cell that Excel keeps.
const TEXT: usize = 32_767;
/// Characters of the name of a sheet that Excel keeps.
const NAME: usize = 31;

/// A workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workbook {
    /// The sheets, at least one in a file that Excel opens.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The name. Characters that Excel does not allow are replaced in the file, and a long name is cut.
    pub name: String,
    /// The rows, from the first one.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// No content.
    #[default]
    Empty,
    /// A text, never a formula. A text longer than Excel's limit is cut in the file.
    Text(String),
    /// A number.
    Number(Decimal),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<Decimal> for Cell {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl Sheet {
    /// Creates an empty sheet.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            rows: Vec::new(),
        }
    }

    /// Adds a row of texts.
    pub fn push_texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        self.rows.push(texts.into_iter().map(Cell::from).collect());
    }
}

impl Workbook {
    /// Writes the workbook as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut members = vec![
            ("[Content_Types].xml".to_owned(), self.content_types()),
            (
                "_rels/.rels".to_owned(),
                relations([("rId1", "officeDocument", "xl/workbook.xml".to_owned())]),
            ),
            ("xl/workbook.xml".to_owned(), self.workbook()),
            ("xl/_rels/workbook.xml.rels".to_owned(), self.workbook_relations()),
        ];
        for (i, sheet) in self.sheets.iter().enumerate() {
            members.push((format!("xl/worksheets/sheet{}.xml", i + 1), sheet.xml()));
        }
        archive(&members)
    }

    fn content_types(&self) -> String {
        let mut out = format!(
            "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Override PartName=\"/xl/workbook.xml\" ContentType=\"{MAIN}.sheet.main+xml\"/>"
        );
        for i in 1..=self.sheets.len() {
            out.push_str(&format!(
                "<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{MAIN}.worksheet+xml\"/>"
            ));
        }
        out.push_str("</Types>");
        out
    }

    fn workbook(&self) -> String {
        let mut out = format!("{DECLARATION}<workbook xmlns=\"{SPREADSHEET}\" xmlns:r=\"{RELATIONSHIPS}\"><sheets>");
        let mut names: Vec<String> = Vec::new();
        for (i, sheet) in self.sheets.iter().enumerate() {
            let name = free_name(&sheet.name, &names);
            let number = i + 1;
            out.push_str(&format!(
                "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>",
                escaped(&name)
            ));
            names.push(name);
        }
        out.push_str("</sheets></workbook>");
        out
    }

    fn workbook_relations(&self) -> String {
        let ids: Vec<String> = (1..=self.sheets.len()).map(|i| format!("rId{i}")).collect();
        relations(
            ids.iter()
                .enumerate()
                .map(|(i, id)| (&**id, "worksheet", format!("worksheets/sheet{}.xml", i + 1))),
        )
    }
}

impl Sheet {
    fn xml(&self) -> String {
        let mut out = format!("{DECLARATION}<worksheet xmlns=\"{SPREADSHEET}\"><sheetData>");
        for (i, row) in self.rows.iter().enumerate() {
            let number = i + 1;
            out.push_str(&format!("<row r=\"{number}\">"));
            for (column, cell) in row.iter().enumerate() {
                let place = format!("{}{number}", letters(column));
                match cell {
                    Cell::Empty => {}
                    Cell::Number(value) => out.push_str(&format!("<c r=\"{place}\"><v>{value}</v></c>")),
                    Cell::Text(text) => {
                        let text: String = text.chars().take(TEXT).collect();
                        out.push_str(&format!(
                            "<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                            escaped(&text)
                        ));
                    }
                }
            }
            out.push_str("</row>");
        }
        out.push_str("</sheetData></worksheet>");
        out
    }
}

const MAIN: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const SPREADSHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// Returns a name that Excel allows and no other sheet has.
fn free_name(wanted: &str, used: &[String]) -> String {
    let allowed = |c: char| match c {
        ':' | '\\' | '/' | '?' | '*' | '[' | ']' => ' ',
        _ if c.is_control() => ' ',
        c => c,
    };
    let clean: String = wanted.chars().map(allowed).collect();
    let clean = clean.trim_matches(['\'', ' ']);
    let clean = if clean.is_empty() { "Sheet" } else { clean };
    let is_free = |name: &str| !used.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let cut = |ending: &str| {
        let room = NAME - ending.len();
        let mut name = String::new();
        let mut units = 0;
        for c in clean.chars() {
            units += c.len_utf16();
            if units > room {
                break;
            }
            name.push(c);
        }
        name + ending
    };
    let mut name = cut("");
    let mut number = 2;
    while !is_free(&name) {
        name = cut(&format!(" ({number})"));
        number += 1;
    }
    name
}

/// Returns the letters of a column, from 0.
fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut out = String::new();
    while rest > 0 {
        out.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_allowed_and_different() {
        let used = ["Report".to_owned(), "Sheet".to_owned()];
        assert_eq!(free_name("report", &used), "report (2)");
        assert_eq!(free_name("a/b:c", &used), "a b c");
        assert_eq!(free_name("''", &used), "Sheet (2)");
        assert_eq!(free_name(&"长".repeat(40), &used).chars().count(), 31);
    }

    #[test]
    fn workbook_is_read_back_and_has_the_same_bytes() {
        let mut sheet = Sheet::new("One & two");
        sheet.push_texts(["=1+1", "", "<a>\u{1}b"]);
        sheet
            .rows
            .push(vec![Cell::from("0.1".parse::<Decimal>().unwrap()), "x".into()]);
        let book = Workbook { sheets: vec![sheet] };
        let bytes = book.to_bytes();
        assert_eq!(bytes, book.to_bytes());
        let read = crate::read(&bytes, "", &|_, _| None).unwrap();
        let (_, table) = read.tables().next().unwrap();
        assert_eq!(table.name.as_deref(), Some("One & two"));
        assert_eq!(
            [table.text(0, 0), table.text(0, 2), table.text(1, 0), table.text(1, 1)],
            ["=1+1", "<a>b", "0.1", "x"]
        );
    }
}
