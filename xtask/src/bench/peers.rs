//! Our page beside its peers, in one run, so that the ratios do not depend on the machine. The peers are in a folder with a harness of its
//! own: it builds them, makes our page with the same rubrics, measures all of them in random order, and sums up.

use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::browser::Browser;
use crate::first::Drawer;
use crate::rubrics::{self, Rubric};
use crate::{files, npm, shell};

/// Small forms, in which every page draws all fields.
const SMALL: &str = "vanilla,vanilla-contain,vanilla-cv,solid,rjsf,surveyjs-lazy";
/// Pages whose first field is compared with that of our first view.
const FIELD: &str = "vanilla,solid";
/// Measured over a slow line only.
const SLOW_LINE: &str = "lforms";
/// Large forms, for which only some peers are fit.
const LARGE: &str = "vanilla,vanilla-contain,vanilla-cv";
/// The sizes of small forms, on the processor as it is and four times slower.
const SMALL_SIZES: [&str; 4] = ["--n", "21,300", "--throttle", "1,4"];
/// The first view of our page.
const FIRST: &str = "#ziping-first";
/// Starts from disk and over a slow line.
const COLD: &str = "file ziping.html?rubric=school-pe,file school-pe only,file vanilla-21,file rjsf-21";

/// A folder of peers.
pub struct Peers {
    folder: PathBuf,
    rounds: u32,
}

impl Peers {
    /// The peers in a folder that may be written, to be measured this many times.
    ///
    /// # Errors
    /// If the folder has no harness.
    pub fn new(folder: &Path, rounds: u32) -> Result<Self> {
        let folder = std::path::absolute(folder)?;
        for file in ["package.json", "measure.mjs", "ours/make.mjs", "cold/cold.mjs"] {
            ensure!(
                folder.join(file).is_file(),
                "{} has no {file}: copy the folder of the peers to a place that may be written, and name the copy",
                folder.display()
            );
        }
        Ok(Self { folder, rounds })
    }

    /// Measures everything, and prints the tables.
    ///
    /// # Errors
    /// If npm or node is missing, or a step fails.
    pub fn run(&self, dist: &Path) -> Result<()> {
        // The driver is not used; the browser is.
        drop(Browser::Chromium.start()?);
        self.prepare(dist)?;
        shell::heading("until the first field takes keys");
        self.measure(
            FIELD,
            ("ours-field", "adapter-first.json"),
            "results/field.jsonl",
            &[&SMALL_SIZES[..], &["--probes", "0", "--edits", "0"]].concat(),
        )?;
        shell::heading("21 and 300 criteria beside the peers");
        self.measure(SMALL, ("ours", "adapter.json"), "results/small.jsonl", &SMALL_SIZES)?;
        shell::heading("2,000 and 10,000 criteria beside the peers");
        let sizes = ["--n", "2000,10000", "--throttle", "1", "--probes", "0"];
        self.measure(LARGE, ("ours", "adapter-window.json"), "results/large.jsonl", &sizes)?;
        shell::heading("first and second visit over slow 4G");
        self.cold(dist, "4", "results/cold.jsonl", &[])?;
        shell::heading("from disk");
        self.cold(dist, "1,4", "results/file.jsonl", &["--cases", COLD])?;
        self.node(&["sum.mjs", "results/field.jsonl"])?;
        self.node(&["sum.mjs", "results/small.jsonl", "results/large.jsonl"])?;
        self.node(&["cold/sum.mjs", "results/cold.jsonl", "results/file.jsonl"])
    }

    /// Measures our page under this name and with this adapter, beside these peers.
    fn measure(&self, peers: &str, (name, adapter): (&str, &str), out: &str, more: &[&str]) -> Result<()> {
        let ours = self.folder.join("ours");
        let rounds = self.rounds.to_string();
        let page = format!("{name}={}", ours.join("ours-{n}.html").display());
        let adapter = format!("{name}={}", ours.join(adapter).display());
        let common = [
            "measure.mjs",
            "--peers",
            peers,
            "--runs",
            &rounds,
            "--page",
            &page,
            "--adapter",
            &adapter,
            "--out",
            out,
        ];
        self.node(&[&common, more].concat())
    }

    /// Measures starts with an empty profile, on a processor slowed down by these factors.
    fn cold(&self, dist: &Path, cpu: &str, out: &str, more: &[&str]) -> Result<()> {
        let (dist, rounds) = (dist.to_string_lossy(), self.rounds.to_string());
        let common = [
            "cold/cold.mjs",
            "--dist",
            &dist,
            "--runs",
            &rounds,
            "--cpu",
            cpu,
            "--out",
            out,
        ];
        self.node(&[&common, more].concat())
    }

    /// Builds the peers, unless they are there, and our page with their rubrics.
    fn prepare(&self, dist: &Path) -> Result<()> {
        let missing = |name: &str| !self.folder.join(name).is_dir();
        if missing("node_modules") {
            shell::heading("installing the peers from npm");
            self.npm(&["install", "--legacy-peer-deps", "--no-audit", "--no-fund"])?;
        }
        if missing("vendor") {
            self.npm(&["run", "vendor"])?;
        }
        if missing("dist") {
            shell::heading("building the peers");
            // The others of the folder want tools of their own.
            self.node(&["build.mjs", "--peers", &format!("{SMALL},{SLOW_LINE}")])?;
        }
        self.node(&["ours/make.mjs", &dist.to_string_lossy()])?;
        self.draw_first_views()
    }

    /// Gives our pages the first views of their rubrics, in place of that of the page that they were made of.
    fn draw_first_views(&self) -> Result<()> {
        let drawer = Drawer::build()?;
        for size in ["21", "300", "2000", "10000", "pe"] {
            let file = self.folder.join(format!("ours/ours-{size}.html"));
            let page = files::read(&file)?;
            let rubric = Rubric {
                name: format!("bench-{size}.json"),
                text: rubrics::first_block(&page)?,
            };
            let first = drawer.draw(&[rubric])?;
            files::write(&file, &first.replace_in(&page)?)?;
        }
        // The first view as a page of its own. It is complete when its first field is seen: no count of fields is waited for.
        let first =
            format!("{{ \"score\": \"{FIRST} input[type=radio]\", \"perItem\": 0, \"total\": \"{FIRST} .total\" }}");
        files::write(&self.folder.join("ours/adapter-first.json"), &first)
    }

    fn npm(&self, arguments: &[&str]) -> Result<()> {
        shell::run(npm::npm()?.current_dir(&self.folder).args(arguments))
    }

    fn node(&self, arguments: &[&str]) -> Result<()> {
        shell::run(Command::new("node").current_dir(&self.folder).args(arguments))
    }
}
