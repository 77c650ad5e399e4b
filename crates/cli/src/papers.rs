//! `ziping report`, `ziping table` and `ziping fill`: papers and tables made of a record, and the form that was sent, filled in.

use crate::files::{self, OfFile as _};
use crate::{MUST_LOOK, check, say};
use anyhow::{Result, bail};
use assessment::json;
use assessment::record::{Record, Verdict};
use assessment::rubric::Rubric;
use clap::{Args, ValueEnum};
use office::compose::filled::{Filled, open};
use office::compose::kind::PaperKind;
use office::compose::{order, workbook};
use office::fill::{FillError, Filling, Item, Left, Origin, Values, Where, Why};
use office::write;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A rubric and a record of it.
#[derive(Args)]
struct Form {
    /// The rubric.
    rubric: PathBuf,
    /// The record.
    record: PathBuf,
    /// The language of the texts: zh-CN or en.
    #[arg(long, default_value = "zh-CN")]
    language: String,
    /// The current day, as 2026-11-23; without it nothing is overdue, and a paper without a date of its own has a blank one.
    #[arg(long, default_value = "")]
    today: String,
}

/// A form that was read.
struct Read {
    rubric: Rubric,
    record: Record,
    must_look: bool,
}

impl Form {
    /// Reads both files; `None` if they have problems, which are printed.
    fn read(&self) -> Result<Option<Read>> {
        let Some(rubric) = check::read(&self.rubric)? else {
            return Ok(None);
        };
        let bytes = files::read(&self.record)?;
        let opened = files::text(&bytes).map_err(|problem| vec![problem]).and_then(|source| {
            let verdict = Verdict::of(&rubric, &source, &self.today)?;
            let (record, _) = open(&rubric, &source, &self.today)?;
            Ok((record, verdict.notices))
        });
        match opened {
            Ok((record, notices)) => {
                for notice in &notices {
                    eprintln!("{}: notice {}", self.record.display(), notice.code);
                }
                Ok(Some(Read {
                    rubric,
                    record,
                    must_look: !notices.is_empty(),
                }))
            }
            Err(problems) => {
                eprintln!("{}", check::listed(&self.record, &problems));
                Ok(None)
            }
        }
    }

    fn filled<'f>(&'f self, read: &'f Read) -> Filled<'f> {
        Filled::of(&read.rubric, &read.record, &self.language, &self.today)
    }
}

/// An earlier record that the form is compared with.
#[derive(Args)]
struct Earlier {
    /// An earlier record of the same subject, such as last year's, to compare with.
    #[arg(long)]
    earlier: Option<PathBuf>,
}

impl Earlier {
    /// Does some work on the form, beside the earlier one if there is one; `None` if that has problems, which are printed.
    fn beside<T>(&self, form: &Form, read: &Read, work: impl FnOnce(&Filled<'_>) -> T) -> Result<Option<T>> {
        let filled = form.filled(read);
        let Some(file) = &self.earlier else {
            return Ok(Some(work(&filled)));
        };
        let bytes = files::read(file)?;
        let opened = files::text(&bytes)
            .map_err(|problem| vec![problem])
            .and_then(|source| open(&read.rubric, &source, ""));
        match opened {
            Ok((record, _)) => {
                let earlier = Filled::of(&read.rubric, &record, &form.language, "");
                Ok(Some(work(&filled.beside(&earlier))))
            }
            Err(problems) => {
                eprintln!("{}", check::listed(file, &problems));
                Ok(None)
            }
        }
    }
}

fn done(must_look: bool) -> ExitCode {
    if must_look {
        ExitCode::from(MUST_LOOK)
    } else {
        ExitCode::SUCCESS
    }
}

/// The ending of a file's name, in lower case.
fn ending(file: &Path) -> String {
    let ending = file.extension().unwrap_or_default();
    ending.to_string_lossy().to_lowercase()
}

#[derive(Args)]
#[command(after_help = "Example:\n  ziping report rubric.json school.json --today 2026-11-23 -o report.docx")]
pub struct Report {
    #[command(flatten)]
    form: Form,
    /// Which paper.
    #[arg(long, value_enum, default_value = "report")]
    kind: Kind,
    #[command(flatten)]
    earlier: Earlier,
    /// The file to write: .docx, .html or .txt; for the ledger and orders also .xlsx.
    #[arg(short, long)]
    output: PathBuf,
}

/// The papers.
#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// The written report.
    Report,
    /// Rates, points lost, raters and the earlier record.
    Comparison,
    /// Problems and measures.
    Ledger,
    /// An order to each owner of a measure.
    Orders,
    /// The list of evidence, with a sheet for each item.
    Evidence,
}

