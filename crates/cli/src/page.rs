//! `ziping page`: the page for schools, which is a built page with other rubrics.

mod delivered;
mod scripts;

use crate::files::{self, OfFile as _};
use crate::progress::Progress;
use crate::{check, json, say};
use anyhow::{Error, Result, bail};
use assessment::json::Node;
use assessment::rubric::Rubric;
use clap::Args;
use delivered::{Delivered, Made, Refusal};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
#[command(after_help = "Example:\n  ziping page my-rubric.json --page dist/ziping.html -o school.html")]
pub struct Page {
    /// The rubrics, in the order of the start page. A page with one rubric opens its form at once.
    #[arg(required = true)]
    rubrics: Vec<PathBuf>,
    /// The page: `ziping.html` as it was built or downloaded, or a blank copy.
    #[arg(long)]
    page: PathBuf,
    /// The file to write.
    #[arg(short, long)]
    output: PathBuf,
    /// Prints one line of JSON: what was written. If rubrics have problems, one line for each of them.
    #[arg(long)]
    json: bool,
}

impl Page {
    pub fn run(&self) -> Result<ExitCode> {
        for file in self.rubrics.iter().chain([&self.page]) {
            if files::is_same(file, &self.output) {
                bail!("{}: it would be replaced; name another file with -o", file.display());
            }
        }
        let Some(rubrics) = self.checked()? else {
            return Ok(ExitCode::FAILURE);
        };
        let text = String::from_utf8(files::read(&self.page)?).map_err(|_| Refusal::Other);
        let page = text.and_then(|text| Delivered::read(&text)).of(&self.page)?;
        let sources: Vec<&str> = rubrics.iter().map(|rubric| &*rubric.source).collect();
        let made = page.with(&sources);
        files::write(&self.output, &made.text)?;
        say(&match self.json {
            true => json::line(&self.to_json(&rubrics, &made)),
            false => {
                let count = match rubrics.len() {
                    1 => "1 rubric".to_owned(),
                    count => format!("{count} rubrics"),
                };
                format!("{}: {count}, {} bytes", self.output.display(), made.text.len())
            }
        })?;
        Ok(ExitCode::SUCCESS)
    }

    fn to_json(&self, rubrics: &[Rubric], made: &Made) -> Node {
        let heading = |rubric: &Rubric| {
            Node::object([
                ("id", json::text(&*rubric.id)),
                ("version", json::text(&rubric.version)),
                ("title", json::text(rubric.title.wording("zh-CN"))),
            ])
        };
        let members = vec![
            ("bytes", Node::number(made.text.len())),
            ("firstView", json::flag(made.has_first_view)),
            ("rubrics", json::list(rubrics.iter().map(heading))),
        ];
        json::of_file(&self.output, members)
    }

    /// Reads and checks all rubrics; `None` if any of them has a problem, which is printed.
    fn checked(&self) -> Result<Option<Vec<Rubric>>> {
        let mut rubrics: Vec<Rubric> = Vec::new();
        let mut progress = Progress::of(self.rubrics.len(), self.json);
        for file in &self.rubrics {
            progress.next();
            let problems = match check::rubric(&files::read(file)?) {
                Ok(rubric) => {
                    rubrics.push(rubric);
                    continue;
                }
                Err(problems) => problems,
            };
            progress.clear();
            if self.json {
                let members = vec![("valid", json::flag(false)), ("problems", json::problems(&problems))];
                say(&json::line(&json::of_file(file, members)))?;
            }
            eprintln!("{}", check::listed(file, &problems));
        }
        progress.clear();
        if rubrics.len() < self.rubrics.len() {
            return Ok(None);
        }
        for (i, rubric) in rubrics.iter().enumerate() {
            if let Some(earlier) = rubrics[..i].iter().position(|earlier| earlier.id == rubric.id) {
                let earlier = self.rubrics[earlier].display();
                let words = format!(
                    "its id `{}` is also that of {earlier}; leave one of them out",
                    rubric.id
                );
                return Err(Error::msg(words)).of(&self.rubrics[i]);
            }
        }
        Ok(Some(rubrics))
    }
}
