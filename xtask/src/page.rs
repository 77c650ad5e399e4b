//! The page: `index.html` with the rubrics, the program, the script, and a policy that blocks everything else.
//!
//! The output is in serialisation-normal form: a browser that reads the page and serialises it writes the same text. So the page can make a
//! blank copy of itself that is equal byte for byte.

use anyhow::{Context, Result, bail, ensure};
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::io::Write as _;

use crate::first::FirstView;
use crate::rubrics::{self, Rubric};

/// How a page reaches its reader.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// As one file: it can fetch nothing at all.
    File,
    /// From a server: it may also fetch from its own origin, for `?rubric=`.
    Served,
}

/// The wasm as text that is safe inside a page.
///
/// # Errors
/// Never in practice: writing to memory does not fail.
pub fn pack(wasm: &[u8]) -> Result<String> {
    // Without a time and a name in the header, the same program gives the same text.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(wasm)?;
    Ok(encode(&encoder.finish()?))
}

/// Bytes as text.
pub fn encode(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// The parts that are put into `index.html`.
#[derive(Clone, Copy)]
pub struct Parts<'p> {
    /// The rubrics.
    pub rubrics: &'p [Rubric],
    /// The program as text.
    pub packed: &'p str,
    /// The third-party notices.
    pub notices: &'p str,
    /// The script.
    pub script: &'p str,
    /// What is shown before the program has started.
    pub first: &'p FirstView,
    /// The maker. Copies of a page do not have it.
    pub maker: Option<Maker<'p>>,
}

/// The maker: the second program, for the pages "Make a form" and "Reports and tables".
#[derive(Clone, Copy)]
pub struct Maker<'p> {
    /// The program as text.
    pub packed: &'p str,
    /// The script that loads it.
    pub script: &'p str,
}

impl Maker<'_> {
    /// The block of the program.
    pub fn block(&self) -> String {
        let packed = self.packed;
        format!("<script type=\"application/gzip\" data-ziping=\"maker\">{packed}</script>\n")
    }

    fn script_block(&self) -> String {
        format!(
            "<script type=\"module\" data-ziping=\"maker-script\">{}</script>",
            self.script
        )
    }
}

/// The notices as a block that is not shown until requested.
pub fn notices_block(notices: &str) -> Result<String> {
    let lower = notices.to_ascii_lowercase();
    ensure!(
        !lower.contains("</script") && !lower.contains("<!--"),
        "a notice would end the block that it stands in"
    );
    Ok(format!(
        "<script type=\"text/plain\" data-ziping=\"notices\">\n{notices}</script>\n"
    ))
}

/// Puts the page together.
///
/// # Errors
/// If `index.html` has not the form expected, or the outcome would load something.
pub fn assemble(template: &str, parts: &Parts<'_>, delivery: Delivery) -> Result<String> {
    let Parts {
        rubrics,
        packed,
        notices,
        script,
        first,
        maker,
    } = parts;
    let template = template.replace("\r\n", "\n");
    ensure!(
        !template.contains("<script"),
        "index.html must have no script of its own: its hash would be missing"
    );
    let style = between(&template, "<style>", "</style>")?;
    let later = maker.map(|maker| maker.script);
    let scripts: Vec<_> = [script, &*first.script].into_iter().chain(later).collect();
    let policy = policy(&scripts, &[style, &first.sheet], delivery);
    ensure!(
        template.contains(FIRST),
        "index.html must have a place for the first view: {FIRST}"
    );

    let links: Vec<_> = template.lines().filter(|line| line.contains("data-trunk")).collect();
    let links = links.join("\n");
    ensure!(
        !links.is_empty() && template.contains(&links),
        "index.html must have Trunk's links on lines side by side"
    );
    let mut blocks = rubrics::blocks(rubrics);
    blocks += &format!("<script type=\"application/gzip\" data-ziping=\"program\">{packed}</script>\n");
    blocks += &notices_block(notices)?;
    blocks += &format!("<script type=\"module\">{script}</script>");
    if let Some(maker) = maker {
        blocks += &format!("\n{}{}", maker.block(), maker.script_block());
    }

    let (before, after) = FIRST.split_once('>').expect("a start tag");
    let page = template
        .replacen(&links, &blocks, 1)
        .replacen(FIRST, &format!("{before}>{}{after}", first.block()), 1)
        .replacen(
            "<head>",
            &format!("<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"),
            1,
        );
    let page = page.trim_end().to_owned();
    for text in [&template, &first.sheet] {
        refuse(text, &["http:", "https:", "\"//", "'//", "url(", "@import"])?;
    }
    refuse(
        &scripts.join("\n"),
        &[
            "http:",
            "https:",
            "ws:",
            "wss:",
            "\"//",
            "'//",
            "import(",
            "location.",
            "window.open",
        ],
    )?;
    Ok(page)
}

/// The place of the first view in `index.html`.
const FIRST: &str = "<div id=\"ziping-first\"></div>";

/// The Content-Security-Policy. It allows only the page's own scripts, its own styles, and pictures that the page makes itself.
fn policy(scripts: &[&str], styles: &[&str], delivery: Delivery) -> String {
    let hashes = |texts: &[&str]| {
        let hashes: Vec<_> = texts.iter().map(|text| format!("'{}'", hash(text))).collect();
        hashes.join(" ")
    };
    let mut policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'",
        hashes(scripts),
        hashes(styles)
    );
    if delivery == Delivery::Served {
        // Last, so that the page can remove it when it makes a file of itself.
        policy += "; connect-src 'self'";
    }
    policy
}

fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64.encode(Sha256::digest(text)))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Result<&'a str> {
    let (_, rest) = text
        .split_once(start)
        .with_context(|| format!("index.html has no {start}"))?;
    let (inside, rest) = rest
        .split_once(end)
        .with_context(|| format!("index.html has no {end}"))?;
    if rest.contains(start) {
        bail!("index.html has more than one {start}");
    }
    Ok(inside)
}

/// The page works without a network, and says that it sends nothing: neither its HTML nor its script contains an address.
fn refuse(text: &str, signs: &[&str]) -> Result<()> {
    for line in text.lines() {
        let lower = line.to_ascii_lowercase();
        if signs.iter().any(|sign| lower.contains(sign)) {
            bail!("the page must name no address, but it says `{}`", line.trim());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