impl From<Kind> for PaperKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Report => Self::Report,
            Kind::Comparison => Self::Comparison,
            Kind::Ledger => Self::Ledger,
            Kind::Orders => Self::Orders,
            Kind::Evidence => Self::Evidence,
        }
    }
}

impl Report {
    pub fn run(&self) -> Result<ExitCode> {
        let Some(read) = self.form.read()? else {
            return Ok(ExitCode::FAILURE);
        };
        let kind = PaperKind::from(self.kind);
        // The files of evidence are not in the record.
        let paper = self
            .earlier
            .beside(&self.form, &read, |form| kind.paper(form, &|_| None))?;
        let Some(paper) = paper else {
            return Ok(ExitCode::FAILURE);
        };
        let bytes = match &*ending(&self.output) {
            "docx" => write::docx::docx(&paper),
            "html" | "htm" => write::html::html(&paper).into_bytes(),
            "txt" => write::plain::text(&paper).into_bytes(),
            "xlsx" if kind.has_book() => write::book::book(&paper, &order::sheet_name).to_bytes(),
            other => bail!(
                "{}: “.{other}” is not written; name a file that ends with .docx, .html or .txt{}",
                self.output.display(),
                match (other, kind.has_book()) {
                    (_, true) => " or .xlsx",
                    ("xlsx" | "csv", false) => "; `ziping table` writes the scores as a table",
                    _ => "",
                }
            ),
        };
        files::write(&self.output, bytes)?;
        let missing = paper.missing();
        if missing > 0 {
            eprintln!("{}: still to be written: {missing}", self.output.display());
        }
        Ok(done(read.must_look || missing > 0))
    }
}

#[derive(Args)]
#[command(after_help = "Example:\n  ziping table rubric.json school.json -o scores.xlsx")]
pub struct Table {
    #[command(flatten)]
    form: Form,
    #[command(flatten)]
    earlier: Earlier,
    /// The file to write: .xlsx has all tables, .csv the scores.
    #[arg(short, long)]
    output: PathBuf,
}

impl Table {
    pub fn run(&self) -> Result<ExitCode> {
        let Some(read) = self.form.read()? else {
            return Ok(ExitCode::FAILURE);
        };
        let write: fn(&Filled<'_>) -> Vec<u8> = match &*ending(&self.output) {
            "xlsx" => |form| workbook::workbook(form).to_bytes(),
            "csv" => workbook::score_csv,
            other => bail!(
                "{}: “.{other}” is not written; name a file that ends with .xlsx or .csv",
                self.output.display()
            ),
        };
        let Some(bytes) = self.earlier.beside(&self.form, &read, write)? else {
            return Ok(ExitCode::FAILURE);
        };
        files::write(&self.output, bytes)?;
        Ok(done(read.must_look))
    }
}

#[derive(Args)]
#[command(
    after_help = "Example:\n  ziping fill notice.docx rubric.json school.json -o notice-filled.docx\n\n\
    Exit code 3: something was not written, or a formula has to be calculated by the program that opens the file. Both are listed."
)]
pub struct Fill {
    /// The form that was sent: .docx or .xlsx. It is not changed.
    original: PathBuf,
    #[command(flatten)]
    form: Form,
    /// The file to write.
    #[arg(short, long)]
    output: PathBuf,
}

