//! The members of a Word file beside its text: styles, faces, settings, page numbers and properties.

use super::look::{FACES, Look, Style};
use crate::write::package::{DECLARATION, escaped};

/// The namespace of the text and of most other members.
pub const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The face of Latin letters and of figures.
pub const LATIN: &str = "Times New Roman";

/// Returns the styles. Faces come from `w:rFonts` alone: with those of a theme, Word takes MS Mincho for Chinese text.
pub fn styles(look: &Look, language: &str, chinese: bool) -> String {
    // The language of Latin words, which a Chinese paper has in names only.
    let (latin, eastern) = match language {
        "zh" => ("en-US", "zh-CN"),
        _ if chinese => ("en-US", language),
        "en" | "" => ("en-GB", "zh-CN"),
        language => (language, "zh-CN"),
    };
    let (eastern_face, size) = (look.eastern, look.size);
    let mut out = format!(
        "{DECLARATION}<w:styles xmlns:w=\"{WORD}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"{LATIN}\" w:eastAsia=\"{eastern_face}\" w:hAnsi=\"{LATIN}\" w:cs=\"{LATIN}\"/>\
         <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>\
         <w:lang w:val=\"{}\" w:eastAsia=\"{}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>",
        escaped(latin),
        escaped(eastern)
    );
    for style in look.styles {
        out.push_str(&one(style));
    }
    // Contents that Word makes anew refer to it.
    out.push_str(
        "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/></w:style></w:styles>",
    );
    out
}

fn one(style: &Style) -> String {
    let Style {
        id,
        name,
        paragraph,
        run,
        offered,
    } = style;
    let based = match *id {
        "Normal" => "",
        "Missing" => "<w:basedOn w:val=\"BodyText\"/>",
        _ => "<w:basedOn w:val=\"Normal\"/>",
    };
    let next = if id.starts_with("Heading") {
        "<w:next w:val=\"BodyText\"/>"
    } else {
        ""
    };
    let kind = match *id {
        "Normal" => " w:default=\"1\"",
        "Missing" | "Remark" | "Picture" | "Cell" | "Gap" | "Hair" => " w:customStyle=\"1\"",
        _ => "",
    };
    let offered = if *offered { "<w:qFormat/>" } else { "<w:semiHidden/>" };
    format!(
        "<w:style w:type=\"paragraph\"{kind} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based}{next}{offered}\
         <w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )
}

/// Returns the faces, with what to take instead of one that a computer does not have.
pub fn faces() -> String {
    let mut out = format!(
        "{DECLARATION}<w:fonts xmlns:w=\"{WORD}\"><w:font w:name=\"{LATIN}\"><w:charset w:val=\"00\"/>\
         <w:family w:val=\"roman\"/><w:pitch w:val=\"variable\"/></w:font>"
    );
    for face in FACES {
        out.push_str(&format!(
            "<w:font w:name=\"{}\"><w:altName w:val=\"{}\"/><w:charset w:val=\"86\"/><w:family w:val=\"{}\"/>\
             <w:pitch w:val=\"default\"/></w:font>",
            face.name, face.instead, face.family
        ));
    }
    out.push_str("</w:fonts>");
    out
}

/// Returns the settings.
///
/// Pages of the contents are known to Word only. It fills them in on opening if it is told to, and asks the person first. That
/// question is better than contents without pages, on a paper that is handed in; a paper without contents asks nothing.
pub fn settings(contents: bool, chinese: bool) -> String {
    let sides = if chinese { "<w:evenAndOddHeaders/>" } else { "" };
    let update = if contents { "<w:updateFields w:val=\"1\"/>" } else { "" };
    format!(
        "{DECLARATION}<w:settings xmlns:w=\"{WORD}\"><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"420\"/>{sides}\
         <w:characterSpacingControl w:val=\"compressPunctuation\"/>{update}\
         <w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/>\
         </w:compat></w:settings>"
    )
}

/// Returns a footer with the number of the page. In Chinese, the number is between dashes at the outer edge, a character from it.
pub fn footer(chinese: bool, even: bool) -> String {
    let place = match (chinese, even) {
        (false, _) => "",
        (true, false) => "<w:ind w:rightChars=\"100\" w:right=\"280\"/><w:jc w:val=\"right\"/>",
        (true, true) => "<w:ind w:leftChars=\"100\" w:left=\"280\"/><w:jc w:val=\"left\"/>",
    };
    let page = if chinese { PAGE_BETWEEN_DASHES } else { PAGE };
    format!(
        "{DECLARATION}<w:ftr xmlns:w=\"{WORD}\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>{place}</w:pPr>{page}</w:p></w:ftr>"
    )
}

const PAGE: &str = "<w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple>";
const PAGE_BETWEEN_DASHES: &str = "<w:r><w:rPr><w:rFonts w:ascii=\"宋体\" w:eastAsia=\"宋体\" w:hAnsi=\"宋体\" w:hint=\"eastAsia\"/></w:rPr>\
    <w:t xml:space=\"preserve\">— </w:t></w:r><w:fldSimple w:instr=\" PAGE \"><w:r>\
    <w:rPr><w:rFonts w:ascii=\"宋体\" w:eastAsia=\"宋体\" w:hAnsi=\"宋体\"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>\
    <w:r><w:rPr><w:rFonts w:ascii=\"宋体\" w:eastAsia=\"宋体\" w:hAnsi=\"宋体\" w:hint=\"eastAsia\"/></w:rPr>\
    <w:t xml:space=\"preserve\"> —</w:t></w:r>";

/// Returns which program the file is of.
pub fn application() -> String {
    format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>Ziping</Application></Properties>"
    )
}
