//! Excel workbooks: sheets of texts, numbers and formulas with their values, in an archive with the same bytes for the same content.

mod cell;
mod sheet;
mod style;
pub(crate) mod table;

pub use cell::{Cell, Content};
pub use sheet::{Height, Layout, Merged, Sheet};
pub use style::{Band, Form, Style};

use super::package::{CORE, DECLARATION, RELATIONSHIPS, archive, core, escaped, relations};

/// UTF-16 units of the name of a sheet that Excel keeps.
const NAME: usize = 31;

/// A workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workbook {
    /// The sheets, at least one in a file that Excel opens.
    pub sheets: Vec<Sheet>,
    /// The title in the properties of the file; may be empty.
    pub title: String,
    /// The language, as a BCP 47 tag such as `zh-CN`. It decides about the faces; may be empty.
    pub language: String,
}

impl Workbook {
    /// Creates a workbook of these sheets, without a title.
    pub fn of(sheets: Vec<Sheet>) -> Self {
        Self {
            sheets,
            ..Self::default()
        }
    }

    /// Writes the workbook as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let names = self.names();
        let mut members = vec![
            ("[Content_Types].xml".to_owned(), self.content_types()),
            (
                "_rels/.rels".to_owned(),
                relations([
                    ("rId1", "officeDocument", "xl/workbook.xml".to_owned()),
                    ("rId2", CORE, "docProps/core.xml".to_owned()),
                ]),
            ),
            ("docProps/core.xml".to_owned(), core(&self.title, &self.language)),
            ("xl/workbook.xml".to_owned(), self.workbook(&names)),
            ("xl/_rels/workbook.xml.rels".to_owned(), self.workbook_relations()),
            ("xl/styles.xml".to_owned(), style::xml(&self.language)),
        ];
        for (i, sheet) in self.sheets.iter().enumerate() {
            members.push((format!("xl/worksheets/sheet{}.xml", i + 1), sheet.xml(i == 0)));
        }
        archive(&members)
    }

    /// Returns the names of the sheets in the file.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for sheet in &self.sheets {
            names.push(free_name(&sheet.name, &names));
        }
        names
    }

    fn content_types(&self) -> String {
        let mut out = format!(
            "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
             <Override PartName=\"/xl/workbook.xml\" ContentType=\"{MAIN}.sheet.main+xml\"/>\
             <Override PartName=\"/xl/styles.xml\" ContentType=\"{MAIN}.styles+xml\"/>"
        );
        for i in 1..=self.sheets.len() {
            out.push_str(&format!(
                "<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{MAIN}.worksheet+xml\"/>"
            ));
        }
        out.push_str("</Types>");
        out
    }

    fn workbook(&self, names: &[String]) -> String {
        let mut out = format!(
            "{DECLARATION}<workbook xmlns=\"{SPREADSHEET}\" xmlns:r=\"{RELATIONSHIPS}\">\
             <bookViews><workbookView/></bookViews><sheets>"
        );
        for (i, name) in names.iter().enumerate() {
            let number = i + 1;
            out.push_str(&format!(
                "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>",
                escaped(name)
            ));
        }
        out.push_str("</sheets>");
        let titles: String = (self.sheets.iter().zip(names).enumerate())
            .filter_map(|(i, (sheet, name))| sheet.print_titles(i, name))
            .collect();
        if !titles.is_empty() {
            out.push_str(&format!("<definedNames>{titles}</definedNames>"));
        }
        out.push_str("</workbook>");
        out
    }

    fn workbook_relations(&self) -> String {
        let styles = self.sheets.len() + 1;
        let mut ids: Vec<_> = (1..styles)
            .map(|i| (format!("rId{i}"), "worksheet", format!("worksheets/sheet{i}.xml")))
            .collect();
        ids.push((format!("rId{styles}"), "styles", "styles.xml".to_owned()));
        relations(ids.iter().map(|(id, kind, target)| (&**id, *kind, target.clone())))
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

#[cfg(test)]
mod tests {
    use super::*;
    use assessment::points::Decimal;

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
        let book = Workbook::of(vec![sheet]);
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
