//! The site: the page as a folder for a web server. Each program is a file of its own, named by its content, and a service worker lets the
//! page open without a network. The one-file page is in the folder too: copies are made of it.

use anyhow::{Context as _, Result, ensure};
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::Path;

use crate::first::FirstView;
use crate::page::{self, Delivery, Maker, Parts};
use crate::rubrics::{self, Rubric};
use crate::wasm::Program;
use crate::{files, script};

const LOAD: &str = include_str!("../../src/site/load.js");
const REGISTER: &str = include_str!("../../src/site/register.js");
const WORKER: &str = include_str!("../../src/site/worker.js");
const WORDS: &str = include_str!("../../src/locale/site.html");

/// The page, and the one-file page beside it. `src/web/page_copy/source.rs` and `src/site/worker.js` know these names.
const PAGE: &str = "index.html";
const ONE_FILE: &str = "ziping.html";

/// Files that go into the site unchanged.
const BESIDE: [(&str, &[u8]); 3] = [
    (
        "manifest.webmanifest",
        include_bytes!("../../src/locale/site.webmanifest"),
    ),
    ("icon.svg", include_bytes!("../../src/site/icon.svg")),
    ("icon.png", include_bytes!("../../src/site/icon.png")),
];

/// What only the page of a site links to, in place of its empty icon.
const LINKS: &str = "<link rel=\"icon\" type=\"image/svg+xml\" href=\"icon.svg\">\n\
    <link rel=\"apple-touch-icon\" href=\"icon.png\">\n\
    <link rel=\"manifest\" href=\"manifest.webmanifest\">";

/// What a site is made of.
pub struct Source<'s> {
    /// The text of `index.html`.
    pub template: &'s str,
    /// The rubrics.
    pub rubrics: &'s [Rubric],
    /// The third-party notices.
    pub notices: &'s str,
    /// The element's class.
    pub element: &'s str,
    /// The page's program.
    pub program: &'s Program,
    /// The second program.
    pub maker: &'s Program,
    /// The one-file page.
    pub one_file: &'s str,
    /// What is shown before the program has started.
    pub first: &'s FirstView,
}

