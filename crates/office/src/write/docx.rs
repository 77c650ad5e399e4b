//! Word files of papers (ECMA-376, WordprocessingML). Chinese ones look as GB/T 9704 has official papers.
//!
//! What the standard leaves to a person stays as it is in the paper, such as the words between chapters and the seal. No face is part
//! of a file: Word takes the ones that are named, or those that the file names instead.

mod chart;
mod look;
mod parts;
mod picture;
mod table;

use super::layout::{self, Captions};
use super::package::{CORE, DECLARATION, RELATIONSHIPS, archive, core, escaped, relations};
use crate::paper::{self, Block, Content, Paper, Picture, Style};
use look::Look;
use parts::WORD;
use std::borrow::Cow;

/// Writes a paper as a Word file. The same paper has the same bytes.
///
/// A picture that is neither JPEG nor PNG is replaced by its description, and contents without headings are left out.
pub fn docx(paper: &Paper) -> Vec<u8> {
    let chinese = layout::is_chinese(&paper.language);
    let look = if chinese { &look::CHINESE } else { &look::ENGLISH };
    let mut writer = Writer {
        look,
        language: &paper.language,
        body: String::new(),
        on_new_page: false,
        after_table: false,
        headings: 0,
        contents: paper.blocks.iter().any(|block| block.content == Content::Contents)
            && layout::listed(paper).next().is_some(),
        drawings: 0,
        pictures: Vec::new(),
        charts: Vec::new(),
    };
    writer.paper(paper);
    writer.file(paper, chinese)
}

/// A Word file in the making.
struct Writer<'p> {
    look: &'static Look,
    language: &'p str,
    /// The text so far.
    body: String,
    /// Whether the next paragraph begins a page.
    on_new_page: bool,
    /// Whether a table was written last.
    after_table: bool,
    headings: usize,
    /// Whether there are contents, for which headings need a name.
    contents: bool,
    drawings: usize,
    /// Pictures, each once.
    pictures: Vec<(&'p [u8], &'static str)>,
    charts: Vec<String>,
}

/// How a paragraph differs from its style.
#[derive(Default)]
struct Direct {
    /// Whether it is on the page of the next paragraph.
    keep: Option<bool>,
}

impl<'p> Writer<'p> {
    fn paper(&mut self, paper: &'p Paper) {
        if !paper.title.is_empty() {
            self.paragraph("Title", &Direct::default(), |writer| writer.run(&paper.title, ""));
        }
        let captions = Captions::of(paper);
        for (at, Block { content, .. }) in paper.blocks.iter().enumerate() {
            let next = paper.blocks.get(at + 1).map(|next| &next.content);
            match content {
                Content::Heading { level, text } => self.heading(*level, text),
                Content::Paragraph { style, text } => {
                    let keep = match style {
                        // Between a drawing and a table with the same figures it belongs to both.
                        Style::Caption if captions.is_below(at) && !matches!(next, Some(Content::Table(_))) => {
                            Some(false)
                        }
                        // A signature is not alone on a page, nor in two pieces.
                        Style::Caption => None,
                        _ if is_signature(next) => Some(true),
                        _ => None,
                    };
                    let run = if *style == Style::Missing { MARK } else { "" };
                    self.paragraph(id(*style), &Direct { keep }, |writer| writer.run(text, run));
                }
                Content::Table(table) => {
                    if self.on_new_page {
                        self.paragraph("Hair", &Direct::default(), |_| {});
                    } else if self.after_table {
                        // Tables that follow one another would be one.
                        self.paragraph("Gap", &Direct::default(), |_| {});
                    }
                    table::table(table, self);
                    self.after_table = true;
                }
                Content::Chart(chart) => self.chart(chart, !captions.has(paper, at), captions.is_below(at + 1)),
                Content::Picture(picture) => self.picture(picture, captions.is_below(at + 1)),
                Content::Contents => self.contents(paper),
                Content::PageBreak => self.on_new_page = !self.body.is_empty(),
            }
        }
        // A body has a paragraph, and ends with one.
        self.on_new_page = false;
        if self.body.is_empty() {
            self.paragraph("Normal", &Direct::default(), |_| {});
        } else if self.after_table {
            self.paragraph("Gap", &Direct::default(), |_| {});
        }
    }

