//! Papers as pages: one file with everything in it, which a browser shows and prints as the Word file looks.

use super::layout::{self, Captions};
use super::package::escaped;
use super::svg;
use super::upright::Stored;
use crate::paper::{Align, Block, Content, Paper, Picture, Row, RowKind, Style, Table};

/// Writes a paper as a page. It has no script, and its policy lets it load nothing.
pub fn html(paper: &Paper) -> String {
    let chinese = layout::is_chinese(&paper.language);
    let mut page = Page {
        language: &paper.language,
        body: String::new(),
        css: COMMON.to_owned() + if chinese { CHINESE } else { ENGLISH },
        headings: 0,
        tables: 0,
        on_new_page: false,
    };
    page.paper(paper);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n\
         <body>\n<main>\n{}</main>\n</body>\n</html>\n",
        escaped(&paper.language),
        escaped(&paper.title.replace('\n', " ")),
        page.css,
        page.body
    )
}

/// A page in the making.
struct Page<'p> {
    language: &'p str,
    body: String,
    css: String,
    headings: usize,
    tables: usize,
    /// Whether the next block begins a page in print.
    on_new_page: bool,
}

impl Page<'_> {
    fn paper(&mut self, paper: &Paper) {
        if !paper.title.is_empty() {
            self.element("h1", "", &lines(&paper.title));
        }
        let captions = Captions::of(paper);
        for (at, Block { content, .. }) in paper.blocks.iter().enumerate() {
            match content {
                Content::Heading { level, text } => {
                    let id = format!(" id=\"h{}\"", self.headings);
                    self.headings += 1;
                    self.element(&format!("h{}", (*level).clamp(1, 3) + 1), &id, &lines(text));
                }
                Content::Paragraph { style, text } => {
                    let text = lines(text);
                    let content = if *style == Style::Missing {
                        format!("<mark>{text}</mark>")
                    } else {
                        text
                    };
                    let class = match style {
                        Style::Caption if captions.is_below(at) => "caption below",
                        style => class(*style),
                    };
                    let name = if *style == Style::Title { "h1" } else { "p" };
                    self.element(name, &format!(" class=\"{class}\""), &content);
                }
                Content::Table(table) => self.table(table),
                Content::Chart(chart) => {
                    let mut content = svg::svg(chart, self.language);
                    if !captions.has(paper, at) && !chart.title.is_empty() {
                        content.push_str(&format!("<figcaption>{}</figcaption>", lines(&chart.title)));
                    }
                    if !chart.bars.is_empty() {
                        self.element("figure", "", &content);
                    }
                }
                Content::Picture(picture) => self.picture(picture),
                Content::Contents => {
                    let items: String = layout::listed(paper)
                        .map(|(number, level, text)| {
                            format!(
                                "<li class=\"level{level}\"><a href=\"#h{number}\">{}</a></li>\n",
                                escaped(text)
                            )
                        })
                        .collect();
                    if !items.is_empty() {
                        self.element("nav", "", &format!("<ul>\n{items}</ul>"));
                    }
                }
                Content::PageBreak => self.on_new_page = !self.body.is_empty(),
            }
        }
    }

    /// Adds an element with attributes and content that are HTML.
    fn element(&mut self, name: &str, attributes: &str, content: &str) {
        self.new_page();
        self.body.push_str(&format!("<{name}{attributes}>{content}</{name}>\n"));
    }

    fn new_page(&mut self) {
        if std::mem::take(&mut self.on_new_page) {
            self.body.push_str("<div class=\"page\"></div>\n");
        }
    }

    fn picture(&mut self, picture: &Picture) {
        let kind = match picture.bytes.as_slice() {
            [0x89, b'P', b'N', b'G', ..] => "png",
            [0xff, 0xd8, 0xff, ..] => "jpeg",
            _ => {
                self.element("p", " class=\"centred\"", &lines(&picture.description));
                return;
            }
        };
        // A browser turns the picture as its file says, and the size is that of the turned one.
        let (width, height) = Stored::of(picture).shown();
        let content = format!(
            "<img src=\"data:image/{kind};base64,{}\" alt=\"{}\" width=\"{width}\" height=\"{height}\">",
            base64(&picture.bytes),
            escaped(&picture.description.replace('\n', " "))
        );
        self.element("figure", "", &content);
    }

    fn table(&mut self, table: &Table) {
        let columns = layout::columns(table);
        if columns == 0 || table.head.is_empty() && table.rows.is_empty() {
            return;
        }
        self.new_page();
        self.tables += 1;
        let number = self.tables;
        let class = if layout::is_whole(table) {
            " class=\"whole\""
        } else {
            ""
        };
        self.body
            .push_str(&format!("<table id=\"t{number}\"{class}>\n<colgroup>"));
        // Thousandths of the width.
        for (i, width) in layout::divided(&table.widths, columns, 1000, 10).iter().enumerate() {
            self.body.push_str("<col>");
            self.css.push_str(&format!(
                "#t{number} col:nth-child({}){{width:{}.{}%}}\n",
                i + 1,
                width / 10,
                width % 10
            ));
        }
        self.body.push_str("</colgroup>\n");
        if !table.head.is_empty() {
            self.body.push_str("<thead>\n");
            for row in &table.head {
                self.row(row, columns, |_, wide| Some(if wide { "colgroup" } else { "col" }));
            }
            self.body.push_str("</thead>\n");
        }
        // Each section is a group of rows, which the row of the section names.
        for (i, row) in table.rows.iter().enumerate() {
            if i == 0 || row.kind == RowKind::Section {
                self.body
                    .push_str(if i == 0 { "<tbody>\n" } else { "</tbody>\n<tbody>\n" });
            }
            self.row(row, columns, |first, _| match row.kind {
                RowKind::Section if first => Some("rowgroup"),
                RowKind::Total if first => Some("row"),
                _ => None,
            });
        }
        self.body.push_str(if table.rows.is_empty() {
            "</table>\n"
        } else {
            "</tbody>\n</table>\n"
        });
    }

    /// Adds a row. `scope` says of a cell, whether first and whether wide, what it is the head of.
    fn row(&mut self, row: &Row, columns: usize, scope: impl Fn(bool, bool) -> Option<&'static str>) {
        self.body.push_str(if row.kind == RowKind::Plain {
            "<tr>"
        } else {
            "<tr class=\"strong\">"
        });
        for cell in layout::cells(row, columns) {
            let scope = scope(cell.column == 0, cell.columns > 1);
            let name = if scope.is_some() { "th" } else { "td" };
            self.body.push_str(&format!("<{name}"));
            if let Some(scope) = scope {
                self.body.push_str(&format!(" scope=\"{scope}\""));
            }
            if cell.columns > 1 {
                self.body.push_str(&format!(" colspan=\"{}\"", cell.columns));
            }
            self.body.push_str(match cell.align {
                Align::Start => "",
                Align::Centre => " class=\"centre\"",
                Align::End => " class=\"end\"",
            });
            self.body.push_str(&format!(">{}</{name}>", lines(&cell.text)));
        }
        self.body.push_str("</tr>\n");
    }
}

