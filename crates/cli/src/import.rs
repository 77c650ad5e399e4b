//! `ziping import`: a document, or a rubric of another program, as a rubric, with what a person must look at.

use crate::files::OfFile as _;
use crate::{MUST_LOOK, check, doubts, files, json, say, understood, unsaid, xls};
use anyhow::{Result, bail};
use assessment::json::{Node, pretty};
use assessment::problem::Problem;
use assessment::record::Record;
use assessment::rubric::Rubric;
use clap::Args;
use office::document::Document;
use office::draft::{Draft, Place};
use office::formats::{self, Format, Unsaid};
use office::{Foreign, Kept, Kind, OwnScore, ReadError};
use std::collections::{BTreeMap, VecDeque};
use std::panic;
use std::path::{Path, PathBuf};
use std::process::{self, ExitCode};

#[derive(Args)]
#[command(
    after_help = "Examples:\n  ziping import paper.docx --doubts\n  ziping import paper-2027.docx -o rubric-2027.json --keep rubric-2026.json\n  \
                  ziping import filled-in.xls -o rubric.json --record record.json"
)]
pub struct Import {
    /// The document, or the rubric of another program.
    file: PathBuf,
    /// The file for the rubric; without it the rubric is printed.
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// An earlier rubric: what is still the same keeps its ids, so that records of the earlier rubric fit the new one.
    #[arg(long, value_name = "OLD")]
    keep: Option<PathBuf>,
    /// The file for a record with the scores that the document has.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Prints only what was understood and what is doubtful, one line each.
    #[arg(long, conflicts_with = "json")]
    doubts: bool,
    /// Prints one line of JSON: what was understood, what is doubtful, and the rubric if it is not written to a file.
    #[arg(long)]
    json: bool,
}

/// What a file is.
enum Source {
    Document(Document, Box<Draft>),
    Format(Format, Vec<Unsaid>),
}

/// A rubric that was made of a file.
struct Made {
    source: Source,
    rubric: Node,
    /// The places of the criteria in the document, by the ids that they had before ids were kept.
    places: BTreeMap<String, Place>,
    kept: Option<Kept>,
    problems: Vec<Problem>,
}

/// A record that was made of a file.
struct Filled {
    json: String,
    scores: usize,
    /// Criteria whose scale cannot have their score, with the score.
    refused: Vec<(String, String)>,
}

impl Import {
    pub fn run(&self) -> Result<ExitCode> {
        let bytes = files::read(&self.file)?;
        let earlier = match &self.keep {
            Some(earlier) => match check::read(earlier)? {
                Some(rubric) => Some(json::tree(&rubric.source)),
                None => return Ok(ExitCode::FAILURE),
            },
            None => None,
        };
        let made = self.make(&bytes, earlier.as_ref())?;
        let filled = match &self.record {
            Some(_) => Some(made.filled(&self.file, &bytes)?),
            None => None,
        };
        let text = pretty(&made.rubric);
        if let Some(output) = &self.output {
            files::write(output, &text)?;
        }
        if let (Some(record), Some(filled)) = (&self.record, &filled) {
            files::write(record, &filled.json)?;
        }
        if self.json {
            say(&json::line(&self.to_json(&made, filled.as_ref())))?;
        } else if self.doubts {
            say(&made.described())?;
        } else if self.output.is_none() {
            say(text.trim_end())?;
        }
        if !self.json {
            self.warn(&made, filled.as_ref());
        }
        let must_look = made.must_look() || filled.is_some_and(|filled| !filled.refused.is_empty());
        Ok(if must_look {
            ExitCode::from(MUST_LOOK)
        } else {
            ExitCode::SUCCESS
        })
    }

    fn make(&self, bytes: &[u8], earlier: Option<&Node>) -> Result<Made> {
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        let (source, mut rubric, places) = match formats::recognise(bytes, &name, &files::decode) {
            Some(imported) => {
                let imported = imported.of(&self.file)?;
                let source = Source::Format(imported.format, imported.unsaid);
                (source, json::tree(&imported.rubric), BTreeMap::new())
            }
            None => {
                let document = read(&self.file, bytes, &name)?;
                let Some(draft) = office::understand(&document) else {
                    bail!(
                        "{}: nothing in the file has points; a table needs a column with the points, and a list needs points in its lines",
                        self.file.display()
                    );
                };
                let stem = self.file.file_stem().unwrap_or_default().to_string_lossy();
                let form = draft.form(&id(&stem));
                (Source::Document(document, Box::new(draft)), form.rubric, form.criteria)
            }
        };
        let kept = earlier.map(|earlier| office::keep(&mut rubric, earlier));
        Ok(Made {
            source,
            problems: Rubric::parse(&pretty(&rubric)).err().unwrap_or_default(),
            rubric,
            places,
            kept,
        })
    }

