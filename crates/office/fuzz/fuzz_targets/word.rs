//! The XML of a Word file: the body, and after a form feed each its numbering and its styles. The first line has choices, of which the
//! first one is a numbering to take instead.

#![no_main]

use libfuzzer_sys::fuzz_target;
use office_fuzz::{check, check_fill, decode, divide, parts, zip};

const NUMBERINGS: [&str; 2] = [
    r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
    <w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
    </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#,
    r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="0"/><w:numFmt w:val="upperRoman"/>
    <w:lvlText w:val="(%1)"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="4294967295"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/>
    </w:lvl><w:lvl w:ilvl="2"><w:start w:val="19"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%3"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">
    <w:startOverride w:val="3"/></w:lvlOverride></w:num></w:numbering>"#,
];

fuzz_target!(|input: &[u8]| {
    let (choices, bytes) = divide(input);
    let parts = parts(bytes);
    let body = format!(r#"<w:document xmlns:w="w"><w:body>{}</w:body></w:document>"#, parts[0]);
    let mut members = vec![("word/document.xml", &*body)];
    let chosen = choices
        .first()
        .and_then(|choice| NUMBERINGS.get(usize::from(*choice % 4)));
    let own = parts.get(1).map(|part| &**part);
    members.extend(chosen.copied().or(own).map(|part| ("word/numbering.xml", part)));
    members.extend(parts.get(2).map(|part| ("word/styles.xml", &**part)));
    let file = zip(&members);
    let choices = choices.get(1..).unwrap_or_default();
    check(office::read(&file, "a.docx", &decode), choices);
    check_fill(&file, "a.docx", choices);
});
