//! Files that the tests make.

use rawzip::ZipArchiveWriter;
use std::io::Write;

/// A ZIP archive with these members, not compressed.
pub fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (path, content) in members {
        let (mut entry, config) = archive.new_file(path).start().expect("a valid path");
        let mut writer = config.wrap(&mut entry);
        writer.write_all(content.as_bytes()).expect("memory");
        let (_, descriptor) = writer.finish().expect("memory");
        entry.finish(descriptor).expect("memory");
    }
    archive.finish().expect("memory");
    bytes
}

/// A Word file with this body.
pub fn docx(body: &str) -> Vec<u8> {
    let document = format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    zip(&[("word/document.xml", &document)])
}

/// An Excel file of one sheet with this content between `<worksheet>` and its end.
pub fn xlsx(content: &str) -> Vec<u8> {
    let book = r#"<workbook xmlns:r="r"><sheets><sheet name="表" r:id="r1"/></sheets></workbook>"#;
    let relations = r#"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>"#;
    zip(&[
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet>{content}</worksheet>")),
    ])
}

/// A table as text: cells between bars; a cell that goes on from above or from the left is `^` or `<`.
pub fn drawn(table: &office::document::Table) -> String {
    let row = |row: &office::document::Row| {
        let cells = row.cells.iter().map(|cell| match (cell.above, cell.before) {
            (0, 0) => cell.text.replace('\n', "/"),
            (_, 0) => "^".to_owned(),
            _ => "<".to_owned(),
        });
        cells.collect::<Vec<_>>().join("|")
    };
    table.rows.iter().map(row).collect::<Vec<_>>().join("\n")
}
