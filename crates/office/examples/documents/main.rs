//! Writes every document that the crate makes into a folder, in both languages: `documents OUT`. With `documents OUT CRITERIA PHOTOS`
//! the form is a large one. Prints how long each took. `cargo xtask screenshots` draws them, and `cargo xtask release` opens them.

mod form;

use form::Made;
use office::compose::filled::Filled;
use office::compose::{comparison, evidence, ledger, order, report, workbook};
use office::fill::{Values, fill};
use office::paper::{Align, Cell, Content, Paper, Picture, Row, RowKind, Style, Table};
use office::write;
use office::write::xlsx::{Sheet, Workbook};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// A photo of 480 × 360 pixels that its file says is turned.
const PHOTO: &[u8] = include_bytes!("photo.jpg");

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let out = PathBuf::from(arguments.next().ok_or("documents OUT [CRITERIA PHOTOS]")?);
    let made = match (arguments.next(), arguments.next()) {
        (Some(criteria), photos) => form::large(criteria.parse()?, photos.unwrap_or_default().parse().unwrap_or(0))?,
        _ => form::school()?,
    };
    for language in ["zh-CN", "en"] {
        let folder = out.join(language);
        fs::create_dir_all(&folder)?;
        documents(&made, language, &folder)?;
    }
    let (score, max) = made.total();
    fs::write(out.join("total.txt"), format!("{score} {max}\n"))?;
    Ok(())
}

/// Writes the documents of one language.
fn documents(made: &Made, language: &str, folder: &Path) -> Result<()> {
    let form = &Filled::of(&made.rubric, &made.record, language, form::TODAY);
    let earlier = Filled::of(&made.rubric, &made.earlier, language, "");
    let beside = &form.clone().beside(&earlier);
    let photo = |_: &assessment::answers::Attachment| {
        Some(Picture {
            bytes: PHOTO.to_vec(),
            width: 360,
            height: 480,
            description: String::new(),
        })
    };
    let papers: [(&str, &dyn Fn() -> Paper); 5] = [
        ("report", &|| report::report(beside)),
        ("analysis", &|| comparison::comparison(beside)),
        ("ledger", &|| ledger::ledger(form)),
        ("orders", &|| order::orders_in_one(form)),
        ("evidence", &|| evidence::directory_with_sheets(form, &photo)),
    ];
    for (name, paper) in papers {
        put(folder, &format!("{name}.docx"), || write::docx::docx(&paper()))?;
        put(folder, &format!("{name}.html"), || {
            write::html::html(&paper()).into_bytes()
        })?;
    }
    for (name, paper) in papers.iter().filter(|(name, _)| matches!(*name, "ledger" | "orders")) {
        put(folder, &format!("{name}.xlsx"), || {
            write::book::book(&paper(), &order::sheet_name).to_bytes()
        })?;
    }
    put(folder, "scores.xlsx", || workbook::workbook(form).to_bytes())?;
    for (ending, original) in [("docx", word(form)), ("xlsx", excel(form))] {
        fs::write(folder.join(format!("original.{ending}")), &original)?;
        let filled = || fill(&original, form.rubric, None, &Values::of(form)).map(|filling| filling.bytes);
        let filled = filled().map_err(|error| format!("{error:?}"))?;
        put(folder, &format!("filled.{ending}"), || filled)?;
    }
    Ok(())
}

fn put(folder: &Path, name: &str, made: impl FnOnce() -> Vec<u8>) -> Result<()> {
    let start = Instant::now();
    let bytes = made();
    let taken = start.elapsed().as_millis();
    let file = folder.join(name);
    println!("{}: {taken} ms, {} KB", file.display(), bytes.len().div_ceil(1024));
    fs::write(file, bytes)?;
    Ok(())
}

/// The rows of a form that is to be filled in: numbering, text, full marks.
fn rows(form: &Filled<'_>) -> Vec<[String; 3]> {
    let mut rows = Vec::new();
    form.rubric.walk(&mut |part| {
        if let assessment::rubric::Part::Criterion(criterion) = part
            && let Some(points) = criterion.scale.maximum()
        {
            let text = |text: &assessment::text::Text| text.wording(form.language).to_string();
            let label = criterion.label.as_ref().map(text).unwrap_or_default();
            rows.push([label, text(&criterion.text), points.to_string()]);
        }
    });
    rows
}

fn heads(language: &str) -> ([&'static str; 5], &'static str) {
    match language {
        "en" => (
            ["No.", "Content", "Full marks", "Own points", "Reason for points lost"],
            "Total",
        ),
        _ => (["序号", "评估内容", "标准分", "自评分", "扣分原因"], "合计"),
    }
}

/// A form as a bureau sends it, as a Word file.
fn word(form: &Filled<'_>) -> Vec<u8> {
    let (heads, total) = heads(form.language);
    let row = |kind, texts: [&str; 5]| {
        let align = [Align::Centre, Align::Start, Align::Centre, Align::Centre, Align::Start];
        Row::new(
            kind,
            texts.into_iter().zip(align).map(|(text, align)| Cell::new(text, align)),
        )
    };
    let mut table = Table {
        widths: vec![2, 12, 3, 3, 6],
        head: vec![row(RowKind::Plain, heads)],
        rows: Vec::new(),
    };
    for [label, text, points] in &rows(form) {
        table.rows.push(row(RowKind::Plain, [label, text, points, "", ""]));
    }
    let full = form.sheet.root.tally.max.to_string();
    table.rows.push(row(RowKind::Total, ["", total, &full, "", ""]));
    let mut paper = Paper {
        language: form.language.to_owned(),
        title: form.rubric.title.wording(form.language).to_string(),
        ..Paper::default()
    };
    paper.say(
        "about",
        Style::Plain,
        if form.language == "en" {
            "School:            "
        } else {
            "学校名称："
        },
    );
    paper.push("table", Content::Table(table));
    write::docx::docx(&paper)
}

/// The same as a workbook.
fn excel(form: &Filled<'_>) -> Vec<u8> {
    let (heads, total) = heads(form.language);
    let mut sheet = Sheet::new("Sheet1");
    sheet.push_texts(heads);
    let rows = rows(form);
    for [label, text, points] in &rows {
        let points = points.parse::<assessment::points::Decimal>().ok();
        let cells = [label.as_str().into(), text.as_str().into()];
        sheet
            .rows
            .push(cells.into_iter().chain(points.map(Into::into)).collect());
    }
    let full = form.sheet.root.tally.max.to_string();
    sheet.push_texts(["", total, &*full]);
    sheet.layout.widths = vec![6, 60, 8, 8, 30];
    sheet.layout.repeated = (0, 1);
    Workbook::of(vec![sheet]).to_bytes()
}
