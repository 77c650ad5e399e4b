//! Charts of what the tables say. Each is a picture, and its description names the table that has its figures.

use super::Ui;
use crate::locale::fill;
use assessment::points::Decimal;
use office::paper::{Bar, Chart};
use office::write::{html, svg};
use rollup::figures::Share;
use yew::prelude::*;

/// The most bars for sections: more are not legible on one printed page.
pub(super) const SECTIONS: usize = 24;
/// The most bars for criteria.
pub(super) const CRITERIA: usize = 10;

/// Returns the bars of counts.
pub(super) fn counts(shares: impl Iterator<Item = (String, Share)>) -> Vec<Bar> {
    let bar = |(name, share): (String, Share)| Bar {
        name,
        figures: vec![Some(share.count.to_string())],
    };
    shares.map(bar).collect()
}

/// Returns a bar of rates, one for each series.
pub(super) fn rates(name: String, rates: impl IntoIterator<Item = Option<Decimal>>) -> Bar {
    let figures = rates.into_iter().map(|rate| rate.map(|rate| rate.to_string()));
    Bar {
        name,
        figures: figures.collect(),
    }
}

/// Draws a chart of counts.
pub(super) fn of_counts(ui: &Ui<'_>, title: &str, table: &str, bars: Vec<Bar>) -> Html {
    draw(
        ui,
        table,
        title,
        Chart {
            bars,
            ..Chart::default()
        },
    )
}

/// Draws a chart of rates, whose bars have as many figures as there are series.
pub(super) fn of_rates(ui: &Ui<'_>, title: &str, table: &str, series: &[&str], bars: Vec<Bar>) -> Html {
    let chart = Chart {
        series: series.iter().map(|name| (*name).to_owned()).collect(),
        unit: "%".to_owned(),
        most: "100".to_owned(),
        bars,
        ..Chart::default()
    };
    draw(ui, table, title, chart)
}

/// Draws a chart below its title. `table` is the caption of the table with its figures.
fn draw(ui: &Ui<'_>, table: &str, title: &str, mut chart: Chart) -> Html {
    // Without records there is nothing to draw.
    if chart.bars.is_empty() || ui.page.figures().is_none_or(|figures| figures.totals.count == 0) {
        return Html::default();
    }
    title.clone_into(&mut chart.title);
    let address = |drawing: String| html::data_url("image/svg+xml", drawing.as_bytes());
    let [wide, narrow] = [svg::svg, svg::narrow].map(|draw| address(draw(&chart, ui.locale.tag)));
    let alt = fill(ui.m.chart_alt, &[("title", title), ("table", table)]);
    html! {
        <figure class="collection-chart">
            <figcaption>{ title.to_owned() }</figcaption>
            <picture>
                <source media="(max-width: 600px)" srcset={narrow} />
                <img src={wide} {alt} />
            </picture>
        </figure>
    }
}
