//! Charts as SVG: horizontal bars that are legible in grey print and in both themes of a page. Positions are whole tenths of a unit.

use super::layout;
use super::package::escaped;
use crate::paper::{Bar, Chart};
use assessment::points::Decimal;

/// The width of a chart, in tenths of a unit; the other measures as well.
const WIDTH: i64 = 6400;
/// The width of a chart for a small screen.
const NARROW: i64 = 3600;
/// The widest that figures may be.
const FIGURES: i64 = 1200;
/// The distance of texts from bars.
const GAP: i64 = 80;
/// The size of texts.
const SIZE: i64 = 130;
/// The height of the line of the legend.
const LEGEND: i64 = 280;

/// Draws a chart. It has its title for a screen reader, takes its colour from the text around it, and has no style of its own: a strict
/// policy of a page allows it. Names that are too long are cut, and are shown in full when pointed at.
pub fn svg(chart: &Chart, language: &str) -> String {
    of_width(chart, language, WIDTH)
}

/// Draws a chart as [`svg`] does, for a screen of a telephone.
pub fn narrow(chart: &Chart, language: &str) -> String {
    of_width(chart, language, NARROW)
}

fn of_width(chart: &Chart, language: &str, whole: i64) -> String {
    // The widest that names may be.
    let most = whole * 11 / 32;
    let series = layout::series(chart);
    let (thick, row) = if series == 2 { (140, 380) } else { (160, 280) };
    let top = if series == 2 { LEGEND } else { 40 };
    let height = top + row * chart.bars.len() as i64 + 40;
    let names = chart.bars.iter().map(|bar| width(&bar.name)).max().unwrap_or(0);
    let names = names.min(most);
    let labels = chart
        .bars
        .iter()
        .flat_map(|bar| (0..series).map(|i| label(chart, bar, i)));
    let figures = labels.map(|label| width(&label)).max().unwrap_or(0).min(FIGURES);
    let axis = Axis::new(chart, names + GAP, whole - figures - GAP);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" lang=\"{}\" width=\"{}\" height=\"{}\" \
         viewBox=\"0 0 {} {}\" font-size=\"{}\" fill=\"currentColor\"><title>{}</title>",
        escaped(language),
        units(whole),
        units(height),
        units(whole),
        units(height),
        units(SIZE),
        escaped(&chart.title)
    );
    if series == 2 {
        legend(chart, whole, &mut out);
    }
    for (i, bar) in chart.bars.iter().enumerate() {
        let y = top + row * i as i64;
        out.push_str("<g>");
        let name = cut(&bar.name, most);
        if name != bar.name {
            out.push_str(&format!("<title>{}</title>", escaped(&bar.name)));
        }
        text(
            names,
            y + row / 2 + SIZE * 35 / 100,
            " text-anchor=\"end\"",
            &name,
            &mut out,
        );
        let first = y + (row - thick * series as i64) / 2;
        for i in 0..series {
            let y = first + thick * i as i64;
            let mut end = axis.zero;
            if let Some(figure) = layout::figure(&bar.figures, i) {
                let (from, to) = axis.span(figure);
                bar_of(i, from, y + 10, to - from, thick - 20, &mut out);
                end = to;
            }
            let label = label(chart, bar, i);
            text(end + GAP / 2, y + thick / 2 + SIZE * 35 / 100, "", &label, &mut out);
        }
        out.push_str("</g>");
    }
    out.push_str(&format!(
        "<path d=\"M{0} {1}V{2}\" stroke=\"currentColor\" stroke-width=\"1\"/></svg>",
        units(axis.zero),
        units(top),
        units(height - 40)
    ));
    out
}

/// Where figures are from left to right.
struct Axis {
    low: Decimal,
    high: Decimal,
    left: i64,
    right: i64,
    zero: i64,
}

impl Axis {
    fn new(chart: &Chart, left: i64, right: i64) -> Self {
        let (low, high) = layout::range(chart);
        let mut axis = Self {
            low,
            high,
            left,
            right,
            zero: left,
        };
        axis.zero = axis.at(Decimal::ZERO);
        axis
    }

    fn at(&self, figure: Decimal) -> i64 {
        let thin = |decimal: Decimal| i128::from(decimal.ten_thousandths());
        let whole = (thin(self.high) - thin(self.low)).max(1);
        let part = i128::from(self.right - self.left) * (thin(figure) - thin(self.low)) / whole;
        self.left + i64::try_from(part).unwrap_or(0).clamp(0, self.right - self.left)
    }

    /// Returns where a bar begins and ends, from left to right.
    fn span(&self, figure: Decimal) -> (i64, i64) {
        let end = self.at(figure);
        (end.min(self.zero), end.max(self.zero))
    }
}

/// Draws the names of both series above the bars.
fn legend(chart: &Chart, whole: i64, out: &mut String) {
    let room = whole / 2 - 300;
    let mut x = 0;
    for (i, name) in chart.series.iter().take(2).enumerate() {
        bar_of(i, x + 10, 70, 200, 110, out);
        let shown = cut(name, room);
        text(x + 280, 125 + SIZE * 35 / 100, "", &shown, out);
        x += width(&shown) + 560;
    }
}

/// Draws a bar: dark in the first series, an outline that is almost empty in the second.
fn bar_of(series: usize, x: i64, y: i64, width: i64, height: i64, out: &mut String) {
    let look = if series == 0 {
        "0.7"
    } else {
        "0.1\" stroke=\"currentColor"
    };
    out.push_str(&format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill-opacity=\"{look}\"/>",
        units(x),
        units(y),
        units(width),
        units(height)
    ));
}

fn text(x: i64, y: i64, look: &str, text: &str, out: &mut String) {
    if !text.is_empty() {
        out.push_str(&format!(
            "<text x=\"{}\" y=\"{}\"{look}>{}</text>",
            units(x),
            units(y),
            escaped(text)
        ));
    }
}

/// Returns a figure with its unit, or a dash where there is none.
pub(super) fn label(chart: &Chart, bar: &Bar, series: usize) -> String {
    match bar.figures.get(series) {
        Some(Some(figure)) => format!("{figure}{}", chart.unit),
        _ => "–".to_owned(),
    }
}

/// Returns tenths as units.
fn units(tenths: i64) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

/// Returns about how wide a text is: a Chinese character is as wide as high, a Latin one a little more than half.
fn width(text: &str) -> i64 {
    text.chars().map(advance).sum()
}

fn advance(c: char) -> i64 {
    if c < '\u{1100}' { SIZE * 58 / 100 } else { SIZE }
}

/// Returns a text that is no wider than `room`, cut with `…`.
fn cut(text: &str, room: i64) -> String {
    let text = text.replace(['\n', '\t'], " ");
    if width(&text) <= room {
        return text;
    }
    let mut left = room - SIZE;
    let fits = |c: &char| {
        left -= advance(*c);
        left >= 0
    };
    let mut out: String = text.chars().take_while(fits).collect();
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}