    /// Prints to standard error what a person should know, unless it is printed elsewhere.
    fn warn(&self, made: &Made, filled: Option<&Filled>) {
        let file = self.file.display();
        match &made.source {
            Source::Document(document, draft) => {
                for remark in &document.remarks {
                    eprintln!("{file}: {}", doubts::remark(remark));
                }
                for doubt in draft.doubts.iter().filter(|_| !self.doubts) {
                    eprintln!("{file}: {}", doubts::line(doubt, document));
                }
            }
            Source::Format(_, unsaid) => unsaid::print(&self.file, unsaid),
        }
        if let (Some(kept), Some(earlier)) = (&made.kept, &self.keep) {
            for (id, text) in &kept.unsure {
                eprintln!("{file}: is {id} still the criterion “{}”?", one_line(text));
            }
            for (id, text) in &kept.gone {
                eprintln!("{}: {id} is gone: “{}”", earlier.display(), one_line(text));
            }
        }
        if !made.problems.is_empty() {
            let output = self.output.as_deref().unwrap_or(Path::new("the rubric"));
            eprintln!("{}", check::listed(output, &made.problems));
        }
        if let (Some(record), Some(filled)) = (&self.record, filled) {
            for (id, score) in &filled.refused {
                eprintln!(
                    "{}: the scale of {id} cannot have {score}; it is in the note",
                    record.display()
                );
            }
        }
    }

    fn to_json(&self, made: &Made, filled: Option<&Filled>) -> Node {
        let mut members = Vec::new();
        match &made.source {
            Source::Document(document, draft) => {
                members.extend([
                    ("kind", json::text("document")),
                    ("confirmed", json::flag(draft.is_confirmed)),
                    ("total", json::text(draft.total().to_string())),
                    ("criteria", Node::number(draft.criteria().len())),
                    ("sections", understood::sections(draft, document)),
                    ("rows", understood::rows(draft, document)),
                    (
                        "doubts",
                        json::list(draft.doubts.iter().map(|doubt| doubts::to_json(doubt, document))),
                    ),
                    (
                        "remarks",
                        json::list(document.remarks.iter().map(doubts::remark_to_json)),
                    ),
                ]);
            }
            Source::Format(format, unsaid) => {
                members.push(("kind", json::text(json::code(format))));
                members.push(("unsaid", unsaid::to_json(unsaid)));
            }
        }
        if let Some(kept) = &made.kept {
            let list = |parts: &[(String, String)]| {
                json::list(
                    parts
                        .iter()
                        .map(|(id, text)| Node::object([("id", json::text(id)), ("text", json::text(text))])),
                )
            };
            members.push(("unsure", list(&kept.unsure)));
            members.push(("gone", list(&kept.gone)));
        }
        members.push(("problems", json::problems(&made.problems)));
        if let Some(filled) = filled {
            members.push(("scores", Node::number(filled.scores)));
            members.push((
                "refused",
                json::list(
                    filled
                        .refused
                        .iter()
                        .map(|(id, score)| Node::object([("criterion", json::text(id)), ("score", json::text(score))])),
                ),
            ));
        }
        let must_look = made.must_look() || filled.is_some_and(|filled| !filled.refused.is_empty());
        members.push(("mustLook", json::flag(must_look)));
        if self.output.is_none() {
            members.push(("rubric", made.rubric.clone()));
        }
        json::of_file(&self.file, members)
    }
}

impl Made {
    /// Returns whether a person must look at the rubric before it is used.
    fn must_look(&self) -> bool {
        let is_doubtful = match &self.source {
            Source::Document(_, draft) => draft.doubts.iter().any(|doubt| doubt.kind.is_blocking()),
            Source::Format(_, unsaid) => unsaid::is_about_points(unsaid),
        };
        let is_unsure = self.kept.as_ref().is_some_and(|kept| !kept.unsure.is_empty());
        is_doubtful || is_unsure || !self.problems.is_empty()
    }