fn class(style: Style) -> &'static str {
    match style {
        Style::Body => "body",
        Style::Plain => "plain",
        Style::Centred => "centred",
        Style::Signature => "signature",
        Style::Remark => "remark",
        Style::Caption => "caption",
        Style::Title => "title",
        Style::Missing => "body missing",
    }
}

/// Returns a text as HTML, with its line breaks.
fn lines(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

/// Returns an address that has the content of a file, such as that of a picture.
pub fn data_url(kind: &str, bytes: &[u8]) -> String {
    format!("data:{kind};base64,{}", base64(bytes))
}

/// Returns bytes in base 64 (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    let sign = |six: u32| {
        let six = (six & 63) as u8;
        char::from(match six {
            0..26 => b'A' + six,
            26..52 => b'a' + six - 26,
            52..62 => b'0' + six - 52,
            62 => b'+',
            _ => b'/',
        })
    };
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |i: usize| three.get(i).map_or(0, |byte| u32::from(*byte));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        out.push(sign(bits >> 18));
        out.push(sign(bits >> 12));
        out.push(if three.len() > 1 { sign(bits >> 6) } else { '=' });
        out.push(if three.len() > 2 { sign(bits) } else { '=' });
    }
    out
}

const COMMON: &str = "\
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#000;overflow-wrap:anywhere}
main{max-width:calc(156mm + 32px);margin:0 auto;padding:24px 16px}
h1,h2,h3,h4,p,ul{margin:0}
h1{text-align:center}
h1,h2,h3,h4,.caption{break-after:avoid}
.below{break-after:auto}
.below:has(+table){break-after:avoid}
figure{margin:.5em 0;text-align:center;break-inside:avoid}
figure:has(+.below){break-after:avoid}
img{image-orientation:from-image}
img,svg{max-width:100%;max-height:85mm;height:auto;width:auto}
svg{max-height:none;width:100%}
.centred,.caption,figcaption{text-align:center}
.signature{text-align:right;padding-right:4em;break-inside:avoid}
p:has(+.signature){break-after:avoid}
mark{background:#ffe566;color:#000;-webkit-print-color-adjust:exact;print-color-adjust:exact}
table{width:100%;table-layout:fixed;border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{border:1px solid #000;padding:.2em .3em;text-align:left;font-weight:inherit}
thead th{text-align:center;font-weight:bold}
thead{display:table-header-group}
tr{break-inside:avoid}
.whole{break-inside:avoid}
.strong{font-weight:bold}
th.centre,td.centre{text-align:center}
th.end,td.end{text-align:right}
nav ul{padding:0;list-style:none}
.level2{padding-left:2em}
nav a{color:inherit}
.page{break-after:page}
@media print{main{max-width:none;padding:0}nav a{text-decoration:none}}
";

const CHINESE: &str = "\
@page{size:A4;margin:37mm 26mm 35mm 28mm;@bottom-center{content:'— ' counter(page) ' —';font:14pt SimSun,serif}}
body{font:16pt/28.95pt '仿宋_GB2312','仿宋',FangSong,STFangsong,serif}
h1{font:22pt/34pt '方正小标宋简体','宋体',SimSun,'Songti SC',serif;margin-bottom:28.95pt}
h2{font:16pt/28.95pt '黑体',SimHei,'Heiti SC',sans-serif}
h3{font:16pt/28.95pt '楷体_GB2312','楷体',KaiTi,STKaiti,serif}
h4{font:inherit}
h2,h3,h4,.body{text-indent:2em}
.body{text-align:justify}
table,.remark,.caption,figcaption,svg{font-family:'宋体',SimSun,'Songti SC',serif}
table,.remark{font-size:10.5pt;line-height:1.5}
.caption,figcaption{font-size:12pt;line-height:1.5}
";

const ENGLISH: &str = "\
@page{size:A4;margin:37mm 26mm 35mm 28mm;@bottom-center{content:counter(page);font:10pt 'Times New Roman',serif}}
body{font:11pt/1.4 'Times New Roman',Times,'宋体',SimSun,serif}
h1{font-size:20pt;line-height:1.25;margin-bottom:.7em}
h2{font-size:15pt;margin:1em 0 .4em}
h3{font-size:13pt;margin:.9em 0 .4em}
h4{font-size:11pt;font-style:italic;margin:.8em 0 .4em}
p{margin-bottom:.55em}
table{margin-bottom:.7em}
table,.caption,figcaption{font-size:10pt}
.remark{font-size:9pt}
";
