//! A rubric in the format of another program: JSON, XML, CSV or a table. A text that begins with `@` is the sheets of a workbook, for
//! XLSForm: `@name` begins a sheet, tabs separate cells.

#![no_main]

use assessment::rubric::Rubric;
use libfuzzer_sys::fuzz_target;
use office::formats::{Format, export, recognise};
use office::write::xlsx::{Sheet, Workbook};
use office_fuzz::decode;

fn workbook(lines: &str) -> Vec<u8> {
    let mut book = Workbook::default();
    for line in lines.lines() {
        match (line.strip_prefix('@'), book.sheets.last_mut()) {
            (Some(name), _) => book.sheets.push(Sheet::new(name)),
            (None, Some(sheet)) => sheet.push_texts(line.split('\t')),
            (None, None) => {}
        }
    }
    book.to_bytes()
}

fuzz_target!(|input: &[u8]| {
    let book = (input.first() == Some(&b'@')).then(|| workbook(&String::from_utf8_lossy(input)));
    let bytes = book.as_deref().unwrap_or(input);
    let Some(Ok(imported)) = recognise(bytes, "a", &decode) else {
        return;
    };
    // What is read has no problems.
    let rubric = Rubric::parse(&imported.rubric).expect("a rubric");
    for format in Format::WRITTEN {
        for language in ["en", "zh-CN"] {
            if let Ok(exported) = export(&rubric, *format, language) {
                let again = recognise(&exported.bytes, "a", &decode).expect("recognised");
                assert!(
                    again.is_ok_and(|again| again.format == *format),
                    "{format} is not read back"
                );
            }
        }
    }
});