    /// Makes the record of the scores in the document.
    fn filled(&self, file: &Path, bytes: &[u8]) -> Result<Filled> {
        let scores = match &self.source {
            Source::Document(_, draft) => self.scores(draft),
            Source::Format(..) => Vec::new(),
        };
        if scores.is_empty() {
            bail!(
                "{}: the file has no scores for a record; leave out --record, or fill in the column of the scores",
                file.display()
            );
        }
        // The same paper gives the same record: there is no clock and no chance in its id.
        let hash = assessment::sha256(bytes);
        let record_id = format!("paper-{}", &hash[..16]);
        let (record, refused) = office::record(&self.rubric, &scores, &record_id);
        let json = pretty(&record);
        if let Err(problems) = Record::parse(&json) {
            bail!("{}", check::listed(file, &problems));
        }
        let score = |id: &String| scores.iter().find(|score| score.criterion == *id);
        let refused = refused
            .into_iter()
            .filter_map(|id| Some((id.clone(), score(&id)?.points.to_string())))
            .collect();
        Ok(Filled {
            json,
            scores: scores.len(),
            refused,
        })
    }

    /// Returns the scores of the document, by the ids that the criteria have now.
    fn scores(&self, draft: &Draft) -> Vec<OwnScore> {
        let mut now: BTreeMap<&str, &str> = BTreeMap::new();
        if let Some(kept) = &self.kept {
            now.extend(kept.renamed.iter().map(|(now, before)| (&**before, &**now)));
        }
        // One row may have several criteria: their ids were given in this order.
        let mut ids: Vec<&String> = self.places.keys().collect();
        ids.sort_by_key(|id| (id.len(), *id));
        let mut by_place: BTreeMap<Place, VecDeque<&str>> = BTreeMap::new();
        for id in ids {
            let now = now.get(&**id).copied().unwrap_or(id);
            by_place.entry(self.places[id]).or_default().push_back(now);
        }
        let criteria = draft.criteria().into_iter();
        criteria
            .filter_map(|criterion| {
                let id = by_place.get_mut(&criterion.place)?.pop_front()?;
                Some(OwnScore {
                    criterion: id.to_owned(),
                    points: criterion.own?,
                    note: criterion.note.clone(),
                })
            })
            .collect()
    }

    /// Describes what was understood and what is doubtful, one line each.
    fn described(&self) -> String {
        match &self.source {
            Source::Document(document, draft) => described(document, draft),
            Source::Format(format, _) => format.to_string(),
        }
    }
}

/// Describes the sections, the criteria with their points, and the doubts, one line each.
fn described(document: &Document, draft: &Draft) -> String {
    let sections = draft.sections.iter().filter(|section| section.counts()).count();
    let criteria = draft
        .criteria()
        .into_iter()
        .filter(|criterion| !criterion.bonus)
        .count();
    let mut lines = vec![format!(
        "{criteria} criteria, {} points, {sections} sections",
        draft.total()
    )];
    for section in &draft.sections {
        let label = section.label.as_deref().unwrap_or_default();
        lines.push(format!("# {label} {}", section.title));
        for criterion in section.all() {
            let points = criterion.points.map(|points| points.to_string()).unwrap_or_default();
            let bonus = if criterion.bonus { " bonus" } else { "" };
            let label = criterion.label.as_deref().unwrap_or_default();
            lines.push(format!("{points}{bonus}\t{label} {}", one_line(&criterion.text)));
        }
    }
    lines.extend(
        draft
            .doubts
            .iter()
            .map(|doubt| format!("? {}", doubts::line(doubt, document))),
    );
    lines.join("\n")
}

fn one_line(text: &str) -> String {
    text.replace('\n', " / ")
}

/// Reads a document of any kind, also an Excel file before 2007.
fn read(file: &Path, bytes: &[u8], name: &str) -> Result<Document> {
    match office::read(bytes, name, &files::decode) {
        Err(ReadError::Foreign(Foreign::OldExcel)) => {
            // calamine reads damaged files without checking every length, and a release build cannot catch a panic.
            let shown = file.display().to_string();
            let hook = panic::take_hook();
            panic::set_hook(Box::new(move |_| {
                eprintln!("ziping: {shown}: {}", ReadError::Damaged(Kind::Excel));
                process::exit(1);
            }));
            let document = xls::read(bytes);
            panic::set_hook(hook);
            document.map_err(|error| error.context(file.display().to_string()))
        }
        document => document.of(file),
    }
}

/// Makes an id from the name of a file: what an id cannot have becomes a hyphen.
fn id(name: &str) -> String {
    let id: String = name
        .chars()
        .map(|character| {
            if character.is_ascii_alphanumeric() {
                character.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .take(60)
        .collect();
    let id = id.trim_matches('-').to_owned();
    if id.is_empty() { "rubric".to_owned() } else { id }
}
