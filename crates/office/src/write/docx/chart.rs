//! Charts of Word files: bars that Word draws itself, sharp on every printer, with their figures in the chart and no workbook behind.

use super::parts::LATIN;
use super::picture::{DRAWING, WIDTH};
use crate::paper::{Bar, Chart};
use crate::write::layout;
use crate::write::package::{DECLARATION, RELATIONSHIPS, escaped};
use assessment::points::Decimal;

/// The namespace of charts.
pub const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
/// Bars of one chart; further ones are in another chart below it. With two series, the title and the legend, it is not higher than a page.
pub const BARS: usize = 20;

/// Returns the width and height of a chart with some bars, in English Metric Units.
pub fn size(chart: &Chart, bars: usize, titled: bool) -> (u64, u64) {
    let two = layout::series(chart) == 2;
    let row = if two { 350_000 } else { 250_000 };
    let title = if titled { 360_000 } else { 0 };
    let legend = if two { 330_000 } else { 0 };
    (WIDTH, bars as u64 * row + title + legend + 160_000)
}

/// Returns the member with some bars of a chart, with or without the title.
pub fn chart(chart: &Chart, bars: &[Bar], titled: bool, language: &str, eastern: &str) -> String {
    let series = layout::series(chart);
    let mut out = format!(
        "{DECLARATION}<c:chartSpace xmlns:c=\"{CHART}\" xmlns:a=\"{DRAWING}\" xmlns:r=\"{RELATIONSHIPS}\">\
         <c:date1904 val=\"0\"/><c:lang val=\"{}\"/><c:roundedCorners val=\"0\"/><c:chart>",
        escaped(language)
    );
    if titled {
        out.push_str(&format!(
            "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz=\"1100\" b=\"1\"/></a:pPr>\
             <a:r><a:rPr lang=\"{}\" sz=\"1100\" b=\"1\"/><a:t>{}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>",
            escaped(language),
            escaped(&line(&chart.title))
        ));
    }
    out.push_str(&format!(
        "<c:autoTitleDeleted val=\"{}\"/><c:plotArea><c:layout/><c:barChart><c:barDir val=\"bar\"/>\
         <c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>",
        u8::from(!titled)
    ));
    for i in 0..series {
        out.push_str(&one(chart, bars, i));
    }
    let (low, high) = layout::range(chart);
    // Room for the figures at the ends of the longest bars: an eighth of the axis.
    let (eight, nine) = (Decimal::whole(8), Decimal::whole(9));
    let low = if low < Decimal::ZERO {
        low.scaled(nine, eight, 4)
    } else {
        low
    };
    let high = high.scaled(nine, eight, 4);
    out.push_str(&format!(
        "<c:gapWidth val=\"50\"/><c:axId val=\"1\"/><c:axId val=\"2\"/></c:barChart>\
         <c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"maxMin\"/></c:scaling><c:delete val=\"0\"/>\
         <c:axPos val=\"l\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/>\
         <c:spPr>{LINE}</c:spPr><c:crossAx val=\"2\"/><c:crosses val=\"autoZero\"/><c:auto val=\"0\"/>\
         <c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/><c:tickLblSkip val=\"1\"/><c:noMultiLvlLbl val=\"1\"/></c:catAx>\
         <c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"minMax\"/><c:max val=\"{high}\"/><c:min val=\"{low}\"/>\
         </c:scaling><c:delete val=\"1\"/><c:axPos val=\"t\"/><c:numFmt formatCode=\"General\" sourceLinked=\"0\"/>\
         <c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"none\"/><c:crossAx val=\"1\"/>\
         <c:crosses val=\"autoZero\"/><c:crossBetween val=\"between\"/></c:valAx>\
         <c:spPr><a:noFill/></c:spPr></c:plotArea>"
    ));
    if series == 2 {
        out.push_str("<c:legend><c:legendPos val=\"b\"/><c:overlay val=\"0\"/></c:legend>");
    }
    out.push_str(&format!(
        "<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart><c:spPr><a:solidFill><a:srgbClr val=\"FFFFFF\"/>\
         </a:solidFill><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz=\"1000\">\
         <a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill><a:latin typeface=\"{LATIN}\"/><a:ea typeface=\"{eastern}\"/>\
         </a:defRPr></a:pPr><a:endParaRPr lang=\"{}\"/></a:p></c:txPr></c:chartSpace>",
        escaped(language)
    ));
    out
}

const LINE: &str = "<a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"404040\"/></a:solidFill></a:ln>";
/// The first series is grey, the second one hatched, and both have an outline: a poor printer keeps them apart.
const FILLS: [&str; 2] = [
    "<a:solidFill><a:srgbClr val=\"595959\"/></a:solidFill>",
    "<a:pattFill prst=\"wdUpDiag\"><a:fgClr><a:srgbClr val=\"595959\"/></a:fgClr><a:bgClr><a:srgbClr val=\"FFFFFF\"/></a:bgClr>\
     </a:pattFill>",
];

/// Returns a series: its name, its look and its figures.
fn one(chart: &Chart, bars: &[Bar], series: usize) -> String {
    let name = chart.series.get(series).map_or("", |name| name);
    let fill = FILLS.get(series).copied().unwrap_or_default();
    let count = bars.len();
    let mut out = format!(
        "<c:ser><c:idx val=\"{series}\"/><c:order val=\"{series}\"/><c:tx><c:v>{}</c:v></c:tx><c:spPr>{fill}{LINE}</c:spPr>\
         <c:invertIfNegative val=\"0\"/><c:dLbls><c:numFmt formatCode=\"General{}\" sourceLinked=\"0\"/>\
         <c:txPr><a:bodyPr wrap=\"none\"/><a:p><a:pPr><a:defRPr sz=\"1000\"/></a:pPr><a:endParaRPr/></a:p></c:txPr>\
         <c:dLblPos val=\"outEnd\"/><c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/>\
         <c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/></c:dLbls>\
         <c:cat><c:strLit><c:ptCount val=\"{count}\"/>",
        escaped(&line(name)),
        escaped(&unit(&chart.unit))
    );
    for (i, bar) in bars.iter().enumerate() {
        out.push_str(&format!(
            "<c:pt idx=\"{i}\"><c:v>{}</c:v></c:pt>",
            escaped(&line(&bar.name))
        ));
    }
    out.push_str(&format!(
        "</c:strLit></c:cat><c:val><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val=\"{count}\"/>"
    ));
    for (i, bar) in bars.iter().enumerate() {
        if let Some(figure) = layout::figure(&bar.figures, series) {
            out.push_str(&format!("<c:pt idx=\"{i}\"><c:v>{figure}</c:v></c:pt>"));
        }
    }
    out.push_str("</c:numLit></c:val></c:ser>");
    out
}

/// Returns a unit as part of a number format.
fn unit(unit: &str) -> String {
    let plain: String = unit
        .chars()
        .filter(|c| !matches!(c, '"' | '\\') && !c.is_control())
        .take(20)
        .collect();
    if plain.is_empty() {
        plain
    } else {
        format!("\"{plain}\"")
    }
}

fn line(text: &str) -> String {
    text.replace(['\n', '\t'], " ")
}