impl Fill {
    pub fn run(&self) -> Result<ExitCode> {
        if files::is_same(&self.original, &self.output) {
            bail!(
                "{}: it would be replaced; name another file with -o",
                self.original.display()
            );
        }
        let Some(read) = self.form.read()? else {
            return Ok(ExitCode::FAILURE);
        };
        let form = self.form.filled(&read);
        let origin = json::parse(&read.rubric.source)
            .ok()
            .and_then(|tree| Origin::in_rubric(&tree));
        let original = files::read(&self.original)?;
        let filled = office::fill::fill(&original, &read.rubric, origin.as_ref(), &Values::of(&form));
        let filling = filled
            .map_err(|error| anyhow::Error::msg(refusal(&error)))
            .of(&self.original)?;
        if filling.written.is_empty() {
            bail!(
                "{}: no item of the rubric was found; nothing was written",
                self.original.display()
            );
        }
        files::write(&self.output, &filling.bytes)?;
        say(&format!(
            "{}: {} written, {} not written",
            self.output.display(),
            filling.written.len(),
            filling.left.len()
        ))?;
        let remarks = remarks(&filling);
        eprint!("{remarks}");
        Ok(done(read.must_look || !remarks.is_empty()))
    }
}

fn refusal(error: &FillError) -> String {
    match error {
        FillError::Read(error) => error.to_string(),
        FillError::OtherKind => "not a .docx or .xlsx file; save it as one first".to_owned(),
        FillError::Signed => "the file has a digital signature, which would no longer hold".to_owned(),
        FillError::Macros => "the file has macros; save it as a .docx or .xlsx file first".to_owned(),
        _ => "the file is built in an unusual way; open it in Word or Excel and save it again".to_owned(),
    }
}

/// Returns a line for each value that was not written, each figure that was replaced, and each formula without a value.
fn remarks(filling: &Filling) -> String {
    let mut out = String::new();
    // Writing into a text does not fail.
    for left in &filling.left {
        let _ = writeln!(out, "not written: {}", left_words(left));
    }
    for written in &filling.written {
        if let Some(was) = written.replaced.as_ref().filter(|was| **was != written.text) {
            let _ = writeln!(
                out,
                "replaced: {}: “{was}” by “{}”",
                place_words(&written.place),
                written.text
            );
        }
    }
    for formula in filling.formulas.iter().filter(|formula| formula.value.is_none()) {
        let _ = writeln!(
            out,
            "calculated when opened: {}!{}: {}",
            formula.sheet, formula.cell, formula.formula
        );
    }
    out
}

fn left_words(left: &Left) -> String {
    let why = match &left.why {
        Why::NoRow => "the file has no row for it".to_owned(),
        Why::Ambiguous => "several places may be meant".to_owned(),
        Why::NoCell => "the file has no cell for it".to_owned(),
        Why::Occupied(text) => format!("the cell has “{text}”"),
        Why::Earlier(text) => format!("there is no score; the cell keeps “{text}”"),
        Why::Merged => "the cell is merged with those of others".to_owned(),
        Why::Formula(text) => format!("the cell has the formula “{text}”"),
        Why::Differs(text) => format!("the cell's formula gives “{text}”"),
        Why::TooLong => "the text is longer than a cell can hold".to_owned(),
        _ => "the cell has tracked changes, a control, a picture or a table".to_owned(),
    };
    let place = left.place.as_ref().map(place_words);
    let place = place.map(|place| format!(" at {place}")).unwrap_or_default();
    format!("{}{place}: {why}", item_words(&left.item))
}

fn item_words(item: &Item) -> String {
    match item {
        Item::Score(id) => format!("score of {id}"),
        Item::Lost(id) => format!("points lost of {id}"),
        Item::Reason(id) => format!("reason of {id}"),
        Item::Note(id) => format!("note of {id}"),
        Item::Evidence(id) => format!("evidence of {id}"),
        Item::Subtotal(id) => format!("subtotal of {id}"),
        Item::Profile(label) => format!("“{label}”"),
        Item::Sum => "a subtotal".to_owned(),
        Item::Total => "the total".to_owned(),
        Item::Grade => "the grade".to_owned(),
        Item::Date => "the date".to_owned(),
        Item::Subject => "the name of the subject".to_owned(),
    }
}

fn place_words(place: &Where) -> String {
    match place {
        Where::Cell { sheet, cell } => format!("{sheet}!{cell}"),
        Where::Table { table, row, column } => format!("table {table}, row {row}, column {column}"),
        Where::Paragraph { text } => format!("“{text}”"),
    }
}
