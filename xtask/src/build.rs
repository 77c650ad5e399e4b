//! `cargo xtask build`: from sources to the files that ship.

use anyhow::{Context as _, Result};
use std::fs;
use std::path::PathBuf;

use crate::files::{self, read, write};
use crate::first::Drawer;
use crate::page::{self, Delivery, Maker, Parts};
use crate::rubrics::{self, Rubric};
use crate::sizes::{self, Size};
use crate::wasm::{self, Part, Program};
use crate::{notices, package, project, script, shell, site};

/// What to build, and where.
pub struct Options {
    /// The only rubric of the page; `None` for all that ship.
    pub rubric: Option<PathBuf>,
    /// The output folder.
    pub out: PathBuf,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            rubric: None,
            out: project::dist(),
        }
    }
}

/// A finished build.
pub struct Built {
    /// The output folder, as an absolute path.
    pub out: PathBuf,
    program: Program,
    script: String,
    maker: Program,
    maker_script: String,
    rubrics: Vec<Rubric>,
    site: site::Site,
}

impl Built {
    /// The sizes of its files, and of the parts of the page. Takes seconds, because brotli is slow.
    ///
    /// # Errors
    /// If a file cannot be read again.
    pub fn sizes(&self) -> Result<Vec<Size>> {
        let mut sizes = Vec::new();
        let rubrics = self.rubrics.iter().map(|rubric| format!("rubrics/{}", rubric.name));
        // The forms differ by their rubrics only: the largest stands for all.
        let largest = self.rubrics.iter().max_by_key(|rubric| rubric.text.len());
        let files = [
            "ziping.html",
            "index.html",
            "package/ziping.js",
            "package/ziping-program.js",
            "package/ziping.wasm",
            "package/ziping.single.js",
            "package/score.js",
            "package/score.wasm",
            "THIRD_PARTY_NOTICES.txt",
        ];
        for name in files
            .map(str::to_owned)
            .into_iter()
            .chain(largest.map(Rubric::form))
            .chain(rubrics)
        {
            let file = self.out.join(&name);
            let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            sizes.push(Size::of(&name, &bytes)?);
        }
        let program = Size::of(sizes::PROGRAM, &self.program.wasm)?;
        let script = Size::of("          script (glue, element, boot)", self.script.as_bytes())?;
        let both = program.plus(&script, "          program and script");
        let maker = Size::of(sizes::MAKER, &self.maker.wasm)?;
        for file in &self.site.files {
            let name = format!("site/{}", file.name);
            // Compressing large files twice would double the time.
            let same = match &*file.name {
                "ziping.html" => sizes.iter().find(|size| size.is_of("ziping.html")),
                name if name == self.site.program => Some(&program),
                name if name == self.site.maker => Some(&maker),
                _ => None,
            };
            let size = same.map_or_else(|| Size::of(&name, &file.bytes), |same| Ok(same.named(&name)))?;
            sizes.push(size);
        }
        sizes.extend([program, script, both, maker]);
        sizes.push(Size::of(sizes::MAKER_SCRIPT, self.maker_script.as_bytes())?);
        sizes.push(Size::of(sizes::SITE_SCRIPT, self.site.script.as_bytes())?);
        Ok(sizes)
    }
}

/// # Errors
/// If something cannot be compiled, read or written.
pub fn run(options: &Options) -> Result<Built> {
    // Rubrics first: a missing or broken file should not cost a compilation.
    let rubrics = match &options.rubric {
        Some(file) => vec![rubrics::read(file)?],
        None => rubrics::shipped(&project::rubrics())?,
    };
    rubrics::check(&rubrics)?;
    let notices = notices::text()?;
    let program = wasm::build(Part::Page)?;
    let element = wasm::build(Part::Element)?;
    let maker = wasm::build(Part::Maker)?;
    let score = wasm::engine()?;

    shell::heading("assembling the page");
    let root = project::root();
    let template = read(&root.join("index.html"))?;
    let element_class = script::ELEMENT.map(|part| read(&root.join(part)));
    let element_class = element_class.into_iter().collect::<Result<Vec<_>>>()?.join("\n");
    let script = script::module(&element_class, &program.glue)?;
    let packed = page::pack(&program.wasm)?;
    let drawer = Drawer::build()?;
    let first = drawer.draw(&rubrics)?;
    let maker_script = script::maker(&maker.glue)?;
    let packed_maker = page::pack(&maker.wasm)?;
    let whole = Parts {
        rubrics: &rubrics,
        packed: &packed,
        notices: &notices,
        script: &script,
        first: &first,
        maker: Some(Maker {
            packed: &packed_maker,
            script: &maker_script,
        }),
    };
    let file = page::assemble(&template, &whole, Delivery::File)?;
    let served = page::assemble(&template, &whole, Delivery::Served)?;

    let out = std::path::absolute(&options.out)?;
    write(&out.join("ziping.html"), &file)?;
    write(&out.join("index.html"), &served)?;
    files::remove(&out.join("forms"))?;
    for rubric in &rubrics {
        let one = Parts {
            rubrics: std::slice::from_ref(rubric),
            first: &drawer.draw(std::slice::from_ref(rubric))?,
            ..whole
        };
        write(
            &out.join(rubric.form()),
            &page::assemble(&template, &one, Delivery::File)?,
        )?;
    }
    rubrics::copy(&rubrics, &out.join("rubrics"))?;
    // A portal that frames the page has neither place for a second page nor the person's files.
    let embedded = page::assemble(&template, &Parts { maker: None, ..whole }, Delivery::File)?;
    package::write(&out.join("package"), &element, &score, &embedded, &rubrics)?;
    for folder in [&out, &out.join("package")] {
        write(&folder.join("THIRD_PARTY_NOTICES.txt"), &notices)?;
    }
    let site = site::Source {
        template: &template,
        rubrics: &rubrics,
        notices: &notices,
        element: &element_class,
        program: &program,
        maker: &maker,
        one_file: &file,
        first: &first,
    };
    let site = site::write(&out.join("site"), &site)?;
    site::write_demo(&out.join("site"), &out.join("package"))?;
    eprintln!("   {}", out.join("ziping.html").display());

    Ok(Built {
        out,
        program,
        script,
        maker,
        maker_script,
        rubrics,
        site,
    })
}