    fn paragraph(&mut self, style: &str, direct: &Direct, content: impl FnOnce(&mut Self)) {
        self.body
            .push_str(&format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>"));
        self.body.push_str(match direct.keep {
            None => "",
            Some(true) => "<w:keepNext/>",
            Some(false) => "<w:keepNext w:val=\"0\"/>",
        });
        if std::mem::take(&mut self.on_new_page) {
            self.body.push_str("<w:pageBreakBefore/>");
        }
        if self.after_table && matches!(style, "BodyText" | "Normal" | "Missing" | "Signature" | "Subtitle") {
            self.body.push_str(self.look.after_table);
        }
        self.body.push_str("</w:pPr>");
        content(self);
        self.body.push_str("</w:p>");
        self.after_table = false;
    }

    /// Writes a text with these properties, as one run. A line feed is a line break.
    fn run(&mut self, text: &str, properties: &str) {
        if text.is_empty() {
            return;
        }
        let (out, hint) = (&mut self.body, self.look.hint);
        out.push_str("<w:r>");
        if !hint.is_empty() || !properties.is_empty() {
            out.push_str(&format!("<w:rPr>{hint}{properties}</w:rPr>"));
        }
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                out.push_str("<w:br/>");
            }
            for (i, piece) in line.split('\t').enumerate() {
                if i > 0 {
                    out.push_str("<w:tab/>");
                }
                if !piece.is_empty() {
                    out.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(piece)));
                }
            }
        }
        out.push_str("</w:r>");
    }

    fn heading(&mut self, level: u8, text: &str) {
        let level = level.clamp(1, 3);
        let number = self.headings;
        self.headings += 1;
        let is_listed = self.contents && level <= 2;
        self.paragraph(&format!("Heading{level}"), &Direct::default(), |writer| {
            if is_listed {
                writer.body.push_str(&format!(
                    "<w:bookmarkStart w:id=\"{number}\" w:name=\"{}\"/>",
                    bookmark(number)
                ));
            }
            writer.run(text, "");
            if is_listed {
                writer.body.push_str(&format!("<w:bookmarkEnd w:id=\"{number}\"/>"));
            }
        });
    }

    /// Writes the contents as a field, in the frame that Word has a button for. Until Word has made them anew they have no pages.
    fn contents(&mut self, paper: &Paper) {
        if !self.contents {
            return;
        }
        self.body.push_str(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj>\
             </w:sdtPr><w:sdtContent>",
        );
        let mut listed = layout::listed(paper).peekable();
        let mut is_first = true;
        while let Some((number, level, text)) = listed.next() {
            let is_last = listed.peek().is_none();
            self.paragraph(&format!("TOC{level}"), &Direct::default(), |writer| {
                if is_first {
                    writer.body.push_str(FIELD);
                }
                writer
                    .body
                    .push_str(&format!("<w:hyperlink w:anchor=\"{}\">", bookmark(number)));
                writer.run(&text.replace(['\n', '\t'], " "), "");
                writer.body.push_str("</w:hyperlink>");
                if is_last {
                    writer.body.push_str(FIELD_END);
                }
            });
            is_first = false;
        }
        self.body.push_str("</w:sdtContent></w:sdt>");
    }

    fn chart(&mut self, chart: &paper::Chart, titled: bool, captioned_below: bool) {
        let last = chart.bars.len().div_ceil(chart::BARS);
        for (i, bars) in chart.bars.chunks(chart::BARS).enumerate() {
            let titled = titled && i == 0;
            self.charts
                .push(chart::chart(chart, bars, titled, self.language, EASTERN_OF_CHARTS));
            self.drawings += 1;
            let content = format!(
                "<c:chart xmlns:c=\"{}\" r:id=\"{}\"/>",
                chart::CHART,
                chart_relation(self.charts.len())
            );
            let size = chart::size(chart, bars.len(), titled);
            let drawing = picture::frame(self.drawings, &chart.title, size.into(), chart::CHART, &content);
            let keep = (captioned_below && i + 1 == last).then_some(true);
            self.paragraph("Picture", &Direct { keep }, |writer| writer.body.push_str(&drawing));
        }
    }

    fn picture(&mut self, picture: &'p Picture, captioned_below: bool) {
        let keep = captioned_below.then_some(true);
        let Some(kind) = picture::kind(&picture.bytes) else {
            self.paragraph("Subtitle", &Direct { keep }, |writer| {
                writer.run(&picture.description, "")
            });
            return;
        };
        let known = self.pictures.iter().position(|(bytes, _)| *bytes == picture.bytes);
        let at = known.unwrap_or_else(|| {
            self.pictures.push((&picture.bytes, kind));
            self.pictures.len() - 1
        });
        self.drawings += 1;
        let drawing = picture::picture(self.drawings, &picture_relation(at + 1), picture);
        self.paragraph("Picture", &Direct { keep }, |writer| writer.body.push_str(&drawing));
    }

    /// Puts the members together.
    fn file(self, paper: &Paper, chinese: bool) -> Vec<u8> {
        let mut files: Vec<(String, Cow<'_, [u8]>)> = Vec::new();
        let mut add = |path: &str, text: String| files.push((path.to_owned(), Cow::Owned(text.into_bytes())));
        add("[Content_Types].xml", self.content_types(chinese));
        add(
            "_rels/.rels",
            relations([
                ("rId1", "officeDocument", "word/document.xml".to_owned()),
                ("rId2", "extended-properties", "docProps/app.xml".to_owned()),
                ("rId3", CORE, "docProps/core.xml".to_owned()),
            ]),
        );
        add("docProps/core.xml", core(&paper.title, &paper.language));
        add("docProps/app.xml", parts::application());
        add("word/document.xml", self.document(chinese));
        add("word/_rels/document.xml.rels", self.document_relations(chinese));
        add("word/styles.xml", parts::styles(self.look, &paper.language, chinese));
        add("word/settings.xml", parts::settings(self.contents, chinese));
        add("word/fontTable.xml", parts::faces());
        add("word/footer1.xml", parts::footer(chinese, false));
        if chinese {
            add("word/footer2.xml", parts::footer(chinese, true));
        }
        for (i, chart) in self.charts.into_iter().enumerate() {
            add(&format!("word/charts/chart{}.xml", i + 1), chart);
        }
        for (i, (bytes, kind)) in self.pictures.iter().enumerate() {
            files.push((format!("word/media/image{}.{kind}", i + 1), Cow::Borrowed(*bytes)));
        }
        archive(&files)
    }

    fn document(&self, chinese: bool) -> String {
        let even = if chinese {
            "<w:footerReference w:type=\"even\" r:id=\"rId5\"/>"
        } else {
            ""
        };
        format!(
            "{DECLARATION}<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{RELATIONSHIPS}\" \
             xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"><w:body>{}\
             <w:sectPr>{even}<w:footerReference w:type=\"default\" r:id=\"rId4\"/>\
             <w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" \
             w:header=\"851\" w:footer=\"{}\" w:gutter=\"0\"/>{}</w:sectPr></w:body></w:document>",
            self.body,
            look::PAGE_WIDTH,
            look::PAGE_HEIGHT,
            look::TOP,
            look::RIGHT,
            look::BOTTOM,
            look::LEFT,
            look::FOOTER,
            self.look.grid
        )
    }

    fn document_relations(&self, chinese: bool) -> String {
        let mut all: Vec<(String, &str, String)> = ["styles", "settings", "fontTable"]
            .iter()
            .enumerate()
            .map(|(i, kind)| (format!("rId{}", i + 1), *kind, format!("{kind}.xml")))
            .collect();
        all.push(("rId4".to_owned(), "footer", "footer1.xml".to_owned()));
        if chinese {
            all.push(("rId5".to_owned(), "footer", "footer2.xml".to_owned()));
        }
        for i in 1..=self.charts.len() {
            all.push((chart_relation(i), "chart", format!("charts/chart{i}.xml")));
        }
        for (i, (_, kind)) in self.pictures.iter().enumerate() {
            let number = i + 1;
            all.push((picture_relation(number), "image", format!("media/image{number}.{kind}")));
        }
        relations(all.iter().map(|(id, kind, target)| (&**id, *kind, target.clone())))
    }

    fn content_types(&self, chinese: bool) -> String {
        let mut out = format!(
            "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/>"
        );
        let mut part = |path: &str, kind: &str| {
            out.push_str(&format!(
                "<Override PartName=\"/{path}\" ContentType=\"application/vnd.{kind}+xml\"/>"
            ));
        };
        part("word/document.xml", &format!("{OFFICE}.wordprocessingml.document.main"));
        part("word/styles.xml", &format!("{OFFICE}.wordprocessingml.styles"));
        part("word/settings.xml", &format!("{OFFICE}.wordprocessingml.settings"));
        part("word/fontTable.xml", &format!("{OFFICE}.wordprocessingml.fontTable"));
        for i in 1..=if chinese { 2 } else { 1 } {
            part(
                &format!("word/footer{i}.xml"),
                &format!("{OFFICE}.wordprocessingml.footer"),
            );
        }
        for i in 1..=self.charts.len() {
            part(
                &format!("word/charts/chart{i}.xml"),
                &format!("{OFFICE}.drawingml.chart"),
            );
        }
        part("docProps/core.xml", "openxmlformats-package.core-properties");
        part("docProps/app.xml", &format!("{OFFICE}.extended-properties"));
        out.push_str("</Types>");
        out
    }
}

const OFFICE: &str = "openxmlformats-officedocument";
/// What a person has to write is marked as with a pen, which is easy to see, to search for and to take away.
const MARK: &str = "<w:highlight w:val=\"yellow\"/>";
/// The Chinese face of charts, as of tables.
const EASTERN_OF_CHARTS: &str = "宋体";
const FIELD: &str = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o &quot;1-2&quot; \\h \\z \
    </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
const FIELD_END: &str = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

fn is_signature(content: Option<&Content>) -> bool {
    matches!(
        content,
        Some(Content::Paragraph {
            style: Style::Signature,
            ..
        })
    )
}

fn id(style: Style) -> &'static str {
    match style {
        Style::Body => "BodyText",
        Style::Plain => "Normal",
        Style::Centred => "Subtitle",
        Style::Signature => "Signature",
        Style::Remark => "Remark",
        Style::Caption => "Caption",
        Style::Title => "Title",
        Style::Missing => "Missing",
    }
}

fn bookmark(heading: usize) -> String {
    format!("_Toc{heading:08}")
}

fn chart_relation(number: usize) -> String {
    format!("rIdChart{number}")
}

fn picture_relation(number: usize) -> String {
    format!("rIdImage{number}")
}
