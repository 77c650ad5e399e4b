//! The XML of an Excel file: a sheet, and after a form feed each the shared strings, the styles and a second sheet. The first line has
//! choices.

#![no_main]

use libfuzzer_sys::fuzz_target;
use office_fuzz::{check, check_fill, decode, divide, parts, zip};

const BOOK: &str =
    r#"<workbook xmlns:r="r"><sheets><sheet name="A" r:id="r1"/><sheet name="B" r:id="r2"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Target="worksheets/sheet2.xml"/></Relationships>"#;

fuzz_target!(|input: &[u8]| {
    let (choices, bytes) = divide(input);
    let parts = parts(bytes);
    let elements = ["worksheet", "sst", "styleSheet", "worksheet"];
    let paths = [
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet2.xml",
    ];
    let wrapped = parts.iter().zip(elements);
    let wrapped: Vec<String> = wrapped
        .map(|(part, element)| format!("<{element}>{part}</{element}>"))
        .collect();
    let mut members = vec![("xl/workbook.xml", BOOK), ("xl/_rels/workbook.xml.rels", RELATIONS)];
    members.extend(paths.into_iter().zip(wrapped.iter().map(|part| &**part)));
    let file = zip(&members);
    check(office::read(&file, "a.xlsx", &decode), choices);
    check_fill(&file, "a.xlsx", choices);
});
