//! `ziping export`: a rubric in the format of another program.

use crate::{MUST_LOOK, check, files, unsaid};
use anyhow::Result;
use clap::{Args, ValueEnum};
use files::OfFile as _;
use office::formats;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
#[command(after_help = "Example:\n  ziping export rubric.json --format canvas --language zh-CN -o rubric.csv")]
pub struct Export {
    /// The rubric.
    rubric: PathBuf,
    /// The format of the other program.
    #[arg(long, value_enum)]
    format: Format,
    /// The language of the texts, where the format has one only: a language of the rubric, such as zh-CN. Without it, the first.
    #[arg(long, default_value = "")]
    language: String,
    /// The file to write: .csv for canvas, .xml for moodle, .json for surveyjs, .xlsx for xlsform.
    #[arg(short, long)]
    output: PathBuf,
}

/// The formats that are written.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// The CSV of Canvas.
    Canvas,
    /// The grading.xml of a Moodle backup.
    Moodle,
    /// The JSON of a SurveyJS form.
    Surveyjs,
    /// An Excel workbook for ODK and KoboToolbox.
    Xlsform,
}

impl From<Format> for formats::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Canvas => Self::Canvas,
            Format::Moodle => Self::Moodle,
            Format::Surveyjs => Self::SurveyJs,
            Format::Xlsform => Self::XlsForm,
        }
    }
}

impl Export {
    pub fn run(&self) -> Result<ExitCode> {
        let Some(rubric) = check::read(&self.rubric)? else {
            return Ok(ExitCode::FAILURE);
        };
        let exported = formats::export(&rubric, self.format.into(), &self.language).of(&self.rubric)?;
        files::write(&self.output, &exported.bytes)?;
        unsaid::print(&self.rubric, &exported.unsaid);
        Ok(if unsaid::is_about_points(&exported.unsaid) {
            ExitCode::from(MUST_LOOK)
        } else {
            ExitCode::SUCCESS
        })
    }
}