/// A file of the site.
pub struct File {
    /// Its name, without a folder.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A site.
pub struct Site {
    /// Its files without the rubrics, which are files of their own for `?rubric=`; the page first.
    pub files: Vec<File>,
    /// The name of the page's program.
    pub program: String,
    /// The name of the second program.
    pub maker: String,
    /// The script of its page.
    pub script: String,
}

/// Writes the site into a folder.
///
/// # Errors
/// If the page has not the form expected, or a file cannot be written.
pub fn write(folder: &Path, source: &Source<'_>) -> Result<Site> {
    let site = assemble(source)?;
    files::remove(folder)?;
    rubrics::copy(source.rubrics, &folder.join("rubrics"))?;
    for File { name, bytes } in &site.files {
        fs::write(folder.join(name), bytes).with_context(|| format!("cannot write {name}"))?;
    }
    files::write(&folder.join("THIRD_PARTY_NOTICES.txt"), source.notices)?;
    Ok(site)
}

/// The demo for owners of portals, in a folder of the site: a page with the element, and the element itself. The service worker leaves the
/// folder alone: a demo needs a network. The one-file page is that of the site.
const DEMO: [(&str, &str); 4] = [
    ("index.html", include_str!("../../src/site/demo/index.html")),
    ("demo.css", include_str!("../../src/site/demo/demo.css")),
    ("demo.js", include_str!("../../src/site/demo/demo.js")),
    ("words.js", include_str!("../../src/locale/demo.js")),
];

/// What the demo's element needs of the package.
const ELEMENT: [&str; 3] = ["ziping.js", "ziping-program.js", "ziping.wasm"];

/// Writes the demo into the folder of a site, with the element of a package.
///
/// # Errors
/// If a file cannot be written.
pub fn write_demo(site: &Path, package: &Path) -> Result<()> {
    let folder = site.join("demo");
    for (name, text) in DEMO {
        files::write(&folder.join(name), text)?;
    }
    fs::create_dir_all(folder.join("element")).context("cannot make the folder of the element")?;
    for name in ELEMENT {
        let target = folder.join("element").join(name);
        fs::copy(package.join(name), target).with_context(|| format!("cannot copy {name}"))?;
    }
    Ok(())
}

/// The page, its programs, the files beside them, and the service worker that knows all of them.
fn assemble(source: &Source<'_>) -> Result<Site> {
    let named = |name, wasm| format!("{name}-{}.wasm", &hexadecimal(wasm)[..16]);
    let program = named("ziping", &source.program.wasm);
    let maker = named("maker", &source.maker.wasm);
    let script = script(source, &program)?;
    let maker_script = maker_script(source, &maker)?;
    let mut all = vec![
        File {
            name: PAGE.to_owned(),
            bytes: assemble_page(source, &script, &program, &maker_script)?.into_bytes(),
        },
        File {
            name: program.clone(),
            bytes: source.program.wasm.clone(),
        },
        File {
            name: maker.clone(),
            bytes: source.maker.wasm.clone(),
        },
        File {
            name: ONE_FILE.to_owned(),
            bytes: source.one_file.as_bytes().to_vec(),
        },
    ];
    all.extend(BESIDE.map(|(name, bytes)| File {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    }));
    let worker = worker(&all)?;
    all.push(File {
        name: "sw.js".to_owned(),
        bytes: worker.into_bytes(),
    });
    Ok(Site {
        files: all,
        program,
        maker,
        script,
    })
}

fn script(source: &Source<'_>, program: &str) -> Result<String> {
    let load = load(program, &source.program.wasm, "zipingAnswer");
    script::loading(source.element, &source.program.glue, &format!("{load}\n{REGISTER}"))
}

fn maker_script(source: &Source<'_>, maker: &str) -> Result<String> {
    script::loading_maker(
        &source.maker.glue,
        &load(maker, &source.maker.wasm, "fetch(zipingFile)"),
    )
}

/// Has a program from a file; `answer` is the expression for the answer to its request.
fn load(file: &str, wasm: &[u8], answer: &str) -> String {
    let length = wasm.len();
    format!(
        "const zipingFile = \"{file}\";\nconst zipingLength = {length};\nconst zipingRequest = () => {answer};\n{LOAD}"
    )
}

/// The page that a server gives, without the programs, with what only a site has.
fn assemble_page(source: &Source<'_>, script: &str, program: &str, maker_script: &str) -> Result<String> {
    let maker = Maker {
        packed: "",
        script: maker_script,
    };
    let parts = Parts {
        rubrics: source.rubrics,
        packed: "",
        notices: source.notices,
        script,
        first: source.first,
        maker: Some(maker),
    };
    let page = page::assemble(source.template, &parts, Delivery::Served)?;
    // The program is requested as soon as the head is read; the script, which stands last, takes up the answer. WebKit requests it twice
    // with `<link rel="preload">`.
    let early = format!("const zipingAnswer = fetch(\"{program}\");");
    let changes = [
        (
            "<script type=\"application/gzip\" data-ziping=\"program\"></script>\n",
            "",
        ),
        (&*maker.block(), ""),
        (
            "; script-src '",
            &format!("; script-src '{}' '", integrity(early.as_bytes())),
        ),
        (
            "; connect-src 'self'\">",
            "; connect-src 'self'; manifest-src 'self'\">",
        ),
        // The service worker.
        ("; worker-src blob:;", "; worker-src 'self' blob:;"),
        ("; img-src data: blob:;", "; img-src 'self' data: blob:;"),
        ("<link rel=\"icon\" href=\"data:,\">", LINKS),
        // Browsers look for the encoding at the very beginning.
        (
            "<meta charset=\"utf-8\">",
            &format!("<meta charset=\"utf-8\">\n<script>{early}</script>"),
        ),
        (words(&page)?, WORDS.trim_end()),
    ];
    let mut site = page.clone();
    for (before, after) in changes {
        ensure!(
            site.matches(before).count() == 1,
            "the page must have `{before}` once, to be changed for the site"
        );
        site = site.replacen(before, after, 1);
    }
    Ok(site)
}

/// The static words of the page, which speak of one file.
fn words(page: &str) -> Result<&str> {
    let start = page.find("<div id=\"ziping-words\">");
    let end = page.find("\n<div id=\"ziping-first\">");
    let words = start.zip(end).and_then(|(start, end)| page.get(start..end));
    words.context("index.html must have the static words before the first view")
}

/// The service worker, with the names and hashes of these files.
fn worker(all: &[File]) -> Result<String> {
    let hashes = all
        .iter()
        .map(|File { name, bytes }| (name.clone(), integrity(bytes).into()));
    let hashes = serde_json::Value::Object(hashes.collect());
    let list = serde_json::to_string_pretty(&hashes)?;
    let version = &hexadecimal(list.as_bytes())[..16];
    Ok(format!(
        "const zipingFiles = {list};\nconst zipingVersion = \"{version}\";\n{}\n",
        script::tidy(WORKER)
    ))
}

/// A hash as Subresource Integrity has it.
fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64.encode(Sha256::digest(bytes)))
}

fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
