//! Sizes of what ships: on disk, and compressed for transfer; and the budgets that they must keep.

use anyhow::{Result, ensure};
use flate2::{Compression, write::GzEncoder};
use std::io::Write as _;

/// The name of the page's program among the sizes.
pub const PROGRAM: &str = "of these: program (wasm, with its style)";

/// The name of the script of the site's page among the sizes. Its program is the page's.
pub const SITE_SCRIPT: &str = "of site/index.html: script";

/// The names of the second program and its script among the sizes.
pub const MAKER: &str = "the maker (wasm)";
/// See [`MAKER`].
pub const MAKER_SCRIPT: &str = "the maker's script";

/// The brotli sizes that were reached last, in bytes. A build may be larger by [`MARGIN`] in a thousand. Lower the figure when a
/// part becomes smaller.
const BUDGETS: [(&str, usize); 10] = [
    (PROGRAM, 653_066),
    (SITE_SCRIPT, 13_102),
    (MAKER, 1_049_191),
    (MAKER_SCRIPT, 5_950),
    ("package/ziping.js", 11_323),
    ("package/ziping-program.js", 7_047),
    ("package/ziping.wasm", 581_980),
    ("package/ziping.single.js", 748_486),
    ("package/score.js", 201_864),
    ("package/score.wasm", 153_551),
];
const MARGIN: usize = 10;

/// One file's sizes in bytes.
pub struct Size {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Size {
    /// Measures a file, with the strongest compression.
    ///
    /// # Errors
    /// Never in practice: writing to memory does not fail.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        let mut brotli = Vec::new();
        let params = brotli::enc::BrotliEncoderParams {
            quality: 11,
            lgwin: 22,
            ..Default::default()
        };
        brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &params)?;
        Ok(Self {
            name: name.to_owned(),
            raw: bytes.len(),
            gzip: gzip.finish()?.len(),
            brotli: brotli.len(),
        })
    }

    /// Whether this is the size of the file with this name.
    pub fn is_of(&self, name: &str) -> bool {
        self.name == name
    }

    /// The size of a file with the same bytes.
    pub fn named(&self, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..*self
        }
    }

    /// The sum of two sizes, as if both were sent in turn.
    pub fn plus(&self, other: &Self, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// Prints them as a table.
pub fn print(sizes: &[Size]) {
    println!("\n{:<42}{:>12}{:>12}{:>12}", "bytes", "raw", "gzip", "brotli");
    for Size {
        name,
        raw,
        gzip,
        brotli,
    } in sizes
    {
        println!("{name:<42}{raw:>12}{gzip:>12}{brotli:>12}");
    }
}

/// Compares the sizes with their budgets.
///
/// # Errors
/// If one is larger; all of them are named.
pub fn check(sizes: &[Size]) -> Result<()> {
    let over: Vec<_> = BUDGETS
        .iter()
        .flat_map(|(name, budget)| {
            let most = budget + budget * MARGIN / 1_000;
            let found = sizes
                .iter()
                .filter(move |size| size.name == *name && size.brotli > most);
            found.map(move |size| format!("{name}: {} bytes after brotli, at most {most}", size.brotli))
        })
        .collect();
    ensure!(
        over.is_empty(),
        "larger than its budget (BUDGETS in xtask/src/sizes.rs):\n{}",
        over.join("\n")
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(name: &str, brotli: usize) -> Size {
        Size {
            name: name.to_owned(),
            raw: 0,
            gzip: 0,
            brotli,
        }
    }

    #[test]
    fn a_part_over_its_budget_is_named() {
        let sizes = |more: usize| {
            BUDGETS.map(|(name, budget)| {
                size(
                    name,
                    budget + budget * MARGIN / 1_000 + if name == PROGRAM { more } else { 0 },
                )
            })
        };
        assert!(check(&sizes(0)).is_ok());
        let error = check(&sizes(1)).map_err(|error| error.to_string());
        assert!(error.is_err_and(|error| error.contains(PROGRAM) && !error.contains("score.js")));
    }
}
